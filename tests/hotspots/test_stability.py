from __future__ import annotations

import re

import numpy as np
import shapely

from locatierisico.hotspots.places.place_exposure import Objects
from locatierisico.hotspots.places.stability import SHIFTS, SIZES, agreement, other_grids, told_agreement
from locatierisico.hotspots.places.stability_chart import draw_stability

GROUND = shapely.box(0, 0, 3_000, 3_000)
RNG = np.random.default_rng(4)
ADDRESSES = RNG.uniform(0, 3_000, (4_000, 2))
EVENTS = np.vstack([RNG.uniform(0, 3_000, (150, 2)), np.array([1_500, 1_500]) + RNG.normal(0, 60, (60, 2))])
ONE = np.ones(len(EVENTS))
EXPOSED = Objects(shapely.points(ADDRESSES))


def test_what_stands_out_everywhere_is_called_by_every_grid() -> None:
    grids = other_grids(EVENTS, ONE, EXPOSED, GROUND, size=125)
    assert len(grids) == len(SIZES) * len(SHIFTS)
    share = agreement(grids, np.array([[1_500.0, 1_500.0], [200.0, 2_800.0]]))
    assert share.tolist() == [1, 0]


def test_a_grid_moved_by_whole_cells_is_the_same_grid() -> None:
    here, moved = other_grids(EVENTS, ONE, EXPOSED, GROUND, size=100, sizes=(1,), shifts=((0, 0), (1, 3)))
    assert sorted(map(tuple, here.corners())) == sorted(map(tuple, moved.corners()))


def test_corners_of_a_moved_grid_stand_where_its_cells_are() -> None:
    (moved,) = other_grids(EVENTS, ONE, None, GROUND, size=100, sizes=(1,), shifts=((0.5, 0),))
    middles = moved.corners() + 50
    assert len(middles)
    assert moved.calls(middles).all()
    assert not moved.calls(np.array([[-500.0, 0.0]])).any()


def test_the_picture_draws_every_hot_cell_once() -> None:
    grids = other_grids(EVENTS, ONE, EXPOSED, GROUND, size=125)
    drawn = draw_stability(grids, GROUND, len(SHIFTS), "nl")
    assert len(re.findall("<rect ", drawn)) == 1 + sum(int(one.hot.sum()) for one in grids)  # and the paper
    assert "cellen van 93,75 m" in drawn


def test_how_many_other_grids_agree_is_told() -> None:
    told = told_agreement(np.array([1.0, 0.25, 0.5, 1.0]), 12)
    assert told.values == {"n": 4, "grids": 12, "all": 2, "few": 1}
