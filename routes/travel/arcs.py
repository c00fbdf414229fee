"""What may be travelled between places: the pieces of road between junctions and the places on them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ...network.graph import Graph, Snap

SPOT = 1e-6  # metres within which two places on a road are one


@dataclass(frozen=True, eq=False)
class Arcs:
    """Ways from node to node, (a,) each; at most one from a node to another, none to itself.

    Attributes:
        source: Node where it begins.
        target: Node where it ends.
        minutes: How long it takes.
        metres: How long it is.
        edge: Wegvak it lies on; -1 where it stands for several.
        leaves: Metres along that wegvak where it begins.
        arrives: Metres along that wegvak where it ends; less than `leaves` against the direction of the line.
        nodes: How many nodes there are.

    """

    source: NDArray[np.int64]
    target: NDArray[np.int64]
    minutes: NDArray[np.float64]
    metres: NDArray[np.float64]
    edge: NDArray[np.int64]
    leaves: NDArray[np.float64]
    arrives: NDArray[np.float64]
    nodes: int

    def only(self, kept: NDArray[np.bool_] | NDArray[np.int64]) -> Arcs:
        """Give some of them, in that order."""
        return replace(self, **{name: getattr(self, name)[kept] for name in FIELDS})

    def quickest(self) -> Arcs:
        """Give of the ways from a node to another the quickest, sorted by source and target, and no loops."""
        pair = self.source * self.nodes + self.target
        order = np.argsort(pair, kind="stable")  # quick where most of it is sorted already
        order = order[self.source[order] != self.target[order]]
        first = np.flatnonzero(np.diff(pair[order], prepend=-1))
        if len(first) < len(order):
            group = np.repeat(np.arange(len(first)), np.diff(first, append=len(order)))
            least = np.minimum.reduceat(self.minutes[order], first)
            order = order[self.minutes[order] == least[group]]
            order = order[np.diff(pair[order], prepend=-1) != 0]
        return self.only(order)

    def find(self, source: NDArray[np.int64], target: NDArray[np.int64]) -> NDArray[np.int64]:
        """Give the position of ways that are there; the ways must be the `quickest`, which are sorted."""
        pairs = self.source * self.nodes + self.target
        return np.searchsorted(pairs, source * self.nodes + target)

    def matrix(self) -> csr_matrix:
        """Give the (nodes, nodes) matrix of minutes; the ways must be the `quickest`."""
        starts = np.searchsorted(self.source, np.arange(self.nodes + 1))
        return csr_matrix((self.minutes, self.target, starts), shape=(self.nodes, self.nodes))


FIELDS = ("source", "target", "minutes", "metres", "edge", "leaves", "arrives")


def split(graph: Graph, snap: Snap, pace: NDArray[np.float64], ways: tuple[NDArray[np.bool_], NDArray[np.bool_]]
          ) -> tuple[Arcs, NDArray[np.int64]]:  # fmt: skip
    """Cut the roads where places lie on them.

    Args:
        graph: The network.
        snap: Where the places lie.
        pace: (m,) minutes a metre takes on each edge.
        ways: Whether each edge may be travelled from start to end, and from end to start.

    Returns:
        The ways, and the node of each place: -1 where it lies on no edge.

    """
    count = len(graph.nodes)
    on = snap.edge >= 0
    edge, position = snap.edge[on], snap.position[on]
    first, last = position <= SPOT, position >= graph.length[edge] - SPOT
    inner = ~first & ~last
    spot = np.round(position / SPOT).astype(np.int64)
    cut, number = np.unique(np.column_stack([edge[inner], spot[inner]]), axis=0, return_inverse=True)
    node = np.full(len(snap.edge), -1, dtype=np.int64)
    found = np.where(first, graph.start[edge], graph.end[edge])
    found[inner] = count + number.reshape(-1)
    node[on] = found
    usable = np.flatnonzero(ways[0] | ways[1])
    zero, one = np.zeros(len(usable), dtype=np.int64), np.ones(len(cut), dtype=np.int64)
    at_edge = np.concatenate([usable, cut[:, 0], usable])
    at_node = np.concatenate([graph.start[usable], count + np.arange(len(cut)), graph.end[usable]])
    at = np.concatenate([zero, cut[:, 1] * SPOT, graph.length[usable]])
    order = np.lexsort((at, np.concatenate([zero, one, zero + 2]), at_edge))
    at_edge, at_node, at = at_edge[order], at_node[order], at[order]
    piece = np.flatnonzero(at_edge[1:] == at_edge[:-1])
    forth, back = piece[ways[0][at_edge[piece]]], piece[ways[1][at_edge[piece]]]
    begin, end = np.concatenate([forth, back + 1]), np.concatenate([forth + 1, back])
    metres = np.abs(at[end] - at[begin])
    on_edge = at_edge[begin]
    minutes = metres * pace[on_edge]
    return Arcs(at_node[begin], at_node[end], minutes, metres, on_edge, at[begin], at[end], count + len(cut)), node
