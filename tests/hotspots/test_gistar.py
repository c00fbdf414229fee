from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from scipy.sparse import csr_matrix, eye
from scipy.spatial.distance import cdist

from locatierisico.hotspots.gistar import gi, gi_star, gi_star_on_grid
from locatierisico.hotspots.grid import square_grid
from locatierisico.hotspots.places.weights import distance_band, with_self

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    from numpy.typing import NDArray

    Oracle = Callable[[str], pd.DataFrame]

POINTS = np.array([(10, 10), (20, 10), (40, 10), (15, 20), (30, 20), (30, 30)], dtype=float)
VALUES = np.array([2, 3, 3.2, 5, 8, 7])


def within(points: NDArray[np.float64], band: float) -> csr_matrix:
    return csr_matrix((cdist(points, points) <= band).astype(float))


def test_six_points() -> None:
    weights = within(POINTS, 15)
    with_self = [-1.397276, -0.289178, 0.650650, -0.289178, 1.234521, 2.024243]
    without_self = [-1.013673, -0.043616, 1.315587, -0.314127, 1.153740, 1.778339]
    np.testing.assert_allclose(gi_star(VALUES, weights), with_self, atol=1e-6)
    np.testing.assert_allclose(gi(VALUES, weights), without_self, atol=1e-6)


def test_the_grid_of_getis_and_ord(oracle: Oracle) -> None:
    cells = oracle("getisord")
    points, values = cells[["x", "y"]].to_numpy(dtype=float), cells["val"].to_numpy(dtype=float)
    z = gi_star(values, within(points, 30))
    np.testing.assert_allclose(z, oracle("getisord_gistar30_spdep")["Gistar30"], atol=1e-5)
    assert ((z > 1.96).sum(), (z > 3.083).sum()) == (59, 21)
    # The same through the window sums of a grid of 30 m.
    grid = square_grid(shapely.box(*points.min(axis=0), *(points.max(axis=0) + 30)), 30)
    order = grid.cell_of(points + 15)
    laid = np.empty(len(grid))
    laid[order] = values
    np.testing.assert_allclose(gi_star_on_grid(laid, grid, band=30)[order], z, atol=1e-9)
    np.testing.assert_allclose(gi_star_on_grid(laid, grid), gi_star(laid, grid.queen()), atol=1e-9)


def test_the_same_through_a_distance_band(oracle: Oracle) -> None:
    np.testing.assert_allclose(gi_star(VALUES, with_self(distance_band(POINTS, 15)))[0], -1.397276, atol=1e-6)
    np.testing.assert_allclose(gi(VALUES, distance_band(POINTS, 15))[0], -1.013673, atol=1e-6)
    cells = oracle("getisord")
    weights = with_self(distance_band(cells[["x", "y"]].to_numpy(dtype=float), 30))
    z = gi_star(cells["val"].to_numpy(dtype=float), weights)
    assert z[119] == pytest.approx(1.45078, abs=5e-6)
    assert (z.max(), z.min()) == (pytest.approx(4.310407, abs=5e-7), pytest.approx(-2.838662, abs=5e-7))
    assert ((z > 1.96).sum(), (z > 3.083).sum()) == (59, 21)


def test_columbus(oracle: Oracle) -> None:
    districts, links = oracle("columbus_spdep"), oracle("columbus_spData_nb")
    beside = csr_matrix((np.ones(230), (links["i"] - 1, links["j"] - 1)), shape=(49, 49))
    crime = districts["CRIME"].to_numpy()
    np.testing.assert_allclose(gi(crime, beside), districts["Gi"], atol=1e-9)
    np.testing.assert_allclose(gi_star(crime, csr_matrix(beside + eye(49))), districts["Gistar"], atol=1e-9)


def test_nothing_to_compare_is_missing() -> None:
    grid = square_grid(shapely.box(0, 0, 500, 500), 100)
    assert np.isnan(gi_star_on_grid(np.zeros(25), grid)).all()
    assert np.isnan(gi_star_on_grid(np.full(25, 0.1), grid)).all()
    assert np.isnan(gi_star_on_grid(np.arange(25.0), grid, band=5_000)).all()
    alone = square_grid(shapely.box(0, 0, 100, 100), 100)
    assert np.isnan(gi_star_on_grid(np.ones(1), alone)).all()
