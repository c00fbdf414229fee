"""The quickest ways: between all places at once, and one by one with the road they take."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse.csgraph import connected_components, dijkstra

from ...safeguards.watch import Watch
from .arcs import FIELDS, Arcs
from .thinning import thinned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_AT_ONCE = 2_000_000  # nodes times starts in one turn, so that memory stays small and cancel is heard
_EQUAL = 1e-9  # relative difference below which two ways take equally long
_UNWATCHED = Watch()


def between(
    arcs: Arcs, node: NDArray[np.int64], *, metres: bool = False, watch: Watch = _UNWATCHED
) -> NDArray[np.float64]:
    """Give the minutes from each node to each other, or the metres of the quickest way.

    Args:
        arcs: The `quickest` ways.
        node: (k,) nodes; -1 is nowhere.
        metres: Give metres.
        watch: Told the fraction done.

    Returns:
        (k, k), inf where there is no way.

    """
    on = np.flatnonzero(node >= 0)
    result = np.full((len(node), len(node)), np.inf)
    if not len(on):
        return result
    spot, spot_of = np.unique(node[on], return_inverse=True)
    arcs = arcs.only(_around(arcs, spot))
    few, begin, end = _with_doors(arcs, spot)
    matrix = few.matrix()
    found = np.empty((len(spot), len(spot)))
    for part in _parts(len(spot), few.nodes):
        watch.at(part.start / len(spot))
        if metres:
            away, before = dijkstra(matrix, indices=begin[part], return_predecessors=True)
            found[part] = _added_up(few, before, end)
            found[part][~np.isfinite(away[:, end])] = np.inf
        else:
            found[part] = dijkstra(matrix, indices=begin[part])[:, end]
    result[np.ix_(on, on)] = found[np.ix_(spot_of.reshape(-1), spot_of.reshape(-1))]
    return result


def paths(arcs: Arcs, pairs: NDArray[np.int64], *, watch: Watch = _UNWATCHED) -> Iterator[NDArray[np.int64] | None]:
    """Give the quickest way of each pair of nodes, as positions among the ways; None where there is none.

    Args:
        arcs: The `quickest` ways.
        pairs: (k, 2) nodes from where, to where; -1 is nowhere.
        watch: Told the fraction done.

    """
    found: dict[int, NDArray[np.int64]] = {}
    there = pairs[(pairs >= 0).all(axis=1)]
    near = np.flatnonzero(_around(arcs, np.unique(there)))
    few = arcs.only(near)
    matrix = few.matrix()
    starts = np.unique(there[:, 0])
    for part in _parts(len(starts), arcs.nodes):
        watch.at(part.start / len(starts))
        _, before = dijkstra(matrix, indices=starts[part], return_predecessors=True)
        for row, start in enumerate(starts[part]):
            for pair in np.flatnonzero((pairs[:, 0] == start) & (pairs[:, 1] >= 0)):
                nodes = _back(before[row], int(pairs[pair, 1]))
                if nodes[0] == start:
                    found[int(pair)] = near[few.find(nodes[:-1], nodes[1:])]
    return (found.get(pair) for pair in range(len(pairs)))


def _with_doors(arcs: Arcs, spot: NDArray[np.int64]) -> tuple[Arcs, NDArray[np.int64], NDArray[np.int64]]:
    """Give fewer ways that hold the quickest between all spots, and the nodes where each spot is left and entered.

    Each spot gets a node that is only left and one that is only entered, so that junctions need not stay.
    """
    out = arcs.nodes + np.arange(len(spot))
    into = out + len(spot)
    none = np.zeros(2 * len(spot))
    doors = (
        np.concatenate([out, spot]), np.concatenate([spot, into]), none, none, np.full(len(none), -1), none, none,
    )  # fmt: skip
    fields = {name: np.concatenate([getattr(arcs, name), door]) for name, door in zip(FIELDS, doors, strict=True)}
    with_doors = Arcs(**fields, nodes=arcs.nodes + 2 * len(spot)).quickest()
    few = thinned(with_doors, np.concatenate([out, into]))
    number = np.full(few.nodes, -1, dtype=np.int64)
    used = np.unique(np.concatenate([few.source, few.target]))
    number[used] = np.arange(len(used))
    packed = replace(few, source=number[few.source], target=number[few.target], nodes=len(used))
    return packed, number[out], number[into]


def _around(arcs: Arcs, spot: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which ways may be part of a quickest way between the spots; the roads of a whole province are too many.

    Seen from one of the spots, the way there and back of whatever lies between two others is at most theirs together.
    """
    everything = np.ones(len(arcs.source), dtype=np.bool_)
    if not len(spot):
        return everything
    matrix = arcs.matrix()
    _, part = connected_components(matrix, directed=True, connection="strong")
    most = np.bincount(part[spot]).argmax()
    heart = int(spot[part[spot] == most][0])
    out, back = dijkstra(matrix, indices=heart), dijkstra(matrix.T.tocsr(), indices=heart)
    if (np.isfinite(out[spot]) != np.isfinite(back[spot])).any():
        return everything  # who can only be left, or only be reached, says nothing of there and back
    there_and_back = out + back
    farthest = there_and_back[spot][np.isfinite(there_and_back[spot])].max()
    near = (there_and_back <= 2 * farthest * (1 + _EQUAL)) | ~np.isfinite(there_and_back)
    return np.asarray(near[arcs.source] & near[arcs.target], dtype=np.bool_)


def _parts(total: int, nodes: int) -> Iterator[slice]:
    step = max(1, _AT_ONCE // max(nodes, 1))
    return (slice(first, min(first + step, total)) for first in range(0, total, step))


def _added_up(arcs: Arcs, before: NDArray[np.int32], end: NDArray[np.int64]) -> NDArray[np.float64]:
    """Add up the metres of the ways back from each end to each start."""
    added = np.zeros((len(before), len(end)))
    row, column = np.indices(added.shape).reshape(2, -1)
    at = end[column]
    while len(row):
        previous = before[row, at].astype(np.int64)
        goes = previous >= 0
        row, column, at, previous = row[goes], column[goes], at[goes], previous[goes]
        added[row, column] += arcs.metres[arcs.find(previous, at)]
        at = previous
    return added


def _back(before: NDArray[np.int32], end: int) -> NDArray[np.int64]:
    """Follow the nodes back from an end; gives them from start to end."""
    nodes = [end]
    while (node := int(before[nodes[-1]])) >= 0:
        nodes.append(node)
    return np.array(nodes[::-1], dtype=np.int64)
