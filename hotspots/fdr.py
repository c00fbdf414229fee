"""Many tests at once: the share of false alarms among what is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..safeguards.messages import refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

CORRECTIONS = ("none", "bonferroni", "fdr")


def adjusted(p: NDArray[np.float64], correction: str) -> NDArray[np.float64]:
    """Adjust p-values for the number of tests.

    Args:
        p: (n,) p-values; NaN was not tested and does not count.
        correction: "none", "bonferroni" (the chance of any false alarm) or "fdr" (their share, see
            `benjamini_hochberg`).

    Returns:
        (n,) what to compare with the level asked for; NaN where `p` is.

    Raises:
        RefusedError: Another correction.

    """
    if correction == "none":
        return p.copy()
    if correction == "bonferroni":
        raised: NDArray[np.float64] = np.minimum(p * (~np.isnan(p)).sum(), 1.0)
        return raised
    if correction == "fdr":
        return benjamini_hochberg(p)
    raise refused("statistics_correction_unknown", correction=correction, known=", ".join(CORRECTIONS))


def benjamini_hochberg(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Adjust p-values for the false discovery rate (Benjamini & Hochberg 1995).

    Args:
        p: (n,) p-values; NaN was not tested and does not count.

    Returns:
        (n,) the lowest rate at which each would be called; NaN where `p` is.

    """
    rates = np.full(len(p), np.nan)
    tested = np.flatnonzero(~np.isnan(p))
    order = tested[np.argsort(p[tested], kind="stable")]
    rank = np.arange(1, len(order) + 1)
    scaled = p[order] * len(order) / rank
    rates[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return rates
