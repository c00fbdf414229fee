"""Minutes, metres and lines between places are those of an independent search, and add up."""

from __future__ import annotations

import heapq
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse.csgraph import dijkstra

from locatierisico.registers.files import read_file
from locatierisico.registers.raw import Raw
from locatierisico.registers.roads import read
from locatierisico.registers.tables import canonical
from locatierisico.routes.travel.paths import _around
from locatierisico.routes.travel.speeds import Speeds, read_speeds
from locatierisico.routes.travel.travel import Travel
from locatierisico.safeguards.messages import CancelledError, RefusedError, say
from locatierisico.safeguards.watch import Watch
from locatierisico.synthetic.town import PEILDATUM, make_town

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import geopandas as gpd
    from numpy.typing import NDArray

FLAT = dict.fromkeys(("R", "P", "W", "G", "T", "other"), 30.0)
THIRTY = Speeds(FLAT, FLAT, 6.0, 30.0)  # 500 m a minute by car, 100 m a minute on foot


def roads(
    lines: Sequence[Any], direction: Sequence[str | None] | None = None, kind: Sequence[str] | None = None,
    keeper: Sequence[str] | None = None,
) -> gpd.GeoDataFrame:  # fmt: skip
    columns = {
        "wegvak_id": [str(i) for i in range(len(lines))],
        "knoop_begin": [str(tuple(line[0])) for line in lines],
        "knoop_eind": [str(tuple(line[-1])) for line in lines],
        "rijrichting": direction or ["B"] * len(lines),
        "baansubsoort": kind or ["RB"] * len(lines),
        "wegbeheerdersoort": keeper or ["G"] * len(lines),
    }
    return canonical("wegvakken", columns, np.array([shapely.LineString(line) for line in lines], dtype=object))


def at(*points: tuple[float, float]) -> NDArray[np.float64]:
    return np.array(points, dtype=np.float64).reshape(-1, 2)


def searched(table: gpd.GeoDataFrame, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Minutes by a search with a heap over positions on roads: another construction than the one under test.

    Every road is cut at every whole metre, points lie on whole metres of straight roads, and each metre is an arc.
    """
    onward: dict[tuple[int, int], list[tuple[tuple[int, int], float]]] = {}
    for line, direction in zip(table.geometry, table["rijrichting"], strict=True):
        spots = [
            tuple(round(c) for c in line.interpolate(float(metre)).coords[0]) for metre in range(round(line.length) + 1)
        ]
        for a, b in pairwise(spots):
            if direction != "T":
                onward.setdefault(a, []).append((b, 1 / 500))
            if direction != "H":
                onward.setdefault(b, []).append((a, 1 / 500))
    result = np.full((len(points), len(points)), np.inf)
    spots_of = [tuple(int(c) for c in point) for point in points]
    for row, start in enumerate(spots_of):
        best = {start: 0.0}
        heap = [(0.0, start)]
        while heap:
            so_far, spot = heapq.heappop(heap)
            if so_far > best[spot]:
                continue
            for other, more in onward.get(spot, ()):
                if so_far + more < best.get(other, np.inf):
                    best[other] = so_far + more
                    heapq.heappush(heap, (so_far + more, other))
        result[row] = [best.get(spot, np.inf) for spot in spots_of]
    return result


@st.composite
def towns(draw: st.DrawFn) -> tuple[gpd.GeoDataFrame, NDArray[np.float64]]:
    """Streets of 10 m between crossings of a grid of 5 by 5, some missing, some one-way; and places on them."""
    streets = [((x, y), (x + 10, y)) for x in range(0, 40, 10) for y in range(0, 50, 10)]
    streets += [((x, y), (x, y + 10)) for x in range(0, 50, 10) for y in range(0, 40, 10)]
    kept = draw(st.lists(st.sampled_from(streets), min_size=3, max_size=40, unique=True))
    direction = draw(st.lists(st.sampled_from(["B", "B", "H", "T"]), min_size=len(kept), max_size=len(kept)))
    spots = draw(st.lists(st.tuples(st.sampled_from(kept), st.integers(0, 10)), min_size=1, max_size=9))
    points = [
        (a[0] + (b[0] - a[0]) * along // 10, a[1] + (b[1] - a[1]) * along // 10) for (a, b), along in spots
    ]  # fmt: skip
    return roads(kept, direction), at(*points)


@given(towns())
def test_minutes_are_those_of_a_search_metre_by_metre(town: tuple[gpd.GeoDataFrame, NDArray[np.float64]]) -> None:
    table, points = town
    minutes = Travel.by_road(table, THIRTY).minutes(points)
    np.testing.assert_allclose(minutes, searched(table, points), atol=1e-9)


@given(towns())
def test_no_way_round_over_another_place_is_shorter(town: tuple[gpd.GeoDataFrame, NDArray[np.float64]]) -> None:
    table, points = town
    minutes = Travel.by_road(table, THIRTY).minutes(points + np.array([0.3, 0.2]))
    over = (minutes[:, :, None] + minutes[None, :, :]).min(axis=1)
    assert (minutes <= over + 1e-9).all()


@given(towns())
def test_the_line_of_a_leg_takes_the_minutes_and_metres_of_the_matrix(
    town: tuple[gpd.GeoDataFrame, NDArray[np.float64]],
) -> None:
    table, points = town
    travel = Travel.by_road(table, THIRTY)
    minutes, metres = travel.minutes(points), travel.metres(points)
    pairs = np.argwhere(np.ones_like(minutes, dtype=bool))
    legs = travel.legs(points, pairs)
    np.testing.assert_allclose(legs.minutes, minutes[tuple(pairs.T)], atol=1e-9)
    np.testing.assert_allclose(legs.metres, metres[tuple(pairs.T)], atol=1e-9)
    for (i, j), line, along in zip(pairs, legs.lines, legs.metres, strict=True):
        if line is None:
            assert not np.isfinite(along)
            continue
        assert line.length == pytest.approx(along, abs=1e-6)
        np.testing.assert_allclose(line.coords[0], points[i], atol=1e-6)
        np.testing.assert_allclose(line.coords[-1], points[j], atol=1e-6)


def test_one_speed_gives_metres_and_minutes_in_one_ratio() -> None:
    random = np.random.default_rng(3)
    grid = [[(x, y), (x + 100, y)] for x in range(0, 1000, 100) for y in range(0, 1100, 100)]
    grid += [[(x, y), (x, y + 100)] for x in range(0, 1100, 100) for y in range(0, 1000, 100)]
    travel = Travel.by_road(roads(grid, list(random.choice(["B", "H", "T"], len(grid), p=[0.6, 0.2, 0.2]))), THIRTY)
    points = random.uniform(0, 1000, (30, 2))
    offset = travel.snapped(points).snap.offset
    door = offset[:, None] + offset[None, :]
    np.fill_diagonal(door, 0)
    minutes, metres = travel.minutes(points), travel.metres(points)
    assert np.isfinite(minutes).all()
    np.testing.assert_allclose(minutes - door / 100, (metres - door) / 500, atol=1e-9)


def test_a_one_way_street_is_driven_round_and_walked_straight() -> None:
    # A block of 100 m: its south side is one-way to the east.
    block = [[(0, 0), (100, 0)], [(100, 0), (100, 100)], [(100, 100), (0, 100)], [(0, 100), (0, 0)]]
    table, points = roads(block, ["H", "B", "B", "B"]), at((20, 0), (70, 0))
    by_car = Travel.by_road(table, THIRTY).metres(points)
    on_foot = Travel.by_road(table, THIRTY, on_foot=True).metres(points)
    np.testing.assert_allclose(by_car, [[0, 50], [350, 0]])
    np.testing.assert_allclose(on_foot, [[0, 50], [50, 0]])
    assert Travel.by_road(table, THIRTY, on_foot=True).minutes(points)[0, 1] == pytest.approx(0.5)


def test_the_line_goes_round_the_block_against_a_one_way_street() -> None:
    block = [[(0, 0), (100, 0)], [(100, 0), (100, 100)], [(100, 100), (0, 100)], [(0, 100), (0, 0)]]
    line = Travel.by_road(roads(block, ["H", "B", "B", "B"]), THIRTY).lines(at((20, 0), (70, 0)), np.array([[1, 0]]))[0]
    assert list(line.coords) == [(70, 0), (100, 0), (100, 100), (0, 100), (0, 0), (20, 0)]


def test_rijrichting_t_is_driven_against_the_direction_of_the_line() -> None:
    minutes = Travel.by_road(roads([[(0, 0), (500, 0)]], ["T"]), THIRTY).minutes(at((100, 0), (400, 0)))
    np.testing.assert_allclose(minutes, [[0, np.inf], [0.6, 0]])


def test_a_cycle_path_is_walked_but_not_driven() -> None:
    lines = [[(0, 0), (100, 0)], [(100, 0), (100, 50)], [(100, 50), (0, 50)], [(0, 50), (0, 0)]]
    table, points = roads(lines, kind=["RB", "RB", "RB", "FP"]), at((0, 0), (0, 50))
    assert Travel.by_road(table, THIRTY).metres(points)[0, 1] == pytest.approx(250)
    assert Travel.by_road(table, THIRTY, on_foot=True).metres(points)[0, 1] == pytest.approx(50)
    assert [m.code for m in Travel.by_road(table, THIRTY).messages] == ["travel_not_driven", "travel_built_up_guessed"]


def test_nobody_stops_on_or_walks_along_a_motorway() -> None:
    lines = [[(0, 0), (1000, 0)], [(0, 100), (1000, 100)], [(0, 0), (0, 100)], [(1000, 0), (1000, 100)]]
    table = roads(lines, ["H", "B", "B", "B"], keeper=["R", "G", "G", "G"])
    for on_foot in (False, True):
        places = Travel.by_road(table, THIRTY, on_foot=on_foot).snapped(at((500, 10)))
        assert (places.snap.edge[0], places.snap.offset[0]) == (1, 90)


def test_the_way_from_the_road_to_the_door_is_walked() -> None:
    travel = Travel.by_road(roads([[(0, 0), (1000, 0)]]), THIRTY)
    minutes = travel.minutes(at((100, 40), (600, -30)))
    assert minutes[0, 1] == pytest.approx(0.4 + 1.0 + 0.3)
    assert travel.metres(at((100, 40), (600, -30)))[0, 1] == pytest.approx(570)


def test_stops_at_one_point_are_nothing_apart_and_equally_far_from_the_rest() -> None:
    travel = Travel.by_road(roads([[(0, 0), (1000, 0)]]), THIRTY)
    points = at((100, 40), (100, 40), (600, 0), (100, -40))
    minutes = travel.minutes(points)
    assert minutes[0, 1] == minutes[1, 0] == 0
    np.testing.assert_array_equal(minutes[0], minutes[1])
    assert minutes[0, 3] == pytest.approx(0.8)  # the other side of the road is another place
    legs = travel.legs(points, np.array([[0, 1], [0, 3]]))
    np.testing.assert_allclose(legs.minutes, [0, 0.8])
    assert [line.length for line in legs.lines] == [0, 0]


def test_of_parallel_roads_the_quickest_is_taken_and_drawn() -> None:
    lines = [[(0, 0), (50, 80), (100, 0)], [(0, 0), (50, -10), (100, 0)]]
    travel = Travel.by_road(roads(lines), THIRTY)
    points = at((0, 0), (100, 0))
    assert travel.metres(points)[0, 1] == pytest.approx(2 * np.hypot(50, 10))
    assert list(travel.lines(points, np.array([[1, 0]]))[0].coords) == [(100, 0), (50, -10), (0, 0)]


def test_a_street_that_ends_where_it_began_is_driven_both_ways_round() -> None:
    lines = [[(0, 0), (100, 0)], [(100, 0), (150, 0), (150, 50), (100, 50), (100, 0)]]
    metres = Travel.by_road(roads(lines, ["B", "H"]), THIRTY).metres(at((50, 0), (150, 0), (150, 50)))
    np.testing.assert_allclose(metres, [[0, 100, 150], [200, 0, 50], [150, 150, 0]])


def test_quick_roads_are_preferred_to_short_ones() -> None:
    # 1,000 m of municipal street at 20 km/h beside 1,400 m of provincial road at 60.
    lines = [[(0, 0), (1000, 0)], [(0, 0), (0, 200), (1000, 200), (1000, 0)]]
    speeds = Speeds({**FLAT, "G": 20.0, "P": 60.0}, {**FLAT, "G": 20.0, "P": 60.0}, 6.0, 30.0)
    travel = Travel.by_road(roads(lines, keeper=["G", "P"]), speeds)
    points = at((0, 0), (1000, 0))
    assert travel.minutes(points)[0, 1] == pytest.approx(1.4)
    assert travel.metres(points)[0, 1] == pytest.approx(1400)


def test_inside_the_built_up_area_the_lower_speed_counts_for_just_that_part() -> None:
    speeds = Speeds({**FLAT, "G": 30.0}, {**FLAT, "G": 60.0}, 6.0, 30.0)
    town = np.array([shapely.box(-100, -100, 400, 100), None], dtype=object)
    travel = Travel.by_road(roads([[(0, 0), (1000, 0)]]), speeds, town)
    assert travel.minutes(at((0, 0), (1000, 0)))[0, 1] == pytest.approx(1000 * (0.4 / 500 + 0.6 / 1000))
    assert [message.code for message in travel.messages] == ["travel_built_up"]
    away = Travel.by_road(roads([[(0, 0), (1000, 0)]]), speeds, np.array([shapely.box(9000, 0, 9100, 100)]))
    assert [message.code for message in away.messages] == ["travel_built_up_nowhere"]


def test_without_polygons_a_street_grid_is_built_up_and_a_country_road_is_not() -> None:
    grid = [[(x, y), (x + 100, y)] for x in range(0, 1000, 100) for y in range(0, 1100, 100)]
    grid += [[(x, y), (x, y + 100)] for x in range(0, 1100, 100) for y in range(0, 1000, 100)]
    speeds = Speeds({**FLAT, "G": 30.0}, {**FLAT, "G": 60.0}, 6.0, 30.0)
    travel = Travel.by_road(roads([*grid, [(1000, 500), (6000, 500)]]), speeds)
    inside = travel.minutes(at((300, 500), (600, 500)))[0, 1]
    outside = travel.minutes(at((3000, 500), (4000, 500)))[0, 1]
    assert inside == pytest.approx(0.6)
    assert outside == pytest.approx(4000 / 1000 * 0.25, rel=0.05)
    assert travel.messages[0].code == "travel_built_up_guessed"


def test_each_place_that_cannot_be_reached_or_left_has_its_own_reason() -> None:
    block = [[(0, 0), (500, 0)], [(500, 0), (500, 500)], [(500, 500), (0, 500)], [(0, 500), (0, 0)]]
    lines = [*block, [(500, 0), (900, 0)], [(900, 500), (500, 500)], [(5000, 0), (5200, 0)]]
    travel = Travel.by_road(roads(lines, ["B", "B", "B", "B", "H", "H", "B"]), THIRTY)
    points = at((250, 0), (800, 0), (800, 500), (5100, 0), (-400, 250), (250, -5000), (np.nan, 0))
    places = travel.snapped(points)
    assert places.reason.tolist() == ["", "no_way_out", "no_way_in", "island", "far", "no_road", "no_road"]
    minutes = travel.minutes(points)
    home, entered, left, island, far, water, unknown = range(7)
    assert np.isfinite(minutes[home, entered])
    assert np.isinf(minutes[entered, home])
    assert np.isinf(minutes[home, left])
    assert np.isfinite(minutes[left, home])
    for lost in (island, water, unknown):
        assert np.isinf(minutes[lost, home])
        assert np.isinf(minutes[home, lost])
    assert minutes[home, far] == pytest.approx((250 + 250) / 500 + 4)
    told = {message.code: message for message in places.told([f"stop {i}" for i in range(7)])}
    assert told["travel_no_road"].objects == ("stop 5", "stop 6")
    assert told["travel_no_way_out"].objects == ("stop 1",)
    assert "one-way streets that can be entered but not left" in say(told["travel_no_way_out"])


def test_an_island_that_holds_every_stop_is_no_island() -> None:
    lines = [[(0, 0), (5000, 0)], [(0, 3000), (300, 3000)]]
    travel = Travel.by_road(roads(lines), THIRTY)
    points = at((10, 3000), (200, 3000))
    assert travel.snapped(points).reason.tolist() == ["", ""]
    assert travel.minutes(points)[0, 1] == pytest.approx(0.38)


def test_a_line_along_a_route_joins_its_legs_and_is_none_where_there_is_no_way() -> None:
    travel = Travel.by_road(roads([[(0, 0), (500, 0)], [(500, 0), (500, 500)], [(9000, 0), (9100, 0)]]), THIRTY)
    points = at((100, 20), (400, -10), (500, 300), (9050, 0))
    line = travel.line(points, [0, 1, 2, 0])
    assert list(line.coords) == [(100, 0), (400, 0), (500, 0), (500, 300), (500, 0), (400, 0), (100, 0)]
    assert travel.line(points, [0, 3]) is None
    assert travel.line(points, [0]) is None


def test_without_roads_the_distance_as_the_crow_flies_counts_one_third_more_and_a_warning_says_so() -> None:
    travel = Travel.straight(THIRTY)
    points = at((0, 0), (3000, 4000), (np.nan, 0))
    np.testing.assert_allclose(travel.minutes(points), [[0, 13, np.inf], [13, 0, np.inf], [np.inf, np.inf, 0]])
    assert travel.metres(points)[0, 1] == pytest.approx(6500)
    legs = travel.legs(points, np.array([[0, 1], [0, 2]]))
    assert list(legs.lines[0].coords) == [(0, 0), (3000, 4000)]
    assert legs.lines[1] is None
    np.testing.assert_allclose(legs.minutes, [13, np.inf])
    assert travel.snapped(points).reason.tolist() == ["", "", "no_road"]
    assert [(m.code, m.severity) for m in travel.messages] == [("travel_straight", "warning")]
    assert "x 1,3 met 30 km/u" in say(travel.messages[0], "nl")
    assert Travel.straight(THIRTY, on_foot=True).minutes(points)[0, 1] == pytest.approx(65)


def test_roads_that_nobody_may_drive_are_refused() -> None:
    with pytest.raises(RefusedError) as caught:
        Travel.by_road(roads([[(0, 0), (100, 0)]], kind=["FP"]), THIRTY)
    assert caught.value.message.code == "travel_no_roads"


def test_no_points_make_an_empty_matrix() -> None:
    for travel in (Travel.by_road(roads([[(0, 0), (100, 0)]]), THIRTY), Travel.straight(THIRTY)):
        assert travel.minutes(np.empty((0, 2))).shape == (0, 0)
        assert len(travel.legs(np.empty((0, 2)), np.empty((0, 2), dtype=np.int64)).lines) == 0
        assert len(travel.snapped(np.empty((0, 2))).reason) == 0


def test_cancel_ends_the_matrix() -> None:
    travel = Travel.by_road(roads([[(0, 0), (100, 0)]]), THIRTY)
    with pytest.raises(CancelledError):
        travel.minutes(at((10, 0), (20, 0)), watch=Watch(cancelled=lambda: True))


def test_a_table_without_keepers_or_directions_is_driven_both_ways() -> None:
    table = roads([[(0, 0), (300, 0)], [(300, 0), (600, 0)]], [None, None], keeper=[None, None])
    travel = Travel.by_road(table, read_speeds())
    assert travel.messages[0].code == "travel_both_ways"
    minutes = travel.minutes(at((0, 0), (600, 0)))
    assert minutes[0, 1] == minutes[1, 0] > 0


def test_far_away_roads_do_not_change_what_is_found() -> None:
    random = np.random.default_rng(5)
    grid = [[(x, y), (x + 100, y)] for x in range(0, 2000, 100) for y in range(0, 2100, 100)]
    grid += [[(x, y), (x, y + 100)] for x in range(0, 2100, 100) for y in range(0, 2000, 100)]
    table = roads(grid, list(random.choice(["B", "H", "T"], len(grid), p=[0.5, 0.25, 0.25])))
    points = random.uniform(900, 1100, (12, 2)).round(-1)
    points[:, 1] = points[:, 1].round(-2)  # on streets that run east
    travel = Travel.by_road(table, THIRTY)
    np.testing.assert_allclose(travel.minutes(points), searched(table, points), atol=1e-9)
    _, arcs, node = travel._cut(points)
    assert _around(arcs, np.unique(node)).mean() < 0.5


def test_the_minutes_of_a_synthetic_municipality_are_those_of_a_plain_search() -> None:
    town = make_town(2000, 1).tables["wegvakken"]
    raw = Raw("town", town.drop(columns="geometry"), town["geometry"].to_numpy(), "EPSG:28992")
    travel = Travel.by_road(read([raw], PEILDATUM).tables["wegvakken"], read_speeds())
    low, high = np.array(travel.graph.nodes.min(axis=0)), np.array(travel.graph.nodes.max(axis=0))
    points = np.random.default_rng(4).uniform(low, high, (60, 2))
    snap, arcs, node = travel._cut(points)
    on = node >= 0
    assert on.sum() > 30
    plain = dijkstra(arcs.matrix(), indices=node[on])[:, node[on]]
    door = snap.offset[on] * 0.06 / travel.speeds.on_foot
    expected = door[:, None] + plain + door[None, :]
    np.fill_diagonal(expected, 0)
    minutes = travel.minutes(points)
    np.testing.assert_allclose(minutes[np.ix_(on, on)], expected, atol=1e-9)
    assert np.isinf(minutes[on][:, ~on]).all()


def test_real_wegvakken_are_travelled(shared: Path) -> None:
    raw = read_file(shared / "data/roads/nwb_wegvakken_amsterdam-noord_2012.gml")[0]
    table = read([replace(raw, crs="EPSG:4326")], PEILDATUM).tables["wegvakken"]
    travel = Travel.by_road(table, read_speeds())
    points = shapely.get_coordinates(shapely.line_interpolate_point(table.geometry.to_numpy(), 10))
    places = travel.snapped(points)
    assert set(places.reason) <= {"", "island", "no_way_in", "no_way_out"}
    points = points[places.snap.offset < 1e-6]  # not those on a motorway, to which one walks
    minutes, metres = travel.minutes(points), travel.metres(points)
    there = np.isfinite(minutes) & (minutes > 0)
    speed = metres[there] / minutes[there] * 0.06
    assert there.any()
    assert (speed >= 15 - 1e-9).all()
    assert (speed <= 90 + 1e-9).all()
