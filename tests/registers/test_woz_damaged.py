"""Messages and answers damaged at random: tables or a refusal, and never anything else."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from locatierisico.registers import woz
from locatierisico.registers.opening import Ask, open_delivery
from locatierisico.safeguards.messages import RefusedError, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DAY = date(2021, 10, 15)
ONE = {
    "number": "045700000001",
    "use": "30",
    "vbo": ["0457010000000001"],
    "panden": ["0457100000000001"],
    "values": [{"date": f"{year}0101", "value": "210000", "since": f"{year + 1}0101"} for year in (2019, 2020)],
}
API = {
    "identificatie": "045700000001",
    "adresseerbaarObjectIdentificaties": ["0457010000000001"],
    "waarden": [{"vastgesteldeWaarde": 210000, "waardepeildatum": "2020-01-01", "beschikkingsStatussen": ["x"]}],
}
LOKET = {
    "wozObject": {"wozobjectnummer": 45700000001, "adresseerbaarobjectid": 457010000000001},
    "wozWaarden": [{"peildatum": "2020-01-01", "vastgesteldeWaarde": 490000}],
    "panden": [],
}


ODD_JSON = (b"null", b"[]", b"{}", b'"x"', b"-1", b"1e999", b"NaN", b"[[1]]", b"true", b'{"a": [{"b": 1}]}', b'""',
            b"0.5", b"9" * 23, b'"\\u0000\\ud800"', b'"2020-13-45"', b'"02"', b'["02", null, 2]')  # fmt: skip
ODD_XML = (b"", b"x", b"-1", b"1e999", b"NaN", b"0" * 40, b"<BG:x/>", b"<!-- -->", b"<![CDATA[1]]>", b"20201345",
           "²٣".encode(), b"&#9;", b"02", b"99999999999999999999", b"0457,0458;|")  # fmt: skip

VALUE_IN_XML = rb'(?<=>)[^<>]+(?=<)|(?<=")(?:true|[A-Z]{3,})(?=")'
VALUE_IN_JSON = rb"(?<=: )[^:{},]+(?=[,}\n])"


def _damaged(held: bytes, rng: np.random.Generator) -> bytes:
    """Damage the bytes: flip some, cut or double a piece, or cut off the rest."""
    content = bytearray(held)
    start, end = sorted(rng.integers(0, len(content), 2).tolist())
    kind = rng.integers(4)
    if kind == 0:
        for at in rng.integers(0, len(content), 3).tolist():
            content[at] = int(rng.integers(256))
    elif kind == 1:
        del content[start : start + int(rng.integers(1, 60))]
    elif kind == 2:
        content[start:start] = content[start : min(end, start + 200)]
    else:
        del content[start:]
    return bytes(content)


def _odd(held: bytes, rng: np.random.Generator) -> bytes:
    """Put something else in the place of three values or names, so that the document stays one."""
    is_xml = held.startswith(b"<?xml")
    values = re.compile(VALUE_IN_XML if is_xml else VALUE_IN_JSON)
    for _ in range(3):
        places = list(values.finditer(held))
        place = places[int(rng.integers(len(places)))]
        words = ODD_XML if is_xml else ODD_JSON
        held = held[: place.start()] + words[int(rng.integers(len(words)))] + held[place.end() :]
    return held


def _outcome(path: Path) -> str:
    try:
        woz.read(open_delivery(Ask("WOZ"), path).raws, DAY)
    except RefusedError as error:
        return "refused" if say(error.message, "nl") else ""
    return "read"


@pytest.mark.parametrize("form", ["stuf", "api", "loket", "lines"])
def test_whatever_is_damaged_gives_tables_or_a_sentence(
    form: str, stuf_woz: Callable[..., bytes], tmp_path: Path
) -> None:
    whole = {
        "stuf": stuf_woz([ONE], placing="relation"),
        "api": json.dumps({"_embedded": {"wozObjecten": [API] * 3}}).encode(),
        "loket": json.dumps([LOKET] * 3, indent=1).encode(),
        "lines": b"\n".join([json.dumps(API).encode()] * 3),
    }[form]
    rng = np.random.default_rng(7)
    path = tmp_path / ("woz.xml" if form == "stuf" else "woz.json")
    outcomes = {"read": 0, "refused": 0}
    for at in range(120):
        path.write_bytes((_odd if at % 2 else _damaged)(whole, rng) or b" ")
        outcomes[_outcome(path)] += 1
    assert min(outcomes.values()) > 10
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
