"""Changes of business verblijfsobjecten in the BAG; beside turnover, never instead of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..missing import unknown_share
from ..model import Direction, Evidence, Indicator, Kind, Level, Rollup, Share, Text, Theme
from ..window import in_window, per_object_year

if TYPE_CHECKING:
    from ..units import Units

EVENTS = ("in_gebruik", "ingetrokken", "gebruiksdoel_gewijzigd")


def compute(units: Units, *, months: int = 36) -> Share:
    """Events in_gebruik, ingetrokken and gebruiksdoel_gewijzigd in the window / business verblijfsobjecten / years.

    Only verblijfsobjecten in stock on the peildatum have a unit, so one withdrawn for good is not seen.

    Args:
        units: The units.
        months: Length of the window that ends on the peildatum.

    """
    events = units.place.registers.mutaties
    if events is None:
        return unknown_share(units.index)
    counted = events["gebeurtenis"].isin(EVENTS) & in_window(events["datum"], units.peildatum, months)
    per_object = events.loc[counted, "identificatie"].value_counts()
    return per_object_year(units, per_object, months)


INDICATOR = Indicator(
    id="bag_events",
    label=Text("Changes in the BAG", "Wijzigingen in de BAG"),
    formula=Text(
        en="Taken into use, withdrawn or changed in gebruiksdoel in 36 months / business verblijfsobjecten / years",
        nl=(
            "In gebruik genomen, ingetrokken of van gebruiksdoel veranderd in 36 maanden / zakelijke "
            "verblijfsobjecten / jaren"
        ),
    ),
    unit="per jaar",
    level=Level.UNIT,
    kind=Kind.CONTINUOUS,
    rollup=Rollup.POOLED,
    themes=frozenset({Theme.VASTGOED}),
    direction=Direction.CONTEXT,
    requires={"mutaties": ("identificatie", "gebeurtenis", "datum"), "verblijfsobjecten": ("gebruiksdoelen",)},
    evidence=Evidence.C,
    source="Reasoned",
    innocent=Text(
        en="New buildings and corrections of the register are changes too.",
        nl="Ook nieuwbouw en correcties van de registratie zijn wijzigingen.",
    ),
    compute=compute,
)
