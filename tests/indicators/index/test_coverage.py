from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from locatierisico.indicators.coverage import Why, standing, unit_coverage, why_out
from locatierisico.indicators.measure import measurement
from locatierisico.indicators.set_files import Entry, Role

EQUAL = dict.fromkeys("abcdef", 1 / 6)
SIDES = {"a": "x", "b": "x", "c": "x", "d": "y", "e": "y", "f": "z"}


@pytest.mark.parametrize(
    ("left", "is_enough"),
    [
        ("abcdef", True),
        ("abd", True),  # 3 indicators, 2 dimensions, half the weight
        ("ab", False),  # 2 indicators
        ("abc", False),  # 1 dimension
        ("", False),
    ],
)
def test_what_a_run_can_stand_on(left: str, *, is_enough: bool) -> None:
    base = standing(EQUAL, SIDES, left)
    assert base.is_enough is is_enough
    assert base.set_completeness == pytest.approx(len(left) / 6)


def test_three_tenths_of_the_weight_are_needed() -> None:
    heavy = {"a": 0.1, "b": 0.1, "c": 0.1, "d": 0.03, "e": 0.33, "f": 0.34}
    assert not standing(heavy, SIDES, "abd").is_enough  # .23
    assert standing(heavy, SIDES, "abe").is_enough  # .53


def test_a_preset_of_one_indicator_asks_for_no_more_than_it_has() -> None:
    assert standing({"f": 1.0}, SIDES, "f").is_enough
    assert not standing({"f": 1.0}, SIDES, "").is_enough


def test_unit_coverage_by_hand() -> None:
    scores = np.array([[1, 2, 3], [1, np.nan, 3], [np.nan, np.nan, np.nan]])
    assert unit_coverage(scores, np.array([1.0, 1, 2])).tolist() == [1, 0.75, 0]


@pytest.mark.parametrize(
    ("values", "why"),
    [
        (np.arange(10.0), Why.WEIGHS),
        (np.where(np.arange(10) < 7, np.arange(10.0), np.nan), Why.WEIGHS),  # exactly 70 %
        (np.where(np.arange(10) < 6, np.arange(10.0), np.nan), Why.LOW_COVERAGE),
        (np.ones(10), Why.FLAT),
    ],
)
def test_what_leaves_the_set(make: Any, values: Any, why: Any) -> None:
    units = make.units([f"u{i}" for i in range(10)], ["a"] * 10)
    indicator = make.indicator("one", values)
    one = measurement(Entry("one", Role.WEIGHED, "x"), indicator, indicator.compute(units), units.index)
    assert why_out(one) is why
