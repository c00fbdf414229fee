from __future__ import annotations

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import cdist

from locatierisico.indicators.clusters import built_clusters, chained, dbscan

METRES = st.tuples(st.integers(0, 60), st.integers(0, 60))


def reach_all(near: np.ndarray) -> np.ndarray:
    """Who can be reached from whom: the transitive closure of a symmetric relation, by repeated squaring."""
    reached = near | np.eye(len(near), dtype=bool)
    for _ in range(len(near).bit_length()):
        reached = (reached.astype(int) @ reached.astype(int)) > 0
    return reached


def together(label: np.ndarray) -> np.ndarray:
    return label[:, None] == label[None, :]


def test_dbscan_by_hand() -> None:
    # Reach 2, three make a core. 0 (x=0) sees 0, 1; 1 (x=2) sees 0, 1, 2: core; 2 (x=4) sees 1, 2: border; 3 far away.
    points = np.array([[0.0, 0], [2, 0], [4, 0], [100, 0]])
    assert dbscan(points, 2, 3).tolist() == [0, 0, 0, -1]
    assert dbscan(points, 2, 4).tolist() == [-1, -1, -1, -1]
    assert dbscan(np.empty((0, 2)), 2, 3).tolist() == []


def test_points_at_one_place_count_each() -> None:
    tower = np.zeros((8, 2))
    assert dbscan(tower, 120, 8).tolist() == [0] * 8
    assert dbscan(tower[:7], 120, 8).tolist() == [-1] * 7


@settings(max_examples=60, deadline=None)
@given(st.lists(METRES, min_size=1, max_size=30), st.integers(2, 6))
def test_dbscan_agrees_with_its_definition(coordinates: list[tuple[int, int]], minimum: int) -> None:
    points = np.array(coordinates, dtype=float)
    apart = cdist(points, points)
    near = apart <= 10
    core = near.sum(axis=1) >= minimum
    label = dbscan(points, 10, minimum)
    cores = np.flatnonzero(core)
    same = reach_all(near[np.ix_(cores, cores)])
    assert (together(label[cores]) == same).all()
    assert ((label >= 0) == near[:, cores].any(axis=1)).all()
    for border in np.flatnonzero(~core & (label >= 0)):
        assert label[border] in label[cores][apart[border, cores] == apart[border, cores].min()]


def squares(corners: list[tuple[int, int]], side: float = 3) -> np.ndarray:
    return np.array([shapely.box(x * 5, y * 5, x * 5 + side, y * 5 + side) for x, y in corners], dtype=object)


@settings(max_examples=40, deadline=None)
@given(st.lists(METRES, min_size=1, max_size=30), st.sampled_from([2.0, 15.0, 50.0]))
def test_chains_are_the_closure_of_near(corners: list[tuple[int, int]], distance: float) -> None:
    outlines = squares(corners)
    near = shapely.distance(outlines[:, None], outlines[None, :]) <= distance
    assert (together(chained(outlines, distance)) == reach_all(near)).all()


@settings(max_examples=40, deadline=None)
@given(st.lists(METRES, min_size=1, max_size=40), st.integers(1, 12), st.randoms(use_true_random=False))
def test_few_addresses_are_counted_exactly(corners: list[tuple[int, int]], enough: int, random: object) -> None:
    outlines = squares(corners)
    addresses = np.array([random.randint(0, 3) for _ in corners])
    near = shapely.distance(outlines[:, None], outlines[None, :]) <= 50
    exact = reach_all(near).astype(int) @ addresses
    counted = built_clusters(outlines, addresses, distance=50, enough=enough)
    assert ((counted >= enough) == (exact >= enough)).all()
    assert (counted[exact < enough] == exact[exact < enough]).all()
