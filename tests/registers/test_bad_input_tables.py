"""What every register that comes as a table does with a table that is not as it should be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from locatierisico.registers import incidents, lists, woz
from locatierisico.registers.files import read_file
from locatierisico.registers.raw import Raw, Read
from locatierisico.safeguards.messages import RefusedError, say

if TYPE_CHECKING:
    from collections.abc import Callable

PEILDATUM = date(2021, 10, 15)
VBO = ["0457010000000001", "0457010000000002", "0457010000000003"]


@dataclass
class Register:
    table: str
    raw: Raw
    read: Callable[[list[Raw], date], Read]
    needed: tuple[str, ...]


def made(table: str, read: Callable[..., Read], needed: tuple[str, ...], **columns: list[object]) -> Register:
    name = f"{table}.csv"
    return Register(table, Raw(name, pd.DataFrame(columns, dtype=object), path=Path(name)), read, needed)


REGISTERS = [
    made("woz_objecten", woz.read, ("wozobjectnummer", "waarde", "vbo_id"), wozobjectnummer=["1", "2", "3"],
         waarde=["100.000", "200.000", "300.000"], waardepeildatum=["1-1-2020"] * 3, vbo_id=VBO),
    made("incidenten", incidents.read, ("soort", "begin", "x"), soort=["a"] * 3, begin=["1-1-2021 10:00"] * 3,
         x=["120000", "120100", "120200"], y=["487000"] * 3, id=["1", "2", "3"]),
    made("leegstand", lists.read_leegstand, ("vbo_id",), vbo_id=VBO, leeg_sinds=["1-1-2020"] * 3),
    made("vestigingen", lists.read_vestigingen, ("vbo_id",), vbo_id=VBO, sbi=["4711"] * 3,
         datum_vestiging=["1-1-2020"] * 3),
    made("lijsten", lists.read_lists, ("vbo_id",), vbo_id=VBO, datum=["1-1-2020"] * 3),
]  # fmt: skip
EVERY = pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.table)
WITH_IDS = pytest.mark.parametrize("register", [REGISTERS[0], *REGISTERS[2:]], ids=lambda register: register.table)


def rows(register: Register, raw: Raw) -> tuple[pd.DataFrame, dict[str, object]]:
    found = register.read([raw], PEILDATUM)
    for message in found.messages:
        assert say(message, "nl") != say(message, "en")
    return found.tables[register.table], {message.code: message.values.get("n") for message in found.messages}


@EVERY
def test_as_it_should_be(register: Register) -> None:
    assert len(rows(register, register.raw)[0]) == 3


@EVERY
def test_a_needed_column_that_is_missing_is_refused(register: Register) -> None:
    for column in register.needed:
        with pytest.raises(RefusedError, match=register.raw.name) as refusal:
            register.read([replace(register.raw, frame=register.raw.frame.drop(columns=column))], PEILDATUM)
        assert say(refusal.value.message, "nl") != say(refusal.value.message, "en")


@EVERY
def test_a_needed_column_without_values_is_refused(register: Register) -> None:
    for column in register.needed:
        with pytest.raises(RefusedError, match=register.raw.name):
            register.read([replace(register.raw, frame=register.raw.frame.assign(**{column: None}))], PEILDATUM)


@EVERY
def test_a_table_of_something_else(register: Register) -> None:
    other = Raw("bomen.csv", pd.DataFrame({"boomsoort": ["eik"], "hoogte": ["12"]}))
    with pytest.raises(RefusedError, match=r"bomen\.csv: not recognised"):
        register.read([other], PEILDATUM)


@EVERY
def test_no_rows(register: Register) -> None:
    with pytest.raises(RefusedError, match="no rows"):
        register.read([replace(register.raw, frame=register.raw.frame.iloc[:0])], PEILDATUM)


@EVERY
def test_a_row_that_stands_twice_counts_once_and_is_told(register: Register) -> None:
    frame = pd.concat([register.raw.frame, register.raw.frame.iloc[:1]], ignore_index=True)
    table, told = rows(register, replace(register.raw, frame=frame))
    assert len(table) == 3
    assert 1 in told.values()


@WITH_IDS
def test_ids_that_lost_their_zeros_are_restored_and_told(register: Register) -> None:
    numbers = pd.Series([float(vbo) for vbo in VBO])
    table, told = rows(register, replace(register.raw, frame=register.raw.frame.assign(vbo_id=numbers)))
    held = table.filter(like="adresseerbaar").iloc[:, 0].explode().tolist()
    assert held == VBO
    assert told["columns_zeros_restored"] == 3


@EVERY
def test_the_file_itself_with_a_space_and_an_accent(register: Register, tmp_path: Path) -> None:
    path = tmp_path / f"levering één {register.table}.csv"
    register.raw.frame.to_csv(path, sep=";", index=False, encoding="cp1252")
    table, _ = rows(register, read_file(path)[0])
    straight, _ = rows(register, register.raw)
    assert len(table) == 3
    if register.table != "lijsten":  # a list takes the name of its file
        pd.testing.assert_frame_equal(pd.DataFrame(table), pd.DataFrame(straight), check_dtype=False)


@EVERY
def test_what_was_made_for_another_register_is_not_read_as_this_one(register: Register) -> None:
    others = [other.raw for other in REGISTERS if other.table != register.table]
    found = register.read([register.raw, others[0] if register.table != "woz_objecten" else others[-1]], PEILDATUM)
    assert register.table in found.tables
