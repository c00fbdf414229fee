"""Columns as municipalities name them, and the texts, numbers and ids they write in them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
import shapely
from pandas.api.types import infer_dtype, is_numeric_dtype

from ..safeguards.messages import note, refused
from .identifiers import BAG_DIGITS, count_short, pad
from .tables import Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from ..safeguards.messages import Message
    from .raw import Raw

# What registers write where they have nothing to say.
_EMPTY = frozenset({"", "#", "-", "null", "none", "nan", "nat", "n/a", "nvt", "n.v.t.", "waardeonbekend", "geenwaarde"})
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

    Names that a shapefile cut after ten characters are recognised as well, after whole names.
    """
    names = {key(column): str(column) for column in reversed(list(columns))}
    keys = [key(alias) for alias in aliases]
    for alias in keys:
        if alias in names:
            return names[alias]
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
    # Registers repeat themselves: every distinct value is looked at once.
    codes, distinct = pd.factorize(values.astype(object), use_na_sentinel=True)
    words = np.array([*map(_word, distinct), None], dtype=object)
    return pd.Series(words[codes], index=values.index, dtype=object)


def _word(value: object) -> str | None:
    word = str(value).strip()
    if word.lower() in _EMPTY:
        return None
    return word[:-2] if word.endswith(".0") and word[:-2].lstrip("-").isdigit() else word


def text(frame: pd.DataFrame, *aliases: str) -> pd.Series:
    """Give the column that goes by one of these names as text; None throughout where there is none."""
    column = find(frame.columns, *aliases)
    return pd.Series(None, index=frame.index, dtype=object) if column is None else texts(frame[column])


def numbers(values: pd.Series, *, grouped: bool = True) -> pd.Series:
    """Give a column as numbers, whatever stands for the decimal sign and between the thousands; NaN where unreadable.

    The sign is decided once for the whole column: the last sign of a value that holds both, a sign that stands
    twice in one value groups thousands, a sign not followed by three digits is decimal. Where nothing decides, a
    comma is decimal, and a point groups thousands as Dutch registers write them.

    Args:
        values: The column as delivered.
        grouped: Whether an undecided point groups thousands; False for coordinates.

    """
    if is_numeric_dtype(values) or infer_dtype(values, skipna=True) in ("integer", "floating", "mixed-integer-float"):
        return pd.to_numeric(values, errors="coerce").astype("float64")
    written = texts(values)
    plain = pd.to_numeric(written, errors="coerce").astype("float64")
    pointed = written.str.contains(".", regex=False).eq(other=True).any() if written.notna().any() else False
    if not pointed and bool((plain.notna() == written.notna()).all()):
        return plain
    text = written.astype("string").str.replace(r"[€\s\u00a0'\u2019]|EUR|,-$", "", regex=True)
    if _decimal_sign(text, grouped=grouped) == ",":
        text = text.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
    else:
        text = text.str.replace(",", "", regex=False)
    return pd.to_numeric(text.astype(object), errors="coerce").astype("float64")


def _decimal_sign(text: pd.Series, *, grouped: bool) -> str:
    both = text[
        text.str.contains(",", regex=False).fillna(value=False)
        & text.str.contains(".", regex=False).fillna(value=False)
    ]
    if len(both):
        last = both.str.rfind(",") > both.str.rfind(".")
        return "," if bool(last.mean() >= 1 / 2) else "."
    for sign, other in ((",", "."), (".", ",")):
        held = text[text.str.contains(sign, regex=False).fillna(value=False)]
        if held.empty:
            continue
        if held.str.count(re.escape(sign)).gt(1).any():
            return other
        if not held.str.fullmatch(rf"-?\d{{1,3}}{re.escape(sign)}\d{{3}}").all():
            return sign
        return "," if sign == "," or grouped else "."
    return "."


def unreadable(values: pd.Series, read: pd.Series) -> int:
    """Count the values that say something which could not be read."""
    return int((texts(values).notna() & read.isna()).sum())


def split_ids(values: pd.Series, kinds: Sequence[str]) -> Ids:
    """Take the BAG ids out of cells that may hold several, parted by a comma, semicolon, bar or space.

    Args:
        values: Cells as delivered; lost leading zeros are restored.
        kinds: The two digits on the fifth and sixth place that are accepted.

    """
    single = _one_by_one(texts(values))
    ids = pad(single, BAG_DIGITS).astype("string")
    good = ids.str.fullmatch(r"\d{16}").fillna(value=False) & ids.str[4:6].isin(kinds).fillna(value=False)
    good = good.astype(bool)
    return Ids(ids[good].astype(object), int((~good).sum()), count_short(single[good], BAG_DIGITS))


def _one_by_one(cells: pd.Series) -> pd.Series:
    """Give the parts of cells, each on the index of its cell."""
    filled = cells[cells.notna()]
    if filled.empty or filled.str.isdigit().all():
        return filled
    bare = filled.str.replace(r"[\[\]()\"']", "", regex=True)
    single = bare.str.split(r"[,;|\s]+", regex=True).explode()
    return single[single.notna() & (single != "")].astype(object)


def _listed(names: Iterable[str], most: int = 12) -> str:
    held = [str(name) for name in names]
    return ", ".join(held[:most]) + (", …" if len(held) > most else "")
