"""A workbook says what results.gpkg says: the same numbers, nothing that runs, nothing that others may not see."""

from __future__ import annotations

import csv
import errno
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pyogrio
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from locatierisico.briefing import workbook
from locatierisico.briefing.results import Results
from locatierisico.briefing.sheet import Marks
from locatierisico.briefing.small import tells_small
from locatierisico.briefing.workbook import places, rows, safe, untyped, write_tables, write_workbook
from locatierisico.briefing.workbook.worksheet import Worksheet
from locatierisico.safeguards.messages import RefusedError, say

if TYPE_CHECKING:
    from collections.abc import Callable

KIND = "bedrijventerrein"
NASTY = [
    '=HYPERLINK("http://x.nl";"klik")',
    " +1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\uff1d1+1",
    "\u00a0=1+1",
    "De Rand, =1+1",
]


def marks(language: str = "nl", mode: str = "internal", *, simulated: bool = False) -> Marks:
    return Marks(
        language,
        mode,
        "Intern & vertrouwelijk",
        "=doel",
        "A. de Vries",
        "2026-12-31",
        "2026-01-01",
        "abcdef012345",
        "BAG, 1 januari 2026",
        simulated,
    )


def made(tmp_path: Path, names: list[str] | None = None) -> Results:
    """Make the results of a small run: one area a name, of 20 locations each, and a home that is never scored."""
    names = names or ["Oosterveld", "Westerveld"]
    random = np.random.default_rng(1)
    n = 20 * len(names)
    ids = [f"00991000{at:08d}" for at in range(n + 1)]
    areas = [f"BT{at:03d}" for at in range(len(names))]
    score = np.append(random.uniform(0, 100, n), np.nan)
    score[3] = np.nan
    units = gpd.GeoDataFrame(
        {
            "unit_id": ids,
            "area_id": [*np.repeat(areas, 20), areas[0]],
            "area_type": KIND,
            "state": [*("insufficient data" if at == 3 else "scored" for at in range(n)), "dwelling"],
            "contains_dwelling": [*(at % 4 == 0 for at in range(n)), True],
            "risk_score": score,
            "risk_rank": pd.Series(score).rank(ascending=False),
            "building_age": np.where(np.isnan(score), np.nan, 31.0),
            "low_value": np.where(np.isnan(score), np.nan, random.uniform(0, 1, n + 1)),
            "vacancy": np.where(np.arange(n + 1) % 3, np.nan, 0.07),
            "function_mix": np.where(np.isnan(score), np.nan, 1.0),
            "value_deviation": np.where(np.isnan(score), np.nan, -0.5),
            "missing_nl": [*("Leegstand" if at % 3 else None for at in range(n)), None],
            "missing_en": [*("Vacancy" if at % 3 else None for at in range(n)), None],
        },
        geometry=[shapely.box(at, 0, at + 1, 1) for at in range(n + 1)],
        crs=28992,
    )
    top = [8.0, 2.0, *([7.0] * len(names))][: len(names)]
    of_areas = gpd.GeoDataFrame(
        {
            "area_id": areas,
            "name": names,
            "area_type": KIND,
            "state": "scored",
            "n_units": np.int32(20),
            "n_scored": [19, *([20] * (len(names) - 1))],
            "top_fifth_units": top,
            "share_top_fifth": [one / 20 + 0.001234 for one in top],
            "share_low": [one / 40 for one in top],
            "share_high": [one / 15 for one in top],
            "building_age": 31.123456,
            "low_value": 0.25,
            "incident_rate": 0.111,
            "vacancy": np.nan,
            "words_nl": "k van n",
        },
        geometry=[shapely.box(20 * at, 0, 20 * at + 20, 1) for at in range(len(names))],
        crs=28992,
    )
    scored = units[units["state"] == "scored"]
    contribution = pd.DataFrame(
        {
            "level": "unit",
            "area_type": KIND,
            "id": np.repeat(scored["unit_id"].to_numpy(), 2),
            "indicator": ["building_age", "low_value"] * len(scored),
            "value": np.column_stack([scored["building_age"], scored["low_value"]]).ravel(),
            "score": random.uniform(0, 100, 2 * len(scored)),
            "weight": 0.5,
            "contribution": [5.25, -2.75] * len(scored),
        }
    )
    sets = pd.DataFrame(
        {
            "area_type": KIND,
            "set_name": "Bedrijventerrein",
            "preset": "equal",
            "theme": "kwetsbaarheid",
            "indicator": ["building_age", "low_value"],
            "status": "used",
            "effective_weight": 0.5,
            "present": 0.95,
            "set_completeness": 1.0,
            "parameters": ["{}", '{"below": 2}'],
            "why_nl": None,
            "why_en": None,
        }
    )
    messages = pd.DataFrame(
        {
            "number": [1, 2, 3],
            "severity": ["info", "warning", "info"],
            "code": ["a", "b", "c"],
            "nl": ["Van 3 panden is niets bekend.", "Het zijn er 46 van de 5826.", "Op 31 van de 33 plekken."],
            "en": ["Nothing is known of 3 panden.", "There are 46 of 5826.", "At 31 of 33 places."],
        }
    )
    incidents = gpd.GeoDataFrame(
        {"incident_id": [str(at) for at in range(12)]} | dict.fromkeys(("begin", "eind"), pd.Timestamp("2025-01-01")),
        geometry=[shapely.Point(at % 10 if at < 10 else 25, 0.5) for at in range(12)],
        crs=28992,
    )
    recipe: dict[str, Any] = {
        "recipe": 1,
        "version": "0.1.0",
        "peildatum": "2026-01-01",
        "municipality": "Oosterlinge",
        "inputs": [
            {"register": "BAG", "name": "=bag.gpkg", "sha256": "00" * 32, "rows": 13102},
            {"register": "AREAS", "name": "gebieden.gpkg", "sha256": "11" * 32, "rows": 3},
        ],
        "simulated": [],
        "options": {"seed": 1, "preset": ""},
        "sets": {KIND: {"entries": [{"id": "building_age", "weight": 1.0}]}},
        "purpose": "",
        "author": "",
        "expires": None,
        "sha256": "abcdef0123456789",
    }
    tables = {
        "units": units,
        "areas": of_areas,
        "scores": contribution,
        "sets": sets,
        "messages": messages,
        "incidents": incidents,
    }
    return Results(tmp_path, recipe, tables)


@pytest.fixture
def results(tmp_path: Path) -> Results:
    return made(tmp_path)


def opened(results: Results, path: Path, language: str = "nl", mode: str = "internal") -> openpyxl.Workbook:
    write_workbook(results, path, language, mode, marks(language, mode))
    return openpyxl.load_workbook(path)


def table(sheet: Any) -> pd.DataFrame:
    heading, *held = sheet.iter_rows(values_only=True)
    return pd.DataFrame(held, columns=heading)


def texts(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return " ".join(archive.read(name).decode() for name in archive.namelist())


def test_every_number_of_a_location_is_that_of_the_results(results: Results, tmp_path: Path) -> None:
    held = table(opened(results, tmp_path / "a.xlsx")["Locaties"]).set_index("Locatie")
    units = results["units"][results["units"]["state"] != "dwelling"].set_index("unit_id")
    assert set(held.index) == set(units.index)
    units = units.loc[held.index]
    for heading, name in (
        ("Score (0 tot 100)", "risk_score"),
        ("Rang", "risk_rank"),
        ("Leeftijd van de bebouwing (jaar)", "building_age"),
        ("Lage waarde (%)", "low_value"),
        ("Leegstand (%)", "vacancy"),
        ("Waarde ten opzichte van de buren (z)", "value_deviation"),
    ):
        np.testing.assert_array_equal(held[heading].to_numpy(dtype=float), units[name].to_numpy(dtype=float), name)
    assert (held["Woning in of naast"] == np.where(units["contains_dwelling"], "ja", "nee")).all()
    assert set(held["Wonen en werken gemengd"]) == {"ja", None}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_areas_and_scores_are_those_of_the_results(results: Results, tmp_path: Path, language: str) -> None:
    book = opened(results, tmp_path / "a.xlsx", language)
    areas, scores = (table(book.worksheets[at]) for at in (1, 3))
    for at, name in ((4, "n_units"), (6, "top_fifth_units"), (7, "share_top_fifth"), (8, "share_low")):
        np.testing.assert_array_equal(areas.iloc[:, at].to_numpy(dtype=float), results["areas"][name].to_numpy(float))
    for at, name in ((4, "value"), (6, "score"), (7, "weight"), (8, "contribution")):
        np.testing.assert_array_equal(scores.iloc[:, at].to_numpy(dtype=float), results["scores"][name].to_numpy())


def test_each_cell_has_the_type_and_format_of_what_it_says(results: Results, tmp_path: Path) -> None:
    book = opened(results, tmp_path / "a.xlsx")
    locations = book["Locaties"]
    at = {cell.value: cell.column for cell in locations[1]}
    first = {heading: locations.cell(2, column) for heading, column in at.items()}
    assert first["Locatie"].data_type == "s"
    assert first["Locatie"].value.startswith("0099")
    assert first["Locatie"].number_format == "@"
    assert first["Score (0 tot 100)"].number_format == "#,##0.0"
    assert first["Lage waarde (%)"].number_format == "0%"
    days = [row for row in book["Leeswijzer"].iter_rows(values_only=True) if row[1] == "Peildatum"]
    assert days == [("Over dit bestand", "Peildatum", datetime(2026, 1, 1))]  # noqa: DTZ001  Excel has no zones
    rows_read = {row[1]: row[3] for row in book["Recept"].iter_rows(values_only=True) if row[2] == "rows"}
    assert rows_read == {"BAG": 13102, "gebieden": 3}


def test_what_is_missing_has_no_cell(results: Results, tmp_path: Path) -> None:
    held = table(opened(results, tmp_path / "a.xlsx")["Locaties"])
    lacking = held["Staat"] == "te weinig gegevens"
    assert lacking.sum() == 1
    assert held.loc[lacking, "Score (0 tot 100)"].isna().all()
    assert ">nan<" not in texts(tmp_path / "a.xlsx").lower()
    book = opened(results, tmp_path / "a.xlsx")
    assert "Leegstand (%)" not in table(book["Gebieden"])
    assert [row[2] for row in book["Leeswijzer"].values if row[1] == "Niet gemeten"] == ["Leegstand"]


def test_each_worksheet_can_be_filtered_printed_and_read(results: Results, tmp_path: Path) -> None:
    book = opened(results, tmp_path / "a.xlsx")
    assert book.sheetnames == ["Leeswijzer", "Gebieden", "Locaties", "Scores", "Uitleg", "Sets", "Meldingen", "Recept"]
    for sheet in book:
        assert sheet.freeze_panes.endswith("2")
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.oddFooter.left.text == "Indicatie, geen verdenking."
        assert sheet.oddFooter.center.text.startswith("Intern && vertrouwelijk")
        assert sheet.oddFooter.right.text.endswith("bladzijde &P van &N")
        if sheet.title != "Leeswijzer":
            assert sheet.auto_filter.ref == sheet.dimensions
    for name in ("Gebieden", "Locaties"):
        assert len(book[name].conditional_formatting) == 1
    (rules,) = book["Locaties"].conditional_formatting
    assert [rule.dxf.fill.bgColor.rgb[2:].lower() for rule in rules.rules] == [
        "fef0d9",
        "fdcc8a",
        "fc8d59",
        "e34a33",
        "b30000",
    ]


def test_an_explanation_says_what_lifts_with_its_innocent_reason_and_what_is_missing(
    results: Results, tmp_path: Path
) -> None:
    held = table(opened(results, tmp_path / "a.xlsx")["Uitleg"]).set_index("Locatie").loc["0099100000000001"]
    assert held["Maakt de score hoger"] == "Leeftijd van de bebouwing 31 jaar (+5,2)"
    assert held["Onschuldige verklaringen"].startswith("Leeftijd van de bebouwing: ")
    assert held["Maakt de score lager"].endswith("(-2,8)")
    assert held["Wat ontbreekt"] == "Leegstand"


def test_text_that_a_spreadsheet_could_run_stays_text(tmp_path: Path) -> None:
    results = made(tmp_path, NASTY)
    book = opened(results, tmp_path / "a.xlsx")
    names = {row[0].value: row[1] for row in book["Gebieden"].iter_rows(min_row=2)}
    for at, name in enumerate(NASTY):
        cell = names[f"BT{at:03d}"]
        assert cell.value == name
        assert cell.data_type == "s"
        assert bool(cell.quotePrefix) == (at < 7)
    assert "<f>" not in texts(tmp_path / "a.xlsx")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_csv_holds_no_formula_and_reads_back(tmp_path: Path, language: str) -> None:
    results = made(tmp_path, NASTY)
    folder = tmp_path / language
    folder.mkdir()
    write_tables(results, folder, language, "internal", marks(language))
    name, point, separator = ("gebieden", ",", ";") if language == "nl" else ("areas", ".", ",")
    content = (folder / f"{name}.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    _, *held = csv.reader(content.decode("utf-8-sig").splitlines(), delimiter=separator)
    shares = [float(row[7].replace(point, ".")) for row in held]
    np.testing.assert_allclose(shares, 100 * results["areas"]["share_top_fifth"], rtol=1e-12)
    for path in folder.glob("*.csv"):
        for apart in (";", ","):  # whichever separator it is opened with
            for row in csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), delimiter=apart):
                assert not [one for one in row if safe.runs(one) and not _is_number(one)], path.name


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", "."))
    except ValueError:
        return False
    return True


def test_a_negative_number_is_no_formula(results: Results, tmp_path: Path) -> None:
    write_tables(results, tmp_path, "nl", "internal", marks())
    assert ";-2,75\r\n" in (tmp_path / "scores.csv").read_bytes().decode("utf-8-sig")
    assert "\n'0099100000000001;" in (tmp_path / "uitleg.csv").read_text(encoding="utf-8-sig")


@given(st.text(max_size=60))
def test_no_text_runs_once_guarded(text: str) -> None:
    made_safe = safe.guarded(text)
    assert not safe.runs(made_safe)
    assert safe.guarded(safe.legal(text)) == made_safe


def test_a_text_that_no_cell_holds_is_cut_and_told(tmp_path: Path) -> None:
    results = made(tmp_path, ["a\x00b\ud800<&>_x0041_", "x" * 40_000])
    told = write_workbook(results, tmp_path / "a.xlsx", "nl", "internal", marks())
    names = table(openpyxl.load_workbook(tmp_path / "a.xlsx")["Gebieden"])["Gebied"]
    assert names[0] == "a\ufffdb\ufffd<&>_x005F_x0041_"  # as Excel reads it: _x0041_
    assert len(names[1]) == safe.LONGEST
    assert names[1].endswith("\u2026")
    assert "sheets_book_cut" in [one.code for one in told]


def test_more_rows_than_a_worksheet_holds_go_on_in_the_next(
    results: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 31)
    told = write_workbook(results, tmp_path / "a.xlsx", "en", "internal", marks("en"))
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert [name for name in book.sheetnames if name.startswith("Scores")] == ["Scores", "Scores 2", "Scores 3"]
    parts = pd.concat([table(book[name]) for name in ("Scores", "Scores 2", "Scores 3")])
    np.testing.assert_array_equal(parts["Contribution (points)"], results["scores"]["contribution"])
    assert "goes on in a next one" in " ".join(say(one) for one in told)


def test_rows_past_the_first_thousands_are_in_order() -> None:
    values = np.arange(12_345, dtype=float)
    column = places.field(pd.DataFrame({"value": values}), "value", "en")
    sheet = Worksheet("a", "", [column])
    text = b"".join(rows.rows_of(sheet, rows.Styles([1], [2], 3, 4))).decode()
    assert text.count("<row ") == len(values)
    assert text.endswith('<row r="12346"><c r="A12346" s="1"><v>12344</v></c></row>')


@pytest.mark.parametrize("mode", ["internal", "shared"])
def test_the_same_results_give_the_same_bytes(results: Results, tmp_path: Path, mode: str) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write_workbook(results, tmp_path / name / "w.xlsx", "nl", mode, marks())
        write_tables(results, tmp_path / name, "nl", mode, marks())
    first = {path.name: path.read_bytes() for path in (tmp_path / "a").iterdir()}
    assert first == {path.name: path.read_bytes() for path in (tmp_path / "b").iterdir()}


def test_a_workbook_names_no_user_and_no_clock(results: Results, tmp_path: Path) -> None:
    book = opened(results, tmp_path / "a.xlsx")
    assert book.properties.creator == book.properties.lastModifiedBy == "Locatierisico"
    assert book.properties.created.date() == book.properties.modified.date() == date(2026, 1, 1)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_others_see_nothing_of_a_single_location(results: Results, tmp_path: Path) -> None:
    book = opened(results, tmp_path / "a.xlsx", mode="shared")
    assert book.sheetnames == ["Leeswijzer", "Gebieden", "Sets", "Meldingen", "Recept"]
    write_tables(results, tmp_path, "nl", "shared", marks())
    everything = texts(tmp_path / "a.xlsx") + "".join(one.read_text("utf-8-sig") for one in tmp_path.glob("*.csv"))
    for unit in results["units"]["unit_id"]:
        assert unit not in everything
    areas = table(book["Gebieden"])
    assert not [heading for heading in areas if heading.startswith(("Lage waarde", "Waarde ten opzichte"))]
    assert "Locaties" not in areas  # of 20 locations 19 have a score: 1 has none
    assert list(areas["Locaties met een score"]) == [19, 20]
    # 2 of 20 is small, and where their sum is known 8 gives it back
    assert set(areas["Locaties in het hoogste vijfde deel"]) == {"x"}
    assert set(areas["Aandeel in het hoogste vijfde deel (%)"]) == {"x"}
    assert set(areas["Gemelde incidenten (per jaar)"]) == {"x"}  # 2 incidents lie in one of them
    told = list(table(book["Meldingen"])["Melding"])
    assert told == ["Het zijn er 46 van de 5826."]
    assert {row[1]: row[3] for row in book["Recept"].values if row[2] == "rows"} == {"BAG": 13102, "gebieden": "<5"}


def test_an_area_of_few_locations_is_not_shown_to_others(results: Results, tmp_path: Path) -> None:
    results["messages"].loc[1, "code"] = "formation_units"
    for many, names, told in ((5, ["Oosterveld", "Westerveld"], [2]), (4, ["Oosterveld"], [])):
        results["areas"].loc[1, ["n_units", "n_scored", "top_fifth_units"]] = [many, many, 1]
        book = opened(replace(results), tmp_path / "a.xlsx", mode="shared")
        areas = table(book["Gebieden"])
        assert list(areas["Gebied"]) == names
        assert list(table(book["Meldingen"])["Nummer"]) == told  # its total would give back the 4
    # 8 of 20 with a known total would tell how many of the 4 are in the top fifth
    assert list(areas["Locaties in het hoogste vijfde deel"]) == ["x"]


@pytest.mark.parametrize(
    ("sentence", "few"),
    [
        ("Van 3 panden.", True),
        ("Van 5 panden.", False),
        ("Op 31 van de 33.", True),
        ("Vanaf 2026-01-01 zijn het er 46 (3 %).", False),
        ("0 van de 46", False),
        ("bag-3.gpkg: 46, p 0,05 en 1,5.", False),
    ],
)
def test_a_small_number_in_a_sentence_is_found(sentence: str, few: bool) -> None:  # noqa: FBT001
    assert tells_small(sentence) == few


def test_without_openpyxl_gdal_writes_the_same_numbers_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    results = made(tmp_path, NASTY)
    monkeypatch.setattr(workbook, "installed", lambda: False)
    for name in ("a.xlsx", "b.xlsx"):
        told = write_workbook(results, tmp_path / name, "nl", "internal", marks())
    assert [one.code for one in told] == ["sheets_book_written", "sheets_book_plain"]
    assert "openpyxl" in say(told[1], "nl")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert "<f>" not in texts(tmp_path / "a.xlsx")
    held = pyogrio.read_dataframe(tmp_path / "a.xlsx", layer="Scores", read_geometry=False)
    np.testing.assert_allclose(held["Bijdrage (punten)"], results["scores"]["contribution"])
    areas = table(openpyxl.load_workbook(tmp_path / "a.xlsx")["Gebieden"])
    np.testing.assert_allclose(areas["Locaties"].astype(float), 20)
    assert not [name for name in areas["Gebied"] if safe.runs(name)]


@pytest.mark.parametrize(("platform", "says"), [("win32", "OSGeo4W"), ("darwin", "QGIS.app"), ("linux", "apt")])
def test_the_command_is_that_of_the_platform(platform: str, says: str) -> None:
    where, command = untyped.how_to_install(platform)
    assert says in where.en + command


def _raising(error: OSError) -> Callable[..., None]:
    def write(*_: Any) -> None:
        raise error

    return write


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "sheets_book_full"), (errno.EACCES, "sheets_book_folder")])
def test_a_full_disk_or_a_read_only_folder_leaves_what_was_there(
    results: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    monkeypatch.setattr(workbook, "write_formatted", _raising(OSError(number, "no")))
    with pytest.raises(RefusedError) as refusal:
        write_workbook(results, path, "nl", "internal", marks())
    assert refusal.value.message.code == code
    assert [one.name for one in tmp_path.iterdir()] == ["a.xlsx"]
    assert path.read_bytes() == b"old"


def test_a_workbook_that_is_open_elsewhere_is_not_replaced(
    results: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "replace", _raising(PermissionError(errno.EACCES, "open")))
    with pytest.raises(RefusedError) as refusal:
        write_workbook(results, tmp_path / "a.xlsx", "nl", "internal", marks())
    assert refusal.value.message.code == "sheets_book_open"
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_refused(results: Results, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="nothing can be written"):
        write_tables(results, tmp_path / "none", "nl", "internal", marks())


def test_results_without_anything_still_make_a_workbook(results: Results, tmp_path: Path) -> None:
    bare = Results(tmp_path, results.recipe, {name: held.iloc[:0] for name, held in results.tables.items()})
    for mode in ("internal", "shared"):
        book = opened(bare, tmp_path / f"{mode}.xlsx", mode=mode)
        assert book["Gebieden"].max_row == 1
