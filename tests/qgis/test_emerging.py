from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from qgis.core import (
    Qgis,
    QgsDateTimeRange,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerTemporalContext,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QMetaType, Qt, QTime

from locatierisico.layers.trend_styles import class_words, style_emerging, style_emerging_cube

if TYPE_CHECKING:
    from collections.abc import Callable

PERIOD = {"FROM": "2023-01-01", "UNTIL": "2023-12-31", "PEILDATUM": "2024-01-01"}


@pytest.fixture
def year_layer(new_project: QgsProject) -> QgsVectorLayer:
    """Draw 400 reports over 1.2 km and a year, and 100 more on one block in its last quarter."""
    layer = QgsVectorLayer(
        "Point?crs=EPSG:28992&field=id:string&field=datum:string&field=naam:string", "meldingen é", "memory"
    )
    rng = np.random.default_rng(1)
    x = np.concatenate([rng.uniform(130_000, 131_200, 400), rng.uniform(130_520, 130_680, 100)])
    y = np.concatenate([rng.uniform(480_000, 481_200, 400), rng.uniform(480_520, 480_680, 100)])
    days = np.concatenate([rng.integers(0, 365, 400), rng.integers(280, 365, 100)])
    features = []
    for number, day in enumerate(days):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([str(number), str(np.datetime64("2023-01-01") + int(day)), "Jan Jansen"])
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(x[number], y[number])))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    new_project.addMapLayer(layer)
    return layer


def _run(in_background: Callable[..., Any], layer: QgsVectorLayer, folder: Path, **more: Any) -> tuple[Any, ...]:
    made = {"OUTPUT": str(folder / "cellen.gpkg"), "CUBE": str(folder / "kubus.gpkg")}
    return in_background("emerginghotspots", {"INPUT": layer.id(), "SIZE": 100, **PERIOD, **made, **more})


def test_twice_in_a_row_the_planted_block_comes_out_and_nothing_of_the_input_does(
    in_background: Callable[..., Any], year_layer: QgsVectorLayer, tmp_path: Path
) -> None:
    for number in (1, 2):
        folder = tmp_path / str(number)
        folder.mkdir()
        fine, results, feedback = _run(in_background, year_layer, folder)
        assert fine, feedback.textLog()
    cells_layer = QgsVectorLayer(results["OUTPUT"], "cellen", "ogr")
    assert "naam" not in cells_layer.fields().names()
    hot = [cell for cell in cells_layer.getFeatures() if cell["class"] > 0]
    assert hot
    block = QgsGeometry.fromPointXY(QgsPointXY(130_600, 480_600))
    assert max(cell.geometry().distance(block) for cell in hot) < 250
    assert {cell["class_text"] for cell in hot} <= {class_words()[number] for number in range(1, 9)}
    told = feedback.textLog()
    assert "12 steps of 28-31 days, from 01-01-2023 up to and including 31-12-2023" in told
    assert "not where the risk is higher" in told


def test_each_frame_of_the_controller_shows_one_step_of_the_cube(
    in_background: Callable[..., Any], year_layer: QgsVectorLayer, tmp_path: Path
) -> None:
    fine, results, feedback = _run(in_background, year_layer, tmp_path)
    assert fine, feedback.textLog()
    cube_layer = QgsVectorLayer(results["CUBE"], "kubus", "ogr")
    cube_layer.loadNamedStyle(str(Path(results["CUBE"]).with_suffix(".qml")))
    fields = cube_layer.fields()
    assert fields[fields.indexOf("step_begin")].type() == QMetaType.Type.QDateTime
    properties = cube_layer.temporalProperties()
    assert properties.isActive()
    assert properties.mode() == Qgis.VectorTemporalMode.FeatureDateTimeStartAndEndFromFields
    assert (properties.startField(), properties.endField()) == ("step_begin", "step_end")
    context = QgsVectorLayerTemporalContext()
    context.setLayer(cube_layer)
    shown = []
    for month in range(1, 13):
        first = QDateTime(QDate(2023, month, 1), QTime(0, 0), Qt.TimeSpec.UTC)
        where = properties.createFilterString(context, QgsDateTimeRange(first, first.addMonths(1), True, False))  # noqa: FBT003  Qt takes positions
        shown.append({row["step"] for row in cube_layer.getFeatures(QgsFeatureRequest().setFilterExpression(where))})
    assert shown == [{step} for step in range(1, 13)]


def test_moments_come_back_from_a_geopackage_as_the_clock_said_them(
    in_background: Callable[..., Any], year_layer: QgsVectorLayer, tmp_path: Path
) -> None:
    _, results, _ = _run(in_background, year_layer, tmp_path)
    cube_layer = QgsVectorLayer(results["CUBE"], "kubus", "ogr")
    begins = {row["step_begin"].toString("yyyy-MM-dd HH:mm:ss") for row in cube_layer.getFeatures()}
    assert begins == {f"2023-{month:02d}-01 00:00:00" for month in range(1, 13)}


def test_the_cube_is_made_only_where_it_is_asked_for(
    in_background: Callable[..., Any], year_layer: QgsVectorLayer, tmp_path: Path
) -> None:
    fine, results, feedback = _run(in_background, year_layer, tmp_path, CUBE=None, STEP="days", STEP_DAYS=14)
    assert fine, feedback.textLog()
    assert "CUBE" not in results
    assert "26 steps of 14 days" in feedback.textLog()


def test_every_class_has_a_legend_in_words_of_its_own() -> None:
    layer = QgsVectorLayer("Polygon?crs=EPSG:28992&field=class:integer&field=bin:integer", "klassen", "memory")
    for number in range(-8, 9):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([number, 0])
        layer.dataProvider().addFeature(feature)
    style_emerging(layer)
    root = layer.renderer().rootRule()
    assert len({rule.label() for rule in root.children()}) == 17
    assert len({str([part.properties() for part in rule.symbol().symbolLayers()]) for rule in root.children()}) == 17
    for number in range(-8, 9):
        context = QgsExpressionContext()
        context.appendScopes(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
        feature = QgsFeature(layer.fields())
        feature.setAttributes([number, 0])
        context.setFeature(feature)
        drawn = [r.label() for r in root.children() if QgsExpression(r.filterExpression()).evaluate(context)]
        assert len(drawn) == 1
        assert drawn[0].startswith(class_words()[number])
    style_emerging_cube(layer)
    assert "hot in this step; too early for a pattern" in [r.label() for r in layer.renderer().rootRule().children()]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"STEP": "quarter"}, "Only 4 steps"),
        ({"STEP": "year"}, "gives 1 whole step; at least 4"),
        ({"STEP": "days"}, "Fill in the length of a step"),
        ({"BAND": 20}, "20"),
        ({"BEGIN": "naam"}, "None of the 500 incidents"),
    ],
)
def test_choices_that_cannot_work_are_told(
    in_background: Callable[..., Any], year_layer: QgsVectorLayer, tmp_path: Path, more: dict[str, Any], told: str
) -> None:
    fine, _, feedback = _run(in_background, year_layer, tmp_path, **more)
    assert fine == ("Only" in told)
    assert told in feedback.textLog()
    assert fine or list(tmp_path.iterdir()) == []


def test_a_layer_in_degrees_is_brought_to_metres(
    in_background: Callable[..., Any], new_project: QgsProject, tmp_path: Path
) -> None:
    degrees_layer = QgsVectorLayer("Point?crs=EPSG:4326&field=datum:string", "graden", "memory")
    for day in range(1, 29):
        feature = QgsFeature(degrees_layer.fields())
        feature.setAttributes([f"2023-{1 + day % 12:02d}-{day:02d}"])
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(5.1 + day / 10_000, 52.1)))
        degrees_layer.dataProvider().addFeature(feature)
    new_project.addMapLayer(degrees_layer)
    fine, results, feedback = _run(in_background, degrees_layer, tmp_path)
    assert fine, feedback.textLog()
    cells_layer = QgsVectorLayer(results["OUTPUT"], "cellen", "ogr")
    assert cells_layer.crs().authid() == "EPSG:28992"
    assert sum(cell["count"] for cell in cells_layer.getFeatures()) == 28


def test_cancel_leaves_nothing_behind(
    in_background: Callable[..., Any], year_layer: QgsVectorLayer, tmp_path: Path
) -> None:
    fine, _, _ = in_background(
        "emerginghotspots",
        {
            "INPUT": year_layer.id(),
            "SIZE": 5,
            "STEP": "week",
            **PERIOD,
            "OUTPUT": str(tmp_path / "cellen.gpkg"),
            "CUBE": str(tmp_path / "kubus.gpkg"),
        },
        cancel_after=30,
    )
    assert not fine
    assert list(tmp_path.iterdir()) == []


def test_a_layer_to_be_shared_holds_a_class_and_its_words_alone(
    in_background: Callable[..., Any], year_layer: QgsVectorLayer, tmp_path: Path
) -> None:
    fine, _, feedback = _run(in_background, year_layer, tmp_path, MODE="shared")
    assert not fine
    assert "the layer per step (CUBE) is not made" in feedback.textLog()
    values = {"INPUT": year_layer.id(), "SIZE": 100, **PERIOD, "MODE": "shared", "OUTPUT": str(tmp_path / "deel.gpkg")}
    fine, results, feedback = in_background("emerginghotspots", values)
    assert fine, feedback.textLog()
    layer = QgsVectorLayer(results["OUTPUT"], "deel", "ogr")
    assert set(layer.fields().names()) - {"fid"} == {"cell", "class", "class_text"}
    assert layer.featureCount()
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(next(layer.getFeatures()))
    assert "Numbers are not shown" in QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)
