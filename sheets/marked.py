"""The shape a page is about, outlined on its map, with what lies outside it a little paler."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely
from qgis.core import (
    QgsFeature,
    QgsFillSymbol,
    QgsGeometry,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsSimpleLineSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

if TYPE_CHECKING:
    from qgis.core import QgsRectangle, QgsSymbol

RD = "EPSG:28992"
_VEIL = "255,255,255,125"
_THICK, _HALO = 0.7, 1.5  # mm
_FAR = 1.0  # of the extent, around it


def outline(shape: Any, accent: str) -> QgsVectorLayer:
    """Give a layer that outlines a shape: an area, a line or a point, of shapely."""
    if shapely.get_dimensions(shape) == 0:
        ring = {"name": "circle", "color": "0,0,0,0", "size": "7", "outline_color": accent, "outline_width": "0.8"}
        return _layer(shape, QgsMarkerSymbol.createSimple(ring))
    line = QgsLineSymbol.createSimple({"line_color": "#ffffff", "line_width": str(_HALO), "joinstyle": "round"})
    line.appendSymbolLayer(QgsSimpleLineSymbolLayer(QColor(accent), _THICK))
    edge = shapely.boundary(shape) if shapely.get_dimensions(shape) == 2 else shape  # noqa: PLR2004  an area
    return _layer(edge, line)


def veil(shape: Any, extent: QgsRectangle) -> QgsVectorLayer | None:
    """Give a layer that makes paler what lies outside an area; None where the shape is no area."""
    if shapely.get_dimensions(shape) < 2:  # noqa: PLR2004  an area
        return None
    room = _FAR * max(extent.width(), extent.height())
    around = shapely.box(
        extent.xMinimum() - room, extent.yMinimum() - room, extent.xMaximum() + room, extent.yMaximum() + room
    )
    outside = shapely.difference(around, shapely.make_valid(shape))
    return _layer(outside, QgsFillSymbol.createSimple({"color": _VEIL, "outline_style": "no"}))


def _layer(shape: Any, symbol: QgsSymbol) -> QgsVectorLayer:
    kind = ("MultiPoint", "MultiLineString", "MultiPolygon")[int(shapely.get_dimensions(shape))]
    layer = QgsVectorLayer(f"{kind}?crs={RD}", "marked", "memory")
    feature = QgsFeature()
    geometry = QgsGeometry()
    geometry.fromWkb(shapely.to_wkb(shapely.force_2d(shape)))
    geometry.convertToMultiType()
    feature.setGeometry(geometry)
    layer.dataProvider().addFeatures([feature])
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    return layer
