"""Which places are neighbours: spatial weights as sparse matrices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from scipy.sparse import csr_matrix, diags, eye
from scipy.spatial import cKDTree

from ...safeguards.messages import refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MOST_LINKS = 30_000_000  # some 25 bytes each while they are found, 12 after
# Polygons that share no more than so many tolerances of border meet in a corner.
_CORNER = 10
_LEAST_TOLERANCE = 1e-6  # m, below which rounding decides what runs along what
_HAIR = 1e-12
_MICRON = 6  # decimals of metres: distances that differ by less are the same
_PAIRS_AT_ONCE = 100_000


def contiguity(polygons: NDArray[np.object_], *, rook: bool = False, tolerance: float = 0.01) -> csr_matrix:
    """Make neighbours of polygons that touch, overlap, or lie no further apart than the tolerance.

    Args:
        polygons: (n,) polygons; an empty or missing one has no neighbours.
        rook: Neighbours share a border of more than ten tolerances; by default a corner is enough (queen).
        tolerance: Widest gap between neighbours, metres.

    Returns:
        (n, n) symmetric, 1 for neighbours, zero diagonal.

    """
    tree = shapely.STRtree(polygons)
    first, second = tree.query(polygons, predicate="dwithin", distance=tolerance)
    once = first < second
    first, second = first[once], second[once]
    if rook:
        along = _run_along(polygons, first, second, max(tolerance, _LEAST_TOLERANCE))
        first, second = first[along], second[along]
    return _both_ways(first, second, len(polygons))


def _run_along(
    polygons: NDArray[np.object_], first: NDArray[np.int64], second: NDArray[np.int64], tolerance: float
) -> NDArray[np.bool_]:
    """Tell which pairs share a border of more than ten tolerances."""
    least = _CORNER * tolerance
    along = np.isin(first * len(polygons) + second, _same_sides(polygons, tolerance))
    bounds = shapely.bounds(polygons)
    shared = np.minimum(bounds[first, 2:], bounds[second, 2:]) - np.maximum(bounds[first, :2], bounds[second, :2])
    # What two boxes share is the most that two borders can run along each other in.
    open_ended = np.flatnonzero(~along & ((shared + 2 * tolerance).max(axis=1) > least))
    # Both ways round: the border of what lies inside another runs in it, and not the other way.
    for one, other in ((first, second), (second, first)):
        for start in range(0, len(open_ended), _PAIRS_AT_ONCE):
            some = open_ended[start : start + _PAIRS_AT_ONCE]
            near = shapely.buffer(polygons[other[some]], tolerance, quad_segs=1)
            run = shapely.intersection(shapely.boundary(polygons[one[some]]), near)
            along[some] = shapely.length(run) > least
        open_ended = open_ended[~along[open_ended]]
    return along


def _same_sides(polygons: NDArray[np.object_], tolerance: float) -> NDArray[np.int64]:
    """Give first · n + second of polygons that have one side of more than ten tolerances in common, end to end.

    Of more than two polygons with one side, only those next to each other in the table are given.
    """
    parts, part_of = shapely.get_parts(polygons, return_index=True)
    rings, ring_of = shapely.get_rings(parts, return_index=True)
    vertices, vertex_of = shapely.get_coordinates(rings, return_index=True)
    side = vertex_of[1:] == vertex_of[:-1]
    owner = part_of[ring_of[vertex_of[:-1][side]]]
    ends = [np.round(part[side] / tolerance).astype(np.int64) for part in (vertices[:-1], vertices[1:])]
    long = np.hypot(*(ends[1] - ends[0]).T) > _CORNER
    tail, head = ends[0][long], ends[1][long]
    swapped = (tail[:, 0] > head[:, 0]) | ((tail[:, 0] == head[:, 0]) & (tail[:, 1] > head[:, 1]))
    sides = np.where(swapped[:, None], np.hstack([head, tail]), np.hstack([tail, head]))
    owner = owner[long]
    order = np.lexsort((owner, *sides.T))
    sides, owner = sides[order], owner[order]
    same = (sides[1:] == sides[:-1]).all(axis=1)
    return np.asarray(owner[:-1][same] * len(polygons) + owner[1:][same], dtype=np.int64)


def distance_band(points: Floats, band: float) -> csr_matrix:
    """Make neighbours of points that lie at most a distance apart, coincident ones included.

    Args:
        points: (n, 2) coordinates, metres.
        band: Distance, metres; a point exactly on it is a neighbour.

    Returns:
        (n, n) symmetric, 1 for neighbours, zero diagonal. Some rows may be empty: see `islands`.

    Raises:
        RefusedError: The band is not positive, no point has a neighbour, or over 30 million links.

    """
    if not band > 0:
        raise refused("statistics_band_not_positive", band=float(band))
    tree = cKDTree(points)
    reach = band * (1 + _HAIR)
    links = int(tree.count_neighbors(tree, reach)) - len(points) if len(points) else 0
    if links > MOST_LINKS:
        raise refused("statistics_too_many_links", band=float(band), n=len(points), links=links, most=MOST_LINKS)
    if not links:
        nearest_one = _nearest_distance(tree) if len(points) > 1 else np.nan
        if np.isnan(nearest_one):
            raise refused("statistics_too_few_places", n=len(points), least=2)
        raise refused("statistics_band_no_neighbours", band=float(band), nearest=nearest_one)
    pairs = tree.query_pairs(reach, output_type="ndarray")
    return _both_ways(pairs[:, 0], pairs[:, 1], len(points))


def _nearest_distance(tree: cKDTree) -> float:
    return float(np.ceil(tree.query(tree.data, k=2)[0][:, 1].min() * 10) / 10)


def nearest(points: Floats, k: int) -> csr_matrix:
    """Make neighbours of each point and the k points nearest to it.

    Which of equally far points come first is decided by x, then y, then their order in the table, so that the order of
    the rows matters only among points on one spot. Not symmetric.

    Args:
        points: (n, 2) coordinates, metres.
        k: Neighbours of each point, 1 up to n - 1.

    Returns:
        (n, n) with k ones in each row, zero diagonal.

    Raises:
        RefusedError: k is under 1, or not under the number of points, or over 30 million links.

    """
    n = len(points)
    if not 1 <= k < n:
        raise refused("statistics_k_out_of_range", k=k, n=n, most=max(n - 1, 0))
    if k * n > MOST_LINKS:
        raise refused("statistics_too_many_nearest", k=k, n=n, links=k * n, most=MOST_LINKS)
    places, place, held = _distinct(points)
    members = np.argsort(place, kind="stable")
    first = np.cumsum(held) - held
    near = _nearest_places(places, min(k + 1, len(places)))
    until = np.cumsum(held[near], axis=1)
    chosen = np.empty((len(places), k + 1), dtype=np.int64)
    row = np.arange(len(places))
    for slot in range(k + 1):
        which = (until <= slot).sum(axis=1)
        begin = until[row, which] - held[near[row, which]]
        chosen[:, slot] = members[first[near[row, which]] + slot - begin]
    candidates = chosen[place]
    itself = candidates == np.arange(n)[:, None]
    # A point that is not among the first of its own pile takes all but the last.
    itself[~itself.any(axis=1), k] = True
    columns = candidates[~itself]
    matrix = csr_matrix((np.ones(n * k), columns, np.arange(n + 1) * k), shape=(n, n))
    matrix.sort_indices()
    return matrix


def _distinct(points: Floats) -> tuple[Floats, NDArray[np.int64], NDArray[np.int64]]:
    """Give the distinct places by x, then y; which of them each point is; and how many points each is."""
    order = np.lexsort((points[:, 1], points[:, 0]))
    ordered = points[order]
    new = np.ones(len(points), dtype=np.bool_)
    new[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    place = np.empty(len(points), dtype=np.int64)
    place[order] = np.cumsum(new) - 1
    return ordered[new], place, np.bincount(place)


def _nearest_places(places: Floats, count: int) -> NDArray[np.int64]:
    """Give the (u, count) nearest of distinct places in x-y order, each itself first, ties by their number."""
    tree = cKDTree(places)
    chosen = np.empty((len(places), count), dtype=np.int64)
    left = np.arange(len(places))
    asked = min(count + 1, len(places))
    while len(left):
        distance, number = tree.query(places[left], k=np.arange(1, asked + 1))
        distance = np.round(distance, _MICRON)
        tied = (distance[:, 1:] == distance[:, :-1]).any(axis=1)
        order = np.lexsort((number[tied], distance[tied]))
        number[tied] = np.take_along_axis(number[tied], order, axis=1)
        chosen[left] = number[:, :count]
        # Equally far places may lie just beyond what was asked for.
        open_ended = (distance[:, -1] <= distance[:, count - 1]) & (asked < len(places))
        left = left[open_ended]
        asked = min(2 * asked, len(places))
    return chosen


def _both_ways(first: NDArray[np.int64], second: NDArray[np.int64], n: int) -> csr_matrix:
    places = (first.astype(np.int32), second.astype(np.int32))
    one_way = csr_matrix((np.ones(len(first)), places), shape=(n, n))
    matrix = csr_matrix(one_way + one_way.T.tocsr())
    matrix.sort_indices()
    return matrix


def with_self(weights: csr_matrix) -> csr_matrix:
    """Give the same weights with 1 on the diagonal: each place its own neighbour."""
    matrix = csr_matrix(without_self(weights) + eye(weights.shape[0], format="csr"))
    matrix.sort_indices()
    return matrix


def without_self(weights: csr_matrix) -> csr_matrix:
    """Give the same weights with zero diagonal and nothing stored there."""
    links = weights.tocoo()
    kept = (links.row != links.col) & (links.data != 0)
    matrix = csr_matrix((links.data[kept], (links.row[kept], links.col[kept])), shape=weights.shape)
    matrix.sort_indices()
    return matrix


def row_standardised(weights: csr_matrix) -> csr_matrix:
    """Give the weights divided by the sum of their row; a row without neighbours stays empty."""
    sums = np.asarray(weights.sum(axis=1), dtype=np.float64).ravel()
    matrix = csr_matrix(diags(np.divide(1.0, sums, out=np.zeros_like(sums), where=sums != 0)) @ weights)
    matrix.sort_indices()
    return matrix


def islands(weights: csr_matrix) -> NDArray[np.bool_]:
    """Tell which places have no neighbour but themselves, (n,)."""
    return np.asarray(np.diff(without_self(weights).indptr) == 0, dtype=np.bool_)
