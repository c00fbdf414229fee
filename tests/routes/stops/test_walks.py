"""Stops walked from one parking place: where that is, how long the ways take, and what is told of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from locatierisico.routes.checking import check
from locatierisico.routes.day import Break, Day, Plan, Team
from locatierisico.routes.route_times import Times
from locatierisico.routes.stops.one_team import solve_together
from locatierisico.routes.stops.unfolding import unfold
from locatierisico.routes.stops.walks import SETTLING, each_by_itself, on_foot_from_few

if TYPE_CHECKING:
    from locatierisico.routes.day import Stops
    from locatierisico.routes.stops.unfolding import Unfolded
    from locatierisico.routes.stops.walks import Walks

sys.path.insert(0, str(Path(__file__).parents[1]))
from made_days import stops

SLACK = 1e-6
PACE, DETOUR, DRIVE = 75.0, 1.3, 400.0  # metres a minute


def row(*x: float, **given: Any) -> Stops:
    """Stops on a line, 10 minutes each."""
    points = np.column_stack([x, np.zeros(len(x))])
    return stops(len(x), **({"points": points, "service": np.full(len(x), 10.0)} | given))


def table(n: int, area: Any = None, street: Any = None) -> pd.DataFrame:
    return pd.DataFrame(
        {"area_id": pd.Series(area, range(n), dtype=object), "street": pd.Series(street, range(n), dtype=object)}
    )


def together(walks: Walks) -> list[list[int]]:
    return [np.flatnonzero(walks.place == place).tolist() for place in range(len(walks.spots))]


def driven(walks: Walks, home: tuple[float, float] = (0.0, 0.0)) -> np.ndarray:
    """Minutes by car as the crow flies between parking places, and one home behind them."""
    spots = np.vstack([walks.spots, home])
    return np.asarray(np.hypot(*(spots[:, None] - spots[None]).transpose(2, 0, 1)) / DRIVE)


def test_a_chain_within_150_metres_is_walked_from_one_place_and_a_gap_ends_it() -> None:
    assert together(on_foot_from_few(row(0, 140, 280, 500, 600), table(5))) == [[0, 1, 2], [3, 4]]


def test_of_one_estate_or_street_stops_may_lie_further_apart_but_not_across_the_polder() -> None:
    far = row(0, 250, 2000)

    assert together(on_foot_from_few(far, table(3))) == [[0], [1], [2]]
    assert together(on_foot_from_few(far, table(3, area="a"))) == [[0, 1], [2]]
    assert together(on_foot_from_few(far, table(3, street="Dijk"))) == [[0, 1], [2]]


def test_a_long_street_is_walked_from_several_places_each_some_minutes_away() -> None:
    walks = on_foot_from_few(row(*range(0, 2000, 50)), table(40))

    assert len(walks.spots) > 1
    for members in together(walks):
        # 8 minutes from end to end.
        assert (members[-1] - members[0]) * 50 * DETOUR / PACE <= 8
        assert members == list(range(members[0], members[-1] + 1))
    assert walks.to_car.max() <= 5
    assert min(np.diff(np.sort(walks.spots[:, 0]))) > 100


def test_the_car_is_left_on_the_road_nearest_to_all() -> None:
    sides = np.array([[0, 30], [60, 30], [120, 30]], dtype=float)
    walks = on_foot_from_few(row(0, 60, 120), table(3), roadside=sides)
    assert walks.spots.tolist() == [[60, 30]]
    assert walks.to_car == pytest.approx(np.array([np.hypot(60, 30), 30, np.hypot(60, 30)]) * DETOUR / PACE)

    cut_off = on_foot_from_few(row(0, 60, 120), table(3), roadside=sides, reached=np.array([True, False, False]))
    assert cut_off.spots.tolist() == [[0, 30]]


def test_parking_places_within_100_metres_are_one() -> None:
    """Two rows of doors lie 200 m apart, back to back: both have their road in between."""
    points = np.array([[0, 0], [50, 0], [0, 200], [50, 200]], dtype=float)
    sides = np.array([[0, 80], [50, 80], [0, 120], [50, 120]], dtype=float)
    made = stops(4, points=points)

    assert len(on_foot_from_few(made, table(4)).spots) == 2
    walks = on_foot_from_few(made, table(4), roadside=sides)
    assert together(walks) == [[0, 1, 2, 3]]

    def never_across(points: np.ndarray) -> np.ndarray:
        minutes = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1)) / PACE
        here = points[:, 1] <= 100
        return np.asarray(np.where(here[:, None] == here, minutes, np.inf))

    assert together(on_foot_from_few(made, table(4), roadside=sides, on_foot=never_across)) == [[0, 1], [2, 3]]


def test_nobody_walks_over_water() -> None:
    """A canal at x = 100 with a bridge 400 m to the north; the stops lie on both sides of it."""

    def on_foot(points: np.ndarray) -> np.ndarray:
        here, there = points[:, None], points[None]
        straight = np.hypot(*(there - here).transpose(2, 0, 1))
        bridge = np.array([100.0, 400.0])
        round_ = np.hypot(*(here - bridge).transpose(2, 0, 1)) + np.hypot(*(there - bridge).transpose(2, 0, 1))
        return np.asarray(np.where((here[..., 0] < 100) == (there[..., 0] < 100), straight, round_) / PACE)

    both = row(20, 40, 160, 190)
    assert together(on_foot_from_few(both, table(4))) == [[0, 1, 2, 3]]
    walks = on_foot_from_few(both, table(4), on_foot=on_foot)
    assert together(walks) == [[0, 1], [2, 3]]
    assert walks.on_foot[0, 1] == pytest.approx(20 / PACE)
    assert np.isinf(walks.on_foot[0, 2])
    lost = on_foot_from_few(both, table(4), on_foot=lambda points: np.full((len(points),) * 2, np.inf))
    assert together(lost) == [[0], [1], [2], [3]]
    assert lost.to_car.tolist() == [0, 0, 0, 0]


def test_minutes_are_walked_within_a_place_and_driven_between_them_by_hand() -> None:
    walks = on_foot_from_few(row(0, 75, 4000), table(3))
    assert walks.spots[:, 0].tolist() == [0, 4000]
    minutes = walks.minutes(driven(walks, (0, 800)))

    walk = 75 * DETOUR / PACE
    assert minutes[0, 1] == minutes[1, 0] == pytest.approx(walk)
    # Back to the car, 4 km at 400 m a minute, and 2 minutes to park.
    assert minutes[1, 2] == pytest.approx(walk + 10 + 2)
    assert minutes[2, 1] == pytest.approx(10 + 2 + walk)
    assert minutes[3, 1] == pytest.approx(2 + 2 + walk)
    assert minutes[1, 3] == pytest.approx(walk + 2)
    assert np.diag(minutes).tolist() == [0, 0, 0, 0]


def test_who_drives_to_every_stop_takes_the_minutes_by_car() -> None:
    made = row(0, 75, 4000)
    walks = each_by_itself(made.points)
    np.testing.assert_allclose(walks.minutes(driven(walks)), driven(walks))


def test_there_may_be_no_stops_or_one() -> None:
    assert len(on_foot_from_few(stops(0, points=np.zeros((0, 2))), table(0)).spots) == 0
    one = on_foot_from_few(row(5), table(1))
    assert one.spots.tolist() == [[5, 0]]
    assert one.minutes(driven(one)).shape == (2, 2)


def test_two_thousand_stops_get_parking_places() -> None:
    random = np.random.default_rng(1)
    points = random.uniform(0, 8000, (2000, 2))
    walks = on_foot_from_few(stops(2000, points=points, service=np.full(2000, 18)), table(2000), room=240)

    assert len(walks.spots) < 1000
    assert np.bincount(walks.block).max() * 18 <= 240
    assert walks.to_car.max() <= 8


def town(random: np.random.Generator) -> tuple[Stops, pd.DataFrame, tuple[Team, ...]]:
    """Stops in a few streets, with windows, skills, pins, and teams with a break."""
    n = int(random.integers(1, 14))
    street = random.integers(0, 3, n)
    days, k = int(random.integers(1, 3)), int(random.integers(1, 3))
    opens = np.where(random.random((n, days)) < 0.5, 0, random.integers(500, 800, (n, days)))
    pinned = np.where(random.random(n) < 0.25, random.integers(0, k, n), -1)
    made = stops(
        n,
        points=np.column_stack([street * 3000 + random.uniform(0, 900, n), random.uniform(0, 60, n)]),
        service=random.integers(5, 40, n),
        opens=opens,
        closes=opens + random.integers(-5, 500, (n, days)),
        priority=random.integers(1, 50, n),
        mandatory=random.random(n) < 0.1,
        skills=np.array([*[frozenset({"bouw"}) if random.random() < 0.2 else frozenset() for _ in range(n)], None])[:n],
        pinned=pinned,
        sequence=np.where((pinned >= 0) & (random.random(n) < 0.6), random.integers(1, 9, n), 0),
    )
    teams = tuple(
        Team(
            str(at),
            int(random.integers(0, days)),
            n,
            n,
            (500.0, float(random.integers(600, 1000))),
            Break(30, 700, 760) if random.random() < 0.5 else Break(),
            frozenset({"bouw"}) if random.random() < 0.7 else frozenset(),
            float(random.integers(3, 15)),
        )
        for at in range(k)
    )
    named = pd.DataFrame({"area_id": pd.Series([None] * n, dtype=object), "street": [f"s{at}" for at in street]})
    return made, named, teams


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32 - 1), action=st.booleans())
def test_a_plan_told_way_by_way_keeps_every_window_skill_pin_and_shift(seed: int, *, action: bool) -> None:
    made, named, teams = town(np.random.default_rng(seed))
    sides = made.points * [1, 0] + [0, -15]
    walks = on_foot_from_few(made, named, roadside=sides, room=300) if action else each_by_itself(made.points)
    home = np.array([250.0, 0.0])
    day = Day(made, teams, walks.minutes(driven(walks, (250.0, 0.0))))
    plan, _ = solve_together(day, walks.block, engine="own", seconds=0.2)
    assert check(day, plan) == []
    told = unfold(walks, plan, Times.of(day))

    assert set(told.visits["stop"]) == plan.served
    for number, team in enumerate(teams):
        _followed(made, walks, team, number, told, home)
    if not action:
        assert told.visits["parking"].isna().all()
        assert not told.legs["on_foot"].any()


def _followed(made: Stops, walks: Walks, team: Team, number: int, told: Unfolded, home: np.ndarray) -> None:
    """Follow one team from place to place by coordinates alone, and look at the clock at each."""
    mine = told.visits[told.visits["team"] == number].to_dict("records")
    legs = told.legs[told.legs["team"] == number]
    assert [one["number"] for one in mine] == list(range(1, len(mine) + 1))
    assert legs["number"].tolist() == list(range(1, len(legs) + 1))
    if not mine:
        return
    assert sum(made.load[one["stop"]] for one in mine) <= team.most
    order = [made.sequence[one["stop"]] for one in mine if made.sequence[one["stop"]] > 0]
    assert order == sorted(order)
    total, free, at, car = 0.0, None, home, home
    place = -1
    for one in mine:
        stop, spot = one["stop"], made.points[one["stop"]]
        assert made.skills[stop] <= team.skills
        assert made.pinned[stop] in (-1, number)
        assert made.opens[stop, team.day] - SLACK <= one["begin"] <= made.closes[stop, team.day] + SLACK
        assert one["begin"] >= one["arrival"] - SLACK
        assert one["departure"] == pytest.approx(one["begin"] + made.service[stop])
        if walks.place[stop] == place:
            way = _walk(at, spot)
        else:
            place = int(walks.place[stop])
            parking = walks.spots[place]
            alone = np.count_nonzero(walks.place == place) == 1
            way = _back(walks, mine, one, at, car) + np.hypot(*(parking - car)) / DRIVE + walks.settling
            way += float(walks.to_car[stop]) if alone else _walk(parking, spot)
            car = parking
        total += way
        assert one["arrival"] >= (team.shift[0] if free is None else free) + way - SLACK
        free, at = one["departure"], spot
    last = _back(walks, mine, None, at, car) + np.hypot(*(car - home)) / DRIVE
    total += last
    assert free is not None
    assert free + last <= team.shift[1] + SLACK
    on_road = legs.loc[~legs["on_foot"].astype(bool), ["begin", "end"]].to_numpy(dtype=int)
    spots = np.vstack([walks.spots, home])
    road = np.hypot(*(spots[on_road[:, 0]] - spots[on_road[:, 1]]).T).sum() / DRIVE
    assert legs["minutes"].sum() + road == pytest.approx(total)


def _walk(here: np.ndarray, there: np.ndarray) -> float:
    return float(np.hypot(*(there - here))) * DETOUR / PACE


def _back(
    walks: Walks, mine: list[dict[str, Any]], one: dict[str, Any] | None, at: np.ndarray, car: np.ndarray
) -> float:
    """Walk back to the car from the stop before."""
    before = mine.index(one) - 1 if one is not None else len(mine) - 1
    if before < 0:
        return 0.0
    stop = mine[before]["stop"]
    alone = np.count_nonzero(walks.place == walks.place[stop]) == 1
    return float(walks.to_car[stop]) if alone else _walk(at, car)


def planned(made: Stops, named: pd.DataFrame, *teams: Team, **given: Any) -> tuple[Walks, Day, Plan]:
    walks = on_foot_from_few(made, named, **given)
    day = Day(made, teams, walks.minutes(driven(walks)))
    plan, _ = solve_together(day, walks.block, engine="own", seconds=1.5)
    assert check(day, plan) == []
    return walks, day, plan


def test_a_street_is_finished_before_the_next_and_the_break_is_taken_between_two_doors() -> None:
    near, far = range(0, 400, 40), range(5000, 5400, 40)
    made = row(*near, *far, service=np.full(20, 15.0))
    team = Team("a", 0, 20, 20, (540, 990), Break(30, 720, 760))
    walks, day, plan = planned(made, table(20), team)
    told = unfold(walks, plan, Times.of(day))

    assert len(plan.served) == 20
    assert told.stays["n_stops"].tolist() == [10, 10]
    assert told.legs["on_foot"].sum() >= 20
    # All of it: 20 visits, the break, and no more on the way than there and back and past every door.
    lasts = float(told.visits["departure"].max() - told.visits["begin"].min())
    assert lasts <= 20 * 15 + 30 + 5400 / DRIVE + 2 * SETTLING + 4 * 400 * DETOUR / PACE
    departures = told.visits["departure"] - told.visits["begin"]
    assert departures.tolist() == pytest.approx([15.0] * 20)
    gaps = told.visits["arrival"].to_numpy()[1:] - told.visits["departure"].to_numpy()[:-1]
    assert (gaps >= 30).sum() == 1


def test_two_teams_do_not_share_a_row_of_doors() -> None:
    made = row(*range(0, 480, 40), *range(6000, 6480, 40), service=np.full(24, 15.0), priority=np.arange(1, 25))
    teams = [Team(name, 0, 24, 24, (540, last)) for name, last in (("a", 800), ("b", 760))]
    walks, _, plan = planned(made, table(24), *teams, room=220)

    assert len(plan.served) >= 22
    for block in range(int(walks.block.max()) + 1):
        members = set(np.flatnonzero(walks.block == block).tolist())
        assert sum(bool(members & set(route)) for route in plan.routes) <= 1
    assert not plan.optimal


def test_what_another_team_must_do_is_left_to_it_in_the_same_row() -> None:
    skills = np.array([frozenset({"bouw"}), frozenset(), frozenset(), None], dtype=object)[:3]
    made = row(0, 40, 80, skills=skills)
    teams = [Team("a", 0, 3, 3, (540, 600), skills=frozenset({"bouw"}), most=1), Team("b", 0, 3, 3, (540, 600))]
    _, _, plan = planned(made, table(3), *teams)

    assert plan.served == {0, 1, 2}


def test_a_stop_far_from_any_road_gets_a_parking_place_and_one_by_the_road_does_not() -> None:
    made = row(0, 5000)
    walks = on_foot_from_few(made, table(2), roadside=np.array([[0.0, 20], [5000, 400]]))
    day = Day(made, (Team("a", 0, 2, 2, (540, 990)),), walks.minutes(driven(walks)))
    told = unfold(walks, Plan(((0, 1),), "own"), Times.of(day))

    assert told.visits["parking"].tolist() == [None, "P1"]
    assert told.stays[["x", "y"]].to_numpy().tolist() == [[5000, 400]]
    assert told.legs["on_foot"].tolist() == [False, False, True, True, False]
    assert told.legs["number"].tolist() == [1, 2, 3, 4, 5]


def test_who_comes_back_parks_twice() -> None:
    made = row(0, 40, 5000, service=[10, 10, 10])
    walks = on_foot_from_few(made, table(3))
    day = Day(made, (Team("a", 0, 3, 3, (540, 990)),), walks.minutes(driven(walks)))
    told = unfold(walks, Plan(((1, 2, 0),), "own"), Times.of(day))

    # Whoever visits one door that is 40 m from the car, drives to it.
    assert told.visits["parking"].isna().all()
    assert told.legs["minutes"].sum() == pytest.approx(3 * SETTLING + 2 * 40 * DETOUR / PACE)
