from __future__ import annotations

import numpy as np
import pytest
import shapely
from scipy.sparse import csr_matrix
from scipy.spatial.distance import cdist

from locatierisico.hotspots.grid import square_grid
from locatierisico.hotspots.places.bands import _peak, first_peak
from locatierisico.hotspots.places.moran import global_moran
from locatierisico.safeguards.messages import CancelledError, RefusedError
from locatierisico.safeguards.watch import Watch


def checked(values: np.ndarray, points: np.ndarray, distances: np.ndarray) -> np.ndarray:
    """Give z of Moran's I with the whole matrix of distances."""
    apart = cdist(points, points)
    np.fill_diagonal(apart, np.inf)
    near = (csr_matrix((apart <= reach * (1 + 1e-9)).astype(np.float64)) for reach in distances)
    return np.array([global_moran(values, weights).z for weights in near])


def round_hills(points: np.ndarray, radius: float, apart: float) -> np.ndarray:
    """Lay round patches of 1 on a ground of 0, in a square pattern."""
    centre = np.round(points / apart) * apart
    return (np.hypot(*(points - centre).T) <= radius).astype(np.float64)


def centres(size: float, territory: shapely.Polygon) -> np.ndarray:
    grid = square_grid(territory, size)
    return np.column_stack([grid.col + 0.5, grid.row + 0.5]) * size


def test_the_band_is_about_the_size_of_what_lies_together() -> None:
    points = centres(100, shapely.box(0, 0, 8_000, 8_000))
    small, large = (first_peak(round_hills(points, radius, 2_000), points) for radius in (200, 500))
    assert small.found
    assert large.found
    assert 200 <= small.band <= 400
    assert 400 <= large.band <= 800
    assert large.z[np.flatnonzero(large.distances == large.band)[0]] > 2.58


@pytest.mark.parametrize("shape", ["square", "round", "hexagons", "anywhere", "coincident"])
def test_each_z_is_that_of_the_whole_matrix(shape: str) -> None:
    rng = np.random.default_rng(2)
    points = {
        "square": centres(125, shapely.box(100_000, 400_000, 102_500, 403_000)),
        "round": centres(100, shapely.Point(155_000, 463_000).buffer(1_200)),
        "hexagons": np.array(
            [
                (150_000 + 150 * col, 450_000 + 100 * np.sqrt(3) * (row + col % 2 / 2))
                for row in range(15)
                for col in range(20)
            ]
        ),
        "anywhere": rng.normal(0, 1_000, (300, 2)),
        "coincident": rng.integers(0, 30, (300, 2)) * 37.0,
    }[shape]
    values = rng.poisson(1 + 2 * (points[:, 0] > points[:, 0].mean())).astype(np.float64)
    found = first_peak(values, points, steps=8)
    assert len(found.z) == 8
    np.testing.assert_allclose(found.z, checked(values, points, found.distances), rtol=1e-6)


def test_distances_start_where_all_but_the_lonely_have_a_neighbour() -> None:
    points = centres(100, shapely.box(0, 0, 2_000, 2_000))
    far = np.vstack([points, [[9_000.0, 9_000.0]]])
    found = first_peak(np.arange(401.0), far)
    assert found.alone == 1
    assert found.distances[0] == pytest.approx(100)
    step = (400 * 100 + np.hypot(9_000 - 1_950, 9_000 - 1_950)) / 401
    np.testing.assert_allclose(np.diff(found.distances), step)
    assert first_peak(np.arange(400.0), points).alone == 0


def test_noise_has_no_peak_and_a_slope_none_inside() -> None:
    points = centres(100, shapely.box(0, 0, 4_000, 4_000))
    noise = first_peak(np.random.default_rng(3).normal(size=1_600), points)
    assert (noise.found, noise.band) == (False, 100)
    slope = first_peak(points[:, 0], points, steps=5)
    assert (slope.found, slope.band) == (False, 500)
    assert slope.z.argmax() == 4


def test_what_is_followed_by_nothing_is_no_peak() -> None:
    distances = np.arange(1.0, 6)
    for z, told in {
        (3.0, 4, 5, np.nan, np.nan): (3, False),
        (3.0, 5, 4, 6, 1): (2, True),
        (1.0, 2, 1, 3, 2): (4, True),
        (1.0, 2, 1, 2, 1): (1, False),
        (9.0, 5, 4, 3, 2): (1, False),
        (9.0, 5, 6, 3, 2): (3, True),
        (np.nan, np.nan, np.nan, np.nan, np.nan): (1, False),
    }.items():
        assert _peak(distances, np.array(z)) == told


def test_where_all_are_neighbours_of_all_z_is_missing() -> None:
    points = np.array([[0.0, 0], [100, 0], [0, 100], [100, 100], [50, 50]])
    found = first_peak(np.array([1.0, 2, 3, 4, 9]), points)
    assert np.isnan(found.z[found.distances > 142]).all()
    assert np.isfinite(found.band)


def test_what_has_no_band_is_refused() -> None:
    with pytest.raises(RefusedError, match="All 6 points lie on one spot"):
        first_peak(np.arange(6.0), np.zeros((6, 2)))
    with pytest.raises(RefusedError, match="3 places"):
        first_peak(np.arange(3.0), np.eye(3, 2))
    with pytest.raises(RefusedError, match="the same value"):
        first_peak(np.ones(6), np.random.default_rng(1).random((6, 2)))


@pytest.mark.parametrize("regular", [True, False])
def test_it_listens(*, regular: bool) -> None:
    points = centres(100, shapely.box(0, 0, 2_000, 2_000))
    points = points if regular else points + np.random.default_rng(1).random(points.shape)
    told: list[float] = []
    first_peak(points[:, 1], points, watch=Watch(progress=told.append))
    assert told == sorted(told)
    assert told[-1] == 1
    asked = iter([False, False, True])
    with pytest.raises(CancelledError):
        first_peak(points[:, 1], points, watch=Watch(lambda: next(asked, True)))
