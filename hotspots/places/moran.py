"""Whether like lies beside like: Moran's I, for the whole map and place by place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr

from ...safeguards.messages import refused

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Floats = NDArray[np.float64]

_SAME = 1e-12  # rates that are equal may differ by rounding
LEAST = 4  # places; the variances divide by (n - 1)(n - 2)(n - 3)
# Sign of a place and of what is around it, as esda numbers them.
_QUADRANTS = {1: (1, 1), 2: (-1, 1), 3: (-1, -1), 4: (1, -1)}


@dataclass(frozen=True)
class GlobalMoran:
    """Moran's I of a map.

    Attributes:
        i: The index; above its expectation where like lies beside like.
        expectation: -1 / (n - 1).
        variance: Under randomisation (Cliff & Ord 1981): the values as they are, laid over the places at random.
        z: (i - expectation) / sqrt(variance).
        p: Two-sided, by the normal distribution.

    """

    i: float
    expectation: float
    variance: float
    z: float
    p: float


@dataclass(frozen=True, eq=False)
class LocalMoran:
    """Moran's I place by place, (n,) each.

    Attributes:
        i: z_i Σ_j w_ij z_j / m2, z the difference from the mean and m2 the mean of its squares; NaN without neighbours.
        expectation: Under conditional randomisation (Sokal, Oden & Thomson 1998): the value of the place stays, the
            others are laid over the other places at random.
        variance: The same.
        z: (i - expectation) / sqrt(variance); NaN where the variance is 0.
        quadrant: 1 high among high, 2 low among high, 3 low among low, 4 high among low; 0 where the place has no
            neighbours, or where it or its neighbours stand exactly at the mean.

    """

    i: Floats
    expectation: Floats
    variance: Floats
    z: Floats
    quadrant: NDArray[np.int64]


def global_moran(values: Floats, weights: csr_matrix) -> GlobalMoran:
    """Give Moran's I with its moments under randomisation.

    Places without neighbours count in n.

    Args:
        values: (n,) one value per place.
        weights: (n, n) spatial weights, zero diagonal, usually row-standardised.

    Raises:
        RefusedError: Under 4 places, a value is missing, all values are equal, or no place has a neighbour.

    """
    away = deviations(values)
    total = float(weights.sum())
    if not total:
        raise refused("statistics_no_neighbours", n=len(values))
    mirrored = weights + weights.T
    s1 = float(mirrored.multiply(mirrored).sum()) / 2
    s2 = float(np.square(np.asarray(mirrored.sum(axis=1))).sum())
    return moran_of_sums(away, float(away @ (weights @ away)), total, s1, s2)


def moran_of_sums(away: Floats, products: float, total: float, s1: float, s2: float) -> GlobalMoran:
    """Give Moran's I from sums over the weights.

    Args:
        away: (n,) differences from the mean.
        products: Σ_ij w_ij away_i away_j.
        total: S0 = Σ_ij w_ij, above 0.
        s1: Σ_ij (w_ij + w_ji)² / 2.
        s2: Σ_i (Σ_j w_ij + Σ_j w_ji)².

    Returns:
        The index; variance, z and p are NaN where every way to lay the values gives the same.

    """
    n = float(len(away))
    m2 = float((away**2).mean())
    kurtosis = float((away**4).mean()) / m2**2
    index = products / (total * m2)
    expectation = -1 / (n - 1)
    normal = n * ((n**2 - 3 * n + 3) * s1 - n * s2 + 3 * total**2)
    peaked = kurtosis * ((n**2 - n) * s1 - 2 * n * s2 + 6 * total**2)
    square = (normal - peaked) / ((n - 1) * (n - 2) * (n - 3) * total**2)
    variance = square - expectation**2
    if variance <= 1e-9 * max(abs(square), expectation**2):
        return GlobalMoran(index, expectation, np.nan, np.nan, np.nan)
    z = (index - expectation) / np.sqrt(variance)
    return GlobalMoran(index, expectation, variance, float(z), float(2 * ndtr(-abs(z))))


def local_moran(values: Floats, weights: csr_matrix) -> LocalMoran:
    """Give Moran's I place by place with its moments under conditional randomisation.

    Args:
        values: (n,) one value per place.
        weights: (n, n) spatial weights, zero diagonal, usually row-standardised.

    Raises:
        RefusedError: Under 4 places, a value is missing, or all values are equal.

    """
    away = deviations(values)
    n = len(away)
    m2 = float((away**2).mean())
    sums = np.asarray(weights.sum(axis=1), dtype=np.float64).ravel()
    squares = np.asarray(weights.multiply(weights).sum(axis=1), dtype=np.float64).ravel()
    alone = np.diff(weights.indptr) == 0
    lag = weights @ away
    expectation = np.where(alone, np.nan, -(away**2) * sums / ((n - 1) * m2))
    spread = np.maximum(squares - sums**2 / (n - 1), 0) * np.maximum(m2 - away**2 / (n - 1), 0)
    variance = np.where(alone, np.nan, (away / m2) ** 2 * n / (n - 2) * spread)
    index = np.where(alone, np.nan, away * lag / m2)
    # What is left of a variance of nothing is rounding noise.
    fixed = ~(variance > 1e-20 * np.maximum(squares, np.finfo(float).tiny))
    z = np.where(fixed, np.nan, (index - expectation) / np.sqrt(np.where(fixed, 1, variance)))
    return LocalMoran(index, expectation, variance, z, _quadrant(away, lag, sums))


def deviations(values: Floats) -> Floats:
    """Give the differences of values from their mean.

    Raises:
        RefusedError: Under 4 places, a value is missing, or all values are equal.

    """
    if len(values) < LEAST:
        raise refused("statistics_too_few_places", n=len(values), least=LEAST)
    if not np.isfinite(values).all():
        raise refused("statistics_values_missing", n=int((~np.isfinite(values)).sum()), total=len(values))
    if np.ptp(values) <= _SAME * np.abs(values).max():
        raise refused("statistics_values_equal", n=len(values), value=float(values[0]))
    away: Floats = values - values.mean()
    return away


def _quadrant(away: Floats, lag: Floats, sums: Floats) -> NDArray[np.int64]:
    hair = 1e-12 * np.abs(away).max()
    place = np.where(np.abs(away) <= hair, 0, np.sign(away))
    around = np.where(np.abs(lag) <= hair * sums, 0, np.sign(lag))
    quadrant = np.zeros(len(away), dtype=np.int64)
    for number, (here, there) in _QUADRANTS.items():
        quadrant[(place == here) & (around == there)] = number
    return quadrant
