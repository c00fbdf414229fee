from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from locatierisico.indicators.catalogue.value_deviation import compute

if TYPE_CHECKING:
    from collections.abc import Callable

    from locatierisico.indicators.units import Units

# Eleven panden in a line, 20 m apart: every object has the ten others for neighbours.
PANDEN = [{"id": f"P{i}", "box": (20 * i, 0, 20 * i + 10, 10)} for i in range(12)]


def _object(log_price: float, pand: str, code: str = "A1") -> Any:
    return {"waarde": 100 * np.exp(log_price), "pand_id": pand, "soortobjectcode": code}


def test_robust_z_against_the_others(make_units: Callable[..., Units]) -> None:
    # P0 is worth -4; the others 1 … 10: median 5.5, distances .5 .5 1.5 1.5 … 4.5 4.5, their median 2.5.
    woz = [_object(value, f"P{i}") for i, value in enumerate([-4, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])]
    units = make_units(PANDEN, woz=woz)
    z = (-4 - 5.5) / (1.4826 * 2.5)
    assert compute(units).values["P0"] == pytest.approx(-z)
    assert compute(units, mode="absolute").values["P0"] == pytest.approx(abs(z))
    # P10, worth 10, stands beside -4 and 1 … 9: median 4.5, distances 8.5 3.5 2.5 1.5 .5 .5 1.5 2.5 3.5 4.5.
    assert compute(units).values["P10"] == pytest.approx(-(10 - 4.5) / (1.4826 * 2.5))
    assert np.isnan(compute(units).values["P11"])


def test_only_the_nearest_count(make_units: Callable[..., Units]) -> None:
    # With 2 neighbours P0 (5) sees P1 (1) and P2 (3): median 2, mean of their distances 1, MAD 1.
    woz = [_object(value, f"P{i}") for i, value in enumerate([5, 1, 3, 50, 60])]
    assert compute(make_units(PANDEN, woz=woz), neighbours=2).values["P0"] == pytest.approx(-3 / 1.4826)


def test_many_at_one_place_and_all_alike(make_units: Callable[..., Units]) -> None:
    woz = [_object(2, "P0") for _ in range(15)]
    assert compute(make_units(PANDEN, woz=woz)).values["P0"] == 0
    woz.append(_object(9, "P1"))
    assert np.isnan(compute(make_units(PANDEN, woz=woz)).values["P1"])  # no spread to measure by


def test_too_few_are_missing(make_units: Callable[..., Units]) -> None:
    woz = [_object(value, f"P{value}") for value in range(10)]
    assert compute(make_units(PANDEN, woz=woz)).values.isna().all()
