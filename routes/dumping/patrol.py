"""A round past the segments that are chosen: each driven from end to end, the quickest way between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ...registers.tables import RD_NEW
from ...safeguards.messages import note, refused, warn
from ..travel.built_up import inside_share
from ..travel.speeds import minutes_a_metre, read_speeds
from .order import NEVER, shortest_tour
from .roads import roads_from

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ...safeguards.messages import Message
    from ...safeguards.watch import Watch
    from .marks import Segments
    from .roads import Roads

MOST = 1000  # segments that can be ordered within minutes
FAR = 250.0  # metres from a road at which a start is told of
_ELSEWHERE = 10_000.0  # metres at which it belongs to other roads


@dataclass(frozen=True)
class Pace:
    """How fast a patrol drives, km per hour: past the segments, and on the way between them.

    Between them as planned routes drive, by who keeps the road and whether it lies in the built-up area, where no speed
    is given.
    """

    looking: float = 20.0
    between: float | None = None


@dataclass(frozen=True, eq=False)
class Patrol:
    """A round.

    Attributes:
        legs: In the order driven: number, kind (segment, way), wegvak_id, straatnaam, score, metres, minutes,
            total_metres, total_minutes, with the line driven.
        missed: Ids of the segments that cannot be reached, or not be left.

    """

    legs: gpd.GeoDataFrame
    missed: tuple[str, ...]


def patrol(
    segments: Segments, chosen: NDArray[np.bool_], start: NDArray[np.float64], pace: Pace, *, watch: Watch
) -> tuple[Patrol, list[Message]]:
    """Order the chosen segments into a round, each driven once from end to end, one-way roads as they may be.

    Args:
        segments: What was found of the segments.
        chosen: (n,) which of its rows to drive.
        start: (2,) where the round starts and ends, RD New.
        pace: How fast.
        watch: Told the fraction done.

    Raises:
        RefusedError: Nothing was chosen, too much was, or nothing of it can be reached.

    """
    n = int(chosen.sum())
    if not n:
        raise refused("dumping_nothing_chosen")
    if n > MOST:
        raise refused("dumping_too_many", n=n, most=MOST)
    graph = segments.graph
    if pace.between is None:
        share, told = inside_share(graph, None)
        metre = read_speeds().pace(graph.wegvakken, share)
    else:
        metre, told = np.full(len(graph.length), minutes_a_metre(pace.between)), ()
    roads, offset = roads_from(graph, segments.usable, start, metre)
    if offset > _ELSEWHERE:
        raise refused("dumping_start_elsewhere", km=round(offset / 1000))
    messages = [*told, *([warn("dumping_start_far", metres=round(offset), most=FAR)] if offset > FAR else [])]
    wanted = np.flatnonzero(np.isin(roads.origin, segments.edge[chosen]))
    between = _between(roads, wanted, watch.part(0.0, 0.4))
    fine = _reachable(between)
    missed = np.unique(roads.origin[wanted[~fine[1:]]])
    ids = graph.wegvakken["wegvak_id"].to_numpy(dtype=object)
    if len(missed):
        messages.append(warn("dumping_missed", n=len(missed), total=n).about(ids[missed]))
    if fine.sum() == 1:
        raise refused("dumping_all_missed", n=n)
    kept = np.flatnonzero(np.repeat(fine, 2))
    between = between[np.ix_(kept, kept)]
    tour = shortest_tour(between, watch.part(0.4, 0.9))
    minutes = between[tour, np.roll(tour, -1)]
    legs = _legs(segments, roads, wanted[fine[1:]], (tour, minutes), pace, watch.part(0.9, 1.0))
    return Patrol(legs, tuple(str(one) for one in ids[missed])), [*messages, _told(legs, n - len(missed))]


def _between(roads: Roads, wanted: NDArray[np.int64], watch: Watch) -> NDArray[np.float64]:
    """Give the minutes between ways, as `order.shortest_tour` takes them."""
    begins, ends = np.full(2 * len(wanted) + 2, roads.home), np.full(2 * len(wanted) + 2, roads.home)
    begins[2::2], begins[3::2] = roads.start[wanted], roads.end[wanted]
    ends[2::2], ends[3::2] = roads.end[wanted], roads.start[wanted]
    sources, source = np.unique(ends, return_inverse=True)
    targets, target = np.unique(begins, return_inverse=True)
    minutes = roads.apart(sources, targets, watch)[source.reshape(-1)][:, target.reshape(-1)]
    barred = np.zeros(len(begins), dtype=np.bool_)
    barred[1] = True  # the start has no direction
    barred[2::2], barred[3::2] = ~roads.forward[wanted], ~roads.backward[wanted]
    minutes[barred], minutes[:, barred] = np.inf, np.inf
    return np.where(np.isfinite(minutes), minutes, NEVER)


def _reachable(between: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell of which segments a way can be driven from the start and back to it."""
    way = (between[0] < NEVER) & (between[:, 0] < NEVER)
    fine = way.reshape(-1, 2).any(axis=1)
    fine[0] = True
    return np.asarray(fine, dtype=np.bool_)


def _legs(
    segments: Segments,
    roads: Roads,
    wanted: NDArray[np.int64],
    tour: tuple[NDArray[np.int64], NDArray[np.float64]],
    pace: Pace,
    watch: Watch,
) -> gpd.GeoDataFrame:
    """Make a row of every segment and of every way between two; `tour` holds ways and the minutes behind each."""
    score = dict(zip(segments.edge.tolist(), segments.table["score"].tolist(), strict=True))
    ids, streets = (segments.graph.wegvakken[name].to_numpy(dtype=object) for name in ("wegvak_id", "straatnaam"))
    rows: list[tuple[str, object, object, int | None, float, float]] = []
    lines: list[object] = []
    at = roads.home
    ways, minutes = tour
    for number, (way, there) in enumerate(zip([*ways[1:].tolist(), 0], minutes.tolist(), strict=True)):
        watch.at(number / len(ways))
        edge = int(wanted[way // 2 - 1]) if way else -1
        begin, end = (int(roads.start[edge]), int(roads.end[edge])) if way else (roads.home, roads.home)
        begin, end = (end, begin) if way % 2 else (begin, end)
        if path := roads.way(at, begin, there):
            lines.append(shapely.linestrings(roads.drawn(path, at)))
            rows.append(("way", None, None, None, float(roads.length[path].sum()), float(roads.minutes[path].sum())))
        at = end
        if way:
            coordinates = shapely.get_coordinates(roads.lines[edge])
            lines.append(shapely.linestrings(coordinates[::-1] if way % 2 else coordinates))
            of = int(roads.origin[edge])
            long = float(roads.length[edge])
            rows.append(("segment", ids[of], streets[of], score[of], long, long * minutes_a_metre(pace.looking)))
    table = pd.DataFrame(rows, columns=["kind", "wegvak_id", "straatnaam", "score", "metres", "minutes"])
    return gpd.GeoDataFrame(
        {
            "number": np.arange(1, len(table) + 1),
            "kind": table["kind"],
            "wegvak_id": table["wegvak_id"],
            "straatnaam": table["straatnaam"],
            "score": table["score"].astype("Int64"),
            "metres": table["metres"].round(1),
            "minutes": table["minutes"].round(2),
            "total_metres": table["metres"].cumsum().round(1),
            "total_minutes": table["minutes"].cumsum().round(2),
        },
        geometry=lines,
        crs=RD_NEW,
    )


def _told(legs: gpd.GeoDataFrame, n: int) -> Message:
    past = float(legs.loc[legs["kind"] == "segment", "metres"].sum())
    return note(
        "dumping_patrol",
        n=n,
        km=round(float(legs["total_metres"].iloc[-1]) / 1000, 1),
        past=round(past / 1000, 1),
        minutes=round(float(legs["total_minutes"].iloc[-1])),
    )
