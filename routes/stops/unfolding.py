"""A plan told as it is done: where the car is left, what is walked from there, and what is driven."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from ..timetable import timetable

if TYPE_CHECKING:
    from ..day import Plan, Stops
    from ..route_times import Times
    from ..timetable import Timetable
    from .walks import Walks

_BESIDE = 1.5  # minutes on foot up to which one who visits a single stop is said to drive to it


class Unfolded(NamedTuple):
    """What a plan comes to; moments are minutes after midnight.

    Attributes:
        visits: A row per stop that is visited: stop (position), team (position), number (order in the route, from 1),
            parking (P1, P2 ... per plan, None where they drive to the stop), arrival, begin, departure (when the visit
            ends, before any break) and waiting.
        stays: A row per parking place used: parking, team, number (order, from 1), arrival, departure (by car),
            n_stops, x, y.
        legs: A row per way, in the order in which they are made: team, number (from 1), on_foot, minutes (of a way by
            car what comes besides the driving: parking, and the way on foot to a door by the road), begin and end
            (positions of a way by car among the parking places, and behind them the places of departure and return; -1
            on foot), x1, y1, x2, y2 (of a way on foot).

    """

    visits: pd.DataFrame
    stays: pd.DataFrame
    legs: pd.DataFrame


def unfold(walks: Walks, plan: Plan, times: Times) -> Unfolded:
    """Tell a plan stay by stay.

    Args:
        walks: How its stops are reached.
        plan: The plan.
        times: What was planned, with `walks.minutes`.

    """
    visits: list[dict[str, object]] = []
    stays: list[dict[str, object]] = []
    legs: list[dict[str, object]] = []
    for team, route in enumerate(plan.routes):
        table = timetable(times, team, route)
        if table is None or not route:
            continue
        ways = _Ways(walks, times.day.stops, team, times.hours[team].start)
        mine = 0
        for first, last in _stays(walks, route):
            stops = list(route[first:last])
            walk = walks.to_car[stops]
            parking = None
            if len(stops) > 1 or walk[0] > _BESIDE:
                mine += 1
                parking = f"P{len(stays) + 1}"
                spot = walks.spots[walks.place[stops[0]]]
                stays.append(
                    {
                        "parking": parking,
                        "team": team,
                        "number": mine,
                        "arrival": float(table.arrival[first] - walk[0]),
                        "departure": float(table.departure[last - 1] + walk[-1]),
                        "n_stops": len(stops),
                        "x": float(spot[0]),
                        "y": float(spot[1]),
                    }
                )
            ways.stay(stops, parked=parking is not None)
            visits += _visits(times.day.stops, table, team, stops, first, parking)
        ways.home(times.hours[team].end)
        legs += ways.legs
    return Unfolded(
        pd.DataFrame(visits, columns=_VISITS), pd.DataFrame(stays, columns=_STAYS), pd.DataFrame(legs, columns=_LEGS)
    )


_VISITS = ["stop", "team", "number", "parking", "arrival", "begin", "departure", "waiting"]
_STAYS = ["parking", "team", "number", "arrival", "departure", "n_stops", "x", "y"]
_LEGS = ["team", "number", "on_foot", "minutes", "begin", "end", "x1", "y1", "x2", "y2"]


def _stays(walks: Walks, route: tuple[int, ...]) -> list[tuple[int, int]]:
    """Give where in a route each stay at a parking place begins and ends."""
    place = walks.place[list(route)]
    cuts = [0, *(np.flatnonzero(np.diff(place)) + 1).tolist(), len(route)]
    return list(pairwise(cuts))


def _visits(
    stops: Stops, table: Timetable, team: int, route: list[int], first: int, parking: str | None
) -> list[dict[str, object]]:
    made: list[dict[str, object]] = []
    for at, stop in enumerate(route, start=first):
        arrival, begin = float(table.arrival[at]), float(table.begin[at])
        departure = begin + float(stops.service[stop])
        values = (stop, team, at + 1, parking, arrival, begin, departure, begin - arrival)
        made.append(dict(zip(_VISITS, values, strict=True)))
    return made


class _Ways:
    """The ways of one team, one after the other."""

    def __init__(self, walks: Walks, stops: Stops, team: int, start: int) -> None:
        self._walks, self._points, self._team = walks, stops.points, team
        self._behind = len(walks.spots) - len(stops)
        self._at = start + self._behind
        self._extra = 0.0
        self.legs: list[dict[str, object]] = []

    def stay(self, route: list[int], *, parked: bool) -> None:
        """Drive to a parking place, walk past its stops and back."""
        walks = self._walks
        place = int(walks.place[route[0]])
        to_first, to_car = float(walks.to_car[route[0]]), float(walks.to_car[route[-1]])
        self._drive(place, walks.settling + (0.0 if parked else to_first))
        if not parked:
            self._extra = to_car
            return
        spots = np.vstack([walks.spots[place], self._points[route], walks.spots[place]])
        between = walks.on_foot[route[:-1], route[1:]].tolist()
        for number, minutes in enumerate([to_first, *between, to_car]):
            (x1, y1), (x2, y2) = spots[number].tolist(), spots[number + 1].tolist()
            if x1 != x2 or y1 != y2:
                self._add(on_foot=True, minutes=minutes, begin=-1, end=-1, x1=x1, y1=y1, x2=x2, y2=y2)

    def home(self, end: int) -> None:
        """Drive to where the day ends."""
        self._drive(end + self._behind, 0.0)

    def _drive(self, place: int, minutes: float) -> None:
        nowhere = dict.fromkeys(("x1", "y1", "x2", "y2"), np.nan)
        self._add(on_foot=False, minutes=minutes + self._extra, begin=self._at, end=place, **nowhere)
        self._at, self._extra = place, 0.0

    def _add(self, **held: object) -> None:
        self.legs.append({"team": self._team, "number": len(self.legs) + 1, **held})
