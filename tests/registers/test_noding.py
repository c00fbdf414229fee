"""Lines become segments between nodes: crossings worked by hand, and properties against other ways to the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from locatierisico.registers.files import read_file
from locatierisico.registers.noding import Noded, node, twins
from locatierisico.safeguards.messages import CancelledError
from locatierisico.safeguards.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FEET = 0.3048006096012192


def noded(*lines: Sequence[tuple[float, float]], level: Sequence[float] | None = None, tolerance: float = 0.5) -> Noded:
    made = np.array([shapely.LineString(line) for line in lines], dtype=object)
    return node(made, np.zeros(len(made)) if level is None else np.asarray(level, dtype=float), tolerance=tolerance)


def shape(found: Noded) -> tuple[int, int, int]:
    """Count segments, nodes and connected parts."""
    return len(found.lines), int(found.end.max()) + 1, parts(found)


def parts(found: Noded) -> int:
    total = int(max(found.start.max(), found.end.max())) + 1
    graph = coo_matrix((np.ones(len(found.start)), (found.start, found.end)), shape=(total, total))
    return int(connected_components(graph, directed=False)[0])


def crossings(found: Noded) -> int:
    """Count the nodes where three or more segments end."""
    return int((np.bincount(np.concatenate([found.start, found.end])) > 2).sum())


def test_a_crossing_makes_four_segments_that_share_a_node() -> None:
    found = noded([(0, 0), (10, 0)], [(4, -5), (4, 5)])
    assert shape(found) == (4, 5, 1)
    assert found.parent.tolist() == [0, 0, 1, 1]
    assert shapely.length(found.lines).tolist() == [4, 6, 5, 5]
    shared = set(found.end[[0, 2]].tolist()) | set(found.start[[1, 3]].tolist())
    assert len(shared) == 1


def test_a_junction_on_a_line_makes_three_segments() -> None:
    assert shape(noded([(0, 0), (10, 0)], [(4, -5), (4, 0)])) == (3, 4, 1)


@pytest.mark.parametrize("end", [-0.3, 0.3])
def test_an_end_that_stops_just_short_or_runs_just_over_meets_the_line(end: float) -> None:
    found = noded([(0, 0), (10, 0)], [(4, -5), (4, end)])
    assert shape(found) == (3, 4, 1)
    assert shapely.get_coordinates(shapely.get_point(found.lines[2], -1)).tolist() == [[4, 0]]
    assert found.moved == 1


def test_an_end_farther_off_stays_loose() -> None:
    assert shape(noded([(0, 0), (10, 0)], [(4, -5), (4, -0.6)])) == (2, 4, 2)


def test_a_viaduct_passes_over_and_its_ends_join_the_road_on_either_side() -> None:
    over = noded([(0, 0), (10, 0)], [(4, -9), (4, -5)], [(4, -5), (4, 5)], [(4, 5), (4, 9)], level=[0, 0, 1, 0])
    assert shape(over) == (4, 6, 2)
    level = noded([(0, 0), (10, 0)], [(4, -9), (4, -5)], [(4, -5), (4, 5)], [(4, 5), (4, 9)])
    assert shape(level) == (6, 7, 1)


def test_a_bridge_that_ends_on_a_quay_meets_it_but_one_that_goes_on_over_it_does_not() -> None:
    quay = [(0, 0), (10, 0)]
    assert shape(noded(quay, [(4, 0), (4, 8)], level=[0, 1])) == (3, 4, 1)
    assert shape(noded(quay, [(4, -8), (4, 0)], [(4, 0), (4, 8)], level=[0, 1, 1])) == (3, 5, 2)


def test_a_stretch_that_two_lines_share_stands_twice_and_is_found() -> None:
    found = noded([(0, 0), (10, 0)], [(5, 0), (7, 0), (15, 0)])
    assert shape(found) == (4, 4, 1)
    repeated, original = twins(found)
    assert (repeated.tolist(), original.tolist()) == ([2], [1])


def test_two_ways_between_the_same_nodes_are_no_twins() -> None:
    assert len(twins(noded([(0, 0), (10, 0)], [(0, 0), (5, 3), (10, 0)]))[0]) == 0


def test_three_of_one_are_two_twins_of_the_first() -> None:
    repeated, original = twins(noded([(0, 0), (10, 0)], [(10, 0), (0, 0)], [(0, 0), (5, 0.1), (10, 0)]))
    assert (repeated.tolist(), original.tolist()) == ([1, 2], [0, 0])


def test_a_line_that_crosses_itself_is_parted_there() -> None:
    found = noded([(0, 0), (10, 10), (10, 0), (0, 10)])
    assert shape(found) == (3, 3, 1)
    assert set(found.parent.tolist()) == {0}
    assert shapely.length(found.lines).sum() == pytest.approx(10 + 2 * np.sqrt(200))


def test_a_roundabout_is_cut_where_roads_meet_it() -> None:
    ring = shapely.get_coordinates(shapely.Point(0, 0).buffer(10).exterior)
    assert shape(noded(ring)) == (1, 1, 1)
    assert shape(noded(ring, [(10, 0), (30, 0)], [(-10, 0), (-30, 0)])) == (4, 4, 1)


def test_a_piece_within_one_node_is_counted_and_left_out() -> None:
    found = noded([(0, 0), (10, 0)], [(10, 0), (10.3, 0)], [(10.3, 0), (20, 0)])
    assert shape(found) == (2, 3, 1)
    assert found.collapsed == 1


def test_no_lines_give_no_segments() -> None:
    assert len(noded().lines) == 0
    assert len(noded([(0, 0), (0.1, 0)]).lines) == 0


def test_cancel_stops_it() -> None:
    with pytest.raises(CancelledError):
        node(np.array([shapely.LineString([(0, 0), (1, 1)])]), np.zeros(1), watch=Watch(cancelled=lambda: True))


WHOLE = st.integers(0, 12)
LINES = st.lists(st.lists(st.tuples(WHOLE, WHOLE), min_size=2, max_size=5, unique=True), min_size=1, max_size=12)


@settings(max_examples=80, deadline=None)
@given(LINES)
def test_it_is_what_the_union_of_lines_is(lines: list[list[tuple[int, int]]]) -> None:
    # In units of 100 m, so that no two crossings on whole numbers lie within the tolerance.
    made = np.array([shapely.LineString(np.array(line) * 100.0) for line in lines], dtype=object)
    found = node(made, np.zeros(len(made)), tolerance=1e-6)
    kept = np.setdiff1d(np.arange(len(found.lines)), twins(found, tolerance=1e-6)[0])
    union = shapely.union_all(made)
    # The ground covered, the metres, the connected parts, and every crossing an end.
    assert shapely.length(found.lines[kept]).sum() == pytest.approx(union.length)
    assert parts(found) == len(shapely.get_parts(shapely.buffer(union, 1e-3)))
    ends = shapely.union_all(shapely.boundary(shapely.get_parts(shapely.line_merge(union))))
    own = shapely.multipoints(np.concatenate([shapely.get_point(found.lines, end) for end in (0, -1)]))
    assert shapely.distance(shapely.get_parts(ends), own).max(initial=0) < 1e-6
    one, other = shapely.STRtree(found.lines[kept]).query(found.lines[kept], predicate="crosses")
    within = shapely.length(shapely.intersection(found.lines[kept][one], found.lines[kept][other]))
    assert (within < 1e-6).all()


@settings(max_examples=60, deadline=None)
@given(LINES, st.floats(-0.2, 0.2), st.floats(-0.2, 0.2))
def test_ends_that_were_drawn_sloppily_give_the_same_network(
    lines: list[list[tuple[int, int]]], east: float, north: float
) -> None:
    made = [np.array(line[:2]) * 100.0 for line in lines]
    sloppy = [np.add(line, [[0, 0], [east, north]]) for line in made]
    tidy, shifted = noded(*made), noded(*sloppy)
    assert parts(shifted) <= parts(tidy)
    assert shapely.length(shifted.lines).sum() == pytest.approx(shapely.length(tidy.lines).sum(), abs=2 * len(lines))


def test_a_real_city_is_noded_as_it_was_drawn(shared: Path) -> None:
    raw = read_file(shared / "data/incidents/geodanet/streets.shp")[0]
    lines = shapely.transform(raw.geometry, lambda xy: (xy - [717_000, 877_000]) * FEET + [120_000, 487_000])
    found = node(lines, np.zeros(len(lines)))
    # The streets were noded when they were drawn: 293 lines between 220 junctions, one connected network.
    ends = shapely.get_coordinates(shapely.boundary(lines))
    assert len(np.unique(np.round(ends, 1), axis=0)) == 220
    assert shape(found) == (293, 220, 1)
    # Melted into streets that run through their crossings, they are cut again where they were.
    order = np.argsort(ends[::2, 0])
    halves = [shapely.line_merge(shapely.multilinestrings(lines[half])) for half in np.array_split(order, 40)]
    streets = np.concatenate([shapely.get_parts(half) for half in halves])
    again = node(streets, np.zeros(len(streets)))
    assert len(streets) < len(lines)
    assert (parts(again), int(again.end.max()) + 1 <= 220) == (1, True)
    assert shapely.length(again.lines).sum() == pytest.approx(shapely.length(lines).sum(), rel=1e-9)
    assert crossings(again) == crossings(found)
