"""Road segments for dumping through the toolbox, on a few lanes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

X, Y = 180_000, 450_000
NWB = (
    "LineString?crs=EPSG:28992&field=wvk_id:integer&field=jte_id_beg:integer&field=jte_id_end:integer"
    "&field=wegbehsrt:string&field=wegnummer:string&field=rijrichtng:string&field=stt_naam:string"
    "&field=opmerking:string"
)


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


def _line(*points: tuple[int, int]) -> str:
    return "LINESTRING(" + ", ".join(f"{X + x} {Y + y}" for x, y in points) + ")"


def _box(west: int, south: int, east: int, north: int) -> str:
    return QgsGeometry.fromRect(QgsRectangle(X + west, Y + south, X + east, Y + north)).asWkt()


@pytest.fixture
def roads_layer(new_project: QgsProject) -> QgsVectorLayer:
    """Draw a provincial road, a lane to the wood that ends there, and a motorway beyond."""
    rows = [
        (_line((-2000, 0), (0, 0)), [1, 1, 2, "P", "N224", None, "Provincialeweg", "P. Ersoon"]),
        (_line((0, 0), (2000, 0)), [2, 2, 3, "P", "N224", None, "Provincialeweg", ""]),
        (_line((0, 0), (0, -800)), [3, 2, 4, "G", None, None, "Boslaan", ""]),
        (_line((-2000, -3000), (2000, -3000)), [4, 5, 6, "R", "A12", "H", None, ""]),
    ]
    return _layer(new_project, NWB, "wegvakken", rows)


@pytest.fixture
def ground(new_project: QgsProject) -> dict[str, str]:
    """Draw the wood, the surface of the lane and two addresses."""
    area = "Polygon?crs=EPSG:28992&field=fysiek_voorkomen:string"
    whole, wood, lane = _box(-2000, -3000, 2000, 0), _box(10, -900, 90, -400), _box(-2, -900, 2, 0)
    homes = [(f"POINT({X - 2000} {Y + 100})", ["woonfunctie"]), (f"POINT({X + 2000} {Y - 3000})", ["industriefunctie"])]
    layers = {
        "TERRAIN": _layer(new_project, area, "groen", [(wood, ["loofbos"]), (whole, ["grasland agrarisch"])]),
        "ROAD_SURFACE": _layer(new_project, area, "wegen", [(lane, ["onverhard"])]),
        "ADDRESSES": _layer(new_project, "Point?crs=EPSG:28992&field=gebruiksdoel:string", "adressen", homes),
    }
    return {name: layer.id() for name, layer in layers.items()}


def test_segments_are_scored_styled_in_words_and_driven(
    in_background: Callable[..., Any], roads_layer: QgsVectorLayer, ground: dict[str, str], tmp_path: Path
) -> None:
    values = {"ROADS": roads_layer.id(), **ground, "OUTPUT": str(tmp_path / "wegvakken.gpkg")}
    for _ in range(2):  # twice in a row, in threads of Qt
        given = {**values, "PATROL": str(tmp_path / "ronde.gpkg"), "START": f"{X - 1000},{Y + 10} [EPSG:28992]"}
        fine, _, feedback = in_background("dumpsegments", given)
        assert fine, feedback.textLog()
    segments_layer = QgsVectorLayer(str(tmp_path / "wegvakken.gpkg"), "wegvakken", "ogr")
    rows = {row["wegvak_id"]: row for row in segments_layer.getFeatures()}
    assert {key: (row["score"], row["known"]) for key, row in rows.items()} == {
        "1": (1, 3), "2": (2, 3), "3": (4, 4), "4": (1, 3)}  # fmt: skip
    assert "opmerking" not in segments_layer.fields().names()
    labels = [item.label() for item in segments_layer.renderer().legendSymbolItems()]
    assert labels[0].startswith("all four marks")
    assert labels[-1] == "nothing known"
    assert "Dead end or unpaved" in segments_layer.mapTipTemplate()
    assert "An indication, not a suspicion." in segments_layer.mapTipTemplate()
    patrol_layer = QgsVectorLayer(str(tmp_path / "ronde.gpkg"), "ronde", "ogr")
    legs = sorted(patrol_layer.getFeatures(), key=lambda row: row["number"])
    assert [row["kind"] for row in legs] == ["way", "segment", "way"]
    assert [row["metres"] for row in legs] == [1000, 800, 1800]
    assert "The round drives 1 segment: 3.6 km" in feedback.textLog()
    assert [item.label() for item in patrol_layer.renderer().legendSymbolItems()] == [
        "segment to look along", "way to the next segment"]  # fmt: skip


def test_ligplaatsen_and_standplaatsen_are_dwellings_nearby(
    in_background: Callable[..., Any],
    roads_layer: QgsVectorLayer,
    ground: dict[str, str],
    new_project: QgsProject,
    tmp_path: Path,
) -> None:
    def scored(name: str, **given: Any) -> tuple[dict[str, Any], str]:
        target = str(tmp_path / f"{name}.gpkg")
        fine, _, feedback = in_background("dumpsegments", {"ROADS": roads_layer.id(), **given, "OUTPUT": target})
        assert fine, feedback.textLog()
        rows = QgsVectorLayer(target, name, "ogr").getFeatures()
        return {row["wegvak_id"]: row["no_dwelling_near"] for row in rows}, feedback.textLog()

    area = "Polygon?crs=EPSG:28992&field=identificatie:string"
    # One lies along the lane, 250 m off; the other 290 m from the motorway.
    berths = {
        "STANDPLAATSEN": _layer(new_project, area, "standplaatsen", [(_box(250, -500, 260, -490), ["1"])]).id(),
        "LIGPLAATSEN": _layer(new_project, area, "ligplaatsen", [(_box(0, -2710, 10, -2700), ["2"])]).id(),
    }
    without, log = scored("zonder", **ground)
    assert (without["3"], without["4"]) == (True, True)
    assert "No ligplaatsen or standplaatsen were given" in log
    near, log = scored("met", **ground, **berths)
    assert (near["3"], near["4"]) == (False, False)
    assert "No ligplaatsen or standplaatsen were given" not in log
    empty = _layer(new_project, area, "geen ligplaatsen", []).id()
    near, _ = scored("leeg", **ground, **{**berths, "LIGPLAATSEN": empty})
    assert (near["3"], near["4"]) == (False, True)
    _, log = scored("alleen", TERRAIN=ground["TERRAIN"], **berths)
    assert "Left aside: ligplaatsen, standplaatsen." in log


def test_chosen_segments_are_driven_instead(
    in_background: Callable[..., Any], roads_layer: QgsVectorLayer, new_project: QgsProject, tmp_path: Path
) -> None:
    kind = "LineString?crs=EPSG:28992&field=wegvak_id:string"
    chosen_layer = _layer(new_project, kind, "keuze", [(_line((0, 0), (2000, 0)), ["2"])])
    values = {"ROADS": roads_layer.id(), "START": f"{X},{Y} [EPSG:28992]", "OUTPUT": str(tmp_path / "w.gpkg")}
    values |= {"PATROL": str(tmp_path / "r.gpkg"), "CHOSEN": chosen_layer.id()}
    fine, _, feedback = in_background("dumpsegments", values)
    assert fine, feedback.textLog()
    legs = list(QgsVectorLayer(str(tmp_path / "r.gpkg"), "ronde", "ogr").getFeatures())
    assert [row["wegvak_id"] for row in legs if row["kind"] == "segment"] == ["2"]
    assert "TERRAIN is not given" in feedback.textLog()
    other_layer = _layer(new_project, kind, "elders", [(_line((0, 0), (2000, 0)), ["77"])])
    fine, _, feedback = in_background("dumpsegments", {**values, "CHOSEN": other_layer.id()})
    assert not fine
    assert "None of the 1 segment of elders is among" in feedback.textLog()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"START": None}, "needs a START"),
        ({"MIN_SCORE": 4, "TERRAIN": None}, "no segment has more than"),
        ({"TERRAIN": "ADDRESSES"}, "not correct|is no layer|no column"),
        ({"START": "5.0,52.0 [EPSG:28992]"}, "km from the nearest road"),
    ],
)
def test_what_cannot_work_is_refused_in_a_sentence(
    in_background: Callable[..., Any],
    roads_layer: QgsVectorLayer,
    ground: dict[str, str],
    tmp_path: Path,
    change: dict[str, Any],
    sentence: str,
) -> None:
    values = {"ROADS": roads_layer.id(), **ground, "START": f"{X},{Y} [EPSG:28992]"}
    values |= {"OUTPUT": str(tmp_path / "w.gpkg"), "PATROL": str(tmp_path / "r.gpkg")}
    values |= {name: ground.get(value, value) if isinstance(value, str) else value for name, value in change.items()}
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("locatierisico:dumpsegments")
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    fine, said = algorithm.checkParameterValues(values, context)
    if fine:
        fine, _, feedback = in_background("dumpsegments", values)
        said = feedback.textLog()
    assert not fine
    assert re.search(sentence, said), said
    assert list(tmp_path.iterdir()) == []


def test_roads_in_degrees_are_read_and_layers_without_rows_refused(
    in_background: Callable[..., Any], new_project: QgsProject, roads_layer: QgsVectorLayer, tmp_path: Path
) -> None:
    kind = "LineString?crs=EPSG:4326&field=naam:string"
    degrees_layer = _layer(new_project, kind, "osm", [("LINESTRING(5.74 52.03, 5.75 52.03, 5.75 52.04)", ["Boslaan"])])
    values = {"ROADS": degrees_layer.id(), "OUTPUT": str(tmp_path / "w.gpkg")}
    fine, _, feedback = in_background("dumpsegments", values)
    assert fine, feedback.textLog()
    [row] = QgsVectorLayer(str(tmp_path / "w.gpkg"), "w", "ogr").getFeatures()
    assert row["metres"] == pytest.approx(1798, abs=5)  # 686 m east, 1112 m north
    assert (row["score"], row["known"]) == (0, 0)
    area = "Polygon?crs=EPSG:28992&field=fysiek_voorkomen:string"
    empty = {
        "ROADS": (_layer(new_project, kind, "geen wegen", []), "holds no road"),
        "TERRAIN": (_layer(new_project, area, "geen groen", []), "holds no usable area"),
        "AREAS": (_layer(new_project, area, "geen gebied", []), "holds no usable area"),
        "ADDRESSES": (_layer(new_project, "Point?crs=EPSG:28992", "geen adres", []), "holds no address"),
    }
    for name, (layer, sentence) in empty.items():
        given = {"ROADS": roads_layer.id(), name: layer.id(), "OUTPUT": str(tmp_path / "leeg.gpkg")}
        fine, _, feedback = in_background("dumpsegments", given)
        assert not fine, name
        assert sentence in feedback.textLog()
    assert not (tmp_path / "leeg.gpkg").exists()
