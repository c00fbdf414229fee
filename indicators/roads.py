"""Which wegvakken are roads to drive on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

# Baansubsoorten of the NWB: fietspad, voetpad, voetgangerszone, ruiterpad, busbaan, OV-baan, veerdienst,
# vliegverkeer, calamiteitendoorgang.
NOT_FOR_CARS = ("FP", "VP", "VZ", "RP", "BU", "OVB", "VD", "VV", "CADO")
MAIN_ROADS = ("R", "P")  # wegbeheerder the state or the province


def drivable(wegvakken: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    """Tell which wegvakken cars use; where no baansubsoort is given, all of them."""
    return np.asarray(~wegvakken["baansubsoort"].isin(NOT_FOR_CARS).to_numpy(), dtype=np.bool_)


def main_roads(wegvakken: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    """Tell which drivable wegvakken the state or the province keeps."""
    kept = wegvakken["wegbeheerdersoort"].isin(MAIN_ROADS).to_numpy()
    return np.asarray(kept & drivable(wegvakken), dtype=np.bool_)
