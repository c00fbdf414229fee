"""From scores to one index per unit, and back to what each indicator contributed to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

AGGREGATIONS = ("arithmetic", "geometric")
NEUTRAL = 50.0


def effective_weights(scores: Floats, weights: Floats) -> Floats:
    """Spread the weight of what is missing over all that is present, per unit.

    Args:
        scores: (n, k) scores; NaN is missing.
        weights: (k,) nominal weights.

    Returns:
        (n, k) weights that sum to 1 in every row with anything present; 0 for what is missing.

    """
    present = np.where(np.isnan(scores), 0.0, weights)
    total = present.sum(axis=1, keepdims=True)
    return np.divide(present, total, out=np.zeros_like(present), where=total > 0)


def arithmetic(scores: Floats, weights: Floats) -> Floats:
    """Take the weighted mean of each row over what is present; NaN where nothing is."""
    effective = effective_weights(scores, weights)
    return _where_any(np.nansum(effective * scores, axis=1), effective)


def geometric(scores: Floats, weights: Floats) -> Floats:
    """Take the weighted geometric mean of each row over what is present; scores must be above 0."""
    effective = effective_weights(scores, weights)
    return _where_any(np.exp(np.nansum(effective * np.log(scores), axis=1)), effective)


def lifted(scores: Floats) -> Floats:
    """Lift scores from 0 to 100 to 1 to 100, so that one score of 0 does not pull a geometric mean to 0."""
    return 1 + 0.99 * scores


def index(scores: Floats, weights: Floats, aggregation: str = "arithmetic") -> Floats:
    """Aggregate scores to the index, 0 to 100.

    The geometric index is the geometric mean of 1 + .99 score, brought back to 0 to 100: a unit whose scores are
    all 50 has 50 in both.
    """
    if aggregation == "geometric":
        return (geometric(lifted(scores), weights) - 1) / 0.99
    return arithmetic(scores, weights)


def contributions(scores: Floats, weights: Floats, aggregation: str = "arithmetic") -> Floats:
    """Say what each indicator adds to or takes from a neutral index; a row sums to its index - 50.

    Arithmetic: effective weight times (score - 50). Geometric: the additive logarithmic mean decomposition
    (Ang 2004), effective weight times the difference of the logarithms times the logarithmic mean of the lifted
    index and the lifted 50.

    Returns:
        (n, k); NaN for what is missing.

    """
    effective = effective_weights(scores, weights)
    if aggregation == "arithmetic":
        return effective * (scores - NEUTRAL)
    neutral = float(lifted(np.array([NEUTRAL]))[0])
    up = np.log(lifted(scores) / neutral)
    ratio = np.nansum(effective * up, axis=1)
    grown = neutral * np.expm1(ratio)
    mean = np.divide(grown, ratio, out=np.full_like(ratio, neutral), where=ratio != 0)
    shared: Floats = effective * up * mean[:, None] / 0.99
    return shared


def squared_correlation(scores: Floats, total: Floats) -> Floats:
    """Give the squared correlation of every score with the index: how much it steers in fact.

    Args:
        scores: (n, k) scores; NaN is missing.
        total: (n,) index; NaN is not scored.

    Returns:
        (k,); NaN where a score or the index does not vary.

    """
    return np.array([_correlation(column, total) ** 2 for column in scores.T])


def alike(scores: Floats, limit: float = 0.92) -> list[tuple[int, int, float]]:
    """Find pairs of indicators that say nearly the same: |correlation of their scores| above `limit`.

    Returns:
        Positions of the two and their correlation, ordered.

    """
    pairs = [(i, j, _correlation(scores[:, i], scores[:, j])) for j in range(scores.shape[1]) for i in range(j)]
    return sorted(pair for pair in pairs if abs(pair[2]) > limit)


def _correlation(first: Floats, second: Floats) -> float:
    both = ~(np.isnan(first) | np.isnan(second))
    a, b = first[both], second[both]
    if len(a) <= 2 or not np.ptp(a) or not np.ptp(b):  # noqa: PLR2004 - two points always lie on a line
        return np.nan
    return float(np.corrcoef(a, b)[0, 1])


def _where_any(values: Floats, effective: Floats) -> Floats:
    return np.where(effective.any(axis=1), values, np.nan)
