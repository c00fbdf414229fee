"""Homes from which someone may see what happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import cKDTree

from ..model import Direction, Evidence, Indicator, Kind, Level, Measured, Rollup, Text, Theme
from ..nearby import pairs_within

if TYPE_CHECKING:
    from ..units import Units


def compute(units: Units, *, radius: float = 250, decay: float = 50) -> Measured:
    """ln(1 + sum of exp(-d/decay)) over the dwellings within `radius`, ligplaatsen and standplaatsen included.

    Args:
        units: The units; distances run from their centroids.
        radius: Metres.
        decay: Distance over which a dwelling's weight falls to 1/e, metres.

    """
    homes, number = np.unique(units.place.dwellings, axis=0, return_counts=True)
    seen = np.zeros(len(units.index))
    if len(homes):
        for unit, home, distance in pairs_within(units.points, cKDTree(homes), radius):
            seen += np.bincount(unit, weights=number[home] * np.exp(-distance / decay), minlength=len(seen))
    return Measured(units.series(np.log1p(seen)))


INDICATOR = Indicator(
    id="surveillance",
    label=Text("Eyes on the place", "Sociale controle"),
    formula=Text(
        en="ln(1 + sum of exp(-distance/50 m)) over the dwellings within 250 m",
        nl="ln(1 + som van exp(-afstand/50 m)) over de woningen binnen 250 m",
    ),
    unit="ln",
    level=Level.UNIT,
    kind=Kind.CONTINUOUS,
    rollup=Rollup.MEDIAN,
    themes=frozenset({Theme.DRUGS, Theme.UITBUITING}),
    direction=Direction.LOWER_IS_RISKIER,
    requires={"verblijfsobjecten": ("gebruiksdoelen",)},
    evidence=Evidence.C,
    source="Crime prevention through environmental design (CPTED): natural surveillance",
    innocent=Text("Business estates have no homes by design.", "Op een bedrijventerrein horen geen woningen."),
    compute=compute,
)
