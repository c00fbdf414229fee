from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from locatierisico.indicators.formation import form
from locatierisico.indicators.occupancy import occupancy
from locatierisico.indicators.woz_objects import business_objects
from locatierisico.registers.tables import canonical

if TYPE_CHECKING:
    from locatierisico.registers.tables import Registers

WOON, INDUSTRIE = {"woonfunctie"}, {"industriefunctie"}


def vbo(i: int) -> str:
    return f"1{i:015d}"


def pand(i: int) -> str:
    return f"{i:016d}"


def woz(*objects: tuple[str, tuple[str, ...], tuple[str, ...], str | None]) -> pd.DataFrame:
    number, addressed, panden, code = zip(*objects, strict=True)
    return canonical(
        "woz_objecten",
        {
            "wozobjectnummer": number,
            "adresseerbaar_object_identificaties": addressed,
            "pand_identificaties": panden,
            "gebruikscode": code,
        },
    )


def take(registers: Registers) -> pd.DataFrame:
    return business_objects(registers, occupancy(registers))[0].set_index("wozobjectnummer")


def test_homes_are_never_taken(town: object) -> None:
    panden = [(0, 0, 10), (50, 0, 10), (100, 0, 10), (150, 0, 10)]
    uses = [(0, WOON), (1, INDUSTRIE), (2, WOON | INDUSTRIE)]
    taken = take(
        town(
            panden,
            uses,
            woz_objecten=woz(
                ("home", (vbo(0),), (), "10"),
                ("home at a firm", (vbo(1),), (), "10"),
                ("holiday home", (vbo(1),), (), "12"),
                ("practice at home", (vbo(0),), (), "11"),
                ("practice at a mixed address", (vbo(2),), (), "11"),
                ("partly home at a home", (vbo(0),), (), "21"),
                ("farm on its house", (vbo(0),), (), "20"),
                ("firm", (vbo(0), vbo(1)), (), "30"),
                ("no code at a home", (vbo(0),), (), None),
                ("no code at a firm", (vbo(1),), (), None),
                ("no code, a home by its pand", (), (pand(0),), None),
                ("by its pand", (), (pand(3),), "30"),
                ("nowhere", (), (), "40"),
            ),
        )
    )
    assert taken["pand"].to_dict() == {
        "practice at a mixed address": 2,
        "farm on its house": 0,
        "firm": 1,
        "no code at a firm": 1,
        "by its pand": 3,
        "nowhere": -1,
    }
    assert taken.loc["by its pand", ["x", "y"]].tolist() == [155, 5]
    assert taken.loc["nowhere", ["x", "y"]].isna().all()
    # Two verblijfsobjecten of 100 m² each.
    assert taken["oppervlakte"].dropna().to_dict() == {
        "practice at a mixed address": 100,
        "farm on its house": 100,
        "firm": 200,
        "no code at a firm": 100,
    }


def test_the_last_two_values_up_to_the_peildatum(town: object) -> None:
    values = canonical(
        "woz_waarden",
        {
            "wozobjectnummer": ["a"] * 4 + ["b", "c"],
            "waardepeildatum": ["2022-01-01", "2024-01-01", "2023-01-01", "2025-01-01", "2023-01-01", "2023-01-01"],
            "vastgestelde_waarde": [100, 300, 200, 400, 50, 60],
            "gebruikscode": ["20", "30", "31", "30", None, "10"],
        },
    )
    objects = woz(("a", (vbo(0),), (), None), ("b", (vbo(0),), (), "30"), ("c", (vbo(0),), (), None))
    taken = take(town([(0, 0, 10)], [(0, INDUSTRIE)], woz_objecten=objects, woz_waarden=values))
    # Object c is a home by the code that came with its value.
    assert taken["waarde"].to_dict() == {"a": 300, "b": 50}
    assert taken["vorige_waarde"].dropna().to_dict() == {"a": 200}
    assert taken["vorige_datum"].dropna().to_dict() == {"a": pd.Timestamp("2023-01-01")}
    assert taken["gebruikscode"].to_dict() == {"a": "30", "b": "30"}
    assert taken["vorige_code"].dropna().to_dict() == {"a": "31"}


def test_without_values_the_columns_are_there(town: object) -> None:
    taken = take(town([(0, 0, 10)], [(0, INDUSTRIE)], woz_objecten=woz(("a", (vbo(0),), (), "30"))))
    assert taken[["waarde", "vorige_waarde"]].isna().all(axis=None)
    assert taken["waarde"].dtype == "float64"


def test_a_complex_takes_the_objects_of_its_erf_and_a_pand_its_own(town: object) -> None:
    panden = [(0, 0, 10), (0, 20, 30), (2000, 0, 30), (2100, 0, 30)]
    areas = [("buitengebied", (-50, -50, 1000, 1000)), ("bedrijventerrein", (1900, -50, 3000, 1000))]
    areas += [("winkelgebied", (9000, 0, 9001, 1))]
    objects = woz(("farm", (vbo(0),), (), "20"), ("firm", (vbo(1),), (), "30"))
    made = form(town(panden, [(0, WOON), (2, INDUSTRIE), (3, INDUSTRIE)], areas, woz_objecten=objects), {})
    farm, firm = made.units["buitengebied"].woz, made.units["bedrijventerrein"].woz
    assert farm[["wozobjectnummer", "unit"]].to_numpy().tolist() == [["farm", 0]]
    assert firm[["wozobjectnummer", "unit"]].to_numpy().tolist() == [["firm", 0]]
    assert made.place.woz["pand"].tolist() == [0, 2]
