"""What a page says, and whether it is whole."""

from __future__ import annotations

import json
from typing import Any

import pytest

from locatierisico.pdok.asking import Answer, UnsoundError
from locatierisico.pdok.pages import key_of, read_count, read_page
from locatierisico.pdok.services import BAG_WFS
from locatierisico.safeguards.messages import RefusedError

PAND = BAG_WFS[0]
ONE = {
    "type": "Feature",
    "id": "pand.4a7241b2",
    "properties": {"identificatie": "0457100000000001"},
    "geometry": {"type": "Point", "coordinates": [131_000.5, 479_000]},
}


def _page(**more: Any) -> Answer:
    return Answer(200, {}, json.dumps({"type": "FeatureCollection", "features": [ONE], **more}).encode())


def test_a_page_tells_its_features_how_many_there_are_and_what_follows() -> None:
    links = [{"rel": "self", "href": "x"}, {"rel": "next", "href": "/items?cursor=B%7Cc2Ft"}]
    page = read_page(_page(numberReturned=1, numberMatched=12, links=links), "https://api.pdok.nl/a/items?f=json")
    assert page.features == [ONE]
    assert page.matched == 12
    assert page.following == "https://api.pdok.nl/items?cursor=B%7Cc2Ft"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b"[[" * 50_000,
        b'{"type": "FeatureCollection", "features": [{"type": "Feature", "prop',
        b'{"type": "FeatureCollection", "features": [1, 2]}',
        b'{"type": "FeatureCollection", "features": null}',
        b'{"detail": "failed to retrieve feature collection", "status": 500}',
        b'<?xml version="1.0"?><ows:ExceptionReport xmlns:ows="o"><x>Query error</x></ows:ExceptionReport>',
        b"<!DOCTYPE html><html><body>In onderhoud</body></html>",
        b"\xff\xfe\x00\x01 no text at all",
        json.dumps({"type": "FeatureCollection", "features": [ONE], "numberReturned": 2}).encode(),
    ],
)
def test_what_is_no_whole_page_is_unsound(body: bytes) -> None:
    with pytest.raises(UnsoundError):
        read_page(Answer(200, {}, body))


@pytest.mark.parametrize(
    ("headers", "more"),
    [
        ({"content-crs": "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"}, {}),
        ({}, {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}}),
        ({}, {"features": [{**ONE, "geometry": {"type": "Point", "coordinates": [5.04, 52.3]}}]}),
    ],
)
def test_coordinates_in_another_system_are_refused(headers: dict[str, str], more: dict[str, Any]) -> None:
    with pytest.raises(RefusedError) as refusal:
        read_page(Answer(200, headers, _page(**more).body), "https://a/b?c")
    assert refusal.value.message.code == "pdok_not_rd"


def test_the_count_of_a_wfs_is_read() -> None:
    told = b'<?xml version="1.0"?>\n<wfs:FeatureCollection\n timeStamp="x" numberMatched="%s" numberReturned="0"/>'
    assert read_count(Answer(200, {}, told % b"12227")) == 12_227
    assert read_count(Answer(200, {}, told % b"unknown")) is None
    assert read_count(_page(numberMatched=3)) == 3
    assert read_count(_page()) is None
    with pytest.raises(UnsoundError):
        read_count(Answer(200, {}, b"<ows:ExceptionReport/>"))


def test_features_numbered_anew_on_every_page_stay_apart() -> None:
    other = {**ONE, "properties": {"identificatie": "0457100000000002"}}
    assert key_of(ONE, PAND) != key_of(other, PAND)
    assert key_of(ONE, PAND) == key_of(dict(reversed(ONE.items())), PAND)


def test_features_without_an_id_are_known_by_all_they_say() -> None:
    bare = {name: value for name, value in ONE.items() if name != "id"}
    assert key_of(bare, PAND) == key_of(dict(reversed(bare.items())), PAND)
    assert key_of(bare, PAND) != key_of({**bare, "properties": {"identificatie": "0457100000000002"}}, PAND)
