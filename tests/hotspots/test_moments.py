from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from locatierisico.hotspots.events import Events
from locatierisico.hotspots.near_repeats.moments import Moments, moments_of, pairs_below, share_below
from locatierisico.hotspots.period import Period, share_within

PERIOD = Period.of_days(date(2024, 1, 1), date(2024, 12, 31))


def _events(begin: list[str], end: list[str], period: Period = PERIOD) -> Events:
    starts, stops = (np.array(texts, dtype="datetime64[s]") for texts in (begin, end))
    n = len(starts)
    share = share_within(starts, stops, period)
    ids = np.array([str(k) for k in range(n)], dtype=object)
    return Events(np.zeros((n, 2)), starts, stops, np.ones(n), share, ids, period)


def test_days_without_times_lie_whole_days_apart() -> None:
    found = moments_of(_events(["2024-01-01", "2024-01-04"], ["2024-01-02", "2024-01-05"]))
    assert found.calendar
    assert found.middle.tolist() == [0, 3]
    assert found.limits(np.array([0, 3, 3.5, np.inf])).tolist() == [0, 3, 4, np.inf]


def test_exact_moments_are_whole_seconds() -> None:
    found = moments_of(_events(["2024-01-01T10:00:01", "2024-01-02T10:00:00"], ["2024-01-01T10:00:01"] * 2))
    assert found.length is None
    assert np.abs(np.diff(found.middle)).tolist() == [86_399]


def test_a_window_counts_for_its_part_in_the_period() -> None:
    found = moments_of(_events(["2023-12-31T12:00", "2024-01-02T00:00"], ["2024-01-01T12:00", "2024-01-02T00:00"]))
    assert found.weight is not None
    assert found.weight.tolist() == [0.5, 1]
    assert found.length.tolist() == [43_200, 0]
    assert found.middle.tolist() == [21_600, 86_400]


def test_two_windows_of_a_day_beside_each_other() -> None:
    """|D| of two uniform days side by side: D is triangular on 0 to 2 days around 1."""
    day = np.ones(1)
    assert share_below(day, day, day, 1.0) == pytest.approx(0.5)
    assert share_below(day, day, day, 0.5) == pytest.approx(0.125)
    assert share_below(day, day, day, 2.0) == 1
    # The same day: the difference of two uniform moments is below half a day with 1 - (1 - 1/2)^2.
    assert share_below(0 * day, day, day, 0.5) == pytest.approx(0.75)
    # A window of two days around an exact moment.
    assert share_below(0 * day, 2 * day, 0 * day, 0.25) == pytest.approx(0.25)


def test_exact_moments_just_a_limit_apart_are_not_below_it() -> None:
    zero = np.zeros(3)
    assert share_below(np.array([6.9, 7.0, 7.1]), zero, zero, 7.0).tolist() == [1, 0, 0]


def test_chances_are_what_drawing_moments_gives() -> None:
    rng = np.random.default_rng(3)
    draws = rng.random((2, 400_000))
    for apart, one, other in ((1.0, 7.0, 3.0), (0.0, 4.0, 0.5), (10.0, 7.0, 3.0), (3.0, 0.0, 5.0)):
        drawn = np.abs(apart + (draws[0] - 0.5) * one - (draws[1] - 0.5) * other)
        for limit in (0.3, 2.0, 5.0, 11.0):
            share = share_below(np.array([apart]), np.array([one]), np.array([other]), limit)
            assert share == pytest.approx((drawn < limit).mean(), abs=0.004)


@pytest.mark.parametrize("kind", ["exact", "windows", "weighted", "mixed"])
def test_pairs_below_a_limit_are_the_sum_over_all_pairs(kind: str) -> None:
    rng = np.random.default_rng(8)
    n = 300
    middle = rng.integers(0, 40, n) * 43_200.0
    length = {
        "exact": np.zeros(n),
        "windows": rng.choice([60.0, 3_600, 86_400, 10 * 86_400], n),
        "weighted": rng.choice([3_600.0, 86_400], n),
        "mixed": rng.choice([0.0, 0, 86_400], n),
    }[kind]
    weight = rng.random(n) if kind == "weighted" else None
    moments = Moments(middle, length, weight, 86_400)
    one, other = np.triu_indices(n, 1)
    counted = np.ones(len(one)) if weight is None else weight[one] * weight[other]
    limits = np.array([0.0, 43_200, 86_400, 200_000, 7 * 86_400, np.inf])
    wanted = [0.0]
    for limit in limits[1:]:
        shares = share_below(np.abs(middle[one] - middle[other]), length[one], length[other], limit)
        wanted.append(float(counted @ shares))
    assert pairs_below(moments, limits) == pytest.approx(np.array(wanted), rel=1e-9)
    if kind == "exact":
        whole = Moments(middle.astype(np.int64), None, None, 86_400)
        assert pairs_below(whole, limits).tolist() == wanted
