from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsFeatureStore,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)

from locatierisico.layers import sinks
from locatierisico.layers.raw import plain
from locatierisico.safeguards.messages import CancelledError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def points_layer(new_project: QgsProject) -> QgsVectorLayer:
    """Draw 30 incidents in one spot."""
    layer = QgsVectorLayer("Point?crs=EPSG:28992&field=aantal:integer", "meldingen", "memory")
    for number in range(30):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([1])
        feature.setGeometry(QgsGeometry.fromWkt(f"POINT({130_060 + number * 0.1} 480_060)".replace("_", "")))
        layer.dataProvider().addFeature(feature)
    new_project.addMapLayer(layer)
    return layer


@pytest.fixture
def ground_layer(new_project: QgsProject) -> QgsVectorLayer:
    """Draw a study area of 2.5 by 2.5 km: 20 by 20 cells of 125 m."""
    layer = QgsVectorLayer("Polygon?crs=EPSG:28992", "gemeente", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(130_000, 480_000, 132_500, 482_500)))
    layer.dataProvider().addFeature(feature)
    new_project.addMapLayer(layer)
    return layer


def test_cells_cover_the_study_area_and_the_spot_is_hot(
    in_background: Callable[..., Any], points_layer: QgsVectorLayer, ground_layer: QgsVectorLayer, tmp_path: Path
) -> None:
    for number in (1, 2):  # twice in a row, in threads of Qt
        path = tmp_path / f"cells{number}.gpkg"
        parameters = {"INPUT": points_layer.id(), "STUDY_AREA": ground_layer.id(), "OUTPUT": str(path)}
        fine, _, feedback = in_background("hotspots", parameters)
        assert fine, feedback.textLog()
    cells_layer = QgsVectorLayer(str(path), "cells", "ogr")
    assert cells_layer.featureCount() == 400
    assert cells_layer.crs().authid() == "EPSG:28992"
    counted = [f for f in cells_layer.getFeatures() if f["count"] > 0]
    assert [(f["count"], f["hot_class"]) for f in counted] == [(30, 3)]
    assert counted[0]["expected"] == pytest.approx(30 / 400)


def test_density_is_a_raster_whose_sum_is_the_number_of_points(
    in_background: Callable[..., Any], points_layer: QgsVectorLayer, ground_layer: QgsVectorLayer, tmp_path: Path
) -> None:
    path = tmp_path / "dichtheid.tif"
    fine, _, feedback = in_background(
        "density",
        {"INPUT": points_layer.id(), "RADIUS": 50, "PIXEL": 5, "STUDY_AREA": ground_layer.id(), "OUTPUT": str(path)},
    )
    assert fine, feedback.textLog()
    density_raster = QgsRasterLayer(str(path), "dichtheid")
    assert density_raster.isValid()
    block = density_raster.dataProvider().block(
        1, density_raster.extent(), density_raster.width(), density_raster.height()
    )
    values = [
        block.value(r, c) for r in range(block.height()) for c in range(block.width()) if not block.isNoData(r, c)
    ]
    assert sum(values) * 25 / 1e6 == pytest.approx(30, rel=0.02)  # 25 m² a pixel, values per km²


def test_a_layer_without_usable_points_is_refused(
    in_background: Callable[..., Any], new_project: QgsProject, tmp_path: Path
) -> None:
    empty_layer = QgsVectorLayer("Point?crs=EPSG:28992", "niets", "memory")
    new_project.addMapLayer(empty_layer)
    fine, _, feedback = in_background("density", {"INPUT": empty_layer.id(), "OUTPUT": str(tmp_path / "d.tif")})
    assert not fine
    assert "niets" in feedback.textLog()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("provider")
def test_hot_cells_work_in_a_model_as_a_temporary_layer(points_layer: QgsVectorLayer) -> None:
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    context.setProject(QgsProject.instance())
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("locatierisico:hotspots")
    values = {"INPUT": points_layer.id(), "OUTPUT": "TEMPORARY_OUTPUT", "METHOD": "gistar"}
    results, fine = algorithm.run(values, context, feedback)
    assert fine, feedback.textLog()
    assert context.temporaryLayerStore().mapLayer(results["OUTPUT"]).featureCount() > 0


def test_a_layer_that_was_not_filled_to_the_end_is_removed(
    in_background: Callable[..., Any], points_layer: QgsVectorLayer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(sink: Any, frame: Any, _cancelled: Any, drawn: Any) -> None:
        sinks.fill(sink, frame.iloc[:3], lambda: False, drawn)
        raise CancelledError

    monkeypatch.setattr("locatierisico.algorithms.algorithm.fill", stopped)
    in_background("hotspots", {"INPUT": points_layer.id(), "OUTPUT": str(tmp_path / "cells.gpkg")})
    assert not list(tmp_path.iterdir())


def test_rows_written_a_few_at_a_time_are_all_there_once_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sinks, "_AT_ONCE", 2)
    table = pd.DataFrame(
        {
            "count": [1, 2, 3, 4, 5],
            "p": [0.5, np.nan, np.nan, 0.25, np.nan],
            "begin": pd.to_datetime(["2024-01-01", None, None, None, "2024-01-05"]),
        }
    )
    places = shapely.points(100_000 + np.arange(5.0), 400_000)
    asked: list[slice] = []

    def drawn(some: slice) -> np.ndarray:
        asked.append(some)
        return places[some]

    written = []
    for frame, how in ((gpd.GeoDataFrame(table, geometry=places), None), (table, drawn)):
        store = QgsFeatureStore(sinks.fields_of(frame), sinks.rd_new())
        sinks.fill(store, frame, lambda: False, how)
        written.append(
            [(int(f["count"]), plain(f["p"]), plain(f["begin"]), f.geometry().asPoint().x()) for f in store.features()]
        )
    first, last = datetime(2024, 1, 1), datetime(2024, 1, 5)  # noqa: DTZ001  registers know no time zone
    expected = [(1, 0.5, first, 1e5), (2, None, None, 100_001), (3, None, None, 100_002), (4, 0.25, None, 100_003)]
    assert written[0] == [*expected, (5, None, last, 100_004)]
    assert written[1] == written[0]
    assert asked == [slice(0, 2), slice(2, 4), slice(4, 5)]


def test_more_cells_than_the_machine_has_memory_for_are_refused_with_a_size_that_fits(
    in_background: Callable[..., Any],
    points_layer: QgsVectorLayer,
    ground_layer: QgsVectorLayer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("locatierisico.algorithms.hot_places.free_memory", lambda: 1_000_000)
    layers = {"INPUT": points_layer.id(), "STUDY_AREA": ground_layer.id()}
    values = layers | {"OUTPUT": str(tmp_path / "cells.gpkg"), "SIZE": 50}
    fine, _, feedback = in_background("hotspots", values)
    told = feedback.textLog()
    assert not fine
    assert not list(tmp_path.iterdir())
    least = int(re.search(r"at least (\d+) m", told)[1])
    assert least > 50
    assert in_background("hotspots", values | {"SIZE": least})[0]
    fine, _, feedback = in_background("hotspots", values | {"SIZE": least, "OUTPUT": "TEMPORARY_OUTPUT"})
    assert not fine
    assert "save to a file" in feedback.textLog()
