"""The whole job on a real municipality that has nothing but its BAG."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from locatierisico.indicators.assess import Options, assess
from locatierisico.registers.load import load
from locatierisico.safeguards.messages import say

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def weesp(shared: Path) -> Any:
    zipped = shared / "data" / "bag" / "BAGGEM0457L-15102021_Weesp.zip"
    return assess(load({"BAG": [zipped]}, date(2021, 10, 15)).registers, Options(draws=100))


def test_estates_and_countryside_are_scored_and_shops_show_values(weesp: Any) -> None:
    states = weesp.units.groupby("area_type")["state"].value_counts()
    assert states["bedrijventerrein", "scored"] + states["buitengebied", "scored"] >= 200
    assert states["buitengebied", "scored"] > 0
    shops = weesp.units[(weesp.units["area_type"] == "winkelgebied") & (weesp.units["state"] != "dwelling")]
    assert set(shops["state"]) == {"insufficient data"}
    assert shops["small_unit_share"].notna().all()
    (lacks,) = [m for m in weesp.messages if m.code == "index_values_only"]
    assert all(word in say(lacks, "nl") for word in ("winkelgebied", "woz_objecten", "leegstand", "vestigingen"))


def test_what_has_only_dwellings_is_never_scored(weesp: Any) -> None:
    registers = weesp.place.registers
    business = registers.verblijfsobjecten
    business = business[[bool(uses - {"woonfunctie"}) for uses in business["gebruiksdoelen"]]]
    with_business = set(business["pand_identificaties"].explode())
    with_any = set(registers.verblijfsobjecten["pand_identificaties"].explode())
    scored = weesp.units.loc[weesp.units["risk_score"].notna(), "unit_id"]
    panden = scored[~scored.str.startswith("erf-")]
    assert not [one for one in panden if one in with_any and one not in with_business]
    unscored = weesp.units[weesp.units["state"].isin(["dwelling", "cluster"])]
    assert len(unscored)
    kept = ["unit_id", "area_id", "area_type", "state", "contains_dwelling", "geometry"]
    assert unscored.drop(columns=kept).isna().all(axis=None)


def test_every_message_can_be_said_in_both_languages(weesp: Any) -> None:
    for message in weesp.messages:
        assert say(message, "en") != say(message, "nl")
