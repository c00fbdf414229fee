"""Kernels laid on pixels, in three ways: by Fourier transform, along rows, and one by one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy.fft import irfft2, next_fast_len, rfft2

from ...safeguards.messages import CancelledError
from .kernels import KERNELS, heights

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from ...safeguards.watch import Watch

PIXELS_AT_ONCE = 1_000_000
_SPANS_AT_ONCE = 200_000
_ROUNDING = 1e-9  # what the transform leaves where nothing lies, of the peak

# Spreading a point over the four pixel centres around it lowers a smooth peak by at most its curvature over the
# squared radius in pixels, and blunts the tip of a triangular kernel by .15 over the radius. From these radii on that
# is at most .8 % of the peak.
SMOOTH_FROM: Mapping[str, float] = {"quartic": 16, "gaussian": 20, "triangular": 32}

# Height as a polynomial in the squared distance in radii, which can be summed along a row.
_POLYNOMIALS: Mapping[str, tuple[float, float]] = {
    "uniform": (1 / np.pi, 0.0),
    "epanechnikov": (2 / np.pi, -2 / np.pi),
}


@dataclass(frozen=True)
class Stamp:
    """A kernel of a radius in pixels.

    Attributes:
        kernel: A key of `KERNELS`.
        radius: Its radius in pixels.

    """

    kernel: str
    radius: float

    @property
    def reach(self) -> float:
        """Distance beyond which it is 0, in pixels."""
        return float(self.radius * KERNELS[self.kernel].reach)

    @cached_property
    def pad(self) -> int:
        """Pixels around a band in which points still reach it."""
        return int(np.ceil(self.reach)) + 1

    def sampled(self) -> NDArray[np.float64]:
        """Give its heights at pixel centres, (2 pad + 1, 2 pad + 1)."""
        away = np.arange(-self.pad, self.pad + 1)
        return heights(np.hypot(away[:, None], away[None, :]), self.radius, self.kernel)

    def transformed(self, shape: tuple[int, int]) -> NDArray[np.complex128]:
        """Give the Fourier transform of its heights on a grid; bands of one raster share theirs."""
        if shape not in self._transforms:
            self._transforms[shape] = rfft2(self.sampled(), shape)
        return self._transforms[shape]

    @cached_property
    def _transforms(self) -> dict[tuple[int, int], NDArray[np.complex128]]:
        return {}


def lay(
    place: NDArray[np.float64], weights: NDArray[np.float64], shape: tuple[int, int], stamp: Stamp, watch: Watch
) -> NDArray[np.float64]:
    """Give the density at the pixel centres of a band.

    Quartic, Gaussian and triangular kernels of a large radius are laid by Fourier transform over points shared among
    the four pixel centres around them (within .8 % of the peak); all else is exact.

    Args:
        place: (n, 2) row and column of points, counted at the centres of the padded band.
        weights: (n,) what each point counts for.
        shape: Rows and columns of the padded band.
        stamp: The kernel.
        watch: Asked for cancel.

    Returns:
        Density per pixel of the band without its padding.

    """
    if stamp.radius >= SMOOTH_FROM.get(stamp.kernel, np.inf):
        return convolved(_shared(place, weights, shape), stamp)
    if stamp.kernel in _POLYNOMIALS:
        return _along_rows(place, weights, shape, stamp, watch)
    return _one_by_one(place, weights, shape, stamp, watch)


def convolved(grid: NDArray[np.float64], stamp: Stamp) -> NDArray[np.float64]:
    """Lay a kernel over every pixel of a grid; what it cannot see whole, at the borders, is cut off."""
    fast = (next_fast_len(grid.shape[0], real=True), next_fast_len(grid.shape[1], real=True))
    edge = 2 * stamp.pad
    laid = irfft2(rfft2(grid, fast) * stamp.transformed(fast), fast)[edge : grid.shape[0], edge : grid.shape[1]]
    return np.where(laid > _ROUNDING * laid.max(initial=0), laid, 0.0)


def _shared(place: NDArray[np.float64], weights: NDArray[np.float64], shape: tuple[int, int]) -> NDArray[np.float64]:
    """Share points among the four pixel centres around them."""
    cell = np.floor(place).astype(np.int64)
    part = place - cell
    shared = np.zeros(shape[0] * shape[1])
    for down in (0, 1):
        for right in (0, 1):
            row, col = cell[:, 0] + down, cell[:, 1] + right
            held = np.abs(1 - down - part[:, 0]) * np.abs(1 - right - part[:, 1]) * weights
            inside = (row >= 0) & (row < shape[0]) & (col >= 0) & (col < shape[1])
            flat = row[inside] * shape[1] + col[inside]
            shared += np.bincount(flat, weights=held[inside], minlength=len(shared))
    return shared.reshape(shape)


def _along_rows(
    place: NDArray[np.float64], weights: NDArray[np.float64], shape: tuple[int, int], stamp: Stamp, watch: Watch
) -> NDArray[np.float64]:
    """Sum kernels that are a polynomial: each coefficient is added where a row enters the disc, taken off beyond."""
    constant, slope = (factor / stamp.radius**2 for factor in _POLYNOMIALS[stamp.kernel])
    slope /= stamp.radius**2
    pad, middle = stamp.pad, shape[1] / 2
    rows, columns = shape[0] - 2 * pad, shape[1] - 2 * pad
    degree = 3 if slope else 1
    entering = np.zeros((degree, rows * (columns + 1)))
    reach = np.arange(-pad, pad + 1)
    at_once = max(1, _SPANS_AT_ONCE // len(reach))
    for first in range(0, len(place), at_once):
        if watch.cancelled():
            raise CancelledError
        here, weight = place[first : first + at_once], weights[first : first + at_once]
        row = np.round(here[:, :1]).astype(np.int64) + reach
        square = (row - here[:, :1]) ** 2
        half = np.sqrt(np.maximum(stamp.radius**2 - square, 0))
        begin = np.clip(np.ceil(here[:, 1:] - half).astype(np.int64) - pad, 0, columns)
        end = np.clip(np.floor(here[:, 1:] + half).astype(np.int64) + 1 - pad, 0, columns)
        touched = (square <= stamp.radius**2) & (begin < end) & (row >= pad) & (row < pad + rows)
        line = (row[touched] - pad) * (columns + 1)
        x = np.broadcast_to(here[:, 1:] - middle, row.shape)[touched]
        counted = np.broadcast_to(weight[:, None], row.shape)[touched]
        terms = [constant + slope * (square[touched] + x**2), -2 * slope * x, np.full(len(x), slope)][:degree]
        for number, term in enumerate(terms):
            for place_in, sign in ((begin, 1), (end, -1)):
                flat = line + place_in[touched]
                entering[number] += np.bincount(flat, weights=sign * term * counted, minlength=entering.shape[1])
    held = np.cumsum(entering.reshape(degree, rows, columns + 1), axis=2)[:, :, :columns]
    across = np.arange(columns) + pad - middle
    laid = held[0] if degree == 1 else held[0] + across * (held[1] + across * held[2])
    return np.where(laid > _ROUNDING * laid.max(initial=0), laid, 0.0)


def _one_by_one(
    place: NDArray[np.float64], weights: NDArray[np.float64], shape: tuple[int, int], stamp: Stamp, watch: Watch
) -> NDArray[np.float64]:
    """Evaluate each kernel at every pixel centre in reach."""
    pad = stamp.pad
    wide = shape[1] + 2 * pad
    laid = np.zeros((shape[0] + 2 * pad) * wide)
    away = np.arange(-pad, pad + 1)
    down, right = (part.ravel() for part in np.meshgrid(away, away, indexing="ij"))
    reach = np.hypot(down, right) <= stamp.reach + np.sqrt(2)
    down, right = down[reach], right[reach]
    cell = np.floor(place).astype(np.int64)
    at_once = max(1, PIXELS_AT_ONCE // len(down))
    for first in range(0, len(place), at_once):
        if watch.cancelled():
            raise CancelledError
        some = slice(first, first + at_once)
        off = cell[some] - place[some]
        distance = np.hypot(down + off[:, :1], right + off[:, 1:])
        height = heights(distance, stamp.radius, stamp.kernel) * weights[some, None]
        flat = (cell[some, :1] + pad) * wide + cell[some, 1:] + pad + (down * wide + right)
        np.add.at(laid, flat.ravel(), height.ravel())
    return laid.reshape(-1, wide)[2 * pad : shape[0], 2 * pad : shape[1]]
