from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from locatierisico.indicators.catalogue.turnover import compute

if TYPE_CHECKING:
    from collections.abc import Callable

    from locatierisico.indicators.units import Units

PANDEN = [
    {"id": "P1", "box": (0, 0, 10, 10)},
    {"id": "P2", "box": (20, 0, 30, 10)},
    {"id": "P3", "box": (40, 0, 50, 10)},
]
VBO = [{"id": "a", "pand": "P1"}, {"id": "b", "pand": "P1"}, {"id": "c", "pand": "P2"}]


def test_moves_per_object_and_year(make_units: Callable[..., Units], make_table: Callable[..., Any]) -> None:
    firms = make_table(
        "vestigingen",
        {
            "adresseerbaar_object_identificatie": ["a", "a", "b", "b", "c"],
            "datum_vestiging": ["2022-01-01", "2024-05-01", "2021-12-31", "2025-01-01", None],
            "datum_opheffing": ["2024-04-01", None, None, None, None],
        },
    )
    share = compute(make_units(PANDEN, VBO, vestigingen=firms))
    # P1: in on 1-1-2022 and 1-5-2024, out on 1-4-2024, the others outside the 36 months: 3 / (2 objects x 3 years).
    assert share.numerator.to_list() == [3, 0, 0]
    assert share.values.to_list() == pytest.approx([0.5, 0, float("nan")], nan_ok=True)
    # In 12 months: in and out of 2024 / (2 x 1).
    assert compute(make_units(PANDEN, VBO, vestigingen=firms), months=12).values["P1"] == 1


def test_without_register(make_units: Callable[..., Units]) -> None:
    assert compute(make_units(PANDEN, VBO)).values.isna().all()
