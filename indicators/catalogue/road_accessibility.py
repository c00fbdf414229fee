"""How fast one is on a main road."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from ...network.uses import drivable
from ...safeguards.messages import warn
from ..missing import unknown
from ..model import Direction, Evidence, Indicator, Kind, Level, Measured, Rollup, Text, Theme
from ..roads import main_roads

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from ...safeguards.messages import Message
    from ..units import Units


def compute(units: Units, *, min_km: float = 0.1, detour: float = 1.3, min_range: float = 0.2) -> Measured:
    """-ln(max(d, min_km)), d in km over the network to the nearest wegvak of the state or the province.

    Cycle paths, busways and the like are no road. Without a network d is the distance in a straight line times
    `detour`. Where the values of the units differ by less than `min_range` the indicator tells nothing and is NaN.

    Args:
        units: The units; the way begins at their centroids.
        min_km: Nearer than this counts as this.
        detour: How much longer a way is than the straight line.
        min_range: Smallest difference between the highest and the lowest value.

    """
    wegvakken = units.place.registers.wegvakken
    if wegvakken is None:
        return unknown(units.index)
    target = main_roads(wegvakken)
    if not target.any():
        return unknown(units.index, warn("catalogue_no_main_roads"))
    metres, messages = _distance(units, wegvakken, target, detour)
    reached = np.where(np.isfinite(metres), metres, np.nan)
    value = -np.log(np.maximum(reached / 1000, min_km))
    known = value[~np.isnan(value)]
    if not len(known) or float(np.ptp(known)) < min_range:
        return unknown(units.index, *messages, warn("catalogue_access_alike", area_type=units.area_type))
    return Measured(units.series(value), messages)


def _distance(
    units: Units, wegvakken: gpd.GeoDataFrame, target: NDArray[np.bool_], detour: float
) -> tuple[NDArray[np.float64], tuple[Message, ...]]:
    graph = units.place.graph
    if graph is not None:
        return graph.distance_to(units.points, target, usable=drivable(wegvakken)), ()
    tree = shapely.STRtree(wegvakken.geometry.to_numpy()[target])
    # Of equally near roads any will do: only the distance counts.
    seeker, straight = tree.query_nearest(shapely.points(units.points), all_matches=False, return_distance=True)
    metres = np.full(len(units.index), np.nan)
    metres[seeker[0]] = straight * detour
    return metres, (warn("catalogue_no_network", detour=detour),)


INDICATOR = Indicator(
    id="road_accessibility",
    label=Text("Access to main roads", "Bereikbaarheid over de weg"),
    formula=Text(
        en="-ln(distance over the road to the nearest road of the state or the province, in km, at least 0.1)",
        nl="-ln(afstand over de weg tot de dichtstbijzijnde rijks- of provinciale weg, in km, minstens 0,1)",
    ),
    unit="-ln km",
    level=Level.UNIT,
    kind=Kind.CONTINUOUS,
    rollup=Rollup.MEDIAN,
    themes=frozenset({Theme.DRUGS}),
    direction=Direction.HIGHER_IS_RISKIER,
    requires={"wegvakken": ("wegbeheerdersoort", "baansubsoort")},
    evidence=Evidence.B,
    source="Avans, logistics and main roads",
    innocent=Text(
        en="Good access is why firms settle there.",
        nl="Goede bereikbaarheid is de reden dat bedrijven zich er vestigen.",
    ),
    compute=compute,
)
