"""The index over the units of one area type, or over its areas: scores, weights, ranks and how firm they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from . import aggregate, scores
from .coverage import LEAST_REFERENCE, UNIT_COVERAGE, Standing, State, Why, standing, unit_coverage, why_out
from .model import Theme
from .sensitivity import Drawn, Sensitivity, sensitivity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from ..safeguards.watch import Watch
    from .measure import Measurement
    from .model import Rate

    Floats = NDArray[np.float64]

CLASSES = (20.0, 40.0, 60.0, 80.0)


@dataclass(frozen=True)
class Method:
    """How an index is made: the choices of a run."""

    normalisation: str = "rank"
    aggregation: str = "arithmetic"
    draws: int = 1000
    seed: int = 1


@dataclass(frozen=True, eq=False)
class Index:
    """The index of n units (or areas) over the k indicators that weigh.

    Attributes:
        used: Ids of those indicators.
        why: Every indicator of the preset -> why it does not weigh.
        nominal: Their nominal weights, before anything left; every indicator of the preset.
        weights: (k,) weights of those used, together 1.
        standing: What the run stands on.
        scores: (n, k) scores; NaN is missing.
        effective: (n, k) weight of each score in its unit.
        contributions: (n, k) what each adds to or takes from 50; NaN where not scored.
        coverage: (n,) share of the weight present.
        state: (n,) of `State`.
        total: (n,) the index, 0 to 100; NaN where not scored.
        rank: (n,) 1 is the highest; equal indices share the better rank.
        percentile: (n,) mid-rank within the scored units.
        grade: (n,) fixed class 1 to 5 of the index.
        interval: Sensitivity over all n, NaN where not scored; None without draws.

    """

    used: tuple[str, ...]
    why: Mapping[str, Why]
    nominal: Mapping[str, float]
    weights: Floats
    standing: Standing
    scores: Floats
    effective: Floats
    contributions: Floats
    coverage: Floats
    state: NDArray[np.object_]
    total: Floats
    rank: Floats
    percentile: Floats
    grade: Floats
    interval: Sensitivity | None

    @property
    def scored(self) -> NDArray[np.bool_]:
        """Which units have an index."""
        return ~np.isnan(self.total)


def build(
    measured: Mapping[str, Measurement],
    nominal: Mapping[str, float],
    count: int,
    method: Method,
    watch: Watch,
    theme: Theme = Theme.KWETSBAARHEID,
) -> Index:
    """Make the index.

    Args:
        measured: Every indicator that was measured on these units, by id.
        nominal: Nominal weight of those that weigh under the preset and theme, together 1.
        count: Number of eligible units: the reference set.
        method: The choices of the run.
        watch: Listens for cancel while drawing.
        theme: Whose weights they are.

    """
    why = {name: why_out(measured[name]) for name in nominal}
    used = tuple(name for name in nominal if why[name] is Why.WEIGHS)
    sides = {name: measured[name].entry.dimension for name in nominal}
    base = standing(nominal, sides, used, is_themed=theme is not Theme.KWETSBAARHEID)
    weights = np.array([nominal[name] for name in used])
    weights = weights / weights.sum() if used else weights
    table = _score_table([measured[name] for name in used], method.normalisation, count)[0]
    coverage = unit_coverage(table, weights)
    state = _states(coverage, base, count)
    scored = state == State.SCORED
    seen = np.where(scored[:, None], table, np.nan)
    total = aggregate.index(seen, weights, method.aggregation)
    return Index(
        used=used,
        why=why,
        nominal=nominal,
        weights=weights,
        standing=base,
        scores=table,
        effective=np.where(scored[:, None], aggregate.effective_weights(seen, weights), np.nan),
        contributions=aggregate.contributions(seen, weights, method.aggregation),
        coverage=coverage,
        state=state,
        total=total,
        rank=_rank(total),
        percentile=scores.mid_rank(total),
        grade=np.where(scored, np.digitize(total, CLASSES) + 1.0, np.nan),
        interval=_interval([measured[name] for name in used], weights, scored, method, watch),
    )


def _score_table(measured: list[Measurement], normalisation: str, count: int) -> tuple[Floats, list[scores.Scale]]:
    scales = [
        scores.fit(one.scored, one.indicator.kind, one.direction, normalisation, one.entry.goalposts)
        for one in measured
    ]
    columns = [scale.score(one.scored) for scale, one in zip(scales, measured, strict=True)]
    return np.column_stack(columns) if columns else np.empty((count, 0)), scales


def _states(coverage: Floats, base: Standing, count: int) -> NDArray[np.object_]:
    if count < LEAST_REFERENCE:
        return np.full(count, State.REFERENCE_TOO_SMALL, dtype=object)
    enough = base.is_enough & (coverage >= UNIT_COVERAGE - 1e-9)
    return np.where(enough, State.SCORED, State.INSUFFICIENT).astype(object)


def _rank(total: Floats) -> Floats:
    ordered = np.sort(-total[~np.isnan(total)])
    rank: Floats = np.searchsorted(ordered, -total, side="left") + 1.0
    rank[np.isnan(total)] = np.nan
    return rank


def _interval(
    measured: list[Measurement], weights: Floats, scored: NDArray[np.bool_], method: Method, watch: Watch
) -> Sensitivity | None:
    if not method.draws or not scored.any():
        return None
    tables, scales = [], []
    for normalisation in scores.NORMALISATIONS:
        table, own = _score_table(measured, normalisation, len(scored))
        if normalisation == "rank" or any(scale.method == normalisation for scale in own):
            tables.append(table[scored])
            scales.append(own)
    drawn = [
        _drawn(column, rate, scored, tuple(own[column] for own in scales))
        for column, rate in enumerate(one.rate for one in measured)
        if rate is not None
    ]
    found = sensitivity(tables, weights, drawn, draws=method.draws, seed=method.seed, watch=watch)

    def spread(values: Floats) -> Floats:
        over_all = np.full(len(scored), np.nan)
        over_all[scored] = values
        return over_all

    return Sensitivity(*(spread(part) for part in (found.median, found.p05, found.p95, found.p_top_decile)))


def _drawn(column: int, rate: Rate, scored: NDArray[np.bool_], scales: tuple[scores.Scale, ...]) -> Drawn:
    shape = (rate.count + rate.alpha).to_numpy(dtype="float64")[scored]
    exposure = (rate.exposure + rate.beta).to_numpy(dtype="float64")[scored]
    return Drawn(column, np.where(np.isnan(exposure), np.nan, shape), 1 / exposure, scales)
