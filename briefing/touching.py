"""Groups of touching cells that stand out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from .groups import HOT, told_cells

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

_TOUCH = 1.0  # metres


class Group(NamedTuple):
    """Cells that touch, at a corner too.

    Attributes:
        cells: How many.
        incidents: In them.
        expected: Incidents in them that the addresses explain.
        area: Position of the area with most of them; -1 where they lie in none.

    """

    cells: int
    incidents: float
    expected: float
    area: int


def standing_out(cells: gpd.GeoDataFrame, *, shared: bool) -> NDArray[np.bool_]:
    """Tell which cells stand out, (n,).

    How many cells do is a number of places and is told as it is, but none that may not be shown to others.
    """
    hot = cells["hot_class"].fillna(0).to_numpy() >= HOT
    return np.asarray(hot & told_cells(cells) if shared else hot, dtype=np.bool_)


def groups_of(hot: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> list[Group]:
    """Put cells together that touch, the group with most incidents first.

    Args:
        hot: Cells that stand out.
        areas: That they may lie in.

    """
    if not len(hot):
        return []
    shapes = hot.geometry.to_numpy()
    one, other = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=_TOUCH)
    links = coo_array((np.ones(len(one)), (one, other)), shape=(len(hot), len(hot)))
    number, label = connected_components(links, directed=False)
    cell, area = shapely.STRtree(areas.geometry.to_numpy()).query(shapely.centroid(shapes), predicate="intersects")
    inside = np.zeros((number, len(areas)), dtype=np.int64)
    np.add.at(inside, (label[cell], area), 1)
    sizes = np.bincount(label, minlength=number)
    counts, expected = (np.bincount(label, hot[name].fillna(0), number) for name in ("count", "expected"))
    where = np.where(inside.any(axis=1), inside.argmax(axis=1), -1) if len(areas) else np.full(number, -1)
    order = np.lexsort((np.arange(number), -sizes, -counts))
    return [Group(int(sizes[at]), float(counts[at]), float(expected[at]), int(where[at])) for at in order]
