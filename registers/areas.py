"""Areas the municipality works with: bedrijventerreinen, winkelgebieden and buitengebied, from any polygon layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from ..safeguards.messages import note, refused, warn
from .columns import find, holds, key, select, text, texts
from .raw import Raw, Read
from .spatial import to_rd
from .tables import GEBIEDSTYPEN, Shape, canonical

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ..safeguards.messages import Message

# Wordings of registers (IBIS, Bestand Bodemgebruik, TOP10NL, municipalities), reduced by `columns.key`.
_TYPES = {
    "bedrijventerrein": (
        "bedrijventerrein", "bedrijventerreinen", "bedrijvenpark", "bedrijven", "bedrijf", "industrie",
        "industrieterrein", "industriegebied", "bt", "24",
    ),
    "winkelgebied": (
        "winkelgebied", "winkelgebieden", "winkelcentrum", "kernwinkelgebied", "winkels", "winkelconcentratie",
        "detailhandel", "detailhandelenhoreca", "21",
    ),
    "buitengebied": ("buitengebied", "buitengebieden", "landelijkgebied", "agrarischgebied"),
}  # fmt: skip
_TYPE_OF = {word: gebiedstype for gebiedstype, words in _TYPES.items() for word in words}
_IN_NAMES = {
    "bedrijventerrein": ("bedrijventerrein", "ibis", "industrieterrein"),
    "winkelgebied": ("winkelgebied", "winkelcentr"),
    "buitengebied": ("buitengebied",),
}
_TYPE_COLUMNS = ("gebiedstype", "gebieds_type", "area_type", "type_gebied", "type", "soort", "categorie",
                 "bodemgebruik", "bg2020", "bg2017", "bg2015", "bg2012", "hoofdfunctie", "functie",
                 "bestemming")  # fmt: skip
_IBIS = ("rinnummer", "rin_nummer", "bedrijvent", "plan_naam")
_ID = ("gebied_id", "gebiedid", "rinnummer", "rin_nummer", "plan_id", "identificatie", "gebiedscode", "code", "id",
       "nummer")  # fmt: skip
_NAME = ("naam", "gebiedsnaam", "gebied_naam", "bedrijvent", "plan_naam", "bedrijventerrein", "winkelgebied", "name",
         "omschrijving_kort")  # fmt: skip
_WOONWAGEN = "woonwagen"
_BROKEN = "\ufffd"
_SLIVER = 10.0  # m² two outlines may share before it is worth saying


def recognises(raw: Raw) -> bool:
    """Tell whether a layer could hold areas: any layer of polygons."""
    return holds(raw, Shape.AREA)


def read(raws: Sequence[Raw], peildatum: date, *, area_type: str | None = None) -> Read:  # noqa: ARG001 - as every register
    """Make `gebieden` of polygon layers.

    The type of an area is what a column says, else `area_type` where given, else bedrijventerrein for a layer with
    the columns of IBIS, else what the name of the file or layer says. Woonwagenlocaties never are areas.

    Args:
        raws: Polygon layers.
        peildatum: Not used: the areas are as delivered.
        area_type: The type of all areas of layers without a type column: bedrijventerrein, buitengebied or
            winkelgebied.

    Raises:
        RefusedError: No polygons, an unknown `area_type`, no type to be found, or no area left.

    """
    if area_type is not None and area_type not in GEBIEDSTYPEN:
        raise refused("areas_unknown_type", given=area_type, known=", ".join(GEBIEDSTYPEN))
    mine, messages = select(raws, recognises, register="gebieden", wanted="naam, gebiedstype (polygon)")
    parts = []
    for raw in mine:
        if _WOONWAGEN in key(raw.name + raw.layer):
            messages.append(warn("areas_woonwagen", file=raw.name, n=len(raw.frame)))
            continue
        part, told = _one(raw, area_type)
        parts.append(part)
        messages.extend(told)
    rows = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
    if rows.empty:
        raise refused("areas_none_left", file=", ".join(raw.name for raw in mine))
    rows = _once(rows, messages)
    _tell_overlap(rows, messages)
    columns = {name: rows[name] for name in ("gebied_id", "naam", "gebiedstype", "bron")}
    return Read({"gebieden": canonical("gebieden", columns, rows["outline"].to_numpy())}, tuple(messages))


def _one(raw: Raw, area_type: str | None) -> tuple[pd.DataFrame, list[Message]]:
    outline, usable, messages = to_rd(raw, Shape.AREA)
    frame = raw.frame.reset_index(drop=True)
    names = text(frame, *_NAME)
    types, column = _types(raw, frame, area_type, messages)
    called = names.fillna("") + " " + (texts(frame[column]).fillna("") if column else "")
    woonwagen = called.str.lower().str.contains(_WOONWAGEN, regex=False).to_numpy(dtype=bool)
    if n := int(woonwagen.sum()):
        messages.append(warn("areas_woonwagen", file=raw.name, n=n))
    other = types.isna().to_numpy() & ~woonwagen
    if n := int(other.sum()):
        values = texts(frame.loc[other, column]).fillna("-").drop_duplicates() if column else pd.Series(dtype=object)
        messages.append(note("areas_other_types", file=raw.name, n=n, values=", ".join(values.sort_values().head(5))))
    if n := int(names.fillna("").str.contains(_BROKEN, regex=False).sum()):
        messages.append(warn("areas_broken_name", file=raw.name, n=n))
    rows = pd.DataFrame(
        {"gebied_id": text(frame, *_ID), "naam": names, "gebiedstype": types, "bron": raw.name, "outline": outline}
    )
    rows = rows[usable & ~woonwagen & ~other]
    return _identified(raw, rows, messages), messages


def _types(
    raw: Raw, frame: pd.DataFrame, area_type: str | None, messages: list[Message]
) -> tuple[pd.Series, str | None]:
    """Give the type of each area, None where it is none of ours, and the column that says it."""
    for alias in _TYPE_COLUMNS:
        column = find(frame.columns, alias)
        if column is None:
            continue
        said = texts(frame[column]).map(lambda word: _TYPE_OF.get(key(word)), na_action="ignore").astype(object)
        if said.notna().any():
            if area_type is not None:
                messages.append(note("areas_type_from_column", file=raw.name, column=column, gebiedstype=area_type))
            return said.where(said.notna(), None), column
    if area_type is not None:
        messages.append(note("areas_type_given", file=raw.name, n=len(frame), gebiedstype=area_type))
        return pd.Series(area_type, index=frame.index, dtype=object), None
    assumed = _assumed(raw, frame)
    if assumed is None:
        raise refused("areas_no_type", file=raw.name, known=", ".join(GEBIEDSTYPEN))
    messages.append(note("areas_type_assumed", file=raw.name, n=len(frame), gebiedstype=assumed))
    return pd.Series(assumed, index=frame.index, dtype=object), None


def _assumed(raw: Raw, frame: pd.DataFrame) -> str | None:
    if find(frame.columns, *_IBIS) is not None:
        return "bedrijventerrein"
    called = key(raw.layer) + " " + key(raw.name)
    said = {gebiedstype for gebiedstype, words in _IN_NAMES.items() if any(word in called for word in words)}
    return said.pop() if len(said) == 1 else None


def _identified(raw: Raw, rows: pd.DataFrame, messages: list[Message]) -> pd.DataFrame:
    absent = rows["gebied_id"].isna()
    if n := int(absent.sum()):
        messages.append(note("areas_numbered", file=raw.name, n=n))
    made = rows["gebiedstype"] + "-" + pd.Series(rows.index + 1, index=rows.index).astype(str)
    return rows.assign(gebied_id=rows["gebied_id"].where(~absent, made), delivered=~absent)


def _once(rows: pd.DataFrame, messages: list[Message]) -> pd.DataFrame:
    """Drop areas that stand twice; give areas that share an id, such as the parts of one estate, one of their own."""
    same = pd.DataFrame(
        {"id": rows["gebied_id"], "type": rows["gebiedstype"], "shape": shapely.to_wkb(rows["outline"])}
    )
    doubled = same.duplicated(["id", "type", "shape"])
    if n := int(doubled.sum()):
        messages.append(note("areas_duplicates", n=n))
    rows = rows[~doubled].reset_index(drop=True)
    nth = rows.groupby("gebied_id").cumcount()
    if n := int((nth > 0).sum()):
        messages.append(warn("areas_shared_id", n=n))
    numbered = rows["gebied_id"] + "-" + (nth + 1).astype(str)
    while (taken := numbered.isin(rows["gebied_id"]) & (nth > 0)).any():
        numbered = numbered.where(~taken, numbered + "a")
    return rows.assign(gebied_id=rows["gebied_id"].where(nth == 0, numbered))


def _tell_overlap(rows: pd.DataFrame, messages: list[Message]) -> None:
    outlines = rows["outline"].to_numpy()
    left, right = shapely.STRtree(outlines).query(outlines, predicate="intersects")
    left, right = left[left < right], right[left < right]
    shared = shapely.area(shapely.intersection(outlines[left], outlines[right])) > _SLIVER
    types = rows["gebiedstype"].to_numpy()
    alike = np.asarray(types[left] == types[right], dtype=bool)
    if n := int((shared & alike).sum()):
        messages.append(warn("areas_overlap", n=n))
    if n := int((shared & ~alike).sum()):
        messages.append(warn("areas_overlap_types", n=n))
