from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from locatierisico.network.graph import Graph
from locatierisico.registers.tables import canonical, empty
from locatierisico.safeguards.messages import say

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd
    from numpy.typing import NDArray

    Roads = Callable[..., gpd.GeoDataFrame]


def mask(length: int, *true: int) -> NDArray[np.bool_]:
    made = np.zeros(length, dtype=bool)
    made[list(true)] = True
    return made


def walked(graph: Graph, points: NDArray[np.float64], *, directed: bool = False) -> NDArray[np.float64]:
    """Distances between all points, by cutting every edge at the points on it and trying every path."""
    snap = graph.snap(points)
    n, k = len(graph.nodes), len(points)
    step = np.full((n + k, n + k), np.inf)
    np.fill_diagonal(step, 0)
    for e in range(len(graph.length)):
        on = sorted((snap.position[i], n + i) for i in range(k) if snap.edge[i] == e)
        stops = [(0.0, graph.start[e]), *on, (graph.length[e], graph.end[e])]
        for (here, a), (there, b) in itertools.pairwise(stops):
            same_place = there - here < 1e-6
            if not directed or graph.forward[e] or same_place:
                step[a, b] = min(step[a, b], there - here)
            if not directed or graph.backward[e] or same_place:
                step[b, a] = min(step[b, a], there - here)
    for m in range(n + k):  # Floyd and Warshall
        step = np.minimum(step, step[:, m, None] + step[None, m])
    return step[n:, n:] + snap.offset[:, None] + snap.offset[None, :]


def test_distances_on_a_grid_of_streets(blocks: gpd.GeoDataFrame) -> None:
    graph = Graph.of(blocks)
    assert graph.nodes.shape == (17, 2)
    origin = np.array([50.0, 10.0])  # 10 m off the street from (0, 0) to (100, 0)
    places = np.array([[80.0, 0.0], [300.0, 300.0], [100.0, 50.0], [142.0, 142.0]])
    expected = [
        10 + 30,  # both on one street
        10 + 50 + 200 + 300,
        10 + 50 + 50,
        10 + 50 + 100 + 42 * np.sqrt(2),
    ]
    np.testing.assert_allclose(graph.distance_from(origin, places), expected)


def test_distance_to_a_street(blocks: gpd.GeoDataFrame) -> None:
    graph = Graph.of(blocks)
    alley = mask(len(blocks), 24)
    points = np.array([[142.0, 152.0], [0.0, 0.0], [-30.0, 250.0]])
    # 10 m north of its end; two blocks from (100, 100); 30 m off the street, then 150 m south and 100 m east.
    np.testing.assert_allclose(graph.distance_to(points, alley), [10, 200, 30 + 150 + 100])


def test_what_is_not_usable_is_neither_snapped_to_nor_travelled(roads: Roads) -> None:
    graph = Graph.of(roads([[(0, 0), (100, 0)], [(100, 0), (200, 0)], [(0, 0), (0, 50), (200, 50), (200, 0)]]))
    point, target = np.array([[10.0, 1.0]]), mask(3, 1)
    assert graph.distance_to(point, target)[0] == pytest.approx(1 + 90)
    without_first = graph.snap(point, edges=mask(3, 1, 2))
    assert without_first.edge[0] == 2
    assert (without_first.position[0], without_first.offset[0]) == (1, 10)
    assert graph.distance_to(point, target, usable=mask(3, 1, 2))[0] == pytest.approx(10 + (300 - 1))


def test_islands_are_out_of_reach(roads: Roads) -> None:
    graph = Graph.of(roads([[(0, 0), (10, 0)], [(100, 0), (130, 0)]]))
    assert np.isinf(graph.distance_to(np.array([[5.0, 0.0]]), mask(2, 1)))[0]
    assert np.isinf(graph.distance_from(np.array([5.0, 0.0]), np.array([[110.0, 0.0]])))[0]
    assert graph.components().tolist() == [1, 0]
    assert graph.components(usable=mask(2, 0)).tolist() == [0, -1]


def test_no_target_and_no_roads(roads: Roads) -> None:
    graph = Graph.of(roads([[(0, 0), (10, 0)]]))
    assert np.isinf(graph.distance_to(np.zeros((2, 2)), mask(1))).all()
    assert np.isinf(graph.distance_to(np.zeros((2, 2)), mask(1, 0), usable=mask(1))).all()
    assert np.isinf(graph.distance_from(np.zeros(2), np.zeros((2, 2)), usable=mask(1))).all()
    assert graph.distance_to(np.zeros((0, 2)), mask(1, 0)).shape == (0,)
    nothing = Graph.of(empty("wegvakken"))
    assert np.isinf(nothing.distance_to(np.zeros((2, 2)), np.zeros(0, dtype=bool))).all()
    assert nothing.snap(np.zeros((1, 2))).edge.tolist() == [-1]
    assert nothing.dead_ends().shape == nothing.components().shape == (0,)


def test_a_loop_is_walked_the_shorter_way_round(roads: Roads) -> None:
    graph = Graph.of(roads([[(0, 0), (100, 0), (100, 100), (0, 100), (0, 0)]]))
    assert graph.distance_from(np.array([10.0, 0.0]), np.array([[0.0, 10.0]]))[0] == pytest.approx(20)
    assert not graph.dead_ends(margin=0).any()


def test_of_parallel_roads_the_shortest_counts(roads: Roads) -> None:
    graph = Graph.of(roads([[(0, 0), (0, 80), (100, 80), (100, 0)], [(0, 0), (100, 0)], [(100, 0), (150, 0)]]))
    assert graph.distance_from(np.array([0.0, 0.0]), np.array([[150.0, 0.0]]))[0] == pytest.approx(150)


def test_a_wegvak_without_length_joins_its_nodes() -> None:
    lines = [[(0, 0), (10, 0)], [(10, 0), (10, 0)], [(10, 0), (30, 0)]]
    columns = {"knoop_begin": ["a", "b", "c"], "knoop_eind": ["b", "c", "d"]}
    table = canonical("wegvakken", columns, np.array([shapely.LineString(line) for line in lines], dtype=object))
    assert Graph.of(table).distance_from(np.array([0.0, 0.0]), np.array([[30.0, 0.0]]))[0] == pytest.approx(30)


def test_one_way_streets_only_when_asked(roads: Roads) -> None:
    # A square driven clockwise: up, right, down along H; the last side digitised against the traffic (T).
    square = [[(0, 0), (0, 100)], [(0, 100), (100, 100)], [(100, 100), (100, 0)], [(0, 0), (100, 0)]]
    graph = Graph.of(roads(square, ["H", "H", "H", "T"]))
    here, there = np.array([0.0, 50.0]), np.array([[0.0, 20.0], [0.0, 70.0]])
    np.testing.assert_allclose(graph.distance_from(here, there), [30, 20])
    np.testing.assert_allclose(graph.distance_from(here, there, directed=True), [400 - 30, 20])
    last = mask(4, 3)
    assert graph.distance_to(here[None], last)[0] == pytest.approx(50)
    assert graph.distance_to(here[None], last, directed=True)[0] == pytest.approx(50 + 100 + 100)


def test_dead_ends_inside_the_data(blocks: gpd.GeoDataFrame, roads: Roads) -> None:
    assert np.flatnonzero(Graph.of(blocks).dead_ends()).tolist() == [24]
    # (142, 142) lies 142 m from the hull: the west side is nearest.
    assert np.flatnonzero(Graph.of(blocks).dead_ends(margin=143)).tolist() == []
    cross = Graph.of(roads([[(0, 0), (100, 0)], [(0, 0), (-100, 0)], [(0, 0), (0, 100)], [(0, 0), (0, -100)]]))
    assert not cross.dead_ends().any()  # all four end where the data ends


def test_a_cycle_path_makes_no_through_road(blocks: gpd.GeoDataFrame, roads: Roads) -> None:
    lines = [list(line.coords) for line in blocks.geometry]
    graph = Graph.of(roads([*lines, [(142.0, 142.0), (200.0, 200.0)]]))
    assert not graph.dead_ends().any()
    assert np.flatnonzero(graph.dead_ends(usable=~mask(26, 25))).tolist() == [24]


def test_nodes_from_places_where_ids_fail(blocks: gpd.GeoDataFrame) -> None:
    right = Graph.of(blocks)
    assert right.messages == ()
    missing = blocks.assign(knoop_begin=None)
    scattered = blocks.assign(knoop_eind="7")
    for table, wrong in ((missing, 25), (scattered, 25)):
        graph = Graph.of(table)
        assert len(graph.nodes) == 17
        (message,) = graph.messages
        assert dict(message.values) == {"n": wrong, "total": 50}
        assert "junction" in say(message, "en")
        assert "knoopnummer" in say(message, "nl")
        points = np.array([[33.0, 4.0], [260.0, 290.0]])
        np.testing.assert_allclose(graph.distance_from(points[0], points), right.distance_from(points[0], points))


def test_end_points_within_a_centimetre_are_one_node() -> None:
    lines = [[(0, 0), (10, 0)], [(10.004, 0.004), (20, 0)], [(20.02, 0), (30, 0)]]
    table = canonical("wegvakken", {}, np.array([shapely.LineString(line) for line in lines], dtype=object))
    assert Graph.of(table).components().tolist() == [0, 0, 1]


def test_ids_join_what_lies_apart_and_part_what_meets() -> None:
    """A viaduct: both roads have a point at (10, 0), and only the ids tell that they do not meet."""
    lines = [[(0, 0), (10, 0)], [(10.5, 0), (20, 0)], [(10, -10), (10, 0)]]
    columns = {"knoop_begin": ["a", "b", "d"], "knoop_eind": ["b", "c", "e"]}
    table = canonical("wegvakken", columns, np.array([shapely.LineString(line) for line in lines], dtype=object))
    graph = Graph.of(table)
    assert graph.messages == ()
    assert graph.components().tolist() == [0, 0, 1]


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), directed=st.booleans())
def test_against_trying_every_path(seed: int, *, directed: bool) -> None:
    rng = np.random.default_rng(seed)
    nodes = np.round(rng.uniform(0, 500, (8, 2)))
    ends = rng.integers(0, 8, (12, 2))
    lines = [
        shapely.LineString([nodes[a], np.round(rng.uniform(0, 500, 2)), nodes[b]]) for a, b in ends
    ]  # with a bend, so that loops and parallel roads have length
    columns = {
        "knoop_begin": [f"n{a}" for a in ends[:, 0]],
        "knoop_eind": [f"n{b}" for b in ends[:, 1]],
        "rijrichting": rng.choice(["H", "T", "B"], len(lines)),
    }
    graph = Graph.of(canonical("wegvakken", columns, np.array(lines, dtype=object)))
    points = rng.uniform(0, 500, (6, 2))
    expected = walked(graph, points, directed=directed)
    found = graph.distance_from(points[0], points[1:], directed=directed)
    np.testing.assert_allclose(found, expected[0, 1:], atol=1e-6)
    # To an edge: to the nearer of its ends, unless the point lies on it.
    ends_of_3 = graph.nodes[[graph.start[3], graph.end[3]]]
    to_ends = walked(graph, np.concatenate([points, ends_of_3]))[:6, 6:].min(axis=1)
    snap = graph.snap(points)
    reached = np.where(snap.edge == 3, snap.offset, to_ends)
    np.testing.assert_allclose(graph.distance_to(points, mask(12, 3)), reached, atol=1e-6)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_snapping_against_measuring_to_every_edge(seed: int) -> None:
    rng = np.random.default_rng(seed)
    lines = shapely.linestrings(rng.uniform(0, 100, (9, 3, 2)))
    graph = Graph.of(canonical("wegvakken", {}, lines))
    points = rng.uniform(0, 100, (20, 2))
    edges = rng.random(9) < 0.6
    edges[0] = True
    snap = graph.snap(points, edges=edges)
    every = shapely.distance(shapely.points(points)[:, None], lines[None, :])
    every[:, ~edges] = np.inf
    assert snap.edge.tolist() == every.argmin(axis=1).tolist()
    np.testing.assert_allclose(snap.offset, every.min(axis=1))
    foot = shapely.line_interpolate_point(lines[snap.edge], snap.position)
    np.testing.assert_allclose(shapely.distance(foot, shapely.points(points)), snap.offset, atol=1e-9)


def test_of_equally_near_roads_the_first(roads: Roads) -> None:
    graph = Graph.of(roads([[(0, 0), (10, 0)], [(0, 0), (0, 10)], [(0, 0), (-10, 0)]]))
    assert graph.snap(np.array([[0.0, 0.0], [3.0, 3.0]])).edge.tolist() == [0, 0]
