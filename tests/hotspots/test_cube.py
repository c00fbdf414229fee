from __future__ import annotations

from datetime import date

import numpy as np
import pytest
import shapely
from scipy.sparse import csr_matrix
from scipy.stats import norm

from locatierisico.hotspots.events import Events
from locatierisico.hotspots.gistar import gi_star
from locatierisico.hotspots.grid import square_grid
from locatierisico.hotspots.period import Period
from locatierisico.hotspots.trends.cube import check_size, clusters, count_cube, rates
from locatierisico.hotspots.trends.steps import cut_steps
from locatierisico.safeguards.messages import CancelledError, RefusedError
from locatierisico.safeguards.watch import Watch

PERIOD = Period.of_days(date(2023, 1, 1), date(2023, 4, 10))


def _events(points: list[tuple[float, float]], begin: list[str], end: list[str] | None = None) -> Events:
    n = len(points)
    starts = np.array(begin, dtype="datetime64[s]")
    stops = starts if end is None else np.array(end, dtype="datetime64[s]")
    ids = np.arange(n).astype(object)
    return Events(np.array(points, dtype=float), starts, stops, np.ones(n), np.ones(n), ids, PERIOD)


def test_a_window_counts_in_each_step_for_its_part() -> None:
    grid = square_grid(shapely.box(0, 0, 200, 100), 100)
    steps, _ = cut_steps(PERIOD, "days", 10)
    events = _events(
        [(50, 50), (150, 50), (950, 50)],
        ["2023-01-09", "2023-01-11", "2023-01-11"],
        ["2023-01-13", "2023-01-11", "2023-01-11"],
    )
    counts = count_cube(events, grid, steps, Watch())
    assert counts.shape == (10, 2)
    assert counts[:2, 0].tolist() == [0.5, 0.5]
    assert counts[:, 1].tolist() == [0, 1] + [0] * 8
    assert counts.sum() == 2


def _space_time_weights(grid: object, steps: int, before: int) -> csr_matrix:
    """Write the neighbourhood out: cells around, in a step and those before it."""
    in_space = grid.queen().toarray()
    lag = np.arange(steps)[:, None] - np.arange(steps)
    return csr_matrix(np.kron((lag >= 0) & (lag <= before), in_space))


@pytest.mark.parametrize("before", [0, 1, 3])
def test_gi_star_is_that_of_the_written_out_space_time_weights(before: int) -> None:
    grid = square_grid(shapely.Polygon([(0, 0), (900, 0), (900, 500), (400, 700), (0, 500)]), 100)
    rng = np.random.default_rng(1)
    values = rng.poisson(0.7, (8, len(grid))).astype(float)
    found = clusters(values, grid, neighbour_steps=before, watch=Watch())
    expected = gi_star(values.ravel(), _space_time_weights(grid, 8, before)).reshape(values.shape)
    assert np.allclose(found.z, expected)


def test_compared_within_its_own_steps_only_the_place_counts() -> None:
    grid = square_grid(shapely.box(0, 0, 1000, 1000), 100)
    rng = np.random.default_rng(2)
    one = rng.poisson(2.0, len(grid)).astype(float)
    values = np.stack([one, 5 * one, 2 * one])
    alone = clusters(values, grid, neighbour_steps=0, window="neighbourhood", watch=Watch()).z
    assert np.allclose(alone[0], alone[1])
    assert np.allclose(alone[0], gi_star(one, grid.queen()))
    whole = clusters(values, grid, neighbour_steps=0, watch=Watch()).z
    assert whole[1].mean() > whole[0].mean() + 1


def test_one_incident_where_hardly_any_is_expected_is_not_called_hot() -> None:
    """Keep the normal tail, which gives one incident here a z of over 3, from calling chance a hot spot."""
    grid = square_grid(shapely.box(0, 0, 4000, 4000), 100)
    rng = np.random.default_rng(3)
    values = np.zeros((12, len(grid)))
    np.add.at(values, (rng.integers(0, 12, 100), rng.integers(0, len(grid), 100)), 1)
    found = clusters(values, grid, watch=Watch())
    assert (2 * norm.sf(found.z.max())) < 0.001
    assert not found.bin.any()


def test_chance_alone_makes_hardly_any_map_with_a_hot_bin() -> None:
    grid = square_grid(shapely.box(0, 0, 2000, 2000), 100)
    called = 0
    for seed in range(100):
        rng = np.random.default_rng(seed)
        values = rng.multinomial(1500, np.full(12 * len(grid), 1 / (12 * len(grid)))).reshape(12, -1).astype(float)
        called += bool((np.abs(clusters(values, grid, watch=Watch()).bin) >= 2).any())
    assert called <= 5


def test_a_planted_block_is_hot_while_it_lasts() -> None:
    grid = square_grid(shapely.box(0, 0, 2000, 2000), 100)
    rng = np.random.default_rng(4)
    values = rng.poisson(0.5, (12, len(grid))).astype(float)
    block = (grid.row >= 8) & (grid.row < 11) & (grid.col >= 8) & (grid.col < 11)
    values[6:, block] += 3
    found = clusters(values, grid, watch=Watch())
    centre = (grid.row == 9) & (grid.col == 9)
    assert (found.bin[6:, centre] == 3).all()
    assert not found.bin[:6, centre].any()


def test_steps_of_unequal_length_are_compared_by_their_rate() -> None:
    counts = np.array([[31.0, 3.1], [28.0, 2.8], [30.0, 3.0]])
    scaled = rates(counts, np.array([31.0, 28, 30]))
    assert np.allclose(scaled, scaled[0], atol=1e-5)
    assert scaled[0, 0] == pytest.approx(31 * np.mean([31, 28, 30]) / 31, abs=1e-5)
    assert rates(counts, np.array([7.0, 7, 7])) is counts


def test_equal_series_tie_whatever_the_order_in_which_shares_were_added() -> None:
    grid = square_grid(shapely.box(0, 0, 500, 500), 100)
    steps, _ = cut_steps(PERIOD, "days", 10)
    centre = [(250.0, 250.0)] * 6
    begins = ["2023-01-05", "2023-01-08", "2023-01-10T07:00"] * 2
    events = _events(centre, begins, ["2023-01-12T03:00", "2023-02-11T01:00", "2023-01-30T11:00"] * 2)
    backwards = events.only(np.arange(5, -1, -1))
    assert np.array_equal(count_cube(events, grid, steps, Watch()), count_cube(backwards, grid, steps, Watch()))


def test_a_cube_that_does_not_fit_is_refused_and_work_listens_for_cancel() -> None:
    with pytest.raises(RefusedError, match="do not fit in memory"):
        check_size(1_000_000, 12)
    grid = square_grid(shapely.box(0, 0, 500, 500), 100)
    with pytest.raises(CancelledError):
        clusters(np.ones((4, 25)), grid, watch=Watch(cancelled=lambda: True))


def test_where_nothing_differs_there_is_no_z_and_nothing_is_called() -> None:
    grid = square_grid(shapely.box(0, 0, 500, 500), 100)
    found = clusters(np.ones((4, 25)), grid, watch=Watch())
    assert np.isnan(found.z).all()
    assert not found.bin.any()
