"""The cells of a row that speak of its address, brought together into one."""

from __future__ import annotations

import re
from functools import cache, partial
from typing import TYPE_CHECKING

import pandas as pd

from .names import exact_key
from .parsing import Address, parse_address, parse_number, parse_postcode, suffix_key

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence

    import numpy as np
    from numpy.typing import NDArray

FIELDS = ("adres", "straat", "huisnummer", "huisletter", "toevoeging", "postcode", "plaats")
_AT_ONCE = 2_000  # rows between two looks
_WORD = re.compile(r"[^\W\d_]{3}")


def read_fields(
    given: pd.DataFrame, streets: Container[str], towns: Container[str], look: Callable[[float], None]
) -> tuple[pd.DataFrame, NDArray[np.int64]]:
    """Read what rows say of their address.

    Args:
        given: Columns of `FIELDS`, any of them; text, None where nothing is said.
        streets: Exact keys of the names of streets.
        towns: Exact keys of the names of towns.
        look: Told the fraction done; may raise to stop.

    Returns:
        The fields of `Address`, one row per distinct row of `given`; and for every row of `given` the position of
        its own.

    """
    cells = pd.DataFrame({name: given.get(name, "") for name in FIELDS}, index=given.index)
    cells = cells.astype(object).where(cells.notna(), "")
    # Rows repeat their streets, towns and postcodes: every distinct text is taken apart once.
    parse = cache(partial(parse_address, streets=streets, towns=towns))
    distinct = cells.drop_duplicates().to_numpy().tolist()
    together = []
    for start in range(0, len(distinct), _AT_ONCE):
        look(start / len(distinct))
        together += [_together([*map(str, row)], parse, streets, towns) for row in distinct[start : start + _AT_ONCE]]
    read = pd.DataFrame(together, columns=Address._fields)
    read = read.astype({"number": "int64", "until": "int64", "near": bool, "corner": bool})
    return read, cells.groupby(list(FIELDS), sort=False).ngroup().to_numpy()


def _together(
    cells: Sequence[str], parse: Callable[[str], Address], streets: Container[str], towns: Container[str]
) -> Address:
    """Read one row, cells in the order of `FIELDS`: what a cell is for comes first, what stands in another second."""
    adres, straat, huisnummer, huisletter, toevoeging, postcode, plaats = cells
    cell = straat
    if not straat or (adres and not re.search(r"\d", straat + huisnummer)):
        cell = adres
    if _WORD.search(huisnummer) and not _WORD.search(cell):
        cell, huisnummer = huisnummer, cell
    text = parse(cell)
    number, suffix, until = parse_number(huisnummer)
    beside = suffix_key(huisletter) + suffix_key(toevoeging)
    if number:
        street = text.street if text.number in (0, number) else cell
        suffix = suffix if suffix.endswith(beside) else suffix + beside
        suffix = suffix or (text.suffix if text.number else "")
    else:
        street, number, until = text.street, text.number, text.until
        beside = suffix_key(huisnummer) + beside
        suffix = text.suffix if text.suffix.endswith(beside) else text.suffix + beside
    place = parse(plaats)
    coded = parse(postcode)
    number = number or coded.number
    code = parse_postcode(postcode) or coded.postcode or text.postcode or place.postcode
    town = place.street or place.town or text.town or coded.street
    if exact_key(street) in towns and exact_key(street) not in streets and place.street:
        street, town = place.street, street
        number, suffix = number or place.number, suffix or place.suffix
    elif place.number:
        town = plaats
    return Address(street, number, suffix, until, code, town, text.near, text.corner and not number)
