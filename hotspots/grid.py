"""A square grid over a territory, empty cells included."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from scipy.sparse import identity

from ..safeguards.messages import refused
from .lattice import Lattice
from .windows import ALL, Step

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix
    from shapely import MultiPolygon, Polygon

MOST_CELLS = 10_000_000


@dataclass(frozen=True, eq=False)
class Grid(Lattice):
    """The squares whose centre lies in a territory; column c covers x from c·size, row r covers y from r·size."""

    @property
    def apart(self) -> float:
        """Metres between the centres of two cells that share a side."""
        return self.size

    def centres(self) -> NDArray[np.float64]:
        """Give the (n, 2) centres."""
        return (np.column_stack([self.col, self.row]) + 0.5) * self.size

    def boxes(self, some: slice = ALL) -> NDArray[np.object_]:
        """Draw the cells, or some of them, as polygons."""
        west, south = self.col[some] * self.size, self.row[some] * self.size
        boxes: NDArray[np.object_] = shapely.box(west, south, west + self.size, south + self.size)
        return boxes

    def cell_of(self, points: NDArray[np.float64]) -> NDArray[np.int64]:
        """Find the cell each point lies in; one on a border belongs to the cell north or east of it.

        Args:
            points: (k, 2) coordinates, metres.

        Returns:
            (k,) number of the cell; -1 for a point in no cell, or without coordinates.

        """
        row, col = (np.floor(np.nan_to_num(points[:, axis], nan=-np.inf) / self.size) for axis in (1, 0))
        rows, cols = self._number.shape
        row = np.clip(row - self.corner[0] + 1, 0, rows - 1).astype(np.int64)
        col = np.clip(col - self.corner[1] + 1, 0, cols - 1).astype(np.int64)
        return np.asarray(self._number[row, col], dtype=np.int64)

    def count(
        self, points: NDArray[np.float64], weights: NDArray[np.float64] | None = None
    ) -> tuple[NDArray[np.float64], int]:
        """Count points per cell.

        Args:
            points: (k, 2) coordinates, metres.
            weights: (k,) what each point counts for; 1 by default.

        Returns:
            (n,) sums per cell, and the number of points that lie in no cell.

        """
        cell = self.cell_of(points)
        found = cell >= 0
        kept = None if weights is None else weights[found]
        counts = np.bincount(cell[found], weights=kept, minlength=len(self)).astype(np.float64)
        return counts, int((~found).sum())

    def _steps(self, band: float | None) -> list[Step]:
        reach = self._reach(band)
        high = len(reach) // 2
        return [Step(row - high, (-half, -half), (half, half)) for row, half in enumerate(reach.tolist())]

    def _reach(self, band: float | None) -> NDArray[np.int64]:
        """Give how many columns a window reaches to either side, for each of its rows from south to north."""
        if band is None:
            return np.ones(3, dtype=np.int64)
        if band < self.size:
            raise refused("hotspots_band_too_small", band=band, size=self.size)
        steps = int(min(band / self.size, max(self.inside.shape)))
        away = np.arange(-steps, steps + 1)
        # A hair more than the band, so that a centre exactly on it counts whatever the rounding.
        squares = np.maximum((band / self.size) ** 2 * (1 + 1e-12) - away**2, 0)
        return np.asarray(np.minimum(np.sqrt(squares), max(self.inside.shape)), dtype=np.int64)

    def queen(self) -> csr_matrix:
        """Give the (n, n) matrix with 1 for each cell's queen neighbours and for itself."""
        return (self.links() + identity(len(self), format="csr")).tocsr()


def square_grid(territory: Polygon | MultiPolygon, size: float) -> Grid:
    """Lay a square grid whose corners stand on multiples of its size.

    Args:
        territory: Polygon or MultiPolygon; cells whose centre lies in it are kept.
        size: Side of a cell, metres.

    Raises:
        RefusedError: The size is not positive, the bounding box holds over 10 million cells, or no cell has its
            centre inside.

    """
    if not size > 0:
        raise refused("hotspots_size_not_positive", size=size)
    if territory.is_empty:
        raise refused("hotspots_territory_empty")
    west, south, east, north = territory.bounds
    first_row, first_col = int(south // size), int(west // size)
    rows, cols = int(north // size) - first_row + 1, int(east // size) - first_col + 1
    refuse_too_many(rows * cols, size, territory)
    inside = centres_inside(territory, (first_col * size, first_row * size), size, (rows, cols))
    row, col = np.nonzero(inside)
    if not len(row):
        raise refused("hotspots_no_cells", size=size)
    return Grid(size, row + first_row, col + first_col, inside, (first_row, first_col))


def refuse_too_many(cells: int, size: float, territory: Polygon | MultiPolygon) -> None:
    """Refuse a lattice before its memory is taken, with a size that works.

    Raises:
        RefusedError: There are over 10 million cells.

    """
    if cells > MOST_CELLS:
        west, south, east, north = territory.bounds
        least = np.ceil(np.sqrt((east - west) * (north - south) / MOST_CELLS) * 1.05 + 1)
        raise refused("hotspots_grid_too_large", cells=cells, most=MOST_CELLS, size=size, least=int(least))


def centres_inside(
    territory: Polygon | MultiPolygon, origin: tuple[float, float], size: float, shape: tuple[int, int]
) -> NDArray[np.bool_]:
    """Tell which centres of a raster lie in a territory, row by row along scan lines.

    Args:
        territory: Valid Polygon or MultiPolygon, holes allowed.
        origin: x and y of the south-west corner.
        size: Side of a pixel.
        shape: Rows and columns.

    Returns:
        (rows, columns) mask, southernmost row first.

    """
    rows, cols = shape
    crossings = np.zeros((rows, cols + 1), dtype=np.int32)
    rings = shapely.get_rings(shapely.get_parts(territory))
    vertices, ring = shapely.get_coordinates(rings, return_index=True)
    side = ring[1:] == ring[:-1]
    # Sides in pixels, counted so that the centre of pixel i lies at i.
    tail, head = ((part[side] - np.array(origin)) / size - 0.5 for part in (vertices[:-1], vertices[1:]))
    upward = tail[:, 1] < head[:, 1]
    low, high = np.where(upward[:, None], tail, head), np.where(upward[:, None], head, tail)
    first = np.clip(np.ceil(low[:, 1]), 0, rows).astype(np.int64)
    last = np.clip(np.ceil(high[:, 1]), 0, rows).astype(np.int64)
    crossed = last - first
    which = np.repeat(np.arange(len(low)), crossed)
    row = np.arange(len(which)) - np.repeat(np.cumsum(crossed) - crossed, crossed) + first[which]
    along = (row - low[which, 1]) / (high[which, 1] - low[which, 1])
    x = low[which, 0] + along * (high[which, 0] - low[which, 0])
    col = np.clip(np.ceil(x), 0, cols).astype(np.int64)
    np.add.at(crossings, (row, col), 1)
    return np.asarray(np.cumsum(crossings[:, :cols], axis=1) % 2 == 1, dtype=np.bool_)
