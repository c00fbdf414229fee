from __future__ import annotations

import threading
from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from scipy.sparse import csr_matrix
from scipy.special import ndtr
from scipy.stats import kstest

from locatierisico.hotspots.gistar import gi
from locatierisico.hotspots.grid import square_grid
from locatierisico.hotspots.places.moran import local_moran
from locatierisico.hotspots.places.permutation import gi_star_permuted, local_moran_permuted
from locatierisico.hotspots.places.weights import distance_band, row_standardised, with_self, without_self
from locatierisico.safeguards.messages import CancelledError, RefusedError
from locatierisico.safeguards.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

# Seven places, unequal and one-sided weights, one place without neighbours.
WEIGHTS = np.array(
    [
        [0, 1, 0.5, 0, 0, 0, 0],
        [1, 0, 0, 2, 0, 0, 1],
        [0.5, 0, 0, 1, 0, 0, 0],
        [0, 0.25, 1, 0, 1, 1, 0],
        [1, 1, 1, 1, 0, 1, 1],
        [0, 0, 0, 0, 1, 0, 0],
        [0, 0, 0, 0, 0, 0, 0],
    ],
    dtype=float,
)
DISTINCT = np.array([2.0, 7, 1, 4, 4.5, 9, -3])
COUNTS = np.array([0.0, 0, 1, 0, 3, 0, 1])


def enumerated(values: NDArray[np.float64], place: int) -> tuple[float, float]:
    """Share of all ways to lay the other values in which the neighbours hold at least, and at most, what they hold."""
    others = [other for other in range(len(values)) if other != place]
    every = np.array(list(permutations(values[others])))
    held = every @ WEIGHTS[place, others]
    seen = WEIGHTS[place] @ values
    return float((held >= seen - 1e-9).mean()), float((held <= seen + 1e-9).mean())


def within_chance(found: float, share: float, shuffles: int) -> bool:
    return abs(found - share) <= 4.5 * np.sqrt(share * (1 - share) / shuffles) + 1 / shuffles


@pytest.mark.parametrize("values", [DISTINCT, COUNTS])
def test_a_small_map_comes_out_as_all_its_arrangements(values: NDArray[np.float64]) -> None:
    shuffles = 40_000
    upper = gi_star_permuted(values, csr_matrix(WEIGHTS), permutations=shuffles)
    folded = local_moran_permuted(values, csr_matrix(WEIGHTS), permutations=shuffles)
    for place in range(6):
        above, below = enumerated(values, place)
        assert within_chance(upper[place], above, shuffles)
        assert within_chance(folded[place], min(above, below), shuffles)
    assert np.isnan([upper[6], folded[6]]).all()


def field(seed: int, size: int = 40) -> tuple[NDArray[np.float64], csr_matrix]:
    grid = square_grid(shapely.box(0, 0, size * 100, size * 100), 100)
    return np.random.default_rng(seed).normal(size=len(grid)), grid.queen()


def test_normal_values_give_what_the_normal_distribution_gives() -> None:
    values, queen = field(1)
    shuffles = 9_999
    upper = gi_star_permuted(values, queen, permutations=shuffles)
    expected = ndtr(-gi(values, queen))
    assert np.abs(upper - expected).max() < 0.025
    moran = local_moran(values, row_standardised(without_self(queen)))
    folded = local_moran_permuted(values, row_standardised(without_self(queen)), permutations=shuffles)
    assert np.abs(folded - ndtr(-np.abs(moran.z))).max() < 0.025


def test_chance_gives_every_p_as_often() -> None:
    # Cells five apart share no neighbour.
    apart = (np.arange(40)[:, None] % 5 == 2) & (np.arange(40) % 5 == 2)
    found = []
    for seed in range(10):
        values, queen = field(seed)
        found.append(gi_star_permuted(values, queen, permutations=199, seed=seed)[apart.ravel()])
    p = np.concatenate(found)
    assert kstest(p - np.random.default_rng(0).random(len(p)) / 200, "uniform").pvalue > 0.01
    assert abs((p <= 0.05).mean() - 0.05) < 3 * np.sqrt(0.05 * 0.95 / len(p))


def test_the_value_itself_stays() -> None:
    # With one value that towers over all, only its neighbours can hold it, and it never meets itself.
    values = np.zeros(100)
    values[0] = 1_000
    points = np.column_stack([np.arange(100.0), np.zeros(100)])
    p = gi_star_permuted(values, distance_band(points, 1), permutations=999)
    assert p[0] == 1
    assert p[1] < 0.05
    assert (p[2:] == 1).all()


def test_equal_values_are_not_called_extreme() -> None:
    # A full cell among empty ones, on a map nearly empty: what most shuffles give is no outlier.
    values = np.zeros(100)
    values[[20, 70]] = 1
    points = np.column_stack([np.arange(100.0), np.zeros(100)])
    assert local_moran_permuted(values, distance_band(points, 1))[20] > 0.9


@pytest.mark.parametrize("statistic", [gi_star_permuted, local_moran_permuted])
def test_threads_change_no_byte_and_the_seed_does(statistic: Callable[..., NDArray[np.float64]]) -> None:
    values, queen = field(3)
    one, two, five = (statistic(values, queen, permutations=101, seed=7, threads=threads) for threads in (1, 2, 5))
    assert one.tobytes() == two.tobytes() == five.tobytes()
    assert (statistic(values, queen, permutations=101, seed=8) != one).any()
    assert statistic(values, queen, permutations=101, seed=7).tobytes() == one.tobytes()


def test_itself_and_units_do_not_matter() -> None:
    values, queen = field(4, size=10)
    p = gi_star_permuted(values, queen, permutations=199)
    np.testing.assert_array_equal(gi_star_permuted(values, without_self(queen), permutations=199), p)
    np.testing.assert_array_equal(gi_star_permuted(values, row_standardised(queen), permutations=199), p)
    np.testing.assert_array_equal(gi_star_permuted(8 * values + 1_024, with_self(queen), permutations=199), p)


@pytest.mark.parametrize("statistic", [gi_star_permuted, local_moran_permuted])
def test_equal_sums_are_equal_however_they_round(statistic: Callable[..., NDArray[np.float64]]) -> None:
    queen = field(0)[1]
    counts = np.random.default_rng(1).poisson(0.4, queen.shape[0]).astype(np.float64)
    exact = statistic(counts, queen, permutations=99)
    np.testing.assert_array_equal(statistic(0.1 * counts + 0.7, row_standardised(queen), permutations=99), exact)


def test_the_lowest_p_is_one_of_all_arrangements_seen() -> None:
    grid = square_grid(shapely.box(0, 0, 2_000, 2_000), 100)
    values = ((grid.row < 3) & (grid.col < 3)).astype(np.float64) + np.random.default_rng(1).random(len(grid)) / 10
    upper = gi_star_permuted(values, grid.queen(), permutations=499)
    assert upper.min() == upper[21] == 1 / 500
    np.testing.assert_allclose(upper * 500, np.round(upper * 500))
    folded = local_moran_permuted(values, grid.queen(), permutations=499)
    assert folded.min() == folded[21] == 1 / 500
    assert folded.max() <= 0.502


def test_a_value_at_the_mean_has_no_local_moran() -> None:
    values = np.array([4.0, 1, 7, 4, 4, 2, 6])
    missing = np.isnan(local_moran_permuted(values, csr_matrix(WEIGHTS), permutations=9))
    np.testing.assert_array_equal(missing, [True, False, False, True, True, False, True])


def test_without_neighbours_nothing_is_told() -> None:
    assert np.isnan(gi_star_permuted(np.arange(5.0), csr_matrix((5, 5)), permutations=9)).all()
    # Of few links among many places, most shuffles touch none.
    few = csr_matrix((np.ones(2), ([0, 9], [9, 0])), shape=(2_000, 2_000))
    p = gi_star_permuted(np.arange(2_000.0), few, permutations=20)
    assert (p[9], np.isfinite(p).sum()) == (1, 2)


def test_cancel_ends_the_work_and_its_threads() -> None:
    values, queen = field(5)
    before = threading.active_count()
    asked = iter([False, False, True])
    with pytest.raises(CancelledError):
        gi_star_permuted(values, queen, permutations=100_000, watch=Watch(lambda: next(asked, True)))
    assert threading.active_count() == before


def test_progress_rises_to_one() -> None:
    values, queen = field(6, size=10)
    told: list[float] = []
    local_moran_permuted(values, queen, permutations=50, watch=Watch(progress=told.append))
    assert told == sorted(told)
    assert told[-1] == 1


@pytest.mark.parametrize("statistic", [gi_star_permuted, local_moran_permuted])
def test_what_cannot_be_shuffled_is_refused(statistic: Callable[..., NDArray[np.float64]]) -> None:
    everyone = csr_matrix(np.ones((5, 5)))
    with pytest.raises(RefusedError, match="All 5 places have the same value"):
        statistic(np.ones(5), everyone)
    with pytest.raises(RefusedError, match="3 places"):
        statistic(np.arange(3.0), everyone[:3, :3])
    with pytest.raises(RefusedError, match="0 permutations"):
        statistic(np.arange(5.0), everyone, permutations=0)
    # Where every place is a neighbour of every other, all shuffles are the same.
    np.testing.assert_array_equal(gi_star_permuted(np.arange(5.0), everyone, permutations=9), 1)
