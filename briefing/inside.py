"""What of areas may be told to others, in figures of units and incidents together: one decision for all that is made.

Sheets, workbook and maps of a run all read it from `Results.told`, so that none gives back what another hides.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ..hotspots.shared import SMALL, not_told, small
from ..indicators.catalogue import catalogue
from .moments import period_of, years_told
from .small import told_areas

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

    from ..indicators.model import Indicator
    from .results import Results

    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]

_SHARES = frozenset({"%", "0/1"})
_NESTED = 0.99  # of a shape, from which it lies in another
_PERCENT = 2  # decimals of a share: others see whole percentages
_WOZ = frozenset({"woz_objecten", "woz_waarden"})
_INDEX = ("risk_score", "risk_rank", "rank_p05", "rank_p95", "p_top_decile", "coverage")
_WORDS = ("words_nl", "words_en")


@dataclass(frozen=True, eq=False)
class ToldAreas:
    """What may be said of each area of a run.

    Attributes:
        shown: (n,) whether it is named at all.
        drawn: (n,) whether it is on maps: its colour tells its share, so that one whose share is hidden is not.
        locations: (n,) locations with a score; NaN where their number is not told.
        shares: (n,) whether its share in the top fifth may be told, with its interval; the number follows from either.
        incidents: (n,) whether its number of incidents may be told.
        trends: (n,) whether its numbers of incidents by year and by quarter may be told.
        n_incidents: (n,) incidents in each.
        beside: Pairs of areas of which the first lies in the second.
        table: The areas as they may be told: what may not is missing.

    """

    shown: Flags
    drawn: Flags
    locations: Floats
    shares: Flags
    incidents: Flags
    trends: Flags
    n_incidents: Floats
    beside: list[tuple[int, int]]
    table: gpd.GeoDataFrame


def told_of_areas(results: Results, *, shared: bool) -> ToldAreas:
    """Choose what may be told of areas; all of it inside the municipality.

    Totals of a type, and of all incidents, are known: a hidden number takes others with it. Where one area lies in
    another, neither number of incidents is told if their difference is 1 to 4.
    """
    areas, incidents = results["areas"], results["incidents"]
    told = told_areas(areas, results["units"], shared=shared)
    area, incident = _lies_in(areas, incidents)
    counts = np.bincount(area, minlength=len(areas)).astype(np.float64)
    every = np.ones(len(areas), dtype=np.bool_)
    if not shared:
        return ToldAreas(every, every, told.locations, told.shares, every, every, counts, [], areas)
    nested = _nested(areas.geometry.to_numpy())
    elsewhere = np.ones(len(incidents), dtype=np.bool_)
    elsewhere[incident] = False
    known = ~_hidden(counts[:, None], np.array([float(elsewhere.sum())]), ~told.shown & (counts > 0), nested)
    part, n_parts = years_told(incidents, period_of(results))
    of_area = np.zeros((len(areas), n_parts))
    np.add.at(of_area, (area, part[incident]), 1)
    rest = np.bincount(part[elsewhere], minlength=n_parts).astype(np.float64)
    trends = ~_hidden(of_area, rest, ~(known & told.shown), nested)
    incidents_told = told.shown & known
    scored = areas["n_scored"].fillna(0).to_numpy(dtype=np.float64)
    return ToldAreas(
        told.shown,
        told.shown & (told.shares | (scored == 0)),
        told.locations,
        told.shares,
        incidents_told,
        incidents_told & trends,
        counts,
        nested,
        _as_told(results, told.locations, told.shares, incidents_told, counts),
    )


def _lies_in(areas: gpd.GeoDataFrame, incidents: gpd.GeoDataFrame) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Give pairs of an area and an incident in it or on its edge."""
    tree = shapely.STRtree(incidents.geometry.to_numpy())
    area, incident = tree.query(areas.geometry.to_numpy(), predicate="intersects")
    return area, incident


def _hidden(counts: Floats, elsewhere: Floats, removed: Flags, nested: list[tuple[int, int]]) -> Flags:
    """Choose areas of which no number is told, (n,), each of them with all its parts.

    Args:
        counts: (n, p) incidents in each area, by part of the period.
        elsewhere: (p,) in none; told nowhere, and so what keeps a hidden number company.
        removed: (n,) areas of which none is told for another reason.
        nested: Pairs of which the first lies in the second.

    """
    hidden = removed.copy()
    for one, other in nested:
        if small(np.abs(counts[one] - counts[other])).any():
            hidden[[one, other]] = True
    while True:
        found = hidden.copy()
        for part, rest in zip(counts.T, elsewhere.tolist(), strict=True):
            away = bool((found & (part > 0)).any() or small(part).any())
            row = not_told(np.append(part, rest), np.append(found, away and rest > 0))
            found |= row[:-1]
        if (found == hidden).all():
            return hidden
        hidden = found


def _nested(shapes: NDArray[np.object_]) -> list[tuple[int, int]]:
    tree = shapely.STRtree(shapes)
    one, other = tree.query(shapes, predicate="intersects")
    apart = one != other
    one, other = one[apart], other[apart]
    common = shapely.area(shapely.intersection(shapes[one], shapes[other]))
    inside = common >= _NESTED * shapely.area(shapes[one])
    return list(zip(one[inside].tolist(), other[inside].tolist(), strict=True))


def _as_told(results: Results, locations: Floats, shares: Flags, incidents: Flags, counts: Floats) -> gpd.GeoDataFrame:
    """Give areas with what may be told of them.

    How many locations there are beside those with a score is told nowhere: the difference would be a small number.
    """
    areas = results["areas"]
    made = areas.copy()
    made["n_units"] = np.nan
    made["n_scored"] = locations
    made["top_fifth_units"] = areas["top_fifth_units"].where(shares)
    for name in ("share_top_fifth", "share_low", "share_high"):
        made[name] = np.where(shares, areas[name].to_numpy(dtype=np.float64).round(_PERCENT), np.nan)
    for name in (one for one in _INDEX if one in areas):
        made[name] = np.nan
    for name in (one for one in _WORDS if one in areas):
        made[name] = areas[name].where(shares)
    scored = areas["n_scored"].fillna(0).to_numpy(dtype=np.float64)
    for indicator in (one for name, one in catalogue().items() if name in areas):
        known = np.minimum(scored, _known(results["units"], areas, indicator.id))
        values = areas[indicator.id].to_numpy(dtype=np.float64)
        bases = zip(known.tolist(), counts.tolist(), strict=True)
        made[indicator.id] = [
            told_value(indicator, value, base, incidents=told)
            for value, base, told in zip(values.tolist(), bases, incidents.tolist(), strict=True)
        ]
    return made


def _known(units: pd.DataFrame, areas: gpd.GeoDataFrame, name: str) -> Floats:
    """Count the locations of each area of which an indicator is known; where no location has it, nothing limits it."""
    if name not in units or not units[name].notna().any():
        return np.full(len(areas), np.inf)
    known = units.loc[units[name].notna(), "area_id"].value_counts()
    return np.asarray(known.reindex(areas["area_id"]).fillna(0).to_numpy(), dtype=np.float64)


def told_value(indicator: Indicator, value: float, base: tuple[float, float], *, incidents: bool) -> float:
    """Give the value of an indicator of an area that may be told to others; NaN where none may.

    What is made of WOZ values is not told, nor what stands for 1 to 4 objects. Nor is a share that stands for 1 to 4 of
    them, or for all but 1 to 4: one that is drawn to 5 would be a false number.

    Args:
        indicator: Which.
        value: In the area; NaN is not known.
        base: Locations, and incidents, in the area.
        incidents: Whether the number of incidents may be told.

    """
    of_incidents = "incidenten" in indicator.requires
    objects = base[1] if of_incidents else base[0]
    if not math.isfinite(value) or _WOZ & set(indicator.requires) or (of_incidents and not incidents):
        return math.nan
    if not of_incidents and objects < SMALL:
        return math.nan
    if indicator.unit not in _SHARES or value in (0.0, 1.0):
        return value
    if objects < 2 * SMALL:
        return math.nan
    # A whole percentage just beside what is not told would give it back.
    rounded = round(value, _PERCENT)
    standing = np.array([share * objects for one in (value, rounded) for share in (one, 1 - one)])
    return math.nan if small(standing).any() else rounded
