"""WOZ objects and their values from a municipality's own export as a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..safeguards.messages import note, refused, warn
from .columns import ADRESSEERBAAR, PAND, find, need, numbers, select, split_ids, texts, unreadable
from .dates import moments
from .identifiers import WOZ_DIGITS, count_short, pad
from .order import like_next, ranked
from .raw import Read
from .tables import canonical

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ..safeguards.messages import Message
    from .raw import Raw

_NUMBER = ("wozobjectnummer", "woz_object_nummer", "woz_object_nr", "wozobjectnr", "woz_nummer", "woznr", "object_nr",
           "objectnummer", "objectnr", "woz_object", "woz_object_id")  # fmt: skip
_VALUE = ("vastgestelde_waarde", "vastgesteldewaarde", "woz_waarde", "waarde", "waarde_woz", "getaxeerde_waarde",
          "beschikte_waarde", "woz_waarde_vastgesteld", "value")  # fmt: skip
_DATE = ("waardepeildatum", "peildatum", "waarde_peildatum", "datum_waardepeil", "wpd", "peiljaar", "waardepeiljaar")
_FROM = ("ingangsdatum_waarde", "ingangsdatum", "datum_ingang", "ingangsdatum_beschikking")
_STATUS = ("status_beschikking", "beschikkingsstatus", "beschikkingsstatussen")
_USE = ("gebruikscode", "gebruik_code", "code_gebruik", "gebruikskode", "woz_gebruikscode")
_SORT = (
    "soortobjectcode",
    "soort_object_code",
    "object_code",
    "objectcode",
    "soort_object",
    "soortobject",
    "objectsoort",
)
_AREA = ("oppervlakte", "m2", "gebruiksoppervlakte", "gebruiksoppervlak", "oppervlakte_m2", "gbo",
         "meegetaxeerde_oppervlakte_gebouwd", "bruto_vloeroppervlakte", "bvo")  # fmt: skip
_VBO = ("adresseerbaar_object_identificaties", "adresseerbaar_object_identificatie", "adresseerbaar_object_id",
        "adresseerbaarobjectid", "adresseerbare_objecten", "vbo_id", "vboid", "vbo_identificatie",
        "verblijfsobject_id", "verblijfsobject_identificatie", "verblijfsobject", "bag_id", "bagid",
        "identificatie_vbo", "bag_vbo_id")  # fmt: skip
_PAND = ("pand_identificaties", "pand_identificatie", "pand_id", "pandid", "bag_pand_id", "panden", "pand")

_DAY = r"(?P<day>\d{1,2})[-_/. ](?P<month>\d{1,2})[-_/. ](?P<year>(?:19|20)\d{2})"
_ISO_DAY = r"(?P<year2>(?:19|20)\d{2})(?:[-_/. ]?(?P<month2>\d{2})[-_/. ]?(?P<day2>\d{2}))?"
_OF_DATE = rf"[\s_\-]*(?:per|op|wpd|peildatum|waardepeildatum)?[\s_\-]*(?:{_DAY}|{_ISO_DAY})$"
_WIDE_VALUE = re.compile(
    r"^(?:vastgestelde|getaxeerde)?[\s_\-]*(?:woz)?[\s_\-]*(?:waarde|woz)" + _OF_DATE, re.IGNORECASE
)
_WIDE_USE = re.compile(r"^(?:woz)?[\s_\-]*gebruiks?[\s_\-]*code" + _OF_DATE, re.IGNORECASE)

_LEAST, _MOST = 10.0, 5e9  # € ; outside it a WOZ value is a filler or a slip of the key
_FILLERS = (9_999_999.0, 99_999_999.0, 999_999_999.0)
_AREA_FILLERS = (0.0, 1.0, 999_999.0)  # m²
_ANNULLED = r"^0?2$|vernietig"


def recognises(raw: Raw) -> bool:
    """Tell whether a table is of the WOZ: it has a WOZ object number and a value, in one column or one per year."""
    columns = raw.frame.columns
    return find(columns, *_NUMBER) is not None and (find(columns, *_VALUE) is not None or bool(_wide(raw, _WIDE_VALUE)))


def read(raws: Sequence[Raw], peildatum: date) -> Read:
    """Make `woz_objecten` and `woz_waarden`.

    Read are a row per object, a row per object and waardepeildatum, and a column per waardepeildatum
    (`waarde_2020`, `WOZ-waarde 1-1-2021`; a year means its first of January). Per waardepeildatum the value with the
    latest ingangsdatum counts. An object's codes and area are those of its last waardepeildatum up to the peildatum.

    Args:
        raws: Tables with one line of column names.
        peildatum: The date whose codes an object gets; without a waardepeildatum values are taken to be of the
            first of January of the year before it, which is what a tax year uses.

    Raises:
        RefusedError: No table of the WOZ, no BAG id to link it by, or no value that can be read.

    """
    mine, messages = select(raws, recognises, register="WOZ", wanted="wozobjectnummer, vastgestelde_waarde")
    parts, links = [], []
    for raw in mine:
        part, linked, told = _rows(raw, peildatum)
        parts.append(part)
        links.append(linked)
        messages.extend(told)
    rows = pd.concat(parts, ignore_index=True)
    values = _values(rows, messages)
    objects = _objects(rows, pd.concat(links, ignore_index=True), pd.Timestamp(peildatum))
    unlinked = int(((objects["vbo"].str.len() == 0) & (objects["panden"].str.len() == 0)).sum())
    if unlinked == len(objects):
        raise refused("woz_no_usable_id", file=", ".join(raw.name for raw in mine), n=unlinked)
    if unlinked:
        messages.append(warn("woz_unlinked", n=unlinked, total=len(objects)))
    return Read(
        {
            "woz_objecten": canonical(
                "woz_objecten",
                {
                    "wozobjectnummer": objects["number"],
                    "adresseerbaar_object_identificaties": objects["vbo"],
                    "pand_identificaties": objects["panden"],
                    "gebruikscode": objects["use"],
                    "soortobjectcode": objects["sort"],
                    "oppervlakte": objects["area"],
                },
            ),
            "woz_waarden": canonical(
                "woz_waarden",
                {
                    "wozobjectnummer": values["number"],
                    "waardepeildatum": values["date"],
                    "vastgestelde_waarde": values["value"],
                    "gebruikscode": values["use"],
                },
            ),
        },
        tuple(messages),
    )


def _wide(raw: Raw, pattern: re.Pattern[str]) -> dict[str, pd.Timestamp]:
    """Give the columns that hold a figure for one date, with that date."""
    found = {str(column): pattern.match(str(column).strip()) for column in raw.frame.columns}
    return {column: _date_of(match.groupdict()) for column, match in found.items() if match is not None}


def _date_of(parts: dict[str, str | None]) -> pd.Timestamp:
    year = parts["year"] or parts["year2"]
    month = parts["month"] or parts["month2"] or "1"
    day = parts["day"] or parts["day2"] or "1"
    return pd.to_datetime(f"{year}-{int(month):02d}-{int(day):02d}", errors="coerce")


def _rows(raw: Raw, peildatum: date) -> tuple[pd.DataFrame, pd.DataFrame, list[Message]]:
    """Read one table.

    Returns:
        One row per object and waardepeildatum: number, use, sort, area, value, date, since. The links of the
        objects: number, kind (vbo or panden), id. Messages.

    """
    messages: list[Message] = []
    number = need(raw, *_NUMBER)
    frame = raw.frame.reset_index(drop=True)
    rows = pd.DataFrame({"number": _object_numbers(raw, frame[number], messages)})
    links = _links(raw, frame, rows["number"], messages)
    for name, aliases in (("use", _USE), ("sort", _SORT)):
        column = find(frame.columns, *aliases)
        rows[name] = texts(frame[column]) if column else None
    rows["area"] = _areas(raw, frame, messages)
    status = find(frame.columns, *_STATUS)
    annulled = texts(frame[status]).astype("string").str.contains(_ANNULLED, case=False) if status else None
    rows = (
        _long(raw, frame, rows, messages) if _wide(raw, _WIDE_VALUE) else _dated(raw, frame, rows, peildatum, messages)
    )
    if annulled is not None and (gone := annulled.fillna(value=False).reindex(rows.index).astype(bool)).any():
        messages.append(note("woz_annulled", file=raw.name, n=int(gone.sum())))
        rows = rows[~gone]
    rows["number"] = rows["number"].where(rows["number"].str.fullmatch(rf"[0-9]{{{WOZ_DIGITS}}}", na=False))
    absent = rows["number"].isna()
    if absent.all():
        raise refused("woz_no_usable_number", file=raw.name, column=number, found=frame[number].iloc[0])
    if absent.any():
        messages.append(warn("woz_no_number", file=raw.name, n=int(absent.sum())))
    rows = rows[~absent]
    rows["value"] = _sane(raw, rows["value"], messages)
    return rows.reset_index(drop=True), links, messages


def _object_numbers(raw: Raw, values: pd.Series, messages: list[Message]) -> pd.Series:
    if short := count_short(texts(values), WOZ_DIGITS):
        messages.append(note("columns_zeros_restored", file=raw.name, column=values.name, n=short))
    return pad(texts(values), WOZ_DIGITS)


def _links(raw: Raw, frame: pd.DataFrame, number: pd.Series, messages: list[Message]) -> pd.DataFrame:
    vbo, pand = find(frame.columns, *_VBO), find(frame.columns, *_PAND)
    if vbo is None and pand is None:
        raise refused("woz_without_bag", file=raw.name, found=", ".join(str(c) for c in frame.columns[:12]))
    links = []
    for column, kind, digits in ((vbo, "vbo", ADRESSEERBAAR), (pand, "panden", (PAND,))):
        if column is None:
            continue
        ids = split_ids(frame[column], digits)
        links.append(pd.DataFrame({"number": number.reindex(ids.held.index), "kind": kind, "id": ids.held}))
        if ids.others:
            messages.append(warn("woz_other_ids", file=raw.name, column=column, n=ids.others))
        if ids.restored:
            messages.append(note("columns_zeros_restored", file=raw.name, column=column, n=ids.restored))
    return pd.concat(links, ignore_index=True)


def _areas(raw: Raw, frame: pd.DataFrame, messages: list[Message]) -> pd.Series:
    column = find(frame.columns, *_AREA)
    if column is None:
        return pd.Series(np.nan, index=frame.index)
    area = numbers(frame[column])
    filler = area.isin(_AREA_FILLERS) | (area < 0)
    if n := int(filler.sum()):
        messages.append(note("woz_area_fillers", file=raw.name, n=n))
    if n := unreadable(frame[column], area):
        messages.append(warn("woz_unreadable", file=raw.name, column=column, n=n))
    return area.mask(filler)


def _long(raw: Raw, frame: pd.DataFrame, rows: pd.DataFrame, messages: list[Message]) -> pd.DataFrame:
    """Turn a column per waardepeildatum into a row per waardepeildatum."""
    uses = {day: column for column, day in _wide(raw, _WIDE_USE).items()}
    days = _wide(raw, _WIDE_VALUE)
    # An object without any value is an object still, so the row itself goes along, undated.
    parts = [rows.assign(value=np.nan, date=pd.NaT, since=pd.NaT)]
    for column, day in days.items():
        part = rows.assign(value=numbers(frame[column]), date=day, since=pd.NaT)
        if day in uses:
            part["use"] = texts(frame[uses[day]])
        elif day != max(days.values()):
            # One code for all years is the code of now; what it was on earlier dates is not known.
            part["use"] = None
        if n := unreadable(frame[column], part["value"]):
            messages.append(warn("woz_unreadable", file=raw.name, column=column, n=n))
        parts.append(part[texts(frame[column]).notna()])
    made = pd.concat(parts)
    if made["value"].isna().all():
        raise refused("columns_no_values", file=raw.name, column=", ".join(days))
    return made.astype({"date": "datetime64[ms]", "since": "datetime64[ms]"})


def _dated(raw: Raw, frame: pd.DataFrame, rows: pd.DataFrame, peildatum: date, messages: list[Message]) -> pd.DataFrame:
    value = need(raw, *_VALUE)
    rows = rows.assign(value=numbers(frame[value]))
    if rows["value"].isna().all():
        raise refused("columns_no_values", file=raw.name, column=value)
    if n := unreadable(frame[value], rows["value"]):
        messages.append(warn("woz_unreadable", file=raw.name, column=value, n=n))
    since = find(frame.columns, *_FROM)
    rows["since"] = moments(frame[since])[0] if since else pd.NaT
    column = find(frame.columns, *_DATE)
    if column is None:
        rows["date"] = pd.Timestamp(peildatum.year - 1, 1, 1)
        messages.append(warn("woz_no_date", file=raw.name, year=peildatum.year - 1))
        return rows
    rows["date"] = _days(frame[column])
    if (undated := rows["date"].isna()).all():
        raise refused("columns_no_values", file=raw.name, column=column)
    if undated.any():
        messages.append(warn("woz_undated", file=raw.name, n=int(undated.sum())))
    return rows


def _days(values: pd.Series) -> pd.Series:
    """Give waardepeildata; a year alone is its first of January."""
    text = texts(values).astype("string")
    year = text.str.fullmatch(r"(?:19|20)\d{2}").fillna(value=False)
    return moments(text.where(~year, text + "-01-01").astype(object))[0].dt.normalize()


def _sane(raw: Raw, values: pd.Series, messages: list[Message]) -> pd.Series:
    absurd = values.notna() & (~values.between(_LEAST, _MOST) | values.isin(_FILLERS))
    if n := int(absurd.sum()):
        messages.append(note("woz_absurd", file=raw.name, n=n))
    return values.mask(absurd)


def _values(rows: pd.DataFrame, messages: list[Message]) -> pd.DataFrame:
    """Give one value per object and waardepeildatum: the one with the latest ingangsdatum."""
    dated = rows[rows["date"].notna()]
    keys = [ranked(dated[column]) for column in ("number", "date", "since")]
    order = np.lexsort(keys[::-1])
    number, date, since = (rank[order] for rank in keys)
    ordered = dated.iloc[order]
    as_next, same = like_next(number, date), like_next(number, date, since)
    last, versions = ordered[~as_next], ordered[~same]
    if n := len(versions) - len(last):
        messages.append(note("woz_superseded", n=n))
    repeated = ordered[same | np.roll(same, 1)]
    distinct = repeated.groupby(["number", "date", "since"], dropna=False)["value"].nunique(dropna=True)
    if n := int((distinct > 1).sum()):
        messages.append(warn("woz_conflicts", n=n))
    if n := len(ordered) - len(versions):
        messages.append(note("woz_duplicates", n=n))
    return last.reset_index(drop=True)


def _objects(rows: pd.DataFrame, links: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Give one row per object, with all its ids and the codes of its last waardepeildatum up to the day."""
    # Dates after the day come first and those without one before them, so that the last known is the one to take.
    rank = rows["date"].where(rows["date"] <= day, pd.Timestamp.min.ceil("D"))
    after = -(rows["date"] - day).dt.days.clip(lower=0).fillna(np.inf).to_numpy()
    ordered = rows.iloc[np.lexsort((ranked(rows["since"]), after, ranked(rank), ranked(rows["number"])))]
    known = ordered.groupby("number", sort=True)[["use", "sort", "area"]].last()
    for kind in ("vbo", "panden"):
        known[kind] = _together(links.loc[links["kind"] == kind, ["number", "id"]], known.index)
    return known.reset_index()


def _together(links: pd.DataFrame, numbers_: pd.Index) -> pd.Series:
    """Give the ids of each object as a sorted tuple, empty where it has none."""
    position = numbers_.get_indexer(links["number"])
    held, position = links["id"].to_numpy()[position >= 0], position[position >= 0]
    value = np.array([int(digits) for digits in held], dtype=np.int64)
    order = np.lexsort((value, position))
    order = order[~like_next(value[order], position[order])]
    ends = np.searchsorted(position[order], np.arange(len(numbers_)), side="right")
    ids = held[order].tolist()
    tuples = [tuple(ids[start:end]) for start, end in zip([0, *ends[:-1]], ends, strict=True)]
    return pd.Series(tuples, index=numbers_, dtype=object)
