"""XML as a stream: what is wanted comes out whole, and nothing can grow or nest without bound."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from locatierisico.registers import xml_elements
from locatierisico.registers.xml_elements import elements, namespaces_of, root_of
from locatierisico.safeguards.messages import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

TWO = b"""<?xml version="1.0"?><a:list xmlns:a="urn:a" xmlns="urn:b"><a:skip><one>no</one></a:skip>
<one id="1"><a:b> x <c>y</c></a:b></one><one a:id="2"/></a:list>"""
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><list><one>&b;</one></list>"""


def _named(held: bytes, name: str = "one") -> list[xml_elements.Element]:
    return list(elements(io.BytesIO(held), "x.xml", name.__eq__))


def test_wanted_elements_come_whole_and_by_their_local_names() -> None:
    inner, first, second = _named(TWO)
    assert inner.text == "no"
    assert first.attributes == {"id": "1"}
    assert [one.name for one in first.children] == ["b"]
    assert first.first("b", "c").text == "y"  # type: ignore[union-attr]
    assert first.children[0].text == "x"
    assert second.attributes == {"id": "2"}
    assert second.first("b", "c") is None


@pytest.mark.parametrize("size", [1, 7, 64])
def test_where_pieces_are_parted_makes_no_difference(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_elements, "_PIECE", size)
    assert [one.text for one in _named(TWO)] == ["no", "", ""]


@pytest.mark.parametrize("share", [0.2, 0.5, 0.99])
def test_a_document_that_is_cut_off(share: float) -> None:
    with pytest.raises(RefusedError, match=r"x\.xml: the XML is broken or cut off at line"):
        _named(TWO[: int(len(TWO) * share)])


def test_entities_are_refused_before_they_grow(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="declares entities"):
        _named(LAUGHS)
    (tmp_path / "x.xml").write_bytes(LAUGHS)
    with pytest.raises(RefusedError, match="declares entities"):
        root_of(tmp_path / "x.xml")


def test_elements_that_nest_or_grow_without_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RefusedError, match="nests more than"):
        _named(b"<one>" * 1000)
    monkeypatch.setattr(xml_elements, "_MOST_TEXT", 1000)
    with pytest.raises(RefusedError, match="larger than any object"):
        _named(b"<one>" + b"x" * 2000 + b"</one>")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_the_encoding_a_document_declares(encoding: str) -> None:
    held = f'<?xml version="1.0" encoding="{encoding}"?><list><one>Bedrijfsstraat één</one></list>'
    assert [one.text for one in _named(held.encode(encoding))] == ["Bedrijfsstraat één"]


def test_how_a_document_begins(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(TWO)
    root = root_of(path)
    assert root is not None
    assert (root.name, root.namespace, root.namespaces) == ("list", "urn:a", {"urn:a", "urn:b"})
    path.write_bytes(b"no xml")
    assert root_of(path) is None


def test_what_is_not_kept_is_passed_over_with_all_that_is_in_it() -> None:
    held = b'<l><one>a<no>b<one>c</one><x/></no><b k="1">d<no/>e</b></one><no><one>f</one></no></l>'
    asked: list[tuple[str, str, dict[str, str]]] = []

    def kept(around: xml_elements.Element, name: str, attributes: Mapping[str, str]) -> bool:
        asked.append((around.name, name, dict(attributes)))
        return name != "no"

    first, second = elements(io.BytesIO(held), "x.xml", "one".__eq__, kept=kept)
    assert first.text == "a"
    assert [(one.name, one.text, one.children) for one in first.children] == [("b", "de", [])]
    assert second.text == "f"
    assert asked == [("one", "no", {}), ("one", "b", {"k": "1"}), ("b", "no", {})]


def test_what_is_passed_over_may_not_nest_without_bound_either() -> None:
    with pytest.raises(RefusedError, match="nests more than"):
        list(elements(io.BytesIO(b"<one>" + b"<no>" * 1000), "x.xml", "one".__eq__, kept=lambda *_: False))


def test_namespaces_are_found_wherever_they_are_declared(tmp_path: Path) -> None:
    (tmp_path / "x.xml").write_bytes(b'<a xmlns="urn:a"><b><c:d xmlns:c="urn:c"/></b>' + b" " * 2**20 + b"<")
    assert namespaces_of(tmp_path / "x.xml") == {"urn:a", "urn:c"}
    (tmp_path / "x.xml").write_bytes(b"no xml")
    assert namespaces_of(tmp_path / "x.xml") == frozenset()
    (tmp_path / "x.xml").write_bytes(LAUGHS)
    with pytest.raises(RefusedError, match="declares entities"):
        namespaces_of(tmp_path / "x.xml")
