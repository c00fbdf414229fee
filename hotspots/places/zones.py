"""Polygons in which incidents are counted, such as buurten."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ..windows import ALL

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Zones:
    """Polygons; where some overlap, what lies in several belongs to one of them.

    Attributes:
        polygons: (n,) valid, not empty.
        codes: (n,) code of each, such as a buurtcode; None where they have none.

    """

    polygons: NDArray[np.object_]
    codes: NDArray[np.object_] | None = None

    def __len__(self) -> int:
        """Count the polygons."""
        return len(self.polygons)

    @property
    def areas(self) -> NDArray[np.float64]:
        """Give the area of each, (n,) m²."""
        return np.asarray(shapely.area(self.polygons), dtype=np.float64)

    def centres(self) -> NDArray[np.float64]:
        """Give the (n, 2) centroids."""
        return np.asarray(shapely.get_coordinates(shapely.centroid(self.polygons)), dtype=np.float64)

    def boxes(self, some: slice = ALL) -> NDArray[np.object_]:
        """Give the polygons, or some of them."""
        return self.polygons[some]

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(self.polygons)

    @cached_property
    def _rank(self) -> NDArray[np.int64]:
        """Order the polygons by their south-west corner, the northernmost and then the easternmost first.

        A point on a border so belongs to the polygon north or east of it, as in a grid, and one in a polygon inside
        another to the inner one, whatever the order of rows.
        """
        west, south, east, north = shapely.bounds(self.polygons).T
        order = np.lexsort((east, north, self.areas, -west, -south))
        rank = np.empty(len(order), dtype=np.int64)
        rank[order] = np.arange(len(order))
        return rank

    def cell_of(self, points: NDArray[np.float64]) -> NDArray[np.int64]:
        """Find the polygon each point belongs to.

        Args:
            points: (k, 2) coordinates, metres.

        Returns:
            (k,) number of the polygon; -1 for a point in none, or without coordinates.

        """
        point, zone = self._hits(points)
        order = np.lexsort((self._rank[zone], point))
        first, at = np.unique(point[order], return_index=True)
        found = np.full(len(points), -1, dtype=np.int64)
        found[first] = zone[order][at]
        return found

    def in_several(self, points: NDArray[np.float64]) -> int:
        """Count the points that lie within more than one polygon; one on a border does not."""
        point, zone = self._hits(points)
        several = np.bincount(point, minlength=len(points)) > 1
        some = several[point]
        point, zone = point[some], zone[some]
        within = shapely.contains_properly(self.polygons[zone], shapely.points(points[point]))
        return int((np.bincount(point[within], minlength=len(points)) > 1).sum())

    def _hits(self, points: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        placed = np.flatnonzero(np.isfinite(points).all(axis=1))
        point, zone = self._tree.query(shapely.points(points[placed]), predicate="intersects")
        return placed[point], zone
