"""From values to scores between 0 and 100, higher is riskier, always within the reference set of one area type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr

from .model import Direction, Kind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NORMALISATIONS = ("rank", "min_max", "winsorised", "robust_z", "goalposts")
DISTINCT = 20  # a scale in the values themselves asks for this many different ones
TAIL = 0.025  # share cut off at either end by winsorising
MAD_TO_SIGMA = 1.4826
MEAN_DEVIATION_TO_SIGMA = 1.2533


@dataclass(frozen=True, eq=False)
class Scale:
    """How the values of one indicator become scores, fitted to a reference set.

    Attributes:
        method: The normalisation in use, one of `NORMALISATIONS`; "rank" wherever the one asked for is undefined.
        reference: Sorted values of the reference set, without NaN.
        low: Value that scores 0 (linear methods), or the centre (robust z).
        high: Value that scores 100 (linear methods), or the centre plus one robust standard deviation (robust z).
        reversed: Lower is riskier: the score is turned round.

    """

    method: str
    reference: Floats
    low: float = 0.0
    high: float = 1.0
    reversed: bool = False

    def score(self, values: Floats) -> Floats:
        """Score values, which need not be those of the reference set; NaN stays NaN."""
        if self.method == "rank":
            scores = rank_within(values, self.reference)
        elif self.method == "robust_z":
            scores = 100 * ndtr((values - self.low) / (self.high - self.low))
        else:
            scores = goalposts(values, self.low, self.high)
        return 100 - scores if self.reversed else scores


def fit(
    values: Floats,
    kind: Kind,
    direction: Direction,
    method: str = "rank",
    posts: tuple[float, float] | None = None,
) -> Scale:
    """Fit the scale of one indicator to its reference set.

    Every method but "rank" is for continuous indicators with at least 20 distinct values; the others, and those
    without goalposts or without spread, keep the mid-rank.

    Args:
        values: (n,) values of the reference set; NaN is missing.
        kind: What sort of number they are.
        direction: Which way the indicator points; context has no scale of its own and counts as "higher".
        method: One of `NORMALISATIONS`.
        posts: Values that score 0 and 100 under "goalposts".

    """
    reference = np.sort(values[~np.isnan(values)])
    turned = direction is Direction.LOWER_IS_RISKIER
    rank = Scale("rank", reference, reversed=turned)
    if method == "rank" or kind is not Kind.CONTINUOUS or _distinct(reference) < DISTINCT:
        return rank
    if method == "goalposts":
        ends = posts
    elif method == "robust_z":
        centre, spread = robust_spread(reference)
        ends = (centre, centre + spread)
    else:
        kept = winsorise(reference) if method == "winsorised" else reference
        ends = (float(kept.min()), float(kept.max()))
    if ends is None or not ends[1] > ends[0]:
        return rank
    return Scale(method, reference, *ends, reversed=turned)


def is_flat(values: Floats) -> bool:
    """Say whether the values present are all the same, so that they tell units apart in no way."""
    present = values[~np.isnan(values)]
    return not len(present) or bool(np.ptp(present) <= 1e-12 * np.abs(present).max())


def mid_rank(values: Floats) -> Floats:
    """Score by mean rank, 100 (rank - 1/2) / n; ties share theirs, so the scores always average 50.

    Args:
        values: (n,) values; NaN takes no part and stays NaN.

    """
    return rank_within(values, np.sort(values[~np.isnan(values)]))


def rank_within(values: Floats, reference: Floats) -> Floats:
    """Score values by their place among sorted reference values: 100 (number below + half of those equal) / n.

    For a value that is one of the reference this is 100 (mean rank - 1/2) / n.
    """
    if not len(reference):
        return np.full(len(values), np.nan)
    below = np.searchsorted(reference, values, side="left")
    up_to = np.searchsorted(reference, values, side="right")
    scores: Floats = np.asarray(below + up_to, dtype=np.float64) * 50 / len(reference)
    scores[np.isnan(values)] = np.nan
    return scores


def goalposts(values: Floats, low: float, high: float) -> Floats:
    """Score linearly between two goalposts, 0 at `low` and 100 at `high`; beyond them the score stops."""
    part = (values - low) / (high - low)
    scores: Floats = np.minimum(np.maximum(part, 0.0), 1.0)
    return scores * 100


def winsorise(values: Floats, tail: float = TAIL) -> Floats:
    """Pull the values beyond the two tail quantiles in to those quantiles; NaN stays NaN."""
    low, high = np.nanquantile(values, [tail, 1 - tail])
    pulled: Floats = np.clip(values, low, high)
    return pulled


def robust_spread(values: Floats) -> tuple[float, float]:
    """Give centre and scale that a few extremes cannot move.

    The centre is the median. The scale is the median absolute deviation times 1.4826; where more than half of the
    values are equal, the mean absolute deviation times 1.2533; 0 where all are (Iglewicz & Hoaglin 1993).
    """
    centre = float(np.nanmedian(values))
    deviation = np.abs(values - centre)
    spread = MAD_TO_SIGMA * float(np.nanmedian(deviation))
    if spread == 0:
        spread = MEAN_DEVIATION_TO_SIGMA * float(np.nanmean(deviation))
    return centre, spread


def shrink(numerator: Floats, denominator: Floats, mean: float | None = None) -> tuple[Floats, float]:
    """Pull k of n towards the mean p of the area type, (k + 2p) / (n + 2), so that 1 of 1 is not 100 %.

    Args:
        numerator: (n,) k per unit.
        denominator: (n,) n per unit; a unit with none stays NaN.
        mean: p; taken from the units themselves, sum of k over sum of n, unless given.

    Returns:
        The shrunk shares and the p they were shrunk to.

    """
    counted = denominator > 0
    if mean is None:
        total = float(denominator[counted].sum())
        mean = float(numerator[counted].sum()) / total if total else np.nan
    return np.where(counted, (numerator + 2 * mean) / (denominator + 2), np.nan), mean


def _distinct(ordered: Floats) -> int:
    return int(np.count_nonzero(np.diff(ordered))) + 1 if len(ordered) else 0
