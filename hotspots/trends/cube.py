"""A space-time cube: incidents per cell and step, and where in it they lie together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr

from ...safeguards.messages import refused
from ..exposure import upper_tail
from ..fdr import benjamini_hochberg
from ..period import shares_between

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ...safeguards.watch import Watch
    from ..events import Events
    from ..grid import Grid
    from .steps import Steps

MOST_BINS = 10_000_000
LEVELS = (0.10, 0.05, 0.01)  # bin 1, 2, 3 and their cold twins
WINDOWS = ("cube", "neighbourhood")
_SHARES_AT_ONCE = 2_000_000
# Values are whole multiples of this, so that sums over windows are exact and equal series tie, whatever their order.
_GRAIN = 2.0**-20


@dataclass(frozen=True, eq=False)
class Clusters:
    """What Gi* says of every bin, (steps, cells) each.

    Attributes:
        z: Gi* in standard deviations; NaN where nothing differs within the window of comparison.
        bin: -3 to 3: cold or hot at a false discovery rate of .01, .05, .10; 0 is neither.
        expected: Incidents a neighbourhood would hold were all spread evenly, (steps,) mean over the cells.

    """

    z: NDArray[np.float64]
    bin: NDArray[np.int8]
    expected: NDArray[np.float64]


def check_size(cells: int, steps: int) -> None:
    """Refuse a cube that would not fit in memory, before any of it is made.

    Raises:
        RefusedError: Over 10 million bins.

    """
    if cells * steps > MOST_BINS:
        raise refused("emerging_cube_too_large", cells=cells, steps=steps, bins=cells * steps, most=MOST_BINS)


def count_cube(events: Events, grid: Grid, steps: Steps, watch: Watch) -> NDArray[np.float64]:
    """Count incidents per step and cell; a time window counts for the part that lies in each step (aoristic).

    Returns:
        (steps, cells) counts. What lies in no cell or in no step adds nothing.

    """
    check_size(len(grid), len(steps))
    counts = np.zeros((len(steps), len(grid)))
    cell = grid.cell_of(events.points)
    block = max(_SHARES_AT_ONCE // len(steps), 1)
    for start in range(0, len(events), block):
        watch.at(start / len(events))
        some = slice(start, start + block)
        shares = shares_between(events.begin[some], events.end[some], steps.edges)
        shares *= np.where(cell[some] >= 0, events.weight[some], 0.0)[:, None]
        row, step = np.nonzero(shares)
        np.add.at(counts, (step, cell[some][row]), shares[row, step])
    return in_grains(counts)


def in_grains(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Round values so that their sums are exact, whatever the order."""
    return np.asarray(np.round(values / _GRAIN) * _GRAIN, dtype=np.float64)


def rates(counts: NDArray[np.float64], lengths: NDArray[np.float64]) -> NDArray[np.float64]:
    """Bring counts of steps of unequal length to the mean length; equal ones stay as they are."""
    if (lengths == lengths[0]).all():
        return counts
    scaled = counts * (lengths.mean() / lengths)[:, None]
    return in_grains(scaled)


def clusters(
    values: NDArray[np.float64],
    grid: Grid,
    *,
    band: float | None = None,
    neighbour_steps: int = 1,
    window: str = "cube",
    watch: Watch,
) -> Clusters:
    """Give Gi* of every bin over its space-time neighbourhood, and which bins stand out.

    The neighbourhood of a bin is its cell and the cells around, in its step and in `neighbour_steps` before it; at the
    begin of the cube there are fewer. Mean and spread are those of the whole cube ("cube"), or of the steps of the
    neighbourhood alone ("neighbourhood"). p is two-sided and normal, but never smaller than what chance alone gives a
    neighbourhood of this size, Bin(N, bins in it / all bins): where incidents are few the normal tail is far too thin.
    Bins are called at a false discovery rate (Benjamini & Hochberg 1995) over the whole cube.

    Args:
        values: (steps, cells) from `rates`.
        grid: The cells.
        band: Reach of the neighbourhood in metres; by default the eight cells around.
        neighbour_steps: Steps before its own that belong to a bin's neighbourhood.
        window: One of `WINDOWS`.
        watch: Told of progress, asked for cancel.

    """
    steps, cells = values.shape
    beside = grid.window_sums(np.ones(cells), band=band)
    sums = np.empty_like(values)
    for step in range(steps):
        watch.at(0.5 * step / steps)
        sums[step] = grid.window_sums(values[step], band=band)
    for step in range(steps - 1, 0, -1):  # backwards, so that what is added was not yet added to
        for before in range(max(step - neighbour_steps, 0), step):
            sums[step] += sums[before]
    total, squared = values.sum(axis=1), (values**2).sum(axis=1)
    z, p = np.empty_like(values), np.empty_like(values)
    expected = np.empty(steps)
    for step in range(steps):
        watch.at(0.5 + 0.4 * step / steps)
        reach = min(step, neighbour_steps) + 1
        among = slice(step + 1 - reach, step + 1) if window == "neighbourhood" else slice(None)
        n = cells * len(total[among])
        held = beside * reach
        z[step] = _gi_star(sums[step], held, total[among].sum(), squared[among].sum(), n)
        p[step] = _two_sided(z[step], sums[step], total[among].sum(), held / n)
        expected[step] = total[among].sum() * float(held.mean()) / n
    return Clusters(z, _called(p, z), expected)


def _gi_star(
    local: NDArray[np.float64], held: NDArray[np.float64], total: float, squared: float, n: int
) -> NDArray[np.float64]:
    """Give the analytic z (Ord & Getis 1995) for weights of 1 over `held` of n bins."""
    mean = total / n
    spread = np.sqrt(max(squared / n - mean**2, 0.0))
    scale = spread * np.sqrt(np.maximum(n * held - held**2, 0) / max(n - 1, 1))
    flat = scale <= 1e-12 * np.maximum(mean * held, np.finfo(float).tiny)
    return np.where(flat, np.nan, (local - mean * held) / np.where(flat, 1.0, scale))


def _two_sided(
    z: NDArray[np.float64], local: NDArray[np.float64], total: float, share: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Give the two-sided p; what even the normal tail does not call is left at that."""
    p = np.asarray(2 * ndtr(-np.abs(z)), dtype=np.float64)
    hot, cold = (p <= LEVELS[0]) & (z > 0), (p <= LEVELS[0]) & (z < 0)
    p[hot] = np.maximum(p[hot], 2 * upper_tail(local[hot], total, share[hot]))
    p[cold] = np.maximum(p[cold], 2 * upper_tail(total - local[cold], total, 1 - share[cold]))
    return p


def _called(p: NDArray[np.float64], z: NDArray[np.float64]) -> NDArray[np.int8]:
    """Sort bins by the false discovery rate at which each would be called.

    Only p up to the widest level can be called; the others enter by their number alone.
    """
    tested = int((~np.isnan(p)).sum())
    low = np.flatnonzero(p.ravel() <= LEVELS[0])
    adjusted = benjamini_hochberg(p.ravel()[low]) * (tested / max(len(low), 1))
    called = np.zeros(p.size, dtype=np.int8)
    for level in LEVELS:
        called[low] += (adjusted <= level).astype(np.int8)
    called[low] *= np.sign(z.ravel()[low]).astype(np.int8)
    return called.reshape(p.shape)
