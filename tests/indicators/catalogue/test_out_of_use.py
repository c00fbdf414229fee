from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from locatierisico.indicators.catalogue.out_of_use import INDICATOR, compute
from locatierisico.indicators.model import Direction

if TYPE_CHECKING:
    from collections.abc import Callable

    from locatierisico.indicators.units import Units


def test_floor_space_out_of_use(make_units: Callable[..., Units]) -> None:
    panden = [
        {"id": "P1", "box": (0, 0, 10, 10)},
        {"id": "P2", "box": (20, 0, 30, 10), "status": "Sloopvergunning verleend"},
        {"id": "P3", "box": (40, 0, 50, 10), "status": "Pand buiten gebruik"},
        {"id": "P4", "box": (60, 0, 70, 10)},
    ]
    vbo = [
        {"pand": "P1", "m2": 100, "status": "Verblijfsobject buiten gebruik"},
        {"pand": "P1", "m2": 300},
        {"pand": "P2", "m2": 50},
        {"pand": "P3", "m2": None},
    ]
    share = compute(make_units(panden, vbo))
    # P1: 100 of 400 m²; P2 whole; of P3 the size is unknown, P4 holds nothing.
    assert share.values.to_list() == pytest.approx([0.25, 1, float("nan"), float("nan")], nan_ok=True)


def test_is_context_only() -> None:
    assert INDICATOR.direction is Direction.CONTEXT
