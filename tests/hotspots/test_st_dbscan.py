from __future__ import annotations

import numpy as np
import pytest

from locatierisico.hotspots.clusters import st_dbscan as module
from locatierisico.hotspots.clusters.st_dbscan import Clustering, st_dbscan
from locatierisico.hotspots.near_repeats.moments import Moments
from locatierisico.safeguards.watch import Watch

DAY = 86_400


def _exact(days: list[float] | np.ndarray) -> Moments:
    return Moments(np.round(np.asarray(days) * DAY).astype(np.int64), None, None, DAY)


def _cluster(points: np.ndarray, moments: Moments, reach: float, days: float, minimum: int) -> Clustering:
    return st_dbscan(points, moments, reach=reach, days=days, minimum=minimum, watch=Watch())


def _by_hand(points: np.ndarray, days: np.ndarray, reach: float, most: float, minimum: int) -> Clustering:
    """DBSCAN as the article has it, one point after another; a border goes to its nearest core."""
    apart = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    near = (apart <= reach) & (np.abs(days[:, None] - days[None]) <= most)
    core = near.sum(axis=1) >= minimum
    label = np.full(len(points), -1)
    for start in range(len(points)):
        if not core[start] or label[start] >= 0:
            continue
        number, todo = label.max() + 1, [start]
        while todo:
            one = todo.pop()
            if label[one] < 0:
                label[one] = number
                todo += list(np.flatnonzero(near[one] & core & (label < 0)))
    for one in np.flatnonzero(~core):
        around = np.flatnonzero(near[one] & core)
        if len(around):
            label[one] = label[around[apart[one, around].argmin()]]
    return Clustering(label, core)


def _same_parts(one: np.ndarray, other: np.ndarray) -> bool:
    pairs = set(zip(one.tolist(), other.tolist(), strict=True))
    return len(pairs) == len(set(one.tolist())) == len(set(other.tolist()))


def test_the_worked_example_gives_its_labels() -> None:
    days = [0, 0, 1, 3, 3.2, 3, 3, 3.5, 50]
    points = np.array(
        [(0, 0), (1, 1), (0, 1), (0.5, 0.5), (0.7, 0.4), (10, 10), (10.5, 10), (10, 10.4), (0, 0)], dtype=float
    )
    found = _cluster(points, _exact(days), 1.5, 2, 3)
    assert found.label.tolist() == [0, 0, 0, 0, 0, 1, 1, 1, -1]
    spread = Moments(np.array(days) * DAY, np.zeros(9), None, DAY)
    assert _cluster(points, spread, 1.5, 2, 3).label.tolist() == found.label.tolist()


@pytest.mark.parametrize("days", [0.0, 3.0, np.inf])
@pytest.mark.parametrize("seed", range(4))
def test_clusters_are_those_of_the_article(days: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    points = np.concatenate([rng.normal(rng.uniform(0, 2_000, 2), 60, (40, 2)) for _ in range(8)])
    points = np.concatenate([points, rng.uniform(0, 2_000, (150, 2))]) + 130_000
    when = rng.integers(0, 30, len(points)).astype(float)
    found, wanted = _cluster(points, _exact(when), 80, days, 4), _by_hand(points, when, 80, days, 4)
    assert (found.core == wanted.core).all()
    assert _same_parts(found.label, wanted.label)
    large, sizes = found.of_at_least(9), found.sizes
    assert sorted(large.sizes) == sorted(sizes[sizes >= 9])
    assert ((large.label >= 0) == np.isin(found.label, np.flatnonzero(sizes >= 9))).all()
    assert not large.core[large.label < 0].any()


def test_the_limits_count_and_a_millimetre_more_does_not() -> None:
    points = np.array([[0, 0], [100.0, 0], [200.0, 0]])
    assert _cluster(points, _exact([0, 2, 4]), 100, 2, 3).label.tolist() == [0, 0, 0]
    assert _cluster(points, _exact([0, 2, 4]), 99.999, 2, 3).label.tolist() == [-1] * 3
    assert _cluster(points, _exact([0, 2.0001, 4]), 100, 2, 3).label.tolist() == [-1] * 3


def test_pairs_made_twice_give_the_same_as_pairs_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(9)
    points, when = rng.uniform(0, 1_500, (800, 2)), _exact(rng.uniform(0, 40, 800))
    kept = _cluster(points, when, 100, 5, 4)
    monkeypatch.setattr(module, "_KEPT", 100)
    monkeypatch.setattr("locatierisico.hotspots.near_repeats.near_pairs._AT_ONCE", 200)
    again = _cluster(points, when, 100, 5, 4)
    assert kept.label.max() > 3
    assert (again.label == kept.label).all()


def test_a_window_makes_a_neighbour_for_the_chance_that_it_is_near() -> None:
    """Three on one spot; the third in a window of 4 days around the others: half of it lies within a day."""
    points = np.zeros((3, 2))
    moments = Moments(np.array([0.0, 0, 0]), np.array([0.0, 0, 4 * DAY]), None, DAY)
    # 2 + ½ neighbours for the first two, 1 + ½ + ½ for the third.
    assert _cluster(points, moments, 10, 1, 3).label.tolist() == [-1] * 3
    assert _cluster(points, moments, 10, 1, 2).core.tolist() == [True, True, True]
    assert _cluster(points, moments, 10, 2, 3).core.tolist() == [True, True, True]


def test_everything_on_one_spot_is_one_cluster() -> None:
    found = _cluster(np.full((500, 2), 130_000.0), _exact(np.zeros(500)), 250, 14, 5)
    assert found.sizes.tolist() == [500]
