"""Columns matched in the dialog and by file, all the way to the registers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pyogrio
import pytest
from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtWidgets import QDialogButtonBox

from locatierisico.registers.mapping import ROLES, ColumnMapping, read_mapping, write_mapping
from locatierisico.registers.store import read
from locatierisico.synthetic.deliver import deliver
from locatierisico.synthetic.town import make_town
from locatierisico.ui import column_matching
from locatierisico.ui.assess_dialog import AssessDialog
from locatierisico.ui.column_matching import MATCHABLE, examples_of, role_words
from locatierisico.ui.mapping_dialog import MappingDialog

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[bool, dict[str, Any], Any]]

PEILDATUM = "2026-01-01"
NAMES = {"incident_id": "Kenmerk", "soort": "Wat was er", "begin": "Moment", "x": "Oost", "y": "Noord"}
MATCHED = {"id": "Kenmerk", "kind": "Wat was er", "begin": "Moment", "x": "Oost", "y": "Noord"}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return deliver(make_town(2000, 3), tmp_path_factory.mktemp("town"))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qgis_app: Any) -> Path:  # noqa: ARG001  QGIS must run
    """Keep mappings out of the profile."""
    kept = tmp_path / "profiel" / "mappings"
    monkeypatch.setattr(column_matching, "_folder", lambda: kept)
    return kept


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Incidents in a workbook under names of a supplier, with a column about a person."""
    frame = pd.DataFrame(
        {
            "Kenmerk": ["A1", "A2", "A3"],
            "Wat was er": ["hennepkwekerij", "hennepkwekerij", "diefstal"],
            "Moment": ["21-11-2025 22:00 - 22-11-2025 06:00", "22-11-2025", "23-11-2025 10:00"],
            "Oost": ["", "", ""],
            "Noord": ["", "", ""],
            "Naam melder": ["Jan", "Piet", "Els"],
        }
    )
    path = tmp_path / "meldingen.xlsx"
    pyogrio.write_dataframe(frame, path, driver="XLSX", layer="blad")
    return path


@pytest.fixture
def incidents(town: dict[str, Path], tmp_path: Path) -> Path:
    """The incidents of the town as a supplier names their columns."""
    held = pyogrio.read_dataframe(town["INCIDENTS"], read_geometry=False).astype(str)
    frame = pd.DataFrame(
        {
            "Kenmerk": held.filter(regex="(?i)nummer|_id|^id$").iloc[:, 0],
            "Wat was er": held.filter(regex="(?i)soort").iloc[:, 0],
            "Moment": held.filter(regex="(?i)begin|datum").iloc[:, 0],
            "Oost": held.filter(regex="(?i)^x").iloc[:, 0],
            "Noord": held.filter(regex="(?i)^y").iloc[:, 0],
            "Naam melder": "Jan",
        }
    )
    path = tmp_path / "leverancier.csv"
    frame.to_csv(path, sep=";", index=False)
    return path


def _mapping(roles: dict[str, str], columns: tuple[str, ...] = tuple(MATCHED.values())) -> ColumnMapping:
    return ColumnMapping("INCIDENTS", columns, roles, made="25-11-2026")


def test_every_register_and_role_has_its_words() -> None:
    assert set(MATCHABLE) == set(ROLES)
    assert {role for roles in ROLES.values() for role in roles} == set(role_words())


def test_a_mapping_file_reaches_the_registers(
    in_background: Run, town: dict[str, Path], incidents: Path, tmp_path: Path
) -> None:
    target, mapping = tmp_path / "r.gpkg", tmp_path / "m.json"
    write_mapping(_mapping(MATCHED), mapping)
    given = {"BAG": [str(town["BAG"])], "INCIDENTS": [str(incidents)], "PEILDATUM": PEILDATUM, "OUTPUT": str(target)}
    assert not in_background("loadregisters", given)[0]
    fine, _, feedback = in_background("loadregisters", given | {"MAPPING": [str(mapping)]})
    assert fine, feedback.textLog()
    assert "mapping m.json" in feedback.textLog()
    assert "Naam melder" in feedback.textLog()
    made = read(target).incidenten
    assert made is not None
    assert len(made) > 0


def test_a_mapping_that_does_not_fit_is_refused_before_anything_is_written(
    in_background: Run, town: dict[str, Path], incidents: Path, tmp_path: Path
) -> None:
    target, mapping = tmp_path / "r.gpkg", tmp_path / "m.json"
    write_mapping(_mapping({**MATCHED, "end": "Einde"}, (*MATCHED.values(), "Einde")), mapping)
    given = {"BAG": [str(town["BAG"])], "INCIDENTS": [str(incidents)], "PEILDATUM": PEILDATUM, "OUTPUT": str(target)}
    fine, _, feedback = in_background("loadregisters", given | {"MAPPING": [str(mapping)]})
    assert not fine
    assert "does not have: Einde" in feedback.textLog()
    assert not target.exists()


def test_a_file_that_is_no_mapping_is_refused_by_both_algorithms(provider: Any, town: dict[str, Path]) -> None:
    from qgis.core import QgsProcessingContext  # noqa: PLC0415  only this test

    for name in ("loadregisters", "assessmunicipality"):
        algorithm = provider.algorithm(name).create()
        given = {"BAG": [str(town["BAG"])], "MAPPING": [str(town["WOZ"])], "OUTPUT": "/tmp/x.gpkg"}  # noqa: S108  never written
        fine, sentence = algorithm.checkParameterValues(given, QgsProcessingContext())
        assert not fine
        assert "is not a column mapping" in sentence


def test_the_dialog_shows_a_workbook_and_remembers(workbook: Path, folder: Path) -> None:
    tables, complaint = column_matching.tables_of("INCIDENTS", [str(workbook)], None)
    assert complaint == ""
    dialog = MappingDialog("INCIDENTS", tables)
    dialog.show()
    assert dialog.height() <= 580
    box = dialog.findChild(QDialogButtonBox)
    assert [b for b in box.buttons() if box.buttonRole(b) == QDialogButtonBox.ButtonRole.HelpRole]
    kind = dialog.roles["kind"]
    shown = [kind.itemText(at) for at in range(kind.count())]
    assert "Wat was er:  hennepkwekerij, diefstal" in shown
    assert not [text for text in shown if "melder" in text or "Jan" in text]
    assert kind.currentData() is None
    dialog.fill(MATCHED)
    remembered: list[str] = []
    dialog.matched.connect(remembered.append)
    dialog.accept()
    (path,) = folder.iterdir()
    assert remembered == [str(path)]
    assert dict(read_mapping(path).roles) == MATCHED
    assert column_matching.remembered_folder() == [str(folder)]
    again = MappingDialog("INCIDENTS", tables)
    assert again.roles["begin"].currentData() == "Moment"
    assert "matched before" in again.bar.currentItem().text()


def test_a_proposal_is_filled_in_and_nothing_chosen_is_not_kept(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "i.csv"
    path.write_text("Datum;Soort;X;Y\n1-1-2021;a;1;2\n", encoding="utf-8")
    tables, _ = column_matching.tables_of("INCIDENTS", [str(path)], None)
    dialog = MappingDialog("INCIDENTS", tables)
    assert {role: combo.currentData() for role, combo in dialog.roles.items() if combo.currentData()} == {
        "begin": "Datum", "kind": "Soort", "x": "X", "y": "Y",
    }  # fmt: skip
    dialog.fill({})
    dialog.accept()
    assert "at least one role" in dialog.bar.currentItem().text()
    assert not folder.exists()


def test_saved_and_opened(tmp_path: Path, workbook: Path) -> None:
    tables, _ = column_matching.tables_of("INCIDENTS", [str(workbook)], None)
    dialog = MappingDialog("INCIDENTS", tables)
    dialog.fill(MATCHED)
    dialog.save(tmp_path / "één")
    dialog.fill({})
    dialog.read(tmp_path / "één.json")
    assert dict(dialog.mapping().roles) == MATCHED
    write_mapping(ColumnMapping("LISTS", ("Kenmerk",), {"vbo": "Kenmerk"}), tmp_path / "l.json")
    dialog.read(tmp_path / "l.json")
    assert "another register" in dialog.bar.currentItem().text()
    dialog.read(workbook)
    assert "not a column mapping" in dialog.bar.currentItem().text()


def test_values_that_may_be_remarks_are_not_shown() -> None:
    from locatierisico.registers.raw import Raw  # noqa: PLC0415  only this test

    frame = pd.DataFrame({"tekst": ["z" * 80], "kolom 3": ["Jan"], "leeg": [None], "kort": ["a" * 30], "BSN": ["1"]})
    raw = Raw("t", frame)
    assert [examples_of(raw, name) for name in frame.columns] == ["(long texts)", "", "(empty)", "a" * 24 + "…", ""]


def test_rows_with_a_button_and_the_parameter(provider: Any, new_project: QgsProject, workbook: Path) -> None:  # noqa: ARG001  QGIS must run
    dialog = AssessDialog()
    dialog.show()
    assert {name for name, row in dialog.rows.items() if not row.match_button.isHidden()} == set(MATCHABLE)
    row = dialog.rows["INCIDENTS"]
    row.set_files([])
    row.match_columns()
    assert "Choose a file or a layer first" in dialog.bar.currentItem().text()
    row.set_files(["/nergens.csv"])
    row.match_columns()
    assert "nergens.csv" in dialog.bar.currentItem().text()
    assert dialog.parameters()["MAPPING"] == []
    row.set_files([str(workbook)])
    row.match_columns()
    assert row.matching is not None
    row.matching.fill(MATCHED)
    row.matching.accept()
    assert len(dialog.parameters()["MAPPING"]) == 1
    points_layer = QgsVectorLayer("Point?crs=EPSG:28992&field=aard:string&field=bsn:string", "meldingen", "memory")
    QgsProject.instance().addMapLayer(points_layer)
    row.set_files([])
    row.layer.setLayer(points_layer)
    row.match_columns()
    assert [str(column) for column in row.matching.raw().frame.columns] == ["aard"]
    row.matching.reject()
    dialog.close()
