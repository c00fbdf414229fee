"""What the maps of a page show: layers, extent, a round scale, and a scale bar that says it."""

from __future__ import annotations

from math import floor, log10
from typing import TYPE_CHECKING, Any

import shapely
from qgis.core import (
    Qgis,
    QgsBasicNumericFormat,
    QgsCoordinateReferenceSystem,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutObject,
    QgsRectangle,
    QgsScaleBarSettings,
    QgsVectorLayer,
)

from .legend import Legend
from .marked import RD, outline, veil
from .pages import place
from .paper import Box
from .skeleton import LEGEND, LOCATOR, MAP, PANEL, SCALE_BAR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qgis.core import QgsLayoutItem, QgsMapLayer, QgsPrintLayout

    from ..briefing.sheet import View
    from .house import House

ON_TOP = "watermark"
# What lies below the data, topmost first; see `layers.sheet_layers`.
GROUND = (
    "ground_streets",
    "ground_places",
    "ground_boundary",
    "ground_buildings",
    "ground_ways",
    "ground_paving",
    "ground_terrain",
    "roads",
    "buildings",
)
OWN = "own_"  # roles of the user's background layers, topmost first: own_0, own_1, …
_LIKE = {"locator_areas": "areas"}  # roles that are filtered as another
LOCATED = ("locator_areas", "ground_boundary", "ground_ways", "roads")
SOURCE = QgsLayoutObject.DataDefinedProperty.PictureSource
_ROUND = (1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.5, 8.0, 10.0)
_BARS = (1.0, 2.0, 4.0, 6.0, 10.0)  # halves of these are round as well
_LONGEST_BAR = 34.0  # mm
_KILOMETRE = 1000.0
_SMALLEST = 5.0  # metres that a map shows at least
_MOVED = 1.0  # mm from its corner, beyond which a locator stands where the user wants it
_BELOW_NORTH, _ABOVE_SCALE = 16.0, 13.5  # mm, for what stands in those corners
_WHOLE = 0.5  # of the municipality, from which a map needs no locator


class Shown:
    """The maps of one layout that is not kept."""

    def __init__(self, layout: QgsPrintLayout, house: House, language: str) -> None:
        """Find the items that show something.

        Args:
            layout: Whose maps they are.
            house: How the municipality writes.
            language: nl or en.

        """
        self._house, self._language = house, language
        self._map = main_map(layout)
        self._locator = layout.itemById(LOCATOR)
        legend = layout.itemById(LEGEND)
        self._legend = Legend(legend) if isinstance(legend, QgsLayoutItemLegend) else None
        bars = [one for one in layout.items() if isinstance(one, QgsLayoutItemScaleBar)]
        self._bars = [one for one in bars if one.id() == SCALE_BAR]
        self._corners = _corners(self._map, self._locator)
        self._held: list[QgsVectorLayer] = []
        self._filtered: list[tuple[QgsVectorLayer, str]] = []

    @property
    def scale(self) -> float:
        """Of the map as it is drawn."""
        return float(self._map.scale()) if self._map is not None else 0.0

    def show(self, view: View, layers: Mapping[str, QgsMapLayer]) -> str:
        """Let the maps show a view.

        Args:
            view: What.
            layers: By role.

        Returns:
            The legend in words.

        """
        layers = {
            role: layer
            for role, layer in layers.items()
            if self._filter(layer, view.only.get(_LIKE.get(role, role), ""))
        }
        data = [layers[role] for role in view.roles if role in layers]
        if self._map is not None:
            extent = _at_least(QgsRectangle(*view.extent))
            self._map.setFollowVisibilityPreset(False)
            self._map.setAtlasDriven(False)
            self._map.setCrs(QgsCoordinateReferenceSystem(RD))
            self._map.zoomToExtent(extent)
            self._map.setScale(round_scale(self._map.scale()))
            self._map.setLayers(self._ordered(view, data, layers))
            self._map.setKeepLayerSet(True)
            for bar in self._bars:
                set_bar(bar, self._map, self._language)
        self._locate(view, layers)
        return self._legend.explain(data) if self._legend is not None else ""

    def put_back(self) -> None:
        """Let layers be as they were, and let go of what was made for one page."""
        for layer, before in self._filtered:
            layer.setSubsetString(before)
        self._filtered.clear()
        self._held.clear()

    def _filter(self, layer: QgsMapLayer, where: str) -> bool:
        """Leave of a layer what may be shown; False where that cannot be done, so that it is not shown at all."""
        if not where:
            return True
        if not isinstance(layer, QgsVectorLayer):
            return False
        before = layer.subsetString()
        if not layer.setSubsetString(f"({before}) AND ({where})" if before else where):
            return False
        self._filtered.append((layer, before))
        return True

    def _ordered(self, view: View, data: Sequence[QgsMapLayer], layers: Mapping[str, QgsMapLayer]) -> list[QgsMapLayer]:
        """Put data upon the background, what is outlined upon the data."""
        own = [layer for role, layer in layers.items() if role.startswith(OWN)]
        ground = own or [layers[role] for role in GROUND if role in layers and role not in view.roles]
        top = [layers[ON_TOP]] if ON_TOP in layers else []
        if view.marked is None or view.marked.is_empty:
            return [*top, *data, *ground]
        edge, pale = outline(view.marked, self._house.accent), veil(view.marked, self._map.extent())
        self._held += [edge, *([pale] if pale else [])]
        return [*top, edge, *data, *([pale] if pale else []), *ground]

    def _locate(self, view: View, layers: Mapping[str, QgsMapLayer]) -> None:
        locator = self._locator
        if not isinstance(locator, QgsLayoutItemMap):
            return
        drawn = [layers[role] for role in LOCATED if role in layers]
        whole = municipality(layers)
        locator.setVisibility(bool(drawn) and _part(QgsRectangle(*view.extent), whole) < _WHOLE)
        locator.setCrs(QgsCoordinateReferenceSystem(RD))
        locator.setLayers(drawn)
        locator.setKeepLayerSet(True)
        locator.zoomToExtent(whole)
        if self._corners and view.marked is not None and not view.marked.is_empty:
            place(locator, min(self._corners, key=lambda corner: self._hidden(corner, view.marked)))

    def _hidden(self, corner: Box, shape: Any) -> float:
        """Tell how much of a shape would lie below the locator there; equals stay in order."""
        extent, box = self._map.extent(), box_of(self._map)
        metres = extent.width() / box.width
        left, top = extent.xMinimum() + (corner.left - box.left) * metres, extent.yMaximum()
        top -= (corner.top - box.top) * metres
        below = shapely.box(left, top - corner.height * metres, left + corner.width * metres, top)
        touched = shapely.intersection(shapely.make_valid(shape), below)
        return float(shapely.area(touched) + shapely.length(touched))


def main_map(layout: QgsPrintLayout) -> QgsLayoutItemMap | None:
    """Give the map of a page: the one that is called so, else the largest that is drawn on the first page."""
    named = layout.itemById(MAP)
    if isinstance(named, QgsLayoutItemMap):
        return named
    maps = [one for one in layout.items() if isinstance(one, QgsLayoutItemMap) and one.isVisible() and one.page() == 0]
    maps = [one for one in maps if one.id() != LOCATOR]
    return max(maps, key=lambda one: one.rect().width() * one.rect().height(), default=None)


def panel_of(layout: QgsPrintLayout) -> QgsLayoutItemPicture | None:
    """Give the picture that words and charts go to: the one that is called so, or takes its source from @lr_panel."""
    pictures = [one for one in layout.items() if isinstance(one, QgsLayoutItemPicture) and one.isVisible()]
    named = [one for one in pictures if one.id() == PANEL]
    told = [one for one in pictures if f"@{PANEL}" in one.dataDefinedProperties().property(SOURCE).asExpression()]
    return next((one for one in (*named, *told) if one.page() == 0), None)


def box_of(item: QgsLayoutItem) -> Box:
    """Give where an item stands on its page."""
    at = item.pagePos()
    return Box(at.x(), at.y(), item.rect().width(), item.rect().height())


def municipality(layers: Mapping[str, QgsMapLayer]) -> QgsRectangle:
    """Give what there is of the municipality, with some room around it."""
    extent = QgsRectangle()
    extent.setNull()
    for role in ("ground_boundary", "areas", "units", "buildings"):
        if extent.isNull() and role in layers:
            extent = QgsRectangle(layers[role].extent())
    extent.scale(1.05)
    return extent


def round_scale(scale: float) -> float:
    """Give the next round scale that shows as much."""
    ten = 10.0 ** floor(log10(max(scale, 1.0)))
    return next(ten * step for step in _ROUND if ten * step >= scale * (1 - 1e-6))


def bar_length(room: float, scale: float) -> float:
    """Give the length of a scale bar in metres: round, and so is its half.

    Args:
        room: Of the bar, in mm.
        scale: Of the map.

    """
    most = room * scale / 1000
    ten = 10.0 ** floor(log10(most))
    return max(ten * step for step in _BARS if ten * step <= most * (1 + 1e-9))


def set_bar(bar: QgsLayoutItemScaleBar, shown: QgsLayoutItemMap, language: str) -> None:
    """Let a scale bar say a round length, in metres or kilometres, as the language of the sheet writes numbers."""
    length = bar_length(_LONGEST_BAR, shown.scale())
    kilometres = length >= _KILOMETRE
    bar.setLinkedMap(shown)
    bar.setUnits(Qgis.DistanceUnit.Kilometers if kilometres else Qgis.DistanceUnit.Meters)
    bar.setUnitLabel("km" if kilometres else "m")
    bar.setMapUnitsPerScaleBarUnit(1)
    bar.setSegmentSizeMode(QgsScaleBarSettings.SegmentSizeMode.SegmentSizeFixed)
    bar.setUnitsPerSegment(length / 2 / (_KILOMETRE if kilometres else 1))
    numbers = QgsBasicNumericFormat()
    numbers.setDecimalSeparator("," if language == "nl" else ".")
    numbers.setThousandsSeparator("." if language == "nl" else ",")
    numbers.setNumberDecimalPlaces(2)
    numbers.setShowTrailingZeros(False)
    bar.setNumericFormat(numbers)


def _at_least(extent: QgsRectangle) -> QgsRectangle:
    lacking = max(0.0, _SMALLEST - max(extent.width(), extent.height())) / 2
    extent.grow(lacking)
    return extent


def _part(extent: QgsRectangle, whole: QgsRectangle) -> float:
    """Tell how much of the municipality an extent is, by its longer side."""
    longest = max(whole.width(), whole.height())
    return max(extent.width(), extent.height()) / longest if longest > 0 else 1.0


def _corners(shown: QgsLayoutItemMap | None, locator: QgsLayoutItem | None) -> list[Box]:
    """Give the corners of a map for its locator, the usual one first; none where the user moved it elsewhere."""
    if shown is None or not isinstance(locator, QgsLayoutItemMap):
        return []
    box, small = box_of(shown), box_of(locator)
    left, right, low = box.left, box.right - small.width, box.bottom - small.height
    corners = [
        small._replace(left=left, top=box.top),
        small._replace(left=right, top=low),
        small._replace(left=right, top=box.top + _BELOW_NORTH),
        small._replace(left=left, top=low - _ABOVE_SCALE),
    ]
    stands = (max(abs(small.left - one.left), abs(small.top - one.top)) <= _MOVED for one in corners)
    return corners if any(stands) else []
