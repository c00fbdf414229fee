from __future__ import annotations

from typing import TYPE_CHECKING, Any

from locatierisico.indicators.catalogue.rear_access import compute

if TYPE_CHECKING:
    from collections.abc import Callable

    from locatierisico.indicators.units import Units

# A row of shops 20 m deep on a street, its pavement before it.
SHOPS = [{"id": f"P{i}", "box": (10 * i, 0, 10 * i + 10, 20)} for i in range(3)]
STREET = [{"box": (-50, -10, 100, -4)}, {"box": (-50, -4, 100, 0), "functie": "voetpad"}]


def test_alley_behind(make_units: Callable[..., Units], make_wegdelen: Callable[..., Any]) -> None:
    alley = {"box": (-5, 22, 18, 24), "functie": "voetpad"}
    values = compute(make_units(SHOPS, wegdelen=make_wegdelen([*STREET, alley]))).values
    # The alley ends 2 m before the third shop, and lies 2 m behind: within 5 m still.
    assert values.to_list() == [1, 1, 1]
    short = {**alley, "box": (-5, 22, 9, 24)}
    values = compute(make_units(SHOPS, wegdelen=make_wegdelen([*STREET, short]))).values
    assert values.to_list() == [1, 1, 0]


def test_the_pavement_before_the_shop_is_no_back_way(
    make_units: Callable[..., Units], make_wegdelen: Callable[..., Any]
) -> None:
    assert compute(make_units(SHOPS, wegdelen=make_wegdelen(STREET))).values.to_list() == [0, 0, 0]


def test_a_back_that_faces_a_road_is_no_back(
    make_units: Callable[..., Units], make_wegdelen: Callable[..., Any]
) -> None:
    alley = {"box": (-5, 22, 40, 24), "functie": "inrit"}
    behind = {"box": (-50, 30, 100, 36)}
    assert compute(make_units(SHOPS, wegdelen=make_wegdelen([*STREET, alley, behind]))).values.to_list() == [0, 0, 0]


def test_without_bgt(make_units: Callable[..., Units]) -> None:
    assert compute(make_units(SHOPS)).values.isna().all()
