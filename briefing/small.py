"""What a sheet for others may tell: no small numbers, and nothing that gives one back."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from ..hotspots.shared import SMALL, UNDER, not_told, small

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

MANY = SMALL  # objects from which a number is told
LEAST_OBJECTS, LEAST_PANDEN = 5, 3  # of an area that is shown to others


def count(value: float, *, shared: bool) -> str:
    """Write a count; one of 1 to 4 is "<5" in what is shared, and what is not known is nothing."""
    if not math.isfinite(value):
        return ""
    return UNDER if shared and 0 < value < SMALL else str(round(value))


def is_told(counts: NDArray[np.float64]) -> bool:
    """Tell whether all of a row of counts may be told, whose total is known."""
    return not small(np.asarray(counts, dtype=np.float64)).any()


def hidden_shares(areas: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    """Tell for each area whether how many of its locations are in the top fifth is not told, (n,).

    Per area type their total is known, so that one hidden number takes others with it; neither a small number of
    locations in the top fifth is told, nor a small number outside it.
    """
    hidden = np.zeros(len(areas), dtype=np.bool_)
    top = areas["top_fifth_units"].fillna(0).to_numpy(dtype=np.float64)
    rest = areas["n_scored"].fillna(0).to_numpy(dtype=np.float64) - top
    kinds = areas["area_type"].to_numpy()
    for kind in np.unique(kinds):
        rows = np.flatnonzero(kinds == kind)
        hidden[rows] = not_told(top[rows], small(rest[rows]))
    return hidden


def shown_areas(areas: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    """Tell which areas have enough objects to be shown to others, (n,)."""
    return np.asarray(areas["n_units"].fillna(0).to_numpy() >= LEAST_OBJECTS, dtype=np.bool_)
