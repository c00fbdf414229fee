from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom, chisquare

from locatierisico.hotspots.timing.uneven import months_differ, parts_differ

RUNS = 400
# A test of 5 % calls no more of 400 maps of chance than this, once in a thousand times.
AT_MOST = int(binom.ppf(0.999, RUNS, 0.05))


def _months(years: int) -> tuple[np.ndarray, np.ndarray]:
    """Days and month of the year of calendar months from 2001 on."""
    month = np.arange("2001-01", f"{2001 + years}-01", dtype="datetime64[M]")
    days = np.diff(np.append(month, month[-1] + 1).astype("datetime64[D]")).astype(np.float64)
    return days, month.astype(np.int64) % 12


def test_without_trend_or_series_it_is_the_test_of_pearson() -> None:
    rng = np.random.default_rng(1)
    counts = rng.multinomial(700, np.full(7 * 20, 1 / 140)).reshape(20, 7).astype(np.float64)
    found = parts_differ(counts, np.full((20, 7), 24.0))
    expected = chisquare(counts.sum(axis=0))
    assert found is not None
    assert found.statistic == pytest.approx(expected.statistic)
    assert found.degrees == 6
    if found.dispersion == 1:
        assert found.p == pytest.approx(expected.pvalue)


def test_months_without_a_trend_are_compared_with_their_days() -> None:
    days, calendar = _months(4)
    # The same in every year, so that there is no trend: the statistic is Pearson's against the days.
    yearly = np.array([40, 35, 30, 44, 51, 38, 42, 47, 33, 36, 45, 39.0])
    counts = yearly[calendar]
    found = months_differ(counts, days, calendar, 4)
    observed, exposed = (np.bincount(calendar, values) for values in (counts, days))
    expected = chisquare(observed, observed.sum() * exposed / exposed.sum()).statistic
    assert found is not None
    assert found.degrees == 11
    # The trend takes out a little of what runs from January to December.
    assert found.statistic == pytest.approx(expected, rel=0.05)
    assert found.dispersion == 1


def test_one_year_cannot_tell_a_season_from_a_trend() -> None:
    days, calendar = _months(1)
    assert months_differ(np.full(12, 50.0), days, calendar, 1) is None
    days, calendar = _months(2)
    assert months_differ(np.full(24, 50.0), days, calendar, 2) is not None
    assert months_differ(np.full(24, 0.25), days, calendar, 2) is None  # 6 incidents


@pytest.mark.parametrize(
    ("incidents", "years", "growth", "series"), [(40, 2, 0, 0), (2000, 3, 0.4, 0), (900, 5, 0, 0.2)]
)
def test_chance_trends_and_series_are_rarely_called_a_season(
    incidents: int, years: int, growth: float, series: float
) -> None:
    rng = np.random.default_rng(2)
    days, calendar = _months(years)
    usual = days * np.exp(growth * np.arange(len(days)) / 12)
    usual *= incidents / usual.sum()
    called = 0
    for _ in range(RUNS):
        level = usual * rng.gamma(1 / series, series, len(usual)) if series else usual
        found = months_differ(rng.poisson(level).astype(np.float64), days, calendar, years)
        called += found is not None and found.uneven
    assert called <= AT_MOST + 8 * bool(series)  # gamma months are less even than the correction supposes


@pytest.mark.parametrize("parts", [7, 24])
@pytest.mark.parametrize(("incidents", "together"), [(40, 1), (1000, 1), (1000, 5)])
def test_hours_and_weekdays_of_chance_are_rarely_called_uneven(parts: int, incidents: int, together: int) -> None:
    rng = np.random.default_rng(3)
    weeks, called = 60, 0
    exposed = np.full((weeks, parts), 168 / parts)
    for _ in range(RUNS):
        drawn = rng.multinomial(incidents // together, np.full(weeks * parts, 1 / (weeks * parts)))
        found = parts_differ(together * drawn.reshape(weeks, parts).astype(np.float64), exposed)
        called += found is not None and found.uneven
    assert called <= AT_MOST


def test_a_real_season_and_a_real_night_are_found() -> None:
    rng = np.random.default_rng(4)
    days, calendar = _months(3)
    december = np.where(calendar == 11, 2.0, 1.0) * days
    seasons = [months_differ(rng.poisson(1000 * december / december.sum()), days, calendar, 3) for _ in range(50)]
    assert sum(found is not None and found.uneven for found in seasons) >= 48
    night = np.tile(np.where(np.arange(24) < 6, 2.0, 1.0), (52, 1))
    nights = [parts_differ(rng.poisson(500 * night / night.sum()), np.full((52, 24), 7.0)) for _ in range(50)]
    assert sum(found is not None and found.uneven for found in nights) >= 48


def test_days_that_the_period_holds_more_often_are_expected_more_often() -> None:
    # Four weeks and a Monday; one incident a day is perfectly even.
    exposed = np.full((5, 7), 24.0)
    exposed[4, 1:] = 0
    found = parts_differ(exposed / 24, exposed)
    assert found is not None
    assert found.statistic == pytest.approx(0, abs=1e-9)
    assert found.p == pytest.approx(1)


def test_too_short_or_too_few_is_not_tested() -> None:
    assert parts_differ(np.full((3, 7), 50.0), np.full((3, 7), 24.0)) is None
    few = np.zeros((10, 24))
    few[:5, :3] = 1  # 15 incidents: n² / 24 is under 10
    assert parts_differ(few, np.full((10, 24), 7.0)) is None
