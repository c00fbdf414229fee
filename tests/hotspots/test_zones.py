from __future__ import annotations

import numpy as np
import pytest
import shapely

from locatierisico.hotspots.grid import square_grid
from locatierisico.hotspots.places.places import automatic_size, counted_in, zones_in
from locatierisico.hotspots.places.spots import Spots
from locatierisico.hotspots.places.zones import Zones
from locatierisico.safeguards.messages import RefusedError, say

TOWN = shapely.box(0, 0, 1_000, 1_000)


def test_a_point_on_a_border_counts_where_a_grid_counts_it() -> None:
    grid = square_grid(TOWN, 100)
    zones = Zones(grid.boxes())
    rng = np.random.default_rng(1)
    points = np.concatenate([rng.integers(0, 11, (200, 2)) * 100.0, rng.uniform(0, 1_000, (200, 2)), [[np.nan, 1]]])
    # The outer border belongs to no cell of the grid, and to the polygons that touch it.
    inner = (points[:, 0] < 1_000) & (points[:, 1] < 1_000) | np.isnan(points[:, 0])
    assert (grid.cell_of(points) == zones.cell_of(points))[inner].all()
    counts, cell = counted_in(zones, points)
    assert counts.sum() == (cell >= 0).sum() == 400
    assert zones.in_several(points) == 0


def test_of_polygons_that_overlap_one_counts_whatever_the_order() -> None:
    outer, inner = shapely.box(0, 0, 100, 100), shapely.box(40, 40, 60, 60)
    points = np.array([[50.0, 50], [10, 10], [60, 50], [200, 200]])
    assert Zones(np.array([outer, inner])).cell_of(points).tolist() == [1, 0, 1, -1]
    assert Zones(np.array([inner, outer])).cell_of(points).tolist() == [0, 1, 0, -1]
    zones, messages = zones_in(Zones(np.array([outer, inner])), None, points)
    assert len(zones) == 2
    assert [(m.code, m.values["n"]) for m in messages] == [("places_overlap", 1)]


def test_polygons_outside_the_study_area_are_told_and_left_out() -> None:
    drawn = np.array([shapely.box(0, 0, 10, 10), shapely.box(5_000, 0, 5_010, 10), None])
    zones, messages = zones_in(Zones(drawn, np.array(["a", "b", "c"], dtype=object)), TOWN, np.zeros((0, 2)))
    assert zones.codes is not None
    assert zones.codes.tolist() == ["a"]
    assert [(m.code, m.values["n"]) for m in messages] == [("places_polygons_outside", 2)]
    with pytest.raises(RefusedError) as refusal:
        zones_in(Zones(drawn[1:2]), TOWN, np.zeros((0, 2)))
    assert refusal.value.message.code == "places_no_polygons_left"


def test_coordinates_are_told_apart_to_the_centimetre() -> None:
    points = np.array([[130_000.004, 480_000], [130_000.0, 480_000.004], [130_000.02, 480_000], [130_000, 480_000]])
    spots = Spots.of(points)
    counts, cell = counted_in(spots, points, np.array([1.0, 2, 4, 8]))
    assert counts.tolist() == [11, 4]
    assert cell.tolist() == [0, 0, 1, 0]
    assert spots.cell_of(np.array([[1.0, 1.0], [np.nan, 2.0]])).tolist() == [-1, -1]


@pytest.mark.parametrize(
    ("area", "n", "size"),
    [(1e6, 128, 125), (1e6, 3, 500), (1e6, 100_000, 50), (1e8, 5_000, 200), (1e6, 0, 500), (24.16e6, 4_815, 100)],
)
def test_the_automatic_size_is_twice_the_area_of_one_incident(area: float, n: float, size: float) -> None:
    chosen, message = automatic_size(area, n)
    assert chosen == size
    assert f"{size} m" in say(message, "en")
