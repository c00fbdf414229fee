"""Groups of cells that stand out, with what lies in them and what others could take off them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from ..hotspots.shared import SMALL, small
from .groups import Group, cell_of, groups_of, told_cells
from .moments import within

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    from .inside import ToldAreas
    from .results import Results

    Flags = NDArray[np.bool_]

MOST = 12  # sheets; further groups are counted


@dataclass(frozen=True, eq=False)
class Spot:
    """A group of cells with what lies in it.

    Attributes:
        results: Of the run.
        group: Of cells.
        rank: Of the group, from 1.
        of: How many groups there are.
        shape: Of its cells together.
        cells: That stand out.
        incidents: In them.
        areas: That may be named and touch it, that with most of it first.
        beside: Incidents that are left where others take this group off what they know, or that off the group.
        hidden: Whether its number of incidents is not told.
        streets: In it, that with the most metres first.
        language: nl or en.
        shared: Whether the sheet is for others.

    """

    results: Results
    group: Group
    rank: int
    of: int
    shape: Any
    cells: gpd.GeoDataFrame
    incidents: gpd.GeoDataFrame
    areas: gpd.GeoDataFrame
    beside: Sequence[gpd.GeoDataFrame]
    hidden: bool
    streets: Sequence[str]
    language: str
    shared: bool


def groups_shown(results: Results, *, shared: bool) -> list[Group]:
    """Give the groups that have a sheet, the strongest first."""
    cells = results["cells"]
    if not len(cells):
        return []
    told = told_cells(cells) if shared else np.ones(len(cells), dtype=np.bool_)
    groups = groups_of(cells, told)
    if not shared:
        return groups
    counts = cells["count"].to_numpy()
    return [one for one in groups if counts[one.cells].sum() >= SMALL]


def spots_of(results: Results, roads: gpd.GeoDataFrame | None, language: str, *, shared: bool) -> list[Spot]:
    """Give the strongest groups with what lies in each, 12 at most."""
    groups = groups_shown(results, shared=shared)
    if not groups:
        return []
    cells, incidents, areas = results["cells"], results["incidents"], results["areas"]
    told = results.told(shared=shared)
    lies = cell_of(cells, incidents.geometry.to_numpy())
    of = len(groups)
    groups = groups[:MOST]
    inside = [np.isin(lies, group.cells) for group in groups]
    shapes = [shapely.union_all(cells.geometry.to_numpy()[group.cells]) for group in groups]
    rests = _rests(results, told, inside) if shared else [[] for _ in groups]
    found = []
    for at, group in enumerate(groups):
        overlap = shapely.area(shapely.intersection(areas.geometry.to_numpy(), shapes[at])) * told.shown
        order = np.argsort(-overlap, kind="stable")
        spot = Spot(
            results,
            group,
            at + 1,
            of,
            shapes[at],
            cells.iloc[group.cells],
            incidents[inside[at]],
            areas.iloc[order[overlap[order] > 0]],
            [incidents[rest] for rest in rests[at]],
            any(bool(small(np.array([float(rest.sum())]))[0]) for rest in rests[at]),
            _streets(roads, shapes[at]),
            language,
            shared,
        )
        found.append(spot)
    return found


def _rests(results: Results, told: ToldAreas, groups: Sequence[Flags]) -> list[list[Flags]]:
    """Give for each group what is left where it is taken off what others know, or that off the group.

    Others know how many incidents there are, how many lie in each area whose number is told, in those of them that a
    group reaches over together, and in none of them. Off each of these go one group, and all groups within it at once.
    """
    incidents = results["incidents"]
    shapes = results["areas"].geometry.to_numpy()
    mine = [within(shapes[at], incidents) for at in np.flatnonzero(told.incidents)]
    known = list(mine)
    for group in groups:
        touched = [one for one in mine if (one & group).any()]
        if len(touched) > 1:
            known.append(np.logical_or.reduce(touched))
    every = np.ones(len(incidents), dtype=np.bool_)
    known += [every, ~np.logical_or.reduce([~every, *mine])]
    found: list[list[Flags]] = [[] for _ in groups]
    for whole in known:
        within_it = [at for at, group in enumerate(groups) if group.any() and not (group & ~whole).any()]
        for at, group in enumerate(groups):
            if at in within_it:
                found[at].append(whole & ~group)
            elif (whole & group).any() and not (whole & ~group).any():
                found[at].append(group & ~whole)
        if len(within_it) > 1:
            rest = whole & ~np.logical_or.reduce([groups[at] for at in within_it])
            for at in within_it:
                found[at].append(rest)
    return found


def _streets(roads: gpd.GeoDataFrame | None, shape: Any) -> list[str]:
    """Name the streets in a shape, that with the most metres in it first."""
    if roads is None or "straatnaam" not in roads or not len(roads):
        return []
    near = roads.iloc[shapely.STRtree(roads.geometry.to_numpy()).query(shape, predicate="intersects")]
    long = shapely.length(shapely.intersection(near.geometry.to_numpy(), shape))
    metres: Counter[str] = Counter()
    for name, length in zip(near["straatnaam"], long.tolist(), strict=True):
        if isinstance(name, str) and name.strip() and length > 0:
            metres[name] += length
    return [name for name, _ in metres.most_common()]
