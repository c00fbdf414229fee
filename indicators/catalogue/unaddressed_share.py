"""Floor space of a complex where no address is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Direction, Evidence, Indicator, Kind, Level, Rollup, Share, Text, Theme

if TYPE_CHECKING:
    from ..units import Units


def compute(units: Units) -> Share:
    """m² footprint of the panden without any verblijfsobject / m² footprint of the complex."""
    panden = units.panden
    return Share(
        units.total(panden["footprint"].where(panden["n_vbo"] == 0), panden["unit"]),
        units.total(panden["footprint"], panden["unit"]),
        parts=units.count(panden["footprint"].notna(), panden["unit"]),
    )


INDICATOR = Indicator(
    id="unaddressed_share",
    label=Text("Without address", "Zonder adres"),
    formula=Text(
        en="m² footprint without any verblijfsobject / m² footprint of the complex",
        nl="m² grondvlak zonder verblijfsobject / m² grondvlak van het complex",
    ),
    unit="%",
    level=Level.UNIT,
    kind=Kind.SHARE,
    rollup=Rollup.POOLED,
    themes=frozenset({Theme.DRUGS, Theme.UITBUITING}),
    direction=Direction.HIGHER_IS_RISKIER,
    requires={"panden": ("identificatie",), "verblijfsobjecten": ("pand_identificaties",)},
    evidence=Evidence.C,
    source="Studies of vrijkomende agrarische bebouwing (VAB)",
    innocent=Text("Stables need no address.", "Een stal heeft geen adres nodig."),
    compute=compute,
)
