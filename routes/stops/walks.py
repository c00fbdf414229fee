"""Where the car is left for each stop, and the ways on foot between the stops of one parking place."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
import shapely
from scipy.cluster.hierarchy import linkage, to_tree
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from ..day import Stops

    OnFoot = Callable[[NDArray[np.float64]], NDArray[np.float64]]

CHAIN = 150.0  # metres within which stops lie together
TOGETHER = 300.0  # metres within which stops of one estate or street do
ACROSS = 8.0  # minutes on foot from the one end to the other of what is walked from one parking place
APART = 100.0  # metres within which two parking places are one
PACE = 75.0  # metres a minute on foot, 4.5 km/h
DETOUR = 1.3  # of a walk to the distance as the crow flies
SETTLING = 2.0  # minutes to find a place to park and get out
_MANY = 300  # stops that lie together up to which the ways on foot between all of them are looked up
_NEVER = 1e6  # minutes that stand for no way


@dataclass(frozen=True, eq=False)
class Walks:
    """How n stops are reached from p parking places.

    Attributes:
        place: (n,) number of the parking place of each.
        block: (n,) number of the block of each: stops of one parking place that one team does in a day.
        spots: (p, 2) the parking places, RD New.
        to_car: (n,) minutes on foot between each and its parking place.
        on_foot: (n, n) minutes on foot between stops of one parking place; inf between others.
        settling: Minutes that parking takes.

    """

    place: NDArray[np.int64]
    block: NDArray[np.int64]
    spots: NDArray[np.float64]
    to_car: NDArray[np.float64]
    on_foot: NDArray[np.float64]
    settling: float = SETTLING

    def minutes(self, drive: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the minutes from door to door: on foot within a parking place, else back to the car and by car.

        Args:
            drive: (p + m, p + m) minutes by car between the parking places, and the m places of departure and return.

        Returns:
            (n + m, n + m).

        """
        n, p = len(self.place), len(self.spots)
        others = len(drive) - p
        at = np.concatenate([self.place, p + np.arange(others)])
        walk = np.concatenate([self.to_car, np.zeros(others)])
        made = walk[:, None] + drive[np.ix_(at, at)] + walk
        made[:, :n] += self.settling
        together = self.place[:, None] == self.place
        made[:n, :n] = np.where(together, self.on_foot, made[:n, :n])
        return np.asarray(made, dtype=np.float64)


def each_by_itself(points: NDArray[np.float64]) -> Walks:
    """Drive to every stop: from door to door, as if one could always park there."""
    n = len(points)
    alone = np.full((n, n), inf)
    np.fill_diagonal(alone, 0.0)
    return Walks(np.arange(n), np.arange(n), points, np.zeros(n), alone, settling=0.0)


def on_foot_from_few(
    stops: Stops,
    table: pd.DataFrame,
    *,
    roadside: NDArray[np.float64] | None = None,
    reached: NDArray[np.bool_] | None = None,
    room: float = inf,
    pace: float = PACE,
    on_foot: OnFoot | None = None,
) -> Walks:
    """Choose parking places from which stops that lie together are walked.

    Together are stops within 150 m of one another, and those of one area or street within 300 m, from stop to stop; as
    long as one walks at most 8 minutes from the one end to the other. One parks where it is nearest to all of them.

    Args:
        stops: The stops, (n,).
        table: A row each, with area_id and street.
        roadside: (n, 2) where a car can be left nearest to each; without, at the stop.
        reached: (n,) whether there is a way by car to there; without, everywhere.
        room: Minutes of visits up to which stops are one block, with a parking place of its own where that lies more
            than 100 m from the next.
        pace: Metres a minute on foot, as the crow flies times 1.3.
        on_foot: Gives the minutes on foot between (m, 2) points, (m, m), so that nobody walks over water; without, the
            distance as the crow flies counts.

    """
    sides = stops.points if roadside is None else roadside
    fine = np.ones(len(stops), dtype=np.bool_) if reached is None else reached
    country = _Country(stops.points, sides, fine, pace, on_foot)
    grounds = [
        ground.only(part)
        for members in _together(stops.points, table)
        for ground in country.looked_up(members)
        for part in _parts(ground.between, ACROSS, stops.service[ground.stops], room)
    ]
    return _laid_out(_joined(country, grounds), stops, sides, room)


class _Ground(NamedTuple):
    """Stops that may be walked from one parking place.

    Attributes:
        stops: (m,) positions.
        between: (m, m) minutes on foot.
        to_side: (m, m) minutes on foot from each (row) to where the car can be left for each (column).
        fine: (m,) whether there is a way by car to there.

    """

    stops: NDArray[np.int64]
    between: NDArray[np.float64]
    to_side: NDArray[np.float64]
    fine: NDArray[np.bool_]

    def only(self, part: NDArray[np.int64]) -> _Ground:
        square = np.ix_(part, part)
        return _Ground(self.stops[part], self.between[square], self.to_side[square], self.fine[part])

    def parking(self) -> int:
        """Give at whose road the car is left: the nearest to all."""
        return int(np.argmin(self.to_side.sum(axis=0) + np.where(self.fine, 0.0, _NEVER)))


@dataclass(frozen=True, eq=False)
class _Country:
    """All stops, and how one walks between them."""

    points: NDArray[np.float64]
    sides: NDArray[np.float64]
    fine: NDArray[np.bool_]
    pace: float
    on_foot: OnFoot | None

    def looked_up(self, members: NDArray[np.int64]) -> list[_Ground]:
        """Give stops with the ways between them; those that are too many in parts."""
        if len(members) <= _MANY:
            return [self.ground(members)]
        return [self.ground(members[part]) for part in _parts(self._crow(self.points[members]), ACROSS)]

    def ground(self, members: NDArray[np.int64]) -> _Ground:
        m = len(members)
        places = np.vstack([self.points[members], self.sides[members]])
        crow = self._crow(places)
        if m == 1:
            # From a road to the one door beside it the way is straight.
            return _Ground(members, np.zeros((1, 1)), crow[:1, 1:] / DETOUR, self.fine[members])
        walk = crow if self.on_foot is None else self.on_foot(places)
        walk = np.maximum(walk, walk.T)
        to_side = np.where(np.isfinite(walk[:m, m:]), walk[:m, m:], _NEVER)
        own = np.diag_indices(m)
        to_side[own] = np.where(to_side[own] < _NEVER, to_side[own], crow[:m, m:][own])
        between = np.where(np.isfinite(walk[:m, :m]), walk[:m, :m], _NEVER)
        return _Ground(members, between, to_side, self.fine[members])

    def _crow(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        away = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
        return np.asarray(away * DETOUR / self.pace, dtype=np.float64)


def _together(points: NDArray[np.float64], table: pd.DataFrame) -> list[NDArray[np.int64]]:
    """Give the stops that lie together."""
    n = len(points)
    if not n:
        return []
    codes = [pd.factorize(table[name], use_na_sentinel=True)[0] for name in ("area_id", "street")]
    spots = shapely.points(points)
    one, other = shapely.STRtree(spots).query(spots, predicate="dwithin", distance=TOGETHER)
    same = np.any([(code[one] == code[other]) & (code[one] >= 0) for code in codes], axis=0)
    near = same | (np.hypot(*(points[one] - points[other]).T) <= CHAIN)
    return _groups(one[near], other[near], n)


def _groups(one: NDArray[np.int64], other: NDArray[np.int64], n: int) -> list[NDArray[np.int64]]:
    graph = coo_matrix((np.ones(len(one)), (one, other)), shape=(n, n))
    _, label = connected_components(graph, directed=False)
    order = np.argsort(label, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(label[order])) + 1)


def _parts(
    apart: NDArray[np.float64], farthest: float, work: NDArray[np.float64] | None = None, room: float = inf
) -> list[NDArray[np.int64]]:
    """Cut what lies together in parts no wider than so many minutes, with no more work than there is room."""
    m = len(apart)
    if m == 1:
        return [np.zeros(1, dtype=np.int64)]
    held = np.zeros(m) if work is None else work
    at_work = [to_tree(linkage(squareform(apart, checks=False), "complete"))]
    made: list[NDArray[np.int64]] = []
    while at_work:
        node = at_work.pop()
        members = np.sort(np.array(node.pre_order(), dtype=np.int64))
        if node.is_leaf() or (node.dist <= farthest and held[members].sum() <= room):
            made.append(members)
        else:
            at_work += [node.get_right(), node.get_left()]
    return made


def _joined(country: _Country, grounds: list[_Ground]) -> list[_Ground]:
    """Make one of those whose parking places lie within 100 m, where one can walk between them."""
    if not grounds:
        return []
    parked = np.array([country.sides[ground.stops[ground.parking()]] for ground in grounds])
    spots = shapely.points(parked)
    one, other = shapely.STRtree(spots).query(spots, predicate="dwithin", distance=APART)
    made: list[_Ground] = []
    for group in _groups(one, other, len(grounds)):
        mine = [grounds[number] for number in group.tolist()]
        whole = country.ground(np.sort(np.concatenate([ground.stops for ground in mine]))) if len(mine) > 1 else mine[0]
        fits = len(mine) == 1 or whole.to_side[:, whole.parking()].max() <= ACROSS
        made += [whole] if fits else mine
    return sorted(made, key=lambda ground: int(ground.stops[0]))


def _laid_out(grounds: list[_Ground], stops: Stops, sides: NDArray[np.float64], room: float) -> Walks:
    n = len(stops)
    place, block = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    to_car, on_foot = np.zeros(n), np.full((n, n), inf)
    spots = np.zeros((len(grounds), 2))
    blocks = 0
    for number, ground in enumerate(grounds):
        members, parking = ground.stops, ground.parking()
        place[members] = number
        to_car[members] = ground.to_side[:, parking]
        on_foot[np.ix_(members, members)] = ground.between
        spots[number] = sides[members[parking]]
        for part in _parts(ground.between, inf, stops.service[members], room):
            block[members[part]] = blocks
            blocks += 1
    np.fill_diagonal(on_foot, 0.0)
    return Walks(place, block, spots, to_car, on_foot)
