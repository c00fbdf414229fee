"""Floor space the BAG holds to be out of use or about to be torn down; it is no register of vacancy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ..model import Direction, Evidence, Indicator, Kind, Level, Rollup, Share, Text, Theme

if TYPE_CHECKING:
    from ..units import Units


def compute(units: Units) -> Share:
    """m² with status buiten gebruik, or in a pand buiten gebruik or with sloopvergunning verleend, / m².

    Over the business verblijfsobjecten with a known oppervlakte. Context only: the BAG has no status for vacancy.
    """
    panden = units.place.panden
    out = set(panden["identificatie"].to_numpy()[_is_out(panden["status"]).to_numpy()])
    business = units.business_vbo
    held = business["pand_identificaties"].reset_index(drop=True).explode()
    in_pand = held.isin(out).groupby(level=0).any().to_numpy(dtype=bool)
    size = business["oppervlakte"]
    return Share(
        units.total(size.where(_is_out(business["status"]) | in_pand), business["unit"]),
        units.total(size, business["unit"]),
        parts=units.count(size.notna(), business["unit"]),
    )


def _is_out(status: pd.Series) -> pd.Series:
    code, statuses = pd.factorize(status.fillna(""))
    words = pd.Series(statuses, dtype=object).str.lower()
    out = words.str.contains("buiten gebruik", regex=False) | words.str.contains("sloopvergunning", regex=False)
    return pd.Series(out.to_numpy(dtype=bool)[code], index=status.index)


INDICATOR = Indicator(
    id="out_of_use",
    label=Text("Out of use (BAG)", "Buiten gebruik (BAG)"),
    formula=Text(
        en=(
            "m² with BAG status buiten gebruik, or in a pand with sloopvergunning verleend / m² of the business"
            " verblijfsobjecten"
        ),
        nl=(
            "m² met BAG-status buiten gebruik, of in een pand met sloopvergunning verleend / m² van de "
            "zakelijke verblijfsobjecten"
        ),
    ),
    unit="%",
    level=Level.UNIT,
    kind=Kind.SHARE,
    rollup=Rollup.POOLED,
    themes=frozenset({Theme.DRUGS, Theme.UITBUITING, Theme.VASTGOED}),
    direction=Direction.CONTEXT,
    requires={
        "panden": ("status",),
        "verblijfsobjecten": ("status", "oppervlakte", "gebruiksdoelen", "pand_identificaties"),
    },
    evidence=Evidence.C,
    source="Reasoned; beside vacancy, never instead of it",
    innocent=Text(
        en="Plans to rebuild take years; meanwhile the building is out of use on paper.",
        nl="Plannen voor nieuwbouw duren jaren; tot die tijd is het pand op papier buiten gebruik.",
    ),
    compute=compute,
)
