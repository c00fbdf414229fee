"""The BGT in the names of the OGC API and its GeoPackage: current wegdelen, terreindelen and bouwwerken."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..safeguards.messages import note, refused, warn
from ..safeguards.watch import Watch
from .columns import drawn, find, key, numbers, select, text, texts
from .dates import moments
from .raw import Raw, Read
from .spatial import to_rd
from .tables import Shape, canonical

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from ..safeguards.messages import Message

_WEGDELEN = ("wegdeel", "ondersteunendwegdeel")
_KLASSE = {
    "begroeidterreindeel": "begroeid",
    "onbegroeidterreindeel": "onbegroeid",
    "waterdeel": "water",
    "ondersteunendwaterdeel": "water",
}
_FYSIEK = ("fysiek_voorkomen", "bgt_fysiek_voorkomen")
_MATERIAL = ("ondersteunendwegdeel", "begroeidterreindeel", "onbegroeidterreindeel")
_BOUWWERKEN = ("overigbouwwerk", "scheiding", "overigescheiding", "bak", "kunstwerkdeel", "overbruggingsdeel")
_UNUSED = (
    "pand",
    "openbareruimtelabel",
    "openbareruimte",
    "straatmeubilair",
    "kast",
    "bord",
    "paal",
    "put",
    "mast",
    "installatie",
    "sensor",
    "spoor",
    "tunneldeel",
    "functioneelgebied",
    "gebouwinstallatie",
    "vegetatieobject",
    "waterinrichtingselement",
    "weginrichtingselement",
    "wijk",
    "buurt",
    "stadsdeel",
    "waterschap",
    "plaatsbepalingspunt",
    "pandnummeraanduiding",
)
_KNOWN = sorted((*_WEGDELEN, *_KLASSE, *_BOUWWERKEN, *_UNUSED), key=len, reverse=True)
_ONBEGROEID = ("erf", "gesloten verharding", "open verharding", "half verhard", "onverhard", "zand")
_WATER = ("zee", "waterloop", "watervlakte", "greppel, droge sloot", "oever, slootkant", "slik")
_GONE = ("historie", "plan")
_NOT_BGT = "niet-bgt"
_WANTED = "lokaal_id, bronhouder, relatieve_hoogteligging, tijdstip_registratie"


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
        find(columns, *aliases) is not None
        for aliases in (("lokaal_id",), ("bronhouder",), ("relatieve_hoogteligging", "bgt_relatieve_hoogteligging"))
    )


def read(raws: Sequence[Raw], peildatum: date, *, watch: Watch | None = None) -> Read:
    """Make `wegdelen`, `terreindelen` and `bouwwerken` of the layers of a BGT.

    An object is current when it existed on the peildatum (creation_date, termination_date) and its registration had
    not ended (eind_registratie). Of several such versions the last one registered by the peildatum counts, or, in a
    file without that history, the first one after it.

    Args:
        raws: Layers; those of other BGT classes are left aside.
        peildatum: The date on which objects are current.
        watch: How cancel and progress are told.

    Raises:
        RefusedError: None of the layers is of the BGT or holds an object that is used.

    """
    listen = watch or Watch()
    mine, messages = select(raws, recognises, register="BGT", wanted=_WANTED)
    layers: list[_Layer] = []
    unused: list[str] = []
    for position, raw in enumerate(mine):
        listen.at(position / len(mine))
        kind = _kind(raw)
        if kind is None:
            unused.append(raw.layer or raw.name)
            continue
        layer, told = _current(raw, kind, peildatum)
        layers.append(layer)
        messages.extend(told)
    if unused:
        messages.append(note("bgt_layers_unused", layers=", ".join(unused)))
    if not any(len(layer.geometry) for layer in layers):
        raise refused("bgt_nothing", file=", ".join(raw.name for raw in mine))
    return Read({name: table for name, table in _tables(layers).items() if len(table)}, tuple(messages))


def is_unused(layer: str) -> bool:
    """Tell whether a layer of this name holds a BGT class that is not used."""
    return _named(layer) in _UNUSED


def _named(name: str) -> str | None:
    return next((known for known in _KNOWN if re.search(rf"(^|bgt){known}(v\d+|actueel)?$", key(name))), None)


def _kind(raw: Raw) -> str | None:
    """Name the BGT class of a layer by its name, else by its columns and values; None for a class that is not used."""
    named = _named(raw.layer or raw.name)
    if named in _UNUSED:
        return None
    if named is not None:
        return named
    columns = raw.frame.columns
    material = find(columns, "fysiek_voorkomen", "bgt_fysiek_voorkomen")
    if material is not None and find(columns, "functie", "bgt_functie") is not None:
        return "wegdeel"
    if material is not None:
        bare = texts(raw.frame[material]).isin(_ONBEGROEID).mean()
        return "onbegroeidterreindeel" if bare >= 1 / 2 else "begroeidterreindeel"
    kind = find(columns, "type", "bgt_type")
    if kind is None or not drawn(raw, Shape.AREA).any():
        return None
    return "waterdeel" if texts(raw.frame[kind]).isin(_WATER).any() else None


def _current(raw: Raw, kind: str, peildatum: date) -> tuple[_Layer, list[Message]]:
    name = raw.layer or raw.name
    _require_columns(raw, kind, name)
    messages: list[Message] = []
    if kind in _BOUWWERKEN:
        # A wall or fence drawn as a line has no surface and so is no bouwwerk here.
        areas = drawn(raw, Shape.AREA)
        if not areas.all():
            messages.append(note("bgt_not_areas", layer=name, n=int((~areas).sum())))
        raw = _only(raw, areas)
    keep, told = _in_force(raw.frame, name, peildatum)
    messages.extend(told)
    raw = _only(raw, keep)
    geometry, usable, told = to_rd(raw, Shape.AREA)
    messages.extend(told)
    frame = raw.frame[usable].reset_index(drop=True)
    return _Layer(kind, _columns(frame, kind), np.asarray(geometry)[usable]), messages


def _require_columns(raw: Raw, kind: str, name: str) -> None:
    """Refuse roads and ground whose kind is not told: every indicator that reads them would be silently empty.

    Raises:
        RefusedError: The column is absent.

    """
    wanted = {"wegdeel": ("functie", "bgt_functie", "function"), **dict.fromkeys(_MATERIAL, _FYSIEK)}.get(kind)
    if wanted and find(raw.frame.columns, *wanted) is None:
        found = ", ".join(str(column) for column in raw.frame.columns[:12])
        raise refused("bgt_column_absent", file=raw.name, layer=name, column=wanted[0], found=found)


def _only(raw: Raw, keep: NDArray[np.bool_]) -> Raw:
    geometry = None if raw.geometry is None else raw.geometry[keep]
    return Raw(raw.name, raw.frame[keep].reset_index(drop=True), geometry, raw.crs, raw.path, raw.layer)


def _in_force(frame: pd.DataFrame, layer: str, peildatum: date) -> tuple[NDArray[np.bool_], list[Message]]:
    """Tell which rows are the version of their object that counts on the peildatum."""
    day = pd.Timestamp(peildatum)
    registered = _day(frame, "tijdstip_registratie")
    status = text(frame, "status", "bgt_status")
    alive = (
        ~(_day(frame, "eind_registratie") <= day)
        & ~(_day(frame, "creation_date", "object_begin_tijd") > day)
        & ~(_day(frame, "termination_date", "object_eind_tijd") <= day)
        & ~status.isin(_GONE)
    )
    lokaal_id = text(frame, "lokaal_id")
    order = pd.DataFrame({"id": lokaal_id, "registered": registered, "late": registered > day})
    # Before the peildatum the last registration comes first, after it the earliest.
    order["distance"] = (registered - day).abs()
    order = order[alive].sort_values(["late", "distance"], kind="stable", na_position="last")
    chosen = order[order["id"].isna() | ~order.duplicated("id")]
    keep = np.zeros(len(frame), dtype=np.bool_)
    keep[chosen.index.to_numpy()] = True
    messages: list[Message] = []
    if gone := int((~alive).sum()):
        messages.append(note("bgt_history", layer=layer, n=gone, peildatum=day.strftime("%d-%m-%Y")))
    if twice := int(alive.sum()) - len(chosen):
        messages.append(note("bgt_duplicates", layer=layer, n=twice))
    if late := int(chosen["late"].sum()):
        messages.append(warn("bgt_registered_later", layer=layer, n=late, peildatum=day.strftime("%d-%m-%Y")))
    if nameless := int(chosen["id"].isna().sum()):
        messages.append(warn("bgt_no_id", layer=layer, n=nameless))
    return keep, messages


def _day(frame: pd.DataFrame, *aliases: str) -> pd.Series:
    column = find(frame.columns, *aliases)
    if column is None:
        return pd.Series(pd.NaT, index=frame.index, dtype="datetime64[ms]")
    return moments(frame[column])[0].dt.normalize()


def _columns(frame: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Give the columns of the canonical tables; the plus-value stands in where the BGT itself says `niet-bgt`."""
    kinds = text(frame, "type", "bgt_type", "class")
    functie = text(frame, "functie", "bgt_functie", "function")
    material = text(frame, "fysiek_voorkomen", "bgt_fysiek_voorkomen")
    level = find(frame.columns, "relatieve_hoogteligging", "bgt_relatieve_hoogteligging")
    klasse = _KLASSE.get(kind)
    return pd.DataFrame(
        {
            "lokaal_id": text(frame, "lokaal_id"),
            "functie": _plus(functie, text(frame, "plus_functie")),
            "fysiek_voorkomen": kinds if klasse == "water" else _plus(material, text(frame, "plus_fysiek_voorkomen")),
            "relatieve_hoogteligging": numbers(frame[level]) if level else np.nan,
            "klasse": klasse,
            "type": _plus(kinds, text(frame, "plus_type")) if kind in _BOUWWERKEN else None,
        },
        index=frame.index,
    )


def _plus(values: pd.Series, plus: pd.Series) -> pd.Series:
    return values.where((values != _NOT_BGT) | plus.isna(), plus)


def _tables(layers: Sequence[_Layer]) -> dict[str, pd.DataFrame]:
    names = {
        **dict.fromkeys(_WEGDELEN, "wegdelen"),
        **dict.fromkeys(_KLASSE, "terreindelen"),
        **dict.fromkeys(_BOUWWERKEN, "bouwwerken"),
    }
    made = {}
    for table in Counter(names[layer.kind] for layer in layers):
        parts = [layer for layer in layers if names[layer.kind] == table]
        columns = pd.concat([layer.columns for layer in parts], ignore_index=True)
        geometry = np.concatenate([layer.geometry for layer in parts])
        made[table] = canonical(table, {name: columns[name] for name in columns}, geometry)
    return made
