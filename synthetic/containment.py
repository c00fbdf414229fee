"""Which shape holds a point."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray


def held_by(xy: NDArray[np.float64], shapes: NDArray[np.object_]) -> NDArray[np.int64]:
    """Find the shape each point lies in.

    The index is of the points, and the shapes are asked: a query prepares the geometry it asks with, and a border
    of thousands of vertices is then read once, not once per point.

    Args:
        xy: (n, 2) points.
        shapes: (s,) polygons.

    Returns:
        (n,) position of the shape, the first where several hold the point, -1 where none does.

    """
    shape, point = shapely.STRtree(shapely.points(xy)).query(shapes, predicate="contains")
    found = np.full(len(xy), len(shapes), dtype=np.int64)
    np.minimum.at(found, point, shape)
    found[found == len(shapes)] = -1
    return found
