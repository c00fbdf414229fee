"""How much the hot cells lean on where the grid happens to lie and how large its cells are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely.affinity

from ...safeguards.messages import note
from ...safeguards.watch import Watch
from ..exposure import excess
from ..fdr import benjamini_hochberg
from ..grid import square_grid
from .place_exposure import Objects, exposure_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely import MultiPolygon, Polygon

    from ...safeguards.messages import Message
    from ..grid import Grid

# Times the side that was asked for, and parts of a side by which the grid is moved east and north.
SIZES = (0.75, 1.0, 1.5)
SHIFTS = ((0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.5))


@dataclass(frozen=True, eq=False)
class OtherGrid:
    """What another grid over the same incidents calls hot.

    Attributes:
        size: Side of its cells, metres.
        shift: Metres by which it is moved east and north.
        grid: Its cells, in coordinates from which the shift was taken.
        hot: (n,) cells that are hot.

    """

    size: float
    shift: tuple[float, float]
    grid: Grid
    hot: NDArray[np.bool_]

    def corners(self) -> NDArray[np.float64]:
        """Give the (h, 2) south-western corners of the hot cells, metres."""
        corners = np.column_stack([self.grid.col, self.grid.row])[self.hot] * self.size
        return np.asarray(corners + np.array(self.shift), dtype=np.float64)

    def calls(self, places: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell which (k, 2) places lie in a hot cell."""
        cell = self.grid.cell_of(places - np.array(self.shift))
        return np.asarray((cell >= 0) & self.hot[cell], dtype=np.bool_)


def other_grids(
    points: NDArray[np.float64],
    weights: NDArray[np.float64],
    objects: Objects | None,
    territory: Polygon | MultiPolygon,
    *,
    size: float,
    alpha: float = 0.05,
    sizes: Sequence[float] = SIZES,
    shifts: Sequence[tuple[float, float]] = SHIFTS,
    watch: Watch | None = None,
) -> list[OtherGrid]:
    """Test the same incidents on grids of other sizes and origins, by excess over exposure.

    Args:
        points: (n, 2) coordinates of incidents, metres.
        weights: (n,) how many incidents each stands for.
        objects: What is exposed; None takes area.
        territory: Cells whose centre lies in it take part.
        size: Side that was asked for, metres.
        alpha: Adjusted p up to which a cell is hot.
        sizes: Times `size`.
        shifts: Parts of a side.
        watch: Told of progress, asked for cancel.

    Returns:
        One for every size and shift, in that order.

    Raises:
        RefusedError: A grid of too many cells, or of none.

    """
    watch = watch or Watch()
    made: list[OtherGrid] = []
    wanted = [(size * times, east, north) for times in sizes for east, north in shifts]
    for number, (side, east, north) in enumerate(wanted):
        watch.at(number / len(wanted))
        shift = (east * side, north * side)
        grid = square_grid(shapely.affinity.translate(territory, -shift[0], -shift[1]), side)
        counts, _ = grid.count(points - shift, weights)
        held = np.ones(len(grid)) if objects is None else _exposed(objects, shift, grid)
        made.append(OtherGrid(side, shift, grid, _hot(counts, held, grid, alpha)))
    watch.at(1)
    return made


def told_agreement(share: NDArray[np.float64], grids: int) -> Message:
    """Say how many hot places other grids call too, by (k,) shares of the grids that call each."""
    return note(
        "stability_told",
        n=len(share),
        grids=grids,
        all=int((share == 1).sum()),
        few=int((share < 1 / 2).sum()),
    )


def agreement(grids: Sequence[OtherGrid], places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give, for (k, 2) places, the share of the grids that call them hot."""
    return np.asarray(np.mean([grid.calls(places) for grid in grids], axis=0), dtype=np.float64)


def _exposed(objects: Objects, shift: tuple[float, float], grid: Grid) -> NDArray[np.float64]:
    """Give what is exposed in each cell of a grid that was moved."""
    moved = shapely.transform(objects.geometry, lambda xy: xy - np.array(shift))
    return exposure_in(grid, Objects(moved, objects.amount))[0].amount


def _hot(counts: NDArray[np.float64], exposure: NDArray[np.float64], grid: Grid, alpha: float) -> NDArray[np.bool_]:
    if not exposure.any() or not counts.any():
        return np.zeros(len(grid), dtype=np.bool_)
    return np.asarray(benjamini_hochberg(excess(counts, exposure, grid).p) <= alpha, dtype=np.bool_)
