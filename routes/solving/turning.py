"""2-opt: parts of a route driven the other way round, where that is shorter and still fits."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

import numpy as np

from .worth import minutes_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..route_times import Times

_GAIN = 1e-7  # minutes
_TRIED = 12  # of the turns that save most, so many are driven to see whether they fit


def turned(times: Times, team: int, route: list[int]) -> list[int]:
    """Turn parts of a route for as long as that makes it shorter; a fixed order stays.

    Args:
        times: What is planned.
        team: Position of the team.
        route: Its stops, which fit.

    """
    best, minutes = route, minutes_of(times, team, route)
    while len(best) > 1:
        better = _shortest_turn(times, team, best, minutes)
        if better is None:
            return best
        best, minutes = better
    return best


def _shortest_turn(times: Times, team: int, route: list[int], minutes: float) -> tuple[list[int], float] | None:
    saved = _saved(times, team, route)
    for at in np.argsort(saved, axis=None)[:_TRIED].tolist():
        first, last = divmod(at, len(route))
        if saved[first, last] >= -_GAIN:
            return None
        other = [*route[:first], *route[first : last + 1][::-1], *route[last + 1 :]]
        if _in_order(times, other) and (lasts := minutes_of(times, team, other)) < minutes - _GAIN:
            return other, lasts
    return None


def _saved(times: Times, team: int, route: list[int]) -> NDArray[np.float64]:
    """Give what turning from one stop up to another adds to the travel, (k, k); inf where there is nothing to turn."""
    hours, travel = times.hours[team], times.day.minutes
    path = np.array([hours.start, *route, hours.end])
    k = len(route)
    forth = np.concatenate([[0.0], np.cumsum(travel[path[1:-2], path[2:-1]])])
    back = np.concatenate([[0.0], np.cumsum(travel[path[2:-1], path[1:-2]])])
    first, last = np.arange(k)[:, None], np.arange(k)[None, :]
    before, after = path[first], path[last + 2]
    added = travel[before, path[last + 1]] + travel[path[first + 1], after]
    gone = travel[before, path[first + 1]] + travel[path[last + 1], after]
    turned_round = (back[last] - back[first]) - (forth[last] - forth[first])
    return np.where(last > first, added - gone + turned_round, inf)


def _in_order(times: Times, route: list[int]) -> bool:
    order = times.day.stops.sequence[route]
    fixed = order[order > 0]
    return bool((np.diff(fixed) >= 0).all())
