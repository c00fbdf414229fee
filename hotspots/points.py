"""The points that take part: those with a place and a weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..safeguards.messages import refused, warn

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..safeguards.messages import Message


def with_place(
    points: NDArray[np.float64], weights: NDArray[np.float64] | None = None
) -> tuple[NDArray[np.float64], NDArray[np.float64], list[Message]]:
    """Leave out points without coordinates or weight, and say how many.

    Args:
        points: (n, 2) coordinates, metres; NaN is missing.
        weights: (n,) what each point counts for, 0 or more, NaN is missing; 1 by default.

    Returns:
        The points and weights that are left, and messages.

    Raises:
        RefusedError: A weight is negative.

    """
    points = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    weights = np.ones(len(points)) if weights is None else np.asarray(weights, dtype=np.float64)
    if (weights < 0).any():
        raise refused("hotspots_weight_negative", n=int((weights < 0).sum()), lowest=float(np.nanmin(weights)))
    placed = np.isfinite(points).all(axis=1)
    weighed = np.isfinite(weights)
    messages = []
    if not placed.all():
        messages.append(warn("hotspots_points_without_place", n=int((~placed).sum()), total=len(points)))
    if not weighed[placed].all():
        messages.append(warn("hotspots_points_without_weight", n=int((~weighed[placed]).sum()), total=len(points)))
    kept = placed & weighed
    return points[kept], weights[kept], messages
