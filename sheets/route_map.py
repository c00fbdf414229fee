"""The map on a printed route: every stop to be read, whatever lies close together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsLayoutItemMap,
    QgsLineSymbol,
    QgsMarkerLineSymbolLayer,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsPointXY,
    QgsPrintLayout,
    QgsRectangle,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor

from ..layers.language import translate
from ..layers.route_styles import number_labels
from .apart import crowds, moved_apart
from .pages import INK, place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

RD = "EPSG:28992"
_LEAST = 300.0  # metres shown around a route of one stop
_OF_A_TRIP = ("stops", "parkings", "routes", "legs")
_MARKED = ("stops", "parkings", "ends")
_TOPMOST = ("stops", "parkings", "ends", "leaders", "legs", "routes", "roads", "buildings")
_APART = 5.9  # mm between the middles of markers
_RIM = 4.0  # mm inside the edge of the map
_AROUND = 2.0  # times that, from one stop to the next of those that are shown in detail together
_BESIDE = 60.0  # metres around them
_MOST_DETAILS = 6
_MOVED = 1.0  # mm from which a line leads from a marker to its place
_ROUND = (1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.5, 10.0)
_END = "end"
_DRIVEN = 'NOT coalesce("on_foot", FALSE)'


def add_map(
    layout: QgsPrintLayout,
    layers: Mapping[str, QgsVectorLayer],
    box: tuple[float, float, float, float],
    *,
    extent: QgsRectangle | None = None,
    page: int = 0,
) -> tuple[QgsLayoutItemMap, list[QgsVectorLayer]]:
    """Put the map of a route on a page, at a round scale, with markers that hide none of each other.

    Args:
        layout: Where.
        layers: By role; what belongs to a route is there of that route alone, in memory, and may be moved.
        box: Left, top, width, height in mm.
        extent: What is shown; by default all of the route.
        page: Number of the page, from 0.

    Returns:
        The map, and the layers that must live as long as it.

    """
    shown = QgsLayoutItemMap(layout)
    layout.addLayoutItem(shown)
    place(shown, box, page)
    shown.setCrs(QgsCoordinateReferenceSystem(RD))
    shown.setFrameEnabled(True)
    shown.setFrameStrokeColor(QColor("#8c8c8c"))
    shown.zoomToExtent(_extent(layers) if extent is None else extent)
    shown.setScale(round_scale(shown.scale()))
    drawn = dict(layers)
    if "legs" in layers:
        drawn["ends"] = _ends(layers["legs"])
        _only_on_foot(layers["legs"])
    drawn["leaders"] = _move_apart(drawn, shown)
    held = [drawn[role] for role in _TOPMOST if role in drawn]
    shown.setLayers(held)
    shown.setKeepLayerSet(True)
    return shown, held


def places_of(stops: QgsVectorLayer) -> NDArray[np.float64]:
    """Give where the stops lie, (n, 2)."""
    points = [stop.geometry().asPoint() for stop in stops.getFeatures() if stop.hasGeometry()]
    return np.array([(point.x(), point.y()) for point in points]).reshape(-1, 2)


def details_of(places: NDArray[np.float64], scale: float) -> list[QgsRectangle]:
    """Give the parts of a map that are worth one of their own, for what lies close together on it.

    Args:
        places: (n, 2) where the stops lie.
        scale: Of the map of the whole.

    """
    millimetre = scale / 1000
    found = []
    for members in crowds(places, _APART * millimetre, _AROUND * _APART * millimetre):
        (left, bottom), (right, top) = places[members].min(axis=0), places[members].max(axis=0)
        extent = QgsRectangle(left, bottom, right, top)
        extent.grow(max(_BESIDE, 0.1 * max(extent.width(), extent.height())))
        lacking = max(0.0, _LEAST - max(extent.width(), extent.height())) / 2
        extent.grow(lacking)
        found.append(extent)
    return found[:_MOST_DETAILS]


def round_scale(scale: float) -> float:
    """Give the next round scale that shows as much."""
    ten = 10.0 ** np.floor(np.log10(max(scale, 1.0)))
    return float(next(ten * step for step in _ROUND if ten * step >= scale * (1 - 1e-9)))


def _extent(layers: Mapping[str, QgsVectorLayer]) -> QgsRectangle:
    extent = QgsRectangle()
    extent.setNull()
    for role in _OF_A_TRIP:
        if role in layers and layers[role].featureCount() > 0:
            extent.combineExtentWith(layers[role].extent())
    extent.scale(1.12)
    lacking = max(0.0, _LEAST - max(extent.width(), extent.height())) / 2
    extent.grow(lacking)
    return extent


def _ends(legs: QgsVectorLayer) -> QgsVectorLayer:
    """Mark where the team sets out, and where it ends if that is elsewhere."""
    driven = legs.getFeatures(QgsFeatureRequest().setFilterExpression(_DRIVEN))
    ways = [
        leg.geometry() for leg in sorted(driven, key=lambda leg: int(leg["number"])) if not leg.geometry().isEmpty()
    ]
    found = []
    if ways:
        first, last = next(ways[0].vertices()), list(ways[-1].vertices())[-1]
        found = [(QgsPointXY(first.x(), first.y()), translate("sheets", "S"))]
        if found[0][0].distance(last.x(), last.y()) > 1:
            found.append((QgsPointXY(last.x(), last.y()), translate("sheets", "E")))
    layer = QgsVectorLayer(f"Point?crs={RD}&field={_END}:string", _END, "memory")
    made = []
    for point, word in found:
        feature = QgsFeature(layer.fields())
        feature.setAttributes([word])
        feature.setGeometry(QgsGeometry.fromPointXY(point))
        made.append(feature)
    layer.dataProvider().addFeatures(made)
    symbol = QgsMarkerSymbol.createSimple(
        {"name": "diamond", "size": "6.4", "color": INK, "outline_color": "#ffffff", "outline_width": "0.4"}
    )
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    labels = QgsPalLayerSettings(number_labels(7))
    labels.fieldName = _END
    layer.setLabeling(QgsVectorLayerSimpleLabeling(labels))
    layer.setLabelsEnabled(True)
    return layer


def _only_on_foot(legs: QgsVectorLayer) -> None:
    """Leave out what is driven: the route shows it already."""
    driven = legs.getFeatures(QgsFeatureRequest().setFilterExpression(_DRIVEN))
    legs.dataProvider().deleteFeatures([leg.id() for leg in driven])


def _move_apart(layers: Mapping[str, QgsVectorLayer], shown: QgsLayoutItemMap) -> QgsVectorLayer:
    """Move markers that would hide one another, and give the lines that lead from their places to them."""
    leaders = QgsVectorLayer(f"LineString?crs={RD}", "leaders", "memory")
    line = QgsLineSymbol.createSimple({"line_color": INK, "line_width": "0.25"})
    dots = QgsMarkerLineSymbolLayer()
    dots.setPlacements(Qgis.MarkerLinePlacement.FirstVertex)
    dots.setSubSymbol(
        QgsMarkerSymbol.createSimple({"name": "circle", "size": "1.3", "color": INK, "outline_style": "no"})
    )
    line.appendSymbolLayer(dots)
    leaders.setRenderer(QgsSingleSymbolRenderer(line))
    where = [
        (layer, feature.id(), feature.geometry().asPoint())
        for layer in (layers[role] for role in _MARKED if role in layers)
        for feature in layer.getFeatures()
        if feature.hasGeometry()
    ]
    millimetre, view = shown.scale() / 1000, shown.extent()
    # What lies outside the map stays there.
    where = [one for one in where if view.contains(one[2])]
    if not where:
        return leaders
    places = np.array([(point.x(), point.y()) for _, _, point in where])
    rim = _RIM * millimetre
    box = (view.xMinimum() + rim, view.yMinimum() + rim, view.xMaximum() - rim, view.yMaximum() - rim)
    moved = moved_apart(places, _APART * millimetre, box)
    lines = []
    for (layer, number, point), (x, y) in zip(where, moved.tolist(), strict=True):
        new = QgsPointXY(x, y)
        layer.dataProvider().changeGeometryValues({number: QgsGeometry.fromPointXY(new)})
        if point.distance(new) > _MOVED * millimetre:
            feature = QgsFeature()
            feature.setGeometry(QgsGeometry.fromPolylineXY([point, new]))
            lines.append(feature)
    leaders.dataProvider().addFeatures(lines)
    return leaders
