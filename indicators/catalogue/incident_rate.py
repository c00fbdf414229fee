"""How often something was reported here, drawn towards what is common."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from ...safeguards.messages import warn
from ..missing import unknown
from ..model import Direction, Evidence, Indicator, Kind, Level, Measured, Rate, Rollup, Text, Theme
from ..smoothing import gamma_prior

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..model import Values
    from ..units import Areas, Place, Units


def compute(units: Units, *, months: int = 36, reach: float = 25, with_discovered: bool = False) -> Values:
    """(O + alpha) / (E + beta): incidents O on exposure E, smoothed by Marshall's global empirical Bayes.

    An incident counts for the nearest unit of any area type within `reach`. E is business verblijfsobjecten x years,
    for complexes 1 x years; a unit without exposure is NaN.

    Args:
        units: The units; `units.theme` chooses the kinds of incident.
        months: Length of the window that ends on the peildatum.
        reach: Metres.
        with_discovered: Also incidents that inspectors found themselves.

    """
    incidenten = units.place.registers.incidenten
    if incidenten is None:
        return unknown(units.index)
    counts = units.place.counts(units.theme, months=months, with_discovered=with_discovered)
    if not counts.any():
        return unknown(units.index)
    nearest = _nearest_unit(units.place, incidenten.geometry.to_numpy(), reach)[counts]
    at = units.index.get_indexer(nearest[nearest != ""])
    count = units.series(np.bincount(at[at >= 0], minlength=len(units.index)))
    exposure = _exposure(units, months)
    alpha, beta = gamma_prior(count.to_numpy(), exposure.to_numpy())
    messages = (
        (warn("catalogue_rate_by_chance", n=int(count.sum()), area_type=units.area_type),) if np.isnan(alpha) else ()
    )
    return Rate(count, exposure, alpha, beta, messages)


def area(units: Units, areas: Areas, *, months: int = 36, reach: float = 25, with_discovered: bool = False) -> Measured:
    """All incidents in the area, also those near no unit, / exposure of its units.

    Args:
        units: The units; `units.theme` chooses the kinds of incident.
        areas: Their areas.
        months: Length of the window that ends on the peildatum.
        reach: Not used: every incident in the area counts.
        with_discovered: Also incidents that inspectors found themselves.

    """
    del reach
    incidents = units.place.incidents(units.theme, months=months, with_discovered=with_discovered)
    if incidents is None or not len(areas.index):
        return unknown(areas.index)
    inside = areas.position_of(shapely.get_coordinates(incidents.geometry.to_numpy()))
    count = np.bincount(inside[inside >= 0], minlength=len(areas.index))
    exposure = _exposure(units, months).groupby(units.table["area_id"]).sum().reindex(areas.index)
    return Measured(pd.Series(count, index=areas.index) / exposure.where(exposure > 0))


def _exposure(units: Units, months: int) -> pd.Series:
    years = months / 12
    if units.area_type == "buitengebied":
        return units.series(np.full(len(units.index), years))
    objects = units.count(units.business_vbo["identificatie"].notna(), units.business_vbo["unit"])
    return (objects * years).where(objects > 0)


def _nearest_unit(place: Place, points: NDArray[np.object_], reach: float) -> NDArray[np.object_]:
    """Give the id of the nearest unit of each incident, the lowest of equally near ones; "" for none in reach."""
    key = ("incident_rate", reach)
    if key not in place.shared:
        place.shared[key] = _nearest(place, points, reach)
    nearest: NDArray[np.object_] = place.shared[key]
    return nearest


def _nearest(place: Place, points: NDArray[np.object_], reach: float) -> NDArray[np.object_]:
    ids = place.unit_ids
    nearest = np.full(len(points), "", dtype=object)
    if len(points) and len(ids):
        order = np.argsort(ids)
        tree = shapely.STRtree(place.unit_geometry[order])
        point, unit = tree.query_nearest(points, max_distance=reach, all_matches=True)
        ranked = np.lexsort((unit, point))
        point, first = np.unique(point[ranked], return_index=True)
        nearest[point] = ids[order[unit[ranked][first]]]
    return nearest


INDICATOR = Indicator(
    id="incident_rate",
    label=Text("Reported incidents", "Gemelde incidenten"),
    formula=Text(
        en=(
            "(O + alpha)/(E + beta): incidents of 36 months on business verblijfsobject-years (complexes: erf-"
            "years), smoothed by empirical Bayes"
        ),
        nl=(
            "(O + alpha)/(E + beta): incidenten van 36 maanden per zakelijk verblijfsobject-jaar (complexen: "
            "erf-jaar), vereffend met empirisch Bayes"
        ),
    ),
    unit="per jaar",
    level=Level.UNIT,
    kind=Kind.CONTINUOUS,
    rollup=Rollup.OWN,
    themes=frozenset({Theme.DRUGS, Theme.UITBUITING, Theme.VASTGOED, Theme.WITWASSEN}),
    direction=Direction.HIGHER_IS_RISKIER,
    requires={"incidenten": ("soort", "begin", "herkomst"), "verblijfsobjecten": ("gebruiksdoelen",)},
    evidence=Evidence.B,
    source="WODC 2018 (meldingen); shown for areas",
    innocent=Text(
        en="Busy places are noisy, and vulnerable places are often silent: reports say where people report.",
        nl=(
            "Op drukke plekken wordt veel gemeld, en kwetsbare plekken zijn vaak stil: meldingen laten zien "
            "waar gemeld wordt."
        ),
    ),
    compute=compute,
    area=area,
)
