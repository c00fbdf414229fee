"""Columns matched by hand, remembered by their names."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from locatierisico.registers import areas, incidents, lists, woz
from locatierisico.registers.files import read_file
from locatierisico.registers.load import load
from locatierisico.registers.mapping import (
    ROLES,
    ColumnMapping,
    applied,
    chosen,
    fingerprint,
    mapped,
    proposed,
    read_mapping,
    read_mappings,
    write_mapping,
)
from locatierisico.registers.raw import Raw
from locatierisico.safeguards.messages import RefusedError, Severity, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PEILDATUM = date(2021, 10, 15)
COLUMNS = ["Kenmerk", "Aard", "Gezien op", "Datum invoer", "Oost", "Noord", "Bijzonderheden"]
ROWS = [["A1", "hennep", "1-2-2021 10:00", "9-9-2021", "121000", "487000", "lange tekst"]]
TABLE = Raw("meldingen.csv", pd.DataFrame(ROWS, columns=COLUMNS, dtype=object))
MATCHED = ColumnMapping(
    "INCIDENTS",
    tuple(COLUMNS),
    {"id": "Kenmerk", "kind": "Aard", "begin": "Gezien op", "x": "Oost", "y": "Noord"},
    ("Bijzonderheden",),
    "2021-09-30",
    "meldingen.json",
)


def test_a_table_no_reader_knows_is_read_with_a_mapping() -> None:
    with pytest.raises(RefusedError):
        incidents.read([TABLE], PEILDATUM)
    made = incidents.read([applied(MATCHED, TABLE)], PEILDATUM).tables["incidenten"]
    assert made[["incident_id", "soort"]].to_numpy().tolist() == [["A1", "hennep"]]
    assert made["begin"].tolist() == [pd.Timestamp("2021-02-01 10:00")]
    assert (made.geometry.x[0], made.geometry.y[0]) == (121_000, 487_000)


def test_a_mapping_goes_before_the_names_of_the_columns() -> None:
    # The table has a column named datum, but what happened stands in another; and its einddatum is of the dossier.
    frame = pd.DataFrame(
        [["1-1-2021", "2-1-2021", "31-12-2021", "a", "121000", "487000"]],
        columns=["datum", "Pleegmoment", "einddatum", "soort", "x", "y"],
    )
    roles = {"begin": "Pleegmoment", "kind": "soort", "x": "x", "y": "y"}
    raw = applied(ColumnMapping("INCIDENTS", tuple(frame.columns), roles), Raw("i.csv", frame))
    assert not {"datum", "einddatum"} & set(raw.frame.columns)
    made = incidents.read([raw], PEILDATUM).tables["incidenten"]
    assert made["begin"].tolist() == [pd.Timestamp("2021-01-02")]
    assert made["eind"].tolist() == [pd.Timestamp("2021-01-02 23:59:59")]


def test_columns_without_a_role_that_a_reader_goes_by_stay() -> None:
    frame = pd.DataFrame({"Perceel": ["000457000001"], "waarde_2020": ["100000"], "BAG": ["0457010000000001"]})
    roles = {"number": "Perceel", "vbo": "BAG"}
    raw = applied(ColumnMapping("WOZ", tuple(frame.columns), roles), Raw("w.csv", frame))
    found = woz.read([raw], PEILDATUM).tables["woz_waarden"]
    assert found["vastgestelde_waarde"].tolist() == [100_000]
    frame = pd.DataFrame({"RINNUMMER": ["1"], "Benaming": ["De Noord"]})
    roles = {"area_id": "RINNUMMER", "area_name": "Benaming"}
    raw = applied(ColumnMapping("AREAS", tuple(frame.columns), roles), Raw("a", frame))
    assert raw.frame.columns.tolist() == ["gebied_id", "naam", "RINNUMMER", "Benaming"]


@pytest.mark.parametrize("register", sorted(ROLES))
def test_every_role_is_found_by_its_own_first_name(register: str) -> None:
    for role, names in ROLES[register].items():
        raw = applied(ColumnMapping(register, ("Iets",), {role: "Iets"}), Raw("t", pd.DataFrame({"Iets": ["w"]})))
        assert proposed(raw.frame.columns, register)[role] == names[0]


def test_the_proposal_is_what_the_reader_would_take() -> None:
    columns = ["Zaaknummer", "Soort incident", "Datum", "Tijd", "X", "Y", "Tijdvak"]
    assert proposed(columns, "INCIDENTS") == {
        "id": "Zaaknummer", "kind": "Soort incident", "begin": "Datum", "begin_time": "Tijd", "window": "Tijdvak",
        "x": "X", "y": "Y",
    }  # fmt: skip
    assert proposed(["vbo_id", "SBI", "Vestigingsdatum"], "VESTIGINGEN") == {
        "vbo": "vbo_id", "sbi": "SBI", "founded": "Vestigingsdatum",
    }  # fmt: skip


def test_a_fingerprint_knows_no_order_case_or_stray_space() -> None:
    assert fingerprint(["A  b", "C"]) == fingerprint([" c", "a B "])
    assert fingerprint(["a", "b"]) != fingerprint(["ab"])
    assert fingerprint(["a"]) != fingerprint(["a", "b"])


def test_the_mapping_that_fits_best_is_chosen() -> None:
    more = replace(MATCHED, columns=(*COLUMNS, "Extra"), name="meer")
    few = replace(MATCHED, columns=("Aard",), roles={"kind": "Aard"}, name="weinig")
    other = replace(MATCHED, register="LISTS", roles={"vbo": "Kenmerk"})
    reordered = [column.upper() for column in reversed(COLUMNS)]
    assert chosen([few, more, other, MATCHED], "INCIDENTS", reordered) == MATCHED
    assert chosen([few, more], "INCIDENTS", COLUMNS) == more
    assert chosen([few, more], "INCIDENTS", ["aard", "datum"]) == few
    assert chosen([few, more, MATCHED], "INCIDENTS", ["datum"]) is None
    assert chosen([MATCHED], "WOZ", COLUMNS) is None


def test_a_column_that_is_not_there_is_named() -> None:
    table = replace(TABLE, frame=TABLE.frame.rename(columns={"Gezien op": "Gezien"}))
    with pytest.raises(RefusedError, match=r"meldingen\.csv does not have: Gezien op\.") as refusal:
        mapped([MATCHED], "INCIDENTS", [table])
    assert "Gezien op" in say(refusal.value.message, "nl")
    assert mapped([replace(MATCHED, remembered=True)], "INCIDENTS", [table]) == ([table], [], [])


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "één.json"
    write_mapping(MATCHED, path)
    held = read_mapping(path)
    assert replace(held, sha256="") == replace(MATCHED, name="één.json")
    assert len(held.sha256) == 64
    mappings, told = read_mappings([tmp_path])
    assert ([one.remembered for one in mappings], told) == ([True], [])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"kind": "iets anders"}, "not a column mapping"),
        ({"version": 2}, "not a column mapping"),
        ({"roles": ["a"]}, "not a column mapping"),
        ({"columns": [1]}, "not a column mapping"),
        ({"register": "BOMEN"}, "unknown register or role: BOMEN"),
        ({"roles": {"boom": "Aard"}}, "unknown register or role: boom"),
        ({"roles": {"id": "Nergens"}}, "does not have: Nergens"),
        ({"roles": {"id": "Naam verdachte"}, "columns": ["Naam verdachte"]}, "columns about persons"),
    ],
)
def test_a_file_that_is_no_mapping(tmp_path: Path, change: dict[str, Any], says: str) -> None:
    path = tmp_path / "m.json"
    write_mapping(MATCHED, path)
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | change), encoding="utf-8")
    with pytest.raises(RefusedError, match=says):
        read_mappings([path])
    mappings, told = read_mappings([tmp_path])
    assert mappings == []
    assert [message.severity for message in told] == [Severity.WARNING] * 2
    assert told[0].code == "mapping_passed_over"


@pytest.mark.parametrize("held", [b"", b"niets", b"[" * 100_000, b"\xff\xfe\x00", b"{}", b"[1]", b" " * (2 << 20)])
def test_a_file_of_something_else(tmp_path: Path, held: bytes) -> None:
    path = tmp_path / "m.json"
    path.write_bytes(held)
    with pytest.raises(RefusedError, match="not a column mapping"):
        read_mapping(path)
    with pytest.raises(RefusedError, match="no such file"):
        read_mapping(tmp_path / "weg.json")


def test_loading_with_a_mapping_tells_it_and_keeps_it_as_an_input(
    light: Callable[..., list[Raw]], tmp_path: Path
) -> None:
    table = tmp_path / "meldingen.csv"
    placed = [["A1", "hennep", "1-2-2021 10:00", "9-9-2021", "131005", "481005", "lange tekst", "J. Jansen"]]
    pd.DataFrame(placed, columns=[*COLUMNS, "Naam verdachte"]).to_csv(table, sep=";", index=False)
    path = tmp_path / "m.json"
    write_mapping(MATCHED, path)
    mappings, _ = read_mappings([path])
    loaded = load({"BAG": light(), "INCIDENTS": [table]}, PEILDATUM, mappings=mappings)
    assert loaded.registers.incidenten is not None
    assert loaded.registers.incidenten["incident_id"].tolist() == ["A1"]
    told = {message.code: message.values for message in loaded.messages}
    assert told["mapping_used"] == {"file": "meldingen.csv", "mapping": "m.json", "made": "2021-09-30"}
    assert told["door_persons"]["columns"] == "Naam verdachte"
    assert [(one.name, one.rows) for one in loaded.inputs if one.register == "MAPPING"] == [("m.json", 5)]
    idle = load({"BAG": light()}, PEILDATUM, mappings=mappings)
    assert "mapping_register_absent" in {message.code for message in idle.messages}


def test_a_workbook_is_matched_by_the_same_names(workbook: Callable[..., Path]) -> None:
    path = workbook(["Meldingen 2021"], COLUMNS, ROWS[0])
    made = incidents.read([applied(MATCHED, read_file(path)[0])], PEILDATUM).tables["incidenten"]
    assert made["incident_id"].tolist() == ["A1"]


def test_roles_are_those_of_the_readers() -> None:
    assert ROLES["LISTS"] is lists.ROLES["LISTS"]
    assert ROLES["AREAS"] is areas.ROLES
    assert set(incidents.ROLES) <= set(ROLES["INCIDENTS"])
