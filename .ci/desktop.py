"""Runs inside QGIS: does with the mouse what a user does, takes pictures of it, and tells what came of it.

Reads LOCATIERISICO_TOUR, a JSON file: `files` (register -> path), `peildatum`, `output` (folder of results), `pictures`
(folder). Writes `told.json` beside the pictures.
"""

from __future__ import annotations

import json
import os
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsExpression, QgsExpressionContext, QgsExpressionContextUtils, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QDate, Qt, QTimer
from qgis.PyQt.QtGui import QAction
from qgis.PyQt.QtWidgets import QDockWidget, QTextBrowser
from qgis.utils import iface, plugins

if TYPE_CHECKING:
    from collections.abc import Callable

TOUR: dict[str, Any] = json.loads(Path(os.environ["LOCATIERISICO_TOUR"]).read_text(encoding="utf-8"))
PICTURES = Path(TOUR["pictures"])
SHORT, LONG = 1_500, 6_000  # milliseconds for Qt to draw
told: dict[str, Any] = {}


def later(milliseconds: int, step: Callable[[], None]) -> None:
    """Take the next step of the tour; a step that fails ends the tour and is told."""

    def take() -> None:
        try:
            step()
        except Exception:  # noqa: BLE001  told to whoever started QGIS
            told["error"] = traceback.format_exc()
            leave()

    QTimer.singleShot(milliseconds, take)


def start() -> None:
    """Open the dialog from the menu and fill it in."""
    iface.mainWindow().resize(1600, 1000)
    for dock in iface.mainWindow().findChildren(QDockWidget):
        if dock.objectName() == "Browser":
            dock.close()
    action = next(a for a in iface.mainWindow().findChildren(QAction) if a.objectName() == "locatierisico_assess")
    told["menu"] = [a.text() for a in iface.vectorMenu().actions() if a.menu() and action in a.menu().actions()]
    action.trigger()
    dialog = plugins["locatierisico"].dialogs["assess"]
    for register, path in TOUR["files"].items():
        dialog.rows[register].set_files([path])
    dialog.peildatum.setDate(QDate.fromString(TOUR["peildatum"], Qt.DateFormat.ISODate))
    dialog.output.setFilePath(TOUR["output"])
    told["dialog"] = [dialog.width(), dialog.height()]
    later(SHORT, run)


def run() -> None:
    """Press Run."""
    dialog = plugins["locatierisico"].dialogs["assess"]
    dialog.grab().save(str(PICTURES / "dialog.png"))
    dialog.ended.connect(lambda ended: later(SHORT, lambda: look(ended=ended)))
    dialog.run()


def look(*, ended: bool) -> None:
    """Close the dialog and look at the whole municipality."""
    dialog = plugins["locatierisico"].dialogs["assess"]
    told["ended"] = ended
    told["bar"] = dialog.bar.currentItem().text() if dialog.bar.currentItem() else ""
    dialog.close()
    group = QgsProject.instance().layerTreeRoot().children()[0]
    told["group"] = group.name()
    told["layers"] = [layer.name() for layer in group.findLayers()]
    layers = iface.mainWindow().findChild(QDockWidget, "Layers")
    iface.mainWindow().resizeDocks([layers], [430], Qt.Orientation.Horizontal)
    show(layer_of("areas").extent())
    later(LONG, closer)


def closer() -> None:
    """Take the picture of the municipality, and go to the first estate."""
    iface.mainWindow().grab().save(str(PICTURES / "municipality.png"))
    areas = layer_of("areas")
    where = '"area_type" = \'bedrijventerrein\' AND "n_units" > 0'
    estates = sorted(areas.getFeatures(where), key=lambda area: -area.geometry().area())
    show(estates[0].geometry().boundingBox(), 120)
    later(LONG, tip)


def tip() -> None:
    """Take the picture of the estate, and of the map tips of its first unit and of the estate."""
    iface.mainWindow().grab().save(str(PICTURES / "estate.png"))
    units = layer_of("units")
    scored = sorted(units.getFeatures("\"state\" = 'scored'"), key=lambda unit: -unit["risk_score"])
    told["scored"] = len(scored)
    told["tip"] = words(units, scored[0])
    areas = layer_of("areas")
    told["area_tip"] = words(areas, next(areas.getFeatures('"n_units" > 0')))
    page = QTextBrowser()
    page.setHtml(told["tip"] + "<hr>" + told["area_tip"])
    page.resize(420, 360)
    page.grab().save(str(PICTURES / "tip.png"))
    later(SHORT, routes)


def routes() -> None:
    """Plan a day for two teams, along the roads of the town."""
    action = next(a for a in iface.mainWindow().findChildren(QAction) if a.objectName() == "locatierisico_routes")
    action.trigger()
    dialog = plugins["locatierisico"].dialogs["routes"]
    roads = QgsVectorLayer(TOUR["files"]["ROADS"], "NWB", "ogr")
    QgsProject.instance().addMapLayer(roads, False)  # noqa: FBT003  Qt takes positions
    dialog.town.layers["roads"].setLayer(roads)
    dialog.town.output.setFilePath(TOUR["output"])
    dialog.stops.top.setValue(12)
    dialog.people.date.setDate(QDate.fromString(TOUR["peildatum"], Qt.DateFormat.ISODate).addDays(4))
    dialog.people.teams.set_rows([{**dialog.people.teams.rows()[0], "name": name} for name in ("Noord", "Zuid")])
    dialog.people.balance.setChecked(True)
    told["routes_dialog"] = [dialog.width(), dialog.height()]
    later(LONG, lambda: plan(dialog))


def plan(dialog: Any) -> None:
    """Take the picture of what was chosen, and press Plan."""
    dialog.grab().save(str(PICTURES / "routes_stops.png"))
    dialog.ended.connect(lambda ended: later(LONG, lambda: planned(dialog, ended=ended)))
    dialog.run()


def planned(dialog: Any, *, ended: bool) -> None:
    """Take the picture of the plan in the dialog, and on the map."""
    told["planned"] = ended
    told["plan"] = dialog.plan.totals.accessibleName()
    dialog.grab().save(str(PICTURES / "routes_plan.png"))
    dialog.close()
    later(LONG, on_the_map)


def on_the_map() -> None:
    """Take the picture of the routes."""
    iface.mainWindow().grab().save(str(PICTURES / "routes.png"))
    leave()


def leave() -> None:
    """Write what came of it and leave QGIS as a user does, without a question whether to save."""
    (PICTURES / "told.json").write_text(json.dumps(told, indent=1), encoding="utf-8")
    QgsProject.instance().clear()
    QTimer.singleShot(SHORT, iface.actionExit().trigger)


def layer_of(role: str) -> QgsVectorLayer:
    """Find the layer of ours that plays a role."""
    layers = QgsProject.instance().mapLayers().values()
    return next(layer for layer in layers if layer.customProperty("locatierisico/role") == role)


def words(layer: QgsVectorLayer, feature: Any) -> str:
    """Give the map tip of a feature."""
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(feature)
    return QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)


def show(extent: Any, margin: float = 0) -> None:
    """Bring an extent into view."""
    extent.grow(margin)
    iface.mapCanvas().setDestinationCrs(layer_of("areas").crs())
    iface.mapCanvas().setExtent(extent)
    iface.mapCanvas().refresh()


later(3_000, start)
