from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
import shapely

from locatierisico.hotspots.events import Choices, read_events
from locatierisico.hotspots.isolated import isolated_first, isolated_last
from locatierisico.registers.raw import Raw
from locatierisico.safeguards.messages import say

NOW = date(2024, 12, 31)
DAY = 86_400


def _days(first: str, n: int, span: int, seed: int = 1) -> np.ndarray:
    drawn = np.random.default_rng(seed).integers(0, span * DAY, n)
    return np.datetime64(first, "s") + np.sort(drawn).astype("timedelta64[s]")


def _told(moments: np.ndarray, **choices: date) -> dict[str, object]:
    texts = [f"{one.item():%Y-%m-%d %H:%M:%S}" for one in moments]
    points = np.array(shapely.points(130_000 + 10.0 * np.arange(len(texts)), 480_000))
    raw = Raw("meldingen", pd.DataFrame({"begin": texts}), points, "EPSG:28992")
    _, messages = read_events(raw, Choices(NOW, **choices))
    return {one.code: one for one in messages if one.code.startswith("events_isolated")}


def test_one_date_half_a_century_before_all_others_is_named_with_what_it_does() -> None:
    moments = np.concatenate([[np.datetime64("1970-01-01T12:00:00")], _days("2022-01-01", 199, 3 * 365)])
    (told,) = _told(moments).values()
    assert told.code == "events_isolated_first"
    assert (told.values["n"], told.values["total"], told.values["date"]) == (1, 200, "01-01-1970")
    assert told.values["near"].endswith("-01-2022")
    assert told.values["years"] == pytest.approx(52, abs=0.2)
    # 55 years with it, 3 without.
    assert told.values["times"] == pytest.approx(18, abs=1)
    assert told.objects == ("1",)
    assert all("FROM" in say(told, tongue) for tongue in ("en", "nl"))


def test_one_date_long_after_all_others_is_named_too() -> None:
    moments = np.concatenate([_days("2010-01-01", 60, 365), [np.datetime64("2023-05-05T12:00:00")]])
    (told,) = _told(moments).values()
    assert told.code == "events_isolated_last"
    assert (told.values["n"], told.values["date"]) == (1, "05-05-2023")
    assert "UNTIL" in say(told, "en")


def test_nothing_is_said_where_that_end_of_the_period_was_asked_for() -> None:
    early = np.concatenate([[np.datetime64("1970-01-01T12:00:00")], _days("2022-01-01", 99, 3 * 365)])
    assert not _told(early, first=date(1970, 1, 1))
    assert _told(early, last=date(2024, 12, 31))
    assert not _told(early, first=date(2020, 1, 1))


def test_strays_at_both_ends_do_not_hide_each_other() -> None:
    moments = np.concatenate([_days("1900-01-01", 1, 9), _days("2005-01-01", 98, 1500), _days("2024-01-01", 1, 9)])
    assert isolated_first(moments) == 1
    assert isolated_last(moments) == 1


def test_up_to_one_in_a_hundred_may_lie_apart_and_more_is_a_part_of_the_story() -> None:
    rest = _days("2022-01-01", 300, 900)
    assert isolated_first(np.concatenate([_days("1990-01-01", 3, 300), rest])) == 3
    assert isolated_first(np.concatenate([_days("1990-01-01", 12, 300), rest])) == 0


def test_a_gap_of_less_than_a_year_is_never_isolated() -> None:
    rest = _days("2022-01-01", 500, 20)
    assert isolated_first(np.concatenate([[np.datetime64("2021-02-01", "s")], rest])) == 0
    assert isolated_first(np.concatenate([[np.datetime64("2020-02-01", "s")], rest])) == 1


@pytest.mark.parametrize(("n", "years"), [(12, 10), (12, 100), (30, 20), (100, 100), (1000, 500), (1000, 4)])
def test_incidents_at_random_are_hardly_ever_called_isolated(n: int, years: int) -> None:
    moments = [_days("1500-01-01", n, 365 * years, seed) for seed in range(2000)]
    called = sum(isolated_first(one) > 0 or isolated_last(one) > 0 for one in moments)
    # By hand for 12 at random: the nine middle gaps give 2 · 9!·5!/14! = 0.1 %, and less with more.
    assert called <= 0.003 * len(moments)


@pytest.mark.parametrize("per_season", [2, 5, 40])
def test_incidents_of_one_season_a_year_are_not_called_isolated(per_season: int) -> None:
    for seed in range(200):
        rng = np.random.default_rng(seed)
        seasons = [_days(f"{year}-12-20", rng.poisson(per_season), 14, seed) for year in range(2010, 2022)]
        moments = np.concatenate(seasons)
        assert isolated_first(moments) == isolated_last(moments) == 0


def test_a_dozen_is_needed() -> None:
    stray = [np.datetime64("1970-01-01", "s")]
    assert isolated_first(np.concatenate([stray, _days("2022-01-01", 10, 900)])) == 0
    assert isolated_first(np.concatenate([stray, _days("2022-01-01", 11, 900)])) == 1
    assert isolated_first(np.array([], dtype="datetime64[s]")) == 0
