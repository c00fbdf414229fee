"""Roads as lines: joined, cut where they meet, and their junctions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

PAST = 1.0  # how far a line may reach past the one it meets, m
_GRID = 0.01  # coordinates of roads are whole centimetres, as in the register


@dataclass(frozen=True)
class Lines:
    """Lines with what they are; rows run together.

    Attributes:
        geometry: (n,) linestrings.
        kind: (n,) ring, radial, country, provincial, local, estate, centre, cycle, track, edge.
        street: (n,) number of the street each belongs to, -1 for none.

    """

    geometry: NDArray[np.object_]
    kind: NDArray[np.object_]
    street: NDArray[np.int64]

    def where(self, mask: NDArray[Any]) -> Lines:
        """Give the lines a mask or an array of positions picks."""
        return Lines(self.geometry[mask], self.kind[mask], self.street[mask])


def joined(*parts: Lines) -> Lines:
    """Put lines after one another."""
    return Lines(
        np.concatenate([p.geometry for p in parts]),
        np.concatenate([p.kind for p in parts]),
        np.concatenate([p.street for p in parts]),
    )


def noded(lines: Lines) -> Lines:
    """Cut lines where they meet, so that they share their end points; each piece keeps what it was."""
    merged = shapely.union_all(lines.geometry, grid_size=_GRID)
    pieces = _without_stubs(np.array(shapely.get_parts(merged), dtype=object))
    middle = shapely.line_interpolate_point(pieces, 0.5, normalized=True)
    source = shapely.STRtree(lines.geometry).nearest(middle)
    return Lines(pieces, lines.kind[source], lines.street[source])


def nodes(lines: NDArray[np.object_]) -> NDArray[np.int64]:
    """Number the end points of lines: (n, 2) of begin and end; equal points have equal numbers."""
    ends = np.concatenate(
        [shapely.get_coordinates(shapely.get_point(lines, 0)), shapely.get_coordinates(shapely.get_point(lines, -1))]
    )
    _, number = np.unique(np.round(ends * 100).astype(np.int64), axis=0, return_inverse=True)
    numbered: NDArray[np.int64] = number.reshape(2, -1).T
    return numbered


def _without_stubs(pieces: NDArray[np.object_]) -> NDArray[np.object_]:
    ends = nodes(pieces)
    loose = (np.bincount(ends.ravel())[ends] == 1).any(axis=1)
    kept: NDArray[np.object_] = pieces[~(loose & (shapely.length(pieces) < 2 * PAST))]
    return kept
