"""Areas of one type that overlap, parted so that every place lies in one of them at most."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Outlines = NDArray[np.object_]

SLIVER_AREA = 10.0  # m²: less than this is how a line was drawn, and no ground
SLIVER_WIDTH = 1.0  # m: nor is a strip that is nowhere wider


class Parted(NamedTuple):
    """Areas after their overlaps were parted.

    Attributes:
        outlines: (n,) multipolygons; None where nothing is left.
        overlapping: (m, 2) positions of two areas of one type that shared more than a sliver: the one that kept the
            ground, the one that lost it.
        slivers: How many pairs of one type shared a sliver only.
        scraps: How many pieces left over after cutting were slivers, and went too.
        scrap_area: m² of these pieces together.

    """

    outlines: Outlines
    overlapping: NDArray[np.int64]
    slivers: int
    scraps: int
    scrap_area: float


def part(outlines: Outlines, kind: NDArray[np.object_]) -> Parted:
    """Take from each area what a smaller one of its type covers.

    The smaller keeps it, of two as large the first: it was drawn the more precisely, and an area inside another would
    vanish otherwise. Ground between areas stays as it is. Of an area that was cut, pieces that are mere slivers go.

    Args:
        outlines: (n,) valid multipolygons in metres.
        kind: (n,) type of each.

    """
    one, other = pairs(outlines)
    alike = kind[one] == kind[other]
    one, other = one[alike], other[alike]
    shared = shapely.intersection(outlines[one], outlines[other])
    covered = shapely.area(shared) > 0
    one, other, shared = one[covered], other[covered], shared[covered]
    rank = np.empty(len(outlines), dtype=np.int64)
    rank[np.lexsort((np.arange(len(outlines)), shapely.area(outlines)))] = np.arange(len(outlines))
    keeps = np.where(rank[one] < rank[other], one, other)
    loses = np.where(rank[one] < rank[other], other, one)
    mere = slivers(shared)
    made = outlines.copy()
    scraps, scrap_area = 0, 0.0
    for cut in np.unique(loses).tolist():
        taken = shapely.union_all(outlines[keeps[loses == cut]])
        pieces = shapely.get_parts(shapely.get_parts(shapely.difference(outlines[cut], taken)))
        pieces = pieces[shapely.get_type_id(pieces) == shapely.GeometryType.POLYGON]
        scrap = slivers(pieces)
        scraps, scrap_area = scraps + int(scrap.sum()), scrap_area + float(shapely.area(pieces[scrap]).sum())
        made[cut] = shapely.multipolygons(pieces[~scrap]) if (~scrap).any() else None
    return Parted(made, np.column_stack([keeps, loses])[~mere], int(mere.sum()), scraps, scrap_area)


def pairs(outlines: Outlines) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give every two areas that touch, once."""
    one, other = shapely.STRtree(outlines).query(outlines, predicate="intersects")
    return one[one < other], other[one < other]


def slivers(shapes: Outlines) -> NDArray[np.bool_]:
    """Tell which shapes are no ground to speak of: under 10 m², or nowhere 1 m wide."""
    sliver = shapely.area(shapes) < SLIVER_AREA
    rest = np.flatnonzero(~sliver)
    sliver[rest] = shapely.is_empty(shapely.buffer(shapes[rest], -SLIVER_WIDTH / 2))
    return np.asarray(sliver, dtype=np.bool_)


def dissolve(outlines: Outlines) -> Outlines:
    """Join polygons that adjoin: one polygon for every piece of ground, holes kept."""
    joined: Outlines = shapely.get_parts(shapely.union_all(outlines))
    return joined
