"""How much of what is reported happens at night or in the weekend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from ...hotspots.timing.week import DAYS, HOURS, share_of_hours
from ..missing import unknown
from ..model import Direction, Evidence, Indicator, Kind, Level, Measured, Rollup, Text, Theme
from ..smoothing import wilson_low

if TYPE_CHECKING:
    from ..units import Areas

# From 22 to 06 h, and the weekend.
QUIET = np.zeros((DAYS, HOURS), dtype=np.bool_)
QUIET[:, :6] = QUIET[:, 22:] = QUIET[5:] = True


def compute(areas: Areas, *, months: int = 36, min_incidents: int = 5, with_discovered: bool = False) -> Measured:
    """Lower bound of the 95 % Wilson interval of the share of incidents between 22 and 06 h or in the weekend.

    An incident known as a window of time counts for the share of it that lies in those hours (aoristic).

    Args:
        areas: The areas; `areas.theme` chooses the kinds of incident.
        months: Length of the window that ends on the peildatum.
        min_incidents: Fewer than this in an area: NaN.
        with_discovered: Also incidents that inspectors found themselves.

    """
    incidents = areas.place.incidents(areas.theme, months=months, with_discovered=with_discovered)
    if incidents is None or not len(areas.index):
        return unknown(areas.index)
    at = areas.position_of(shapely.get_coordinates(incidents.geometry.to_numpy()))
    inside = at >= 0
    total = np.bincount(at[inside], minlength=len(areas.index)).astype(np.float64)
    quiet = share_of_hours(incidents["begin"].to_numpy(), incidents["eind"].to_numpy(), QUIET)[inside]
    late = np.bincount(at[inside], weights=quiet, minlength=len(areas.index)).astype(np.float64)
    low = wilson_low(late, total)
    return Measured(pd.Series(np.where(total >= min_incidents, low, np.nan), index=areas.index))


INDICATOR = Indicator(
    id="night_share",
    label=Text("Night and weekend", "Nacht en weekend"),
    formula=Text(
        en="Lower bound of the 95 % interval of the share of incidents between 22 and 06 h or in the weekend",
        nl="Ondergrens van het 95 %-interval van het deel van de incidenten tussen 22 en 06 uur of in het weekend",
    ),
    unit="%",
    level=Level.AREA,
    kind=Kind.SHARE,
    rollup=Rollup.NONE,
    themes=frozenset({Theme.DRUGS, Theme.UITBUITING}),
    direction=Direction.HIGHER_IS_RISKIER,
    requires={"incidenten": ("soort", "begin", "eind", "herkomst")},
    evidence=Evidence.C,
    source="Reasoned; Ratcliffe 2000 for windows of time",
    innocent=Text("Where people go out, things happen at night.", "Waar mensen uitgaan, gebeurt 's nachts ook meer."),
    compute=compute,
)
