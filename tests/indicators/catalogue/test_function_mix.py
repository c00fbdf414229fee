from __future__ import annotations

from typing import TYPE_CHECKING

from locatierisico.indicators.catalogue.function_mix import compute

if TYPE_CHECKING:
    from collections.abc import Callable

    from locatierisico.indicators.units import Units


def test_home_and_work_in_one_pand(make_units: Callable[..., Units]) -> None:
    panden = [{"id": f"P{i}", "box": (20 * i, 0, 20 * i + 10, 10)} for i in range(5)]
    vbo = [
        {"pand": "P0", "doelen": "woonfunctie"},
        {"pand": "P0", "doelen": "kantoorfunctie"},
        {"pand": "P1", "doelen": ["woonfunctie", "overige gebruiksfunctie"]},
        {"pand": "P2", "doelen": "industriefunctie"},
        {"pand": "P3", "doelen": ["woonfunctie", "winkelfunctie"]},
    ]
    # A shop with a home above it is not meant; a pand without verblijfsobject holds neither.
    assert compute(make_units(panden, vbo)).values.to_list() == [1, 1, 0, 0, 0]
