"""Cells that stand out and touch one another, taken together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from ..hotspots.shared import SMALL

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from .results import Results

HOT, VERY_HOT, ALMOST = 2, 3, 1  # classes of a cell: at most 5 %, 1 % and 10 % false alarms
_WHOLE = 1e-6


class Group(NamedTuple):
    """Cells that stand out and touch one another, at a side or a corner.

    Attributes:
        cells: Rows of those that stand out.
        rim: Rows of those just short of that which touch them.
        p: Smallest adjusted p among them.
        excess: Incidents in them less those expected.

    """

    cells: NDArray[np.int64]
    rim: NDArray[np.int64]
    p: float
    excess: float


def side_of(cells: gpd.GeoDataFrame) -> float:
    """Give the side of the cells, metres: they are squares of one size."""
    left, _, right, _ = shapely.bounds(cells.geometry.to_numpy()[0]).tolist()
    return float(round(right - left, 3))


def groups_of(cells: gpd.GeoDataFrame, told: NDArray[np.bool_]) -> list[Group]:
    """Take cells that stand out and touch together, the strongest first.

    Args:
        cells: hot_class, p_adjusted, count, expected and squares.
        told: (n,) cells that may be shown.

    """
    classes = np.where(told, cells["hot_class"].fillna(0).to_numpy(), 0)
    hot = np.flatnonzero(classes >= HOT)
    if not len(hot):
        return []
    shapes = cells.geometry.to_numpy()
    one, other = shapely.STRtree(shapes[hot]).query(shapes[hot], predicate="intersects")
    links = coo_matrix((np.ones(len(one)), (one, other)), shape=(len(hot), len(hot)))
    n, group = connected_components(links, directed=False)
    almost = np.flatnonzero(classes == ALMOST)
    beside, at = shapely.STRtree(shapes[hot]).query(shapes[almost], predicate="intersects")
    p, more = (cells[name].to_numpy(dtype=np.float64) for name in ("p_adjusted", "count"))
    more = more - cells["expected"].to_numpy(dtype=np.float64)
    made = []
    for number in range(n):
        mine = hot[group == number]
        rim = np.unique(almost[beside[group[at] == number]])
        made.append(Group(mine, rim, float(np.nanmin(p[mine])), float(more[mine].sum())))
    return sorted(made, key=lambda one: (one.p, -one.excess, int(one.cells[0])))


def told_cells(cells: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    """Tell which cells may be shown to others, (n,): with their neighbours 5 incidents, and 5 addresses themselves.

    The table holds no addresses. What is expected is a multiple of what one address makes expect; where it is no
    multiple the cells were compared by area, and the incidents alone decide.
    """
    around = cells["window_count"].to_numpy(dtype=np.float64) >= SMALL
    expected = cells["expected"].fillna(0).to_numpy(dtype=np.float64)
    least = _of_an_address(expected)
    return np.asarray(around if least is None else around & (expected >= SMALL * least * (1 - _WHOLE)), dtype=np.bool_)


def _of_an_address(expected: NDArray[np.float64]) -> float | None:
    some = expected[expected > 0]
    if not len(some):
        return None
    parts = some / some.min()
    whole = bool((np.abs(parts - np.round(parts)) < _WHOLE * parts).all())
    return float(some.min()) if whole and parts.max() > 1 else None


def cells_for_others(results: Results) -> str:
    """Give the filter of the layer of cells, as SQL, with which only those that may be shown are drawn."""
    cells = results["cells"]
    if not len(cells):
        return ""
    least = _of_an_address(cells["expected"].fillna(0).to_numpy(dtype=np.float64))
    where = f'"window_count" >= {SMALL}'
    return where if least is None else f'{where} AND "expected" >= {SMALL * least * (1 - _WHOLE):.9f}'


def cell_of(cells: gpd.GeoDataFrame, points: NDArray[np.object_]) -> NDArray[np.int64]:
    """Find the cell each point lies in, one on a border in that north or east of it; -1 where there is none.

    Args:
        cells: Squares whose corners stand on multiples of their side.
        points: (k,) points.

    """
    side = side_of(cells)
    corners = shapely.bounds(cells.geometry.to_numpy())[:, :2]
    known = {
        (int(col), int(row)): at for at, (col, row) in enumerate(np.round(corners / side).astype(np.int64).tolist())
    }
    at = np.floor(shapely.get_coordinates(points) / side).astype(np.int64)
    return np.array([known.get((int(col), int(row)), -1) for col, row in at.tolist()], dtype=np.int64)
