"""Minutes, metres and lines between places: along the road where there are roads, else as the crow flies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from ...network.graph import Graph, Snap
from ...network.uses import drivable, stopping, walkable
from ...safeguards.messages import note, refused, warn
from ...safeguards.watch import Watch
from .arcs import Arcs, split
from .built_up import inside_share
from .paths import between, paths
from .pieces import line_of, without_repeats
from .places import Places, judged, snapped
from .speeds import Speeds, minutes_a_metre

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    from ...safeguards.messages import Message

DETOUR = 1.3  # the way over the road beside the distance as the crow flies
_UNWATCHED = Watch()


class Legs(NamedTuple):
    """The ways from one place to the next, (k,) each.

    Attributes:
        lines: LineString along the road from where the one meets it to where the other does; of two equal points where
            there is nothing to drive, None where there is no way.
        minutes: The same as in the matrix; inf where there is no way.
        metres: The same as in the matrix of metres.

    """

    lines: NDArray[np.object_]
    minutes: NDArray[np.float64]
    metres: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Travel:
    """How one travels; made by `by_road` or `straight`.

    From the place to the road and back is walked; what is measured holds that too. Two places at one point are 0 apart.

    Attributes:
        speeds: How fast.
        on_foot: Walking: one-way streets and the built-up area do not count.
        messages: What was chosen.
        graph: The network; None as the crow flies.
        pace: (m,) minutes a metre takes on each edge.
        ways: Whether each edge may be travelled from start to end, and from end to start.
        stopping: (m,) whether one may stop along it.

    """

    speeds: Speeds
    on_foot: bool
    messages: tuple[Message, ...]
    graph: Graph | None
    pace: NDArray[np.float64]
    ways: tuple[NDArray[np.bool_], NDArray[np.bool_]]
    stopping: NDArray[np.bool_]

    @classmethod
    def by_road(
        cls,
        wegvakken: gpd.GeoDataFrame,
        speeds: Speeds,
        built_up: NDArray[np.object_] | None = None,
        *,
        on_foot: bool = False,
    ) -> Travel:
        """Travel over the road.

        By car rijrichting is respected, foot and cycle paths, bus lanes and the like are not driven, and nobody stops
        on a motorway. On foot every wegvak is walked both ways but bus lanes, ferries, runways and motorways.

        Args:
            wegvakken: Canonical table.
            speeds: How fast.
            built_up: Polygons of the built-up area, RD New; judged from how close roads lie together where not given.
            on_foot: Walking.

        Raises:
            RefusedError: No road that may be travelled.

        """
        graph = Graph.of(wegvakken)
        usable = walkable(wegvakken) if on_foot else drivable(wegvakken)
        if not usable.any():
            raise refused("travel_no_roads", n=len(wegvakken))
        messages = list(graph.messages)
        if n := int((~usable).sum()):
            messages.append(note("travel_not_walked" if on_foot else "travel_not_driven", n=n, total=len(usable)))
        if on_foot:
            pace = np.full(len(usable), minutes_a_metre(speeds.on_foot))
            return cls(speeds, on_foot, tuple(messages), graph, pace, (usable, usable), usable)
        if n := int((wegvakken["rijrichting"].isna().to_numpy() & usable).sum()):
            messages.append(note("travel_both_ways", n=n, total=int(usable.sum())))
        share, told = inside_share(graph, built_up)
        ways = (usable & graph.forward, usable & graph.backward)
        pace = speeds.pace(wegvakken, share)
        return cls(speeds, on_foot, (*messages, *told), graph, pace, ways, stopping(wegvakken))

    @classmethod
    def straight(cls, speeds: Speeds, *, on_foot: bool = False) -> Travel:
        """Travel without roads: the distance as the crow flies counts 1.3 times, which a warning says."""
        speed = speeds.on_foot if on_foot else speeds.without_roads
        none = np.zeros(0, dtype=np.bool_)
        told = (warn("travel_straight", detour=DETOUR, speed=speed),)
        return cls(speeds, on_foot, told, None, np.zeros(0), (none, none), none)

    def snapped(self, points: NDArray[np.float64]) -> Places:
        """Say where points meet the road, and why some cannot be reached.

        Args:
            points: (k, 2) RD New, metres.

        """
        if self.graph is None:
            lost = ~np.isfinite(points).all(axis=1)
            snap = Snap(np.full(len(points), -1), np.full(len(points), np.nan), np.where(lost, np.inf, 0.0))
            return Places(snap, np.where(lost, "no_road", "").astype(object))
        snap, arcs, node = self._cut(points)
        return judged(snap, arcs, node)

    def roadside(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give where a car is left for each place, (k, 2): on the nearest road where one may stop.

        Without roads, and where none is within 1 km, that is the place itself.

        Args:
            points: (k, 2) RD New, metres.

        """
        made = points.copy()
        if self.graph is not None:
            snap = snapped(self.graph, points, self.ways[0] | self.ways[1], self.stopping)
            on = snap.edge >= 0
            lines = self.graph.lines[snap.edge[on]]
            made[on] = shapely.get_coordinates(shapely.line_interpolate_point(lines, snap.position[on]))
        return made

    def minutes(self, points: NDArray[np.float64], *, watch: Watch = _UNWATCHED) -> NDArray[np.float64]:
        """Give the minutes from each place to each other.

        Args:
            points: (k, 2) RD New, metres.
            watch: Told the fraction done.

        Returns:
            (k, k); inf where there is no way.

        Raises:
            CancelledError: The user cancelled.

        """
        if self.graph is None:
            speed = self.speeds.on_foot if self.on_foot else self.speeds.without_roads
            return _crow(points) * (DETOUR * float(minutes_a_metre(speed)))
        snap, arcs, node = self._cut(points)
        walked = snap.offset * minutes_a_metre(self.speeds.on_foot)
        return _to_the_door(between(arcs, node, watch=watch), walked, points)

    def metres(self, points: NDArray[np.float64], *, watch: Watch = _UNWATCHED) -> NDArray[np.float64]:
        """Give the metres of the quickest way from each place to each other; as `minutes`."""
        if self.graph is None:
            return _crow(points) * DETOUR
        snap, arcs, node = self._cut(points)
        return _to_the_door(between(arcs, node, metres=True, watch=watch), snap.offset, points)

    def legs(self, points: NDArray[np.float64], pairs: NDArray[np.int64], *, watch: Watch = _UNWATCHED) -> Legs:
        """Give the ways between pairs of places.

        Args:
            points: (n, 2) RD New, metres; all of them, as for the matrix.
            pairs: (k, 2) positions from where, to where.
            watch: Told the fraction done.

        Raises:
            CancelledError: The user cancelled.

        """
        pairs = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
        begin, end = points[pairs[:, 0]], points[pairs[:, 1]]
        same = (begin == end).all(axis=1)
        if self.graph is None:
            away = np.hypot(*(begin - end).T) * DETOUR
            away[~np.isfinite(away)] = np.inf
            speed = self.speeds.on_foot if self.on_foot else self.speeds.without_roads
            lines = np.full(len(pairs), None, dtype=object)
            known = np.isfinite(away)
            lines[known] = shapely.linestrings(np.stack([begin, end], axis=1)[known])
            return Legs(lines, away * minutes_a_metre(speed), away)
        snap, arcs, node = self._cut(points)
        lines = np.full(len(pairs), None, dtype=object)
        minutes, metres = np.full(len(pairs), np.inf), np.full(len(pairs), np.inf)
        walk = minutes_a_metre(self.speeds.on_foot)
        for leg, taken in enumerate(paths(arcs, node[pairs], watch=watch)):
            if taken is None:
                continue
            offset = 0.0 if same[leg] else float(snap.offset[pairs[leg]].sum())
            minutes[leg] = arcs.minutes[taken].sum() + offset * walk
            metres[leg] = arcs.metres[taken].sum() + offset
            at = int(pairs[leg, 0])
            lines[leg] = line_of(self.graph, arcs.only(taken), int(snap.edge[at]), float(snap.position[at]))
        minutes[same], metres[same] = 0.0, 0.0
        return Legs(lines, minutes, metres)

    def lines(self, points: NDArray[np.float64], pairs: NDArray[np.int64]) -> NDArray[np.object_]:
        """Give the lines of `legs` alone."""
        return self.legs(points, pairs).lines

    def line(self, points: NDArray[np.float64], order: Sequence[int]) -> shapely.LineString | None:
        """Give one line along a whole route.

        Args:
            points: (n, 2) RD New, metres; all of them, as for the matrix.
            order: Positions of the places in the order of the route.

        Returns:
            The line; None where there are fewer than two places, or no way between two of them.

        """
        places = np.asarray(order, dtype=np.int64)
        parts = self.lines(points, np.column_stack([places[:-1], places[1:]]))
        if not len(parts) or any(part is None for part in parts):
            return None
        return shapely.linestrings(without_repeats(shapely.get_coordinates(parts)))

    def _cut(self, points: NDArray[np.float64]) -> tuple[Snap, Arcs, NDArray[np.int64]]:
        """Snap the points, and cut the roads there: how, the ways, and the node of each point."""
        if self.graph is None:
            raise ValueError
        snap = snapped(self.graph, points, self.ways[0] | self.ways[1], self.stopping)
        arcs, node = split(self.graph, snap, self.pace, self.ways)
        return snap, arcs.quickest(), node


def _crow(points: NDArray[np.float64]) -> NDArray[np.float64]:
    away = np.hypot(points[:, None, 0] - points[None, :, 0], points[:, None, 1] - points[None, :, 1])
    away[~np.isfinite(away)] = np.inf
    np.fill_diagonal(away, 0)
    return np.asarray(away, dtype=np.float64)


def _to_the_door(
    road: NDArray[np.float64], door: NDArray[np.float64], points: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Add what is walked between road and place at both ends; nothing between places at one point."""
    whole = door[:, None] + road + door[None, :]
    _, spot = np.unique(points, axis=0, return_inverse=True)
    spot = spot.reshape(-1)
    whole[spot[:, None] == spot[None, :]] = 0
    np.fill_diagonal(whole, 0)
    return np.asarray(whole, dtype=np.float64)
