"""What the tools on near repeats and clusters do in their thread, without QGIS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely

from ..hotspots.clusters.st_clusters import Density, st_clusters
from ..hotspots.events import Choices, read_events
from ..hotspots.near_repeats import near_repeat
from ..hotspots.near_repeats.repeat_words import Repeats
from ..network.graph import Graph
from ..registers.spatial import to_rd
from ..registers.tables import Shape
from ..safeguards.messages import refused
from .streets import streets_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    import pandas as pd

    from ..hotspots.clusters.nearest import Nearest
    from ..registers.raw import Raw
    from ..safeguards.messages import Message
    from ..safeguards.watch import Watch


def near_repeats(
    incidents: Raw, roads: Raw | None, reading: Mapping[str, Any], choices: Mapping[str, Any], watch: Watch
) -> tuple[pd.DataFrame, gpd.GeoDataFrame, list[Message]]:
    """Read the incidents, and the streets where they are needed, and make the Knox table."""
    asked = Choices(**reading)
    events, messages = read_events(incidents, asked, timed=True)
    watch.at(0.05)
    graph = None
    if choices["metric"] == "network":
        if roads is None:
            raise refused("repeat_roads_needed")
        wegvakken, told = streets_of(roads, asked.peildatum, watch.part(0.05, 0.1))
        graph = Graph.of(wegvakken)
        messages += [*told, *graph.messages]
    table, chain, told = near_repeat.near_repeats(events, Repeats(**choices), graph, watch.part(0.1, 1.0))
    return table, chain, [*messages, *told]


def clusters(
    incidents: Raw, study_area: Raw | None, reading: Mapping[str, Any], choices: Mapping[str, Any], watch: Watch
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame, Nearest | None, list[Message]]:
    """Read the incidents, and find their clusters."""
    events, messages = read_events(incidents, Choices(**reading), timed=True)
    watch.at(0.05)
    ground = None
    if study_area is not None:
        geometry, usable, told = to_rd(study_area, Shape.AREA)
        if not usable.any():
            raise refused("repeat_no_ground", layer=study_area.name)
        ground = shapely.union_all(geometry[usable])
        messages += told
    hulls, points, index, told = st_clusters(events, Density(**choices), ground, watch.part(0.05, 1.0))
    return hulls, points, index, [*messages, *told]
