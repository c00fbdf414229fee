"""How near the municipal border is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from ...registers.territory import territory
from ..missing import unknown
from ..model import Direction, Evidence, Indicator, Kind, Level, Measured, Rollup, Text, Theme

if TYPE_CHECKING:
    from ..units import Units

BORDERS = ("gemeentegrens", "woonplaatsen", "buurten")


def compute(units: Units, *, scale: float = 2000) -> Measured:
    """exp(-d/scale), d in m from the centroid to the outer border of the municipality.

    Args:
        units: The units.
        scale: Distance over which the value falls to 1/e, metres.

    """
    registers = units.place.registers
    given = [table for name in BORDERS if (table := getattr(registers, name)) is not None]
    if not any(len(table) for table in given):
        return unknown(units.index)
    ground, _ = territory(registers)
    border = shapely.multilinestrings(shapely.get_exterior_ring(shapely.get_parts(ground)))
    shapely.prepare(border)
    return Measured(units.series(np.exp(-shapely.distance(shapely.points(units.points), border) / scale)))


INDICATOR = Indicator(
    id="border_proximity",
    label=Text("Near the border", "Dicht bij de gemeentegrens"),
    formula=Text("exp(-distance to the municipal border / 2000 m)", "exp(-afstand tot de gemeentegrens / 2000 m)"),
    unit="0-1",
    level=Level.UNIT,
    kind=Kind.CONTINUOUS,
    rollup=Rollup.MEDIAN,
    themes=frozenset({Theme.DRUGS}),
    direction=Direction.CONTEXT,
    requires={},
    evidence=Evidence.C,
    source="Reasoned",
    innocent=Text("That is geography.", "Dat is geografie."),
    compute=compute,
)
