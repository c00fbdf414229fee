"""In which order, and which way, segments are driven: the rural postman problem by insertion, 2-opt and moves.

Segment i driven from its start to its end is way 2i, driven back way 2i + 1; the start of the patrol is segment 0,
a segment without length. A tour is a list of ways that begins with way 0.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ...safeguards.watch import Watch

    Ways = NDArray[np.int64]

NEVER = 1e9  # minutes to a way that cannot be driven: more than any tour
_GAIN = 1e-6  # minutes that make one tour shorter than another
EXACT = 8  # segments of which every order is compared
_LONGEST_MOVED = 3  # segments moved together


def shortest_tour(between: NDArray[np.float64], watch: Watch) -> Ways:
    """Order segments so that little is driven between them.

    Up to eight segments are compared in every order and direction. Of more: nearest insertion, then 2-opt and moves
    of up to three segments as long as they shorten the tour, and the best direction of every segment in the order
    found.

    Args:
        between: (2k, 2k) minutes from the end of each way to the begin of each other; `NEVER` to and from a way that
            cannot be driven. Segment 0 is the start.
        watch: Told the fraction done.

    Returns:
        (k,) ways, the first 0.

    """
    if len(between) // 2 <= EXACT + 1:
        return _exact(between)
    return _searched(between, watch)


def _searched(between: NDArray[np.float64], watch: Watch) -> Ways:
    tour = _inserted(between, watch)
    best = tour_minutes(between, tour)
    while True:
        watch.at(0.5)
        tour = _directed(between, tour)
        for improve in (_two_opt, _moved):
            tour = improve(between, tour, watch)
        now = tour_minutes(between, tour)
        if now > best - _GAIN:
            return tour
        best = now


def _exact(between: NDArray[np.float64]) -> Ways:
    """Find the shortest tour of all, by the shortest way past every set of segments to each last one."""
    count = len(between) // 2 - 1
    ways = np.arange(2, 2 * count + 2)
    reached = np.full((1 << count, 2 * count), np.inf)
    came = np.zeros((1 << count, 2 * count), dtype=np.int64)
    for segment in range(count):
        reached[1 << segment, 2 * segment : 2 * segment + 2] = between[0, ways[2 * segment : 2 * segment + 2]]
    for past in range(1, 1 << count):
        for segment in range(count):
            if past >> segment & 1:
                continue
            mine = slice(2 * segment, 2 * segment + 2)
            step = reached[past][:, None] + between[ways[:, None], ways[mine]]
            further = past | 1 << segment
            better = step.min(axis=0) < reached[further, mine]
            came[further, mine] = np.where(better, step.argmin(axis=0), came[further, mine])
            reached[further, mine] = np.minimum(step.min(axis=0), reached[further, mine])
    past = (1 << count) - 1
    last = int(np.argmin(reached[past] + between[ways, 0])) if count else 0
    tour: list[int] = []
    while past:
        tour.append(int(ways[last]))
        past, last = past & ~(1 << last // 2), int(came[past, last])
    return np.array([0, *tour[::-1]], dtype=np.int64)


def tour_minutes(between: NDArray[np.float64], tour: Ways) -> float:
    """Give the minutes between the segments of a tour, back to the start included."""
    return float(between[tour, np.roll(tour, -1)].sum())


def _inserted(between: NDArray[np.float64], watch: Watch) -> Ways:
    count = len(between) // 2
    tour = np.zeros(1, dtype=np.int64)
    waiting = np.ones(count, dtype=np.bool_)
    waiting[0] = False
    near = _nearness(between, 0)
    while waiting.any():
        watch.at(0.5 * len(tour) / count)
        segment = int(np.argmin(np.where(waiting, near, np.inf)))
        onward = np.roll(tour, -1)
        ways = np.array([2 * segment, 2 * segment + 1])
        added = between[tour[:, None], ways] + between[ways[:, None], onward].T - between[tour, onward][:, None]
        place, way = np.unravel_index(int(np.argmin(added)), added.shape)
        tour = np.insert(tour, int(place) + 1, ways[way])
        waiting[segment] = False
        near = np.minimum(near, _nearness(between, segment))
    return tour


def _nearness(between: NDArray[np.float64], segment: int) -> NDArray[np.float64]:
    """Give for every segment the minutes to or from this one, whichever way they are driven."""
    mine = slice(2 * segment, 2 * segment + 2)
    return np.asarray(
        np.minimum(
            between[mine].min(axis=0).reshape(-1, 2).min(axis=1),
            between[:, mine].min(axis=1).reshape(-1, 2).min(axis=1),
        )
    )


def _directed(between: NDArray[np.float64], tour: Ways) -> Ways:
    """Drive every segment of a tour the way that makes the whole shortest, in the order there is."""
    segments = tour // 2
    reached = np.array([0.0, np.inf])  # the start has one way
    came: list[NDArray[np.int64]] = []
    for before, after in pairwise(segments.tolist()):
        step = reached[:, None] + between[2 * before : 2 * before + 2, 2 * after : 2 * after + 2]
        came.append(np.argmin(step, axis=0))
        reached = step.min(axis=0)
    last = segments[-1]
    way = int(np.argmin(reached + between[2 * last : 2 * last + 2, 0]))
    ways = [way]
    for choice in reversed(came):
        way = int(choice[way])
        ways.append(way)
    return np.asarray(2 * segments + np.array(ways[::-1]), dtype=np.int64)


def _two_opt(between: NDArray[np.float64], tour: Ways, watch: Watch) -> Ways:
    """Drive a stretch of the tour in the other order and direction, as long as that is shorter."""
    count = len(tour)
    while count > 1:
        watch.at(0.6)
        back = tour ^ 1
        onward = between[tour[:-1], tour[1:]]  # inside the stretch as it is, and the other way round
        returning = between[back[1:], back[:-1]]
        change = np.concatenate([[0.0], np.cumsum(returning - onward)])
        before = tour[:-1]  # of a stretch that begins at 1, 2, ...
        after = np.append(tour[2:], tour[0])  # of one that ends at 1, 2, ...
        first, last = tour[1:], tour[1:]
        gain = (
            between[before[:, None], back[1:]]
            + between[back[1:, None], after]
            - between[before, first][:, None]
            - between[last, after][None, :]
            + change[None, 1:]
            - change[1:, None]
        )
        gain[np.tril_indices(count - 1, -1)] = np.inf
        begin, finish = (int(one) + 1 for one in np.unravel_index(int(np.argmin(gain)), gain.shape))
        changed = tour.copy()
        changed[begin : finish + 1] = back[begin : finish + 1][::-1]
        if tour_minutes(between, changed) > tour_minutes(between, tour) - _GAIN:
            break
        tour = changed
    return tour


def _moved(between: NDArray[np.float64], tour: Ways, watch: Watch) -> Ways:
    """Move up to three segments together to where they cost less, in either direction."""
    better = True
    while better:
        better = False
        for size in range(1, _LONGEST_MOVED + 1):
            for first in range(1, len(tour) - size + 1):
                if first % 32 == 1:
                    watch.at(0.8)
                moved = tour[first : first + size]
                rest = np.concatenate([tour[:first], tour[first + size :]])
                onward = np.roll(rest, -1)
                saved = (
                    between[tour[first - 1], moved[0]]
                    + between[moved[-1], onward[first - 1]]
                    - between[tour[first - 1], onward[first - 1]]
                )
                for stretch in (moved, (moved ^ 1)[::-1]):
                    within = between[stretch[:-1], stretch[1:]].sum() - between[moved[:-1], moved[1:]].sum()
                    added = between[rest, stretch[0]] + between[stretch[-1], onward] - between[rest, onward] + within
                    place = int(np.argmin(added))
                    if added[place] < saved - _GAIN:
                        tour = np.concatenate([rest[: place + 1], stretch, rest[place + 1 :]])
                        better = True
                        break
    return tour
