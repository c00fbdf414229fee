from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from locatierisico.hotspots.period import Period
from locatierisico.hotspots.timing.profile import profile_of

if TYPE_CHECKING:
    from collections.abc import Callable


def _codes(messages: list) -> dict[str, dict]:
    return {message.code: message.values for message in messages}


def test_windows_count_by_fraction_and_dates_say_no_hour(make_events: Callable[..., Any]) -> None:
    # 1 January 2024 is a Monday. An exact moment, a night, a date, and a weekend of 60 hours.
    events, period = make_events(
        ["2024-01-01T10:30", "2024-01-02T22:00", "2024-01-04T00:00", "2024-01-05T18:00"],
        ["2024-01-01T10:30", "2024-01-03T02:00", "2024-01-05T00:00", "2024-01-08T06:00"],
    )
    profile, messages = profile_of(events, period)
    assert (profile.incidents, profile.exact, profile.spread, profile.hourless) == (4, 1, 1, 2)
    assert profile.week.sum() == pytest.approx(2)
    assert profile.week[0, 10] == 1
    np.testing.assert_allclose([*profile.week[1, 22:], *profile.week[2, :2]], 0.25)
    # The weekend: 6 hours of Friday, 24 of Saturday, 24 of Sunday, 6 of Monday.
    np.testing.assert_allclose(profile.weekdays, [1.1, 0.5, 0.5, 1, 0.1, 0.4, 0.4])
    assert _codes(messages)["timing_hourless"]["n"] == 2
    assert "timing_small" in _codes(messages)


def test_everything_sums_to_the_number_of_incidents(make_events: Callable[..., Any]) -> None:
    rng = np.random.default_rng(1)
    begin = np.datetime64("2020-02-10T05:00", "s") + rng.integers(0, 10**8, 500).astype("timedelta64[s]")
    end = begin + (rng.integers(0, 2, 500) * rng.integers(0, 10**6, 500)).astype("timedelta64[s]")
    profile, _ = profile_of(*make_events(begin, end))
    assert profile.weekdays.sum() == pytest.approx(500)
    assert profile.monthly.sum() == pytest.approx(500)
    assert profile.by_month(profile.monthly).sum() == pytest.approx(500)
    assert profile.by_year(profile.days).sum() == pytest.approx(profile.period.days)
    assert profile.exposed.sum() == pytest.approx(profile.period.days * 24)
    assert profile.week.sum() == pytest.approx(profile.exact + profile.spread)


def test_what_lies_outside_the_period_does_not_count(make_events: Callable[..., Any]) -> None:
    events, _ = make_events(["2024-01-01T22:00"], ["2024-01-02T02:00"])
    period = Period.of_days(date(2024, 1, 2), date(2024, 1, 31))
    profile, _ = profile_of(replace(events, share=np.array([0.5])), period)
    assert profile.week.sum() == pytest.approx(0.5)
    np.testing.assert_allclose(profile.week[1, :2], 0.25)
    assert profile.days.tolist() == [30]


def test_months_and_years_cut_off_by_the_period_know_their_days(make_events: Callable[..., Any]) -> None:
    profile, _ = profile_of(*make_events(["2023-11-21T12:00", "2024-02-10T12:00"]))
    assert profile.month.astype(str).tolist() == ["2023-11", "2023-12", "2024-01", "2024-02"]
    assert profile.days.tolist() == [10, 31, 31, 10]
    assert profile.calendar.tolist() == [10, 11, 0, 1]
    assert profile.years.tolist() == [2023, 2023, 2024, 2024]


def test_midnights_that_stand_for_no_time_are_told(make_events: Callable[..., Any]) -> None:
    noon = [f"2024-01-{day:02d}T12:00" for day in range(1, 5)]
    midnight = [f"2024-02-{day:02d}T00:00" for day in range(1, 21)]
    assert _codes(profile_of(*make_events(noon + midnight))[1])["timing_midnight"] == {"n": 20, "total": 24}
    assert "timing_midnight" not in _codes(profile_of(*make_events(noon + midnight[:6]))[1])


def test_a_million_incidents_take_little_memory(make_events: Callable[..., Any]) -> None:
    import tracemalloc  # noqa: PLC0415

    rng = np.random.default_rng(1)
    begin = np.datetime64("2015-01-01", "s") + rng.integers(0, 3 * 10**8, 10**6).astype("timedelta64[s]")
    events, period = make_events(begin, begin + rng.integers(0, 80_000, 10**6).astype("timedelta64[s]"))
    tracemalloc.start()
    profile, _ = profile_of(events, period)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert profile.week.sum() == pytest.approx(10**6)
    assert most < 400e6  # 168 numbers for each would take 1.3 GB
