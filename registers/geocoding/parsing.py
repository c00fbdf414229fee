"""One written address taken apart: street, number with letter and addition, postcode, town."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from .names import exact_key, plain

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

_POSTCODE = re.compile(r"(?<![A-Za-z0-9])([1-9Il][0-9OoIl]{3})\s?([A-Za-z]{2})(?![A-Za-z0-9])")
_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]")
_CORNER = re.compile(r"\b(?:hoek|kruising|kruispunt|kruispt)\b(?:\s+(?:van|met))?", re.IGNORECASE)
_TWO_STREETS = re.compile(r"[^\W\d_]{3,}\s*/\s*[^\W\d_]{3,}")
_NEAR = re.compile(
    r"(?<!\w)(?:t\.?\s?h\.?\s?v\.?|ter hoogte van|nabij|tegenover|t\.\s?o\.|naast)(?!\w)\.?", re.IGNORECASE
)
_NUMBER_WORD = re.compile(r"(?<!\w)(?:nr|no|num|nummer|huisnr|huisnummer|perceel)\b\.?:?\s*(?=\d)", re.IGNORECASE)
_COUNTRY = re.compile(r"(?<!\w)(?:nederland|the netherlands|nl)\s*$", re.IGNORECASE)
_TOWN_WORD = re.compile(r"^(?:te|in|gemeente|gem\.?|plaats)\s+(?=\W?[^\W\d_]{2})", re.IGNORECASE)
_NUMBER = re.compile(r"(?<!\w)0*([1-9]\d{0,4})(?!\d)")
_ORDINAL = re.compile(r"^\s*\d{1,2}\s?(?:ste|de|e)\s+[^\W\d_]{3}", re.IGNORECASE)
_RANGE = re.compile(r"^\s*(?:-|/|&|\+|t/m|tm|tot|en)\s*(\d{1,5})(?!\w)", re.IGNORECASE)
# What may follow a house number and still belong to it.
_TAIL = re.compile(
    r"^[\s\-/.,:]*(?:(?:huisletter|toevoeging|toev)\b\.?\s*)?"
    r"(\d{0,4}\s?(?:bis|boven|bov|beneden|ben|huis|hs|rood|rd|zwart|zw|hoog|verdieping|etage|appartement|app|unit|kamer|"
    r"kmr|box|achter|voor|links|rechts|parterre|begane grond|iii|iv|vi{1,3})(?![^\W\d_])|"
    r"[a-z]{1,2}\d{1,4}[a-z]?(?!\w)|[a-z]{1,2}(?!\w)|\d{1,4}[a-z]{0,2}(?!\w))",
    re.IGNORECASE,
)
# A dash or slash ties whatever stands behind it to the number, such as 36-WOX.
_TIED = re.compile(r"^\s?[-/]\s?([a-z0-9]{1,6})(?!\w)", re.IGNORECASE)
_DASHES = dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014), "-")
_SUFFIX_PARTS = 3
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6"}
_SAID = {"BOVEN": "BOV", "BENEDEN": "BEN", "HUIS": "HS", "ROOD": "RD", "ZWART": "ZW"}
_UNSAID = frozenset({"HOOG", "ETAGE", "VERDIEPING", "APPARTEMENT", "APP", "UNIT", "KAMER", "KMR"})
_SUFFIX_WORDS = re.compile(
    "|".join([*sorted([*_SAID, *_SAID.values(), *_UNSAID, "BIS"], key=len, reverse=True), r"\d+", "[A-Z]"])
)


class Address(NamedTuple):
    """What one text says; an empty text or zero is not said.

    Attributes:
        street: The name as written; both names where `corner`.
        number: House number.
        suffix: Letter and addition in one, capitals and digits only.
        until: Second number of a range such as 12-14.
        postcode: Four digits and two capitals, or the four digits alone.
        town: As written.
        near: Whether the text speaks of a place near the address.
        corner: Whether it speaks of a crossing of two streets.

    """

    street: str = ""
    number: int = 0
    suffix: str = ""
    until: int = 0
    postcode: str = ""
    town: str = ""
    near: bool = False
    corner: bool = False


def parse_address(text: str, streets: Container[str], towns: Container[str]) -> Address:
    """Take one text apart.

    Args:
        text: Such as `Dorpsstraat 12a-3, 1381 AB Weesp`, `1381AB 12 A` or `Weesp, Hoogstr. 4`.
        streets: Exact keys of the names of streets; they decide where a name ends and the number begins.
        towns: Exact keys of the names of towns.

    """
    rest = _COUNTRY.sub("", _IN_BRACKETS.sub(" ", " ".join(text.translate(_DASHES).split())))
    postcode, rest = _without_postcode(rest)
    near = _NEAR.search(rest) is not None and exact_key(rest) not in streets
    if near:
        rest = _NEAR.sub(" ", rest)
    rest = _NUMBER_WORD.sub("", rest)
    if _CORNER.search(rest) or (_TWO_STREETS.search(rest) and not re.search(r"\d", rest)):
        return Address(street=_CORNER.sub(" / ", rest).strip(" ,/-"), postcode=postcode, corner=True)
    pieces = [piece.strip(" .-") for piece in re.split(r"[,;\n|]", rest)]
    pieces = [piece for piece in pieces if piece]
    found = _best_reading(pieces, streets, towns, with_postcode=bool(postcode))
    return found._replace(postcode=postcode, near=near)


def parse_number(text: str) -> tuple[int, str, int]:
    """Take a cell with a house number apart: number, suffix, and the second number of a range; zero is not said."""
    cell = _NUMBER_WORD.sub("", text.translate(_DASHES).strip())
    found = _NUMBER.match(cell)
    if found is None:
        return 0, "", 0
    tail = cell[found.end() :]
    until = _RANGE.match(tail)
    return int(found.group(1)), suffix_key(tail), int(until.group(1)) if until else 0


def parse_postcode(text: str) -> str:
    """Give a postcode without a space, in capitals, O and l among its digits mended; its four digits; or nothing."""
    letters = re.sub(r"[^A-Z0-9]", "", text.upper())
    digits = letters[:4].translate(str.maketrans("OIL", "011"))
    if not re.fullmatch(r"[1-9]\d{3}", digits):
        return ""
    rest = letters[4:].translate(str.maketrans("01", "OI"))
    if not rest:
        return digits
    return digits + rest if re.fullmatch(r"[A-Z]{2}", rest) else ""


def suffix_key(text: str) -> str:
    """Give letter and addition in one, capitals and digits only."""
    return re.sub(r"[^A-Z0-9]", "", plain(text).upper())


def suffix_meaning(suffix: str) -> str:
    """Give what a suffix means, whatever its order or words: 3A and A3, bov and boven, II and 2 are the same."""
    parts = _SUFFIX_WORDS.findall(_ROMAN.get(suffix, suffix))
    return "-".join(sorted(_SAID.get(part, part.lstrip("0") or "0") for part in parts if part not in _UNSAID))


def _without_postcode(text: str) -> tuple[str, str]:
    for found in _POSTCODE.finditer(text):
        if sum(map(str.isdigit, found.group(1))) < 2:  # noqa: PLR2004 - a word, such as `loll ab`
            continue
        rest = f"{text[: found.start()]} , {text[found.end() :]}"
        # Dorpsstraat 1234 bs: the only number there is, is a house number.
        if re.search(r"\d", rest) or re.match(r"[\s,]*$", text[: found.start()]) or found.group(2).isupper():
            return parse_postcode(found.group()), rest
    return "", text


def _best_reading(pieces: list[str], streets: Container[str], towns: Container[str], *, with_postcode: bool) -> Address:
    """Choose among the numbers that may be the house number: one behind a street that exists, else the first."""
    readings = list(_readings(pieces, streets, towns))
    for reading in readings:
        if reading.street and exact_key(reading.street) in streets:
            return reading
    for reading in readings:
        if reading.street or with_postcode:
            return _town_out_of_street(reading, streets, towns)
    named = [piece for piece in pieces if not piece.isdigit()]
    if not named:
        return readings[0] if readings else Address()
    first, others = named[0], named[1:]
    if others and exact_key(first) in towns and exact_key(first) not in streets:
        first, others = others[0], [first]
    return _town_out_of_street(Address(street=first, town=_town(others, towns)), streets, towns)


def _readings(pieces: list[str], streets: Container[str], towns: Container[str]) -> Iterator[Address]:
    for position, piece in enumerate(pieces):
        others = [other for at, other in enumerate(pieces) if at != position and not re.search(r"\d", other)]
        if exact_key(piece) in streets:
            continue  # a street that ends in a number, such as Plein 1944
        ordinal = _ORDINAL.match(piece)
        for found in _NUMBER.finditer(piece, 2 if ordinal else 0):
            head, tail = piece[: found.start()].strip(" -.,"), piece[found.end() :]
            suffix, town = _tail(tail, towns)
            if re.search(r"\d", town):
                continue
            if re.search(r"[^\W\d_]{2}", head):
                street, names = head, others
            else:
                # The number stands by itself: what stands before it is the street, and what follows the town.
                street, names = (others[0], others[1:]) if others and (town or len(others) > 1) else ("", others)
                if others and not street:
                    street, names = (others[0], []) if exact_key(others[0]) not in towns else ("", others)
            until = _RANGE.match(tail)
            yield Address(
                street,
                int(found.group(1)),
                suffix,
                int(until.group(1)) if until else 0,
                town=town or _town(names, towns),
            )


def _tail(tail: str, towns: Container[str]) -> tuple[str, str]:
    """Part what follows a number into its suffix and the name of a town."""
    suffix = ""
    for _ in range(_SUFFIX_PARTS):
        if _TOWN_WORD.match(tail.strip()) or exact_key(tail) in towns:
            break
        found = _TAIL.match(tail) or _TIED.match(tail)
        if found is None:
            break
        suffix += suffix_key(found.group(1))
        tail = tail[found.end() :]
    return suffix, _TOWN_WORD.sub("", tail.strip(" -.,/"))


def _town(names: list[str], towns: Container[str]) -> str:
    bare = [_TOWN_WORD.sub("", name) for name in names]
    known = [name for name in bare if exact_key(name) in towns]
    return (known or bare or [""])[-1]


def _town_out_of_street(reading: Address, streets: Container[str], towns: Container[str]) -> Address:
    """Take a town off the begin or end of a street: `Weesp Hoogstraat`."""
    held = reading.street.split()
    if reading.town or exact_key(reading.street) in streets:
        return reading
    for cut in range(1, len(held)):
        for town, street in ((held[:cut], held[cut:]), (held[cut:], held[:cut])):
            if exact_key(" ".join(town)) in towns:
                return reading._replace(street=" ".join(street), town=" ".join(town))
    return reading
