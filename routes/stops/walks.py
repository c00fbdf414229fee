"""Stops that lie together, walked from one parking place: one visit for the solver, unfolded again afterwards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from ...safeguards.messages import note
from .walk_order import closed_tour, open_path

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from ...safeguards.messages import Message
    from ..day import Stops, Team

    OnFoot = Callable[[NDArray[np.float64]], NDArray[np.float64]]
    _Near = Callable[[NDArray[np.int64], NDArray[np.int64]], NDArray[np.bool_]]

CHAIN = 150.0  # metres within which stops are one chain
TOGETHER = 300.0  # metres within which stops of one estate or street are
PARKED = 250.0  # metres from a stop within which a road is looked for
PACE = 75.0  # metres a minute on foot, 4.5 km/h
DETOUR = 1.3  # of a walk to the distance as the crow flies
LONGEST = 90.0  # minutes a walk takes at most where no break says less
_SHORTEST = 45.0
_FAR = 8.0  # minutes on foot from a stop to the next, beyond which one takes the car
_MANY = 300  # stops of a chain up to which the ways on foot are looked up
_ROOM = 30.0  # minutes of room a walk keeps to begin in, where each of its stops has as much


class Walk(NamedTuple):
    """One visit of the solver.

    Attributes:
        stops: Positions of its stops, in the order in which they are walked.
        parking: Coordinates of where the team parks.
        offsets: Minutes after parking at which the visit of each begins.
        back: Minutes on foot from the last stop to where they parked.

    """

    stops: tuple[int, ...]
    parking: tuple[float, float]
    offsets: tuple[float, ...]
    back: float


@dataclass(frozen=True, eq=False)
class Walks:
    """Stops folded into visits.

    Attributes:
        stops: The stops themselves, (n,).
        walks: (k,) how each visit is walked.
        visits: (k,) the visits, for the solver: at their parking places, as long as the whole walk takes.
        pace: Metres a minute on foot.

    """

    stops: Stops
    walks: tuple[Walk, ...]
    visits: Stops
    pace: float = PACE

    @property
    def parked(self) -> NDArray[np.bool_]:
        """Which visits are walks of several stops."""
        return np.array([len(walk.stops) > 1 for walk in self.walks], dtype=np.bool_)


def longest_walk(teams: Sequence[Team]) -> float:
    """Give the minutes a walk may take so that it stands in no team's way: no longer than the room its break leaves."""
    room = [team.pause.latest - team.pause.earliest for team in teams if team.pause.minutes > 0]
    shifts = [(team.shift[1] - team.shift[0]) / 2 for team in teams]
    return float(np.clip(min([*room, *shifts, LONGEST]), _SHORTEST, LONGEST))


def each_by_itself(stops: Stops) -> Walks:
    """Fold nothing: every stop is a visit, where it lies."""
    walks = tuple(Walk((at,), (float(x), float(y)), (0.0,), 0.0) for at, (x, y) in enumerate(stops.points))
    return Walks(stops, walks, stops)


def fold(
    stops: Stops,
    table: pd.DataFrame,
    *,
    roads: NDArray[np.object_] | None = None,
    longest: float = LONGEST,
    most: float = inf,
    pace: float = PACE,
    on_foot: OnFoot | None = None,
) -> tuple[Walks, list[Message]]:
    """Fold stops that lie together into walks.

    Together are stops within 150 m of one another, and those of one area or street within 300 m, from stop to stop.
    Stops that ask for other skills, are mandatory or pinned are walked apart from those that are not. A walk is cut
    where it would take too long, or where no moment suits the windows of all its stops.

    Args:
        stops: The stops, (n,).
        table: A row each, with area_id and street.
        roads: Lines that can be driven, where there are any: a team parks on the nearest to the middle of the walk;
            without, at the first stop.
        longest: Minutes a walk takes at most; a stop that takes longer is a walk of its own.
        most: The most a team does in a day, of `Stops.load`.
        pace: Metres a minute on foot, as the crow flies times 1.3.
        on_foot: Gives the minutes on foot between (m, 2) points, (m, m), so that nobody walks over water; without, the
            distance as the crow flies counts.

    """
    folder = _Folder(stops, _parking(stops.points, roads), roads is not None, longest, most, pace)
    walks: list[Walk] = []
    for members in _components(stops, table):
        path = members if stops.sequence[members].any() else members[open_path(stops.points[members])]
        walks += folder.cut(path, folder.ground(members, on_foot))
    walks.sort(key=lambda walk: min(walk.stops))
    made = Walks(stops, tuple(walks), folder.visits(walks), pace)
    n = int(made.parked.sum())
    walked = sum(len(walk.stops) for walk in walks if len(walk.stops) > 1)
    return made, [note("stops_walks", n=n, stops=walked, total=len(stops))] if n else [note("stops_no_walks")]


def _parking(points: NDArray[np.float64], roads: NDArray[np.object_] | None) -> NDArray[np.float64]:
    """Give the nearest place on a road for each stop, the stop itself where there is none near, (n, 2)."""
    made = points.copy()
    if roads is None or not len(roads) or not len(points):
        return made
    spots = shapely.points(points)
    at, road = shapely.STRtree(roads).query_nearest(spots, max_distance=PARKED, all_matches=False)
    lines = np.asarray(roads, dtype=object)[road]
    made[at] = shapely.get_coordinates(
        shapely.line_interpolate_point(lines, shapely.line_locate_point(lines, spots[at]))
    )
    return made


def _components(stops: Stops, table: pd.DataFrame) -> list[NDArray[np.int64]]:
    """Give the stops that lie together and may be one visit, in order of their position or of their pins."""
    n = len(stops)
    if not n:
        return []
    codes = [pd.factorize(table[name], use_na_sentinel=True)[0] for name in ("area_id", "street")]

    def near(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.bool_]:
        apart = np.hypot(*(stops.points[one] - stops.points[other]).T)
        same = np.any([(code[one] == code[other]) & (code[one] >= 0) for code in codes], axis=0)
        return np.asarray((apart <= CHAIN) | (same & (apart <= TOGETHER)))

    spots = shapely.points(stops.points)
    one, other = shapely.STRtree(spots).query(spots, predicate="dwithin", distance=TOGETHER)
    alike = _alike(stops, near)
    joined = near(one, other) & (alike[one] == alike[other])
    graph = coo_matrix((np.ones(int(joined.sum())), (one[joined], other[joined])), shape=(n, n))
    _, label = connected_components(graph, directed=False)
    order = np.lexsort((np.arange(n), stops.sequence, label))
    return np.split(order, np.flatnonzero(np.diff(label[order])) + 1)


def _alike(stops: Stops, near: _Near) -> NDArray[np.int64]:
    """Number the stops that may be walked together; of those pinned in an order, only what follows one another."""
    run = np.full(len(stops), -1, dtype=np.int64)
    fixed = np.flatnonzero(stops.sequence > 0)
    fixed = fixed[np.lexsort((stops.sequence[fixed], stops.pinned[fixed]))]
    goes_on = near(fixed[:-1], fixed[1:])
    run[fixed] = np.cumsum(np.concatenate([[True], ~goes_on])) if len(fixed) else 0
    keys = [
        (tuple(sorted(need)), bool(must), int(team), int(number))
        for need, must, team, number in zip(stops.skills, stops.mandatory, stops.pinned, run, strict=True)
    ]
    # What differs in the middle of a run parts it, or the order would not hold.
    for number, (before, after) in enumerate(zip(fixed[:-1].tolist(), fixed[1:].tolist(), strict=True), start=1):
        if keys[before][:3] != keys[after][:3]:
            for later in fixed[number:].tolist():
                keys[later] = (*keys[later][:3], keys[later][3] + 1)
    seen: dict[object, int] = {}
    return np.array([seen.setdefault(one, len(seen)) for one in keys], dtype=np.int64)


class _Ground(NamedTuple):
    """The ways on foot of one chain of stops.

    Attributes:
        row: Row of each stop in `minutes`; where one parks for it lies as many rows further as there are stops.
        minutes: From place to place, inf where there is no way.

    """

    row: dict[int, int]
    minutes: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class _Folder:
    """What is needed to make a walk of stops."""

    stops: Stops
    parking: NDArray[np.float64]
    on_road: bool
    longest: float
    most: float
    pace: float

    def ground(self, members: NDArray[np.int64], on_foot: OnFoot | None) -> _Ground | None:
        """Give the ways on foot among stops and where one parks for them; None where the crow decides."""
        if on_foot is None or not 1 < len(members) <= _MANY:
            return None
        minutes = on_foot(np.vstack([self.stops.points[members], self.parking[members]]))
        return _Ground({stop: at for at, stop in enumerate(members.tolist())}, minutes)

    def cut(self, path: NDArray[np.int64], ground: _Ground | None) -> list[Walk]:
        """Cut a path of stops into walks, each as long as it may be."""
        walks: list[Walk] = []
        held: list[int] = []
        best: Walk | None = None
        for stop in path.tolist():
            longer = self._walk([*held, stop], ground) if held else None
            if longer is None or not self._fits(longer):
                walks += [best] if best else []
                held, best = [], self._walk([stop], ground)
            else:
                best = longer
            held.append(stop)
        return [*walks, best] if best else walks

    def _walk(self, members: list[int], ground: _Ground | None) -> Walk | None:
        """Give the shortest way to walk stops at a moment that suits all of them; None where there is none."""
        points = self.stops.points[members]
        if len(members) == 1:
            return Walk((members[0],), (float(points[0, 0]), float(points[0, 1])), (0.0,), 0.0)
        if np.hypot(*np.diff(points, axis=0)[-1]) > TOGETHER:
            return None
        middle = members[int(np.argmin(np.hypot(*(points - points.mean(axis=0)).T)))]
        fixed = bool(self.stops.sequence[members].any())
        tried = [members] if fixed else [members, members[::-1]]
        if self.on_road and not fixed:
            tour = closed_tour(np.vstack([self.parking[middle], points]))
            tried += [[members[at - 1] for at in tour], [members[at - 1] for at in tour[::-1]]]
        walks = [self._walked(order, middle if self.on_road else None, ground) for order in tried]
        usable = [walk for walk in walks if walk is not None and self._opens(walk) is not None]
        return min(usable, key=lambda walk: (round(self._lasts(walk), 6),)) if usable else None

    def _walked(self, order: list[int], parked: int | None, ground: _Ground | None) -> Walk | None:
        """Walk stops in an order, from where one parks for one of them and back; None where a way is far."""
        points = self.stops.points[order]
        start = points[0] if parked is None else self.parking[parked]
        if ground is None:
            legs = np.hypot(*np.diff(np.vstack([start, points, start]), axis=0).T) * DETOUR / self.pace
        else:
            car = ground.row[order[0]] if parked is None else len(ground.row) + ground.row[parked]
            rows = [car, *(ground.row[stop] for stop in order), car]
            legs = ground.minutes[rows[:-1], rows[1:]]
            if legs[1:-1].max() > _FAR or not np.isfinite(legs).all():
                return None
        service = self.stops.service[order]
        offsets = np.cumsum(legs[:-1]) + np.concatenate([[0.0], np.cumsum(service)[:-1]])
        return Walk(tuple(order), (float(start[0]), float(start[1])), tuple(offsets.tolist()), float(legs[-1]))

    def _lasts(self, walk: Walk) -> float:
        return walk.offsets[-1] + float(self.stops.service[walk.stops[-1]]) + walk.back

    def _fits(self, walk: Walk) -> bool:
        load = float(self.stops.load[list(walk.stops)].sum())
        return self._lasts(walk) <= self.longest and load <= self.most

    def _opens(self, walk: Walk) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
        """Give per day from when to when a walk may begin; None where its stops do not suit one another."""
        members = list(walk.stops)
        offsets = np.array(walk.offsets)[:, None]
        opens, closes = self.stops.opens[members], self.stops.closes[members]
        there = opens <= closes
        if len(members) == 1:
            return opens[0], closes[0]
        if not (there == there[0]).all():
            return None
        first, last = np.maximum((opens - offsets).max(axis=0), 0.0), (closes - offsets).min(axis=0)
        room = np.minimum((closes - opens).min(axis=0), _ROOM)
        if (there[0] & (last - first < room)).any():
            return None
        return np.where(there[0], first, 0.0), np.where(there[0], last, -1.0)

    def visits(self, walks: Sequence[Walk]) -> Stops:
        """Give the visits that stand for walks."""
        stops = self.stops
        held = [list(walk.stops) for walk in walks]
        windows = [self._opens(walk) for walk in walks]
        first = np.array([members[0] for members in held], dtype=np.int64)
        days = stops.opens.shape[1]
        return replace(
            stops.only(first),
            points=np.array([walk.parking for walk in walks], dtype=np.float64).reshape(-1, 2),
            service=np.array([self._lasts(walk) for walk in walks], dtype=np.float64),
            opens=np.array([window[0] for window in windows if window]).reshape(-1, days),
            closes=np.array([window[1] for window in windows if window]).reshape(-1, days),
            load=np.array([stops.load[members].sum() for members in held], dtype=np.float64),
            priority=np.array([stops.priority[members].sum() for members in held], dtype=np.float64),
        )
