"""Rates of small units drawn towards the common rate, as far as chance alone could have made them differ."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def gamma_prior(count: NDArray[np.float64], exposure: NDArray[np.float64]) -> tuple[float, float]:
    """Estimate the gamma prior of the rates by the method of moments: global empirical Bayes.

    With r = O/E, m = ΣO/ΣE and s² = ΣE(r - m)²/ΣE, the rates themselves vary by A = s² - m/mean(E); then
    alpha = m²/A and beta = m/A, and the smoothed rate (O + alpha)/(E + beta) equals Marshall's
    m + A/(A + m/E)·(r - m) (R.J. Marshall, Applied Statistics 40, 1991).

    Args:
        count: (n,) events O.
        exposure: (n,) exposure E; units with NaN or 0 are left out.

    Returns:
        alpha and beta; both NaN where the rates vary no more than chance makes them (A <= 0) or nothing happened.

    """
    used = exposure > 0
    events, size = count[used], exposure[used]
    if not events.sum() > 0:
        return math.nan, math.nan
    mean = float(events.sum() / size.sum())
    variance = float((size * (events / size - mean) ** 2).sum() / size.sum())
    between = variance - mean / float(size.mean())
    if between <= 0:
        return math.nan, math.nan
    return mean**2 / between, mean / between


def wilson_low(successes: NDArray[np.float64], trials: NDArray[np.float64], z: float = 1.959964) -> NDArray[np.float64]:
    """Give the lower bound of the Wilson score interval (E.B. Wilson, JASA 22, 1927); NaN where there are no trials."""
    n = np.where(trials > 0, trials, np.nan)
    share = successes / n
    centre = share + z**2 / (2 * n)
    half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return np.asarray((centre - half) / (1 + z**2 / n), dtype=np.float64)
