from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.sparse import csr_matrix
from scipy.spatial.distance import cdist

from locatierisico.hotspots.grid import square_grid
from locatierisico.hotspots.places.weights import (
    contiguity,
    distance_band,
    islands,
    nearest,
    row_standardised,
    with_self,
    without_self,
)
from locatierisico.safeguards.messages import RefusedError

if TYPE_CHECKING:
    from pathlib import Path

PLACES = arrays(np.int64, st.tuples(st.integers(2, 25), st.just(2)), elements=st.integers(0, 6)).map(
    lambda points: points.astype(np.float64)
)


def links(weights: csr_matrix) -> set[tuple[int, int]]:
    assert isinstance(weights, csr_matrix)
    assert weights.dtype == np.float64
    assert weights.has_sorted_indices
    assert set(np.unique(weights.data)) <= {1.0}
    return set(zip(*(part.tolist() for part in weights.nonzero()), strict=True))


def each_way(*pairs: tuple[int, int]) -> set[tuple[int, int]]:
    return {*pairs, *((second, first) for first, second in pairs)}


def test_cells_of_a_grid_are_neighbours_as_the_grid_says() -> None:
    grid = square_grid(shapely.Point(0, 0).buffer(1_000), 100)
    queen = contiguity(grid.boxes())
    assert links(with_self(queen)) == links(grid.queen())
    beside = np.abs(grid.row[:, None] - grid.row) + np.abs(grid.col[:, None] - grid.col) == 1
    assert links(contiguity(grid.boxes(), rook=True)) == links(csr_matrix(beside.astype(np.float64)))


def test_polygons_with_gaps_slivers_and_overlaps_are_neighbours_still() -> None:
    polygons = np.array(
        [
            shapely.box(0, 0, 100, 100),
            shapely.box(100.009, 0, 200, 100),  # a gap of 9 mm
            shapely.box(200.02, 0, 300, 100),  # a gap of 2 cm
            shapely.box(0, 99.5, 90, 200),  # half a metre over the first
            shapely.box(100.005, 100.005, 200, 200),  # meets the first in a corner
            shapely.Polygon([(0, -1), (0, 0), (37, 0.004), (80, -0.004), (80, -50)]),  # other vertices on one border
            shapely.box(20, 20, 40, 40),  # in the first
            shapely.Polygon(),
            None,
        ]
    )
    sides = [(0, 1), (0, 3), (0, 5), (0, 6), (1, 4)]
    assert links(contiguity(polygons)) == each_way(*sides, (0, 4))
    assert links(contiguity(polygons, rook=True)) == each_way(*sides)
    assert links(contiguity(polygons, tolerance=0.05)) == each_way(*sides, (0, 4), (1, 2), (2, 4))
    np.testing.assert_array_equal(islands(contiguity(polygons)), [0, 0, 1, 0, 0, 0, 0, 1, 1])
    turned = contiguity(polygons[::-1], rook=True)
    assert links(turned) == each_way(*((8 - one, 8 - other) for one, other in sides))


@pytest.mark.parametrize(
    "name", ["areas/IBIS_bedrijventerreinen_rijssen-holten_2017.geojson", "bag/pdok-wfs_bag_panden_haarlem.geojson"]
)
def test_delivered_polygons_are_neighbours_within_a_centimetre(shared: Path, name: str) -> None:
    polygons = gpd.read_file(shared / "data" / name).to_crs(28992).geometry.to_numpy()
    apart = shapely.distance(polygons[:, None], polygons[None, :])
    np.fill_diagonal(apart, np.inf)
    queen, rook = contiguity(polygons), contiguity(polygons, rook=True)
    assert links(queen) == links(csr_matrix((apart <= 0.01).astype(np.float64)))
    assert links(rook) <= links(queen)
    assert links(rook) == links(csr_matrix(rook.T))
    first, second = queen.nonzero()
    exact = shapely.length(shapely.intersection(*(shapely.boundary(polygons[part]) for part in (first, second))))
    assert set(zip(first[exact > 0.1].tolist(), second[exact > 0.1].tolist(), strict=True)) <= links(rook)


def test_three_polygons_on_one_side_are_all_neighbours() -> None:
    polygons = np.array([shapely.box(0, 0, 10, 10), shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)])
    assert links(contiguity(polygons, rook=True)) == each_way((0, 1), (0, 2), (1, 2))


def test_the_ring_around_a_hole_borders_what_lies_in_it() -> None:
    hole = shapely.box(10, 10, 20, 20)
    polygons = np.array([shapely.box(0, 0, 30, 30).difference(hole), shapely.MultiPolygon([hole])])
    assert links(contiguity(polygons, rook=True)) == each_way((0, 1))


@given(points=PLACES, band=st.sampled_from([1, np.sqrt(2), 2.5, 20]))
def test_a_band_holds_what_lies_no_further(points: np.ndarray, band: float) -> None:
    near = (cdist(points, points) <= band * (1 + 1e-9)) & ~np.eye(len(points), dtype=bool)
    if near.any():
        assert links(distance_band(points, band)) == links(csr_matrix(near.astype(np.float64)))
    else:
        with pytest.raises(RefusedError, match="no place has a neighbour"):
            distance_band(points, band)


@given(points=PLACES, k=st.integers(1, 24), seed=st.integers(0, 5))
def test_the_nearest_are_the_nearest_and_ties_go_by_place(points: np.ndarray, k: int, seed: int) -> None:
    if k >= len(points):
        with pytest.raises(RefusedError, match=f"1 up to {len(points) - 1}"):
            nearest(points, k)
        return
    weights = nearest(points, k)
    assert not weights.diagonal().any()
    expected = set()
    for here, distance in enumerate(cdist(points, points).round(6)):
        order = np.lexsort((np.arange(len(points)), points[:, 1], points[:, 0], distance))
        expected |= {(here, int(there)) for there in order[order != here][:k]}
    assert links(weights) == expected
    # The order of the rows matters only among points on one spot.
    if len(np.unique(points, axis=0)) == len(points):
        order = np.random.default_rng(seed).permutation(len(points))
        assert (nearest(points[order], k) != weights[order][:, order]).nnz == 0


def test_many_places_equally_far_are_told_apart_by_place() -> None:
    angle = np.arange(64) * np.pi / 32
    points = np.vstack([[[0.0, 0.0]], np.round(100 * np.column_stack([np.cos(angle), np.sin(angle)]), 8)])
    west = np.lexsort((points[1:, 1], points[1:, 0]))[:3] + 1
    assert set(nearest(points, 3)[0].indices.tolist()) == set(west.tolist())


def test_a_pile_is_neighbour_of_itself() -> None:
    points = np.vstack([np.zeros((50, 2)), [[10.0, 0.0]]])
    weights = nearest(points, 4)
    np.testing.assert_array_equal(weights[49].indices, [0, 1, 2, 3])
    np.testing.assert_array_equal(weights[2].indices, [0, 1, 3, 4])
    np.testing.assert_array_equal(weights[50].indices, [0, 1, 2, 3])
    assert distance_band(points, 1).sum() == 50 * 49


@pytest.mark.parametrize(
    ("points", "band", "said"),
    [
        (np.zeros((0, 2)), 10, "0 places"),
        (np.zeros((1, 2)), 10, "There is 1 place;"),
        (np.array([[0.0, 0], [25, 0], [100, 0]]), 10, "25 m apart"),
        (np.zeros((3, 2)), 0, "above 0"),
        (np.zeros((3, 2)), np.nan, "above 0"),
        (np.zeros((6_000, 2)), 10, "35994000 links"),
    ],
)
def test_a_band_that_cannot_be_is_refused(points: np.ndarray, band: float, said: str) -> None:
    with pytest.raises(RefusedError, match=said):
        distance_band(points, band)


def test_nearest_refuses_what_it_cannot_hold() -> None:
    with pytest.raises(RefusedError, match="35000000 links"):
        nearest(np.zeros((35_000, 2)), 1_000)
    for points in (np.zeros((0, 2)), np.zeros((1, 2))):
        with pytest.raises(RefusedError, match="1 nearest neighbour was asked for"):
            nearest(points, 1)


def test_weights_of_weights() -> None:
    beside = csr_matrix(np.array([[0, 1, 1], [1, 0, 0], [0, 0, 0]], dtype=float))
    np.testing.assert_array_equal(with_self(beside).toarray(), [[1, 1, 1], [1, 1, 0], [0, 0, 1]])
    np.testing.assert_array_equal(with_self(with_self(beside)).toarray(), with_self(beside).toarray())
    np.testing.assert_array_equal(without_self(with_self(beside)).toarray(), beside.toarray())
    np.testing.assert_array_equal(row_standardised(beside).toarray(), [[0, 0.5, 0.5], [1, 0, 0], [0, 0, 0]])
    np.testing.assert_array_equal(islands(beside), [False, False, True])
    np.testing.assert_array_equal(islands(with_self(beside)), [False, False, True])
