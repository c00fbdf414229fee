"""StUF-WOZ messages: what is current comes out, what is not is passed over, and persons are never read."""

from __future__ import annotations

import gc
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from locatierisico.registers import store, woz_stuf, xml_elements
from locatierisico.registers.load import load
from locatierisico.safeguards.messages import CancelledError, RefusedError, say
from locatierisico.safeguards.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pandas as pd

    from locatierisico.registers.load import Loaded
    from locatierisico.registers.raw import Raw

DAY = date(2021, 10, 15)
NUMBER = "045700000001"
VBO, PAND = "0457010000000001", "0457100000000001"
NAME, BSN = "Kanarievogel", "999990019"
ONE: dict[str, Any] = {
    "number": NUMBER,
    "use": "30",
    "vbo": [VBO],
    "panden": [PAND],
    "values": [{"date": "20200101", "value": "210000", "since": "20210101"}],
}


@pytest.fixture
def written(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(held: bytes, name: str = "woz.xml") -> Path:
        (tmp_path / name).write_bytes(held)
        return tmp_path / name

    return write


@pytest.fixture
def loaded(written: Callable[[bytes], Path], light: Callable[..., list[Raw]]) -> Callable[[bytes], Loaded]:
    return lambda held: load({"BAG": light(), "WOZ": [written(held)]}, DAY)


def _tables(found: Loaded) -> tuple[pd.DataFrame, pd.DataFrame]:
    objects, values = found.registers.woz_objecten, found.registers.woz_waarden
    assert objects is not None
    assert values is not None
    return objects, values


def _values(found: Loaded) -> list[tuple[str, str, float]]:
    values = _tables(found)[1]
    return [(row[0], f"{row[1]:%Y%m%d}", row[2]) for row in values.itertuples(index=False, name=None)]


def _counts(found: Loaded) -> dict[str, int]:
    return {message.code: message.values["n"] for message in found.messages if "n" in message.values}


@pytest.mark.parametrize("placing", ["beside", "before", "relation", "inside"])
def test_a_person_is_nowhere(
    placing: str,
    stuf_woz: Callable[..., bytes],
    written: Callable[[bytes], Path],
    loaded: Callable[[bytes], Loaded],
    tmp_path: Path,
) -> None:
    held = stuf_woz([ONE], placing=placing, enveloped=True)
    assert held.count(BSN.encode()) > 5
    assert held.count(NAME.encode()) > 3
    raw = woz_stuf.read(written(held), "woz.xml")
    found = loaded(held)
    assert _values(found) == [(NUMBER, "20200101", 210_000)]
    said = [say(message, tongue) for message in (*raw.told, *found.messages) for tongue in ("nl", "en")]
    objects = [message.objects for message in found.messages]
    store.write(found.registers, tmp_path / "out.gpkg", found.messages)
    stored = (tmp_path / "out.gpkg").read_bytes().decode("latin-1")
    for canary in (NAME, BSN):
        for text in (repr(raw), raw.frame.to_csv(), repr(found), *said, repr(objects), stored):
            assert canary not in text


def test_a_person_is_not_even_built_into_the_tree(
    stuf_woz: Callable[..., bytes], written: Callable[[bytes], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[xml_elements.Element] = []

    class Seen(xml_elements.Element):
        def __init__(self, name: str, attributes: dict[str, str]) -> None:
            super().__init__(name, attributes)
            built.append(self)

    monkeypatch.setattr(xml_elements, "Element", Seen)

    def with_history(held: str) -> str:
        return f"<WOZ:historie>{held}</WOZ:historie>{held}"

    woz_stuf.read(written(stuf_woz([ONE], around=with_history)), "woz.xml")
    assert [one.children for one in built if one.name == "historie"] == [[]]
    assert "vastgesteldeWaarde" in {one.name for one in built}
    kinds = {one.attributes.get("entiteittype") for one in built if one.name != "object"}
    assert not kinds & {"NPS", "NNP", "VES", "SUB", "NPSNPS", "WOZSUB"}
    assert not {"heeftBelanghebbende", "natuurlijkPersoon", "isEen", "soFiNummer"} & {one.name for one in built}
    assert all(NAME not in one.text and BSN not in one.text for one in built)


@pytest.mark.parametrize("share", [0.2, 0.35, 0.5, 0.7, 0.9, 0.99])
def test_a_message_cut_off_is_refused_without_naming_a_person(
    share: float, stuf_woz: Callable[..., bytes], written: Callable[[bytes], Path]
) -> None:
    held = stuf_woz([ONE])
    with pytest.raises(RefusedError, match="broken or cut off at line") as caught:
        woz_stuf.read(written(held[: int(len(held) * share)]), "woz.xml")
    error: BaseException | None = caught.value
    while error is not None:
        assert NAME not in repr(vars(error)) + repr(error)
        assert BSN not in repr(vars(error)) + repr(error)
        error = error.__cause__ or error.__context__


@pytest.mark.parametrize(
    ("around", "told"),
    [
        ("<WOZ:historie><WOZ:oudste>{old}</WOZ:oudste></WOZ:historie>{new}", "woz_stuf_history"),
        ("{new}<WOZ:historie>{old}</WOZ:historie>", "woz_stuf_history"),
        ("<WOZ:parameters><StUF:mutatiesoort>W</StUF:mutatiesoort></WOZ:parameters>{old}{new}", "woz_stuf_old_state"),
        (
            "{new}<WOZ:parameters><StUF:mutatiesoort>V</StUF:mutatiesoort></WOZ:parameters>{old}",
            "woz_stuf_removed",
        ),
        ("<WOZ:scope>{old}</WOZ:scope>{new}", ""),
        ("<WOZ:parameters><StUF:mutatiesoort>W</StUF:mutatiesoort></WOZ:parameters>{new}", ""),
    ],
)
def test_what_is_no_longer_so_is_passed_over(
    around: str, told: str, stuf_woz: Callable[..., bytes], loaded: Callable[[bytes], Loaded]
) -> None:
    old = stuf_woz([{**ONE, "use": "10", "vbo": ["0457010000000003"], "values": []}], placing="inside")
    begin, end = old.index(b'<WOZ:object StUF:entiteittype="WOZ"'), old.index(b"</WOZ:wozLa01>")
    was = old[begin:end].decode()

    def both(new: str) -> str:
        # The person before the objects would be the first of a pair, which is not so in a message.
        bare = new[new.index('<WOZ:object StUF:entiteittype="WOZ"') :]
        return around.format(old=was, new=bare)

    found = loaded(stuf_woz([ONE], placing="inside", around=both))
    objects, _ = _tables(found)
    assert objects.loc[0, "gebruikscode"] == "30"
    assert objects.loc[0, "adresseerbaar_object_identificaties"] == (VBO,)
    assert _values(found) == [(NUMBER, "20200101", 210_000)]
    told_codes = {code for code in _counts(found) if code.startswith("woz_stuf")}
    assert told_codes == ({told} if told else set())


def test_of_two_occurrences_the_one_registered_last_is_taken_in_any_order(
    stuf_woz: Callable[..., bytes], loaded: Callable[[bytes], Loaded]
) -> None:
    later = {**ONE, "use": "40", "registered": "20210101120000000", "values": []}
    for order in ([ONE, later], [later, ONE]):
        found = loaded(stuf_woz(order))
        assert _tables(found)[0]["gebruikscode"].tolist() == ["40"]
        assert _counts(found)["woz_stuf_versions"] == 1


def test_a_code_is_known_only_from_when_the_occurrence_is_valid(
    stuf_woz: Callable[..., bytes], loaded: Callable[[bytes], Loaded]
) -> None:
    values = [{"date": f"{year}0101", "value": "200000", "since": f"{year + 1}0101"} for year in (2018, 2019, 2020)]
    found = loaded(stuf_woz([{**ONE, "begin": "20190101", "values": values}]))
    assert _tables(found)[1]["gebruikscode"].tolist() == [None, "30", "30"]
    assert _tables(found)[0]["gebruikscode"].tolist() == ["30"]


def test_dormant_and_ended_objects_are_left_out(
    stuf_woz: Callable[..., bytes], loaded: Callable[[bytes], Loaded]
) -> None:
    others = [
        {**ONE, "number": "045700000002", "use": "90", "values": []},
        {**ONE, "number": "045700000003", "use": "", "kind": "SWO", "values": []},
        {**ONE, "number": "045700000004", "ended": "20210101"},
        {**ONE, "number": "045700000005", "ended": "20211016"},
    ]
    found = loaded(stuf_woz([ONE, *others]))
    assert _tables(found)[0]["wozobjectnummer"].tolist() == [NUMBER, "045700000005"]
    told = {message.code: message.objects for message in found.messages}
    assert told["woz_dormant"] == ("045700000002", "045700000003")
    assert told["woz_ended"] == ("045700000004",)


def test_links_that_ended_are_left_out(stuf_woz: Callable[..., bytes], loaded: Callable[[bytes], Loaded]) -> None:
    held = stuf_woz([{**ONE, "vbo": [VBO, "0457010000000002"]}]).decode()
    at = held.rindex("<StUF:eindRelatie", 0, held.index("<WOZ:heeftPand"))
    held = held[:at] + "<StUF:eindRelatie>20150101</StUF:eindRelatie>" + held[held.index("/>", at) + 2 :]
    found = loaded(held.encode())
    assert _tables(found)[0].loc[0, "adresseerbaar_object_identificaties"] == (VBO,)
    assert _counts(found)["woz_stuf_links_ended"] == 1


def test_incomplete_and_odd_dates_and_amounts(
    stuf_woz: Callable[..., bytes], loaded: Callable[[bytes], Loaded]
) -> None:
    values = [
        {"date": "20190000", "value": "190.000", "since": "20200000"},
        {"date": "20200101", "value": "1.210.000", "since": "20210101"},
        {"date": "00000000", "value": "300.000", "since": ""},
    ]
    found = loaded(stuf_woz([{**ONE, "values": values}]))
    assert _values(found) == [(NUMBER, "20190101", 190_000), (NUMBER, "20200101", 1_210_000)]
    told = {message.code: message for message in found.messages}
    for code in ("woz_partial_dates", "woz_undated"):
        assert told[code].values["n"] == 1
        assert told[code].objects == (NUMBER,)


def test_an_incomplete_date_that_says_so(stuf_woz: Callable[..., bytes], loaded: Callable[[bytes], Loaded]) -> None:
    held = stuf_woz([ONE]).replace(
        b"<WOZ:waardepeildatum>20200101", b'<WOZ:waardepeildatum StUF:indOnvolledigeDatum="M">20200715'
    )
    assert _values(loaded(held)) == [(NUMBER, "20200101", 210_000)]


def test_values_that_are_not_stated(stuf_woz: Callable[..., bytes], loaded: Callable[[bytes], Loaded]) -> None:
    two = [*ONE["values"], {"date": "20190101", "value": "190000", "since": "20200101"}]
    held = stuf_woz([{**ONE, "values": two}]).replace(
        b"<WOZ:vastgesteldeWaarde>190000</WOZ:vastgesteldeWaarde>",
        b'<WOZ:vastgesteldeWaarde StUF:noValue="nietGeautoriseerd" xsi:nil="true"/>',
    )
    found = loaded(held)
    assert _values(found) == [(NUMBER, "20200101", 210_000)]
    assert _counts(found)["woz_stuf_no_value"] == 1


def test_values_without_object_and_objects_without_bag_id_or_number(
    stuf_woz: Callable[..., bytes], loaded: Callable[[bytes], Loaded]
) -> None:
    bare = {**ONE, "number": "045700000002", "vbo": [], "panden": []}
    nameless = {**ONE, "number": ""}
    loose = stuf_woz([{**ONE, "number": "045700000003"}])
    value = loose[loose.index(b'<WOZ:object StUF:entiteittype="WRD"') : loose.index(b"</WOZ:wozLa01>")].decode()
    found = loaded(stuf_woz([ONE, bare, nameless, nameless], around=lambda held: held + value))
    told = {message.code: message for message in found.messages}
    assert told["woz_unlinked"].objects == ("045700000002", "045700000003")
    assert told["woz_no_number"].values["n"] == 4  # two objects, and the value of each
    assert [row[0] for row in _values(found)] == [NUMBER, "045700000002", "045700000003"]


def test_two_municipalities_in_one_message(stuf_woz: Callable[..., bytes], loaded: Callable[[bytes], Loaded]) -> None:
    other = {**ONE, "number": "036300000001", "vbo": ["0363010000000001"], "panden": []}
    found = loaded(stuf_woz([ONE, {**ONE, "number": "045700000002"}, other]))
    told = {message.code: message for message in found.messages}
    assert told["woz_municipalities"].values["listed"] == "0363: 1; 0457: 2"
    assert told["woz_municipalities"].objects == ("036300000001",)
    assert told["load_ids_astray"].values == {"table": "woz_objecten", "n": 1, "total": 3}


def test_values_after_the_peildatum_and_codes_that_do_not_exist(
    stuf_woz: Callable[..., bytes], loaded: Callable[[bytes], Loaded]
) -> None:
    later = {"date": "20220101", "value": "220000", "since": "20230101"}
    found = loaded(stuf_woz([{**ONE, "use": "35", "values": [*ONE["values"], later]}]))
    told = {message.code: message for message in found.messages}
    assert told["woz_future"].values == {"n": 1, "day": "15-10-2021"}
    assert told["woz_unknown_use"].values["found"] == "35"
    assert told["woz_future"].objects == told["woz_unknown_use"].objects == (NUMBER,)


def test_ground_is_not_taken_for_floor_area(stuf_woz: Callable[..., bytes], loaded: Callable[[bytes], Loaded]) -> None:
    held = stuf_woz([ONE])
    assert b"<WOZ:meegetaxeerdeOppervlakteGebouwd>77<" in held
    assert _tables(loaded(held))[0]["oppervlakte"].isna().all()


@pytest.mark.parametrize(
    ("space", "found"),
    [
        ("http://www.waarderingskamer.nl/StUF/0310", "03.10"),
        ("http://www.egem.nl/StUF/sector/woz/0205", "02.05"),
        ("http://www.stufstandaarden.nl/sectormodel/woz0320", "03.20"),
    ],
)
def test_another_version_is_named(
    space: str, found: str, stuf_woz: Callable[..., bytes], written: Callable[[bytes], Path]
) -> None:
    with pytest.raises(RefusedError, match=rf"is StUF-WOZ {found}; read are 03\.12, 03\.13"):
        woz_stuf.read(written(stuf_woz([ONE], space=space)), "woz.xml")


def test_messages_of_something_else(
    stuf_woz: Callable[..., bytes], loaded: Callable[[bytes], Loaded], written: Callable[[bytes], Path]
) -> None:
    with pytest.raises(RefusedError, match="holds nothing of the WOZ"):
        loaded(stuf_woz([ONE], space="http://www.egem.nl/StUF/sector/bg/0310", enveloped=True))
    with pytest.raises(RefusedError, match="no WOZ object and no value"):
        loaded(stuf_woz([]))
    laughs = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    with pytest.raises(RefusedError, match="declares entities"):
        loaded(laughs + stuf_woz([ONE]).partition(b"?>")[2])
    with pytest.raises(RefusedError, match="declares entities"):
        woz_stuf.read(written(laughs + stuf_woz([ONE]).partition(b"?>")[2]), "woz.xml")


def test_reading_can_be_cancelled_and_tells_how_far_it_is(
    stuf_woz: Callable[..., bytes], written: Callable[[bytes], Path]
) -> None:
    path = written(stuf_woz([ONE]))
    heard: list[float] = []
    woz_stuf.read(path, "woz.xml", watch=Watch(progress=heard.append))
    assert heard
    assert all(0 <= fraction <= 1 for fraction in heard)
    with pytest.raises(CancelledError):
        woz_stuf.read(path, "woz.xml", watch=Watch(cancelled=lambda: True))


def test_what_was_read_of_a_message_does_not_keep_the_message(
    stuf_woz: Callable[..., bytes], written: Callable[[bytes], Path]
) -> None:
    many = [{**ONE, "number": f"0457{n:08d}"} for n in range(300)]
    raw = woz_stuf.read(written(stuf_woz(many)), "woz.xml")
    gc.collect()
    assert len(raw.frame) == 600
    assert not [one for one in gc.get_objects() if isinstance(one, xml_elements.Element)]
