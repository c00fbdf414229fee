"""How firmly a rank stands when the choices behind the index are shaken: the gevoeligheidsinterval."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..safeguards.watch import Watch
from .aggregate import lifted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .scores import Scale

    Floats = NDArray[np.float64]
    Ranks = NDArray[np.uint16]

_BATCH_CELLS = 200_000  # units times draws worked on at once: some megabytes, and far under half a second
_WIDEST = np.iinfo(np.uint16).max


@dataclass(frozen=True, eq=False)
class Drawn:
    """A smoothed rate whose gamma posterior is drawn from.

    Attributes:
        column: Position of the indicator among the scores.
        shape: (n,) count + alpha; NaN where the rate is missing.
        scale: (n,) 1 / (exposure + beta).
        scales: Its scale under each normalisation, in the order of the score tables.

    """

    column: int
    shape: Floats
    scale: Floats
    scales: tuple[Scale, ...]


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """Where units rank over all draws; rank 1 is the highest index.

    Attributes:
        median: (n,) median rank.
        p05: (n,) rank below which 5 % of the draws lie.
        p95: (n,) rank above which 5 % of the draws lie.
        p_top_decile: (n,) share of the draws in which the unit is among the highest tenth.

    """

    median: Floats
    p05: Floats
    p95: Floats
    p_top_decile: Floats


@dataclass(frozen=True, eq=False)
class _Plan:
    tables: tuple[NDArray[np.float32], ...]  # per alternative (k, n), missing filled with 0
    weights: NDArray[np.float32]  # (draws, k)
    alternative: NDArray[np.int64]  # (draws,), sorted
    patterns: NDArray[np.bool_]  # (p, k): which indicators are present together
    pattern: NDArray[np.int64]  # (n,) pattern of each unit
    drawn: tuple[Drawn, ...]
    step: int


def sensitivity(
    tables: Sequence[Floats],
    weights: Floats,
    drawn: Sequence[Drawn] = (),
    *,
    draws: int = 1000,
    seed: int = 1,
    threads: int | None = None,
    watch: Watch | None = None,
) -> Sensitivity:
    """Rank the units `draws` times, each time with other choices that could as well have been made.

    In each draw every weight is multiplied by its own U(1/2, 3/2); one of the score tables and one of the two
    aggregations are chosen at random; rates are drawn from their gamma posterior and scored anew; ties are split at
    random. (OECD/JRC 2008, Handbook on constructing composite indicators, step 7.)

    The outcome depends on the seed alone, not on the number of threads. Memory stays at two bytes per unit and
    draw; with more than 65,535 units ranks are kept in steps of two and up, so that it stays there.

    Args:
        tables: Scores under each normalisation that is defined, each (n, k); NaN is missing, in all alike. Each row
            has at least one score.
        weights: (k,) nominal weights.
        drawn: The indicators among them that are rates.
        draws: Number of draws, at least 1.
        seed: Of the random numbers.
        threads: Number of threads; as many as there are processors, unless given.
        watch: Listens for cancel between batches.

    """
    watch = watch or Watch()
    plan = _plan(tables, weights, drawn, draws, seed)
    count = tables[0].shape[0]
    ranks = np.empty((draws, count), dtype=np.uint16)
    size = max(1, _BATCH_CELLS // max(count, 1))
    starts = range(0, draws, size)
    seeds = np.random.SeedSequence(seed).spawn(len(starts))
    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        jobs = [
            pool.submit(_rank_batch, plan, slice(start, min(start + size, draws)), np.random.default_rng(own), ranks)
            for start, own in zip(starts, seeds, strict=True)
        ]
        try:
            for done, job in enumerate(as_completed(jobs), 1):
                job.result()
                watch.at(0.8 * done / len(jobs))
            return _summary(ranks, plan.step, pool, watch)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _plan(tables: Sequence[Floats], weights: Floats, drawn: Sequence[Drawn], draws: int, seed: int) -> _Plan:
    rng = np.random.default_rng(seed)
    # A geometric mean ranks as the mean of the logarithms does, so no draw ever needs an exponential.
    scores = [np.nan_to_num(table) for table in tables]
    alternatives = [*scores, *(np.log(lifted(table)) for table in scores)]
    shaken = weights * rng.uniform(0.5, 1.5, (draws, len(weights)))
    patterns, pattern = np.unique(~np.isnan(tables[0]), axis=0, return_inverse=True)
    return _Plan(
        tables=tuple(np.ascontiguousarray(table.T, dtype=np.float32) for table in alternatives),
        weights=shaken.astype(np.float32),
        # Which draw has which alternative does not matter, only how many have it: sorted, batches can share one.
        alternative=np.sort(rng.integers(len(alternatives), size=draws)),
        patterns=patterns,
        pattern=pattern.reshape(-1),
        drawn=tuple(drawn),
        step=1 + (tables[0].shape[0] - 1) // _WIDEST,
    )


def _rank_batch(plan: _Plan, batch: slice, rng: np.random.Generator, ranks: Ranks) -> None:
    alternative = plan.alternative[batch]
    for choice in np.unique(alternative):
        start, end = np.searchsorted(alternative, [choice, choice + 1])
        rows = slice(batch.start + int(start), batch.start + int(end))
        index = _index(plan, int(choice), plan.weights[rows], rng)
        order = _sorted_positions(index, rng)[:, ::-1]
        places = (np.arange(index.shape[1]) // plan.step + 1).astype(np.uint16)
        for row, positions in zip(ranks[rows], order, strict=True):
            row[positions] = places


def _index(plan: _Plan, choice: int, weights: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.float32]:
    """Aggregate one alternative under each row of weights: (draws, n), up to a monotone change.

    Column by column rather than as a matrix product: units that are equal stay equal to the last bit, on every
    machine, so that their ties are seen.
    """
    table = plan.tables[choice]
    normalisation, is_logarithmic = choice % (len(plan.tables) // 2), choice >= len(plan.tables) // 2
    columns: list[NDArray[np.float32]] = list(table)
    for rate in plan.drawn:
        scores = _drawn_scores(rate, rate.scales[normalisation], len(weights), rng)
        columns[rate.column] = np.log(1 + np.float32(0.99) * scores) if is_logarithmic else scores
    total = np.zeros((len(weights), table.shape[1]), dtype=np.float32)
    part = np.empty_like(total)
    present = np.zeros((len(weights), len(plan.patterns)), dtype=np.float32)
    for column, scores in enumerate(columns):
        weight = weights[:, column, None]
        total += np.multiply(weight, scores, out=part)
        present += weight * plan.patterns[:, column]
    total /= present if len(plan.patterns) == 1 else present[:, plan.pattern]
    return total


def _drawn_scores(rate: Drawn, scale: Scale, draws: int, rng: np.random.Generator) -> NDArray[np.float32]:
    present = np.flatnonzero(~np.isnan(rate.shape))
    shape = np.broadcast_to(rate.shape[present].astype(np.float32), (draws, len(present)))
    rates = rng.standard_gamma(shape, dtype=np.float32) * rate.scale[present].astype(np.float32)
    scores = np.zeros((draws, len(rate.shape)), dtype=np.float32)
    if scale.method == "rank":
        order = _sorted_positions(rates, rng)
        places = ((np.arange(len(present)) + 0.5) * (100 / max(len(present), 1))).astype(np.float32)
        if scale.reversed:
            places = places[::-1]
        for row, positions in zip(scores, order, strict=True):
            row[present[positions]] = places
    else:
        scores[:, present] = scale.score(rates.astype(np.float64))
    return scores


def _sorted_positions(values: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.uint64]:
    """Order each row of values that are 0 or more, ties at random: (rows, n) positions, lowest first.

    The bits of a float of 0 or more order as the float does. So one 64-bit number holds the value, random bits that
    split ties, and the position; sorting those numbers in place is some times faster than an argsort.
    """
    rows, count = values.shape
    bits = np.uint32(max(count - 1, 1).bit_length())
    position = np.arange(count, dtype=np.uint32)
    low = rng.integers(0, 1 << (32 - int(bits)), size=(rows, count), dtype=np.uint32)
    low <<= bits
    low |= position
    keys = np.ascontiguousarray(values).view(np.uint32).astype(np.uint64)
    keys <<= np.uint64(32)
    keys |= low
    keys.sort(axis=1)
    keys &= np.uint64((1 << int(bits)) - 1)
    return keys


def _summary(ranks: Ranks, step: int, pool: ThreadPoolExecutor, watch: Watch) -> Sensitivity:
    draws, count = ranks.shape
    tenth = -(-count // 10)
    last = draws - 1
    kth = [int(0.05 * last), last // 2, (last + 1) // 2, -int(-0.95 * last // 1)]
    size = max(1, _BATCH_CELLS * 5 // draws)

    def chunk(start: int) -> Floats:
        own = np.ascontiguousarray(ranks[:, start : start + size].T)
        share = np.count_nonzero(own <= -(-tenth // step), axis=1) / draws
        own.sort(axis=1)
        found = (own[:, kth].astype(np.float64) - 1) * step + 1
        return np.column_stack([found, share])

    parts = []
    for done, part in enumerate(pool.map(chunk, range(0, count, size)), 1):
        parts.append(part)
        watch.at(0.8 + 0.2 * min(1.0, done * size / max(count, 1)))
    p05, middle, upper, p95, share = np.concatenate(parts).T if parts else np.empty((5, 0))
    return Sensitivity((middle + upper) / 2, p05, p95, share)
