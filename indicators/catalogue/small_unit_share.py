"""Business units small enough to let anonymously."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Direction, Evidence, Indicator, Kind, Level, Rollup, Text, Theme

if TYPE_CHECKING:
    from ..model import Share
    from ..units import Units


def compute(units: Units, *, min_area: float = 6, max_area: float = 75) -> Share:
    """n(min_area <= oppervlakte <= max_area) / n over the business verblijfsobjecten with a known oppervlakte.

    Args:
        units: The units.
        min_area: Smallest that counts as a unit to let, m².
        max_area: Largest that counts as small, m²; shops take 60.

    """
    area = units.business_vbo["oppervlakte"]
    return units.share(area.between(min_area, max_area), of=area.notna(), unit=units.business_vbo["unit"])


INDICATOR = Indicator(
    id="small_unit_share",
    label=Text("Small units", "Kleine units"),
    formula=Text(
        en="Share of the business verblijfsobjecten of 6 to 75 m² (shops: 60 m²)",
        nl="Deel van de zakelijke verblijfsobjecten van 6 tot 75 m² (winkels: 60 m²)",
    ),
    unit="%",
    level=Level.UNIT,
    kind=Kind.SHARE,
    rollup=Rollup.POOLED,
    themes=frozenset({Theme.DRUGS, Theme.UITBUITING}),
    direction=Direction.HIGHER_IS_RISKIER,
    requires={"verblijfsobjecten": ("oppervlakte", "gebruiksdoelen", "pand_identificaties")},
    evidence=Evidence.B,
    source="Handreiking ondermijning op bedrijventerreinen",
    innocent=Text(
        en="Starters and the self-employed rent small units too.",
        nl="Ook starters en zzp'ers huren kleine units.",
    ),
    compute=compute,
)
