"""The layers of the sheets: those of the run, in the language of the sheet, upon a background."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProperty, QgsRuleBasedRenderer, QgsSymbolLayer, QgsVectorLayer, QgsVectorLayerSimpleLabeling
from qgis.PyQt.QtCore import Qt

from ..layers.language import speaking
from ..layers.loading import ROLE, finish, open_layers, read_recipe
from ..layers.styles import EDGE
from .ground import ground_styles, style_buildings, style_located, style_plain_ways
from .shown import OWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qgis.core import QgsMapLayer

_RUN = ("watermark", "incidents", "units", "cells", "areas", "density", "roads", "buildings")
_BETTER = {"roads": "ground_ways", "buildings": "ground_buildings"}
_NO_NAMES = 3_000  # scale denominator below which the name of an area would lie over the only thing there is to see
_FAR = 15_000  # scale denominator beyond which a building is smaller than its edge
_NEAR_EDGE, _FAR_EDGE = 0.28, 0.45  # mm


def sheet_layers(
    results_folder: str | Path,
    language: str,
    registers: str | Path | None = None,
    background: Sequence[QgsMapLayer] = (),
) -> dict[str, QgsMapLayer]:
    """Open what the maps of the sheets show; the caller puts it into a project.

    Layers come anew, so that those of the user keep their styles. What is missing is left out: a sheet is drawn upon
    what there is.

    Args:
        results_folder: Of the run.
        language: Of the sheets, nl or en: that of names and legends.
        registers: GeoPackage of loadregisters, for a background of BGT and BAG.
        background: The user's own background, topmost first, in the place of ours.

    Returns:
        By role, topmost first; see `shown.GROUND` for those of the background.

    """
    with speaking(language):
        layers = _of_run(Path(results_folder))
    if background:
        return {**layers, **{f"{OWN}{at}": layer for at, layer in enumerate(background)}}
    ground = _ground(Path(registers)) if registers is not None else {}
    # Roads and buildings of the run are the same with less known of them.
    less = {role for role, better in _BETTER.items() if better in ground}
    return {role: layer for role, layer in layers.items() if role not in less} | ground


def _of_run(folder: Path) -> dict[str, QgsMapLayer]:
    opened = open_layers(folder, simulated=bool(read_recipe(folder)["simulated"]))
    layers = {role: opened[role] for role in _RUN if role in opened}
    for role, layer in layers.items():
        finish(layer, role)
    if isinstance(units := layers.get("units"), QgsVectorLayer):
        _edge(units)
    if isinstance(areas := layers.get("areas"), QgsVectorLayer):
        names = areas.labeling().settings()
        names.maximumScale = _NO_NAMES
        areas.setLabeling(QgsVectorLayerSimpleLabeling(names))
        located = areas.clone()
        style_located(located)
        layers["locator_areas"] = located
    for role, style in (("roads", style_plain_ways), ("buildings", style_buildings)):
        if isinstance(layer := layers.get(role), QgsVectorLayer):
            style(layer)
    return layers


def _ground(registers: Path) -> dict[str, QgsMapLayer]:
    layers: dict[str, QgsMapLayer] = {}
    for role, tables, style in ground_styles():
        for table in tables:
            layer = QgsVectorLayer(f"{registers}|layername={table}", table, "ogr")
            if layer.isValid() and layer.featureCount() > 0:
                style(layer)
                layer.setCustomProperty(ROLE, f"sheet_{role}")
                layer.setReadOnly(True)
                layers[role] = layer
                break
    return layers


def _edge(units: QgsVectorLayer) -> None:
    """Give locations an edge that shows the palest on white paper, and the smallest on a map of a whole region."""
    renderer = units.renderer()
    if not isinstance(renderer, QgsRuleBasedRenderer):
        return
    for rule in renderer.rootRule().children():
        symbol = rule.symbol()
        part = symbol.symbolLayer(0) if symbol is not None else None
        if part is None or part.layerType() != "SimpleFill":
            continue
        # What is not filled has no colour that could be made darker.
        far = EDGE if part.brushStyle() == Qt.BrushStyle.NoBrush else symbol.color().darker(135).name()
        width = f"if(@map_scale > {_FAR}, {_FAR_EDGE}, {_NEAR_EDGE})"
        colour = f"if(@map_scale > {_FAR}, '{far}', '{EDGE}')"
        part.setDataDefinedProperty(QgsSymbolLayer.Property.StrokeWidth, QgsProperty.fromExpression(width))
        part.setDataDefinedProperty(QgsSymbolLayer.Property.StrokeColor, QgsProperty.fromExpression(colour))
