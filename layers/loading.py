"""A run's files as layers: named, styled, known by their role."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsExpression,
    QgsFeatureRequest,
    QgsLayerTreeGroup,
    QgsMapLayer,
    QgsMapLayerStyle,
    QgsProject,
    QgsRasterLayer,
    QgsReadWriteContext,
    QgsVectorLayer,
)
from qgis.PyQt.QtXml import QDomDocument

from .density_styles import style_density
from .language import language, translate
from .styles import (
    style_areas,
    style_buildings,
    style_cells,
    style_incidents,
    style_roads,
    style_units,
    style_watermark,
)
from .temporal import make_temporal
from .tips import tip_areas, tip_units

if TYPE_CHECKING:
    from pathlib import Path

ROLE = "locatierisico/role"
STYLE = "locatierisico/style"  # hash of the style we gave, so that a user's own is recognised
RUN = "locatierisico/run"

_DRAWN = ("watermark", "incidents", "units", "cells", "areas")  # vector layers, topmost first
_BACKGROUND = ("roads", "buildings")  # something to find one's way by where no background map is at hand
_TABLES = ("scores", "sets", "reference", "themes", "messages", "recipe")
_HIDDEN = ("incidents", "density")  # there, but not switched on


def layer_name(role: str, *, simulated: bool) -> str:
    """Name a layer in the user's language; made-up data says so."""
    names = {
        "units": translate("layers", "Locations: attention"),
        "areas": translate("layers", "Areas: share in the top fifth"),
        "cells": translate("layers", "Incidents: cells that stand out"),
        "density": translate("layers", "Incidents: density"),
        "incidents": translate("layers", "Incidents that count"),
        "watermark": translate("layers", "Watermark"),
        "roads": translate("layers", "Roads"),
        "buildings": translate("layers", "Buildings"),
        "scores": translate("layers", "Scores and contributions"),
        "sets": translate("layers", "Indicator sets"),
        "reference": translate("layers", "Reference values"),
        "themes": translate("layers", "Scores per theme"),
        "messages": translate("layers", "Messages"),
        "recipe": translate("layers", "Recipe"),
    }
    return names[role] + (" " + translate("layers", "(simulated)") if simulated else "")


def read_recipe(folder: Path) -> dict[str, Any]:
    """Read what a run was made from."""
    recipe: dict[str, Any] = json.loads((folder / "recipe.json").read_text(encoding="utf-8"))
    return recipe


def run_title(recipe: dict[str, Any]) -> str:
    """Give the name of a run on screen."""
    place = recipe["municipality"] or translate("layers", "municipality")
    title = f"Locatierisico: {place}, {recipe['peildatum']}"
    return title + (" " + translate("layers", "(simulated)") if recipe["simulated"] else "")


def add_run(project: QgsProject, folder: Path, *, root: QgsLayerTreeGroup | None = None) -> QgsLayerTreeGroup:
    """Add the layers of a run to a project, as one group on top.

    A layer of the same role that the user gave a style of their own passes that style on.

    Args:
        project: Where to.
        folder: The run.
        root: Group to put it in; by default the top of the project.

    """
    recipe = read_recipe(folder)
    layers = open_layers(folder, simulated=bool(recipe["simulated"]))
    own = {role: _own_style(project, role) for role in layers}
    group = QgsLayerTreeGroup(run_title(recipe))
    group.setCustomProperty(RUN, folder.name)
    tables = QgsLayerTreeGroup(translate("layers", "Tables"), False)  # noqa: FBT003  Qt takes positions
    tables.setExpanded(False)
    for role, layer in layers.items():
        project.addMapLayer(layer, False)  # noqa: FBT003  Qt takes positions
        node = (tables if role in _TABLES else group).addLayer(layer)
        node.setItemVisibilityChecked(role not in _HIDDEN)
        node.setExpanded(role in ("units", "areas", "cells"))
    for role, layer in layers.items():
        finish(layer, role)
        style = own[role]
        if style is not None:
            style.writeToLayer(layer)
    group.addChildNode(tables)
    (root or project.layerTreeRoot()).insertChildNode(0, group)
    return group


def open_layers(folder: Path, *, simulated: bool) -> dict[str, QgsMapLayer]:
    """Open what a run holds, in the order in which it is drawn; an empty layer is left out."""
    layers: dict[str, QgsMapLayer] = {}
    results = folder / "results.gpkg"
    for role in (*_DRAWN, "density", *_BACKGROUND, *_TABLES):
        name = layer_name(role, simulated=simulated)
        if role == "density":
            path = folder / "density.tif"
            layer: QgsMapLayer = _raster(path, name)
        else:
            layer = QgsVectorLayer(f"{results}|layername={role}", name, "ogr")
        if not layer.isValid() or (role not in (*_TABLES, "density") and layer.featureCount() == 0):
            continue
        layer.setCustomProperty(ROLE, role)
        layers[role] = layer
    return layers


def _raster(path: Path, name: str) -> QgsRasterLayer:
    """Open a raster without QGIS's default style, which would leave a file with statistics beside it."""
    if not path.exists():
        return QgsRasterLayer()
    options = QgsRasterLayer.LayerOptions()
    options.loadDefaultStyle = False
    return QgsRasterLayer(str(path), name, "gdal", options)


def finish(layer: QgsMapLayer, role: str) -> None:
    """Style a layer, name its fields and give it its map tip."""
    if role == "units":
        style_units(layer, _completeness(layer))
        tip_units(layer)
    elif role == "areas":
        style_areas(layer)
        tip_areas(layer)
    elif role in _STYLES:
        _STYLES[role](layer)
    if role == "incidents":
        make_temporal(layer, "begin", "eind")
    if isinstance(layer, QgsVectorLayer):
        _name_fields(layer)
        layer.setReadOnly(True)
    layer.setCustomProperty(STYLE, style_hash(layer))


def _completeness(units: QgsVectorLayer) -> dict[str, float]:
    """Read from the units what each index stands on; an area type without an index is not in it."""
    request = QgsFeatureRequest(QgsExpression("\"state\" = 'scored'"))
    request.setFlags(Qgis.FeatureRequestFlag.NoGeometry)
    request.setSubsetOfAttributes(["area_type", "set_completeness"], units.fields())
    return {unit["area_type"]: float(unit["set_completeness"]) for unit in units.getFeatures(request)}


_STYLES: dict[str, Any] = {
    "cells": style_cells,
    "incidents": style_incidents,
    "density": style_density,
    "roads": style_roads,
    "watermark": style_watermark,
    "buildings": style_buildings,
}


def layers_of(project: QgsProject, role: str) -> list[QgsMapLayer]:
    """Find our layers of one role, whatever the user calls them now."""
    return [layer for layer in project.mapLayers().values() if layer.customProperty(ROLE) == role]


def style_hash(layer: QgsMapLayer) -> str:
    """Hash how a layer is drawn, whatever the order of attributes in the XML."""
    document = QDomDocument("qgis")
    categories = QgsMapLayer.StyleCategory.Symbology | QgsMapLayer.StyleCategory.Labeling
    layer.exportNamedStyle(document, QgsReadWriteContext(), categories)
    words = sorted(document.toString().replace("/>", " ").replace(">", " ").split())
    return hashlib.sha256(" ".join(words).encode()).hexdigest()


def _own_style(project: QgsProject, role: str) -> QgsMapLayerStyle | None:
    """Give the style a user made for this role, if one did."""
    for layer in reversed(layers_of(project, role)):
        if layer.customProperty(STYLE) and layer.customProperty(STYLE) != style_hash(layer):
            style = QgsMapLayerStyle()
            style.readFromLayer(layer)
            return style
    return None


def _name_fields(layer: QgsVectorLayer) -> None:
    labels = {**indicator_labels(), **_field_words()}
    for number, name in enumerate(layer.fields().names()):
        if name in labels:
            layer.setFieldAlias(number, labels[name])


def indicator_labels() -> dict[str, str]:
    """Give the label of every indicator in the user's language."""
    from ..indicators.catalogue import catalogue  # noqa: PLC0415  loads geopandas

    return {key: getattr(indicator.label, language()) for key, indicator in catalogue().items()}


def _field_words() -> dict[str, str]:
    return {
        "area_type": translate("layers", "Area type"),
        "state": translate("layers", "State"),
        "contains_dwelling": translate("layers", "A home lies in or beside it"),
        "risk_score": translate("layers", "Score (0 to 100)"),
        "risk_rank": translate("layers", "Rank"),
        "rank_p05": translate("layers", "Rank, low end of the sensitivity interval"),
        "rank_p95": translate("layers", "Rank, high end of the sensitivity interval"),
        "p_top_decile": translate("layers", "Share of draws in the top tenth"),
        "coverage": translate("layers", "Coverage"),
        "n_units": translate("layers", "Locations"),
        "share_top_fifth": translate("layers", "Share in the top fifth"),
        "share_low": translate("layers", "Share, low end of the interval"),
        "share_high": translate("layers", "Share, high end of the interval"),
        "count": translate("layers", "Incidents"),
        "expected": translate("layers", "Expected incidents"),
        "hot_class": translate("layers", "Class (0 to 3)"),
    }
