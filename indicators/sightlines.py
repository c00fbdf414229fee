"""What can be seen from the outline of a building."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from scipy.spatial import cKDTree

if TYPE_CHECKING:
    from numpy.typing import NDArray

CLEAR = 0.01  # m: a line of sight begins this far outside the wall, so that it does not meet the wall itself
AHEAD = 5.0  # m: how far one steps out to find what lies before a wall rather than round its corner
BETWEEN = 2.0  # m between the points on the edges of what is looked for
POINTS_AT_ONCE = 100_000


@dataclass(frozen=True)
class Outline:
    """Points on the outer rings of outlines, evenly spread.

    Attributes:
        owner: (k,) position of the outline each point lies on.
        points: (k, 2) coordinates, metres.
        outward: (k, 2) unit vectors that point out of the building.

    """

    owner: NDArray[np.int64]
    points: NDArray[np.float64]
    outward: NDArray[np.float64]

    def take(self, chosen: NDArray[np.int64]) -> Outline:
        """Give some of the points."""
        return Outline(self.owner[chosen], self.points[chosen], self.outward[chosen])


def outline_points(geometry: NDArray[np.object_], step: float = 2.0) -> Outline:
    """Put points on the outer rings of polygons, in the middle of equal stretches of about `step` metres.

    Args:
        geometry: (n,) polygons or multipolygons.
        step: Metres.

    """
    parts, owner = shapely.get_parts(geometry, return_index=True)
    rings = shapely.get_exterior_ring(parts)
    length = shapely.length(rings)
    usable = length > 0
    rings, owner, length = rings[usable], owner[usable], length[usable]
    if not len(rings):
        return Outline(np.empty(0, dtype=np.int64), np.empty((0, 2)), np.empty((0, 2)))
    vertices, of = shapely.get_coordinates(rings, return_index=True)
    along = np.diff(vertices, axis=0)
    along[np.diff(of) != 0] = 0  # from one ring to the next one jumps, which is no stretch
    covered = np.concatenate([[0.0], np.cumsum(np.hypot(along[:, 0], along[:, 1]))])
    ends = np.cumsum(np.bincount(of))
    begins = covered[np.concatenate([[0], ends[:-1]])]
    whole = covered[ends - 1] - begins
    count = np.maximum(1, np.round(whole / step)).astype(np.int64)
    ring = np.repeat(np.arange(len(rings)), count)
    rank = np.arange(len(ring)) - np.repeat(np.cumsum(count) - count, count)
    place = begins[ring] + (rank + 0.5) * whole[ring] / count[ring]
    edge = np.searchsorted(covered, place, side="right") - 1
    stretch = np.hypot(along[edge, 0], along[edge, 1])
    direction = along[edge] / stretch[:, None]
    points = vertices[edge] + (place - covered[edge])[:, None] * direction
    turn = np.where(shapely.is_ccw(rings), 1.0, -1.0)[ring]
    outward = np.column_stack([direction[:, 1], -direction[:, 0]]) * turn[:, None]
    return Outline(owner[ring].astype(np.int64), points, outward)


def sees(outline: Outline, targets: NDArray[np.object_], obstacles: shapely.STRtree, reach: float) -> NDArray[np.bool_]:
    """Tell from which points of an outline a target is in sight.

    From each point two lines are drawn: to the nearest place on a target, and, where that is hidden, to the place
    nearest to 5 m straight out. The second one spares walls square to a road from being decided by a hair.

    Args:
        outline: Points.
        targets: Polygons looked for.
        obstacles: Search tree over the outlines of all buildings, their own included.
        reach: How far one sees, metres.

    Returns:
        (k,) mask.

    """
    seen = np.zeros(len(outline.points), dtype=np.bool_)
    if not len(targets) or not len(seen):
        return seen
    targets = _near(outline, targets, reach)
    if not len(targets):
        return seen
    places = _Places.of(targets)
    for first in range(0, len(seen), POINTS_AT_ONCE):
        here = outline.take(np.arange(first, min(first + POINTS_AT_ONCE, len(seen))))
        start = here.points + CLEAR * here.outward
        clear, in_reach = _in_sight(start, start, places, obstacles, reach)
        hidden = in_reach & ~clear
        ahead = start[hidden] + (AHEAD - CLEAR) * here.outward[hidden]
        clear[hidden], _ = _in_sight(start[hidden], ahead, places, obstacles, reach)
        seen[first : first + len(clear)] = clear
    return seen


def _near(outline: Outline, targets: NDArray[np.object_], reach: float) -> NDArray[np.object_]:
    """Keep the targets that may be near an outline; which ones does not depend on the order of the outlines."""
    order = np.argsort(outline.owner, kind="stable")
    first = np.flatnonzero(np.diff(outline.owner[order], prepend=-1))
    margin = reach + AHEAD + 2 * BETWEEN
    low = np.minimum.reduceat(outline.points[order], first) - margin
    high = np.maximum.reduceat(outline.points[order], first) + margin
    _, near = shapely.STRtree(targets).query(shapely.box(*low.T, *high.T))
    kept: NDArray[np.object_] = targets[np.unique(near)]
    return kept


@dataclass(frozen=True)
class _Places:
    """Targets with points along their edges, by which the nearest target is found fast.

    Of two targets whose distances differ by a few centimetres the farther one may be taken; the place on it is exact.
    """

    targets: NDArray[np.object_]
    tree: cKDTree
    target: NDArray[np.int64]

    @classmethod
    def of(cls, targets: NDArray[np.object_]) -> _Places:
        """Put the points on the edges, the targets in an order of their own so that theirs makes no difference."""
        box = shapely.bounds(targets)
        ordered = targets[np.lexsort(box.T)]
        points, target = shapely.get_coordinates(shapely.segmentize(ordered, BETWEEN), return_index=True)
        return cls(ordered, cKDTree(points), target)

    def nearest(self, seekers: NDArray[np.float64], reach: float) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Give the seekers with a target within about `reach`, and the nearest place on it, (m,) and (m, 2)."""
        _, found = self.tree.query(seekers, distance_upper_bound=reach + BETWEEN)
        seeker = np.flatnonzero(found < self.tree.n)
        target = self.targets[self.target[found[seeker]]]
        line = shapely.shortest_line(shapely.points(seekers[seeker]), target)
        return seeker, shapely.get_coordinates(shapely.get_point(line, -1))


def _in_sight(
    start: NDArray[np.float64],
    towards: NDArray[np.float64],
    places: _Places,
    obstacles: shapely.STRtree,
    reach: float,
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Draw lines from `start` to the place on a target nearest to `towards`.

    Returns:
        (k,) whether the line is clear, and (k,) whether there is a line: a place no farther than `reach`.

    """
    clear = np.zeros(len(start), dtype=np.bool_)
    in_reach = np.zeros(len(start), dtype=np.bool_)
    seeker, place = places.nearest(towards, reach)
    within = np.hypot(*(place - start[seeker]).T) <= reach
    seeker, place = seeker[within], place[within]
    if len(seeker):
        lines = shapely.linestrings(np.stack([start[seeker], place], axis=1))
        blocked, _ = obstacles.query(lines, predicate="intersects")
        in_reach[seeker] = clear[seeker] = True
        clear[seeker[blocked]] = False
    return clear, in_reach
