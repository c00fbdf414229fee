"""Where things stand on a page, by paper and orientation; millimetres from its upper left corner."""

from __future__ import annotations

from typing import NamedTuple

POINT = 25.4 / 72  # mm
SIZES = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}  # width and height, standing
PORTRAIT, LANDSCAPE = "portrait", "landscape"
_EDGE = 10.0
_HEAD, _FOOT = 25.0, 17.0
_GAP = 5.0
_STRIP = 27.0  # below a map: the legend
_MAP_WIDE, _MAP_HIGH = 0.6, 0.46  # of what lies between head and foot
_LOCATOR = (32.0, 26.0)
_SCALE = (58.0, 13.5)


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

    @property
    def map(self) -> Box:
        """Where the map stands."""
        room = self.inside
        width = room.width * _MAP_WIDE if self.lies else room.width
        height = room.height - _STRIP - 2 if self.lies else room.height * _MAP_HIGH - _STRIP
        return Box(room.left, room.top, width, height)

    @property
    def legend(self) -> Box:
        """Where the legend stands: below the map."""
        room = self.map
        return Box(room.left, room.bottom + 2, room.width, _STRIP)

    @property
    def scale(self) -> Box:
        """Where the scale bar stands, with the scale and the reference system: in a corner of the map."""
        room, (width, height) = self.map, _SCALE
        return Box(room.left, room.bottom - height, width, height)

    @property
    def locator(self) -> Box:
        """Where the small map of the whole municipality stands: in a corner of the map."""
        return Box(self.map.left, self.map.top, *_LOCATOR)

    @property
    def panel(self) -> Box:
        """What stands beside or below the map."""
        room = self.inside
        if self.lies:
            left = self.map.right + _GAP
            return Box(left, room.top, room.right - left, room.height)
        top = self.legend.bottom + _GAP
        return Box(room.left, top, room.width, room.bottom - top)

    def columns(self, *, mapped: bool) -> int:
        """How many columns of words stand on a page, with a map or without."""
        wide = 2 if self.name == "A3" else 1
        if mapped:
            return wide if self.lies else wide + 1
        return (3 if self.lies else 2) + (1 if self.name == "A3" else 0)
