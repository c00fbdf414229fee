"""Incidents that count for less the longer ago they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..period import Moments, Period

_SECONDS_A_DAY = 86_400


def decayed(begin: Moments, end: Moments, period: Period, half_life: float) -> NDArray[np.float64]:
    """Give what is left of incidents at the end of a period: half after each half-life.

    Args:
        begin: (n,) moments.
        end: (n,) moments; not after `begin` where the moment is known exactly.
        period: Incidents are aged at its end; of a window only the part in the period counts, on average over it.
        half_life: Days.

    Returns:
        (n,) above 0, at most 1.

    """
    young = _days_before(period.end, np.minimum(end, period.end))
    old = np.maximum(_days_before(period.end, np.maximum(begin, period.start)), young)
    rate = np.log(2) / half_life
    width = (old - young) * rate
    # The mean of the decay over the window; for a moment its limit, 1.
    mean = np.where(width > 0, -np.expm1(-width) / np.where(width > 0, width, 1), 1.0)
    return np.asarray(np.exp(-young * rate) * mean, dtype=np.float64)


def _days_before(last: np.datetime64, moments: Moments) -> NDArray[np.float64]:
    seconds = last.astype("datetime64[s]").astype(np.int64) - moments.astype("datetime64[s]").astype(np.int64)
    return np.asarray(seconds / _SECONDS_A_DAY, dtype=np.float64)


def years_counted(period: Period, half_life: float | None = None) -> float:
    """Give the years a period counts for.

    With a half-life these are its years weighed alike, so that a constant stream of incidents has the same density
    per year whatever the half-life.
    """
    if half_life is None:
        return period.years
    lives = period.days / half_life * np.log(2)
    return float(period.years * -np.expm1(-lives) / lives)
