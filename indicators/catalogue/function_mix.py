"""Living and working under one roof where only work is expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..gebruiksdoel import holds
from ..model import Direction, Evidence, Indicator, Kind, Level, Measured, Rollup, Text, Theme

if TYPE_CHECKING:
    from ..units import Units


def compute(units: Units) -> Measured:
    """1 if the pand holds woonfunctie and industrie-, kantoor- or overige gebruiksfunctie, else 0."""
    doelen, unit = units.vbo["gebruiksdoelen"], units.vbo["unit"].to_numpy()
    homes = np.bincount(unit[holds(doelen, "woonfunctie")], minlength=len(units.index))
    work = holds(doelen, "industriefunctie", "kantoorfunctie", "overige gebruiksfunctie")
    both = (homes > 0) & (np.bincount(unit[work], minlength=len(units.index)) > 0)
    return Measured(units.series(both.astype(np.float64)))


INDICATOR = Indicator(
    id="function_mix",
    label=Text("Living and working mixed", "Wonen en werken gemengd"),
    formula=Text(
        en="1 if the pand holds woonfunctie and industriefunctie, kantoorfunctie or overige gebruiksfunctie",
        nl="1 als het pand woonfunctie heeft en ook industriefunctie, kantoorfunctie of overige gebruiksfunctie",
    ),
    unit="0/1",
    level=Level.UNIT,
    kind=Kind.BINARY,
    rollup=Rollup.SHARE,
    themes=frozenset({Theme.UITBUITING}),
    direction=Direction.HIGHER_IS_RISKIER,
    requires={"verblijfsobjecten": ("gebruiksdoelen", "pand_identificaties")},
    evidence=Evidence.B,
    source="Illegal living on business estates, official handreiking",
    innocent=Text(
        en="A lawful bedrijfswoning stands beside or above its firm.",
        nl="Een toegestane bedrijfswoning ligt naast of boven het bedrijf.",
    ),
    compute=compute,
)
