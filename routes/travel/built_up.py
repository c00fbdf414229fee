"""Which part of each road lies inside the built-up area."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from ...safeguards.messages import note, warn

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ...network.graph import Graph
    from ...safeguards.messages import Message

CELL = 100.0  # metres
REACH = 2  # cells around: roads within some 250 m count
DENSE = 75.0  # metres of road a hectare; a street grid of 100 by 200 m has 150, farmland some 20
_PIECE = 50.0  # metres


def inside_share(graph: Graph, areas: NDArray[np.object_] | None) -> tuple[NDArray[np.float64], tuple[Message, ...]]:
    """Tell which part of each edge lies inside the built-up area, 0 to 1.

    Args:
        graph: The network.
        areas: Polygons of the built-up area (bebouwde kom), RD New. Without them it is where roads lie close
            together: at least 75 metres of road a hectare in the 25 hectares around, roads of the state left out.

    Returns:
        (m,) parts, and how they were found.

    """
    if areas is not None:
        share = _in_areas(graph, areas)
        metres = float(share @ graph.length)
        made = warn("travel_built_up_nowhere", n=len(areas)) if not metres else note("travel_built_up", n=len(areas))
        return share, (made,)
    share = _where_dense(graph)
    total = float(graph.length.sum())
    part = round(100 * float(share @ graph.length) / total) if total else 0
    return share, (note("travel_built_up_guessed", part=part, dense=round(DENSE)),)


def _in_areas(graph: Graph, areas: NDArray[np.object_]) -> NDArray[np.float64]:
    there = areas[~(shapely.is_missing(areas) | shapely.is_empty(areas))]
    town = shapely.union_all(shapely.make_valid(there))
    shapely.prepare(town)
    share: NDArray[np.float64] = shapely.contains_properly(town, graph.lines).astype(np.float64)
    partly = np.flatnonzero(shapely.intersects(town, graph.lines) & (share == 0) & (graph.length > 0))
    within = shapely.length(shapely.intersection(graph.lines[partly], town))
    share[partly] = np.clip(within / graph.length[partly], 0, 1)
    return share


def _where_dense(graph: Graph) -> NDArray[np.float64]:
    """Give the part of each edge in whose surroundings roads lie close together."""
    if not len(graph.length):
        return np.zeros(0)
    many = np.maximum(np.ceil(graph.length / _PIECE), 1).astype(np.int64)
    edge = np.repeat(np.arange(len(many)), many)
    nth = np.arange(len(edge)) - np.repeat(np.cumsum(many) - many, many)
    metres = (graph.length / many)[edge]
    middle = shapely.get_coordinates(shapely.line_interpolate_point(graph.lines[edge], (nth + 0.5) * metres))
    cell = np.floor(middle / CELL).astype(np.int64)
    cell -= cell.min(axis=0) - REACH
    wide = int(cell[:, 1].max()) + REACH + 1
    at, cell_of = np.unique(cell[:, 0] * wide + cell[:, 1], return_inverse=True)
    keeper = graph.wegvakken["wegbeheerdersoort"].to_numpy()[edge]
    held = np.bincount(cell_of.reshape(-1), weights=np.where(keeper == "R", 0, metres), minlength=len(at))
    around = np.zeros(len(at))
    for right in range(-REACH, REACH + 1):
        for up in range(-REACH, REACH + 1):
            neighbour = at + right * wide + up
            place = np.minimum(np.searchsorted(at, neighbour), len(at) - 1)
            around += np.where(at[place] == neighbour, held[place], 0)
    hectares = ((2 * REACH + 1) * CELL) ** 2 / 10_000
    dense = (around / hectares >= DENSE)[cell_of.reshape(-1)] & (keeper != "R")
    return np.asarray(np.bincount(edge, weights=dense, minlength=len(many)) / many, dtype=np.float64)
