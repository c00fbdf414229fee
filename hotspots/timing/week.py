"""The 168 hours of the week by the clock, Monday 00:00 first, and how windows of time lie over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..period import sums_between

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..period import Moments

DAYS, HOURS = 7, 24
_HOUR = 3600
_WEEK = DAYS * HOURS * _HOUR
MONDAY = np.datetime64("2001-01-01", "s")  # any Monday, to count weeks from


def by_week_hour(begin: Moments, end: Moments, weight: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
    """Spread windows evenly over the hours of the week they cover (aoristic, Ratcliffe 2000).

    Args:
        begin: (n,) local moments; those unknown count nowhere.
        end: (n,) local moments; missing, or not after `begin`, means the moment is known exactly.
        weight: (n,) what each counts for; None is 1.

    Returns:
        (7, 24) sums per weekday and hour; they sum to the weights.

    """
    known = ~np.isnat(begin)
    weight = np.ones(int(known.sum())) if weight is None else weight[known]
    start, length = _placed(begin[known], end[known])
    # Whole weeks lie evenly over all hours; what is left ends before the week after.
    weeks, rest = np.divmod(length, _WEEK)
    left = np.where(length > 0, rest / np.maximum(length, 1), 1.0)
    edges = MONDAY + np.arange(2 * DAYS * HOURS + 1) * np.timedelta64(1, "h")
    at = MONDAY + (start % _WEEK).astype("timedelta64[s]")
    sums = sums_between(at, at + rest.astype("timedelta64[s]"), edges, weight * left)
    evenly = float((weight * np.where(weeks > 0, 1 - left, 0)).sum()) / (DAYS * HOURS)
    return np.asarray(sums.reshape(2, DAYS, HOURS).sum(axis=0) + evenly, dtype=np.float64)


def share_of_hours(begin: Moments, end: Moments, hours: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Give the share of each window that lies in some hours of the week (aoristic).

    Args:
        begin: (n,) local moments.
        end: As `by_week_hour`.
        hours: (7, 24) which hours.

    Returns:
        (n,) shares, 0 or 1 for an exact moment; NaN where `begin` is unknown.

    """
    known = ~np.isnat(begin)
    start, length = _placed(np.where(known, begin, MONDAY), np.where(known, end, MONDAY))
    chosen = hours.ravel()
    passed = np.concatenate([[0], np.cumsum(chosen)]) * _HOUR
    at = np.arange(len(passed)) * _HOUR

    def elapsed(seconds: NDArray[np.int64]) -> NDArray[np.float64]:
        weeks, second = np.divmod(seconds, _WEEK)
        return np.asarray(weeks * passed[-1] + np.interp(second, at, passed), dtype=np.float64)

    held = (elapsed(start + length) - elapsed(start)) / np.maximum(length, 1)
    share = np.where(length > 0, held, chosen[start % _WEEK // _HOUR])
    return np.where(known, share, np.nan)


def _placed(begin: Moments, end: Moments) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give the seconds since a Monday at which each window begins, and its length in seconds."""
    stop = np.where(np.isnat(end), begin, end).astype("datetime64[s]")
    start = (begin.astype("datetime64[s]") - MONDAY).astype(np.int64)
    return start, np.maximum((stop - MONDAY).astype(np.int64) - start, 0)
