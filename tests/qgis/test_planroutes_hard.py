"""Days that do not fit, roads that lead nowhere, wrong input: a sentence or a reason each, and the rest is planned."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyogrio
import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsProject, QgsVectorLayer

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., Any]
    Planned = tuple[pd.DataFrame, str, Path]

WEST, SOUTH = 155_000.0, 463_000.0
FIELDS = [
    *("id:string", "score:double", "open:string", "van:string", "tot:string"),
    *("minuten:double", "moet:string", "nodig:string"),
]
STREET = [(0, 0), (5_000, 0)]
ISLAND = [(0, 5_000), (500, 5_000)]
ONE_WAY = [(5_000, 0), (5_000, 800)]


def layer_of(kind: str, fields: list[str], rows: list[tuple[QgsGeometry, dict[str, Any]]], name: str) -> QgsVectorLayer:
    layer = QgsVectorLayer(f"{kind}?crs=EPSG:28992&" + "&".join(f"field={one}" for one in fields), name, "memory")
    made = []
    for geometry, values in rows:
        feature = QgsFeature(layer.fields())
        for field, value in values.items():
            feature.setAttribute(field, value)
        feature.setGeometry(geometry)
        made.append(feature)
    layer.dataProvider().addFeatures(made)
    QgsProject.instance().addMapLayer(layer)
    return layer


def stops_layer(*rows: tuple[float, float, dict[str, Any]]) -> QgsVectorLayer:
    made = []
    for number, (x, y, values) in enumerate(rows):
        at = QgsGeometry.fromPointXY(QgsPointXY(WEST + x, SOUTH + y))
        made.append((at, {"id": f"L{number:02d}", "score": 1.0} | values))
    return layer_of("Point", FIELDS, made, "locaties")


def roads_layer() -> QgsVectorLayer:
    rows = []
    for number, (line, direction) in enumerate([(STREET, "B"), (ISLAND, "B"), (ONE_WAY, "H")]):
        points = [QgsPointXY(WEST + x, SOUTH + y) for x, y in line]
        rows.append((QgsGeometry.fromPolylineXY(points), {"wvk_id": str(number), "rijrichting": direction}))
    return layer_of("LineString", ["wvk_id:string", "rijrichting:string"], rows, "wegen")


@pytest.fixture
def plan(in_background: Run, new_project: QgsProject, tmp_path: Path) -> Callable[..., Planned]:  # noqa: ARG001  an empty project
    """Plan with one team from nine to five along the street, and read what came of it."""

    def planned(layer: QgsVectorLayer, teams: list[dict[str, Any]] | None = None, **values: Any) -> Planned:
        path = tmp_path / "teams.json"
        team = {"name": "Noord", "start": f"{WEST} {SOUTH}", "shift_from": "9:00", "shift_to": "17:00"}
        path.write_text(json.dumps(teams or [team]))
        chosen = {
            "STOPS": layer.id(), "PRIORITY": "score", "TOP": 0, "MODE": "tour", "ROADS": roads_layer().id(),
            "TEAMS_FILE": str(path), "DATE": "2026-12-03", "CONTROL_SHARE": "0", "TIME_LIMIT": 1,
            "OUTPUT": str(tmp_path / "uit"),
        }  # fmt: skip
        wait = values.pop("cancel_after", None)
        fine, results, feedback = in_background("planroutes", chosen | values, cancel_after=wait)
        log = feedback.textLog()
        assert "Traceback" not in log
        if "RUN" not in results:
            assert not fine
            folder = tmp_path / "uit"
            assert not folder.exists() or not list(folder.iterdir()), "nothing half made is left"
            return pd.DataFrame(), log, folder
        run = Path(results["RUN"])
        return pyogrio.read_dataframe(run / "routes.gpkg", layer="stops").set_index("stop_id"), log, run

    return planned


def test_what_no_road_leads_to_says_so_stop_by_stop(plan: Callable[..., Planned]) -> None:
    layer = stops_layer((100, 5, {}), (3_000, 3_000, {}), (200, 5_010, {}), (5_005, 400, {}), (900, 400, {}))
    stops, log, _ = plan(layer)

    assert stops["reason"].fillna("").to_dict() == {
        "L00": "", "L01": "no_road", "L02": "island", "L03": "no_way_out", "L04": "",
    }  # fmt: skip
    assert stops.loc["L01", "metres_to_road"] == pytest.approx(2_000, abs=1_001)
    assert stops.loc[["L01", "L02", "L03"], "reason_text"].notna().all()
    assert "3 of 5 stops are not planned" in log
    assert "400" in str(stops.loc["L04", "metres_to_road"])


def test_two_stops_at_one_point_are_both_visited(plan: Callable[..., Planned]) -> None:
    stops, log, _ = plan(stops_layer((100, 0, {}), (100, 0, {}), (400, 0, {})), MODE="action")

    assert stops["served"].all()
    assert sorted(stops["number"]) == [1, 2, 3]
    assert "2 stops share their point" in log


def test_a_window_that_closes_before_the_shift_and_one_too_short_leave_a_stop_out(plan: Callable[..., Planned]) -> None:
    layer = stops_layer(
        (100, 0, {"van": "7:00", "tot": "8:30"}), (200, 0, {"van": "10:00", "tot": "12:00"}), (300, 0, {"tot": "9:05"})
    )
    stops, _, _ = plan(layer, WINDOW_START="van", WINDOW_END="tot")

    assert stops["reason"].fillna("").to_dict() == {"L00": "closed", "L01": "", "L02": "closed"}
    assert "10:00" <= stops.loc["L01", "begin"] <= stops.loc["L01", "departure"] <= "12:00"


def test_a_location_that_shuts_at_noon_is_visited_before_or_after(plan: Callable[..., Planned]) -> None:
    hours = {"open": "ma-vr 11:30-12:00, 13:00-17:00"}
    stops, _, _ = plan(stops_layer(*[(100 * at, 0, hours) for at in range(5)]), OPENING_HOURS="open")

    assert stops["served"].all()
    assert not ((stops["departure"] > "12:00") & (stops["begin"] < "13:00")).any()


@pytest.mark.parametrize(("first", "last"), [("9:00", "9:00"), ("17:00", "16:00")])
def test_a_shift_of_nothing_is_a_sentence(plan: Callable[..., Planned], first: str, last: str) -> None:
    team = {"name": "Noord", "start": f"{WEST} {SOUTH}", "shift_from": first, "shift_to": last}
    _, log, _ = plan(stops_layer((100, 0, {})), teams=[team])

    assert "Noord" in log
    assert "shift" in log


def test_of_too_many_mandatory_stops_it_is_said_which_and_the_rest_is_planned(plan: Callable[..., Planned]) -> None:
    long = {"moet": "ja", "minuten": 150.0}
    layer = stops_layer(*[(100 * at, 0, long) for at in range(4)], (500, 0, {"minuten": 10.0}))
    stops, log, _ = plan(layer, MANDATORY="moet", SERVICE="minuten")

    left = stops.index[~stops["served"]]
    assert 0 < len(left) < 4
    assert set(stops.loc[left, "reason"]) <= {"mandatory_no_room", "no_room"}
    assert all(name in log for name in left if stops.loc[name, "mandatory"])
    assert "mandatory stops" in log


def test_negative_minutes_leave_a_stop_out_and_count_it(plan: Callable[..., Planned]) -> None:
    stops, log, _ = plan(stops_layer((100, 0, {"minuten": -5.0}), (200, 0, {"minuten": 20.0})), SERVICE="minuten")

    assert list(stops.index) == ["L01"]
    assert "negative" in log or "under 0" in log


def test_a_skill_nobody_has_is_a_reason(plan: Callable[..., Planned]) -> None:
    stops, _, _ = plan(stops_layer((100, 0, {"nodig": "elektra"}), (200, 0, {})), SKILL="nodig")

    assert stops["reason"].fillna("").to_dict() == {"L00": "skill", "L01": ""}


def test_a_cancel_during_the_search_leaves_the_best_plan_so_far(plan: Callable[..., Planned]) -> None:
    stops, log, run = plan(
        stops_layer(*[(50 * at, 0, {}) for at in range(60)]), TIME_LIMIT=50, MODE="action", cancel_after=6_000
    )

    assert stops["served"].sum() > 10
    assert "best" in log
    assert (run / "route_Noord.pdf").stat().st_size > 0
    assert (run / "qfield" / "route.qgs").exists() or (run / "qfield" / "route.qgz").exists()


def test_a_cancel_before_the_search_leaves_nothing(plan: Callable[..., Planned]) -> None:
    stops, _, folder = plan(stops_layer((100, 0, {})), cancel_after=0)

    assert stops.empty
    assert not folder.exists() or not list(folder.iterdir())


def test_over_several_days_each_stop_is_visited_once(plan: Callable[..., Planned]) -> None:
    rows = [(100 * at, 0, {"minuten": 100.0, "open": "ma-vr 09:00-17:00" if at else "vr 10-16"}) for at in range(9)]
    stops, _, run = plan(stops_layer(*rows), SERVICE="minuten", OPENING_HOURS="open", DAYS=3, MODE="action")

    assert stops["served"].sum() == 9
    assert stops.loc["L00", "day"] == "2026-12-04"
    assert set(stops["day"]) <= {"2026-12-03", "2026-12-04", "2026-12-07"}
    sheets = {path.name for path in run.glob("*.pdf")}
    assert len(sheets) == stops["day"].nunique()


def test_what_is_pinned_stays_with_its_team_in_its_order(plan: Callable[..., Planned]) -> None:
    teams = [
        {"name": name, "start": f"{WEST + x} {SOUTH}", "shift_from": "9:00", "shift_to": "17:00"}
        for name, x in (("West", 0), ("Oost", 5_000))
    ]
    layer = stops_layer(*[(1_000 * at, 0, {}) for at in range(6)])
    pins = QgsVectorLayer("None?field=stop_id:string&field=team:string&field=number:integer", "pins", "memory")
    made = []
    for number, stop in enumerate(("L03", "L00"), start=1):
        feature = QgsFeature(pins.fields())
        feature.setAttributes([stop, "Oost", number])
        made.append(feature)
    pins.dataProvider().addFeatures(made)
    QgsProject.instance().addMapLayer(pins)
    stops, _, _ = plan(layer, teams=teams, PINNED=pins.id())

    assert stops["served"].all()
    assert (stops.loc[["L00", "L03"], "team"] == "Oost").all()
    assert stops.loc["L03", "number"] < stops.loc["L00", "number"]
    assert stops["pinned"].sum() == 2


def test_pairs_go_out_together(plan: Callable[..., Planned]) -> None:
    teams = [
        {"name": name, "start": f"{WEST} {SOUTH}", "shift_from": "9:00", "shift_to": "17:00", "skills": skill}
        for name, skill in (("An", "bouw"), ("Bo", "milieu"), ("Cor", "elektra"))
    ]
    rows = [(100, 0, {"nodig": "bouw"}), (200, 0, {"nodig": "milieu"}), (300, 0, {"nodig": "elektra", "score": 0.1})]
    stops, log, _ = plan(stops_layer(*rows), teams=teams, PAIRS=True, SKILL="nodig")

    assert stops["reason"].fillna("").to_dict() == {"L00": "", "L01": "", "L02": "skill"}
    assert set(stops["team"].dropna()) == {"An + Bo"}
    assert "Cor" in log


def test_a_dark_round_waits_for_the_dark(plan: Callable[..., Planned], tmp_path: Path) -> None:
    layer = stops_layer((100, 0, {"open": "ma-vr 9-17"}), (300, 0, {"open": "gesloten"}))
    stops, _, _ = plan(layer, ROUND="dark", OPENING_HOURS="open", TEAMS_FILE="")
    assert stops["served"].all()
    assert stops["begin"].min() >= "17:15"
    _, log, _ = plan(layer, ROUND="dark", OUTPUT=str(tmp_path / "licht"))
    assert "before it is dark" in log


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"CONTROL_SHARE": "abc"}, "abc"),
        ({"CONTROL_SHARE": "120"}, "120"),
        ({"SERVICE": "bestaat_niet"}, "bestaat_niet"),
        ({"DATE": "1999-01-01"}, "1999"),
    ],
)
def test_a_choice_that_cannot_be_is_a_sentence(plan: Callable[..., Planned], values: dict[str, Any], said: str) -> None:
    stops, log, _ = plan(stops_layer((100, 0, {})), **values)

    assert stops.empty
    assert said in log


def test_no_stops_and_broken_teams_are_sentences(plan: Callable[..., Planned], tmp_path: Path) -> None:
    stops, log, _ = plan(stops_layer())
    assert stops.empty
    assert "locaties" in log
    broken = tmp_path / "stuk.json"
    broken.write_text("[{")
    stops, log, _ = plan(stops_layer((100, 0, {})), TEAMS_FILE=str(broken))
    assert stops.empty
    assert "JSON" in log


def test_names_of_teams_are_no_paths(plan: Callable[..., Planned]) -> None:
    teams = [
        {"name": name, "start": f"{WEST} {SOUTH}", "shift_from": "9:00", "shift_to": "10:00"}
        for name in ("../A/B", "CON", "=1+1", "x" * 120)
    ]
    stops, _, run = plan(stops_layer(*[(100 * at, 0, {}) for at in range(9)]), teams=teams)

    assert stops["served"].sum() >= 4
    assert all(path.parent == run for path in run.glob("*.gpx"))
    assert len(list(run.glob("*.gpx"))) == stops["team"].nunique()


def test_balance_gives_every_team_its_part(plan: Callable[..., Planned]) -> None:
    teams = [
        {"name": name, "start": f"{WEST} {SOUTH}", "shift_from": "9:00", "shift_to": "17:00"} for name in ("An", "Bo")
    ]
    layer = stops_layer(*[(600 * at, 0, {}) for at in range(8)])
    alone, _, _ = plan(layer, teams=teams)
    shared, _, run = plan(layer, teams=teams, BALANCE=True, DATE="2026-12-04")

    assert alone["served"].all()
    assert shared["served"].all()
    assert len(set(alone["team"])) == 1, "one team has time for all of it"
    routes = pyogrio.read_dataframe(run / "routes.gpkg", layer="routes", read_geometry=False)
    assert len(routes) == 2
    assert routes["minutes"].max() < 1.25 * routes["minutes"].min()
