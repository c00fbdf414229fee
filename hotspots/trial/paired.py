"""Whether one map found more than another over a number of periods, or whether that is chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEVEL = 0.05
LEAST_PERIODS = 6  # with five, 2 of the 2^5 ways to swap the maps are already more than a twentieth
_EVERY_WAY = 12  # up to so many periods every way is tried
_WAYS = 4_095  # beside the one that was seen
_HALVINGS = 40


@dataclass(frozen=True)
class Difference:
    """How much larger a share of all incidents one map found than the other.

    Attributes:
        share: Over all periods together.
        low: Lower end of the 95 % interval; NaN with under 6 periods, which can exclude nothing.
        high: Upper end.

    """

    share: float
    low: float
    high: float

    @property
    def judged(self) -> bool:
        """Whether there were enough periods to tell it from chance."""
        return not np.isnan(self.low)


def difference(
    one: NDArray[np.float64], other: NDArray[np.float64], total: NDArray[np.float64], seed: int
) -> Difference:
    """Compare what two maps found, period by period.

    Were the maps equally good, each period's difference might as well have had the other sign. The interval holds the
    differences that, taken from the periods in proportion to their incidents, leave what such swaps give in more than
    5 % of the ways (sign-flip test, Fisher 1935; every way up to 12 periods, else 4,095 drawn ones).

    Args:
        one: (w,) incidents that the first map found in each period.
        other: (w,) what the second found.
        total: (w,) all incidents of the period.
        seed: Of the ways that are drawn.

    """
    some = total > 0
    gained, weight = (one - other)[some], total[some]
    if not some.any():
        return Difference(float("nan"), float("nan"), float("nan"))
    seen = float(gained.sum() / weight.sum())
    if some.sum() < LEAST_PERIODS:
        return Difference(seen, float("nan"), float("nan"))
    signs = _signs(len(gained), np.random.default_rng(seed))
    return Difference(seen, *(_end(gained, weight, signs, seen, toward) for toward in (-1, 1)))


def _signs(n: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Give ways to swap, one a row, the first without a swap."""
    if n <= _EVERY_WAY:
        bits = (np.arange(2**n)[:, None] >> np.arange(n)) & 1
        return np.asarray(1.0 - 2.0 * bits, dtype=np.float64)
    drawn = 1.0 - 2.0 * rng.integers(0, 2, (_WAYS, n))
    return np.concatenate([np.ones((1, n)), drawn])


def _end(
    gained: NDArray[np.float64], weight: NDArray[np.float64], signs: NDArray[np.float64], seen: float, toward: int
) -> float:
    """Find by halving how far from what was seen a difference is still within chance."""
    near, far = 0.0, 2.0  # shares differ by at most 1
    for _ in range(_HALVINGS):
        middle = (near + far) / 2
        left = gained - (seen + toward * middle) * weight
        swapped = np.abs(signs @ left)
        # A hair less, so that ways that come to the same sum count whatever the rounding.
        if (swapped >= abs(left.sum()) * (1 - 1e-9)).mean() > LEVEL:
            near = middle
        else:
            far = middle
    return seen + toward * near
