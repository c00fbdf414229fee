from __future__ import annotations

from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from locatierisico.routes.visits.rates import difference, rate, verdict

pairs = st.integers(0, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(pairs)
def test_the_interval_is_that_of_scipy(pair: tuple[int, int]) -> None:
    hits, n = pair
    found = rate(hits, n)
    if not n:
        assert isnan(found.share)
        return
    known = binomtest(hits, n).proportion_ci(0.95, method="wilson")
    assert (found.low, found.high) == pytest.approx((known.low, known.high), abs=1e-9)
    assert 0 <= found.low <= found.share <= found.high <= 1


def test_differences_are_those_newcombe_printed() -> None:
    # Newcombe 1998, Statistics in Medicine 17: 873-890, table II, method 10, examples (a), (b), (c) and (g).
    for a, m, b, n, low, high in (
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (10, 10, 0, 20, 0.6791, 1.0000),
    ):
        found = difference(rate(a, m), rate(b, n))
        assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@given(pairs.filter(lambda pair: pair[1] > 0), pairs.filter(lambda pair: pair[1] > 0))
def test_a_difference_lies_within_its_interval_and_turns_its_sign_with_the_groups(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    found, turned = difference(rate(*one), rate(*other)), difference(rate(*other), rate(*one))
    assert -1 <= found.low <= found.value <= found.high <= 1
    assert turned == pytest.approx((-found.value, -found.high, -found.low), abs=1e-12)


def test_few_visits_say_nothing_however_large_the_difference() -> None:
    assert verdict(rate(9, 9), rate(0, 9)) == "too_few"
    assert verdict(rate(30, 30), rate(0, 0)) == "too_few"
    assert verdict(rate(9, 10), rate(3, 10)) == "beats"
    assert verdict(rate(3, 10), rate(9, 10)) == "below"
    assert verdict(rate(5, 10), rate(3, 10)) == "undecided"
