from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import shapely

from locatierisico.indicators.catalogue.border_proximity import compute

if TYPE_CHECKING:
    from collections.abc import Callable

    from locatierisico.indicators.units import Units

PANDEN = [{"id": f"P{i}", "box": (995 - 10 * i, 4995, 1005 - 10 * i, 5005)} for i in range(4)]


@pytest.mark.parametrize("register", ["gemeentegrens", "woonplaatsen", "buurten"])
def test_distance_to_the_outer_border(
    make_units: Callable[..., Units], make_table: Callable[..., Any], register: str
) -> None:
    columns = {"buurtcode": ["1", "2"], "gemeentecode": ["GM1", "GM1"], "identificatie": ["1", "1"]}
    halves = np.array([shapely.box(0, 0, 1100, 10000), shapely.box(1100, 0, 10000, 10000)], dtype=object)
    spread = [*PANDEN, *({"id": f"Q{i}", "box": (5000 + 20 * i, 0, 5010 + 20 * i, 10)} for i in range(4))]
    units = make_units(spread, units={"P0": ["P0"]}, **{register: make_table(register, columns, halves)})
    # 1000 m from the western border; the line between the halves, 100 m off, is no border.
    assert compute(units).values.to_list() == pytest.approx([np.exp(-0.5)])


def test_without_any_border(make_units: Callable[..., Units]) -> None:
    assert compute(make_units(PANDEN)).values.isna().all()
