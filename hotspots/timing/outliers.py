"""Months that hold far more or fewer incidents than the months around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import theilslopes

if TYPE_CHECKING:
    from numpy.typing import NDArray

FAR = 3.5  # Iglewicz & Hoaglin 1993
LEAST_MONTHS = 12
_AROUND = 12  # months before and after that say what is usual
_HALF = 15.0  # days of a month that must lie in the period
_LEAST_YEARS = 3  # of which each gives a month of the year, before season is taken out
_TO_SIGMA = 1.4826  # median absolute deviation of a normal distribution to its standard deviation


@dataclass(frozen=True, eq=False)
class Outliers:
    """What is usual for each calendar month, (m,) each; NaN for months that lie for less than half in the period.

    Attributes:
        expected: Incidents that are usual.
        z: How far the count is off, in standard deviations; robust.
        seasonal: Whether what is usual follows the month of the year.

    """

    expected: NDArray[np.float64]
    z: NDArray[np.float64]
    seasonal: bool

    @property
    def high(self) -> NDArray[np.bool_]:
        """Which months hold far more."""
        return np.asarray(self.z > FAR, dtype=np.bool_)

    @property
    def low(self) -> NDArray[np.bool_]:
        """Which months hold far fewer."""
        return np.asarray(self.z < -FAR, dtype=np.bool_)


def outlier_months(
    counts: NDArray[np.float64], days: NDArray[np.float64], calendar: NDArray[np.int64], *, seasonal: bool
) -> Outliers | None:
    """Compare months with the median rate of the 12 months before and after, steady growth (Theil-Sen) taken out.

    Counts are brought to equal spread (Anscombe: 2√(n + 3/8)), and their distances divided by 1.4826 times their
    median absolute deviation, or by 1 where that is less: months cannot vary less than chance.

    Args:
        counts: (m,) incidents per calendar month.
        days: (m,) days of each in the period.
        calendar: (m,) month of the year, 0 to 11.
        seasonal: Whether months of the year differ; what is usual then follows them, given three years.

    Returns:
        None where fewer than 12 months lie for at least half in the period.

    """
    usable = days >= _HALF
    if usable.sum() < LEAST_MONTHS:
        return None
    # At the ends there are months on one side only: growth must be out before they say what is usual.
    at = np.arange(len(counts))
    growth = theilslopes(np.log((counts[usable] + 0.5) / days[usable]), at[usable])[0]
    factor = np.exp(growth * (at - at.mean()))
    rate = np.where(usable, counts / np.maximum(days, 1e-9), np.nan)
    usual = _around(rate / factor) * factor
    seasonal = seasonal and int(np.bincount(calendar[usable], minlength=12).min()) >= _LEAST_YEARS
    if seasonal:
        factor = factor * _by_month(rate / np.where(usual > 0, usual, np.nan), calendar)
        usual = _around(rate / factor) * factor
    expected = np.where(usable, usual * days, np.nan)
    off = 2 * (np.sqrt(counts + 3 / 8) - np.sqrt(expected + 3 / 8))
    deviation = _TO_SIGMA * float(np.nanmedian(np.abs(off - np.nanmedian(off))))
    return Outliers(expected, off / max(1.0, deviation), seasonal)


def _around(rate: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the running median; it stays level through a peak of a few months."""
    padded = np.pad(rate, _AROUND, constant_values=np.nan)
    near = np.lib.stride_tricks.sliding_window_view(padded, 2 * _AROUND + 1)
    return np.asarray(np.nanmedian(near, axis=1), dtype=np.float64)


def _by_month(ratio: NDArray[np.float64], calendar: NDArray[np.int64]) -> NDArray[np.float64]:
    """Give each calendar month the median ratio of its month of the year, 1 where that is not known."""
    known = [ratio[(calendar == month) & np.isfinite(ratio)] for month in range(12)]
    middle = np.array([np.median(one) if len(one) else 1.0 for one in known])
    return np.asarray(np.maximum(middle / middle.mean(), 0.05)[calendar], dtype=np.float64)
