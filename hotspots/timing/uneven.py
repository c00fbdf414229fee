"""Whether hours, weekdays and months differ more than chance: chi-square, corrected for incidents that come together.

All three are score tests of counts against what the time itself would give. Incidents that come in series make counts
vary more than chance; how much more is measured, and the statistic divided by it (quasi-likelihood: McCullagh & Nelder
1989, Generalized Linear Models, 4.5 and 9.2). With equal exposure, no trend and no such excess it is Pearson's test.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import chi2, f

if TYPE_CHECKING:
    from numpy.typing import NDArray

ALPHA = 0.05
_LEAST = 10.0  # N and N²/k for which chi-square holds (Koehler & Larntz 1980)
_TWO_YEARS = 42.0  # days of each month of the year, which only two years give
_WEEKS = 4  # weeks below which weekdays cannot be told from weeks
_MOST_BENDS = 4
_ROUNDS = 50
_CLOSE = 1e-9


@dataclass(frozen=True)
class Difference:
    """What a test found.

    Attributes:
        statistic: Chi-square before the correction.
        degrees: Of freedom.
        dispersion: How much more counts vary than chance has it; at least 1.
        p: Probability of so much difference by chance.

    """

    statistic: float
    degrees: int
    dispersion: float
    p: float

    @property
    def uneven(self) -> bool:
        """Whether the differences are more than chance."""
        return self.p < ALPHA


def parts_differ(counts: NDArray[np.float64], exposed: NDArray[np.float64]) -> Difference | None:
    """Test whether parts of a day or a week differ; every week is compared with itself only.

    Args:
        counts: (weeks, k) incidents.
        exposed: (weeks, k) hours in the period.

    Returns:
        None where the period is under 4 weeks, or incidents are too few for the test.

    """
    parts = counts.shape[1]
    if exposed.sum() < _WEEKS * 168 or not _enough(float(counts.sum()), parts):
        return None
    held = exposed.sum(axis=1, keepdims=True)
    usable = (held > 0).ravel()
    counts, share = counts[usable], exposed[usable] / held[usable]
    total = counts.sum(axis=1)
    expected = total[:, None] * share
    spread = np.diag(expected.sum(axis=0)) - share.T @ expected
    ratio = counts.sum(axis=0) / np.maximum(expected.sum(axis=0), 1e-12)
    fitted = share * ratio
    fitted *= (total / np.maximum(fitted.sum(axis=1), 1e-12))[:, None]
    free = int(((share > 0) & (total > 0)[:, None]).sum() - (total > 0).sum() - (parts - 1))
    return _judged((counts - expected).sum(axis=0), spread, counts, fitted, free)


def months_differ(
    counts: NDArray[np.float64], days: NDArray[np.float64], calendar: NDArray[np.int64], years: float
) -> Difference | None:
    """Test whether months of the year differ, more than days and a smooth trend over the period explain.

    Args:
        counts: (m,) incidents per calendar month.
        days: (m,) days of each in the period.
        calendar: (m,) month of the year, 0 to 11.
        years: Length of the period; the trend bends once a year less one, at most 4 times.

    Returns:
        None where a month of the year was not seen in two years, or incidents are too few for the test.

    """
    if np.bincount(calendar, days, minlength=12).min() < _TWO_YEARS or not _enough(float(counts.sum()), 12):
        return None
    bends = max(1, min(round(years) - 1, _MOST_BENDS))
    trend = np.vander(np.linspace(-1, 1, len(counts)), bends + 1, increasing=True)
    expected = _trend(counts, days, trend)
    month = (calendar[:, None] == np.arange(12)).astype(np.float64)
    across = month.T @ (trend * expected[:, None])
    within = trend.T @ (trend * expected[:, None])
    spread = np.diag(month.T @ expected) - across @ np.linalg.pinv(within, hermitian=True) @ across.T
    ratio = (month.T @ counts) / np.maximum(month.T @ expected, 1e-12)
    free = len(counts) - 12 - bends
    return _judged(month.T @ (counts - expected), spread, counts, expected * ratio[calendar], free)


def _enough(total: float, parts: int) -> bool:
    return total >= _LEAST and total**2 / parts >= _LEAST


def _trend(counts: NDArray[np.float64], days: NDArray[np.float64], trend: NDArray[np.float64]) -> NDArray[np.float64]:
    """Fit a log-linear Poisson trend by iterated weighted least squares."""
    offset = np.log(np.maximum(days, 1e-9))
    level = np.zeros(trend.shape[1])
    level[0] = np.log(counts.sum() / days.sum())
    expected = np.exp(offset + trend @ level)
    for _ in range(_ROUNDS):
        step = np.linalg.pinv(trend.T @ (trend * expected[:, None]), hermitian=True) @ (trend.T @ (counts - expected))
        # Half a step where a whole one would overshoot: months without any incident pull far.
        level = level + step / max(1.0, float(np.abs(step).max()))
        expected = np.exp(np.clip(offset + trend @ level, -30, 30))
        if np.abs(step).max() < _CLOSE:
            break
    return np.asarray(expected, dtype=np.float64)


def _judged(
    off: NDArray[np.float64],
    spread: NDArray[np.float64],
    counts: NDArray[np.float64],
    fitted: NDArray[np.float64],
    free: int,
) -> Difference | None:
    """Weigh how far parts are off by their covariance, and by how much counts vary around the parts' own level."""
    degrees = int(np.linalg.matrix_rank(spread, hermitian=True))
    if not degrees:
        return None
    statistic = float(off @ np.linalg.pinv(spread, hermitian=True) @ off)
    some = fitted > 0
    excess = float(((counts - fitted)[some] ** 2 / fitted[some]).sum() / free) if free > 0 else 1.0
    dispersion = max(1.0, excess)
    if dispersion > 1:
        p = float(f.sf(statistic / dispersion / degrees, degrees, free))
    else:
        p = float(chi2.sf(statistic, degrees))
    return Difference(statistic, degrees, dispersion, p)
