"""Where stops meet the road, and why some of them cannot be reached or left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse.csgraph import breadth_first_order, connected_components

from ...network.graph import Snap
from ...safeguards.messages import warn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    from ...network.graph import Graph
    from ...safeguards.messages import Message
    from .arcs import Arcs

FAR = 250.0  # metres to the road from which it is said
TOO_FAR = 1000.0  # metres beyond which no road leads there: a stop in the water
REASONS = {
    "far": "travel_far",
    "no_road": "travel_no_road",
    "island": "travel_island",
    "no_way_out": "travel_no_way_out",
    "no_way_in": "travel_no_way_in",
}  # and the sentence of each
_NOWHERE = -1


@dataclass(frozen=True, eq=False)
class Places:
    """Where points meet the road, (k,) each.

    Attributes:
        snap: Edge, position and offset; edge -1 where no road lies within 1 km.
        reason: "" where all is well; "far": more than 250 m to the road, which is walked; "no_road": more than 1 km,
            or no coordinates; "island": its road is connected to no other part of the network where most roads
            are; "no_way_out" and "no_way_in": one-way streets lead only to it, or only from it.

    """

    snap: Snap
    reason: NDArray[np.object_]

    def told(self, names: Sequence[str] | NDArray[np.object_]) -> tuple[Message, ...]:
        """Say how many there are of each reason, and which.

        Args:
            names: What each point is called.

        """
        counts = {reason: np.flatnonzero(self.reason == reason) for reason in REASONS}
        return tuple(
            warn(REASONS[reason], n=len(which), total=len(self.reason)).about(str(names[one]) for one in which)
            for reason, which in counts.items()
            if len(which)
        )


def snapped(graph: Graph, points: NDArray[np.float64], usable: NDArray[np.bool_], stopping: NDArray[np.bool_]) -> Snap:
    """Find the nearest road for each point; none where it lies more than 1 km away.

    Args:
        graph: The network.
        points: (k, 2) metres.
        usable: (m,) edges that may be travelled.
        stopping: (m,) those where one may stop; where there are none, all that may be travelled.

    """
    edges = usable & stopping
    known = np.isfinite(points).all(axis=1)
    found = graph.snap(points[known], edges=edges if edges.any() else usable)
    near = found.offset <= TOO_FAR
    edge = np.full(len(points), _NOWHERE, dtype=np.int64)
    position, offset = np.full(len(points), np.nan), np.full(len(points), np.inf)
    edge[known] = np.where(near, found.edge, _NOWHERE)
    position[known] = np.where(near, found.position, np.nan)
    offset[known] = found.offset
    return Snap(edge, position, offset)


def judged(snap: Snap, arcs: Arcs, node: NDArray[np.int64]) -> Places:
    """Say of each place whether it can be reached and left.

    Args:
        snap: Where the places lie.
        arcs: The `quickest` ways, cut at the places.
        node: Node of each place, -1 where it has none.

    """
    reason = np.full(len(node), "", dtype=object)
    reason[snap.offset > FAR] = "far"
    reason[node < 0] = "no_road"
    on = np.flatnonzero(node >= 0)
    if len(on):
        matrix = arcs.matrix()
        heart = _heart(matrix, arcs, node[on])
        reached, left = _from(matrix, heart), _from(matrix.T.tocsr(), heart)
        _, part = connected_components(matrix, directed=False)
        # Strongest last: an island is one for both reasons.
        reason[on[~left[node[on]]]] = "no_way_out"
        reason[on[~reached[node[on]]]] = "no_way_in"
        reason[on[~reached[node[on]] & ~left[node[on]]]] = "island"
        reason[on[part[node[on]] != part[heart]]] = "island"
    return Places(snap, reason)


def _heart(matrix: csr_matrix, arcs: Arcs, nodes: NDArray[np.int64]) -> int:
    """Give a node of the largest part where all is reached from all, or of that of most places if none lies in it."""
    _, part = connected_components(matrix, directed=True, connection="strong")
    within = part[arcs.source] == part[arcs.target]
    metres = np.bincount(part[arcs.source][within], weights=arcs.metres[within], minlength=int(part.max()) + 1)
    largest = int(np.argmax(metres))
    if not (part[nodes] == largest).any():
        held = np.bincount(part[nodes], minlength=len(metres))
        largest = int(np.lexsort((metres, held))[-1])
    return int(np.flatnonzero(part == largest)[0])


def _from(matrix: csr_matrix, start: int) -> NDArray[np.bool_]:
    reached = np.zeros(matrix.shape[0], dtype=np.bool_)
    reached[breadth_first_order(matrix, start, return_predecessors=False)] = True
    return reached
