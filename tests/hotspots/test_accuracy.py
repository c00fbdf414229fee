from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from locatierisico.hotspots.trial.accuracy import found, measures, most, taken

COUNTS = arrays(np.float64, 12, elements=st.integers(0, 5).map(float))
SCORES = arrays(np.float64, 12, elements=st.sampled_from([0.0, 1.0, 2.5, np.nan]))
COSTS = arrays(np.float64, 12, elements=st.integers(1, 9).map(float))
SHARES = np.array([0.05, 0.1, 0.25, 0.5, 0.9, 1.0])


def _measured(scores: np.ndarray, counts: np.ndarray, cost: np.ndarray, shares: np.ndarray):  # noqa: ANN202
    n, best = found(scores, cost, counts, shares), most(cost, counts, shares)
    return measures(n, counts.sum(), shares, best, n, counts.sum())


def test_the_published_row() -> None:
    observed, predicted = np.array([6.0, 3, 0]), np.array([3.0, 2, 1])
    right = _measured(predicted, observed, np.ones(3), np.array([1, 2, 3]) / 3)
    assert right.pai == pytest.approx([2, 1.5, 1])
    assert right.pei == pytest.approx([1, 1, 1])
    assert right.hit_rate == pytest.approx([2 / 3, 1, 1])


def test_a_map_in_the_wrong_order_by_hand() -> None:
    # Of (6, 3, 0) it finds 0, 3 and 9; the best found 6, 9 and 9.
    wrong = _measured(np.array([1.0, 2, 3]), np.array([6.0, 3, 0]), np.ones(3), np.array([1, 2, 3]) / 3)
    assert wrong.pai == pytest.approx([0, 0.5, 1])
    assert wrong.pei == pytest.approx([0, 1 / 3, 1])


def test_equal_cells_are_taken_as_a_draw_among_them_would_on_average() -> None:
    scores, counts = np.array([5.0, 1, 1, 1, 0]), np.array([2.0, 7, 0, 2, 4])
    # Three of five cells: the first, and two of the three that are equal.
    drawn = [counts[0] + sum(counts[1 + at] for at in order[:2]) for order in permutations(range(3))]
    assert found(scores, np.ones(5), counts, np.array([0.6])) == pytest.approx([np.mean(drawn)])
    assert taken(scores, np.ones(5), 0.6) == pytest.approx([1, 2 / 3, 2 / 3, 2 / 3, 0])


def test_a_map_that_says_nothing_finds_its_share() -> None:
    counts = np.array([9.0, 0, 0, 1])
    nothing = _measured(np.full(4, np.nan), counts, np.array([1.0, 2, 3, 4]), np.array([0.1, 0.37]))
    assert nothing.hit_rate == pytest.approx([0.1, 0.37])
    assert nothing.pai == pytest.approx([1, 1])


def test_the_most_is_by_incidents_per_metre_where_streets_are_of_unequal_length() -> None:
    counts, metres = np.array([6.0, 5, 1]), np.array([60.0, 10, 30])
    # .5 per metre first, then .1: 40 m hold 5 and half of the 6.
    assert most(metres, counts, np.array([0.1, 0.4])) == pytest.approx([5, 8])


def test_recapture_by_hand() -> None:
    # 20 of 100 lay in the map before, 15 of 50 after: (15/20) * (100/50).
    rri = measures(*(np.array([value]) for value in (15.0, 50.0, 0.1, 30.0, 20.0, 100.0))).rri
    assert rri == pytest.approx([1.5])


def test_what_cannot_be_measured_is_missing() -> None:
    none = measures(*(np.array([value]) for value in (0.0, 0.0, 0.1, 0.0, 0.0, 9.0)))
    assert np.isnan([none.hit_rate[0], none.pai[0], none.pei[0], none.rri[0]]).all()


@given(SCORES, COUNTS, COSTS)
def test_what_is_found_grows_with_the_share_and_never_beats_the_best(
    scores: np.ndarray, counts: np.ndarray, cost: np.ndarray
) -> None:
    n, best = found(scores, cost, counts, SHARES), most(cost, counts, SHARES)
    assert (np.diff(n) >= -1e-9).all()
    assert (n <= best + 1e-9).all()
    assert n[-1] == pytest.approx(counts.sum())
    if counts.any():
        measured = _measured(scores, counts, cost, SHARES)
        assert measured.pai[-1] == pytest.approx(1)
        assert ((measured.pei >= 0) & (measured.pei <= 1)).all()


@given(SCORES, COUNTS, COSTS, st.sampled_from(SHARES))
def test_the_cells_taken_hold_what_is_found_and_cost_the_budget(
    scores: np.ndarray, counts: np.ndarray, cost: np.ndarray, share: float
) -> None:
    part = taken(scores, cost, share)
    assert part @ cost == pytest.approx(share * cost.sum())
    assert part @ counts == pytest.approx(found(scores, cost, counts, np.array([share]))[0])


@given(SCORES, COUNTS, COSTS, st.permutations(range(12)))
def test_the_order_in_which_cells_stand_changes_nothing(
    scores: np.ndarray, counts: np.ndarray, cost: np.ndarray, order: list[int]
) -> None:
    once = found(scores, cost, counts, SHARES)
    assert found(scores[order], cost[order], counts[order], SHARES) == pytest.approx(once)
