"""A BAG that is dressed keeps what it had and says what was made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import pytest
import shapely

from locatierisico.registers.tables import TABLES, Registers, canonical
from locatierisico.synthetic.dress import dress

if TYPE_CHECKING:
    from locatierisico.synthetic.town import Town


@pytest.fixture(scope="module")
def bare(town: Town) -> Registers:
    ids = town.panden["identificatie"].to_numpy()
    panden = canonical(
        "panden", dict(town.panden[["identificatie", "bouwjaar", "status"]].items()), town.panden["geometry"]
    )
    vbo = canonical(
        "verblijfsobjecten",
        {
            "identificatie": town.vbo["identificatie"],
            "pand_identificaties": [(i,) for i in ids[town.vbo["pand"]]],
            "gebruiksdoelen": [frozenset(d.split(",")) for d in town.vbo["gebruiksdoel"]],
            "oppervlakte": town.vbo["oppervlakte"],
        },
        shapely.points(town.vbo[["x", "y"]].to_numpy()),
    )
    return Registers(date(2021, 10, 15), panden, vbo)


def test_the_absent_registers_are_filled_and_named(bare: Registers) -> None:
    dressed = dress(bare, 1)
    assert dressed.simulated == {"woz_objecten", "woz_waarden", "incidenten", "leegstand", "vestigingen"}
    for name in dressed.simulated:
        table = dressed.tables()[name]
        assert list(table.columns)[: len(TABLES[name].columns)] == list(TABLES[name].columns)
    assert dressed.panden is bare.panden
    assert dressed.incidenten is not None
    assert len(dressed.incidenten) == round(len(bare.verblijfsobjecten) / 2)
    assert dressed.incidenten["begin"].max() < pd.Timestamp("2021-10-15")
    assert dressed.woz_waarden is not None
    assert set(dressed.woz_waarden["waardepeildatum"].dt.year) == {2019, 2020}


def test_what_is_there_stays(bare: Registers) -> None:
    own = canonical("leegstand", {"adresseerbaar_object_identificatie": bare.verblijfsobjecten["identificatie"][:3]})
    dressed = dress(replace(bare, leegstand=own), 1)
    assert dressed.leegstand is own
    assert "leegstand" not in dressed.simulated


def test_the_same_seed_dresses_alike(bare: Registers) -> None:
    one, same = dress(bare, 4), dress(bare, 4)
    for name in one.simulated:
        pd.testing.assert_frame_equal(one.tables()[name], same.tables()[name])
