from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely

from locatierisico.hotspots.density.density import density_at, density_raster
from locatierisico.hotspots.density.edge import mass_inside, outline
from locatierisico.hotspots.density.kernels import KERNELS
from locatierisico.hotspots.density.laying import Stamp

if TYPE_CHECKING:
    from numpy.typing import NDArray

ODD = shapely.difference(
    shapely.Polygon([(103, 57), (1_950, 211), (1_704, 1_380), (900, 1_430), (88, 1_290)]),
    shapely.Point(1_200, 700).buffer(210),
)
TWO = shapely.union_all([shapely.box(10, 20, 400, 395), shapely.box(600, 300, 995, 1_000)])


@pytest.mark.parametrize("territory", [ODD, TWO, shapely.reverse(ODD), shapely.box(0, 0, 200, 100)])
def test_the_share_of_each_pixel_is_the_area_that_geos_cuts(territory: shapely.Polygon) -> None:
    size, rows, cols = 50.0, 30, 40
    covered = outline(territory, (0, 0), size, (rows, cols)).coverage(0, rows, 0)
    row, col = np.indices((rows, cols))
    pixels = shapely.box(col * size, row * size, (col + 1) * size, (row + 1) * size)
    exact = shapely.area(shapely.intersection(pixels, territory)) / size**2
    np.testing.assert_allclose(covered, exact, atol=1e-9)


def test_beyond_the_raster_nothing_is_covered() -> None:
    border = outline(shapely.box(0, 0, 200, 100), (0, 0), 50, (2, 4))
    padded = border.coverage(-3, 5, 2)
    assert padded.shape == (8, 8)
    assert padded.sum() == pytest.approx(8)
    assert (padded[3:5, 2:6] == 1).all()


@pytest.mark.parametrize("kernel", KERNELS)
def test_half_of_a_kernel_lies_on_either_side_of_a_border(kernel: str) -> None:
    border = outline(shapely.box(0, 0, 2_000, 1_000), (0, 0), 10, (100, 200))
    mass = mass_inside(border, 0, 100, Stamp(kernel, 20))
    assert mass[50, 100] == pytest.approx(1)
    at_the_border = mass[0, 100]  # its centre lies half a pixel inside
    assert 0.5 < at_the_border < 0.55
    assert 0.25 < mass[0, 0] < 0.31


def _evenly(territory: shapely.Polygon, apart: float) -> NDArray[np.float64]:
    west, south, east, north = territory.bounds
    x, y = np.meshgrid(np.arange(west, east, apart) + apart / 2, np.arange(south, north, apart) + apart / 2)
    inside = shapely.contains_xy(territory, x, y)
    return np.column_stack([x[inside], y[inside]])


@pytest.mark.parametrize("kernel", ["quartic", "gaussian", "epanechnikov"])
@pytest.mark.parametrize("pixel", [10, 25])
def test_an_even_spread_is_flat_up_to_the_border(kernel: str, pixel: float) -> None:
    points = _evenly(ODD, 8)
    rate = len(points) / (ODD.area / 1e6)
    flat, messages = density_raster(points, ODD, radius=200, pixel=pixel, kernel=kernel, edge=True)
    assert [message.code for message in messages] == ["density_edge"]
    # Between the centres of border pixels and the drawn border lies half a pixel at most, which is all that differs.
    assert np.nanmax(np.abs(flat.values / rate - 1)) < 0.03
    plain, _ = density_raster(points, ODD, radius=200, pixel=pixel, kernel=kernel)
    assert np.nanmin(plain.values) < 0.5 * rate


def test_the_mass_inside_against_the_density_of_a_fine_carpet() -> None:
    territory = ODD
    carpet = _evenly(territory, 5)
    raster, _ = density_raster(np.array([[1_000.0, 500.0]]), territory, radius=300, pixel=20)
    shape = raster.values.shape
    south = raster.north - shape[0] * 20
    border = outline(territory, (raster.west, south), 20, shape)
    mass = mass_inside(border, 0, shape[0], Stamp("quartic", 15))
    rows, cols = np.nonzero(np.isfinite(raster.values[::-1]))
    some = np.random.default_rng(1).choice(len(rows), 300, replace=False)
    centres = np.column_stack([raster.west + (cols[some] + 0.5) * 20, south + (rows[some] + 0.5) * 20])
    exact = density_at(centres, carpet, radius=300) * 25
    np.testing.assert_allclose(mass[rows[some], cols[some]], exact, atol=0.01)


def test_what_lies_outside_does_not_count_with_the_correction() -> None:
    points = np.array([[50.0, 50.0], [250, 50]])
    raster, messages = density_raster(points, shapely.box(0, 0, 200, 100), radius=120, pixel=10, edge=True)
    alone, _ = density_raster(points[:1], shapely.box(0, 0, 200, 100), radius=120, pixel=10, edge=True)
    np.testing.assert_array_equal(raster.values, alone.values)
    assert messages[0].values == {"n": 1, "total": 2}


def test_bands_join_without_a_seam_with_the_correction(monkeypatch: pytest.MonkeyPatch) -> None:
    points = _evenly(ODD, 40)
    whole, _ = density_raster(points, ODD, radius=200, pixel=10, edge=True)
    monkeypatch.setattr("locatierisico.hotspots.density.density.PIXELS_AT_ONCE", 5_000)
    banded, _ = density_raster(points, ODD, radius=200, pixel=10, edge=True)
    np.testing.assert_allclose(banded.values, whole.values, rtol=1e-5)
