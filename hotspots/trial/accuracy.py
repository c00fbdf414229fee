"""What a map of places found of what came after: hit rate, accuracy, efficiency and recapture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]


def taken(scores: Numbers, cost: Numbers, share: float) -> Numbers:
    """Give how much of each cell a budget covers, highest scores first.

    Cells with equal scores that do not all fit are each taken for the same part: what a draw among them would take on
    average, so that a map with many ties is neither lucky nor unlucky. A single cell that does not fit whole is taken
    for the part that does, so that maps are compared at exactly the same cost.

    Args:
        scores: (n,) the higher the sooner; NaN comes last.
        cost: (n,) area or street length of each cell, above 0.
        share: Part of the whole cost that may be covered, 0 to 1.

    Returns:
        (n,) parts, 0 to 1.

    """
    order, end = _ties(scores)
    spent = np.cumsum(cost[order])[end]
    before = np.concatenate([[0.0], spent[:-1]])
    part = np.clip((share * cost.sum() - before) / (spent - before), 0, 1)
    covered = np.empty(len(scores))
    covered[order] = np.repeat(part, np.diff(np.concatenate([[-1], end])))
    return covered


def found(scores: Numbers, cost: Numbers, values: Numbers, shares: Numbers) -> Numbers:
    """Give what lies in the cells that a budget covers, as `taken` takes them.

    Args:
        scores: (n,) as in `taken`.
        cost: (n,) as in `taken`.
        values: (n,) or (n, v) incidents per cell.
        shares: (k,) parts of the whole cost.

    Returns:
        (k,) or (k, v) sums.

    """
    order, end = _ties(scores)
    spent = np.concatenate([[0.0], np.cumsum(cost[order])[end]])
    held = np.cumsum(values[order].reshape(len(order), -1), axis=0)[end]
    budget = shares * spent[-1]
    sums = [np.interp(budget, spent, np.concatenate([[0.0], column])) for column in held.T]
    return np.stack(sums, axis=-1).reshape(len(shares), *values.shape[1:])


def most(cost: Numbers, counts: Numbers, shares: Numbers) -> Numbers:
    """Give the most that each budget could have found: cells by incidents per cost, the last one for a part."""
    return found(counts / cost, cost, counts, shares)


def _ties(scores: Numbers) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Order cells from the highest score down; give with it where each run of equal scores ends."""
    ranked = np.nan_to_num(scores, nan=-np.inf, posinf=np.inf, neginf=-np.inf)
    order = np.argsort(-ranked, kind="stable")
    falling = ranked[order]
    return order, np.append(np.flatnonzero(falling[1:] != falling[:-1]), len(order) - 1)


@dataclass(frozen=True, eq=False)
class Measures:
    """How well maps did, one number for each n given.

    Attributes:
        hit_rate: n / N; NaN where nothing happened.
        pai: Prediction accuracy index (Chainey et al. 2008), (n / N) / (a / A).
        pei: Prediction efficiency index (Hunt 2016), n / n*: what was found of the most that the same cost could find.
        rri: Recapture rate index (Levine 2008), (n / n before) / (N / N before): 1 where the share of all incidents
            that lies in the map stayed what it was; NaN where nothing lay in the map before.

    """

    hit_rate: Numbers
    pai: Numbers
    pei: Numbers
    rri: Numbers


def measures(
    n: Numbers, total: Numbers, share: Numbers, best: Numbers, before: Numbers, total_before: Numbers
) -> Measures:
    """Measure maps; the arguments are shaped alike, or may be broadcast.

    Args:
        n: Incidents of the next period in the map.
        total: All incidents of that period.
        share: Part of the whole cost that the map covers.
        best: The most that this cost could have found.
        before: Incidents of the past in the map.
        total_before: All incidents of the past.

    """
    hit_rate = _ratio(n, total)
    return Measures(
        hit_rate=hit_rate,
        pai=_ratio(hit_rate, share),
        pei=np.minimum(_ratio(n, best), 1.0),
        rri=_ratio(hit_rate, _ratio(before, total_before)),
    )


def _ratio(above: Numbers, below: Numbers) -> Numbers:
    above, below = np.broadcast_arrays(np.asarray(above, dtype=np.float64), np.asarray(below, dtype=np.float64))
    return np.divide(above, below, out=np.full(above.shape, np.nan), where=below > 0)
