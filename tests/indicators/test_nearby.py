from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree
from scipy.spatial.distance import cdist

from locatierisico.indicators.nearby import pairs_within


def test_every_pair_once_in_portions() -> None:
    made = np.random.default_rng(2)
    points, others = made.uniform(0, 100, (60, 2)), made.uniform(0, 100, (80, 2))
    others[0] = points[0]
    expected = cdist(points, others)
    for at_once in (1, 50, 10_000):
        found = np.full(expected.shape, np.nan)
        portions = 0
        for one, other, distance in pairs_within(points, cKDTree(others), 20, at_once=at_once):
            assert np.isnan(found[one, other]).all()
            found[one, other] = distance
            portions += 1
        assert np.array_equal(~np.isnan(found), expected <= 20)
        assert np.allclose(found[expected <= 20], expected[expected <= 20])
        assert (portions == 1) == (at_once == 10_000)


def test_nothing_near() -> None:
    assert list(pairs_within(np.empty((0, 2)), cKDTree(np.zeros((1, 2))), 10)) == []
    found = list(pairs_within(np.full((3, 2), 500.0), cKDTree(np.zeros((1, 2))), 10))
    assert sum(len(one) for one, _, _ in found) == 0
