"""Large sheds without an address of their own, or with one for work only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..gebruiksdoel import only
from ..model import Direction, Evidence, Indicator, Kind, Level, Measured, Rollup, Text, Theme

if TYPE_CHECKING:
    import pandas as pd

    from ..units import Areas, Units

WORK = ("industriefunctie", "overige gebruiksfunctie")


def compute(units: Units, *, min_pand: float = 150) -> Measured:
    """ln(1 + m² of the panden >= min_pand without verblijfsobject, or with industrie- or overige functie only).

    Args:
        units: The units.
        min_pand: Smallest footprint of a pand that counts, m².

    """
    return Measured(np.log1p(_barns(units, min_pand)))


def area(units: Units, areas: Areas, *, min_pand: float = 150) -> Measured:
    """Give m² of such panden per hectare: logarithms of units do not add up, square metres do.

    Args:
        units: The units.
        areas: Their areas.
        min_pand: As in `compute`.

    """
    total = _barns(units, min_pand).groupby(units.table["area_id"]).sum().reindex(areas.index)
    return Measured(total / areas.hectares)


def _barns(units: Units, min_pand: float) -> pd.Series:
    vbo = units.place.vbo
    elsewise = vbo.loc[~only(vbo["gebruiksdoelen"], *WORK), "pand_identificaties"].explode().dropna()
    panden = units.panden
    barn = (panden["footprint"] >= min_pand) & ~panden["identificatie"].isin(elsewise)
    return units.total(panden["footprint"].where(barn), panden["unit"])


INDICATOR = Indicator(
    id="barn_stock",
    label=Text("Barns and sheds", "Schuren en loodsen"),
    formula=Text(
        en=(
            "ln(1 + m² footprint of panden of 150 m² or more without verblijfsobject, or with industriefunctie "
            "or overige gebruiksfunctie only). Area: m² per hectare"
        ),
        nl=(
            "ln(1 + m² grondvlak van panden vanaf 150 m² zonder verblijfsobject, of met alleen industriefunctie"
            " of overige gebruiksfunctie). Gebied: m² per hectare"
        ),
    ),
    unit="ln m²",
    level=Level.UNIT,
    kind=Kind.CONTINUOUS,
    rollup=Rollup.SUM_PER_HA,
    themes=frozenset({Theme.DRUGS, Theme.VASTGOED}),
    direction=Direction.HIGHER_IS_RISKIER,
    requires={"panden": ("identificatie",), "verblijfsobjecten": ("gebruiksdoelen", "pand_identificaties")},
    evidence=Evidence.C,
    source="ShintoLabs, buitengebied (ruimte)",
    innocent=Text("A working farm needs its sheds.", "Een werkend boerenbedrijf heeft zijn schuren nodig."),
    compute=compute,
    area=area,
)
