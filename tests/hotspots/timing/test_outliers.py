from __future__ import annotations

import numpy as np
import pytest

from locatierisico.hotspots.timing.outliers import outlier_months


def _months(years: int) -> tuple[np.ndarray, np.ndarray]:
    month = np.arange("2001-01", f"{2001 + years}-01", dtype="datetime64[M]")
    days = np.diff(np.append(month, month[-1] + 1).astype("datetime64[D]")).astype(np.float64)
    return days, month.astype(np.int64) % 12


def test_a_peak_and_a_gap_are_found_and_nothing_else() -> None:
    rng = np.random.default_rng(1)
    days, calendar = _months(4)
    counts = rng.poisson(30 * days / 30.44).astype(np.float64)
    counts[[10, 33]] = 75, 2
    found = outlier_months(counts, days, calendar, seasonal=False)
    assert found is not None
    assert np.flatnonzero(found.high).tolist() == [10]
    assert np.flatnonzero(found.low).tolist() == [33]
    assert found.expected[10] == pytest.approx(30, rel=0.2)


@pytest.mark.parametrize(("level", "years", "growth"), [(0.5, 3, 0), (5, 3, 0), (40, 5, 0), (40, 5, 0.3), (100, 2, 0)])
def test_chance_rarely_gives_a_month_that_stands_out(level: float, years: int, growth: float) -> None:
    rng = np.random.default_rng(2)
    days, calendar = _months(years)
    usual = level * days / 30.44 * np.exp(growth * np.arange(len(days)) / 12)
    called = 0
    for _ in range(200):
        found = outlier_months(rng.poisson(usual).astype(np.float64), days, calendar, seasonal=False)
        assert found is not None
        called += int((found.high | found.low).sum())
    assert called / (200 * len(days)) < 0.002


def test_a_december_that_is_always_busy_stands_out_no_more_once_there_is_a_season() -> None:
    rng = np.random.default_rng(3)
    days, calendar = _months(5)
    counts = rng.poisson(np.where(calendar == 11, 110, 30)).astype(np.float64)
    plain, seasonal = (outlier_months(counts, days, calendar, seasonal=one) for one in (False, True))
    assert plain is not None
    assert seasonal is not None
    assert plain.high[calendar == 11].all()
    assert seasonal.seasonal
    assert not (seasonal.high | seasonal.low).any()
    counts[30] = 90
    again = outlier_months(counts, days, calendar, seasonal=True)
    assert again is not None
    assert np.flatnonzero(again.high).tolist() == [30]


def test_months_that_vary_more_than_chance_are_judged_by_their_own_spread() -> None:
    days, calendar = _months(3)
    counts = np.where(np.arange(36) % 2, 20.0, 80.0)
    counts[17] = 110
    found = outlier_months(counts, days, calendar, seasonal=False)
    assert found is not None
    assert not (found.high | found.low).any()


def test_fewer_than_twelve_months_say_nothing_and_part_of_a_month_is_not_judged() -> None:
    days, calendar = _months(1)
    assert outlier_months(np.full(11, 9.0), days[:11], calendar[:11], seasonal=False) is None
    days, calendar = _months(2)
    days[0] = 3
    found = outlier_months(np.full(24, 30.0), days, calendar, seasonal=False)
    assert found is not None
    assert np.isnan(found.z[0])
    assert not found.high[0]
