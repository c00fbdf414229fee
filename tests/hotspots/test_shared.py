"""What is told in the mode shared, held against somebody who knows the rule, the total and everything that is shown."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import shapely

from locatierisico.hotspots.grid import square_grid
from locatierisico.hotspots.places.overlay import Asked
from locatierisico.hotspots.places.place_exposure import Exposed
from locatierisico.hotspots.places.shared_places import for_others, made_of_blocks
from locatierisico.hotspots.shared import (
    UNDER,
    in_shared,
    not_told,
    refuse_unknown_mode,
    small,
    spread_in,
    taken_together,
)
from locatierisico.safeguards.messages import RefusedError, note, say
from locatierisico.safeguards.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable


def worked_out(towns: Iterable[tuple[int, ...]], told: Callable[[np.ndarray], Hashable]) -> list[Any]:
    """Give the small counts that can be worked out: those equal in all towns of which the same is told."""
    alike: dict[Hashable, list[np.ndarray]] = {}
    for town in towns:
        counts = np.array(town)
        alike.setdefault((int(counts.sum()), told(counts)), []).append(counts)
    found = []
    for group in alike.values():
        counts = np.stack(group)
        known = (counts == counts[0]).all(axis=0) & (counts[0] > 0) & (counts[0] < 5)
        if known.any():
            found.append((counts[0], np.flatnonzero(known)))
    return found


@pytest.mark.parametrize("length", [2, 3, 4, 5])
def test_no_small_number_of_a_row_can_be_worked_out(length: int) -> None:
    def told(counts: np.ndarray) -> Hashable:
        kept_back = not_told(counts.astype(np.float64))
        return tuple(-1 if gone else int(count) for gone, count in zip(kept_back, counts, strict=True))

    towns = [town for town in product(range({2: 30, 3: 14, 4: 10, 5: 7}[length]), repeat=length) if sum(town) >= 5]
    assert worked_out(towns, lambda counts: tuple(np.where((counts > 0) & (counts < 5), -1, counts)))  # the naive way
    assert not worked_out(towns, told)


def test_fractions_under_five_are_small_too_and_nothing_is_not() -> None:
    assert list(not_told(np.array([0, 0.2, 3.4, 4.9, 7, 9]))) == [False, True, True, True, False, False]
    assert list(not_told(np.array([0, 3.4, 7, 7, 9]))) == [False, True, True, True, False]
    assert list(not_told(np.array([0.0, 2, 0]))) == [True] * 3
    assert not not_told(np.array([0.0, 5, 8])).any()


def test_messages_say_small_numbers_of_incidents_as_under_five_and_no_spot() -> None:
    told = in_shared(
        [
            note("hotspots_points_outside", n=3, total=50),
            note("hotspots_points_outside", n=7, total=50),
            note("events_piled", n=9, total=50, places=1, most=9, x=1.0, y=2.0),
        ]
    )
    assert [one.values["n"] for one in told] == [UNDER, 7]
    assert "<5 of 50" in say(told[0])


def test_an_unknown_mode_is_refused() -> None:
    with pytest.raises(RefusedError, match="shared, internal"):
        refuse_unknown_mode("openbaar")


def _all_towns(cells: int, incidents: int) -> list[tuple[int, ...]]:
    """Give every way to divide incidents over cells."""
    if cells == 1:
        return [(incidents,)]
    return [(first, *rest) for first in range(incidents + 1) for rest in _all_towns(cells - 1, incidents - first)]


@pytest.mark.parametrize(("seed", "cells", "most"), [(0, 2, 20), (1, 3, 14), (2, 4, 12), (3, 5, 11), (4, 6, 9)])
def test_no_small_count_of_a_place_can_be_worked_out_from_the_blocks_of_a_map(seed: int, cells: int, most: int) -> None:
    places = np.random.default_rng(seed).uniform(0, 500, (cells, 2))

    def told(counts: np.ndarray) -> Hashable:
        block = taken_together(counts.astype(np.float64), places)
        return tuple(block), tuple(np.bincount(block, weights=counts))

    towns = [town for n in range(5, most + 1) for town in _all_towns(cells, n)]
    assert not worked_out(towns, told)


def test_blocks_hold_no_or_at_least_five_and_are_as_small_as_that_allows() -> None:
    grid = square_grid(shapely.box(0, 0, 2000, 2000), 100)
    counts = np.random.default_rng(3).poisson(1.5, len(grid)).astype(np.float64)
    counts[:40] = 6
    block = taken_together(counts, grid.centres())
    assert not small(np.bincount(block, weights=counts)).any()
    assert block.max() > 50
    spread = spread_in(block, counts, np.ones(len(grid)))
    assert spread.sum() == pytest.approx(counts.sum())


def _map(grid: Any, counts: np.ndarray, addresses: np.ndarray, method: str, rng: np.random.Generator) -> Any:
    points = np.repeat(grid.centres(), counts, axis=0) + rng.uniform(-40, 40, (int(counts.sum()), 2))
    exposed = Exposed(addresses, "points")
    frame, _ = made_of_blocks(grid, points, np.ones(len(points)), exposed, Asked(method), Watch())
    return for_others(frame, addresses)


@pytest.mark.parametrize("method", ["exposure", "gistar", "localmoran"])
def test_towns_with_the_same_blocks_give_the_same_map(method: str) -> None:
    rng = np.random.default_rng(5)
    grid = square_grid(shapely.box(0, 0, 1000, 1000), 100)
    addresses = rng.integers(3, 40, len(grid)).astype(np.float64)
    counts = rng.poisson(1.2, len(grid))
    counts[44] = 20
    other = counts.copy()
    block = taken_together(counts.astype(np.float64), grid.centres())
    fewest = [at for at in np.unique(block) if ((counts[block == at] > 0) & (counts[block == at] < 5)).sum() > 1]
    for at in fewest:  # one incident moves within the block
        one, two = np.flatnonzero((block == at) & (counts > 0) & (counts < 5))[:2]
        other[[one, two]] += [1, -1]
        if (taken_together(other.astype(np.float64), grid.centres()) != block).any():
            other[[one, two]] -= [1, -1]
    assert (other != counts).any()
    first, second = (_map(grid, town, addresses, method, rng) for town in (counts, other))
    assert list(first["hot_class"]) == list(second["hot_class"])
    assert list(first.columns) == ["hot_class"]


def test_what_is_planted_is_found_and_nothing_with_few_addresses_or_by_one_address() -> None:
    rng = np.random.default_rng(8)
    grid = square_grid(shapely.box(0, 0, 2000, 2000), 100)
    addresses = np.full(len(grid), 20.0)
    addresses[210] = 4
    counts = rng.poisson(0.8, len(grid))
    counts[[210, 211, 230, 231]] = 25
    shown = _map(grid, counts, addresses, "exposure", rng)["hot_class"].to_numpy()
    assert shown[211] == 3
    assert shown[210] == 0
    points = np.concatenate([np.repeat(grid.centres(), rng.poisson(0.8, len(grid)), axis=0), [[1050, 1050]] * 60])
    exposed = Exposed(np.full(len(grid), 20.0), "points")
    frame, _ = made_of_blocks(grid, points, np.ones(len(points)), exposed, Asked(), Watch())
    assert (frame["hot_class"] > 0).any()
    assert not for_others(frame, None)["hot_class"].any()


def test_maps_of_chance_made_of_blocks_have_no_more_hot_places_than_others() -> None:
    rng = np.random.default_rng(11)
    grid = square_grid(shapely.box(0, 0, 1000, 1000), 100)
    addresses = rng.integers(5, 80, len(grid)).astype(np.float64)
    drawn = rng.multinomial(300, addresses / addresses.sum(), 100)
    alarms = [(_map(grid, counts, addresses, "exposure", rng)["hot_class"] > 1).any() for counts in drawn]
    assert sum(alarms) <= 5


def test_no_small_cell_of_a_table_can_be_worked_out_from_its_rows_and_columns() -> None:
    def told(counts: np.ndarray) -> Hashable:
        table = counts.reshape(2, 2).astype(np.float64)
        return tuple(tuple(np.where(not_told(table.sum(axis=axis)), -1, table.sum(axis=axis))) for axis in (0, 1))

    towns = [town for n in range(5, 25) for town in _all_towns(4, n)]
    assert not worked_out(towns, told)
