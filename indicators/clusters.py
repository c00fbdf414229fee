"""Points and outlines that belong together because they lie close."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from ..safeguards.watch import Watch

if TYPE_CHECKING:
    from numpy.typing import NDArray

_AT_ONCE = 20_000  # outlines asked in one step, so that a cancel is heard in time
_NEIGHBOURS = 8


def components(one: NDArray[np.int64], other: NDArray[np.int64], n: int) -> NDArray[np.int64]:
    """Label n things by the connected component that the links between them make, from 0."""
    links = coo_matrix((np.ones(len(one), dtype=np.int8), (one, other)), shape=(n, n))
    return np.asarray(connected_components(links, directed=False)[1], dtype=np.int64)


def dbscan(points: NDArray[np.float64], eps: float, minimum: int) -> NDArray[np.int64]:
    """Cluster points by density (Ester and others 1996).

    A point with at least `minimum` points within `eps`, itself included, is a core; cores within `eps` of each other
    are one cluster, and any other point within `eps` of a core belongs to the cluster of the nearest one. Points at
    one place are handled as one with a weight, so that a tower of flats costs no more than a house.

    Args:
        points: (n, 2) coordinates, metres.
        eps: Reach, metres, the limit included.
        minimum: Points that make a core.

    Returns:
        (n,) cluster of each point from 0, in order of their first point; -1 for none.

    """
    if not len(points):
        return np.empty(0, dtype=np.int64)
    places, place, weight = np.unique(points, axis=0, return_inverse=True, return_counts=True)
    pairs = cKDTree(places).query_pairs(eps, output_type="ndarray")
    near = weight + sum(
        np.bincount(pairs[:, side], weights=weight[pairs[:, 1 - side]], minlength=len(places)) for side in (0, 1)
    )
    core = near >= minimum
    cores = np.flatnonzero(core)
    if not len(cores):
        return np.full(len(points), -1, dtype=np.int64)
    linked = pairs[core[pairs].all(axis=1)]
    label = components(linked[:, 0], linked[:, 1], len(places))
    distance, nearest = cKDTree(places[cores]).query(places)
    label = np.where(distance <= eps, label[cores[np.minimum(nearest, len(cores) - 1)]], -1)
    return _in_order(label[place.ravel()])


def chained(outlines: NDArray[np.object_], distance: float, watch: Watch = Watch()) -> NDArray[np.int64]:  # noqa: B008 - a Watch is frozen
    """Label outlines that lie within a distance of one another, chained.

    Args:
        outlines: (n,) geometries.
        distance: Metres, the limit included.
        watch: Asked between steps.

    Returns:
        (n,) label of each outline, from 0.

    """
    one, other = _within(outlines, np.arange(len(outlines)), distance, watch)
    return components(one, other, len(outlines))


def built_clusters(
    outlines: NDArray[np.object_],
    addresses: NDArray[np.int64],
    *,
    distance: float,
    enough: int,
    watch: Watch = Watch(),  # noqa: B008 - a Watch is frozen
) -> NDArray[np.int64]:
    """Count the addresses of the built cluster each outline lies in.

    Outlines are chained within `distance`. Corners that lie that close link most of them at little cost; the exact
    distance between outlines is asked only where a cluster still counts fewer than `enough` addresses. A count of
    `enough` or more may therefore be lower than the true one, a count below it is exact.

    Args:
        outlines: (n,) polygons.
        addresses: (n,) addresses in each.
        distance: Metres, the limit included.
        enough: The count that matters.
        watch: Asked between steps.

    Returns:
        (n,) addresses in the cluster of each outline.

    """
    n = len(outlines)
    if not n:
        return np.empty(0, dtype=np.int64)
    corners = _first_corners(outlines)
    reach, near = cKDTree(corners).query(corners, k=min(_NEIGHBOURS, n), distance_upper_bound=distance)
    reach, near = reach.reshape(n, -1), near.reshape(n, -1)
    one, rank = np.nonzero(np.isfinite(reach))
    other = near[one, rank].astype(np.int64)
    counted = _per_component(components(one, other, n), addresses)
    watch.at(0.3)
    unsure = np.flatnonzero(counted < enough)
    more_one, more_other = _within(outlines, unsure, distance, watch.part(0.3, 1.0))
    label = components(np.concatenate([one, more_one]), np.concatenate([other, more_other]), n)
    return _per_component(label, addresses)


def _first_corners(outlines: NDArray[np.object_]) -> NDArray[np.float64]:
    coordinates, owner = shapely.get_coordinates(outlines, return_index=True)
    _, start = np.unique(owner, return_index=True)
    corners: NDArray[np.float64] = coordinates[start]
    return corners


def _per_component(label: NDArray[np.int64], addresses: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.bincount(label, weights=addresses).astype(np.int64)[label]


def _within(
    outlines: NDArray[np.object_], asked: NDArray[np.int64], distance: float, watch: Watch
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Find the pairs (asked outline, any outline) within a distance."""
    tree = shapely.STRtree(outlines)
    ones, others = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for start in range(0, len(asked), _AT_ONCE):
        watch.at(start / len(asked))
        part = asked[start : start + _AT_ONCE]
        one, other = tree.query(outlines[part], predicate="dwithin", distance=distance)
        one = part[one]
        new = one != other
        ones.append(one[new].astype(np.int64))
        others.append(other[new].astype(np.int64))
    return np.concatenate(ones), np.concatenate(others)


def _in_order(label: NDArray[np.int64]) -> NDArray[np.int64]:
    """Renumber labels from 0 in the order in which they first occur; -1 stays."""
    found, first, back = np.unique(label, return_index=True, return_inverse=True)
    first = np.where(found < 0, -1, first)
    rank = np.argsort(np.argsort(first)) - (found < 0).any()
    return np.asarray(np.where(label < 0, -1, rank[back.ravel()]), dtype=np.int64)
