"""Knox table: pairs of incidents near in place and in time, against what chance gives (Knox 1964)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .moments import pairs_below, share_below

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from numpy.typing import NDArray

    from ...safeguards.watch import Watch
    from .moments import Moments
    from .near_pairs import Block
    from .pair_bands import Bands

_BATCH = 4_000_000  # pairs held while times are shuffled over them
_SLICE = 1 << 17  # pairs compared in one step: what fits the processor's own memory


@dataclass(frozen=True, eq=False)
class Knox:
    """What was counted.

    Attributes:
        observed: (r, c) pairs; parts of pairs where moments are windows.
        expected: (r, c) exact mean over all ways to deal the moments out over the places.
        p: (r, c) share of shufflings with at least as many pairs, the observed one included; NaN where no pair can
            occur or nothing was shuffled.
        in_space: (r,) pairs of each space band, whatever their time.
        in_time: (c,) pairs of each time band, wherever they are.

    """

    observed: NDArray[np.float64]
    expected: NDArray[np.float64]
    p: NDArray[np.float64]
    in_space: NDArray[np.float64]
    in_time: NDArray[np.float64]


def knox(
    blocks: Callable[[Watch], Iterable[Block]],
    moments: Moments,
    bands: Bands,
    *,
    permutations: int,
    seed: int,
    watch: Watch,
) -> Knox:
    """Count pairs by band and compare with moments shuffled over the places.

    The expectation needs no shuffling: under it every pair of places is as likely to get every pair of moments, so
    that a band of S pairs in space and T of the N pairs in time has S·T/N.

    Args:
        blocks: Gives all pairs within the largest distance, some at a time.
        moments: (n,) in the order of the pairs' positions.
        bands: Of metres and days.
        permutations: Times the moments are shuffled; 0 is not at all.
        seed: Of the shuffling; the answer does not depend on the blocks.
        watch: Asked between steps.

    """
    limits = moments.limits(bands.days)
    below = np.zeros((permutations + 1, bands.shape[0], len(limits)))
    in_space = np.zeros(bands.shape[0])
    for held, before, after in _batches(blocks, bands, watch):
        in_space += [len(one) for one, _ in held]
        for k in range(permutations + 1):
            watch.at(before + (after - before) * k / (permutations + 1))
            dealt = moments if k == 0 else moments.at(np.random.default_rng((seed, k)).permutation(len(moments.middle)))
            for row, (one, other) in enumerate(held):
                below[k, row] += _below(one, other, dealt, limits)
    counts = np.diff(below, axis=2)
    n = len(moments.middle)
    in_time = np.diff(pairs_below(moments, limits))
    expected = np.outer(in_space, in_time) / (n * (n - 1) / 2)
    observed = counts[0]
    p = np.full(bands.shape, np.nan)
    if permutations:
        # Parts of pairs add up to the same number in any order but for the last digits.
        atleast = (counts[1:] >= observed - 1e-9 * np.maximum(observed, 1)).sum(axis=0)
        p = np.where(expected > 0, (atleast + 1) / (permutations + 1), np.nan)
    return Knox(observed, expected, p, in_space, in_time)


def _batches(
    blocks: Callable[[Watch], Iterable[Block]], bands: Bands, watch: Watch
) -> Iterator[tuple[list[tuple[NDArray[np.int32], NDArray[np.int32]]], float, float]]:
    """Give pairs by space band, many at a time, with the part of the work they are."""
    reached = [0.0]

    def at(fraction: float) -> None:
        reached[0] = fraction

    held: list[list[tuple[NDArray[np.int32], NDArray[np.int32]]]] = [[] for _ in range(bands.shape[0])]
    total, before = 0, 0.0
    for block in blocks(type(watch)(watch.cancelled, at)):
        if total > _BATCH:
            yield [_joined(pairs) for pairs in held], before, reached[0]
            held, total, before = [[] for _ in held], 0, reached[0]
        row = bands.row(block.apart)
        for number, pairs in enumerate(held):
            here = np.flatnonzero(row == number)
            pairs.append((block.one[here], block.other[here]))
            total += len(here)
    yield [_joined(pairs) for pairs in held], before, 1.0


def _joined(
    pairs: list[tuple[NDArray[np.int32], NDArray[np.int32]]],
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    none = np.empty(0, dtype=np.int32)
    one = np.concatenate([none, *(one for one, _ in pairs)])
    return one, np.concatenate([none, *(other for _, other in pairs)])


def _below(
    one: NDArray[np.int32], other: NDArray[np.int32], moments: Moments, limits: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Count the pairs that differ less than each limit in time."""
    count = np.zeros(len(limits))
    for start in range(0, len(one), _SLICE):
        first, second = one[start : start + _SLICE], other[start : start + _SLICE]
        apart = np.abs(moments.middle.take(first) - moments.middle.take(second))
        if moments.length is None:
            count += [
                len(apart) if np.isinf(limit) else np.count_nonzero(apart < apart.dtype.type(limit)) if limit > 0 else 0
                for limit in limits
            ]
            continue
        lengths = moments.length.take(first), moments.length.take(second)
        weight = None if moments.weight is None else moments.weight.take(first) * moments.weight.take(second)
        for number, limit in enumerate(limits):
            if limit > 0:
                share = np.ones(len(apart)) if np.isinf(limit) else share_below(apart, *lengths, float(limit))
                count[number] += share.sum() if weight is None else weight @ share
    return count
