"""The layers of a plan as its sheets draw them: one route alone, and no marker upon another at any round scale."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextScope,
    QgsExpressionContextUtils,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from shapely.affinity import translate

sys.path.insert(0, str(Path(__file__).parent.parent / "routes"))
from made_outcome import outcome

from locatierisico.briefing.route import read_plan, route_sheets
from locatierisico.layers.route_results import write_plan
from locatierisico.sheets.plan_layers import plan_layers

pytestmark = pytest.mark.usefixtures("qgis_app")
SCALES = (1_000, 2_500, 7_500, 12_500, 40_000, 80_000)
MARKED = ("stops", "parkings", "ends")


def _crowded(folder: Path, metres: float = 4.0, **chosen: Any) -> None:
    made = outcome(n=30, **chosen)
    served = made.stops["served"]
    middle = made.stops.loc[served, "geometry"].iloc[0]
    count = int(served.sum())
    made.stops.loc[served, "geometry"] = [
        translate(middle, metres * (at % 6), metres * (at // 6 % 5)) for at in range(count)
    ]
    write_plan(folder, made, "en")


def _drawn(layer: QgsVectorLayer, scale: float) -> list[tuple[float, float]]:
    """Give where markers are drawn, in mm, by the very expression that moves them."""
    found = []
    for feature in layer.getFeatures():
        context = QgsExpressionContext()
        scope = QgsExpressionContextScope()
        scope.setVariable("map_scale", float(scale))
        context.appendScope(scope)
        context.setFields(layer.fields())
        context.setFeature(feature)
        rule = layer.renderer().rootRule().children()[0]
        marker = rule.symbol().symbolLayer(1)
        shift = marker.dataDefinedProperties().property(marker.Property.Offset).asExpression()
        right, down = map(float, QgsExpression(shift).evaluate(context).split(","))
        point = feature.geometry().asPoint()
        found.append((point.x() / scale * 1000 + right, point.y() / scale * 1000 - down))
    return found


@pytest.mark.parametrize("metres", [0.0, 4.0])
@pytest.mark.parametrize("scale", SCALES)
def test_no_marker_hides_another_at_a_round_scale(tmp_path: Path, metres: float, scale: float) -> None:
    _crowded(tmp_path, metres, teams=("Noord",))
    layers = plan_layers(tmp_path / "routes.gpkg", "en")
    layers["stops"].setSubsetString("\"team\" = 'Noord'")
    places = np.array([place for role in MARKED for place in _drawn(layers[role], scale)])
    assert len(places) == 32
    apart = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    assert (apart + np.diag(np.full(len(places), 99.0))).min() > 5.2, "the width of a marker"


def test_the_filter_of_a_sheet_leaves_one_route(tmp_path: Path) -> None:
    write_plan(tmp_path, outcome(teams=("Noord", "Zuid '1' \\ 2"), days=2), "en")
    layers = plan_layers(tmp_path / "routes.gpkg", "nl")
    plan, _ = read_plan(str(tmp_path))
    for sheet, trip in zip(route_sheets(plan, "nl", "internal"), plan.trips(), strict=True):
        assert sheet.view is not None
        for role in sheet.view.roles:
            layer = layers[role]
            assert layer.setSubsetString(sheet.view.only[role]), (role, sheet.view.only[role])
            assert {(one["team"], one["day"]) for one in layer.getFeatures()} <= {tuple(trip)}
        assert layers["stops"].featureCount() == 5
        assert layers["routes"].featureCount() == 1
        assert layers["ends"].featureCount() == 1


def test_names_and_signs_are_in_the_language_of_the_sheet(tmp_path: Path) -> None:
    write_plan(tmp_path, outcome(), "en")
    named = {
        language: {role: layer.name() for role, layer in plan_layers(tmp_path / "routes.gpkg", language).items()}
        for language in ("en", "nl")
    }
    assert named["en"]["ends"] == "Start and end"
    assert named["nl"]["ends"] == "Begin en einde"
    assert named["nl"]["parkings"] == "Parkeerplekken"
    assert list(named["nl"]) == ["stops", "parkings", "ends", "legs", "routes"]


def test_no_field_tells_a_control_stop(tmp_path: Path) -> None:
    write_plan(tmp_path, outcome(), "en")
    for layer in plan_layers(tmp_path / "routes.gpkg", "en").values():
        assert not {"control", "chosen", "priority", "probability"} & set(layer.fields().names())


def test_a_marker_that_is_moved_is_drawn_aside_with_a_line_to_its_place(tmp_path: Path) -> None:
    _crowded(tmp_path, 0.0, teams=("Noord",))
    layer = plan_layers(tmp_path / "routes.gpkg", "en")["stops"]
    layer.setSubsetString("\"team\" = 'Noord'")
    moved = [json.loads(one["aside"]) for one in layer.getFeatures()]
    assert sum(bool(one) for one in moved) >= 29
    middle = layer.extent().center()
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setOutputSize(QSize(600, 600))
    settings.setOutputDpi(96)
    half = 600 / 96 * 0.0254 * 5_000 / 2
    settings.setExtent(QgsRectangle(middle.x() - half, middle.y() - half, middle.x() + half, middle.y() + half))
    context = QgsExpressionContext()  # a list of scopes would be deleted twice
    context.appendScope(QgsExpressionContextUtils.mapSettingsScope(settings))
    settings.setExpressionContext(context)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    columns = range(0, image.width(), 4)
    coloured = sum(image.pixelColor(x, y).name() == "#0072b2" for x in columns for y in columns)
    one = np.pi / 4 * (5.2 / 25.4 * 96 / 4) ** 2
    assert coloured > 5 * one, "thirty circles beside each other, not one upon another"


def test_a_plan_without_routes_has_no_markers(tmp_path: Path) -> None:
    write_plan(tmp_path, outcome(n=0, teams=()), "en")
    assert set(plan_layers(tmp_path / "routes.gpkg", "en")) <= {"stops"}
