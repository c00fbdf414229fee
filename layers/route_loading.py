"""A plan's files as layers: named, styled, in a group of their own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
from qgis.core import QgsLayerTreeGroup, QgsProject, QgsReadWriteContext, QgsVectorLayer
from qgis.PyQt.QtXml import QDomDocument

from .language import translate
from .loading import ROLE, RUN, STYLE, read_recipe, style_hash
from .results import dated, write_layer
from .route_results import ROUTES_FILE
from .route_styles import style_legs, style_parkings, style_route_stops, style_routes

if TYPE_CHECKING:
    from pathlib import Path

_DRAWN = ("stops", "parkings", "legs", "routes")  # topmost first
_TABLES = ("teams", "messages", "recipe")
_STYLE_TABLE = "layer_styles"  # where QGIS looks for them
_STYLES: dict[str, Any] = {
    "stops": style_route_stops,
    "parkings": style_parkings,
    "legs": style_legs,
    "routes": style_routes,
}


def route_layer_name(role: str) -> str:
    """Name a layer of a plan in the user's language."""
    return {
        "stops": translate("layers", "Stops"),
        "routes": translate("layers", "Routes"),
        "legs": translate("layers", "Way from stop to stop"),
        "parkings": translate("layers", "Parking places"),
        "teams": translate("layers", "Teams"),
        "messages": translate("layers", "Messages"),
        "recipe": translate("layers", "Recipe"),
        "roads": translate("layers", "Roads"),
        "buildings": translate("layers", "Buildings"),
    }[role]


def style_plan_layer(layer: QgsVectorLayer, role: str) -> None:
    """Style a layer of a plan by its role; a table stays as it is."""
    if role in _STYLES:
        _STYLES[role](layer)


def embed_styles(folder: Path) -> None:
    """Lay the styles in routes.gpkg itself, so that whoever opens it elsewhere sees what was meant.

    Args:
        folder: Of a plan that was just written.

    """
    day, rows = date.fromisoformat(read_recipe(folder)["peildatum"]), []
    for role in _DRAWN:
        layer = QgsVectorLayer(f"{folder / ROUTES_FILE}|layername={role}", role, "ogr")
        if not layer.isValid():
            continue
        style_plan_layer(layer, role)
        document = QDomDocument("qgis")
        layer.exportNamedStyle(document, QgsReadWriteContext())
        rows.append(
            {
                **dict.fromkeys(("f_table_catalog", "f_table_schema", "styleSLD", "owner", "ui"), ""),
                "f_table_name": role,
                "f_geometry_column": layer.dataProvider().geometryColumnName(),
                "styleName": route_layer_name(role),
                "styleQML": document.toString(-1),
                "useAsDefault": True,
                "description": "",
                "update_time": pd.Timestamp(day),
            }
        )
    with dated(day):
        write_layer(pd.DataFrame(rows), folder / ROUTES_FILE, _STYLE_TABLE, None)


def add_plan(project: QgsProject, folder: Path, *, root: QgsLayerTreeGroup | None = None) -> QgsLayerTreeGroup:
    """Add the layers of a plan to a project, as one group on top; planner.gpkg is left where it is.

    Args:
        project: Where to.
        folder: Of the plan.
        root: Group to put it in; by default the top of the project.

    """
    group = QgsLayerTreeGroup(plan_title(folder))
    group.setCustomProperty(RUN, folder.name)
    tables = QgsLayerTreeGroup(translate("layers", "Tables"), False)  # noqa: FBT003  Qt takes positions
    tables.setExpanded(False)
    for role in (*_DRAWN, *_TABLES):
        layer = QgsVectorLayer(f"{folder / ROUTES_FILE}|layername={role}", route_layer_name(role), "ogr")
        if not layer.isValid() or (role in _DRAWN and layer.featureCount() == 0):
            continue
        style_plan_layer(layer, role)
        layer.setCustomProperty(ROLE, f"plan_{role}")
        layer.setCustomProperty(STYLE, style_hash(layer))
        layer.setReadOnly(True)
        project.addMapLayer(layer, False)  # noqa: FBT003  Qt takes positions
        node = (tables if role in _TABLES else group).addLayer(layer)
        node.setItemVisibilityChecked(role != "legs")
        node.setExpanded(role in ("stops", "routes"))
    group.addChildNode(tables)
    (root or project.layerTreeRoot()).insertChildNode(0, group)
    return group


def plan_title(folder: Path) -> str:
    """Name a plan on screen."""
    recipe = read_recipe(folder)
    title = translate("layers", "Inspection routes")
    title += f": {recipe['municipality']}" if recipe["municipality"] else ""
    return title + (" " + translate("layers", "(simulated)") if recipe["simulated"] else "")
