"""Kernels along a line: what is left of an incident at a distance, and how much of it lies within one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

# Integral from 0 to t of the kernel whose half width is 1 and whose both sides together hold 1.
_HELD: dict[str, Callable[[Numbers], Numbers]] = {
    "epanechnikov": lambda t: 0.75 * (t - t**3 / 3),
    "quartic": lambda t: 0.9375 * (t - 2 * t**3 / 3 + t**5 / 5),
    "triangular": lambda t: t - t**2 / 2,
}
_TOP = {"epanechnikov": 0.75, "quartic": 0.9375, "triangular": 1.0}
KERNELS = tuple(_HELD)


def held(kernel: str, distance: Numbers, bandwidth: float) -> Numbers:
    """Give the share of an incident between it and a distance on one side: 0 up to it, ½ from the bandwidth on."""
    return _HELD[kernel](np.clip(distance / bandwidth, 0.0, 1.0))


def top(kernel: str, bandwidth: float) -> float:
    """Give the density of an incident at its own place on an unbranched line, per metre."""
    return _TOP[kernel] / bandwidth
