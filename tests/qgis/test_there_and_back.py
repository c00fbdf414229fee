"""A plan goes out and comes home: what one tool writes the other reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyogrio
from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsProject, QgsVectorLayer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Any]


def test_what_came_home_is_read_with_the_planner_file_of_the_same_plan(
    in_background: Run, new_project: QgsProject, tmp_path: Path
) -> None:
    layer = QgsVectorLayer("Point?crs=EPSG:28992&field=stop_id:string&field=score:double", "locaties", "memory")
    made = []
    for number in range(12):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([f"L{number:02d}", float(number)])
        # Two lie far from the others, and can never be drawn.
        x = 155_000 + 100 * number + (9_000 if number < 2 else 0)
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(x, 463_000)))
        made.append(feature)
    layer.dataProvider().addFeatures(made)
    new_project.addMapLayer(layer)
    values = {"STOPS": layer.id(), "PRIORITY": "score", "TOP": 6, "DATE": "2026-12-03", "TIME_LIMIT": 1}
    fine, _, feedback = in_background("planroutes", {**values, "OUTPUT": str(tmp_path / "uit")})
    assert fine, feedback.textLog()
    (run,) = (tmp_path / "uit").iterdir()
    stops = pyogrio.read_dataframe(run / "routes.gpkg", layer="stops")
    served = set(stops.loc[stops["served"].astype(bool), "stop_id"])
    assert len(pyogrio.read_dataframe(run / "planner.gpkg", layer="controls")) > len(served)
    field = QgsVectorLayer(f"{run / 'qfield' / 'route.gpkg'}|layername=stops", "stops", "ogr")
    field.startEditing()
    for feature in field.getFeatures():
        field.changeAttributeValue(feature.id(), field.fields().indexOf("outcome"), "nothing_remarkable")
    assert field.commitChanges()
    home = {"FIELD": [str(run)], "PLANNER": str(run / "planner.gpkg"), "OUTPUT": str(tmp_path / "bezoeken.gpkg")}
    fine, results, feedback = in_background("importvisits", home)
    assert fine, feedback.textLog()
    visits = pyogrio.read_dataframe(tmp_path / "bezoeken.gpkg")
    assert set(visits["stop_id"]) == served
    assert results["CONTROL_VISITS"] == visits["control"].astype(bool).sum() == 2
