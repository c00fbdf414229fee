"""When a team is where: the moments of a route, with its break."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .day import Day

_SLACK = 1e-9  # minutes


@dataclass(frozen=True, eq=False)
class Timetable:
    """The moments of one route, minutes after midnight; (k,) for its k stops.

    Attributes:
        leaves: When the team leaves its place of departure.
        arrival: When it reaches each stop.
        begin: When the visit begins, `arrival` and what is waited.
        departure: When it leaves the stop; the break, where it is taken there, comes before.
        returns: When it is back.
        pause: When the break begins, NaN without one.
        pause_after: Number of stops visited before the break, -1 without one.

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


def timetable(day: Day, team: int, route: Sequence[int]) -> Timetable | None:
    """Give the moments of a route, or None where it breaks a window, the shift, or the break.

    Every visit begins as early as it can; then the team leaves as late as that allows, so that it waits at its desk
    and not at a door. The break begins between two moments, at the place of departure or after a visit, and is taken
    where the team is then back first.

    Args:
        day: What is planned.
        team: Position of the team.
        route: Positions of its stops, in order.

    """
    found = [_moments(day, team, route, after) for after in _breaks(day, team, route)]
    whole = [one for one in found if one is not None]
    return min(whole, key=lambda one: (one.returns, one.lasts), default=None)


def _breaks(day: Day, team: int, route: Sequence[int]) -> range | tuple[int, ...]:
    return range(len(route) + 1) if day.teams[team].pause.minutes > 0 and len(route) else (-1,)


def _moments(day: Day, team: int, route: Sequence[int], pause_after: int) -> Timetable | None:
    """Give the moments with the break after so many stops; -1 is without one."""
    who = day.teams[team]
    stops = day.stops
    here, clock, pause = who.start, who.shift[0], np.nan
    arrival, begin, departure = (np.empty(len(route)) for _ in range(3))
    for number in range(len(route) + 1):
        if number == pause_after:
            pause = max(clock, who.pause.earliest)
            if pause > who.pause.latest + _SLACK:
                return None
            clock = pause + who.pause.minutes
            if number:
                departure[number - 1] = clock
        if number == len(route):
            break
        stop = route[number]
        arrival[number] = clock + day.minutes[here, stop]
        begin[number] = max(arrival[number], stops.opens[stop, who.day])
        if not begin[number] <= stops.closes[stop, who.day] + _SLACK:
            return None
        clock = departure[number] = begin[number] + stops.service[stop]
        here = stop
    returns = clock + (day.minutes[here, who.end] if len(route) else 0.0)
    if not returns <= who.shift[1] + _SLACK:
        return None
    return _later(Timetable(who.shift[0], arrival, begin, departure, returns, pause, pause_after))


def _later(found: Timetable) -> Timetable:
    """Leave as late as the first visit allows, without moving any visit."""
    if not len(found.begin) or found.pause_after == 0:
        return found
    late = float(found.begin[0] - found.arrival[0])
    arrival = found.arrival.copy()
    arrival[0] += late
    return Timetable(
        found.leaves + late,
        arrival,
        found.begin,
        found.departure,
        found.returns,
        found.pause,
        found.pause_after,
    )
