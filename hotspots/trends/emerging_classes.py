"""How a hot or cold spot came to be: the seventeen classes of an emerging hot spot analysis."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Pattern(IntEnum):
    """What a cell is at its last step; the same number below 0 is the cold twin, and 0 is no pattern."""

    NEW = 1
    CONSECUTIVE = 2
    INTENSIFYING = 3
    PERSISTENT = 4
    DIMINISHING = 5
    SPORADIC = 6
    OSCILLATING = 7
    HISTORICAL = 8


NO_PATTERN = 0


def classify(
    significance: NDArray[np.int8],
    trend_z: NDArray[np.float64],
    trend_p: NDArray[np.float64],
    *,
    alpha: float = 0.05,
) -> NDArray[np.int8]:
    """Name the pattern of every cell at its last step.

    The definitions are those Esri publishes ("How Emerging Hot Spot Analysis works"). Where the text lets a cell be
    two things, it is the first of: oscillating (it was the opposite before), historical, new, consecutive, then what
    its trend says. A cell that was hot in every step it ever had is new in its first and follows its trend after.

    Args:
        significance: (cells, steps) above 0 for a hot step, below 0 for a cold one, 0 for neither.
        trend_z: (cells,) z of the trend.
        trend_p: (cells,) its p; NaN is no trend.
        alpha: p up to which a trend counts.

    Returns:
        (cells,) a `Pattern`, its negative, or 0.

    """
    at_end = classify_each_step(significance, trend_z[:, None], trend_p[:, None], alpha=alpha)
    return at_end[:, -1]


def classify_each_step(
    significance: NDArray[np.int8],
    trend_z: NDArray[np.float64],
    trend_p: NDArray[np.float64],
    *,
    alpha: float = 0.05,
) -> NDArray[np.int8]:
    """Name the pattern of every cell as it stood at each step, from that step and those before it.

    Args:
        significance: As `classify`.
        trend_z: (cells, steps) z of the trend up to each step; (cells, 1) uses one for all.
        trend_p: (cells, steps) or (cells, 1) its p.
        alpha: As `classify`.

    Returns:
        (cells, steps) as `classify`.

    """
    rising = (trend_p <= alpha) & (trend_z > 0)
    falling = (trend_p <= alpha) & (trend_z < 0)
    hot, cold = significance > 0, significance < 0
    as_hot, as_cold = _of_hot(hot, cold, rising, falling), _of_hot(cold, hot, falling, rising)
    # What is cold after having been hot nearly always is cold, and not a historical hot spot as well.
    return np.select([hot, cold], [as_hot, -as_cold], default=as_hot - as_cold).astype(np.int8)


def _of_hot(
    hot: NDArray[np.bool_], cold: NDArray[np.bool_], stronger: NDArray[np.bool_], weaker: NDArray[np.bool_]
) -> NDArray[np.int8]:
    """Name what is hot; called with hot and cold swapped it names what is cold."""
    steps = np.arange(1, hot.shape[1] + 1)
    times = np.cumsum(hot, axis=1)
    mostly = 10 * times >= 9 * steps  # 90 %, in whole numbers
    ever_cold = np.cumsum(cold, axis=1) > 0
    first = np.where(hot.any(axis=1), hot.argmax(axis=1), hot.shape[1])
    unbroken = times == steps - first[:, None]  # hot in each step since the first one that was
    pattern = np.select(
        [
            ~hot & mostly,
            ~hot,
            ~mostly & ever_cold,
            times == 1,
            ~mostly & unbroken,
            ~mostly,
            stronger & np.ones_like(hot),
            weaker & np.ones_like(hot),
        ],
        [
            Pattern.HISTORICAL,
            NO_PATTERN,
            Pattern.OSCILLATING,
            Pattern.NEW,
            Pattern.CONSECUTIVE,
            Pattern.SPORADIC,
            Pattern.INTENSIFYING,
            Pattern.DIMINISHING,
        ],
        default=Pattern.PERSISTENT,
    )
    return np.asarray(pattern, dtype=np.int8)
