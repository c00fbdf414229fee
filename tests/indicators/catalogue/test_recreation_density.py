from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from locatierisico.indicators.catalogue.recreation_density import compute

if TYPE_CHECKING:
    from collections.abc import Callable

    from locatierisico.indicators.units import Areas, Units


def test_lodging_per_hectare(make_units: Callable[..., Units], make_areas: Callable[..., Areas]) -> None:
    panden = [{"id": f"P{i}", "box": (20 * i, 10, 20 * i + 10, 20)} for i in range(5)]
    vbo = [{"pand": f"P{i}", "doelen": "logiesfunctie"} for i in range(3)]
    vbo += [{"pand": "P3", "doelen": ["logiesfunctie", "woonfunctie"]}, {"pand": "P4"}]
    units = make_units(panden, vbo)
    areas = make_areas(units, {"A": (0, 0, 200, 100), "B": (500, 0, 600, 100)})
    assert compute(areas).values.to_list() == pytest.approx([2, 0])  # 4 on 2 ha
