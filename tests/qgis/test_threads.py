"""What QGIS tied to a thread of its pool does not outlive that thread; our layers must."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from qgis.core import QgsApplication, QgsFeature, QgsGeometry, QgsPointXY, QgsProject, QgsVectorLayer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def short_lived_threads(qgis_app: QgsApplication) -> Iterator[None]:
    pool = qgis_app.taskManager().threadPool()
    before = pool.expiryTimeout()
    pool.setExpiryTimeout(50)
    yield
    pool.setExpiryTimeout(before)


def test_reference_systems_outlive_the_thread_that_wrote_a_run(
    short_lived_threads: None,  # noqa: ARG001  threads must end between the two runs
    in_background: Callable[..., Any],
    registers_file: Path,
    new_project: QgsProject,
    tmp_path: Path,
) -> None:
    assessed = {"REGISTERS": str(registers_file), "DRAWS": 10, "OUTPUT": str(tmp_path)}
    fine, results, feedback = in_background("assess", assessed)
    assert fine, feedback.textLog()
    points_layer = QgsVectorLayer("Point?crs=EPSG:28992", "points layer", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(130_010, 480_010)))
    points_layer.dataProvider().addFeatures([feature] * 5)
    new_project.addMapLayer(points_layer)
    time.sleep(0.5)
    target = tmp_path / "cells.gpkg"
    fine, _, feedback = in_background("hotspots", {"INPUT": points_layer.id(), "OUTPUT": str(target)})
    assert fine, feedback.textLog()
    assert QgsVectorLayer(str(target), "cells", "ogr").crs().authid() == "EPSG:28992"
    assert QgsVectorLayer(f"{results['RESULTS']}|layername=units", "units", "ogr").crs().toWkt()
