"""Tables with bytes changed, cut or doubled: a table or a sentence, never anything else."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import numpy as np
import pytest

from locatierisico.registers.opening import Ask, open_delivery
from locatierisico.safeguards.messages import RefusedError, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TIMES = 150  # per form


def _mutated(held: bytes, draw: np.random.Generator) -> bytes:
    changed = bytearray(held)
    how, at = draw.integers(4), int(draw.integers(len(held)))
    if how == 0:
        changed[at] = int(draw.integers(256))
    elif how == 1:
        del changed[at : at + int(draw.integers(1, 200))]
    elif how == 2:
        changed[at:at] = changed[at : at + 200]
    else:
        changed[at:at] = draw.choice([b"\x00", b'"', b"<", b"&#0;", b"\xff\xfe", b";;;;", b"\r", b"</c>", b"9" * 400])
    return bytes(changed)


def _opens(path: Path) -> bool:
    try:
        opened = open_delivery(Ask("INCIDENTS"), path)
    except RefusedError as error:
        return not say(error.message, "nl")
    for raw in opened.raws:
        assert raw.frame.columns.is_unique
        for message in raw.told:
            assert say(message, "nl")
    return True


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"]
)
def test_a_part_of_a_workbook(workbook: Callable[..., Path], tmp_path: Path, part: str) -> None:
    rows = [[f"A{n}", '<c s="1"><v>44197.5</v></c>', "tussen 22:00 en 06:00", "<c><v>1.5</v></c>"] for n in range(30)]
    source = workbook(["nummer", "datum", "tijd", "x"], *rows, merged=("A3:A4",))
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    draw = np.random.default_rng(1)
    path = tmp_path / "m.xlsx"
    fine = 0
    for _ in range(TIMES):
        with zipfile.ZipFile(path, "w") as archive:
            for name, held in parts.items():
                archive.writestr(name, _mutated(held, draw) if name == part else held)
        fine += _opens(path)
    assert 0 < fine < TIMES


def test_the_workbook_itself(workbook: Callable[..., Path], tmp_path: Path) -> None:
    held = workbook(["nummer", "datum"], *[[f"A{n}", "1-1-2021"] for n in range(30)]).read_bytes()
    draw = np.random.default_rng(2)
    path = tmp_path / "m.xlsx"
    for _ in range(TIMES):
        path.write_bytes(_mutated(held, draw))
        _opens(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_a_text_file(tmp_path: Path, encoding: str) -> None:
    lines = ['nummer;datum;"soort";x', *[f'{n};{n % 28 + 1}-1-2021;"één; twee";12{n},5' for n in range(60)]]
    held = "\r\n".join(lines).encode(encoding)
    draw = np.random.default_rng(3)
    path = tmp_path / "m.csv"
    fine = 0
    for _ in range(2 * TIMES):
        path.write_bytes(_mutated(held, draw))
        fine += _opens(path)
    assert fine > TIMES
