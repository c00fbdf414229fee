from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from qgis.core import QgsApplication, QgsFeature, QgsGeometry, QgsProcessingContext, QgsProject, QgsVectorLayer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROLES = ["incident_id", "begin", "eind", "role"]


def _layer(points: np.ndarray, moments: list[str], crs: str = "EPSG:28992") -> QgsVectorLayer:
    fields = "field=incident_id:string&field=begin:string&field=herkomst:string&field=melder:string"
    layer = QgsVectorLayer(f"Point?crs={crs}&{fields}", "meldingen", "memory")
    for number, ((x, y), moment) in enumerate(zip(points.tolist(), moments, strict=True)):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([f"i{number}", moment, "gemeld", "J. Jansen"])
        feature.setGeometry(QgsGeometry.fromWkt(f"POINT({x} {y})"))
        layer.dataProvider().addFeature(feature)
    QgsProject.instance().addMapLayer(layer)
    return layer


@pytest.fixture
def repeats_layer(new_project: QgsProject) -> QgsVectorLayer:  # noqa: ARG001  emptied first
    """Spread 150 incidents over a year and 10 km, of which 40 are followed by another 30 m and 3 days on."""
    rng = np.random.default_rng(7)
    first = rng.uniform(0, 10_000, (150, 2)) + np.array([125_000, 470_000])
    begin = np.datetime64("2023-01-01T00:00", "m") + rng.integers(0, 360 * 1_440, 150)
    moments = np.concatenate([begin, begin[:40] + 3 * 1_440])
    return _layer(np.concatenate([first, first[:40] + 21]), [str(moment) for moment in moments])


def _rows(path: Path) -> list[dict[str, Any]]:
    table_layer = QgsVectorLayer(str(path), path.stem, "ogr")
    assert table_layer.isValid()
    names = table_layer.fields().names()
    return [dict(zip(names, feature.attributes(), strict=True)) for feature in table_layer.getFeatures()]


def _check(name: str, values: dict[str, Any]) -> str:
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"locatierisico:{name}")
    fine, sentence = algorithm.checkParameterValues(values, context)
    assert not fine
    return str(sentence)


def test_near_repeats_give_a_table_a_layer_that_plays_and_a_picture(
    in_background: Callable[..., Any], repeats_layer: QgsVectorLayer, tmp_path: Path
) -> None:
    for number in (1, 2):  # twice in a row, in threads of Qt
        names = {"TABLE": "t.gpkg", "EVENTS": "e.gpkg", "PICTURE": "p.png"}
        outputs = {name: tmp_path / f"{number}{file}" for name, file in names.items()}
        parameters = {"INPUT": repeats_layer.id(), **{name: str(path) for name, path in outputs.items()}}
        fine, results, feedback = in_background("nearrepeat", parameters)
        assert fine, feedback.textLog()
        assert set(results) == set(names)
    rows = _rows(outputs["TABLE"])
    assert len(rows) == 24
    called = [row for row in rows if row["significant"]]
    assert [(row["space_band"], row["time_band"], row["observed"]) for row in called] == [
        ("1 cm–100 m", "0–7 d", 40)  # noqa: RUF001
    ]
    assert called[0]["words_en"].startswith("more than chance: ")
    events_layer = QgsVectorLayer(str(outputs["EVENTS"]), "e", "ogr")
    assert events_layer.fields().names()[1:5] == ROLES
    assert "melder" not in events_layer.fields().names()
    assert events_layer.featureCount() == 80
    # QGIS leaves the temporal part of a style aside when it finds one beside a file by itself.
    events_layer.loadNamedStyle(str(tmp_path / "2e.qml"))
    assert events_layer.temporalProperties().isActive()
    assert events_layer.temporalProperties().startField() == "begin"
    legend = [item.label() for item in events_layer.renderer().legendSymbolItems()]
    assert len(legend) == 4
    assert not any(any(sign.isdigit() for sign in label) for label in legend)
    assert outputs["PICTURE"].read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "2e.qml").is_file()


def test_degrees_become_metres(
    in_background: Callable[..., Any],
    new_project: QgsProject,  # noqa: ARG001  emptied first
    tmp_path: Path,
) -> None:
    places = np.array([[5.3876, 52.1561], [5.3876, 52.15655], [5.3876, 52.2]])
    layer = _layer(places, ["2024-01-01", "2024-01-03", "2024-01-05"], "EPSG:4326")
    path = tmp_path / "e.gpkg"
    asked = {"INPUT": layer.id(), "LINKS": "first", "SAME_PLACE": False, "TABLE": str(tmp_path / "t.gpkg")}
    fine, _, feedback = in_background("nearrepeat", {**asked, "EVENTS": str(path)})
    assert fine, feedback.textLog()
    later = next(row for row in _rows(path) if row["role"] == "follow-up")
    assert later["metres_since"] == pytest.approx(50, abs=0.5)  # 0.00045 degrees of latitude
    assert later["days_since"] == 2


def test_along_streets_another_way_round_is_longer(
    in_background: Callable[..., Any],
    new_project: QgsProject,
    tmp_path: Path,
) -> None:
    """Two incidents 40 m apart across a canal; over the bridge it is 240 m."""
    roads_layer = QgsVectorLayer("LineString?crs=EPSG:28992", "wegen", "memory")
    for line in ("0 0, 0 100", "40 0, 40 100", "0 100, 40 100"):
        feature = QgsFeature()
        moved = ", ".join(
            f"{130_000 + float(x)} {480_000 + float(y)}" for x, y in (part.split() for part in line.split(", "))
        )
        feature.setGeometry(QgsGeometry.fromWkt(f"LINESTRING({moved})"))
        roads_layer.dataProvider().addFeature(feature)
    new_project.addMapLayer(roads_layer)
    layer = _layer(np.array([[130_000.0, 480_000], [130_040, 480_000]]), ["2024-01-01", "2024-01-03"])
    path = tmp_path / "t.gpkg"
    asked = {
        "INPUT": layer.id(),
        "ROADS": roads_layer.id(),
        "METRIC": "network",
        "DISTANCES": "0,100,200,300",
        "TABLE": str(path),
    }
    fine, _, feedback = in_background("nearrepeat", asked)
    assert fine, feedback.textLog()
    found = [(row["space_band"], row["time_band"]) for row in _rows(path) if row["observed"]]
    assert found == [("200–300 m", "0–7 d")]  # noqa: RUF001


def test_clusters_are_hulls_that_play_and_the_index_is_a_number(
    in_background: Callable[..., Any],
    new_project: QgsProject,  # noqa: ARG001  emptied first
    tmp_path: Path,
) -> None:
    rng = np.random.default_rng(5)
    corner = np.array([130_000, 480_000])
    points = corner + np.concatenate([rng.uniform(0, 12_000, (120, 2)), rng.normal(3_000, 40, (15, 2))])
    day = np.concatenate([rng.integers(0, 360, 120), np.full(15, 150)])
    moments = [str(one) for one in np.datetime64("2023-01-01T12:00", "s") + day * np.timedelta64(86_400, "s")]
    layer = _layer(points, moments)
    for number in (1, 2):
        hulls, events = tmp_path / f"{number}c.gpkg", tmp_path / f"{number}e.gpkg"
        asked = {"INPUT": layer.id(), "OUTPUT": str(hulls), "EVENTS": str(events)}
        fine, results, feedback = in_background("stclusters", asked)
        assert fine, feedback.textLog()
    assert 0 < results["NEAREST_INDEX"] < 1.2
    assert results["MEAN_DISTANCE"] > 0
    assert [(row["n"], row["p"]) for row in _rows(hulls)] == [(15, 0.01)]
    roles = [row["role"] for row in _rows(events)]
    assert (roles.count("core"), roles.count("noise")) == (15, 120)
    assert "melder" not in _rows(events)[0]
    clusters_layer = QgsVectorLayer(str(hulls), "c", "ogr")
    assert clusters_layer.crs().authid() == "EPSG:28992"
    clusters_layer.loadNamedStyle(str(tmp_path / "2c.qml"))
    assert clusters_layer.temporalProperties().isActive()
    assert "larger than chance gives" in clusters_layer.renderer().legendSymbolItems()[0].label()


def test_a_layer_of_three_has_no_cluster_and_still_an_empty_layer(
    in_background: Callable[..., Any],
    new_project: QgsProject,  # noqa: ARG001  emptied first
    tmp_path: Path,
) -> None:
    layer = _layer(np.array([[130_000.0, 480_000], [131_000, 480_000], [130_000, 482_000]]), ["2024-01-01"] * 3)
    path = tmp_path / "c.gpkg"
    fine, _, feedback = in_background("stclusters", {"INPUT": layer.id(), "OUTPUT": str(path)})
    assert fine, feedback.textLog()
    assert "None of the 3 incidents lies in a cluster" in feedback.textLog()
    assert _rows(path) == []


@pytest.mark.usefixtures("provider")
def test_what_cannot_work_is_refused_before_anything_runs(repeats_layer: QgsVectorLayer) -> None:
    asked = {"INPUT": repeats_layer.id(), "TABLE": "TEMPORARY_OUTPUT"}
    assert "DISTANCES: '0,200,100' are no edges" in _check("nearrepeat", {**asked, "DISTANCES": "0,200,100"})
    assert "DAYS: 'week' are no edges" in _check("nearrepeat", {**asked, "DAYS": "week"})
    assert "need a layer of roads" in _check("nearrepeat", {**asked, "METRIC": "network"})
    assert "EPS_SPACE" in _check(
        "stclusters", {"INPUT": repeats_layer.id(), "EPS_SPACE": 0, "OUTPUT": "TEMPORARY_OUTPUT"}
    )


@pytest.mark.parametrize(
    ("moments", "said"),
    [
        (["onbekend"] * 3, "has a date that can be read"),
        (["2099-01-01"] * 3, "is left"),
        (["2024-01-01", "onbekend", "2099-01-01"], "at least two"),
    ],
)
def test_dates_that_cannot_be_used_are_told(
    in_background: Callable[..., Any],
    new_project: QgsProject,  # noqa: ARG001  emptied first
    tmp_path: Path,
    moments: list[str],
    said: str,
) -> None:
    layer = _layer(np.array([[130_000.0, 480_000], [130_010, 480_000], [130_020, 480_000]]), moments)
    fine, _, feedback = in_background("nearrepeat", {"INPUT": layer.id(), "TABLE": str(tmp_path / "t.gpkg")})
    assert not fine
    assert said in feedback.textLog()
    assert list(tmp_path.iterdir()) == []


def test_a_cancel_leaves_nothing(
    in_background: Callable[..., Any],
    new_project: QgsProject,  # noqa: ARG001  emptied first
    tmp_path: Path,
) -> None:
    rng = np.random.default_rng(1)
    points = np.array([130_000, 480_000]) + rng.uniform(0, 700, (3_000, 2))
    moments = [str(np.datetime64("2023-01-01") + int(day)) for day in rng.integers(0, 300, 3_000)]
    layer = _layer(points, moments)
    asked = {"INPUT": layer.id(), "TABLE": str(tmp_path / "t.gpkg"), "PERMUTATIONS": 20_000}
    fine, results, _ = in_background("nearrepeat", asked, cancel_after=1_500)
    assert not results.get("TABLE") or not fine
    assert list(tmp_path.iterdir()) == []
