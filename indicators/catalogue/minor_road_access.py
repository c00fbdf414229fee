"""A track or a dead end leads to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from ...network.uses import drivable
from ..missing import unknown
from ..model import Direction, Evidence, Indicator, Kind, Level, Measured, Rollup, Text, Theme

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..units import Units

UNPAVED = ("half verhard", "onverhard")


def compute(units: Units, *, edge: float = 50) -> Measured:
    """1 if the nearest rijbaan is half verhard or onverhard, or its wegvak is a dead end; else 0.

    Args:
        units: The units.
        edge: Ends within this distance of the edge of the data do not count: there the road may go on, metres.

    """
    roads, graph = units.place.rijbanen, units.place.graph
    if roads is None or graph is None or not len(roads) or not len(units.index):
        return unknown(units.index)
    unit, road = shapely.STRtree(roads.geometry.to_numpy()).query_nearest(units.geometry, all_matches=True)
    unpaved = roads["fysiek_voorkomen"].isin(UNPAVED).to_numpy()[road]
    at_road = shapely.shortest_line(roads.geometry.to_numpy()[road], units.geometry[unit])
    near = shapely.get_coordinates(shapely.get_point(at_road, 0))
    usable = drivable(graph.wegvakken)
    snap = graph.snap(near, edges=usable)
    dead_end = graph.dead_ends(margin=edge, usable=usable)
    minor = unpaved | _taken(dead_end, snap.edge)
    return Measured(units.series((np.bincount(unit, weights=minor, minlength=len(units.index)) > 0).astype(np.float64)))


def _taken(mask: NDArray[np.bool_], position: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Look up a mask at positions; -1 is nowhere and False."""
    return np.asarray((position >= 0) & mask[position], dtype=np.bool_)


INDICATOR = Indicator(
    id="minor_road_access",
    label=Text("Reached by a minor road", "Bereikbaar over een kleine weg"),
    formula=Text(
        en="1 if the nearest rijbaan is half verhard or onverhard, or its wegvak is a dead end",
        nl="1 als de dichtstbijzijnde rijbaan half verhard of onverhard is, of als het wegvak doodloopt",
    ),
    unit="0/1",
    level=Level.UNIT,
    kind=Kind.BINARY,
    rollup=Rollup.SHARE,
    themes=frozenset({Theme.DRUGS}),
    direction=Direction.CONTEXT,
    requires={
        "wegdelen": ("functie", "fysiek_voorkomen", "relatieve_hoogteligging"),
        "wegvakken": ("knoop_begin", "knoop_eind", "baansubsoort"),
    },
    evidence=Evidence.C,
    source="Reasoned",
    innocent=Text(
        en="A quiet street or a farm track is how many places are reached.",
        nl="Veel plekken liggen gewoon aan een stille straat of een landweg.",
    ),
    compute=compute,
)
