"""Points, lines and areas made all together of the runs of numbers they were delivered in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from .arcs import linearised

if TYPE_CHECKING:
    from numpy.typing import NDArray

POINT, LINE, AREA = 0, 1, 2
STRAIGHT, ARC, CIRCLE = 0, 1, 2
_LEAST_RING = 4  # points, of which the last is the first


def as_numbers(words: list[str], runs: NDArray[np.int64]) -> NDArray[np.float64]:
    """Read all numbers together; those of a run with something else in it become NaN."""
    try:
        return np.array(words, dtype=np.float64)
    except ValueError:
        made = np.full(len(words), np.nan)
    start = 0
    for size in runs[:, 2].tolist():
        try:
            made[start : start + size] = np.array(words[start : start + size], dtype=np.float64)
        except ValueError:
            made[start : start + size] = np.nan
        start += size
    return made


def drawn(
    objects: int,
    numbers: NDArray[np.float64],
    runs: NDArray[np.int64],
    rings: NDArray[np.int64],
    parts: NDArray[np.int64],
) -> NDArray[np.object_]:
    """Draw objects.

    Args:
        objects: How many there are.
        numbers: Coordinates, run after run.
        runs: (r, 4) ring, how it bends, how many numbers it has and how many of them make a point; rings in order.
        rings: (q,) part of each ring, in order, the outer ring of an area first; a line and a point are one ring.
        parts: (p, 2) object and kind of each part, in order.

    Returns:
        (objects,) geometries; None for an object without parts, or of which some part cannot be drawn.

    """
    made: NDArray[np.object_] = np.full(objects, None, dtype=object)
    if not len(runs):
        return made
    points, run = _points(numbers, runs)
    ring = runs[run, 0]
    points, ring = _joined(points, run, ring)
    usable = _usable(points, ring, parts[rings, 1])
    # An object of which one ring or part fails is not drawn at all: half a road would pass for the whole.
    lost = np.zeros(objects, dtype=np.bool_)
    lost[parts[rings[~usable], 0]] = True
    lost[parts[np.setdiff1d(np.arange(len(parts)), rings), 0]] = True
    keep_ring = ~lost[parts[rings, 0]]
    keep = keep_ring[ring]
    points, ring = points[keep], ring[keep]
    for kind in (POINT, LINE, AREA):
        of_kind = keep_ring & (parts[rings, 1] == kind)
        if of_kind.any():
            _place(made, kind, points[of_kind[ring]], ring[of_kind[ring]], rings, parts)
    return made


def _points(numbers: NDArray[np.float64], runs: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Give the points of all runs, arcs drawn out, and the run of each; a run that cannot be is one NaN point."""
    _, bends, size, dimension = runs.T
    start = np.cumsum(size) - size
    each = np.maximum(dimension, 1)
    number = size // each
    odd = (dimension == 0) | (size % each != 0) | (number == 0)
    odd |= (bends == ARC) & ((number < 3) | (number % 2 == 0))  # noqa: PLR2004 - begin, on the arc, end
    odd |= (bends == CIRCLE) & (number != 3)  # noqa: PLR2004 - three points of it
    number = np.where(odd, 0, number)
    run = np.repeat(np.arange(len(runs)), number)
    at = start[run] + (np.arange(len(run)) - np.repeat(np.cumsum(number) - number, number)) * dimension[run]
    xy = np.column_stack([numbers[at], numbers[at + 1]])
    straight = bends[run] == STRAIGHT
    # Every second point of a run of arcs, but its last, begins an arc.
    place = np.arange(len(run)) - (np.cumsum(number) - number)[run]
    first = np.flatnonzero(~straight & (place % 2 == 0) & (place < number[run] - 1))
    curves, of = linearised(xy[first[:, None] + np.arange(3)], bends[run[first]] == CIRCLE)
    met = (np.diff(of, prepend=-1) > 0) & (place[first][of] > 0)  # where the arc before it has drawn the point
    curves, of = curves[~met], of[~met]
    nothing = np.flatnonzero(odd)
    points = np.concatenate([xy[straight], curves, np.full((len(nothing), 2), np.nan)])
    of_run = np.concatenate([run[straight], run[first][of], nothing])
    order = np.argsort(of_run, kind="stable")
    return points[order], of_run[order]


def _joined(
    points: NDArray[np.float64], run: NDArray[np.int64], ring: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Leave out the point in which a curve begins where the one before it ended."""
    same = np.zeros(len(points), dtype=np.bool_)
    same[1:] = (ring[1:] == ring[:-1]) & (points[1:] == points[:-1]).all(axis=1)
    # Within a run points that repeat are left as delivered.
    same[1:] &= run[1:] != run[:-1]
    return points[~same], ring[~same]


def _usable(points: NDArray[np.float64], ring: NDArray[np.int64], kind: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which rings have points enough, all of them finite; an open ring is closed and may have one less."""
    number = np.bincount(ring, minlength=len(kind))
    whole = np.bincount(ring, weights=~np.isfinite(points).all(axis=1), minlength=len(kind)) == 0
    last = np.cumsum(number) - 1
    first = last - number + 1
    some = number > 0
    open_ = np.zeros(len(kind), dtype=np.bool_)
    open_[some] = (points[first[some]] != points[last[some]]).any(axis=1)
    least = np.select([kind == AREA, kind == LINE], [_LEAST_RING - open_, 2], 1)
    return np.asarray(whole & (number >= least))


def _place(
    made: NDArray[np.object_],
    kind: int,
    points: NDArray[np.float64],
    ring: NDArray[np.int64],
    rings: NDArray[np.int64],
    parts: NDArray[np.int64],
) -> None:
    """Make the parts of one kind, and put them at their objects."""
    present, of = np.unique(ring, return_inverse=True)
    held = rings[present]
    part, shape = held, _simple(kind, points, of)
    if kind == AREA:
        part, position = np.unique(held, return_inverse=True)
        shape = shapely.polygons(shape, indices=position)
    owner, position, count = np.unique(parts[part, 0], return_inverse=True, return_counts=True)
    several = count[position] > 1
    made[parts[part[~several], 0]] = shape[~several]
    if several.any():
        gather: Any = (shapely.multipoints, shapely.multilinestrings, shapely.multipolygons)[kind]
        group = np.cumsum(count > 1) - 1
        made[owner[count > 1]] = gather(shape[several], indices=group[position[several]])


def _simple(kind: int, points: NDArray[np.float64], of: NDArray[np.int64]) -> NDArray[np.object_]:
    if kind == POINT:
        return np.asarray(shapely.points(points[np.unique(of, return_index=True)[1]]))
    build = shapely.linearrings if kind == AREA else shapely.linestrings
    return np.asarray(build(points, indices=of))
