from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from locatierisico.indicators.catalogue.vacancy import compute

if TYPE_CHECKING:
    from collections.abc import Callable

    from locatierisico.indicators.units import Units

PANDEN = [
    {"id": "P1", "box": (0, 0, 10, 10)},
    {"id": "P2", "box": (20, 0, 30, 10)},
    {"id": "P3", "box": (40, 0, 50, 10)},
]
VBO = [
    {"id": "a", "pand": "P1", "m2": 300},
    {"id": "b", "pand": "P1", "m2": 100},
    {"id": "c", "pand": "P1", "m2": 100},
    {"id": "home", "pand": "P1", "m2": 80, "doelen": "woonfunctie"},
    {"id": "d", "pand": "P2", "m2": 100},
]


def test_share_of_floor_space(make_units: Callable[..., Units], make_table: Callable[..., Any]) -> None:
    listed = make_table(
        "leegstand",
        {
            "adresseerbaar_object_identificatie": ["a", "b", "c", "home"],
            "leeg_sinds": ["2024-12-01", None, "2025-02-01", "2020-01-01"],
        },
    )
    share = compute(make_units(PANDEN, VBO, leegstand=listed))
    # 300 m² stands empty for 31 days and 100 m² since an unknown day; c only after the peildatum. 400 of 500 m².
    assert share.numerator.to_list() == [400, 0, 0]
    assert share.values.to_list() == pytest.approx([0.8, 0, float("nan")], nan_ok=True)
    assert share.parts.to_list() == [3, 1, 0]


def test_min_days_leaves_out_the_undated(make_units: Callable[..., Units], make_table: Callable[..., Any]) -> None:
    listed = make_table(
        "leegstand",
        {"adresseerbaar_object_identificatie": ["a", "b"], "leeg_sinds": ["2023-01-01", None]},
    )
    share = compute(make_units(PANDEN, VBO, leegstand=listed), min_days=365)
    # a stands empty for two years; of b it is not known how long: 300 of 300 + 100 (c).
    assert share.values["P1"] == 0.75
    short = compute(make_units(PANDEN, VBO, leegstand=listed), min_days=732)
    assert short.values["P1"] == 0  # 731 days


def test_no_list_is_missing_and_an_empty_list_is_none_vacant(
    make_units: Callable[..., Units], make_table: Callable[..., Any]
) -> None:
    assert compute(make_units(PANDEN, VBO)).values.isna().all()
    nothing = make_table("leegstand", {})
    assert compute(make_units(PANDEN, VBO, leegstand=nothing)).values["P1"] == 0
