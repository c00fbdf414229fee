from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from locatierisico.indicators.catalogue.isolation import compute

if TYPE_CHECKING:
    from collections.abc import Callable

    from locatierisico.indicators.units import Units

PANDEN = [
    {"id": "Barn", "box": (0, 0, 50, 20), "erf": 1},
    {"id": "Shed", "box": (0, 30, 10, 40), "erf": 1},
    {"id": "House", "box": (-30, 0, -20, 10), "erf": 1},
    {"id": "Next", "box": (195, 5, 205, 15), "erf": 2},
]
HOMES = [{"pand": "House", "doelen": "woonfunctie"}, {"pand": "Next", "doelen": "woonfunctie"}]
COMPLEX = {"erf-Barn": ["Barn", "Shed"]}


def test_from_the_largest_pand_to_another_erf(make_units: Callable[..., Units]) -> None:
    units = make_units(PANDEN, HOMES, units=COMPLEX, area_type="buitengebied")
    # The own house does not count; the neighbour's address at (200, 10) lies 150 m from the barn.
    assert compute(units).values.to_list() == pytest.approx([np.log(151)])


def test_far_neighbour_and_houseboat(make_units: Callable[..., Units]) -> None:
    units = make_units(PANDEN[:3], HOMES[:1], units=COMPLEX, area_type="buitengebied", boats=[(9050, 10)])
    assert compute(units).values.to_list() == pytest.approx([np.log(9001)])


def test_no_neighbour_is_missing(make_units: Callable[..., Units]) -> None:
    assert compute(make_units(PANDEN[:3], HOMES[:1], units=COMPLEX)).values.isna().all()
    assert compute(make_units(PANDEN[:2], units=COMPLEX)).values.isna().all()
