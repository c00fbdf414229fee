"""The dialog for map sheets: what is chosen, the page beside it, and a run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from qgis.core import QgsProject, QgsSettings
from qgis.PyQt.QtCore import QDate, QEventLoop, Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDialogButtonBox

from locatierisico.layers.loading import ROLE, add_run
from locatierisico.sheets.house import SETTINGS
from locatierisico.ui.sheet_choices import REMEMBERED
from locatierisico.ui.sheet_dialog import HIGHEST, SheetDialog

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def run(assessed: Path, new_project: QgsProject) -> Path:
    add_run(new_project, assessed)
    return assessed


@pytest.fixture
def dialog(run: Path, tmp_path: Path) -> Iterator[SheetDialog]:  # noqa: ARG001  its layers are in the project
    QgsSettings().remove(REMEMBERED)
    QgsSettings().remove(SETTINGS)
    made = SheetDialog()
    made.show()
    made.form.output.setFilePath(str(tmp_path / "uit"))
    made.form.dpi.setValue(60)
    yield made
    made.close()
    made.deleteLater()
    QgsSettings().remove(REMEMBERED)
    QgsSettings().remove(SETTINGS)


def _settle(dialog: SheetDialog) -> None:
    for _ in range(400):
        QTest.qWait(50)
        if not dialog.preview.busy():
            return
    pytest.fail("no page came")


def _run(dialog: SheetDialog) -> bool:
    loop, outcome = QEventLoop(), []
    heard = dialog.ended.connect(lambda fine: (outcome.append(fine), loop.quit()))
    QTimer.singleShot(60_000, loop.quit)
    dialog.run()
    loop.exec()
    dialog.ended.disconnect(heard)
    return outcome == [True]


def test_it_fits_a_small_screen_and_has_help(dialog: SheetDialog) -> None:
    assert dialog.height() <= HIGHEST
    assert dialog.minimumSizeHint().height() <= HIGHEST
    box = dialog.findChild(QDialogButtonBox)
    assert [b for b in box.buttons() if box.buttonRole(b) == QDialogButtonBox.ButtonRole.HelpRole]


def test_the_newest_run_of_the_project_is_chosen_and_counted(dialog: SheetDialog, run: Path) -> None:
    assert dialog.parameters()["RESULTS"] == str(run)
    _settle(dialog)
    assert dialog.what.kinds["areas"].text() == "Areas (1)"
    assert dialog.what.areas.item(0).text() == "De Noord"
    assert dialog.what.top.maximum() <= 30


def test_a_page_shows_and_can_be_turned(dialog: SheetDialog) -> None:
    _settle(dialog)
    assert not dialog.preview.picture.pixmap().isNull()
    assert dialog.preview.words.text().startswith("Sheet 1 of 3, page 1 of")
    assert not dialog.preview.before.isEnabled()
    for _ in range(12):
        if not dialog.preview.next.isEnabled():
            break
        dialog.preview.next.click()
        _settle(dialog)
    assert dialog.preview.words.toolTip().startswith("Sheet 3 of 3")
    dialog.preview.before.click()
    _settle(dialog)
    assert dialog.preview.before.isEnabled()


def test_the_page_follows_the_choice(dialog: SheetDialog) -> None:
    _settle(dialog)
    wide = dialog.preview.picture.pixmap()
    assert wide.width() > wide.height()
    dialog.form.orientation.setCurrentIndex(dialog.form.orientation.findData("portrait"))
    _settle(dialog)
    high = dialog.preview.picture.pixmap()
    assert high.height() > high.width()


def test_what_goes_wrong_is_a_sentence_in_the_place_of_the_page(dialog: SheetDialog) -> None:
    dialog.what.kinds["locations"].setChecked(True)
    dialog.what.units.setText("bestaat niet")
    _settle(dialog)
    assert "bestaat niet" in dialog.preview.picture.text()
    assert not dialog.preview.next.isEnabled()
    for box in dialog.what.kinds.values():
        box.setChecked(False)
    assert "kind of sheet" in dialog.preview.picture.text()
    dialog.run()
    assert not dialog.what._kinds_remark.isHidden()


def test_no_area_checked_is_not_all_areas(dialog: SheetDialog) -> None:
    _settle(dialog)
    for at in range(dialog.what.areas.count()):
        dialog.what.areas.item(at).setCheckState(Qt.CheckState.Unchecked)
    assert "area is chosen" in dialog.preview.picture.text()
    dialog.run()
    assert not dialog.progress.isVisible()
    assert not dialog.what._areas_remark.isHidden()
    for box in dialog.what.kinds.values():
        box.setChecked(box is dialog.what.kinds["method"])
    assert dialog.what.lacking() is None


def test_areas_and_locations_come_from_the_map(dialog: SheetDialog, new_project: QgsProject) -> None:
    _settle(dialog)
    units = next(one for one in new_project.mapLayers().values() if one.customProperty(ROLE) == "units")
    ids = sorted(str(one["unit_id"]) for one in units.getFeatures())[:2]
    units.selectByExpression(f"\"unit_id\" IN ('{ids[0]}', '{ids[1]}')")
    dialog.what.select_units()
    assert sorted(dialog.parameters()["UNITS"].split("; ")) == ids
    dialog.what.areas.item(0).setCheckState(Qt.CheckState.Unchecked)
    dialog.what.select_areas()
    assert dialog.what.areas.item(0).checkState() == Qt.CheckState.Checked


def test_it_makes_the_sheets_and_links_to_them(dialog: SheetDialog) -> None:
    _settle(dialog)
    dialog.marks.purpose.setText("briefing")
    assert _run(dialog), dialog.bar.currentItem().text()
    assert Path(dialog.results["BOOKLET"]).is_file()
    assert Path(dialog.results["WORKBOOK"]).is_file()
    labels = [button.text() for button in dialog.bar.currentItem().findChildren(type(dialog.run_button))]
    assert {"Open the booklet", "Open the workbook", "Open the folder"} <= set(labels)


def test_choices_are_remembered_but_not_a_date_that_is_past(dialog: SheetDialog) -> None:
    dialog.marks.author.setText("J. de Vries")
    dialog.marks.expires.setDate(QDate(2020, 1, 1))
    dialog.form.paper.setCurrentIndex(1)
    dialog.close()
    again = SheetDialog()
    assert again.marks.author.text() == "J. de Vries"
    assert again.form.parameters()["PAPER"] == "A3"
    assert again.marks.parameters()["EXPIRES"] == ""
    again.deleteLater()


def test_the_house_style_is_kept_in_the_settings(dialog: SheetDialog) -> None:
    from locatierisico.sheets.house import house_from_settings  # noqa: PLC0415  loads geopandas

    dialog.form.colour.setColor(dialog.palette().text().color())
    assert house_from_settings().colour == dialog.palette().text().color().name()
