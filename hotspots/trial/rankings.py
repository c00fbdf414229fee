"""The ways to make a map of places from the past, each as one score per cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix

from ...safeguards.messages import refused
from ..exposure import excess
from ..gistar import gi_star_on_grid

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from ...safeguards.watch import Watch
    from ..grid import Grid

    Numbers = NDArray[np.float64]

_DIGITS = 9  # parts of incidents are rounded to, so that equal sums are equal
_MOST_PAIRS = 20_000_000
_NEVER = 2.0  # stands for the p of a cell without exposure, behind every other


@dataclass(frozen=True, eq=False)
class Past:
    """What was known when a map was made, (n,) per cell.

    Attributes:
        counts: Incidents of the whole past that counts.
        last: Incidents of its last stretch, as long as the period that follows.
        density: Kernel density at the centre.
        exposure: What is exposed.

    """

    counts: Numbers
    last: Numbers
    density: Numbers
    exposure: Numbers


@dataclass(frozen=True)
class Name:
    """What a way is called."""

    en: str
    nl: str


OURS = {
    "exposure": Name("more than expected", "meer dan verwacht"),
    "gistar": Name("concentration (Gi*)", "concentratie (Gi*)"),
    "density": Name("density", "dichtheid"),
}
COUNTING = "counts"
PLAIN = {
    COUNTING: Name("simple counting", "simpel tellen"),
    "neighbours": Name("counting with neighbours", "tellen met buurcellen"),
    "last": Name("only the period before", "alleen de periode ervoor"),
}
NAMES = {**OURS, **PLAIN}
RANDOM = "random"


def _by_excess(past: Past, grid: Grid) -> Numbers:
    """Rank by the p of the window, and where that is equal by its excess; without exposure last."""
    if not past.exposure.any():
        return np.zeros(len(grid))
    tested = excess(past.counts, past.exposure, grid)
    above = np.round(tested.window_count - tested.window_expected, _DIGITS)
    exposed = ~np.isnan(tested.p)
    p, above = np.where(exposed, tested.p, _NEVER), np.where(exposed, above, 0)
    order = np.lexsort((-above, p))
    step = (np.diff(p[order], prepend=p[order[0]]) != 0) | (np.diff(above[order], prepend=above[order[0]]) != 0)
    rank = np.empty(len(grid))
    rank[order] = np.cumsum(step)
    return -rank


SCORES: Mapping[str, Callable[[Past, Grid], Numbers]] = {
    "exposure": _by_excess,
    "gistar": lambda past, grid: np.round(gi_star_on_grid(past.counts, grid), _DIGITS),
    "density": lambda past, _grid: past.density,
    COUNTING: lambda past, _grid: past.counts,
    "neighbours": lambda past, grid: np.round(grid.window_sums(past.counts), _DIGITS),
    "last": lambda past, _grid: past.last,
}


def counted(grid: Grid, cell: NDArray[np.int64], weights: Numbers) -> Numbers:
    """Sum weights per cell; equal sums are equal whatever the order they were made in."""
    some = (cell >= 0) & (weights > 0)
    return np.round(np.bincount(cell[some], weights=weights[some], minlength=len(grid)), _DIGITS)


def spread(grid: Grid, points: Numbers, radius: float, watch: Watch) -> csr_matrix:
    """Give the height of the quartic kernel of each point at the centre of each cell, per m².

    Density for any weights of the points is then one product: periods differ only in weights.

    Args:
        grid: The cells.
        points: (k, 2) coordinates, metres.
        radius: Distance beyond which a point adds nothing, metres.
        watch: Asked for cancel.

    Returns:
        (n, k) matrix.

    Raises:
        RefusedError: The radius reaches too many cells.

    """
    reach = int(np.ceil(radius / grid.size))
    if len(points) * np.pi * (radius / grid.size + 0.5) ** 2 > _MOST_PAIRS:
        raise refused("accuracy_radius_too_large", radius=radius, size=grid.size, n=len(points))
    within = (np.floor(points / grid.size) + 0.5) * grid.size - points  # from each point to the centre of its square
    cells, which, high = [], [], []
    steps = range(-reach, reach + 1)
    for up in steps:
        watch.at(0.5 * (up + reach) / len(steps))
        for right in steps:
            step = np.array([right, up]) * grid.size
            away = np.hypot(*(within + step).T)
            near = np.flatnonzero(away < radius)
            cell = grid.cell_of(points[near] + step)
            cells.append(cell[cell >= 0].astype(np.int32))
            which.append(near[cell >= 0].astype(np.int32))
            high.append(_quartic(away[near[cell >= 0]], radius))
    held = np.concatenate(high), (np.concatenate(cells), np.concatenate(which))
    return csr_matrix(held, shape=(len(grid), len(points)))


def _quartic(distance: Numbers, radius: float) -> Numbers:
    """Give the height of the quartic kernel within its radius, per m²."""
    return np.asarray(3 / (np.pi * radius**2) * (1 - (distance / radius) ** 2) ** 2, dtype=np.float64)
