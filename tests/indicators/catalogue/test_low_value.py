from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from locatierisico.indicators.catalogue.low_value import compute

if TYPE_CHECKING:
    from collections.abc import Callable

    from locatierisico.indicators.units import Units

PANDEN = [
    {"id": "P1", "box": (0, 0, 10, 10)},
    {"id": "P2", "box": (20, 0, 30, 10)},
    {"id": "P3", "box": (40, 0, 50, 10)},
]


def _object(log_price: float, pand: str = "P2", code: str = "A1", **more: Any) -> Any:
    return {"waarde": 100 * np.exp(log_price), "pand_id": pand, "soortobjectcode": code, **more}


# ln(v/m²) of eleven objects of one code: median 6, distances 5 4 3 2 1 0 1 2 3 4 5, their median 3.
ELEVEN = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]


def test_under_the_median_minus_mads(make_units: Callable[..., Units]) -> None:
    # 6 - 1 x 1.4826 x 3 = 1.55: only the 1 is low; 6 - .8 x 4.4478 = 2.44: the 1 and the 2.
    woz = [_object(value, "P1" if value <= 2 else "P2") for value in ELEVEN]
    woz.append(_object(0, "P3", oppervlakte=np.nan))
    units = make_units(PANDEN, woz=woz)
    share = compute(units, below=1)
    assert share.values.to_list() == pytest.approx([0.5, 0, np.nan], nan_ok=True)
    assert share.denominator.to_list() == [2, 9, 0]
    assert compute(units, below=0.8).values["P1"] == 1
    assert compute(units).values["P1"] == 0  # 6 - 1.5 x 4.4478 < 0


def test_a_small_code_merges_upward(make_units: Callable[..., Units]) -> None:
    # Three of A2 are too few; with the eleven of A1 they are A: the one at -20 is low beside those.
    woz = [_object(value) for value in ELEVEN] + [
        _object(-20, "P1", "A2"),
        _object(6, "P3", "A2"),
        _object(6, "P3", "A2"),
    ]
    assert compute(make_units(PANDEN, woz=woz)).values.to_list() == [1, 0, 0]


def test_too_few_of_all_is_missing(make_units: Callable[..., Units]) -> None:
    woz = [_object(value, "P1") for value in ELEVEN[:9]]
    assert compute(make_units(PANDEN, woz=woz)).values.isna().all()


def test_all_alike_is_none_low(make_units: Callable[..., Units]) -> None:
    woz = [_object(np.log(3.3), "P1") for _ in range(12)]
    assert compute(make_units(PANDEN, woz=woz)).values["P1"] == 0


def test_without_woz(make_units: Callable[..., Units]) -> None:
    assert compute(make_units(PANDEN)).values.isna().all()
