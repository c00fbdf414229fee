"""A way in at the back that no road looks upon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..missing import unknown, unmapped
from ..model import Direction, Evidence, Indicator, Kind, Level, Measured, Rollup, Text, Theme
from ..sightlines import outline_points, sees

if TYPE_CHECKING:
    from ..units import Units

PATHS = ("voetpad", "inrit")


def compute(units: Units, *, step: float = 2, reach: float = 25, near: float = 5) -> Measured:
    """1 if a point of the outline without a rijbaan in sight has a voetpad or inrit in sight within `near`; else 0.

    Args:
        units: The units; the outer rings of all their panden.
        step: Distance between the points, metres.
        reach: How far one sees a rijbaan, metres.
        near: How near the path lies, metres; no pand stands between.

    """
    place = units.place
    roads, wegdelen = place.rijbanen, place.registers.wegdelen
    if roads is None or wegdelen is None or not len(wegdelen):
        return unknown(units.index)
    ground = wegdelen["relatieve_hoogteligging"].fillna(0) == 0
    paths = wegdelen.geometry.to_numpy()[(wegdelen["functie"].isin(PATHS) & ground).to_numpy()]
    outline = outline_points(units.geometry, step)
    by_path = np.flatnonzero(sees(outline, paths, place.pand_tree, near))
    outline = outline.take(by_path)
    behind = ~sees(outline, roads.geometry.to_numpy(), place.pand_tree, reach)
    back_ways = np.bincount(outline.owner[behind], minlength=len(units.index))
    beyond = unmapped(units.geometry, wegdelen.geometry.to_numpy())
    return Measured(units.series(np.where(beyond, np.nan, back_ways > 0)))


INDICATOR = Indicator(
    id="rear_access",
    label=Text("Way in at the back", "Achterom"),
    formula=Text(
        en="1 if a voetpad or inrit lies within 5 m of a side of the outline from which no rijbaan is in sight",
        nl="1 als een voetpad of inrit binnen 5 m ligt van een kant van de omtrek waar geen rijbaan te zien is",
    ),
    unit="0/1",
    level=Level.UNIT,
    kind=Kind.BINARY,
    rollup=Rollup.SHARE,
    themes=frozenset({Theme.DRUGS}),
    direction=Direction.HIGHER_IS_RISKIER,
    requires={"wegdelen": ("functie", "relatieve_hoogteligging"), "panden": ("identificatie",)},
    evidence=Evidence.C,
    source="Reasoned",
    innocent=Text("Old streets have alleys behind them.", "Oude straten hebben nu eenmaal achterpaden."),
    compute=compute,
)
