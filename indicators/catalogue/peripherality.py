"""How far from the heart of the shopping zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely
from scipy.spatial.distance import cdist

from ..gebruiksdoel import holds
from ..missing import unknown
from ..model import Direction, Evidence, Indicator, Kind, Level, Measured, Rollup, Text, Theme

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..units import Units

AT_ONCE = 4_000_000  # distances


def compute(units: Units) -> Measured:
    """D / r: metres over the network, else straight, from the heart of the zone; r = sqrt(A / pi).

    The heart is the medoid of shop m²: the shop with the least sum of m² x straight distance to the shops of its
    zone. A is the area of the convex hull of the zone's units. A place the network does not reach is measured
    straight. NaN in a zone without shops.
    """
    if not len(units.index):
        return unknown(units.index)
    zone, _ = pd.factorize(units.table["area_id"], sort=True)
    shops = units.vbo[holds(units.vbo["gebruiksdoelen"], "winkelfunctie")].sort_values("identificatie")
    shops = shops.drop_duplicates("identificatie")
    places = shapely.get_coordinates(shops.geometry.to_numpy())
    size = shops["oppervlakte"].fillna(0).to_numpy(dtype="float64")
    shop_zone = zone[shops["unit"].to_numpy()]
    value = np.full(len(zone), np.nan)
    for number in np.unique(shop_zone):
        own, here = shop_zone == number, zone == number
        heart = places[own][_medoid(places[own], size[own])]
        ground = shapely.area(shapely.convex_hull(shapely.geometrycollections(units.geometry[here])))
        value[here] = _distance(units, heart, units.points[here]) / np.sqrt(ground / np.pi)
    return Measured(units.series(value))


def _medoid(places: NDArray[np.float64], size: NDArray[np.float64]) -> int:
    """Give the position of the point with the least weighted sum of distances; the first of equals."""
    weight = size if size.sum() > 0 else np.ones(len(size))
    rows = max(1, AT_ONCE // len(places))
    cost = [cdist(places[first : first + rows], places) @ weight for first in range(0, len(places), rows)]
    return int(np.argmin(np.concatenate(cost)))


def _distance(units: Units, heart: NDArray[np.float64], points: NDArray[np.float64]) -> NDArray[np.float64]:
    straight = np.hypot(*(points - heart).T)
    graph = units.place.graph
    if graph is None:
        return np.asarray(straight, dtype=np.float64)
    along = graph.distance_from(heart, points)
    return np.asarray(np.where(np.isfinite(along), along, straight), dtype=np.float64)


INDICATOR = Indicator(
    id="peripherality",
    label=Text("Off the main street", "Buiten de loop"),
    formula=Text(
        en="Distance over the road to the heart of the zone (medoid of shop m²) / radius of the zone",
        nl="Afstand over de weg tot het hart van het gebied (medoïde van winkel-m²) / straal van het gebied",
    ),
    unit="r",
    level=Level.UNIT,
    kind=Kind.CONTINUOUS,
    rollup=Rollup.MEDIAN,
    themes=frozenset({Theme.DRUGS, Theme.WITWASSEN}),
    direction=Direction.HIGHER_IS_RISKIER,
    requires={"verblijfsobjecten": ("gebruiksdoelen", "oppervlakte")},
    evidence=Evidence.C,
    source="Retail geography: C-locations",
    innocent=Text(
        en="A side street is cheaper, and right for many shops.",
        nl="Een zijstraat is goedkoper en past bij veel winkels.",
    ),
    compute=compute,
)
