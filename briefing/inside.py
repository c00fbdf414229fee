"""What of areas may be told to others, in figures of units and incidents together."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from ..hotspots.shared import SMALL, not_told, small
from .moments import within
from .small import hidden_shares, shown_areas

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from .results import Results

    Flags = NDArray[np.bool_]

_OF_INCIDENTS = frozenset({"incident_rate", "near_repeat_ratio", "night_share"})
_SHARES = frozenset({"%", "0/1"})
_NESTED = 0.99  # of a shape, from which it lies in another
_WHOLE_NUMBER = re.compile(r"(?<![\w.,-])\d+(?![\w.,-]*\d)")


class ToldAreas(NamedTuple):
    """What may be said of each area of a run.

    Attributes:
        shown: (n,) whether it is named at all.
        counted: (n,) whether its number of scored locations may be told.
        shares: (n,) whether its share in the top fifth may be told; the number follows from the share.
        incidents: (n,) whether its number of incidents may be told.
        n_incidents: (n,) incidents in each.

    """

    shown: Flags
    counted: Flags
    shares: Flags
    incidents: Flags
    n_incidents: NDArray[np.float64]


@lru_cache(maxsize=2)
def told_of_areas(results: Results, *, shared: bool) -> ToldAreas:
    """Choose what may be told of areas; all of it inside the municipality.

    Totals of a type, and of all incidents, are known: a hidden number takes others with it. Where one area lies in
    another, neither number of incidents is told if their difference is 1 to 4.
    """
    areas = results["areas"]
    every = np.ones(len(areas), dtype=np.bool_)
    has = np.isfinite(areas["share_top_fifth"].to_numpy(dtype=np.float64))
    incidents = results["incidents"]
    inside = np.array([within(shape, incidents) for shape in areas.geometry], dtype=np.bool_).reshape(len(areas), -1)
    counts = inside.sum(axis=1).astype(np.float64)
    if not shared:
        return ToldAreas(every, every, has, every, counts)
    shown = shown_areas(areas)
    counted = every.copy()
    scored = areas["n_scored"].fillna(0).to_numpy(dtype=np.float64)
    kinds = areas["area_type"].to_numpy()
    for kind in np.unique(kinds):
        rows = np.flatnonzero(kinds == kind)
        counted[rows] = ~not_told(scored[rows], ~shown[rows] & (scored[rows] > 0))
    shares = has & shown & counted & ~hidden_shares(areas)
    return ToldAreas(shown, counted, shares, shown & ~_hidden_incidents(areas, inside, shown), counts)


def _hidden_incidents(areas: gpd.GeoDataFrame, inside: Flags, shown: Flags) -> Flags:
    counts = inside.sum(axis=1).astype(np.float64)
    elsewhere = float((~inside.any(axis=0)).sum())
    hidden = not_told(np.append(counts, elsewhere), np.append(~shown & (counts > 0), False))[:-1]
    for one, other in _nested(areas.geometry.to_numpy()):
        if small(np.abs(counts[[one]] - counts[[other]]))[0]:
            hidden[[one, other]] = True
    return hidden


def _nested(shapes: NDArray[np.object_]) -> list[tuple[int, int]]:
    tree = shapely.STRtree(shapes)
    one, other = tree.query(shapes, predicate="intersects")
    apart = one != other
    one, other = one[apart], other[apart]
    common = shapely.area(shapely.intersection(shapes[one], shapes[other]))
    inside = common >= _NESTED * shapely.area(shapes[one])
    return list(zip(one[inside].tolist(), other[inside].tolist(), strict=True))


def told_value(name: str, unit: str, value: float, base: tuple[float, float], *, incidents: bool) -> float:
    """Give the value of an indicator of an area that may be told to others; NaN where none may.

    A share that stands for 1 to 4 objects, or for all but 1 to 4, is drawn to the least that stands for 5.

    Args:
        name: Of the indicator.
        unit: Of the indicator.
        value: In the area; NaN is not known.
        base: Locations, and incidents, in the area.
        incidents: Whether the number of incidents may be told.

    """
    of_incidents = name in _OF_INCIDENTS
    if not math.isfinite(value) or (of_incidents and not incidents):
        return math.nan
    if unit not in _SHARES:
        return value
    objects = base[1] if of_incidents else base[0]
    least = SMALL / objects if objects >= 2 * SMALL else math.nan
    if value in (0.0, 1.0) or not math.isfinite(least):
        return value if value in (0.0, 1.0) else math.nan
    return float(np.clip(value, least, 1 - least))


def tells_small(sentence: str) -> bool:
    """Tell whether a sentence holds a number of 1 to 4, or two whole numbers that far apart."""
    found = np.unique([float(part) for part in _WHOLE_NUMBER.findall(sentence)])
    if small(found).any():
        return True
    return bool(len(found) > 1 and small(np.abs(found[:, None] - found[None, :]).ravel()).any())
