"""The sheet of the municipality tells what the tables hold, and to others nothing that gives a small number back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locatierisico.briefing.blocks import Sentences, Table
from locatierisico.briefing.flow import columned, flow
from locatierisico.briefing.overview import overview_sheet
from locatierisico.briefing.small import told_areas
from locatierisico.briefing.strip import Strip

from .lettering import estimated
from .town import areas_of, results_of

if TYPE_CHECKING:
    from locatierisico.briefing.sheet import Sheet

TOWN = [
    ("bedrijventerrein", 66, 65, 8),
    ("bedrijventerrein", 60, 60, 35),
    ("bedrijventerrein", 90, 90, 3),
    ("winkelgebied", 16, 16, 5),
]
AREA = st.integers(0, 40).flatmap(
    lambda n: st.integers(max(0, n - 6), n).flatmap(lambda s: st.tuples(st.just(n), st.just(s), st.integers(0, s)))
)


def letters(sheet: Sheet) -> list[str]:
    """All that is written on its pages, line by line."""
    pages = flow(sheet.blocks, lambda _: columned(760, 480, 3), estimated)
    return [one.words for page in pages for one in page.letterings]


def said(sheet: Sheet) -> str:
    return " ".join(letters(sheet))


def test_the_figures_are_those_of_the_tables() -> None:
    results = results_of(areas_of(TOWN))
    sheet = overview_sheet(results, "nl", "internal")
    (strip,) = [block for block in sheet.blocks if isinstance(block, Strip)]
    units, areas = results["units"], results["areas"]
    assert [key.figure for key in strip.keys] == [
        str(len(areas)),
        str((units["state"] == "scored").sum()),
        str((units["state"] == "insufficient data").sum()),
        str((units["state"] == "dwelling").sum()),
        str(len(results["incidents"])),
        str((results["cells"]["hot_class"] >= 2).sum()),
    ]
    told = letters(sheet)
    for row in areas.itertuples():
        assert f"{int(row.top_fifth_units)} van {int(row.n_scored)}" in told


def test_areas_are_set_apart_only_where_the_whole_interval_is() -> None:
    areas = areas_of(TOWN)
    text = said(overview_sheet(results_of(areas), "nl", "internal"))
    above = list(areas.loc[areas["share_low"] > 0.2, "name"])
    below = list(areas.loc[areas["share_high"] < 0.2, "name"])
    assert above
    assert below
    assert f"vraagt aandacht in: {'; '.join(above)}." in text
    assert f"minder dan een vijfde in: {'; '.join(below)}." in text


def test_the_set_is_told_in_one_plain_sentence() -> None:
    text = said(overview_sheet(results_of(areas_of(TOWN)), "nl", "internal"))
    assert "De index voor bedrijventerreinen rust op 3 van de 4 indicatoren, 80 % van het gewicht." in text
    assert "Voor het buitengebied zijn er in deze berekening geen gebieden." in text


def test_groups_of_touching_cells_bear_the_sums_of_their_cells() -> None:
    sheet = overview_sheet(results_of(areas_of(TOWN)), "nl", "internal")
    (table,) = [block for block in sheet.blocks if isinstance(block, Table)]
    assert [list(row) for row in table.rows] == [["Gebied 0", "2", "30", "5,0"], ["Gebied 0", "2", "3", "0,2"]]
    shared = overview_sheet(results_of(areas_of(TOWN)), "nl", "shared")
    assert [list(row) for row in next(b for b in shared.blocks if isinstance(b, Table)).rows] == [["Gebied 0", "2"]]


@settings(max_examples=40)
@given(st.lists(AREA, min_size=2, max_size=12))
def test_nobody_gets_a_small_number_of_an_area_by_taking_the_others_off_the_total(
    rows: list[tuple[int, int, int]],
) -> None:
    areas = areas_of([("winkelgebied", *row) for row in rows])
    told = told_areas(areas, results_of(areas)["units"], shared=True)
    n, k = areas["n_scored"].to_numpy(), areas["top_fifth_units"].fillna(0).to_numpy()
    has = n > 0
    assert not (told.shares & ~(told.shown & np.isfinite(told.locations))).any()
    for counts in (n[told.shares], k[told.shares], (n - k)[told.shares]):
        assert not ((counts > 0) & (counts < 5)).any()
    # What the attacker lacks: which locations, and how many of them in the top fifth, each hidden area has.
    hidden = has & ~np.isfinite(told.locations)
    assert not hidden.any() or hidden.sum() > 1 or has.sum() == 1
    if hidden.any() and has.sum() > 1:
        assert n[hidden].sum() >= 5 or told.shares.sum() == 0
    dark = has & ~told.shares
    if not dark.any() or has.sum() == 1 or not np.isfinite(told.locations[dark]).all():
        return
    together = k[dark].sum()
    for at in np.flatnonzero(dark):
        others = n[dark].sum() - n[at]
        small = 0 < k[at] < 5 or 0 < n[at] - k[at] < 5
        least, most = max(0.0, together - others), min(n[at], together)
        assert not small or most > least, (rows, at)


@settings(max_examples=15)
@given(st.lists(AREA, min_size=1, max_size=8))
def test_the_shared_sheet_writes_no_hidden_share_and_no_count_under_five(rows: list[tuple[int, int, int]]) -> None:
    areas = areas_of([("bedrijventerrein", *row) for row in rows])
    results = results_of(areas)
    sheet, told = overview_sheet(results, "nl", "shared"), results.told(shared=True)
    written = [one for one in letters(sheet) if re.fullmatch(r"\d+ van \d+", one)]
    assert len(written) == told.shares.sum()
    (strip,) = [block for block in sheet.blocks if isinstance(block, Strip)]
    assert all(not key.figure.isdigit() or int(key.figure) not in range(1, 5) for key in strip.keys[1:5])
    drawn = str((sheet.view.only if sheet.view else {})["areas"])
    for at in np.flatnonzero((areas["n_scored"] > 0).to_numpy() & ~told.shares):
        assert f"'A{at}'" not in drawn


@pytest.mark.parametrize("mode", ["internal", "shared"])
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "rows",
    [[], TOWN[:1], [("buitengebied", 30, 30, 6)] * 60, [("winkelgebied", 6, 6, 2)] * 2, [("winkelgebied", 3, 0, 0)]],
)
def test_odd_towns_have_a_sheet(rows: list[tuple[str, int, int, int]], language: str, mode: str) -> None:
    for incidents in (0, 60):
        results = results_of(areas_of(rows, "Lange naam " * 11), incidents=incidents, municipality="")
        sheet = overview_sheet(results, language, mode)
        assert letters(sheet)
        assert "nan" not in said(sheet).split()
        assert sheet.view is not None
        assert all(np.isfinite(sheet.view.extent))
        assert all(sentence for block in sheet.blocks if isinstance(block, Sentences) for sentence in block.sentences)


def test_a_chart_of_sixty_areas_flows_over_columns_and_loses_none() -> None:
    areas = areas_of([("buitengebied", 30, 30, 6)] * 60)
    told = letters(overview_sheet(results_of(areas), "nl", "internal"))
    assert told.count("6 van 30") == 60
