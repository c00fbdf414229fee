"""An address worded again of the parts that were recognised in it, so that nothing else of its cells is shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from .fields import FIELDS, read_fields
from .names import ends_as_street, exact_key, stands_before_name

if TYPE_CHECKING:
    from collections.abc import Container

    from .index import AddressIndex

_MAIL = re.compile(r"\S*@\S*")
# A telephone number or the number of a person or an account; no address holds as many digits on end.
_LONG_NUMBER = re.compile(r"(?:\b[A-Z]{2}\d{2}[A-Z]{4}|[+(]+)?\d(?:[\s().\-/]{0,2}\d){7,}")
_LONGEST_SUFFIX = 4
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|['\u2019. /-]){0,59}")


def worded(given: pd.DataFrame, index: AddressIndex) -> pd.Series:
    """Word what was recognised of addresses: street, number with suffix, postcode and town.

    A name that the BAG does not know is given only if it stands in a column of its own, or, of a street, as far as
    it looks like one: `Jan Jansen Kerkweg 3` gives `Kerkweg 3`.

    Args:
        given: Columns of `FIELDS`, any of them; text, None where nothing is said.
        index: The addresses of the BAG.

    Returns:
        On the index of `given`; None where neither a street nor a postcode or town was recognised.

    """
    streets, towns = frozenset(index.names["exact"]), frozenset(index.towns["exact"]) - {""}
    cells = pd.DataFrame({name: given.get(name) for name in FIELDS}, index=given.index).astype(object)
    cells = cells.where(cells.notna(), "")
    cleaned = cells.apply(lambda column: column.map(_without_numbers_of_persons))
    read, which = read_fields(cleaned, streets, towns, lambda _: None)
    asked = read.iloc[which]
    words = [
        _whole(_street(street, straat, streets), number, suffix, f"{postcode} {_town(town, plaats, towns)}".strip())
        for street, number, suffix, postcode, town, straat, plaats in zip(
            asked["street"], asked["number"], asked["suffix"], asked["postcode"], asked["town"],
            cells["straat"], cells["plaats"], strict=True,
        )
    ]  # fmt: skip
    return pd.Series(words, index=given.index, dtype=object)


def _without_numbers_of_persons(cell: str) -> str:
    return _LONG_NUMBER.sub(" ", _MAIL.sub(" ", cell))


def _whole(street: str, number: int, suffix: str, place: str) -> str | None:
    if not street and not place:
        return None
    door = f"{number}{suffix if len(suffix) <= _LONGEST_SUFFIX else ''}" if number else ""
    return ", ".join(part for part in (f"{street} {door}".strip(), place) if part)


def _street(name: str, own: str, streets: Container[str]) -> str:
    """Give of a name what is a street."""
    if not name or exact_key(name) in streets or (name == own.strip() and _NAME.fullmatch(name)):
        return name
    return " / ".join(filter(None, (_known_end(part, streets) for part in name.split("/"))))


def _known_end(name: str, streets: Container[str]) -> str:
    """Give the last words of a name: those that are a street of the BAG, else the word that looks like a street."""
    held = re.split(r"[\s,;:]+", name.strip(" ,;:.-"))
    for at in range(len(held)):
        if exact_key(" ".join(held[at:])) in streets:
            return " ".join(held[at:])
    at = len(held) - 1
    if not ends_as_street(held[at]):
        return ""
    while at and stands_before_name(held[at - 1]):
        at -= 1
    return " ".join(held[at:])


def _town(name: str, own: str, towns: Container[str]) -> str:
    if exact_key(name) in towns or (name == own.strip() and _NAME.fullmatch(name)):
        return name
    return ""
