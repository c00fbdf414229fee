from __future__ import annotations

from typing import TYPE_CHECKING

from locatierisico.indicators.catalogue.unaddressed_share import compute

if TYPE_CHECKING:
    from collections.abc import Callable

    from locatierisico.indicators.units import Units


def test_footprint_without_address(make_units: Callable[..., Units]) -> None:
    panden = [
        {"id": "P1", "box": (0, 0, 30, 10)},
        {"id": "P2", "box": (40, 0, 50, 10)},
        {"id": "P3", "box": (60, 0, 70, 10)},
    ]
    units = make_units(panden, [{"pand": "P2"}, {"pand": "P3"}], units={"U": ["P1", "P2"], "V": ["P3"]})
    # 300 of 400 m²; all of V has an address.
    assert compute(units).values.to_list() == [0.75, 0]
