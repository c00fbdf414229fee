from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsLayerTreeModel,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from locatierisico.hotspots.raster import Raster, write_raster
from locatierisico.layers.density_styles import hide_band_name, style_density, style_difference

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _points(project: QgsProject, crs: str, places: list[tuple[float, float]], days: list[str]) -> QgsVectorLayer:
    layer = QgsVectorLayer(f"Point?crs={crs}&field=datum:string&field=naam:string", "meldingen", "memory")
    for (x, y), day in zip(places, days, strict=True):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([day, "Jansen"])
        feature.setGeometry(QgsGeometry.fromWkt(f"POINT({x} {y})"))
        layer.dataProvider().addFeature(feature)
    project.addMapLayer(layer)
    return layer


@pytest.fixture
def dated_layer(new_project: QgsProject) -> QgsVectorLayer:
    """Draw incidents of two years, in the second one more and in the north-east."""
    rng = np.random.default_rng(3)
    places = [*rng.uniform(500, 2_000, (40, 2)), *rng.uniform(500, 2_000, (40, 2)), *rng.normal(1_800, 60, (60, 2))]
    moved = [(130_000 + x, 480_000 + y) for x, y in places]
    return _points(new_project, "EPSG:28992", moved, ["01-01-2022"] * 40 + ["31-12-2023"] * 100)


@pytest.fixture
def area_layer(new_project: QgsProject) -> QgsVectorLayer:
    layer = QgsVectorLayer("Polygon?crs=EPSG:28992", "gemeente", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(130_000, 480_000, 132_500, 482_500)))
    layer.dataProvider().addFeature(feature)
    new_project.addMapLayer(layer)
    return layer


def _legend(layer: QgsRasterLayer) -> list[str]:
    items = layer.renderer().shader().rasterShaderFunction().colorRampItemList()
    return [item.label for item in items]


def _drawn(layer: QgsRasterLayer) -> list[list[QColor]]:
    rows, columns = layer.height(), layer.width()
    block = layer.renderer().block(1, layer.extent(), columns, rows)
    return [[QColor.fromRgba(block.color(row, column)) for column in range(columns)] for row in range(rows)]


def _raster(path: Path, values: Any, opacity: Any = None) -> QgsRasterLayer:
    held = np.asarray(values, dtype=np.float32)
    shown = None if opacity is None else np.asarray(opacity, dtype=np.float32)
    write_raster(Raster(held, 130_000, 480_000, 25, shown), path)
    return QgsRasterLayer(str(path), "dichtheid")


def test_the_file_carries_its_legend_per_year_and_nothing_lies_beside_it(
    in_background: Callable[..., Any], dated_layer: QgsVectorLayer, area_layer: QgsVectorLayer, tmp_path: Path
) -> None:
    given = {"INPUT": dated_layer.id(), "STUDY_AREA": area_layer.id(), "OUTPUT": str(tmp_path / "d.tif")}
    for extra in ({}, {"EDGE": True, "BANDWIDTH": "cross_validation", "KERNEL": "gaussian", "HALF_LIFE": 200}):
        fine, _, feedback = in_background("density", {**given, **extra})
        assert fine, feedback.textLog()
        density_raster = QgsRasterLayer(str(tmp_path / "d.tif"), "d")
        legend = _legend(density_raster)
        assert legend[1].startswith("very few (")
        assert legend[-1].startswith("very many (over ")
        assert all("per km² per year" in words for words in legend)
        del density_raster
        assert sorted(path.name for path in tmp_path.iterdir()) == ["d.qml", "d.tif"]
    told = feedback.textLog()
    assert "Radius by cross-validation: " in told
    assert "Corrected at the border" in told
    assert "count for half after 200 days" in told
    assert "Jansen" not in (tmp_path / "d.qml").read_text(encoding="utf-8")


def test_a_difference_has_words_for_more_and_fewer(
    in_background: Callable[..., Any], dated_layer: QgsVectorLayer, area_layer: QgsVectorLayer, tmp_path: Path
) -> None:
    given = {"INPUT": dated_layer.id(), "STUDY_AREA": area_layer.id(), "OUTPUT": str(tmp_path / "d.tif")}
    given |= {"FROM": "2023-01-01", "UNTIL": "2023-12-31"}
    given |= {"COMPARE_FROM": "2022-01-01", "COMPARE_UNTIL": "2022-12-31"}
    fine, _, feedback = in_background("density", given)
    assert fine, feedback.textLog()
    difference_raster = QgsRasterLayer(str(tmp_path / "d.tif"), "d")
    legend = _legend(difference_raster)
    assert [words.split(" (")[0] for words in legend[:-1]] == [
        "many fewer",
        "fewer",
        "about the same",
        "more",
        "many more",
    ]
    assert legend[-1] == "pale, in any colour: no clear change, chance alone gives this too"
    assert difference_raster.renderer().alphaBand() == 2
    assert "Beyond chance" in feedback.textLog()


def test_an_undated_layer_in_degrees_is_per_km2(
    in_background: Callable[..., Any], new_project: QgsProject, tmp_path: Path
) -> None:
    places = [(5.1 + 0.001 * n, 52.1) for n in range(10)]
    degrees_layer = _points(new_project, "EPSG:4326", places, [""] * 10)
    fine, _, feedback = in_background("density", {"INPUT": degrees_layer.id(), "OUTPUT": str(tmp_path / "d.tif")})
    assert fine
    assert "None of the 10 incidents" in feedback.textLog()  # the field named datum holds no date
    assert "every incident counts" in feedback.textLog()
    bare_layer = QgsVectorLayer("Point?crs=EPSG:4326", "meldingen", "memory")
    for x, y in places:
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromWkt(f"POINT({x} {y})"))
        bare_layer.dataProvider().addFeature(feature)
    new_project.addMapLayer(bare_layer)
    fine, _, feedback = in_background("density", {"INPUT": bare_layer.id(), "OUTPUT": str(tmp_path / "d.tif")})
    assert fine, feedback.textLog()
    assert "not per year" in feedback.textLog()
    density_raster = QgsRasterLayer(str(tmp_path / "d.tif"), "d")
    assert density_raster.crs().authid() == "EPSG:28992"
    assert all(words.endswith("per km²)") for words in _legend(density_raster))


@pytest.mark.parametrize(
    ("extra", "sentence"),
    [
        ({"EDGE": True}, "only be corrected where a study area is given"),
        ({"COMPARE_FROM": "2022-01-01"}, "only one day was given"),
    ],
)
def test_what_does_not_go_together_is_refused_before_it_runs(
    in_background: Callable[..., Any],
    provider: Any,
    dated_layer: QgsVectorLayer,
    tmp_path: Path,
    extra: dict[str, Any],
    sentence: str,
) -> None:
    from qgis.core import QgsProcessingContext  # noqa: PLC0415

    given = {"INPUT": dated_layer.id(), "OUTPUT": str(tmp_path / "d.tif"), **extra}
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    fine, told = provider.algorithm("density").checkParameterValues(given, context)
    assert not fine
    assert sentence in told
    fine, _, feedback = in_background("density", given)
    assert not fine
    assert sentence in feedback.textLog()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("qgis_app")
def test_classes_halve_from_the_peak_and_nothing_is_not_drawn(tmp_path: Path) -> None:
    values = np.zeros((20, 20))
    values[3, 4], values[5, 5] = 97, 20
    density_raster = _raster(tmp_path / "d.tif", values)
    style_density(density_raster, per_year=False)
    assert _legend(density_raster) == [
        "none or hardly any (under 0.8 per km²)",
        "very few (0.8 to 6.25 per km²)",
        "few (6.25 to 12.5 per km²)",
        "some (12.5 to 25 per km²)",
        "many (25 to 50 per km²)",
        "very many (over 50 per km²)",
    ]
    drawn = _drawn(density_raster)
    assert drawn[0][0].alpha() == 0
    assert drawn[3][4].alpha() > drawn[5][5].alpha() > 100


@pytest.mark.usefixtures("qgis_app", "dutch")
def test_the_legend_is_dutch_where_qgis_is(tmp_path: Path) -> None:
    density_raster = _raster(tmp_path / "d.tif", np.full((4, 4), 10.0))
    style_density(density_raster)
    # Words come from the translator, which the plugin installs; figures are ours.
    assert any("0,625" in words for words in _legend(density_raster))


@pytest.mark.usefixtures("qgis_app")
def test_a_change_within_chance_is_pale(tmp_path: Path) -> None:
    values = np.array([[100, 100], [-100, 1]])
    opacity = np.array([[255, 25], [255, 255]])
    difference_raster = _raster(tmp_path / "d.tif", values, opacity)
    style_difference(difference_raster)
    (sure, pale), (fewer, same) = _drawn(difference_raster)
    assert pale.alpha() < 0.15 * sure.alpha()
    assert sure.red() > sure.blue()
    assert fewer.blue() > fewer.red()
    assert same.alpha() < 0.5 * sure.alpha()


@pytest.mark.parametrize("style", [style_density, style_difference])
def test_the_legend_in_the_project_names_classes_and_no_band(
    new_project: QgsProject, tmp_path: Path, style: Callable[[QgsRasterLayer], None]
) -> None:
    values = np.array([[100, 40], [-100, 1]])
    density_raster = _raster(tmp_path / "d.tif", values, np.full((2, 2), 255))
    new_project.addMapLayer(density_raster)
    model = QgsLayerTreeModel(new_project.layerTreeRoot())
    style(density_raster)
    hide_band_name(density_raster)
    nodes = model.layerLegendNodes(new_project.layerTreeRoot().findLayer(density_raster))
    assert [node.data(Qt.ItemDataRole.DisplayRole) for node in nodes] == _legend(density_raster)


@pytest.mark.parametrize("value", [0.0, np.nan])
@pytest.mark.usefixtures("qgis_app")
def test_an_empty_raster_has_a_legend_all_the_same(tmp_path: Path, value: float) -> None:
    empty_raster = _raster(tmp_path / "d.tif", np.full((4, 4), value), np.full((4, 4), value))
    style_density(empty_raster)
    style_difference(empty_raster)
    assert len(_legend(empty_raster)) == 6


@pytest.mark.usefixtures("qgis_app")
def test_a_raster_of_before_without_statistics_is_drawn_by_its_pixels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("locatierisico.hotspots.raster._statistics", lambda _values: {})
    density_raster = _raster(tmp_path / "d.tif", np.diag([97.0, 3, 1, 0]))
    style_density(density_raster)
    assert _legend(density_raster)[-1] == "very many (over 50 per km² per year)"
