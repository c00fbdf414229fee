from __future__ import annotations

from datetime import date

import numpy as np
import pytest
import shapely

from locatierisico.hotspots.density.decay import decayed, years_counted
from locatierisico.hotspots.density.density import density_raster
from locatierisico.hotspots.density.difference import Counted, difference
from locatierisico.hotspots.period import Period

SQUARE = shapely.box(0, 0, 3_000, 3_000)
YEAR = Period.of_days(date(2023, 1, 1), date(2023, 12, 31))


def _counted(points: np.ndarray, years: float = 1.0) -> Counted:
    raster, _ = density_raster(points, SQUARE, radius=400, pixel=20, years=years)
    return Counted(raster, years, np.ones(len(points)))


def test_a_period_minus_itself_is_nothing() -> None:
    held = _counted(np.random.default_rng(1).uniform(0, 3_000, (200, 2)))
    change, messages = difference(held, held, radius=400, kernel="quartic")
    assert (change.values == 0).all()
    assert change.opacity is not None
    assert (change.opacity == 0).all()
    assert messages[0].values == {"more": 0, "fewer": 0, "whole": 9}


def test_the_same_rate_over_a_longer_period_is_no_change() -> None:
    points = np.random.default_rng(1).uniform(0, 3_000, (200, 2))
    one, two = _counted(points, 1), _counted(np.vstack([points, points]), 2)
    change, _ = difference(one, two, radius=400, kernel="quartic")
    np.testing.assert_allclose(change.values, 0, atol=1e-3)


def test_chance_alone_is_beyond_two_errors_about_one_place_in_twenty() -> None:
    rng = np.random.default_rng(8)
    beyond = []
    for _ in range(60):
        now, before = (_counted(rng.uniform(-500, 3_500, (rng.poisson(1_600), 2))) for _ in (1, 2))
        change, _ = difference(now, before, radius=400, kernel="quartic")
        assert change.opacity is not None
        beyond.append((change.opacity[20:-20:20, 20:-20:20] >= 255).mean())
    assert 0.03 < np.mean(beyond) < 0.065


def test_a_new_cluster_is_more_and_firm() -> None:
    rng = np.random.default_rng(2)
    even = rng.uniform(0, 3_000, (300, 2))
    now = _counted(np.vstack([even, rng.normal((2_000, 2_000), 50, (60, 2))]))
    change, messages = difference(now, _counted(even), radius=400, kernel="quartic")
    assert change.opacity is not None
    row, col = (3_000 - 2_000) // 20, 2_000 // 20
    assert change.values[row, col] > 0
    assert change.opacity[row, col] == 255
    assert change.opacity[-10, 10] == 0
    assert 0.1 < messages[0].values["more"] < 1
    assert messages[0].values["fewer"] == 0


def test_half_lives_worked_by_hand() -> None:
    begin = np.array(["2023-12-31T23:59:59", "2023-12-02", "2023-11-02"], dtype="datetime64[s]")
    left = decayed(begin, begin, YEAR, 30)
    np.testing.assert_allclose(left, [1, 0.5, 0.25], rtol=1e-4)


def test_a_window_decays_by_the_mean_over_the_part_in_the_period() -> None:
    begin = np.array(["2023-12-02", "2023-12-02"], dtype="datetime64[s]")
    end = np.array(["2024-01-01", "2024-06-01"], dtype="datetime64[s]")
    # The mean of 2^-a over a from 0 to 1 is .5 / ln 2.
    np.testing.assert_allclose(decayed(begin, end, YEAR, 30), 0.5 / np.log(2), rtol=1e-9)


def test_a_constant_stream_has_the_same_rate_whatever_the_half_life() -> None:
    hours = np.arange(365 * 24)
    begin = (YEAR.start + hours * np.timedelta64(3_600, "s")).astype("datetime64[s]")
    for half_life in (20.0, 300.0):
        left = decayed(begin, begin + np.timedelta64(3_600, "s"), YEAR, half_life)
        assert left.sum() / years_counted(YEAR, half_life) == pytest.approx(365.25 * 24, rel=1e-9)
    assert years_counted(YEAR) == YEAR.years
