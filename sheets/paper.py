"""Where things stand on a page, by paper and orientation; millimetres from its upper left corner."""

from __future__ import annotations

from typing import NamedTuple

POINT = 25.4 / 72  # mm
SIZES = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}  # width and height, standing
PORTRAIT, LANDSCAPE = "portrait", "landscape"
_EDGE = 10.0
_HEAD, _FOOT = 25.0, 21.0
_GAP = 5.0
_UNDER = 2.0  # between a map and its legend
_MAP_WIDE, _MAP_HIGH = 0.6, 0.48  # of what lies between head and foot
_LEGEND = 29.0  # below a large map
_SMALL_WIDE, _SMALL_HIGH = 0.3, 0.29  # of what lies between head and foot: a small map with its legend
_SMALL_LEGEND = 0.44  # of the height beside the words, or of the width above them
_LOCATOR = {"A4": (32.0, 26.0), "A3": (46.0, 38.0)}
_SCALE = (52.0, 13.5)
_NORTH = (8.0, 12.0)
_COLUMN = 74.0  # least width of a column of words
_GUTTER = 16.0 * POINT


class Box(NamedTuple):
    """A place on a page."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.top + self.height


class Places(NamedTuple):
    """What stands between head and foot.

    Attributes:
        map: The map.
        legend: What its signs mean.
        scale: Scale bar, scale and reference system, in a corner of the map.
        north: The arrow, in another corner.
        panel: Words and charts.
        locator: The small map of the whole municipality, in a third corner; None has none.

    """

    map: Box
    legend: Box
    scale: Box
    north: Box
    panel: Box
    locator: Box | None = None


class Paper(NamedTuple):
    """A page with its places.

    Attributes:
        name: A4 or A3.
        orientation: portrait or landscape.
        width: Of the page.
        height: Of the page.

    """

    name: str
    orientation: str
    width: float
    height: float

    @classmethod
    def of(cls, name: str, orientation: str) -> Paper:
        """Give a page of a paper, lying or standing."""
        short, long = SIZES[name]
        return cls(name, orientation, *((long, short) if orientation == LANDSCAPE else (short, long)))

    @property
    def lies(self) -> bool:
        """Whether it is wider than high."""
        return self.orientation == LANDSCAPE

    @property
    def inside(self) -> Box:
        """What lies between the margins, below the head and above the foot."""
        return Box(_EDGE, _HEAD, self.width - 2 * _EDGE, self.height - _HEAD - _FOOT)

    @property
    def head(self) -> Box:
        """Where title and subtitle stand."""
        return Box(_EDGE, 8.0, self.width - 2 * _EDGE, _HEAD - 10.0)

    @property
    def foot(self) -> Box:
        """Where the marks stand that every page bears."""
        return Box(_EDGE, self.height - _FOOT + 3.0, self.width - 2 * _EDGE, _FOOT - 8.0)

    def first(self) -> Places:
        """Give the places of the first page of a sheet: a large map, its legend below it."""
        room = self.inside
        width = room.width * _MAP_WIDE if self.lies else room.width
        height = room.height if self.lies else room.height * _MAP_HIGH
        shown = Box(room.left, room.top, width, height - _LEGEND - _UNDER)
        legend = Box(room.left, shown.bottom + _UNDER, width, _LEGEND)
        if self.lies:
            panel = Box(shown.right + _GAP, room.top, room.right - shown.right - _GAP, room.height)
        else:
            panel = Box(room.left, legend.bottom + _GAP, room.width, room.bottom - legend.bottom - _GAP)
        locator = Box(shown.left, shown.top, *_LOCATOR[self.name])
        return Places(shown, legend, _scale(shown), _north(shown), panel, locator)

    def later(self) -> Places:
        """Give the places of a later page: a small map with its legend, beside the words or above them."""
        room = self.inside
        if self.lies:
            width, high = room.width * _SMALL_WIDE, room.height * _SMALL_LEGEND
            shown = Box(room.left, room.top, width, room.height - high - _UNDER)
            legend = Box(room.left, shown.bottom + _UNDER, width, high)
            panel = Box(shown.right + _GAP, room.top, room.right - shown.right - _GAP, room.height)
        else:
            height, wide = room.height * _SMALL_HIGH, room.width * (1 - _SMALL_LEGEND)
            shown = Box(room.left, room.top, wide, height)
            legend = Box(shown.right + _GAP, room.top, room.right - shown.right - _GAP, height)
            panel = Box(room.left, shown.bottom + _GAP, room.width, room.bottom - shown.bottom - _GAP)
        return Places(shown, legend, _scale(shown), _north(shown), panel)


def columns_in(width: float) -> int:
    """Tell how many columns of words stand in a panel so wide, in mm."""
    return max(1, int((width + _GUTTER) // (_COLUMN + _GUTTER)))


def _scale(shown: Box) -> Box:
    width, height = _SCALE
    return Box(shown.left, shown.bottom - height, width, height)


def _north(shown: Box) -> Box:
    width, height = _NORTH
    return Box(shown.right - width - 2, shown.top + 2, width, height)
