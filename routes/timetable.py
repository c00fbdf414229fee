"""When a team is where: the moments of a route, with its break."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, nan
from typing import TYPE_CHECKING

import numpy as np

from .route_times import SLACK, Rest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .route_times import Times


@dataclass(frozen=True, eq=False)
class Timetable:
    """The moments of one route, minutes after midnight; (k,) for its k stops.

    Attributes:
        leaves: When the team leaves its place of departure.
        arrival: When it reaches each stop.
        begin: When the visit begins: `arrival` and what is waited.
        departure: When it drives on, after a break taken there.
        returns: When it is back.
        pause: When the break begins, NaN where none is under way or before.
        pause_after: Number of stops visited before the break; 0 at the desk, or without one.

    """

    leaves: float
    arrival: NDArray[np.float64]
    begin: NDArray[np.float64]
    departure: NDArray[np.float64]
    returns: float
    pause: float
    pause_after: int

    @property
    def waiting(self) -> NDArray[np.float64]:
        """Minutes waited at each stop before the visit begins."""
        return self.begin - self.arrival

    @property
    def lasts(self) -> float:
        """Minutes from departure to return."""
        return self.returns - self.leaves


def timetable(times: Times, team: int, route: Sequence[int]) -> Timetable | None:
    """Give the moments of a route, or None where it breaks a window, the shift or the break.

    The team is away as short as it can be, back early, and leaves as late as that allows, so that it waits at its desk
    and not at a door.

    Args:
        times: What is planned.
        team: Position of the team.
        route: Positions of its stops, in order.

    """
    leaves, returns, rest = times.away(team, route)
    if returns == inf:
        return None
    hours = times.hours[team]
    behind = times.behind(team, route, returns)
    rested = hours.minutes <= 0 or rest is Rest.FIRST
    clock, here, pause, pause_after = leaves, hours.start, nan, 0
    if route and rest is Rest.FIRST:
        pause = max(hours.first, hours.earliest)
    arrival, begin, departure = (np.empty(len(route)) for _ in range(3))
    for number, stop in enumerate(route):
        arrival[number] = clock + times.travel[here, stop]
        begin[number] = max(arrival[number], times.opens[team][stop])
        if times.shuts[team][stop] + SLACK < begin[number] < times.reopens[team][stop]:
            begin[number] = times.reopens[team][stop]
        clock = float(begin[number]) + times.service[stop]
        after = route[number + 1] if number + 1 < len(route) else hours.end
        on_time = clock + times.travel[stop, after] <= behind.working[number + 2] + SLACK
        if not rested and not on_time:
            rested = True
            pause, pause_after = max(clock, hours.earliest), number + 1
            clock = pause + hours.minutes
        departure[number] = clock
        here = stop
    return Timetable(leaves, arrival, begin, departure, returns, pause, pause_after)
