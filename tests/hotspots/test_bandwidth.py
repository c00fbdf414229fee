from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.special import logsumexp
from scipy.stats import gaussian_kde

from locatierisico.hotspots.density.bandwidth import Places, log_likelihood, radius_by, scott, silverman
from locatierisico.safeguards.messages import CancelledError, RefusedError
from locatierisico.safeguards.watch import Watch

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from locatierisico.safeguards.messages import Message


def _clusters(n: int, seed: int = 5) -> NDArray[np.float64]:
    rng = np.random.default_rng(seed)
    centres = rng.uniform(0, 5_000, (8, 2))
    return centres[rng.integers(0, 8, n)] + rng.normal(0, 120, (n, 2))


def _codes(messages: list[Message]) -> list[str]:
    return [message.code for message in messages]


def test_rules_of_thumb_worked_by_hand() -> None:
    # Along x 0, 10, 20, 30, 40 (variance 250), along y nothing: mean variance 125, n^(-1/6) = .76472.
    points = np.column_stack([10.0 * np.arange(5), np.full(5, 7.0)])
    ones = np.ones(5)
    assert scott(points, ones) == pytest.approx(np.sqrt(125) * 0.76472, abs=1e-4)
    # Distances to (20, 7) are 0, 10, 10, 20, 20: the median of 10 is a robust deviation of 10 / 1.17741 = 8.4932.
    assert silverman(points, ones) == pytest.approx(8.4932 * 0.76472, abs=1e-3)


@pytest.mark.parametrize("weighted", [False, True])
def test_both_factors_are_those_of_scipy(*, weighted: bool) -> None:
    rng = np.random.default_rng(2)
    points = rng.normal(0, 100, (400, 2))
    weights = rng.uniform(0.2, 3, 400) if weighted else np.ones(400)
    other = gaussian_kde(points.T, weights=weights)
    assert other.silverman_factor() == pytest.approx(other.scotts_factor())  # in the plane
    spread = np.sqrt(np.trace(np.atleast_2d(other.covariance)) / 2)
    assert scott(points, weights) == pytest.approx(spread)
    # On a normal cloud the robust deviation is about the deviation, and the smaller of both counts.
    assert 0.9 * spread < silverman(points, weights) <= spread + 1e-9


def test_a_faraway_incident_widens_scott_and_not_silverman() -> None:
    points = np.random.default_rng(4).normal(0, 100, (200, 2))
    far = np.vstack([points, [[20_000, 0]]])
    ones = np.ones(201)
    assert scott(far, ones) > 5 * scott(points, ones[:200])
    assert silverman(far, ones) < 1.3 * silverman(points, ones[:200])


def test_a_weight_of_two_is_two_points_on_one_spot() -> None:
    points = np.random.default_rng(6).uniform(0, 100, (30, 2))
    doubled, ones = np.vstack([points, points]), np.ones(60)
    places = Places.of(doubled, ones)
    assert len(places.points) == 30
    assert (places.weights == 2).all()


def _brute(points: NDArray[np.float64], weights: NDArray[np.float64], sigma: float) -> float:
    total = 0.0
    for i in range(len(points)):
        others = np.arange(len(points)) != i
        square = ((points[others] - points[i]) ** 2).sum(axis=1) / sigma**2
        height = logsumexp(-square / 2, b=weights[others] / weights[others].sum())
        total += weights[i] * (height - np.log(2 * np.pi * sigma**2))
    return total


@pytest.mark.parametrize("sigma", [30.0, 90.0, 400.0])
def test_left_out_likelihood_against_one_by_one(sigma: float) -> None:
    points = _clusters(150)
    weights = np.random.default_rng(1).uniform(0.5, 2, 150)
    places = Places.of(points, weights)
    found = log_likelihood(places, np.arange(150), sigma, Watch())
    exact = _brute(places.points, places.weights, sigma)
    assert found == pytest.approx(exact, abs=0.005 * 150)


def test_the_radius_chosen_is_the_best_one_by_one() -> None:
    points = _clusters(150)
    ones = np.ones(150)
    radius, messages = radius_by("cross_validation", points, ones)
    assert _codes(messages) == ["density_by_cross_validation"]
    sigma = radius / np.sqrt(8)
    likelihood = {factor: _brute(points, ones, sigma * factor) for factor in (1 / 1.2**2, 1 / 1.2, 1, 1.2, 1.2**2)}
    assert max(likelihood, key=likelihood.__getitem__) == 1
    assert messages[0].values["sigma"] == round(sigma, 1)


def test_a_place_with_nothing_near_is_told_by_its_nearest() -> None:
    points = np.vstack([np.random.default_rng(1).normal(0, 20, (40, 2)), [[3_000.0, 0]]])
    places = Places.of(points, np.ones(41))
    found = log_likelihood(places, np.arange(41), 25.0, Watch())
    assert np.isfinite(found)
    assert found == pytest.approx(_brute(places.points, places.weights, 25.0), rel=1e-3)


def test_incidents_written_on_one_address_do_not_foretell_each_other() -> None:
    points = _clusters(150)
    once, _ = radius_by("cross_validation", points, np.ones(150))
    doubled, _ = radius_by("cross_validation", np.vstack([points, points]), np.ones(300))
    assert doubled == pytest.approx(once, rel=0.2)


def test_many_places_are_left_out_by_a_draw_that_is_told_and_repeatable() -> None:
    points = _clusters(6_000)
    (first, messages), (second, _) = (radius_by("cross_validation", points, np.ones(6_000)) for _ in (1, 2))
    assert first == second
    assert messages[1].code == "density_left_out"
    assert messages[1].values == {"n": 2_000, "total": 6_000, "seed": 1}
    # The clusters are normal with sigma 120: the best kernel is well under that, and far under Scott's.
    assert 20 < first / np.sqrt(8) < 120


def test_radii_of_kernels_have_one_spread() -> None:
    points = _clusters(100)
    found = {kernel: radius_by("scott", points, np.ones(100), kernel=kernel)[0] for kernel in ("quartic", "uniform")}
    assert found["quartic"] / np.sqrt(8) == pytest.approx(found["uniform"] / 2)


@pytest.mark.parametrize("rule", ["silverman", "scott", "cross_validation"])
@pytest.mark.parametrize("n", [1, 20])
def test_one_spot_gives_no_radius(rule: str, n: int) -> None:
    with pytest.raises(RefusedError, match=r"lies? on one spot"):
        radius_by(rule, np.full((n, 2), 100.0), np.ones(n))


@pytest.mark.parametrize("rule", ["silverman", "scott", "cross_validation"])
@pytest.mark.parametrize("n", [2, 3])
def test_a_few_points_give_a_radius(rule: str, n: int) -> None:
    radius, _ = radius_by(rule, np.array([(0.0, 0), (100, 0), (0, 50)])[:n], np.ones(n))
    assert 0 < radius < 1_000


def test_half_of_the_points_on_the_centre_leave_silverman_a_deviation() -> None:
    points = np.vstack([np.zeros((20, 2)), [[100.0, 0], [-100, 0], [0, 100], [0, -100]]])
    assert silverman(points, np.ones(24)) == pytest.approx(scott(points, np.ones(24)))


def test_cancel_ends_it() -> None:
    with pytest.raises(CancelledError):
        radius_by("cross_validation", _clusters(50), np.ones(50), watch=Watch(cancelled=lambda: True))
