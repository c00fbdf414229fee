"""The distance at which values lie together most: where the spatial autocorrelation first peaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.fft import irfft2, next_fast_len, rfft2
from scipy.spatial import cKDTree

from ...safeguards.messages import refused
from ...safeguards.watch import Watch
from .moran import deviations, moran_of_sums

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

STEPS = 10
_CLUSTERED = 2.58  # z over which values lie together by more than chance, two-sided 1 %
_ALONE = 3  # standard deviations above the mean distance to the nearest place
_HAIR = 1e-9
_SAME = 1e-6  # m between coordinates that are the same
_UNEVEN = 1e-3  # steps that a place on a grid may be off it
_PLACES_AT_ONCE = 10_000
_MOST_LATTICE = 20_000_000  # places in the box around a grid, neighbours' reach included
_SMALL = 1_000_000  # places in a box that is never too sparse
_SPARSE = 10  # times as many places in the box as there are cells


@dataclass(frozen=True, eq=False)
class Peak:
    """Where the spatial autocorrelation first peaks.

    Attributes:
        band: Distance, metres.
        distances: (k,) distances looked at, rising.
        z: (k,) z of the global Moran's I with binary weights up to each; NaN where all are each other's neighbours.
        found: Whether z rises to `band` and falls after it, and is over 2.58 there. If not, `band` is where z is
            highest, or the first distance where z is over 2.58 nowhere.
        alone: Places so far from any other (3 standard deviations over the mean distance to the nearest) that the
            first distance leaves them without neighbours.

    """

    band: float
    distances: Floats
    z: Floats
    found: bool
    alone: int


def first_peak(values: Floats, points: Floats, *, steps: int = STEPS, watch: Watch | None = None) -> Peak:
    """Find the distance band at the first peak of global Moran's I, as in Esri's incremental spatial autocorrelation.

    Distances start where every place has a neighbour, those that lie far from all others left aside, and rise by the
    mean distance to the nearest place. Places on a regular grid are summed by Fourier transform, others by a
    tree; both are exact.

    Args:
        values: (n,) one value per place.
        points: (n, 2) coordinates, metres.
        steps: Number of distances.
        watch: Told of progress, asked for cancel.

    Raises:
        RefusedError: Under 4 places, a value is missing, all values are equal, or all places are one spot.
        CancelledError: The user cancelled.

    """
    watch = watch or Watch()
    away = deviations(values)
    distances, alone = _distances(points, steps)
    lattice = _lattice(points, distances[-1])
    if lattice is None:
        sums = _sums_by_tree(away, points, distances, watch)
    else:
        sums = _sums_by_transform(away, lattice, distances, watch)
    z = np.array(
        [
            moran_of_sums(away, products, total, 2 * total, 4 * squares).z if total else np.nan
            for products, total, squares in sums
        ]
    )
    band, found = _peak(distances, z)
    return Peak(band, distances, z, found, alone)


def _distances(points: Floats, steps: int) -> tuple[Floats, int]:
    """Give the distances to look at, and how many places the first leaves alone."""
    places = np.unique(points, axis=0)
    if len(places) == 1:
        raise refused("statistics_one_spot", n=len(points))
    nearest = cKDTree(places).query(places, k=2)[0][:, 1]
    usual = nearest <= nearest.mean() + _ALONE * nearest.std() + _HAIR
    start = float(nearest[usual].max())
    return start + nearest.mean() * np.arange(max(steps, 1)), int((~usual).sum())


def _peak(distances: Floats, z: Floats) -> tuple[float, bool]:
    inner = z[1:-1]
    peaks = np.flatnonzero((inner > z[:-2]) & (inner > z[2:]) & (inner > _CLUSTERED))
    if len(peaks):
        return float(distances[peaks[0] + 1]), True
    told = np.where(z > _CLUSTERED, z, -np.inf)
    return float(distances[int(told.argmax())]), False


@dataclass(frozen=True, eq=False)
class _Lattice:
    """Places that stand on a rectangular grid: row and column of each, and the distance between them."""

    row: NDArray[np.int64]
    col: NDArray[np.int64]
    high: float
    wide: float


def _lattice(points: Floats, reach: float) -> _Lattice | None:
    """Recognise a grid, square or hexagonal; None where the places stand on none, or it would be too large."""
    (col, wide), (row, high) = (_ticks(points[:, axis]) for axis in (0, 1))
    if not (wide and high):
        return None
    rows, cols = int(row.max()) + 1, int(col.max()) + 1
    if len(np.unique(row * cols + col)) < len(points):
        return None
    box = (rows + reach / high) * (cols + reach / wide)
    if box > min(_MOST_LATTICE, _SPARSE * len(points) + _SMALL):
        return None
    return _Lattice(row, col, high, wide)


def _ticks(along: Floats) -> tuple[NDArray[np.int64], float]:
    """Give coordinates as multiples of the smallest step between them, and that step; 0 where they are none."""
    unique = np.unique(along)
    steps = np.diff(unique)
    steps = steps[steps > _SAME]
    if not len(steps):
        return np.zeros(len(along), dtype=np.int64), 1.0
    step = float(steps.min())
    ticks = np.round((along - unique[0]) / step)
    if ticks.max() > 0:
        step = float((unique[-1] - unique[0]) / ticks.max())
    even = bool((np.abs((along - unique[0]) / step - ticks) < _UNEVEN).all())
    return ticks.astype(np.int64), step if even else 0.0


def _sums_by_transform(away: Floats, lattice: _Lattice, distances: Floats, watch: Watch) -> Floats:
    """Give for each distance Σ_ij w_ij away_i away_j, Σ_ij w_ij and Σ_i (Σ_j w_ij)², (k, 3)."""
    down, right = (int(distances[-1] / step * (1 + _HAIR)) for step in (lattice.high, lattice.wide))
    shape = tuple(
        next_fast_len(int(size), real=True) for size in (lattice.row.max() + 1 + down, lattice.col.max() + 1 + right)
    )
    laid, there = np.zeros(shape), np.zeros(shape)
    laid[lattice.row, lattice.col], there[lattice.row, lattice.col] = away, 1
    alike = irfft2(np.abs(rfft2(laid)) ** 2, shape)
    presence = rfft2(there)
    # How far each shift is; the far half of the rows and columns shifts back.
    up, along = (np.minimum(np.arange(size), size - np.arange(size)) for size in shape)
    distance = np.hypot(up[:, None] * lattice.high, along[None, :] * lattice.wide)
    distance[0, 0] = np.inf
    sums = np.empty((len(distances), 3))
    for step, reach in enumerate(distances):
        watch.at(step / len(distances))
        near = distance <= reach * (1 + _HAIR)
        neighbours = irfft2(presence * rfft2(near.astype(np.float64)), shape)[lattice.row, lattice.col]
        sums[step] = alike[near].sum(), np.round(neighbours).sum(), np.square(np.round(neighbours)).sum()
    watch.at(1)
    return sums


def _sums_by_tree(away: Floats, points: Floats, distances: Floats, watch: Watch) -> Floats:
    """Give what `_sums_by_transform` gives, for places anywhere."""
    tree = cKDTree(points)
    reach = distances * (1 + _HAIR)
    sums = np.zeros((len(distances), 3))
    sums[:, 0] = -float(away @ away)  # each place finds itself
    # In the order of the tree, so that what is looked up together lies together.
    parts = np.array_split(tree.indices, -(-len(points) // _PLACES_AT_ONCE))
    for number, part in enumerate(parts):
        sums[:, 0] += cKDTree(points[part]).count_neighbors(tree, reach, weights=(away[part], away))
        for step, radius in enumerate(reach):
            watch.at((number + step / len(reach)) / len(parts))
            neighbours = tree.query_ball_point(points[part], radius, return_length=True) - 1.0
            sums[step, 1:] += neighbours.sum(), np.square(neighbours).sum()
    watch.at(1)
    return sums
