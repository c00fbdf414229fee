from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingContext,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QImage

from locatierisico.layers.accuracy_styles import style_last_map

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from qgis.core import QgsGeometry as Geometry

FIRST = date(2023, 1, 1)
SHORT = {"TRAIN_DAYS": 100, "TEST_DAYS": 20, "SIZE": 100, "PEILDATUM": "2024-06-01"}


def _layer(
    project: QgsProject, definition: str, name: str, rows: Sequence[tuple[Geometry, list[Any]]]
) -> QgsVectorLayer:
    made_layer = QgsVectorLayer(definition, name, "memory")
    features = []
    for geometry, values in rows:
        feature = QgsFeature(made_layer.fields())
        feature.setGeometry(geometry)
        feature.setAttributes(values)
        features.append(feature)
    made_layer.dataProvider().addFeatures(features)
    project.addMapLayer(made_layer)
    return made_layer


def _incidents(project: QgsProject, *, days: int = 240, n: int = 600, name: str = "meldingen") -> QgsVectorLayer:
    """Draw incidents of which half lie in one corner, with a column that names a person."""
    rng = np.random.default_rng(1)
    rows = []
    for number in range(n):
        side = 150 if number % 2 else 1900
        x, y = rng.uniform(0, side, 2)
        day = FIRST + timedelta(days=int(days * number / n))
        rows.append((QgsGeometry.fromPointXY(QgsPointXY(130_000 + x, 480_000 + y)), [day.isoformat(), "J. de Vries"]))
    return _layer(project, "Point?crs=EPSG:28992&field=datum:string&field=naam:string", name, rows)


@pytest.fixture
def points_layer(new_project: QgsProject) -> QgsVectorLayer:
    return _incidents(new_project)


@pytest.fixture
def ground_layer(new_project: QgsProject) -> QgsVectorLayer:
    square = QgsGeometry.fromRect(QgsRectangle(130_000, 480_000, 132_000, 482_000))
    return _layer(new_project, "Polygon?crs=EPSG:28992", "gemeente", [(square, [])])


def _given(tmp_path: Path, incidents: QgsVectorLayer, **more: Any) -> dict[str, Any]:
    outputs = {
        name: str(tmp_path / file) for name, file in (("TABLE", "t.gpkg"), ("OUTPUT", "c.gpkg"), ("PICTURE", "p.svg"))
    }
    return {"INPUT": incidents.id(), **SHORT, **outputs, **more}


def test_a_table_a_chart_and_a_layer_say_whether_the_map_worked(
    in_background: Callable[..., Any], points_layer: QgsVectorLayer, ground_layer: QgsVectorLayer, tmp_path: Path
) -> None:
    for picture in ("p.svg", "p.png"):  # twice in a row, in threads of Qt
        given = _given(tmp_path, points_layer, STUDY_AREA=ground_layer.id(), PICTURE=str(tmp_path / picture))
        fine, _, feedback = in_background("hotspotaccuracy", given)
        assert fine, feedback.textLog()
    table_layer = QgsVectorLayer(str(tmp_path / "t.gpkg"), "t", "ogr")
    # 7 ways, 5 shares, 7 periods and all of them.
    assert table_layer.featureCount() == 7 * 5 * (7 + 1)
    request = QgsFeatureRequest().setFilterExpression('"method" = \'counts\' AND "share_pct" = 1 AND "periods" = 7')
    whole = next(table_layer.getFeatures(request))
    # Four of 400 cells hold half of all incidents.
    assert whole["total"] == 350
    assert whole["hit_rate"] == pytest.approx(0.5, abs=0.06)
    assert whole["pai"] == pytest.approx(100 * whole["hit_rate"])
    cells_layer = QgsVectorLayer(str(tmp_path / "c.gpkg"), "c", "ogr")
    assert cells_layer.fields().names() == ["fid", "outcome", "in_map", "incidents"]
    assert {"found", "missed"} <= {f["outcome"] for f in cells_layer.getFeatures()}
    assert cells_layer.loadNamedStyle(str(tmp_path / "c.qml"))[1]
    labels = [rule.label() for rule in cells_layer.renderer().rootRule().children()]
    assert labels[0] == "in the map: incidents came"
    assert "more than expected" in (tmp_path / "p.svg").read_text(encoding="utf-8")
    assert not QImage(str(tmp_path / "p.png")).isNull()
    log = feedback.textLog()
    assert "simple counting found" in log
    assert "predicts nothing about persons" in log
    assert "Vries" not in log


@pytest.mark.usefixtures("dutch")
def test_dutch_sentences_streets_and_a_treated_area(
    in_background: Callable[..., Any],
    new_project: QgsProject,
    points_layer: QgsVectorLayer,
    ground_layer: QgsVectorLayer,
    tmp_path: Path,
) -> None:
    lines = [(QgsGeometry.fromWkt(f"LINESTRING(130000 {y}, 131000 {y})"), []) for y in range(480_050, 482_000, 100)]
    roads_layer = _layer(new_project, "LineString?crs=EPSG:28992", "wegvakken", lines)
    corner = QgsGeometry.fromRect(QgsRectangle(130_000, 480_000, 130_150, 480_150))
    treated_layer = _layer(new_project, "Polygon?crs=EPSG:28992", "aanpak", [(corner, [])])
    rest = QgsGeometry.fromRect(QgsRectangle(131_000, 481_000, 132_000, 482_000))
    control_layer = _layer(new_project, "Polygon?crs=EPSG:28992", "vergelijking", [(rest, [])])
    more = {
        "STUDY_AREA": ground_layer.id(),
        "ROADS": roads_layer.id(),
        "EXPOSURE": points_layer.id(),
        "TREATED": treated_layer.id(),
        "CONTROL": control_layer.id(),
        "CHANGED": "2023-05-01",
        "METHOD": "counts",
    }
    fine, results, feedback = in_background("hotspotaccuracy", _given(tmp_path, points_layer, **more))
    assert fine, feedback.textLog()
    log = feedback.textLog()
    assert "Cellen zonder straat: 200 van de 400" in log
    assert "% van de straatlengte" in log
    # 300 of 600 over 240 days is 1.25 a day, before and after.
    assert "Van de 120 dagen voor 01-05-2023" in log
    assert results["WDD_SE"] > 0
    assert abs(results["WDD_Z"]) < 1.96
    chart = (tmp_path / "p.svg").read_text(encoding="utf-8")
    assert "simpel tellen" in chart
    assert "straatlengte" in chart


@pytest.mark.parametrize(
    ("days", "n", "told"),
    [
        (130, 300, "7 days"),
        (1, 1, "fit; at least 3 are needed"),
        (3, 3, "fit; at least 3 are needed"),
    ],
)
def test_too_short_a_time_is_refused_with_what_is_there(
    in_background: Callable[..., Any], new_project: QgsProject, tmp_path: Path, days: int, n: int, told: str
) -> None:
    few_layer = _incidents(new_project, days=days, n=n)
    fine, _, feedback = in_background("hotspotaccuracy", _given(tmp_path, few_layer))
    assert not fine
    assert told in feedback.textLog() or "at least 3 are needed (160 days)" in feedback.textLog()
    assert list(tmp_path.iterdir()) == []


def test_incidents_without_dates_cannot_be_tried(
    in_background: Callable[..., Any], new_project: QgsProject, tmp_path: Path
) -> None:
    places = [(QgsGeometry.fromPointXY(QgsPointXY(130_000 + x, 480_000)), [x]) for x in range(9)]
    undated_layer = _layer(new_project, "Point?crs=EPSG:28992&field=aantal:integer", "zonder datum", places)
    fine, _, feedback = in_background("hotspotaccuracy", _given(tmp_path, undated_layer))
    assert not fine
    assert "zonder datum has no field that is known to hold a date" in feedback.textLog()


def test_an_empty_layer_and_an_empty_study_area_are_refused(
    in_background: Callable[..., Any], new_project: QgsProject, points_layer: QgsVectorLayer, tmp_path: Path
) -> None:
    empty_layer = _layer(new_project, "Point?crs=EPSG:28992&field=datum:string", "niets", [])
    fine, _, feedback = in_background("hotspotaccuracy", _given(tmp_path, empty_layer))
    assert not fine
    assert "niets" in feedback.textLog()
    nowhere_layer = _layer(new_project, "Polygon?crs=EPSG:28992", "nergens", [])
    given = _given(tmp_path, points_layer, STUDY_AREA=nowhere_layer.id())
    fine, _, feedback = in_background("hotspotaccuracy", given)
    assert not fine
    assert "The study area is empty" in feedback.textLog()


def test_addresses_and_a_treated_area_of_another_place_are_told(
    in_background: Callable[..., Any],
    new_project: QgsProject,
    points_layer: QgsVectorLayer,
    ground_layer: QgsVectorLayer,
    tmp_path: Path,
) -> None:
    far = QgsGeometry.fromRect(QgsRectangle(180_000, 400_000, 181_000, 401_000))
    treated_layer = _layer(new_project, "Polygon?crs=EPSG:28992", "aanpak", [(far, [])])
    addresses_layer = _layer(new_project, "Point?crs=EPSG:28992", "adressen", [(far.centroid(), [])])
    more = {
        "STUDY_AREA": ground_layer.id(),
        "EXPOSURE": addresses_layer.id(),
        "TREATED": treated_layer.id(),
        "CONTROL": ground_layer.id(),
    }
    fine, results, feedback = in_background("hotspotaccuracy", _given(tmp_path, points_layer, **more))
    assert fine, feedback.textLog()
    log = feedback.textLog()
    assert "Not one of the 600 incidents that count lies in the treated area" in log
    assert "weighted displacement difference" not in log
    assert np.isnan(results["WDD"])
    assert "Not 1 address lies in the study area, so the map 'more than expected' expects incidents by area" in log
    assert log.count("Chosen by default") == 1


def test_degrees_are_brought_to_rd_new(
    in_background: Callable[..., Any], new_project: QgsProject, tmp_path: Path
) -> None:
    rows = []
    for number in range(400):
        day = (FIRST + timedelta(days=number * 240 // 400)).isoformat()
        rows.append((QgsGeometry.fromPointXY(QgsPointXY(5.1 + 0.01 * (number % 20) / 20, 52.1)), [day]))
    degrees_layer = _layer(new_project, "Point?crs=EPSG:4326&field=datum:string", "graden", rows)
    fine, _, feedback = in_background("hotspotaccuracy", _given(tmp_path, degrees_layer))
    assert fine, feedback.textLog()
    assert "drawn around all incidents" in feedback.textLog()
    assert QgsVectorLayer(str(tmp_path / "c.gpkg"), "c", "ogr").crs().authid() == "EPSG:28992"


@pytest.mark.usefixtures("provider")
@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"SHARES": "veel"}, "'veel'"),
        ({"SHARES": "0; 5"}, "above 0"),
        ({"SHARES": "5; 101"}, "up to 100"),
        ({"TREATED": "gemeente"}, "belong together"),
        ({"PICTURE": "kaart.pdf"}, "kaart.pdf"),
    ],
)
def test_what_cannot_work_is_said_before_it_runs(
    points_layer: QgsVectorLayer, ground_layer: QgsVectorLayer, tmp_path: Path, values: dict[str, Any], told: str
) -> None:
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("locatierisico:hotspotaccuracy")
    named = {name: ground_layer.id() if value == "gemeente" else value for name, value in values.items()}
    fine, sentence = algorithm.checkParameterValues(_given(tmp_path, points_layer, **named), context)
    assert not fine
    assert told in sentence


@pytest.mark.usefixtures("provider")
@pytest.mark.parametrize(
    ("text", "shares"),
    [("1; 2,5; 10", (1, 2.5, 10)), ("1, 2, 5", (1, 2, 5)), ("1,2,5", (1, 2, 5)), ("0,5 2 %", (0.5, 2)), ("5", (5,))],
)
def test_percentages_are_read_as_people_write_them(text: str, shares: tuple[float, ...]) -> None:
    context = QgsProcessingContext()
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("locatierisico:hotspotaccuracy")
    assert algorithm._shares({"SHARES": text}, context) == shares


def test_a_cancel_leaves_nothing(
    in_background: Callable[..., Any], points_layer: QgsVectorLayer, ground_layer: QgsVectorLayer, tmp_path: Path
) -> None:
    given = _given(tmp_path, points_layer, STUDY_AREA=ground_layer.id(), SIZE=4, TEST_DAYS=10)
    _, results, _ = in_background("hotspotaccuracy", given, cancel_after=300)
    assert results == {}
    assert list(tmp_path.iterdir()) == []


def test_every_outcome_is_drawn_in_its_own_way(new_project: QgsProject) -> None:
    square = QgsGeometry.fromRect(QgsRectangle(0, 0, 100, 100))
    rows = [(square, [outcome]) for outcome in ("found", "quiet", "tied", "missed")]
    outcomes_layer = _layer(new_project, "Polygon?crs=EPSG:28992&field=outcome:string", "uitkomst", rows)
    style_last_map(outcomes_layer)
    rules = outcomes_layer.renderer().rootRule().children()
    assert len({rule.label() for rule in rules}) == 4
    for rule in rules:
        request = QgsFeatureRequest().setFilterExpression(rule.filterExpression())
        assert len(list(outcomes_layer.getFeatures(request))) == 1
