"""Density along streets and repeat locations through the toolbox, on a small town of layers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from qgis.core import Qgis, QgsApplication, QgsFeature, QgsGeometry, QgsProcessingContext, QgsProject, QgsVectorLayer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

X, Y = 130_000, 480_000


def _layer(new_project: QgsProject, kind: str, name: str, rows: Sequence[tuple[str, list[Any]]]) -> QgsVectorLayer:
    layer = QgsVectorLayer(kind, name, "memory")
    features = []
    for wkt, values in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(values)
        feature.setGeometry(QgsGeometry.fromWkt(wkt))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    new_project.addMapLayer(layer)
    return layer


@pytest.fixture
def roads_layer(new_project: QgsProject) -> QgsVectorLayer:
    """Draw six streets of 500 m that cross, as one line each."""
    lines = [f"LINESTRING({X} {Y + 100 * n}, {X + 500} {Y + 100 * n})" for n in range(6)]
    lines += [f"LINESTRING({X + 100 * n} {Y}, {X + 100 * n} {Y + 500})" for n in range(6)]
    return _layer(
        new_project, "LineString?crs=EPSG:28992&field=naam:string", "wegen", [(one, ["Kade"]) for one in lines]
    )


@pytest.fixture
def incidents_layer(new_project: QgsProject) -> QgsVectorLayer:
    """Draw 12 incidents at one crossing, 3 elsewhere, one far from all streets, with a person's name beside each."""
    places = [*[(220, 203)] * 12, (410, 404), (20, 98), (330, 2), (900, 900)]
    kind = "Point?crs=EPSG:28992&field=begin:string&field=verdachte:string"
    rows = [(f"POINT({X + x} {Y + y})", [f"{n + 1:02d}-03-2024", "P. Ersoon"]) for n, (x, y) in enumerate(places)]
    return _layer(new_project, kind, "meldingen", rows)


def test_density_along_streets_is_styled_in_words_and_carries_no_names(
    in_background: Callable[..., Any], roads_layer: QgsVectorLayer, incidents_layer: QgsVectorLayer, tmp_path: Path
) -> None:
    for number, method in enumerate(("continuous", "discontinuous")):  # twice in a row, in threads of Qt
        path = tmp_path / f"straten{number}.gpkg"
        values = {"INPUT": incidents_layer.id(), "ROADS": roads_layer.id(), "METHOD": method, "OUTPUT": str(path)}
        fine, _, feedback = in_background("networkdensity", {**values, "BANDWIDTH": 120, "PEILDATUM": "2024-12-31"})
        assert fine, feedback.textLog()
    assert "60 wegvakken" in feedback.textLog()
    assert "Incidents farther than 50 m from any street: 1 of 16" in feedback.textLog()
    streets_layer = QgsVectorLayer(str(path), "straten", "ogr")
    assert streets_layer.crs().authid() == "EPSG:28992"
    assert {"verdachte", "naam"}.isdisjoint(streets_layer.fields().names())
    rows = list(streets_layer.getFeatures())
    assert sum(row["incidents"] for row in rows) == pytest.approx(
        15, rel=0.02
    )  # a little runs off at the ends of the streets
    densest = max(rows, key=lambda row: row["density"])
    assert densest.geometry().distance(QgsGeometry.fromWkt(f"POINT({X + 220} {Y + 200})")) < 1
    # 16 days in March: so many a year.
    assert densest["density"] == pytest.approx(densest["incidents"] / densest["metres"] * 1000 / (16 / 365.25))
    labels = [item.label() for item in streets_layer.renderer().legendSymbolItems()]
    assert labels[0].startswith("very much more: 10 times the average and over")
    assert labels[-1] == "fewer than 5 incidents within reach: says little"


def test_streets_elsewhere_and_layers_without_lines_are_refused(
    in_background: Callable[..., Any], new_project: QgsProject, incidents_layer: QgsVectorLayer, tmp_path: Path
) -> None:
    kind = "LineString?crs=EPSG:28992"
    elsewhere_layer = _layer(new_project, kind, "elders", [("LINESTRING(90000 400000, 90100 400000)", [])])
    empty_layer = _layer(new_project, kind, "leeg", [])
    path = tmp_path / "straten.gpkg"
    for roads, sentence in (
        (elsewhere_layer, "Choose the road layer of the same place"),
        (empty_layer, "leeg holds no"),
    ):
        values = {"INPUT": incidents_layer.id(), "ROADS": roads.id(), "OUTPUT": str(path), "PEILDATUM": "2024-12-31"}
        fine, _, feedback = in_background("networkdensity", values)
        assert not fine
        assert sentence in feedback.textLog()
    assert list(tmp_path.iterdir()) == []


def test_points_in_degrees_and_undated_are_spread_all_the_same(
    in_background: Callable[..., Any], new_project: QgsProject, roads_layer: QgsVectorLayer, tmp_path: Path
) -> None:
    # 130 220, 480 203 in RD New.
    degrees_layer = _layer(new_project, "Point?crs=EPSG:4326", "gps", [("POINT(5.02622 52.30753)", [])] * 3)
    path = tmp_path / "straten.gpkg"
    fine, _, feedback = in_background(
        "networkdensity", {"INPUT": degrees_layer.id(), "ROADS": roads_layer.id(), "SNAP": 1000, "OUTPUT": str(path)}
    )
    assert fine, feedback.textLog()
    assert "not per year because no dates are known" in feedback.textLog()


def test_repeat_locations_come_with_a_chart_and_small_numbers_hidden(
    in_background: Callable[..., Any], roads_layer: QgsVectorLayer, incidents_layer: QgsVectorLayer, tmp_path: Path
) -> None:
    path, picture = tmp_path / "plekken.gpkg", tmp_path / "plekken.svg"
    values = {"INPUT": incidents_layer.id(), "ROADS": roads_layer.id(), "OUTPUT": str(path), "PEILDATUM": "2024-12-31"}
    for _ in range(2):
        fine, _, feedback = in_background("repeatlocations", {**values, "PICTURE": str(picture)})
        assert fine, feedback.textLog()
    assert "1 wegvak (25 % of the 4 with an incident, 1.67 % of all 60) carries 80 %" in feedback.textLog()
    places_layer = QgsVectorLayer(str(path), "plekken", "ogr")
    assert places_layer.geometryType() == Qgis.GeometryType.Line
    words = sorted(row["incidents_words"] for row in places_layer.getFeatures())
    assert words == ["x", "x", "x", "x"]  # three that bear one each would give themselves away
    assert "verdachte" not in places_layer.fields().names()
    assert "80" in picture.read_text(encoding="utf-8")


@pytest.mark.usefixtures("provider")
def test_a_choice_without_its_layer_is_refused_before_anything_runs(incidents_layer: QgsVectorLayer) -> None:
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("locatierisico:repeatlocations")
    values = {"INPUT": incidents_layer.id(), "OUTPUT": "TEMPORARY_OUTPUT"}
    for more, sentence in (
        ({}, "ROADS is needed"),
        ({"BY": "polygon"}, "AREAS is needed"),
        ({"BY": "place", "PICTURE": "x.pdf"}, "x.pdf"),
    ):
        fine, told = algorithm.checkParameterValues({**values, **more}, context)
        assert not fine
        assert sentence in told


def test_a_cancelled_run_leaves_nothing(
    in_background: Callable[..., Any], roads_layer: QgsVectorLayer, incidents_layer: QgsVectorLayer, tmp_path: Path
) -> None:
    values = {"INPUT": incidents_layer.id(), "ROADS": roads_layer.id(), "OUTPUT": str(tmp_path / "p.gpkg")}
    in_background("repeatlocations", {**values, "PEILDATUM": "2024-12-31"}, cancel_after=0)
    assert list(tmp_path.iterdir()) == []
