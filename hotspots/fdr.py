"""Many tests at once: the share of false alarms among what is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def benjamini_hochberg(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Adjust p-values for the false discovery rate (Benjamini & Hochberg 1995).

    Args:
        p: (n,) p-values; NaN was not tested and does not count.

    Returns:
        (n,) the lowest rate at which each would be called; NaN where `p` is.

    """
    adjusted = np.full(len(p), np.nan)
    tested = np.flatnonzero(~np.isnan(p))
    order = tested[np.argsort(p[tested], kind="stable")]
    rank = np.arange(1, len(order) + 1)
    scaled = p[order] * len(order) / rank
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return adjusted
