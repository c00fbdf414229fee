"""Nearest neighbour index: do points lie closer together than chance gives (Clark & Evans 1954)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import cKDTree
from scipy.special import ndtr

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SPREAD = 0.26136  # standard deviation of the distance, times root of the density; to the digits of the article


@dataclass(frozen=True)
class Nearest:
    """How far points lie from their nearest neighbour.

    Attributes:
        mean: Metres.
        index: Mean distance over the one expected by chance: under 1 is closer together.
        z: Standard deviations from chance; no correction for the edge of the area.

    """

    mean: float
    index: float
    z: float

    @property
    def p(self) -> float:
        """Chance of a distance this far from chance, either way."""
        return float(2 * ndtr(-abs(self.z)))


def nearest_neighbour_index(points: NDArray[np.float64], area: float) -> Nearest | None:
    """Compare the distance to the nearest neighbour with that of points laid at random.

    Args:
        points: (n, 2) coordinates, metres.
        area: m² in which they could have lain.

    Returns:
        The index; None with fewer than two points or without area.

    """
    n = len(points)
    if n < 2 or not area > 0:  # noqa: PLR2004  a neighbour takes two
        return None
    apart, _ = cKDTree(points).query(points, k=2)
    mean = float(apart[:, 1].mean())
    root = np.sqrt(n / area)
    return Nearest(mean, float(mean * 2 * root), float((mean - 0.5 / root) / (_SPREAD / (np.sqrt(n) * root))))
