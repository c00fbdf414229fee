from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import shapely

from locatierisico.routes.dumping import order
from locatierisico.routes.dumping.marks import Distances, Ground, score_segments
from locatierisico.routes.dumping.patrol import Pace, patrol
from locatierisico.routes.travel.speeds import read_speeds
from locatierisico.routes.travel.travel import Travel
from locatierisico.safeguards.messages import CancelledError, RefusedError
from locatierisico.safeguards.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd

    from locatierisico.routes.dumping.patrol import Patrol

ORIGIN = np.array([180_000.0, 450_000.0])


def _drive(wegvakken: gpd.GeoDataFrame, chosen: list[int], start: tuple[float, float]) -> tuple[Patrol, list[str]]:
    segments, _ = score_segments(wegvakken, Ground(), Distances(), watch=Watch())
    mask = np.isin(np.arange(len(wegvakken)), chosen)
    driven, messages = patrol(segments, mask, ORIGIN + start, Pace(30, 60), watch=Watch())
    return driven, [one.code for one in messages]


def _shortest(wegvakken: gpd.GeoDataFrame, chosen: list[int], home: int) -> float:
    """Try every order and direction, over distances from Floyd and Warshall."""
    names = {name: i for i, name in enumerate(dict.fromkeys([*wegvakken["knoop_begin"], *wegvakken["knoop_eind"]]))}
    begin, end = ([names[name] for name in wegvakken[column]] for column in ("knoop_begin", "knoop_eind"))
    far = np.full((len(names), len(names)), np.inf)
    np.fill_diagonal(far, 0)
    ways: list[list[tuple[int, int]]] = []
    for b, e, length, way in zip(begin, end, wegvakken.length, wegvakken["rijrichting"], strict=True):
        both = [(b, e)] * (way != "T") + [(e, b)] * (way != "H")
        for source, target in both:
            far[source, target] = min(far[source, target], length)
        ways.append(both)
    for middle in range(len(names)):
        far = np.minimum(far, far[:, middle, None] + far[None, middle])
    home = begin[home]
    best = np.inf

    def on(at: int, left: frozenset[int], total: float) -> None:
        nonlocal best
        if total >= best:
            return
        if not left:
            best = min(best, total + far[at, home])
        for segment in left:
            for source, target in ways[segment]:
                on(target, left - {segment}, total + far[at, source])

    on(home, frozenset(chosen), 0.0)
    return float(best + wegvakken.length.iloc[chosen].sum())


def _check(driven: Patrol, wegvakken: gpd.GeoDataFrame, chosen: list[int], start: Any) -> None:
    """See that the round is one line along the roads, as one may drive, past all that was chosen."""
    lines = [shapely.get_coordinates(line) for line in driven.legs.geometry]
    for before, after in pairwise([*lines, lines[0]]):
        assert np.hypot(*(before[-1] - after[0])) < 1e-6
    assert np.hypot(*(lines[0][0] - (ORIGIN + start))) < 1e-6
    past = driven.legs[driven.legs["kind"] == "segment"]
    assert sorted(past["wegvak_id"]) == sorted(str(i) for i in chosen)
    assert driven.legs["metres"].to_numpy() == pytest.approx(driven.legs.length.to_numpy(), abs=0.06)
    # Every stretch between two vertices is one of a wegvak, in a direction it may be driven.
    allowed = set()
    for line, way in zip(wegvakken.geometry, wegvakken["rijrichting"], strict=True):
        for a, b in pairwise(shapely.get_coordinates(line).round(3).tolist()):
            allowed |= {(*a, *b)} if way != "T" else set()
            allowed |= {(*b, *a)} if way != "H" else set()
    for line in lines:
        for a, b in pairwise(line.round(3).tolist()):
            assert (*a, *b) in allowed


def _grid(roads: Callable[..., gpd.GeoDataFrame], random: np.random.Generator) -> gpd.GeoDataFrame:
    """Draw four by four crossings a bit askew, some of the streets one-way."""
    spots = {(x, y): (100 * x + random.uniform(-30, 30), 100 * y + random.uniform(-30, 30)) for x in range(4)
             for y in range(4)}  # fmt: skip
    lines = [[spots[x, y], spots[x + 1, y]] for x in range(3) for y in range(4)]
    lines += [[spots[x, y], spots[x, y + 1]] for x in range(4) for y in range(3)]
    ways = random.choice(["H", "T", "B", None], size=len(lines), p=[0.1, 0.1, 0.4, 0.4])
    return roads(lines, rijrichting=ways.tolist())


def test_tiny_rounds_are_the_best_of_all_orders(roads: Callable[..., gpd.GeoDataFrame]) -> None:
    random = np.random.default_rng(11)
    compared = 0
    for _ in range(60):
        wegvakken = _grid(roads, random)
        chosen = sorted(random.choice(len(wegvakken), size=int(random.integers(1, 8)), replace=False).tolist())
        home = int(random.integers(0, len(wegvakken)))
        start = tuple(shapely.get_coordinates(wegvakken.geometry.iloc[home])[0] - ORIGIN)
        best = _shortest(wegvakken, chosen, home)
        if not np.isfinite(best):
            continue
        driven, codes = _drive(wegvakken, chosen, start)
        assert codes[-1] == "dumping_patrol"
        _check(driven, wegvakken, chosen, start)
        total = driven.legs.length.sum()
        assert total >= best - 1e-6
        assert total == pytest.approx(best)
        compared += 1
    assert compared > 40


def test_the_search_stays_near_the_best_of_all_orders() -> None:
    random = np.random.default_rng(3)
    gaps = []
    for _ in range(80):
        begins = np.repeat(random.uniform(0, 100, (8, 2)), 2, axis=0)
        begins[3::2] += random.uniform(-15, 15, (7, 2))
        ends = begins.reshape(-1, 2, 2)[:, ::-1].reshape(-1, 2)
        between = np.hypot(*(ends[:, None] - begins[None]).transpose(2, 0, 1)) * random.uniform(0.9, 1.1, (16, 16))
        barred = [1, *(3 + 2 * np.flatnonzero(random.random(7) < 0.2))]
        between[barred], between[:, barred] = order.NEVER, order.NEVER
        best = order.tour_minutes(between, order.shortest_tour(between, Watch()))
        found = order._searched(between, Watch())
        assert sorted(found // 2) == list(range(8))
        gaps.append(order.tour_minutes(between, found) / best - 1)
    assert min(gaps) > -1e-9
    assert np.mean(gaps) < 0.03
    assert max(gaps) < 0.25


def test_many_segments_come_in_a_round_along_the_roads(roads: Callable[..., gpd.GeoDataFrame]) -> None:
    wegvakken = _grid(roads, np.random.default_rng(4)).assign(rijrichting="B")
    chosen = list(range(len(wegvakken)))
    start = tuple(shapely.get_coordinates(wegvakken.geometry.iloc[0])[0] - ORIGIN)
    driven, _ = _drive(wegvakken, chosen, start)
    _check(driven, wegvakken, chosen, start)
    # Eight crossings have three streets, so at least four of the 24 are driven twice.
    assert driven.legs.length.sum() < wegvakken.length.sum() * 1.35


def test_driving_round_a_block_needs_no_way_twice(roads: Callable[..., gpd.GeoDataFrame]) -> None:
    block = roads([[(0, 0), (100, 0)], [(100, 0), (100, 100)], [(100, 100), (0, 100)], [(0, 100), (0, 0)]])
    driven, _ = _drive(block, [0, 1, 2, 3], (0, 0))
    assert driven.legs["kind"].tolist() == ["segment"] * 4
    assert driven.legs["total_metres"].iloc[-1] == 400
    assert driven.legs["total_minutes"].iloc[-1] == pytest.approx(0.8)  # 400 m at 30 km an hour


def test_a_dead_end_is_driven_in_and_out_and_the_way_back_is_faster(roads: Callable[..., gpd.GeoDataFrame]) -> None:
    lane = roads([[(0, 0), (600, 0)], [(600, 0), (1200, 0)]])
    driven, _ = _drive(lane, [1], (0, 0))
    assert driven.legs["kind"].tolist() == ["way", "segment", "way"]
    assert driven.legs["metres"].tolist() == [600, 600, 1200]
    assert driven.legs["minutes"].tolist() == pytest.approx([0.6, 1.2, 1.2])


def test_between_segments_a_patrol_drives_as_fast_as_planned_routes_do(roads: Callable[..., gpd.GeoDataFrame]) -> None:
    random = np.random.default_rng(8)
    for _ in range(10):
        wegvakken = _grid(roads, random)
        wegvakken = wegvakken.assign(wegbeheerdersoort=random.choice(["G", "P", None], len(wegvakken)))
        segments, _ = score_segments(wegvakken, Ground(), Distances(), watch=Watch())
        travel = Travel.by_road(wegvakken, read_speeds())
        chosen = np.isin(np.arange(len(wegvakken)), random.choice(len(wegvakken), 5, replace=False))
        try:
            driven, messages = patrol(segments, chosen, ORIGIN, Pace(), watch=Watch())
        except RefusedError:
            continue
        assert "travel_built_up_guessed" in [one.code for one in messages]
        ways = driven.legs[driven.legs["kind"] == "way"]
        ends = np.array([(line.coords[0], line.coords[-1]) for line in ways.geometry]).reshape(-1, 2, 2)
        planned = [travel.minutes(pair)[0, 1] for pair in ends]
        assert ways["minutes"].to_numpy() == pytest.approx(planned, abs=0.006)


def test_a_longer_way_over_a_faster_road_is_taken(roads: Callable[..., gpd.GeoDataFrame]) -> None:
    lines = [[(0, 0), (2000, 0)], [(0, 0), (1000, 500), (2000, 0)], [(2000, 0), (2100, 0)]]
    wegvakken = roads(lines).assign(wegbeheerdersoort=["G", "P", "G"])
    segments, _ = score_segments(wegvakken, Ground(), Distances(), watch=Watch())
    driven, _ = patrol(segments, np.array([False, False, True]), ORIGIN, Pace(), watch=Watch())
    flat, _ = patrol(segments, np.array([False, False, True]), ORIGIN, Pace(20, 40), watch=Watch())

    assert driven.legs["metres"].iloc[0] == pytest.approx(2236.1)
    assert flat.legs["metres"].iloc[0] == 2000


def test_a_start_amid_a_chosen_segment_cuts_it(roads: Callable[..., gpd.GeoDataFrame]) -> None:
    block = roads([[(0, 0), (100, 0)], [(100, 0), (100, 100)], [(100, 100), (0, 100)], [(0, 100), (0, 0)]])
    driven, _ = _drive(block, [0, 1, 2, 3], (30, 0))
    assert driven.legs["kind"].tolist() == ["segment"] * 5
    assert driven.legs["wegvak_id"].tolist().count("0") == 2
    assert driven.legs["total_metres"].iloc[-1] == 400


def test_a_one_way_round_is_driven_its_way(roads: Callable[..., gpd.GeoDataFrame]) -> None:
    lines = [[(0, 0), (100, 0)], [(100, 0), (100, 100)], [(100, 100), (0, 100)], [(0, 100), (0, 0)]]
    block = roads(lines, rijrichting=["T"] * 4)
    driven, _ = _drive(block, [0], (100, 100))
    assert [tuple(line.coords[0]) for line in driven.legs.geometry] == [tuple(ORIGIN + p) for p in [(100, 100),
            (100, 0), (0, 0)]]  # fmt: skip
    assert driven.legs["metres"].tolist() == [100, 100, 200]


def test_islands_and_one_way_traps_are_left_out_and_told(roads: Callable[..., gpd.GeoDataFrame]) -> None:
    lines = [[(0, 0), (100, 0)], [(100, 0), (200, 0)], [(500, 0), (600, 0)]]
    trap = roads(lines, rijrichting=["B", "H", "B"])
    driven, codes = _drive(trap, [0, 1, 2], (0, 0))
    assert driven.missed == ("1", "2")
    assert "dumping_missed" in codes
    _check(driven, trap, [0], (0, 0))
    with pytest.raises(RefusedError, match="0 of 2"):
        _drive(trap, [1, 2], (0, 0))


def test_nothing_chosen_too_much_or_a_start_elsewhere_is_refused(roads: Callable[..., gpd.GeoDataFrame]) -> None:
    lane = roads([[(0, 0), (600, 0)]])
    with pytest.raises(RefusedError, match="No segment"):
        _drive(lane, [], (0, 0))
    with pytest.raises(RefusedError, match="49 km from the nearest road"):
        _drive(lane, [0], (50_000, 0))
    many = roads([[(i, 0), (i + 1, 0)] for i in range(1001)])
    with pytest.raises(RefusedError, match="1001 segments"):
        _drive(many, list(range(1001)), (0, 0))
    assert "dumping_start_far" in _drive(lane, [0], (0, 400))[1]


def test_planning_can_be_cancelled(roads: Callable[..., gpd.GeoDataFrame]) -> None:
    wegvakken = roads([[(0, 0), (600, 0)], [(600, 0), (1200, 0)]])
    segments, _ = score_segments(wegvakken, Ground(), Distances(), watch=Watch())
    with pytest.raises(CancelledError):
        patrol(segments, np.array([True, True]), ORIGIN, Pace(), watch=Watch(lambda: True))
