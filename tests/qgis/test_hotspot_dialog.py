from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRuleBasedRenderer,
    QgsSettings,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate, QEventLoop, Qt, QTimer, QUrl
from qgis.PyQt.QtGui import QDesktopServices, QImage, QPalette, QTextDocument
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDialogButtonBox

from locatierisico.ui.findings import Findings
from locatierisico.ui.hotspot_dialog import REMEMBERED, HotspotDialog
from locatierisico.ui.hotspot_questions import questions
from locatierisico.ui.output_places import free_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def _points(name: str, xy: np.ndarray, fields: str = "", values: list[list[Any]] | None = None) -> QgsVectorLayer:
    made_layer = QgsVectorLayer(f"Point?crs=EPSG:28992{fields}", name, "memory")
    features = []
    for number, (x, y) in enumerate(xy):
        feature = QgsFeature(made_layer.fields())
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(x, y)))
        if values is not None:
            feature.setAttributes(values[number])
        features.append(feature)
    made_layer.dataProvider().addFeatures(features)
    QgsProject.instance().addMapLayer(made_layer)
    return made_layer


@pytest.fixture
def town(provider: Any, new_project: QgsProject) -> None:  # noqa: ARG001  QGIS must run
    """Spread 900 addresses evenly, and 120 incidents of which 40 lie close together."""
    rng = np.random.default_rng(1)
    corner = np.array([130_000, 480_000])
    _points(
        "adressen", corner + rng.uniform(0, 2_000, (900, 2)), "&field=identificatie:string&field=gebruiksdoelen:string"
    )
    xy = np.vstack([rng.uniform(0, 2_000, (80, 2)), 700 + rng.normal(0, 40, (40, 2))])
    days = rng.integers(0, 700, 120)
    values = [["overlast", QDate(2022, 1, 1).addDays(int(day)).toString("yyyy-MM-dd")] for day in days]
    _points("meldingen", corner + xy, "&field=soort:string&field=begin:string", values)


@pytest.fixture
def dialog(town: None) -> Iterator[HotspotDialog]:  # noqa: ARG001  layers must be there
    QgsSettings().remove(REMEMBERED)
    made = HotspotDialog()
    made.show()
    yield made
    made.close()
    QgsSettings().remove(REMEMBERED)


def _run(dialog: HotspotDialog) -> bool:
    loop, outcome = QEventLoop(), []
    dialog.ended.connect(lambda fine: (outcome.append(fine), loop.quit()))
    QTimer.singleShot(60_000, loop.quit)
    dialog.run()
    loop.exec()
    return outcome == [True]


def _said(dialog: HotspotDialog) -> str:
    item = dialog.bar.currentItem()
    return item.text() if item is not None else ""


def test_it_fits_a_small_screen_and_has_help(dialog: HotspotDialog) -> None:
    assert dialog.height() <= 580
    box = dialog.findChild(QDialogButtonBox)
    assert [b for b in box.buttons() if box.buttonRole(b) == QDialogButtonBox.ButtonRole.HelpRole]


@pytest.mark.usefixtures("provider")
def test_every_question_leads_to_an_algorithm_that_can_be_asked_so() -> None:
    registry = QgsApplication.processingRegistry()
    for question in questions():
        for method in question.methods:
            algorithm = registry.createAlgorithmById(f"locatierisico:{method.algorithm}")
            assert algorithm is not None, method.algorithm
            known = {definition.name() for definition in algorithm.parameterDefinitions()}
            assert {"INPUT", *method.fixed} <= known, method.algorithm
            assert algorithm.groupId() == "hotspots"


def test_layers_are_chosen_by_what_they_look_like(dialog: HotspotDialog) -> None:
    assert dialog.rows.incidents.currentLayer().name() == "meldingen"
    assert dialog.rows.layers["addresses"].currentLayer().name() == "adressen"
    assert dialog.rows.layers["study_area"].currentLayer() is None


def test_only_rows_the_method_can_use_are_shown(dialog: HotspotDialog) -> None:
    assert dialog.rows.layers["addresses"].isVisible()
    dialog.questions.ask(1)
    assert not dialog.rows.layers["addresses"].isVisible()
    assert dialog.questions.method().algorithm == "timeprofile"


def test_what_must_be_chosen_first_is_told(dialog: HotspotDialog, tmp_path: Path) -> None:
    dialog.run()
    assert _said(dialog) == "Choose a folder for the results."
    dialog.output.setFilePath(str(tmp_path))
    dialog.questions.ask(0, 2)
    dialog.run()
    assert _said(dialog) == "This question needs a layer at 'Roads'."
    assert list(tmp_path.iterdir()) == []


def test_a_run_adds_a_group_of_styled_layers_and_says_what_it_chose(dialog: HotspotDialog, tmp_path: Path) -> None:
    dialog.output.setFilePath(str(tmp_path))
    dialog.rows.first.set_day(QDate(2022, 1, 1))
    assert _run(dialog)
    group = QgsProject.instance().layerTreeRoot().children()[0]
    cells_layer = group.findLayers()[0].layer()
    assert group.name().startswith("Locatierisico: ")
    assert isinstance(cells_layer.renderer(), QgsRuleBasedRenderer)
    assert (tmp_path / "hotspots" / "hotspots.gpkg").is_file()
    assert "Counted over 01-01-2022" in dialog.findings.toPlainText()
    assert dialog.tabs.currentWidget() is dialog.findings
    assert "An indication, not a suspicion." in dialog.findings.toPlainText()


def test_a_run_that_fails_leaves_no_folder_and_says_why(dialog: HotspotDialog, tmp_path: Path) -> None:
    dialog.output.setFilePath(str(tmp_path))
    dialog.rows.first.set_day(QDate(2030, 1, 1))
    assert not _run(dialog)
    assert "ends before it begins" in _said(dialog)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_stands_is_never_written_to(tmp_path: Path) -> None:
    (tmp_path / "density").mkdir()
    (tmp_path / "density_2").mkdir()
    assert free_folder(tmp_path, "density").name == "density_3"


def _by_hand(box: Any, name: str) -> None:
    """Choose as the user does: with the keyboard."""
    row = next(row for row in range(box.count()) if box.itemText(row).strip() == name)
    key = Qt.Key.Key_Down if row > box.currentIndex() else Qt.Key.Key_Up
    while box.currentIndex() != row:
        QTest.keyClick(box, key)


def test_what_the_user_chose_stays_when_the_dialog_is_shown_again(dialog: HotspotDialog) -> None:
    _points("andere", np.array([[130_000, 480_000]]))
    rows = dialog.rows
    _by_hand(rows.incidents, "andere")
    _by_hand(rows.layers["addresses"], "none")
    dialog.hide()
    dialog.show()
    assert rows.incidents.currentLayer().name() == "andere"
    assert rows.layers["addresses"].currentLayer() is None


def test_a_layer_that_went_is_replaced_by_one_that_looks_like_it_and_by_no_other(
    dialog: HotspotDialog, new_project: QgsProject
) -> None:
    other_layer = _points("andere", np.array([[130_000, 480_000]]))
    rows = dialog.rows
    _by_hand(rows.incidents, "andere")
    _by_hand(rows.layers["addresses"], "andere")
    new_project.removeMapLayer(other_layer.id())
    assert rows.incidents.currentLayer().name() == "meldingen"
    assert rows.layers["addresses"].currentLayer().name() == "adressen"
    new_project.removeMapLayer(rows.layers["addresses"].currentLayer().id())
    assert rows.layers["addresses"].currentText().strip() == "none"


def test_a_layer_that_came_fills_a_row_that_is_empty(dialog: HotspotDialog, new_project: QgsProject) -> None:
    area_layer = QgsVectorLayer("Polygon?crs=EPSG:28992", "gemeentegrens", "memory")
    new_project.addMapLayer(area_layer)
    dialog.hide()
    dialog.show()
    assert dialog.rows.layers["study_area"].currentLayer() is area_layer


def test_a_second_press_of_run_starts_no_second_run(dialog: HotspotDialog, tmp_path: Path) -> None:
    dialog.output.setFilePath(str(tmp_path))
    QTimer.singleShot(0, dialog.run)
    assert _run(dialog)
    assert [folder.name for folder in tmp_path.iterdir()] == ["hotspots"]


def test_escape_stops_a_run_and_leaves_the_dialog_to_say_so(dialog: HotspotDialog, tmp_path: Path) -> None:
    dialog.output.setFilePath(str(tmp_path))
    QTimer.singleShot(0, lambda: QTest.keyClick(dialog, Qt.Key.Key_Escape))
    assert not _run(dialog)
    assert dialog.isVisible()
    assert _said(dialog) == "Cancelled; nothing was written."


def test_the_keyboard_goes_from_top_to_bottom(dialog: HotspotDialog) -> None:
    rows = dialog.rows
    wanted = [rows.incidents, rows.begin, rows.questions.asked.button(0), rows.layers["study_area"], dialog.run_button]
    seen, widget = [], rows.incidents
    while widget is not dialog.run_button:
        seen.append(widget)
        widget = widget.nextInFocusChain()
    assert [widget for widget in seen if widget in wanted] == wanted[:-1]
    button = rows.questions.asked.button(0)
    dialog.activateWindow()
    QTest.qWait(200)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Right)
    assert rows.questions.method().algorithm == "timeprofile"


def test_the_chosen_question_stands_out_in_a_dark_theme(dialog: HotspotDialog) -> None:
    QgsApplication.setUITheme("Night Mapping")
    QTest.qWait(50)
    buttons = dialog.questions.asked.buttons()
    pictures = [button.grab().toImage() for button in buttons[:2]]
    edges = [picture.pixelColor(picture.width() // 2, 1) for picture in pictures]
    highlight = buttons[0].palette().color(QPalette.ColorRole.Highlight)
    QgsApplication.setUITheme("default")
    assert edges[0] == highlight != edges[1]
    assert "font-weight: bold" in buttons[0].styleSheet()


def test_pictures_are_as_wide_as_the_page_from_the_first_run_on(dialog: HotspotDialog, tmp_path: Path) -> None:
    dialog.output.setFilePath(str(tmp_path))
    assert _run(dialog)
    page = dialog.findings.viewport().width()
    picture = QUrl.fromLocalFile(dialog.results["PICTURE"])
    kept = dialog.findings.document().resource(QTextDocument.ResourceType.ImageResource, picture)
    assert page * 0.85 < kept.width() / kept.devicePixelRatio() <= page


def test_pictures_follow_the_width_of_the_page_and_the_pixels_of_the_screen(
    provider: Any,  # noqa: ARG001  QGIS must run
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "picture.png"
    image = QImage(2_000, 1_000, QImage.Format.Format_RGB32)
    image.fill(0)
    image.save(str(path))
    findings = Findings(None)
    monkeypatch.setattr(findings, "devicePixelRatioF", lambda: 1.5)
    findings.resize(500, 400)
    findings.show()
    findings.show_run("Where?", [], [path])
    sizes = []
    for width in (500, 900):
        findings.resize(width, 400)
        QApplication.processEvents()
        kept = findings.document().resource(QTextDocument.ResourceType.ImageResource, QUrl.fromLocalFile(str(path)))
        sizes.append(kept.width())
        assert findings.document().size().width() <= findings.viewport().width()
    assert sizes[1] - sizes[0] == pytest.approx(400 * 1.5, abs=1)


def test_a_click_on_a_picture_opens_it_and_the_page_stays(
    provider: Any,  # noqa: ARG001  QGIS must run
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    findings = Findings(None)
    before = findings.toPlainText()
    findings.anchorClicked.emit(QUrl("file:///picture.png"))
    assert opened == [QUrl("file:///picture.png")]
    assert not findings.openLinks()
    assert findings.toPlainText() == before
