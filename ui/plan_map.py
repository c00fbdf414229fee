"""A plan on the map: the stop that is looked at, what was drawn, and no earlier plan beneath it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsCoordinateTransform, QgsGeometry, QgsProject

from ..layers.loading import RUN
from ..layers.sinks import rd_new
from .map_tools import outline

if TYPE_CHECKING:
    from qgis.core import QgsPointXY
    from qgis.gui import QgsRubberBand

_CLOSEST = 5_000  # scale to which the map comes closer, where it shows more


class PlanMap:
    """Shows things on the map of the desktop; without one it does nothing."""

    def __init__(self, iface: Any) -> None:
        """Show nothing yet."""
        self._canvas = iface.mapCanvas() if iface is not None and hasattr(iface, "mapCanvas") else None
        self._band: QgsRubberBand | None = None

    def show_stop(self, point: QgsPointXY) -> None:
        """Bring a stop into view, and let it flash."""
        if self._canvas is None or point.isEmpty():
            return
        crs = self._canvas.mapSettings().destinationCrs()
        place = QgsCoordinateTransform(rd_new(), crs, QgsProject.instance()).transform(point)
        if self._canvas.scale() > _CLOSEST:
            self._canvas.setCenter(place)
            self._canvas.zoomScale(_CLOSEST)
        elif not self._canvas.extent().contains(place):
            self._canvas.setCenter(place)
            self._canvas.refresh()
        self._canvas.flashGeometries([QgsGeometry.fromPointXY(place)], crs)

    def show_drawn(self, geometry: QgsGeometry | None) -> None:
        """Show what was drawn, in RD New; None takes it away."""
        if self._canvas is None:
            return
        if self._band is None:
            self._band = outline(self._canvas)
        self._band.reset(Qgis.GeometryType.Polygon)
        if geometry is not None:
            self._band.setToGeometry(geometry, rd_new())


def show_only(shown: str, hidden: str) -> None:
    """Switch the layers of an earlier run off, where those of a later one are there."""
    groups = {group.customProperty(RUN): group for group in QgsProject.instance().layerTreeRoot().findGroups()}
    if shown in groups and hidden in groups:
        groups[hidden].setItemVisibilityChecked(False)
        groups[hidden].setExpanded(False)
