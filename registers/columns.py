"""Columns as municipalities name them, and the texts, numbers and ids they write in them."""

from __future__ import annotations

import re
import unicodedata
from itertools import chain
from numbers import Real
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
import shapely
from pandas.api.types import infer_dtype, is_numeric_dtype

from ..safeguards.messages import note, refused
from .amounts import plain_amounts
from .identifiers import BAG_DIGITS, all_digits, count_short, pad
from .tables import Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from ..safeguards.messages import Message
    from .raw import Raw

# What registers write where they have nothing to say.
_EMPTY = frozenset({"", "#", "-", "null", "none", "nan", "nat", "n/a", "nvt", "n.v.t.", "waardeonbekend", "geenwaarde"})
_NOISE = re.compile(r"[€\s\u00a0'\u2019]|EUR|,-$")  # around and inside an amount
_NOISE_ANYWHERE = re.compile(r"[€\s\u00a0'\u2019]|EUR|,-")
_PARTED = str.maketrans(
    dict.fromkeys(",;|", " ") | dict.fromkeys("[]()\"'")
)  # what parts ids, and what stands around them
_SLASH = re.compile(r"(?<=\d)\s*/\s*(?=\d)")  # between ids; one in an address of the web parts nothing
_SHAPEFILE_NAME = 10  # a shapefile cuts field names after this many characters
VBO, LIGPLAATS, STANDPLAATS, PAND, NUMMERAANDUIDING = "01", "02", "03", "10", "20"
ADRESSEERBAAR = (VBO, LIGPLAATS, STANDPLAATS)
# GEOS numbers of the geometry types, curves included; -1 is a null geometry.
_DRAWN = {
    Shape.POINT: (0, 4),
    Shape.LINE: (1, 2, 5, 8, 9, 11),
    Shape.AREA: (3, 6, 10, 12),
}


class Ids(NamedTuple):
    """The BAG ids found in a column.

    Attributes:
        held: Ids of 16 digits, one a row, on the index of their cell, which repeats where a cell holds several.
        others: How many values were something else.
        restored: How many of the ids had lost leading zeros.

    """

    held: pd.Series
    others: int
    restored: int


def key(name: str) -> str:
    """Reduce a column name to what all its spellings share: `WOZ-objectnummer` and `woz_object_nummer` are one."""
    plain = unicodedata.normalize("NFKD", str(name)).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]", "", plain.lower())


def find(columns: Iterable[str], *aliases: str) -> str | None:
    """Find the column that goes by one of these names; the first alias that is there wins.

    Names that a shapefile cut after ten characters are recognised as well, after whole names, where no name is longer.
    """
    columns = [str(column) for column in columns]
    names = {key(column): column for column in reversed(columns)}
    keys = [key(alias) for alias in aliases]
    for alias in keys:
        if alias in names:
            return names[alias]
    if any(len(column) > _SHAPEFILE_NAME for column in columns):
        return None
    cut = {name: column for name, column in names.items() if len(column) == _SHAPEFILE_NAME}
    for alias in keys:
        for name, column in cut.items():
            if len(alias) > len(name) and alias.startswith(name):
                return column
    return None


def need(raw: Raw, *aliases: str) -> str:
    """Find a column that a register cannot do without.

    Raises:
        RefusedError: It is not there.

    """
    found = find(raw.frame.columns, *aliases)
    if found is None:
        raise refused("columns_missing", file=raw.name, wanted=aliases[0], found=_listed(raw.frame.columns))
    return found


def select(
    raws: Sequence[Raw], recognises: Callable[[Raw], bool], *, register: str, wanted: str
) -> tuple[list[Raw], list[Message]]:
    """Take the tables that are of a register and hold rows, and tell which were left aside.

    Args:
        raws: The tables of a delivery.
        recognises: Whether a table is of the register.
        register: What the user calls the register.
        wanted: The columns it is known by.

    Raises:
        RefusedError: None of the tables is of the register, or none holds rows.

    """
    is_known = [recognises(raw) for raw in raws]
    known = [raw for raw, mine in zip(raws, is_known, strict=True) if mine]
    if not known:
        files = _listed(raw.name for raw in raws)
        raise refused("columns_not_recognised", file=files, register=register, wanted=wanted)
    filled = [raw for raw in known if len(raw.frame)]
    if not filled:
        raise refused("columns_no_rows", file=_listed(raw.name for raw in known))
    ignored = [raw.name for raw, mine in zip(raws, is_known, strict=True) if not mine]
    return filled, [note("columns_ignored", file=_listed(ignored), register=register)] if ignored else []


def drawn(raw: Raw, shape: Shape) -> NDArray[np.bool_]:
    """Tell which rows hold a geometry of this shape; none of a plain table."""
    if raw.geometry is None:
        return np.zeros(len(raw.frame), dtype=np.bool_)
    found: NDArray[np.bool_] = np.isin(shapely.get_type_id(raw.geometry), _DRAWN[shape])
    return found


def holds(raw: Raw, shape: Shape) -> bool:
    """Tell whether a layer is of this shape: some geometry is, or all of them are null."""
    if raw.geometry is None:
        return False
    return bool(drawn(raw, shape).any() or shapely.is_missing(raw.geometry).all())


def texts(values: pd.Series) -> pd.Series:
    """Give a column as trimmed text; what is empty or says it is nothing becomes None, `12.0` becomes `12`."""
    values = values.astype(object)
    present = values.notna()
    if _are_digits(values[present].tolist()):
        return pd.Series(values.to_numpy(), index=values.index, dtype=object).where(present, None)
    # Registers repeat themselves: every distinct value is looked at once.
    codes, distinct = pd.factorize(values, use_na_sentinel=True)
    words = np.array([*_words(distinct.tolist()), None], dtype=object)
    return pd.Series(words[codes], index=values.index, dtype=object)


def _words(distinct: list[object]) -> list[str | None]:
    plain = [value.strip() for value in distinct if isinstance(value, str)]
    # Most columns hold none of the exceptions; a look at all of them together shows it.
    if (
        len(plain) == len(distinct)
        and ".0\n" not in "\n".join([*plain, ""])
        and _EMPTY.isdisjoint(map(str.lower, plain))
    ):
        return [*plain]
    return [_word(value) for value in distinct]


def _word(value: object) -> str | None:
    word = str(value).strip()
    if word.lower() in _EMPTY:
        return None
    return word[:-2] if word.endswith(".0") and word[:-2].lstrip("-").isdigit() else word


def _are_digits(held: list[Any]) -> bool:
    """Tell whether all values are text of digits only, which says what it says."""
    return set(map(type, held)) == {str} and all(held) and "".join(held).isdigit()


def text(frame: pd.DataFrame, *aliases: str) -> pd.Series:
    """Give the column that goes by one of these names as text; None throughout where there is none."""
    column = find(frame.columns, *aliases)
    return pd.Series(None, index=frame.index, dtype=object) if column is None else texts(frame[column])


def numbers(values: pd.Series, *, grouped: bool = True, money: bool = False) -> pd.Series:
    """Give a column as numbers, whatever stands for the decimal sign and between the thousands; NaN where unreadable.

    The sign is decided once for the whole column: the last sign of a value that holds both, a sign that stands
    twice in one value groups thousands, a sign not followed by three digits is decimal. Where nothing decides, a
    comma is decimal, and a point groups thousands as Dutch registers write them.

    Args:
        values: The column as delivered.
        grouped: Whether an undecided point groups thousands; False for coordinates.
        money: Whether these are amounts of money, which have no three decimals: each value tells for itself what its
            signs are, and `250,000` is 250000 like `250.000`.

    """
    kind = infer_dtype(values, skipna=True)
    if is_numeric_dtype(values) or kind in ("integer", "floating", "mixed-integer-float"):
        return pd.to_numeric(values, errors="coerce").astype("float64")
    if kind.startswith("mixed"):
        # A spreadsheet holds numbers and texts in one column; a real number needs no guessing about its signs.
        typed = values.map(lambda value: isinstance(value, Real) and not isinstance(value, bool)).astype(bool)
        made = numbers(texts(values.mask(typed, None)), grouped=grouped, money=money)
        made[typed] = values[typed].astype("float64")
        return made
    codes, distinct = pd.factorize(texts(values), use_na_sentinel=True)
    written = distinct.tolist()
    plain = _parsed(written)
    if any("." in word for word in written) or np.isnan(plain).any():
        words = [_NOISE.sub("", word) for word in written] if _NOISE_ANYWHERE.search("".join(written)) else written
        if money:
            plain = _parsed(plain_amounts(words))
        elif _decimal_sign(words, np.bincount(codes[codes >= 0]), grouped=grouped) == ",":
            plain = _parsed([word.replace(".", "").replace(",", ".") for word in words])
        else:
            plain = _parsed([word.replace(",", "") for word in words])
    return pd.Series(np.append(plain, np.nan)[codes], index=values.index, name=values.name)


def _parsed(words: list[str]) -> NDArray[np.float64]:
    read = pd.to_numeric(np.array(words, dtype=object), errors="coerce")
    return np.asarray(read, dtype=np.float64)


def _decimal_sign(words: list[str], rows: NDArray[np.int64], *, grouped: bool) -> str:
    """Decide on the decimal sign of distinct words, each of which stands in so many rows."""
    both = np.array(["," in word and "." in word for word in words], dtype=np.bool_)
    if both.any():
        last = [words[at].rfind(",") > words[at].rfind(".") for at in np.flatnonzero(both).tolist()]
        return "," if np.average(last, weights=rows[both]) >= 1 / 2 else "."
    for sign, other in ((",", "."), (".", ",")):
        held = [word for word in words if sign in word]
        if not held:
            continue
        if any(word.count(sign) > 1 for word in held):
            return other
        if not all(map(re.compile(rf"-?\d{{1,3}}{re.escape(sign)}\d{{3}}").fullmatch, held)):
            return sign
        return "," if sign == "," or grouped else "."
    return "."


def unreadable(values: pd.Series, read: pd.Series) -> int:
    """Count the values that say something which could not be read."""
    return int(texts(values[read.isna().to_numpy()]).notna().sum())


def split_ids(values: pd.Series, kinds: Sequence[str]) -> Ids:
    """Take the BAG ids out of cells that may hold several, parted by a comma, semicolon, bar, slash or space.

    Args:
        values: Cells as delivered; lost leading zeros are restored.
        kinds: The two digits on the fifth and sixth place that are accepted.

    """
    single = _one_by_one(texts(values))
    ids = pad(single, BAG_DIGITS)
    words = ids.tolist()
    if None not in words and words and all_digits(words, BAG_DIGITS) and "".join(words).isascii():
        # The fifth and sixth digit of 16 are the third of eight pairs.
        kind = np.array(words, dtype=f"S{BAG_DIGITS}").view("S2").reshape(-1, BAG_DIGITS // 2)[:, 2]
        known = np.isin(kind, [digits.encode() for digits in kinds])
        return Ids(ids[known], int((~known).sum()), count_short(single[known], BAG_DIGITS))
    ids = ids.astype("string")
    good = ids.str.fullmatch(r"\d{16}").fillna(value=False) & ids.str[4:6].isin(kinds).fillna(value=False)
    good = good.astype(bool)
    return Ids(ids[good].astype(object), int((~good).sum()), count_short(single[good], BAG_DIGITS))


def _one_by_one(cells: pd.Series) -> pd.Series:
    """Give the parts of cells, each on the index of its cell."""
    filled = cells[cells.notna()]
    words = filled.tolist()
    if not words or "".join(words).isdigit():
        return filled
    parts = [[word] if word.isdigit() else _SLASH.sub(" ", word.translate(_PARTED)).split() for word in words]
    index = filled.index.repeat([len(part) for part in parts])
    return pd.Series(list(chain.from_iterable(parts)), index=index, dtype=object, name=cells.name)


def _listed(names: Iterable[str], most: int = 12) -> str:
    held = [str(name) for name in names]
    return ", ".join(held[:most]) + (", …" if len(held) > most else "")
