"""Incidents that follow each other closely in place and time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely
from scipy.spatial import cKDTree

from ..missing import unknown
from ..model import Direction, Evidence, Indicator, Kind, Level, Measured, Rollup, Text, Theme
from ..nearby import pairs_within

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..units import Areas


def compute(
    areas: Areas,
    *,
    distance: float = 200,
    days: float = 14,
    min_incidents: int = 30,
    months: int = 36,
    with_discovered: bool = False,
) -> Measured:
    """Observed / expected pairs of incidents within `distance` and `days` (Knox 1964).

    Expected is exact: S·T/N, with S pairs near in place, T pairs near in time and N pairs in all. The moment of an
    incident is the middle of its window.

    Args:
        areas: The areas; `areas.theme` chooses the kinds of incident.
        distance: Metres, inclusive.
        days: Days, inclusive.
        min_incidents: Fewer than this in an area: NaN.
        months: Length of the window that ends on the peildatum.
        with_discovered: Also incidents that inspectors found themselves.

    """
    incidents = areas.place.incidents(areas.theme, months=months, with_discovered=with_discovered)
    if incidents is None or not len(areas.index):
        return unknown(areas.index)
    points = shapely.get_coordinates(incidents.geometry.to_numpy())
    begin = incidents["begin"]
    end = incidents["eind"].where(incidents["eind"] > begin, begin)
    moment = ((begin - begin.min() + (end - begin) / 2) / pd.Timedelta(days=1)).to_numpy(dtype="float64")
    at = areas.position_of(points)
    ratio = np.full(len(areas.index), np.nan)
    for area in np.flatnonzero(np.bincount(at[at >= 0], minlength=len(ratio)) >= max(min_incidents, 2)):
        here = at == area
        ratio[area] = knox_ratio(points[here], moment[here], distance, days)
    return Measured(pd.Series(ratio, index=areas.index))


def knox_ratio(points: NDArray[np.float64], moment: NDArray[np.float64], distance: float, days: float) -> float:
    """Give observed / expected pairs within `distance` and `days`; NaN where none is expected."""
    near = both = 0
    for one, other, _ in pairs_within(points, cKDTree(points), distance):
        pair = one < other
        near += int(pair.sum())
        both += int((np.abs(moment[one[pair]] - moment[other[pair]]) <= days).sum())
    ordered = np.sort(moment)
    later = np.searchsorted(ordered, ordered + days, side="right") - np.arange(1, len(ordered) + 1)
    expected = near * int(later.sum()) / (len(points) * (len(points) - 1) / 2)
    return both / expected if expected else float("nan")


INDICATOR = Indicator(
    id="near_repeat_ratio",
    label=Text("Near repeats", "Herhaling dichtbij"),
    formula=Text(
        en="Observed / expected pairs of incidents within 200 m and 14 days, from 30 incidents on",
        nl="Waargenomen / verwachte paren van incidenten binnen 200 m en 14 dagen, vanaf 30 incidenten",
    ),
    unit="x",
    level=Level.AREA,
    kind=Kind.CONTINUOUS,
    rollup=Rollup.NONE,
    themes=frozenset({Theme.DRUGS}),
    direction=Direction.HIGHER_IS_RISKIER,
    requires={"incidenten": ("soort", "begin", "eind", "herkomst")},
    evidence=Evidence.C,
    source="Knox 1964; reasoned",
    innocent=Text(
        en="One event that was reported twice is a near repeat.",
        nl="Een voorval dat twee keer is gemeld telt als herhaling.",
    ),
    compute=compute,
)
