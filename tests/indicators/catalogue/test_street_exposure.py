from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import shapely

from locatierisico.indicators.catalogue.street_exposure import compute

if TYPE_CHECKING:
    from collections.abc import Callable

    from locatierisico.indicators.units import Units

SQUARE = {"id": "P", "box": (0, 0, 40, 40)}


def test_front_and_the_near_part_of_the_sides(
    make_units: Callable[..., Units], make_wegdelen: Callable[..., Any]
) -> None:
    units = make_units([SQUARE], wegdelen=make_wegdelen([{"box": (-100, -15, 140, -9)}]))
    # 80 points of 2 m. The road lies 9 m before the front: all 20 front points see it. Of each side the points at
    # 1, 3, … 15 m from the front lie 10 to 24 m from the road: 8 each. None of the back. 36 of 80.
    assert compute(units).values["P"] == pytest.approx(36 / 80)


def test_turned_a_little_it_is_nearly_the_same(
    make_units: Callable[..., Units], make_wegdelen: Callable[..., Any]
) -> None:
    roads = make_wegdelen([{"box": (-100, -15, 140, -9)}])
    for angle in (-1, 1):
        turned = {"id": "P", "geometry": shapely.affinity.rotate(shapely.box(0, 0, 40, 40), angle)}
        value = compute(make_units([turned], wegdelen=roads)).values["P"]
        assert value == pytest.approx(36 / 80, abs=3 / 80)


def test_what_stands_between_hides(make_units: Callable[..., Units], make_wegdelen: Callable[..., Any]) -> None:
    roads = make_wegdelen([{"box": (-100, -15, 140, -9)}])
    wall = {"id": "Wall", "box": (-60, -6, 100, -4)}
    units = make_units([SQUARE, wall], wegdelen=roads, units={"P": ["P"]})
    assert compute(units).values["P"] == 0


def test_party_walls_see_nothing(make_units: Callable[..., Units], make_wegdelen: Callable[..., Any]) -> None:
    row = [{"id": f"P{i}", "box": (10 * i, 0, 10 * i + 10, 10)} for i in range(3)]
    units = make_units(row, wegdelen=make_wegdelen([{"box": (-100, -15, 140, -9)}]))
    # Each 10 m side is 5 points; the middle one has only its front, the others a side besides.
    assert compute(units).values.to_list() == pytest.approx([10 / 20, 5 / 20, 10 / 20])


def test_only_what_cars_drive_on_at_ground_level(
    make_units: Callable[..., Units], make_wegdelen: Callable[..., Any]
) -> None:
    paths = make_wegdelen(
        [
            {"box": (-100, -15, 140, -9), "functie": "voetpad"},
            {"box": (-100, -25, 140, -16), "hoogte": 1},
            {"box": (500, 500, 510, 510)},
        ]
    )
    assert compute(make_units([SQUARE], wegdelen=paths)).values["P"] == 0
    assert compute(make_units([SQUARE])).values.isna().all()
