from __future__ import annotations

from fractions import Fraction
from math import comb

import numpy as np
import pytest
import shapely
from scipy.stats import binom

from locatierisico.hotspots.exposure import excess, upper_tail
from locatierisico.hotspots.grid import square_grid


def test_the_tail_is_exact() -> None:
    assert upper_tail(np.array([6.0]), 100, np.array([0.02]))[0] == pytest.approx(0.0154836, abs=5e-8)
    # By whole fractions: P(Bin(10, 1/4) >= 4).
    exact = sum(comb(10, k) * Fraction(1, 4) ** k * Fraction(3, 4) ** (10 - k) for k in range(4, 11))
    assert upper_tail(np.array([4.0]), 10, np.array([0.25]))[0] == pytest.approx(float(exact), rel=1e-13)


def test_the_tail_against_scipy() -> None:
    total = 40
    observed, probability = np.meshgrid(np.arange(total + 1.0), [0, 1e-6, 0.01, 0.3, 0.999, 1])
    found = upper_tail(observed, total, probability)
    np.testing.assert_allclose(found, binom.sf(observed - 1, total, probability), rtol=1e-10, atol=1e-300)
    assert upper_tail(np.array([0.0]), 0, np.array([0.5])).tolist() == [1]


def test_a_window_against_its_share_of_the_exposure() -> None:
    grid = square_grid(shapely.box(0, 0, 500, 100), 100)
    counts = np.array([6.0, 0, 0, 0, 94])
    exposure = np.array([2.0, 0, 0, 48, 50])
    found = excess(counts, exposure, grid)
    assert found.expected.tolist() == [2, 0, 0, 48, 50]
    assert found.window_count.tolist() == [6, 6, 0, 94, 94]
    assert found.window_expected.tolist() == [2, 2, 48, 98, 98]
    assert found.p[0] == pytest.approx(0.0154836, abs=5e-8)
    assert np.isnan(found.p).tolist() == [False, True, True, False, False]


def test_doubling_the_exposure_changes_nothing() -> None:
    rng = np.random.default_rng(1)
    grid = square_grid(shapely.box(0, 0, 1000, 1000), 100)
    counts, exposure = rng.poisson(2, 100).astype(float), rng.poisson(5, 100).astype(float)
    np.testing.assert_allclose(excess(counts, exposure, grid).p, excess(counts, 2 * exposure, grid).p)
