from __future__ import annotations

import numpy as np
import pytest
import shapely

from locatierisico.hotspots.places.overlay import incident_cells
from locatierisico.safeguards.messages import CancelledError, RefusedError, say
from locatierisico.safeguards.watch import Watch

TOWN = shapely.box(0, 0, 5_000, 5_000)


def codes(messages: list) -> set[str]:
    for message in messages:
        assert say(message, "en")
        assert say(message, "nl")
    return {message.code for message in messages}


def spread(rng: np.random.Generator, n: int, **where: float) -> np.ndarray:
    return rng.uniform(where.get("low", 0), where.get("high", 5_000), (n, 2))


def test_a_planted_cluster_is_found_and_nothing_far_from_it() -> None:
    rng = np.random.default_rng(1)
    cluster = rng.uniform(1_000, 1_125, (25, 2))
    points = np.concatenate([spread(rng, 400), cluster])
    cells, messages = incident_cells(points, spread(rng, 4_000), TOWN)
    assert list(cells.columns) == [
        *("count", "expected", "window_count", "window_expected"),
        *("p", "p_adjusted", "hot_class", "gi_z", "geometry"),
    ]
    assert len(cells) == 1_600
    assert cells.crs.to_epsg() == 28992
    assert cells["count"].sum() == 425
    assert cells["expected"].sum() == pytest.approx(425)
    hot = cells[cells["hot_class"] == 3]
    assert 1 <= len(hot) <= 9
    assert (hot.distance(shapely.Point(1_062, 1_062)) < 190).all()
    assert codes(messages) == {"hotspots_called", "hotspots_unexposed"}
    assert messages[-1].values["n"] == (cells["p_adjusted"] <= 0.05).sum()


def test_where_more_addresses_are_more_incidents_are_expected() -> None:
    rng = np.random.default_rng(2)
    flats = rng.uniform(1_000, 1_125, (1_000, 2))
    addresses = np.concatenate([spread(rng, 1_000), flats])
    incidents = addresses[rng.choice(2_000, 300)]
    cells, _ = incident_cells(incidents, addresses, TOWN)
    assert (cells["hot_class"] == 0).all()
    by_area, told = incident_cells(incidents, None, TOWN)
    assert (by_area["hot_class"] == 3).any()
    assert "hotspots_exposure_area" in codes(told)
    assert cells["gi_z"].max() > 3  # concentration, not risk


def test_the_classes_follow_the_adjusted_p() -> None:
    rng = np.random.default_rng(3)
    points = np.concatenate(
        [spread(rng, 3_000), *(rng.uniform(c, c + 125, (c // 100, 2)) for c in range(500, 4_600, 500))]
    )
    cells, _ = incident_cells(points, None, TOWN)
    adjusted = cells["p_adjusted"].to_numpy()
    assert (
        cells["hot_class"].tolist()
        == np.select([adjusted <= 0.01, adjusted <= 0.05, adjusted <= 0.1], [3, 2, 1]).tolist()
    )
    assert set(cells["hot_class"]) == {0, 1, 2, 3}


def test_cells_without_addresses_are_not_tested() -> None:
    addresses = np.array([[60.0, 60.0], [1_060.0, 60.0]])
    points = np.array([[60.0, 60.0], [4_000.0, 4_000.0]])
    cells, messages = incident_cells(points, addresses, TOWN)
    assert cells["p"].notna().sum() == 2
    assert cells["p_adjusted"].notna().sum() == 2
    assert "hotspots_unexposed" in codes(messages)


@pytest.mark.parametrize("method", ["exposure", "gistar"])
@pytest.mark.parametrize(
    ("points", "code"),
    [
        (np.zeros((0, 2)), "hotspots_no_points"),
        (np.array([[9e5, 9e5]]), "hotspots_no_points"),
        (np.array([[np.nan, 3.0]]), "hotspots_points_without_place"),
        (np.array([[60.0, 60.0], [9e5, 9e5]]), "hotspots_points_outside"),
    ],
)
def test_few_points_or_none(points: np.ndarray, code: str, method: str) -> None:
    cells, messages = incident_cells(points, None, TOWN, method=method)
    assert code in codes(messages)
    assert (cells["hot_class"] == 0).all() or method == "gistar"
    assert len(cells) == 1_600


def test_addresses_elsewhere_give_way_to_area() -> None:
    cells, messages = incident_cells(np.array([[60.0, 60.0]]), np.array([[9e5, 9e5]]), TOWN)
    assert "hotspots_exposure_missing" in codes(messages)
    assert cells["p"].notna().all()


def test_weights_count_incidents() -> None:
    once, _ = incident_cells(np.repeat([[60.0, 60.0], [3_000, 3_000]], [3, 2], axis=0), None, TOWN)
    points, weights = np.array([[60.0, 60.0], [3_000, 3_000], [70, 70]]), np.array([3, 2, np.nan])
    weighed, messages = incident_cells(points, None, TOWN, weights=weights)
    assert once.equals(weighed)
    assert codes(messages) >= {"hotspots_weight_several", "hotspots_points_without_weight"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"method": "moran"}, "hotspots_method_unknown"),
        ({"weights": np.array([0.5])}, "hotspots_weight_not_whole"),
        ({"weights": np.array([-1.0])}, "hotspots_weight_negative"),
        ({"size": 1e6}, "hotspots_no_cells"),
        ({"band": 10}, "hotspots_band_too_small"),
    ],
)
def test_what_cannot_be_done_is_refused(change: dict[str, object], code: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        incident_cells(
            np.array([[60.0, 60.0]]), None, shapely.box(0, 0, 4e5, 4e5) if "size" in change else TOWN, **change
        )
    assert refusal.value.message.code == code
    assert str(refusal.value)


def test_gistar_takes_fractions_and_says_what_it_is() -> None:
    rng = np.random.default_rng(5)
    cells, messages = incident_cells(spread(rng, 50), None, TOWN, method="gistar", weights=rng.uniform(0, 1, 50))
    assert "hotspots_called_gistar" in codes(messages)
    assert cells.loc[cells["gi_z"].idxmax(), "p"] == cells["p"].min()


def test_row_order_and_shift_change_nothing() -> None:
    rng = np.random.default_rng(6)
    points, addresses = spread(rng, 200), spread(rng, 900)
    cells, _ = incident_cells(points, addresses, TOWN)
    again, _ = incident_cells(points[::-1], addresses[rng.permutation(900)], TOWN)
    assert cells.equals(again)
    moved, _ = incident_cells(points + 1_250, addresses + 1_250, shapely.box(1_250, 1_250, 6_250, 6_250))
    assert moved.drop(columns="geometry").equals(cells.drop(columns="geometry"))


def test_cancel_ends_it() -> None:
    with pytest.raises(CancelledError):
        incident_cells(np.zeros((1, 2)), None, TOWN, watch=Watch(cancelled=lambda: True))


def any_hot(seed: int, *, by_address: bool) -> bool:
    """Draw a map on which nothing is planted, and tell whether any cell is called at 5 %."""
    rng = np.random.default_rng(seed)
    villages = np.concatenate([rng.normal(rng.uniform(500, 4_500, 2), s, (600, 2)) for s in (100, 300, 900)])
    if by_address:
        cells, _ = incident_cells(villages[rng.integers(0, len(villages), 400)], villages, TOWN)
    else:
        cells, _ = incident_cells(spread(rng, 400), None, TOWN)
    return bool((cells["hot_class"] >= 2).any())


@pytest.mark.parametrize("by_address", [True, False])
def test_maps_made_by_chance_stay_cold(*, by_address: bool) -> None:
    """With a share of 5 %, 11 or more of 100 maps come up about once in 87 times."""
    assert sum(any_hot(seed, by_address=by_address) for seed in range(100)) <= 10
