"""The kernels a point is spread by, all of volume 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray


@dataclass(frozen=True)
class Kernel:
    """A radially symmetric kernel, in units of its radius.

    Attributes:
        height: Height over the squared distance, of volume 1 within the reach.
        spread: Standard deviation along one axis.
        roughness: Integral of the squared kernel.
        reach: Distance beyond which a point adds nothing.

    """

    height: Callable[[NDArray[np.float64]], NDArray[np.float64]]
    spread: float
    roughness: float
    reach: float = 1.0


# The Gaussian has the spread of a quartic kernel of the same radius: sigma = radius / sqrt(8). It is cut at four
# sigma, where exp(-8) = .034 % of it would be lost, and scaled up by as much.
_CUT = 4.0
_KEPT = 1 - np.exp(-(_CUT**2) / 2)

# Silverman 1986, 4.2, for the compact ones. Their spread follows from the integral of the kernel times r².
KERNELS: Mapping[str, Kernel] = {
    "quartic": Kernel(lambda square: 3 / np.pi * (1 - square) ** 2, np.sqrt(1 / 8), 9 / (5 * np.pi)),
    "epanechnikov": Kernel(lambda square: 2 / np.pi * (1 - square), np.sqrt(1 / 6), 4 / (3 * np.pi)),
    "triangular": Kernel(lambda square: 3 / np.pi * (1 - np.sqrt(square)), np.sqrt(3 / 20), 3 / (2 * np.pi)),
    "uniform": Kernel(lambda square: np.full_like(square, 1 / np.pi), 1 / 2, 1 / np.pi),
    "gaussian": Kernel(
        lambda square: 4 / (np.pi * _KEPT) * np.exp(-4 * square), np.sqrt(1 / 8), 2 / np.pi, _CUT / np.sqrt(8)
    ),
}


def heights(distance: NDArray[np.float64], radius: float, kernel: str = "quartic") -> NDArray[np.float64]:
    """Give the height of a kernel at distances from its centre, per m²; 0 beyond its reach, integral 1."""
    shape = KERNELS[kernel]
    square = (distance / radius) ** 2
    farthest = shape.reach**2
    return np.where(square <= farthest, shape.height(np.minimum(square, farthest)), 0.0) / radius**2
