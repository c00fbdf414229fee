"""Small road networks made by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import shapely

from locatierisico.registers.tables import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import geopandas as gpd


@pytest.fixture
def roads() -> Callable[..., gpd.GeoDataFrame]:
    """Make a canonical table of wegvakken from lists of coordinates; nodes are named by their coordinates."""

    def make(lines: Sequence[Any], rijrichting: Sequence[str | None] | None = None) -> gpd.GeoDataFrame:
        geometry = np.array([shapely.LineString(line) for line in lines], dtype=object)
        columns = {
            "wegvak_id": [str(i) for i in range(len(lines))],
            "knoop_begin": [str(tuple(line[0])) for line in lines],
            "knoop_eind": [str(tuple(line[-1])) for line in lines],
            "rijrichting": rijrichting,
        }
        return canonical("wegvakken", columns, geometry)

    return make


@pytest.fixture
def blocks(roads: Callable[..., gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    """A grid of 4 by 4 crossings, 100 m apart, with a 60 m alley from (100, 100) towards the middle of a block."""
    step = range(0, 301, 100)
    across = [[(x, y), (x + 100, y)] for y in step for x in step if x < 300]
    along = [[(x, y), (x, y + 100)] for x in step for y in step if y < 300]
    return roads([*across, *along, [(100, 100), (142, 142)]])
