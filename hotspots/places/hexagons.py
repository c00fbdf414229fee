"""A grid of hexagons over a territory, empty ones included: every neighbour is equally far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ...safeguards.messages import refused
from ..grid import centres_inside, refuse_too_many
from ..lattice import Lattice
from ..windows import ALL, Step

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import MultiPolygon, Polygon

_WIDE = float(np.sqrt(2 / np.sqrt(3)))  # width of a hexagon of area 1
_HIGH = _WIDE * float(np.sqrt(3)) / 2  # from a row to the next
# Corners of a hexagon that stands on a point: in half widths from its centre, and in half sides.
_CORNERS = np.array([(0, 2), (-1, 1), (-1, -1), (0, -2), (1, -1), (1, 1)])


@dataclass(frozen=True, eq=False)
class Hexagons(Lattice):
    """The hexagons whose centre lies in a territory, each as large as a square of `size`.

    They stand on a point; row r has its centres at y = r·1.5 sides, column c at x = c widths, in odd rows half a
    width more.
    """

    @property
    def apart(self) -> float:
        """Metres between the centres of two hexagons that share a side."""
        return self.size * _WIDE

    def centres(self) -> NDArray[np.float64]:
        """Give the (n, 2) centres."""
        return np.column_stack([(self.col + self.row % 2 / 2) * self.apart, self.row * (self.size * _HIGH)])

    def boxes(self, some: slice = ALL) -> NDArray[np.object_]:
        """Draw the hexagons, or some of them; the sides of neighbours coincide exactly."""
        row, col = self.row[some], self.col[some]
        across = (2 * col + row % 2)[:, None] + _CORNERS[:, 0]
        up = 3 * row[:, None] + _CORNERS[:, 1]
        corners = np.stack([across * (self.apart / 2), up * (self.size * _HIGH / 3)], axis=-1)
        drawn: NDArray[np.object_] = shapely.polygons(corners)
        return drawn

    def cell_of(self, points: NDArray[np.float64]) -> NDArray[np.int64]:
        """Find the hexagon each point lies in; of two that share a border it is the one further south.

        Args:
            points: (k, 2) coordinates, metres.

        Returns:
            (k,) number of the hexagon; -1 for a point in none, or without coordinates.

        """
        rows, cols = self._number.shape
        # In widths and rows, so far within bounds that a stray point does no harm.
        place = np.nan_to_num(points / np.array([self.apart, self.size * _HIGH]), nan=-1e9)
        place = np.clip(place, -1e9, 1e9)
        low = np.floor(place[:, 1]).astype(np.int64)
        best = np.full((len(points), 3), np.inf)
        for row in (low, low + 1):
            shift = row % 2 / 2
            col = np.floor(place[:, 0] - shift + 0.5)
            square = (place[:, 0] - shift - col) ** 2 + 0.75 * (place[:, 1] - row) ** 2
            nearer = square < best[:, 0]
            best[nearer] = np.column_stack([square, row, col])[nearer]
        at_row = np.clip(best[:, 1] - self.corner[0] + 1, 0, rows - 1).astype(np.int64)
        at_col = np.clip(best[:, 2] - self.corner[1] + 1, 0, cols - 1).astype(np.int64)
        return np.asarray(self._number[at_row, at_col], dtype=np.int64)

    def _steps(self, band: float | None) -> list[Step]:
        band = self.apart if band is None else band
        if band < self.apart * (1 - 1e-12):
            raise refused("hotspots_band_too_small", band=band, size=round(self.apart, 1))
        reach = min(band / self.apart, 2.0 * max(self.inside.shape)) * (1 + 1e-12)
        high = min(int(reach / np.sqrt(0.75)), self.inside.shape[0])
        steps = []
        for row in range(-high, high + 1):
            half = float(np.sqrt(max(reach**2 - 0.75 * row**2, 0))) * (1 + 1e-12)
            # Seen from an even row an odd one stands half a width to the east, and the other way round.
            shifts = (0.5, -0.5) if row % 2 else (0.0, 0.0)
            bounds = [(int(np.ceil(-half - shift)), int(np.floor(half - shift))) for shift in shifts]
            if any(first <= last for first, last in bounds):
                steps.append(Step(row, (bounds[0][0], bounds[1][0]), (bounds[0][1], bounds[1][1])))
        return steps


def hexagons(territory: Polygon | MultiPolygon, size: float) -> Hexagons:
    """Lay hexagons, each as large as a square of `size`.

    Args:
        territory: Polygon or MultiPolygon; hexagons whose centre lies in it are kept.
        size: Side of the square of the same area, metres.

    Raises:
        RefusedError: The size is not positive, the bounding box holds over 10 million hexagons, or none has its
            centre inside.

    """
    if not size > 0:
        raise refused("hotspots_size_not_positive", size=size)
    if territory.is_empty:
        raise refused("hotspots_territory_empty")
    wide, high = size * _WIDE, size * _HIGH
    west, south, east, north = territory.bounds
    first_row = 2 * int(south // (2 * high))
    first_col = int(west // wide) - 1
    pairs = int(north // (2 * high)) - first_row // 2 + 1
    cols = int(east // wide) - first_col + 2
    refuse_too_many(2 * pairs * cols, size, territory)
    inside = np.zeros((2 * pairs, cols), dtype=np.bool_)
    scale = np.array([wide, 2 * high])
    for parity in (0, 1):
        # Even rows, and odd ones, are each a raster of pixels that are one width wide and two rows high.
        middle = np.array([first_col + parity / 2, first_row / 2 + parity / 2])
        scaled = shapely.transform(territory, lambda xy, middle=middle: xy / scale - middle + 0.5)
        inside[parity::2] = centres_inside(scaled, (0, 0), 1, (pairs, cols))
    row, col = np.nonzero(inside)
    if not len(row):
        raise refused("hotspots_no_cells", size=size)
    return Hexagons(size, row + first_row, col + first_col, inside, (first_row, first_col))
