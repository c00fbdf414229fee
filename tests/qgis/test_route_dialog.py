"""The dialog for routes: stops chosen in each way, a plan, and a plan with the planner's hand in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pyogrio
import pytest
import shapely
from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsProject, QgsRectangle, QgsSettings, QgsVectorLayer
from qgis.gui import QgsMapCanvas, QgsMessageBar
from qgis.PyQt.QtCore import QDate, QEventLoop, QMimeData, QPoint, QPointF, QRect, Qt, QTimer
from qgis.PyQt.QtGui import QDropEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDialogButtonBox,
    QTableWidget,
    QTreeWidget,
)

from locatierisico.ui.layer_files import FileButton
from locatierisico.ui.plan_map import free_part
from locatierisico.ui.plan_rows import Pin, Trip, pin_layer, read_plan
from locatierisico.ui.route_choices import REMEMBERED
from locatierisico.ui.route_dialog import RouteDialog

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Iface:
    """A map and a bar."""

    def __init__(self) -> None:
        self.canvas, self.bar = QgsMapCanvas(), QgsMessageBar()
        self.canvas.resize(400, 400)
        self.canvas.setDestinationCrs(QgsVectorLayer("Point?crs=EPSG:28992").crs())
        self.canvas.setExtent(QgsRectangle(154_000, 461_000, 160_000, 467_000))

    def mapCanvas(self) -> QgsMapCanvas:  # noqa: N802  name of QGIS
        return self.canvas

    def messageBar(self) -> QgsMessageBar:  # noqa: N802  name of QGIS
        return self.bar


@pytest.fixture
def units(provider: Any, new_project: QgsProject) -> QgsVectorLayer:  # noqa: ARG001  QGIS must run
    """Twelve units along a street, 400 m apart, the farther the higher; two are mandatory, one is a dwelling."""
    layer = QgsVectorLayer(
        "Point?crs=EPSG:28992&field=unit_id:string&field=area_id:string&field=state:string&field=risk_score:double"
        "&field=verplicht:string",
        "locaties",
        "memory",
    )
    made = []
    for number in range(13):
        feature = QgsFeature(layer.fields())
        state = "dwelling" if number == 12 else "scored"
        must = "ja" if number in (0, 1) else "nee"
        feature.setAttributes([f"U{number:02d}", "bt-1", state, float(number), must])
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(155_000 + 400 * number, 463_000)))
        made.append(feature)
    layer.dataProvider().addFeatures(made)
    new_project.addMapLayer(layer)
    return layer


@pytest.fixture
def iface(units: QgsVectorLayer) -> _Iface:  # noqa: ARG001  QGIS must run
    return _Iface()


@pytest.fixture
def dialog(iface: _Iface, tmp_path: Path) -> Iterator[RouteDialog]:
    QgsSettings().remove(REMEMBERED)
    made = RouteDialog(None, iface)
    made.show()
    made.town.output.setFilePath(str(tmp_path / "uit"))
    made.town.seconds.setValue(1)
    made.people.date.setDate(QDate(2026, 12, 3))
    made.people.share.setValue(0)
    made.visit.mode.setCurrentIndex(made.visit.mode.findData("tour"))
    made.people.teams.set_rows([_team("Noord"), _team("Zuid")])
    yield made
    made.close()
    QgsSettings().remove(REMEMBERED)


def _team(name: str, **more: str) -> dict[str, str]:
    row = dict.fromkeys(
        ("name", "start", "end", "shift_from", "shift_to", "break_minutes", "skills", "max_stops", "days"), ""
    )
    usual = {"name": name, "start": "157000, 463500", "shift_from": "09:00", "shift_to": "16:30", "break_minutes": "30"}
    return {**row, **usual, **more}


def _run(dialog: RouteDialog, start: Any = None) -> bool:
    loop, outcome = QEventLoop(), []
    heard = dialog.ended.connect(lambda fine: (outcome.append(fine), loop.quit()))
    QTimer.singleShot(90_000, loop.quit)
    (start or dialog.run)()
    loop.exec()
    dialog.ended.disconnect(heard)
    return outcome == [True]


def _counted(dialog: RouteDialog) -> dict[str, Any]:
    dialog._count.ask(dialog.parameters())
    for _ in range(200):
        QTest.qWait(50)
        if dialog._count.result:
            break
    return dialog._count.result


def _said(dialog: RouteDialog) -> str:
    item = dialog.bar.currentItem()
    return item.text() if item is not None else ""


def _stops(dialog: RouteDialog) -> Any:
    return pyogrio.read_dataframe(Path(dialog.results["RUN"]) / "routes.gpkg", layer="stops")


def _item(dialog: RouteDialog, stop_id: str) -> Any:
    tree = dialog.plan.tree
    for top in range(tree.topLevelItemCount()):
        branch = tree.topLevelItem(top)
        for number in range(branch.childCount()):
            if tree.stop_of(branch.child(number)).stop_id == stop_id:
                return branch.child(number)
    return None


def test_it_fits_a_small_screen_and_has_help(dialog: RouteDialog) -> None:
    assert dialog.height() <= 620
    assert dialog.minimumSizeHint().height() <= 620
    assert dialog.minimumSizeHint().width() <= 1100
    box = dialog.findChild(QDialogButtonBox)
    assert [b for b in box.buttons() if box.buttonRole(b) == QDialogButtonBox.ButtonRole.HelpRole]


def test_units_and_their_fields_are_chosen_by_themselves(dialog: RouteDialog, units: QgsVectorLayer) -> None:
    chosen = dialog.parameters()
    assert chosen["STOPS"] == units.id()
    assert (chosen["PRIORITY"], chosen["MANDATORY"]) == ("risk_score", "verplicht")
    assert "AREAS" not in chosen
    assert "OPENING_HOURS" not in chosen


def test_the_top_is_counted_as_it_will_be_planned(dialog: RouteDialog) -> None:
    dialog.stops.top.setValue(5)
    assert _counted(dialog) == {"candidates": 12, "chosen": 7, "mandatory": 2, "controls": 0, "percent": 0}
    assert dialog.stops.count.text() == "7 locations, 2 mandatory (of 12 that may be visited)."


def test_a_selection_counts_as_it_was_when_it_was_chosen(dialog: RouteDialog, units: QgsVectorLayer) -> None:
    dialog.stops.choose("selection")
    dialog.stops.top.setValue(0)
    units.selectByExpression("\"unit_id\" IN ('U03', 'U05', 'U07')")
    assert dialog.stops.selection_words.text() == "3 selected"
    assert _counted(dialog)["chosen"] == 3
    chosen = dialog.parameters()
    units.removeSelection()
    dialog._count.ask(chosen)
    QTest.qWait(3_000)
    assert dialog._count.result["chosen"] == 3


def test_control_stops_are_drawn_beside_a_selection(dialog: RouteDialog, units: QgsVectorLayer) -> None:
    dialog.stops.choose("selection")
    dialog.stops.top.setValue(0)
    dialog.people.share.setValue(25)
    units.selectByExpression("\"unit_id\" IN ('U03', 'U05', 'U07')")
    assert _run(dialog), _said(dialog)
    stops = _stops(dialog)
    assert len(stops) == 4
    controls = pyogrio.read_dataframe(Path(dialog.results["RUN"]) / "planner.gpkg", layer="controls")
    (drawn,) = set(stops["stop_id"]) - {"U03", "U05", "U07"}
    assert controls.set_index("stop_id").loc[drawn, "control"]


def test_areas_and_only_those_selected(dialog: RouteDialog, new_project: QgsProject) -> None:
    areas = QgsVectorLayer("Polygon?crs=EPSG:28992&field=area_id:string&field=area_type:string", "gebieden", "memory")
    made = []
    for number, west in enumerate((154_900, 157_300)):
        feature = QgsFeature(areas.fields())
        feature.setAttributes([f"g{number}", "bedrijventerrein"])
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(west, 462_900, west + 1_000, 463_100)))
        made.append(feature)
    areas.dataProvider().addFeatures(made)
    new_project.addMapLayer(areas)
    dialog.hide()
    dialog.show()
    assert dialog.stops.areas.currentLayer() is areas
    dialog.stops.choose("areas")
    assert _counted(dialog)["candidates"] == 6
    dialog.stops.only_selected.setChecked(True)
    dialog.run()
    assert "No area is selected" in dialog.stops.areas_remark.text()
    areas.selectByExpression("\"area_id\" = 'g1'")
    assert _counted(dialog)["candidates"] == 3


def _click(canvas: QgsMapCanvas, x: float, y: float, button: Any = Qt.MouseButton.LeftButton) -> None:
    place = canvas.getCoordinateTransform().transform(x, y)
    QTest.mouseClick(canvas.viewport(), button, pos=QPoint(round(place.x()), round(place.y())))


def test_drawing_on_the_map_steps_aside_and_comes_back(dialog: RouteDialog, iface: _Iface) -> None:
    iface.canvas.show()
    dialog.stops.draw_button.click()
    assert not dialog.isVisible()
    for x, y in ((154_900, 462_500), (156_300, 462_500), (156_300, 463_500), (154_900, 463_500)):
        _click(iface.canvas, x, y)
    _click(iface.canvas, 155_000, 463_000, Qt.MouseButton.RightButton)
    assert dialog.isVisible()
    assert dialog.stops.way() == "drawn"
    assert dialog.stops.drawn.area() == pytest.approx(1_400 * 1_000, rel=0.05)
    assert _counted(dialog)["candidates"] == 4
    assert iface.canvas.mapTool() is None


@pytest.mark.parametrize("ending", ["escape", "too few corners", "another tool"])
def test_giving_up_a_drawing_keeps_the_one_there_was(dialog: RouteDialog, iface: _Iface, ending: str) -> None:
    before = QgsGeometry.fromRect(QgsRectangle(155_000, 462_000, 156_000, 464_000))
    dialog.stops.set_drawn(before)
    iface.canvas.show()
    dialog.stops.draw_button.click()
    _click(iface.canvas, 155_000, 463_000)
    _click(iface.canvas, 156_000, 463_000)
    if ending == "escape":
        QTest.keyClick(iface.canvas, Qt.Key.Key_Escape)
    elif ending == "another tool":
        iface.canvas.unsetMapTool(iface.canvas.mapTool())
    else:
        QTest.keyClick(iface.canvas, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.stops.drawn.equals(before)


def test_what_is_missing_stands_beside_its_field_before_anything_runs(
    dialog: RouteDialog, new_project: QgsProject, units: QgsVectorLayer, tmp_path: Path
) -> None:
    dialog.town.output.setFilePath("")
    dialog.people.teams.set_rows([_team("Noord", shift_from="")])
    dialog.stops.choose("drawn")
    new_project.removeMapLayer(units.id())
    dialog.run()
    assert "Add the result of an assessment" in dialog.stops.layer_remark.text()
    assert "Nothing is drawn yet" in dialog.stops.drawn_remark.text()
    assert "Team Noord has no shift" in dialog.people.teams_remark.text()
    assert "Choose a folder" in dialog.town.output_remark.text()
    assert dialog.stops.layer.accessibleDescription().startswith("Add the result")
    assert dialog.tabs.currentWidget() is dialog.stops
    assert not (tmp_path / "uit").exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"name": ""}, "A team has no name"),
        ({"shift_to": ""}, "has no shift"),
        ({"shift_to": "09:00"}, "ends when it begins"),
        ({"shift_from": "half tien"}, "is no time"),
        ({"shift_from": "16:30", "shift_to": "15:00"}, "15:00"),
        ({"break_minutes": "een half uur"}, "is no whole number"),
        ({"max_stops": "-2"}, "is no whole number"),
        ({"start": "Dorpsstraat 1"}, "Addresses"),
        ({"days": "feestdag"}, "feestdag"),
        ({"name": "Noord"}, "the same name"),
    ],
)
def test_a_team_that_cannot_be_is_told(dialog: RouteDialog, more: dict[str, str], said: str) -> None:
    dialog.people.teams.set_rows([_team("Noord"), {**_team("Zuid"), **more}])
    dialog.run()
    assert said in dialog.people.teams_remark.text()
    assert dialog.people.teams.table.currentRow() == 1


def test_teams_go_to_json_and_come_back(dialog: RouteDialog, tmp_path: Path) -> None:
    teams = dialog.people.teams
    rows = [_team("Noord", skills="bouw, milieu", max_stops="8", days="ma, wo"), _team("Zuid", end="156000, 463000")]
    teams.set_rows(rows)
    teams.save(str(tmp_path / "ploegen.json"))
    teams.set_rows([])
    teams.load(str(tmp_path / "ploegen.json"))
    assert teams.rows() == rows
    written = json.loads((tmp_path / "ploegen.json").read_text(encoding="utf-8"))
    assert written[0]["shift_from"] == "09:00"
    assert "end" not in written[0]


def test_json_of_others_is_understood_and_what_has_no_column_is_kept(dialog: RouteDialog, tmp_path: Path) -> None:
    given = [{"naam": "Oost", "x": 155000, "y": 463000, "van": "8:30", "tot": 1600, "pauze": 20, "pauze_van": "12:00"}]
    (tmp_path / "t.json").write_text(json.dumps(given), encoding="utf-8")
    teams = dialog.people.teams
    teams.load(str(tmp_path / "t.json"))
    (row,) = teams.rows()
    assert (row["name"], row["start"], row["shift_from"], row["shift_to"]) == (
        "Oost",
        "155000, 463000",
        "08:30",
        "16:00",
    )
    assert json.loads(teams.json())[0]["break_from"] == "12:00"


def test_a_file_that_is_no_json_leaves_the_table_alone(dialog: RouteDialog, tmp_path: Path) -> None:
    (tmp_path / "t.json").write_text("geen json", encoding="utf-8")
    before = dialog.people.teams.rows()
    dialog.people.teams.load(str(tmp_path / "t.json"))
    assert dialog.people.teams_remark.text()
    assert dialog.people.teams.rows() == before


def test_a_plan_is_shown_per_team_and_a_drag_holds_when_the_rest_is_planned_again(dialog: RouteDialog) -> None:
    dialog.stops.top.setValue(6)
    assert _run(dialog), _said(dialog)
    assert dialog.tabs.currentWidget() is dialog.plan
    assert dialog.plan.again_button.isDefault()
    assert not dialog.run_button.isDefault()
    first = _stops(dialog)
    assert first["served"].astype(bool).all()
    tree, plan = dialog.plan.tree, read_plan(Path(dialog.results["RUN"]))
    assert set(tree.trips()) == {Trip("Noord", "2026-12-03"), Trip("Zuid", "2026-12-03")}
    moved = first[first["team"].notna()].iloc[0]
    other = Trip("Zuid" if moved["team"] == "Noord" else "Noord", "2026-12-03")
    tree.setCurrentItem(_item(dialog, moved["stop_id"]))
    tree.move(other)
    (pin,) = tree.pins()
    assert (pin.stop_id, pin.trip, pin.number) == (moved["stop_id"], other, 0)
    assert _run(dialog, dialog.run_again), _said(dialog)
    second = _stops(dialog).set_index("stop_id")
    assert second.loc[moved["stop_id"], "team"] == other.team
    assert bool(second.loc[moved["stop_id"], "pinned"])
    assert set(second.index) == set(first["stop_id"])
    assert "another team" in dialog.plan.sentence.text()
    assert "Before" in dialog.plan.totals.text()
    assert len(plan.stops) == len(first)
    assert _item(dialog, moved["stop_id"]).checkState(0) == Qt.CheckState.Checked


def test_an_order_that_was_dragged_is_kept(dialog: RouteDialog) -> None:
    dialog.people.teams.set_rows([_team("Noord")])
    dialog.stops.top.setValue(6)
    assert _run(dialog), _said(dialog)
    tree = dialog.plan.tree
    (trip,) = tree.trips()
    order = _stops(dialog).sort_values("number")["stop_id"].tolist()
    tree.setCurrentItem(_item(dialog, order[5]))
    tree.move(trip, 1)
    wanted = [order[0], order[5], order[1]]
    assert [(pin.stop_id, pin.number) for pin in tree.pins()] == list(zip(wanted, (1, 2, 3), strict=True))
    assert _run(dialog, dialog.run_again), _said(dialog)
    now = _stops(dialog).sort_values("number")["stop_id"].tolist()
    assert [name for name in now if name in wanted] == wanted


def test_a_stop_that_was_taken_out_is_not_replaced_and_can_be_put_back(dialog: RouteDialog) -> None:
    dialog.stops.top.setValue(5)
    assert _run(dialog), _said(dialog)
    before = set(_stops(dialog)["stop_id"])
    tree = dialog.plan.tree
    tree.setCurrentItem(_item(dialog, "U08"))
    dialog.plan.out.click()
    assert _run(dialog, dialog.run_again), _said(dialog)
    assert set(_stops(dialog)["stop_id"]) == before - {"U08"}
    assert "aken out: 1 (U08)" in dialog.plan.sentence.text()
    tree.setCurrentItem(_item(dialog, "U08"))
    assert dialog.plan.out.text() == "Put back"
    dialog.plan.out.click()
    assert _run(dialog, dialog.run_again), _said(dialog)
    assert set(_stops(dialog)["stop_id"]) == before
    assert "put back: 1 (U08)" in dialog.plan.sentence.text()


def test_a_row_goes_up_with_the_keyboard_and_back_at_once(dialog: RouteDialog) -> None:
    dialog.people.teams.set_rows([_team("Noord")])
    dialog.stops.top.setValue(6)
    assert _run(dialog), _said(dialog)
    tree = dialog.plan.tree
    branch = tree.topLevelItem(0)
    names = [branch.child(number).text(0).split(". ")[1] for number in range(branch.childCount())]
    tree.setCurrentItem(branch.child(4))
    tree.step(-1)
    after = [branch.child(number).text(0).split(". ")[1] for number in range(branch.childCount())]
    assert after == [*names[:3], names[4], names[3], *names[5:]]
    assert [pin.number for pin in tree.pins()] == [3, 4, 5]
    dialog.plan.undo.click()
    assert tree.pins() == []


def _dropped(tree: Any, x: int, y: int) -> None:
    """Let go of the current row there."""
    move, left = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    tree.dropEvent(QDropEvent(QPointF(x, y), move, QMimeData(), left, Qt.KeyboardModifier.NoModifier))


def test_a_row_that_is_dropped_stays_between_those_it_was_put_between(dialog: RouteDialog) -> None:
    dialog.stops.top.setValue(8)
    dialog.people.balance.setChecked(True)
    assert _run(dialog), _said(dialog)
    tree = dialog.plan.tree
    one, other = tree.topLevelItem(0), tree.topLevelItem(1)
    assert min(one.childCount(), other.childCount()) >= 2
    dragged, target = one.child(0), other.child(1)
    name, places = tree.stop_of(dragged).stop_id, tree.visualItemRect(target)
    neighbours = [tree.stop_of(other.child(number)).stop_id for number in (0, 1)]
    tree.setCurrentItem(dragged)
    assert tree.model().mimeData(tree.selectedIndexes()).formats()  # what Qt makes when a drag begins
    _dropped(tree, places.center().x(), places.top() + 1)
    second = tree.trips()[1]
    assert [(pin.stop_id, pin.trip, pin.number) for pin in tree.pins()] == [
        (neighbours[0], second, 1),
        (name, second, 2),
        (neighbours[1], second, 3),
    ]
    places = tree.visualItemRect(one)
    tree.setCurrentItem(_item(dialog, name))
    _dropped(tree, places.center().x(), places.center().y())
    assert (name, tree.trips()[0], 0) in [(pin.stop_id, pin.trip, pin.number) for pin in tree.pins()]
    _dropped(tree, 5, tree.viewport().height() - 2)
    assert _item(dialog, name) is not None


def test_pins_are_a_table_as_planning_reads_it(dialog: RouteDialog) -> None:
    trip = Trip("Noord", "2026-12-03")
    layer = pin_layer([Pin("U01", trip, 2), Pin("U02", trip), Pin("U03", trip, left_out=True)])
    assert [row["left_out"] for row in layer.getFeatures()] == [False, False, True]
    assert dialog.plan.tree.pins() == []


def test_stopping_gives_the_best_plan_so_far(dialog: RouteDialog) -> None:
    dialog.stops.top.setValue(0)
    dialog.town.seconds.setValue(60)
    dialog.town.engine.setCurrentIndex(dialog.town.engine.findData("own"))
    dialog._run.progressed.connect(lambda percent: percent > 42 and dialog.reject())
    assert _run(dialog), _said(dialog)
    assert "best plan found so far" in _said(dialog)
    assert QgsProject.instance().mapLayersByName("Stops")
    assert dialog.isVisible()
    assert dialog.plan.plan is not None


def test_nothing_is_lost_when_it_is_closed_and_opened_again(dialog: RouteDialog, iface: _Iface) -> None:
    dialog.stops.top.setValue(17)
    dialog.visit.round.setCurrentIndex(1)
    dialog.close()
    dialog.show()
    assert (dialog.stops.top.value(), dialog.visit.round.currentData()) == (17, "dark")
    again = RouteDialog(None, iface)
    assert (again.stops.top.value(), again.visit.round.currentData()) == (17, "dark")
    assert again.people.teams.rows() == dialog.people.teams.rows()


def test_a_place_on_the_map_is_where_the_team_leaves(dialog: RouteDialog, iface: _Iface) -> None:
    iface.canvas.show()
    dialog.people.teams.table.setCurrentCell(1, 0)
    dialog.people.teams.place_wanted.emit()
    _click(iface.canvas, 156_000, 464_000)
    x, y = (float(part) for part in dialog.people.teams.rows()[1]["start"].split(","))
    assert (x, y) == pytest.approx((156_000, 464_000), abs=20)
    assert dialog.isVisible()


def test_a_row_that_is_clicked_comes_into_view(dialog: RouteDialog, iface: _Iface) -> None:
    dialog.stops.top.setValue(4)
    assert _run(dialog), _said(dialog)
    iface.canvas.setExtent(QgsRectangle(100_000, 400_000, 101_000, 401_000))
    dialog.plan.tree.setCurrentItem(_item(dialog, "U08"))
    assert iface.canvas.extent().contains(QgsPointXY(158_200, 463_000))


def test_the_map_is_used_where_no_window_covers_it() -> None:
    whole = QRect(300, 100, 1000, 600)
    assert free_part(whole, QRect(0, 0, 100, 100)) == whole
    assert free_part(whole, QRect(250, 50, 800, 700)) == QRect(QPoint(1049, 100), QPoint(1299, 699))
    assert free_part(whole, whole) == whole


def test_a_file_gives_the_layer_that_fits_the_row(dialog: RouteDialog, tmp_path: Path) -> None:
    path = tmp_path / "stad.gpkg"
    roads = gpd.GeoDataFrame({"wvk_id": [1]}, geometry=[shapely.LineString([(0, 0), (1, 1)])], crs="EPSG:28992")
    other = gpd.GeoDataFrame({"a": [1]}, geometry=[shapely.LineString([(0, 0), (1, 1)])], crs="EPSG:28992")
    other.to_file(path, layer="anders", engine="pyogrio")
    roads.to_file(path, layer="wegvakken", engine="pyogrio")
    button = dialog.town.findChildren(FileButton)[0]
    button.take(str(path))
    assert dialog.town.layers["roads"].currentLayer().source().endswith("layername=wegvakken")
    button.take(str(tmp_path / "niets.gpkg"))
    assert "holds no layer" in dialog.town.roads_remark.text()
    assert dialog.parameters()["ROADS"] == dialog.town.layers["roads"].currentLayer().id()


def test_the_keyboard_goes_from_top_to_bottom(dialog: RouteDialog) -> None:
    stops = dialog.stops
    wanted = [stops.layer, stops.areas, stops.draw_button, stops.top, dialog.visit.mode, dialog.run_button]
    seen, widget = [], stops.layer
    while widget is not dialog.run_button:
        seen.append(widget)
        widget = widget.nextInFocusChain()
    assert [widget for widget in seen if widget in wanted] == wanted[:-1]


def test_every_field_has_a_name_that_is_read_aloud(dialog: RouteDialog) -> None:
    kinds = (QComboBox, QAbstractSpinBox, QTableWidget, QTreeWidget, FileButton)
    silent = [
        f"{type(field).__name__} in {type(page).__name__}"
        for page in (dialog.stops, dialog.visit, dialog.people, dialog.town, dialog.plan)
        for kind in kinds
        for field in page.findChildren(kind)
        if not field.accessibleName() and not (hasattr(field, "text") and field.text())
    ]
    assert silent == []


def test_every_field_that_is_sent_is_a_parameter(dialog: RouteDialog, provider: Any) -> None:
    known = {definition.name() for definition in provider.algorithm("planroutes").parameterDefinitions()}
    assert set(dialog.parameters()) <= known
