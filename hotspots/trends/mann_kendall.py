"""Whether a series rises or falls: the rank test of Mann (1945) and Kendall (1975)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Trend:
    """What the test says as of each step, (cells, steps) each.

    Attributes:
        s: Pairs of steps that rise minus pairs that fall.
        z: S with its continuity correction, in standard deviations; 0 where S is 0.
        p: Two-sided; 1 where S is 0.

    """

    s: NDArray[np.float64]
    z: NDArray[np.float64]
    p: NDArray[np.float64]


def mann_kendall(series: NDArray[np.float64], *, overlap: int = 0) -> Trend:
    """Test every series, at its end and as of each earlier step.

    S = Σ_{i<j} sign(x_j - x_i), var(S) = [n(n-1)(2n+5) - Σ_t t(t-1)(2t+5)] / 18 over groups of t equal values,
    z = (S ∓ 1) / sqrt(var(S)). Going one step further adds the signs of the new value against those before it, and to
    the ties what its own group grows by, so all steps cost no more than the last one alone.

    Values that are sums over steps they share resemble each other without any trend, which makes trends out of nothing
    (one in seven at .05 where each value holds the step before as well). `overlap` widens the variance by what such a
    resemblance does to it (Hamed & Rao 1998), whose size is known here: two sums of m + 1 steps that lie j apart are
    correlated 1 - j/(m + 1).

    Args:
        series: (cells, steps) values; NaN takes no part.
        overlap: How many earlier steps each value holds as well.

    """
    cells, steps = series.shape
    s, variance = np.zeros((steps, cells)), np.zeros((steps, cells))
    known = np.zeros(cells)
    tied = np.zeros(cells)
    for step in range(steps):
        here, before = series[:, step], series[:, :step].T
        above, below = (before < here).sum(axis=0), (before > here).sum(axis=0)
        s[step] = (s[step - 1] if step else 0.0) + above - below
        known += ~np.isnan(here)
        equal = (before == here).sum(axis=0).astype(np.float64)
        tied += _pairs(equal + 1) - _pairs(equal)
        variance[step] = (_pairs(known) - tied) / 18 * _inflation(step + 1, overlap)
    spread = np.sqrt(np.maximum(variance, 0))
    moved = (s != 0) & (spread > 0)
    z = np.where(moved, (s - np.sign(s)) / np.where(moved, spread, 1.0), 0.0)
    return Trend(s.T, z.T, (2 * ndtr(-np.abs(z))).T)


def _pairs(n: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(n * (n - 1) * (2 * n + 5), dtype=np.float64)


def _inflation(n: int, overlap: int) -> float:
    """Give by what the variance of S grows where values overlap, through the correlation of their ranks."""
    lag = np.arange(1, min(overlap, n - 1) + 1)
    pairs = n * (n - 1) * (n - 2)
    if not len(lag) or not pairs:
        return 1.0
    alike = 6 / np.pi * np.arcsin((1 - lag / (overlap + 1)) / 2)
    left = n - lag
    return float(1 + 2 * (left * (left - 1) * (left - 2) * alike).sum() / pairs)
