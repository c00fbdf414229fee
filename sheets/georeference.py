"""Where on earth the map of a page lies, as a PDF tells it: corners in degrees, and a reference system."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsLayoutItemMap,
    QgsPointXY,
)
from qgis.PyQt.QtCore import QRectF

from .paper import POINT
from .skeleton import MAP

if TYPE_CHECKING:
    from qgis.core import QgsLayout, QgsLayoutItemPage


def viewport_of(layout: QgsLayout, page: QgsLayoutItemPage) -> dict[bytes, Any] | None:
    """Tell where the map of a page lies.

    Args:
        layout: Whose page it is.
        page: The page.

    Returns:
        An entry of `/VP`; None where the page has no map, or one without a place on earth.

    """
    shown = _map_on(layout, page)
    if shown is None:
        return None
    crs = shown.crs()
    degrees = crs.toGeographicCrs()
    if not degrees.isValid():
        return None
    to_map = shown.layoutToMapCoordsTransform()
    to_degrees = QgsCoordinateTransform(crs, degrees, QgsCoordinateTransformContext())
    corners = shown.mapToScene(QRectF(0, 0, shown.rect().width(), shown.rect().height()))
    high = page.rect().height()
    on_page = [((at.x() - page.x()) / POINT, (high - at.y() + page.y()) / POINT) for at in list(corners)[:4]]
    left, right = min(x for x, _ in on_page), max(x for x, _ in on_page)
    low, top = min(y for _, y in on_page), max(y for _, y in on_page)
    if right <= left or top <= low:
        return None
    try:
        places = [to_degrees.transform(QgsPointXY(to_map.map(at))) for at in list(corners)[:4]]
    except QgsCsException:
        return None
    # A PDF has the upward coordinate first: latitude, longitude.
    return {
        b"/Type": b"/Viewport",
        b"/BBox": [left, low, right, top],
        b"/Measure": {
            b"/Type": b"/Measure",
            b"/Subtype": b"/GEO",
            b"/Bounds": [0, 0, 0, 1, 1, 1, 1, 0],
            b"/GPTS": [one for place in places for one in (place.y(), place.x())],
            b"/LPTS": [one for x, y in on_page for one in ((x - left) / (right - left), (y - low) / (top - low))],
            b"/GCS": _system(crs),
        },
    }


def _map_on(layout: QgsLayout, page: QgsLayoutItemPage) -> QgsLayoutItemMap | None:
    """Find the map of a page: ours by its name, else the largest."""
    at = layout.pageCollection().pageNumber(page)
    maps = [one for one in layout.items() if isinstance(one, QgsLayoutItemMap) and one.page() == at and one.isVisible()]
    return max(maps, key=lambda one: (one.id() == MAP, one.rect().width() * one.rect().height()), default=None)


def _system(crs: QgsCoordinateReferenceSystem) -> dict[bytes, Any]:
    authority, _, number = crs.authid().partition(":")
    made: dict[bytes, Any] = {b"/Type": b"/GEOGCS" if crs.isGeographic() else b"/PROJCS"}
    if authority == "EPSG" and number.isdecimal():
        made[b"/EPSG"] = int(number)
    wkt = crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT1_ESRI)
    made[b"/WKT"] = b"(" + re.sub(rb"([\\\\()])", rb"\\\1", wkt.encode("ascii", "replace")) + b")"
    return made
