"""When incidents happened: the charts hold every incident, and a change is named only where a test bears it."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locatierisico.briefing.moments import counted_of, moments_of, period_of
from locatierisico.briefing.trend import quarters_of, taken_together, trend_words, years_of
from locatierisico.hotspots.period import Period

from .case import said, town

FEW_EXAMPLES = settings(max_examples=25)
DAY = np.timedelta64(1, "D")
HOUR = np.timedelta64(1, "h")
PERIOD = Period(np.datetime64("2023-01-01", "s"), np.datetime64("2026-01-01", "s"))
HOURS = st.lists(st.integers(0, 1096 * 24 - 1), min_size=1, max_size=80)


def moments(hours: list[int]) -> np.ndarray:
    return PERIOD.start + np.array(hours, dtype="int64") * HOUR


def in_years(last: int, before: int) -> np.ndarray:
    return np.array(["2025-06-10T10:00:00"] * last + ["2024-03-10T10:00:00"] * before, dtype="datetime64[s]")


def two_sided(last: int, n: int) -> float:
    """Exact p of a fair coin: twice the smaller tail, by hand."""
    tail = min(last, n - last)
    return min(1.0, 2 * sum(comb(n, k) for k in range(tail + 1)) / 2**n)


@pytest.mark.parametrize(("last", "before"), [(0, 5), (5, 5), (3, 12), (2, 14), (20, 5), (30, 12), (16, 22), (0, 10)])
def test_a_change_is_named_only_where_an_exact_test_bears_it(last: int, before: int) -> None:
    quarters = quarters_of(in_years(last, before), PERIOD)
    told = " ".join(trend_words(quarters, quarters, "nl"))
    if last + before < 10:
        assert "niet" not in told.split(".")[0]
        assert "toeval" in told
        assert "dan eerder" not in told
    elif two_sided(last, last + before) <= 0.01:
        assert told.startswith("Meer dan eerder" if last > before else "Minder dan eerder")
    else:
        assert "niet aan te tonen" in told
    assert f"{last} incidenten" in told
    assert f"daarvoor {before}" in told


def test_the_two_years_are_the_last_eight_whole_quarters() -> None:
    period = Period(np.datetime64("2023-02-10", "s"), np.datetime64("2025-11-15", "s"))
    begin = np.array(["2024-09-30T23:00", "2024-10-01T00:00", "2025-09-30T23:59", "2025-10-01", "2023-10-01"], "M8[s]")
    quarters = quarters_of(begin, period)
    last, before = (int(quarters.counts[year].sum()) for year in years_of(quarters))
    assert (last, before) == (2, 2)  # October 2024 to September 2025, and the year before


def test_a_period_without_two_whole_years_bears_no_trend() -> None:
    period = Period(np.datetime64("2024-02-01", "s"), np.datetime64("2026-01-01", "s"))
    quarters = quarters_of(np.array(["2025-06-10"] * 50, "M8[s]"), period)
    (told,) = trend_words(quarters, quarters, "en")
    assert "two whole years" in told


@FEW_EXAMPLES
@given(HOURS)
def test_quarters_count_every_incident_and_years_are_sums_of_them(hours: list[int]) -> None:
    quarters = quarters_of(moments(hours), PERIOD)
    assert quarters.counts.sum() == len(hours)
    values, _ = taken_together(quarters, 4, "nl")
    years = moments(hours).astype("datetime64[Y]").astype(int) + 1970
    assert values.tolist() == [(years == year).sum() for year in (2023, 2024, 2025)]


@FEW_EXAMPLES
@given(HOURS)
def test_what_is_shared_shows_no_number_of_1_to_4_and_loses_no_incident(hours: list[int]) -> None:
    points = np.full((len(hours), 2), 60.0)
    results = town([20], [5], points, moments(hours), length=5400)
    counted = counted_of(results["incidents"], period_of(results), "nl", shared=True)
    for steps in counted.charts:
        for bars in steps:
            if bars.is_told:
                whole = bars.values.round(6)
                assert not ((whole > 0) & (whole < 5)).any()
                rest = len(hours) - whole.sum()
                assert rest < 1 or rest >= 5 - 1e-6, bars  # what runs out of the period is part of an incident


def test_hours_that_are_not_known_are_spread_over_the_day_where_they_are_few() -> None:
    known = [np.datetime64("2024-05-06T03:10:00")] * 9 + [np.datetime64("2024-05-06T15:10:00")] * 9
    begin = np.array([*known, *[np.datetime64("2024-05-07T00:00:00")] * 2], dtype="datetime64[s]")
    results = town([20], [5], np.full((20, 2), 60.0), begin)
    incidents = results["incidents"].copy()
    incidents.loc[18:, "eind"] = incidents.loc[18:, "begin"] + DAY
    hidden = counted_of(incidents, PERIOD, "nl", shared=True)
    halves = hidden.charts[0][2].values
    assert halves.tolist() == [10, 10]
    seen = counted_of(incidents, PERIOD, "nl", shared=False)
    assert seen.charts[0][2].values.tolist() == [9, 9]
    assert seen.hourless == 2


def test_few_bars_are_taken_together_rather_than_left_out() -> None:
    begin = PERIOD.start + np.arange(60) * 443 * HOUR + HOUR / 2
    results = town([20], [5], np.full((60, 2), 60.0), begin.astype("datetime64[s]"))
    titles = [
        one.title for one in moments_of(results["incidents"], results, "nl", shared=True) if hasattr(one, "title")
    ]
    assert titles[0] == "Per dagdeel (uren)"
    assert len(titles) == 3
    told = said(moments_of(results["incidents"], results, "nl", shared=True))
    assert any(one.startswith("Samengenomen") for one in told)


def test_no_number_is_told_where_it_is_hidden() -> None:
    begin = in_years(2, 1)
    results = town([20], [5], np.full((3, 2), 60.0), begin)
    told = " ".join(said(moments_of(results["incidents"], results, "nl", shared=True, hidden=True)))
    assert "staat hier niet" in told
    assert " 3 " not in told
