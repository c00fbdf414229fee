"""Where a stop fits into the routes there are, looked up for all places at once."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ..route_times import SLACK, Since

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ..route_times import Times

_AT_ONCE = 64  # stops tried at all places in one turn, so that memory stays small
_WAY, _WORKING, _REST, _BY_WORKING, _BY_REST = range(5)


class Laid(NamedTuple):
    """Routes as they lay at a moment, to go back to."""

    routes: list[list[int]]
    moments: NDArray[np.float64]
    after: NDArray[np.intp]
    team: NDArray[np.intp]
    left: NDArray[np.float64]


class Places:
    """The routes of all teams, and a place to put a stop behind each departure and each visit.

    Places are numbered: behind visit i is place i, behind the departure of team t is place n + t.

    Attributes:
        times: What is planned.
        routes: Per team its stops in order; a list is never changed, but replaced by another.
        team: (n + teams,) the team at each place; -1 where the stop is not visited.

    """

    def __init__(self, times: Times) -> None:
        """Start with empty routes."""
        day, hours = times.day, times.hours
        n, teams = len(day.stops), len(day.teams)
        self.times = times
        self.routes: list[list[int]] = [[] for _ in range(teams)]
        self._n = n
        at = np.array([*range(n), *(one.start for one in hours)], dtype=np.intp)
        self._to = np.ascontiguousarray(day.minutes[at, :n].T, dtype=np.float64)
        self._from = np.ascontiguousarray(day.minutes[:n], dtype=np.float64)
        self._here: list[int] = at.tolist()
        self._end = np.array([one.end for one in hours], dtype=np.intp)
        self._allowed = day.allowed()
        self._load = day.stops.load
        self._sequence = day.stops.sequence
        days = [team.day for team in day.teams]
        # A column where all teams are alike, so that nothing need be looked up for each place.
        days = days[:1] if len(set(days)) == 1 else days
        self._opens, self._closes = day.stops.opens[:, days], day.stops.closes[:, days] + SLACK
        self._between = day.stops.any_shuts_between
        self._shuts, self._reopens = day.stops.shuts[:, days] + SLACK, day.stops.reopens[:, days]
        self._lasts, self._loads = day.stops.service[:, None], day.stops.load[:, None]
        self._breaks = any(one.minutes > 0 for one in hours)
        rests = np.array([(one.earliest, one.latest, one.minutes) for one in hours], dtype=np.float64).T
        rests[1, rests[2] <= 0] = -inf
        self._rests = rests[:, :1] if (rests == rests[:, :1]).all() else rests
        self._limited = bool(np.isfinite([team.most for team in day.teams]).any())
        self._anyone = self._allowed.all(axis=1)
        self._alike = self._kinds()
        # What changes with the routes.
        self.team = np.concatenate([np.full(n, -1), np.arange(teams)]).astype(np.intp)
        self._after = np.zeros(n + teams, dtype=np.intp)
        self._moments = np.zeros((5, n + teams))
        self._left = np.array([team.most for team in day.teams], dtype=np.float64)
        self._rows = [row.data for row in self._moments]
        self._forget(range(n))
        for team in range(teams):
            self._lay(team)
        for team in range(teams):
            self._show_one(team)

    def _kinds(self) -> list[list[int]]:
        """Give for each team those that are like it, itself among them; one of the idle ones is looked at."""
        day = self.times.day
        pinned = set(day.stops.pinned.tolist())
        kinds: dict[tuple[object, ...], list[int]] = {}
        alike = []
        for number, team in enumerate(day.teams):
            kind = (team.day, team.start, team.end, team.shift, team.pause, team.skills, team.most)
            mine = kinds.setdefault((*kind, number if number in pinned else None), [])
            mine.append(number)
            alike.append(mine)
        return alike

    def _forget(self, stops: Sequence[int]) -> None:
        """Let nothing fit behind stops that are not visited."""
        which = list(stops)
        self.team[which] = -1
        self._moments[_WORKING : _REST + 1, which] = inf
        self._moments[_BY_WORKING:, which] = -inf

    def _lay(self, team: int) -> None:
        """Take over a route as a whole."""
        route, hours = self.routes[team], self.times.hours[team]
        at = [self._n + team, *route]
        self.team[at] = team
        self._after[at] = [*route, hours.end]
        self._moments[_WORKING : _REST + 1, at] = self.times.ahead(team, route)
        behind = self.times.behind(team, route, hours.last)
        self._moments[_BY_WORKING:, at] = behind.working[1:], behind.rested[1:]
        # Who visits nothing does not leave.
        here = [hours.start, *route]
        self._moments[_WAY, at] = self.times.day.minutes[here, self._after[at]] if route else 0.0
        self._left[team] = self.times.day.teams[team].most - self._load[route].sum()

    def _show_one(self, team: int) -> None:
        """Look at one only of the teams that are alike and have nothing to do."""
        shown = False
        for other in self._alike[team]:
            if self.routes[other]:
                continue
            if shown:
                self._moments[_BY_WORKING:, self._n + other] = -inf
            else:
                self._lay(other)
                shown = True

    def replace(self, team: int, route: list[int]) -> None:
        """Give a team another route; what it no longer visits is visited by nobody until it is put elsewhere."""
        before, self.routes[team] = self.routes[team], route
        held = set(route)
        # What another team has taken over meanwhile is no longer this one's to forget.
        self._forget([stop for stop in before if stop not in held and self.team[stop] == team])
        self._lay(team)
        if bool(before) != bool(route):
            self._show_one(team)

    def insert(self, stop: int, place: int) -> None:
        """Put a stop behind a place; only what changes is reckoned anew."""
        team, n = int(self.team[place]), self._n
        way, working, rested, by_working, by_rest = self._rows
        route, here, travel = self.routes[team], self._here, self.times.travel
        at = 0 if place >= n else route.index(place) + 1
        after = int(self._after[place])
        self.routes[team] = [*route[:at], stop, *route[at:]]
        self.team[stop] = team
        self._after[place], self._after[stop] = stop, after
        way[place], way[stop] = travel[here[place], stop], travel[stop, after]
        later = self.times.onward(team, [stop, *route[at:]], Since(here[place], working[place], rested[place]))
        for other, leaves, leaves_rested in zip(route[at:], later.working[2:], later.rested[2:], strict=True):
            working[other], rested[other] = leaves, leaves_rested
        working[stop], rested[stop] = later.working[1], later.rested[1]
        # What must have begun behind the stop is what had to behind the place before it was there.
        by_working[stop], by_rest[stop] = by_working[place], by_rest[place]
        sooner = self.times.backward(team, [*route[:at], stop], Since(after, by_working[place], by_rest[place]))
        for other, by, by_rested in zip([n + team, *route[:at]], sooner.working, sooner.rested, strict=False):
            by_working[other], by_rest[other] = by, by_rested
        self._left[team] -= self._load[stop]
        if not route:
            self._show_one(team)

    def cost(self, stop: int) -> NDArray[np.float64]:
        """Give the minutes of travel a stop would add at each place, (n + teams,); inf where it does not fit."""
        added, fits = self._tried(stop)
        if self._sequence[stop] > 0:
            fits &= self._in_sequence(stop)
        return np.where(fits, added, inf)

    def least(self, stops: NDArray[np.intp]) -> NDArray[np.float64]:
        """Give the least minutes each of k stops would add, (k,), whatever its fixed order; inf where it fits nowhere.

        What fits nowhere does not when others are added either.
        """
        parts = (self._tried(stops[first : first + _AT_ONCE]) for first in range(0, len(stops), _AT_ONCE))
        return np.concatenate([np.where(fits, added, inf).min(axis=1) for added, fits in parts])

    def _tried(self, stop: int | NDArray[np.intp]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """Give what a stop adds at each place, or each of k stops, (k, n + teams), and where it fits."""
        way, working, rested, by_working, by_rest = self._moments
        there, onward = self._to[stop], self._from[stop].take(self._after, axis=-1)
        opens, closes, lasts = self._at(self._opens[stop]), self._at(self._closes[stop]), self._lasts[stop]
        gone = onward + (lasts - SLACK)
        begin, by = self._begin(stop, working + there, opens), by_working - gone
        if not self._breaks:
            fits = begin <= np.minimum(closes, by)
        else:
            earliest, latest, minutes = (self._at(one) for one in self._rests)
            by_after = by_rest - gone
            # With the break behind the stop: it must end in time for what follows, and begin before its latest moment.
            by_pause = np.minimum(by_after - minutes, latest - lasts + SLACK)
            by = np.maximum(by, np.where(by_after >= earliest + minutes - lasts, by_pause, -inf))
            fits = begin <= np.minimum(closes, by)
            fits |= self._begin(stop, rested + there, opens) <= np.minimum(closes, by_after)
        if self._limited:
            fits &= (self._allowed[stop] & (self._loads[stop] <= self._left + SLACK)).take(self.team, axis=-1)
        elif not np.all(self._anyone[stop]):
            fits &= self._allowed[stop].take(self.team, axis=-1)
        return there + onward - way, fits

    def _begin(
        self, stop: int | NDArray[np.intp], arrival: NDArray[np.float64], opens: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Give when a visit begins: not before the door opens, nor while it is shut in between."""
        begin = np.maximum(arrival, opens)
        if not self._between:
            return np.asarray(begin, dtype=np.float64)
        shuts, reopens = self._at(self._shuts[stop]), self._at(self._reopens[stop])
        return np.where((begin > shuts) & (begin < reopens), reopens, begin)

    def _at(self, of_teams: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give at each place what is of its team; a single number where all teams are alike."""
        return of_teams if of_teams.shape[-1] == 1 else of_teams.take(self.team, axis=-1)

    def _in_sequence(self, stop: int) -> NDArray[np.bool_]:
        """Tell behind which places a stop with a fixed order may stand."""
        fine = np.zeros(len(self.team), dtype=np.bool_)
        team = int(self.times.day.stops.pinned[stop])
        order = self._sequence[self.routes[team]]
        mine = self._sequence[stop]
        lowest = max((place + 1 for place, other in enumerate(order) if 0 < other < mine), default=0)
        highest = min((place for place, other in enumerate(order) if other > mine), default=len(order))
        fine[[self._n + team, *self.routes[team]][lowest : highest + 1]] = True
        return fine

    def spent(self) -> NDArray[np.float64]:
        """Give the minutes of travel and visits of the team at each place, (n + teams,)."""
        on = self.team >= 0
        lasts = np.concatenate([self.times.day.stops.service, np.zeros(len(self.routes))])
        minutes = (self._moments[_WAY] + lasts)[on]
        of_team = np.bincount(self.team[on], weights=minutes, minlength=len(self.routes))
        return np.asarray(of_team[self.team], dtype=np.float64)

    def laid(self) -> Laid:
        """Give the routes as they lie now."""
        return Laid(list(self.routes), self._moments.copy(), self._after.copy(), self.team.copy(), self._left.copy())

    def put_back(self, laid: Laid) -> None:
        """Take back the routes as they lay."""
        self.routes = list(laid.routes)
        # In place, for rows of the moments are read one number at a time.
        self._moments[:] = laid.moments
        self._after[:], self.team[:], self._left[:] = laid.after, laid.team, laid.left
