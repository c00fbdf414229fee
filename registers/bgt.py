"""The BGT, whatever form it came in: current wegdelen, terreindelen, bouwwerken and panden."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from ..safeguards.messages import note, refused, warn
from ..safeguards.watch import Watch
from .bgt_classes import BAG_PAND, BOUWWERKEN, FUNCTIE, FYSIEK, KLASSE, PAND, TYPE, WEGDELEN, kind_of
from .columns import PAND as PAND_CODE
from .columns import drawn, find, numbers, select, split_ids, text
from .currency import newest
from .dates import moments
from .raw import Read
from .spatial import to_rd
from .tables import Shape, canonical

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from ..safeguards.messages import Message
    from .raw import Raw

_LOKAAL_ID = ("lokaal_id", "identificatie.lokaalID", "identificatie_lokaal_id")
_LEVEL = ("relatieve_hoogteligging", "bgt_relatieve_hoogteligging")
_MATERIAL = ("ondersteunendwegdeel", "begroeidterreindeel", "onbegroeidterreindeel")
_TABLES = {
    **dict.fromkeys(WEGDELEN, "wegdelen"),
    **dict.fromkeys(KLASSE, "terreindelen"),
    **dict.fromkeys(BOUWWERKEN, "bouwwerken"),
    PAND: "bgt_panden",
}
_PLAN, _HISTORY = "plan", "historie"
_NOT_BGT = "niet-bgt"
_WANTED = "lokaal_id, bronhouder, relatieve_hoogteligging, tijdstip_registratie"
_ORDER = ["late", "distance"]


@dataclass(frozen=True)
class _Layer:
    """The current objects of one BGT layer: their columns and geometry."""

    kind: str
    columns: pd.DataFrame
    geometry: NDArray[np.object_]


def recognises(raw: Raw) -> bool:
    """Tell whether a layer is of the BGT: every object has a lokaal_id, a bronhouder and a height level."""
    columns = raw.frame.columns
    return raw.geometry is not None and all(
        find(columns, *aliases) is not None for aliases in (_LOKAAL_ID, ("bronhouder",), _LEVEL)
    )


def read(raws: Sequence[Raw], peildatum: date, *, watch: Watch | None = None) -> Read:
    """Make `wegdelen`, `terreindelen`, `bouwwerken` and `bgt_panden` of the layers of a BGT.

    An object is current when it existed on the peildatum (creation_date, termination_date) and its registration had
    not ended (eind_registratie): what ends on the day itself is out, what begins on it is in. Of several such versions
    the last one registered by the peildatum counts, or, in a file without that history, the first one after it. A
    delivery of current objects only, such as a GeoPackage, therefore equals one with history from the day of its last
    registration on. What is planned is no object; planned panden alone are kept, with that as their status.

    Args:
        raws: Layers, several of one class put together; those of classes that are not used are left aside.
        peildatum: The date on which objects are current.
        watch: How cancel and progress are told.

    Raises:
        RefusedError: None of the layers is of the BGT or holds an object that is used.

    """
    listen = watch or Watch()
    mine, messages = select(raws, recognises, register="BGT", wanted=_WANTED)
    layers: list[_Layer] = []
    unused: dict[str, None] = {}
    for position, raw in enumerate(mine):
        listen.at(position / len(mine))
        kind = kind_of(raw)
        if kind is None:
            unused[raw.layer or raw.name] = None
            continue
        layer, told = _current(raw, kind, peildatum, alone=len(mine) == 1)
        layers.append(layer)
        messages.extend(told)
    if unused:
        messages.append(note("bgt_layers_unused", layers=", ".join(unused)))
    if not any(len(layer.geometry) for layer in layers):
        raise refused("bgt_nothing", file=", ".join(raw.name for raw in mine))
    tables, told = _made(layers)
    return Read(tables, (*messages, *told))


def _current(raw: Raw, kind: str, peildatum: date, *, alone: bool) -> tuple[_Layer, list[Message]]:
    name = raw.layer or raw.name
    _require_columns(raw, kind, name)
    messages: list[Message] = []
    order, told = _in_force(raw.frame, kind, name, peildatum)
    messages.extend(told)
    raw = _only(raw, order.index.to_numpy())
    messages.extend(newest("BGT", _day(raw.frame, "tijdstip_registratie")))
    if kind in BOUWWERKEN or kind == PAND:
        # A wall or fence drawn as a line has no surface and so is no bouwwerk here; nor is a house number a pand.
        areas = drawn(raw, Shape.AREA)
        if not areas.all():
            messages.append(note("bgt_not_areas", layer=name, n=int((~areas).sum())))
        raw, order = _only(raw, np.flatnonzero(areas)), order[areas]
    elif not alone and len(order) and shapely.is_missing(raw.geometry).all():
        # One class of which nothing is drawn keeps the others from nobody.
        messages.append(warn("spatial_null", file=raw.name, n=len(order)))
        raw, order = _only(raw, np.arange(0)), order[:0]
    geometry, usable, told = to_rd(raw, Shape.AREA)
    messages.extend(told)
    frame = raw.frame[usable].reset_index(drop=True)
    columns = _columns(frame, kind).join(order.reset_index(drop=True)[_ORDER][usable].reset_index(drop=True))
    return _Layer(kind, columns, np.asarray(geometry)[usable]), messages


def _require_columns(raw: Raw, kind: str, name: str) -> None:
    """Refuse roads and ground whose kind is not told: every indicator that reads them would be silently empty.

    Raises:
        RefusedError: The column is absent.

    """
    wanted = {"wegdeel": FUNCTIE, **dict.fromkeys(_MATERIAL, FYSIEK)}.get(kind)
    if wanted and find(raw.frame.columns, *wanted) is None:
        found = ", ".join(str(column) for column in raw.frame.columns[:12])
        raise refused("bgt_column_absent", file=raw.name, layer=name, column=wanted[0], found=found)


def _only(raw: Raw, rows: NDArray[np.int64]) -> Raw:
    geometry = None if raw.geometry is None else raw.geometry[rows]
    return replace(raw, frame=raw.frame.iloc[rows].reset_index(drop=True), geometry=geometry)


def _in_force(frame: pd.DataFrame, kind: str, layer: str, peildatum: date) -> tuple[pd.DataFrame, list[Message]]:
    """Choose the version of every object that counts on the peildatum.

    Returns:
        `id`, and whether and how far it was registered after the peildatum (`late`, `distance`), on the positions of
        the rows that count; messages.

    """
    day = pd.Timestamp(peildatum)
    registered = _day(frame, "tijdstip_registratie")
    gone = [_HISTORY] if kind == PAND else [_HISTORY, _PLAN]
    alive = (
        ~(_day(frame, "eind_registratie") <= day)
        & ~(_day(frame, "creation_date", "object_begin_tijd") > day)
        & ~(_day(frame, "termination_date", "object_eind_tijd") <= day)
        & ~text(frame, "status", "bgt_status").isin(gone)
        & ~text(frame, "plus_status").isin(gone)
    )
    # Before the peildatum the last registration comes first, after it the earliest.
    late = registered > day
    order = pd.DataFrame({"id": text(frame, *_LOKAAL_ID), "late": late, "distance": (registered - day).abs()})
    chosen = _first(order[alive.to_numpy()])
    messages: list[Message] = []
    written = day.strftime("%d-%m-%Y")
    if dead := int((~alive).sum()):
        messages.append(note("bgt_history", layer=layer, n=dead, peildatum=written))
    if twice := int(alive.sum()) - len(chosen):
        messages.append(note("bgt_duplicates", layer=layer, n=twice))
    if chosen["late"].any():
        later = chosen.loc[chosen["late"], "id"]
        messages.append(warn("bgt_registered_later", layer=layer, n=len(later), peildatum=written).about(later))
    if nameless := int(chosen["id"].isna().sum()):
        messages.append(warn("bgt_no_id", layer=layer, n=nameless))
    return chosen.sort_index(), messages


def _first(order: pd.DataFrame) -> pd.DataFrame:
    """Keep one row an object, the one that counts before the others; rows without an id are all kept."""
    order = order.sort_values(_ORDER, kind="stable", na_position="last")
    return order[order["id"].isna() | ~order.duplicated("id")]


def _day(frame: pd.DataFrame, *aliases: str) -> pd.Series:
    column = find(frame.columns, *aliases)
    if column is None:
        return pd.Series(pd.NaT, index=frame.index, dtype="datetime64[ms]")
    return moments(frame[column])[0].dt.normalize()


def _columns(frame: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Give the columns of the canonical tables; the plus-value stands in where the BGT itself says `niet-bgt`."""
    kinds, material = text(frame, *TYPE), text(frame, *FYSIEK)
    level = find(frame.columns, *_LEVEL)
    klasse = KLASSE.get(kind)
    status, plus_status = text(frame, "status", "bgt_status"), text(frame, "plus_status")
    return pd.DataFrame(
        {
            "lokaal_id": text(frame, *_LOKAAL_ID),
            "functie": _plus(text(frame, *FUNCTIE), text(frame, "plus_functie")),
            "fysiek_voorkomen": kinds if klasse == "water" else _plus(material, text(frame, "plus_fysiek_voorkomen")),
            "relatieve_hoogteligging": numbers(frame[level]) if level else np.nan,
            "klasse": klasse,
            "type": _plus(kinds, text(frame, "plus_type")) if kind in BOUWWERKEN else None,
            "status": status.where(status.notna(), plus_status),
            "pand_identificatie": text(frame, *BAG_PAND),
        },
        index=frame.index,
    )


def _plus(values: pd.Series, plus: pd.Series) -> pd.Series:
    return values.where((values != _NOT_BGT) | plus.isna(), plus)


def _made(layers: Sequence[_Layer]) -> tuple[dict[str, pd.DataFrame], list[Message]]:
    """Put the layers of each table together; an object that several files or pages hold is kept once."""
    made: dict[str, pd.DataFrame] = {}
    messages: list[Message] = []
    for table in dict.fromkeys(_TABLES[layer.kind] for layer in layers if len(layer.geometry)):
        parts = [layer for layer in layers if _TABLES[layer.kind] == table and len(layer.geometry)]
        columns = pd.concat([layer.columns for layer in parts], ignore_index=True)
        geometry = np.concatenate([layer.geometry for layer in parts])
        keep = _first(columns.rename(columns={"lokaal_id": "id"})).index.sort_values().to_numpy()
        if again := len(columns) - len(keep):
            messages.append(note("bgt_duplicates", layer=table, n=again))
        columns, geometry = columns.iloc[keep].reset_index(drop=True), geometry[keep]
        if table == "bgt_panden":
            columns, told = _pand_ids(columns)
            messages += told
        made[table] = canonical(table, {name: columns[name] for name in columns}, geometry)
    return made, messages


def _pand_ids(columns: pd.DataFrame) -> tuple[pd.DataFrame, list[Message]]:
    """Give the BAG ids of panden in 16 digits, None where there is none, and tell of these and of what is planned."""
    ids = split_ids(columns["pand_identificatie"], (PAND_CODE,))
    held = ids.held[~ids.held.index.duplicated()].reindex(columns.index).astype(object)
    made = columns.assign(pand_identificatie=held.where(held.notna(), None))
    messages: list[Message] = []
    lokaal_id = made["lokaal_id"]
    if ids.restored:
        messages.append(note("bgt_pand_zeros", n=ids.restored))
    nameless = made["pand_identificatie"].isna()
    if nameless.any():
        messages.append(warn("bgt_pand_no_bag", n=int(nameless.sum())).about(lokaal_id[nameless]))
    planned = made["status"] == _PLAN
    if planned.any():
        messages.append(note("bgt_pand_planned", n=int(planned.sum())).about(lokaal_id[planned]))
    return made, messages
