from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from locatierisico.hotspots.density.density import density_at
from locatierisico.hotspots.events import Events
from locatierisico.hotspots.exposure import excess
from locatierisico.hotspots.grid import Grid, square_grid
from locatierisico.hotspots.period import Period
from locatierisico.hotspots.trial.judgement import (
    AREA,
    STREETS,
    above_chance,
    against_counting,
    compared,
    table,
    verdict,
)
from locatierisico.hotspots.trial.last_map import last_map
from locatierisico.hotspots.trial.rankings import COUNTING, OURS, SCORES, Past, spread
from locatierisico.hotspots.trial.rolling import Ground, Plan, Trial, look_back, try_maps, windows
from locatierisico.safeguards.messages import CancelledError, RefusedError, say
from locatierisico.safeguards.watch import Watch

FIRST, DAYS, SIDE = date(2022, 1, 1), 420, 20
SHARES = np.array([0.01, 0.05, 0.2])
PLAN = Plan(120, 30, 200, SHARES, np.array([0.1, 0.2]), 1)
EVEN = np.ones(SIDE * SIDE)


def _grid() -> Grid:
    return square_grid(shapely.box(0, 0, 100 * SIDE, 100 * SIDE), 100)


def _events(points: np.ndarray, day: np.ndarray, hours: float = 0) -> Events:
    begin = np.datetime64(FIRST, "s") + (day * 86_400).astype("timedelta64[s]")
    one = np.ones(len(day))
    ids = np.arange(len(day)).astype(str).astype(object)
    period = Period.of_days(FIRST, FIRST + timedelta(days=DAYS - 1))
    return Events(points, begin, begin + np.timedelta64(int(hours * 3600), "s"), one, one, ids, period)


def _drawn(
    rng: np.random.Generator, rate: np.ndarray, n: int, day: np.ndarray | None = None, hours: float = 0
) -> Events:
    cell = rng.choice(len(rate), n, p=rate / rate.sum())
    corner = np.stack([cell % SIDE, cell // SIDE], axis=1) * 100
    day = rng.uniform(0, DAYS, n) if day is None else day
    return _events(corner + rng.uniform(0, 100, (n, 2)), day, hours)


def _trial(events: Events, exposure: np.ndarray = EVEN, cost: np.ndarray = EVEN, plan: Plan = PLAN) -> Trial:
    return try_maps(events, Ground(_grid(), cost, exposure), plan)[0]


def test_as_many_windows_as_fit_end_where_the_period_ends() -> None:
    laid = windows(Period.of_days(FIRST, FIRST + timedelta(days=199)), 100, 30)
    assert len(laid) == 3
    assert all(each.past.end == each.trial.start for each in laid)
    assert {(each.past.days, each.trial.days) for each in laid} == {(100, 30)}
    assert laid[0].trial.end == laid[1].trial.start
    assert laid[-1].trial.end == np.datetime64(FIRST, "s") + np.timedelta64(200, "D")


def test_too_short_a_period_is_refused_with_what_is_there() -> None:
    with pytest.raises(RefusedError, match=r"span 150 days.*1 period fits; at least 3 are needed \(190 days\)"):
        windows(Period.of_days(FIRST, FIRST + timedelta(days=149)), 100, 30)
    with pytest.raises(RefusedError, match="0 periods fit"):
        windows(Period.of_days(FIRST, FIRST), 100, 30)


@given(st.integers(0, 2**32 - 1), st.integers(0, 9))
def test_whatever_happens_later_changes_no_map(seed: int, number: int) -> None:
    rng = np.random.default_rng(seed)
    before = _drawn(rng, EVEN, 300, hours=200)
    window = windows(before.period, PLAN.train_days, PLAN.test_days)[number]
    ends_later = before.end > window.past.end
    points, end = before.points.copy(), before.end.copy()
    points[ends_later] = rng.uniform(0, 2000, (int(ends_later.sum()), 2))
    end[ends_later] += rng.integers(0, 10**7, int(ends_later.sum())).astype("timedelta64[s]")
    after = Events(points, before.begin, end, before.weight, before.share, before.incident_id, before.period)
    ground = Ground(_grid(), EVEN, EVEN)
    pasts = [
        look_back(
            events, ground, window, ground.grid.cell_of(events.points), spread(ground.grid, events.points, 200, Watch())
        )
        for events in (before, after)
    ]
    for name, score in SCORES.items():
        one, other = (score(past, ground.grid) for past in pasts)
        np.testing.assert_allclose(one, other, rtol=1e-12, atol=1e-18, err_msg=name)


def test_an_incident_that_could_not_be_known_yet_counts_in_no_map_but_afterwards() -> None:
    grid = _grid()
    laid = windows(Period.of_days(FIRST, FIRST + timedelta(days=DAYS - 1)), 120, 30)
    # From two days before the second map to two days after it.
    day = (laid[1].past.end - np.datetime64(FIRST, "s")) / np.timedelta64(1, "D") - 2
    events = _events(np.array([[50.0, 50]]), np.array([day]), hours=96)
    cell, kernel = grid.cell_of(events.points), spread(grid, events.points, 200, Watch())
    counts = [look_back(events, Ground(grid, EVEN, EVEN), each, cell, kernel).counts[0] for each in laid[:3]]
    assert counts == [0, 0, 1]
    trial, messages = try_maps(events, Ground(grid, EVEN, EVEN), PLAN)
    assert trial.total[:3] == pytest.approx([0.5, 0.5, 0])
    assert {message.code: message.values for message in messages}["accuracy_not_yet_known"]["n"] == 1


def test_the_last_period_is_as_long_as_the_one_that_follows() -> None:
    window = windows(Period.of_days(FIRST, FIRST + timedelta(days=DAYS - 1)), 120, 30)[0]
    made = (window.past.end - np.datetime64(FIRST, "s")) / np.timedelta64(1, "D")
    events = _events(np.full((3, 2), 50.0), made - np.array([29, 31, 121]))
    grid = _grid()
    past = look_back(
        events, Ground(grid, EVEN, EVEN), window, grid.cell_of(events.points), spread(grid, events.points, 200, Watch())
    )
    assert (past.counts[0], past.last[0]) == (2, 1)


def test_the_density_is_that_of_the_exact_kernel() -> None:
    rng = np.random.default_rng(1)
    grid, points = _grid(), rng.uniform(-150, 2150, (300, 2))
    weights = rng.uniform(0, 1, 300)
    middles = np.stack([grid.col + 0.5, grid.row + 0.5], axis=1) * 100
    for radius in (40, 100, 230):
        exact = density_at(middles, points, radius=radius, weights=weights)
        np.testing.assert_allclose(spread(grid, points, radius, Watch()) @ weights, exact, atol=1e-15)


def test_more_than_expected_ranks_by_p_then_excess_and_nothing_exposed_last() -> None:
    rng = np.random.default_rng(4)
    grid, counts = _grid(), rng.poisson(0.5, SIDE * SIDE).astype(float)
    exposure = rng.poisson(1, SIDE * SIDE).astype(float)
    score = SCORES["exposure"](Past(counts, counts, counts, exposure), grid)
    tested = excess(counts, exposure, grid)
    exposed = exposure > 0
    assert len(set(score[~exposed])) == 1
    assert score[~exposed].max() < score[exposed].min()
    above = tested.window_count - tested.window_expected
    keys = [(-p, e) for p, e in zip(tested.p[exposed], np.round(above[exposed], 9), strict=True)]
    for one in range(0, len(keys), 7):
        for other in range(len(keys)):
            order = int(keys[one] > keys[other]) - int(keys[one] < keys[other])
            assert np.sign(score[exposed][one] - score[exposed][other]) == order
    nothing = SCORES["exposure"](Past(counts, counts, counts, np.zeros(len(grid))), grid)
    assert set(nothing) == {0}


def test_stable_hotspots_are_found_by_every_map_and_no_map_beats_the_best() -> None:
    rng = np.random.default_rng(5)
    rate = EVEN.copy()
    rate[[45, 46, 65, 66, 250, 251, 333]] = 40
    trial = _trial(_drawn(rng, rate, 1500))
    rows = table(trial, 1)
    whole = rows[rows["periods"] > 1].set_index(["method", "share_pct"])
    for name in SCORES:
        assert whole.loc[(name, 5.0), "hit_rate"] > 2 * whole.loc[("random", 5.0), "hit_rate_high"], name
    assert rows["pei"].dropna().between(0, 1).all()
    assert above_chance(trial, 1, AREA).code == "accuracy_counting_above_chance"
    # What stays where it is is recaptured.
    assert whole.loc[("counts", 5.0), "rri"] == pytest.approx(1, abs=0.2)


def test_where_incidents_follow_addresses_by_chance_more_than_expected_does_not_beat_counting() -> None:
    rng = np.random.default_rng(6)
    addresses = np.round(rng.gamma(0.5, 20, SIDE * SIDE))
    trial = _trial(_drawn(rng, addresses, 1500), addresses)
    message = compared(trial, "exposure", 1, AREA, 1)
    assert message.code == "accuracy_loses_to_counting"
    assert say(message, "en").endswith("percentage points): simple counting finds more.")
    assert "simpel tellen vindt meer" in say(message, "nl")


def test_where_nothing_differs_no_map_beats_counting_and_the_sentences_say_so() -> None:
    rng = np.random.default_rng(7)
    trial = _trial(_drawn(rng, EVEN, 1500))
    said = verdict(trial, 1, AREA, 1)
    codes = [message.code for message in said]
    assert codes[0] == "accuracy_counting_is_chance"
    assert "accuracy_beats_counting" not in codes
    assert codes.count("accuracy_within_chance") == len(OURS)
    assert codes[-1] == "accuracy_places"


def test_a_hotspot_that_moves_is_best_found_by_the_last_period() -> None:
    rng = np.random.default_rng(8)
    day = rng.uniform(0, DAYS, 1600)
    # It moves every three periods and is larger than the map: the past of four periods leads to where it was.
    place = (day // 90).astype(int) * 53 + rng.integers(0, 6, 1600)
    cell = np.where(rng.random(1600) < 0.6, place, rng.integers(0, SIDE * SIDE, 1600))
    corner = np.stack([cell % SIDE, cell // SIDE], axis=1) * 100
    trial = _trial(_events(corner + rng.uniform(0, 100, (1600, 2)), day))
    assert against_counting(trial, "last", 0, 1).low > 0


def test_maps_by_chance_find_their_share_on_average_whatever_cells_cost() -> None:
    rng = np.random.default_rng(9)
    cost = rng.uniform(1, 30, SIDE * SIDE)
    trial = _trial(_drawn(rng, EVEN, 1000), cost=cost)
    rates = trial.by_chance.sum(axis=1) / trial.total.sum()
    assert rates.mean(axis=0) == pytest.approx(SHARES, rel=0.04)
    assert (np.percentile(rates, 2.5, axis=0) < SHARES).all()
    assert (np.percentile(rates, 97.5, axis=0) > SHARES).all()


def test_cells_without_street_take_no_part_and_are_told() -> None:
    rng = np.random.default_rng(10)
    metres = np.where(np.arange(SIDE * SIDE) % 2 == 0, 50.0, 0)
    events = _drawn(rng, EVEN, 1000)
    trial, messages = try_maps(events, Ground(_grid(), metres, EVEN), PLAN)
    inside = _grid().cell_of(events.points) % 2 == 0
    tried = events.begin >= trial.windows[0].trial.start
    assert trial.total.sum() == pytest.approx((inside & tried).sum())
    assert np.isnan(trial.scores[COUNTING][1::2]).all()
    told = {message.code: message.values for message in messages}["accuracy_cells_without_street"]
    assert (told["n"], told["total"], told["missed"]) == (200, 400, pytest.approx((~inside & tried).sum()))
    assert set(last_map(trial, COUNTING, 1, _grid()).geometry.centroid.x // 100 % 2) == {0}


def test_a_row_over_all_periods_weighs_each_by_its_incidents() -> None:
    rng = np.random.default_rng(11)
    trial = _trial(_drawn(rng, EVEN + 20 * (np.arange(400) < 9), 900))
    rows = table(trial, 1)
    one = rows[(rows["method"] == "density") & (rows["share_pct"] == 5)]
    each, whole = one[one["periods"] == 1], one[one["periods"] > 1].iloc[0]
    assert len(each) == len(trial.windows) == 10
    assert whole["n"] == pytest.approx(each["n"].sum())
    assert whole["hit_rate"] == pytest.approx(np.average(each["hit_rate"], weights=each["total"]))
    assert whole["pai"] == pytest.approx(whole["hit_rate"] / 0.05)
    assert whole["pei"] == pytest.approx(each["n"].sum() / each["best"].sum())
    assert (each["first"].iloc[0], each["last"].iloc[-1]) == ("2022-05-01", "2023-02-24")
    assert whole["more"] == pytest.approx(whole["hit_rate"] - trial.found[COUNTING][:, 1].sum() / trial.total.sum())


def test_the_last_map_says_what_came_of_each_cell() -> None:
    grid = _grid()
    # Two incidents a month in cell 0 and 1 until the last period, in which only 0 and 399 have any.
    day = np.concatenate([np.arange(0, 390, 10), np.arange(0, 390, 10), [400], [401]])
    places = np.array([[50.0, 50]] * 39 + [[150.0, 50]] * 39 + [[50.0, 50], [1950.0, 1950]])
    trial = _trial(_events(places, day), plan=Plan(120, 30, 200, np.array([0.0075]), np.array([0.01]), 1))
    cells = last_map(trial, COUNTING, 0, grid)
    outcome = dict(
        zip(grid.cell_of(np.stack([cells.centroid.x, cells.centroid.y], axis=1)), cells["outcome"], strict=True)
    )
    # .75 % of 400 cells is 3: the third is any of those that are left, one part in 398 each.
    assert (outcome[0], outcome[1]) == ("found", "quiet")
    assert outcome[399] == "tied"
    assert cells["in_map"].sum() == pytest.approx(3)
    sharp = last_map(
        _trial(_events(places, day), plan=Plan(120, 30, 200, np.array([0.005]), np.array([0.01]), 1)), COUNTING, 0, grid
    )
    assert sorted(sharp["outcome"]) == ["found", "missed", "quiet"]


def test_too_few_periods_to_judge_is_said() -> None:
    rng = np.random.default_rng(12)
    trial = _trial(_drawn(rng, EVEN, 500), plan=Plan(300, 30, 200, SHARES, np.array([0.2]), 1))
    message = compared(trial, "gistar", 1, STREETS, 1)
    assert message.code == "accuracy_too_few_to_judge"
    assert "street length" in say(message, "en")
    assert "straatlengte" in say(message, "nl")


def test_incidents_in_the_past_only_leave_nothing_to_find() -> None:
    with pytest.raises(RefusedError, match="nothing to find"):
        _trial(_events(np.full((5, 2), 50.0), np.arange(5.0)))


def test_all_on_one_spot_is_found_by_every_map_of_counts() -> None:
    trial = _trial(_events(np.full((200, 2), 50.0), np.linspace(0, DAYS - 1, 200)))
    assert trial.found[COUNTING][:, 0].sum() == trial.total.sum()
    assert against_counting(trial, "density", 2, 1).share == pytest.approx(0)


def test_of_incidents_in_one_cell_nothing_is_compared() -> None:
    for at, cells in ((50.0, 1), (100.0, 2)):
        places = np.stack([np.where(np.arange(200) % 2, 50.0, 2 * at - 50), np.full(200, 50.0)], axis=1)
        trial = _trial(_events(places, np.linspace(0, DAYS - 1, 200)))
        codes = [message.code for message in verdict(trial, 1, AREA, 1)]
        assert trial.places == cells
        assert (codes == ["accuracy_one_cell", "accuracy_places"]) == (cells == 1)
        assert (compared(trial, "gistar", 1, AREA, 1).code == "accuracy_one_cell") == (cells == 1)
        assert (compared(trial, COUNTING, 1, AREA, 1).code == "accuracy_one_cell") == (cells == 1)


def test_a_job_too_large_is_refused_before_it_is_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    events = _drawn(np.random.default_rng(1), EVEN, 100)
    with pytest.raises(RefusedError, match="reaches too many cells"):
        _trial(events, plan=Plan(120, 30, 1e6, SHARES, np.array([0.2]), 1))
    monkeypatch.setattr("locatierisico.hotspots.trial.rolling.MOST_COUNTS", 3_000)
    with pytest.raises(RefusedError, match="400 cells times 10 periods is more than 3000"):
        _trial(events)


def test_a_cancel_is_heard() -> None:
    events = _drawn(np.random.default_rng(1), EVEN, 100)
    with pytest.raises(CancelledError):
        try_maps(events, Ground(_grid(), EVEN, EVEN), PLAN, Watch(lambda: True))
