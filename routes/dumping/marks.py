"""Four marks of a road along which drug waste is dumped, counted for every wegvak."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ...network.graph import Graph
from ...network.uses import drivable
from ...registers.tables import RD_NEW
from ...safeguards.messages import note, refused, warn

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ...safeguards.messages import Message
    from ...safeguards.watch import Watch

    Mask = NDArray[np.bool_]
    Shapes = NDArray[np.object_]

REGIONAL = ("R", "P")  # kept by the state or the province
MARKS = ("forest_near", "regional_road_near", "no_dwelling_near", "dead_end_or_unpaved")
_STEP = 10.0  # metres between the points at which the surface of a road is looked up
_MOTORWAY = r"A\s*\d"


@dataclass(frozen=True)
class Distances:
    """How near is near, metres.

    Attributes:
        forest: From wood or nature, at most.
        regional: From a regional road in a straight line, at most.
        dwelling: From the nearest dwelling, at least.
        edge: Dead ends this near the edge of the network do not count: there the road may go on.

    """

    forest: float = 25.0
    regional: float = 1000.0
    dwelling: float = 300.0
    edge: float = 50.0


@dataclass(frozen=True, eq=False)
class Ground:
    """What segments are compared with; None where the layer is not given.

    Attributes:
        terrain: Every terreindeel, and which of them are wood or nature.
        surface: Every wegdeel, and which of them are unpaved.
        addresses: Every address, and the dwellings among them.

    """

    terrain: tuple[Shapes, Mask] | None = None
    surface: tuple[Shapes, Mask] | None = None
    addresses: tuple[Shapes, Shapes] | None = None


@dataclass(frozen=True, eq=False)
class Segments:
    """What was found of the wegvakken that cars use.

    Attributes:
        table: wegvak_id, straatnaam, metres, score, known and the marks, with geometry; one row per wegvak.
        edge: Position of each row in the graph.
        graph: The network.
        usable: Which of its edges cars use.

    """

    table: gpd.GeoDataFrame
    edge: NDArray[np.int64]
    graph: Graph
    usable: Mask


def score_segments(
    wegvakken: gpd.GeoDataFrame,
    ground: Ground,
    distances: Distances,
    *,
    motorways: frozenset[str] = frozenset(),
    areas: Shapes | None = None,
    watch: Watch,
) -> tuple[Segments, list[Message]]:
    """Count the marks of every wegvak that cars use.

    A mark is True, False, or None where its layer is not given or does not reach there. `score` counts what is True,
    `known` what is not None.

    Args:
        wegvakken: Canonical table.
        ground: What the segments are compared with.
        distances: How near is near.
        motorways: Ids of wegvakken of motorways: no regional roads.
        areas: Only segments that touch one of these are told of; all of the network counts all the same.
        watch: Told the fraction done.

    Raises:
        RefusedError: No wegvak is for cars, or none touches the areas.

    """
    usable = drivable(wegvakken)
    if not usable.any():
        raise refused("dumping_no_road", n=len(wegvakken))
    graph = Graph.of(wegvakken)
    messages = list(graph.messages)
    if n := int((~usable).sum()):
        messages.append(note("dumping_not_for_cars", n=n, total=len(usable)))
    edge = np.flatnonzero(usable & _touching(graph.lines, areas))
    if not len(edge):
        raise refused("dumping_none_in_area")
    lines = graph.lines[edge]
    watch.at(0.1)
    marks = {"forest_near": _near_forest(lines, ground, distances, messages)}
    watch.at(0.3)
    marks["regional_road_near"] = _near_regional(graph, edge, usable, motorways, distances, messages)
    watch.at(0.5)
    marks["no_dwelling_near"] = _no_dwelling(lines, ground, distances, messages)
    watch.at(0.7)
    dead = graph.dead_ends(margin=distances.edge, usable=usable)[edge]
    loose = _unpaved(lines, ground, messages)
    marks["dead_end_or_unpaved"] = _either(dead, loose)
    watch.at(0.9)
    found = pd.DataFrame({name: pd.array(marks[name], dtype="boolean") for name in MARKS})
    chosen = wegvakken.iloc[edge]
    table = gpd.GeoDataFrame(
        {
            "wegvak_id": chosen["wegvak_id"].to_numpy(dtype=object),
            "straatnaam": chosen["straatnaam"].to_numpy(dtype=object),
            "metres": np.round(graph.length[edge], 1),
            "score": found.fillna(value=False).sum(axis=1).to_numpy(dtype=np.int64),
            "known": found.notna().sum(axis=1).to_numpy(dtype=np.int64),
            **{name: found[name] for name in MARKS},
            "dead_end": dead,
            "unpaved": pd.array(loose, dtype="boolean"),
        },
        geometry=lines,
        crs=RD_NEW,
    )
    return Segments(table, edge, graph, usable), [*messages, *_told(table)]


def _touching(lines: Shapes, areas: Shapes | None) -> Mask:
    touches = np.ones(len(lines), dtype=np.bool_)
    if areas is not None:
        touches = np.zeros(len(lines), dtype=np.bool_)
        touches[shapely.STRtree(areas).query(lines, predicate="intersects")[0]] = True
    return touches


def _within(lines: Shapes, others: Shapes, metres: float) -> Mask:
    """Tell which lines have one of the others within so many metres."""
    near = np.zeros(len(lines), dtype=np.bool_)
    if len(others):
        found = shapely.STRtree(others).query_nearest(lines, max_distance=metres, all_matches=False)
        near[found[0]] = True
    return near


def _reached(lines: Shapes, layer: Shapes) -> Mask:
    """Tell which lines lie within the box around a layer: outside it the layer says nothing."""
    return np.asarray(shapely.intersects(lines, shapely.box(*shapely.total_bounds(layer))), dtype=np.bool_)


def _unknown(n: int) -> NDArray[np.object_]:
    return np.full(n, None, dtype=object)


def _known(value: Mask, where: Mask) -> NDArray[np.object_]:
    found = value.astype(object)
    found[~where] = None
    return found


def _near_forest(lines: Shapes, ground: Ground, distances: Distances, messages: list[Message]) -> NDArray[np.object_]:
    if ground.terrain is None:
        messages.append(warn("dumping_without_terrain"))
        return _unknown(len(lines))
    outlines, grown = ground.terrain
    charted = _reached(lines, outlines)
    if n := int((~charted).sum()):
        messages.append(warn("dumping_beyond", parameter="TERRAIN", n=n, total=len(lines)))
    return _known(_within(lines, outlines[grown], distances.forest), charted)


def _near_regional(
    graph: Graph,
    edge: NDArray[np.int64],
    usable: Mask,
    motorways: frozenset[str],
    distances: Distances,
    messages: list[Message],
) -> NDArray[np.object_]:
    keeper = graph.wegvakken["wegbeheerdersoort"]
    regional = usable & keeper.isin(REGIONAL).to_numpy()
    regional &= ~graph.wegvakken["wegvak_id"].isin(motorways).to_numpy()
    if not regional.any():
        messages.append(warn("dumping_no_keeper" if keeper.isna().all() else "dumping_no_regional"))
        return _unknown(len(edge))
    return _within(graph.lines[edge], graph.lines[regional], distances.regional).astype(object)


def _no_dwelling(lines: Shapes, ground: Ground, distances: Distances, messages: list[Message]) -> NDArray[np.object_]:
    if ground.addresses is None:
        messages.append(warn("dumping_without_addresses"))
        return _unknown(len(lines))
    everything, dwellings = ground.addresses
    lived = _within(lines, dwellings, distances.dwelling)
    reached = lived | _reached(lines, everything)
    if n := int((~reached).sum()):
        messages.append(warn("dumping_beyond", parameter="ADDRESSES", n=n, total=len(lines)))
    return _known(~lived, reached)


def _unpaved(lines: Shapes, ground: Ground, messages: list[Message]) -> NDArray[np.object_]:
    """Tell which lines lie on unpaved wegdelen for at least half of what lies on any wegdeel; None off all."""
    if ground.surface is None:
        messages.append(warn("dumping_without_surface"))
        return _unknown(len(lines))
    parts, loose = ground.surface
    count = np.maximum(1, np.round(shapely.length(lines) / _STEP)).astype(np.int64)
    line = np.repeat(np.arange(len(lines)), count)
    rank = np.arange(len(line)) - np.repeat(np.cumsum(count) - count, count)
    along = (rank + 0.5) / count[line]
    points = shapely.line_interpolate_point(lines[line], along, normalized=True)
    at, part = shapely.STRtree(parts).query(points, predicate="intersects")
    on, soft = np.zeros(len(points), dtype=np.bool_), np.zeros(len(points), dtype=np.bool_)
    on[at] = True
    soft[at[loose[part]]] = True
    lies = np.bincount(line, weights=on, minlength=len(lines))
    softly = np.bincount(line, weights=soft, minlength=len(lines))
    if n := int((lies == 0).sum()):
        messages.append(note("dumping_off_surface", n=n, total=len(lines)))
    return _known(2 * softly >= lies, lies > 0)


def _either(dead: Mask, loose: NDArray[np.object_]) -> NDArray[np.object_]:
    """Say yes where one says yes, no where both say no, and else that it is not known."""
    either = loose.copy()
    either[dead] = True
    return either


def _told(table: gpd.GeoDataFrame) -> list[Message]:
    counts = np.bincount(table["score"], minlength=len(MARKS) + 1).tolist()
    whole = int((table["known"] == len(MARKS)).sum())
    names = ("none", "one", "two", "three", "four")
    said = note("dumping_scored", n=len(table), **dict(zip(names, counts, strict=True)))
    coverage = warn("dumping_coverage", n=len(table) - whole, total=len(table), most=int(table["known"].max()))
    return [said] if whole == len(table) else [said, coverage]


def motorways_of(ids: pd.Series, numbers: pd.Series) -> frozenset[str]:
    """Give the ids of the wegvakken whose road number is that of a motorway, such as A12."""
    motorway = numbers.astype("string").str.strip().str.upper().str.match(_MOTORWAY).fillna(value=False)
    return frozenset(ids[motorway.to_numpy(dtype=bool)].dropna())
