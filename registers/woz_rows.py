"""One table of the WOZ as delivered, brought to a row per object and waardepeildatum and the BAG ids of each object."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..safeguards.messages import note, refused, warn
from .columns import ADRESSEERBAAR, NUMMERAANDUIDING, PAND, find, need, numbers, split_ids, texts, unreadable
from .identifiers import WOZ_DIGITS, count_short, pad
from .woz_dates import DATE, WIDE_USE, WIDE_VALUE, is_of_tax_year, waardepeildata, wide
from .woz_decisions import annulled, days, under_objection

if TYPE_CHECKING:
    from datetime import date

    from ..safeguards.messages import Message
    from .raw import Raw

NUMBER = ("wozobjectnummer", "woz_object_nummer", "woz_object_nr", "wozobjectnr", "woz_nummer", "woznr", "object_nr",
          "objectnummer", "objectnr", "woz_object", "woz_object_id")  # fmt: skip
VALUE = ("vastgestelde_waarde", "vastgesteldewaarde", "woz_waarde", "waarde", "waarde_woz", "getaxeerde_waarde",
         "beschikte_waarde", "woz_waarde_vastgesteld", "value")  # fmt: skip
_FROM = ("ingangsdatum_waarde", "ingangsdatum", "datum_ingang", "ingangsdatum_beschikking")
_DECIDED = ("datum_beschikking", "beschikkingsdatum", "dagtekening_beschikking", "tijdstip_registratie")
_STATUS = ("status_beschikking", "beschikkingsstatus", "beschikkingsstatussen", "beschikkings_statussen")
_OBJECTION = ("indicatie_bezwaar_beroep", "indicatie_bezwaar", "onder_bezwaar")
_ENDED = ("einddatum_object", "einddatum_wozobject", "datum_einde_wozobject", "datum_einde_geldigheid_wozobject")
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
# Not meegetaxeerdeOppervlakteGebouwd: that is ground, part of the grondoppervlakte and given per parcel as well.
_AREA = ("oppervlakte", "m2", "gebruiksoppervlakte", "gebruiksoppervlak", "oppervlakte_m2", "gbo",
         "bruto_vloeroppervlakte", "bvo")  # fmt: skip
_VBO = ("adresseerbaar_object_identificaties", "adresseerbaar_object_identificatie", "adresseerbaar_object_id",
        "adresseerbaarobjectid", "adresseerbare_objecten", "vbo_id", "vboid", "vbo_identificatie",
        "verblijfsobject_id", "verblijfsobject_identificatie", "verblijfsobject", "bag_id", "bagid",
        "identificatie_vbo", "bag_vbo_id")  # fmt: skip
_ADDRESS = ("nummeraanduiding_identificaties", "nummeraanduiding_identificatie", "nummeraanduiding_id",
            "nummeraanduidingid", "nummeraanduiding", "num_id")  # fmt: skip
_PAND = ("pand_identificaties", "pand_identificatie", "pand_id", "pandid", "bag_pand_id", "panden", "pand")
# What a column can be, by the names it goes by.
ROLES = {
    "number": NUMBER,
    "value": VALUE,
    "date": DATE,
    "valid_from": _FROM,
    "status": _STATUS,
    "use": _USE,
    "sort": _SORT,
    "area": _AREA,
    "vbo": _VBO,
    "nummeraanduiding": _ADDRESS,
    "pand": _PAND,
}

_LEAST, _MOST = 10.0, 5e9  # € ; outside it a WOZ value is a filler or a slip of the key
_THOUSAND = 1000.0  # € ; where most values are below it, they are not in euros
_FILLERS = (9_999_999.0, 99_999_999.0, 999_999_999.0)
_AREA_FILLERS = (0.0, 1.0, 999_999.0)  # m²
_UNDATED = {"date": pd.NaT, "since": pd.NaT, "decided": pd.NaT}


def recognises(raw: Raw) -> bool:
    """Tell whether a table is of the WOZ: it has a WOZ object number and a value, in one column or one per year."""
    columns = raw.frame.columns
    return find(columns, *NUMBER) is not None and (find(columns, *VALUE) is not None or bool(wide(raw, WIDE_VALUE)))


def states_values(raw: Raw) -> bool:
    """Tell whether any cell says a value; a delivery in parts may have a table with objects alone."""
    column = find(raw.frame.columns, *VALUE)
    return bool(wide(raw, WIDE_VALUE)) or (column is not None and bool(raw.frame[column].notna().any()))


def rows_of(raw: Raw, peildatum: date) -> tuple[pd.DataFrame, pd.DataFrame, list[Message]]:
    """Read one table.

    Returns:
        One row per object and waardepeildatum: number, row (of the table, counted without those left out), use,
        sort, area, objection, ended, ends (whether the row can say that its object ended), value, date, since,
        decided. The links of the objects: number, row, kind (vbo,
        panden or address), id. Messages.

    Raises:
        RefusedError: No column with BAG ids, or no value, date or number that can be read.

    """
    messages: list[Message] = []
    number = need(raw, *NUMBER)
    frame = raw.frame.reset_index(drop=True)
    rows = pd.DataFrame({"number": _object_numbers(raw, frame[number], messages)})
    rows["number"] = rows["number"].where(rows["number"].str.fullmatch(rf"[0-9]{{{WOZ_DIGITS}}}", na=False))
    absent = rows["number"].isna()
    if absent.all():
        raise refused("woz_no_usable_number", file=raw.name, column=number, found=frame[number].iloc[0])
    if absent.any():
        messages.append(warn("woz_no_number", file=raw.name, n=int(absent.sum())))
        rows, frame = rows[~absent].reset_index(drop=True), frame[~absent].reset_index(drop=True)
    rows["row"] = np.arange(len(rows))
    links = _links(raw, frame, rows["number"], messages)
    for name, aliases in (("use", _USE), ("sort", _SORT)):
        column = find(frame.columns, *aliases)
        rows[name] = texts(frame[column]) if column else None
    rows["area"] = _areas(raw, frame, rows["number"], messages)
    gone = _decisions(frame, rows)
    rows = _long(raw, frame, rows, messages) if wide(raw, WIDE_VALUE) else _dated(raw, frame, rows, peildatum, messages)
    if (left := gone.reindex(rows.index)).any():
        told = rows.loc[left, "number"]
        messages.append(note("woz_annulled", file=raw.name, n=int(left.sum())).about(told.unique()))
        rows = rows[~left]
    rows["value"] = _sane(raw, rows, messages)
    return rows.reset_index(drop=True), links, messages


def _object_numbers(raw: Raw, values: pd.Series, messages: list[Message]) -> pd.Series:
    if short := count_short(texts(values), WOZ_DIGITS):
        messages.append(note("columns_zeros_restored", file=raw.name, column=values.name, n=short))
    return pad(texts(values), WOZ_DIGITS)


def _links(raw: Raw, frame: pd.DataFrame, number: pd.Series, messages: list[Message]) -> pd.DataFrame:
    vbo, address, pand = (find(frame.columns, *names) for names in (_VBO, _ADDRESS, _PAND))
    if vbo is None and address is None and pand is None:
        raise refused("woz_without_bag", file=raw.name, found=", ".join(str(c) for c in frame.columns[:12]))
    links = []
    # Where the id of an object should stand some write that of its address.
    objects_or_addresses = (*ADRESSEERBAAR, NUMMERAANDUIDING)
    for column, kind, digits in (
        (vbo, "vbo", objects_or_addresses),
        (address, "address", (NUMMERAANDUIDING,)),
        (pand, "panden", (PAND,)),
    ):
        if column is None:
            continue
        ids = split_ids(frame[column], digits)
        of_address = ids.held.str[4:6] == NUMMERAANDUIDING
        kinds = np.where(of_address, "address", kind)
        row = ids.held.index
        links.append(pd.DataFrame({"number": number.reindex(row), "row": row, "kind": kinds, "id": ids.held}))
        if ids.others:
            messages.append(warn("woz_other_ids", file=raw.name, column=column, n=ids.others))
        if ids.restored:
            messages.append(note("columns_zeros_restored", file=raw.name, column=column, n=ids.restored))
    return pd.concat(links, ignore_index=True)


def _areas(raw: Raw, frame: pd.DataFrame, number: pd.Series, messages: list[Message]) -> pd.Series:
    column = find(frame.columns, *_AREA)
    if column is None:
        return pd.Series(np.nan, index=frame.index)
    area = numbers(frame[column])
    filler = area.isin(_AREA_FILLERS) | (area < 0)
    if n := int(filler.sum()):
        messages.append(note("woz_area_fillers", file=raw.name, n=n).about(number[filler].unique()))
    if n := unreadable(frame[column], area):
        messages.append(warn("woz_unreadable", file=raw.name, column=column, n=n))
    return area.mask(filler)


def _decisions(frame: pd.DataFrame, rows: pd.DataFrame) -> pd.Series:
    """Add whether a value is under objection and when its object ended; tell which decisions were annulled."""
    status, doubted = find(frame.columns, *_STATUS), find(frame.columns, *_OBJECTION)
    ended = find(frame.columns, *_ENDED)
    rows["objection"] = under_objection(
        frame[status] if status else None, frame[doubted] if doubted else None, frame.index
    )
    rows["ends"] = ended is not None
    rows["ended"] = days(frame[ended])[0] if ended else pd.Series(pd.NaT, index=frame.index, dtype="datetime64[ms]")
    return annulled(frame[status]) if status else pd.Series(data=False, index=frame.index)


def _long(raw: Raw, frame: pd.DataFrame, rows: pd.DataFrame, messages: list[Message]) -> pd.DataFrame:
    """Turn a column per waardepeildatum into a row per waardepeildatum."""
    uses = {day: column for column, day in wide(raw, WIDE_USE).items()}
    columns = wide(raw, WIDE_VALUE)
    # An object without any value is an object still, so the row itself goes along, undated.
    parts = [rows.assign(value=np.nan, **_UNDATED)]
    for column, day in columns.items():
        part = rows.assign(value=numbers(frame[column], money=True), **{**_UNDATED, "date": day})
        if day in uses:
            part["use"] = texts(frame[uses[day]])
        elif day != max(columns.values()):
            # One code for all years is the code of now; what it was on earlier dates is not known.
            part["use"] = None
        if n := unreadable(frame[column], part["value"]):
            messages.append(warn("woz_unreadable", file=raw.name, column=column, n=n))
        # Further rows of an object are of its date too, where only the first of them repeats the value.
        messages += _in_thousands(raw, column, part)
        parts.append(part[part["number"].isin(part.loc[texts(frame[column]).notna(), "number"])])
    # An end stands beside the values where a row has any.
    parts[0]["ends"] &= ~rows.index.isin(pd.concat(parts[1:]).index)
    made = pd.concat(parts)
    if made["value"].isna().all():
        raise refused("columns_no_values", file=raw.name, column=", ".join(columns))
    messages += [note("woz_tax_year", file=raw.name, column=column) for column in columns if is_of_tax_year(column)]
    return made.astype(dict.fromkeys(_UNDATED, "datetime64[ms]"))


def _dated(raw: Raw, frame: pd.DataFrame, rows: pd.DataFrame, peildatum: date, messages: list[Message]) -> pd.DataFrame:
    value = need(raw, *VALUE)
    rows = rows.assign(value=numbers(frame[value], money=True), **_UNDATED)
    written = texts(frame[value]).notna()
    if rows["value"].isna().all() and written.any():
        raise refused("columns_no_values", file=raw.name, column=value)
    if n := unreadable(frame[value], rows["value"]):
        messages.append(warn("woz_unreadable", file=raw.name, column=value, n=n))
    messages += _in_thousands(raw, value, rows)
    for name, aliases in (("since", _FROM), ("decided", _DECIDED)):
        if (column := find(frame.columns, *aliases)) is not None:
            rows[name] = days(frame[column], whole=name == "since")[0]
    rows["date"] = waardepeildata(raw, frame, rows["number"], written, peildatum, messages)
    return rows.astype(dict.fromkeys(_UNDATED, "datetime64[ms]"))


def _in_thousands(raw: Raw, column: str, rows: pd.DataFrame) -> list[Message]:
    """Warn where most values are too small for amounts in euros."""
    small = rows["value"].between(0, _THOUSAND, inclusive="neither")
    if 2 * int(small.sum()) <= int((rows["value"] > 0).sum()):
        return []
    about = rows.loc[small, "number"].unique()
    return [warn("woz_in_thousands", file=raw.name, column=column, n=int(small.sum())).about(about)]


def _sane(raw: Raw, rows: pd.DataFrame, messages: list[Message]) -> pd.Series:
    values = rows["value"]
    absurd = values.notna() & (~values.between(_LEAST, _MOST) | values.isin(_FILLERS))
    if n := int(absurd.sum()):
        messages.append(note("woz_absurd", file=raw.name, n=n).about(rows.loc[absurd, "number"].unique()))
    return values.mask(absurd)
