from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from locatierisico.indicators.catalogue.road_accessibility import compute

if TYPE_CHECKING:
    from collections.abc import Callable

    from locatierisico.indicators.units import Units

# A street of 3 km east from the main road that runs north at x = 0.
ROADS = [
    {"line": [(0, 0), (0, 1000)], "van": "a", "naar": "b", "soort": "P"},
    {"line": [(0, 0), (1000, 0)], "van": "a", "naar": "c"},
    {"line": [(1000, 0), (3000, 0)], "van": "c", "naar": "d"},
]
PANDEN = [
    {"id": "Near", "box": (45, 5, 55, 15)},
    {"id": "One", "box": (990, 5, 1010, 15)},
    {"id": "Far", "box": (1990, 5, 2010, 15)},
]


def test_minus_ln_of_kilometres_over_the_road(make_units: Callable[..., Units], make_roads: Callable[..., Any]) -> None:
    units = make_units(PANDEN, wegvakken=make_roads(ROADS))
    # 10 m to the street and 50, 1000, 2000 m along it; under 100 m counts as 100 m.
    assert compute(units).values.to_list() == pytest.approx([-np.log(0.1), -np.log(1.01), -np.log(2.01)])


def test_cycle_paths_are_no_road(make_units: Callable[..., Units], make_roads: Callable[..., Any]) -> None:
    # A provincial cycle path past Far is neither a goal nor a way.
    path = {"line": [(2000, 0), (2000, 500)], "van": "e", "naar": "f", "soort": "P", "baan": "FP"}
    short = {"line": [(0, 20), (2000, 20)], "van": "b", "naar": "d", "baan": "FP"}
    units = make_units(PANDEN, wegvakken=make_roads([*ROADS, path, short]))
    assert compute(units).values["Far"] == pytest.approx(-np.log(2.01))


def test_left_out_where_all_are_alike(make_units: Callable[..., Units], make_roads: Callable[..., Any]) -> None:
    units = make_units(PANDEN, units={"One": ["One"], "Near": ["One"]}, wegvakken=make_roads(ROADS))
    measured = compute(units)
    assert measured.values.isna().all()
    assert [message.code for message in measured.messages] == ["catalogue_access_alike"]


def test_without_main_road_or_register(make_units: Callable[..., Units], make_roads: Callable[..., Any]) -> None:
    measured = compute(make_units(PANDEN, wegvakken=make_roads(ROADS[1:])))
    assert measured.values.isna().all()
    assert [message.code for message in measured.messages] == ["catalogue_no_main_roads"]
    assert compute(make_units(PANDEN)).values.isna().all()


def test_straight_times_detour_without_network(
    make_units: Callable[..., Units], make_roads: Callable[..., Any]
) -> None:
    units = make_units(PANDEN, wegvakken=make_roads(ROADS))
    object.__setattr__(units.place, "graph", None)
    measured = compute(units)
    assert measured.values["Far"] == pytest.approx(-np.log(2 * 1.3))
    assert [message.code for message in measured.messages] == ["catalogue_no_network"]
