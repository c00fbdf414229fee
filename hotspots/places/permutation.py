"""How often chance lays values as they lie: conditional permutation.

The value at a place stays, the others are shuffled over the other places. One shuffle serves all places: the whole map
is shuffled, and for each place its own value is changed back with whatever fell there, which makes every arrangement
of the others equally likely. Neighbouring places therefore share shuffles, as they share neighbours.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING

import numpy as np

from ...safeguards.messages import refused
from ...safeguards.watch import Watch
from .moran import deviations
from .weights import islands, without_self

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Floats = NDArray[np.float64]
    Counts = NDArray[np.int64]
    _Few = NDArray[np.uint8]  # no more than a stream has shuffles

# Shuffles with one stream of random numbers; fixed, so that threads change nothing.
_STREAM = 16
_VALUES_AT_ONCE = 2_000_000
_LISTEN = 0.1  # s


@dataclass(frozen=True, eq=False)
class _Plan:
    values: Floats
    weights: csr_matrix
    lowest: NDArray[np.int64]
    highest: NDArray[np.int64]
    observed: Floats
    hair: Floats


def gi_star_permuted(
    values: Floats,
    weights: csr_matrix,
    *,
    permutations: int = 999,
    seed: int = 1,
    threads: int | None = None,
    watch: Watch | None = None,
) -> Floats:
    """Give the pseudo p of the upper tail of Gi*, (r + 1) / (m + 1).

    r of m shuffles give a place and its neighbours together at least what they hold. As the own value stays, Gi and Gi*
    have the same p, and the diagonal of the weights does not matter.

    Args:
        values: (n,) one value per place.
        weights: (n, n) spatial weights, with or without diagonal.
        permutations: m, at least 1.
        seed: Of the random numbers.
        threads: As many as there are processors, unless given; the answer is the same.
        watch: Told of progress, asked for cancel.

    Returns:
        (n,) pseudo p, at least 1 / (m + 1); NaN for a place without neighbours.

    Raises:
        RefusedError: Under 4 places, a value is missing, all values are equal, or no permutation is asked for.
        CancelledError: The user cancelled.

    """
    above, _ = _tails(values, weights, permutations, seed, threads, watch)
    return np.where(islands(weights), np.nan, (above + 1) / (permutations + 1))


def local_moran_permuted(
    values: Floats,
    weights: csr_matrix,
    *,
    permutations: int = 999,
    seed: int = 1,
    threads: int | None = None,
    watch: Watch | None = None,
) -> Floats:
    """Give the pseudo p of the local Moran's I, folded: (r + 1) / (m + 1), r of the tail that is the smaller.

    As in esda this is the p of one tail, chosen after looking: double it for a test to both sides. Unlike there, a
    shuffle that gives exactly what is seen counts in both tails: with many equal values, such as zeros, esda calls
    extreme what half of all shuffles give.

    Args:
        values: As `gi_star_permuted`.
        weights: As `gi_star_permuted`.
        permutations: As `gi_star_permuted`.
        seed: As `gi_star_permuted`.
        threads: As `gi_star_permuted`.
        watch: As `gi_star_permuted`.

    Returns:
        (n,) pseudo p; NaN for a place without neighbours, or whose value is the mean, so that its I is always 0.

    Raises:
        RefusedError: As `gi_star_permuted`.
        CancelledError: The user cancelled.

    """
    above, below = _tails(values, weights, permutations, seed, threads, watch)
    away = np.abs(values - values.mean())
    untold = islands(weights) | (away <= 1e-12 * away.max())
    return np.where(untold, np.nan, (np.minimum(above, below) + 1) / (permutations + 1))


def _tails(
    values: Floats, weights: csr_matrix, permutations: int, seed: int, threads: int | None, watch: Watch | None
) -> tuple[Counts, Counts]:
    """Count in how many shuffles the neighbours of each place hold at least, and at most, what they hold."""
    deviations(values)
    if permutations < 1:
        raise refused("statistics_no_permutations", n=permutations)
    watch = watch or Watch()
    plan = _plan(np.asarray(values, dtype=np.float64), without_self(weights))
    sizes = [min(_STREAM, permutations - start) for start in range(0, permutations, _STREAM)]
    streams = np.random.SeedSequence(seed).spawn(len(sizes))
    above, below = (np.zeros(len(values), dtype=np.int64) for _ in range(2))
    stop = Event()
    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        jobs = [pool.submit(_shuffled, plan, size, own, stop) for size, own in zip(sizes, streams, strict=True)]
        try:
            for number, job in enumerate(jobs, 1):
                while wait([job], _LISTEN).not_done:
                    watch.at((number - 1) / len(jobs))
                more_above, more_below = job.result()
                above += more_above
                below += more_below
                watch.at(number / len(jobs))
        finally:
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)
    return above, below


def _plan(values: Floats, weights: csr_matrix) -> _Plan:
    # Rows without neighbours get bounds that nothing lies between.
    lowest, highest = np.full(len(values), len(values)), np.full(len(values), -1)
    linked = np.flatnonzero(np.diff(weights.indptr))
    lowest[linked] = weights.indices[weights.indptr[linked]]
    highest[linked] = weights.indices[weights.indptr[linked + 1] - 1]
    # The same values in another order may sum to a hair more or less.
    sums = np.asarray(abs(weights).sum(axis=1), dtype=np.float64).ravel()
    return _Plan(values, weights, lowest, highest, weights @ values, 1e-12 * sums * np.abs(values).max())


def _shuffled(plan: _Plan, shuffles: int, stream: np.random.SeedSequence, stop: Event) -> tuple[_Few, _Few]:
    """Count over the shuffles of one stream."""
    n = len(plan.values)
    rng = np.random.default_rng(stream)
    above, below = np.zeros(n, dtype=np.uint8), np.zeros(n, dtype=np.uint8)
    at_once = max(1, _VALUES_AT_ONCE // n)
    for start in range(0, shuffles, at_once):
        if stop.is_set():
            break
        origin = np.empty((n, min(at_once, shuffles - start)), dtype=np.int32)
        for column in origin.T:
            column[:] = rng.permutation(n)
        held = _held(plan, origin)
        above += (held >= (plan.observed - plan.hair)[:, None]).sum(axis=1, dtype=np.uint8)
        below += (held <= (plan.observed + plan.hair)[:, None]).sum(axis=1, dtype=np.uint8)
    return above, below


def _held(plan: _Plan, origin: NDArray[np.int32]) -> Floats:
    """Give what the neighbours of each place hold after shuffles in which it keeps its own value.

    Args:
        plan: Values and weights.
        origin: (n, k) per shuffle the place each value comes from.

    Returns:
        (n, k) weighted sums.

    """
    laid = plan.values[origin]
    held: Floats = plan.weights @ laid
    # Where the own value of a place fell on a neighbour, that neighbour gets what fell on the place.
    here = np.arange(len(origin))[:, None]
    spot, shuffle = np.nonzero((plan.lowest[origin] <= here) & (here <= plan.highest[origin]))
    if not len(spot):
        return held
    place = origin[spot, shuffle]
    weight = np.asarray(plan.weights[place, spot]).ravel()
    fell = np.flatnonzero(weight)
    place, shuffle, weight = place[fell], shuffle[fell], weight[fell]
    held[place, shuffle] += weight * (laid[place, shuffle] - plan.values[place])
    return held
