"""When incidents happened, for methods that compare two of them: exact moments, calendar days or windows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..events import Events

_SECONDS = 86_400
_INT32 = np.iinfo(np.int32).max


@dataclass(frozen=True, eq=False)
class Moments:
    """Moments in ticks since the first one.

    Attributes:
        middle: (n,) the moment, or the middle of its window; whole numbers where all are exact.
        length: (n,) length of each window in ticks; None where all moments are exact.
        weight: (n,) share of each window that counts; None where all count whole.
        ticks: Of a day: 1 for calendar days, 86,400 for seconds.

    """

    middle: NDArray[np.int32] | NDArray[np.int64] | NDArray[np.float64]
    length: NDArray[np.float64] | None
    weight: NDArray[np.float64] | None
    ticks: int

    @property
    def calendar(self) -> bool:
        """Whether only days are known, and differences are whole calendar days."""
        return self.ticks == 1

    def at(self, order: NDArray[np.int64]) -> Moments:
        """Give the same moments in another order."""
        length, weight = (None if held is None else held[order] for held in (self.length, self.weight))
        return replace(self, middle=self.middle[order], length=length, weight=weight)

    def limits(self, days: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give numbers of days in ticks; a difference in whole ticks is below a limit when it is below the result."""
        ticks = days * self.ticks
        return ticks if self.length is not None else np.ceil(np.round(ticks, 6))


def moments_of(events: Events) -> Moments:
    """Give the moments of incidents with dates.

    Where every incident has a day and nothing else, two are whole calendar days apart. Otherwise a window counts for
    the part of it in the period.

    """
    begin, end = events.begin, np.maximum(events.end, events.begin)
    if events.period is not None:
        # A moment is never cut: with a share above 0 it lies in the period.
        begin, end = np.maximum(begin, events.period.start), np.minimum(end, events.period.end)
    day = begin.astype("datetime64[D]")
    if ((begin == day) & (end - begin == np.timedelta64(_SECONDS, "s"))).all():
        return Moments((day - day.min()).astype(np.int64).astype(np.int32), None, None, 1)
    first = begin.min()
    start, stop = ((moment - first).astype(np.int64) for moment in (begin, end))
    weight = None if (events.share >= 1).all() else events.share
    if (start == stop).all() and weight is None:
        return Moments(start.astype(np.int32 if start.max() <= _INT32 else np.int64), None, None, _SECONDS)
    return Moments((start + stop) / 2, (stop - start).astype(np.float64), weight, _SECONDS)


def share_below(
    apart: NDArray[np.float64], one: NDArray[np.float64], other: NDArray[np.float64], limit: float
) -> NDArray[np.float64]:
    """Give the chance that two moments differ less than a limit, each anywhere in its window.

    The difference of two uniform moments has a trapezoid for its density, so that its distribution is known exactly.

    Args:
        apart: (k,) distance between the middles of the two windows, 0 or more.
        one: (k,) length of one window; 0 is a moment known exactly.
        other: (k,) length of the other.
        limit: Above 0; in the same unit.

    Returns:
        (k,) chances; 0 or 1 for exact moments, a difference of just the limit being 0.

    """
    reach = (one + other) / 2
    some = apart - reach < limit
    share = some.astype(np.float64)
    unsure = np.flatnonzero(some & (apart + reach > limit))
    if len(unsure):
        middle, first, second = apart[unsure], one[unsure], other[unsure]
        share[unsure] = _risen(limit - middle, first, second) - _risen(-limit - middle, first, second)
    return share


def _risen(beyond: NDArray[np.float64], one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the chance that the difference lies below its mean plus `beyond`."""
    reach, flat = (one + other) / 2, np.abs(one - other) / 2
    twice = np.where(one * other > 0, 2 * one * other, 1.0)
    level = 0.5 + beyond / np.maximum(np.maximum(one, other), 1e-9)
    rising, falling = (beyond + reach) ** 2 / twice, 1 - (reach - beyond) ** 2 / twice
    slope = np.where(beyond < -flat, rising, np.where(beyond > flat, falling, level))
    return np.asarray(np.where(beyond <= -reach, 0.0, np.where(beyond >= reach, 1.0, slope)))


def pairs_below(moments: Moments, limits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Count the pairs of all incidents that differ less than each limit in time, without making them.

    Args:
        moments: n of them, in any order.
        limits: (k,) in ticks, 0 or more; infinite is every pair.

    Returns:
        (k,) pairs; parts of pairs where moments are windows, exactly as `share_below` over all pairs would sum.

    """
    if moments.length is None:
        ordered = np.sort(moments.middle.astype(np.int64))
        later = np.arange(1, len(ordered) + 1)
        counts = [
            float((np.searchsorted(ordered, ordered + limit) - later).clip(0).sum()) if limit > 0 else 0.0
            for limit in np.minimum(limits, 2.0**52).astype(np.int64)
        ]
        return np.array(counts)
    weight = np.ones(len(moments.middle)) if moments.weight is None else moments.weight
    spread = _Spread.of(moments.middle.astype(np.float64), moments.length, weight)
    counts = []
    for limit in limits:
        if limit <= 0:
            counts.append(0.0)
        elif np.isinf(limit):
            counts.append(float(weight.sum() ** 2 - (weight**2).sum()) / 2)
        else:
            own = share_below(np.zeros(len(weight)), moments.length, moments.length, float(limit))
            counts.append(float(weight @ spread.within(float(limit)) - (weight**2) @ own) / 2)
    return np.array(counts)


@dataclass(frozen=True, eq=False)
class _Spread:
    """How many incidents have happened by any moment, windows spread evenly, with its integral.

    Exact moments make it jump and are kept apart, for what differs by just a limit is not below it.
    """

    start: NDArray[np.float64]
    stop: NDArray[np.float64]
    moment: NDArray[np.float64]
    counted: NDArray[np.float64]
    counted_sum: NDArray[np.float64]
    bend: NDArray[np.float64]
    level: NDArray[np.float64]
    slope: NDArray[np.float64]
    area: NDArray[np.float64]

    @classmethod
    def of(cls, middle: NDArray[np.float64], length: NDArray[np.float64], weight: NDArray[np.float64]) -> _Spread:
        exact = length == 0
        order = np.argsort(middle[exact])
        moment, counted = middle[exact][order], weight[exact][order]
        start, stop = middle - length / 2, middle + length / 2
        bends = np.concatenate([start[~exact], stop[~exact], [start.min() - 1.0]])
        pace = weight[~exact] / length[~exact]
        order = np.argsort(bends, kind="stable")
        bend = bends[order]
        slope = np.cumsum(np.concatenate([pace, -pace, [0.0]])[order])
        gap = np.diff(bend)
        level = np.concatenate([[0.0], np.cumsum(slope[:-1] * gap)])
        area = np.concatenate([[0.0], np.cumsum(gap * (level[1:] + level[:-1]) / 2)])
        zero = [0.0]
        return cls(
            start,
            stop,
            moment,
            np.concatenate([zero, np.cumsum(counted)]),
            np.concatenate([zero, np.cumsum(counted * moment)]),
            bend,
            level,
            slope,
            area,
        )

    def within(self, limit: float) -> NDArray[np.float64]:
        """Give what lies less than a limit from each incident, itself included, averaged over its window."""
        length = self.stop - self.start
        exact = length == 0
        found = np.empty(len(length))
        at = self.start[exact]
        jumps = self.counted[np.searchsorted(self.moment, at + limit)]
        jumps -= self.counted[np.searchsorted(self.moment, at - limit, side="right")]
        found[exact] = jumps + self._level(at + limit) - self._level(at - limit)
        start, stop = self.start[~exact], self.stop[~exact]
        held = self._area(stop + limit) - self._area(start + limit) - self._area(stop - limit)
        found[~exact] = (held + self._area(start - limit)) / length[~exact]
        return found

    def _level(self, at: NDArray[np.float64]) -> NDArray[np.float64]:
        k = np.searchsorted(self.bend, at, side="right") - 1
        inside = self.level[k] + self.slope[k] * (at - self.bend[k])
        return np.where(k < 0, 0.0, inside)

    def _area(self, at: NDArray[np.float64]) -> NDArray[np.float64]:
        k = np.searchsorted(self.bend, at, side="right") - 1
        past = at - self.bend[k]
        inside = self.area[k] + past * (self.level[k] + self.slope[k] * past / 2)
        done = np.searchsorted(self.moment, at)
        return np.where(k < 0, 0.0, inside) + at * self.counted[done] - self.counted_sum[done]
