from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locatierisico.hotspots.period import shares_between, sums_between
from locatierisico.hotspots.timing.week import by_week_hour, share_of_hours

WINDOWS = st.lists(
    st.tuples(st.integers(0, 3_000_000), st.one_of(st.just(0), st.integers(1, 3_000_000)), st.floats(0, 5)),
    min_size=1,
    max_size=20,
)


def _moments(*texts: str) -> np.ndarray:
    return np.array(texts, dtype="datetime64[s]")


def _windows(drawn: list[tuple[int, int, float]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    start, length, weight = (np.array(column) for column in zip(*drawn, strict=True))
    begin = np.datetime64("2025-01-01", "s") + start.astype("timedelta64[s]")
    return begin, begin + length.astype("timedelta64[s]"), weight.astype(np.float64)


@settings(max_examples=100)
@given(WINDOWS)
def test_sums_are_those_of_the_shares_of_each_window(drawn: list[tuple[int, int, float]]) -> None:
    begin, end, weight = _windows(drawn)
    edges = np.datetime64("2025-01-03", "s") + np.cumsum(np.arange(40)) * np.timedelta64(3600, "s")
    expected = (shares_between(begin, end, edges) * weight[:, None]).sum(axis=0)
    np.testing.assert_allclose(sums_between(begin, end, edges, weight), expected, atol=1e-9)


def test_steps_that_no_window_touches_hold_exactly_nothing() -> None:
    edges = np.datetime64("2025-01-01", "s") + np.arange(101) * np.timedelta64(1, "h")
    begin = np.full(3, edges[2]) + np.array([7, 11, 13], dtype="timedelta64[s]")
    sums = sums_between(begin, begin + np.timedelta64(9_999, "s"), edges, np.array([0.1, 0.7, 1 / 3]))
    assert (sums[6:] == 0).all()
    assert (sums >= 0).all()


def test_windows_are_spread_over_the_hours_they_cover() -> None:
    # 1 January 2026 is a Thursday.
    begin = _moments("2026-01-01T22:00", "2026-01-01T23:30", "2026-01-01T06:15", "NaT")
    end = _moments("2026-01-02T02:00", "2026-01-02T00:30", "2026-01-02T06:15", "NaT")
    found = by_week_hour(begin, end)
    # A quarter in each of 22, 23, 0 and 1; a half in 23 and in 0; a whole day evenly.
    expected = np.full(24, 1 / 24)
    expected[[22, 23, 0, 1]] += 0.25
    expected[[23, 0]] += 0.5
    np.testing.assert_allclose(found.sum(axis=0), expected)
    np.testing.assert_allclose(found[3, 22:], [0.25 + 1 / 24, 0.75 + 1 / 24])
    np.testing.assert_allclose(found[4, :2], [0.75 + 1 / 24, 0.25 + 1 / 24])
    assert found.sum() == pytest.approx(3)


def test_a_window_over_the_end_of_the_week_goes_on_at_its_beginning() -> None:
    found = by_week_hour(_moments("2026-01-04T23:00"), _moments("2026-01-05T01:00"), np.array([4.0]))
    assert (found[6, 23], found[0, 0]) == (2, 2)


def test_a_window_of_whole_weeks_says_nothing_of_the_hour() -> None:
    found = by_week_hour(_moments("2026-01-01T13:20"), _moments("2026-01-15T13:20"))
    np.testing.assert_allclose(found, 1 / 168)


@settings(max_examples=50)
@given(WINDOWS)
def test_hours_of_the_week_agree_with_the_share_of_each_window(drawn: list[tuple[int, int, float]]) -> None:
    begin, end, weight = _windows(drawn)
    found = by_week_hour(begin, end, weight)
    assert found.min() >= 0
    assert found.sum() == pytest.approx(weight.sum())
    for day, hour in ((0, 0), (4, 22), (6, 23)):
        hours = np.zeros((7, 24), dtype=bool)
        hours[day, hour] = True
        one = (share_of_hours(begin, end, hours) * weight).sum()
        assert found[day, hour] == pytest.approx(one, abs=1e-9)
