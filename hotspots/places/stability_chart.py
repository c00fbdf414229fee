"""The same incidents on twelve grids, side by side: what stands out whatever the grid, and what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from ...charts.canvas import INK, LINE, Canvas

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray
    from shapely import MultiPolygon, Polygon

    from .stability import OtherGrid

_WORDS = {
    "en": {
        "point": ".",
        "title": "Does it depend on the grid?",
        "said": "The same incidents on {n} grids. Look for what stands out in all of them; what shows in a few leans "
        "on where the lines happen to fall.",
        "size": "cells of {size} m",
        "hot": "{n} hot",
        "same": "grid as it lies",
        "moved": "moved {where}",
        "east": "half a cell east",
        "north": "half a cell north",
        "both": "half a cell east and north",
        "caveat": "Concentration beyond what exposure explains. An indication, not a suspicion.",
    },
    "nl": {
        "point": ",",
        "title": "Hangt het van het raster af?",
        "said": "Dezelfde incidenten op {n} rasters. Let op wat in allemaal opvalt; wat in enkele opvalt, hangt af van "
        "waar de lijnen toevallig liggen.",
        "size": "cellen van {size} m",
        "hot": "{n} vallen op",
        "same": "raster zoals het ligt",
        "moved": "{where} verschoven",
        "east": "halve cel naar het oosten",
        "north": "halve cel naar het noorden",
        "both": "halve cel naar het noordoosten",
        "caveat": "Concentratie boven wat de blootstelling verklaart. Een indicatie, geen verdenking.",
    },
}
_PANEL, _GAP, _LEFT, _TOP, _BOTTOM = 220.0, 14.0, 24.0, 96.0, 40.0
_DETAIL = 400  # parts of the territory's width to which its outline is drawn


def draw_stability(grids: Sequence[OtherGrid], territory: Polygon | MultiPolygon, columns: int, language: str) -> str:
    """Draw one small map per grid.

    Args:
        grids: In rows of equal size.
        territory: Its outline is drawn.
        columns: Maps in a row.
        language: "nl" or "en".

    Returns:
        The text of an SVG file.

    """
    words = _WORDS["nl" if language.startswith("nl") else "en"]
    west, south, east, north = territory.bounds
    scale = _PANEL / max(east - west, north - south)
    high = (north - south) * scale
    rows = -(-len(grids) // columns)
    said = words["said"].format(n=len(grids))
    sheet = Canvas(
        2 * _LEFT + columns * (_PANEL + _GAP) - _GAP,
        _TOP + rows * (high + 46) + _BOTTOM,
        words["title"],
        said,
    )
    sheet.text(words["title"], _LEFT, 34, size=20, bold=True)
    sheet.text(said, _LEFT, 58, size=12)
    rings = _outline(territory)
    for number, one in enumerate(grids):
        left = _LEFT + (number % columns) * (_PANEL + _GAP)
        top = _TOP + (number // columns) * (high + 46)
        size = f"{one.size:g}".replace(".", words["point"])
        sheet.text(words["size"].format(size=size), left, top, bold=True)
        sheet.text(words["hot"].format(n=int(one.hot.sum())), left + _PANEL, top, anchor="end")
        sheet.text(_moved(one, words), left, top + 15, size=10)
        for ring in rings:
            sheet.line([(left + (x - west) * scale, top + 22 + (north - y) * scale) for x, y in ring], width=0.8)
        side = max(one.size * scale, 1.2)
        for x, y in one.corners():
            sheet.box(left + (x - west) * scale, top + 22 + (north - y - one.size) * scale, side, side, fill=INK)
    sheet.text(words["caveat"], _LEFT, sheet.height - 14, size=11, fill=LINE)
    return sheet.svg()


def _outline(territory: Polygon | MultiPolygon) -> list[NDArray[np.float64]]:
    west, _, east, _ = territory.bounds
    simple = shapely.simplify(territory, (east - west) / _DETAIL)
    return [shapely.get_coordinates(ring) for ring in shapely.get_rings(shapely.get_parts(simple))]


def _moved(one: OtherGrid, words: dict[str, str]) -> str:
    east, north = (part > 0 for part in one.shift)
    if not (east or north):
        return words["same"]
    where = words["both"] if east and north else words["east"] if east else words["north"]
    return words["moved"].format(where=where)
