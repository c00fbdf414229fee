"""Geometries of GML, read from elements one by one and made many at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from .drawing import ARC, AREA, CIRCLE, LINE, POINT, STRAIGHT, as_numbers, drawn

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .xml_elements import Element

_POLYGONS = frozenset({"Polygon", "PolygonPatch"})
_CURVES = frozenset({"LineString", "Curve", "CompositeCurve", "OrientableCurve"})
_SEVERAL = frozenset(
    {
        "MultiSurface", "CompositeSurface", "Surface", "PolyhedralSurface", "OrientableSurface", "MultiPolygon",
        "MultiCurve", "MultiLineString", "MultiPoint", "MultiGeometry",
    }
)  # fmt: skip
_HOLDERS = frozenset(
    {
        "surfaceMember", "surfaceMembers", "polygonMember", "patches", "polygonPatches", "baseSurface", "baseCurve",
        "curveMember", "curveMembers", "lineStringMember", "pointMember", "pointMembers", "geometryMember",
        "geometryMembers",
    }
)  # fmt: skip
_SEGMENTS = {
    "LineStringSegment": STRAIGHT,
    "LineString": STRAIGHT,
    "LinearRing": STRAIGHT,
    "Arc": ARC,
    "ArcString": ARC,
    "Circle": CIRCLE,
}
_OUTER, _INNER = ("exterior", "outerBoundaryIs"), ("interior", "innerBoundaryIs")
_DIMENSIONS = frozenset({2, 3})
_EPSG = re.compile(r"EPSG.*?(\d{4,6})\D*$", re.IGNORECASE)


class _UnreadableError(Exception):
    """What no geometry can be made of."""


class Sketch:
    """The geometries of objects as they are read: what to draw, not yet drawn."""

    def __init__(self) -> None:
        """Begin empty."""
        self.systems: dict[str, None] = {}
        self._clear()

    def _clear(self) -> None:
        self.objects = 0
        self.numbers: list[str] = []
        self.runs: list[tuple[int, int, int, int]] = []  # ring, how it bends, numbers, numbers a point
        self.rings: list[int] = []  # the part of each ring
        self.parts: list[tuple[int, int]] = []  # object and kind of each part

    def add(self, element: Element | None) -> None:
        """Take the geometry of the next object, which may have none; one that cannot be read counts as none.

        Args:
            element: What holds the geometry, such as `geometrie2dWegdeel`.

        """
        held = self.objects, len(self.numbers), len(self.runs), len(self.rings), len(self.parts)
        try:
            for child in element.children if element is not None else ():
                self._take(child, 2)
        except _UnreadableError:
            _, *marks = held
            for kept, mark in zip((self.numbers, self.runs, self.rings, self.parts), marks, strict=True):
                del kept[mark:]  # type: ignore[attr-defined]
        self.objects += 1

    def made(self) -> NDArray[np.object_]:
        """Make the geometries of all objects taken since the last time, and begin anew.

        Returns:
            (n,) polygons, multipolygons, lines, multilines and points, None where nothing can be made.

        """
        runs = np.array(self.runs, dtype=np.int64).reshape(-1, 4)
        rings = np.array(self.rings, dtype=np.int64)
        parts = np.array(self.parts, dtype=np.int64).reshape(-1, 2)
        made = drawn(self.objects, as_numbers(self.numbers, runs), runs, rings, parts)
        self._clear()
        return made

    @property
    def crs(self) -> str | None:
        """The reference system that was declared first, by its EPSG number where it has one."""
        for name in self.systems:
            number = _EPSG.search(name)
            return f"EPSG:{number.group(1)}" if number else name
        return None

    def _take(self, element: Element, dimension: int) -> None:
        name = element.name
        dimension = _dimension(element, dimension)
        if (system := element.attributes.get("srsName")) and system not in self.systems:
            self.systems[system] = None
        if name in _POLYGONS:
            self._polygon(element, dimension)
        elif name in _CURVES:
            self._part(LINE)
            self._ring()
            self._curve(element, dimension)
        elif name == "Point":
            self._part(POINT)
            self._ring()
            self._run(element, STRAIGHT, dimension)
        elif name in _SEVERAL:
            for holder in element.children:
                for one in holder.children if holder.name in _HOLDERS else ():
                    self._take(one, dimension)
        else:
            raise _UnreadableError

    def _polygon(self, element: Element, dimension: int) -> None:
        outer = [one for one in element.children if one.name in _OUTER]
        inner = [one for one in element.children if one.name in _INNER]
        if len(outer) != 1:
            raise _UnreadableError
        self._part(AREA)
        for boundary in (*outer, *inner):
            for ring in boundary.children:
                self._ring()
                if ring.name == "Ring":
                    self._members(ring, dimension)
                else:
                    self._curve(ring, dimension)

    def _members(self, element: Element, dimension: int) -> None:
        for member in element.children:
            for one in member.children if member.name in _HOLDERS else ():
                self._curve(one, dimension)

    def _curve(self, element: Element, dimension: int) -> None:
        dimension = _dimension(element, dimension)
        if element.name in _SEGMENTS:
            self._run(element, _SEGMENTS[element.name], dimension)
        elif element.name == "Curve":
            for segments in element.children:
                for one in segments.children if segments.name == "segments" else ():
                    if one.name not in _SEGMENTS:
                        raise _UnreadableError
                    self._run(one, _SEGMENTS[one.name], dimension)
        elif element.name in ("CompositeCurve", "OrientableCurve") and element.attributes.get("orientation") != "-":
            self._members(element, dimension)
        else:
            raise _UnreadableError

    def _part(self, kind: int) -> None:
        self.parts.append((self.objects, kind))

    def _ring(self) -> None:
        self.rings.append(len(self.parts) - 1)

    def _run(self, element: Element, bends: int, dimension: int) -> None:
        before = len(self.numbers)
        dimension = _dimension(element, dimension)
        for child in element.children:
            if child.name in ("posList", "pos"):
                dimension = _dimension(child, dimension)
                self.numbers += child.text.split()
            elif child.name == "coordinates":
                words, dimension = _coordinates(child)
                self.numbers += words
        self.runs.append((len(self.rings) - 1, bends, len(self.numbers) - before, dimension))


def _dimension(element: Element, inherited: int) -> int:
    """Give how many numbers make a point here."""
    given = element.attributes.get("srsDimension") or element.attributes.get("dimension")
    return inherited if given is None else int(given) if given in ("2", "3") else 0


def _coordinates(element: Element) -> tuple[list[str], int]:
    """Read the older way of writing points: numbers parted by commas, points by spaces."""
    apart, between = element.attributes.get("cs", ","), element.attributes.get("ts", " ")
    if element.attributes.get("decimal", ".") != "." or apart == ".":
        raise _UnreadableError
    points = element.text.replace(between, " ").split() if between.strip() else element.text.split()
    words = [point.split(apart) for point in points]
    sizes = {len(word) for word in words}
    if len(sizes) != 1 or not sizes <= _DIMENSIONS:
        raise _UnreadableError
    return [number for word in words for number in word], sizes.pop()
