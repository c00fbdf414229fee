"""Where a stop fits into the routes there are, looked up for all places at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..route_times import SLACK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from ..route_times import Times

_ROOM = 8  # places a route gets at first


class Places:
    """The routes of all teams as rows, one place between two visits an entry; kept up to date route by route."""

    def __init__(self, times: Times) -> None:
        """Start with empty routes."""
        day = times.day
        n = len(day.teams)
        self.times = times
        self.routes: list[list[int]] = [[] for _ in range(n)]
        self._minutes = day.minutes
        self._allowed = day.allowed()
        self._load = day.stops.load
        self._pinned = day.stops.sequence
        self._left = np.array([team.most for team in day.teams], dtype=np.float64)
        days = [team.day for team in day.teams]
        self._opens, self._closes = day.stops.opens[:, days], day.stops.closes[:, days] + SLACK
        pauses = [hours if hours.minutes > 0 else None for hours in times.hours]
        self._earliest = np.array([[hours.earliest if hours else 0.0] for hours in pauses])
        self._latest = np.array([[hours.latest if hours else -np.inf] for hours in pauses]) + SLACK
        self._rest = np.array([[hours.minutes if hours else 0.0] for hours in pauses])
        # Of teams that are alike and have nothing to do one is looked at.
        kinds: dict[tuple[object, ...], int] = {}
        pinned = set(day.stops.pinned.tolist())
        self._kind = np.array(
            [
                kinds.setdefault(
                    (team.day, team.start, team.end, team.shift, team.pause, team.skills, team.most)
                    + ((number,) if number in pinned else ()),
                    len(kinds),
                )
                for number, team in enumerate(day.teams)
            ]
        )
        self._spent = np.zeros(n)
        self._widen(_ROOM)
        for team in range(n):
            self._lay(team)
        self._look()

    def _widen(self, wide: int) -> None:
        """Make room for routes of up to so many places; what is no place fits nothing."""
        shape = (len(self.routes), wide)
        self._before, self._after = np.zeros(shape, dtype=np.intp), np.zeros(shape, dtype=np.intp)
        self._working, self._rested = np.full(shape, np.inf), np.full(shape, np.inf)
        self._by_working, self._by_rested = np.full(shape, -np.inf), np.full(shape, -np.inf)
        self._way = np.zeros(shape)

    def changed(self, team: int) -> None:
        """Take over that the route of a team is another."""
        route = self.routes[team]
        if len(route) >= self._way.shape[1]:
            self._widen(2 * len(route) + 2)
            for other in range(len(self.routes)):
                self._lay(other)
        else:
            self._lay(team)
        if self._busy[team] != bool(route):
            self._look()

    def _look(self) -> None:
        """Choose the rows that are looked at."""
        self._busy = np.array([bool(route) for route in self.routes])
        idle = np.flatnonzero(~self._busy)
        _, first = np.unique(self._kind[idle], return_index=True)
        self._rows = np.sort(np.concatenate([np.flatnonzero(self._busy), idle[first]]))

    def _lay(self, team: int) -> None:
        route, hours = self.routes[team], self.times.hours[team]
        k = len(route) + 1
        ahead = self.times.ahead(team, route)
        behind = self.times.behind(team, route, hours.last)
        self._before[team, :k] = [hours.start, *route]
        self._after[team, :k] = [*route, hours.end]
        self._working[team, :k], self._working[team, k:] = ahead.working, np.inf
        self._rested[team, :k], self._rested[team, k:] = ahead.rested, np.inf
        self._by_working[team, :k] = behind.working[1:]
        self._by_rested[team, :k] = behind.rested[1:]
        # Who visits nothing does not leave.
        self._way[team, :k] = self._minutes[self._before[team, :k], self._after[team, :k]] if route else 0.0
        self._left[team] = self.times.day.teams[team].most - self._load[route].sum()
        self._spent[team] = self._way[team, :k].sum() + self.times.day.stops.service[route].sum()

    def spent(self, teams: NDArray[np.intp]) -> NDArray[np.float64]:
        """Give the minutes of travel and visits of some teams' routes, (k,)."""
        return self._spent[teams]

    def cost(self, stop: int) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """Give the minutes of travel a stop would add at each place; inf where it does not fit.

        Returns:
            (k,) the teams that are looked at, and (k, places) their minutes.

        """
        rows = self._rows
        there, onward = self._minutes[self._before[rows], stop], self._minutes[stop, self._after[rows]]
        opens, closes = self._opens[stop][rows, None], self._closes[stop][rows, None]
        lasts = self.times.service[stop]
        begin = np.maximum(self._working[rows] + there, opens)
        leaves = np.where(begin <= closes, begin + lasts, np.inf)
        fits = leaves + onward <= self._by_working[rows] + SLACK
        begin = np.maximum(self._rested[rows] + there, opens)
        rested = np.where(begin <= closes, begin + lasts, np.inf)
        pause = np.maximum(leaves, self._earliest[rows])
        rested = np.minimum(rested, np.where(pause <= self._latest[rows], pause + self._rest[rows], np.inf))
        fits |= rested + onward <= self._by_rested[rows] + SLACK
        fits &= (self._allowed[stop][rows] & (self._load[stop] <= self._left[rows] + SLACK))[:, None]
        if self._pinned[stop] > 0:
            fits &= self._in_sequence(stop)[rows]
        return rows, np.where(fits, there + onward - self._way[rows], np.inf)

    def _in_sequence(self, stop: int) -> NDArray[np.bool_]:
        """Tell between which visits a stop with a fixed order may stand."""
        fine = np.zeros(self._way.shape, dtype=np.bool_)
        team = int(self.times.day.stops.pinned[stop])
        order = self._pinned[self.routes[team]]
        mine = self._pinned[stop]
        lowest = max((place + 1 for place, other in enumerate(order) if 0 < other < mine), default=0)
        highest = min((place for place, other in enumerate(order) if other > mine), default=len(order))
        fine[team, lowest : highest + 1] = True
        return fine

    def insert(self, stop: int, team: int, place: int) -> None:
        """Put a stop before the visit at `place` of a route."""
        self.routes[team].insert(place, stop)
        self.changed(team)

    def put(self, routes: list[list[int]]) -> None:
        """Take other routes; only those that differ are laid out anew."""
        for team, route in enumerate(routes):
            if route != self.routes[team]:
                self.routes[team] = list(route)
                self.changed(team)

    def where(self) -> Iterator[tuple[int, int]]:
        """Give each visited stop with its team."""
        return ((stop, team) for team, route in enumerate(self.routes) for stop in route)
