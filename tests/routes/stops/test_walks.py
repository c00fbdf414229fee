"""Stops walked together: folded for the solver, unfolded for whoever goes, and possible throughout."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from locatierisico.routes.checking import check
from locatierisico.routes.day import Break, Day, Plan, Team
from locatierisico.routes.route_times import Times
from locatierisico.routes.solving.solve import solve
from locatierisico.routes.stops.unfolding import unfold
from locatierisico.routes.stops.walk_order import closed_tour, open_path
from locatierisico.routes.stops.walks import each_by_itself, fold, longest_walk

if TYPE_CHECKING:
    from locatierisico.routes.day import Stops
    from locatierisico.routes.stops.walks import Walks

sys.path.insert(0, str(Path(__file__).parents[1]))
from made_days import stops

SLACK = 1e-6
PACE, DETOUR = 75.0, 1.3
TEAM = Team("a", 0, 0, 0, (540, 990), Break(30, 720, 810))


def row(*x: float, **given: Any) -> Stops:
    """Stops on a line, 10 minutes each."""
    points = np.column_stack([x, np.zeros(len(x))])
    return stops(len(x), **({"points": points, "service": np.full(len(x), 10.0)} | given))


def table(n: int, area: Any = None, street: Any = None) -> pd.DataFrame:
    return pd.DataFrame(
        {"area_id": pd.Series(area, range(n), dtype=object), "street": pd.Series(street, range(n), dtype=object)}
    )


def members(walks: Walks) -> list[list[int]]:
    return [sorted(walk.stops) for walk in walks.walks]


def test_a_chain_within_150_metres_is_one_walk_and_a_gap_ends_it() -> None:
    walks, told = fold(row(0, 140, 280, 500, 600), table(5))

    assert members(walks) == [[0, 1, 2], [3, 4]]
    assert told[0].values == {"n": 2, "stops": 5, "total": 5}


def test_of_one_estate_or_street_stops_may_lie_further_apart_but_not_across_the_polder() -> None:
    far = row(0, 250, 2000)

    assert members(fold(far, table(3))[0]) == [[0], [1], [2]]
    assert members(fold(far, table(3, area="a"))[0]) == [[0, 1], [2]]
    assert members(fold(far, table(3, street="Dijk"))[0]) == [[0, 1], [2]]


def test_a_walk_takes_its_visits_and_the_way_round_by_hand() -> None:
    walks, _ = fold(row(0, 75, 150), table(3))
    walk, visit = walks.walks[0], walks.visits

    # 150 m there and back, times 1.3 at 75 m a minute: 5.2 minutes beside three visits of 10.
    assert visit.service.tolist() == pytest.approx([35.2])
    assert walk.stops in ((0, 1, 2), (2, 1, 0))
    assert walk.offsets == pytest.approx((0, 11.3, 22.6))
    assert walk.back == pytest.approx(2.6)
    assert visit.load.tolist() == [3]
    assert visit.priority.tolist() == [3]


def test_the_team_parks_on_the_road_by_the_middle() -> None:
    roads = np.array([shapely.LineString([(-500, 30), (500, 30)]), shapely.LineString([(-500, 900), (500, 900)])])
    walks, _ = fold(row(0, 60, 120), table(3), roads=roads)

    assert walks.walks[0].parking == (60, 30)
    assert walks.visits.points.tolist() == [[60, 30]]
    tour = (np.hypot(60, 30) * 2 + 120) * DETOUR / PACE
    assert walks.visits.service.tolist() == pytest.approx([30 + tour])


def test_nobody_walks_over_water() -> None:
    """A canal at x = 100 with a bridge 300 m to the north; the stops lie on both sides of it."""

    def on_foot(points: np.ndarray) -> np.ndarray:
        here, there = points[:, None], points[None]
        straight = np.hypot(*(there - here).transpose(2, 0, 1))
        bridge = np.array([100.0, 300.0])
        round_ = np.hypot(*(here - bridge).transpose(2, 0, 1)) + np.hypot(*(there - bridge).transpose(2, 0, 1))
        return np.where((here[..., 0] < 100) == (there[..., 0] < 100), straight, round_) / 75

    both = row(30, 60, 140, 170)
    walks, _ = fold(both, table(4), on_foot=on_foot)
    assert members(fold(both, table(4))[0]) == [[0, 1, 2, 3]]
    assert members(walks) == [[0, 1], [2, 3]]
    assert walks.visits.service.tolist() == pytest.approx([20.8, 20.8])
    lost, _ = fold(both, table(4), on_foot=lambda points: np.full((len(points),) * 2, np.inf))
    assert members(lost) == [[0], [1], [2], [3]]


def test_nothing_is_folded_of_nothing() -> None:
    walks, told = fold(stops(0, points=np.zeros((0, 2))), table(0))

    assert len(walks.visits) == 0
    assert told[0].code == "stops_no_walks"


def test_one_stop_is_driven_to_as_it_is() -> None:
    alone = row(0, 5000)
    walks, told = fold(alone, table(2))

    for name in alone.__dataclass_fields__:
        np.testing.assert_array_equal(getattr(walks.visits, name), getattr(alone, name))
    assert told[0].code == "stops_no_walks"
    assert each_by_itself(alone).visits is alone


def test_windows_of_all_hold_at_the_moment_each_is_reached_or_the_walk_is_split() -> None:
    late = row(0, 75, opens=[[600], [640]], closes=[[700], [660]])
    walks, _ = fold(late, table(2))
    first = walks.walks[0]
    assert len(walks.walks) == 1
    second = first.offsets[first.stops.index(1)]
    # Whichever is first, the second stop is begun between 640 and 660, and the first between 600 and 700.
    assert walks.visits.opens[0, 0] == pytest.approx(max(600 - first.offsets[first.stops.index(0)], 640 - second))
    assert walks.visits.closes[0, 0] == pytest.approx(min(700 - first.offsets[first.stops.index(0)], 660 - second))

    apart = row(0, 75, opens=[[540], [900]], closes=[[600], [960]])
    assert members(fold(apart, table(2))[0]) == [[0], [1]]

    other_days = stops(2, points=[[0, 0], [9, 0]], opens=[[0, 0], [0, 0]], closes=[[900, -1], [900, 900]])
    assert members(fold(other_days, table(2))[0]) == [[0], [1]]


def test_what_asks_for_others_is_walked_apart() -> None:
    near = {"points": np.zeros((2, 2))}
    assert len(fold(stops(2, **near), table(2))[0].walks) == 1
    for name, held in (
        ("skills", np.array([frozenset({"bouw"}), frozenset()], dtype=object)),
        ("mandatory", [True, False]),
        ("pinned", [0, -1]),
        ("pinned", [0, 1]),
    ):
        assert len(fold(stops(2, **near, **{name: held}), table(2))[0].walks) == 2, name


def test_a_long_walk_is_cut_where_it_would_take_too_long_or_too_many() -> None:
    many = row(*range(0, 1000, 50))

    walks, _ = fold(many, table(20), longest=60)
    assert max(walks.visits.service) <= 60
    assert sorted(stop for walk in walks.walks for stop in walk.stops) == list(range(20))
    assert max(fold(many, table(20), most=3)[0].visits.load) == 3
    assert members(fold(row(0, 50, service=[300, 10]), table(2))[0]) == [[0], [1]]


def test_walks_stand_in_no_breaks_way() -> None:
    assert longest_walk([TEAM]) == 90
    assert longest_walk([TEAM, replace(TEAM, pause=Break(30, 720, 780))]) == 60
    assert longest_walk([replace(TEAM, shift=(540, 640), pause=Break())]) == 50


def test_pinned_stops_keep_their_order_inside_a_walk_and_between_walks() -> None:
    order = row(0, 100, 5000, 50, pinned=[0, 0, 0, 0], sequence=[1, 2, 3, 4])
    walks, _ = fold(order, table(4))

    assert [walk.stops for walk in walks.walks] == [(0, 1), (2,), (3,)]
    assert walks.visits.sequence.tolist() == [1, 3, 4]


def test_orders_are_short() -> None:
    random = np.random.default_rng(3)
    for _ in range(20):
        points = random.uniform(0, 100, (7, 2))
        tour = closed_tour(points)
        assert sorted(tour) == [1, 2, 3, 4, 5, 6]
        assert _length(points[[0, *tour, 0]]) <= 1.25 * _shortest(points)
        assert sorted(open_path(points).tolist()) == list(range(7))
    assert open_path(np.array([[0.0, 0], [300, 0], [100, 0], [200, 0]])).tolist() in ([0, 2, 3, 1], [1, 3, 2, 0])


def _length(points: np.ndarray) -> float:
    return float(np.hypot(*np.diff(points, axis=0).T).sum())


def _shortest(points: np.ndarray) -> float:
    from itertools import permutations  # noqa: PLC0415 - only here

    return min(_length(points[[0, *order, 0]]) for order in permutations(range(1, len(points))))


@st.composite
def streets(draw: Any) -> tuple[Stops, pd.DataFrame, np.ndarray | None, tuple[Team, ...]]:
    """Stops in a few streets, with windows, skills, pins, and teams with a break."""
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n = draw(st.integers(1, 14))
    street = random.integers(0, 3, n)
    points = np.column_stack([street * 3000 + random.uniform(0, 500, n), random.uniform(0, 60, n)])
    days = draw(st.integers(1, 2))
    opens = np.where(random.random((n, days)) < 0.5, 0, random.integers(500, 800, (n, days)))
    closes = opens + random.integers(-5, 500, (n, days))
    k = draw(st.integers(1, 2))
    pinned = np.where(random.random(n) < 0.25, random.integers(0, k, n), -1)
    made = stops(
        n,
        points=points,
        service=random.integers(5, 40, n),
        opens=opens,
        closes=closes,
        priority=random.integers(1, 50, n),
        mandatory=random.random(n) < 0.1,
        skills=np.array([*[frozenset({"bouw"}) if random.random() < 0.2 else frozenset() for _ in range(n)], None])[:n],
        pinned=pinned,
        sequence=np.where((pinned >= 0) & (random.random(n) < 0.6), random.integers(1, 9, n), 0),
    )
    roads = np.array([shapely.LineString([(at * 3000, -15), (at * 3000 + 500, -15)]) for at in range(3)])
    teams = tuple(
        Team(
            str(at),
            int(random.integers(0, days)),
            0,
            0,
            (500.0, float(random.integers(600, 1000))),
            Break(30, 700, 760) if random.random() < 0.5 else Break(),
            frozenset({"bouw"}) if random.random() < 0.7 else frozenset(),
            float(random.integers(3, 15)),
        )
        for at in range(k)
    )
    named = pd.DataFrame({"area_id": pd.Series([None] * n, dtype=object), "street": [f"s{at}" for at in street]})
    return made, named, roads if draw(st.booleans()) else None, teams


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(streets())
def test_an_unfolded_plan_keeps_every_window_skill_pin_and_shift(
    town: tuple[Stops, pd.DataFrame, np.ndarray | None, tuple[Team, ...]],
) -> None:
    made, named, roads, teams = town
    walks, _ = fold(made, named, roads=roads, longest=longest_walk(teams), most=min(team.most for team in teams))
    assert sorted(stop for walk in walks.walks for stop in walk.stops) == list(range(len(made)))
    visits = walks.visits
    home = np.array([[250.0, 0.0]])
    spots = np.vstack([visits.points, home])
    minutes = np.hypot(*(spots[:, None] - spots[None]).transpose(2, 0, 1)) / 400
    crew = tuple(replace(team, start=len(visits), end=len(visits)) for team in teams)
    day = Day(visits, crew, minutes)
    plan, _ = solve(day, engine="own", seconds=0.2)
    assert check(day, plan) == []
    told, legs = unfold(walks, plan, Times.of(day))

    assert sorted(told["stop"]) == sorted(stop for visit in plan.served for stop in walks.walks[visit].stops)
    for number, team in enumerate(crew):
        mine = told[told["team"] == number].sort_values("number").to_dict("records")
        assert [one["number"] for one in mine] == list(range(1, len(mine) + 1))
        _driven(made, walks, team, number, mine, home[0])
    on_foot = legs["metres"].sum()
    assert on_foot == pytest.approx(_walked(made, walks, plan))


def _driven(made: Stops, walks: Walks, team: Team, number: int, mine: list[dict[str, Any]], home: np.ndarray) -> None:
    """Follow one team from its home from stop to stop by the coordinates alone, and look at the clock at each."""
    if not mine:
        return
    assert sum(made.load[one["stop"]] for one in mine) <= team.most
    order = [made.sequence[one["stop"]] for one in mine if made.sequence[one["stop"]] > 0]
    assert order == sorted(order)
    rests = 0.0
    at, car, free, visit = home, home, None, None
    for one in mine:
        stop, spot = one["stop"], made.points[one["stop"]]
        assert made.skills[stop] <= team.skills
        assert made.pinned[stop] in (-1, number)
        assert made.opens[stop, team.day] - SLACK <= one["begin"] <= made.closes[stop, team.day] + SLACK
        assert one["begin"] >= one["arrival"] - SLACK
        assert one["departure"] >= one["begin"] + made.service[stop] - SLACK
        if one["visit"] != visit:
            parking = np.array(walks.walks[one["visit"]].parking)
            back = np.hypot(*(at - car)) * DETOUR / PACE
            way = back + np.hypot(*(parking - car)) / 400
            way += np.hypot(*(spot - parking)) * DETOUR / PACE
            visit, car = one["visit"], parking
        else:
            way = np.hypot(*(spot - at)) * DETOUR / PACE
        if free is not None:
            assert one["begin"] >= free + way - SLACK
        elif one["parking"] is None:
            assert one["arrival"] - way >= team.shift[0] - SLACK
        rests += max(0.0, one["departure"] - one["begin"] - made.service[stop])
        free, at = one["departure"], spot
    last = np.hypot(*(at - car)) * DETOUR / PACE + np.hypot(*(car - home)) / 400
    assert free is not None
    assert free + last <= team.shift[1] + SLACK


def _walked(made: Stops, walks: Walks, plan: Plan) -> float:
    length = 0.0
    for visit in plan.served:
        walk = walks.walks[visit]
        if len(walk.stops) > 1:
            spots = [np.array(walk.parking), *made.points[list(walk.stops)], np.array(walk.parking)]
            length += sum(float(np.hypot(*(there - here))) for here, there in pairwise(spots))
    return length * DETOUR


def test_the_break_is_told_where_it_is_taken() -> None:
    made = row(0, 100, 5000, service=[60, 60, 60])
    walks, _ = fold(made, table(3), longest=200)
    spots = np.vstack([walks.visits.points, [[0, 0]]])
    day = Day(
        walks.visits,
        (Team("a", 0, 2, 2, (600, 900), Break(30, 720, 780)),),
        np.hypot(*(spots[:, None] - spots[None]).transpose(2, 0, 1)) / 500,
    )
    told, legs = unfold(walks, Plan(((0, 1),), "own"), Times.of(day))

    assert told["parking"].tolist() == ["P1", "P1", None]
    assert told["number"].tolist() == [1, 2, 3]
    assert set(legs["number"]) <= {1, 2, 3}
    assert legs["minutes"].sum() == pytest.approx(200 * DETOUR / PACE)


def test_two_thousand_stops_are_folded() -> None:
    random = np.random.default_rng(1)
    points = random.uniform(0, 8000, (2000, 2))
    walks, _ = fold(stops(2000, points=points, service=np.full(2000, 18)), table(2000))

    assert sum(len(walk.stops) for walk in walks.walks) == 2000
    assert walks.visits.service.max() <= 90
