"""Streets cut into short pieces of equal length (lixels), as a raster cuts an area into pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ...safeguards.messages import refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ...network.graph import Graph

MOST = 4_000_000  # pieces; some 100 bytes each while they are filled
_SPOT = 1e-6  # m within which a vertex and a cut are one


@dataclass(frozen=True, eq=False)
class Lixels:
    """Pieces of the edges of a graph, edge after edge from first vertex to last.

    Attributes:
        first: (m + 1,) position of the first piece of each edge; the last entry is the number of pieces.
        width: (m,) metres of every piece of each edge.

    """

    first: NDArray[np.int64]
    width: NDArray[np.float64]

    def __len__(self) -> int:
        """Count the pieces."""
        return int(self.first[-1])

    @property
    def pieces(self) -> NDArray[np.int64]:
        """Number of pieces of each edge, (m,)."""
        return np.diff(self.first)

    @property
    def edge(self) -> NDArray[np.int64]:
        """Edge of each piece, (k,)."""
        return np.repeat(np.arange(len(self.width)), self.pieces)

    @property
    def length(self) -> NDArray[np.float64]:
        """Metres of each piece, (k,)."""
        return np.repeat(self.width, self.pieces)


def cut(graph: Graph, longest: float) -> Lixels:
    """Cut every edge into the fewest equal pieces of at most `longest` metres.

    Raises:
        RefusedError: More pieces than memory should be asked for.

    """
    pieces = np.maximum(np.ceil(graph.length / longest - _SPOT), 1)
    if (total := float(pieces.sum())) > MOST:
        least = float(np.ceil(longest * total / MOST))
        raise refused("networkdensity_too_many_pieces", length=longest, n=int(total), most=MOST, least=least)
    return Lixels(np.concatenate([[0], np.cumsum(pieces)]).astype(np.int64), graph.length / pieces)


def drawn(graph: Graph, lixels: Lixels, chosen: NDArray[np.int64]) -> NDArray[np.object_]:
    """Give the geometry of some of the pieces.

    Args:
        graph: Whose edges were cut.
        lixels: All pieces.
        chosen: (c,) positions.

    Returns:
        (c,) LineStrings in the direction of digitising.

    """
    edge = lixels.edge[chosen]
    width = lixels.width[edge]
    start = (chosen - lixels.first[edge]) * width
    stop = np.minimum(start + width, graph.length[edge])
    at, base, vertices = _measured(graph)
    low = np.searchsorted(at, base[edge] + start + _SPOT, side="right")
    inner = np.maximum(np.searchsorted(at, base[edge] + stop - _SPOT, side="left") - low, 0)
    last = np.cumsum(inner + 2)
    first = last - inner - 2
    coordinates = np.empty((int(last[-1]) if len(last) else 0, 2))
    coordinates[first] = shapely.get_coordinates(shapely.line_interpolate_point(graph.lines[edge], start))
    coordinates[last - 1] = shapely.get_coordinates(shapely.line_interpolate_point(graph.lines[edge], stop))
    piece = np.repeat(np.arange(len(chosen)), inner)
    nth = np.arange(len(piece)) - np.repeat(np.cumsum(inner) - inner, inner)
    coordinates[first[piece] + 1 + nth] = vertices[low[piece] + nth]
    lines: NDArray[np.object_] = shapely.linestrings(
        coordinates, indices=np.repeat(np.arange(len(chosen)), inner + 2), out=np.empty(len(chosen), dtype=object)
    )
    return lines


def _measured(graph: Graph) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Give the metres of every vertex along all edges in a row, the metres where each edge begins, the vertices."""
    vertices, of = shapely.get_coordinates(graph.lines, return_index=True)
    step = np.hypot(*np.diff(vertices, axis=0, prepend=vertices[:1]).T)
    new = np.diff(of, prepend=-1) > 0
    # A metre between edges keeps the end of one from being taken for the begin of the next.
    step[new] = 1.0
    at = np.cumsum(step)
    return at, at[new], vertices
