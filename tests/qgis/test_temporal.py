from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from qgis.core import (
    Qgis,
    QgsDateTimeRange,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsTemporalNavigationObject,
    QgsVectorLayer,
    QgsVectorLayerTemporalContext,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QObject, Qt, QTime
from qgis.PyQt.QtWidgets import QDockWidget, QMainWindow

from locatierisico.layers.loading import add_run, layers_of
from locatierisico.layers.temporal import make_temporal
from locatierisico.ui.playing import Playing
from locatierisico.ui.temporal import prepare_controller

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class _Canvas:
    def __init__(self) -> None:
        self.controller = QgsTemporalNavigationObject()

    def temporalController(self) -> QgsTemporalNavigationObject:  # noqa: N802  name of QGIS
        return self.controller


class _Desktop:
    """As much of the desktop as the controller needs."""

    def __init__(self) -> None:
        self.window = QMainWindow()
        self.panel = QDockWidget("Tijdbeheer", self.window)
        self.panel.setObjectName("Temporal Controller")
        self.panel.hide()
        self.canvas = _Canvas()

    def mainWindow(self) -> QMainWindow:  # noqa: N802  name of QGIS
        return self.window

    def mapCanvas(self) -> _Canvas:  # noqa: N802  name of QGIS
        return self.canvas


def _layer(kind: str, rows: list[tuple[Any, Any]], name: str = "incidenten") -> QgsVectorLayer:
    layer = QgsVectorLayer(f"Point?crs=EPSG:28992&field=begin:{kind}&field=eind:{kind}", name, "memory")
    for row in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(list(row))
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(130_000, 480_000)))
        layer.dataProvider().addFeature(feature)
    return layer


def _moment(year: int, month: int, day: int, hour: int = 0) -> QDateTime:
    return QDateTime(QDate(year, month, day), QTime(hour, 0))


def _shown(layer: QgsVectorLayer, first: QDateTime, last: QDateTime) -> int:
    context = QgsVectorLayerTemporalContext()
    context.setLayer(layer)
    frame = QgsDateTimeRange(first, last, True, False)  # noqa: FBT003  Qt takes positions
    where = layer.temporalProperties().createFilterString(context, frame)
    return sum(1 for _ in layer.getFeatures(QgsFeatureRequest().setFilterExpression(where)))


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        ("datetime", [(_moment(2024, 7, 1), _moment(2024, 7, 1)), (_moment(2024, 7, 31, 20), _moment(2024, 8, 1, 6))]),
        ("datetime", [(_moment(2024, 7, 1), None), (_moment(2024, 7, 31, 20), _moment(2024, 8, 1, 6))]),
        ("date", [(QDate(2024, 7, 1), QDate(2024, 7, 1)), (QDate(2024, 7, 31), QDate(2024, 8, 1))]),
        ("string", [("2024-07-01 00:00:00", "2024-07-01 00:00:00"), ("2024-07-31T20:00:00", "2024-08-01T06:00:00")]),
        ("string", [("2024-07-01", None), ("2024-07-31", "2024-08-01")]),
    ],
)
def test_incidents_show_in_their_own_month_whatever_their_dates_are_written_as(
    kind: str, rows: list[tuple[Any, Any]]
) -> None:
    incident_layer = _layer(kind, rows)
    assert make_temporal(incident_layer, "begin", "eind")
    months = [_moment(2024, month, 1) for month in range(6, 11)]
    assert [_shown(incident_layer, *pair) for pair in pairwise(months)] == [0, 2, 1, 0]


def test_a_date_lasts_its_whole_day() -> None:
    dated_layer = _layer("date", [(QDate(2024, 7, 1), QDate(2024, 7, 1))])
    assert make_temporal(dated_layer, "begin", "eind")
    hours = [_moment(2024, 7, 1, hour) for hour in (0, 1, 22, 23)]
    assert [_shown(dated_layer, hour, hour.addSecs(3600)) for hour in hours] == [1, 1, 1, 1]


def test_a_layer_without_the_field_is_left_as_it_is() -> None:
    bare_layer = _layer("string", [])
    assert not make_temporal(bare_layer, "datum")
    assert not bare_layer.temporalProperties().isActive()


def test_the_incidents_of_a_run_can_be_played(
    in_background: Callable[..., Any], registers_file: Path, new_project: QgsProject, tmp_path: Path
) -> None:
    fine, results, _ = in_background("assess", {"REGISTERS": str(registers_file), "OUTPUT": str(tmp_path)})
    assert fine
    add_run(new_project, tmp_path / results["RUN"])
    incident_layer = layers_of(new_project, "incidents")[0]
    assert incident_layer.temporalProperties().isActive()
    june = _moment(2023, 6, 1)
    assert _shown(incident_layer, june, june.addMonths(1)) == incident_layer.featureCount()
    assert _shown(incident_layer, june.addMonths(1), june.addMonths(2)) == 0


@pytest.mark.parametrize(
    ("step", "days", "frames"), [("month", 1, 12), ("quarter", 1, 4), ("week", 1, 53), ("days", 73, 5), ("year", 1, 1)]
)
def test_the_controller_plays_every_step_and_no_empty_one(
    new_project: QgsProject, step: str, days: int, frames: int
) -> None:
    year_layer = _layer(
        "datetime", [(_moment(2023, 1, 1), _moment(2023, 2, 1)), (_moment(2023, 12, 1), _moment(2024, 1, 1))]
    )
    make_temporal(year_layer, "begin", "eind", half_open=True)
    new_project.addMapLayer(year_layer)
    desktop = _Desktop()
    assert prepare_controller(desktop, [year_layer], step, days)
    controller = desktop.canvas.controller
    assert controller.navigationMode() == Qgis.TemporalNavigationMode.Animated
    assert controller.totalFrameCount() == frames
    assert controller.currentFrameNumber() == 0
    assert not desktop.panel.isHidden()
    first = controller.dateTimeRangeForFrameNumber(0)
    assert first.begin() == QDateTime(QDate(2023, 1, 1), QTime(0, 0), Qt.TimeSpec.UTC)
    last = controller.dateTimeRangeForFrameNumber(frames - 1)
    assert last.begin().date() <= QDate(2023, 12, 31) < last.end().date().addDays(1)
    assert new_project.timeSettings().temporalRange().end().date() == QDate(2024, 1, 1)


def test_a_layer_without_times_cannot_be_played(new_project: QgsProject) -> None:
    empty_layer = _layer("datetime", [])
    make_temporal(empty_layer, "begin", "eind")
    new_project.addMapLayer(empty_layer)
    assert not prepare_controller(_Desktop(), [empty_layer])


@pytest.mark.parametrize(
    ("step", "first"),
    [("month", (2023, 5, 1)), ("quarter", (2023, 4, 1)), ("year", (2023, 1, 1)), ("week", (2023, 5, 17))],
)
def test_incidents_play_by_the_calendar(new_project: QgsProject, step: str, first: tuple[int, int, int]) -> None:
    incident_layer = _layer("datetime", [(_moment(2023, 5, 17, 21), None), (_moment(2024, 2, 3), None)])
    make_temporal(incident_layer, "begin", "eind")
    new_project.addMapLayer(incident_layer)
    desktop = _Desktop()
    assert prepare_controller(desktop, [incident_layer], step)
    frame = desktop.canvas.controller.dateTimeRangeForFrameNumber(0)
    assert frame.begin() == QDateTime(QDate(*first), QTime(0, 0), Qt.TimeSpec.UTC)
    if step == "month":
        assert frame.end().date() == QDate(2023, 6, 1)


def _of_steps() -> QgsVectorLayer:
    fields = "field=step_begin:datetime&field=step_end:datetime"
    layer = QgsVectorLayer(f"Point?crs=EPSG:28992&{fields}", "steps", "memory")
    for month in (2, 3):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([_moment(2023, month, 14), _moment(2023, month + 1, 14)])
        layer.dataProvider().addFeature(feature)
    make_temporal(layer, "step_begin", "step_end", half_open=True)
    return layer


def test_steps_play_as_they_were_counted(new_project: QgsProject) -> None:
    step_layer = _of_steps()
    new_project.addMapLayer(step_layer)
    desktop = _Desktop()
    assert prepare_controller(desktop, [step_layer], "month")
    assert desktop.canvas.controller.dateTimeRangeForFrameNumber(0).begin().date() == QDate(2023, 2, 14)


def test_the_map_is_as_before_once_the_controller_is_off(new_project: QgsProject) -> None:
    step_layer, class_layer = _of_steps(), _layer("datetime", [], "classes")
    new_project.addMapLayers([step_layer, class_layer])
    root = new_project.layerTreeRoot()
    root.findLayer(step_layer).setItemVisibilityChecked(False)
    desktop, owner = _Desktop(), QObject()
    playing = Playing(desktop, owner)

    def shown() -> list[bool]:
        return [root.findLayer(layer).isVisible() for layer in (step_layer, class_layer)]

    modes = Qgis.TemporalNavigationMode
    for _ in range(2):
        assert playing.play([step_layer], [class_layer])
        assert playing.play([step_layer], [class_layer])
        assert shown() == [True, False]
        desktop.canvas.controller.setNavigationMode(modes.FixedRange)
        assert shown() == [True, False]
        desktop.canvas.controller.setNavigationMode(modes.Disabled)
        assert shown() == [False, True]


def test_what_is_switched_by_hand_after_playing_stays(new_project: QgsProject) -> None:
    step_layer, class_layer = _of_steps(), _layer("datetime", [], "classes")
    new_project.addMapLayers([step_layer, class_layer])
    desktop, owner = _Desktop(), QObject()
    playing = Playing(desktop, owner)
    assert playing.play([step_layer], [class_layer])
    new_project.removeMapLayer(class_layer.id())
    desktop.canvas.controller.setNavigationMode(Qgis.TemporalNavigationMode.Disabled)
    new_project.layerTreeRoot().findLayer(step_layer).setItemVisibilityChecked(False)
    desktop.canvas.controller.setNavigationMode(Qgis.TemporalNavigationMode.FixedRange)
    desktop.canvas.controller.setNavigationMode(Qgis.TemporalNavigationMode.Disabled)
    assert not new_project.layerTreeRoot().findLayer(step_layer).isVisible()


def test_nothing_to_play_leaves_the_map_alone(new_project: QgsProject) -> None:
    empty_layer, class_layer = _layer("datetime", []), _layer("datetime", [], "classes")
    make_temporal(empty_layer, "begin", "eind")
    new_project.addMapLayers([empty_layer, class_layer])
    owner = QObject()
    assert not Playing(_Desktop(), owner).play([empty_layer], [class_layer])
    assert not Playing(None, owner).play([class_layer], [])
    assert new_project.layerTreeRoot().findLayer(class_layer).isVisible()
