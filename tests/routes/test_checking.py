"""The checker beside plans of which it is known what is wrong, and beside brute force."""

from __future__ import annotations

import sys
from dataclasses import replace
from math import inf
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from locatierisico.routes.checking import check
from locatierisico.routes.day import Break, Day, Plan, Team

sys.path.insert(0, str(Path(__file__).parent))
from brute_force import shortest
from made_days import days, stops


def _day() -> Day:
    """Three stops ten minutes apart that take ten minutes, two teams of 8:20 to 10:00; 0 needs a skill, 2 is heavy."""
    made = stops(
        3,
        service=[10, 10, 10],
        opens=[[500, 500], [540, 500], [500, 500]],
        closes=[[530, 600], [560, 600], [600, 600]],
        load=[1, 1, 3],
        skills=np.array([frozenset({"bouw"}), frozenset(), frozenset(), None], dtype=object)[:3],
    )
    minutes = np.full((5, 5), 10.0)
    np.fill_diagonal(minutes, 0)
    minutes[3, 1] = inf  # not from the first place of departure
    able = frozenset({"bouw"})
    teams = (
        Team("a", 0, 3, 3, (500.0, 600.0), Break(15, 520, 570), able, most=3),
        Team("b", 0, 4, 4, (500.0, 600.0), skills=able, most=3),
    )
    return Day(made, teams, minutes)


def _faults(routes: tuple[tuple[int, ...], ...], **changed: Any) -> list[str]:
    day = _day()
    of_stops = {key: changed.pop(key) for key in ("pinned", "sequence") if key in changed}
    teams, made = tuple(replace(team, **changed) for team in day.teams), replace(day.stops, **of_stops)
    return check(replace(day, teams=teams, stops=made), Plan(routes, "own"))


def test_a_plan_that_can_be_driven_has_no_fault() -> None:
    assert _faults(((0, 1), ())) == []
    assert _faults(((), (0, 1))) == []
    assert _faults(((2,), (1,))) == []


@pytest.mark.parametrize(
    ("routes", "fault"),
    [
        (((0, 1),), "teams"),
        (((0, 1), (), ()), "teams"),
        (((0,), (0,)), "twice"),
        (((), (0, 0)), "twice"),
        (((3,), ()), "unknown"),
        (((-1,), ()), "unknown"),
        (((), (1, 2)), "load"),
        (((1,), ()), "unreachable"),
        (((), (1, 0)), "window"),
    ],
)
def test_each_fault_has_its_own_name(routes: tuple[tuple[int, ...], ...], fault: str) -> None:
    assert _faults(routes) == [fault]


def test_skills_pins_orders_shifts_and_days_are_looked_at() -> None:
    assert _faults(((0,), ()), skills=frozenset({"milieu"})) == ["skill"]
    assert _faults(((0,), ()), pinned=np.array([1, -1, -1])) == ["pinned"]
    assert _faults(((0, 1), ()), sequence=np.array([2, 1, 0])) == ["sequence"]
    assert _faults(((0, 1), ()), sequence=np.array([1, 1, 0])) == []
    assert _faults(((0, 2), ()), shift=(500.0, 539.0), most=9) == ["shift"]
    assert _faults(((), (0,)), shift=(500.0, 530.0)) == []
    assert _faults(((), (0,)), shift=(500.0, 529.9)) == ["shift"]
    assert _faults(((), (1, 0)), day=1) == []


def test_a_break_must_fall_between_its_moments_and_within_the_shift() -> None:
    # Away from 500 to 560 without it; of its 15 minutes 10 fall where the team would wait for the second door.
    assert _faults(((0, 1), ()), shift=(500.0, 565.0), pause=Break(15, 520, 550)) == []
    assert _faults(((0, 1), ()), shift=(500.0, 564.0), pause=Break(15, 520, 550)) == ["break"]
    assert _faults(((0, 1), ()), shift=(500.0, 560.0), pause=Break(15, 520, 560)) == []  # back when it must begin
    assert _faults(((0, 1), ()), pause=Break(15, 525, 535)) == []
    assert _faults(((0, 1), ()), pause=Break(15, 525, 529)) == []
    assert _faults(((0, 1), ()), pause=Break(30, 531, 539)) == ["break"]
    assert _faults(((0,), ()), pause=Break(15, 531, 539)) == []  # back at 530, before it
    # The break at the desk first makes the first visit too late.
    assert _faults(((0,), ()), pause=Break(30, 500, 505)) == ["break"]
    assert _faults(((0,), ()), pause=Break(20, 500, 505)) == []


def test_a_visit_that_waits_for_the_door_takes_its_time_after_it() -> None:
    # At the door at 510, open at 540, done at 550, back at 560.
    assert _faults(((), (1,)), shift=(500.0, 560.0)) == []
    assert _faults(((), (1,)), shift=(500.0, 559.0)) == ["shift"]


@st.composite
def _plans(draw: st.DrawFn) -> tuple[Day, Plan]:
    """Days with a plan that may be drivable or not."""
    day = draw(days(most_stops=5, most_teams=2, size=40))
    order = draw(st.permutations(range(len(day.stops))))
    chosen = order[: draw(st.integers(0, min(4, len(order))))]
    cut = draw(st.integers(0, len(chosen)))
    routes = (tuple(chosen[:cut]), tuple(chosen[cut:])) if len(day.teams) > 1 else (tuple(chosen),)
    return day, Plan(routes, "own")


@settings(max_examples=500, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(_plans())
def test_the_checker_lets_through_what_brute_force_can_drive_and_nothing_else(drawn: tuple[Day, Plan]) -> None:
    day, plan = drawn
    drivable = all(shortest(day, number, route) < inf for number, route in enumerate(plan.routes))

    assert (check(day, plan) == []) == drivable
