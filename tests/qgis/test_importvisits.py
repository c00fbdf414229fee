"""Visits through the toolbox: a field package as it goes out, filled in as a phone does, and read again."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
from qgis.core import Qgis, QgsApplication, QgsProcessingContext, QgsProject, QgsVectorLayer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OUTCOMES = ["violation", "closed", "nothing_remarkable", None]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Write a plan with a field package and the planner's file, and fill the package in as QField does."""
    folder = tmp_path / "plan"
    (folder / "qfield").mkdir(parents=True)
    ids = [f"03631000000000{i:02d}" for i in range(4)]
    stops = gpd.GeoDataFrame(
        {
            "stop_id": ids,
            "name": "Dorpsstraat 1",
            "team": "Noord",
            "day": "2026-12-03",
            "visited": pd.array([None] * 4, dtype="boolean"),
            "outcome": pd.Series([None] * 4, dtype="str"),
            "remark": pd.Series([None] * 4, dtype="str"),
            "photo": pd.Series([None] * 4, dtype="str"),
        },
        geometry=gpd.points_from_xy([155_000 + 10 * i for i in range(4)], [463_000] * 4),
        crs="EPSG:28992",
    )
    package = folder / "qfield" / "route.gpkg"
    stops.to_file(package, layer="stops", engine="pyogrio", VERSION="1.3")
    stops.to_file(
        folder / "routes.gpkg", layer="stops", engine="pyogrio", VERSION="1.3"
    )  # the plan as it was, not filled in
    controls = {"stop_id": ids, "control": [False, False, True, True], "probability": [1.0, 1.0, 0.2, 0.2]}
    pyogrio.write_dataframe(
        pd.DataFrame(controls), folder / "planner.gpkg", layer="controls", driver="GPKG", VERSION="1.3"
    )
    filled = QgsVectorLayer(f"{package}|layername=stops", "stops", "ogr")
    filled.startEditing()
    for feature, outcome in zip(filled.getFeatures(), OUTCOMES, strict=True):
        if outcome:
            for name, value in (("visited", True), ("outcome", outcome), ("remark", "Dhr. Jansen was kwaad")):
                filled.changeAttributeValue(feature.id(), filled.fields().indexOf(name), value)
    assert filled.commitChanges()
    return folder


def _rows(path: Path) -> list[dict[str, Any]]:
    layer = QgsVectorLayer(str(path), path.stem, "ogr")
    names = [name for name in layer.fields().names() if name != "fid"]
    return [{name: feature[name] for name in names} for feature in layer.getFeatures()]


def test_a_filled_package_becomes_visits_incidents_and_rates(
    in_background: Callable[..., Any], plan: Path, tmp_path: Path
) -> None:
    outputs = {name: str(tmp_path / f"{name.lower()}.gpkg") for name in ("OUTPUT", "INCIDENTS", "RATES")}
    for came in (plan, plan / "qfield", plan / "qfield" / "route.gpkg"):  # and more than once, in threads of Qt
        values = {"FIELD": [str(came)], "PLANNER": str(plan / "planner.gpkg"), **outputs}
        fine, results, feedback = in_background("importvisits", values)
        assert fine, feedback.textLog()
        assert results["CONTROL_VISITS"] == 1
    visits = _rows(tmp_path / "output.gpkg")
    assert list(visits[0]) == ["stop_id", "day", "outcome", "visited", "control", "probability"]
    assert [(row["stop_id"][-2:], row["outcome"], row["visited"], row["control"]) for row in visits] == [
        ("00", "violation", True, False),
        ("01", "closed", False, False),
        ("02", "nothing_remarkable", True, True),
    ]
    [found] = _rows(tmp_path / "incidents.gpkg")
    assert (found["herkomst"], found["soort"], found["probability"]) == ("ontdekt", "violation", 1.0)
    assert found["weight"] == pytest.approx((1 + 0.2) / 2)
    assert [(row["group"], row["stops"], row["hits"]) for row in _rows(tmp_path / "rates.gpkg")] == [
        ("top", 1, 1),
        ("control", 1, 0),
    ]
    log = feedback.textLog()
    assert "Remarks in route.gpkg: 3" in log
    assert "cannot be said yet" in log
    assert "Jansen" not in log
    for path in (tmp_path / "output.gpkg", tmp_path / "incidents.gpkg"):
        assert b"Jansen" not in path.read_bytes()
    layer = QgsVectorLayer(str(tmp_path / "incidents.gpkg"), "gevonden", "ogr")
    assert layer.geometryType() == Qgis.GeometryType.Point
    assert [item.label() for item in layer.renderer().legendSymbolItems()] == [
        "violation found",
        "further inquiry needed",
    ]


def test_visits_come_back_as_earlier_ones_and_a_csv_reads_as_well(
    in_background: Callable[..., Any], plan: Path, tmp_path: Path, new_project: QgsProject
) -> None:
    first, second = tmp_path / "eerst.gpkg", tmp_path / "daarna.gpkg"
    planner = str(plan / "planner.gpkg")
    fine, _, feedback = in_background("importvisits", {"FIELD": [str(plan)], "PLANNER": planner, "OUTPUT": str(first)})
    assert fine, feedback.textLog()
    table = tmp_path / "terug.csv"
    with table.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=";").writerows(
            [
                ("stop_id", "datum", "bezocht", "uitkomst", "opmerking"),
                ("0363100000000003", "10-12-2026", "ja", "nader onderzoek", "mevr. De Boer"),
                ("0363100000000000", "03-12-2026", "ja", "niets bijzonders", ""),
            ]
        )
    earlier_layer = QgsVectorLayer(str(first), "eerder", "ogr")
    new_project.addMapLayer(earlier_layer)
    values = {"FIELD": [str(table)], "PLANNER": planner, "EARLIER": earlier_layer.id(), "OUTPUT": str(second)}
    fine, results, feedback = in_background("importvisits", values)
    assert fine, feedback.textLog()
    assert results["CONTROL_VISITS"] == 2
    assert [(row["stop_id"][-2:], row["day"], row["outcome"]) for row in _rows(second)] == [
        ("00", "2026-12-03", "nothing_remarkable"),
        ("01", "2026-12-03", "closed"),
        ("02", "2026-12-03", "nothing_remarkable"),
        ("03", "2026-12-10", "further_inquiry"),
    ]
    assert "Visits of EARLIER for the same stop and day as a new one: 1" in feedback.textLog()


def test_a_layer_of_the_project_reads_as_well(
    in_background: Callable[..., Any], plan: Path, tmp_path: Path, new_project: QgsProject
) -> None:
    stops_layer = QgsVectorLayer(f"{plan / 'qfield' / 'route.gpkg'}|layername=stops", "stops", "ogr")
    new_project.addMapLayer(stops_layer)
    target = tmp_path / "bezoeken.gpkg"
    fine, _, feedback = in_background("importvisits", {"STOPS": stops_layer.id(), "OUTPUT": str(target)})
    assert fine, feedback.textLog()
    assert len(_rows(target)) == 3
    assert "Without PLANNER" in feedback.textLog()


def test_what_cannot_be_read_is_refused_in_a_sentence(
    in_background: Callable[..., Any], plan: Path, tmp_path: Path
) -> None:
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("locatierisico:importvisits")
    context = QgsProcessingContext()
    empty = tmp_path / "leeg"
    empty.mkdir()
    for values, sentence in (
        ({}, "Choose what came back"),
        ({"FIELD": [str(tmp_path / "nergens.gpkg")]}, "nergens.gpkg"),
        ({"FIELD": [str(empty)]}, "holds no GeoPackage"),
        ({"FIELD": [str(plan)], "PLANNER": str(tmp_path / "geen.gpkg")}, "geen.gpkg"),
    ):
        fine, said = algorithm.checkParameterValues({**values, "OUTPUT": str(tmp_path / "o.gpkg")}, context)
        assert not fine
        assert sentence in said
    wrong = {"FIELD": [str(plan / "planner.gpkg")], "OUTPUT": str(tmp_path / "o.gpkg")}
    fine, _, feedback = in_background("importvisits", wrong)
    assert not fine
    assert "holds no stops" in feedback.textLog()
    wrong = {"FIELD": [str(plan)], "PLANNER": str(plan / "routes.gpkg"), "OUTPUT": str(tmp_path / "o.gpkg")}
    fine, _, feedback = in_background("importvisits", wrong)
    assert not fine
    assert "no table with a column control" in feedback.textLog()
