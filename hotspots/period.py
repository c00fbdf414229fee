"""A stretch of time, and how much of an incident whose moment is known only as a window falls in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    Moments = NDArray[np.datetime64]

_DAY = np.timedelta64(1, "D")
DAYS_A_YEAR = 365.25
SHORT = 28  # days; in less, a few incidents make large numbers per year


class Words(NamedTuple):
    """The same in both languages."""

    en: str
    nl: str


@dataclass(frozen=True)
class Period:
    """From `start` up to and not including `end`, both to the second."""

    start: np.datetime64
    end: np.datetime64

    @classmethod
    def of_days(cls, first: date, last: date) -> Period:
        """Give the period of whole days, the last one included."""
        return cls(np.datetime64(first, "s"), np.datetime64(last, "s") + _DAY)

    @property
    def days(self) -> float:
        """Length in days."""
        return float((self.end - self.start) / _DAY)

    @property
    def years(self) -> float:
        """Length in years of 365.25 days."""
        return self.days / DAYS_A_YEAR

    @property
    def words(self) -> Words:
        """Length in words: days where it is under a year."""
        return length_in_words(self.days)

    def cut(self, steps: int) -> Moments:
        """Give the (steps + 1,) moments that cut the period into equal steps, to the second."""
        whole = (self.end - self.start).astype("timedelta64[s]").astype(np.int64)
        moments: Moments = self.start + np.round(np.linspace(0, whole, steps + 1)).astype("timedelta64[s]")
        return moments


def length_in_words(days: float) -> Words:
    """Say a length in years, or in days where it is under a year."""
    if days >= DAYS_A_YEAR:
        years = round(days / DAYS_A_YEAR, 2)
        return Words(f"{years:g} years", f"{years:g} jaar".replace(".", ","))
    rounded = round(days, 1)
    one = rounded == 1
    return Words(
        f"{rounded:g} {'day' if one else 'days'}", f"{rounded:g} {'dag' if one else 'dagen'}".replace(".", ",")
    )


def share_within(begin: Moments, end: Moments, period: Period) -> NDArray[np.float64]:
    """Give the share of each window that falls in a period (aoristic, Ratcliffe 2000).

    Args:
        begin: (n,) moments; NaT is unknown.
        end: (n,) moments; unknown, or not after `begin`, means that the moment is known exactly.
        period: The stretch of time.

    Returns:
        (n,) shares, 0 or 1 for an exact moment; NaN where `begin` is unknown.

    """
    return shares_between(begin, end, np.array([period.start, period.end]))[:, 0]


def shares_between(begin: Moments, end: Moments, edges: Moments) -> NDArray[np.float64]:
    """Give the share of each window that falls in each step between edges.

    Args:
        begin: As `share_within`.
        end: As `share_within`.
        edges: (k + 1,) rising moments; a step holds its first edge and not its last.

    Returns:
        (n, k) shares; rows sum to at most 1, and to 1 where the whole window lies between the outer edges.

    """
    known = ~np.isnat(begin)
    start = np.where(known, begin, edges[0]).astype("datetime64[s]").astype(np.int64)
    stop = np.where(np.isnat(end), begin, end)
    stop = np.where(known, stop, edges[0]).astype("datetime64[s]").astype(np.int64)
    at = edges.astype("datetime64[s]").astype(np.int64)
    length = np.maximum(stop - start, 0)
    held = np.clip(np.minimum(stop[:, None], at[1:]) - np.maximum(start[:, None], at[:-1]), 0, None)
    exact = (start[:, None] >= at[:-1]) & (start[:, None] < at[1:])
    share = np.where((length > 0)[:, None], held / np.maximum(length, 1)[:, None], exact)
    return np.where(known[:, None], share, np.nan)


def sums_between(begin: Moments, end: Moments, edges: Moments, weight: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sum what windows count for in each step between edges, spread evenly over each window.

    The sums over the rows of `shares_between`, in memory of n + k instead of n times k.

    Args:
        begin: As `share_within`; those unknown count nowhere.
        end: As `share_within`.
        edges: (k + 1,) rising moments; a step holds its first edge and not its last.
        weight: (n,) what each counts for.

    Returns:
        (k,) sums.

    """
    known = ~np.isnat(begin)
    start = begin[known].astype("datetime64[s]").astype(np.int64)
    stop = np.where(np.isnat(end), begin, end)[known].astype("datetime64[s]").astype(np.int64)
    at, counted = edges.astype("datetime64[s]").astype(np.int64), weight[known]
    exact = stop <= start
    first = np.searchsorted(at, start, side="right") - 1
    last = np.searchsorted(at, stop, side="left") - 1
    steps = len(at) - 1
    whole = (exact | (first == last)) & (first >= 0) & (first < steps)
    sums = np.zeros(steps)
    sums += np.bincount(first[whole], counted[whole], minlength=steps)
    across = ~exact & (last > first) & (last >= 0) & (first < steps)
    start, stop, first, last = start[across], stop[across], first[across], last[across]
    density = counted[across] / (stop - start)
    # The steps a window begins and ends in are held in part, those between by their whole length.
    for step, held in ((first, at[np.clip(first + 1, 0, steps)] - start), (last, stop - at[np.clip(last, 0, steps)])):
        inside = (step >= 0) & (step < steps)
        sums += np.bincount(step[inside], (density * held)[inside], minlength=steps)
    change = np.zeros(steps + 1)
    change += np.bincount(np.clip(first + 1, 0, steps), density, minlength=steps + 1)
    change -= np.bincount(np.clip(last, 0, steps), density, minlength=steps + 1)
    between = np.cumsum(change)[:steps]
    # What was added and taken away again leaves a rounding error where nothing is held.
    between[between < np.abs(change).max(initial=0) * 1e-12] = 0
    return np.asarray(sums + between * np.diff(at), dtype=np.float64)
