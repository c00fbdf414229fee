"""Whether one single address makes a hotspot of a whole neighbourhood."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import cKDTree

from ..exposure import whole_tail
from ..fdr import adjusted
from .spots import coordinate_keys

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..exposure import Excess
    from .neighbourhood import Neighbourhood

MOST = 0.5  # of what a window holds; more at one address is told
HERE, BESIDE = 1, 2
NEAR = 25.0  # m from an address within which an incident is its own
FLAT = 5  # addresses on one coordinate; what lies there is not of one address
_SEVERAL = 2  # incidents at an address; one alone is no pile


def by_address(
    points: NDArray[np.float64], addresses: NDArray[np.float64] | None = None
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Group incidents that belong to one address.

    Args:
        points: (k, 2) coordinates, metres.
        addresses: (m, 2) coordinates of addresses where they are known: an incident belongs to the nearest within 25 m.
            Without them, or farther away, one coordinate to the centimetre is one address.

    Returns:
        (k,) number of the address of each, and (k,) whether it is one address: not where 5 or more share a coordinate.

    """
    if addresses is None or not len(addresses) or not len(points):
        _, key = np.unique(coordinate_keys(points), return_inverse=True)
        return key.reshape(-1).astype(np.int64), np.ones(len(points), dtype=np.bool_)
    _, first, shared = np.unique(coordinate_keys(addresses), return_index=True, return_counts=True)
    away, at = cKDTree(addresses[first]).query(points, distance_upper_bound=NEAR * (1 + 1e-9))
    found = np.isfinite(away)
    place = points.copy()
    place[found] = addresses[first][at[found]]
    single = np.ones(len(points), dtype=np.bool_)
    single[found] = shared[at[found]] < FLAT
    _, key = np.unique(coordinate_keys(place), return_inverse=True)
    return key.reshape(-1).astype(np.int64), single


def largest_piles(
    points: NDArray[np.float64],
    counted: NDArray[np.float64],
    cell: NDArray[np.int64],
    n: int,
    addresses: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Give what the address that counts for most in each place counts for there.

    Args:
        points: (k, 2) coordinates, metres.
        counted: (k,) what each counts for.
        cell: (k,) place of each, -1 for none.
        n: Number of places.
        addresses: As for `by_address`.

    Returns:
        (n,) 0 where there is nothing.

    """
    address, single = by_address(points, addresses)
    inside = (cell >= 0) & single
    most = np.zeros(n)
    if not inside.any():
        return most
    # What belongs to an address on a border may lie in several places: in each of them it is the whole pile, or no
    # window would see it whole.
    pairs = cell[inside] * (int(address.max()) + 1) + address[inside]
    _, first = np.unique(pairs, return_index=True)
    held = np.bincount(address[inside], weights=counted[inside])
    np.maximum.at(most, cell[inside][first], held[address[inside][first]])
    return most


def largest_share(
    piles: NDArray[np.float64], window_count: NDArray[np.float64], around: Neighbourhood
) -> NDArray[np.float64]:
    """Give the share of what each window holds that lies at one address; NaN where it holds nothing."""
    share = np.full(len(piles), np.nan)
    held = window_count > 0
    share[held] = np.minimum(around.window_max(piles)[held] / window_count[held], 1)
    return share


def by_one_address(
    hot: NDArray[np.bool_],
    share: NDArray[np.float64],
    piles: NDArray[np.float64],
    largest: NDArray[np.float64],
    needed: NDArray[np.bool_],
) -> NDArray[np.int64]:
    """Tell which hot places are so by one address.

    Args:
        hot: (n,) places that are called.
        share: (n,) of what the window holds, at one address.
        piles: (n,) largest pile in the place itself.
        largest: (n,) largest pile in the window.
        needed: (n,) whether the place would not be called without that pile.

    Returns:
        (n,) 0 for none; 1 where one address in the place itself accounts for more than half of what its window holds,
        or without which it would not be called; 2 where that address lies in a neighbour.

    """
    dominated = hot & ((share > MOST) | needed)
    return np.where(dominated, np.where(piles >= largest, HERE, BESIDE), 0)


def not_without(
    found: Excess, hot: NDArray[np.bool_], largest: NDArray[np.float64], *, correction: str, alpha: float
) -> NDArray[np.bool_]:
    """Tell which hot places would not be called without the largest pile in their window.

    From every hot window its largest pile is taken out, and from the total; then all places are corrected anew.

    Args:
        found: The test of every window.
        hot: (n,) places that are called.
        largest: (n,) largest pile in the window.
        correction: As for `hotspots.fdr.adjusted`.
        alpha: Adjusted p up to which a place is called.

    """
    changed = hot & (largest >= _SEVERAL)
    left = whole_tail(found.window_count - largest, found.total - largest, found.share)
    return changed & (adjusted(np.where(changed, left, found.p), correction) > alpha)
