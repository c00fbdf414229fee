"""The parts of our own search, each beside a slower way to find the same."""

from __future__ import annotations

import sys
from math import inf, isfinite
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from locatierisico.routes.day import Break, Day, Team
from locatierisico.routes.route_times import Times
from locatierisico.routes.solving.places import Places
from locatierisico.routes.solving.solve import _possible, solve
from locatierisico.routes.solving.worth import worth
from locatierisico.routes.timetable import timetable

sys.path.insert(0, str(Path(__file__).parents[1]))
from made_days import days, stops


def _fits(times: Times, team: int, route: list[int]) -> bool:
    """Tell whether a team can drive a route, from its begin to its end."""
    day = times.day
    held = day.stops
    order = held.sequence[route][held.sequence[route] > 0]
    fine = day.allowed()[route, team].all() and (np.diff(order) >= 0).all()
    fine &= held.load[route].sum() <= day.teams[team].most + 1e-9
    return bool(fine) and isfinite(times.returns(team, route, times.ahead(team, route)))


@settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(days(least_stops=4, most_stops=12, most_teams=3, size=80))
def test_a_stop_fits_where_the_whole_route_can_still_be_driven_and_nowhere_else(day: Day) -> None:
    times, n = Times.of(day), len(day.stops)
    places = Places(times)
    for stop in range(n):
        cost = places.cost(stop)
        least = places.least(np.array([stop]))[0]
        assert day.stops.sequence[stop] > 0 or least == cost.min()
        for team, route in enumerate(places.routes):
            twins = [other for other in range(team) if day.teams[other] == day.teams[team]]
            for at, behind in enumerate([n + team, *route]):
                longer = [*route[:at], stop, *route[at:]]
                # Of teams that are alike and have nothing to do one is enough.
                if _fits(times, team, longer) and not (twins and not route):
                    way = times.driven(team, longer) - times.driven(team, route)
                    assert cost[behind] == pytest.approx(way)
                elif isfinite(cost[behind]):
                    assert _fits(times, team, longer)
        if cost.min() < inf:
            places.insert(stop, int(np.flatnonzero(cost < inf)[-1]))
    laid = places.laid()
    for team, route in enumerate(places.routes):
        places.replace(team, route[::2])
    assert (places.team[:n] >= 0).sum() == sum(map(len, places.routes))
    places.put_back(laid)
    afresh = Places(times)
    for team, route in enumerate(places.routes):
        afresh.replace(team, list(route))
    for stop in set(range(n)) - {stop for route in places.routes for stop in route}:
        assert places.cost(stop) == pytest.approx(afresh.cost(stop))


def _line(n: int) -> np.ndarray:
    """Places a minute apart along a line, the last at its begin."""
    at = np.array([*range(1, n + 1), 0], dtype=float)
    return np.abs(at[:, None] - at[None, :])


def test_a_fixed_order_is_kept_where_another_is_shorter() -> None:
    made = stops(3, pinned=np.zeros(3), sequence=np.array([2, 3, 1]))
    day = Day(made, (Team("a", 0, 3, 3, (0.0, 60.0)),), _line(3))

    plan, _ = solve(day)

    assert plan.routes == ((2, 0, 1),)
    assert worth(Times.of(day), plan.routes).minutes == 3 + 2 + 1 + 2


def test_of_routes_that_do_not_fit_what_fits_is_kept() -> None:
    made = stops(3, service=[20, 20, 20], closes=[[600], [540], [600]])
    times = Times.of(Day(made, (Team("a", 0, 3, 3, (500.0, 620.0), Break(30, 520, 560)),), _line(3)))

    assert _possible(times, [[0, 1, 2]]) == [[0, 1, 2]]
    assert _possible(times, [[0, 2, 1]]) == [[0, 2]]


def test_a_team_that_rests_first_leaves_in_time_for_a_door_that_closes() -> None:
    # After its break it may leave at 530: the first door closes at 540, the second opens at 600.
    made = stops(2, service=[5, 5], opens=[[0], [600]], closes=[[540], [700]])
    times = Times.of(Day(made, (Team("a", 0, 2, 2, (500.0, 700.0), Break(30, 500, 505)),), _line(2)))
    table = timetable(times, 0, [0, 1])

    assert table is not None
    assert (table.leaves, table.begin.tolist(), table.returns) == (539, [540, 600], 607)
    assert table.pause == 500
