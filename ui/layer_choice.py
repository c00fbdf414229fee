"""Choices of project layers, and which of them a row of a dialog asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import Qgis
from qgis.gui import QgsMapLayerComboBox

if TYPE_CHECKING:
    from qgis.core import QgsVectorLayer
    from qgis.PyQt.QtWidgets import QWidget


def looks_like(layer: QgsVectorLayer) -> str:
    """Tell which row a layer of ours, or one with the same fields, belongs to; empty is none."""
    fields = {name.lower() for name in layer.fields().names()}
    kind = layer.geometryType()
    if kind == Qgis.GeometryType.Point and "soort" in fields and fields & {"begin", "datum"}:
        return "incidents"
    if kind == Qgis.GeometryType.Point and {"gebruiksdoelen", "identificatie"} <= fields:
        return "addresses"
    if kind == Qgis.GeometryType.Line and fields & {"wegvak_id", "wvk_id"}:
        return "roads"
    return "study_area" if kind == Qgis.GeometryType.Polygon and "gemeentegrens" in layer.name() else ""


def layer_choice(kind: Any, nothing: str, parent: QWidget) -> QgsMapLayerComboBox:
    """Make a choice of project layers of one kind; none of them where `nothing` says so."""
    combo = QgsMapLayerComboBox(parent)
    combo.setFilters(kind)
    if nothing:
        combo.setAllowEmptyLayer(True, nothing)  # noqa: FBT003  Qt takes positions
        combo.setCurrentIndex(0)
    return combo
