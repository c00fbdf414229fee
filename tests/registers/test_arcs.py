"""Arcs as segments: their points lie on the arc, no segment strays from it, and a shared arc is drawn alike."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from locatierisico.registers.arcs import GAP, linearised

RD = np.array([181_000.0, 457_000.0])


def _arc(radius: float, begin: float, sweep: float, part: float = 0.5) -> np.ndarray:
    """Give begin, a point on the way and end of an arc around a place in Otterlo."""
    angle = begin + sweep * np.array([0.0, part, 1.0])
    return RD + radius * np.column_stack([np.cos(angle), np.sin(angle)])


def _one(control: np.ndarray, *, whole: bool = False) -> np.ndarray:
    return linearised(np.asarray(control, dtype=float)[None], np.array([whole]))[0]


def test_half_a_circle_worked_by_hand() -> None:
    # r = 1: a chord of angle a lies 1 - cos(a / 2) from its arc, 1 cm at 0.283 rad; a quarter needs six of them.
    points = _one(np.array([[0, 0], [1, 1], [2, 0]]))
    assert len(points) == 13
    assert points[[0, 6, 12]].tolist() == [[0, 0], [1, 1], [2, 0]]
    assert points[1] == pytest.approx([1 - np.cos(np.pi / 12), np.sin(np.pi / 12)])
    assert (np.diff(points[:, 0]) > 0).all()  # over the top, not through the bottom


@pytest.mark.parametrize("radius", [0.004, 0.1, 1.0, 25.0, 668.0, 5000.0])
def test_a_circle_loses_no_more_surface_than_its_segments_may_stray(radius: float) -> None:
    control = _arc(radius, 0.3, 4.0)
    ring = shapely.Polygon(_one(control, whole=True))
    assert ring.exterior.is_ccw
    assert ring.is_valid
    lost = np.pi * radius**2 - ring.area
    # A ring as wide as the gap is the most that can be lost; a square in a circle of 4 mm loses a third.
    assert 0 < lost < 2 * np.pi * radius * GAP
    two_of_it = shapely.Polygon(_one(np.array([control[0], 2 * RD - control[0], control[0]])))
    assert two_of_it.area == pytest.approx(ring.area, rel=0.02)


@given(
    st.floats(0.01, 3_000),
    st.floats(-np.pi, np.pi),
    st.floats(0.01, 6.2),
    st.sampled_from([1, -1]),
    st.floats(0.05, 0.95),
)
def test_nothing_of_the_arc_lies_a_centimetre_off(
    radius: float,
    begin: float,
    sweep: float,
    sense: int,
    part: float,
) -> None:
    turn = sense * sweep
    control = _arc(radius, begin, turn, part)
    # Coordinates in millimetres fix a circle only where the arc is high enough above its chord.
    assume(radius * (1 - np.cos(sweep / 2)) > 0.001)
    points = _one(control)
    assert points[0].tolist() == control[0].tolist()
    assert points[-1].tolist() == control[2].tolist()
    assert (points == control[1]).all(axis=1).any()
    angle = begin + turn * np.linspace(0, 1, 500)
    true = RD + radius * np.column_stack([np.cos(angle), np.sin(angle)])
    assert shapely.distance(shapely.points(true), shapely.LineString(points)).max() <= GAP + 1e-6
    assert np.hypot(*(points - RD).T) == pytest.approx(radius, abs=1e-6)
    assert (_one(control[::-1]) == points[::-1]).all()


def test_points_on_a_line_are_joined_straight() -> None:
    for flat in (
        [[0, 0], [5, 0], [10, 0]],
        [[0, 0], [3, 3], [3, 3]],
        [[1, 1], [1, 1], [1, 1]],
        [[0, 0], [20, 0], [10, 0]],
    ):
        assert _one(np.array(flat)).tolist() == flat


def test_absurd_arcs_stay_bounded() -> None:
    # b lies beyond c, a hair off the line: the arc would go round a circle of some 10,000 km.
    far = np.array([[0, 0], [200, 0.002], [100, 0]], dtype=float)
    assert len(_one(far)) <= 4001
    assert len(_one(np.array([[1e300, 0], [0, 1e300], [-1e300, 0]]))) <= 4001
    assert len(_one(np.full((3, 2), np.nan))) == 3


def test_arcs_are_drawn_one_after_another() -> None:
    several = np.stack([_arc(1, 0, 1), _arc(100, 1, -2), _arc(5, 2, 6)])
    points, of = linearised(several, np.zeros(3, dtype=bool))
    for k in range(3):
        assert (points[of == k] == _one(several[k])).all()
    nothing, none = linearised(np.empty((0, 3, 2)), np.empty(0, dtype=bool))
    assert nothing.shape == (0, 2)
    assert len(none) == 0
