"""How much of a set a run can stand on, and how much of it one unit has."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from .scores import is_flat

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from numpy.typing import NDArray

    from .measure import Measurement

    Floats = NDArray[np.float64]

RUN_COVERAGE = 0.7  # of the eligible units an indicator must have a value for
UNIT_COVERAGE = 2 / 3  # of the weight a unit must have a value for
LEAST_INDICATORS = 3
LEAST_DIMENSIONS = 2
# About a third. The BAG alone leaves .311 of the set for the buitengebied, and is meant to give a map of it.
LEAST_WEIGHT = 0.3
LEAST_REFERENCE = 10  # units or areas to be compared with


class State(StrEnum):
    """What can be said of a unit, or of an area; the words are those of the results."""

    SCORED = "scored"
    INSUFFICIENT = "insufficient data"
    REFERENCE_TOO_SMALL = "reference set too small"
    DWELLING = "dwelling"
    CLUSTER = "cluster"
    FEW_UNITS = "few units"  # an area with a share that stands on fewer than 20 units


class Why(StrEnum):
    """Why an indicator does not weigh in a run."""

    WEIGHS = ""
    REGISTER_ABSENT = "register_absent"
    LOW_COVERAGE = "low_coverage"
    FLAT = "flat"
    NO_WEIGHT = "no_weight"


@dataclass(frozen=True)
class Standing:
    """What a run stands on.

    Attributes:
        set_completeness: Share of the nominal weight that is left.
        indicators: Number of indicators left.
        dimensions: Number of dimensions they come from.
        is_enough: Whether an index may be made of them; else values only.

    """

    set_completeness: float
    indicators: int
    dimensions: int
    is_enough: bool


def why_out(measured: Measurement) -> Why:
    """Say why an indicator must leave the set for this run; `WEIGHS` where it need not."""
    if measured.lacking:
        return Why.REGISTER_ABSENT
    if present_share(measured.scored) < RUN_COVERAGE:
        return Why.LOW_COVERAGE
    return Why.FLAT if is_flat(measured.shown) else Why.WEIGHS


def present_share(values: Floats) -> float:
    """Share of the values that are not missing; 0 of none."""
    return float(np.mean(~np.isnan(values))) if len(values) else 0.0


def standing(
    weights: Mapping[str, float], dimension: Mapping[str, str], left: Collection[str], *, is_themed: bool = False
) -> Standing:
    """Judge whether what is left of a set carries an index.

    It takes 3 indicators in 2 dimensions and three tenths of the weight. A preset that itself weighs fewer, such as
    incidents alone, asks no more than it has: whoever chose it knows. A theme always asks 3 indicators, and 2
    dimensions where its indicators come from more than one.

    Args:
        weights: Nominal weight of every indicator of the preset.
        dimension: Dimension of each.
        left: Those that weigh in this run.
        is_themed: The weights are those of a theme, not of the whole set.

    """
    sides = {dimension[name] for name in weights}
    sides_left = {dimension[name] for name in left}
    completeness = sum(weights[name] for name in left)
    is_enough = (
        len(left) >= (LEAST_INDICATORS if is_themed else min(LEAST_INDICATORS, len(weights)))
        and len(sides_left) >= min(LEAST_DIMENSIONS, len(sides))
        and completeness >= LEAST_WEIGHT - 1e-9
        and bool(left)
    )
    return Standing(completeness, len(left), len(sides_left), is_enough)


def unit_coverage(scores: Floats, weights: Floats) -> Floats:
    """Share of the weight that each unit has a score for.

    Args:
        scores: (n, k); NaN is missing.
        weights: (k,) weights of what is left in the run.

    Returns:
        (n,); NaN where nothing is left.

    """
    total = weights.sum()
    present: Floats = ~np.isnan(scores) @ weights
    # Weights that sum to 1 but for rounding would say that slightly more than everything is there.
    return np.clip(present / total, 0, 1) if total else np.full(len(scores), np.nan)
