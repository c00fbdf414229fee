from __future__ import annotations

import numpy as np
import pytest

from locatierisico.hotspots.timing.busiest import Block, busiest
from locatierisico.hotspots.timing.words import block_days, block_hours, chance, listed, month_name

EVEN = np.full((7, 24), 1 / 168)


def test_two_nights_that_run_past_midnight_are_found() -> None:
    week = np.ones((7, 24))
    for hour in (4 * 24 + 22, 5 * 24 + 22):  # Friday and Saturday from 22 to 02
        week.ravel()[hour : hour + 4] = 8
    found = busiest(week, EVEN)
    assert found is not None
    assert (found.day, found.days, found.hour, found.hours) == (4, 2, 22, 4)
    assert found.incidents == pytest.approx(64 / (64 + 160))
    assert found.time == pytest.approx(8 / 168)
    assert block_days(found).nl == "op vrijdag en zaterdag"
    assert block_hours(found).en == "between 22 and 02 h"


def test_a_night_from_sunday_to_monday_is_one_part() -> None:
    week = np.ones((7, 24))
    week[6, 23] = week[0, 0] = 30
    found = busiest(week, EVEN)
    assert found is not None
    assert (found.day, found.days, found.hour, found.hours) == (6, 1, 23, 2)


def test_a_day_that_is_busy_all_round_is_the_whole_day() -> None:
    week = np.ones((7, 24))
    week[5] = 4
    found = busiest(week, EVEN)
    assert found is not None
    assert (found.day, found.days, found.hour, found.hours) == (5, 1, 0, 24)
    assert block_hours(found).nl == "de hele dag"


def test_hours_that_the_period_holds_more_often_are_not_busier() -> None:
    share = EVEN.copy()
    share[2] *= 3
    share /= share.sum()
    week = share * 500
    week[3, 10:12] *= 3
    found = busiest(week, share)
    assert found is not None
    assert (found.day, found.hour, found.hours) == (3, 10, 2)


def test_nothing_is_busiest_where_there_is_nothing() -> None:
    assert busiest(np.zeros((7, 24)), EVEN) is None


def test_words() -> None:
    assert block_days(Block(4, 3, 0, 1, 0, 0)).en == "on Friday to Sunday"
    assert block_days(Block(0, 7, 0, 1, 0, 0)).nl == "elke dag"
    assert listed([month_name(0, 2020), month_name(4, 2021), month_name(11, 2022)]).nl == (
        "januari 2020, mei 2021 en december 2022"
    )
    assert chance(0.0001).nl == "p < 0,001"
    assert chance(0.034, 2.04).en == "p = 0.034, after a correction by 2.0 for incidents that come in series"
