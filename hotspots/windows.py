"""What a cell of a lattice and those around it hold together, without making the matrix of neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.ndimage import maximum_filter1d
from scipy.sparse import csr_matrix

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

ALL = slice(None)


@dataclass(frozen=True)
class Step:
    """The part of a window that lies in one row.

    Attributes:
        row: Rows north of the cell.
        first: First column, counted from that of the cell: for a cell in an even row, and in an odd one.
        last: Last column, likewise.

    """

    row: int
    first: tuple[int, int]
    last: tuple[int, int]

    def parts(self) -> Iterator[tuple[slice, int, int]]:
        """Give first and last column for every second row, or for all rows at once where they are the same."""
        if self.first[0] == self.first[1] and self.last[0] == self.last[1]:
            yield ALL, self.first[0], self.last[0]
            return
        for parity in (0, 1):
            if self.first[parity] <= self.last[parity]:
                yield slice(parity, None, 2), self.first[parity], self.last[parity]


def sums(inside: NDArray[np.bool_], reach: Sequence[Step], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sum values over the window of each cell.

    Args:
        inside: (rows, columns) mask of the cells, the first row even.
        reach: The window, the cell itself included.
        values: (n,) one value per cell, row by row.

    Returns:
        (n,) sums; exact for whole numbers. What lies outside the mask adds nothing.

    """
    rows, cols = inside.shape
    high, wide = _margins(reach)
    running = np.zeros((rows + 2 * high, cols + 2 * wide + 1))
    running[high : high + rows, wide + 1 : wide + 1 + cols][inside] = values
    np.cumsum(running, axis=1, out=running)
    total = np.zeros((rows, cols))
    for step in reach:
        band = running[high + step.row : high + step.row + rows]
        for some, first, last in step.parts():
            total[some] += band[some, wide + last + 1 : wide + last + 1 + cols]
            total[some] -= band[some, wide + first : wide + first + cols]
    return np.asarray(total[inside], dtype=np.float64)


def maxima(inside: NDArray[np.bool_], reach: Sequence[Step], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the highest value in the window of each cell; arguments as `sums`, values of 0 or more."""
    rows, cols = inside.shape
    high, _ = _margins(reach)
    held = np.zeros((rows + 2 * high, cols))
    held[high : high + rows][inside] = values
    most = np.zeros((rows, cols))
    for step in reach:
        band = held[high + step.row : high + step.row + rows]
        for some, first, last in step.parts():
            length = last - first + 1
            there = maximum_filter1d(band[some], length, axis=1, mode="constant", origin=-first - length // 2)
            most[some] = np.maximum(most[some], there)
    return np.asarray(most[inside], dtype=np.float64)


def most_links(cells: int, reach: Sequence[Step]) -> int:
    """Give how many pairs of neighbours there are at most."""
    window = sum(max(last - first + 1 for first, last in zip(s.first, s.last, strict=True)) for s in reach)
    return cells * (window - 1)


def links(inside: NDArray[np.bool_], reach: Sequence[Step]) -> csr_matrix:
    """Give the (n, n) matrix with 1 for the others in the window of each cell."""
    rows, cols = inside.shape
    high, wide = _margins(reach)
    n = int(inside.sum())
    number = np.full((rows + 2 * high, cols + 2 * wide), -1, dtype=np.int32)
    here = np.full((rows, cols), -1, dtype=np.int32)
    here[inside] = np.arange(n, dtype=np.int32)
    number[high : high + rows, wide : wide + cols] = here
    sources, targets = [], []
    for step in reach:
        band = number[high + step.row : high + step.row + rows]
        for some, first, last in step.parts():
            for column in range(first, last + 1):
                there = band[some, wide + column : wide + column + cols]
                found = (there >= 0) & (here[some] >= 0) & (there != here[some])
                sources.append(here[some][found])
                targets.append(there[found])
    source, target = np.concatenate(sources), np.concatenate(targets)
    return csr_matrix((np.ones(len(source)), (source, target)), shape=(n, n))


def _margins(reach: Sequence[Step]) -> tuple[int, int]:
    """Give how many rows and how many columns a window reaches beyond its cell."""
    wide = max(max(-first, last, 0) for step in reach for first, last in zip(step.first, step.last, strict=True))
    return max(step.row for step in reach), wide
