"""Geometries as delivered -> usable geometries in RD New, with a count of everything left out or mended."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pyproj
import shapely
from pyproj.exceptions import CRSError

from ..safeguards.messages import note, refused, warn
from .columns import find
from .identifiers import as_text
from .tables import RD_NEW, Shape

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..safeguards.messages import Message
    from .raw import Raw

    Geometries = NDArray[np.object_]
    Mask = NDArray[np.bool_]

_ID = ("identificatie", "lokaal_id", "wvk_id", "wegvak_id", "buurtcode", "bu_code", "incident_id")
# Where RD New holds: the bounds every Dutch public tool checks against, with the North Sea in them.
RD_BOUNDS = (-7_000.0, 289_000.0, 300_000.0, 629_000.0)
_DUTCH_DEGREES = (2.0, 50.0, 8.0, 56.0)
_TYPES = {
    Shape.POINT: (shapely.GeometryType.POINT, shapely.GeometryType.MULTIPOINT),
    Shape.LINE: (
        shapely.GeometryType.LINESTRING,
        shapely.GeometryType.LINEARRING,
        shapely.GeometryType.MULTILINESTRING,
    ),
    Shape.AREA: (
        shapely.GeometryType.POLYGON,
        shapely.GeometryType.MULTIPOLYGON,
        shapely.GeometryType.GEOMETRYCOLLECTION,
    ),
}


@dataclass
class _Told:
    """What is said of a table, with the identifications of the rows concerned."""

    raw: Raw
    messages: list[Message] = field(default_factory=list)

    def count(self, code: str, mask: Mask) -> None:
        """Tell of the rows of a mask; nothing where there are none."""
        if not mask.any():
            return
        message = warn(code, file=self.raw.name, n=int(mask.sum()))
        frame = self.raw.frame
        column = find(frame.columns, *_ID) if len(frame) == len(mask) else None
        self.messages.append(message if column is None else message.about(as_text(frame[column][mask])))


def to_rd(raw: Raw, shape: Shape) -> tuple[Geometries, Mask, list[Message]]:
    """Bring the geometries of a table to RD New and to one type, mending what can be mended.

    A declared reference system is followed. An undeclared one is RD New when every coordinate lies inside its
    bounds; anything else is refused. Heights are dropped. Areas become multipolygons, lines line strings, points
    points.

    Args:
        raw: A table with geometry.
        shape: What the register holds.

    Returns:
        (n,) geometries aligned with `raw.frame`, None where unusable; (n,) mask of usable rows; messages with the
        counts of what was left out, repaired or assumed, and the identifications concerned.

    Raises:
        RefusedError: No geometry, none of the right type, an unknown reference system, or coordinates that
            contradict the declared one.

    """
    if raw.geometry is None:
        raise refused("spatial_no_geometry", file=raw.name)
    if not len(raw.geometry):
        return np.array([], dtype=object), np.array([], dtype=bool), []
    geometry: Geometries = shapely.force_2d(raw.geometry) if shapely.has_z(raw.geometry).any() else raw.geometry
    told = _Told(raw)
    geometry = _without_holes_in_data(geometry, told)
    geometry = _of_type(geometry, shape, told)
    geometry = _reprojected(raw, geometry, told.messages)
    geometry = _inside(geometry, told)
    geometry = _made(geometry, shape, told)
    return geometry, ~shapely.is_missing(geometry), told.messages


def is_rd(crs: str | None) -> bool:
    """Tell whether a declared system is RD New in any spelling, with or without NAP heights."""
    system = _system(crs)
    return system is not None and _is_rd(system)


def _without_holes_in_data(geometry: Geometries, told: _Told) -> Geometries:
    lacking = shapely.is_missing(geometry) | shapely.is_empty(geometry)
    coordinates, row = shapely.get_coordinates(geometry, return_index=True)
    infinite = np.zeros(len(geometry), dtype=bool)
    infinite[row[~np.isfinite(coordinates).all(axis=1)]] = True
    if (lacking | infinite).all():
        raise refused("spatial_all_empty", file=told.raw.name, n=len(geometry))
    told.count("spatial_null", lacking)
    told.count("spatial_infinite", infinite & ~lacking)
    return _dropped(geometry, lacking | infinite)


def _of_type(geometry: Geometries, shape: Shape, told: _Told) -> Geometries:
    kinds = shapely.get_type_id(geometry)
    wrong = ~np.isin(kinds, _TYPES[shape]) & ~shapely.is_missing(geometry)
    if wrong.any() and (wrong | shapely.is_missing(geometry)).all():
        found = sorted({shapely.GeometryType(kind).name.lower() for kind in kinds[wrong].tolist()})
        raise refused("spatial_wrong_type", file=told.raw.name, expected=shape.value, found=", ".join(found))
    told.count("spatial_dropped_type", wrong)
    return _dropped(geometry, wrong)


def _reprojected(raw: Raw, geometry: Geometries, messages: list[Message]) -> Geometries:
    system = _system(raw.crs)
    corner = _middle(geometry)
    if system is None:
        if not _within(shapely.total_bounds(geometry), RD_BOUNDS):
            raise refused("spatial_undeclared", file=raw.name, x=corner[0], y=corner[1])
        messages.append(note("spatial_assumed_rd", file=raw.name))
        return geometry
    if _is_rd(system):
        if _is_point_in(corner, _DUTCH_DEGREES) or _is_point_in(corner[::-1], _DUTCH_DEGREES):
            raise refused("spatial_degrees_as_rd", file=raw.name, x=corner[0], y=corner[1])
        return geometry
    if system.is_geographic and _is_point_in(corner, RD_BOUNDS):
        raise refused("spatial_rd_as_degrees", file=raw.name, crs=system.name, x=corner[0], y=corner[1])
    if system.is_geographic and _is_point_in(corner[::-1], _DUTCH_DEGREES):
        raise refused("spatial_swapped", file=raw.name, x=corner[0], y=corner[1])
    moved = _transformed(geometry, system)
    messages.append(note("spatial_reprojected", file=raw.name, crs=system.name))
    return moved


def _transformed(geometry: Geometries, system: pyproj.CRS) -> Geometries:
    transformer = pyproj.Transformer.from_crs(system, RD_NEW, always_xy=True)
    moved: Geometries = shapely.transform(
        geometry, lambda xy: np.column_stack(transformer.transform(xy[:, 0], xy[:, 1]))
    )
    return moved


def _inside(geometry: Geometries, told: _Told) -> Geometries:
    """Leave out what lies wholly outside RD New, such as the point (0, 0) of an address nobody found."""
    box = shapely.bounds(geometry)
    west, south, east, north = RD_BOUNDS
    present = ~shapely.is_missing(geometry)
    touches = (box[:, 0] <= east) & (box[:, 2] >= west) & (box[:, 1] <= north) & (box[:, 3] >= south)
    if present.any() and not touches.any():
        x, y = _middle(geometry)
        raise refused("spatial_elsewhere", file=told.raw.name, x=x, y=y)
    told.count("spatial_outside", present & ~touches)
    return _dropped(geometry, ~touches)


def _made(geometry: Geometries, shape: Shape, told: _Told) -> Geometries:
    if shape is Shape.AREA:
        return _areas(geometry, told)
    if shape is Shape.LINE:
        return _lines(geometry, told)
    return _points(geometry, told)


def _areas(geometry: Geometries, told: _Told) -> Geometries:
    present = ~shapely.is_missing(geometry)
    broken = present & ~shapely.is_valid(geometry)
    mended = geometry.copy()
    mended[broken] = shapely.make_valid(geometry[broken])
    parts, row = _parts(mended)
    flat = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    made = np.full(len(geometry), None, dtype=object)
    if flat.any():
        shapely.multipolygons(parts[flat], indices=row[flat], out=made)
    lost = present & shapely.is_missing(made)
    told.count("spatial_repaired", broken & ~lost)
    told.count("spatial_beyond_repair", lost)
    return made


def _parts(geometry: Geometries) -> tuple[Geometries, NDArray[np.int64]]:
    """Take geometries apart to their last parts, a multipolygon inside a collection too, with the row of each."""
    single = shapely.get_type_id(geometry) == shapely.GeometryType.POLYGON
    if single.all():
        return geometry, np.arange(len(geometry))
    parts, row = shapely.get_parts(geometry, return_index=True)
    if (shapely.get_type_id(parts) == shapely.GeometryType.POLYGON).all():
        return parts, row
    last, part = shapely.get_parts(parts, return_index=True)
    return last, row[part]


def _lines(geometry: Geometries, told: _Told) -> Geometries:
    """Merge lines of several touching parts; of parts that do not touch the longest stands for the whole."""
    made = geometry.copy()
    several = shapely.get_type_id(geometry) == shapely.GeometryType.MULTILINESTRING
    made[several] = shapely.line_merge(geometry[several])
    split = shapely.get_type_id(made) == shapely.GeometryType.MULTILINESTRING
    if split.any():
        parts, row = shapely.get_parts(made[split], return_index=True)
        order = np.lexsort((-shapely.length(parts), row))
        first = np.unique(row[order], return_index=True)[1]
        made[split] = parts[order][first]
    told.count("spatial_longest_part", split)
    flat = ~shapely.is_missing(made) & ~(shapely.length(made) > 0)
    told.count("spatial_no_length", flat)
    return _dropped(made, flat)


def _points(geometry: Geometries, told: _Told) -> Geometries:
    several = shapely.get_num_geometries(geometry) > 1
    told.count("spatial_centre", several)
    multi = shapely.get_type_id(geometry) == shapely.GeometryType.MULTIPOINT
    made = geometry.copy()
    made[multi] = shapely.centroid(geometry[multi])
    return made


def _system(crs: str | None) -> pyproj.CRS | None:
    """Read a declared system; one that says nothing of the earth counts as undeclared."""
    if not crs:
        return None
    try:
        system = pyproj.CRS.from_user_input(crs)
    except CRSError:
        return None
    unknown = system.is_engineering or "undefined" in system.name.lower() or system.name.lower() == "unknown"
    return None if unknown and not system.to_epsg() else system


def _is_rd(system: pyproj.CRS) -> bool:
    flat = system.sub_crs_list[0] if system.sub_crs_list else system
    if flat.to_epsg() == 28992:  # noqa: PLR2004 - RD New in the EPSG register
        return True
    name = re.sub(r"[^a-z0-9]", "", flat.name.lower())
    text = flat.to_wkt()
    return name in ("amersfoortrdnew", "rdnew") and "155000" in text and "463000" in text


def _middle(geometry: Geometries) -> tuple[float, float]:
    """Give a coordinate in the midst: the median, which a few strays do not move."""
    x, y = np.median(shapely.get_coordinates(geometry), axis=0)
    return round(float(x), 3), round(float(y), 3)


def _is_point_in(point: tuple[float, float], box: tuple[float, float, float, float]) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _within(bounds: NDArray[np.float64], box: tuple[float, float, float, float]) -> bool:
    return bool(bounds[0] >= box[0] and bounds[1] >= box[1] and bounds[2] <= box[2] and bounds[3] <= box[3])


def _dropped(geometry: Geometries, mask: Mask) -> Geometries:
    kept = geometry.copy()
    kept[mask] = None
    return kept
