"""What changed between two periods, and how far that is beyond chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...safeguards.messages import note
from ..raster import Raster
from .kernels import KERNELS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ...safeguards.messages import Message

SURE = 2.0  # standard errors
OPAQUE = 255.0
_KM2 = 1e6


@dataclass(frozen=True, eq=False)
class Counted:
    """The density of one period, with what its precision hangs on.

    Attributes:
        raster: Incidents per km² per year.
        years: Years the period counts for.
        weights: (n,) what each incident counts for.

    """

    raster: Raster
    years: float
    weights: NDArray[np.float64]

    def variance(self, radius: float, kernel: str) -> NDArray[np.float32]:
        """Give the variance of each pixel were incidents to fall by chance at this density (Poisson).

        One more incident than were seen is reckoned with, so that a few at a spot where none were before are not sure.
        """
        a_weight = float((self.weights**2).sum() / self.weights.sum())
        one = a_weight * float(KERNELS[kernel].roughness) * _KM2 / radius**2 / self.years
        return np.asarray((self.raster.values + one) * one, dtype=np.float32)


def difference(now: Counted, before: Counted, *, radius: float, kernel: str) -> tuple[Raster, list[Message]]:
    """Subtract the density of one period from that of another.

    Args:
        now: The period.
        before: The period it is compared with, on the same pixels.
        radius: Of the kernel, metres.
        kernel: A key of `KERNELS`.

    Returns:
        A raster with the difference, and as `opacity` how far it is beyond chance: 0 for none, 255 from two
        standard errors on, of two Poisson counts under the kernel. And messages.

    """
    change = now.raster.values - before.raster.values
    error = np.sqrt(now.variance(radius, kernel) + before.variance(radius, kernel))
    score = change / error
    opacity = np.minimum(np.abs(score) / SURE, 1) * OPAQUE
    area = now.raster.pixel**2 / _KM2
    told = note(
        "density_difference",
        more=round(float((score >= SURE).sum() * area), 2),
        fewer=round(float((score <= -SURE).sum() * area), 2),
        whole=round(float(np.isfinite(change).sum() * area), 2),
    )
    raster = now.raster
    return Raster(change, raster.west, raster.north, raster.pixel, opacity.astype(np.float32)), [told]
