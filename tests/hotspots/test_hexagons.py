from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from locatierisico.hotspots.grid import square_grid
from locatierisico.hotspots.places.hexagons import Hexagons, hexagons
from locatierisico.safeguards.messages import RefusedError

RING = shapely.Point(140_000, 455_000).buffer(2_000) - shapely.Point(140_500, 455_100).buffer(600)
TWO = shapely.union(RING, shapely.box(143_000, 455_000, 143_900, 455_777))


def near(grid: Hexagons, band: float) -> np.ndarray:
    centres = grid.centres()
    return np.hypot(*(centres[:, None] - centres[None]).transpose(2, 0, 1)) <= band * (1 + 1e-9)


def test_a_hexagon_is_as_large_as_the_square_and_has_six_equal_sides() -> None:
    drawn = hexagons(RING, 125).boxes()
    assert shapely.area(drawn) == pytest.approx(125**2)
    corners = shapely.get_coordinates(drawn[0])
    sides = np.hypot(*np.diff(corners, axis=0).T)
    assert sides == pytest.approx(np.full(6, 125 * np.sqrt(2 / (3 * np.sqrt(3)))))


def test_hexagons_fit_without_gap_or_overlap() -> None:
    grid = hexagons(shapely.box(1, 1, 4_000, 3_000), 200)
    whole = shapely.union_all(grid.boxes())
    assert whole.area == pytest.approx(len(grid) * 200**2)
    assert shapely.get_num_interior_rings(whole) == 0


@pytest.mark.parametrize("territory", [RING, TWO, shapely.box(-70, -30, 1_100, 1_200), shapely.box(1, 1, 999, 999)])
def test_those_with_their_centre_inside_take_part(territory: shapely.Polygon) -> None:
    grid = hexagons(territory, 100)
    assert shapely.contains_xy(territory, grid.centres()).all()
    # Every other place of the box has its centre outside.
    rows, cols = np.nonzero(~grid.inside)
    others = Hexagons(100, rows + grid.corner[0], cols + grid.corner[1], ~grid.inside, grid.corner)
    assert not shapely.contains_xy(territory, others.centres()).any()
    assert abs(len(grid) * 100**2 - territory.area) < 0.1 * territory.area


def test_a_point_belongs_to_the_hexagon_it_lies_in_and_to_one_only() -> None:
    rng = np.random.default_rng(1)
    grid = hexagons(RING, 150)
    points = rng.uniform((137_500, 452_500), (142_500, 457_500), (3_000, 2))
    cell = grid.cell_of(points)
    tree = shapely.STRtree(grid.boxes())
    point, holds = tree.query(shapely.points(points), predicate="within")
    expected = np.full(len(points), -1)
    expected[point] = holds
    assert (cell == expected).all()
    corners = np.unique(shapely.get_coordinates(grid.boxes()), axis=0)
    assert np.isin(grid.cell_of(corners), np.arange(-1, len(grid))).all()
    assert grid.cell_of(np.array([[np.nan, 1], [1e12, -1e12]])).tolist() == [-1, -1]


def test_every_inner_hexagon_has_six_neighbours() -> None:
    grid = hexagons(shapely.box(0, 0, 2_000, 2_000), 125)
    neighbours = np.asarray(grid.links().sum(axis=1)).ravel()
    assert neighbours.max() == 6
    x, y = grid.centres().T
    assert (neighbours[(x > 200) & (x < 1_800) & (y > 200) & (y < 1_800)] == 6).all()
    assert (grid.links() != grid.links().T).nnz == 0


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 1000), band=st.integers(270, 3_000))
def test_windows_against_every_pair(seed: int, band: float) -> None:
    rng = np.random.default_rng(seed)
    grid = hexagons(TWO, 250)
    values = rng.integers(0, 50, len(grid)).astype(float)
    for reach, asked in ((grid.apart, None), (band, float(band))):
        pairs = near(grid, reach)
        assert (grid.window_sums(values, band=asked) == pairs @ values).all()
        assert (grid.window_max(values, band=asked) == np.where(pairs, values, 0).max(axis=1)).all()
        assert (grid.links(band=asked).toarray() == pairs & ~np.eye(len(grid), dtype=bool)).all()
        assert grid.most_links(band=asked) >= grid.links(band=asked).nnz


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 1000), band=st.integers(250, 2_000))
def test_the_same_of_squares(seed: int, band: float) -> None:
    rng = np.random.default_rng(seed)
    grid = square_grid(TWO, 250)
    values = rng.integers(0, 50, len(grid)).astype(float)
    rows, cols = grid.row[:, None] - grid.row[None], grid.col[:, None] - grid.col[None]
    queen = (abs(rows) <= 1) & (abs(cols) <= 1)
    for pairs, asked in ((queen, None), (250 * np.hypot(rows, cols) <= band, float(band))):
        assert (grid.window_max(values, band=asked) == np.where(pairs, values, 0).max(axis=1)).all()
        assert (grid.links(band=asked).toarray() == pairs & ~np.eye(len(grid), dtype=bool)).all()


@pytest.mark.parametrize(
    ("territory", "size", "code"),
    [
        (RING, 0, "hotspots_size_not_positive"),
        (shapely.Polygon(), 125, "hotspots_territory_empty"),
        (shapely.box(0, 0, 1e9, 1e9), 125, "hotspots_grid_too_large"),
        (shapely.box(1, 1, 2, 2), 125, "hotspots_no_cells"),
    ],
)
def test_what_is_no_grid_is_refused(territory: shapely.Polygon, size: float, code: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        hexagons(territory, size)
    assert refusal.value.message.code == code
    assert str(refusal.value)


def test_the_size_a_refusal_names_is_accepted() -> None:
    territory = shapely.box(0, 0, 50_000, 30_000)
    with pytest.raises(RefusedError) as refusal:
        hexagons(territory, 1)
    assert len(hexagons(territory, refusal.value.message.values["least"])) > 5_000_000


def test_a_band_in_which_no_hexagon_has_a_neighbour_is_refused() -> None:
    with pytest.raises(RefusedError, match="band of 100"):
        hexagons(RING, 125).window_sums(np.zeros(1), band=100)
