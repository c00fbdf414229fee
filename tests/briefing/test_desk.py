"""What the desk says of a location is what a patient reader finds in the tables, row by row."""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from locatierisico.briefing.desk import Desk, levels, read_desk
from locatierisico.registers.store import write
from locatierisico.registers.tables import canonical
from locatierisico.safeguards.messages import RefusedError, Severity

from .made_premises import BARNS, ERF, FARM, HOME, MANY, OTHERS, OUTLINES, SHED, SHOP, make_registers, make_results

if TYPE_CHECKING:
    from pathlib import Path

    from locatierisico.briefing.desk import Premises
    from locatierisico.briefing.results import Results

RESULTS = make_results()
REGISTERS = make_registers()
DESK = Desk("registers.gpkg", REGISTERS, same_date=True)


def premises(unit_id: str, desk: Desk = DESK, results: Results = RESULTS) -> Premises:
    units = results["units"]
    return desk.premises(unit_id, units.loc[units["unit_id"] == unit_id, "geometry"].iloc[0])


@pytest.mark.parametrize("unit_id", [MANY, SHOP, SHED, OTHERS[3]])
def test_a_pand_has_the_objects_that_name_it_and_its_homes_apart(unit_id: str) -> None:
    found = premises(unit_id)
    inside = [row for row in REGISTERS.verblijfsobjecten.itertuples() if unit_id in row.pand_identificaties]
    homes = {row.identificatie for row in inside if row.gebruiksdoelen == {"woonfunctie"}}
    assert set(found.homes["identificatie"]) == homes
    assert set(found.objects["identificatie"]) == {row.identificatie for row in inside} - homes
    assert found.panden["identificatie"].tolist() == [unit_id]
    assert found.panden["footprint"].sum() == pytest.approx(OUTLINES[unit_id].area)


@pytest.mark.parametrize("unit_id", [MANY, SHOP, SHED, OTHERS[3]])
@pytest.mark.parametrize("name", ["leegstand", "vestigingen", "lijsten"])
def test_a_pand_has_the_rows_of_its_objects_and_none_of_its_homes(unit_id: str, name: str) -> None:
    own = {
        row.identificatie
        for row in REGISTERS.verblijfsobjecten.itertuples()
        if unit_id in row.pand_identificaties and row.gebruiksdoelen != {"woonfunctie"}
    }
    table = REGISTERS.tables()[name]
    expected = [at for at, one in table["adresseerbaar_object_identificatie"].items() if one in own]
    assert getattr(premises(unit_id), name).index.tolist() == expected


def test_some_of_these_rows_are_there_to_be_found() -> None:
    assert len(premises(MANY).leegstand) == 2
    assert len(premises(MANY).vestigingen) > 20
    assert len(premises(SHED).vestigingen) == 0


def test_a_yard_has_its_barns_its_house_and_what_hangs_on_the_house() -> None:
    found = premises(ERF)
    assert tuple(found.panden["identificatie"]) == BARNS
    assert FARM not in set(found.panden["identificatie"])
    assert found.homes["openbare_ruimte_naam"].tolist() == ["Polderweg"]
    assert not len(found.objects)
    assert found.lijsten["lijst"].tolist() == ["stoppers"]
    assert found.woz["gebruikscode"].tolist() == ["20"]
    assert found.woz["waarde"].tolist() == [555_000.0]


@pytest.mark.parametrize("unit_id", [MANY, SHOP, SHED, ERF, OTHERS[0]])
def test_incidents_lie_within_100_m_of_the_outline(unit_id: str) -> None:
    outline = RESULTS["units"].set_index("unit_id").geometry[unit_id]
    near = [row.incident_id for row in REGISTERS.incidenten.itertuples() if row.geometry.distance(outline) <= 100]
    assert premises(unit_id).incidents["incident_id"].tolist() == near


def test_woz_values_are_the_last_two_and_homes_have_none() -> None:
    (row,) = premises(SHOP).woz.to_dict("records")
    assert (row["waarde"], row["vorige_waarde"]) == (333_000.0, pytest.approx(0.8 * 333_000))
    assert not len(premises(HOME).woz)


@given(st.lists(st.integers(1, 40), min_size=1, max_size=60))
def test_each_third_of_woz_values_holds_five_at_least_in_order(values: list[int]) -> None:
    objects = pd.DataFrame({"gebruikscode": ["30"] * len(values), "waarde": np.array(values, dtype=float)})
    found = levels(objects)
    if len(values) < 15:
        assert np.isnan(found).all()
        return
    if np.isnan(found).any():  # equal values leave a third too small: then there are no classes at all
        assert np.isnan(found).all()
        assert len(set(values)) < len(values)
        return
    order = np.argsort(objects["waarde"].to_numpy(), kind="stable")
    assert (np.diff(found[order]) >= 0).all()
    assert np.bincount(found.astype(int), minlength=3).min() >= 5


def test_a_class_is_of_the_same_use_and_needs_a_value() -> None:
    objects = pd.DataFrame(
        {"gebruikscode": ["30"] * 16 + ["20"] * 3 + [None], "waarde": [*range(1, 16), np.nan, 1, 2, 3, 9]}
    )
    found = levels(objects)
    assert found[:15].tolist() == [0.0] * 5 + [1.0] * 5 + [2.0] * 5
    assert np.isnan(found[15:]).all()


def test_what_lies_around_is_measured_from_the_outline() -> None:
    """The shed is 20 x 10 m; its road lies 8 m off, a footpath 2 m, water 40 m."""
    around = premises(SHED).around
    ring = 25 * (20 + 10) * 2 + math.pi * 25**2
    below = 25 * 20 + math.pi * 25**2 / 2
    assert dict(around.ground)["erf"] == pytest.approx(below / ring, rel=0.01)
    assert [share for _, share in around.ground] == sorted((share for _, share in around.ground), reverse=True)
    assert around.road == ("rijbaan lokale weg", pytest.approx(8.0))
    assert around.water == ("waterloop", pytest.approx(40.0))
    assert around.access == ["voetpad"]


def test_far_from_everything_nothing_lies_around() -> None:
    around = premises(ERF).around
    assert around == ([], None, [], None)


def test_what_was_not_delivered_is_none_and_not_empty() -> None:
    bare = make_registers(
        woz_objecten=None, woz_waarden=None, leegstand=None, vestigingen=None, lijsten=None, incidenten=None,
        wegdelen=None, terreindelen=None,
    )  # fmt: skip
    found = premises(MANY, Desk("bare.gpkg", bare, same_date=True))
    assert (found.woz, found.leegstand, found.vestigingen, found.lijsten, found.incidents, found.around) == (None,) * 6
    assert len(found.objects) == 80


def test_changes_of_the_bag_are_those_of_the_pand_and_of_its_objects() -> None:
    events = canonical(
        "mutaties",
        {
            "identificatie": [MANY, f"1{4:015d}", f"2{1:015d}", SHOP],
            "objecttype": ["pand", "verblijfsobject", "verblijfsobject", "pand"],
            "gebeurtenis": ["in_gebruik", "gebruiksdoel_gewijzigd", "overig", "ingetrokken"],
            "datum": [pd.Timestamp("2021-01-01")] * 4,
        },
    )
    desk = Desk("registers.gpkg", make_registers(mutaties=events), same_date=True)
    assert premises(MANY, desk).mutaties.index.tolist() == [0, 1]
    assert premises(SHOP, desk).mutaties.index.tolist() == [3]


def test_a_pand_with_another_number_is_found_by_its_place() -> None:
    units = RESULTS["units"]
    outline = units.loc[units["unit_id"] == MANY, "geometry"].iloc[0]
    assert DESK.premises("9" * 16, outline).panden["identificatie"].tolist() == [MANY]
    assert not len(DESK.premises("9" * 16, shapely.box(0, 0, 10, 10)).panden)


def test_registers_come_back_from_the_file_as_they_went_in(tmp_path: Path) -> None:
    write(REGISTERS, tmp_path / "registers.gpkg")
    desk, messages = read_desk(f"{tmp_path / 'registers.gpkg'}|layername=panden", RESULTS)
    assert [message.code for message in messages] == ["sheets_desk"]
    assert desk.same_date
    for unit_id in (MANY, SHOP, ERF):
        read, held = premises(unit_id, desk), premises(unit_id)
        assert read.objects["identificatie"].tolist() == held.objects["identificatie"].tolist()
        assert read.incidents["incident_id"].tolist() == held.incidents["incident_id"].tolist()
        assert read.woz["waarde"].tolist() == held.woz["waarde"].tolist()


def test_registers_of_another_date_or_delivery_are_told(tmp_path: Path) -> None:
    fewer = REGISTERS.panden[~REGISTERS.panden["identificatie"].isin([SHED, BARNS[0]])].reset_index(drop=True)
    write(make_registers(peildatum=date(2023, 6, 1), panden=fewer), tmp_path / "registers.gpkg")
    desk, messages = read_desk(str(tmp_path / "registers.gpkg"), RESULTS)
    assert not desk.same_date
    told = {message.code: message for message in messages if message.severity is Severity.WARNING}
    assert set(told) == {"sheets_desk_other_date", "sheets_desk_astray"}
    assert set(told["sheets_desk_astray"].objects) == {SHED, ERF}


def test_registers_of_another_municipality_are_refused(tmp_path: Path) -> None:
    elsewhere = REGISTERS.panden.assign(identificatie=[f"9{one[1:]}" for one in REGISTERS.panden["identificatie"]])
    write(make_registers(panden=elsewhere), tmp_path / "registers.gpkg")
    with pytest.raises(RefusedError, match="another municipality"):
        read_desk(str(tmp_path / "registers.gpkg"), RESULTS)


def test_a_file_that_is_not_there_or_holds_no_registers_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError):
        read_desk(str(tmp_path / "nothing.gpkg"), RESULTS)
    RESULTS["areas"].set_crs(28992).to_file(tmp_path / "areas.gpkg", driver="GPKG")
    with pytest.raises(RefusedError):
        read_desk(str(tmp_path / "areas.gpkg"), RESULTS)
