from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from locatierisico.indicators.aggregate import (
    alike,
    arithmetic,
    contributions,
    effective_weights,
    geometric,
    index,
    squared_correlation,
)

tables = arrays(float, (6, 4), elements=st.one_of(st.floats(0, 100), st.just(np.nan)))
weights = arrays(float, 4, elements=st.floats(0.01, 1))


def test_means_by_hand() -> None:
    # (2 + 4 + 2·8) / 4 = 5.5; (2·4·8²)^(1/4) = 512^(1/4) = 4.756828.
    scores, weight = np.array([[2.0, 4, 8]]), np.array([1.0, 1, 2])
    assert arithmetic(scores, weight)[0] == 5.5
    assert geometric(scores, weight)[0] == pytest.approx(4.756828, abs=5e-7)


def test_human_development_index_of_norway_2018() -> None:
    education = arithmetic(np.array([[1.0, 0.84]]), np.ones(2))[0]
    assert geometric(np.array([[0.958462, education, 0.985331]]), np.ones(3))[0] == pytest.approx(0.954219, abs=1e-6)


def test_missing_gives_its_weight_to_all_that_is_present() -> None:
    scores = np.array([[80.0, np.nan, 20], [np.nan, np.nan, np.nan]])
    weight = np.array([0.5, 0.3, 0.2])
    assert effective_weights(scores, weight).tolist() == [[0.5 / 0.7, 0, 0.2 / 0.7], [0, 0, 0]]
    assert index(scores, weight)[0] == pytest.approx((0.5 * 80 + 0.2 * 20) / 0.7)
    assert np.isnan(index(scores, weight)[1])


def test_geometric_index_of_neutral_scores_is_neutral() -> None:
    assert index(np.full((1, 3), 50.0), np.ones(3), "geometric")[0] == pytest.approx(50)
    # (1 + .99·0)^½ (1 + .99·100)^½ = 10, brought back: 9 / .99.
    assert index(np.array([[0.0, 100]]), np.ones(2), "geometric")[0] == pytest.approx(9 / 0.99)


@given(tables, weights, st.sampled_from(["arithmetic", "geometric"]))
def test_contributions_sum_to_index_less_50(scores: Any, weight: Any, aggregation: str) -> None:
    total = index(scores, weight, aggregation)
    parts = contributions(scores, weight, aggregation)
    assert np.array_equal(np.isnan(parts), np.isnan(scores))
    some = ~np.isnan(scores).all(axis=1)
    assert np.nansum(parts, axis=1)[some] == pytest.approx(total[some] - 50, abs=1e-9)


def test_contribution_by_hand() -> None:
    # Weights 3/4 and 1/4: .75 (90-50) = 30, .25 (10-50) = -10, index 70.
    assert contributions(np.array([[90.0, 10]]), np.array([3.0, 1])).tolist() == [[30, -10]]


def test_squared_correlation_and_alike() -> None:
    rng = np.random.default_rng(1)
    first, third = rng.random(200), rng.random(200)
    scores = np.column_stack([first, first * 2 + 0.01 * rng.random(200), third, np.full(200, 5.0)])
    total = 3 * first - 1
    squared = squared_correlation(scores, total)
    assert squared[0] == pytest.approx(1)
    assert squared[2] == pytest.approx(np.corrcoef(third, total)[0, 1] ** 2)
    assert np.isnan(squared[3])
    ((one, other, rho),) = alike(scores)
    assert (one, other) == (0, 1)
    assert rho > 0.99
