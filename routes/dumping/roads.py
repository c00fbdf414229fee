"""The network a patrol drives: arcs from node to node with what they cost, and the way between two nodes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import shapely
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra
from shapely.ops import substring

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ...network.graph import Graph
    from ...safeguards.watch import Watch

    Mask = NDArray[np.bool_]

_AT_ONCE = 64  # nodes from which ways are sought at one time
_SPOT = 0.01  # metres: nearer to a node than this is at the node


@dataclass(frozen=True, eq=False)
class Roads:
    """Edges, (m,) each, cut where the patrol starts, so that it starts at a node.

    Attributes:
        lines: Their geometry, in the direction of start to end.
        start: Node of the first vertex.
        end: Node of the last vertex.
        length: Metres.
        minutes: How long each takes on the way to somewhere.
        forward: Whether each may be driven from start to end.
        backward: Whether each may be driven from end to start.
        origin: Position of each in the graph it was made of.
        home: Node where the patrol starts and ends.
        nodes: How many nodes there are.

    """

    lines: NDArray[np.object_]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    length: NDArray[np.float64]
    minutes: NDArray[np.float64]
    forward: Mask
    backward: Mask
    origin: NDArray[np.int64]
    home: int
    nodes: int

    @cached_property
    def _arcs(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        """Give key (from · nodes + to), edge and minutes of the quickest arc between each two nodes, by key."""
        number = np.arange(len(self.length))
        edge = np.concatenate([number[self.forward], number[self.backward]])
        source = np.concatenate([self.start[self.forward], self.end[self.backward]])
        target = np.concatenate([self.end[self.forward], self.start[self.backward]])
        minutes = self.minutes[edge]
        key = source * self.nodes + target
        order = np.lexsort((edge, minutes, key))
        order = order[source[order] != target[order]]
        first = np.unique(key[order], return_index=True)[1]
        chosen = order[first]
        return key[chosen], edge[chosen], minutes[chosen]

    @cached_property
    def _matrix(self) -> csr_matrix:
        key, _, minutes = self._arcs
        return csr_matrix((minutes, (key // self.nodes, key % self.nodes)), shape=(self.nodes, self.nodes))

    def apart(self, sources: NDArray[np.int64], targets: NDArray[np.int64], watch: Watch) -> NDArray[np.float64]:
        """Give the minutes of the quickest way from each source to each target; inf where there is none."""
        found = np.empty((len(sources), len(targets)))
        for first in range(0, len(sources), _AT_ONCE):
            watch.at(first / len(sources))
            part = slice(first, first + _AT_ONCE)
            found[part] = dijkstra(self._matrix, indices=sources[part])[:, targets]
        return found

    def way(self, source: int, target: int, minutes: float) -> list[int]:
        """Give the edges of the quickest way from one node to another, in order; none where they are one.

        Args:
            source: Where it begins.
            target: Where it ends.
            minutes: How long it takes; farther nothing is sought.

        """
        if source == target:
            return []
        _, before = dijkstra(self._matrix, indices=source, return_predecessors=True, limit=minutes + 1)
        nodes = [target]
        while nodes[-1] != source:
            nodes.append(int(before[nodes[-1]]))
        nodes.reverse()
        key, edge, _ = self._arcs
        wanted = np.array(nodes[:-1]) * self.nodes + np.array(nodes[1:])
        edges: list[int] = edge[np.searchsorted(key, wanted)].tolist()
        return edges

    def drawn(self, edges: Sequence[int], source: int) -> NDArray[np.float64]:
        """Give the coordinates of edges driven one after the other from a node, (k, 2)."""
        parts: list[NDArray[np.float64]] = []
        at = source
        for edge in edges:
            forth = self.start[edge] == at
            coordinates = shapely.get_coordinates(self.lines[edge])
            coordinates = coordinates if forth else coordinates[::-1]
            parts.append(coordinates[1:] if parts else coordinates)  # a vertex where two edges meet stands there once
            at = int(self.end[edge] if forth else self.start[edge])
        return np.concatenate(parts)


def roads_from(
    graph: Graph, usable: Mask, start: NDArray[np.float64], pace: NDArray[np.float64]
) -> tuple[Roads, float]:
    """Make the roads of a patrol.

    Args:
        graph: The network.
        usable: (m,) mask of the edges cars use.
        start: (2,) coordinates of where the patrol starts and ends, metres.
        pace: (m,) minutes a metre takes on each edge.

    Returns:
        The roads, and how far the start lies from them, metres.

    """
    snap = graph.snap(start.reshape(1, 2), edges=usable)
    cut, position = int(snap.edge[0]), float(snap.position[0])
    edges = np.flatnonzero(usable)
    length = graph.length[cut]
    near_start, near_end = position < _SPOT, length - position < _SPOT
    nodes = len(graph.nodes)
    if near_start or near_end:
        home = int(graph.start[cut] if near_start else graph.end[cut])
        lines, begin, end, origin = graph.lines[edges], graph.start[edges], graph.end[edges], edges
    else:
        home, nodes = nodes, nodes + 1
        rest = edges[edges != cut]
        halves = [substring(graph.lines[cut], 0, position), substring(graph.lines[cut], position, length)]
        lines = np.empty(len(rest) + 2, dtype=object)
        lines[:-2], lines[-2:] = graph.lines[rest], halves
        begin = np.concatenate([graph.start[rest], [graph.start[cut], home]])
        end = np.concatenate([graph.end[rest], [home, graph.end[cut]]])
        origin = np.concatenate([rest, [cut, cut]])
    length = np.asarray(shapely.length(lines), dtype=np.float64)
    roads = Roads(
        lines=lines,
        start=begin.astype(np.int64),
        end=end.astype(np.int64),
        length=length,
        minutes=length * pace[origin],
        forward=graph.forward[origin],
        backward=graph.backward[origin],
        origin=origin.astype(np.int64),
        home=home,
        nodes=nodes,
    )
    return roads, float(snap.offset[0])
