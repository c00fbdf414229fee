"""Incidents of the municipality: what, where, when, and whether it was reported or discovered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from ..safeguards.door import names_person
from ..safeguards.messages import note, refused, warn
from ..safeguards.watch import Watch
from .columns import find, select, texts
from .incident_places import PLACE, find_places, house_number_column, old_street_names, says_address, says_place
from .incident_times import BEGIN, BEGIN_TIME, END, END_TIME, MOMENT, WINDOW, read_times
from .raw import Read
from .tables import canonical

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ..safeguards.messages import Message, RefusedError
    from .geocoding.index import AddressIndex
    from .incident_places import Addresses, Places
    from .raw import Raw

_UNWATCHED = Watch()

_ID = ("incident_id", "incidentid", "incidentnummer", "incident_nr", "zaaknummer", "zaak_id", "registratienummer",
       "meldingnummer", "meldingsnummer", "bvh_nummer", "kenmerk", "zaaknr", "uid", "id", "nummer")  # fmt: skip
_KIND = ("soort", "soort_incident", "incident_soort", "incidenttype", "type_incident", "type", "categorie", "category",
         "hoofdcategorie", "offense_type", "delict", "delicttype", "soort_delict", "misdrijf", "soort_misdrijf",
         "maatschappelijke_klasse", "incidentklasse", "klasse", "zaaktype", "feit", "aard", "aard_melding",
         "aard_incident", "soort_melding", "incident")  # fmt: skip
_SOURCE = ("herkomst", "herkomst_melding", "wijze_van_kennisname", "kennisname", "wijze", "ontdekking", "aanleiding")
# What a column can be, by the names it goes by.
ROLES = {
    "id": _ID,
    "kind": _KIND,
    "begin": MOMENT,
    "begin_time": BEGIN_TIME,
    "window": WINDOW,
    "end": END,
    "end_time": END_TIME,
    "source": _SOURCE,
    **PLACE,
}
_SAME = ["incident_id", "soort", "begin"]
_FREE_TEXT = 60  # characters; the name of a kind is shorter
_MANY_KINDS = 200
_GEMELD = r"meld|aangifte|klacht|burger|\b112\b|\bmma\b"
_ONTDEKT = r"ontdek|control|constat|ambtshalve|inspecti|toezicht|heterdaad"
_UNKNOWN = r"^onbekend$|^overig$"
_WANTED = "soort, begin (datum), x + y / lon + lat / adres"


def recognises(raw: Raw) -> bool:
    """Tell whether a table holds incidents: points, coordinates or addresses, and a column with the day it began."""
    return says_place(raw) and find(raw.frame.columns, *BEGIN) is not None


def read(
    raws: Sequence[Raw], peildatum: date, *, addresses: Addresses | None = None, watch: Watch = _UNWATCHED
) -> Read:
    """Make `incidenten` of points, or of a table with coordinates or addresses.

    What has no coordinates is looked up by its address in the BAG; what is not found there goes to
    `incidenten_zonder_plek`, with the reason. A day without a time of day is a window from its first to its last
    second. Free text is never read: only the columns for id, kind, begin, end, herkomst and address are looked at.

    Args:
        raws: Point layers, or tables with RD coordinates, lon/lat or addresses; and tables of old names of streets
            (`oude_naam`, `nieuwe_naam`).
        peildatum: Incidents that begin after this date are counted in a message; they are kept.
        addresses: Makes the index over the addresses of the BAG, given old names of streets.
        watch: Told the fraction done.

    Raises:
        RefusedError: No table with incidents; no kind; free text where the kind should be; no usable place or date;
            places outside the Netherlands.

    """
    old_names, raws, told = old_street_names(raws)
    dated = [raw for raw in raws if find(raw.frame.columns, *BEGIN) is not None and raw.geometry is None]
    if dated and not any(recognises(raw) for raw in raws):
        raise refused("incidents_no_place", file=", ".join(raw.name for raw in dated))
    mine, messages = select(raws, recognises, register="incidenten", wanted=_WANTED)
    messages.extend(told)
    index = addresses(old_names) if addresses is not None and any(says_address(raw) for raw in mine) else None
    parts = []
    for position, raw in enumerate(mine, start=1):
        part, told = _one(raw, f"{position}-" if len(mine) > 1 else "", index, watch)
        parts.append(part)
        messages.extend(told)
    rows = pd.concat(parts, ignore_index=True)
    doubled = _doubled(rows)
    if doubled.any():
        messages.append(warn("incidents_duplicates", n=int(doubled.sum())))
        rows = rows[~doubled]
    elsewhere = rows.duplicated(_SAME)
    if elsewhere.any():
        ids = rows.loc[elsewhere, "incident_id"]
        messages.append(warn("incidents_same_id_elsewhere", n=len(ids)).about(ids))
    placed = rows[rows["placed"]]
    if late := int((placed["begin"] >= pd.Timestamp(peildatum) + pd.Timedelta(days=1)).sum()):
        messages.append(note("incidents_later", n=late, peildatum=f"{peildatum:%d-%m-%Y}"))
    tables = {"incidenten": canonical("incidenten", dict(placed.items()), placed["place"].to_numpy())}
    if index is not None or len(placed) < len(rows):
        tables["incidenten_zonder_plek"] = canonical("incidenten_zonder_plek", dict(rows[~rows["placed"]].items()))
    return Read(tables, tuple(messages))


def _doubled(rows: pd.DataFrame) -> pd.Series:
    """Tell which rows repeat another: the same id, kind and begin, at the same place or address, or at none.

    Of an incident told twice the one with a place is kept.
    """
    spots = pd.Series([f"{x:.0f} {y:.0f}" for x, y in shapely.get_coordinates(rows.loc[rows["placed"], "place"])],
                      index=rows.index[rows["placed"]], dtype=object)  # fmt: skip
    said = rows.assign(spot=spots.reindex(rows.index), addressed=rows["address"].notna())
    said = said.sort_values(["placed", "addressed"], ascending=False, kind="stable")
    by_place = said["placed"] & said.duplicated([*_SAME, "spot"])
    by_address = ~said["placed"] & said["addressed"] & said.duplicated([*_SAME, "address"])
    nowhere = ~said["placed"] & ~said["addressed"] & said.duplicated(_SAME)
    return (by_place | by_address | nowhere).sort_index()


def _one(raw: Raw, prefix: str, index: AddressIndex | None, watch: Watch) -> tuple[pd.DataFrame, list[Message]]:
    messages: list[Message] = []
    raw = replace(raw, frame=raw.frame.reset_index(drop=True))
    frame = raw.frame
    soort = _kinds(raw, messages)
    begin, eind = read_times(raw, messages)
    dated = begin.notna().to_numpy()
    if not dated.any():
        raise refused("incidents_no_dates", file=raw.name, column=find(frame.columns, *BEGIN), n=len(frame))
    if n := int((~dated).sum()):
        messages.append(warn("incidents_undated", file=raw.name, n=n))
    ids = ids_of(raw, messages, prefix)
    places, told = find_places(raw, ids, dated, index, watch)
    messages.extend(told)
    placed = ~shapely.is_missing(places.points)
    if not (placed & dated).any():
        raise _nowhere(raw, places)
    rows = pd.DataFrame(
        {
            "incident_id": ids,
            "soort": soort,
            "begin": begin,
            "eind": eind,
            "herkomst": sources(raw, messages),
            "match_score": places.match_score,
            "placed": placed,
            "place": places.points,
            "address": places.address,
        }
    )
    return rows.join(places.failed)[dated], messages


def _nowhere(raw: Raw, places: Places) -> RefusedError:
    """Make the error for a table of which no incident has a place."""
    if not places.tried:
        return refused("columns_nothing_usable", file=raw.name, n=len(raw.frame))
    first = places.failed.dropna(subset="adres").head(3)["adres"]
    return refused("incidents_no_address_found", file=raw.name, n=len(raw.frame), examples="; ".join(first) or "-")


def _kinds(raw: Raw, messages: list[Message]) -> pd.Series:
    column = find(raw.frame.columns, *_KIND)
    if column is None:
        raise refused("incidents_no_kind", file=raw.name)
    soort = texts(raw.frame[column])
    if soort.isna().all():
        raise refused("columns_no_values", file=raw.name, column=column)
    distinct = soort.dropna().drop_duplicates()
    personal = soort.isin([word for word in distinct if names_person(word)])
    if n := int(personal.sum()):
        messages.append(warn("incidents_kind_persons", file=raw.name, column=column, n=n))
        soort = soort.mask(personal, None)
        distinct = soort.dropna().drop_duplicates()
    if distinct.str.len().median() > _FREE_TEXT or len(distinct) > max(_MANY_KINDS, len(soort) / 2):
        raise refused("incidents_kind_free_text", file=raw.name, column=column, n=len(distinct))
    if n := int(soort.isna().sum()):
        messages.append(warn("incidents_without_kind", file=raw.name, n=n))
    return soort


def sources(raw: Raw, messages: list[Message]) -> pd.Series:
    """Give the herkomst of every incident: gemeld, ontdekt or onbekend."""
    column = find(raw.frame.columns, *_SOURCE)
    if column is None:
        messages.append(warn("incidents_no_herkomst", file=raw.name))
        return pd.Series("onbekend", index=raw.frame.index, dtype=object)
    said = texts(raw.frame[column]).astype("string").str.lower().fillna("onbekend")
    denied = said.str.contains(r"\bniet\b")
    reported = said.str.contains(_GEMELD) & ~denied
    discovered = said.str.contains(_ONTDEKT) & ~reported & ~denied
    if n := int((~reported & ~discovered & ~said.str.contains(_UNKNOWN)).sum()):
        messages.append(warn("incidents_other_herkomst", file=raw.name, column=column, n=n))
    chosen = np.select(
        [reported.to_numpy(dtype=bool), discovered.to_numpy(dtype=bool)], ["gemeld", "ontdekt"], "onbekend"
    )
    return pd.Series(chosen, index=raw.frame.index, dtype=object)


def ids_of(raw: Raw, messages: list[Message], prefix: str = "") -> pd.Series:
    """Give the id of every incident; the number of the row where there is none."""
    rows = pd.Series([f"{prefix}{row}" for row in range(1, len(raw.frame) + 1)], index=raw.frame.index, dtype=object)
    house_number = house_number_column(raw)
    column = find([name for name in raw.frame.columns if str(name) != house_number], *_ID)
    if column is None:
        messages.append(note("incidents_numbered", file=raw.name, n=len(rows)))
        return rows
    ids = texts(raw.frame[column])
    if n := int(ids.isna().sum()):
        messages.append(note("incidents_numbered", file=raw.name, n=n))
    return ids.where(ids.notna(), "rij " + rows)
