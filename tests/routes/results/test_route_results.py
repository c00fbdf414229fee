"""What a plan writes: tables that say no more than they should, the same bytes every time."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyogrio
import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))
from made_outcome import DAY, outcome, recipe

from locatierisico.layers.route_results import FIELD_STOPS, write_plan
from locatierisico.routes.outcome import LEGS, PARKINGS, ROUTES, STOPS, Trip, clock, file_names


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("plan é")
    write_plan(made, outcome(), "nl")
    return made


def test_every_file_that_was_promised_is_there(folder: Path) -> None:
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert names == {
        "routes.gpkg",
        "planner.gpkg",
        "recipe.json",
        "route_Noord.gpx",
        "route_Zuid_Co.gpx",
        "qfield/route.gpkg",
    }
    assert (folder / "qfield" / "DCIM").is_dir()


def test_the_tables_hold_the_columns_that_were_promised(folder: Path) -> None:
    layers = {name for name, _ in pyogrio.list_layers(folder / "routes.gpkg")}
    assert layers == {"stops", "routes", "legs", "parkings", "teams", "messages", "recipe"}
    for layer, columns in (("stops", STOPS), ("routes", ROUTES), ("legs", LEGS), ("parkings", PARKINGS)):
        info = pyogrio.read_info(folder / "routes.gpkg", layer=layer)
        assert list(info["fields"]) == list(columns)
        assert info["crs"] == "EPSG:28992"


def test_stops_keep_what_is_missing_missing(folder: Path) -> None:
    stops = pyogrio.read_dataframe(folder / "routes.gpkg", layer="stops")
    left = stops[~stops["served"]]
    assert list(left["reason"]) == ["closed", "no_room", "unreachable"]
    assert left[["team", "day", "number", "arrival"]].isna().all(axis=None)
    assert stops[["visited", "outcome", "remark", "photo"]].isna().all(axis=None)
    with sqlite3.connect(folder / "routes.gpkg") as held:
        kinds = dict(held.execute("SELECT name, type FROM pragma_table_info('stops')"))
    assert {kinds[name] for name in ("served", "visited", "mandatory", "pinned")} == {"BOOLEAN"}
    assert kinds["outcome"].startswith("TEXT")
    assert kinds["number"].startswith("MEDIUMINT")


def test_a_control_stop_shows_in_the_file_of_the_planner_alone(folder: Path) -> None:
    controls = pyogrio.read_dataframe(folder / "planner.gpkg", layer="controls")
    assert list(controls.columns) == ["stop_id", "control", "probability", "chosen", "priority"]
    assert len(controls) == 13
    for path in folder.rglob("*"):
        if path.is_file() and path.name != "planner.gpkg":
            assert b"control" not in path.read_bytes().lower().replace(b"controleroute", b""), path


def test_nothing_but_the_file_of_the_planner_changes_with_who_is_a_control_stop(folder: Path, tmp_path: Path) -> None:
    made = outcome()
    other = made.controls.assign(control=~made.controls["control"], probability=0.5, priority=12.5)
    write_plan(tmp_path, outcome(controls=other), "nl")
    for path in tmp_path.rglob("*"):
        if path.is_file():
            same = path.read_bytes() == (folder / path.relative_to(tmp_path)).read_bytes()
            assert same == (path.name != "planner.gpkg"), path


def test_the_order_of_the_stops_gives_nothing_away(tmp_path: Path) -> None:
    made = outcome()
    write_plan(tmp_path, made, "en")
    stops = pyogrio.read_dataframe(tmp_path / "qfield" / "route.gpkg", layer="stops")
    assert stops["stop_id"].tolist() != made.stops["stop_id"].tolist()
    assert stops[["team", "number"]].equals(stops[["team", "number"]].sort_values(["team", "number"]))


def test_the_field_gets_what_is_visited_and_nothing_that_was_scored(folder: Path) -> None:
    path = folder / "qfield" / "route.gpkg"
    stops = pyogrio.read_dataframe(path, layer="stops")
    assert tuple(stops.columns) == FIELD_STOPS
    assert not {"priority", "mandatory", "reason", "pinned", "control", "probability"} & set(stops.columns)
    assert len(stops) == 10
    assert b"87.31" not in path.read_bytes()
    layers = {name for name, _ in pyogrio.list_layers(path)}
    assert layers == {"stops", "routes", "legs", "parkings", "roads", "buildings"}
    assert list(pyogrio.read_info(path, layer="roads")["fields"]) == ["straatnaam"]
    assert b"beheerder" not in path.read_bytes()


def test_the_same_plan_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    written = write_plan(tmp_path, outcome(), "nl")
    for path in written:
        other = folder / path.relative_to(tmp_path)
        assert hashlib.sha256(path.read_bytes()).digest() == hashlib.sha256(other.read_bytes()).digest(), path


def test_a_plan_without_routes_is_written_too(tmp_path: Path) -> None:
    made = outcome(n=0, teams=())
    write_plan(tmp_path, made, "nl")
    assert len(pyogrio.read_dataframe(tmp_path / "routes.gpkg", layer="stops")) == 3
    assert len(pyogrio.read_dataframe(tmp_path / "routes.gpkg", layer="routes")) == 0
    assert not list(tmp_path.glob("*.gpx"))


def test_the_recipe_stands_beside_the_plan_and_in_it(folder: Path) -> None:
    held = json.loads((folder / "recipe.json").read_text(encoding="utf-8"))
    table = pyogrio.read_dataframe(folder / "routes.gpkg", layer="recipe").set_index("key")["value"]
    assert held["sha256"] == recipe().sha256() == json.loads(table["sha256"])
    told = pyogrio.read_dataframe(folder / "routes.gpkg", layer="messages")
    assert told["nl"].tolist() == ["10 van de 13 stops zijn gepland, met de eigen zoekmethode van de plugin."]


def test_made_up_data_say_so_in_every_geopackage(tmp_path: Path) -> None:
    write_plan(tmp_path, outcome(recipe=recipe(simulated=["incidenten"])), "nl")
    for name in ("routes.gpkg", "planner.gpkg", "qfield/route.gpkg"):
        with sqlite3.connect(tmp_path / name) as held:
            assert all("simulated" in row[0] for row in held.execute("SELECT description FROM gpkg_contents")), name


def test_file_names_are_safe_and_never_the_same() -> None:
    day, next_day = DAY.isoformat(), "2026-12-04"
    trips = [Trip("Noord", day), Trip("Noord", next_day), Trip("A/B: één", day), Trip("a b een", day), Trip("***", "")]
    names = file_names(trips)
    assert list(names.values()) == [
        "route_Noord_2026-12-03",
        "route_Noord_2026-12-04",
        "route_A_B_een",
        "route_a_b_een_2",
        "route_team",
    ]


def test_a_clock_begins_anew_at_midnight() -> None:
    assert [clock(m) for m in (0, 539.6, 1439.7, 1500, float("nan"))] == ["00:00", "09:00", "00:00", "01:00", None]


def test_columns_that_were_not_asked_for_stay_behind(tmp_path: Path) -> None:
    made = outcome()
    made.stops["eigenaar"] = "J. Jansen"
    write_plan(tmp_path, made, "nl")
    assert all(b"Jansen" not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert pd.Series(made.stops.columns).eq("eigenaar").any()


def test_roads_go_along_where_they_lie_within_four_hundred_metres_of_a_stop_or_route(tmp_path: Path) -> None:
    plan = outcome().ordered()
    assert plan.roads is not None
    away = plan.roads.assign(geometry=plan.roads.geometry.translate(yoff=1200))
    plan = replace(plan, roads=pd.concat([plan.roads, away], ignore_index=True))
    write_plan(tmp_path, plan, "nl")
    shapes = [*plan.routes.geometry.dropna(), *plan.stops.geometry.dropna()]
    near = [road for road in plan.roads.geometry if min(road.distance(shape) for shape in shapes) <= 400]
    written = pyogrio.read_dataframe(tmp_path / "qfield" / "route.gpkg", layer="roads").geometry
    assert len(written) == len(near)
    assert 0 < len(near) < len(plan.roads)
