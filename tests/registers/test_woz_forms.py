"""One small WOZ in every form it is delivered in gives one pair of tables."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from locatierisico.registers.load import load
from locatierisico.registers.raw import Raw

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from locatierisico.registers.load import Loaded

DAY = date(2021, 10, 15)
ONE, TWO, THREE = "045700000001", "045700000002", "045700000012"
VBO = ["0457010000000001", "0457010000000002", "0457010000000003"]
PAND = ["0457100000000001", "0457100000000002", "0457100000000003"]
# Two earlier decisions on 1-1-2019 of the first, an annulled later one on 1-1-2020 of the second, and one on
# 1-1-2020 of the third that stands beside its annulment.
OBJECTS: list[dict[str, Any]] = [
    {
        "number": ONE,
        "use": "30",
        "vbo": VBO[:2],
        "panden": PAND[:2],
        "values": [
            {"date": "20190101", "value": "190000", "since": "20200101"},
            {"date": "20190101", "value": "195000", "since": "20200317"},
            {"date": "20200101", "value": "210000", "since": "20210101", "statuses": ["20"]},
        ],
    },
    {
        "number": TWO,
        "use": "10",
        "vbo": VBO[2:],
        "panden": [],
        "values": [
            {"date": "20200101", "value": "305000", "since": "20210101"},
            {"date": "20200101", "value": "999000", "since": "20210601", "statuses": ["02", "02"]},
        ],
    },
    {
        "number": THREE,
        "use": "21",
        "vbo": [],
        "panden": PAND[2:],
        "values": [
            {"date": "20190101", "value": "80000", "since": "20200101"},
            {"date": "20200101", "value": "82000.5", "since": "20210101", "statuses": ["02", "11"]},
        ],
    },
]
VALUES = [
    (ONE, "2019-01-01", 195_000.0, "30"),
    (ONE, "2020-01-01", 210_000.0, "30"),
    (TWO, "2020-01-01", 305_000.0, "10"),
    (THREE, "2019-01-01", 80_000.0, "21"),
    (THREE, "2020-01-01", 82_000.5, "21"),
]
LINKED = [
    (ONE, tuple(VBO[:2]), tuple(PAND[:2]), "30"),
    (TWO, tuple(VBO[2:]), (), "10"),
    (THREE, (), tuple(PAND[2:]), "21"),
]
STATUSES = {
    "01": "beschikking_genomen",
    "02": "beschikking_vernietigd",
    "11": "bezwaar_gehandhaafd",
    "20": "beroep_aangetekend",
}


def _iso(day: str) -> str:
    return f"{day[:4]}-{day[4:6]}-{day[6:]}"


def _kept(values: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The values the waardeloket shows: per date the last that was not annulled."""
    standing = [value for value in values if set(value.get("statuses", ["01"])) != {"02"}]
    return list({value["date"]: value for value in sorted(standing, key=lambda value: value["since"])}.values())


def _api(spec: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "identificatie": spec["number"],
        "aanduiding": {"straat": "Dorpsstraat", "nummeraanduidingIdentificatie": "0457200000000001"},
        "adresseerbaarObjectIdentificaties": spec["vbo"],
        "pandIdentificaties": spec["panden"],
        "belanghebbendeEigenaar": {"naam": "Kanarievogel", "burgerservicenummer": "999990019"},
        "waarden": [
            {
                "vastgesteldeWaarde": float(value["value"]),
                "waardepeildatum": _iso(value["date"]),
                "ingangsdatum": _iso(value["since"]),
                "beschikkingsStatussen": [STATUSES[status] for status in value.get("statuses", ["01"])],
            }
            for value in reversed(spec["values"])
        ],
    }


def _loket(spec: Mapping[str, Any]) -> dict[str, Any]:
    vbo = [int(one) for one in spec["vbo"]]
    return {
        "wozObject": {
            "wozobjectnummer": int(spec["number"]),
            "adresseerbaarobjectid": vbo[0] if vbo else None,
            "nummeraanduidingid": 457200000000001,
            "verbondenAdresseerbareObjecten": vbo,
            "ontleendeAdresseerbareObjecten": vbo[:1],
        },
        "wozWaarden": [
            {"peildatum": _iso(value["date"]), "vastgesteldeWaarde": float(value["value"])}
            for value in _kept(spec["values"])
        ],
        "panden": [{"bagpandidentificatie": int(one)} for one in spec["panden"]],
        "kadastraleObjecten": [{"kadastraleGemeenteCode": "WSP00", "kadastraalPerceelNummer": 1}],
    }


def _table(typed: Callable[[str, Any], Any]) -> dict[str, list[Any]]:
    """A row per decision, as an application exports them; `typed` makes a cell of a text."""
    rows = [
        {
            "WOZ-objectnummer": typed("number", spec["number"]),
            "Vastgestelde waarde": typed("value", value["value"]),
            "Waardepeildatum": typed("date", value["date"]),
            "Ingangsdatum": typed("date", value["since"]),
            "Status beschikking": ", ".join(value.get("statuses", ["01"])),
            "Gebruikscode": typed("code", spec["use"]),
            "VBO id": "; ".join(spec["vbo"]) or None,
            "Pand id": "; ".join(spec["panden"]) or None,
        }
        for spec in OBJECTS
        for value in spec["values"]
    ]
    return {name: [row[name] for row in rows] for name in rows[0]}


def _as_text(kind: str, word: str) -> str:
    if kind == "date":
        return f"{word[6:]}-{word[4:6]}-{word[:4]}"
    return f"{float(word):,.2f}".translate(str.maketrans(",.", ".,")) if kind == "value" else word


def _as_cell(kind: str, word: str) -> Any:
    """What a workbook holds: numbers and moments, save where someone typed a text."""
    if kind == "date":
        return datetime.strptime(word, "%Y%m%d") if word != "20200317" else "17-3-2020"  # noqa: DTZ007
    if kind == "value":
        return float(word) if word != "305000" else "305.000"
    return int(word)


@pytest.fixture
def forms(tmp_path: Path, stuf_woz: Callable[..., bytes]) -> Mapping[str, Path | Raw]:
    collection = {"_links": {"self": {"href": "/wozobjecten"}}, "_embedded": {"wozObjecten": [*map(_api, OBJECTS)]}}
    answers = [*map(_loket, OBJECTS)]
    table = pd.DataFrame(_table(_as_text), dtype=object)
    dated = pd.DataFrame(_table(_as_cell))
    held: dict[str, bytes] = {
        **{f"stuf {placing}.xml": stuf_woz(OBJECTS, placing=placing) for placing in ("beside", "before", "relation")},
        "stuf enveloped.xml": stuf_woz(OBJECTS, enveloped=True),
        "stuf 0313.xml": stuf_woz(OBJECTS, space="http://www.stufstandaarden.nl/sectormodel/woz0313"),
        "api collection.json": json.dumps(collection, indent=1).encode(),
        "api list.json": json.dumps([*map(_api, OBJECTS)]).encode("utf-16"),
        "api lines.jsonl": "\n".join(json.dumps(_api(spec)) for spec in OBJECTS).encode(),
        "loket list.json": b"\xef\xbb\xbf" + json.dumps(answers).encode(),
        "loket lines.txt": "\r\n".join(map(json.dumps, answers)).encode(),
        "csv.csv": table.to_csv(index=False, sep=";").encode("cp1252"),
    }
    made: dict[str, Path | Raw] = {}
    for name, content in held.items():
        made[name] = tmp_path / name
        (tmp_path / name).write_bytes(content)
    for folder, of in (("api folder", _api), ("loket folder", _loket)):
        (tmp_path / folder).mkdir()
        for spec in OBJECTS:
            (tmp_path / folder / f"{spec['number']}.json").write_text(json.dumps(of(spec)), encoding="utf-8")
        made[folder] = tmp_path / folder
    made["xlsx objects"] = Raw("woz.xlsx (Blad1)", dated.astype(object))
    made["xlsx typed"] = Raw("woz.xlsx (Blad1)", dated)
    return made


FORMS = ("stuf beside.xml", "stuf before.xml", "stuf relation.xml", "stuf enveloped.xml", "stuf 0313.xml",
         "api collection.json", "api list.json", "api lines.jsonl", "api folder", "loket list.json", "loket lines.txt",
         "loket folder", "csv.csv", "xlsx objects", "xlsx typed")  # fmt: skip


def _loaded(form: Path | Raw, bag: list[Raw]) -> Loaded:
    return load({"BAG": bag, "WOZ": [form]}, DAY)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_tables(
    form: str, forms: Mapping[str, Path | Raw], light: Callable[..., list[Raw]]
) -> None:
    found = _loaded(forms[form], light())
    codes = not form.startswith(("api", "loket"))
    values = found.registers.woz_waarden
    objects = found.registers.woz_objecten
    assert values is not None
    assert objects is not None
    values = values.assign(waardepeildatum=values["waardepeildatum"].dt.strftime("%Y-%m-%d"))
    assert [*values.itertuples(index=False, name=None)] == [(*row[:3], row[3] if codes else None) for row in VALUES]
    given = objects.drop(columns=["soortobjectcode", "oppervlakte"])
    assert [*given.itertuples(index=False, name=None)] == [(*row[:3], row[3] if codes else None) for row in LINKED]
    assert objects["oppervlakte"].isna().all()
    assert objects["soortobjectcode"].isna().all()


@pytest.mark.parametrize("form", [form for form in FORMS if not form.startswith("loket")])
def test_every_form_with_decisions_tells_what_was_done_and_to_which_objects(
    form: str, forms: Mapping[str, Path | Raw], light: Callable[..., list[Raw]]
) -> None:
    told = {message.code: message for message in _loaded(forms[form], light()).messages}
    for code, number in (("woz_annulled", TWO), ("woz_superseded", ONE), ("woz_objection", ONE)):
        assert told[code].values["n"] == 1, code
        assert told[code].objects == (number,), code


def test_the_table_of_a_workbook_really_holds_moments_and_numbers(forms: Mapping[str, Path | Raw]) -> None:
    raw = forms["xlsx typed"]
    assert isinstance(raw, Raw)
    assert raw.frame["Waardepeildatum"].dtype.kind == "M"
    assert raw.frame["Ingangsdatum"].map(type).nunique() == 2
    assert raw.frame["Vastgestelde waarde"].map(type).nunique() == 2
    assert np.issubdtype(raw.frame["WOZ-objectnummer"].dtype, np.integer)
