"""Fewer junctions to pass, with every way between the places as quick as before.

scipy's Dijkstra costs most per junction it passes. A junction where nobody stops is left out and the ways over it
become ways past it; what takes longer than a way over another junction goes too. That is the first half of a
contraction hierarchy (Geisberger et al. 2008), stopped where it no longer pays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .arcs import FIELDS, Arcs

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DENSEST = 9  # neighbours up to which a junction is left out; beyond, too many ways take its place
_ROUNDS = 4
_TRIES = 3
_EQUAL = 1e-12  # relative difference below which two ways take equally long
_STEP = np.uint64(0x9E3779B97F4A7C15)  # multiplying by it scatters neighbouring numbers


def thinned(arcs: Arcs, kept: NDArray[np.int64]) -> Arcs:
    """Leave out junctions that no place stands on; from place to place everything takes as long as before.

    Args:
        arcs: The `quickest` ways.
        kept: Nodes that must stay.

    Returns:
        The `quickest` ways between the nodes that are left, which keep their numbers.

    """
    free = np.ones(arcs.nodes, dtype=np.bool_)
    free[kept] = False
    for turn in range(_ROUNDS):
        gone = _apart(arcs, free)
        if not gone.any():
            break
        free &= ~gone
        arcs = _past(arcs, gone)
        if turn:
            arcs = _needed(arcs)
    return arcs


def _apart(arcs: Arcs, free: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Choose nodes to leave out, with few neighbours and none of them neighbours of each other."""
    between = free[arcs.source] & free[arcs.target]
    low, high = np.minimum(arcs.source, arcs.target)[between], np.maximum(arcs.source, arcs.target)[between]
    pairs = np.unique(low * arcs.nodes + high)
    low, high = pairs // arcs.nodes, pairs % arcs.nodes
    degree = np.bincount(low, minlength=arcs.nodes) + np.bincount(high, minlength=arcs.nodes)
    able = free & (degree <= _DENSEST)
    # The same scatter on every machine: those with few neighbours first, then in no order that follows the streets.
    scattered = (np.arange(arcs.nodes).astype(np.uint64) * _STEP) >> np.uint64(8)
    rank = np.empty(arcs.nodes, dtype=np.int64)
    rank[np.lexsort((scattered, degree))] = np.arange(arcs.nodes)
    chosen = np.zeros(arcs.nodes, dtype=np.bool_)
    for _ in range(_TRIES):
        both = able[low] & able[high]
        low, high = low[both], high[both]
        best = able.copy()
        best[np.where(rank[low] > rank[high], low, high)] = False
        chosen |= best
        able &= ~best
        able[low[best[high]]] = False
        able[high[best[low]]] = False
    return chosen


def _past(arcs: Arcs, gone: NDArray[np.bool_]) -> Arcs:
    """Replace the ways over nodes that go by ways past them."""
    left, right = _joined(arcs, np.flatnonzero(gone[arcs.target]))
    stay = ~gone[arcs.source] & ~gone[arcs.target]
    none = np.full(len(left), np.nan)
    joined = (
        arcs.source[left],
        arcs.target[right],
        arcs.minutes[left] + arcs.minutes[right],
        arcs.metres[left] + arcs.metres[right],
        np.full(len(left), -1, dtype=np.int64),
        none,
        none,
    )
    fields = {name: np.concatenate([getattr(arcs, name)[stay], new]) for name, new in zip(FIELDS, joined, strict=True)}
    return Arcs(**fields, nodes=arcs.nodes).quickest()


def _needed(arcs: Arcs) -> Arcs:
    """Leave out the ways that take longer than going over another node."""
    left, right = _joined(arcs, np.arange(len(arcs.source)))
    pairs = arcs.source * arcs.nodes + arcs.target
    detour = arcs.source[left] * arcs.nodes + arcs.target[right]
    at = np.minimum(np.searchsorted(pairs, detour), len(pairs) - 1)
    beside = pairs[at] == detour
    at = at[beside]
    shorter = (arcs.minutes[left] + arcs.minutes[right])[beside] < arcs.minutes[at] * (1 - _EQUAL)
    kept = np.ones(len(pairs), dtype=np.bool_)
    kept[at[shorter]] = False
    return arcs.only(kept)


def _joined(arcs: Arcs, first: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pair these ways with every way that begins where they end."""
    starts = np.searchsorted(arcs.source, np.arange(arcs.nodes + 1))
    many = np.diff(starts)[arcs.target[first]]
    before = np.repeat(np.cumsum(many) - many, many)
    return np.repeat(first, many), np.repeat(starts[arcs.target[first]], many) + np.arange(many.sum()) - before
