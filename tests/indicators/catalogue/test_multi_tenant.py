from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from locatierisico.indicators.catalogue.multi_tenant import area, compute

if TYPE_CHECKING:
    from collections.abc import Callable

    from locatierisico.indicators.units import Areas, Units

# Eight garage boxes of 3 x 6 = 18 m² in a row, wall to wall, and a business centre of 6 tenants.
BOXES = [{"id": f"B{i}", "box": (3 * i, 0, 3 * i + 3, 6)} for i in range(8)]
CENTRE = {"id": "C", "box": (100, 0, 140, 40)}
TENANTS = [{"pand": "C"} for _ in range(6)]


def test_tenants_and_rows(make_units: Callable[..., Units]) -> None:
    units = make_units([*BOXES, CENTRE], [{"pand": "B0"}, *TENANTS])
    values = compute(units).values
    assert values["C"] == pytest.approx(np.log(7))
    assert values["B0"] == pytest.approx(np.log(9))  # one tenant itself, but one of a row of eight
    assert values["B7"] == pytest.approx(np.log(9))


def test_seven_boxes_are_no_row(make_units: Callable[..., Units]) -> None:
    units = make_units(BOXES[:7], [{"pand": "B0"}])
    assert compute(units).values.to_list() == pytest.approx([np.log(2)] + [0] * 6)


@pytest.mark.parametrize(("gap", "counted"), [(15, 1), (15.5, 8)])
def test_boxes_near_a_home_are_no_row(make_units: Callable[..., Units], gap: float, counted: int) -> None:
    home = {"id": "H", "box": (0, 6 + gap, 24, 30 + gap)}
    vbo = [{"pand": "H", "doelen": "woonfunctie"}, {"pand": "B0"}]
    units = make_units([*BOXES, home], vbo, units={"B0": ["B0"]})
    assert compute(units).values["B0"] == pytest.approx(np.log1p(counted))


def test_area_counts_a_row_as_one_pand_per_hectare(
    make_units: Callable[..., Units], make_areas: Callable[..., Areas]
) -> None:
    units = make_units([*BOXES, CENTRE], TENANTS, units={"C": ["C"]})
    areas = make_areas(units, {"A": (0, 0, 200, 100), "Empty": (500, 0, 600, 100)})
    # The centre and the row on 2 ha: 1 per ha.
    assert area(units, areas).values.to_list() == [1, 0]
    assert area(units, areas, tenants=7).values["A"] == 0.5
