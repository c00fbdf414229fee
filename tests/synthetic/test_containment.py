"""Which shape holds a point, beside the answer shapely gives pair by pair."""

from __future__ import annotations

import numpy as np
import shapely

from locatierisico.synthetic.containment import held_by
from locatierisico.synthetic.names import place_names


def test_a_point_is_held_by_the_first_shape_around_it() -> None:
    shapes = np.array([shapely.box(0, 0, 4, 4), shapely.box(2, 2, 6, 6), shapely.Point(20, 0).buffer(1)], dtype=object)
    # inside the first, inside both, inside the second, on a border, in none
    xy = np.array([[1, 1], [3, 3], [5, 5], [0, 2], [9, 9]], dtype="float64")
    assert held_by(xy, shapes).tolist() == [0, 0, 1, -1, -1]


def test_it_equals_asking_every_pair() -> None:
    rng = np.random.default_rng(1)
    shapes = shapely.buffer(shapely.points(rng.uniform(0, 100, (30, 2))), rng.uniform(2, 20, 30))
    xy = rng.uniform(-10, 110, (500, 2))
    inside = shapely.contains_xy(shapes[None, :], xy[:, :1], xy[:, 1:])
    expected = np.where(inside.any(axis=1), inside.argmax(axis=1), -1)
    assert held_by(xy, shapes).tolist() == expected.tolist()


def test_a_big_town_has_names_enough() -> None:
    # 1,000,000 addresses have 111 estates
    assert len(set(place_names(111))) == 111
