from __future__ import annotations

import time
from typing import Any

import numpy as np
import pytest
from scipy.stats import binom

from locatierisico.indicators.aggregate import arithmetic
from locatierisico.indicators.model import Direction, Kind
from locatierisico.indicators.scores import fit, mid_rank
from locatierisico.indicators.sensitivity import Drawn, sensitivity
from locatierisico.safeguards.messages import CancelledError
from locatierisico.safeguards.watch import Watch

UP = Direction.HIGHER_IS_RISKIER


def test_chance_that_one_unit_outranks_the_other() -> None:
    # Score A = .9w + .2(1-w), B = .3w + .6(1-w): A > B iff w > .4. With w = u/(u+v), u and v from U(½, 3/2) -> None:
    # u > (2/3) v. Of the square, the part below the line u = (2/3) v has u from ½ and v up to 3/2:
    # a triangle from v = 3/4 to 3/2, area ½ · 3/4 · ½ = 3/16. So P = 13/16.
    tables = [np.array([[90.0, 20], [30, 60]])]
    found = sensitivity(tables, np.array([0.5, 0.5]), draws=40_000, seed=3)
    # Half the draws are geometric, with its own line; the same count done by brute force.
    rng = np.random.default_rng(9)
    weight = rng.uniform(0.5, 1.5, (400_000, 2))
    lifted = np.log(1 + 0.99 * tables[0])
    wins = [np.mean(weight @ table[0] > weight @ table[1]) for table in (tables[0], lifted)]
    assert wins[0] == pytest.approx(13 / 16, abs=0.003)
    assert found.p_top_decile[0] == pytest.approx(np.mean(wins), abs=0.008)  # the highest tenth of 2 units is 1
    assert found.p_top_decile.sum() == pytest.approx(1)


def test_chance_over_all_weights_of_two_units() -> None:
    # A = (.9, .2), B = (.3, .6), w ~ U(0, 1): A > B iff .7w + .2 > .6 - .3w iff w > .4, so P = .6.
    scores = np.array([[0.9, 0.2], [0.3, 0.6]])
    drawn = [arithmetic(scores, np.array([w, 1 - w])) for w in (np.arange(1000) + 0.5) / 1000]
    assert np.mean([a > b for a, b in drawn]) == 0.6


def test_a_unit_ahead_on_every_side_is_always_first() -> None:
    table = np.column_stack([mid_rank(np.arange(40.0))] * 3)
    found = sensitivity([table], np.ones(3) / 3, draws=200)
    assert found.p05.tolist() == found.p95.tolist() == found.median.tolist() == list(range(40, 0, -1))
    assert found.p_top_decile.tolist() == [0.0] * 36 + [1.0] * 4


def test_ties_split_at_random() -> None:
    found = sensitivity([np.full((20, 2), 50.0)], np.ones(2) / 2, draws=4000)
    # Each of 20 equal units has each rank with chance 1/20: highest tenth 2/20, median between 10 and 11.
    assert found.p_top_decile == pytest.approx(np.full(20, 0.1), abs=0.02)
    assert found.median == pytest.approx(np.full(20, 10.5), abs=1)
    assert found.p05.max() <= 2
    assert found.p95.min() >= 19


def test_equal_units_with_different_gaps_are_still_ties() -> None:
    table = np.full((60, 3), 50.0)
    table[::2, 1] = np.nan
    found = sensitivity([table], np.array([0.2, 0.3, 0.5]), draws=3000)
    assert found.p_top_decile == pytest.approx(np.full(60, 0.1), abs=0.03)


def _town(units: int = 500, seed: int = 2) -> Any:
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(units, 4))
    values[rng.random(values.shape) < 0.1] = np.nan
    values[:, 3] = rng.binomial(1, 0.2, units)
    return np.column_stack([mid_rank(column) for column in values.T])


def test_seed_decides_and_threads_do_not() -> None:
    table, weights = _town(), np.full(4, 0.25)
    first, again, other = (
        sensitivity([table], weights, draws=300, seed=seed, threads=threads)
        for seed, threads in ((1, 1), (1, 4), (2, 1))
    )
    assert np.array_equal(first.p_top_decile, again.p_top_decile)
    assert np.array_equal(first.p05, again.p05)
    assert not np.array_equal(first.p_top_decile, other.p_top_decile)


def test_rates_are_drawn_from_their_posterior() -> None:
    # One indicator, a rate: unit 0 has posterior Γ(4, ½), unit 1 Γ(2, ½). P(X > Y) for shapes 4 and 2 of one scale is
    # P(Bin(5, ½) >= 2) = 26/32.
    rate = np.array([4.0, 2.0])
    scale = fit(rate, Kind.CONTINUOUS, UP)
    drawn = Drawn(0, rate, np.full(2, 0.5), (scale,))
    found = sensitivity([mid_rank(rate)[:, None]], np.ones(1), [drawn], draws=40_000)
    assert binom.sf(1, 5, 0.5) == 26 / 32
    assert found.p_top_decile[0] == pytest.approx(26 / 32, abs=0.01)


def test_a_missing_rate_stays_missing() -> None:
    shape = np.array([4.0, 2, np.nan])
    other = np.array([10.0, 50, 90])
    table = np.column_stack([mid_rank(shape), other])
    drawn = Drawn(0, shape, np.ones(3), (fit(shape, Kind.CONTINUOUS, UP),))
    found = sensitivity([table], np.array([0.5, 0.5]), [drawn], draws=500)
    assert found.p95[2] == 1  # scores 90 on what it has; the others reach (75 + 50) / 2 at equal weights


def test_cancel_acts_at_once() -> None:
    table = _town(20_000)
    calls = []
    watch = Watch(cancelled=lambda: len(calls) > 2, progress=calls.append)
    start = time.perf_counter()
    with pytest.raises(CancelledError):
        sensitivity([table], np.full(4, 0.25), draws=100_000 // 10, watch=watch)
    assert time.perf_counter() - start < 2  # the whole would take some 20 s
    assert calls == sorted(calls)


def test_more_units_than_a_rank_of_two_bytes_holds() -> None:
    table = np.column_stack([mid_rank(np.arange(70_000.0))])
    found = sensitivity([table], np.ones(1), draws=4)
    assert found.median == pytest.approx(np.arange(70_000, 0, -1), abs=1)
    assert found.p_top_decile.sum() == pytest.approx(7000, abs=1)


def test_on_a_null_town_no_unit_stands_out_more_often_than_chance() -> None:
    # 150 towns of 60 units with nothing planted: each unit's values are noise, its rate has the exposure it had.
    rng = np.random.default_rng(11)
    units, towns = 60, 150
    above = np.zeros(units)
    for town in range(towns):
        values = rng.normal(size=(units, 5))
        values[:, 4] = rng.binomial(1, 0.3, units)
        values[rng.random(values.shape) < 0.1] = np.nan
        table = np.column_stack([mid_rank(column) for column in values.T])
        above += sensitivity([table], np.full(5, 0.2), draws=60, seed=town).p_top_decile > 0.5
    # A unit is among the highest tenth by chance once in ten; the bound holds for all 60 together at 1 %.
    assert above.max() <= binom.isf(0.01 / units, towns, 0.1)
    assert above.mean() / towns <= 0.1
