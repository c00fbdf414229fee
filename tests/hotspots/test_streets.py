from __future__ import annotations

import numpy as np
import pytest
import shapely

from locatierisico.hotspots.grid import square_grid
from locatierisico.hotspots.trial.streets import street_metres


def test_metres_by_hand() -> None:
    grid = square_grid(shapely.box(0, 0, 300, 200), 100)
    lines = np.array(
        [
            shapely.LineString([(50, 50), (250, 50)]),  # 50, 100, 50 in the lower row
            shapely.MultiLineString([[(150, 150), (150, 190)], [(150, 120), (150, 100)]]),
            None,
            shapely.LineString([(350, 10), (450, 10)]),  # outside
        ]
    )
    assert street_metres(lines, grid).tolist() == [50, 100, 50, 0, 60, 0]


def test_a_slanting_line_and_one_along_a_border_keep_their_length() -> None:
    grid = square_grid(shapely.box(0, 0, 1000, 1000), 100)
    slanted = shapely.LineString([(3, 7), (913, 641), (500, 40)])
    border = shapely.LineString([(100, 0), (100, 1000)])
    backwards = shapely.LineString([(900, 900), (100, 100)])
    for line in (slanted, border, backwards):
        assert street_metres(np.array([line]), grid).sum() == pytest.approx(line.length)


def test_against_cutting_every_cell_with_shapely() -> None:
    rng = np.random.default_rng(1)
    grid = square_grid(shapely.Point(500, 500).buffer(450), 60)
    lines = np.array([shapely.LineString(rng.uniform(-100, 1100, (5, 2))) for _ in range(40)])
    cut = shapely.length(shapely.intersection(grid.boxes()[:, None], lines[None, :])).sum(axis=1)
    np.testing.assert_allclose(street_metres(lines, grid), cut, atol=1e-6)


def test_no_lines_are_no_metres() -> None:
    grid = square_grid(shapely.box(0, 0, 200, 100), 100)
    assert street_metres(np.array([], dtype=object), grid).tolist() == [0, 0]
    assert street_metres(np.array([shapely.LineString([(5, 5), (5, 5)])]), grid).tolist() == [0, 0]
