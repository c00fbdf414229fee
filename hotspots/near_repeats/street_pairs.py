"""Pairs of points near each other along the streets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from scipy.sparse.csgraph import dijkstra

from ...safeguards.messages import CancelledError
from .near_pairs import Block, Sweep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from ...network.graph import Graph, Snap
    from ...safeguards.watch import Watch

_MATRIX = 4_000_000  # distances between junctions held at once
_SLACK = 1e-6  # m


@dataclass(frozen=True, eq=False)
class StreetSweep:
    """Points moved to the nearest street, and the distances between them along the streets, both ways over each.

    A street is never shorter than a straight line, so that pairs near as the crow flies hold all that are near.

    Attributes:
        sweep: The points on the streets, in its order.
        graph: The streets.
        edge: (n,) street of each point, in the order of the sweep.
        position: (n,) metres along it.
        reach: Largest distance of a pair, metres.

    """

    sweep: Sweep
    graph: Graph
    edge: NDArray[np.int64]
    position: NDArray[np.float64]
    reach: float

    @classmethod
    def of(cls, graph: Graph, snap: Snap, reach: float) -> StreetSweep:
        """Put points on their streets; every one has a street."""
        on_street = shapely.get_coordinates(shapely.line_interpolate_point(graph.lines[snap.edge], snap.position))
        sweep = Sweep.of(on_street, reach)
        return cls(sweep, graph, snap.edge[sweep.order], snap.position[sweep.order], reach)

    @property
    def order(self) -> NDArray[np.int64]:
        """Position in the input of each point of the sweep, (n,)."""
        return self.sweep.order

    @property
    def candidates(self) -> NDArray[np.int64]:
        """Pairs whose distance is computed for each point, (n,)."""
        return self.sweep.candidates

    def blocks(self, watch: Watch) -> Iterator[Block]:
        """Give all pairs within the reach along the streets, some at a time.

        Raises:
            CancelledError: The user cancelled.

        """
        matrix = self.graph.matrix()
        for block in self.sweep.blocks(watch):
            apart = self._apart(block, matrix, watch)
            near = apart <= self.reach + _SLACK
            yield Block(block.one[near], block.other[near], apart[near])

    def unconnected(self, watch: Watch) -> int:
        """Count the pairs near as the crow flies between which there is no street at all."""
        part = self.graph.components()[self.edge]
        if (part == part[0]).all():
            return 0
        return sum(int((part[block.one] != part[block.other]).sum()) for block in self.sweep.blocks(watch))

    def _apart(self, block: Block, matrix: object, watch: Watch) -> NDArray[np.float64]:
        """Give metres along the streets of each pair; inf beyond the reach."""
        edge, other = self.edge[block.one], self.edge[block.other]
        along, beyond = self.position[block.one], self.position[block.other]
        length, start, end = self.graph.length, self.graph.start, self.graph.end
        apart = np.where(edge == other, np.abs(along - beyond), np.inf)
        rest = length[other] - beyond
        at_once = max(_MATRIX // max(len(self.graph.nodes), 1), 1)
        for node, left in ((start[edge], along), (end[edge], length[edge] - along)):
            order = np.argsort(node, kind="stable")
            nodes, first = np.unique(node[order], return_index=True)
            bounds = np.append(first, len(order))
            for k in range(0, len(nodes), at_once):
                if watch.cancelled():
                    raise CancelledError
                asked = nodes[k : k + at_once]
                walked = dijkstra(matrix, indices=asked, limit=self.reach + _SLACK)
                pairs = order[bounds[k] : bounds[k + len(asked)]]
                row = np.searchsorted(asked, node[pairs])
                by_start = walked[row, start[other[pairs]]] + beyond[pairs]
                by_end = walked[row, end[other[pairs]]] + rest[pairs]
                apart[pairs] = np.minimum(apart[pairs], left[pairs] + np.minimum(by_start, by_end))
        return apart
