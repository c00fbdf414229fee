"""Roads drawn by hand, far enough from the origin to lie in RD New."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import shapely

from locatierisico.registers.tables import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import geopandas as gpd

ORIGIN = np.array([180_000.0, 450_000.0])


@pytest.fixture
def roads() -> Callable[..., gpd.GeoDataFrame]:
    """Make wegvakken of lists of coordinates from the origin; nodes are named by their coordinates."""

    def make(lines: Sequence[Any], **columns: Sequence[str | None]) -> gpd.GeoDataFrame:
        drawn = [np.array(line, dtype=float) + ORIGIN for line in lines]
        named = {
            "wegvak_id": [str(i) for i in range(len(lines))],
            "knoop_begin": [str(tuple(line[0])) for line in drawn],
            "knoop_eind": [str(tuple(line[-1])) for line in drawn],
        }
        geometry = np.array([shapely.LineString(line) for line in drawn], dtype=object)
        return canonical("wegvakken", {**named, **columns}, geometry)

    return make
