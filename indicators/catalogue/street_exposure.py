"""How much of the outline can be seen from the road."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..missing import unknown, unmapped
from ..model import Direction, Evidence, Indicator, Kind, Level, Measured, Rollup, Text, Theme
from ..sightlines import outline_points, sees

if TYPE_CHECKING:
    from ..units import Units


def compute(units: Units, *, step: float = 2, reach: float = 25) -> Measured:
    """Share of the points on the outline with a rijbaan in sight: within `reach` and no pand between.

    Args:
        units: The units; the outer rings of all their panden.
        step: Distance between the points, metres.
        reach: How far one sees, metres.

    """
    roads, wegdelen = units.place.rijbanen, units.place.registers.wegdelen
    if roads is None or wegdelen is None or not len(roads):
        return unknown(units.index)
    outline = outline_points(units.geometry, step)
    seen = sees(outline, roads.geometry.to_numpy(), units.place.pand_tree, reach)
    total = np.bincount(outline.owner, minlength=len(units.index))
    visible = np.bincount(outline.owner, weights=seen, minlength=len(units.index))
    known = (total > 0) & ~unmapped(units.geometry, wegdelen.geometry.to_numpy())
    return Measured(units.series(np.where(known, visible / np.maximum(total, 1), np.nan)))


INDICATOR = Indicator(
    id="street_exposure",
    label=Text("Visible from the road", "Zichtbaar vanaf de weg"),
    formula=Text(
        en=(
            "Share of the outline, measured every 2 m, from which a rijbaan within 25 m is in sight with no "
            "pand between"
        ),
        nl="Deel van de omtrek, elke 2 m gemeten, vanwaar een rijbaan binnen 25 m te zien is zonder pand ertussen",
    ),
    unit="%",
    level=Level.UNIT,
    kind=Kind.CONTINUOUS,
    rollup=Rollup.OUTLINE,
    themes=frozenset({Theme.DRUGS, Theme.UITBUITING}),
    direction=Direction.LOWER_IS_RISKIER,
    requires={"wegdelen": ("functie", "relatieve_hoogteligging"), "panden": ("identificatie",)},
    evidence=Evidence.C,
    source="Crime prevention through environmental design (CPTED): natural surveillance",
    innocent=Text(
        en="A private yard is no rijbaan, however open it lies.",
        nl="Een eigen erf is geen rijbaan, hoe open het ook ligt.",
    ),
    compute=compute,
)
