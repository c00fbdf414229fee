"""Routes through the toolbox: locations and teams in, a folder for the day out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyogrio
import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsProject, QgsVectorLayer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Any]


@pytest.fixture
def locations(new_project: QgsProject) -> QgsVectorLayer:  # noqa: ARG001  an empty project
    """Twelve locations along a street, the farther the higher."""
    layer = QgsVectorLayer(
        "Point?crs=EPSG:28992&field=stop_id:string&field=score:double&field=open:string", "locaties", "memory"
    )
    made = []
    for number in range(12):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([f"L{number:02d}", float(number), "ma-vr 09:00-17:00"])
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(155_000 + 400 * number, 463_000)))
        made.append(feature)
    layer.dataProvider().addFeatures(made)
    QgsProject.instance().addMapLayer(layer)
    return layer


def test_a_day_is_planned_from_the_toolbox_to_the_folder(
    in_background: Run, locations: QgsVectorLayer, tmp_path: Path
) -> None:
    teams = tmp_path / "teams.json"
    teams.write_text(
        json.dumps([{"name": "Noord", "start": "155000 463000", "shift_from": "9:00", "shift_to": "13:00"}])
    )
    values = {
        "STOPS": locations.id(),
        "PRIORITY": "score",
        "OPENING_HOURS": "open",
        "TOP": 6,
        "MODE": "tour",
        "TEAMS_FILE": str(teams),
        "DATE": "2026-12-03",
        "CONTROL_SHARE": "25",
        "TIME_LIMIT": 1,
        "OUTPUT": str(tmp_path / "uit"),
    }
    fine, _, feedback = in_background("planroutes", values)
    assert fine, feedback.textLog()
    (run,) = (tmp_path / "uit").iterdir()
    names = {path.name for path in run.iterdir()}
    assert names == {
        *("routes.gpkg", "planner.gpkg", "recipe.json", "qfield", "route_Noord.gpx", "route_Noord.pdf"),
    }
    stops = pyogrio.read_dataframe(run / "routes.gpkg", layer="stops")
    served = stops[stops["served"].astype(bool)]
    assert len(served) >= 6
    assert not {"control", "priority"} & set(stops.columns)
    assert "1.3" in feedback.textLog()
    controls = pyogrio.read_dataframe(run / "planner.gpkg", layer="controls")
    assert 1 <= controls["control"].astype(bool).sum() <= 2
    known = controls[~controls["control"].astype(bool)].set_index("stop_id")["priority"].drop("L00", errors="ignore")
    assert known.to_dict() == {name: int(name[1:]) for name in known.index}, (
        "what the layer says, but for control stops"
    )
