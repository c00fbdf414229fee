from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from locatierisico.indicators.catalogue.barn_stock import area, compute

if TYPE_CHECKING:
    from collections.abc import Callable

    from locatierisico.indicators.units import Areas, Units

PANDEN = [
    {"id": "Barn", "box": (0, 0, 50, 20)},  # 1000 m², no address
    {"id": "Shop", "box": (60, 0, 80, 20)},  # 400 m², sells
    {"id": "Work", "box": (100, 0, 120, 20)},  # 400 m², works
    {"id": "Small", "box": (130, 0, 140, 14)},  # 140 m²
]
VBO = [
    {"pand": "Shop", "doelen": ["industriefunctie", "winkelfunctie"]},
    {"pand": "Work", "doelen": ["industriefunctie", "overige gebruiksfunctie"]},
]


def test_large_panden_without_address_or_for_work(make_units: Callable[..., Units]) -> None:
    units = make_units(PANDEN, VBO, units={"erf-1": ["Barn", "Shop", "Work"], "erf-2": ["Small"]})
    assert compute(units).values.to_list() == pytest.approx([np.log(1401), 0])
    assert compute(units, min_pand=140).values["erf-2"] == pytest.approx(np.log(141))


def test_area_adds_square_metres(make_units: Callable[..., Units], make_areas: Callable[..., Areas]) -> None:
    units = make_units(PANDEN, VBO, units={"erf-1": ["Barn"], "erf-2": ["Work"]})
    areas = make_areas(units, {"A": (0, 0, 200, 100), "B": (500, 0, 600, 100)})
    assert area(units, areas).values.to_list() == pytest.approx([700, np.nan], nan_ok=True)  # 1400 m² on 2 ha
