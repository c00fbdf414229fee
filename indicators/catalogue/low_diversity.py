"""A zone where all firms do the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from ...safeguards.messages import note
from ..missing import unknown
from ..model import Direction, Evidence, Indicator, Kind, Level, Measured, Rollup, Text, Theme

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..units import Areas


def compute(areas: Areas, *, min_firms: int = 10) -> Measured:
    """1 - H/ln S, H the Shannon entropy of the SBI groups (2 digits) of the zone, S the groups in all zones.

    Without a register of vestigingen the gebruiksdoelen of business verblijfsobjecten stand in, woonfunctie left out.

    Args:
        areas: The areas.
        min_firms: Fewer than this in a zone: NaN.

    """
    if not len(areas.index):
        return unknown(areas.index)
    firms = areas.place.registers.vestigingen
    points, group = _by_use(areas) if firms is None else _by_sbi(areas, firms)
    messages = (note("catalogue_diversity_by_use"),) if firms is None else ()
    at = areas.position_of(points)
    code, _ = pd.factorize(group[at >= 0])
    groups = int(code.max(initial=-1)) + 1
    if groups <= 1:
        return unknown(areas.index, *messages)
    table = np.zeros((len(areas.index), groups))
    np.add.at(table, (at[at >= 0], code), 1)
    total = table.sum(axis=1)
    share = table / np.maximum(total, 1)[:, None]
    entropy = -(share * np.log(np.where(share > 0, share, 1))).sum(axis=1)
    value = np.where((total > 0) & (total >= min_firms), 1 - entropy / np.log(groups), np.nan)
    return Measured(pd.Series(value, index=areas.index), messages)


def _by_sbi(areas: Areas, firms: pd.DataFrame) -> tuple[NDArray[np.float64], NDArray[np.object_]]:
    """Give place and SBI group of the vestigingen that exist on the peildatum."""
    today = pd.Timestamp(areas.place.peildatum)
    gone = firms["datum_opheffing"] <= today
    coming = firms["datum_vestiging"] > today
    firms = firms[~gone & ~coming & firms["sbi"].notna()]
    vbo = areas.place.vbo.drop_duplicates("identificatie")
    at = pd.Index(vbo["identificatie"]).get_indexer(firms["adresseerbaar_object_identificatie"])
    points = shapely.get_coordinates(vbo.geometry.to_numpy()[at[at >= 0]])
    return points, firms["sbi"].str.strip().str[:2].to_numpy()[at >= 0]


def _by_use(areas: Areas) -> tuple[NDArray[np.float64], NDArray[np.object_]]:
    """Give place and gebruiksdoel of the business verblijfsobjecten, once for each of their doelen."""
    vbo = areas.place.vbo
    vbo = vbo[vbo["use"] != "dwelling"].reset_index(drop=True)
    doel = vbo["gebruiksdoelen"].explode()
    doel = doel[doel.notna() & (doel != "woonfunctie")]
    points = shapely.get_coordinates(vbo.geometry.to_numpy())
    return points[doel.index.to_numpy()], doel.to_numpy()


INDICATOR = Indicator(
    id="low_diversity",
    label=Text("Little variety", "Weinig variatie"),
    formula=Text(
        en=(
            "1 - H/ln S over the SBI groups of 2 digits (else gebruiksdoelen); S: groups present in all zones "
            "of the run"
        ),
        nl=(
            "1 - H/ln S over de SBI-groepen van 2 cijfers (anders gebruiksdoelen); S: groepen in alle gebieden "
            "van de berekening"
        ),
    ),
    unit="0-1",
    level=Level.AREA,
    kind=Kind.CONTINUOUS,
    rollup=Rollup.NONE,
    themes=frozenset({Theme.WITWASSEN}),
    direction=Direction.HIGHER_IS_RISKIER,
    requires={"verblijfsobjecten": ("gebruiksdoelen",)},
    evidence=Evidence.C,
    source="Reasoned; Shannon entropy",
    innocent=Text(
        en="Some streets are specialised, and known for it.",
        nl="Sommige straten zijn gespecialiseerd en staan daarom bekend.",
    ),
    compute=compute,
)
