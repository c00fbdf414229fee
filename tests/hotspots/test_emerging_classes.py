from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from locatierisico.hotspots.trends.emerging_classes import NO_PATTERN, Pattern, classify, classify_each_step
from locatierisico.hotspots.trends.mann_kendall import mann_kendall

RISING, FALLING, NONE = (3.0, 0.001), (-3.0, 0.001), (0.4, 0.7)


def _pattern(row: str, trend: tuple[float, float] = NONE) -> int:
    """Classify a row written as 1 (hot), 0 and - (cold)."""
    steps = np.array([[{"1": 1, "0": 0, "-": -1}[sign] for sign in row]], dtype=np.int8)
    z, p = trend
    found = classify(steps, np.array([z]), np.array([p]))
    twin = classify((-steps).astype(np.int8), np.array([-z]), np.array([p]))
    assert twin == -found
    return int(found[0])


@pytest.mark.parametrize(
    ("row", "trend", "pattern"),
    [
        ("0000000001", NONE, Pattern.NEW),
        ("0000000001", RISING, Pattern.NEW),
        ("0000000111", NONE, Pattern.CONSECUTIVE),
        ("0000000011", NONE, Pattern.CONSECUTIVE),
        ("1111111111", RISING, Pattern.INTENSIFYING),
        ("0111111111", RISING, Pattern.INTENSIFYING),
        ("1111011111", FALLING, Pattern.DIMINISHING),
        ("1111111111", NONE, Pattern.PERSISTENT),
        ("1111111110", NONE, Pattern.HISTORICAL),
        ("1111111110", RISING, Pattern.HISTORICAL),
        ("111111111-", NONE, -Pattern.OSCILLATING),
        ("1010101001", NONE, Pattern.SPORADIC),
        ("1000000111", NONE, Pattern.SPORADIC),
        ("0111111101", NONE, Pattern.SPORADIC),
        ("--00000001", NONE, Pattern.OSCILLATING),
        ("-000000011", NONE, Pattern.OSCILLATING),
        ("1-10101001", NONE, Pattern.OSCILLATING),
        ("-111111111", NONE, Pattern.PERSISTENT),
        ("0000000000", RISING, NO_PATTERN),
        ("1111111100", NONE, NO_PATTERN),
        ("0011110000", FALLING, NO_PATTERN),
        ("1", NONE, Pattern.NEW),
    ],
)
def test_a_row_of_steps_has_the_class_of_the_text(row: str, trend: tuple[float, float], pattern: int) -> None:
    assert _pattern(row, trend) == pattern


def test_a_trend_counts_up_to_its_level() -> None:
    hot = np.ones((1, 10), dtype=np.int8)
    for alpha, pattern in ((0.05, Pattern.INTENSIFYING), (0.01, Pattern.PERSISTENT)):
        assert classify(hot, np.array([2.0]), np.array([0.045]), alpha=alpha)[0] == pattern
    assert classify(hot, np.array([np.nan]), np.array([np.nan]))[0] == Pattern.PERSISTENT


_MAPS = st.tuples(st.integers(1, 6), st.integers(1, 14)).flatmap(
    lambda shape: st.tuples(
        arrays(np.int8, shape, elements=st.integers(-1, 1)),
        arrays(np.float64, shape[0], elements=st.floats(-5, 5)),
        arrays(np.float64, shape[0], elements=st.floats(0, 1)),
    )
)


@settings(max_examples=300, deadline=None)
@given(_MAPS)
def test_every_cell_has_one_class_that_its_last_step_allows(
    drawn: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> None:
    steps, z, p = drawn
    found = classify(steps, z, p)
    assert found.shape == z.shape
    assert np.isin(found, np.arange(-8, 9)).all()
    last = steps[:, -1]
    assert (np.sign(found[last != 0]) == last[last != 0]).all()
    assert np.isin(np.abs(found[last == 0]), [NO_PATTERN, Pattern.HISTORICAL]).all()
    assert (np.abs(found[last != 0]) != Pattern.HISTORICAL).all()
    assert np.array_equal(classify((-steps).astype(np.int8), -z, p), -found)


@settings(max_examples=100, deadline=None)
@given(_MAPS)
def test_each_step_has_the_class_of_the_steps_up_to_it(drawn: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    steps, _, _ = drawn
    trend = mann_kendall(steps.astype(float))
    found = classify_each_step(steps, trend.z, trend.p)
    for step in range(steps.shape[1]):
        alone = classify(steps[:, : step + 1], trend.z[:, step], trend.p[:, step])
        assert np.array_equal(found[:, step], alone)
