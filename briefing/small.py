"""What a sheet for others may tell: no small numbers, and nothing that gives one back."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ..hotspots.shared import SMALL, UNDER, not_told, small

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

LEAST_OBJECTS, LEAST_PANDEN = 5, 3  # of an area that is shown to others
_NEVER_SCORED = ("dwelling", "cluster")
_WHOLE_NUMBER = re.compile(r"(?<![\w.,-])\d+(?![\w.,-]*\d)(?!\s*%)")


def count(value: float, *, shared: bool) -> str:
    """Write a count; one of 1 to 4 is "<5" in what is shared, and what is not known is nothing."""
    if not math.isfinite(value):
        return ""
    return UNDER if shared and 0 < value < SMALL else str(round(value))


def is_told(counts: NDArray[np.float64]) -> bool:
    """Tell whether all of a row of counts may be told, whose total is known."""
    return not small(np.asarray(counts, dtype=np.float64)).any()


def hidden_shares(areas: gpd.GeoDataFrame, removed: NDArray[np.bool_] | None = None) -> NDArray[np.bool_]:
    """Tell for each area whether how many of its locations are in the top fifth is not told, (n,).

    Per area type their total is known, so that one hidden number takes others with it; neither a small number of
    locations in the top fifth is told, nor a small number outside it.

    Args:
        areas: With area_type, n_scored and top_fifth_units.
        removed: (n,) those not told for another reason; they keep company.

    """
    hidden = np.zeros(len(areas), dtype=np.bool_)
    before = hidden if removed is None else removed
    top = areas["top_fifth_units"].fillna(0).to_numpy(dtype=np.float64)
    rest = areas["n_scored"].fillna(0).to_numpy(dtype=np.float64) - top
    kinds = areas["area_type"].to_numpy()
    for kind in np.unique(kinds):
        rows = np.flatnonzero(kinds == kind)
        found = before[rows] | small(top[rows]) | small(rest[rows])
        while found.any():
            more = not_told(rest[rows], not_told(top[rows], found))
            if (more == found).all():
                break
            found = more
        hidden[rows] = found
    return hidden


def tells_small(sentence: str) -> bool:
    """Tell whether a sentence holds a number of 1 to 4, or two whole numbers that far apart; percentages are none."""
    found = np.unique([float(part) for part in _WHOLE_NUMBER.findall(sentence)])
    if small(found).any():
        return True
    found = found[found > 0]
    return bool(len(found) > 1 and small(np.diff(found)).any())


def shown_areas(areas: gpd.GeoDataFrame, units: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell which areas are shown to others, (n,): those of 5 objects and 3 panden at least.

    Objects are the locations that can have a score. A location of an estate or a shopping area is one pand and bears
    its identification; one of the countryside is an erf with at least one. So each stands for a pand of its own.

    Args:
        areas: area_id and n_units.
        units: unit_id, area_id and state.

    """
    scorable = units[~units["state"].isin(_NEVER_SCORED)]
    panden = scorable.groupby("area_id")["unit_id"].nunique().reindex(areas["area_id"]).fillna(0).to_numpy()
    objects = areas["n_units"].fillna(0).to_numpy()
    return np.asarray((objects >= LEAST_OBJECTS) & (panden >= LEAST_PANDEN), dtype=np.bool_)


class Told(NamedTuple):
    """What may be said of each area, in every sheet of a booklet alike.

    Attributes:
        shown: (n,) whether it is named and drawn at all.
        locations: (n,) locations with a score; NaN where their number is not told. Those without one are told of no
            area: their number, taken off all, would be a small one.
        shares: (n,) whether the number in the top fifth, the share and its interval may be told. They go together: the
            number follows from the share, or from either end of the interval.

    """

    shown: NDArray[np.bool_]
    locations: NDArray[np.float64]
    shares: NDArray[np.bool_]


def told_areas(areas: gpd.GeoDataFrame, units: pd.DataFrame, *, shared: bool) -> Told:
    """Choose what may be told of areas; all of it inside the municipality.

    Args:
        areas: All of a run, for the totals of their types are known.
        units: All of a run.
        shared: Whether the sheets are for others.

    """
    scored = areas["n_scored"].fillna(0).to_numpy(dtype=np.float64)
    has = np.isfinite(areas["share_top_fifth"].to_numpy(dtype=np.float64))
    if not shared:
        return Told(np.ones(len(areas), dtype=np.bool_), scored, has)
    shown = shown_areas(areas, units)
    untold = np.zeros(len(areas), dtype=np.bool_)
    kinds = areas["area_type"].to_numpy()
    for kind in np.unique(kinds):
        rows = np.flatnonzero(kinds == kind)
        untold[rows] = not_told(scored[rows], ~shown[rows] & (scored[rows] > 0))
    hidden = hidden_shares(areas, untold)
    return Told(shown, np.where(untold | ~shown, np.nan, scored), has & shown & ~hidden)
