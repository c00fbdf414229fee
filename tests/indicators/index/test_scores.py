from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm, rankdata

from locatierisico.indicators.model import Direction, Kind
from locatierisico.indicators.scores import (
    fit,
    goalposts,
    is_flat,
    mid_rank,
    rank_within,
    robust_spread,
    shrink,
    winsorise,
)

UP, DOWN = Direction.HIGHER_IS_RISKIER, Direction.LOWER_IS_RISKIER
whole = st.lists(st.one_of(st.integers(-1000, 1000), st.none()), min_size=1, max_size=40)


def _array(values: Any) -> Any:
    return np.array([np.nan if v is None else float(v) for v in values])


def test_mid_rank_by_hand() -> None:
    # Ranks 1, (2+3)/2, (2+3)/2, 4 of 4: 100 (1-½)/4 = 12.5, 100 (2.5-½)/4 = 50, 100 (4-½)/4 = 87.5.
    assert mid_rank(np.array([2.0, 5, 5, 9, np.nan])).tolist()[:4] == [12.5, 50, 50, 87.5]
    assert np.isnan(mid_rank(np.array([2.0, 5, 5, 9, np.nan]))[4])


@given(whole)
def test_mid_rank_agrees_with_scipy_and_averages_50(values: Any) -> None:
    array = _array(values)
    present = array[~np.isnan(array)]
    score = mid_rank(array)
    assert np.array_equal(np.isnan(score), np.isnan(array))
    if len(present):
        assert score[~np.isnan(array)] == pytest.approx(100 * (rankdata(present) - 0.5) / len(present))
        assert np.nanmean(score) == pytest.approx(50)


@given(whole, st.sampled_from([0.5, 2.0, 1024.0]), st.integers(-1000, 1000))
def test_rescaling_and_shifting_change_no_score(values: Any, factor: float, shift: int) -> None:
    array = _array(values)
    assert np.array_equal(mid_rank(array), mid_rank(array * factor + shift), equal_nan=True)


@given(whole, st.randoms(use_true_random=False))
def test_permuting_rows_permutes_scores(values: Any, random: Any) -> None:
    array = _array(values)
    order = list(range(len(array)))
    random.shuffle(order)
    assert np.array_equal(mid_rank(array)[order], mid_rank(array[order]), equal_nan=True)


@given(whole)
def test_lower_is_riskier_is_the_rank_of_the_negated(values: Any) -> None:
    array = _array(values)
    turned = fit(array, Kind.CONTINUOUS, DOWN).score(array)
    assert np.allclose(turned, mid_rank(-array), equal_nan=True)


def test_rank_within_a_reference_of_others() -> None:
    # Of 1 2 2 4: below 2 is 1, equal 2 -> 100 (1 + 2/2) / 4; below 3 are 3, equal 0; beyond both ends 0 and 100.
    reference = np.array([1.0, 2, 2, 4])
    assert rank_within(np.array([2.0, 3, 0, 9]), reference).tolist() == [50, 75, 0, 100]


def test_goalposts_of_the_human_development_index_of_norway_2018() -> None:
    life = goalposts(np.array([82.3]), 20, 85)[0] / 100
    expected = goalposts(np.array([18.1]), 0, 18)[0] / 100
    mean = goalposts(np.array([12.6]), 0, 15)[0] / 100
    income = goalposts(np.log([68_059.0]), np.log(100), np.log(75_000))[0] / 100
    assert life == pytest.approx(0.958462, abs=5e-7)
    assert (expected + mean) / 2 == pytest.approx(0.92)
    assert income == pytest.approx(0.985331, abs=5e-7)


def test_alternatives_by_hand() -> None:
    values = np.arange(21.0)  # median 10, MAD 5
    low = fit(values, Kind.CONTINUOUS, UP, "min_max")
    assert low.score(np.array([0, 5, 20, 30.0])).tolist() == [0, 25, 100, 100]
    robust = fit(values, Kind.CONTINUOUS, UP, "robust_z")
    assert robust.score(np.array([10, 15.0])) == pytest.approx([50, 100 * norm.cdf(5 / (1.4826 * 5))])
    posts = fit(values, Kind.CONTINUOUS, DOWN, "goalposts", (10, 20))
    assert posts.score(np.array([5, 12, 25.0])).tolist() == [100, 80, 0]


def test_winsorised_stops_at_the_tails() -> None:
    values = np.append(np.arange(200.0), 1e9)
    low, high = np.quantile(values, [0.025, 0.975])
    scale = fit(values, Kind.CONTINUOUS, UP, "winsorised")
    assert (scale.low, scale.high) == (low, high)
    assert winsorise(values).max() == high
    assert scale.score(np.array([1e9])).tolist() == [100]


@pytest.mark.parametrize("method", ["min_max", "winsorised", "robust_z", "goalposts"])
def test_alternatives_are_for_continuous_indicators_with_20_distinct_values(method: str) -> None:
    many, few = np.arange(20.0), np.arange(40.0) % 19
    assert fit(many, Kind.CONTINUOUS, UP, method, (0, 1)).method == method
    assert fit(few, Kind.CONTINUOUS, UP, method, (0, 1)).method == "rank"
    assert all(fit(many, kind, UP, method, (0, 1)).method == "rank" for kind in Kind if kind != Kind.CONTINUOUS)


def test_goalposts_without_posts_keep_the_rank() -> None:
    assert fit(np.arange(30.0), Kind.CONTINUOUS, UP, "goalposts").method == "rank"


def test_robust_spread_falls_back_on_the_mean_deviation() -> None:
    assert robust_spread(np.arange(5.0)) == (2, 1.4826)
    # More than half equal: deviations 0 0 0 0 10, mean 2.
    assert robust_spread(np.array([0.0, 0, 0, 0, 10])) == (0, pytest.approx(1.2533 * 2))
    assert robust_spread(np.ones(4)) == (1, 0)


def test_flat() -> None:
    assert is_flat(np.array([3.0, 3, np.nan]))
    assert is_flat(np.array([np.nan]))
    assert not is_flat(np.array([3.0, 3.1]))


def test_shrinking_by_hand() -> None:
    # p = (1 + 0 + 9) / (1 + 4 + 15) = .5: (1+1)/3, (0+1)/6, (9+1)/17; nothing of nothing stays missing.
    shrunk, mean = shrink(np.array([1.0, 0, 9, 0]), np.array([1.0, 4, 15, 0]))
    assert mean == 0.5
    assert shrunk[:3] == pytest.approx([2 / 3, 1 / 6, 10 / 17])
    assert np.isnan(shrunk[3])
