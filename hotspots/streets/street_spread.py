"""Incidents spread along streets: equal-split kernels on a network (Okabe, Satoh & Sugihara 2009).

Each incident sends its kernel both ways along its street. Where streets meet, the discontinuous kernel divides what
arrives equally over the streets that lead on, and the continuous kernel gives 2/n of it to each of those and (2 - n)/n
back, so that the density does not jump at the junction. At a dead end the discontinuous kernel loses what is left; the
continuous one turns back.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from ...network.graph import COINCIDE
from ...safeguards.messages import refused
from ...safeguards.watch import Watch
from .street_kernels import held

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from ...network.graph import Graph
    from .lixels import Lixels

_UNWATCHED = Watch()
_TOGETHER = 64  # sources at a time
_NEGLIGIBLE = 1e-6  # share of an incident below which a branch is not followed
_MANY = 10_000  # branches at a time from which those on one street at nearly one distance are taken together
_MOST = 500_000  # branches at a time above which the smallest are let go
_BEARABLE = 0.02  # share of all weight that may be let go
NEARLY = 1 / 400  # of the bandwidth


@dataclass(frozen=True)
class Kernel:
    """How an incident is spread.

    Attributes:
        name: One of `kernels.KERNELS`.
        bandwidth: Metres along the street up to which it reaches.
        continuous: Whether the density may not jump at a junction.

    """

    name: str
    bandwidth: float
    continuous: bool = False


@dataclass(frozen=True, eq=False)
class Sources:
    """Spots on the network from which incidents are spread, (s,) each.

    Attributes:
        edge: Edge of the graph.
        position: Metres along it.
        weight: What all incidents at the spot together count for.
        incidents: How many they are.

    """

    edge: NDArray[np.int64]
    position: NDArray[np.float64]
    weight: NDArray[np.float64]
    incidents: NDArray[np.int64]

    @classmethod
    def of(cls, edge: NDArray[np.int64], position: NDArray[np.float64], weight: NDArray[np.float64]) -> Sources:
        """Take incidents on one spot together, to the centimetre."""
        spot = np.column_stack([edge, np.round(position / COINCIDE)]).astype(np.int64)
        _, first, group, incidents = np.unique(spot, axis=0, return_index=True, return_inverse=True, return_counts=True)
        together = np.zeros(len(first))
        np.add.at(together, group.reshape(-1), weight)
        return cls(edge[first], position[first], together, incidents)


@dataclass(frozen=True, eq=False)
class Spread:
    """What lies where.

    Attributes:
        mass: (k,) how many incidents, by weight, lie on each lixel.
        reached: (k,) how many incidents have the lixel within reach.
        dropped: Share of all weight on branches that were let go.
        joined: Whether branches at nearly one distance were taken together.

    """

    mass: NDArray[np.float64]
    reached: NDArray[np.int64]
    dropped: float
    joined: bool


@dataclass(frozen=True, eq=False)
class _Waves:
    """Parts of incidents that enter a street, (w,) each.

    Attributes:
        source: Whose.
        half: Twice the edge, and 1 more where it is walked from its last vertex.
        entry: Metres walked at the end where it is entered; below 0 where the source lies on the street itself.
        share: Of the incident.

    """

    source: NDArray[np.int64]
    half: NDArray[np.int64]
    entry: NDArray[np.float64]
    share: NDArray[np.float64]

    def only(self, kept: NDArray[np.bool_]) -> _Waves:
        return _Waves(self.source[kept], self.half[kept], self.entry[kept], self.share[kept])


@dataclass(frozen=True, eq=False)
class _Halves:
    """Every edge twice, once for each way it is walked."""

    graph: Graph

    @cached_property
    def head(self) -> NDArray[np.int64]:
        """Node at which each half edge arrives, (2m,)."""
        return np.column_stack([self.graph.end, self.graph.start]).ravel()

    @cached_property
    def leaving(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Half edges by the node they leave, where each node's begin, and how many each has."""
        tail = np.column_stack([self.graph.start, self.graph.end]).ravel()
        degree = np.bincount(tail, minlength=len(self.graph.nodes))
        return np.argsort(tail, kind="stable"), np.cumsum(degree) - degree, degree


def spread(graph: Graph, lixels: Lixels, sources: Sources, kernel: Kernel, *, watch: Watch = _UNWATCHED) -> Spread:
    """Spread incidents over the pieces of the streets, by the exact integral of the kernel over each piece.

    An incident on a junction of n streets gives 2/n of its kernel to each. Streets are walked both ways.

    Args:
        graph: The network.
        lixels: Its pieces.
        sources: Where incidents lie.
        kernel: How each is spread.
        watch: Told the fraction done.

    Raises:
        RefusedError: There are so many ways onward within the bandwidth that too much would have to be let go.
        CancelledError: The user cancelled.

    """
    halves = _Halves(graph)
    mass = np.zeros(len(lixels))
    reached = np.zeros(len(lixels), dtype=np.int64)
    dropped, joined = 0.0, False
    for start in range(0, len(sources.edge), _TOGETHER):
        part = np.arange(start, min(start + _TOGETHER, len(sources.edge)))
        touched: list[NDArray[np.int64]] = []
        for waves, lost, merged in _walk(halves, sources, part, kernel):
            watch.at(start / len(sources.edge))
            source, lixel, share = _laid(lixels, waves, kernel)
            mass += np.bincount(lixel, weights=share * sources.weight[source], minlength=len(mass))
            touched.append(np.unique(((source - start) * len(lixels) + lixel)[share != 0]))
            dropped += lost
            joined |= merged
        source, lixel = np.divmod(np.unique(np.concatenate(touched)), len(lixels))
        np.add.at(reached, lixel, sources.incidents[source + start])
        if dropped > _BEARABLE * sources.weight[: part[-1] + 1].sum():
            raise refused("networkdensity_too_many_ways", bandwidth=kernel.bandwidth)
    return Spread(mass, reached, dropped / max(float(sources.weight.sum()), _NEGLIGIBLE), joined)


def _walk(
    halves: _Halves, sources: Sources, part: NDArray[np.int64], kernel: Kernel
) -> Iterator[tuple[_Waves, float, bool]]:
    """Give what enters the streets, one street farther each time, the weight let go, and whether any was joined."""
    waves = _begun(halves, sources, part)
    yield waves, 0.0, False
    while len(waves.half):
        waves = _onward(halves, waves, kernel)
        joined = len(waves.half) > _MANY
        if joined:
            waves = _taken_together(waves, kernel.bandwidth)
        waves, lost = _worthwhile(waves, sources, kernel)
        yield waves, lost, joined


def _begun(halves: _Halves, sources: Sources, part: NDArray[np.int64]) -> _Waves:
    edge, position = sources.edge[part], sources.position[part]
    length = halves.graph.length[edge]
    at_start = position <= COINCIDE
    on_node = at_start | (position >= length - COINCIDE)
    inner = ~on_node
    source = np.concatenate([part[inner], part[inner]])
    half = np.concatenate([2 * edge[inner], 2 * edge[inner] + 1])
    entry = np.concatenate([-position[inner], position[inner] - length[inner]])
    node = np.where(at_start, halves.graph.start[edge], halves.graph.end[edge])[on_node]
    which, out = _out_of(halves, node)
    degree = halves.leaving[2][node[which]]
    return _Waves(
        np.concatenate([source, part[on_node][which]]),
        np.concatenate([half, out]),
        np.concatenate([entry, np.zeros(len(out))]),
        np.concatenate([np.ones(len(half)), 2 / degree]),
    )


def _out_of(halves: _Halves, node: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give every half edge that leaves each of some nodes, behind the position of that node."""
    order, first, degree = halves.leaving
    count = degree[node]
    which = np.repeat(np.arange(len(node)), count)
    nth = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
    return which, order[first[node[which]] + nth]


def _onward(halves: _Halves, waves: _Waves, kernel: Kernel) -> _Waves:
    arrival = waves.entry + halves.graph.length[waves.half // 2]
    waves = _Waves(waves.source, waves.half, arrival, waves.share).only(arrival < kernel.bandwidth)
    node = halves.head[waves.half]
    which, out = _out_of(halves, node)
    degree = halves.leaving[2][node[which]].astype(np.float64)
    back = out == (waves.half[which] ^ 1)
    if kernel.continuous:
        part = np.where(back, 2 - degree, 2.0) / degree
    else:
        part = np.where(back, 0.0, 1 / np.maximum(degree - 1, 1))
    onward = _Waves(waves.source[which], out, waves.entry[which], waves.share[which] * part)
    return onward.only(part != 0)


def _taken_together(waves: _Waves, bandwidth: float) -> _Waves:
    """Join what enters one street from one source at nearly one distance, at the mean distance."""
    near = np.floor(waves.entry / (bandwidth * NEARLY)).astype(np.int64)
    order = np.lexsort((near, waves.half, waves.source))
    source, half, near = waves.source[order], waves.half[order], near[order]
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = (source[1:] != source[:-1]) | (half[1:] != half[:-1]) | (near[1:] != near[:-1])
    first = np.flatnonzero(new)
    share, entry = waves.share[order], waves.entry[order]
    # What turned back is below 0: the size of each says how much its distance counts.
    size = np.abs(share)
    mean = np.add.reduceat(size * entry, first) / np.add.reduceat(size, first)
    return _Waves(source[first], half[first], mean, np.add.reduceat(share, first))


def _worthwhile(waves: _Waves, sources: Sources, kernel: Kernel) -> tuple[_Waves, float]:
    """Let go what is too small to matter, and say how much weight that was."""
    rest = np.abs(waves.share) * (0.5 - held(kernel.name, waves.entry, kernel.bandwidth))
    least = _NEGLIGIBLE
    if len(rest) > _MOST:
        least = max(least, float(np.partition(rest, len(rest) - _MOST)[len(rest) - _MOST]))
    kept = rest >= least
    return waves.only(kept), float((rest * sources.weight[waves.source])[~kept].sum())


def _laid(
    lixels: Lixels, waves: _Waves, kernel: Kernel
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Give source, lixel and share of the incident for every lixel that waves reach."""
    edge = waves.half // 2
    width, pieces = lixels.width[edge], lixels.pieces[edge]
    # Counted in the direction of walking; what lies behind the source is no part of it.
    low = np.clip(np.floor(-waves.entry / width), 0, pieces - 1).astype(np.int64)
    high = np.clip(np.ceil((kernel.bandwidth - waves.entry) / width), low + 1, pieces).astype(np.int64)
    count = high - low
    wave = np.repeat(np.arange(len(edge)), count)
    nth = low[wave] + np.arange(len(wave)) - np.repeat(np.cumsum(count) - count, count)
    near = waves.entry[wave] + nth * width[wave]
    within = held(kernel.name, near + width[wave], kernel.bandwidth) - held(kernel.name, near, kernel.bandwidth)
    backward = waves.half[wave] % 2 == 1
    lixel = lixels.first[edge[wave]] + np.where(backward, pieces[wave] - 1 - nth, nth)
    return waves.source[wave], lixel, waves.share[wave] * within
