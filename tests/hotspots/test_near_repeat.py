from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from locatierisico.hotspots.events import Choices, Events, read_events
from locatierisico.hotspots.near_repeats import near_repeat
from locatierisico.hotspots.near_repeats.near_repeat import near_repeats
from locatierisico.hotspots.near_repeats.pair_bands import Bands, in_figures
from locatierisico.hotspots.near_repeats.repeat_chart import repeat_chart
from locatierisico.hotspots.near_repeats.repeat_words import Repeats, meaningful
from locatierisico.registers.raw import Raw
from locatierisico.safeguards.messages import Message, RefusedError, say
from locatierisico.safeguards.watch import Watch

if TYPE_CHECKING:
    from pathlib import Path

BANDS = Bands(np.array([0, 0.01, 100, 200.0]), np.array([0, 7, 14.0]))
WORDS = dict.fromkeys(("title", "said", "distance", "same", "days", "pairs", "more", "chance", "none"), "woord")


def _read(points: list[tuple[float, float]] | np.ndarray, begin: list[str], **columns: list[str]) -> Events:
    frame = pd.DataFrame({"incident_id": [f"i{k}" for k in range(len(begin))], "begin": begin, **columns})
    raw = Raw("meldingen", frame, np.array(shapely.points(np.asarray(points, dtype=float))), "EPSG:28992")
    return read_events(raw, Choices(date(2026, 1, 1)), timed=True)[0]


def _chain(**choices: object) -> tuple[pd.DataFrame, gpd.GeoDataFrame, set[str]]:
    """Four in a chain of 50 m and 2 days, one on the spot and day of the first, and one far away."""
    x = [130_000, 130_050, 130_100, 130_150, 130_000, 139_000]
    events = _read([(one, 480_000) for one in x], [f"2024-03-0{day}" for day in (1, 3, 5, 7, 1, 3)])
    asked = Repeats(BANDS, permutations=19, links="first", **choices)
    table, chain, messages = near_repeats(events, asked, None, Watch())
    return table, chain, {message.code for message in messages}


def test_who_followed_whom() -> None:
    asked = replace(BANDS, metres=np.array([0, 60.0]))
    x = [130_000, 130_050, 130_100, 130_150, 130_000, 139_000]
    events = _read([(one, 480_000) for one in x], [f"2024-03-0{day}" for day in (1, 3, 5, 7, 1, 3)])
    _, chain, _ = near_repeats(events, Repeats(asked, permutations=0, links="first"), None, Watch())
    told = chain.set_index("incident_id")
    assert told["role"].to_dict() == {
        "i0": "originator",
        "i4": "originator",
        "i1": "both",
        "i2": "both",
        "i3": "follow-up",
    }
    assert told["follow_ups"].to_dict() == {"i0": 1, "i4": 1, "i1": 1, "i2": 1, "i3": 0}
    assert told["predecessors"].to_dict() == {"i0": 0, "i4": 0, "i1": 2, "i2": 1, "i3": 1}
    assert told["same_moment"].to_dict() == {"i0": 1, "i4": 1, "i1": 0, "i2": 0, "i3": 0}
    assert told.loc["i3", ["since_id", "days_since", "metres_since"]].tolist() == ["i2", 2, 50]
    assert told.loc["i0", "since_id"] is None
    assert np.isnan(told.loc["i0", "days_since"])
    assert chain.columns.tolist() == [
        *("incident_id", "begin", "eind", "role", "follow_ups", "predecessors", "same_moment"),
        *("days_since", "metres_since", "since_id", "geometry"),
    ]


def test_two_on_one_day_and_spot_have_no_order() -> None:
    _, chain, codes = _chain()
    assert chain["role"].tolist() == ["same moment", "same moment"]
    assert "repeat_calendar" in codes
    assert "repeat_few" in codes


def test_no_roles_are_given_where_nothing_stands_out() -> None:
    rng = np.random.default_rng(1)
    events = _read(
        np.array([130_000, 480_000]) + rng.uniform(0, 1_000, (60, 2)),
        [f"2024-03-{day:02}" for day in rng.integers(1, 29, 60)],
    )
    table, chain, messages = near_repeats(events, Repeats(BANDS, permutations=199), None, Watch())
    assert not table["significant"].any()
    assert not len(chain)
    assert {"repeat_none", "repeat_links_none"} <= {message.code for message in messages}
    possible = table["expected"] > 0
    assert table.loc[possible, "words_nl"].str.startswith("niet aantoonbaar meer dan toeval").all()
    assert (table.loc[~possible, "words_en"] == "no pairs possible").all()


def test_what_stands_out_is_said_in_words_and_its_events_are_given() -> None:
    rng = np.random.default_rng(7)
    first = np.array([120_000, 470_000]) + rng.uniform(0, 20_000, (200, 2))
    begin = np.datetime64("2023-01-01", "m") + rng.integers(0, 365 * 1_440, 200)
    points = np.concatenate([first, first[:40] + 30])
    moments = np.concatenate([begin, begin[:40] + 3 * 1_440])
    table, chain, messages = near_repeats(_read(points, [str(m) for m in moments]), Repeats(BANDS), None, Watch())
    called = table[table["significant"]]
    assert called[["space_band", "time_band"]].to_numpy().tolist() == [["1 cm–100 m", "0–7 d"]]  # noqa: RUF001
    assert called["words_nl"].iloc[0].startswith("meer dan toeval: ")
    assert (chain["follow_ups"] > 0).sum() >= 40
    assert chain["days_since"].dropna().median() == 3
    told = {message.code: message.values for message in messages}
    assert told["repeat_found"]["n"] == 1
    assert "repeat_exact" in told


def test_a_band_that_stands_out_by_a_few_per_cent_marks_nobody() -> None:
    """Two towns, one busy in one half of the year and one in the other: every wide band is a little too full."""
    rng = np.random.default_rng(3)
    points = np.array([130_000, 480_000]) + rng.uniform(0, 2_000, (1_500, 2))
    west = points[:, 0] < 131_000
    day = np.where(rng.random(1_500) < 0.35, np.where(west, 0, 182), rng.integers(0, 2, 1_500) * 182)
    begin = np.datetime64("2023-01-01", "D") + day + rng.integers(0, 182, 1_500)
    events = _read(points, [str(moment) for moment in begin])
    bands = Bands(np.array([0, 200.0, 400]), np.array([0, 91.0]))
    table, chain, messages = near_repeats(events, Repeats(bands, permutations=99), None, Watch())
    assert table["significant"].all()
    assert table["ratio"].between(1.02, 1.2).all()
    told = {message.code: message.values for message in messages}
    assert told["repeat_links_weak"]["n"] == 2
    assert not len(chain)


def test_a_weak_band_beside_a_strong_one_marks_nobody_of_its_own() -> None:
    table = pd.DataFrame({"significant": [True, True, False, True], "ratio": [1.2, 1.19, 5.0, np.nan]})
    assert meaningful(table).tolist() == [True, False, False, False]


def test_without_a_test_or_without_pairs_near_in_time_nothing_is_said_of_chance() -> None:
    points = np.array([130_000, 480_000]) + np.zeros((40, 2))
    far = _read(points, [str(np.datetime64("2010-01-01") + 100 * k) for k in range(40)])
    codes = {one.code for one in near_repeats(far, Repeats(BANDS, permutations=19), None, Watch())[2]}
    assert "repeat_nothing_expected" in codes
    assert not {"repeat_none", "repeat_permutations"} & codes
    near = _read(points, [str(np.datetime64("2024-01-01") + k) for k in range(40)])
    codes = {one.code for one in near_repeats(near, Repeats(BANDS, permutations=0), None, Watch())[2]}
    assert {"repeat_not_tested", "repeat_links_untested"} <= codes


def test_too_few_permutations_for_so_many_bands_are_told() -> None:
    _, _, codes = _chain()
    assert "repeat_few_permutations" in codes


def test_long_windows_are_told_to_blur() -> None:
    events = _read(
        [(130_000, 480_000), (130_010, 480_000), (130_500, 480_000)],
        ["2024-03-01 10:00", "2024-03-02 10:00", "2024-03-09 10:00"],
        eind=["2024-03-11 10:00", "2024-03-02 12:00", "2024-03-09 10:00"],
    )
    table, _, messages = near_repeats(events, Repeats(BANDS, permutations=0), None, Watch())
    told = {message.code: message.values for message in messages}
    assert told["repeat_windows"] == {"n": 2, "total": 3}
    assert told["repeat_windows_long"]["n"] == 1
    assert "repeat_not_tested" in told
    near = table[table["metres_to"] == 100].set_index("days_from")["observed"]
    # The short window has its middle a day and an hour after the begin of the long one of ten days.
    beyond = (10 - (1 + 1 / 24) - 7) / 10
    assert near[7] == pytest.approx(beyond, abs=1e-9)
    assert near[0] == pytest.approx(1 - beyond, abs=1e-9)


def test_points_without_neighbours_and_points_on_one_spot() -> None:
    far = _read([(130_000 + 5_000 * k, 480_000) for k in range(3)], ["2024-01-01", "2024-01-02", "2024-01-03"])
    table, chain, messages = near_repeats(far, Repeats(BANDS), None, Watch())
    assert "repeat_no_pairs" in {message.code for message in messages}
    assert (table["words_en"] == "no pairs possible").all()
    assert not len(chain)
    spot = _read([(130_000, 480_000)] * 30, [f"2024-01-{k + 1:02}" for k in range(30)])
    table, _, _ = near_repeats(spot, Repeats(BANDS), None, Watch())
    assert table["ratio"].dropna().tolist() == [1, 1]
    assert table["p"].dropna().tolist() == [1, 1]


def test_one_incident_and_too_many_pairs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RefusedError, match="at least two"):
        near_repeats(_read([(130_000, 480_000)], ["2024-01-01"]), Repeats(BANDS), None, Watch())
    monkeypatch.setattr(near_repeat, "_COMPARISONS", 10)
    with pytest.raises(RefusedError, match="too many to compare 999 times"):
        near_repeats(_read([(130_000, 480_000)] * 9, ["2024-01-01"] * 9), Repeats(BANDS), None, Watch())


def test_robberies_in_memphis_repeat_within_a_week(shared: Path) -> None:
    file = shared / "data" / "incidents" / "sfhotspot_memphis_robberies_2019.csv"
    robberies = pd.read_csv(file, dtype={"uid": str})
    # Memphis lies outside the Netherlands: its metres are moved to where ours are.
    places = gpd.GeoSeries.from_xy(robberies["longitude"], robberies["latitude"], crs=4326).to_crs(32616)
    points = places.get_coordinates().to_numpy()
    points = points - points.min(axis=0) + (120_000, 450_000)
    raw = Raw("memphis", robberies[["uid", "date"]], np.array(shapely.points(points)), "EPSG:28992")
    events, _ = read_events(raw, Choices(date(2026, 1, 1)), timed=True)
    assert len(events) == 2_245
    bands = Bands(np.array([0, 0.01, 100, 200, 300, 400, 500.0]), np.array([0, 7, 14, 21, 28.0]))
    table, chain, messages = near_repeats(events, Repeats(bands), None, Watch())
    first = table.iloc[[0, 4]]
    assert first["observed"].tolist() == [34, 31]
    assert first["expected"].tolist() == pytest.approx([20.92, 17.59], abs=0.005)
    assert first["p"].max() < 0.02
    # Real, and still not beyond doubt once 24 bands are looked at.
    assert not len(chain)
    assert "repeat_none" in {message.code for message in messages}


def test_the_picture_says_every_band() -> None:
    table, _, _ = _chain()
    words = WORDS | {"pairs": "{observed} / {expected}", "mark": ","}
    words |= {"counted": "Geteld over 2025", "caveat": "Geen verdenking."}
    svg = repeat_chart(table, words)
    assert svg.count("<rect") == 1 + len(table) + 6
    assert "14 woord" in svg
    assert ">Geteld over 2025</text>" in svg
    assert ">Geen verdenking.</text>" in svg


def test_bands_are_said_without_hundredths_of_a_metre_and_with_the_decimal_mark_of_the_language() -> None:
    bands = Bands(np.array([0, 0.01, 2.5, 100.0]), np.array([0, 0.5, 7.0]))
    assert bands.metre_words == ["0–1 cm", "1 cm–2.5 m", "2.5–100 m"]  # noqa: RUF001  ranges in print
    assert in_figures("1 cm–2.5 m").nl == "1 cm–2,5 m"  # noqa: RUF001  a range in print
    roles = {"originators": 1, "follow_ups": 2, "both": 0, "same": 0}
    told = Message("repeat_links_first", {"metres": in_figures("2.5–100 m"), "days": in_figures("0–0.5 d")} | roles)  # noqa: RUF001  the same
    assert "(2,5–100 m, 0–0,5 d)" in say(told, "nl")  # noqa: RUF001  the same
    assert "(2.5–100 m, 0–0.5 d)" in say(told, "en")  # noqa: RUF001  the same
