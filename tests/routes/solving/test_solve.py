"""Plans against brute force, known answers, and the checker."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from locatierisico.routes.checking import check
from locatierisico.routes.day import NO_BREAK, Break, Day, Plan, Team
from locatierisico.routes.route_times import Times
from locatierisico.routes.solving.reasons import unserved
from locatierisico.routes.solving.search import Found, search
from locatierisico.routes.solving.solve import solve
from locatierisico.routes.solving.with_pyvrp import pyvrp_routes
from locatierisico.routes.solving.worth import worth
from locatierisico.routes.timetable import timetable
from locatierisico.safeguards.messages import RefusedError
from locatierisico.safeguards.watch import Watch

if TYPE_CHECKING:
    from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[1]))
from brute_force import best_worth
from made_days import days, stops

MANY = settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def searched(day: Day, rounds: int = 250, seed: int = 1) -> Found:
    times = Times.of(day)
    empty = [[] for _ in day.teams]
    return search(
        times, start=empty, seed=seed, rounds=rounds, seconds=60, cancelled=lambda: False, told=lambda _: None
    )


@MANY
@given(days())
def test_tiny_days_are_planned_as_well_as_trying_everything_can(day: Day) -> None:
    plan, messages = solve(day)

    assert plan.optimal
    assert messages[0].code == "routes_planned_exactly"
    assert tuple(worth(Times.of(day), plan.routes)) == pytest.approx(best_worth(day))


@settings(MANY, max_examples=150)
@given(days(least_stops=7, most_stops=8, size=24))
def test_days_of_eight_stops_are_planned_as_well_too(day: Day) -> None:
    plan, _ = solve(day)

    assert tuple(worth(Times.of(day), plan.routes)) == pytest.approx(best_worth(day))


@MANY
@given(days())
def test_the_search_finds_the_best_plan_of_tiny_days_too(day: Day) -> None:
    found = searched(day)

    assert check(day, Plan(tuple(map(tuple, found.routes)), "own")) == []
    assert tuple(found.worth) == pytest.approx(best_worth(day))


@settings(MANY, max_examples=200)
@given(days(least_stops=9, most_stops=25, most_teams=4, size=120), st.sampled_from(["own", "pyvrp"]))
def test_no_plan_breaks_a_window_a_shift_a_break_or_a_skill(day: Day, engine: str) -> None:
    plan, _ = solve(day, engine=engine, seconds=0.1)

    assert check(day, plan) == []
    reasons = unserved(day, plan)
    assert [bool(reason) for reason in reasons] == [stop not in plan.served for stop in range(len(day.stops))]


@settings(MANY, max_examples=100)
@given(days(least_stops=6, most_stops=15, most_teams=3, size=80))
def test_pyvrp_is_told_all_but_breaks_orders_and_a_door_shut_at_noon(drawn: Day) -> None:
    made = drawn.stops
    first = [0] * made.opens.shape[1]
    made = replace(
        made,
        sequence=np.zeros(len(made), dtype=int),
        opens=made.opens[:, first],
        closes=made.closes[:, first],
        shuts=np.full(made.opens.shape, np.inf),
        reopens=np.full(made.opens.shape, np.inf),
    )
    day = replace(drawn, stops=made, teams=tuple(replace(team, pause=NO_BREAK) for team in drawn.teams))
    routes = pyvrp_routes(day, seed=1, seconds=5, rounds=60, cancelled=lambda: False, told=lambda _: None)

    assert check(day, Plan(tuple(map(tuple, routes)), "pyvrp")) == []


@pytest.mark.parametrize("teams", [3, 4])
def test_a_team_more_goes_out_where_that_saves_breaks(teams: int) -> None:
    # Ten visits of 36 minutes around one place: two teams must take their break of 90 minutes, three need none.
    minutes = np.full((11, 11), 1.0)
    np.fill_diagonal(minutes, 0)
    crew = tuple(Team(str(at), 0, 10, 10, (540.0, 860.0), Break(90, 680, 700)) for at in range(teams))
    day = Day(stops(10, service=np.full(10, 36.0)), crew, minutes)

    for engine in ("own", "pyvrp"):
        plan, _ = solve(day, engine=engine, seconds=2)
        assert worth(Times.of(day), plan.routes).minutes < 10 * 37 + 10


def test_a_team_comes_before_the_door_shuts_at_noon_or_after() -> None:
    minutes = np.full((5, 5), 1.0)
    np.fill_diagonal(minutes, 0)
    made = stops(
        4, service=np.full(4, 20.0), opens=np.full((4, 1), 510.0), closes=np.full((4, 1), 1000.0),
        shuts=np.full((4, 1), 700.0), reopens=np.full((4, 1), 780.0),
    )  # fmt: skip
    morning, afternoon = Team("ochtend", 0, 4, 4, (540.0, 720.0)), Team("middag", 0, 4, 4, (705.0, 1020.0), most=1)

    plan, _ = solve(Day(made, (morning, afternoon), minutes), engine="auto", seconds=1)
    assert len(plan.served) == 4
    late = Team("laat", 0, 4, 4, (701.0, 1020.0))
    day = Day(made, (late,), minutes)
    table = timetable(Times.of(day), 0, solve(day, engine="own", seconds=1)[0].routes[0])
    assert table is not None
    assert table.begin.tolist() == [780, 801, 822, 843]
    assert table.leaves == 779


def test_priority_comes_before_time_and_mandatory_stops_before_priority() -> None:
    far = np.array([[0, 9, 9, 9], [9, 0, 9, 9], [9, 9, 0, 9], [30, 9, 1, 0]], dtype=float)
    far = np.minimum(far, far.T)
    far[0, 3] = far[3, 0] = 30
    team = (Team("a", 0, 3, 3, (0, 60), most=1),)

    by_priority, _ = solve(Day(stops(3, priority=[5, 1, 1]), team, far))
    by_duty, _ = solve(Day(stops(3, priority=[5, 1, 1], mandatory=[0, 1, 1]), team, far))

    assert by_priority.routes == ((0,),)
    assert by_duty.routes == ((2,),)


def test_every_reason_for_leaving_a_stop_out_has_its_own_name() -> None:
    minutes = np.full((8, 8), 10.0)
    minutes[:, 3] = np.inf
    minutes[4, 7] = minutes[7, 4] = 200
    made = stops(
        7,
        service=[10, 10, 10, 10, 10, 10, 200],
        opens=[[0], [0], [1200], [0], [0], [0], [0]],
        skills=np.array([frozenset(), frozenset({"milieu"}), *[frozenset()] * 5], dtype=object),
        load=[1, 1, 1, 1, 1, 9, 1],
        priority=[9, 9, 9, 9, 9, 9, 1],
    )
    day = Day(made, (Team("a", 0, 7, 7, (0, 230), most=2),), minutes)

    plan, _ = solve(day)

    assert plan.served == {0}
    assert list(unserved(day, plan)) == ["", "skill", "closed", "unreachable", "too_long", "too_much", "no_room"]


def test_a_break_is_kept_free_and_a_team_that_is_back_before_it_needs_none() -> None:
    minutes = np.full((3, 3), 10.0)
    made = stops(2, service=[60, 60])
    late = Day(made, (Team("a", 0, 2, 2, (600, 800), Break(30, 690, 720)),), minutes)
    early = Day(made.only(np.array([0])), (Team("a", 0, 1, 1, (600, 800), Break(30, 690, 720)),), minutes[:2, :2])

    assert worth(Times.of(late), solve(late)[0].routes).minutes == pytest.approx(10 + 60 + 10 + 60 + 10 + 30)
    assert worth(Times.of(early), solve(early)[0].routes).minutes == pytest.approx(10 + 60 + 10)


def test_pinned_stops_stay_with_their_team_in_their_order_and_the_rest_goes_round_them(town: Day) -> None:
    pinned, sequence = np.full(30, -1), np.zeros(30, dtype=int)
    pinned[[4, 9, 2]], sequence[[4, 9, 2]] = 1, [1, 2, 3]
    fixed = Day(stops(30, service=town.stops.service, priority=town.stops.priority, pinned=pinned, sequence=sequence,
                      mandatory=pinned >= 0), town.teams, town.minutes)  # fmt: skip

    plan, messages = solve(fixed, seconds=1)

    assert [stop for stop in plan.routes[1] if stop in (4, 9, 2)] == [4, 9, 2]
    assert "routes_pyvrp_cannot" in [one.code for one in messages]
    assert len(plan.served) > 20


def test_both_engines_serve_about_the_same_priority(town: Day) -> None:
    own, ours = solve(town, engine="own", seconds=2)
    other, theirs = solve(town, engine="pyvrp", seconds=2)

    assert (own.engine, other.engine) == ("own", "pyvrp")
    assert {ours[-1].code, theirs[-1].code} == {"routes_planned_own", "routes_planned_pyvrp"}
    missed = [worth(Times.of(town), plan.routes).missed for plan in (own, other)]
    assert max(missed) <= 1.05 * min(missed)


def test_balance_makes_the_longest_day_shorter(town: Day) -> None:
    few = Day(town.stops.only(np.arange(12)), town.teams, town.minutes[np.ix_([*range(12), 30], [*range(12), 30])])
    few = Day(few.stops, tuple(Team(t.name, 0, 12, 12, t.shift) for t in town.teams), few.minutes)
    even = Day(few.stops, few.teams, few.minutes, balance=True)

    longest = [
        max(
            Times.of(day).lasts(team, route) for team, route in enumerate(solve(day, engine="own", seconds=2)[0].routes)
        )
        for day in (few, even)
    ]

    assert longest[1] < longest[0]


def test_the_same_seed_gives_the_same_plan(town: Day) -> None:
    assert searched(town, rounds=200, seed=5).routes == searched(town, rounds=200, seed=5).routes


def test_a_cancel_gives_the_best_plan_so_far_and_says_so(town: Day) -> None:
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 3

    plan, messages = solve(town, engine="own", seconds=60, watch=Watch(cancelled))

    assert plan.cut_short
    assert len(plan.served) > 20
    assert "routes_cut_short" in [one.code for one in messages]


@pytest.mark.parametrize(
    ("teams", "engine", "code"), [((), "auto", "routes_no_team"), (None, "best", "routes_no_engine")]
)
def test_what_cannot_be_planned_is_refused(town: Day, teams: tuple[Team, ...] | None, engine: str, code: str) -> None:
    day = Day(town.stops, town.teams if teams is None else teams, town.minutes)
    with pytest.raises(RefusedError) as refusal:
        solve(day, engine=engine)
    assert refusal.value.message.code == code


def test_without_pyvrp_auto_uses_our_own_search_and_asking_for_it_is_refused(
    town: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("locatierisico.routes.solving.with_pyvrp.installed", lambda: False)

    assert solve(town, seconds=0.2)[0].engine == "own"
    with pytest.raises(RefusedError) as refusal:
        solve(town, engine="pyvrp")
    assert refusal.value.message.code == "routes_no_pyvrp"


def test_a_shift_of_zero_serves_nothing_and_says_why() -> None:
    day = Day(stops(2, service=[5, 5]), (Team("a", 0, 2, 2, (600, 600)),), np.full((3, 3), 1.0))

    plan, _ = solve(day)

    assert plan.routes == ((),)
    assert list(unserved(day, plan)) == ["too_long", "too_long"]


def _benchmark(shared: Path, name: str) -> NDArray[np.float64]:
    lines = [line.split() for line in (shared / "data" / "routing" / name).read_text().splitlines()]
    return np.array([list(map(float, row)) for row in lines if row and row[0].isdigit() and len(row) in (3, 7)])


def test_berlin52_is_solved(shared: Path) -> None:
    places = _benchmark(shared, "berlin52.tsp")[:, 1:]
    places = np.vstack([places[1:], places[:1]])
    metres = np.rint(np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1)))
    made = stops(51, closes=np.full((51, 1), 1e9))
    day = Day(made, (Team("a", 0, 51, 51, (0, 1e9)),), metres, waiting_counts=False)

    assert searched(day, rounds=2500).worth.minutes <= 7542 * 1.03
    plan, _ = solve(day, engine="pyvrp", seconds=20)
    assert worth(Times.of(day), plan.routes).minutes == 7542


def test_c101_is_solved_with_10_vehicles(shared: Path) -> None:
    table = _benchmark(shared, "C101.txt")
    table = np.vstack([table[1:], table[:1]])
    metres = np.hypot(*(table[:, None, 1:3] - table[None, :, 1:3]).transpose(2, 0, 1))
    rest = table[:100]
    made = stops(100, service=rest[:, 6], opens=rest[:, 4:5], closes=rest[:, 5:6], load=rest[:, 3])
    teams = tuple(Team(str(number), 0, 100, 100, (0.0, table[100, 5]), most=200.0) for number in range(25))
    day = Day(made, teams, metres, waiting_counts=False)

    for engine in ("own", "pyvrp"):
        plan, _ = solve(day, engine=engine, seconds=8)
        assert len(plan.served) == 100
        assert sum(map(bool, plan.routes)) == 10
        assert worth(Times.of(day), plan.routes).minutes == pytest.approx(828.94, abs=0.005)
