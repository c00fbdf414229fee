"""Who may use a wegvak."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

# Baansubsoorten of the NWB: fietspad, voetpad, voetgangerszone, ruiterpad, busbaan, OV-baan, veerdienst,
# vliegverkeer, calamiteitendoorgang.
NOT_FOR_CARS = ("FP", "VP", "VZ", "RP", "BU", "OVB", "VD", "VV", "CADO")
NOT_ON_FOOT = ("BU", "OVB", "VD", "VV", "CADO")


def drivable(wegvakken: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    """Tell which wegvakken cars use; where no baansubsoort is given, all of them."""
    return np.asarray(~wegvakken["baansubsoort"].isin(NOT_FOR_CARS).to_numpy(), dtype=np.bool_)


def walkable(wegvakken: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    """Tell which wegvakken one may walk along: not those of `NOT_ON_FOOT`, nor carriageways of the state's highways."""
    kept = ~wegvakken["baansubsoort"].isin(NOT_ON_FOOT).to_numpy() & ~highways(wegvakken)
    return np.asarray(kept, dtype=np.bool_)


def highways(wegvakken: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    """Tell which wegvakken are one-way carriageways of the state: motorways and their ramps, where nobody stops."""
    state = wegvakken["wegbeheerdersoort"].to_numpy() == "R"
    return np.asarray(state & wegvakken["rijrichting"].isin(("H", "T")).to_numpy(), dtype=np.bool_)
