"""From the toolbox into the field and back: what a folder that was copied holds, and what it does not tell."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsProject,
    QgsVectorLayer,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Any]

WEST, SOUTH = 181_000.0, 511_000.0
MADE: dict[str, Path] = {}
TOP = {f"L{number:02d}" for number in range(15, 27)}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write an assessment of twenty-seven locations, two of them at one point, on made-up data; and streets."""
    folder = tmp_path_factory.mktemp("van") / "Jan Jansen"
    folder.mkdir()
    points = [shapely.Point(WEST + 90 * (n % 9), SOUTH + 160 * (n // 9) + 12) for n in range(27)]
    points[26] = points[25]
    units = gpd.GeoDataFrame(
        {
            "unit_id": [f"L{n:02d}" for n in range(27)],
            "risk_score": [round(30 + 2.37 * n, 2) for n in range(27)],
            "contains_dwelling": False,
            "state": "scored",
            "area_type": "bedrijventerrein",
            "eigenaar": "J. Jansen",
        },
        geometry=points,
        crs="EPSG:28992",
    )
    held = folder / "results.gpkg"
    pyogrio.write_dataframe(units, held, layer="units", driver="GPKG", VERSION="1.3")
    recipe = pd.DataFrame({"key": ["municipality", "simulated"], "value": ['"Proefstad"', '["incidenten"]']})
    pyogrio.write_dataframe(recipe, held, layer="recipe", driver="GPKG", VERSION="1.3")
    across = [shapely.LineString([(WEST - 50, y), (WEST + 900, y)]) for y in (SOUTH, SOUTH + 160, SOUTH + 320)]
    along = [shapely.LineString([(x, SOUTH - 50), (x, SOUTH + 400)]) for x in (WEST - 20, WEST + 800)]
    names = ["Zuidstraat", "Middenstraat", "Noordstraat", "Westdwars", "Oostdwars"]
    streets = gpd.GeoDataFrame({"stt_naam": names}, geometry=[*across, *along], crs="EPSG:28992")
    pyogrio.write_dataframe(streets, folder / "wegen.gpkg", layer="wegen", driver="GPKG", VERSION="1.3")
    return folder


@pytest.fixture
def planned(in_background: Run, town: Path) -> Callable[..., Path]:
    """Plan, or give the plan that was made so before; nobody changes it."""
    teams = town / "teams.json"
    teams.write_text(json.dumps([{"name": "Noord", "start": f"{WEST} {SOUTH}", "shift_from": "9:00"}]))

    def plan(*, anew: bool = False, **chosen: Any) -> Path:
        if not anew and str(chosen) in MADE:
            return MADE[str(chosen)]
        before = set((town / "uit").glob("*")) if (town / "uit").exists() else set()
        values = {
            "STOPS": f"{town / 'results.gpkg'}|layername=units",
            "ROADS": str(town / "wegen.gpkg"),
            "TOP": 12,
            "TEAMS_FILE": str(teams),
            "DATE": "2026-12-03",
            "CONTROL_SHARE": "25",
            "TIME_LIMIT": 1,
            "OUTPUT": str(town / "uit"),
        }
        fine, _, feedback = in_background("planroutes", values | chosen)
        assert fine, feedback.textLog()
        (made,) = set((town / "uit").glob("*")) - before
        MADE[str(chosen)] = made
        return made

    return plan


def _drawn(run: Path) -> set[str]:
    controls = pyogrio.read_dataframe(run / "planner.gpkg", layer="controls")
    return set(controls.loc[controls["control"].astype(bool), "stop_id"])


def _stops(run: Path) -> pd.DataFrame:
    return pyogrio.read_dataframe(run / "routes.gpkg", layer="stops", read_geometry=False)


def test_a_copied_folder_opens_elsewhere_is_filled_in_and_comes_back(
    in_background: Run, planned: Callable[..., Path], tmp_path: Path
) -> None:
    run = planned()
    phone = tmp_path / "telefoon" / "route van vandaag"
    shutil.copytree(run / "qfield", phone)
    planner = tmp_path / "planner.gpkg"
    shutil.copy(run / "planner.gpkg", planner)
    controls = _drawn(run)
    project = QgsProject()
    assert project.read(str(phone / "route.qgs"))
    for layer in project.mapLayers().values():
        assert layer.isValid()
        assert layer.source().startswith(str(phone)), "nothing from outside the folder"
    shown = {layer.name() for layer in project.mapLayers().values()}
    assert "Roads" in shown, "something to see without the internet"
    (roads,) = project.mapLayersByName("Roads")
    assert roads.labelsEnabled()
    assert {street["straatnaam"] for street in roads.getFeatures()} >= {"Middenstraat", "Noordstraat"}
    (stops,) = project.mapLayersByName("Stops")
    (phone / "DCIM").mkdir(exist_ok=True)
    (phone / "DCIM" / "a.jpg").write_bytes(b"picture")
    assert stops.startEditing()
    filled = {"visited": True, "outcome": "violation", "remark": "deur open", "photo": "DCIM/a.jpg"}
    for stop in stops.getFeatures():
        for name, value in filled.items():
            assert stops.changeAttributeValue(stop.id(), stops.fields().indexOf(name), value)
    n = stops.featureCount()
    assert stops.commitChanges()
    project.clear()
    visits = tmp_path / "visits.gpkg"
    values = {"FIELD": [str(phone)], "PLANNER": str(planner), "OUTPUT": str(visits)}
    fine, results, feedback = in_background("importvisits", values)
    assert fine, feedback.textLog()
    back = pyogrio.read_dataframe(visits)
    assert len(back) == n == 16
    assert set(back["outcome"]) == {"violation"}
    assert set(back.loc[back["control"].astype(bool), "stop_id"]) == controls
    assert results["CONTROL_VISITS"] == len(controls) == 4


def test_no_file_names_who_made_it_or_where(planned: Callable[..., Path], town: Path) -> None:
    run = planned()
    for path in run.rglob("*"):
        if path.is_file():
            held = path.read_bytes()
            for word in (str(town), "Jansen", "/root"):
                assert word.encode() not in held, (path.name, word)


def test_only_the_planners_file_tells_a_control_stop(planned: Callable[..., Path]) -> None:
    run = planned()
    controls = _drawn(run)
    assert controls
    assert not controls & TOP
    stops = _stops(run).set_index("stop_id")
    assert controls < set(stops.index) <= controls | TOP
    for name in stops.columns:
        drawn, others = (stops.loc[stops.index.isin(controls) == is_drawn, name] for is_drawn in (True, False))
        if pd.api.types.is_numeric_dtype(stops[name]) and drawn.notna().any():
            assert drawn.max() >= others.min(), name
            assert drawn.min() <= others.max(), name
        # Where a stop lies is no secret: what is walked from one place follows from it.
        assert name == "parking" or drawn.isna().all() == others.isna().all(), name
    scores = pyogrio.read_dataframe(run.parent.parent / "results.gpkg", layer="units")["risk_score"]
    for layer, _ in pyogrio.list_layers(run / "routes.gpkg"):
        table = pyogrio.read_dataframe(run / "routes.gpkg", layer=layer, read_geometry=False)
        for name in table.select_dtypes("number").columns:
            assert not set(table[name].dropna()) & set(scores), (layer, name)
    told = pyogrio.read_dataframe(run / "routes.gpkg", layer="messages", read_geometry=False)
    words = " ".join([*told["en"], *told["nl"], (run / "recipe.json").read_text(encoding="utf-8")])
    assert not any(stop in words for stop in stops.index)


def test_the_recipe_names_what_went_in_and_the_sheets_carry_its_hash(planned: Callable[..., Path]) -> None:
    run = planned()
    recipe = json.loads((run / "recipe.json").read_text(encoding="utf-8"))
    given = {one["register"]: (one["name"], one["rows"]) for one in recipe["inputs"]}
    assert given == {
        "STOPS": ("results.gpkg|units", 27),
        "ROADS": ("wegen.gpkg", 5),
        "TEAMS_FILE": ("teams.json", 1),
    }
    assert all(re.fullmatch("[0-9a-f]{64}", one["sha256"]) for one in recipe["inputs"])
    assert recipe["municipality"] == "Proefstad"
    assert recipe["simulated"] == ["incidenten"]
    assert recipe["options"]["seed"] == 1
    assert recipe["options"]["searched_by"] in ("own", "pyvrp")
    assert recipe["options"]["pyvrp"] == "" or recipe["options"]["pyvrp"][0].isdigit()
    assert run.name.endswith(recipe["sha256"][:8])
    sheet = subprocess.run(
        ["pdftotext", str(run / "route_Noord.pdf"), "-"], capture_output=True, check=True, text=True
    ).stdout
    pages = sheet.split("\f")[:-1]
    for page in pages:
        assert recipe["sha256"][:12] in page
        assert "SIMULATED: not real data" in page


def test_the_same_seed_draws_the_same_and_another_one_others(planned: Callable[..., Path]) -> None:
    first, again, other = planned(), planned(anew=True), planned(SEED=5)
    assert _drawn(first) == _drawn(again)
    assert _drawn(first) != _drawn(other)
    assert (
        json.loads((first / "recipe.json").read_text())["inputs"]
        == (json.loads((again / "recipe.json").read_text())["inputs"])
    )
    told = pyogrio.read_dataframe(first / "routes.gpkg", layer="messages", read_geometry=False)["code"].tolist()
    if "routes_out_of_time" not in told:  # a machine that had the time for all rounds
        assert _stops(first).equals(_stops(again))


def test_the_styles_lie_in_the_geopackage_itself(planned: Callable[..., Path], new_project: QgsProject) -> None:  # noqa: ARG001  an empty project
    run = planned()
    stops = QgsVectorLayer(f"{run / 'routes.gpkg'}|layername=stops", "stops", "ogr")
    words = [item.label() for item in stops.renderer().legendSymbolItems()]
    assert words[0] == "Noord, 2026-12-03"
    assert stops.labelsEnabled()
    assert "An indication, not a suspicion." in stops.mapTipTemplate()
    assert stops.attributeAlias(stops.fields().indexOf("arrival")) == "Arrival"
    for role in ("parkings", "legs", "routes"):
        layer = QgsVectorLayer(f"{run / 'routes.gpkg'}|layername={role}", role, "ogr")
        assert layer.renderer().type() == "RuleRenderer", role
    assert "root" not in str(pyogrio.read_dataframe(run / "routes.gpkg", layer="layer_styles")["owner"].tolist())


def test_two_stops_at_one_point_are_drawn_beside_each_other(
    planned: Callable[..., Path],
    new_project: QgsProject,  # noqa: ARG001  an empty project
) -> None:
    run = planned()
    stops = QgsVectorLayer(f"{run / 'routes.gpkg'}|layername=stops", "stops", "ogr")
    symbol = stops.renderer().rootRule().children()[0].symbol().symbolLayer(0)
    offset = symbol.dataDefinedProperties().property(symbol.Property.Offset).asExpression()
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(stops))
    found = {}
    for stop in stops.getFeatures():
        context.setFeature(stop)
        found[stop["stop_id"]] = tuple(map(float, QgsExpression(offset).evaluate(context).split(",")))
    apart = shapely.Point(found["L25"]).distance(shapely.Point(found["L26"]))
    assert apart == pytest.approx(5.6, abs=0.1)
    assert {held for name, held in found.items() if name not in ("L25", "L26")} == {(0.0, 0.0)}


def test_legs_parkings_and_stops_count_alike(planned: Callable[..., Path]) -> None:
    run = planned()
    stops, legs, parkings = (
        pyogrio.read_dataframe(run / "routes.gpkg", layer=layer, read_geometry=False)
        for layer in ("stops", "legs", "parkings")
    )
    served = stops[stops["served"].astype(bool)]
    walked = served[served["parking"].notna()].groupby("parking")["number"]
    assert len(walked), "something is walked"
    assert parkings.set_index("parking")["n_stops"].to_dict() == walked.size().to_dict()
    assert parkings.sort_values("number")["parking"].tolist() == walked.min().sort_values().index.tolist()
    assert (walked.max() - walked.min() + 1 == walked.size()).all(), "what is walked is walked in one go"
    assert legs["number"].tolist() == list(range(1, len(legs) + 1))
    drives = int((~legs["on_foot"].astype(bool)).sum())
    assert drives == len(walked) + int(served["parking"].isna().sum()) + 1
    pause = pyogrio.read_dataframe(run / "routes.gpkg", layer="routes", read_geometry=False)["pause"].iloc[0]
    assert pause is None or re.fullmatch(r"\d\d:\d\d-\d\d:\d\d", pause)


def test_a_stop_that_does_not_fit_says_why(planned: Callable[..., Path], town: Path) -> None:
    teams = town / "kort.json"
    teams.write_text(
        json.dumps([{"name": "Kort", "start": f"{WEST} {SOUTH}", "shift_from": "9:00", "shift_to": "10:00"}])
    )
    run = planned(TEAMS_FILE=str(teams))
    stops = _stops(run)
    left = stops[~stops["served"].astype(bool)]
    assert len(left) > 5
    assert set(left["reason_text"]) == {"no room left in the day"}
    assert stops.loc[stops["served"].astype(bool), "reason_text"].isna().all()
