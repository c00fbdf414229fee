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
MAIN = ("HR",)  # hoofdrijbaan
RAMPS = ("OPR", "AFR", "VBD", "VBI", "VBR", "VBS", "VBW", "VBK", "PST")  # op- and afritten, verbindingswegen, puntstuk


def drivable(wegvakken: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    """Tell which wegvakken cars use; where no baansubsoort is given, all of them."""
    return np.asarray(~wegvakken["baansubsoort"].isin(NOT_FOR_CARS).to_numpy(), dtype=np.bool_)


def walkable(wegvakken: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    """Tell which wegvakken one may walk along: not those of `NOT_ON_FOOT`, nor carriageways of the state's highways."""
    kept = ~wegvakken["baansubsoort"].isin(NOT_ON_FOOT).to_numpy() & ~highways(wegvakken)
    return np.asarray(kept, dtype=np.bool_)


def highways(wegvakken: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    """Tell which wegvakken are motorways, their ramps, or carriageways like them: nobody walks there, nor stops.

    Those are the one-way carriageways of the state, ramps and slip roads whoever keeps them, and the one-way main
    carriageways of a province.
    """
    keeper, use = wegvakken["wegbeheerdersoort"].to_numpy(), wegvakken["baansubsoort"]
    one_way = wegvakken["rijrichting"].isin(("H", "T")).to_numpy()
    main = (keeper == "P") & use.isin(MAIN).to_numpy()
    return np.asarray((one_way & ((keeper == "R") | main)) | use.isin(RAMPS).to_numpy(), dtype=np.bool_)


def stopping(wegvakken: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    """Tell along which wegvakken a car may be left: not on `highways`, nor on any main carriageway of the state."""
    trunk = (wegvakken["wegbeheerdersoort"].to_numpy() == "R") & wegvakken["baansubsoort"].isin(MAIN).to_numpy()
    return np.asarray(~highways(wegvakken) & ~trunk, dtype=np.bool_)
