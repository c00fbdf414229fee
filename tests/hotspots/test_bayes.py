from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from locatierisico.hotspots.places.bayes import empirical_bayes


def test_three_places_by_hand() -> None:
    # m = 30/200 = .15; s² = (100·.05² + 50·.05² + 50·.15²) / 200 = .0075... with rates .2, .2 and 0.
    counts, exposure = np.array([20.0, 10, 0]), np.array([100.0, 50, 50])
    s2 = (100 * 0.05**2 + 50 * 0.05**2 + 50 * 0.15**2) / 200
    assert s2 == pytest.approx(0.0075)
    between = 0.0075 - 0.15 / (200 / 3)  # .00525
    shrunk = [0.15 + away * between / (between + 0.15 / e) for away, e in ((0.05, 100), (0.05, 50), (-0.15, 50))]
    np.testing.assert_allclose(empirical_bayes(counts, exposure), shrunk)
    np.testing.assert_allclose(shrunk, [0.1888889, 0.1818182, 0.0545455], atol=1e-7)


def test_rates_that_differ_no_more_than_chance_become_one() -> None:
    np.testing.assert_allclose(empirical_bayes(np.array([1.0, 2, 1]), np.array([10.0, 19, 11])), 0.1)
    np.testing.assert_array_equal(empirical_bayes(np.zeros(3), np.ones(3)), np.zeros(3))


def test_without_exposure_there_is_no_rate_and_no_influence() -> None:
    counts, exposure = np.array([20.0, 10, 0]), np.array([100.0, 50, 50])
    with_gaps = empirical_bayes(np.array([20.0, 99, 10, 0, np.nan, 5, 7]), np.array([100.0, 0, 50, 50, 60, np.nan, -1]))
    np.testing.assert_allclose(with_gaps[[0, 2, 3]], empirical_bayes(counts, exposure))
    assert np.isnan(with_gaps[[1, 4, 5, 6]]).all()
    assert np.isnan(empirical_bayes(np.ones(2), np.zeros(2))).all()
    assert empirical_bayes(np.zeros(0), np.zeros(0)).shape == (0,)


@given(
    counts=arrays(np.int64, 8, elements=st.integers(0, 50)).map(lambda some: some.astype(np.float64)),
    exposure=arrays(np.int64, 8, elements=st.integers(1, 500)).map(lambda some: some.astype(np.float64)),
)
def test_a_rate_moves_towards_that_of_all_and_not_past_it(counts: np.ndarray, exposure: np.ndarray) -> None:
    smoothed, raw, of_all = empirical_bayes(counts, exposure), counts / exposure, counts.sum() / exposure.sum()
    assert (np.abs(smoothed - of_all) <= np.abs(raw - of_all) + 1e-12).all()
    assert ((smoothed - of_all) * (raw - of_all) >= -1e-12).all()
    np.testing.assert_allclose(empirical_bayes(counts, exposure * 1_000) * 1_000, smoothed, atol=1e-9)
