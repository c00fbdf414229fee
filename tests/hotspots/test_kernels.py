from __future__ import annotations

import numpy as np
import pytest

from locatierisico.hotspots.density.kernels import KERNELS, heights

RADIUS = 4.0


@pytest.mark.parametrize("kernel", KERNELS)
def test_volume_spread_and_roughness_are_those_of_the_kernel(kernel: str) -> None:
    step = 6 / 200_000
    distance = (np.arange(200_000) + 0.5) * step
    height = heights(distance, RADIUS, kernel)
    ring = 2 * np.pi * distance * step
    assert (ring * height).sum() == pytest.approx(1, abs=1e-4)
    variance = (ring * height * distance**2).sum() / 2  # along one axis
    assert np.sqrt(variance) / RADIUS == pytest.approx(KERNELS[kernel].spread, rel=2e-3)
    assert (ring * height**2).sum() * RADIUS**2 == pytest.approx(KERNELS[kernel].roughness, rel=2e-3)


def test_a_gaussian_has_the_spread_of_a_quartic_and_loses_under_a_thousandth() -> None:
    sigma = RADIUS / np.sqrt(8)
    distance = np.array([0, sigma, 3 * sigma, 4 * sigma * (1 + 1e-9)])
    exact = np.exp(-((distance / sigma) ** 2) / 2) / (2 * np.pi * sigma**2)
    found = heights(distance, RADIUS, "gaussian")
    np.testing.assert_allclose(found[:3], exact[:3], rtol=1e-3)
    assert found[3] == 0
    assert KERNELS["gaussian"].spread == KERNELS["quartic"].spread == pytest.approx(1 / np.sqrt(8))
