"""Firms that come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..missing import unknown_share
from ..model import Direction, Evidence, Indicator, Kind, Level, Rollup, Share, Text, Theme
from ..window import in_window, per_object_year

if TYPE_CHECKING:
    from ..units import Units


def compute(units: Units, *, months: int = 36) -> Share:
    """(vestigingen founded + closed in the window) / business verblijfsobjecten / years.

    Args:
        units: The units.
        months: Length of the window that ends on the peildatum.

    """
    firms = units.place.registers.vestigingen
    if firms is None:
        return unknown_share(units.index)
    moves = in_window(firms["datum_vestiging"], units.peildatum, months).astype("float64")
    moves += in_window(firms["datum_opheffing"], units.peildatum, months)
    per_object = moves.groupby(firms["adresseerbaar_object_identificatie"]).sum()
    return per_object_year(units, per_object, months)


INDICATOR = Indicator(
    id="turnover",
    label=Text("Turnover of firms", "Verloop van bedrijven"),
    formula=Text(
        en="(Vestigingen founded + closed in 36 months) / business verblijfsobjecten / years",
        nl="(Vestigingen gestart + gestopt in 36 maanden) / zakelijke verblijfsobjecten / jaren",
    ),
    unit="per jaar",
    level=Level.UNIT,
    kind=Kind.CONTINUOUS,
    rollup=Rollup.POOLED,
    themes=frozenset({Theme.VASTGOED, Theme.WITWASSEN}),
    direction=Direction.HIGHER_IS_RISKIER,
    requires={
        "vestigingen": ("adresseerbaar_object_identificatie", "datum_vestiging", "datum_opheffing"),
        "verblijfsobjecten": ("gebruiksdoelen",),
    },
    evidence=Evidence.B,
    source="WODC 2018 (verloop); shown for areas",
    innocent=Text("A lively place sees firms come and go.", "Op een levendige plek komen en gaan bedrijven."),
    compute=compute,
)
