from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, norm

from locatierisico.hotspots.exposure import excess
from locatierisico.hotspots.fdr import benjamini_hochberg
from locatierisico.hotspots.grid import square_grid
from locatierisico.hotspots.places.hexagons import hexagons
from locatierisico.hotspots.places.moran import local_moran
from locatierisico.hotspots.places.neighbourhood import Neighbourhood, Wanted, neighbourhood
from locatierisico.hotspots.places.overlay import Asked, incident_cells, stand_out
from locatierisico.hotspots.places.permutation import gi_star_permuted, local_moran_permuted
from locatierisico.hotspots.places.place_exposure import Exposed, area_of, points_in
from locatierisico.hotspots.places.spots import Spots
from locatierisico.hotspots.places.weights import row_standardised
from locatierisico.hotspots.places.zones import Zones
from locatierisico.safeguards.messages import RefusedError, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import pandas as pd

    from locatierisico.hotspots.places.places import Places
    from locatierisico.safeguards.messages import Message

TOWN = shapely.box(0, 0, 5_000, 5_000)
SQUARES, SIXES = square_grid(TOWN, 125), hexagons(TOWN, 125)
AREAS = Zones(square_grid(TOWN, 250).boxes())
ALL = pytest.mark.parametrize("places", [SQUARES, SIXES, AREAS], ids=["square", "hexagon", "polygons"])


def codes(messages: Iterable[Message]) -> list[str]:
    for message in messages:
        assert say(message, "en")
        assert say(message, "nl")
    return [message.code for message in messages]


def spread(rng: np.random.Generator, n: int) -> np.ndarray:
    return rng.uniform(0, 5_000, (n, 2))


def ones(points: np.ndarray) -> np.ndarray:
    return np.ones(len(points))


@ALL
def test_every_incident_is_counted_once(places: Places) -> None:
    points = spread(np.random.default_rng(1), 500) * 1.1
    frame, _ = stand_out(places, points, ones(points), area_of(places), Asked())
    inside = shapely.intersects_xy(shapely.union_all(places.boxes()), points)
    assert frame["count"].sum() == inside.sum()
    assert frame["expected"].sum() == pytest.approx(inside.sum())


@ALL
@pytest.mark.parametrize("method", ["exposure", "gistar", "localmoran"])
def test_a_planted_fivefold_excess_is_found_there_and_nowhere_else(places: Places, method: str) -> None:
    rng = np.random.default_rng(2)
    addresses = spread(rng, 8_000)
    risk = np.where((np.abs(addresses - 2_600) < 400).all(axis=1), 5.0, 1.0)
    points = addresses[rng.choice(len(addresses), 1_500, p=risk / risk.sum())] + rng.normal(0, 3, (1_500, 2))
    exposed, _ = points_in(places, addresses)
    frame, _ = stand_out(places, points, ones(points), exposed, Asked(method))
    planted = shapely.box(2_200, 2_200, 3_000, 3_000)
    away = frame.geometry.centroid.distance(planted).to_numpy()
    centre = frame.geometry.contains(shapely.Point(2_599, 2_599)).to_numpy()
    assert (frame.loc[centre, "hot_class"] == 3).all()
    # The local Moran's I asks that the place itself stands above the mean.
    assert (frame.loc[away == 0, "hot_class"] > 0).mean() > (0.6 if method == "localmoran" else 0.8)
    assert (frame.loc[away > 500, "hot_class"] > 0).mean() < 0.01


@pytest.mark.parametrize("asked", [Asked(), Asked("gistar"), Asked("localmoran"), Asked("gistar", "rate")])
def test_polygons_equal_to_the_squares_give_the_same_numbers(asked: Asked) -> None:
    rng = np.random.default_rng(3)
    points, addresses = spread(rng, 400), spread(rng, 3_000)
    zones = Zones(SQUARES.boxes())
    frames = [
        stand_out(places, points, ones(points), points_in(places, addresses)[0], asked)[0]
        for places in (SQUARES, zones)
    ]
    assert list(frames[0].columns) == list(frames[1].columns)
    for name in frames[0].columns.drop("geometry"):
        squares, polygons = (frame[name].to_numpy() for frame in frames)
        assert squares == pytest.approx(polygons, rel=1e-9, abs=1e-12, nan_ok=True), name


@ALL
@pytest.mark.parametrize("method", ["exposure", "gistar", "localmoran"])
def test_the_order_of_rows_changes_nothing(places: Places, method: str) -> None:
    rng = np.random.default_rng(4)
    points, weights = spread(rng, 300), rng.integers(1, 4, 300).astype(float)
    asked = Asked(method, permutations=99)
    frame, _ = stand_out(places, points, weights, area_of(places), asked)
    order = rng.permutation(300)
    again, _ = stand_out(places, points[order], weights[order], area_of(places), asked)
    assert frame.equals(again)


def test_the_old_overlay_is_the_new_one_without_its_new_columns() -> None:
    rng = np.random.default_rng(5)
    points, addresses = spread(rng, 400), spread(rng, 3_000)
    old, _ = incident_cells(points, addresses, TOWN, band=300)
    exposed, _ = points_in(SQUARES, addresses)
    new, _ = stand_out(SQUARES, points, ones(points), exposed, Asked(wanted=Wanted("band", 300)))
    assert new[old.columns].equals(old)


def test_parts_of_incidents_are_rounded_so_that_no_p_is_too_small() -> None:
    grid = square_grid(shapely.box(0, 0, 1_000, 100), 100)
    counts = np.array([2.7, 0, 0, 0, 0.4, 0, 0, 7.1, 0, 0])
    found = excess(counts, np.ones(10), grid)
    # The first window holds 2.7 of 10.2 and a fifth of the exposure: 2 or more of 11.
    assert found.p[0] == pytest.approx(binom.sf(1, 11, 0.2))
    assert found.expected[0] == pytest.approx(1.02)
    assert found.window_count[0] == pytest.approx(2.7)
    whole = excess(np.full(10, 0.1) * 10, np.ones(10), grid)
    assert whole.p[0] == pytest.approx(binom.sf(1, 10, 0.2))


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_rounding_parts_never_makes_a_p_smaller(seed: int) -> None:
    rng = np.random.default_rng(seed)
    grid = square_grid(shapely.box(0, 0, 1_000, 1_000), 100)
    parts = rng.uniform(0, 1, 100) * (rng.random(100) < 0.3)
    lower, upper = np.floor(grid.window_sums(parts) + 1e-6), np.ceil(parts.sum() - 1e-6)
    p = excess(parts, np.ones(100), grid).p
    share = grid.window_sums(np.ones(100)) / 100
    assert p == pytest.approx(binom.sf(lower - 1, upper, share), rel=1e-9)
    assert (p >= binom.sf(np.ceil(grid.window_sums(parts)) - 1, np.floor(parts.sum()), share) - 1e-12).all()


def test_points_with_values_give_the_published_gistar() -> None:
    points = np.array([[10.0, 10], [20, 10], [40, 10], [15, 20], [30, 20], [30, 30]])
    values = np.array([2, 3, 3.2, 5, 8, 7])
    frame, messages = stand_out(Spots.of(points), points, values, None, Asked("gistar", wanted=Wanted("band", 15)))
    z = dict(zip(frame.geometry.apply(lambda p: (p.x, p.y)), frame["z"], strict=True))
    known = (-1.397276, -0.289178, 0.650650, -0.289178, 1.234521, 2.024243)
    assert [z[tuple(point)] for point in points] == pytest.approx(known, abs=1e-6)
    assert "places_called_gistar" in codes(messages)
    assert "expected" not in frame


def test_gistar_on_a_grid_of_the_published_table(oracle: Callable[[str], pd.DataFrame]) -> None:
    table, answer = oracle("getisord"), oracle("getisord_gistar30_spdep")
    points = table[["x", "y"]].to_numpy(float)
    values = table["val"].to_numpy(float)
    z_known = answer.iloc[:, -1].to_numpy(float)
    frame, _ = stand_out(
        Spots.of(points), points, values, None, Asked("gistar", wanted=Wanted("band", 30), correction="none")
    )
    found = frame.set_index(frame.geometry.apply(lambda p: (p.x, p.y)))["z"]
    assert [found[tuple(point)] for point in points] == pytest.approx(z_known, abs=1e-5)


def test_the_local_moran_is_two_sided_and_only_high_among_high_is_hot() -> None:
    rng = np.random.default_rng(6)
    points = np.concatenate([spread(rng, 400), rng.uniform(1_000, 1_500, (400, 2)), np.full((60, 2), 4_030.0)])
    frame, messages = stand_out(AREAS, points, ones(points), area_of(AREAS), Asked("localmoran"))
    around, _ = neighbourhood(AREAS, frame["count"].to_numpy(), Wanted())
    moran = local_moran(frame["count"].to_numpy(), row_standardised(around.links))
    assert frame["z"].to_numpy() == pytest.approx(moran.z, nan_ok=True)
    assert (frame["quadrant"] == moran.quadrant).all()
    assert frame["p"].to_numpy() == pytest.approx(2 * norm.sf(np.abs(moran.z)), nan_ok=True)
    assert frame["p_adjusted"].to_numpy() == pytest.approx(benjamini_hochberg(frame["p"].to_numpy()), nan_ok=True)
    assert set(frame.loc[frame["hot_class"] > 0, "quadrant"]) == {1}
    pile = frame[frame.geometry.contains(shapely.Point(4_030, 4_030))].iloc[0]
    assert (pile["quadrant"], pile["hot_class"]) == (4, 0)
    message = next(m for m in messages if m.code == "places_called_localmoran")
    called = frame[frame["p_adjusted"] <= 0.05]
    assert message.values["high_high"] == (called["quadrant"] == 1).sum() > 0
    assert message.values["n"] == len(called)
    assert "not risk" in say(message, "en")


def test_cold_spots_are_those_of_the_values_turned_round() -> None:
    rng = np.random.default_rng(7)
    # Twenty everywhere but in one corner.
    points = np.repeat(AREAS.centres(), 20, axis=0) + rng.uniform(-100, 100, (400 * 20, 2))
    points = points[~(points < 1_000).all(axis=1)]
    frame, _ = stand_out(AREAS, points, ones(points), area_of(AREAS), Asked("gistar"))
    cold = frame[frame["cold_class"] > 0]
    assert len(cold) >= 9
    assert (cold.geometry.centroid.distance(shapely.box(0, 0, 1_000, 1_000)) < 400).all()
    assert not ((frame["cold_class"] > 0) & (frame["hot_class"] > 0)).any()


@pytest.mark.parametrize("method", ["gistar", "localmoran"])
def test_permutations_are_told_beside_and_change_nothing_else(method: str) -> None:
    points = spread(np.random.default_rng(8), 8_000)
    plain, _ = stand_out(AREAS, points, ones(points), area_of(AREAS), Asked(method))
    frame, messages = stand_out(AREAS, points, ones(points), area_of(AREAS), Asked(method, permutations=199, seed=5))
    assert frame.drop(columns="p_permuted").equals(plain)
    around, _ = neighbourhood(AREAS, frame["count"].to_numpy(), Wanted())
    made = {"gistar": gi_star_permuted, "localmoran": local_moran_permuted}[method]
    p = made(frame["count"].to_numpy(), row_standardised(around.links), permutations=199, seed=5)
    assert frame["p_permuted"].to_numpy() == pytest.approx(p, nan_ok=True)
    assert np.nanmin(p) == 1 / 200
    assert f"places_permuted_{method}" in codes(messages)


def test_exact_probabilities_need_no_permutations() -> None:
    points = spread(np.random.default_rng(8), 40)
    frame, messages = stand_out(AREAS, points, ones(points), area_of(AREAS), Asked(permutations=99))
    assert "p_permuted" not in frame
    assert "places_permutations_not_needed" in codes(messages)


@pytest.mark.parametrize(
    ("correction", "adjusted"),
    [("fdr", benjamini_hochberg), ("bonferroni", lambda p: np.minimum(p * 400, 1)), ("none", lambda p: p)],
)
def test_the_correction_asked_for_is_used(correction: str, adjusted: Callable[[np.ndarray], np.ndarray]) -> None:
    points = spread(np.random.default_rng(9), 900) ** 1.03
    frame, messages = stand_out(AREAS, points, ones(points), area_of(AREAS), Asked(correction=correction))
    assert frame["p_adjusted"].to_numpy() == pytest.approx(adjusted(frame["p"].to_numpy()))
    warned = [m for m in messages if m.code == "places_uncorrected"]
    assert [m.values["by_chance"] for m in warned] == ([20] if correction == "none" else [])
    codes(messages)


def test_rates_leave_out_places_without_exposure() -> None:
    rng = np.random.default_rng(10)
    addresses = rng.uniform(0, 2_500, (4_000, 2))
    points = np.concatenate([addresses[rng.integers(0, 4_000, 300)], [[4_000.0, 4_000.0]]])
    exposed, _ = points_in(AREAS, addresses)
    for value in ("rate", "smoothed"):
        frame, messages = stand_out(AREAS, points, ones(points), exposed, Asked("gistar", value))
        none = frame["exposure"] == 0
        assert frame.loc[none, ["z", "p", "rate"]].isna().all(axis=None)
        told = next(m for m in messages if m.code == "places_without_rate")
        assert (told.values["n"], told.values["incidents"]) == (none.sum(), 1)
        # The places that take part, by themselves, give the same.
        part = Zones(AREAS.polygons[~none.to_numpy()])
        alone, _ = stand_out(part, points, ones(points), points_in(part, addresses)[0], Asked("gistar", value))
        assert frame.loc[~none, "z"].to_numpy() == pytest.approx(alone["z"].to_numpy())
    assert frame["rate"].max() == pytest.approx((frame["count"] / frame["exposure"] * 1_000)[~none].max())
    assert frame["rate_smoothed"].max() < frame["rate"].max()


def test_one_address_does_not_make_a_hot_neighbourhood_unsaid() -> None:
    rng = np.random.default_rng(11)
    points = np.concatenate([spread(rng, 300), np.tile([[2_555.0, 2_555.0]], (30, 1))])
    frame, messages = stand_out(SQUARES, points, ones(points), area_of(SQUARES), Asked())
    hot = frame[frame["hot_class"] > 0]
    assert len(hot) == 9
    assert (hot["largest_share"] > 0.5).all()
    # The cell with the address, and the eight that are hot only through it.
    own = hot["count"] >= 30
    assert hot.loc[own, "one_address"].tolist() == [1]
    assert hot.loc[~own, "one_address"].tolist() == [2] * 8
    assert hot.loc[~own, "count"].max() <= 2
    told = next(m for m in messages if m.code == "places_one_address")
    assert (told.values["n"], told.values["hot"], told.values["beside"]) == (9, 9, 8)
    # Spread over the cell, the same number is no matter of one address.
    points[300:] += rng.uniform(-50, 50, (30, 2))
    spread_out, messages = stand_out(SQUARES, points, ones(points), area_of(SQUARES), Asked())
    assert (spread_out["hot_class"] > 0).sum() == 9
    assert (spread_out["one_address"] == 0).all()
    assert "places_one_address" not in codes(messages)


def test_a_place_that_is_hot_only_with_one_address_is_told_though_that_has_under_half() -> None:
    rng = np.random.default_rng(3)
    others = rng.uniform(2_501, 2_624, (5, 2))
    at_one = np.tile([[2_555.0, 2_555.0]], (4, 1))
    points = np.concatenate([spread(rng, 150), others, at_one])
    with_it, messages = stand_out(SQUARES, points, ones(points), area_of(SQUARES), Asked())
    without, _ = stand_out(SQUARES, points[:-4], ones(points[:-4]), area_of(SQUARES), Asked())
    own = SQUARES.cell_of(at_one[:1])[0]
    assert with_it["p_adjusted"][own] <= 0.05 < without["p_adjusted"][own]
    assert with_it["largest_share"][own] < 0.5
    assert with_it["one_address"][own] == 1
    told = next(m for m in messages if m.code == "places_one_address")
    assert told.values["n"] == (with_it["one_address"] > 0).sum()
    # What is hot with and without it is not told.
    many = np.concatenate([points, *(others + step for step in (-0.6, -0.3, 0.3, 0.6))])
    strong, _ = stand_out(SQUARES, many, ones(many), area_of(SQUARES), Asked())
    assert strong["p_adjusted"][own] <= 0.01
    assert strong["one_address"][own] == 0


def test_incidents_around_one_door_are_of_one_address_and_those_of_a_flat_are_not() -> None:
    rng = np.random.default_rng(11)
    door = np.array([[2_555.0, 2_555.0]])
    around = door + rng.uniform(-8, 8, (30, 2))
    points = np.concatenate([spread(rng, 300), around])
    street = np.column_stack([np.arange(20.0, 5_000, 60), np.full(83, 2_555.0)])
    addresses = np.concatenate([door, street[np.abs(street - door).max(axis=1) > 30]])
    one, _ = stand_out(SQUARES, points, ones(points), area_of(SQUARES), Asked(), addresses=addresses)
    flat = np.concatenate([np.repeat(door, 5, axis=0), addresses])
    many, _ = stand_out(SQUARES, points, ones(points), area_of(SQUARES), Asked(), addresses=flat)
    own = SQUARES.cell_of(door)[0]
    assert (one["one_address"][own], many["one_address"][own]) == (1, 0)
    assert one["largest_share"][own] > 0.9
    unknown, _ = stand_out(SQUARES, points, ones(points), area_of(SQUARES), Asked())
    assert unknown["one_address"][own] == 0


@pytest.mark.parametrize("door", [(2_562.5, 2_562.5), (2_500.0, 2_562.5), (2_500.0, 2_500.0)])
def test_a_door_on_the_border_of_cells_is_one_address_too(door: tuple[float, float]) -> None:
    rng = np.random.default_rng(1)
    points = np.concatenate([spread(rng, 300), np.array(door) + rng.uniform(-8, 8, (30, 2))])
    frame, _ = stand_out(SQUARES, points, ones(points), area_of(SQUARES), Asked(), addresses=np.array([door]))
    own = SQUARES.cell_of(np.array([door]))[0]
    assert frame["p_adjusted"][own] <= 0.01
    assert frame["one_address"][own] == 1
    assert frame["largest_share"][own] > 0.9


def test_what_is_told_of_calls_counts_the_places_that_were_tested() -> None:
    rng = np.random.default_rng(5)
    addresses = rng.uniform(0, 1_500, (900, 2))
    points = addresses[rng.integers(0, 900, 200)]
    exposed, _ = points_in(SQUARES, addresses)
    for correction, words in (("fdr", "adjusted p"), ("none", "p by itself")):
        frame, messages = stand_out(SQUARES, points, ones(points), exposed, Asked(correction=correction))
        told = next(m for m in messages if m.code == "hotspots_called")
        assert told.values["total"] == frame["p"].notna().sum() < len(frame)
        assert f"tested ({words} up to" in say(told)


def test_the_nearest_places_are_sought_among_those_that_have_a_rate() -> None:
    rng = np.random.default_rng(6)
    addresses = rng.uniform(0, 2_500, (400, 2))
    points = addresses[rng.integers(0, 400, 200)]
    exposed, _ = points_in(AREAS, addresses)
    asked = Asked("gistar", "rate", wanted=Wanted("nearest", k=6))
    frame, _ = stand_out(AREAS, points, ones(points), exposed, asked)
    held = (frame["exposure"] > 0).to_numpy()
    assert not held.all()
    alone, _ = stand_out(
        Zones(AREAS.polygons[held]), points, ones(points), points_in(Zones(AREAS.polygons[held]), addresses)[0], asked
    )
    assert frame.loc[held, "z"].to_numpy() == pytest.approx(alone["z"].to_numpy())


def test_the_largest_share_against_every_window() -> None:
    rng = np.random.default_rng(12)
    points = np.round(spread(rng, 80) / 400) * 400 + 7
    weights = rng.integers(1, 5, 80).astype(float)
    for places, band in ((SQUARES, None), (SIXES, 400.0), (AREAS, 400.0)):
        asked = Asked(wanted=Wanted("contiguity" if band is None else "band", band))
        frame, _ = stand_out(places, points, weights, area_of(places), asked)
        around, _ = neighbourhood(places, frame["count"].to_numpy(), asked.wanted)
        window = around.links.toarray() + np.eye(len(places)) > 0
        cell = places.cell_of(points)
        coordinate = np.unique(points, axis=0, return_inverse=True)[1].reshape(-1)
        for place in rng.integers(0, len(places), 60):
            held = np.isin(cell, np.flatnonzero(window[place]))
            piles = np.bincount(coordinate[held], weights=weights[held])
            share = piles.max() / piles.sum() if held.any() else np.nan
            assert frame["largest_share"][place] == pytest.approx(share, nan_ok=True)


@pytest.mark.parametrize("kind", ["contiguity", "rook", "nearest"])
def test_windows_of_a_grid_and_its_matrix_agree(kind: str) -> None:
    rng = np.random.default_rng(13)
    values = rng.integers(0, 9, len(SQUARES)).astype(float)
    around, _ = neighbourhood(SQUARES, values, Wanted(kind, k=4))
    by_matrix = Neighbourhood(len(SQUARES), matrix=around.links)
    assert (around.window_sums(values) == by_matrix.window_sums(values)).all()
    assert (around.window_max(values) == by_matrix.window_max(values)).all()
    inner = ((SQUARES.centres() > 300) & (SQUARES.centres() < 4_700)).all(axis=1)
    assert set(np.diff(around.links.indptr)[inner]) == {{"contiguity": 8, "rook": 4, "nearest": 4}[kind]}


def test_islands_are_counted_and_all_islands_refused() -> None:
    drawn = shapely.box(np.array([0, 100, 900]), 0, np.array([100, 200, 1_000]), 100)
    around, messages = neighbourhood(Zones(drawn), np.arange(3.0), Wanted())
    assert [(m.code, m.values["n"]) for m in messages] == [("places_islands", 1)]
    assert around.islands.tolist() == [False, False, True]
    with pytest.raises(RefusedError) as refusal:
        neighbourhood(Zones(drawn[1:]), np.arange(2.0), Wanted())
    assert refusal.value.message.code == "places_all_islands"
    for places, code in ((Zones(drawn), "statistics_band_no_neighbours"), (SQUARES, "hotspots_band_too_small")):
        with pytest.raises(RefusedError) as refusal:
            neighbourhood(places, np.zeros(len(places)), Wanted("band", 50))
        assert refusal.value.message.code == code


def test_an_automatic_band_is_told_and_used() -> None:
    rng = np.random.default_rng(14)
    points = np.concatenate([rng.normal(rng.uniform(500, 4_500, 2), 150, (60, 2)) for _ in range(9)])
    frame, messages = stand_out(AREAS, points, ones(points), area_of(AREAS), Asked("gistar", wanted=Wanted("band")))
    told = [m for m in messages if m.code.startswith("places_band")]
    assert len(told) == 1
    band = told[0].values["band"]
    again, _ = stand_out(
        AREAS, points, ones(points), area_of(AREAS), Asked("gistar", wanted=Wanted("band", band + 0.1))
    )
    assert frame.equals(again)


def test_a_job_too_large_is_refused_before_memory_is_taken() -> None:
    large = square_grid(shapely.box(0, 0, 300_000, 200_000), 100)
    around, _ = neighbourhood(large, np.zeros(0), Wanted())
    with pytest.raises(RefusedError) as refusal:
        _ = around.links
    assert refusal.value.message.code == "places_too_many_links"
    assert refusal.value.message.values["least"] == np.ceil(100 * np.sqrt(6e6 * 8 / 20e6))
    with pytest.raises(RefusedError):
        neighbourhood(large, np.zeros(0), Wanted("nearest", k=8))


@pytest.mark.parametrize(
    ("places", "asked", "code"),
    [
        (SQUARES, Asked("moran"), "hotspots_method_unknown"),
        (SQUARES, Asked("gistar", "median"), "places_value_unknown"),
        (SQUARES, Asked(wanted=Wanted("bishop")), "places_neighbours_unknown"),
        (SQUARES, Asked(correction="holm"), "statistics_correction_unknown"),
        (SQUARES, Asked("localmoran"), "statistics_values_equal"),
        (SQUARES, Asked("gistar", "smoothed"), "places_rates_alike"),
    ],
)
def test_what_cannot_be_had_is_refused(places: Places, asked: Asked, code: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        stand_out(places, np.zeros((0, 2)), np.zeros(0), Exposed(np.ones(len(places)), "points"), asked)
    assert refusal.value.message.code == code
    assert say(refusal.value.message, "nl")


def test_points_need_values_that_differ_and_know_no_exposure() -> None:
    points = spread(np.random.default_rng(15), 100)
    for asked, code in (
        (Asked(), "places_points_no_exposure"),
        (Asked("gistar", "rate"), "places_points_no_exposure"),
        (Asked("gistar"), "places_points_alike"),
    ):
        with pytest.raises(RefusedError) as refusal:
            stand_out(Spots.of(points), points, ones(points), None, asked)
        assert refusal.value.message.code == code
