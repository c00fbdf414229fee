from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import shapely

from locatierisico.indicators.occupancy import occupancy
from locatierisico.registers.tables import canonical

if TYPE_CHECKING:
    from collections.abc import Callable

    from locatierisico.registers.tables import Registers

    Town = Callable[..., Registers]


@pytest.mark.parametrize(
    ("doelen", "use"),
    [
        (set(), "dwelling"),
        ({"woonfunctie"}, "dwelling"),
        ({"woonfunctie", "winkelfunctie"}, "mixed"),
        ({"winkelfunctie"}, "non-dwelling"),
        ({"logiesfunctie"}, "non-dwelling"),
    ],
)
def test_use(town: Town, doelen: set[str], use: str) -> None:
    assert occupancy(town([(0, 0, 10)], [(0, doelen)])).use.tolist() == [use]


def test_counts_per_pand(town: Town) -> None:
    made = occupancy(
        town(
            [(0, 0, 10), (20, 0, 10), (40, 0, 10)],
            [
                (0, {"woonfunctie"}),
                (0, {"woonfunctie", "kantoorfunctie"}),
                (0, {"kantoorfunctie"}),
                (1, {"sportfunctie"}),
            ],
        )
    )
    assert made.n_vbo.tolist() == [3, 1, 0]
    assert made.n_dwellings.tolist() == [2, 0, 0]
    assert made.n_business.tolist() == [2, 1, 0]
    assert made.n_non_dwelling.tolist() == [1, 1, 0]
    assert made.home.tolist() == [True, False, False]


def test_a_lost_link_is_mended_by_place(town: Town) -> None:
    registers = town([(0, 0, 10), (20, 0, 10)], [(0, {"woonfunctie"}), (1, {"winkelfunctie"})])
    objects = registers.verblijfsobjecten.copy()
    objects["pand_identificaties"] = [("9999999999999999",), ()]
    made = occupancy(replace(registers, verblijfsobjecten=objects))
    assert made.first.tolist() == [0, 1]
    assert [(m.code, m.values["n"]) for m in made.messages] == [("formation_vbo_linked_by_place", 2)]


def test_a_home_that_lies_in_another_pand_makes_that_a_home_too(town: Town) -> None:
    registers = town([(0, 0, 10), (20, 0, 10)], [(0, {"woonfunctie"})])
    objects = registers.verblijfsobjecten.set_geometry([shapely.Point(25, 5)], crs=28992)
    made = occupancy(replace(registers, verblijfsobjecten=objects))
    assert made.home.tolist() == [True, True]
    assert made.n_vbo.tolist() == [1, 0]


def test_a_pand_on_a_standplaats_is_a_home(town: Town) -> None:
    place = canonical("standplaatsen", {"identificatie": ["s"]}, [shapely.MultiPolygon([shapely.box(19, -1, 31, 11)])])
    made = occupancy(town([(0, 0, 10), (20, 0, 10)], [], standplaatsen=place))
    assert made.home.tolist() == [False, True]


def test_in_several_panden(town: Town) -> None:
    registers = town([(0, 0, 10), (10, 0, 10)], [(0, {"woonfunctie"})])
    objects = registers.verblijfsobjecten.copy()
    objects["pand_identificaties"] = [("0000000000000000", "0000000000000001")]
    made = occupancy(replace(registers, verblijfsobjecten=objects))
    assert made.n_dwellings.tolist() == [1, 1]
    assert made.first.tolist() == [0]
