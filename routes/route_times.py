"""Earliest and latest moments along a route, with the break of its team.

A break begins between two moments, after a visit and before the team drives on. A team that leaves after its break, or
is back before the latest of those moments, has its break at its desk; one whose shift begins later has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .day import NO_BREAK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .day import Day, Team

SLACK = 1e-9  # minutes
_BLINK = 1e-6  # minutes


class Hours(NamedTuple):
    """What a team brings to its route; `minutes`, `earliest`, `latest` are of its break."""

    start: int
    end: int
    first: float
    last: float
    minutes: float
    earliest: float
    latest: float


class Rest(Enum):
    """Where a break is taken."""

    ANYWHERE = "anywhere"
    UNDER_WAY = "under way, or at the desk afterwards"
    FIRST = "at the desk, before the team leaves"


class Since(NamedTuple):
    """A place along a route from which the rest is looked at, and its moments: of `Ahead` or of `Behind`."""

    place: int
    working: float
    rested: float


class Ahead(NamedTuple):
    """Earliest departure from each place of a route, the place of departure first; inf where it cannot be.

    `working` is without a break so far, `rested` with it.
    """

    working: list[float]
    rested: list[float]


class Behind(NamedTuple):
    """Latest moment to begin at each place of a route, the place of return last, so that the rest still fits.

    `working` is with the break still to come (or never needed), `rested` with it behind; -inf where nothing fits. The
    first entry is the latest departure.
    """

    working: list[float]
    rested: list[float]


@dataclass(frozen=True, eq=False)
class Times:
    """A day laid out for walking along routes one number at a time.

    Attributes:
        day: What is planned.
        travel: (m, m) minutes.
        service: (n,) minutes.
        opens: Per team (n,) of its day.
        closes: Per team (n,) of its day.
        shuts: Per team (n,) of its day.
        reopens: Per team (n,) of its day.
        hours: Per team.

    """

    day: Day
    travel: memoryview
    service: list[float]
    opens: list[list[float]]
    closes: list[list[float]]
    shuts: list[list[float]]
    reopens: list[list[float]]
    hours: list[Hours]

    @classmethod
    def of(cls, day: Day) -> Times:
        """Lay out a day."""
        stops = day.stops
        days = sorted({team.day for team in day.teams})
        opens, closes, shuts, reopens = (
            {number: held[:, number].tolist() for number in days}
            for held in (stops.opens, stops.closes, stops.shuts, stops.reopens)
        )
        hours = [hours_of(team) for team in day.teams]
        return cls(
            day,
            np.ascontiguousarray(day.minutes, dtype=np.float64).data,
            stops.service.tolist(),
            [opens[team.day] for team in day.teams],
            [closes[team.day] for team in day.teams],
            [shuts[team.day] for team in day.teams],
            [reopens[team.day] for team in day.teams],
            hours,
        )

    def ahead(self, team: int, route: Sequence[int], rest: Rest = Rest.ANYWHERE, since: float = -inf) -> Ahead:
        """Give the earliest departures along a route, (k + 1,) each, of a team that does not leave before a moment."""
        hours = self.hours[team]
        working, rested = max(hours.first, since), inf
        if hours.minutes <= 0:
            rested = working
        elif rest is not Rest.UNDER_WAY:
            rested = max(hours.first, hours.earliest) + hours.minutes
            rested = max(rested, since)
            working = inf if rest is Rest.FIRST else working
        return self.onward(team, route, Since(hours.start, working, rested))

    def onward(self, team: int, route: Sequence[int], since: Since) -> Ahead:
        """Give the earliest departures from a place on, past the k stops after it, (k + 1,) each."""
        hours, travel, service = self.hours[team], self.travel, self.service
        opens, closes = self.opens[team], self.closes[team]
        shuts, reopens = self.shuts[team], self.reopens[team]
        pauses = hours.minutes > 0
        here, working, rested = since
        out, back = [working], [rested]
        for stop in route:
            way, lasts, opening, closing = travel[here, stop], service[stop], opens[stop], closes[stop] + SLACK
            shut, again = shuts[stop] + SLACK, reopens[stop]
            working = max(working + way, opening)
            working = again if shut < working < again else working
            working = working + lasts if working <= closing else inf
            rested = max(rested + way, opening)
            rested = again if shut < rested < again else rested
            rested = rested + lasts if rested <= closing else inf
            if pauses:
                begins = max(working, hours.earliest)
                if begins <= hours.latest + SLACK:
                    rested = min(rested, begins + hours.minutes)
            out.append(working)
            back.append(rested)
            here = stop
        return Ahead(out, back)

    def behind(self, team: int, route: Sequence[int], last: float) -> Behind:
        """Give the latest beginnings along a route that must have ended by `last`, (k + 2,) each."""
        hours = self.hours[team]
        working = min(last, hours.latest) if hours.minutes > 0 else last
        out, back = self.backward(team, route, Since(hours.end, working, last))
        way = float(self.travel[hours.start, route[0]]) if route else 0.0
        return Behind([out[0] - way, *out], [back[0] - way, *back])

    def backward(self, team: int, route: Sequence[int], since: Since) -> Behind:
        """Give the latest beginnings at the k stops before a place and at that place, (k + 1,) each."""
        hours, travel, service = self.hours[team], self.travel, self.service
        opens, closes = self.opens[team], self.closes[team]
        shuts, reopens = self.shuts[team], self.reopens[team]
        pauses = hours.minutes > 0
        after, working, rested = since
        out, back = [working], [rested]
        for stop in reversed(route):
            way, lasts, closing = float(travel[stop, after]), service[stop], closes[stop]
            leaves = working - way
            if pauses and hours.earliest + hours.minutes + way <= rested + SLACK:
                leaves = max(leaves, min(hours.latest, rested - way - hours.minutes))
            working = min(closing, leaves - lasts)
            rested = min(closing, rested - way - lasts)
            shut, again = shuts[stop], reopens[stop] - SLACK
            working = shut if shut < working < again else working
            rested = shut if shut < rested < again else rested
            # Whoever must have begun before the door opens, cannot go this way.
            working = working if working >= opens[stop] - SLACK else -inf
            rested = rested if rested >= opens[stop] - SLACK else -inf
            out.append(working)
            back.append(rested)
            after = stop
        return Behind(out[::-1], back[::-1])

    def returns(self, team: int, route: Sequence[int], ahead: Ahead) -> float:
        """Give the earliest return; inf where the shift, the break or a window is broken."""
        hours = self.hours[team]
        if not route:
            return hours.first
        way = float(self.travel[route[-1], hours.end])
        without, rested = ahead.working[-1] + way, ahead.rested[-1] + way
        found = min(rested, without if without <= hours.latest + SLACK or hours.minutes <= 0 else inf)
        return found if found <= hours.last + SLACK else inf

    def away(self, team: int, route: Sequence[int]) -> tuple[float, float, Rest]:
        """Give departure and return of the shortest absence, and where the break is; both inf where it cannot be.

        Of each way to take the break the earliest return is kept, and then the latest departure. Where a door is shut
        in between, who leaves later may be away for less: then each later departure that finds it open again counts.
        """
        hours = self.hours[team]
        best = (inf, inf, Rest.UNDER_WAY)
        if not route:
            return hours.first, hours.first, Rest.UNDER_WAY
        for rest in (Rest.UNDER_WAY, Rest.FIRST) if hours.minutes > 0 else (Rest.UNDER_WAY,):
            since, doors = -inf, [stop for stop in route if self.shuts[team][stop] < inf]
            for _ in range(2 * len(doors) + 1):
                returns = self.returns(team, route, self.ahead(team, route, rest, since))
                if returns == inf:
                    break
                behind = self.behind(team, route, returns)
                leaves = behind.rested[0] if rest is Rest.FIRST else behind.working[0]
                if best[0] == inf or returns - leaves < best[1] - best[0] - SLACK:
                    best = (leaves, returns, rest)
                since = leaves + self._until_shut(team, route, leaves)
        return best

    def _until_shut(self, team: int, route: Sequence[int], leaves: float) -> float:
        """Give by how much later a team must leave to find the first door shut that was open, and a blink more."""
        moments = self.onward(team, route, Since(self.hours[team].start, leaves, leaves)).working
        begins = [moment - self.service[stop] for stop, moment in zip(route, moments[1:], strict=True)]
        shuts = self.shuts[team]
        left = [shuts[stop] - begin for stop, begin in zip(route, begins, strict=True) if begin <= shuts[stop] < inf]
        return max(0.0, min(left, default=0.0)) + _BLINK

    def lasts(self, team: int, route: Sequence[int]) -> float:
        """Give the minutes from departure to return; inf where it cannot be."""
        leaves, returns, _ = self.away(team, route)
        return returns - leaves if returns < inf else inf

    def driven(self, team: int, route: Sequence[int]) -> float:
        """Give the minutes under way from place to place."""
        if not route:
            return 0.0
        hours, travel = self.hours[team], self.travel
        legs = sum(travel[one, other] for one, other in pairwise(route))
        return float(travel[hours.start, route[0]] + legs + travel[route[-1], hours.end])


def hours_of(team: Team) -> Hours:
    """Give what a team brings to its route; no break where its shift begins after the moments of its break."""
    pause = team.pause
    rests = pause.minutes > 0 and max(team.shift[0], pause.earliest) <= pause.latest
    held = pause if rests else NO_BREAK
    return Hours(team.start, team.end, *team.shift, held.minutes, held.earliest, held.latest)
