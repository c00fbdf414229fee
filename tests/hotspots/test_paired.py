from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from locatierisico.hotspots.trial.paired import difference


def _excluded(gained: np.ndarray, total: np.ndarray, shift: float) -> bool:
    """Try every way to swap, one by one: whether at most one in twenty is as far off as what was seen."""
    left = gained - shift * total
    ways = [
        abs(sum(sign * value for sign, value in zip(way, left, strict=True)))
        for way in product((1, -1), repeat=len(left))
    ]
    return float(np.mean([way >= abs(left.sum()) - 1e-9 for way in ways])) <= 0.05


def test_the_ends_of_the_interval_are_where_every_way_to_swap_says_so() -> None:
    rng = np.random.default_rng(3)
    total = rng.integers(20, 40, 9).astype(float)
    other = np.round(total * 0.2)
    one = other + rng.integers(-2, 7, 9)
    gain = difference(one, other, total, 1)
    assert gain.share == pytest.approx((one - other).sum() / total.sum())
    assert gain.low < gain.share < gain.high
    for end, outward in ((gain.low, -1e-6), (gain.high, 1e-6)):
        assert _excluded(one - other, total, end + outward)
        assert not _excluded(one - other, total, end - outward)


def test_five_periods_cannot_tell_and_six_that_agree_can() -> None:
    few = difference(np.full(5, 9.0), np.zeros(5), np.full(5, 10.0), 1)
    assert few.share == pytest.approx(0.9)
    assert not few.judged
    six = difference(np.full(6, 9.0), np.zeros(6), np.full(6, 10.0), 1)
    assert six.judged
    assert six.low > 0


def test_periods_without_incidents_do_not_count() -> None:
    total = np.array([10.0, 0, 0, 10, 10, 10, 10])
    assert not difference(total / 2, total / 5, total, 1).judged
    assert np.isnan(difference(total[1:3], total[1:3], total[1:3], 1).share)


def test_the_same_map_twice_does_not_differ() -> None:
    found = np.arange(8.0)
    gain = difference(found, found, np.full(8, 20.0), 1)
    assert (gain.share, gain.low, gain.high) == pytest.approx((0, 0, 0), abs=1e-9)


def test_many_periods_are_drawn_and_the_same_seed_draws_the_same() -> None:
    rng = np.random.default_rng(1)
    one, other, total = rng.poisson(6, 40).astype(float), rng.poisson(6, 40).astype(float), np.full(40, 30.0)
    assert difference(one, other, total, 7) == difference(one, other, total, 7)
    assert difference(one, other, total, 7).high == pytest.approx(difference(one, other, total, 8).high, abs=0.01)


def test_maps_that_are_equally_good_are_told_apart_in_one_case_of_twenty() -> None:
    rng = np.random.default_rng(2)
    told = 0
    for _ in range(300):
        one, other = rng.poisson(8, (2, 11)).astype(float)
        gain = difference(one, other, np.full(11, 40.0), 1)
        told += not gain.low <= 0 <= gain.high
    assert told <= 300 * 0.05 + 2.6 * np.sqrt(300 * 0.05 * 0.95)
