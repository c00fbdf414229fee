"""Lines along pieces of road."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.ops import substring

from .arcs import SPOT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ...network.graph import Graph
    from .arcs import Arcs


def line_of(graph: Graph, taken: Arcs, edge: int, position: float) -> shapely.LineString:
    """Give the line along a way.

    Args:
        graph: The network.
        taken: The pieces, in order.
        edge: Edge where the way begins, for one without pieces.
        position: Metres along it.

    Returns:
        The line; of two equal points where there are no pieces.

    """
    parts = [
        _piece(graph, on, leaves, arrives)
        for on, leaves, arrives in zip(taken.edge.tolist(), taken.leaves.tolist(), taken.arrives.tolist(), strict=True)
    ]
    if not parts:
        parts = [shapely.get_coordinates(shapely.line_interpolate_point(graph.lines[edge], position))]
    return shapely.linestrings(without_repeats(np.concatenate(parts)))


def without_repeats(along: NDArray[np.float64]) -> NDArray[np.float64]:
    """Leave out vertices that repeat the one before; a line keeps two."""
    moves = np.ones(len(along), dtype=np.bool_)
    moves[1:] = (along[1:] != along[:-1]).any(axis=1)
    once = along[moves]
    return once if len(once) > 1 else np.repeat(once, 2, axis=0)


def _piece(graph: Graph, edge: int, leaves: float, arrives: float) -> NDArray[np.float64]:
    line = graph.lines[edge]
    if abs(arrives - leaves) >= graph.length[edge] - SPOT:
        along = shapely.get_coordinates(line)
        return np.asarray(along if arrives >= leaves else along[::-1], dtype=np.float64)
    return np.asarray(shapely.get_coordinates(substring(line, leaves, arrives)), dtype=np.float64)
