"""The answer of an indicator that has nothing to go by: missing everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from .model import Measured, Share

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..safeguards.messages import Message


def unknown(index: pd.Index, *messages: Message) -> Measured:
    """Give NaN for every unit or area."""
    return Measured(pd.Series(np.nan, index=index, dtype="float64"), messages)


def unknown_share(index: pd.Index, *messages: Message) -> Share:
    """Give a share of nothing for every unit: its value is NaN, and it adds nothing to its area."""
    nothing = pd.Series(0.0, index=index)
    return Share(nothing, nothing.copy(), messages)


def unmapped(units: NDArray[np.object_], mapped: NDArray[np.object_], *, reach: float = 250) -> NDArray[np.bool_]:
    """Tell which units lie beyond a map: nothing of it within `reach` metres, so nothing can be known from it.

    Args:
        units: (n,) outlines.
        mapped: (m,) geometries of the map, whatever they are.
        reach: Metres; in a delivery that covers them, units have some piece of road nearer than this.

    """
    near, _ = shapely.STRtree(mapped).query_nearest(units, max_distance=reach, all_matches=False)
    beyond = np.ones(len(units), dtype=np.bool_)
    beyond[near] = False
    return beyond
