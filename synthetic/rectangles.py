"""Outlines of buildings, and the table that holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray


def rectangles(
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    width: NDArray[np.float64],
    depth: NDArray[np.float64],
    angle: NDArray[np.float64],
    extension: NDArray[np.float64] | None = None,
) -> NDArray[np.object_]:
    """Make outlines of buildings around their middles.

    Args:
        x: (n,) middle.
        y: (n,) middle.
        width: (n,) along the street.
        depth: (n,) away from the street.
        angle: (n,) direction of the street, radians; the back lies to its left.
        extension: (n,) depth of a part half as wide, built out at the back; 0 is none.

    Returns:
        (n,) polygons, anticlockwise, whole centimetres.

    """
    out = np.zeros(len(x)) if extension is None else extension
    half, deep = width / 2, depth / 2
    u = np.column_stack([-half, half, half, 0 * half, 0 * half, -half, -half])
    v = np.column_stack([-deep, -deep, deep, deep, deep + out, deep + out, -deep])
    cos, sin = np.cos(angle)[:, None], np.sin(angle)[:, None]
    ring = np.stack([x[:, None] + u * cos - v * sin, y[:, None] + u * sin + v * cos], axis=2).round(2)
    made = np.empty(len(x), dtype=object)
    plain = out == 0
    made[plain] = shapely.polygons(ring[plain][:, [0, 1, 2, 5, 6]])
    made[~plain] = shapely.polygons(ring[~plain])
    return made


def lots_frame(n: int, **columns: object) -> pd.DataFrame:
    """Make a table of buildings: kind, face, x, y, width, depth, angle, zone, group, geometry."""
    names = ("kind", "face", "x", "y", "width", "depth", "angle", "zone", "group", "geometry")
    return pd.DataFrame({name: columns[name] for name in names}, index=pd.RangeIndex(n))
