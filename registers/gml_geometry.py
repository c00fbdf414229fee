"""Geometries of GML, read from elements one by one and made many at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from .arcs import linearised

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .xml_elements import Element

_POINT, _LINE, _AREA = 0, 1, 2
_STRAIGHT, _ARC, _CIRCLE = 0, 1, 2
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
    "LineStringSegment": _STRAIGHT,
    "LineString": _STRAIGHT,
    "LinearRing": _STRAIGHT,
    "Arc": _ARC,
    "ArcString": _ARC,
    "Circle": _CIRCLE,
}
_OUTER, _INNER = ("exterior", "outerBoundaryIs"), ("interior", "innerBoundaryIs")
_LEAST_RING = 4  # points, of which the last is the first
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
        made = _drawn(self.objects, _as_numbers(self.numbers, runs), runs, rings, parts)
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
            self._part(_LINE)
            self._ring()
            self._curve(element, dimension)
        elif name == "Point":
            self._part(_POINT)
            self._ring()
            self._run(element, _STRAIGHT, dimension)
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
        self._part(_AREA)
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


def _as_numbers(words: list[str], runs: NDArray[np.int64]) -> NDArray[np.float64]:
    """Read all numbers together; those of a run with something else in it become NaN."""
    try:
        return np.array(words, dtype=np.float64)
    except ValueError:
        made = np.full(len(words), np.nan)
    start = 0
    for size in runs[:, 2].tolist():
        try:
            made[start : start + size] = np.array(words[start : start + size], dtype=np.float64)
        except ValueError:
            made[start : start + size] = np.nan
        start += size
    return made


def _drawn(
    objects: int,
    numbers: NDArray[np.float64],
    runs: NDArray[np.int64],
    rings: NDArray[np.int64],
    parts: NDArray[np.int64],
) -> NDArray[np.object_]:
    made: NDArray[np.object_] = np.full(objects, None, dtype=object)
    if not len(runs):
        return made
    points, run = _points(numbers, runs)
    ring = runs[run, 0]
    points, ring = _joined(points, run, ring)
    usable = _usable(points, ring, parts[rings, 1])
    # An object of which one ring or part fails is not drawn at all: half a road would pass for the whole.
    lost = np.zeros(objects, dtype=np.bool_)
    lost[parts[rings[~usable], 0]] = True
    lost[parts[np.setdiff1d(np.arange(len(parts)), rings), 0]] = True
    keep_ring = ~lost[parts[rings, 0]]
    keep = keep_ring[ring]
    points, ring = points[keep], ring[keep]
    for kind in (_POINT, _LINE, _AREA):
        of_kind = keep_ring & (parts[rings, 1] == kind)
        if of_kind.any():
            _place(made, kind, points[of_kind[ring]], ring[of_kind[ring]], rings, parts)
    return made


def _points(numbers: NDArray[np.float64], runs: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Give the points of all runs, arcs drawn out, and the run of each; a run that cannot be is one NaN point."""
    _, bends, size, dimension = runs.T
    start = np.cumsum(size) - size
    each = np.maximum(dimension, 1)
    number = size // each
    odd = (dimension == 0) | (size % each != 0) | (number == 0)
    odd |= (bends == _ARC) & ((number < 3) | (number % 2 == 0))  # noqa: PLR2004 - begin, on the arc, end
    odd |= (bends == _CIRCLE) & (number != 3)  # noqa: PLR2004 - three points of it
    number = np.where(odd, 0, number)
    run = np.repeat(np.arange(len(runs)), number)
    at = start[run] + (np.arange(len(run)) - np.repeat(np.cumsum(number) - number, number)) * dimension[run]
    xy = np.column_stack([numbers[at], numbers[at + 1]])
    straight = bends[run] == _STRAIGHT
    # Every second point of a run of arcs, but its last, begins an arc.
    place = np.arange(len(run)) - (np.cumsum(number) - number)[run]
    first = np.flatnonzero(~straight & (place % 2 == 0) & (place < number[run] - 1))
    drawn, of = linearised(xy[first[:, None] + np.arange(3)], bends[run[first]] == _CIRCLE)
    met = (np.diff(of, prepend=-1) > 0) & (place[first][of] > 0)  # where the arc before it has drawn the point
    drawn, of = drawn[~met], of[~met]
    nothing = np.flatnonzero(odd)
    points = np.concatenate([xy[straight], drawn, np.full((len(nothing), 2), np.nan)])
    of_run = np.concatenate([run[straight], run[first][of], nothing])
    order = np.argsort(of_run, kind="stable")
    return points[order], of_run[order]


def _joined(
    points: NDArray[np.float64], run: NDArray[np.int64], ring: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Leave out the point in which a curve begins where the one before it ended."""
    same = np.zeros(len(points), dtype=np.bool_)
    same[1:] = (ring[1:] == ring[:-1]) & (points[1:] == points[:-1]).all(axis=1)
    # Within a run points that repeat are left as delivered.
    same[1:] &= run[1:] != run[:-1]
    return points[~same], ring[~same]


def _usable(points: NDArray[np.float64], ring: NDArray[np.int64], kind: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which rings have points enough, all of them finite; an open ring is closed and may have one less."""
    number = np.bincount(ring, minlength=len(kind))
    whole = np.bincount(ring, weights=~np.isfinite(points).all(axis=1), minlength=len(kind)) == 0
    last = np.cumsum(number) - 1
    first = last - number + 1
    some = number > 0
    open_ = np.zeros(len(kind), dtype=np.bool_)
    open_[some] = (points[first[some]] != points[last[some]]).any(axis=1)
    least = np.select([kind == _AREA, kind == _LINE], [_LEAST_RING - open_, 2], 1)
    return np.asarray(whole & (number >= least))


def _place(
    made: NDArray[np.object_],
    kind: int,
    points: NDArray[np.float64],
    ring: NDArray[np.int64],
    rings: NDArray[np.int64],
    parts: NDArray[np.int64],
) -> None:
    """Make the parts of one kind, and put them at their objects."""
    present, of = np.unique(ring, return_inverse=True)
    held = rings[present]
    part, shape = held, _simple(kind, points, of)
    if kind == _AREA:
        part, position = np.unique(held, return_inverse=True)
        shape = shapely.polygons(shape, indices=position)
    owner, position, count = np.unique(parts[part, 0], return_inverse=True, return_counts=True)
    several = count[position] > 1
    made[parts[part[~several], 0]] = shape[~several]
    if several.any():
        gather: Any = (shapely.multipoints, shapely.multilinestrings, shapely.multipolygons)[kind]
        group = np.cumsum(count > 1) - 1
        made[owner[count > 1]] = gather(shape[several], indices=group[position[several]])


def _simple(kind: int, points: NDArray[np.float64], of: NDArray[np.int64]) -> NDArray[np.object_]:
    if kind == _POINT:
        return np.asarray(shapely.points(points[np.unique(of, return_index=True)[1]]))
    build = shapely.linearrings if kind == _AREA else shapely.linestrings
    return np.asarray(build(points, indices=of))
