"""The last map that was made from the past, with what happened in its cells afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np

from ...registers.tables import RD_NEW
from .accuracy import taken

if TYPE_CHECKING:
    from ..grid import Grid
    from .rolling import Trial

OUTCOMES = ("found", "quiet", "tied", "missed")


def last_map(trial: Trial, name: str, at: int, grid: Grid) -> gpd.GeoDataFrame:
    """Give the cells of the last map, and those outside it where something happened.

    Args:
        trial: What the maps found.
        name: The way it was made.
        at: Which of the shares it covers.
        grid: The cells.

    Returns:
        Squares with `outcome`: found (in the map, and incidents came), quiet (in the map, none came), tied (ranked
        equal with others on the edge of the map, so in it for a part), missed (outside it, and incidents came);
        `in_map`, the part of the cell that counts; `incidents` of the last period.

    """
    part = trial.cost > 0
    in_map = np.zeros(len(grid))
    in_map[part] = taken(trial.scores[name][part], trial.cost[part], float(trial.shares[at]))
    came = part & (trial.last > 0)
    outcome = np.select([in_map >= 1, in_map > 0, came], [np.where(came, "found", "quiet"), "tied", "missed"], "")
    shown = outcome != ""
    return gpd.GeoDataFrame(
        {"outcome": outcome[shown].astype(object), "in_map": in_map[shown], "incidents": trial.last[shown]},
        geometry=grid.boxes()[shown],
        crs=RD_NEW,
    )
