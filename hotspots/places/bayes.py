"""Rates of places with little exposure, drawn towards the rate of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def empirical_bayes(counts: NDArray[np.float64], exposure: NDArray[np.float64]) -> NDArray[np.float64]:
    """Smooth rates by the global method of moments (Marshall 1991).

    With r_i = y_i / e_i and m = Σy / Σe, s² = Σ e_i (r_i - m)² / Σe and A = max(s² - m / mean(e), 0), a place gets
    m + (r_i - m) · A / (A + m / e_i): the less exposure, the closer to the rate of all. Where the rates differ no more
    than chance makes them (A = 0) all get m.

    Args:
        counts: (n,) events, 0 or more; NaN is missing.
        exposure: (n,) what they are counted over.

    Returns:
        (n,) events per unit of exposure; NaN where the count is missing or there is no exposure, which then takes no
        part in m, s² and the mean either.

    """
    smoothed = np.full(len(counts), np.nan)
    known = (exposure > 0) & np.isfinite(counts) & np.isfinite(exposure)
    y, e = counts[known], exposure[known]
    if not len(y):
        return smoothed
    m = y.sum() / e.sum()
    rate = y / e
    between = max(float((e * (rate - m) ** 2).sum() / e.sum() - m / e.mean()), 0.0)
    if m == 0 or between == 0:
        smoothed[known] = m
    else:
        smoothed[known] = m + (rate - m) * between / (between + m / e)
    return smoothed
