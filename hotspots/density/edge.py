"""How much of a kernel lies inside the study area: the correction at its border."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from .laying import convolved

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import MultiPolygon, Polygon

    from .laying import Stamp

# Where less of the kernel lies inside than this, a handful of incidents would make any density.
LEAST_MASS = 0.1


@dataclass(frozen=True, eq=False)
class Outline:
    """The border of a territory cut into straight pieces that lie in one pixel each, in order of row.

    Attributes:
        row: (n,) row of the pixel, counted north.
        col: (n,) column of the pixel.
        rise: (n,) how far the piece goes south in pixels; below 0 is north, where the territory lies west of it.
        right: (n,) share of the pixel's width to the east of its middle.
        shape: Rows and columns of the raster.

    """

    row: NDArray[np.int64]
    col: NDArray[np.int64]
    rise: NDArray[np.float64]
    right: NDArray[np.float64]
    shape: tuple[int, int]

    def coverage(self, first: int, last: int, pad: int) -> NDArray[np.float64]:
        """Give the share of each pixel that lies in the territory, exactly.

        Args:
            first: First row; outside the raster lies nothing.
            last: Row after the last one.
            pad: Empty columns on either side.

        """
        begin, end = np.searchsorted(self.row, (max(first, 0), min(last, self.shape[0])))
        some = slice(begin, end)
        wide = self.shape[1] + 2 * pad
        flat = (self.row[some] - first) * (wide + 1) + self.col[some] + pad
        held = np.zeros((last - first) * (wide + 1) + 1)
        held += np.bincount(flat, weights=self.rise[some] * self.right[some], minlength=len(held))
        held += np.bincount(flat + 1, weights=self.rise[some] * (1 - self.right[some]), minlength=len(held))
        covered = np.cumsum(held[:-1].reshape(last - first, wide + 1), axis=1)[:, :wide]
        return np.asarray(np.clip(covered, 0, 1), dtype=np.float64)


def outline(
    territory: Polygon | MultiPolygon, origin: tuple[float, float], size: float, shape: tuple[int, int]
) -> Outline:
    """Cut the border of a territory along the pixels of a raster.

    Args:
        territory: Valid, inside the raster; holes allowed.
        origin: x and y of the south-west corner.
        size: Side of a pixel.
        shape: Rows and columns.

    """
    tail, head = (part[:, ::-1] for part in _sides(territory, origin, size))
    crossed = [_crossings(tail[:, axis], head[:, axis]) for axis in (0, 1)]
    every = np.arange(len(tail))
    side = np.concatenate([every, every, crossed[0][0], crossed[1][0]])
    along = np.concatenate([np.zeros(len(tail)), np.ones(len(tail)), crossed[0][1], crossed[1][1]])
    order = np.lexsort((along, side))
    side, along = side[order], along[order]
    joined = side[1:] == side[:-1]
    side, start, stop = side[1:][joined], along[:-1][joined], along[1:][joined]
    step = head[side] - tail[side]
    middle = tail[side] + step * ((start + stop) / 2)[:, None]
    row = np.clip(np.floor(middle[:, 0]), 0, shape[0] - 1).astype(np.int64)
    col = np.clip(np.floor(middle[:, 1]), 0, shape[1] - 1).astype(np.int64)
    rise = -step[:, 0] * (stop - start)
    kept = np.argsort(row, kind="stable")
    kept = kept[rise[kept] != 0]
    return Outline(row[kept], col[kept], rise[kept], (col + 1 - middle[:, 1])[kept], shape)


def _sides(
    territory: Polygon | MultiPolygon, origin: tuple[float, float], size: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give both ends of every side in pixels, the territory on the left hand."""
    rings, polygon = shapely.get_rings(shapely.get_parts(territory), return_index=True)
    shell = np.r_[True, polygon[1:] != polygon[:-1]]
    rings = np.where(shapely.is_ccw(rings) == shell, rings, shapely.reverse(rings))
    vertices, ring = shapely.get_coordinates(rings, return_index=True)
    vertices = (vertices - np.array(origin)) / size
    side = ring[1:] == ring[:-1]
    return vertices[:-1][side], vertices[1:][side]


def _crossings(tail: NDArray[np.float64], head: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Give which sides cross the lines between pixels, and how far along each."""
    low, high = np.minimum(tail, head), np.maximum(tail, head)
    first = np.floor(low).astype(np.int64) + 1
    count = np.maximum(np.ceil(high).astype(np.int64) - first, 0)
    side = np.repeat(np.arange(len(tail)), count)
    line = np.arange(len(side)) - np.repeat(np.cumsum(count) - count, count) + first[side]
    return side, (line - tail[side]) / (head[side] - tail[side])


def mass_inside(border: Outline, first: int, rows: int, stamp: Stamp) -> NDArray[np.float64]:
    """Give, for each pixel of a band, the share of a kernel laid on its centre that falls inside the territory.

    Dividing a density by it (Diggle 1985, the uniform correction) makes an even spread of incidents come out even up
    to the border. Dividing each point by its own share instead would keep the total, and leave a rim along it.

    Args:
        border: The territory.
        first: First row of the band.
        rows: Its number of rows.
        stamp: The kernel.

    Returns:
        (rows, columns) shares, at least `LEAST_MASS`.

    """
    covered = border.coverage(first - stamp.pad, first + rows + stamp.pad, stamp.pad)
    share = convolved(covered, stamp) / float(stamp.sampled().sum())
    return np.clip(share, LEAST_MASS, 1)
