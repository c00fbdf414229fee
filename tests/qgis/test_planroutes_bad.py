"""Bad surroundings of a plan through the toolbox: a full disk, a folder that is none, a package that is not there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyogrio
import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsProject, QgsVectorLayer

from locatierisico.routes.solving import with_pyvrp

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Any]


def _layer(definition: str, rows: list[tuple[tuple[float, float] | None, list[Any]]], name: str) -> QgsVectorLayer:
    layer = QgsVectorLayer(definition, name, "memory")
    made = []
    for point, values in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(values)
        if point is not None:
            feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(*point)))
        made.append(feature)
    layer.dataProvider().addFeatures(made)
    QgsProject.instance().addMapLayer(layer)
    return layer


@pytest.fixture
def values(new_project: QgsProject, tmp_path: Path) -> dict[str, Any]:  # noqa: ARG001  an empty project
    """Ask for a plan of six locations, of which one has a name and a note that are no plain words."""
    rows = [((155_000.0 + 400 * n, 463_000.0), [f"L{n}", float(n), "hond"]) for n in range(5)]
    rows.append(((157_000.0, 463_100.0), ["L5", 9.0, '<img src=x onerror="1">[% 1 + 1 %] =2+3']))
    definition = "Point?crs=EPSG:28992&field=stop_id:string&field=score:double&field=safety_note:string"
    stops = _layer(definition, rows, "locaties")
    return {
        "STOPS": stops.id(), "PRIORITY": "score", "MODE": "tour", "CONTROL_SHARE": "0", "DATE": "2026-12-03",
        "TIME_LIMIT": 1, "OUTPUT": str(tmp_path / "uit"),
    }  # fmt: skip


@pytest.mark.parametrize("kilobytes", [40, 100, 130, 150])
def test_a_full_disk_gets_a_sentence_and_leaves_an_older_plan_alone(
    in_background: Run, values: dict[str, Any], tmp_path: Path, small_disk: Callable[[int], Any], kilobytes: int
) -> None:
    # At another size, another file is the first that does not fit.
    old = tmp_path / "uit" / "routes_2026-12-02_oud"
    old.mkdir(parents=True)
    (old / "routes.gpkg").write_text("oud")
    with small_disk(kilobytes * 1000):
        fine, _, feedback = in_background("planroutes", values)
    assert not fine
    assert "disk" in feedback.textLog()
    assert "not foreseen" not in feedback.textLog()
    assert list((tmp_path / "uit").iterdir()) == [old]
    assert (old / "routes.gpkg").read_text() == "oud"


def test_a_folder_that_is_a_file_gets_a_sentence(in_background: Run, values: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("x")
    fine, _, feedback = in_background("planroutes", values | {"OUTPUT": str(tmp_path / "bestand")})
    assert not fine
    assert "cannot be written to" in feedback.textLog()


def test_pyvrp_that_is_not_there_is_said_and_auto_does_without(
    in_background: Run, values: dict[str, Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(with_pyvrp, "installed", lambda: False)
    fine, _, feedback = in_background("planroutes", values | {"ENGINE": "pyvrp"})
    assert not fine
    assert "pip install pyvrp" in feedback.textLog()
    assert not (tmp_path / "uit").exists()
    fine, _, feedback = in_background("planroutes", values)
    assert fine, feedback.textLog()


def test_teams_come_from_a_table_and_words_stay_words(in_background: Run, values: dict[str, Any]) -> None:
    definition = "Point?crs=EPSG:28992&field=naam:string&field=dienst_van:string&field=dienst_tot:string"
    teams = _layer(definition, [((155_000.0, 463_000.0), ["A/B", "9:00", "10:00"])], "ploegen")
    fine, results, feedback = in_background("planroutes", values | {"TEAMS": teams.id()})
    assert fine, feedback.textLog()
    stops = pyogrio.read_dataframe(results["ROUTES"], layer="stops")
    served = stops["served"].astype(bool)
    assert set(stops.loc[served, "team"]) == {"A/B"}
    assert (stops.loc[served, "departure"] <= "10:00").all()
    assert stops.loc[~served, "reason_text"].notna().all()
    assert (stops.loc[~served, "reason"] == "no_room").all()
    messages = pyogrio.read_dataframe(results["ROUTES"], layer="messages")
    assert json.dumps(messages["nl"].tolist()).count("niet gepland") == 1
    assert '<img src=x onerror="1">[% 1 + 1 %] =2+3' in set(stops["safety_note"])
