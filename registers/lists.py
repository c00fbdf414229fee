"""Lists by BAG id: leegstand, vestigingen, and lists a municipality keeps itself."""

from __future__ import annotations

from numbers import Real
from typing import TYPE_CHECKING

import pandas as pd

from ..safeguards.messages import note, refused, warn
from .columns import ADRESSEERBAAR, NUMMERAANDUIDING, find, key, need, select, split_ids, texts, unreadable
from .dates import moments
from .raw import Raw, Read
from .tables import canonical

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ..safeguards.messages import Message

_ID = ("adresseerbaar_object_identificatie", "adresseerbaarobjectid", "adresseerbaar_object_id", "adresseerbaar_object",
       "vbo_id", "vboid", "vbo_identificatie", "verblijfsobject_id", "verblijfsobject_identificatie", "verblijfsobject",
       "bag_id", "bagid", "bag_vbo_id", "identificatie", "nummeraanduiding_identificatie", "nummeraanduiding_id",
       "nummeraanduidingid", "nummeraanduiding")  # fmt: skip
_VACANT_SINCE = ("leeg_sinds", "leegstand_sinds", "leegstaand_sinds", "leeg_vanaf", "leegstand_vanaf",
                 "datum_leegstand", "begin_leegstand", "begindatum_leegstand", "ingangsdatum", "begindatum", "sinds",
                 "datum")  # fmt: skip
_VACANT_UNTIL = ("leeg_tot", "leegstand_tot", "einde_leegstand", "einddatum_leegstand", "einddatum", "tot")
_SBI_LOST = 3  # digits
_SBI = ("sbi", "sbi_code", "hoofdactiviteit", "sbi_hoofdactiviteit", "hoofd_sbi", "sbi1", "sbi_1", "sbi2008",
        "activiteit_sbi")  # fmt: skip
_FOUNDED = ("datum_vestiging", "vestigingsdatum", "datum_aanvang", "datum_start", "startdatum", "begindatum",
            "inschrijfdatum", "datum_inschrijving")  # fmt: skip
_CLOSED = ("datum_opheffing", "opheffingsdatum", "datum_einde", "einddatum", "datum_uitschrijving", "uitschrijfdatum")
_ESTABLISHMENT = ("vestigingsnummer", "vestiging_id", "vestigingsnr")
_LIST = ("lijst", "lijstnaam", "naam_lijst", "list")
_DATE = ("datum", "datum_vermelding", "datum_op_lijst", "begindatum", "date")
_SOURCE = ("bron", "source", "herkomst_lijst")
# What a column can be, by the names it goes by.
ROLES = {
    "LEEGSTAND": {"vbo": _ID, "vacant_since": _VACANT_SINCE, "vacant_until": _VACANT_UNTIL},
    "VESTIGINGEN": {"vbo": _ID, "sbi": _SBI, "founded": _FOUNDED, "closed": _CLOSED, "establishment": _ESTABLISHMENT},
    "LISTS": {"vbo": _ID, "list": _LIST, "listed_on": _DATE, "listed_by": _SOURCE},
}
_FEW = 50
_SHORT = 40  # characters; a longer or ever-changing text is no name of a list or source
_WANTED = "adresseerbaar_object_identificatie"


def recognises_leegstand(raw: Raw) -> bool:
    """Tell whether a table can be a list of vacant objects: BAG ids, and no activity codes."""
    return find(raw.frame.columns, *_ID) is not None and find(raw.frame.columns, *_SBI) is None


def recognises_vestigingen(raw: Raw) -> bool:
    """Tell whether a table can hold establishments: BAG ids with an activity code or a date of founding or closing."""
    columns = raw.frame.columns
    return find(columns, *_ID) is not None and find(columns, *_SBI, *_FOUNDED, *_CLOSED) is not None


def recognises_lists(raw: Raw) -> bool:
    """Tell whether a table can be a municipality's own list: BAG ids."""
    return find(raw.frame.columns, *_ID) is not None


def read_leegstand(raws: Sequence[Raw], peildatum: date) -> Read:
    """Make `leegstand`: the objects that are vacant on the peildatum.

    Args:
        raws: Tables by BAG id, with the date since when the object is vacant where known.
        peildatum: Vacancies that begin later or have ended by then are left out and counted.

    Raises:
        RefusedError: No table with BAG ids, or none that is usable.

    """
    mine, messages = select(raws, recognises_leegstand, register="leegstand", wanted=_WANTED)
    day = pd.Timestamp(peildatum)
    parts = []
    for raw in mine:
        rows = _by_id(raw, messages)
        since, until = _date(raw, rows, _VACANT_SINCE, messages), _date(raw, rows, _VACANT_UNTIL, messages)
        vacant = ~(since > day) & ~(until <= day)
        if n := int((~vacant).sum()):
            messages.append(note("lists_not_vacant", file=raw.name, n=n, peildatum=f"{peildatum:%d-%m-%Y}"))
        if n := int(since[vacant].isna().sum()):
            messages.append(note("lists_vacant_undated", file=raw.name, n=n))
        parts.append(rows.assign(leeg_sinds=since)[vacant])
    rows = pd.concat(parts, ignore_index=True).sort_values(["id", "leeg_sinds"], kind="stable")
    rows = _once(rows, ["id"], messages)
    columns = {"adresseerbaar_object_identificatie": rows["id"], "leeg_sinds": rows["leeg_sinds"]}
    return Read({"leegstand": canonical("leegstand", columns)}, tuple(messages))


def read_vestigingen(raws: Sequence[Raw], peildatum: date) -> Read:
    """Make `vestigingen`: activity and dates of establishments, never a name or a number of a firm.

    Args:
        raws: Tables by BAG id with an SBI code, a date of founding, a date of closing.
        peildatum: Establishments founded after it are counted and kept.

    Raises:
        RefusedError: No table with BAG ids and one of these columns, or none that is usable.

    """
    mine, messages = select(raws, recognises_vestigingen, register="vestigingen", wanted=f"{_WANTED}, sbi")
    parts = []
    for raw in mine:
        rows = _by_id(raw, messages)
        founded, closed = _date(raw, rows, _FOUNDED, messages), _date(raw, rows, _CLOSED, messages)
        if n := int((reversed_ := closed < founded).sum()):
            messages.append(warn("lists_closed_before_founded", file=raw.name, n=n))
        number = find(raw.frame.columns, *_ESTABLISHMENT)
        rows = rows.assign(sbi=_sbi(raw, rows, messages), founded=founded, closed=closed.mask(reversed_))
        rows["number"] = texts(raw.frame[number]).to_numpy()[rows["row"]] if number else None
        parts.append(rows)
    rows = pd.concat(parts, ignore_index=True)
    # Without a number or a date two rows may be two firms.
    sure = rows["number"].notna() | rows["founded"].notna()
    twice = sure & rows.duplicated(["id", "sbi", "founded", "closed", "number"])
    if n := int(twice.sum()):
        messages.append(note("lists_duplicates", n=n))
    if n := int((rows["founded"] > pd.Timestamp(peildatum)).sum()):
        messages.append(note("lists_founded_later", n=n, peildatum=f"{peildatum:%d-%m-%Y}"))
    rows = rows[~twice]
    columns = {
        "adresseerbaar_object_identificatie": rows["id"],
        "sbi": rows["sbi"],
        "datum_vestiging": rows["founded"],
        "datum_opheffing": rows["closed"],
    }
    return Read({"vestigingen": canonical("vestigingen", columns)}, tuple(messages))


def read_lists(raws: Sequence[Raw], peildatum: date) -> Read:
    """Make `lijsten`: which objects stand on which list of the municipality, since when and by whom.

    A list goes by its column `lijst`, else by the name of its file. Free text is never read.

    Args:
        raws: Tables by BAG id.
        peildatum: Rows dated after it are counted and left out.

    Raises:
        RefusedError: No table with BAG ids, none that is usable, or a list of woonwagenlocaties.

    """
    mine, messages = select(raws, recognises_lists, register="lijst", wanted=_WANTED)
    parts = []
    for raw in mine:
        rows = _by_id(raw, messages)
        called = raw.layer or (raw.path.stem if raw.path else raw.name)
        rows["lijst"] = _label(raw, rows, _LIST, messages).fillna(called)
        rows["bron"] = _label(raw, rows, _SOURCE, messages).fillna(raw.name)
        rows["datum"] = _date(raw, rows, _DATE, messages)
        later = rows["datum"] > pd.Timestamp(peildatum)
        if n := int(later.sum()):
            messages.append(note("lists_later", file=raw.name, n=n, peildatum=f"{peildatum:%d-%m-%Y}"))
        parts.append(rows[~later])
    rows = pd.concat(parts, ignore_index=True)
    if rows["lijst"].map(key).str.contains("woonwagen", regex=False).any():
        raise refused("lists_woonwagen", file=", ".join(raw.name for raw in mine))
    rows = _once(rows, ["lijst", "id", "datum"], messages)
    columns = {
        "lijst": rows["lijst"],
        "adresseerbaar_object_identificatie": rows["id"],
        "datum": rows["datum"],
        "bron": rows["bron"],
    }
    return Read({"lijsten": canonical("lijsten", columns)}, tuple(messages))


def _by_id(raw: Raw, messages: list[Message]) -> pd.DataFrame:
    """Give one row per id that can be linked: `row` in the table as delivered (a fresh index), `id`."""
    column = need(raw, *_ID)
    values = raw.frame[column].reset_index(drop=True)
    ids = split_ids(values, ADRESSEERBAAR)
    addresses = len(split_ids(values, (NUMMERAANDUIDING,)).held) if ids.others else 0
    if ids.held.empty:
        code = "lists_only_nummeraanduidingen" if addresses else "lists_no_ids"
        raise refused(code, file=raw.name, column=column, n=len(values))
    if addresses:
        messages.append(warn("lists_nummeraanduidingen", file=raw.name, column=column, n=addresses))
    if rest := ids.others - addresses:
        messages.append(warn("lists_other_ids", file=raw.name, column=column, n=rest))
    if ids.restored:
        messages.append(note("columns_zeros_restored", file=raw.name, column=column, n=ids.restored))
    if empty := len(values) - int(texts(values).notna().sum()):
        messages.append(warn("lists_without_id", file=raw.name, n=empty))
    return pd.DataFrame({"row": ids.held.index, "id": ids.held.to_numpy()})


def _date(raw: Raw, rows: pd.DataFrame, aliases: tuple[str, ...], messages: list[Message]) -> pd.Series:
    column = find(raw.frame.columns, *aliases)
    if column is None:
        return pd.Series(pd.NaT, index=rows.index, dtype="datetime64[ms]")
    values = raw.frame[column].reset_index(drop=True)
    read = moments(values)[0].dt.normalize()
    if n := unreadable(values, read):
        messages.append(warn("lists_unreadable_date", file=raw.name, column=column, n=n))
    return read.reindex(rows["row"]).set_axis(rows.index)


def _sbi(raw: Raw, rows: pd.DataFrame, messages: list[Message]) -> pd.Series:
    """Give the digits of the first activity code of each row."""
    column = find(raw.frame.columns, *_SBI)
    if column is None:
        messages.append(note("lists_no_sbi", file=raw.name))
        return pd.Series(None, index=rows.index, dtype=object)
    delivered = raw.frame[column].reset_index(drop=True)
    written = texts(delivered).astype("string")
    digits = written.str.extract(r"^(?:[A-Z]\s*)?(\d{1,2}(?:\.?\d{1,2}){0,2})\b")[0].str.replace(".", "", regex=False)
    if n := int((written.notna() & digits.isna()).sum()):
        messages.append(warn("lists_unreadable_sbi", file=raw.name, column=column, n=n))
    # A number of three digits is a class such as 01.13 that lost its zero; with four digits there is no telling.
    as_number = delivered.map(lambda value: isinstance(value, Real)) & digits.notna()
    if n := int(as_number.sum()):
        messages.append(warn("lists_sbi_as_number", file=raw.name, column=column, n=n))
    digits = digits.where(~(as_number & (digits.str.len() == _SBI_LOST)), "0" + digits)
    return digits.astype(object).reindex(rows["row"]).set_axis(rows.index)


def _label(raw: Raw, rows: pd.DataFrame, aliases: tuple[str, ...], messages: list[Message]) -> pd.Series:
    """Give short recurring names; a column that looks like free text is not read."""
    column = find(raw.frame.columns, *aliases)
    if column is None:
        return pd.Series(None, index=rows.index, dtype=object)
    label = texts(raw.frame[column].reset_index(drop=True))
    distinct = label.dropna().drop_duplicates()
    if len(distinct) > _FEW or bool((distinct.str.len() > _SHORT).any()):
        messages.append(warn("lists_free_text", file=raw.name, column=column))
        return pd.Series(None, index=rows.index, dtype=object)
    return label.reindex(rows["row"]).set_axis(rows.index)


def _once(rows: pd.DataFrame, same: list[str], messages: list[Message]) -> pd.DataFrame:
    doubled = rows.duplicated(same)
    if n := int(doubled.sum()):
        messages.append(note("lists_duplicates", n=n))
    return rows[~doubled].reset_index(drop=True)
