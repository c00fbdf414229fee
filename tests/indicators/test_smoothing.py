from __future__ import annotations

import numpy as np
import pytest

from locatierisico.indicators.smoothing import gamma_prior, wilson_low


def test_equals_marshalls_formula() -> None:
    made = np.random.default_rng(5)
    exposure = made.uniform(1, 20, 50)
    count = made.poisson(made.gamma(0.5, 2, 50) * exposure).astype(float)
    alpha, beta = gamma_prior(count, exposure)
    rate, mean = count / exposure, count.sum() / exposure.sum()
    between = (exposure * (rate - mean) ** 2).sum() / exposure.sum() - mean / exposure.mean()
    marshall = mean + between / (between + mean / exposure) * (rate - mean)
    assert (count + alpha) / (exposure + beta) == pytest.approx(marshall)


def test_finds_the_prior_it_was_drawn_from() -> None:
    made = np.random.default_rng(6)
    exposure = np.full(200_000, 4.0)
    count = made.poisson(made.gamma(0.5, 1 / 0.25, 200_000) * exposure).astype(float)
    assert gamma_prior(count, exposure) == pytest.approx((0.5, 0.25), rel=0.05)


@pytest.mark.parametrize("count", [[0, 0, 0], [1, 1, 1]])
def test_no_more_than_chance(count: list[float]) -> None:
    assert np.isnan(gamma_prior(np.array(count, dtype=float), np.ones(3))).all()


def test_unit_without_exposure_takes_no_part() -> None:
    with_it = gamma_prior(np.array([9.0, 0, 0, 5]), np.array([3, 3, 3, np.nan]))
    assert with_it == pytest.approx((0.6, 0.6))


def test_wilson() -> None:
    # Published: 81 of 263 gives .2553 to .3662 (Newcombe 1998, table I, method 3); 0 of 20 begins at 0.
    low = wilson_low(np.array([81.0, 0, 0]), np.array([263.0, 20, 0]))
    assert low == pytest.approx([0.2553, 0, np.nan], abs=5e-5, nan_ok=True)
