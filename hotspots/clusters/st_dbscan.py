"""Clusters of incidents close in place and in time (ST-DBSCAN, Birant & Kut 2007)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from ..near_repeats.moments import share_below
from ..near_repeats.near_pairs import Sweep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from ...safeguards.watch import Watch
    from ..near_repeats.moments import Moments

_KEPT = 20_000_000  # pairs kept between the two looks at them; more are made twice
_ROUNDING = 1e-9

Pairs = tuple["NDArray[np.int32]", "NDArray[np.int32]", "NDArray[np.float64]"]


@dataclass(frozen=True, eq=False)
class Clustering:
    """Which cluster each incident belongs to, (n,) each.

    Attributes:
        label: From 0 in the order of the first incident of each in the input; -1 for none.
        core: Whether it has enough others around it.

    """

    label: NDArray[np.int64]
    core: NDArray[np.bool_]

    @property
    def sizes(self) -> NDArray[np.int64]:
        """Incidents in each cluster."""
        return np.bincount(self.label[self.label >= 0])

    def of_at_least(self, n: int) -> Clustering:
        """Leave out clusters with fewer incidents: a core may lose its neighbours to the nearer core of another."""
        kept = (self.label >= 0) & np.append(self.sizes >= n, False)[self.label]
        return Clustering(_in_order(np.where(kept, self.label, -1)), self.core & kept)


def sweep_of(points: NDArray[np.float64], moments: Moments, reach: float, days: float) -> Sweep:
    """Put incidents in the order in which their neighbours in place and time are found."""
    span = days * moments.ticks + (0 if moments.length is None else float(moments.length.max()))
    moment = None if np.isinf(days) else moments.middle.astype(np.float64)
    return Sweep.of(points, reach, moment=moment, span=max(span, 1.0))


def st_dbscan(
    points: NDArray[np.float64], moments: Moments, *, reach: float, days: float, minimum: int, watch: Watch
) -> Clustering:
    """Cluster incidents by density in place and time.

    Two are neighbours at most `reach` metres and at most `days` apart, both included. An incident with at least
    `minimum` neighbours, itself included, is a core; neighbouring cores are one cluster, and any other neighbour of a
    core belongs to the cluster of the nearest one. Where moments are windows a neighbour counts for the chance that
    it is that near in time, and clusters are linked by the middles of the windows.

    Args:
        points: (n, 2) coordinates, metres.
        moments: (n,) moments.
        reach: Metres, above 0.
        days: 0 or more; infinite where time does not matter.
        minimum: Incidents that make a core.
        watch: Asked between steps.

    """
    n = len(points)
    sweep = sweep_of(points, moments, reach, days)
    inside, ordered = sweep.points, moments.at(sweep.order)
    own = np.ones(n) if ordered.weight is None else ordered.weight
    around = own.copy()
    kept: list[Pairs] | None = []
    held = 0
    for one, other, share in _near(sweep, ordered, reach, days, watch.part(0, 0.5)):
        around += np.bincount(one, share * own[other], n) + np.bincount(other, share * own[one], n)
        held += len(one)
        if kept is not None:
            kept.append((one, other, share))
        if held > _KEPT:
            kept = None
    core = around >= minimum - _ROUNDING
    label = np.arange(n)
    nearest, host = np.full(n, np.inf), np.full(n, -1)
    again = kept if kept is not None else _near(sweep, ordered, reach, days, watch.part(0.5, 1.0))
    limit = days * ordered.ticks
    for one, other, _ in again:
        middle = np.abs(ordered.middle[one].astype(np.float64) - ordered.middle[other])
        linked = middle <= limit
        both = linked & core[one] & core[other]
        label = _merged(label, one[both], other[both])
        for edge, inner in ((one, other), (other, one)):
            touching = np.flatnonzero(linked & core[inner] & ~core[edge])
            _nearest(inside, edge[touching], inner[touching], nearest, host)
    found = np.where(core, label, np.where(host >= 0, label[host], -1))
    back = np.empty(n, dtype=np.int64)
    back[sweep.order] = found
    was_core = np.zeros(n, dtype=np.bool_)
    was_core[sweep.order] = core
    return Clustering(_in_order(back), was_core)


def _near(sweep: Sweep, moments: Moments, reach: float, days: float, watch: Watch) -> Iterator[Pairs]:
    """Give pairs within reach and days, with the chance that they are that near in time."""
    limit = days * moments.ticks
    for block in sweep.blocks(watch):
        one, other = block.one, block.other
        apart = np.abs(moments.middle[one].astype(np.float64) - moments.middle[other])
        near = block.apart <= reach
        if moments.length is None:
            kept = np.flatnonzero(near & (apart <= limit))
            yield one[kept], other[kept], np.ones(len(kept))
            continue
        share = share_below(apart, moments.length[one], moments.length[other], float(np.nextafter(limit, np.inf)))
        kept = np.flatnonzero(near & (share > 0))
        yield one[kept], other[kept], share[kept]


def _merged(label: NDArray[np.int64], one: NDArray[np.int32], other: NDArray[np.int32]) -> NDArray[np.int64]:
    """Let the parts that links join bear one label."""
    if not len(one):
        return label
    n = len(label)
    links = coo_matrix((np.ones(len(one), dtype=np.int8), (label[one], label[other])), shape=(n, n))
    return np.asarray(connected_components(links, directed=False)[1], dtype=np.int64)[label]


def _nearest(
    points: NDArray[np.float64],
    edge: NDArray[np.int32],
    core: NDArray[np.int32],
    nearest: NDArray[np.float64],
    host: NDArray[np.int64],
) -> None:
    """Note the nearest core of each point at an edge, of equally near ones the first."""
    apart = np.hypot(*(points[edge] - points[core]).T)
    order = np.lexsort((core, apart, edge))
    one, first = np.unique(edge[order], return_index=True)
    best = order[first]
    better = (apart[best] < nearest[one]) | ((apart[best] == nearest[one]) & (core[best] < host[one]))
    nearest[one[better]], host[one[better]] = apart[best[better]], core[best[better]]


def _in_order(label: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number labels from 0 in the order in which they first occur; -1 stays."""
    found, first, back = np.unique(label, return_index=True, return_inverse=True)
    rank = np.empty(len(found), dtype=np.int64)
    rank[np.argsort(np.where(found < 0, -1, first), kind="stable")] = np.arange(len(found))
    numbered = rank[back.ravel()] - int((found < 0).any())
    return np.asarray(np.where(label < 0, -1, numbered), dtype=np.int64)
