from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import kendalltau

from locatierisico.hotspots.trends.mann_kendall import mann_kendall


def _with_s(s: int) -> list[float]:
    """Order ten different values so that S comes out as asked: 45 minus two for every swap of neighbours."""
    values = list(range(10))
    swaps = (45 - s) // 2
    while swaps:
        for place in range(9):
            if swaps and values[place] < values[place + 1]:
                values[place], values[place + 1] = values[place + 1], values[place]
                swaps -= 1
    return [float(value) for value in values]


@pytest.mark.parametrize(("s", "p"), [(17, 0.152406), (45, 8.3031e-05), (37, 0.0012822), (-31, 0.0072904)])
def test_ten_steps_without_ties_give_the_known_p(s: int, p: float) -> None:
    trend = mann_kendall(np.array([_with_s(s)]))
    assert trend.s[0, -1] == s
    assert trend.p[0, -1] == pytest.approx(p, rel=1e-4)


def test_ties_narrow_the_variance_as_by_hand() -> None:
    # Groups of 3, 2 and 2 among 8: var = (8·7·21 - 3·2·11 - 2·(2·1·9)) / 18, and 5 of the 28 pairs tie.
    trend = mann_kendall(np.array([[1.0, 1, 1, 2, 2, 3, 4, 4]]))
    assert trend.s[0, -1] == 28 - 3 - 1 - 1
    assert trend.z[0, -1] == pytest.approx((23 - 1) / np.sqrt((1176 - 66 - 36) / 18))


def test_s_is_that_of_kendalls_tau_whatever_the_ties() -> None:
    rng = np.random.default_rng(3)
    series = rng.integers(0, 5, (40, 15)).astype(float)
    trend = mann_kendall(series)
    for row, s in zip(series, trend.s[:, -1], strict=True):
        _, counts = np.unique(row, return_counts=True)
        pairs = 15 * 14 / 2
        tied = pairs - (counts * (counts - 1) / 2).sum()
        tau = kendalltau(np.arange(15), row).statistic
        assert s == pytest.approx(tau * np.sqrt(pairs * tied))


def test_each_step_says_what_the_series_up_to_there_says() -> None:
    rng = np.random.default_rng(4)
    series = rng.integers(0, 4, (20, 12)).astype(float)
    for overlap in (0, 2):
        whole = mann_kendall(series, overlap=overlap)
        for step in (1, 5, 9):
            part = mann_kendall(series[:, :step], overlap=overlap)
            assert np.array_equal(part.z[:, -1], whole.z[:, step - 1])


def test_a_series_that_does_not_move_has_no_trend() -> None:
    trend = mann_kendall(np.array([[2.0] * 9, [np.nan] * 9]))
    assert trend.z[:, -1].tolist() == [0, 0]
    assert trend.p[:, -1].tolist() == [1, 1]


def test_missing_steps_take_no_part() -> None:
    with_gap = mann_kendall(np.array([[1.0, np.nan, 2, 4, np.nan, 3, 5]]))
    without = mann_kendall(np.array([[1.0, 2, 4, 3, 5]]))
    assert with_gap.z[0, -1] == without.z[0, -1]


@pytest.mark.parametrize("overlap", [1, 3])
def test_sums_over_shared_steps_make_no_trends_out_of_nothing(overlap: int) -> None:
    rng = np.random.default_rng(5)
    noise = rng.normal(size=(20_000, 24 + overlap))
    series = sum(noise[:, before : before + 24] for before in range(overlap + 1))
    plain = (mann_kendall(series).p[:, -1] <= 0.05).mean()
    widened = (mann_kendall(series, overlap=overlap).p[:, -1] <= 0.05).mean()
    assert plain > 0.12
    assert widened == pytest.approx(0.05, abs=0.015)
