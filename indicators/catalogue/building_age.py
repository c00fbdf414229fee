"""Age of the panden of a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Direction, Evidence, Indicator, Kind, Level, Measured, Rollup, Text, Theme

if TYPE_CHECKING:
    from ..units import Units


def compute(units: Units, *, cap: float = 100) -> Measured:
    """min(cap, year of peildatum - bouwjaar), weighted by footprint over the panden whose bouwjaar is known.

    Args:
        units: The units.
        cap: Older than this counts as this, years; a complex takes 80.

    """
    panden = units.panden
    age = (units.peildatum.year - panden["bouwjaar"]).clip(lower=0, upper=cap)
    weight = panden["footprint"].where(age.notna())
    total = units.total(weight, panden["unit"])
    return Measured(units.total(age * weight, panden["unit"]) / total.where(total > 0))


INDICATOR = Indicator(
    id="building_age",
    label=Text("Building age", "Leeftijd van de bebouwing"),
    formula=Text(
        en="Year of the peildatum minus bouwjaar, at most 100 (complexes: 80), weighted by footprint",
        nl="Jaar van de peildatum min bouwjaar, hoogstens 100 (complexen: 80), gewogen naar grondvlak",
    ),
    unit="jaar",
    level=Level.UNIT,
    kind=Kind.CONTINUOUS,
    rollup=Rollup.FOOTPRINT,
    themes=frozenset({Theme.DRUGS, Theme.VASTGOED}),
    direction=Direction.HIGHER_IS_RISKIER,
    requires={"panden": ("bouwjaar",)},
    evidence=Evidence.B,
    source="WODC 2018; De Liemers 2021 (veroudering); shown for areas",
    innocent=Text(
        en="Bouwjaar is the original year: an old building may be renovated and well kept.",
        nl="Bouwjaar is het eerste bouwjaar: een oud pand kan gerenoveerd en goed onderhouden zijn.",
    ),
    compute=compute,
)
