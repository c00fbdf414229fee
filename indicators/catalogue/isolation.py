"""How far the nearest neighbour lives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from ..missing import unknown
from ..model import Direction, Evidence, Indicator, Kind, Level, Measured, Rollup, Text, Theme

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..units import Units

FIRST_LOOK = 100.0  # m; doubled for those who have found no neighbour yet
FARTHEST = 102_400.0


def compute(units: Units) -> Measured:
    """ln(1 + d), d in m from the outline of the largest pand of the complex to the nearest dwelling of another erf."""
    place, panden = units.place, units.panden
    if not len(place.dwellings) or not len(panden):
        return unknown(units.index)
    largest = panden.sort_values(["unit", "footprint", "identificatie"], ascending=[True, False, True], kind="stable")
    largest = largest.drop_duplicates("unit")
    metres = np.full(len(units.index), np.nan)
    metres[largest["unit"].to_numpy()] = _to_neighbour(
        largest.geometry.to_numpy(), largest["erf"].to_numpy(), place.dwellings, place.dwelling_erf
    )
    return Measured(units.series(np.log1p(metres)))


def _to_neighbour(
    outlines: NDArray[np.object_],
    erf: NDArray[np.int64],
    dwellings: NDArray[np.float64],
    dwelling_erf: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Give the distance of each outline to the nearest dwelling that is not of its own erf; NaN for none."""
    homes = shapely.points(dwellings)
    tree = shapely.STRtree(homes)
    metres = np.full(len(outlines), np.nan)
    radius = FIRST_LOOK
    while radius <= FARTHEST and (open_ := np.flatnonzero(np.isnan(metres))).size:
        seeker, home = tree.query(outlines[open_], predicate="dwithin", distance=radius)
        other = (dwelling_erf[home] != erf[open_[seeker]]) | (dwelling_erf[home] < 0)
        seeker, home = open_[seeker[other]], home[other]
        nearest = np.full(len(outlines), np.inf)
        np.minimum.at(nearest, seeker, shapely.distance(outlines[seeker], homes[home]))
        metres[open_] = np.where(np.isfinite(nearest), nearest, np.nan)[open_]
        radius *= 2
    return metres


INDICATOR = Indicator(
    id="isolation",
    label=Text("Isolation", "Afgelegen ligging"),
    formula=Text(
        en="ln(1 + metres from the largest pand to the nearest dwelling of another erf)",
        nl="ln(1 + meters van het grootste pand tot de dichtstbijzijnde woning van een ander erf)",
    ),
    unit="ln m",
    level=Level.UNIT,
    kind=Kind.CONTINUOUS,
    rollup=Rollup.MEDIAN,
    themes=frozenset({Theme.DRUGS, Theme.UITBUITING}),
    direction=Direction.HIGHER_IS_RISKIER,
    requires={"panden": ("identificatie",), "verblijfsobjecten": ("gebruiksdoelen",)},
    evidence=Evidence.C,
    source="ShintoLabs, buitengebied; CCV lens (commercial)",
    innocent=Text("A farm lies by itself because of its land.", "Een boerderij ligt alleen vanwege het land eromheen."),
    compute=compute,
)
