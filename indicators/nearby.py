"""Pairs of points that lie near each other, in portions that fit in memory."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import cKDTree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

PAIRS_AT_ONCE = 2_000_000


def pairs_within(
    points: NDArray[np.float64], tree: cKDTree, radius: float, *, at_once: int = PAIRS_AT_ONCE
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]]:
    """Go through all pairs of a point and a point of the tree at most `radius` apart.

    Args:
        points: (n, 2) coordinates, metres.
        tree: Neighbour search over the other points.
        radius: Metres.
        at_once: About how many pairs a portion holds; one point's pairs are never parted.

    Yields:
        Position in `points`, position in the tree, distance.

    """
    if not len(points):
        return
    found = tree.query_ball_point(points, radius, return_length=True)
    portion = np.cumsum(found) // at_once
    edges = np.flatnonzero(np.diff(portion, prepend=-1, append=portion[-1] + 1))
    for first, last in pairwise(edges):
        near = cKDTree(points[first:last]).sparse_distance_matrix(tree, radius, output_type="ndarray")
        yield near["i"].astype(np.int64) + first, near["j"].astype(np.int64), near["v"]
