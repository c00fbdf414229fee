"""Cells of one size in rows, laid over a territory: what squares and hexagons have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from .windows import Step, links, maxima, most_links, sums

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix


@dataclass(frozen=True, eq=False)
class Lattice(ABC):
    """The cells whose centre lies in a territory.

    Attributes:
        size: Side of a cell, or of the square of the same area, metres.
        row: (n,) row of each cell, counted north from y = 0.
        col: (n,) column of each cell, counted east from x = 0.
        inside: (rows, columns) mask of the bounding box, southernmost row first (an even one, of hexagons); its True
            entries, row by row, are the cells.
        corner: Row and column of the first entry of `inside`.

    """

    size: float
    row: NDArray[np.int64]
    col: NDArray[np.int64]
    inside: NDArray[np.bool_]
    corner: tuple[int, int]

    def __len__(self) -> int:
        """Count the cells."""
        return len(self.row)

    @cached_property
    def _number(self) -> NDArray[np.int32]:
        """Number of the cell at each place of the bounding box, -1 where there is none; one ring of -1 around."""
        number = np.full((self.inside.shape[0] + 2, self.inside.shape[1] + 2), -1, dtype=np.int32)
        number[1:-1, 1:-1][self.inside] = np.arange(len(self), dtype=np.int32)
        return number

    @property
    def areas(self) -> NDArray[np.float64]:
        """Give the area of each cell, (n,) m²."""
        return np.full(len(self), self.size**2)

    def window_sums(self, values: NDArray[np.float64], *, band: float | None = None) -> NDArray[np.float64]:
        """Sum values over the window of each cell: the cell and its neighbours.

        Args:
            values: (n,) one value per cell; sums of whole numbers are exact.
            band: Cells whose centres lie within this many metres are neighbours; by default those that
                touch it.

        Returns:
            (n,) sums. Places of the window outside the territory add nothing.

        """
        return sums(self.inside, self._steps(band), values)

    def window_max(self, values: NDArray[np.float64], *, band: float | None = None) -> NDArray[np.float64]:
        """Give the highest value in the window of each cell; as `window_sums`, for values of 0 or more."""
        return maxima(self.inside, self._steps(band), values)

    def most_links(self, *, band: float | None = None) -> int:
        """Give how many pairs of neighbours there are at most, before any is made."""
        return most_links(len(self), self._steps(band))

    def links(self, *, band: float | None = None) -> csr_matrix:
        """Give the (n, n) matrix with 1 for each cell's neighbours, itself not among them."""
        return links(self.inside, self._steps(band))

    @abstractmethod
    def _steps(self, band: float | None) -> list[Step]:
        """Give the window of a cell, row by row."""
