"""The sheet of an area says what the tables hold, and to others nothing that gives a small number back."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locatierisico.briefing.area import area_sheet
from locatierisico.briefing.inside import told_value
from locatierisico.briefing.small import tells_small
from locatierisico.indicators.catalogue import catalogue
from locatierisico.safeguards.messages import RefusedError

from .case import AREA, SIDE, said, town

if TYPE_CHECKING:
    from locatierisico.briefing.results import Results

FEW_EXAMPLES = settings(max_examples=10)
START = np.datetime64("2023-02-01T12:00:00")
WIDE = AREA * SIDE
COUNTS = st.lists(st.tuples(st.integers(0, 40), st.floats(0, 1), st.integers(0, 12)), min_size=2, max_size=5)


def made(counts: list[tuple[int, float, int]]) -> Results:
    scored = [n for n, _, _ in counts]
    top = [round(share * n) for n, share, _ in counts]
    places = [((at + 0.3) * WIDE, 40.0) for at, (_, _, k) in enumerate(counts) for _ in range(k)] or [(1.0, 1.0)]
    days = (np.arange(len(places)) * 37 % 1000) * np.timedelta64(1, "D")
    return town(scored, top, np.array(places), START + days)


def sheets_of(results: Results, mode: str) -> dict[str, object]:
    found = {}
    for area in results["areas"]["area_id"]:
        try:
            found[area] = area_sheet(results, area, "nl", mode)
        except RefusedError:
            continue
    return found


@FEW_EXAMPLES
@given(COUNTS)
def test_numbers_on_the_sheet_are_those_of_the_tables(counts: list[tuple[int, float, int]]) -> None:
    results = made(counts)
    for at, (area, sheet) in enumerate(sheets_of(results, "internal").items()):
        shape = results["areas"].geometry.iloc[at]
        n = int(results["incidents"].geometry.within(shape.buffer(0.01)).sum())
        words = " ".join(said(sheet.blocks))
        assert sheet.key == area
        assert f"{counts[at][0]} locat" in sheet.subtitle
        if n:
            assert re.search(rf"Hier (?:telt|tellen) {n} incident", words)
        else:
            assert "Hier liggen geen incidenten" in words


@FEW_EXAMPLES
@given(COUNTS)
def test_no_one_gets_a_number_of_1_to_4_back(counts: list[tuple[int, float, int]]) -> None:
    """Try every number that is not told: more than one must fit what is told and the totals."""
    results = made(counts)
    areas = results["areas"]
    told = results.told(shared=True)
    sheets = sheets_of(results, "shared")
    top = areas["top_fifth_units"].to_numpy().astype(int)
    scored = areas["n_scored"].to_numpy().astype(int)
    n = np.array([k for _, _, k in counts])
    for at, area in enumerate(areas["area_id"]):
        if area not in sheets:
            assert scored[at] < 5
            continue
        words = said(sheets[area].blocks)
        shown = re.search(r"(\d+) van de (\d+) locaties", " ".join(words))
        assert bool(shown) == bool(told.shares[at])
        if shown:
            assert not 0 < top[at] < 5
            assert not 0 < scored[at] - top[at] < 5
        number = re.search(r"(?:telt|tellen) (\d+) incident", " ".join(words))
        if number:
            assert not 0 < int(number[1]) < 5
        assert "units" not in sheets[area].view.roles
    if top.sum() >= 5:
        _unknown(top, told.shares)
    if n.sum() >= 5:  # a smaller total is told nowhere
        _unknown(n, told.incidents)


def _unknown(values: np.ndarray, told: np.ndarray) -> None:
    """What is hidden and small has another value that gives the same total."""
    hidden = np.flatnonzero(~told)
    total = int(values[hidden].sum())
    for at in hidden:
        if 0 < values[at] < 5:
            others = [one for one in hidden if one != at]
            assert others
            assert total >= 2 or len(others) > 1


def test_a_share_that_stands_for_few_objects_is_not_told() -> None:
    assert np.isnan(told_value(catalogue()["vacancy"], 2 / 50, (50, 0), incidents=True))
    assert np.isnan(told_value(catalogue()["vacancy"], 48 / 50, (50, 0), incidents=True))
    assert told_value(catalogue()["vacancy"], 6 / 51, (51, 0), incidents=True) == pytest.approx(0.12)
    assert told_value(catalogue()["vacancy"], 0.0, (50, 0), incidents=True) == 0.0
    assert np.isnan(told_value(catalogue()["vacancy"], 0.5, (8, 0), incidents=True))
    assert np.isnan(told_value(catalogue()["low_value"], 0.5, (50, 0), incidents=True))
    assert np.isnan(told_value(catalogue()["incident_rate"], 3.0, (50, 2), incidents=False))


@pytest.mark.parametrize(
    ("sentence", "small"),
    [
        ("bij 2 panden", True),
        ("58 van de 5826", False),
        ("109 van de 111", True),
        ("12.5 % van 40", False),
        ("bag-light.gpkg: 35 panden, peildatum 2026-01-01", False),
    ],
)
def test_sentences_that_tell_a_small_number_are_known(sentence: str, small: bool) -> None:  # noqa: FBT001  a case
    assert tells_small(sentence) == small


def test_with_one_other_area_its_value_is_said_once() -> None:
    words = " ".join(said(area_sheet(made([(20, 0.3, 6), (20, 0.3, 6)]), "A0", "nl", "internal").blocks))
    assert "in het andere gebied van dit type 40 %" in words
    assert "40 % tot 40 %" not in words


def test_an_area_alone_has_nothing_beside_it() -> None:
    words = " ".join(said(area_sheet(made([(20, 0.3, 6)]), "A0", "nl", "internal").blocks))
    assert "geen ander gebied van dit type" in words


@pytest.mark.parametrize("name", [None, float("nan"), "", "  "])
def test_an_area_without_a_name_is_called_by_its_code(name: object) -> None:
    results = made([(20, 0.3, 6), (20, 0.3, 6)])
    results["areas"]["name"] = pd.Series([name, "B"], dtype=object)
    assert area_sheet(results, "A0", "nl", "internal").title == "A0"


@pytest.mark.parametrize("mode", ["internal", "shared"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_area_without_share_set_or_incidents_has_a_sheet(mode: str, language: str) -> None:
    results = made([(20, 0.3, 6), (20, 0.3, 6)])
    for column in ("share_top_fifth", "share_low", "share_high"):
        results["areas"].loc[0, column] = np.nan
    tables = {
        **results.tables,
        "sets": results["sets"].iloc[:0],
        "incidents": results["incidents"].iloc[:0],
        "cells": results["cells"].iloc[:0],
        "scores": results["scores"].iloc[:0],
    }
    bare = type(results)(results.folder, results.recipe, tables)
    sheet = area_sheet(bare, "A0", language, mode)
    assert sheet.score == ""
    words = " ".join(said(sheet.blocks))
    assert ("niet uitgerekend" if language == "nl" else "not calculated") in words


def test_an_area_that_is_not_there_is_refused() -> None:
    with pytest.raises(RefusedError, match="A9"):
        area_sheet(made([(20, 0.3, 6), (20, 0.3, 6)]), "A9", "nl", "internal")


def test_of_many_remarks_a_few_are_chosen_and_the_rest_counted() -> None:
    results = made([(20, 0.3, 6), (20, 0.3, 6)])
    rows = [f"{file}.csv: {at + 10} rijen" for at, file in itertools.product(range(5), "abc")]
    messages = pd.DataFrame({"severity": "warning", "code": "x", "nl": [*rows, "Terrein 0: scheef"], "en": ""})
    sheet = area_sheet(
        type(results)(results.folder, results.recipe, {**results.tables, "messages": messages}), "A0", "nl", "internal"
    )
    told = said(sheet.blocks)
    assert "Terrein 0: scheef" in told
    assert {one[:5] for one in told if ".csv" in one} == {"a.csv", "b.csv", "c.csv"}
    assert "En nog 12 in de werkmap." in told


def test_how_many_percent_of_locations_are_known_is_not_told_to_others() -> None:
    results = made([(20, 0.3, 6), (20, 0.3, 6)])
    why = "bekend van 8 % van de locaties"
    out = results["sets"].assign(status="left out", why="low_coverage", why_nl=why, why_en="known of 8 %")
    tables = {**results.tables, "sets": out}
    changed = type(results)(results.folder, results.recipe, tables)
    for mode, told in (("internal", True), ("shared", False)):
        assert (why in " ".join(said(area_sheet(changed, "A0", "nl", mode).blocks))) == told
