from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from locatierisico.hotspots.grid import square_grid
from locatierisico.safeguards.messages import RefusedError

RING = shapely.Point(140_000, 455_000).buffer(2_000) - shapely.Point(140_500, 455_100).buffer(600)
TWO = shapely.union(RING, shapely.box(143_000, 455_000, 143_900, 455_777))


def test_cells_stand_on_multiples_of_their_size() -> None:
    grid = square_grid(shapely.box(90, 90, 310, 210), 100)
    # Centres at 150 and 250 east, 150 north; those at 50 and 350 lie outside.
    assert list(zip(grid.row, grid.col, strict=True)) == [(1, 1), (1, 2)]
    assert [tuple(b) for b in shapely.bounds(grid.boxes())] == [(100, 100, 200, 200), (200, 100, 300, 200)]


@pytest.mark.parametrize("territory", [RING, TWO, shapely.box(-7, -3, 11, 12), shapely.box(0, 0, 1000, 1000)])
@pytest.mark.parametrize("size", [125.0, 100.0, 0.7])
def test_centres_against_asking_each(territory: shapely.Polygon, size: float) -> None:
    if territory.area / size**2 > 100_000:
        size *= 10
    try:
        grid = square_grid(territory, size)
    except RefusedError as refusal:
        assert refusal.message.code == "hotspots_no_cells"  # noqa: PT017 - not every pair has cells
        assert not shapely.contains_xy(territory, size / 2, size / 2)
        return
    rows, cols = grid.inside.shape
    x = (grid.corner[1] + np.arange(cols) + 0.5) * size
    y = (grid.corner[0] + np.arange(rows) + 0.5) * size
    assert (grid.inside == shapely.contains_xy(territory, x[None, :], y[:, None])).all()
    around = shapely.box(x[0] - size, y[0] - size, x[-1] + size, y[-1] + size)
    assert around.covers(territory)


def test_points_are_counted_once_and_those_outside_are_told() -> None:
    grid = square_grid(shapely.box(0, 0, 200, 200), 100)
    points = np.array(
        [[50, 50], [100, 50], [100, 100], [199, 199], [200, 50], [-1, 50], [1e12, -1e12], [np.nan, 3]], dtype=float
    )
    counts, outside = grid.count(points)
    assert counts.tolist() == [1, 1, 0, 2]
    assert outside == 4
    weighed, _ = grid.count(points, np.arange(8.0))
    assert weighed.tolist() == [0, 1, 0, 5]


def test_a_window_is_the_cell_and_the_eight_around() -> None:
    grid = square_grid(shapely.box(0, 0, 300, 300), 100)
    values = np.array([1.0, 2, 4, 8, 16, 32, 64, 128, 256])
    assert grid.window_sums(values).tolist() == [27, 63, 54, 219, 511, 438, 216, 504, 432]
    # Within 100 m: the cells that share a side.
    assert grid.window_sums(values, band=100)[[0, 4]].tolist() == [1 + 2 + 8, 2 + 8 + 16 + 32 + 128]


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 1000), band=st.integers(125, 3_000))
def test_windows_against_every_pair(seed: int, band: float) -> None:
    rng = np.random.default_rng(seed)
    grid = square_grid(TWO, 250)
    values = rng.integers(0, 50, len(grid)).astype(float)
    rows, cols = grid.row[:, None] - grid.row[None], grid.col[:, None] - grid.col[None]
    queen = (abs(rows) <= 1) & (abs(cols) <= 1)
    assert (grid.window_sums(values) == queen @ values).all()
    assert (grid.queen().toarray() == queen).all()
    if band >= 250:
        near = 250 * np.hypot(rows, cols) <= band
        assert (grid.window_sums(values, band=band) == near @ values).all()


@pytest.mark.parametrize(
    ("territory", "size", "code"),
    [
        (RING, 0, "hotspots_size_not_positive"),
        (RING, float("nan"), "hotspots_size_not_positive"),
        (shapely.Polygon(), 125, "hotspots_territory_empty"),
        (shapely.box(0, 0, 1e9, 1e9), 125, "hotspots_grid_too_large"),
        (shapely.box(1, 1, 2, 2), 125, "hotspots_no_cells"),
    ],
)
def test_what_is_no_grid_is_refused(territory: shapely.Polygon, size: float, code: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        square_grid(territory, size)
    assert refusal.value.message.code == code
    assert str(refusal.value)


def test_the_size_a_refusal_names_is_accepted() -> None:
    territory = shapely.box(0, 0, 50_000, 30_000)
    with pytest.raises(RefusedError) as refusal:
        square_grid(territory, 1)
    assert len(square_grid(territory, refusal.value.message.values["least"])) > 5_000_000


def test_a_band_smaller_than_a_cell_is_refused() -> None:
    with pytest.raises(RefusedError, match="band of 100"):
        square_grid(RING, 125).window_sums(np.zeros(1), band=100)
