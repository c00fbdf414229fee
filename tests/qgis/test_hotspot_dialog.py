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
from qgis.PyQt.QtCore import QDate, QEventLoop, QTimer
from qgis.PyQt.QtWidgets import QDialogButtonBox

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
    assert dialog.incidents.currentLayer().name() == "meldingen"
    assert dialog.layers["addresses"].currentLayer().name() == "adressen"
    assert dialog.layers["study_area"].currentLayer() is None


def test_only_rows_the_method_can_use_are_shown(dialog: HotspotDialog) -> None:
    assert dialog.layers["addresses"].isVisible()
    dialog.questions.ask(1)
    assert not dialog.layers["addresses"].isVisible()
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
    dialog.first.set_day(QDate(2022, 1, 1))
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
    dialog.first.set_day(QDate(2030, 1, 1))
    assert not _run(dialog)
    assert "ends before it begins" in _said(dialog)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_stands_is_never_written_to(tmp_path: Path) -> None:
    (tmp_path / "density").mkdir()
    (tmp_path / "density_2").mkdir()
    assert free_folder(tmp_path, "density").name == "density_3"
