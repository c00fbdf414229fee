"""Whether one single address makes a hotspot of a whole neighbourhood."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .spots import coordinate_keys

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .neighbourhood import Neighbourhood

MOST = 0.5  # of what a window holds; more on one coordinate is told
HERE, BESIDE = 1, 2


def largest_piles(
    points: NDArray[np.float64], counted: NDArray[np.float64], cell: NDArray[np.int64], n: int
) -> NDArray[np.float64]:
    """Give what the coordinate that counts for most in each place counts for.

    Args:
        points: (k, 2) coordinates, metres; one coordinate to the centimetre is one address.
        counted: (k,) what each counts for.
        cell: (k,) place of each, -1 for none.
        n: Number of places.

    Returns:
        (n,) 0 where there is nothing.

    """
    inside = cell >= 0
    _, first, which = np.unique(coordinate_keys(points[inside]), return_index=True, return_inverse=True)
    held = np.bincount(which.reshape(-1), weights=counted[inside], minlength=len(first))
    most = np.zeros(n)
    np.maximum.at(most, cell[inside][first], held)
    return most


def largest_share(
    piles: NDArray[np.float64], window_count: NDArray[np.float64], around: Neighbourhood
) -> NDArray[np.float64]:
    """Give the share of what each window holds that lies on one coordinate; NaN where it holds nothing."""
    share = np.full(len(piles), np.nan)
    held = window_count > 0
    share[held] = np.minimum(around.window_max(piles)[held] / window_count[held], 1)
    return share


def by_one_address(
    hot: NDArray[np.bool_], share: NDArray[np.float64], piles: NDArray[np.float64], window_count: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Tell which hot places are so by one address.

    Returns:
        (n,) 0 for none, 1 where more than half of what the window of a hot place holds lies on one coordinate in the
        place itself, 2 where that coordinate lies in a neighbour.

    """
    dominated = hot & (share > MOST)
    here = piles > MOST * window_count
    return np.where(dominated, np.where(here, HERE, BESIDE), 0)
