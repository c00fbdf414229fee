"""The moments of a route, with a break and doors that are still closed."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from locatierisico.routes.day import Break, Day, Team
from locatierisico.routes.route_times import Times
from locatierisico.routes.solving.solve import solve
from locatierisico.routes.timetable import timetable

sys.path.insert(0, str(Path(__file__).parent))
from made_days import days, stops


def test_a_break_is_taken_while_a_door_is_closed_and_not_after_it() -> None:
    # 13 minutes from 587, 20 from 685, and the last door opens at 780: the break of 700-760 falls before it.
    visits = stops(3, service=[13, 20, 28], opens=[[587], [685], [780]], closes=[[627], [904], [1191]])
    minutes = np.full((4, 4), 5.0)
    np.fill_diagonal(minutes, 0)
    day = Day(visits, (Team("a", 0, 3, 3, (500, 903), Break(30, 700, 760)),), minutes)
    table = timetable(Times.of(day), 0, [0, 1, 2])

    assert table is not None
    assert (table.pause_after, table.pause) == (2, 705)
    assert table.departure.tolist() == [640, 735, 808]
    assert table.returns == 813


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(days(most_stops=6, most_teams=2))
def test_the_moments_of_a_plan_hang_together(day: Day) -> None:
    plan, _ = solve(day, engine="own", seconds=0.2)
    times = Times.of(day)
    for number, (team, route) in enumerate(zip(day.teams, plan.routes, strict=True)):
        table = timetable(times, number, route)
        assert table is not None
        if not route:
            continue
        places = [team.start, *route, team.end]
        ways = day.minutes[places[:-1], places[1:]]
        gone = np.concatenate([[table.leaves], table.departure])
        reached = np.append(table.arrival, table.returns)
        assert reached == pytest.approx(gone + ways)
        assert (table.begin >= day.stops.opens[route, team.day] - 1e-6).all()
        assert (table.begin <= day.stops.closes[route, team.day] + 1e-6).all()
        assert table.returns <= team.shift[1] + 1e-6
        rest = table.departure - table.begin - day.stops.service[list(route)]
        assert (rest >= -1e-6).all()
        if not np.isnan(table.pause):
            assert team.pause.earliest - 1e-6 <= table.pause <= team.pause.latest + 1e-6
