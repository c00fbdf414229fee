"""PyVRP as the engine, where it is installed.

It counts in whole numbers, so a minute is 600 of its units, rounded so that what it calls possible is possible. It
knows neither breaks nor a fixed order: shifts are shortened by the break, and the rest is for our own search. Who may
not visit a stop, by skill or pin, finds no way to it.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from time import monotonic
from typing import TYPE_CHECKING, Any

import numpy as np

from ..route_times import hours_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from ..day import Day

_LOWEST = (0, 14)
_UNITS = 600  # a minute
_LOAD_UNITS = 100  # of what a visit counts for
_NO_WAY = 10**8  # units
_PRIZE_MINUTES = 120  # what a stop of mean priority may cost in time, so that the search does not crowd routes


def installed() -> bool:
    """Tell whether a PyVRP is there that speaks as this module does."""
    return tuple(int(part) for part in version_of_pyvrp().split(".")[:2] if part.isdigit()) >= _LOWEST


def version_of_pyvrp() -> str:
    """Give the version of the PyVRP that is there; empty where none is."""
    try:
        return version("pyvrp")
    except PackageNotFoundError:
        return ""


def can_say(day: Day) -> bool:
    """Tell whether PyVRP can be told of a day: no fixed orders, one window a stop, the same on every day."""
    stops = day.stops
    days = sorted({team.day for team in day.teams})
    same = (stops.opens[:, days] == stops.opens[:, days[:1]]).all() and (
        stops.closes[:, days] == stops.closes[:, days[:1]]
    ).all()
    return bool(same and not stops.any_shuts_between and not (stops.sequence > 0).any() and not day.balance)


class _Stop:
    """Ends the search after its time, its rounds, or a cancel."""

    def __init__(
        self, seconds: float, rounds: int, cancelled: Callable[[], bool], told: Callable[[float], None]
    ) -> None:
        self._ends = monotonic() + seconds
        self._rounds = rounds
        self._cancelled, self._told = cancelled, told
        self.number = 0
        self.cancelled = False

    def __call__(self, best_cost: int) -> bool:
        del best_cost
        self.number += 1
        if self.number % 16:
            return self.number > self._rounds
        self._told(min(self.number / self._rounds, 1.0))
        self.cancelled = self._cancelled()
        return self.cancelled or self.number > self._rounds or monotonic() > self._ends


def pyvrp_routes(
    day: Day, *, seed: int, seconds: float, rounds: int, cancelled: Callable[[], bool], told: Callable[[float], None]
) -> list[list[int]]:
    """Let PyVRP look for routes.

    Args:
        day: One that `can_say` accepts, with a stop and a team at least.
        seed: Of its draws.
        seconds: After which it ends in any case.
        rounds: Of its search.
        cancelled: Whether to stop now.
        told: Told the fraction done.

    Returns:
        A route a team, without their breaks and not yet checked.

    """
    pyvrp: Any = import_module("pyvrp")
    result = pyvrp.solve(
        _problem(pyvrp, day), _Stop(seconds, rounds, cancelled, told), seed=seed, collect_stats=False, display=False
    )
    routes: list[list[int]] = [[] for _ in day.teams]
    for route in result.best.routes():
        # A team is a vehicle type of one vehicle, so its number is the team's.
        routes[route.vehicle_type()] = [activity.idx for activity in route if activity.is_client()]
    return routes


def _problem(pyvrp: Any, day: Day) -> Any:
    stops, teams = day.stops, day.teams
    n, first_day = len(stops), teams[0].day
    # Teams that may visit the same stops drive by the same matrix.
    columns = [column.tobytes() for column in day.allowed().T]
    profiles = [columns.index(column) for column in columns]
    used = sorted(set(profiles))
    depots = sorted({place for team in teams for place in (team.start, team.end)})
    # Places of the matrix: stops first, then where teams start and end.
    places = [*range(n), *depots]
    travel = _up(day.minutes[np.ix_(places, places)])
    np.fill_diagonal(travel, 0)
    durations = [_closed_to(day, travel, team) for team in used]
    distances = durations if not day.waiting_counts else [np.zeros_like(travel)] * len(used)
    return pyvrp.ProblemData(
        locations=[pyvrp.Location(0, 0) for _ in places],
        clients=[_client(pyvrp, day, stop, first_day) for stop in range(n)],
        depots=[pyvrp.Depot(n + number) for number in range(len(depots))],
        vehicle_types=[
            _vehicle(pyvrp, day, number, depots, used.index(profiles[number])) for number in range(len(teams))
        ],
        distance_matrices=distances,
        duration_matrices=durations,
    )


def _closed_to(day: Day, travel: NDArray[np.int64], team: int) -> NDArray[np.int64]:
    """Give the matrix of a team: there is no way to a stop that it may not visit."""
    closed = travel.copy()
    closed[:, np.flatnonzero(~day.allowed()[:, team])] = _NO_WAY
    np.fill_diagonal(closed, 0)
    return closed


def _client(pyvrp: Any, day: Day, stop: int, on_day: int) -> Any:
    stops = day.stops
    opens, closes = float(stops.opens[stop, on_day]), float(stops.closes[stop, on_day])
    shut = closes < max(opens, 0.0)
    return pyvrp.Client(
        stop,
        delivery=[round(float(stops.load[stop]) * _LOAD_UNITS)],
        service_duration=int(_up(stops.service[stop])),
        tw_early=0 if shut else int(_up(max(opens, 0.0))),
        tw_late=0 if shut else max(int(np.floor(min(closes, 1e9) * _UNITS)), int(_up(max(opens, 0.0)))),
        prize=_prize(day, stop),
        required=False,
    )


def _prize(day: Day, stop: int) -> int:
    """Give what leaving a stop out costs: priority in time, and for a mandatory one more than all others together."""
    stops = day.stops
    mean = float(stops.priority[stops.priority > 0].mean()) if (stops.priority > 0).any() else 1.0
    prize = float(stops.priority[stop]) / mean * _PRIZE_MINUTES * _UNITS
    if stops.mandatory[stop]:
        prize += 2 * len(stops) * _PRIZE_MINUTES * _UNITS
    return max(round(prize), 1)


def _vehicle(pyvrp: Any, day: Day, number: int, depots: list[int], profile: int) -> Any:
    team, hours = day.teams[number], hours_of(day.teams[number])
    first, last = team.shift
    most = float(np.minimum(team.most, day.stops.load.sum()))
    return pyvrp.VehicleType(
        num_available=1,
        capacity=[int(np.floor(most * _LOAD_UNITS))],
        start_depot=depots.index(team.start),
        end_depot=depots.index(team.end),
        tw_early=int(_up(first)),
        tw_late=max(int(np.floor((last - hours.minutes) * _UNITS)), int(_up(first))),
        unit_distance_cost=int(not day.waiting_counts),
        unit_duration_cost=int(day.waiting_counts),
        profile=profile,
    )


def _up(minutes: Any) -> NDArray[np.int64]:
    """Give whole units, never less than the minutes are; no way is a very long one."""
    units = np.ceil(np.asarray(minutes, dtype=np.float64) * _UNITS - 1e-6)
    return np.where(np.isfinite(units), np.minimum(units, _NO_WAY), _NO_WAY).astype(np.int64)
