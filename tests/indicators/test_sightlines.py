from __future__ import annotations

import numpy as np
import pytest
import shapely

from locatierisico.indicators.sightlines import outline_points, sees


def test_points_lie_evenly_on_the_outer_rings_and_look_out() -> None:
    hollow = shapely.box(0, 0, 20, 10).difference(shapely.box(5, 4, 15, 6))
    two = shapely.MultiPolygon([shapely.box(40, 0, 44, 4).reverse(), shapely.box(50, 0, 51, 1)])
    outline = outline_points(np.array([hollow, two], dtype=object), 2)
    # 60 m of outer ring is 30 points; 16 m is 8 and 4 m is 2. The hole has none.
    assert np.bincount(outline.owner).tolist() == [30, 10]
    outlines = np.array([hollow, two], dtype=object)[outline.owner]
    rings = shapely.distance(shapely.boundary(outlines), shapely.points(outline.points))
    assert rings == pytest.approx(np.zeros(40), abs=1e-9)
    assert np.hypot(*outline.outward.T) == pytest.approx(np.ones(40))
    assert (shapely.distance(outlines, shapely.points(outline.points + 0.1 * outline.outward)) > 0).all()


def test_sight_ends_at_reach_and_at_walls() -> None:
    house, wall = shapely.box(0, 0, 10, 10), shapely.box(4, -3, 6, -2)
    road = np.array([shapely.box(-50, -20, 60, -15)], dtype=object)
    outline = outline_points(np.array([house], dtype=object), 2)
    front = outline.points[:, 1] == 0
    free = sees(outline, road, shapely.STRtree([house]), 25)
    assert free[front].all()
    assert not free[outline.points[:, 1] == 10].any()
    hidden = sees(outline, road, shapely.STRtree([house, wall]), 25)
    assert outline.points[front & ~hidden, 0].tolist() == [5]
    assert not sees(outline, road, shapely.STRtree([house]), 14).any()
    assert not sees(outline, road[:0], shapely.STRtree([house]), 25).any()
