"""The part of a register that is read: a box in RD New, in the reference system of a layer where that is another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pyproj
import shapely
from pyproj.exceptions import CRSError

from .tables import RD_NEW

if TYPE_CHECKING:
    from .raw import Raw

Extent = tuple[float, float, float, float]
_POINTS = 21  # along a side: straight in RD New is bent in degrees


def extent_in(crs: str | None, extent: Extent) -> Extent:
    """Give the box around an extent in another reference system; an undeclared or unknown one is taken as RD New.

    Args:
        crs: The reference system in any form pyproj takes.
        extent: West, south, east and north in RD New.

    """
    if not crs:
        return extent
    try:
        transformer = pyproj.Transformer.from_crs(RD_NEW, crs, always_xy=True)
    except CRSError:
        return extent
    west, south, east, north = transformer.transform_bounds(*extent, densify_pts=_POINTS)
    return float(west), float(south), float(east), float(north)


def within(raw: Raw, extent: Extent | None) -> Raw:
    """Keep the rows of a table that touch an extent; rows without a place, and plain tables, stay.

    Args:
        raw: A table as delivered.
        extent: West, south, east and north in RD New; None is everything.

    """
    if extent is None or raw.geometry is None:
        return raw
    box = shapely.box(*extent_in(raw.crs, extent))
    keep = shapely.is_missing(raw.geometry) | shapely.intersects(raw.geometry, box)
    return replace(raw, frame=raw.frame[keep].reset_index(drop=True), geometry=np.asarray(raw.geometry)[keep])
