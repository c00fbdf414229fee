from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRectangle, QgsSettings, QgsVectorLayer
from qgis.PyQt.QtCore import QDate, QEventLoop, QTimer
from qgis.PyQt.QtWidgets import QDialogButtonBox

from locatierisico.ui.assess_dialog import REMEMBERED, AssessDialog

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def dialog(provider: Any, new_project: QgsProject) -> AssessDialog:  # noqa: ARG001  QGIS must run
    QgsSettings().remove(REMEMBERED)
    made = AssessDialog()
    made.show()
    yield made
    made.close()
    QgsSettings().remove(REMEMBERED)


def _said(dialog: AssessDialog) -> str:
    item = dialog.bar.currentItem()
    return item.text() if item is not None else ""


def _run(dialog: AssessDialog) -> bool:
    loop, outcome = QEventLoop(), []
    dialog.ended.connect(lambda fine: (outcome.append(fine), loop.quit()))
    QTimer.singleShot(60_000, loop.quit)
    dialog.run()
    loop.exec()
    return outcome == [True]


def test_it_fits_a_small_screen_and_has_help(dialog: AssessDialog) -> None:
    assert dialog.height() <= 580
    box = dialog.findChild(QDialogButtonBox)
    assert [b for b in box.buttons() if box.buttonRole(b) == QDialogButtonBox.ButtonRole.HelpRole]


def test_only_an_extent_that_was_chosen_is_read(dialog: AssessDialog) -> None:
    assert dialog.parameters()["EXTENT"] is None
    dialog.extent.setOutputExtentFromUser(
        QgsRectangle(131_500, 479_500, 132_500, 480_500), QgsCoordinateReferenceSystem("EPSG:28992")
    )
    chosen = dialog.parameters()["EXTENT"]
    assert (chosen.xMinimum(), chosen.yMaximum(), chosen.crs().authid()) == (131_500, 480_500, "EPSG:28992")


def test_what_is_chosen_becomes_parameters(dialog: AssessDialog, tmp_path: Path) -> None:
    points_layer = QgsVectorLayer("Point?crs=EPSG:28992&field=soort:string", "meldingen", "memory")
    QgsProject.instance().addMapLayer(points_layer)
    dialog.rows["BAG"].set_files(["/data/één bag.zip", "/data/b.gpkg"])
    dialog.rows["INCIDENTS"].layer.setLayer(points_layer)
    dialog.peildatum.setDate(QDate(2021, 10, 15))
    dialog.sets["winkelgebied"].setChecked(False)
    dialog.theme.setCurrentIndex(1)
    dialog.output.setFilePath(str(tmp_path))
    chosen = dialog.parameters()
    assert chosen["BAG"] == ["/data/één bag.zip", "/data/b.gpkg"]
    assert chosen["INCIDENTS_LAYERS"] == [points_layer.id()]
    assert chosen["PEILDATUM"] == "2021-10-15"
    assert chosen["SETS"] == ["bedrijventerrein", "buitengebied"]
    assert chosen["THEME"] == "drugs"
    assert chosen["EXPIRES"] is None


def test_trouble_is_told_in_the_bar_and_nothing_runs(dialog: AssessDialog, tmp_path: Path) -> None:
    dialog.run()
    assert _said(dialog) == "Choose a folder for the results."
    dialog.output.setFilePath(str(tmp_path))
    dialog.run()
    assert _said(dialog).startswith("No BAG was given.")
    assert list(tmp_path.iterdir()) == []


def test_a_failing_run_says_why(dialog: AssessDialog, registers_file: Path, tmp_path: Path) -> None:
    broken = tmp_path / "kapot.gpkg"
    broken.write_bytes(registers_file.read_bytes()[:5000])
    dialog.rows["BAG"].set_files([str(broken)])
    dialog.output.setFilePath(str(tmp_path / "out"))
    assert not _run(dialog)
    assert "kapot.gpkg" in _said(dialog)


def test_the_last_choices_are_remembered(dialog: AssessDialog, tmp_path: Path) -> None:
    broken = tmp_path / "leeg.gpkg"
    broken.write_bytes(b"niets")
    dialog.rows["BAG"].set_files([str(broken)])
    dialog.output.setFilePath(str(tmp_path / "out"))
    _run(dialog)
    again = AssessDialog()
    assert again.rows["BAG"].files() == [str(broken)]
    assert again.output.filePath() == str(tmp_path / "out")
