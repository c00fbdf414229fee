"""What can be said of an area: how many of its units are among the municipality's top fifth of their type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import beta

from .coverage import State

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Counts = NDArray[np.int64]

TOP_FIFTH = 80.0  # percentile above which a unit is in the top fifth
FEW_UNITS = 20
COMPOSITE_FROM = 10  # areas
_LEAST_STRENGTH, _MOST_STRENGTH = 2.0, 20.0  # a prior worth as much as that many units
_LEAST_AREAS = 3  # to estimate how much areas differ


@dataclass(frozen=True, eq=False)
class TopShare:
    """Share of units in the top fifth, per area.

    Attributes:
        k: (n,) units in the top fifth.
        units: (n,) scored units.
        share: (n,) shrunk share; NaN for an area without scored units.
        low: (n,) 5 % point of its posterior.
        high: (n,) 95 % point.

    """

    k: Counts
    units: Counts
    share: Floats
    low: Floats
    high: Floats


def top_share(area: Counts, percentile: Floats, areas: int) -> TopShare:
    """Count the units of each area in the top fifth of their type, and shrink the share.

    The shares are taken as beta-binomial: each area's share comes from one beta distribution, whose mean is the share
    over all units and whose precision follows from how much more the shares differ than chance would make them, by
    the method of moments (Kleinman 1973). The precision is held between 2 and 20 units: few areas give no firm
    estimate of it, and an area must keep a voice of its own. The interval holds 90 % of the posterior beta.

    Args:
        area: (m,) position of each unit's area, -1 for none.
        percentile: (m,) of each unit in its type; NaN where not scored.
        areas: Number of areas.

    """
    counted = (area >= 0) & ~np.isnan(percentile)
    n = np.bincount(area[counted], minlength=areas)
    k = np.bincount(area[counted & (percentile > TOP_FIFTH)], minlength=areas)
    share, low, high = np.full((3, areas), np.nan)
    some = n > 0
    if some.any():
        mean, strength = prior(k[some], n[some])
        a = k[some] + strength * mean
        b = n[some] - k[some] + strength * (1 - mean)
        share[some] = a / (a + b)
        low[some], high[some] = beta.ppf(0.05, a, b), beta.ppf(0.95, a, b)
    return TopShare(k, n, share, low, high)


def prior(k: Counts, n: Counts) -> tuple[float, float]:
    """Estimate mean and precision of the beta distribution that the shares k of n come from; every n is above 0."""
    mean = float(k.sum() / n.sum())
    if len(n) < _LEAST_AREAS or not 0 < mean < 1:
        return float(np.clip(mean, 1e-6, 1 - 1e-6)), _LEAST_STRENGTH
    binomial = mean * (1 - mean)
    spread = float((n * (k / n - mean) ** 2).sum())
    # Expected: binomial * (m - 1) from chance, and from the areas the rest, each unit counting by its area's size.
    chance = binomial * (len(n) - 1)
    room = float(n.sum() - (n**2).sum() / n.sum()) - (len(n) - 1)
    between = (spread - chance) / room if room > 0 else 0.0
    if between <= 0:
        return mean, _MOST_STRENGTH
    return mean, float(np.clip(binomial / between - 1, _LEAST_STRENGTH, _MOST_STRENGTH))


def area_states(units: Counts, unit_states: NDArray[np.object_]) -> NDArray[np.object_]:
    """Say what can be said of each area.

    Args:
        units: (n,) scored units of each area.
        unit_states: States of all eligible units of the type.

    Returns:
        `SCORED`; `FEW_UNITS` under 20 scored units, shown hatched; `REFERENCE_TOO_SMALL` or `INSUFFICIENT` where no
        unit is scored.

    """
    small = len(unit_states) > 0 and bool((unit_states == State.REFERENCE_TOO_SMALL).all())
    none = State.REFERENCE_TOO_SMALL if small else State.INSUFFICIENT
    return np.select([units >= FEW_UNITS, units > 0], [State.SCORED, State.FEW_UNITS], none).astype(object)
