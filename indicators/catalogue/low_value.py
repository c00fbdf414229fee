"""Business WOZ objects worth little per square metre beside others of their kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..missing import unknown_share
from ..model import Direction, Evidence, Indicator, Kind, Level, Rollup, Text, Theme
from ..woz_codes import beside_own_kind, levels, log_price, of_units, once

if TYPE_CHECKING:
    from ..model import Share
    from ..units import Units


def compute(units: Units, *, below: float = 1.5, min_group: int = 10) -> Share:
    """n(ln(v/m²) < median - below x MAD of the kind) / n over the business WOZ objects with v and m² known.

    Args:
        units: The units.
        below: Robust standard deviations under the median.
        min_group: A soortobjectcode with fewer objects in the municipality is merged with those whose code begins
            alike, then with its gebruikscode, then with all.

    """
    if units.woz is None or units.place.woz is None:
        return unknown_share(units.index)
    objects = once(units.place.woz)
    price = log_price(objects)
    centre, scale = beside_own_kind(price, levels(objects), min_group)
    # In a kind where all are worth the same none is low.
    low = np.where(np.isnan(centre), np.nan, (scale > 0) & (price < centre - below * scale))
    flag = of_units(low, objects, units.woz)
    return units.share(flag == 1, of=flag.notna(), unit=units.woz["unit"])


INDICATOR = Indicator(
    id="low_value",
    label=Text("Low value", "Lage waarde"),
    formula=Text(
        en=(
            "Share of the business WOZ objects whose ln(value/m²) lies more than 1.5 MAD under the median of their kind"
        ),
        nl=(
            "Deel van de zakelijke WOZ-objecten waarvan ln(waarde/m²) meer dan 1,5 MAD onder de mediaan van hun"
            " soort ligt"
        ),
    ),
    unit="%",
    level=Level.UNIT,
    kind=Kind.SHARE,
    rollup=Rollup.POOLED,
    themes=frozenset({Theme.DRUGS, Theme.VASTGOED, Theme.WITWASSEN}),
    direction=Direction.HIGHER_IS_RISKIER,
    requires={
        "woz_objecten": ("wozobjectnummer", "oppervlakte", "soortobjectcode", "gebruikscode"),
        "woz_waarden": ("waardepeildatum", "vastgestelde_waarde"),
    },
    evidence=Evidence.B,
    source="WODC 2018; shown for areas",
    innocent=Text(
        en="Simple sheds are cheap, and the m² of BAG and WOZ may differ.",
        nl="Een eenvoudige loods is goedkoop, en de m² van BAG en WOZ kunnen verschillen.",
    ),
    compute=compute,
)
