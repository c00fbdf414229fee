"""A plan on the map: the stop that is looked at, what was drawn, and no earlier plan beneath it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsCoordinateTransform, QgsGeometry, QgsPointXY, QgsProject
from qgis.PyQt.QtCore import QPoint, QRect

from ..layers.loading import RUN
from ..layers.sinks import rd_new
from .map_tools import outline

if TYPE_CHECKING:
    from qgis.gui import QgsRubberBand

    from .plan_rows import PlanRows

_CLOSEST = 5_000  # scale to which the map comes closer, where it shows more
_AROUND = 1.2  # times the extent of a plan
_LEAST = 60  # pixels of a part of the map in which something can be seen


class PlanMap:
    """Shows things on the map of the desktop; without one it does nothing."""

    def __init__(self, iface: Any) -> None:
        """Show nothing yet."""
        self._canvas = iface.mapCanvas() if iface is not None and hasattr(iface, "mapCanvas") else None
        self._band: QgsRubberBand | None = None

    def show_stop(self, point: QgsPointXY, covered: QRect) -> None:
        """Bring a stop into view where no window covers the map, and let it flash.

        Args:
            point: In RD New.
            covered: What covers the map, on the screen.

        """
        if self._canvas is None or point.isEmpty():
            return
        crs = self._canvas.mapSettings().destinationCrs()
        place = QgsCoordinateTransform(rd_new(), crs, QgsProject.instance()).transform(point)
        corner = self._canvas.mapToGlobal(QPoint(0, 0))
        free = free_part(QRect(corner, self._canvas.size()), covered).translated(-corner)
        at = self._canvas.getCoordinateTransform().transform(place)
        if self._canvas.scale() > _CLOSEST or not free.contains(round(at.x()), round(at.y())):
            self._canvas.setCenter(place)
            if self._canvas.scale() > _CLOSEST:
                self._canvas.zoomScale(_CLOSEST)
            aside = free.center() - self._canvas.rect().center()
            pixel = self._canvas.mapUnitsPerPixel()
            self._canvas.setCenter(QgsPointXY(place.x() - aside.x() * pixel, place.y() + aside.y() * pixel))
            self._canvas.refresh()
        self._canvas.flashGeometries([QgsGeometry.fromPointXY(place)], crs)

    def show_plan(self, plan: PlanRows) -> None:
        """Bring all stops of a plan into view.

        Args:
            plan: The plan.

        """
        if self._canvas is None or not plan.stops:
            return
        around = QgsGeometry.fromMultiPointXY([stop.point for stop in plan.stops]).boundingBox()
        crs = self._canvas.mapSettings().destinationCrs()
        seen = QgsCoordinateTransform(rd_new(), crs, QgsProject.instance()).transformBoundingBox(around)
        seen.scale(_AROUND)
        self._canvas.setExtent(seen)
        self._canvas.refresh()

    def show_drawn(self, geometry: QgsGeometry | None) -> None:
        """Show what was drawn, in RD New; None takes it away."""
        if self._canvas is None:
            return
        if self._band is None:
            self._band = outline(self._canvas)
        self._band.reset(Qgis.GeometryType.Polygon)
        if geometry is not None:
            self._band.setToGeometry(geometry, rd_new())


def free_part(whole: QRect, covered: QRect) -> QRect:
    """Give the largest part of a rectangle beside what covers it; the whole where that is too little."""
    left, right, top, bottom = QRect(whole), QRect(whole), QRect(whole), QRect(whole)
    left.setRight(min(whole.right(), covered.left()))
    right.setLeft(max(whole.left(), covered.right()))
    top.setBottom(min(whole.bottom(), covered.top()))
    bottom.setTop(max(whole.top(), covered.bottom()))
    if not whole.intersects(covered):
        return QRect(whole)
    parts = [part for part in (left, right, top, bottom) if min(part.width(), part.height()) >= _LEAST]
    return max(parts, key=lambda part: part.width() * part.height(), default=QRect(whole))


def show_only(shown: str, hidden: str) -> None:
    """Switch the layers of an earlier run off, where those of a later one are there."""
    groups = {group.customProperty(RUN): group for group in QgsProject.instance().layerTreeRoot().findGroups()}
    if shown in groups and hidden in groups:
        groups[hidden].setItemVisibilityChecked(False)
        groups[hidden].setExpanded(False)
