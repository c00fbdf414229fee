"""WOZ objects whose value changed otherwise than that of others of their kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...safeguards.messages import note
from ..missing import unknown_share
from ..model import Direction, Evidence, Indicator, Kind, Level, Rollup, Share, Text, Theme
from ..woz_codes import beside_own_kind, levels, of_units, once

if TYPE_CHECKING:
    from ..units import Units


def compute(units: Units, *, above: float = 3, min_group: int = 10) -> Share:
    """n(|change - median change of the kind| > above x MAD) / n, change = ln(v now / v before).

    Only objects with a value on both of the register's last two waardepeildata take part.

    Args:
        units: The units.
        above: Robust standard deviations from the median.
        min_group: Kinds with fewer objects are merged upward as in `low_value`.

    """
    if units.woz is None or units.place.woz is None:
        return unknown_share(units.index)
    objects = once(units.place.woz)
    now = objects["waarde"].where(objects["waarde"] > 0).to_numpy(dtype="float64")
    before = objects["vorige_waarde"].where(objects["vorige_waarde"] > 0).to_numpy(dtype="float64")
    paired = ~np.isnan(now) & ~np.isnan(before)
    dates = (objects["waarde_datum"], objects["vorige_datum"])
    last = ((dates[0] == dates[0][paired].max()) & (dates[1] == dates[1][paired].max())).to_numpy()
    change = np.log(np.where(paired & last, now, np.nan) / before)
    centre, scale = beside_own_kind(change, levels(objects), min_group)
    jump = np.where(np.isnan(centre), np.nan, (scale > 0) & (np.abs(change - centre) > above * scale))
    flag = of_units(jump, objects, units.woz)
    share = units.share(flag == 1, of=flag.notna(), unit=units.woz["unit"])
    elsewhere = int((paired & ~last).sum())
    messages = (note("catalogue_other_dates", n=elsewhere),) if elsewhere else ()
    return Share(share.numerator, share.denominator, messages)


INDICATOR = Indicator(
    id="value_jump",
    label=Text("Jump in value", "Sprong in waarde"),
    formula=Text(
        en=(
            "Share of the business WOZ objects whose change in ln(value) between the last two waardepeildata "
            "lies more than 3 MAD from the median change of their kind"
        ),
        nl=(
            "Deel van de zakelijke WOZ-objecten waarvan de verandering van ln(waarde) tussen de laatste twee "
            "waardepeildata meer dan 3 MAD afwijkt van de mediaan van hun soort"
        ),
    ),
    unit="%",
    level=Level.UNIT,
    kind=Kind.SHARE,
    rollup=Rollup.POOLED,
    themes=frozenset({Theme.VASTGOED, Theme.WITWASSEN}),
    direction=Direction.HIGHER_IS_RISKIER,
    requires={
        "woz_objecten": ("wozobjectnummer", "soortobjectcode", "gebruikscode"),
        "woz_waarden": ("waardepeildatum", "vastgestelde_waarde"),
    },
    evidence=Evidence.C,
    source="Reasoned",
    innocent=Text(
        en="Rebuilding, splitting or an objection that was upheld also moves a value.",
        nl="Ook een verbouwing, een splitsing of een gehonoreerd bezwaar verandert de waarde.",
    ),
    compute=compute,
)
