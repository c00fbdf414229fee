"""The built-up area: where panden with enough addresses stand together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from ..safeguards.watch import Watch
from .clusters import built_clusters

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import MultiPolygon, Polygon

CHAIN = 50.0  # m
ENOUGH = 50  # addresses
CLOSING = 100.0  # m
_TILE = 500.0  # m: the union of what stands in one tile takes well under half a second
_ARC = 4  # segments a quarter circle
_INSCRIBED = CLOSING * np.cos(
    np.pi / (4 * _ARC)
)  # m: shrinking by what so coarse an arc surely grew keeps every pand in


def built_up(
    outlines: NDArray[np.object_],
    addresses: NDArray[np.int64],
    watch: Watch = Watch(),  # noqa: B008 - a Watch is frozen
) -> Polygon | MultiPolygon:
    """Draw the built-up area: panden chained within 50 m that hold at least 50 addresses together, closed 100 m.

    The convex hull of each pand stands in for its outline: the closing hides the difference and buffering a hull is
    a hundred times faster.

    Args:
        outlines: (n,) polygons of the panden.
        addresses: (n,) addresses in each.
        watch: Asked between steps.

    """
    held = built_clusters(outlines, addresses, distance=CHAIN, enough=ENOUGH, watch=watch.part(0.0, 0.4))
    hulls = shapely.convex_hull(outlines[held >= ENOUGH])
    if not len(hulls):
        return shapely.MultiPolygon()
    grown = _united(hulls, watch.part(0.4, 0.9))
    parts = shapely.get_parts(grown)
    watch.at(0.9)
    shrunk = shapely.buffer(parts, -_INSCRIBED, quad_segs=_ARC)
    return shapely.union_all(shrunk)


def _united(hulls: NDArray[np.object_], watch: Watch) -> Any:
    """Unite the grown hulls tile by tile, then four tiles at a time."""
    middle = shapely.bounds(hulls)
    column = np.floor((middle[:, 0] + middle[:, 2]) / 2 / _TILE).astype(np.int64)
    row = np.floor((middle[:, 1] + middle[:, 3]) / 2 / _TILE).astype(np.int64)
    column, row = column - column.min(), row - row.min()
    level, levels = 0, max(int(np.ceil(np.log2(max(column.max(), row.max(), 1) + 1))), 0) + 1
    shapes = hulls
    while True:
        key, owner = np.unique(column * (1 << 20) + row, return_inverse=True)
        groups = np.split(np.argsort(owner, kind="stable"), np.cumsum(np.bincount(owner))[:-1])
        united = []
        for done, group in enumerate(groups):
            watch.at((level + done / len(groups)) / levels)
            members = shapes[group]
            united.append(
                shapely.union_all(shapely.buffer(members, CLOSING, quad_segs=_ARC) if level == 0 else members)
            )
        shapes = np.array(united, dtype=object)
        if len(shapes) == 1:
            return shapes[0]
        column, row = (key >> 20) // 2, (key & ((1 << 20) - 1)) // 2
        level += 1
