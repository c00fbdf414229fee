from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from locatierisico.indicators.assignment import assign, overlap


def boxes(*bounds: tuple[float, float, float, float]) -> np.ndarray:
    return np.array([shapely.box(*b) for b in bounds], dtype=object)


def test_overlap_by_hand() -> None:
    # A pand of 10 x 10: 4 columns lie in the first area, 6 in the second, together all of its 100 m².
    found = overlap(boxes((0, 0, 10, 10), (50, 50, 60, 60)), boxes((-5, 0, 4, 10), (4, 0, 20, 10)))
    assert found.area.tolist() == [1, -1]
    assert found.total.tolist() == [100.0, 0.0]


def test_touching_is_no_overlap() -> None:
    assert overlap(boxes((0, 0, 10, 10)), boxes((10, 0, 20, 10))).area.tolist() == [-1]


def test_type_by_largest_overlap_ties_and_none() -> None:
    areas = {
        "bedrijventerrein": gpd.GeoDataFrame(geometry=boxes((0, 0, 10, 10), (30, 0, 40, 10))),
        "winkelgebied": gpd.GeoDataFrame(geometry=boxes((5, 0, 15, 10), (30, 0, 40, 10))),
        "buitengebied": gpd.GeoDataFrame(geometry=boxes((60, 0, 63, 10))),
    }
    panden = boxes(
        (2, 0, 9, 10),  # 70 m² on the estate, 40 m² in the shopping zone
        (5, 0, 10, 10),  # all in both: the shopping zone goes first
        (31, 1, 32, 2),
        (60, 0, 70, 10),  # 30 m² in the buitengebied, 70 m² in nothing
        (61, 0, 65, 10),  # half and half
        (90, 0, 99, 9),
    )
    made = assign(panden, areas)
    assert made.area_type.tolist() == ["bedrijventerrein", "winkelgebied", "winkelgebied", "", "buitengebied", ""]
    assert made.area.tolist() == [0, 0, 1, -1, 0, -1]
