"""How many metres of street lie in each cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..grid import Grid

_AT_ONCE = 200_000  # segments


def street_metres(lines: NDArray[np.object_], grid: Grid) -> NDArray[np.float64]:
    """Measure the lines in each cell.

    Args:
        lines: LineStrings or MultiLineStrings in metres; None is left out.
        grid: The cells.

    Returns:
        (n,) metres. What lies outside the cells is not counted; a line along a border counts in one cell.

    """
    places, line = shapely.get_coordinates(shapely.get_parts(lines[~shapely.is_missing(lines)]), return_index=True)
    joined = line[1:] == line[:-1]
    begin, end = places[:-1][joined], places[1:][joined]
    metres = np.zeros(len(grid))
    for first in range(0, len(begin), _AT_ONCE):
        part = slice(first, first + _AT_ONCE)
        middle, length = _pieces(begin[part], end[part], grid.size)
        metres += grid.count(middle, length)[0]
    return metres


def _pieces(
    begin: NDArray[np.float64], end: NDArray[np.float64], size: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Cut segments where they cross the sides of cells; give the middle and the length of each piece."""
    n = len(begin)
    segment, along = [np.arange(n), np.arange(n)], [np.zeros(n), np.ones(n)]
    for axis in (0, 1):
        low, high = np.sort(np.stack([begin[:, axis], end[:, axis]]) / size, axis=0)
        first = np.floor(low).astype(np.int64) + 1
        crossed = np.maximum(np.ceil(high).astype(np.int64) - first, 0)
        which = np.repeat(np.arange(n), crossed)
        side = first[which] + np.arange(len(which)) - np.repeat(np.cumsum(crossed) - crossed, crossed)
        segment.append(which)
        along.append((side * size - begin[which, axis]) / (end[which, axis] - begin[which, axis]))
    which, at = np.concatenate(segment), np.clip(np.concatenate(along), 0, 1)
    order = np.lexsort((at, which))
    which, at = which[order], at[order]
    same = which[1:] == which[:-1]
    which, part, middle = which[1:][same], np.diff(at)[same], ((at[1:] + at[:-1]) / 2)[same]
    step = end[which] - begin[which]
    return begin[which] + middle[:, None] * step, part * np.hypot(step[:, 0], step[:, 1])
