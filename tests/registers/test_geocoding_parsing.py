"""Written addresses taken apart, and names and postcodes brought to one form."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locatierisico.registers.geocoding.distance import similar_pairs, typing_errors
from locatierisico.registers.geocoding.names import exact_key, folded, name_keys, words
from locatierisico.registers.geocoding.parsing import (
    Address,
    parse_address,
    parse_number,
    parse_postcode,
    suffix_key,
    suffix_meaning,
)

STREETS = {"hoogstraat", "dorpsstraat", "plein1944", "nieuwstad", "achtertvosje", "1ejansteenstraat", "slijkstraat"}
TOWNS = {"weesp", "ede", "sgraveland"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Dorpsstraat 12a-3, 1381 AB Weesp", Address("Dorpsstraat", 12, "A3", 0, "1381AB", "Weesp")),
        ("1381AB 12 A", Address("", 12, "A", 0, "1381AB")),
        ("1381 ab 4", Address("", 4, postcode="1381AB")),
        ("Nieuwstad 5 bis", Address("Nieuwstad", 5, "BIS")),
        ("Weesp, Hoogstraat 4", Address("Hoogstraat", 4, town="Weesp")),
        ("Weesp Hoogstraat 4", Address("Hoogstraat", 4, town="Weesp")),
        ("Hoogstraat 4 Weesp", Address("Hoogstraat", 4, town="Weesp")),
        ("Hoogstraat 4 A Ede", Address("Hoogstraat", 4, "A", town="Ede")),
        ("Hoogstraat 4 te Utrecht", Address("Hoogstraat", 4, town="Utrecht")),
        ("Hoogstraat 4 's-Graveland", Address("Hoogstraat", 4, town="'s-Graveland")),
        ("Hoogstr. 4", Address("Hoogstr", 4)),
        ("Hoogstraat, 4, Weesp", Address("Hoogstraat", 4, town="Weesp")),
        ("Hoogstraat 12-14", Address("Hoogstraat", 12, "14", 14)),
        ("Hoogstraat 12\N{EN DASH}14", Address("Hoogstraat", 12, "14", 14)),
        ("Hoogstraat 36-WOX, 1381 CP Weesp", Address("Hoogstraat", 36, "WOX", 0, "1381CP", "Weesp")),
        ("Hoogstraat 4b10", Address("Hoogstraat", 4, "B10")),
        ("Hoogstraat 1234 bs", Address("Hoogstraat", 1234, "BS")),
        ("Plein 1944 12 B", Address("Plein 1944", 12, "B")),
        ("Plein 1944", Address("Plein 1944")),
        ("1e Jan Steenstraat 5, 1381AB Weesp", Address("1e Jan Steenstraat", 5, "", 0, "1381AB", "Weesp")),
        ("Achter 't Vosje 3", Address("Achter 't Vosje", 3)),
        ("Hoogstraat t.h.v. nr 12, Weesp", Address("Hoogstraat", 12, town="Weesp", near=True)),
        ("t.h.v. nr 12", Address("", 12, near=True)),
        ("hoek Slijkstraat/Breedstraat", Address("Slijkstraat/Breedstraat", corner=True)),
        ("Slijkstraat hoek Breedstraat", Address("Slijkstraat  /  Breedstraat", corner=True)),
        ("Hoogstraat 4 (achterzijde), Weesp, Nederland", Address("Hoogstraat", 4, town="Weesp")),
        ("Hoogstraat", Address("Hoogstraat")),
        ("l381 AB 12", Address("", 12, postcode="1381AB")),
        ("", Address()),
    ],
)
def test_one_text_is_taken_apart(text: str, said: Address) -> None:
    assert parse_address(text, STREETS, TOWNS) == said


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("12", (12, "", 0)),
        ("12a", (12, "A", 0)),
        ("12-1", (12, "1", 1)),
        ("12 A bis", (12, "ABIS", 0)),
        ("12-14", (12, "14", 14)),
        ("nr. 12", (12, "", 0)),
        ("012", (12, "", 0)),
        ("a", (0, "", 0)),
        ("", (0, "", 0)),
    ],
)
def test_a_cell_with_a_house_number(cell: str, said: tuple[int, str, int]) -> None:
    assert parse_number(cell) == said


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1381 ab", "1381AB"),
        ("1381AB", "1381AB"),
        ("l38l AB", "1381AB"),
        ("1O11AB", "1011AB"),
        ("1381", "1381"),
        ("138", ""),
        ("13811 AB", ""),
        ("Weesp", ""),
        ("0381AB", ""),
    ],
)
def test_postcodes(written: str, meant: str) -> None:
    assert parse_postcode(written) == meant


def test_suffixes_that_mean_the_same() -> None:
    for one, other in (("A3", "3A"), ("BOV", "BOVEN"), ("II", "2"), ("1HOOG", "1"), ("B13C", "13CB"), ("HS", "HUIS")):
        assert suffix_meaning(one) == suffix_meaning(other)
    for one, other in (("A", "B"), ("1", "11"), ("BOV", "BEN"), ("A1", "A2")):
        assert suffix_meaning(one) != suffix_meaning(other)
    assert suffix_key(" a-3 ") == "A3"


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("Hoogstr.", "Hoogstraat"),
        ("Hoog str", "Hoogstraat"),
        ("Kuyperln", "Kuyperlaan"),
        ("Dr. A. Kuyperln.", "Doctor A. Kuyperlaan"),
        ("Burg. v.d. Plaspln", "Burgemeester van der Plasplein"),
        ("St. Annastr", "Sint Annastraat"),
        ("1ste Jan Steenstr.", "Eerste Jan Steenstraat"),
        ("Achter het Vosje", "Achter 't Vosje"),
        ("Verl. Buitenveer", "Verlengd Buitenveer".replace("Verlengd ", "Verlengde ")),
    ],
)
def test_abbreviations(short: str, long: str) -> None:
    assert words(short) == words(long) or "".join(words(short)) == "".join(words(long))


def test_spelling_and_accents() -> None:
    assert exact_key("Jozef Isra\N{LATIN SMALL LETTER E WITH DIAERESIS}lsstraat") == "jozefisraelsstraat"
    assert exact_key("\N{LATIN CAPITAL LIGATURE IJ}sselmeerlaan") == "ijsselmeerlaan"
    for one, other in (
        ("kuijper", "kuyper"),
        ("croonen", "kronen"),
        ("dorpsstraat", "dorpstraat"),
        ("zeedijk", "seedyk"),
    ):
        assert folded(one) == folded(other)


def test_initials_that_contradict_are_no_match() -> None:
    keys = name_keys(["C.J.van Houtenlaan", "A.van Houtenlaan", "van Houtenlaan"])
    assert keys["core"].nunique() == 1
    assert keys["initials"].tolist() == ["cjv", "av", "v"]


def _reference(one: str, other: str) -> int:
    """Compute the optimal string alignment by its definition, cell by cell."""
    table = [[i + j if not i * j else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i, a in enumerate(one, start=1):
        for j, b in enumerate(other, start=1):
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


WORDS = st.lists(st.text("abcd", max_size=8), min_size=1, max_size=6)


@given(WORDS, WORDS)
@settings(deadline=None)
def test_typing_errors_are_those_of_the_definition(one: list[str], other: list[str]) -> None:
    pairs = [(a, b) for a in one for b in other]
    found = typing_errors([a for a, _ in pairs], [b for _, b in pairs])
    assert found.tolist() == [_reference(a, b) for a, b in pairs]


@given(WORDS, WORDS, st.integers(0, 3))
@settings(deadline=None)
def test_no_similar_pair_is_missed(one: list[str], other: list[str], most: int) -> None:
    first, second, errors = similar_pairs(one, other, np.full(len(other), most), lambda _: None)
    found = dict(zip(zip(first.tolist(), second.tolist(), strict=True), errors.tolist(), strict=True))
    everything = {(i, j): _reference(a, b) for i, a in enumerate(one) for j, b in enumerate(other)}
    assert found == {pair: errors for pair, errors in everything.items() if errors <= most}


@given(st.text(max_size=60))
@settings(deadline=None)
def test_any_text_can_be_parsed(text: str) -> None:
    said = parse_address(text, STREETS, TOWNS)
    assert 0 <= said.number < 100_000
    assert len(said.postcode) in (0, 4, 6)
