from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely

from locatierisico.hotspots.grid import square_grid
from locatierisico.hotspots.places.hexagons import hexagons
from locatierisico.hotspots.places.place_exposure import Objects, exposure_in
from locatierisico.hotspots.places.zones import Zones
from locatierisico.safeguards.messages import CancelledError, RefusedError
from locatierisico.safeguards.watch import Watch

if TYPE_CHECKING:
    from locatierisico.hotspots.places.places import Places

TOWN = shapely.box(0, 0, 2_000, 2_000)
PLACES = [square_grid(TOWN, 125), hexagons(TOWN, 125), Zones(square_grid(TOWN, 250).boxes())]
IDS = ["square", "hexagon", "polygons"]


def streets(rng: np.random.Generator, n: int = 60) -> np.ndarray:
    return shapely.linestrings(np.cumsum(rng.normal(0, 150, (n, 6, 2)), axis=1) + rng.uniform(0, 2_000, (n, 1, 2)))


@pytest.mark.parametrize("places", PLACES, ids=IDS)
def test_metres_of_street_are_those_inside_each_place(places: Places) -> None:
    lines = streets(np.random.default_rng(1))
    exposed, messages = exposure_in(places, Objects(lines))
    one_by_one = [shapely.length(shapely.intersection(shape, lines)).sum() for shape in places.boxes()]
    assert exposed.amount == pytest.approx(np.array(one_by_one), abs=1e-6)
    assert (exposed.unit, exposed.per) == ("metres", 1_000)
    assert [m.code for m in messages] == ["exposure_metres", "exposure_partly_outside"]


@pytest.mark.parametrize("places", PLACES[::2], ids=IDS[::2])
def test_a_street_along_a_border_counts_once(places: Places) -> None:
    lines = np.array([shapely.linestrings([(500, 100), (500, 1_900)]), shapely.linestrings([(100, 750), (1_900, 750)])])
    exposed, _ = exposure_in(places, Objects(lines))
    assert exposed.amount.sum() == pytest.approx(3_600)


@pytest.mark.parametrize("places", PLACES, ids=IDS)
def test_square_metres_are_those_inside_each_place(places: Places) -> None:
    rng = np.random.default_rng(2)
    fields = shapely.buffer(shapely.points(rng.uniform(0, 2_000, (25, 2))), rng.uniform(20, 500, 25))
    fields[0] = shapely.difference(fields[0], shapely.buffer(shapely.centroid(fields[0]), 10))
    exposed, _ = exposure_in(places, Objects(fields))
    one_by_one = [shapely.area(shapely.intersection(shape, fields)).sum() for shape in places.boxes()]
    assert exposed.amount == pytest.approx(np.array(one_by_one), rel=1e-9, abs=1e-6)
    assert exposed.unit == "square metres"


@pytest.mark.parametrize("places", PLACES, ids=IDS)
def test_an_amount_is_divided_by_what_lies_inside(places: Places) -> None:
    half = shapely.box(-1_000, 500, 1_000, 1_000)  # half of it lies in the town
    line = shapely.linestrings([(-500, 510), (1_500, 510)])  # three quarters
    by_area, _ = exposure_in(places, Objects(np.array([half, shapely.box(10, 10, 20, 20)]), np.array([80.0, 3])))
    inside = shapely.union_all(places.boxes())
    share = shapely.area(half & inside) / half.area
    assert by_area.amount.sum() == pytest.approx(80 * share + shapely.area(shapely.box(10, 10, 20, 20) & inside) * 0.03)
    by_length, _ = exposure_in(places, Objects(np.array([line]), np.array([200.0])))
    assert by_length.amount.sum() == pytest.approx(200 * shapely.length(line & inside) / 2_000)
    assert by_length.unit == "field"


def test_points_count_and_amounts_that_are_missing_are_told() -> None:
    objects = Objects(shapely.points([[60, 60], [61, 60], [1_000, 1_000], [-5, 0]]), np.array([2.0, 3, np.nan, 1]))
    exposed, messages = exposure_in(PLACES[0], objects)
    assert (exposed.amount[0], exposed.amount.sum()) == (5, 5)
    assert [(m.code, m.values["n"]) for m in messages] == [
        ("exposure_without_amount", 1),
        ("hotspots_exposure_outside", 1),
    ]


@pytest.mark.parametrize(
    ("geometry", "code"),
    [
        (shapely.box(9e5, 9e5, 9.1e5, 9.1e5), "exposure_none_inside"),
        (shapely.linestrings([(9e5, 9e5), (9.1e5, 9e5)]), "exposure_none_inside"),
        (shapely.Point(9e5, 9e5), "hotspots_exposure_missing"),
    ],
)
def test_exposure_elsewhere_gives_way_to_area(geometry: shapely.Geometry, code: str) -> None:
    exposed, messages = exposure_in(PLACES[0], Objects(np.array([geometry])))
    assert exposed.unit == "area"
    assert (exposed.amount == 125**2).all()
    assert code in [m.code for m in messages]


def test_a_negative_amount_is_refused_and_cancel_ends_it() -> None:
    with pytest.raises(RefusedError) as refusal:
        exposure_in(PLACES[0], Objects(shapely.points([[60, 60]]), np.array([-1.0])))
    assert refusal.value.message.code == "exposure_negative"
    with pytest.raises(CancelledError):
        exposure_in(PLACES[0], Objects(streets(np.random.default_rng(1))), Watch(cancelled=lambda: True))


@pytest.mark.parametrize("shape", [shapely.Point(500, 500), shapely.box(0, 0, 900, 900)])
def test_amounts_that_are_all_0_are_said_to_be_0_and_not_to_lie_elsewhere(shape: shapely.Geometry) -> None:
    exposed, messages = exposure_in(PLACES[0], Objects(np.array([shape, shape]), np.zeros(2)))
    assert exposed.unit == "area"
    assert [(m.code, m.values["n"]) for m in messages] == [("exposure_all_zero", 2)]
