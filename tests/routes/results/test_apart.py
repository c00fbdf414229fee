"""Markers that hide one another part, and no farther than they must."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locatierisico.sheets.apart import crowds, moved_apart

BOX = (0.0, 0.0, 270.0, 160.0)


def _nearest(points: np.ndarray) -> float:
    distance = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    return float((distance + np.diag(np.full(len(points), np.inf))).min())


def test_two_at_one_place_stand_side_by_side() -> None:
    moved = moved_apart(np.array([[100.0, 80.0], [100.0, 80.0]]), 6.0, BOX)
    assert _nearest(moved) == pytest.approx(6.0, abs=0.1)
    assert moved.mean(axis=0) == pytest.approx([100, 80], abs=0.1)


def test_what_lies_free_stays_where_it_is() -> None:
    places = np.array([[50.0, 50.0], [57.0, 50.0], [200.0, 100.0], [200.5, 100.0]])
    moved = moved_apart(places, 6.0, BOX)
    assert np.array_equal(moved[:2], places[:2])
    assert np.hypot(*(moved[2:] - places[2:]).T).max() < 3.2


@pytest.mark.parametrize(("n", "spread"), [(60, 0.0), (60, 5.0), (60, 60.0), (200, 50.0)])
def test_a_crowd_can_be_read(n: int, spread: float) -> None:
    places = np.random.default_rng(1).normal([135, 80], spread, (n, 2))
    moved = moved_apart(places, 6.0, BOX)
    assert _nearest(moved) > 5.4, "markers are 5.2 across"
    assert (moved >= BOX[:2]).all()
    assert (moved <= BOX[2:]).all()


def test_a_crowd_in_a_corner_stays_on_the_map() -> None:
    moved = moved_apart(np.zeros((20, 2)), 6.0, BOX)
    assert _nearest(moved) > 5.4
    assert moved.min() >= 0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 270), st.integers(0, 160)), max_size=40))
def test_the_same_places_always_move_alike(places: list[tuple[int, int]]) -> None:
    held = np.array(places, dtype=float).reshape(-1, 2)
    moved = moved_apart(held, 6.0, BOX)
    assert np.array_equal(moved, moved_apart(held, 6.0, BOX))
    assert moved.shape == held.shape
    assert len(held) < 2 or _nearest(moved) > 5.4


def test_crowds_are_what_lies_too_close_with_what_is_around() -> None:
    places = np.array([[0.0, 0.0], [3.0, 0.0], [13.0, 0.0], [60.0, 0.0], [60.0, 0.0], [90.0, 0.0], [100.0, 0.0]])
    found = crowds(places, 6.0, 12.0)
    assert [one.tolist() for one in found] == [[0, 1, 2]], "no map tells apart what lies at one place"
    assert crowds(np.empty((0, 2)), 6.0, 12.0) == []


def test_nothing_is_nothing() -> None:
    assert moved_apart(np.empty((0, 2)), 6.0, BOX).shape == (0, 2)
