"""The incidents' own places: each coordinate that bears any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ..windows import ALL

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PER_METRE = 100  # coordinates are told apart to the centimetre
_FAR = 2**31


def coordinate_keys(points: NDArray[np.float64]) -> NDArray[np.int64]:
    """Give each point a number that is the same for points on one coordinate, to the centimetre, (n,)."""
    x, y = np.round(points * _PER_METRE).astype(np.int64).T
    keys: NDArray[np.int64] = x * _FAR + y
    return keys


@dataclass(frozen=True, eq=False)
class Spots:
    """Places without extent.

    Attributes:
        points: (n, 2) coordinates, metres, each once.
        keys: (n,) number of each coordinate, rising.

    """

    points: NDArray[np.float64]
    keys: NDArray[np.int64]

    @classmethod
    def of(cls, points: NDArray[np.float64]) -> Spots:
        """Take every coordinate once."""
        keys, first = np.unique(coordinate_keys(points), return_index=True)
        return cls(points[first], keys)

    def __len__(self) -> int:
        """Count the places."""
        return len(self.points)

    @property
    def areas(self) -> NDArray[np.float64]:
        """Give no area, (n,) NaN: a point has none."""
        return np.full(len(self), np.nan)

    def centres(self) -> NDArray[np.float64]:
        """Give the (n, 2) coordinates."""
        return self.points

    def boxes(self, some: slice = ALL) -> NDArray[np.object_]:
        """Give the places, or some of them, as points."""
        drawn: NDArray[np.object_] = shapely.points(self.points[some])
        return drawn

    def cell_of(self, points: NDArray[np.float64]) -> NDArray[np.int64]:
        """Find the place each point lies on, (k,); -1 for one that lies on none."""
        keys = coordinate_keys(np.nan_to_num(points, nan=-1e6))
        at = np.minimum(np.searchsorted(self.keys, keys), len(self) - 1)
        return np.where(self.keys[at] == keys, at, -1)
