from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import shapely

from locatierisico.hotspots.density.density import density_at, density_raster
from locatierisico.hotspots.density.kernels import KERNELS
from locatierisico.hotspots.density.laying import SMOOTH_FROM
from locatierisico.safeguards.messages import CancelledError, RefusedError
from locatierisico.safeguards.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from locatierisico.hotspots.raster import Raster

SQUARE = shapely.box(0, 0, 2_000, 1_500)


def centres(raster: Raster) -> NDArray[np.float64]:
    rows, cols = np.indices(raster.values.shape)
    x, y = raster.west + (cols + 0.5) * raster.pixel, raster.north - (rows + 0.5) * raster.pixel
    return np.column_stack([x.ravel(), y.ravel()])


def test_three_points() -> None:
    points = np.array([(2, 3), (4, 3), (7, 8)], dtype=float)
    found = density_at(np.array([(3.0, 3), (2, 3), (100, 100)]), points, radius=4)
    np.testing.assert_allclose(found, [0.1049117, 0.0932548, 0], atol=1e-7)


def test_redwood(oracle: Callable[[str], Any]) -> None:
    trees = oracle("redwood").to_numpy()
    np.testing.assert_allclose(density_at(trees[:2], trees, radius=0.1 * np.sqrt(8)), [43.8402, 55.2871], atol=1e-4)


@pytest.mark.parametrize(
    ("kernel", "radius"),
    [
        *(
            ("quartic", 400),
            ("quartic", 160),
            ("quartic", 100),
            ("gaussian", 400),
            ("gaussian", 200),
            ("gaussian", 100),
        ),
        *(("uniform", 400), ("uniform", 95), ("triangular", 320), ("triangular", 60)),
        *(("epanechnikov", 400), ("epanechnikov", 63)),
    ],
)
def test_the_raster_against_the_density_itself(kernel: str, radius: float) -> None:
    rng = np.random.default_rng(3)
    points = rng.uniform(-300, 2_300, (300, 2))
    weights = rng.integers(0, 4, 300).astype(float)
    raster, messages = density_raster(points, SQUARE, radius=radius, pixel=10, kernel=kernel, weights=weights)
    assert (raster.values.shape, raster.west, raster.north) == ((150, 200), 0, 1_500)
    exact = 1e6 * density_at(centres(raster), points, radius=radius, kernel=kernel, weights=weights)
    assert np.abs(raster.values.ravel() - exact).max() <= 0.01 * exact.max()
    assert {m.code for m in messages} == {"hotspots_points_beyond_reach"}


@pytest.mark.parametrize("shift", [0, 2.5, 5])
def test_one_quartic_at_its_worst_place_between_pixels(shift: float) -> None:
    point = np.array([[1_000 + shift, 700 + shift]])
    raster, messages = density_raster(point, SQUARE, radius=160, pixel=10)
    exact = 1e6 * density_at(centres(raster), point, radius=160)
    assert np.abs(raster.values.ravel() - exact).max() <= 0.005 * exact.max()
    assert raster.values.sum() * (10**2 / 1e6) == pytest.approx(1, abs=1e-3)
    assert messages == []


@pytest.mark.parametrize("kernel", SMOOTH_FROM)
@pytest.mark.parametrize("shift", [(0, 0), (5, 0), (5, 5), (2, 4)])
def test_one_point_is_within_a_hundredth_of_the_peak(kernel: str, shift: tuple[float, float]) -> None:
    point = np.array([[1_000.0, 700.0]]) + shift
    radius = 10 * SMOOTH_FROM[kernel]  # the smallest that is laid by Fourier transform
    raster, _ = density_raster(point, SQUARE, radius=radius, pixel=10, kernel=kernel)
    exact = 1e6 * density_at(centres(raster), point, radius=radius, kernel=kernel)
    assert np.abs(raster.values.ravel() - exact).max() <= 0.01 * exact.max()


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("radius", [60, 350])
def test_a_raster_holds_each_point_once(kernel: str, radius: float) -> None:
    points = np.random.default_rng(5).uniform(600, 900, (20, 2))
    raster, _ = density_raster(points, SQUARE, radius=radius, pixel=10, kernel=kernel)
    assert raster.values.sum() * (10**2 / 1e6) == pytest.approx(20, rel=0.01)


def test_rows_of_a_wide_raster_keep_their_precision() -> None:
    wide = shapely.box(0, 0, 20_000, 100)
    points = np.random.default_rng(6).uniform((0, 0), (20_000, 100), (500, 2))
    raster, _ = density_raster(points, wide, radius=30, pixel=2, kernel="epanechnikov")
    exact = 1e6 * density_at(centres(raster), points, radius=30, kernel="epanechnikov")
    assert np.abs(raster.values.ravel() - exact).max() <= 1e-6 * exact.max()


def test_per_year_divides_by_the_years() -> None:
    points = np.random.default_rng(7).uniform(0, 1_500, (50, 2))
    whole, _ = density_raster(points, SQUARE, radius=200, pixel=10)
    yearly, _ = density_raster(points, SQUARE, radius=200, pixel=10, years=3)
    np.testing.assert_allclose(yearly.values * 3, whole.values, rtol=1e-6)


def test_pixels_too_large_for_the_radius_are_told() -> None:
    _, messages = density_raster(np.array([[500.0, 500.0]]), SQUARE, radius=15, pixel=10)
    assert messages[0].code == "density_pixel_coarse"
    assert messages[0].values["most"] == 7.5


@pytest.mark.parametrize("radius", [50, 200])
def test_bands_join_without_a_seam(monkeypatch: pytest.MonkeyPatch, radius: float) -> None:
    points = np.random.default_rng(4).uniform(0, 2_000, (200, 2))
    whole, _ = density_raster(points, SQUARE, radius=radius, pixel=10)
    monkeypatch.setattr("locatierisico.hotspots.density.density.PIXELS_AT_ONCE", 5_000)
    banded, _ = density_raster(points, SQUARE, radius=radius, pixel=10)
    np.testing.assert_allclose(banded.values, whole.values, atol=1e-4 * whole.values.max())


def test_outside_the_territory_is_no_data_and_far_from_points_is_zero() -> None:
    territory = shapely.union(shapely.box(0, 0, 500, 1_000), shapely.box(500, 0, 2_000, 300))
    raster, _ = density_raster(np.array([[100.0, 900.0]]), territory, radius=200, pixel=10)
    inside = shapely.contains_xy(territory, *centres(raster).T).reshape(raster.values.shape)
    assert (np.isnan(raster.values) == ~inside).all()
    assert raster.values[-1, -1] == 0
    assert np.nanargmax(raster.values) in {9 * 200 + 9, 9 * 200 + 10, 10 * 200 + 9, 10 * 200 + 10}


def test_no_points_give_zeros_and_a_message() -> None:
    for points in (np.zeros((0, 2)), np.array([[1e6, 1e6]]), np.array([[np.nan, np.nan]])):
        for radius in (50, 300):
            raster, messages = density_raster(points, SQUARE, radius=radius, pixel=10)
            assert (raster.values == 0).all()
            assert "hotspots_density_empty" in {m.code for m in messages}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"radius": 0}, "hotspots_density_not_positive"),
        ({"pixel": -1}, "hotspots_density_not_positive"),
        ({"kernel": "cone"}, "hotspots_kernel_unknown"),
        ({"territory": shapely.Polygon()}, "hotspots_territory_empty"),
        ({"pixel": 0.01}, "hotspots_raster_too_large"),
        ({"radius": 1e5}, "hotspots_radius_too_large"),
        ({"weights": np.array([-1.0])}, "hotspots_weight_negative"),
    ],
)
def test_what_cannot_be_made_is_refused(change: dict[str, object], code: str) -> None:
    given = {"points": np.array([[5.0, 5.0]]), "territory": SQUARE, "radius": 100, "pixel": 10} | change
    with pytest.raises(RefusedError) as refusal:
        density_raster(**given)
    assert refusal.value.message.code == code
    assert str(refusal.value)


@pytest.mark.parametrize("radius", [50, 300])
def test_cancel_ends_it(radius: float) -> None:
    with pytest.raises(CancelledError):
        density_raster(np.zeros((1, 2)), SQUARE, radius=radius, pixel=10, watch=Watch(cancelled=lambda: True))
