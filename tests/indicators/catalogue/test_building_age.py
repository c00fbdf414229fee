from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from locatierisico.indicators.catalogue.building_age import compute

if TYPE_CHECKING:
    from collections.abc import Callable

    from locatierisico.indicators.units import Units

PANDEN = [
    {"id": "P1", "box": (0, 0, 10, 10), "bouwjaar": 1985},
    {"id": "P2", "box": (20, 0, 50, 10), "bouwjaar": 2005},
    {"id": "P3", "box": (60, 0, 70, 10), "bouwjaar": 1800},
    {"id": "P4", "box": (80, 0, 90, 10), "bouwjaar": None},
    {"id": "P5", "box": (90, 0, 99, 10), "bouwjaar": 2027},
]


def test_age_weighted_by_footprint(make_units: Callable[..., Units]) -> None:
    units = make_units(PANDEN, units={"U": ["P1", "P2"], "Old": ["P3"], "Unknown": ["P4"], "Coming": ["P5"]})
    # 2025: P1 is 40 years on 100 m², P2 20 years on 300 m²: (40·100 + 20·300)/400 = 25; 225 years count as 100.
    expected = [25, 100, np.nan, 0]
    assert compute(units).values.to_list() == pytest.approx(expected, nan_ok=True)
    assert compute(units, cap=80).values["Old"] == 80


def test_unknown_bouwjaar_takes_no_weight(make_units: Callable[..., Units]) -> None:
    units = make_units(PANDEN, units={"U": ["P1", "P4"]})
    assert compute(units).values["U"] == 40
