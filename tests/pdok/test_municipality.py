"""Which municipality is meant."""

from __future__ import annotations

from typing import Any

import pytest

from locatierisico.pdok.municipality import bounds, find
from locatierisico.safeguards.messages import RefusedError, say

NAMES = {
    "GM0363": "Amsterdam",
    "GM0518": "'s-Gravenhage",
    "GM0796": "'s-Hertogenbosch",
    "GM0373": "Bergen (NH.)",
    "GM0893": "Bergen (L.)",
    "GM0164": "Hengelo",
    "GM1900": "Súdwest-Fryslân",
    "GM0748": "Bergen op Zoom",
    "GM0034": "Almere",
    "GM0402": "Hilversum",
}
RING = [[[[121_000.0, 479_000.0], [129_500.5, 479_000.0], [125_000.0, 492_000.0], [121_000.0, 479_000.0]]]]


def _features() -> list[dict[str, Any]]:
    shape = {"type": "MultiPolygon", "coordinates": RING}
    made = [
        {"type": "Feature", "properties": {"statcode": code, "statnaam": name}, "geometry": shape}
        for code, name in NAMES.items()
    ]
    return [*made, {"type": "Feature", "properties": None, "geometry": None}]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("Amsterdam", "GM0363"),
        ("gemeente amsterdam", "GM0363"),
        ("GM0363", "GM0363"),
        ("gm0363", "GM0363"),
        ("0363", "GM0363"),
        ("34", "GM0034"),
        ("Den Haag", "GM0518"),
        ("s Gravenhage", "GM0518"),
        ("Den Bosch", "GM0796"),
        ("SUDWEST FRYSLAN", "GM1900"),
        ("Bergen (NH.)", "GM0373"),
        ("bergen nh", "GM0373"),
        ("Hengelo", "GM0164"),
    ],
)
def test_a_name_in_any_spelling_or_a_code_is_found(asked: str, code: str) -> None:
    assert find(_features(), asked).code == code


def test_a_name_of_several_municipalities_names_them() -> None:
    with pytest.raises(RefusedError) as refusal:
        find(_features(), "Bergen")
    sentence = say(refusal.value.message, "nl")
    assert "Bergen (NH.) (GM0373), Bergen (L.) (GM0893)" in sentence
    assert "Zoom" not in sentence


@pytest.mark.parametrize(
    ("asked", "near"), [("Amstredam", "Amsterdam"), ("Hilverum", "Hilversum"), ("zoom", "Bergen op")]
)
def test_an_unknown_name_names_what_is_near(asked: str, near: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        find(_features(), asked)
    assert refusal.value.message.code == "pdok_municipality_unknown"
    assert near in say(refusal.value.message)


def test_a_code_that_no_longer_exists_is_unknown() -> None:
    with pytest.raises(RefusedError):
        find(_features(), "GM0457")


def test_the_box_of_an_outline_is_that_of_its_corners() -> None:
    assert bounds({"type": "MultiPolygon", "coordinates": RING}) == (121_000, 479_000, 129_500.5, 492_000)
