"""Incidents whose moment is known only as a window: how much of the window falls in the quiet hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

WEEK = 168.0  # hours
_MONDAY = pd.Timestamp("2001-01-01")  # any Monday, to count weeks from
_HOUR = pd.Timedelta(hours=1)


def quiet_fraction(begin: pd.Series, end: pd.Series, *, night: tuple[float, float] = (22, 6)) -> NDArray[np.float64]:
    """Give the share of each window that lies between 22 and 06 h or in the weekend (Ratcliffe 2000, aoristic).

    Args:
        begin: (n,) local moments.
        end: (n,) local moments; missing, or not after `begin`, means the moment is known exactly.
        night: Hour at which the night begins, in the evening, and ends, in the morning.

    Returns:
        (n,) share of the window, 0 or 1 for an exact moment; NaN where `begin` is missing.

    """
    start, stop = _hours(begin), _hours(end)
    exact = ~(stop > start)
    at, quiet = _week(*night)
    weeks, hour = np.divmod(start, WEEK)
    # An exact moment is in the quiet part when the clock of quiet hours runs on from there.
    runs = np.searchsorted(at, hour, side="right") - 1
    running = np.diff(quiet, append=quiet[-1]) > 0
    with np.errstate(invalid="ignore"):
        share = (_elapsed(stop, at, quiet) - _elapsed(start, at, quiet)) / np.where(exact, 1, stop - start)
    found = np.where(exact, running[np.clip(runs, 0, len(at) - 1)].astype(np.float64), share)
    return np.where(np.isnan(weeks), np.nan, found)


def _hours(moments: pd.Series) -> NDArray[np.float64]:
    hours: NDArray[np.float64] = ((moments - _MONDAY) / _HOUR).to_numpy(dtype="float64")
    return hours


def _week(evening: float, morning: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the edges of the week in hours from Monday, and the quiet hours that have passed at each."""
    at, quiet = [0.0], [0.0]
    for day in range(5):
        for hour, passed in ((morning, morning), (evening, 0.0), (24.0, 24.0 - evening)):
            at.append(24.0 * day + hour)
            quiet.append(quiet[-1] + passed)
    at.append(WEEK)
    quiet.append(quiet[-1] + 48.0)
    return np.array(at), np.array(quiet)


def _elapsed(hours: NDArray[np.float64], at: NDArray[np.float64], quiet: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the quiet hours that have passed since the first Monday."""
    weeks, hour = np.divmod(hours, WEEK)
    return np.asarray(weeks * quiet[-1] + np.interp(hour, at, quiet), dtype=np.float64)
