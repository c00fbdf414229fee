from __future__ import annotations

from typing import TYPE_CHECKING

from locatierisico.indicators.catalogue.small_unit_share import compute

if TYPE_CHECKING:
    from collections.abc import Callable

    from locatierisico.indicators.units import Units


def test_share_of_business_units_from_6_to_75(make_units: Callable[..., Units]) -> None:
    vbo = [{"pand": "P1", "m2": m2} for m2 in (5.9, 6, 75, 75.1, None)]
    vbo.append({"pand": "P1", "m2": 50, "doelen": "woonfunctie"})
    vbo.append({"pand": "P3", "m2": None})
    units = make_units([{"id": p, "box": (20 * i, 0, 20 * i + 10, 10)} for i, p in enumerate(["P1", "P2", "P3"])], vbo)
    share = compute(units)
    # Of 5.9, 6, 75 and 75.1 m² two are small; the unknown one and the home do not count.
    assert share.numerator.to_list() == [2, 0, 0]
    assert share.denominator.to_list() == [4, 0, 0]
    assert share.values["P1"] == 0.5
    assert share.values[["P2", "P3"]].isna().all()
    assert compute(units, max_area=60).values["P1"] == 0.25
