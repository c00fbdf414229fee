"""Map sheets through Processing: what is made, what is said, and what is refused."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import processing
import pyogrio
import pytest
from qgis.core import (
    QgsLayoutItemLabel,
    QgsPrintLayout,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsReadWriteContext,
    QgsVectorLayer,
)

from locatierisico.indicators.catalogue import catalogue
from locatierisico.layers.loading import add_run

if TYPE_CHECKING:
    from collections.abc import Callable

RUN = "locatierisico:mapsheets"


class _Heard(QgsProcessingFeedback):
    """Keeps what is told, and cancels when it has heard enough."""

    def __init__(self, cancel_at: float = 1000.0) -> None:
        super().__init__(logFeedback=False)
        self.told: list[str] = []
        self.warned: list[str] = []
        self.cancel_at = cancel_at
        self.progressChanged.connect(lambda percent: self.cancel() if percent >= self.cancel_at else None)

    def pushInfo(self, info: str) -> None:  # noqa: N802  name of QGIS
        self.told.append(info)

    def pushWarning(self, warning: str) -> None:  # noqa: N802  name of QGIS
        self.warned.append(warning)

    def reportError(self, error: str, fatalError: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002, N802, N803  the same
        self.warned.append(error)


@pytest.fixture
def run(assessed: Path) -> Path:
    return assessed


@pytest.fixture
def given(run: Path, tmp_path: Path) -> dict[str, Any]:
    return {
        "RESULTS": str(run),
        "WHICH": ["areas"],
        "PURPOSE": "briefing officieren",
        "AUTHOR": "J. de Vries",
        "EXPIRES": "2099-01-01",
        "LANGUAGE": "nl",
        "DPI": 100,
        "FORMATS": ["booklet"],
        "OUTPUT": str(tmp_path / "uit"),
    }


def _text(pdf: str) -> str:
    return subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout


def _pages(pdf: str) -> int:
    said = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    return int(re.search(r"Pages:\s+(\d+)", said)[1])


def _refusal(parameters: dict[str, Any]) -> str:
    with pytest.raises(QgsProcessingException) as caught:
        processing.run(RUN, parameters, feedback=_Heard())
    return str(caught.value)


def _copy(run: Path, folder: Path) -> Path:
    return Path(shutil.copytree(run, folder / "kopie"))


def test_a_booklet_and_a_workbook_come_in_a_folder_of_their_own(given: dict[str, Any], run: Path) -> None:
    heard = _Heard()
    made = processing.run(
        RUN, {**given, "WHICH": ["overview", "areas", "method"], "FORMATS": ["booklet", "xlsx", "csv"]}, feedback=heard
    )
    folder = Path(made["FOLDER"])
    hashed = json.loads((run / "recipe.json").read_text(encoding="utf-8"))["sha256"]
    assert folder.name == f"sheets_2024-01-01_{hashed[:8]}"
    assert {Path(made[name]).parent for name in ("BOOKLET", "WORKBOOK")} == {folder}
    said = _text(made["BOOKLET"])
    pages = said.split("\f")[:-1]
    assert len(pages) == _pages(made["BOOKLET"])
    for page in pages:
        for words in ("ALLEEN VOOR INTERN GEBRUIK", "briefing officieren", "J. de Vries", "01-01-2099", hashed[:12]):
            assert words in page
    assert "De Noord" in said
    assert not re.search("[\ufb00-\ufb06]", said), "letters that are joined are not found"
    assert Path(made["WORKBOOK"]).stat().st_size > 0
    assert list(folder.rglob("*.csv"))
    assert any("3 kaartbladen" in one or "3 sheets" in one for one in heard.told)


def test_each_page_of_each_kind_bears_what_was_promised(given: dict[str, Any], run: Path) -> None:
    kinds = ["overview", "areas", "hotspots", "locations", "method"]
    heard = _Heard()
    made = processing.run(RUN, {**given, "WHICH": kinds, "TOP": 2, "CLASSIFICATION": "GEHEIM"}, feedback=heard)
    recipe = json.loads((run / "recipe.json").read_text(encoding="utf-8"))
    pages = _text(made["BOOKLET"]).split("\f")[:-1]
    assert len(pages) > len(kinds)
    for number, page in enumerate(pages, start=1):
        said = " ".join(page.split())
        for words in (
            *("Indicatie, geen verdenking.", "GEHEIM", "Peildatum 01-01-2024", "recept " + recipe["sha256"][:12]),
            *("opgesteld door J. de Vries", "voor briefing officieren", "niet te gebruiken vanaf 01-01-2099"),
            *("Bronnen: ", recipe["inputs"][0]["name"], f"bladzijde {number} van {len(pages)}"),
            *("Amersfoort / RD New (EPSG:28992)", "Gebieden: aandeel in het hoogste vijfde deel"),
        ):
            assert words in said, (number, words)
        assert re.search(r"1 : [\d.]+ ", said), number
        assert re.search(r"\b\d+ k?m\b", said), "a scale bar"


def test_numbers_on_the_sheets_are_those_of_the_results(given: dict[str, Any], run: Path) -> None:
    made = processing.run(RUN, {**given, "WHICH": ["overview", "areas"]}, feedback=_Heard())
    pages = [" ".join(page.split()) for page in _text(made["BOOKLET"]).split("\f")[:-1]]
    areas = pyogrio.read_dataframe(run / "results.gpkg", layer="areas", read_geometry=False)
    told = areas[areas["share_top_fifth"].notna()]
    assert len(told)
    for area in told.itertuples():
        assert any(f"{area.top_fifth_units:.0f} van {area.n_scored:.0f}" in page for page in pages[:2]), area.name
        own = next(page for page in pages if page.startswith(area.name) or f" {area.name} {area.area_type}" in page)
        share = f"{100 * area.share_top_fifth:.0f} %"
        interval = f"{100 * area.share_low:.0f}\u2013{100 * area.share_high:.0f}"
        assert f"{area.top_fifth_units:.0f} van de {area.n_scored:.0f} locaties" in own
        assert share in own
        assert interval in own


def test_it_runs_in_the_background_twice(given: dict[str, Any], in_background: Callable[..., Any]) -> None:
    for number in (1, 2):
        fine, made, _ = in_background("mapsheets", {**given, "WHICH": ["areas"]})
        assert fine
        assert Path(made["BOOKLET"]).is_file()
        assert made["FOLDER"].endswith("_2") is (number == 2)


def test_without_results_the_newest_run_of_the_project_is_used(
    given: dict[str, Any], run: Path, new_project: QgsProject
) -> None:
    assert "no layers of a run" in _refusal_of_none(given)
    add_run(new_project, run)
    heard = _Heard()
    made = processing.run(RUN, {**given, "RESULTS": None, "WHICH": ["method"]}, feedback=heard)
    assert Path(made["BOOKLET"]).is_file()
    assert any("newest run in the project" in one for one in heard.told)


def _refusal_of_none(given: dict[str, Any]) -> str:
    heard = _Heard()
    with pytest.raises(QgsProcessingException):
        processing.run(RUN, {**given, "RESULTS": None}, feedback=heard)
    return " ".join(heard.warned)


@pytest.mark.parametrize("form", ["{run}/results.gpkg|layername=units", "{run}/.."])
def test_results_are_found_however_they_are_named(given: dict[str, Any], run: Path, form: str) -> None:
    made = processing.run(RUN, {**given, "WHICH": ["method"], "RESULTS": form.format(run=run)}, feedback=_Heard())
    assert Path(made["BOOKLET"]).is_file()


def test_what_is_not_given_comes_from_the_recipe_and_is_said(given: dict[str, Any], run: Path, tmp_path: Path) -> None:
    copy = _copy(run, tmp_path)
    recipe = json.loads((copy / "recipe.json").read_text(encoding="utf-8"))
    recipe |= {"purpose": "uit het recept", "author": "A. Bakker", "expires": "2098-02-03"}
    (copy / "recipe.json").write_text(json.dumps(recipe), encoding="utf-8")
    nothing = {name: value for name, value in given.items() if name not in ("PURPOSE", "AUTHOR", "EXPIRES")}
    heard = _Heard()
    made = processing.run(RUN, {**nothing, "RESULTS": str(copy), "WHICH": ["method"]}, feedback=heard)
    said = _text(made["BOOKLET"])
    assert all(one in said for one in ("uit het recept", "A. Bakker", "03-02-2098"))
    assert any("uit het recept; A. Bakker; 2098-02-03" in one for one in heard.told)


def test_no_purpose_is_warned_of_and_stands_on_the_page(given: dict[str, Any]) -> None:
    nothing = {name: value for name, value in given.items() if name not in ("PURPOSE", "AUTHOR", "EXPIRES")}
    heard = _Heard()
    processing.run(RUN, {**nothing, "WHICH": ["method"]}, feedback=heard)
    assert [one.split()[1] for one in heard.warned if one.startswith("No ")] == ["purpose", "author", "expiry"]


def test_an_expiry_that_is_past_is_said_and_one_before_the_results_refused(given: dict[str, Any]) -> None:
    heard = _Heard()
    processing.run(RUN, {**given, "WHICH": ["method"], "EXPIRES": "2024-06-01"}, feedback=heard)
    assert any("2024-06-01 is past" in one for one in heard.warned)
    assert "2024-01-01" in _refusal({**given, "EXPIRES": "2023-12-31"})
    assert "EXPIRES" in _refusal({**given, "EXPIRES": "morgen"})


def test_areas_are_known_by_name_and_id(given: dict[str, Any]) -> None:
    made = processing.run(RUN, {**given, "AREAS": "de noord; bt-1"}, feedback=_Heard())
    assert "De Noord" in _text(made["BOOKLET"])
    assert "De Noord" in _refusal({**given, "WHICH": ["areas"], "AREAS": "De Zuid"})
    assert _refusal({**given, "WHICH": ["locations"], "UNITS": "0000; 1111"}).count("0000; 1111") == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"RESULTS": "/er/is/niets"}, "no results of an assessment"),
        ({"WHICH": ["routes"]}, "made from a plan"),
        ({"WHICH": []}, "kind of sheet"),
        ({"FORMATS": []}, "format"),
        ({"TOP": 0}, "TOP"),
        ({"TEMPLATE": "/er/is/geen.qpt"}, "geen.qpt"),
        ({"REGISTERS": "/er/is/geen.gpkg"}, "geen.gpkg"),
        ({"MODE": "shared", "WHICH": ["locations"]}, "for use inside the municipality alone"),
        ({"PAPER": "A5"}, "A5"),
    ],
)
def test_what_cannot_work_is_refused_in_one_sentence(given: dict[str, Any], change: dict[str, Any], words: str) -> None:
    said = _refusal({**given, **change})
    assert words in said
    assert not Path(given["OUTPUT"]).exists() or not any(Path(given["OUTPUT"]).iterdir())


def test_shared_sheets_of_locations_are_left_out_beside_others(given: dict[str, Any]) -> None:
    heard = _Heard()
    made = processing.run(RUN, {**given, "MODE": "shared", "WHICH": ["method", "locations"]}, feedback=heard)
    assert any("No location sheets were made" in one for one in heard.warned)
    assert "VOOR PARTNERS" in _text(made["BOOKLET"])


def test_results_in_another_form_are_refused_and_of_another_version_told(
    given: dict[str, Any], run: Path, tmp_path: Path
) -> None:
    copy = _copy(run, tmp_path)
    recipe = json.loads((copy / "recipe.json").read_text(encoding="utf-8"))
    (copy / "recipe.json").write_text(json.dumps({**recipe, "version": "0.0.7"}), encoding="utf-8")
    heard = _Heard()
    processing.run(RUN, {**given, "RESULTS": str(copy), "WHICH": ["method"]}, feedback=heard)
    assert any("0.0.7" in one for one in heard.warned)
    (copy / "recipe.json").write_text(json.dumps({**recipe, "recipe": 99}), encoding="utf-8")
    assert "recipe.json: recipe 1 is not there" in _refusal({**given, "RESULTS": str(copy)})


@pytest.mark.parametrize(
    ("key", "value"),
    [("peildatum", None), ("peildatum", "x"), ("sha256", None), ("options", []), ("municipality", None)],
)
def test_a_recipe_that_lacks_what_stands_on_each_page_is_refused(
    given: dict[str, Any], run: Path, tmp_path: Path, key: str, value: object
) -> None:
    copy = _copy(run, tmp_path)
    recipe = json.loads((copy / "recipe.json").read_text(encoding="utf-8"))
    (copy / "recipe.json").write_text(json.dumps({**recipe, key: value}), encoding="utf-8")
    assert f"recipe.json: {key} is not there" in _refusal({**given, "RESULTS": str(copy)})
    (copy / "recipe.json").write_text("[]", encoding="utf-8")
    assert "recipe.json is missing there or cannot be read" in _refusal({**given, "RESULTS": str(copy)})


@pytest.mark.parametrize("layer", ["areas", "units", "cells", "incidents"])
def test_results_without_a_shape_are_refused(given: dict[str, Any], run: Path, tmp_path: Path, layer: str) -> None:
    copy = _copy(run, tmp_path)
    with sqlite3.connect(copy / "results.gpkg") as file:
        for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            file.execute(f'DROP TRIGGER "{name}"')
        file.execute(f"UPDATE {layer} SET geom = NULL WHERE fid = (SELECT min(fid) FROM {layer})")  # noqa: S608  ours
    assert f"1 of the {layer} in results.gpkg have no shape" in _refusal({**given, "RESULTS": str(copy)})


@pytest.mark.parametrize("layer", ["areas", "cells"])
def test_results_that_were_moved_to_degrees_are_refused(
    given: dict[str, Any], run: Path, tmp_path: Path, layer: str
) -> None:
    copy = _copy(run, tmp_path)
    moved = pyogrio.read_dataframe(copy / "results.gpkg", layer=layer).to_crs(4326)
    pyogrio.write_dataframe(moved, copy / "results.gpkg", layer=layer, append=False)
    assert f"the layer {layer} is in EPSG:4326 and not in RD New" in _refusal({**given, "RESULTS": str(copy)})


@pytest.mark.parametrize("column", ["areas.words_nl", "units.reasons_nl", "units.risk_score"])
def test_results_without_a_column_are_refused(given: dict[str, Any], run: Path, tmp_path: Path, column: str) -> None:
    copy = _copy(run, tmp_path)
    layer, name = column.split(".")
    with sqlite3.connect(copy / "results.gpkg") as file:
        file.execute(f'ALTER TABLE {layer} DROP COLUMN "{name}"')
    assert f"({layer}: {name} is not there)" in _refusal({**given, "RESULTS": str(copy)})


@pytest.mark.parametrize(
    ("change", "metres"),
    [("UPDATE areas SET name = '{long}'", None), ("DELETE FROM incidents", None), ("", 20.0), ("", 20_000.0)],
    ids=["long name", "no incidents", "20 m", "20 km"],
)
def test_odd_areas_get_a_sheet(
    given: dict[str, Any], run: Path, tmp_path: Path, change: str, metres: float | None
) -> None:
    copy = _copy(run, tmp_path)
    long = "Bedrijventerrein " + "Oost-Zuidwesthoek " * 6
    if metres is None:
        with sqlite3.connect(copy / "results.gpkg") as file:
            for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                file.execute(f'DROP TRIGGER "{name}"')
            file.execute(change.format(long=long[:120].strip()))
    else:
        _resize(copy / "results.gpkg", metres)
    made = processing.run(RUN, {**given, "RESULTS": str(copy), "WHICH": ["areas"]}, feedback=_Heard())
    said = _text(made["BOOKLET"])
    assert "Indicatie, geen verdenking" in said
    if "{long}" in change:
        assert "Oost-Zuidwesthoek" in said


def _resize(file: Path, metres: float) -> None:
    import geopandas as gpd  # noqa: PLC0415  of this case alone
    import shapely  # noqa: PLC0415  the same

    areas = gpd.read_file(file, layer="areas")
    areas.geometry = [shapely.MultiPolygon([shapely.box(130_000, 480_000, 130_000 + metres, 480_000 + metres)])]
    areas.to_file(file, layer="areas", driver="GPKG", mode="w")


def test_a_template_without_a_map_is_refused_and_one_with_a_map_used(given: dict[str, Any], tmp_path: Path) -> None:
    layout = QgsPrintLayout(QgsProject.instance())
    layout.initializeDefaults()
    label = QgsLayoutItemLabel(layout)
    label.setText("GEMEENTE [% @lr_title %]")
    layout.addLayoutItem(label)
    file = tmp_path / "leeg.qpt"
    layout.saveAsTemplate(str(file), QgsReadWriteContext())
    heard = _Heard()
    with pytest.raises(QgsProcessingException):
        processing.run(RUN, {**given, "FORMATS": ["booklet", "xlsx"], "TEMPLATE": str(file)}, feedback=heard)
    assert any("leeg.qpt" in one for one in heard.warned)
    assert not Path(given["OUTPUT"]).exists(), "nothing is made for what cannot be printed"


def test_a_cancel_leaves_the_pages_that_were_done(given: dict[str, Any]) -> None:
    heard = _Heard(cancel_at=40)
    outcome = processing.run(
        RUN, {**given, "WHICH": ["overview", "areas", "method"], "FORMATS": ["booklet", "png"]}, feedback=heard
    )
    (folder,) = Path(given["OUTPUT"]).iterdir()
    done = len(list(folder.glob("*.png")))
    (booklet,) = folder.glob("*.pdf")
    assert done == _pages(str(booklet)) >= 1
    assert any(one.startswith(f"Stopped: {done} of ") and str(folder) in one for one in heard.warned)
    assert outcome is not None


def test_a_full_disk_is_told_and_what_was_done_is_named(
    given: dict[str, Any], small_disk: Callable[[int], Any]
) -> None:
    with small_disk(20_000):
        said = _refusal({**given, "DPI": 300, "FORMATS": ["png"]})
    assert "disk is full" in said


@pytest.mark.skipif(os.name == "nt", reason="rights of files are others there")
def test_a_folder_that_cannot_be_written_is_refused(given: dict[str, Any], tmp_path: Path) -> None:
    blocked = tmp_path / "bestand"
    blocked.write_text("x", encoding="utf-8")
    assert str(blocked) in _refusal({**given, "OUTPUT": str(blocked)})


def test_a_national_reference_stands_beside_the_profile_with_its_source(given: dict[str, Any], tmp_path: Path) -> None:
    table = tmp_path / "landelijk.csv"
    rows = "".join(f"bedrijventerrein;{name};0,1;2025-12-31;Monitor\n" for name in catalogue())
    table.write_text("gebiedstype;indicator;waarde;datum;bron\n" + rows, encoding="utf-8")
    heard = _Heard()
    made = processing.run(RUN, {**given, "NATIONAL": str(table)}, feedback=heard)
    assert "landelijke referentie (Monitor, 2025-12-31)" in " ".join(_text(made["BOOKLET"]).split())
    assert any("landelijk.csv" in one for one in heard.told)
    table.write_text("gebiedstype;waarde\n", encoding="utf-8")
    assert "landelijk.csv" in _refusal({**given, "NATIONAL": str(table)})


def test_a_background_that_cannot_be_drawn_is_refused(given: dict[str, Any], new_project: QgsProject) -> None:
    layer = QgsVectorLayer("None?field=a:string", "een tabel", "memory")
    new_project.addMapLayer(layer)
    heard = _Heard()
    with pytest.raises(QgsProcessingException):
        processing.run(RUN, {**given, "BACKGROUND": [layer]}, feedback=heard)
    assert any("een tabel" in one for one in heard.warned)
    assert "nergens.gpkg cannot be drawn" in _refusal({**given, "BACKGROUND": ["nergens.gpkg"]})


def test_layouts_stand_in_the_layout_manager_once(given: dict[str, Any], run: Path, new_project: QgsProject) -> None:
    add_run(new_project, run)
    for _ in range(2):
        processing.run(RUN, {**given, "WHICH": ["areas", "method"], "FORMATS": ["svg"]}, feedback=_Heard())
    names = [layout.name() for layout in new_project.layoutManager().printLayouts()]
    assert len(names) == 3
    assert all("A4" in name for name in names)
