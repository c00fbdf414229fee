"""A plan as QGIS and QField open it."""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pyogrio
import pytest
from qgis.core import (
    QgsApplication,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsFeatureRequest,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerUtils,
)

sys.path.insert(0, str(Path(__file__).parent.parent / "routes"))
from made_outcome import outcome, recipe

from locatierisico.layers.loading import layers_of
from locatierisico.layers.qfield import FILLED_IN, write_field_project
from locatierisico.layers.route_loading import add_plan
from locatierisico.layers.route_results import write_plan
from locatierisico.layers.route_styles import TEAM_COLOURS
from locatierisico.layers.route_words import reason_words
from locatierisico.routes.left_out import REASONS
from locatierisico.routes.visits.outcomes import OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.usefixtures("qgis_app")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "plan é"
    made.mkdir()
    write_plan(made, outcome(), "en")
    return made


@pytest.fixture
def opened(folder: Path) -> Iterator[tuple[QgsProject, list[str]]]:
    write_field_project(folder)
    told: list[str] = []
    log = QgsApplication.messageLog()
    log.messageReceived.connect(lambda text, *_rest: told.append(text))
    project = QgsProject()
    assert project.read(str(folder / "qfield" / "route.qgs"))
    yield project, told
    project.clear()


def _one(project: QgsProject, role: str) -> QgsVectorLayer:
    (layer,) = layers_of(project, role)
    return layer  # type: ignore[return-value]


def _drawn_with(layer: QgsVectorLayer, feature: QgsFeature) -> list[str]:
    """Name the legend entries by which a feature is drawn."""
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(feature)
    rules = layer.renderer().rootRule().children()
    return [rule.label() for rule in rules if QgsExpression(rule.filterExpression()).evaluate(context)]


def test_the_layers_of_a_plan_form_a_group_without_the_planners_file(folder: Path, new_project: QgsProject) -> None:
    group = add_plan(new_project, folder)
    names = [node.name() for node in group.findLayers()]
    assert names == [
        "Stops",
        "Parking places",
        "Way from stop to stop",
        "Routes",
        "Teams",
        "Messages",
        "Recipe",
    ]
    assert all(layer.isValid() and layer.readOnly() for layer in new_project.mapLayers().values())
    assert not [layer for layer in new_project.mapLayers().values() if "planner" in layer.source()]


def test_every_stop_is_drawn_once_with_its_team_or_its_reason(folder: Path, new_project: QgsProject) -> None:
    add_plan(new_project, folder)
    stops = _one(new_project, "plan_stops")
    for stop in stops.getFeatures():
        (label,) = _drawn_with(stops, stop)
        if stop["served"]:
            assert label == f"{stop['team']}, {stop['day']}"
        else:
            assert label == f"not visited: {reason_words()[stop['reason']]}"
    assert stops.labeling().settings().fieldName == "number"


def test_a_team_has_one_colour_in_stops_and_routes(folder: Path, new_project: QgsProject) -> None:
    add_plan(new_project, folder)
    stops, routes = _one(new_project, "plan_stops"), _one(new_project, "plan_routes")
    of_stops = {item.label(): item.symbol().color().name() for item in stops.renderer().legendSymbolItems()}
    for item in routes.renderer().legendSymbolItems():
        assert of_stops[item.label()] == item.symbol().symbolLayer(1).color().name()
        assert item.symbol().symbolLayer(2).subSymbol().symbolLayer(0).properties()["name"] == "filled_arrowhead"
    assert len({of_stops[one.label()] for one in routes.renderer().legendSymbolItems()}) == 2


def test_the_days_of_a_team_have_stops_of_another_shape(tmp_path: Path, new_project: QgsProject) -> None:
    write_plan(tmp_path, outcome(n=2, teams=("Noord",), days=3), "en")
    add_plan(new_project, tmp_path)
    items = _one(new_project, "plan_stops").renderer().legendSymbolItems()[:3]
    assert len({item.symbol().color().name() for item in items}) == 1
    assert len({item.symbol().symbolLayer(0).properties()["name"] for item in items}) == 3


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colour", TEAM_COLOURS)
def test_a_white_number_can_be_read_on_every_colour(colour: str) -> None:
    assert 1.05 / (_luminance(colour) + 0.05) >= 3.8  # WCAG asks 3 of large or heavy text


def test_the_reasons_of_the_solver_all_have_words() -> None:
    assert set(REASONS) <= set(reason_words())


def test_every_field_has_an_alias_and_no_tip_tells_a_priority(folder: Path, new_project: QgsProject) -> None:
    add_plan(new_project, folder)
    for role in ("stops", "routes", "legs", "parkings"):
        layer = _one(new_project, f"plan_{role}")
        bare = [name for at, name in enumerate(layer.fields().names()) if not layer.attributeAlias(at)]
        assert bare == ["fid"]
    stops = _one(new_project, "plan_stops")
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(stops))
    tips = []
    for stop in stops.getFeatures():
        context.setFeature(stop)
        tips.append(QgsExpression.replaceExpressionText(stops.mapTipTemplate(), context))
    assert all("An indication, not a suspicion." in tip and "87" not in tip and "[%" not in tip for tip in tips)
    assert sum("Arrival 09:05, visit 09:05 to 09:23" in tip for tip in tips) == 2
    missed = [tip for tip in tips if "Not visited: " in tip]
    assert len(missed) == 3
    assert all(any(words in tip for tip in missed) for words in ("closed at every moment", "no room left", "no road"))
    assert sum("Statutory basis of the visit: Wabo" in tip for tip in tips) == 6


def test_more_teams_than_colours_are_told_apart_by_dashes(tmp_path: Path, new_project: QgsProject) -> None:
    teams = tuple(f"Team {n:02d}" for n in range(9))
    write_plan(tmp_path, outcome(n=2, teams=teams, days=2), "en")
    add_plan(new_project, tmp_path)
    items = _one(new_project, "plan_routes").renderer().legendSymbolItems()
    lines = [item.symbol().symbolLayer(1) for item in items]
    assert len(items) == 18
    assert len({(line.color().name(), line.penStyle()) for line in lines}) >= 16


def test_the_field_project_opens_without_a_warning(opened: tuple[QgsProject, list[str]]) -> None:
    project, told = opened
    assert told == []
    assert project.crs().authid() == "EPSG:28992"
    layers = project.mapLayers().values()
    assert {layer.id() for layer in layers} == {
        f"locatierisico_{role}" for role in ("stops", "routes", "legs", "parkings", "roads", "buildings")
    }
    assert all(layer.isValid() and layer.providerType() == "ogr" for layer in layers)


def test_the_field_project_moves_and_names_nobody(folder: Path, opened: tuple[QgsProject, list[str]]) -> None:
    text = (folder / "qfield" / "route.qgs").read_text(encoding="utf-8")
    assert set(re.findall(r"<datasource>([^<|]+)", text)) - {"\n"} <= {"./route.gpkg"} | set(
        re.findall(r"<datasource>(\s+)<", text)
    )
    assert str(folder) not in text
    assert re.search(r'saveUser="" ?', text)
    assert not re.search(r"https?://(?!www\.(opengis|w3)\.|mrcc)", text)
    assert sorted(path.name for path in (folder / "qfield").iterdir()) == ["DCIM", "route.gpkg", "route.qgs"]
    moved = folder.with_name("elsewhere")
    project, _ = opened
    project.clear()
    (folder / "qfield").rename(moved)
    other = QgsProject()
    assert other.read(str(moved / "route.qgs"))
    assert all(layer.isValid() for layer in other.mapLayers().values())
    other.clear()


def test_the_form_asks_what_was_found_and_shows_the_rest(opened: tuple[QgsProject, list[str]]) -> None:
    stops = _one(opened[0], "field_stops")
    form, fields = stops.editFormConfig(), stops.fields()
    free = [name for at, name in enumerate(fields.names()) if not form.readOnly(at)]
    assert free == list(FILLED_IN)
    assert not {"priority", "mandatory", "control", "probability", "reason"} & set(fields.names())
    widgets = {name: stops.editorWidgetSetup(fields.indexOf(name)) for name in FILLED_IN}
    assert {name: setup.type() for name, setup in widgets.items()} == {
        "visited": "CheckBox",
        "outcome": "ValueMap",
        "remark": "TextEdit",
        "photo": "ExternalResource",
    }
    chosen = [code for one in widgets["outcome"].config()["map"] for code in one.values()]
    assert chosen == list(OUTCOMES)
    assert widgets["remark"].config()["IsMultiline"] is True
    assert "never names" in stops.attributeAlias(fields.indexOf("remark"))
    photo = widgets["photo"].config()
    assert (photo["RelativeStorage"], photo["DocumentViewer"]) == (1, 1)
    assert "DCIM/" in stops.customProperty("QFieldSync/attachment_naming")
    assert stops.labeling().settings().fieldName == "number"


def test_a_visit_without_an_outcome_is_refused(opened: tuple[QgsProject, list[str]]) -> None:
    stops = _one(opened[0], "field_stops")
    number, said = stops.fields().indexOf("outcome"), []
    stop = next(stops.getFeatures())
    for visited, found in ((None, None), (False, None), (True, None), (True, "violation"), (True, "fine")):
        stop["visited"], stop["outcome"] = visited, found
        said.append(QgsVectorLayerUtils.validateAttribute(stops, stop, number)[0])
    assert said == [True, True, False, True, False]


def test_what_is_filled_in_can_be_read_back(folder: Path, opened: tuple[QgsProject, list[str]]) -> None:
    project, _ = opened
    stops = _one(project, "field_stops")
    stop = next(stops.getFeatures(QgsFeatureRequest(QgsExpression("\"stop_id\" = 's003'"))))
    assert stops.startEditing()
    filled = {"visited": True, "outcome": "closed", "remark": "hek op slot\ntwee containers", "photo": "DCIM/a.jpg"}
    for name, value in filled.items():
        assert stops.changeAttributeValue(stop.id(), stops.fields().indexOf(name), value)
    assert stops.commitChanges()
    project.clear()
    back = pyogrio.read_dataframe(folder / "qfield" / "route.gpkg", layer="stops").set_index("stop_id")
    assert back.loc["s003", list(filled)].to_dict() == filled
    assert back.drop("s003")[list(filled)].isna().all(axis=None)


def test_a_route_shows_its_stops_in_the_field(opened: tuple[QgsProject, list[str]]) -> None:
    (relation,) = opened[0].relationManager().relations().values()
    assert relation.isValid()
    route = next(_one(opened[0], "field_routes").getFeatures())
    assert [stop["number"] for stop in relation.getRelatedFeatures(route)] == [1, 2, 3, 4, 5]


def test_opening_a_plan_does_not_change_its_files(folder: Path, opened: tuple[QgsProject, list[str]]) -> None:
    opened[0].clear()
    before = {path: hashlib.sha256(path.read_bytes()).digest() for path in folder.rglob("*.gpkg")}
    write_field_project(folder)
    project = QgsProject()
    add_plan(project, folder)
    project.clear()
    assert {path: hashlib.sha256(path.read_bytes()).digest() for path in folder.rglob("*.gpkg")} == before
    assert not [path for path in folder.rglob("*") if path.name.endswith(("-wal", "-shm"))]


def test_made_up_data_say_so_in_the_field(tmp_path: Path) -> None:
    write_plan(tmp_path, outcome(recipe=recipe(simulated=["incidenten"])), "en")
    project = QgsProject()
    project.read(str(write_field_project(tmp_path)))
    assert "SIMULATED" in project.readEntry("CopyrightLabel", "/Label")[0]
    assert "(simulated)" in project.title()
    project.clear()
