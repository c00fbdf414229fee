from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from locatierisico.registers import lists
from locatierisico.registers.raw import Raw, Read
from locatierisico.safeguards.messages import RefusedError

PEILDATUM = date(2021, 10, 15)
VBO = [f"045701000000000{n}" for n in range(10)]


def table(name: str = "lijst.csv", **columns: list[Any]) -> Raw:
    return Raw(name, pd.DataFrame(columns, dtype=object), path=Path("/delivery") / name)


def counts(found: Read) -> dict[str, int]:
    return {message.code: message.values["n"] for message in found.messages if "n" in message.values}


def test_what_is_vacant_on_the_peildatum() -> None:
    raw = table(
        vbo_id=[VBO[1], VBO[2][1:], VBO[3], f"{VBO[4]}; {VBO[5]}", VBO[1]],
        leeg_sinds=["1-1-2021", "2021-10-15", "16-10-2021", "", "2019-05-01"],
        leeg_tot=[None, None, None, "2021-10-16", "2021-10-15"],
    )
    found = lists.read_leegstand([raw], PEILDATUM)
    vacant = found.tables["leegstand"].set_index("adresseerbaar_object_identificatie")["leeg_sinds"]
    # 3 begins the day after; the earlier vacancy of 1 ended that day.
    assert vacant.index.tolist() == [VBO[1], VBO[2], VBO[4], VBO[5]]
    assert vacant[VBO[1]] == pd.Timestamp("2021-01-01")
    assert counts(found) == {"columns_zeros_restored": 1, "lists_not_vacant": 2, "lists_vacant_undated": 2}


def test_an_object_that_stands_twice_is_vacant_since_the_first_date() -> None:
    found = lists.read_leegstand([table(bag_id=[VBO[1]] * 2, datum=["1-1-2021", "1-1-2020"])], PEILDATUM)
    assert found.tables["leegstand"]["leeg_sinds"].tolist() == [pd.Timestamp("2020-01-01")]
    assert counts(found)["lists_duplicates"] == 1


def test_only_addressable_objects_are_linked() -> None:
    ids = [
        "0457010000000001",
        "0457020000000001",
        "0457030000000001",
        "0457100000000001",
        "0457200000000001",
        "?",
        None,
    ]
    found = lists.read_lists([table(bag_id=ids)], PEILDATUM)
    assert found.tables["lijsten"]["adresseerbaar_object_identificatie"].tolist() == ids[:3]
    assert counts(found) == {"lists_nummeraanduidingen": 1, "lists_other_ids": 2, "lists_without_id": 1}
    with pytest.raises(RefusedError, match="holds ids of nummeraanduidingen"):
        lists.read_lists([table(bag_id=ids[4:5])], PEILDATUM)
    with pytest.raises(RefusedError, match="spreadsheet damaged"):
        lists.read_lists([table(bag_id=["4,57E+14"])], PEILDATUM)


def test_vestigingen_keep_activity_and_dates_and_never_a_name() -> None:
    raw = table(
        vbo_id=[VBO[1], VBO[1], VBO[1], VBO[2], VBO[3]],
        sbi=["47.11", "4711", "G 47.11.1", "detailhandel", "4711, 5610"],
        datum_vestiging=["1-1-2020", "1-1-2020", "2022-01-01", "2020-01-01", None],
        datum_opheffing=[None, None, None, "2019-01-01", "2021-01-01"],
        handelsnaam=["Bakkerij Jansen"] * 5,
    )
    assert lists.recognises_vestigingen(raw)
    found = lists.read_vestigingen([raw], PEILDATUM)
    made = found.tables["vestigingen"]
    assert made["sbi"].tolist() == ["4711", "47111", None, "4711"]
    assert made["datum_opheffing"].tolist()[2:] == [pd.NaT, pd.Timestamp("2021-01-01")]
    assert not made.astype(str).apply(lambda column: column.str.contains("Jansen")).to_numpy().any()
    assert counts(found) == {
        "lists_closed_before_founded": 1, "lists_unreadable_sbi": 1, "lists_duplicates": 1, "lists_founded_later": 1,
    }  # fmt: skip


def test_two_firms_with_the_same_activity_are_two() -> None:
    rows = {"vbo_id": [VBO[1]] * 2, "sbi": ["4711"] * 2}
    assert len(lists.read_vestigingen([table(**rows)], PEILDATUM).tables["vestigingen"]) == 2
    numbered = table(**rows, datum_vestiging=["1-1-2020"] * 2, vestigingsnummer=["1", "2"])
    assert len(lists.read_vestigingen([numbered], PEILDATUM).tables["vestigingen"]) == 2


def test_a_list_goes_by_its_column_or_its_file() -> None:
    rows = {"vbo_id": [VBO[1], VBO[2]], "datum": ["1-1-2020", "1-1-2022"], "opmerking": ["J. Jansen", ""]}
    found = lists.read_lists([table("stoppers.csv", **rows)], PEILDATUM)
    made = found.tables["lijsten"]
    assert made.to_numpy().tolist() == [["stoppers", VBO[1], pd.Timestamp("2020-01-01"), "stoppers.csv"]]
    assert counts(found) == {"lists_later": 1}
    named = table(**rows, lijst=["vergunning", "signaal"], bron=["RVO", "RVO"])
    assert lists.read_lists([named], PEILDATUM).tables["lijsten"]["lijst"].tolist() == ["vergunning"]


def test_free_text_in_a_source_is_not_read() -> None:
    raw = table(vbo_id=[VBO[1]], bron=["Volgens de buurman, J. Jansen, komt hier elke avond bezoek"])
    found = lists.read_lists([raw], PEILDATUM)
    assert found.tables["lijsten"]["bron"].tolist() == ["lijst.csv"]
    assert found.messages[0].code == "lists_free_text"


def test_a_list_of_woonwagenlocaties_is_refused() -> None:
    with pytest.raises(RefusedError, match="woonwagen"):
        lists.read_lists([table("Woonwagenlocaties.csv", vbo_id=[VBO[1]])], PEILDATUM)


def test_codes_stored_as_numbers_are_told_of_and_three_digits_get_their_zero_back() -> None:
    frame = pd.DataFrame({"verblijfsobject_id": ["0457010000000001"] * 3, "sbi": [113, 4711, "01.13"]}, dtype=object)
    read = lists.read_vestigingen([Raw("kvk.xlsx", frame)], date(2021, 10, 15))
    assert read.tables["vestigingen"]["sbi"].tolist() == ["0113", "4711", "0113"]
    assert next(m for m in read.messages if m.code == "lists_sbi_as_number").values["n"] == 2
