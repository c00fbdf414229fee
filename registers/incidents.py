"""Incident points of the municipality: what, where, when, and whether it was reported or discovered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from ..safeguards.messages import note, refused, warn
from .columns import find, holds, numbers, select, texts
from .incident_times import BEGIN, BEGIN_TIME, END, END_TIME, MOMENT, WINDOW, read_times
from .raw import Raw, Read
from .spatial import RD_BOUNDS, to_rd
from .tables import RD_NEW, Shape, canonical

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from ..safeguards.messages import Message

_ID = ("incident_id", "incidentid", "incidentnummer", "incident_nr", "zaaknummer", "zaak_id", "registratienummer",
       "meldingnummer", "meldingsnummer", "bvh_nummer", "uid", "id", "nummer")  # fmt: skip
_KIND = ("soort", "soort_incident", "incident_soort", "incidenttype", "type_incident", "type", "categorie", "category",
         "hoofdcategorie", "offense_type", "delict", "delicttype", "soort_delict", "misdrijf", "soort_misdrijf",
         "maatschappelijke_klasse", "incidentklasse", "klasse", "zaaktype", "feit", "incident")  # fmt: skip
_SOURCE = ("herkomst", "herkomst_melding", "wijze_van_kennisname", "kennisname", "wijze", "ontdekking", "aanleiding")
_LONGITUDE = ("longitude", "lon", "long", "lng", "lengtegraad")
_LATITUDE = ("latitude", "lat", "breedtegraad")
_X = ("rd_x", "x_rd", "x_coordinaat", "x_coord", "xcoordinaat_rd", "x_coordinaat_rd", "x")
_Y = ("rd_y", "y_rd", "y_coordinaat", "y_coord", "ycoordinaat_rd", "y_coordinaat_rd", "y")

_DEGREES = 180.0
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
    "x": _X,
    "y": _Y,
    "longitude": _LONGITUDE,
    "latitude": _LATITUDE,
}
_FREE_TEXT = 60  # characters; the name of a kind is shorter
_MANY_KINDS = 200
_GEMELD = r"meld|aangifte|klacht|burger|\b112\b|\bmma\b"
_ONTDEKT = r"ontdek|control|constat|ambtshalve|inspecti|toezicht|heterdaad"
_UNKNOWN = r"^onbekend$|^overig$"
_WANTED = "soort, begin (datum), x + y / lon + lat"


def recognises(raw: Raw) -> bool:
    """Tell whether a table holds incidents: points or coordinates, and a column with the day it began."""
    placed = holds(raw, Shape.POINT) or (raw.geometry is None and _coordinates(raw) is not None)
    return placed and find(raw.frame.columns, *BEGIN) is not None


def read(raws: Sequence[Raw], peildatum: date) -> Read:
    """Make `incidenten` of points or of a table with coordinates.

    A day without a time of day is a window from its first to its last second. Free text is never read: only the
    columns for id, kind, begin, end and herkomst are looked at.

    Args:
        raws: Point layers, or tables with RD coordinates or lon/lat.
        peildatum: Incidents that begin after this date are counted in a message; they are kept.

    Raises:
        RefusedError: No table with incidents; no kind; free text where the kind should be; no usable place or date;
            places outside the Netherlands.

    """
    dated = [raw for raw in raws if find(raw.frame.columns, *BEGIN) is not None and raw.geometry is None]
    if dated and not any(recognises(raw) for raw in raws):
        raise refused("incidents_no_place", file=", ".join(raw.name for raw in dated))
    mine, messages = select(raws, recognises, register="incidenten", wanted=_WANTED)
    parts = []
    for position, raw in enumerate(mine, start=1):
        part, told = _one(raw, f"{position}-" if len(mine) > 1 else "")
        parts.append(part)
        messages.extend(told)
    rows = pd.concat(parts, ignore_index=True)
    doubled = rows.duplicated(["incident_id", "soort", "begin"])
    if doubled.any():
        messages.append(warn("incidents_duplicates", n=int(doubled.sum())))
        rows = rows[~doubled].reset_index(drop=True)
    if late := int((rows["begin"] >= pd.Timestamp(peildatum) + pd.Timedelta(days=1)).sum()):
        messages.append(note("incidents_later", n=late, peildatum=f"{peildatum:%d-%m-%Y}"))
    columns = {name: rows[name] for name in ("incident_id", "soort", "begin", "eind", "herkomst")}
    return Read({"incidenten": canonical("incidenten", columns, rows["place"].to_numpy())}, tuple(messages))


def _one(raw: Raw, prefix: str) -> tuple[pd.DataFrame, list[Message]]:
    messages: list[Message] = []
    tabular = raw.geometry is None
    raw, located = _located(raw, messages)
    frame = raw.frame
    soort = _kinds(raw, messages)
    begin, eind = read_times(raw, messages)
    dated = begin.notna().to_numpy()
    if not dated.any():
        raise refused("incidents_no_dates", file=raw.name, column=find(frame.columns, *BEGIN), n=len(frame))
    if n := int((~dated).sum()):
        messages.append(warn("incidents_undated", file=raw.name, n=n))
    place, usable, told = to_rd(raw, Shape.POINT)
    # Rows of a table without coordinates were told already.
    messages.extend(message for message in told if not (tabular and message.code == "spatial_null"))
    keep = located & dated & usable
    if not keep.any():
        raise refused("columns_nothing_usable", file=raw.name, n=len(frame))
    rows = pd.DataFrame(
        {
            "incident_id": _ids(raw, prefix, messages),
            "soort": soort,
            "begin": begin,
            "eind": eind,
            "herkomst": _sources(raw, messages),
            "place": place,
        }
    )
    return rows[keep], messages


def _coordinates(raw: Raw) -> tuple[str, str, bool] | None:
    """Find the columns with coordinates; the third says whether their names speak of degrees."""
    columns = raw.frame.columns
    for x_names, y_names, degrees in ((_LONGITUDE, _LATITUDE, True), (_X, _Y, False)):
        x, y = find(columns, *x_names), find(columns, *y_names)
        if x is not None and y is not None:
            return x, y, degrees
    return None


def _located(raw: Raw, messages: list[Message]) -> tuple[Raw, NDArray[np.bool_]]:
    """Give a layer of points, made from coordinate columns where there is no geometry, and which rows have a place."""
    raw = replace(raw, frame=raw.frame.reset_index(drop=True))
    if raw.geometry is not None:
        return raw, ~shapely.is_missing(raw.geometry)
    found = _coordinates(raw)
    if found is None:
        raise refused("incidents_no_place", file=raw.name)
    x_column, y_column, degrees = found
    x, y = _pair(raw.frame[x_column], raw.frame[y_column])
    present = np.isfinite(x) & np.isfinite(y) & ~((x == 0) & (y == 0))
    if not present.any():
        raise refused("incidents_no_coordinates", file=raw.name, columns=f"{x_column}, {y_column}", n=len(x))
    if n := int((~present).sum()):
        messages.append(warn("incidents_unplaced", file=raw.name, n=n))
    if np.abs(np.median(x[present])) <= _DEGREES and np.abs(np.median(y[present])) <= _DEGREES:
        degrees = True
    elif _share_inside(x[present], y[present]) > 1 / 2:
        degrees = False
    code = "incidents_as_degrees" if degrees else "incidents_as_rd"
    messages.append(note(code, file=raw.name, columns=f"{x_column}, {y_column}"))
    points = np.full(len(x), None, dtype=object)
    points[present] = shapely.points(x[present], y[present])
    return replace(raw, geometry=points, crs="EPSG:4326" if degrees else RD_NEW), present


def _pair(x: pd.Series, y: pd.Series) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Read coordinates; a point groups thousands only if that, and not a decimal, brings them inside RD."""
    plain = [numbers(values, grouped=False).to_numpy() for values in (x, y)]
    grouped = [numbers(values, grouped=True).to_numpy() for values in (x, y)]
    if _share_inside(*grouped) > _share_inside(*plain):
        return grouped[0], grouped[1]
    return plain[0], plain[1]


def _share_inside(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    west, south, east, north = RD_BOUNDS
    return float(((x >= west) & (x <= east) & (y >= south) & (y <= north) & (np.abs(y) > _DEGREES)).mean())


def _kinds(raw: Raw, messages: list[Message]) -> pd.Series:
    column = find(raw.frame.columns, *_KIND)
    if column is None:
        raise refused("incidents_no_kind", file=raw.name)
    soort = texts(raw.frame[column])
    if soort.isna().all():
        raise refused("columns_no_values", file=raw.name, column=column)
    distinct = soort.dropna().drop_duplicates()
    if distinct.str.len().median() > _FREE_TEXT or len(distinct) > max(_MANY_KINDS, len(soort) / 2):
        raise refused("incidents_kind_free_text", file=raw.name, column=column, n=len(distinct))
    if n := int(soort.isna().sum()):
        messages.append(warn("incidents_without_kind", file=raw.name, n=n))
    return soort


def _sources(raw: Raw, messages: list[Message]) -> pd.Series:
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


def _ids(raw: Raw, prefix: str, messages: list[Message]) -> pd.Series:
    """Give the id of every incident; the number of the row where there is none."""
    rows = pd.Series([f"{prefix}{row}" for row in range(1, len(raw.frame) + 1)], index=raw.frame.index, dtype=object)
    column = find(raw.frame.columns, *_ID)
    if column is None:
        messages.append(note("incidents_numbered", file=raw.name, n=len(rows)))
        return rows
    ids = texts(raw.frame[column])
    if n := int(ids.isna().sum()):
        messages.append(note("incidents_numbered", file=raw.name, n=n))
    return ids.where(ids.notna(), "rij " + rows)
