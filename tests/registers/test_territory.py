from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
import shapely

from locatierisico.registers.tables import Registers, canonical, empty
from locatierisico.registers.territory import territory
from locatierisico.safeguards.messages import RefusedError, Severity, say


def registers(places: list[tuple[float, float]], **tables: Any) -> Registers:
    panden = np.array([shapely.MultiPolygon([shapely.box(x, y, x + 10, y + 10)]) for x, y in places], dtype=object)
    return Registers(date(2021, 10, 15), canonical("panden", {}, panden), empty("verblijfsobjecten"), **tables)


def areas(name: str, column: str, values: list[str], *boxes: tuple[float, float, float, float]) -> Any:
    return canonical(name, {column: values}, np.array([shapely.box(*b) for b in boxes], dtype=object))


TOWN = [(x, y) for x in range(0, 1000, 100) for y in range(0, 1000, 100)]


def test_the_border_comes_first_and_neighbours_stay_out() -> None:
    beyond = [(1100.0, 20.0 * i) for i in range(10)]  # read past the border
    border = areas("gemeentegrens", "identificatie", ["0457", "0363"], (-50, -50, 1050, 1050), (1050, -50, 5000, 1050))
    places = areas("woonplaatsen", "identificatie", ["1"], (0, 0, 10, 10))
    ground, message = territory(registers([*TOWN, *beyond], gemeentegrens=border, woonplaatsen=places))
    assert ground.equals(shapely.box(-50, -50, 1050, 1050))
    assert dict(message.values) == {"source": "gemeentegrens", "n": 1, "total": 2}
    assert "gemeentegrens" in say(message, "nl")


def test_a_buurt_without_panden_belongs_to_its_municipality() -> None:
    codes = ["GM0457", "GM0457", "GM0363"]
    boxes = [(-50, -50, 1050, 1050), (1050, -50, 2050, 1050), (2050, -50, 3050, 1050)]
    ground, message = territory(registers(TOWN, buurten=areas("buurten", "gemeentecode", codes, *boxes)))
    assert ground.area == pytest.approx(2 * 1100 * 1000 + 100 * 1100)
    assert (message.values["source"], message.values["n"]) == ("buurten", 2)


def test_woonplaatsen_join_and_one_elsewhere_does_not() -> None:
    boxes = [(-50, -50, 450, 1050), (450, -50, 1050, 1050), (9000, 0, 9900, 900)]
    ground, message = territory(
        registers(TOWN, woonplaatsen=areas("woonplaatsen", "identificatie", list("123"), *boxes))
    )
    assert ground.area == pytest.approx(1100 * 1100)
    assert (message.values["source"], message.values["n"]) == ("woonplaatsen", 2)


def test_polygons_elsewhere_are_passed_over() -> None:
    elsewhere = areas("gemeentegrens", "identificatie", ["1"], (9000, 0, 9900, 900))
    _, message = territory(registers(TOWN, gemeentegrens=elsewhere))
    assert message.code == "territory_around_panden"
    assert message.severity is Severity.WARNING


@pytest.mark.parametrize("places", [TOWN, TOWN[:1], TOWN[:2], TOWN[:3]])
def test_a_line_around_the_panden_holds_them_all(places: list[tuple[float, float]]) -> None:
    made = registers(places)
    ground, message = territory(made)
    assert ground.geom_type in {"Polygon", "MultiPolygon"}
    assert shapely.covers(ground, made.panden.geometry.to_numpy()).all()
    assert message.values["n"] == len(places)
    assert ground.area < 1400 * 1400


def test_nothing_at_all_is_refused() -> None:
    with pytest.raises(RefusedError, match="BAG"):
        territory(registers([]))
