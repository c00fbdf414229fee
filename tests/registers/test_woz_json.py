"""JSON of WOZ-bevragen and the waardeloket: the published examples come out, persons never do, and nothing hangs."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from locatierisico.registers import store, woz, woz_json
from locatierisico.registers.load import load, read_source
from locatierisico.registers.opening import Ask, open_delivery
from locatierisico.safeguards.messages import RefusedError, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from locatierisico.registers.raw import Raw, Read

DAY = date(2021, 10, 15)
NUMBER, VBO, PAND = "045700000001", "0457010000000001", "0457100000000001"
NAME, BSN = "Kanarievogel", "999990019"
PERSON = {"naam": NAME, "burgerservicenummer": BSN, "identificatie": BSN, "type": "natuurlijk_persoon"}


def _answer(**given: Any) -> dict[str, Any]:
    return {
        "belanghebbendeEigenaar": PERSON,
        "identificatie": NUMBER,
        "adresseerbaarObjectIdentificaties": [VBO],
        "pandIdentificaties": [PAND],
        "belanghebbendeGebruiker": {**PERSON, "panden": [BSN], "waarden": [{"vastgesteldeWaarde": int(BSN)}]},
        "waarden": [{"vastgesteldeWaarde": 210_000, "waardepeildatum": "2020-01-01", "ingangsdatum": "2021-01-01"}],
        **given,
    }


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Read]:
    def made(held: Any, name: str = "woz.json") -> Read:
        content = held if isinstance(held, bytes) else json.dumps(held).encode()
        (tmp_path / name).write_bytes(content)
        return read_source("WOZ", [tmp_path / name], DAY)

    return made


def _values(found: Read) -> list[tuple[str, str, float]]:
    table = found.tables["woz_waarden"]
    return [(row[0], f"{row[1]:%Y-%m-%d}", row[2]) for row in table.itertuples(index=False, name=None)]


def _scenarios(shared: Path) -> list[tuple[str, list[dict[str, Any]], list[dict[str, Any]]]]:
    """The published examples: the number of the object, what the API answers, and the values that count."""
    text = (shared / "data" / "woz" / "kadaster_WOZ-bevragen_waarden.feature").read_text(encoding="utf-8")
    found = []
    for scenario in re.split(r"\n\s*(?:Abstract )?Scenario: ", text)[1:]:
        blocks = [json.loads(block) for block in re.findall(r'"""(.*?)"""', scenario, re.DOTALL)]
        number = re.search(r"/wozobjecten/(\d+)|objectnummer \"(\d+)\"|identificatie \"(\d+)\"", scenario)
        if len(blocks) == 2 and number is not None:
            found.append((next(filter(None, number.groups())), *blocks))
    return found


def test_the_published_examples(shared: Path, read: Callable[..., Read]) -> None:
    scenarios = _scenarios(shared)
    assert len(scenarios) == 9
    for at, (_, given, wanted) in enumerate(scenarios):
        # Two of the numbers in it are of the Kadaster, with 14 digits.
        number = f"8000000000{at:02d}"
        found = read(_answer(identificatie=number, waarden=given))
        assert _values(found) == [
            (number, value["waardepeildatum"], value["vastgesteldeWaarde"]) for value in reversed(wanted)
        ]
        doubted = sum(value.get("indicatieBezwaarBeroep", False) for value in wanted)
        told = {message.code: message for message in found.messages}
        assert (told["woz_objection"].values["n"] if "woz_objection" in told else 0) == doubted


@pytest.mark.parametrize(
    ("status", "running"),
    [
        *((status, True) for status in ("bezwaar_ingediend", "beroep_aangetekend", "hoger_beroep_aangetekend")),
        ("cassatie_ingesteld", True),
        *((status, False) for status in ("beschikking_genomen", "beschikking_herzien", "bezwaar_gehandhaafd")),
        *((status, False) for status in ("bezwaar_veranderd", "waarde_ambtshalve_verminderd", "beroep_gehandhaafd")),
        *((status, False) for status in ("beroep_veranderd", "hoger_beroep_gehandhaafd", "hoger_beroep_veranderd")),
        *((status, False) for status in ("hoge_raad_gehandhaafd", "hoge_raad_geding_verwezen", "voorlopige_aanslag")),
    ],
)
def test_which_statuses_are_an_objection_that_runs(status: str, running: bool, read: Callable[..., Read]) -> None:  # noqa: FBT001
    value = {"vastgesteldeWaarde": 210_000, "waardepeildatum": "2020-01-01", "beschikkingsStatussen": [status]}
    found = read(_answer(waarden=[value]))
    assert _values(found) == [(NUMBER, "2020-01-01", 210_000)]
    assert ("woz_objection" in {message.code for message in found.messages}) == running


def test_the_indication_of_a_proxy_that_took_the_statuses_away(read: Callable[..., Read]) -> None:
    value = {"vastgesteldeWaarde": 210_000, "waardepeildatum": "2020-01-01", "indicatieBezwaarBeroep": True}
    found = read(_answer(waarden=[value, {**value, "waardepeildatum": "2019-01-01", "indicatieBezwaarBeroep": False}]))
    told = {message.code: message for message in found.messages}
    assert told["woz_objection"].values["n"] == 1
    assert told["woz_objection"].objects == (NUMBER,)


def test_a_person_is_nowhere(tmp_path: Path, light: Callable[..., list[Raw]]) -> None:
    path = tmp_path / "woz.json"
    wrapped = {"verzoeker": PERSON, "antwoorden": [_answer(), {"belanghebbende": _answer(identificatie=BSN)}]}
    path.write_text(json.dumps(wrapped), encoding="utf-8")
    raw = woz_json.read(path, "woz.json")
    found = load({"BAG": light(), "WOZ": [path]}, DAY)
    assert found.registers.woz_waarden is not None
    assert len(found.registers.woz_waarden) == 1
    said = [say(message, tongue) for message in (*raw.told, *found.messages) for tongue in ("nl", "en")]
    store.write(found.registers, tmp_path / "out.gpkg", found.messages)
    stored = (tmp_path / "out.gpkg").read_bytes().decode("latin-1")
    for canary in (NAME, BSN):
        for text in (repr(raw), raw.frame.to_csv(), repr(found), *said, stored):
            assert canary not in text


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.95])
def test_an_answer_cut_off_is_refused_without_naming_a_person(share: float, read: Callable[..., Read]) -> None:
    held = json.dumps([_answer(), _answer()], indent=1).encode()
    with pytest.raises(RefusedError, match=r"woz\.json: the JSON is broken or cut off at line \d+") as caught:
        read(held[: int(len(held) * share)])
    error: BaseException | None = caught.value
    while error is not None:
        assert NAME not in repr(vars(error)) + repr(error)
        error = error.__cause__ or error.__context__


def test_of_lines_the_broken_one_is_named(read: Callable[..., Read]) -> None:
    lines = [json.dumps(_answer(identificatie=f"04570000000{n}")) for n in (1, 2, 3)]
    with pytest.raises(RefusedError, match="at line 3"):
        read("\n".join([*lines[:2], lines[2][:-9]]).encode())


@pytest.mark.parametrize(
    ("held", "match"),
    [
        (b"[" * 100_000 + b"]" * 100_000, "nests deeper"),
        (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, "nests deeper"),
        (b'{"identificatie": ' + b"9" * 5000 + b', "waarden": []}', "broken"),
        (b"[]", "holds no WOZ object"),
        (b"{}", "holds no WOZ object"),
        (b'{"title": "Niet gevonden", "status": 404, "code": "notFound"}', "an error of the service: 1"),
    ],
)
def test_answers_that_are_none(held: bytes, match: str, read: Callable[..., Read]) -> None:
    with pytest.raises(RefusedError, match=match):
        read(held)


def test_an_answer_that_is_too_large(read: Callable[..., Read], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(woz_json, "_MOST_BYTES", 2 * 1024**2)
    many = [_answer(identificatie=f"0457{n:08d}") for n in range(5000)]
    with pytest.raises(RefusedError, match=r"larger than 2 MB.*one answer a line"):
        read(many)
    assert len(read("\n".join(map(json.dumps, many)).encode()).tables["woz_objecten"]) == 5000


def test_ids_that_went_through_a_number_get_their_zeros_back(read: Callable[..., Read]) -> None:
    found = read(
        b'[{"wozObject": {"wozobjectnummer": 45700000001, "adresseerbaarobjectid": 4.57010000000001e14},'
        b'"wozWaarden": [{"peildatum": "2020-01-01", "vastgesteldeWaarde": 2.1E5}], "panden": [457100000000001]}]'
    )
    assert _values(found) == [(NUMBER, "2020-01-01", 210_000)]
    objects = found.tables["woz_objecten"]
    assert objects.loc[0, "adresseerbaar_object_identificaties"] == (VBO,)
    assert objects.loc[0, "pand_identificaties"] == (PAND,)


def test_a_value_flat_beside_the_number(read: Callable[..., Read]) -> None:
    flat = {"wozobjectnummer": NUMBER, "adresseerbaarobjectid": VBO, "vastgesteldeWaarde": 210_000}
    found = read([{**flat, "waardepeildatum": f"{year}-01-01"} for year in (2019, 2020)])
    assert _values(found) == [(NUMBER, "2019-01-01", 210_000), (NUMBER, "2020-01-01", 210_000)]


def test_values_of_any_writing_and_duplicates(read: Callable[..., Read]) -> None:
    days = ("20200101", "2019-00-00", "00000000", "2018")
    values = [{"vastgesteldeWaarde": "1.210.000", "waardepeildatum": day} for day in days]
    found = read([_answer(waarden=values), _answer(waarden=values)])
    assert _values(found) == [(NUMBER, f"{year}-01-01", 1_210_000) for year in (2018, 2019, 2020)]
    told = {message.code: message.values.get("n") for message in found.messages}
    assert (told["woz_duplicates"], told["woz_undated"], told["woz_partial_dates"]) == (3, 2, 2)


def test_values_without_object_and_objects_without_bag_id(read: Callable[..., Read]) -> None:
    loose = [{"vastgesteldeWaarde": 1000, "waardepeildatum": "2020-01-01"}]
    bare = _answer(identificatie="045700000002", adresseerbaarObjectIdentificaties=[], pandIdentificaties=[])
    error = {"title": "Server error", "status": 500}
    found = read([_answer(), loose, bare, error])
    told = {message.code: message for message in found.messages}
    assert told["woz_no_number"].values["n"] == 1
    assert told["woz_unlinked"].objects == ("045700000002",)
    assert told["woz_json_failed"].values["n"] == 1
    with pytest.raises(RefusedError, match=r"no WOZ object has a usable BAG id of 16 digits \(objects: 1\)"):
        read(bare)
    with pytest.raises(RefusedError, match="WOZ object number of 12 digits"):
        read(loose)


def test_thousands_of_answers_in_a_folder_are_told_of_together(tmp_path: Path) -> None:
    for n in range(30):
        held = {"wozObject": {"wozobjectnummer": 45700000001 + n, "adresseerbaarobjectid": int(VBO)},
                "wozWaarden": [{"peildatum": "2020-01-01", "vastgesteldeWaarde": 1000 + n}]}  # fmt: skip
        (tmp_path / f"{n}.json").write_text(json.dumps([held, {"title": "", "status": 429}]), encoding="utf-8")
    found = read_source("WOZ", [tmp_path], DAY)
    assert len(found.tables["woz_waarden"]) == 30
    codes = [message.code for message in found.messages]
    assert codes.count("columns_zeros_restored") == 2
    assert {message.code: message.values.get("n") for message in found.messages}["woz_json_failed"] == 30


def test_geojson_with_values_is_left_to_gdal(tmp_path: Path) -> None:
    feature = {
        "properties": {"wozobjectnummer": NUMBER, "vastgesteldeWaarde": 210_000, "waardepeildatum": "2020-01-01",
                       "vbo_id": VBO},
        "geometry": {"type": "Point", "coordinates": [5.04, 52.3]}, "type": "Feature",
    }  # fmt: skip
    path = tmp_path / "woz.geojson"
    path.write_text(json.dumps({"features": [feature], "type": "FeatureCollection"}), encoding="utf-8")
    (raw,) = open_delivery(Ask("WOZ"), path).raws
    assert raw.geometry is not None
    assert _values(woz.read([raw], DAY)) == [(NUMBER, "2020-01-01", 210_000)]


def test_json_of_the_woz_given_for_another_register(tmp_path: Path, light: Callable[..., list[Raw]]) -> None:
    path = tmp_path / "woz.json"
    path.write_text(json.dumps(_answer()), encoding="utf-8")
    with pytest.raises(RefusedError, match=r"woz\.json"):
        load({"BAG": light(), "LEEGSTAND": [path]}, DAY)
