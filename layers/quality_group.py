"""The objects that checks of registers found, as a group of quiet layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsFillSymbol,
    QgsLayerTreeGroup,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsProject,
    QgsRuleBasedRenderer,
    QgsVectorLayer,
)

from ..quality.words import layer_title
from .language import language, translate
from .loading import ROLE

if TYPE_CHECKING:
    from pathlib import Path

    from qgis.core import QgsFeature, QgsSymbol

CHECKS = "checks"
# From quiet to loud, told apart by colour-blind readers and in grey (ColorBrewer YlOrBr).
_COLOURS = {"ok": "#9aa7b5", "note": "#6f8fb3", "attention": "#d08a1e", "serious": "#8c2d04"}
_ORDER = ("serious", "attention", "note", "ok")


def add_quality(project: QgsProject, table: Path) -> QgsLayerTreeGroup:
    """Add the layers of a quality report to a project, most severe first, as one group on top.

    Args:
        project: Where to.
        table: The GeoPackage that `quality.write_quality` wrote.

    """
    checks = _open(table, CHECKS, translate("layers", "Checks of the registers"))
    group = QgsLayerTreeGroup(translate("layers", "Quality"))
    rows = {row["check"]: row for row in checks.getFeatures()}
    layers = {name: _open(table, name, name) for name in rows}
    found = [name for name, layer in layers.items() if layer.isValid() and layer.featureCount()]
    found.sort(key=lambda name: _ORDER.index(rows[name]["severity"]))
    for name in found:
        layer, severity = layers[name], rows[name]["severity"]
        layer.setName(_title(rows[name]))
        layer.setCustomProperty(ROLE, f"quality/{name}")
        layer.setReadOnly(True)
        if layer.isSpatial():
            layer.setRenderer(_drawn(layer, severity))
        project.addMapLayer(layer, False)  # noqa: FBT003  Qt takes positions
        node = group.addLayer(layer)
        node.setItemVisibilityChecked(severity in ("serious", "attention"))
        node.setExpanded(False)
    checks.setCustomProperty(ROLE, "quality/checks")
    checks.setReadOnly(True)
    project.addMapLayer(checks, False)  # noqa: FBT003  Qt takes positions
    group.addLayer(checks)
    project.layerTreeRoot().insertChildNode(0, group)
    return group


def _open(table: Path, name: str, title: str) -> QgsVectorLayer:
    return QgsVectorLayer(f"{table}|layername={name}", title, "ogr")


def _title(row: QgsFeature) -> str:
    """Name a layer by what was counted, as the page of the report names it."""
    return layer_title(row["register"], row["nl" if language() == "nl" else "en"], language())


def _drawn(layer: QgsVectorLayer, severity: str) -> QgsRuleBasedRenderer:
    words = {
        "ok": translate("layers", "ok"),
        "note": translate("layers", "note"),
        "attention": translate("layers", "asks attention"),
        "serious": translate("layers", "serious"),
    }
    root = QgsRuleBasedRenderer.Rule(None)
    rule = QgsRuleBasedRenderer.Rule(_symbol(layer, _COLOURS[severity]))
    rule.setLabel(words[severity])
    root.appendChild(rule)
    return QgsRuleBasedRenderer(root)


def _symbol(layer: QgsVectorLayer, colour: str) -> QgsSymbol:
    if layer.geometryType() == Qgis.GeometryType.Polygon:
        return QgsFillSymbol.createSimple({"color": f"{colour}66", "outline_color": colour, "outline_width": "0.4"})
    if layer.geometryType() == Qgis.GeometryType.Line:
        return QgsLineSymbol.createSimple({"line_color": colour, "line_width": "0.8"})
    return QgsMarkerSymbol.createSimple(
        {"name": "circle", "size": "2.2", "color": colour, "outline_color": "#ffffff", "outline_width": "0.2"}
    )
