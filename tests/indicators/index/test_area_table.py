from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import beta

from locatierisico.indicators.area_table import area_states, prior, top_share
from locatierisico.indicators.coverage import State


def test_counts_and_shrinks_by_hand() -> None:
    # Two areas of 10, two units above percentile 80 in the first. Mean 2/20 = .1, precision 2 as there are too few
    # areas to estimate one: 2 + 2·.1 of 10 + 2 and 0 + 2·.1 of 10 + 2.
    area = np.repeat([0, 1], 10)
    percentile = np.full(20, 50.0)
    percentile[:2] = 95
    found = top_share(area, percentile, 3)
    assert found.k.tolist() == [2, 0, 0]
    assert found.units.tolist() == [10, 10, 0]
    assert found.share[:2] == pytest.approx([2.2 / 12, 0.2 / 12])
    assert found.low[0] == pytest.approx(beta.ppf(0.05, 2.2, 9.8))
    assert found.high[0] == pytest.approx(beta.ppf(0.95, 2.2, 9.8))
    assert np.isnan(found.share[2])


def test_units_not_scored_or_in_no_area_do_not_count() -> None:
    found = top_share(np.array([0, 0, -1]), np.array([90, np.nan, 90]), 1)
    assert (found.k[0], found.units[0]) == (1, 1)


def test_prior_finds_the_beta_distribution_the_shares_came_from() -> None:
    rng = np.random.default_rng(4)
    n = rng.integers(30, 300, 20_000)
    k = rng.binomial(n, rng.beta(0.2 * 8, 0.8 * 8, len(n)))
    mean, strength = prior(k, n)
    assert mean == pytest.approx(0.2, abs=0.005)
    assert strength == pytest.approx(8, rel=0.05)


def test_areas_that_differ_by_chance_alone_are_shrunk_most() -> None:
    rng = np.random.default_rng(5)
    n = np.full(500, 40)
    assert prior(rng.binomial(n, 0.2), n)[1] == 20


def test_interval_holds_the_truth_nine_times_in_ten() -> None:
    rng = np.random.default_rng(6)
    truth = rng.beta(0.2 * 10, 0.8 * 10, 4000)
    size = rng.integers(20, 60, len(truth))
    area = np.repeat(np.arange(len(truth)), size)
    percentile = np.where(rng.random(len(area)) < truth[area], 90.0, 40.0)
    found = top_share(area, percentile, len(truth))
    assert np.mean((found.low <= truth) & (truth <= found.high)) == pytest.approx(0.9, abs=0.02)


def test_states() -> None:
    scored = np.array([State.SCORED] * 3, dtype=object)
    assert area_states(np.array([20, 19, 0]), scored).tolist() == ["scored", "few units", "insufficient data"]
    small = np.array([State.REFERENCE_TOO_SMALL] * 3, dtype=object)
    assert area_states(np.array([0]), small).tolist() == ["reference set too small"]
