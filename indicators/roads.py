"""Which wegvakken the state or the province keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..network.uses import drivable

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

MAIN_ROADS = ("R", "P")  # wegbeheerder the state or the province


def main_roads(wegvakken: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    """Tell which drivable wegvakken the state or the province keeps."""
    kept = wegvakken["wegbeheerdersoort"].isin(MAIN_ROADS).to_numpy()
    return np.asarray(kept & drivable(wegvakken), dtype=np.bool_)
