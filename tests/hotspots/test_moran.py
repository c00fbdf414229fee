from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.sparse import csr_matrix

from locatierisico.hotspots.grid import square_grid
from locatierisico.hotspots.places.moran import global_moran, local_moran
from locatierisico.hotspots.places.weights import row_standardised, without_self
from locatierisico.safeguards.messages import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    Oracle = Callable[[str], pd.DataFrame]

VALUES = arrays(np.int64, 9, elements=st.integers(-20, 20)).map(lambda values: values.astype(np.float64))
# Five places, unequal weights, one of them without neighbours.
WEIGHTS = np.array(
    [[0, 1, 0.5, 0, 0], [1, 0, 0, 2, 0], [0.5, 0, 0, 1, 0], [0, 0.25, 1, 0, 0], [0, 0, 0, 0, 0]], dtype=float
)
FIVE = np.array([2.0, 7, 1, 4, 4.5])


def three_by_three() -> csr_matrix:
    return row_standardised(without_self(square_grid(shapely.box(0, 0, 300, 300), 100).queen()))


def columbus(oracle: Oracle) -> csr_matrix:
    links = oracle("columbus_spData_nb")
    return row_standardised(csr_matrix((np.ones(230), (links["i"] - 1, links["j"] - 1)), shape=(49, 49)))


def test_columbus_as_a_whole(oracle: Oracle) -> None:
    found = global_moran(oracle("columbus_spdep")["CRIME"].to_numpy(), columbus(oracle))
    assert found.i == pytest.approx(0.485770914, abs=5e-10)
    assert found.expectation == pytest.approx(-0.020833, abs=5e-7)
    assert found.variance == pytest.approx(0.008991121, abs=5e-10)
    assert found.z == pytest.approx(5.3427, abs=5e-5)
    assert found.p == pytest.approx(9.16e-8, rel=1e-3)


def test_columbus_place_by_place(oracle: Oracle) -> None:
    districts = oracle("columbus_spdep")
    found = local_moran(districts["CRIME"].to_numpy(), columbus(oracle))
    for ours, theirs in {"i": "Ii", "expectation": "EIi", "variance": "VIi", "z": "ZIi"}.items():
        np.testing.assert_allclose(getattr(found, ours), districts[theirs], rtol=1e-9, atol=1e-12)


def test_the_moments_are_those_of_all_ways_to_lay_the_values() -> None:
    weights = csr_matrix(WEIGHTS)
    every = np.array(list(permutations(FIVE)))
    away = every - every.mean()
    index = ((away @ WEIGHTS.T) * away).sum(axis=1) / WEIGHTS.sum() / away.var(axis=1)
    found = global_moran(FIVE, weights)
    assert found.i == pytest.approx(index[0])
    assert found.expectation == pytest.approx(index.mean())
    assert found.variance == pytest.approx(index.var())


def test_the_local_moments_are_those_of_all_ways_to_lay_the_others() -> None:
    found = local_moran(FIVE, csr_matrix(WEIGHTS))
    every = np.array(list(permutations(FIVE)))
    away = every - every.mean()
    index = (away @ WEIGHTS.T) * away / FIVE.var()
    for place in range(4):
        kept = index[every[:, place] == FIVE[place], place]
        assert found.i[place] == pytest.approx(index[0, place])
        assert found.expectation[place] == pytest.approx(kept.mean())
        assert found.variance[place] == pytest.approx(kept.var())
    assert np.isnan([found.i[4], found.expectation[4], found.variance[4], found.z[4]]).all()


def test_quadrants() -> None:
    # Each place has one neighbour, the next; the mean is 5.
    chain = csr_matrix((np.ones(6), (np.arange(6), [1, 2, 3, 4, 0, 0])), shape=(7, 7))
    found = local_moran(np.array([9.0, 8, 1, 2, 5, 5, 5]), chain)
    np.testing.assert_array_equal(found.quadrant, [1, 4, 3, 0, 0, 0, 0])
    assert found.quadrant.dtype == np.int64
    np.testing.assert_array_equal(local_moran(np.array([1.0, 9, 1, 9]), chain[:4, :4]).quadrant, [2, 4, 2, 0])


@given(values=VALUES, factor=st.sampled_from([-3.0, 0.001, 250.0]), shift=st.sampled_from([0.0, 1e4, -7.0]))
def test_other_units_change_nothing(values: np.ndarray, factor: float, shift: float) -> None:
    assume(np.ptp(values) > 0)
    weights = three_by_three()
    before, after = (global_moran(some, weights) for some in (values, factor * values + shift))
    assert (after.i, after.variance) == (pytest.approx(before.i, abs=1e-7), pytest.approx(before.variance, abs=1e-7))
    before_local, after_local = (local_moran(some, weights) for some in (values, factor * values + shift))
    np.testing.assert_allclose(after_local.i, before_local.i, atol=1e-6)
    turned = np.array([0, 3, 4, 1, 2])[before_local.quadrant] if factor < 0 else before_local.quadrant
    np.testing.assert_array_equal(after_local.quadrant, turned)


@given(values=VALUES)
def test_the_local_indices_add_up_to_the_global_one(values: np.ndarray) -> None:
    assume(np.ptp(values) > 0)
    weights = three_by_three()
    assert local_moran(values, weights).i.sum() / weights.sum() == pytest.approx(global_moran(values, weights).i)


def test_where_no_arrangement_differs_nothing_is_said() -> None:
    everyone = csr_matrix(np.ones((5, 5)) - np.eye(5))
    found = global_moran(FIVE, everyone)
    assert found.i == pytest.approx(-0.25)
    assert np.isnan([found.variance, found.z, found.p]).all()
    assert np.isnan(local_moran(FIVE, everyone).z).all()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (np.array([1.0, 2, 3]), "3 places"),
        (np.zeros(0), "0 places"),
        (np.zeros(5), "All 5 places have the same value, 0"),
        (np.array([0.3, 0.1 + 0.2, 0.3, 0.3, 0.3]), "the same value"),
        (np.array([1.0, np.nan, 3, 4, np.inf]), "2 of 5 places"),
    ],
)
def test_values_that_say_nothing_are_refused(values: np.ndarray, said: str) -> None:
    weights = csr_matrix(np.ones((len(values), len(values))))
    for statistic in (global_moran, local_moran):
        with pytest.raises(RefusedError, match=said):
            statistic(values, weights)


def test_places_without_any_neighbour_are_refused() -> None:
    with pytest.raises(RefusedError, match="None of the 5 places has a neighbour"):
        global_moran(FIVE, csr_matrix((5, 5)))
