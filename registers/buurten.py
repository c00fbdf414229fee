"""The buurten of the CBS: land only, with their degree of urbanity."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from ..safeguards.messages import note, refused, warn
from .columns import find, holds, numbers, select, text, texts
from .editions import newest, years
from .raw import Raw, Read
from .spatial import to_rd
from .tables import Shape, canonical

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ..safeguards.messages import Message

_CODE = ("buurtcode", "bu_code", "statcode")
_NAME = ("buurtnaam", "bu_naam", "statnaam")
_MUNICIPALITY = ("gemeentecode", "gm_code")
_URBANITY = ("stedelijkheid_adressen_per_km2", "stedelijkheidsklasse", "stedelijkheid", "sted")
_WATER = ("water", "h2o")
_EDITION = ("jrstatcode", "jaar", "peiljaar")
_LAND = ("nee", "n")
_BUURT = r"BU\d{8}"
_MISSING = r"-9999\d+"
_GEMEENTE = r"GM\d{4}"
_CLASSES = (1.0, 5.0)


def recognises(raw: Raw) -> bool:
    """Tell whether a layer holds CBS buurten: areas with codes such as BU03630001."""
    column = find(raw.frame.columns, *_CODE)
    if column is None or not holds(raw, Shape.AREA):
        return False
    codes = texts(raw.frame[column]).astype("string").str.upper().dropna()
    return codes.empty or bool(codes.str.fullmatch(_BUURT).any())


def read(raws: Sequence[Raw], peildatum: date) -> Read:
    """Make `buurten` of CBS layers in snake_case, camelCase or the upper case of the shapefile.

    Water and foreign ground are left out. Rows with one buurtcode are parts of one buurt and are joined. Negative
    figures (-99999999, -99997, -99995) mean missing. Names that a shapefile cut after ten characters are recognised.

    Args:
        raws: Area layers; wijken and gemeenten beside the buurten are left aside.
        peildatum: Of several editions the newest of its year or before counts; where all are later, the first.

    Raises:
        RefusedError: No buurten, or none with a usable outline.

    """
    mine, messages = select(raws, recognises, register="CBS-buurten", wanted="buurtcode, buurtnaam")
    parts = []
    for raw in _of_one_edition(mine, peildatum, messages):
        part, told = _one(raw)
        parts.append(part)
        messages.extend(told)
    rows = _joined(pd.concat(parts, ignore_index=True), messages)
    columns = {name: rows[name] for name in ("buurtcode", "buurtnaam", "gemeentecode", "stedelijkheidsklasse")}
    return Read({"buurten": canonical("buurten", columns, rows["outline"].to_numpy())}, tuple(messages))


def _one(raw: Raw) -> tuple[pd.DataFrame, list[Message]]:
    outline, usable, messages = to_rd(raw, Shape.AREA)
    frame = raw.frame.reset_index(drop=True)
    code = text(frame, *_CODE).astype("string").str.upper()
    coded = code.str.fullmatch(_BUURT).fillna(value=False).to_numpy(dtype=bool)
    if not coded.any():
        raise refused("columns_no_values", file=raw.name, column=find(frame.columns, *_CODE))
    if n := int((~coded).sum()):
        messages.append(warn("buurten_no_code", file=raw.name, n=n))
    water = text(frame, *_WATER).astype("string").str.lower()
    land = (water.isna() | water.isin(_LAND)).to_numpy(dtype=bool)
    if n := int((~land).sum()):
        messages.append(note("buurten_water", file=raw.name, n=n))
    if not (keep := usable & coded & land).any():
        raise refused("columns_nothing_usable", file=raw.name, n=len(frame))
    municipality = text(frame, *_MUNICIPALITY).astype("string").str.upper()
    municipality = municipality.where(municipality.str.fullmatch(_GEMEENTE).fillna(value=False)).astype(object)
    rows = pd.DataFrame(
        {
            "buurtcode": code.astype(object),
            "buurtnaam": _names(frame),
            "gemeentecode": municipality.where(municipality.notna(), ("GM" + code.str[2:6]).astype(object)),
            "stedelijkheidsklasse": _urbanity(raw, frame, messages),
            "outline": outline,
        }
    )
    return rows[keep], messages


def _of_one_edition(raws: Sequence[Raw], peildatum: date, messages: list[Message]) -> list[Raw]:
    """Take from one file of several years, or from a file per year, the buurten of one year."""
    columns = [find(raw.frame.columns, *_EDITION) for raw in raws]
    year = [years(raw.frame[name]) if name else _unsaid(raw) for raw, name in zip(raws, columns, strict=True)]
    current = newest(pd.concat(year, ignore_index=True), peildatum)
    if current.all():
        return list(raws)
    used = int(pd.concat(year, ignore_index=True)[current].max())
    messages.append(note("buurten_other_editions", n=int((~current).sum()), year=used))
    masks = np.split(current, np.cumsum([len(one) for one in year])[:-1])
    taken = [
        replace(raw, frame=raw.frame[mask], geometry=None if raw.geometry is None else raw.geometry[mask])
        for raw, mask in zip(raws, masks, strict=True)
    ]
    return [raw for raw in taken if len(raw.frame)]


def _unsaid(raw: Raw) -> pd.Series:
    return pd.Series(np.nan, index=raw.frame.index)


def _names(frame: pd.DataFrame) -> pd.Series:
    """Give the names; a figure that stands for missing is none."""
    names = text(frame, *_NAME)
    return names.where(~names.astype("string").str.fullmatch(_MISSING).fillna(value=False), None)


def _urbanity(raw: Raw, frame: pd.DataFrame, messages: list[Message]) -> pd.Series:
    column = find(frame.columns, *_URBANITY)
    if column is None:
        messages.append(note("buurten_no_urbanity", file=raw.name))
        return pd.Series(np.nan, index=frame.index)
    urbanity = numbers(frame[column])
    known = urbanity.between(*_CLASSES)
    if n := int((~known).sum()):
        messages.append(note("buurten_urbanity_missing", file=raw.name, n=n))
    return urbanity.where(known)


def _joined(rows: pd.DataFrame, messages: list[Message]) -> pd.DataFrame:
    rows = rows.reset_index(drop=True)
    repeated = rows["buurtcode"].duplicated(keep=False)
    if not repeated.any():
        return rows
    parts = rows[repeated].groupby("buurtcode")["outline"]
    whole = parts.agg(lambda outlines: shapely.multipolygons(shapely.get_parts(shapely.union_all(outlines.to_numpy()))))
    first = rows.drop_duplicates("buurtcode").reset_index(drop=True)
    joined = first["buurtcode"].map(whole)
    messages.append(warn("buurten_joined", n=len(rows) - len(first)).about(whole.index))
    return first.assign(outline=joined.where(joined.notna(), first["outline"]))
