"""Floor space that a vacancy list says is empty (tier 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..missing import unknown_share
from ..model import Direction, Evidence, Indicator, Kind, Level, Rollup, Share, Text, Theme

if TYPE_CHECKING:
    from ..units import Units


def compute(units: Units, *, min_days: int = 0) -> Share:
    """m² vacant for at least min_days / m², over the business verblijfsobjecten with a known oppervlakte.

    Args:
        units: The units.
        min_days: Shortest vacancy that counts. Above 0 a listed object without a date is left out, for then it is
            not known; what becomes vacant after the peildatum is not vacant.

    """
    listed = units.place.registers.leegstand
    if listed is None:
        return unknown_share(units.index)
    days = (pd.Timestamp(units.peildatum) - listed["leeg_sinds"]).dt.days
    days = days.where(days.notna(), 0 if min_days <= 0 else np.nan)
    longest = days.groupby(listed["adresseerbaar_object_identificatie"]).max()
    business = units.business_vbo
    empty_for = business["identificatie"].map(longest)
    undated = empty_for.isna() & business["identificatie"].isin(longest.index)
    size = business["oppervlakte"].where(~undated)
    return Share(
        units.total(size.where(empty_for >= max(min_days, 0)), business["unit"]),
        units.total(size, business["unit"]),
        parts=units.count(size.notna(), business["unit"]),
    )


INDICATOR = Indicator(
    id="vacancy",
    label=Text("Vacancy", "Leegstand"),
    formula=Text(
        en="m² vacant for at least min_days according to the vacancy list / m² of the business verblijfsobjecten",
        nl="m² dat volgens de leegstandslijst minstens min_days leegstaat / m² van de zakelijke verblijfsobjecten",
    ),
    unit="%",
    level=Level.UNIT,
    kind=Kind.SHARE,
    rollup=Rollup.POOLED,
    themes=frozenset({Theme.DRUGS, Theme.UITBUITING, Theme.VASTGOED}),
    direction=Direction.HIGHER_IS_RISKIER,
    requires={
        "leegstand": ("adresseerbaar_object_identificatie", "leeg_sinds"),
        "verblijfsobjecten": ("oppervlakte", "gebruiksdoelen"),
    },
    evidence=Evidence.B,
    source="WODC 2018; Centerdata and Avans, risicotaxatietool",
    innocent=Text(
        en="Between two tenants every building stands empty for a while.",
        nl="Tussen twee huurders staat elk pand even leeg.",
    ),
    compute=compute,
)
