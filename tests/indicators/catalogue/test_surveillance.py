from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from locatierisico.indicators.catalogue.surveillance import compute

if TYPE_CHECKING:
    from collections.abc import Callable

    from locatierisico.indicators.units import Units


def test_homes_weigh_by_distance(make_units: Callable[..., Units]) -> None:
    panden = [
        {"id": "P", "box": (-5, -5, 5, 5)},
        {"id": "Flat", "box": (45, -5, 55, 5)},
        {"id": "Far", "box": (1000, 0, 1010, 10)},
    ]
    vbo = [{"pand": "P"}, *({"pand": "Flat", "doelen": "woonfunctie"} for _ in range(3))]
    units = make_units(panden, vbo, units={"P": ["P"], "Far": ["Far"]}, boats=[(0, 100), (0, -250), (0, 251)])
    # Three homes at 50 m, a houseboat at 100 m, one at 250 m, one too far: 3/e + 1/e² + e^-5.
    expected = np.log(1 + 3 * np.exp(-1) + np.exp(-2) + np.exp(-5))
    assert compute(units).values.to_list() == pytest.approx([expected, 0])


def test_no_homes_at_all(make_units: Callable[..., Units]) -> None:
    units = make_units([{"id": "P", "box": (0, 0, 10, 10)}], [{"pand": "P"}])
    assert compute(units).values["P"] == 0
