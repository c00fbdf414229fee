from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import numpy as np
import pandas as pd
import pytest

from locatierisico.algorithms.timing import time_profile
from locatierisico.charts.plot import reach
from locatierisico.hotspots.timing.findings import find_times, said
from locatierisico.hotspots.timing.picture import picture
from locatierisico.hotspots.timing.table import KEYS, time_table
from locatierisico.hotspots.timing.week_panel import cell_hours
from locatierisico.registers.raw import Raw
from locatierisico.safeguards.messages import note, say
from locatierisico.safeguards.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SVG = "{http://www.w3.org/2000/svg}"


def _random(n: int, days: int, seed: int = 1) -> np.ndarray:
    seconds = np.random.default_rng(seed).integers(0, days * 86_400, n)
    return np.datetime64("2020-01-01", "s") + np.sort(seconds).astype("timedelta64[s]")


def _drawn(make_events: Callable[..., Any], moments: Any, language: str) -> tuple[ET.Element, Any]:
    findings, messages = find_times(*make_events(moments))
    svg = picture(findings, time_table(findings, language), messages, language)
    return ET.fromstring(svg), findings  # noqa: S314  our own text


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("n", "days"), [(1, 1), (3, 90), (40, 5), (200, 800), (3000, 365), (20_000, 30 * 365)], ids=str
)
def test_nothing_stands_outside_the_sheet(make_events: Callable[..., Any], language: str, n: int, days: int) -> None:
    sheet, _ = _drawn(make_events, _random(n, days), language)
    width, height = float(sheet.get("width", 0)), float(sheet.get("height", 0))
    assert width == 1000
    for box in sheet.iter(f"{SVG}rect"):
        left, top, wide, high = (float(box.get(name, 0)) for name in ("x", "y", "width", "height"))
        assert 0 <= left <= left + wide <= width
        assert 0 <= top <= top + high <= height
    for text in sheet.iter(f"{SVG}text"):
        room = reach(text.text or "", float(text.get("font-size", 0)))
        x = float(text.get("x", 0)) - {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor", "start")] * room
        assert 0 <= x <= x + room <= width + 1
        assert 0 < float(text.get("y", 0)) <= height


def test_few_incidents_are_said_to_be_few_and_get_no_dark_cells(make_events: Callable[..., Any]) -> None:
    sheet, findings = _drawn(make_events, _random(3, 90), "nl")
    bold = [text.text or "" for text in sheet.iter(f"{SVG}text") if text.get("font-weight") == "bold"]
    assert any(line.startswith("Aantal incidenten: 3, minder dan 5") for line in bold)
    assert "#810f7c" not in ET.tostring(sheet, encoding="unicode")
    assert findings.block is None


def test_cells_hold_a_few_incidents_on_average(make_events: Callable[..., Any]) -> None:
    for n, hours in ((3000, 1), (430, 2), (300, 3), (211, 4), (50, 6)):
        findings, _ = find_times(*make_events(_random(n, 300)))
        assert cell_hours(findings) == hours


def test_words_from_outside_cannot_become_markup(make_events: Callable[..., Any]) -> None:
    findings, _ = find_times(*make_events(_random(30, 90)))
    caveats = [note("events_future", n=1, peildatum="<script>alert(1)</script>")]
    svg = picture(findings, time_table(findings, "en"), caveats, "en")
    assert "<script>" not in svg
    assert "&lt;script&gt;" in svg


def test_every_part_of_the_table_adds_up(make_events: Callable[..., Any]) -> None:
    findings, _ = find_times(*make_events(_random(500, 900)))
    table = time_table(findings, "nl")
    rows = table.groupby("part").size().to_dict()
    assert rows == {"hour_weekday": 168, "hour": 24, "weekday": 7, "month_of_year": 12, "year_month": 30, "year": 3}
    for part, held in table.groupby("part"):
        assert held["incidents"].sum() == pytest.approx(500, abs=1e-3), part
        assert held["share"].sum() == pytest.approx(1, abs=1e-3), part
        assert held["days"].sum() == pytest.approx(findings.profile.period.days, abs=1e-2), part
        if part != "year_month":
            assert held["expected"].sum() == pytest.approx(500, abs=1e-3), part
    assert not table.duplicated(["part", *KEYS]).any()
    monday = table[(table["part"] == "hour_weekday") & (table["weekday"] == 1) & (table["hour"] == 22)]
    assert monday["words"].iloc[0].startswith("maandag 22 tot 23 uur: ")


def test_a_year_of_days_that_the_period_lacks_is_missing_and_not_nought(make_events: Callable[..., Any]) -> None:
    findings, _ = find_times(*make_events(_random(50, 40)))
    table = time_table(findings, "en")
    june = table[(table["part"] == "month_of_year") & (table["month"] == 6)].iloc[0]
    assert np.isnan(june["incidents"])
    assert june["words"] == "June: nothing to compare"


def test_the_answer_is_the_same_twice(make_events: Callable[..., Any]) -> None:
    first, second = (ET.tostring(_drawn(make_events, _random(400, 900), "nl")[0]) for _ in range(2))
    assert first == second


def test_robberies_of_memphis_are_known_to_come_in_the_evening(shared: Path) -> None:
    frame = pd.read_csv(shared / "data" / "incidents" / "sfhotspot_memphis_robberies_2019.csv")[["date"]]
    at = pd.to_datetime(frame["date"])
    places = np.array([None] * len(frame), dtype=object)
    import shapely  # noqa: PLC0415

    places[:] = shapely.points(130_000 + 10.0 * np.arange(len(frame)), 480_000)
    choices = {"peildatum": date(2020, 1, 1)}
    table, svg, messages = time_profile(Raw("memphis", frame, places, "EPSG:28992"), choices, "en", Watch())
    hours = table[table["part"] == "hour"]["incidents"].to_numpy()
    assert hours.tolist() == np.bincount(at.dt.hour, minlength=24).tolist()
    week = table[table["part"] == "hour_weekday"]["incidents"].to_numpy().reshape(7, 24)
    counted = np.zeros((7, 24))
    np.add.at(counted, (at.dt.weekday, at.dt.hour), 1)
    assert (week == counted).all()
    told = " ".join(say(one, "en") for one in messages)
    assert "every day between 18 and 01 h: 48 % of the incidents with a time, in 29 % of the hours" in told
    assert "Whether there is a season cannot be told from 12 calendar months" in told
    assert re.search(r"most on Friday \(p = 0.01", told)
    assert "An indication, no suspicion." in svg


def test_a_peak_is_named(make_events: Callable[..., Any]) -> None:
    peak = np.datetime64("2021-06-01", "s") + (np.arange(120) * 20_000).astype("timedelta64[s]")
    findings, _ = find_times(*make_events(np.concatenate([_random(900, 1096), peak])))
    told = [say(one, "nl") for one in said(findings)]
    assert any(line.startswith("Veel meer dan gewoonlijk in juni 2021.") for line in told)
