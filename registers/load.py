"""Every register a municipality has, from files and project layers to canonical tables."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

import geopandas as gpd
import shapely

from ..safeguards.door import without_persons
from ..safeguards.messages import note, refused
from ..safeguards.watch import Watch
from . import areas, bag, bgt, buurten, incidents, lists, roads, woz
from .archive import files_of
from .bag_other_addresses import other_addresses
from .collection import uncollected
from .currency import newest_once
from .extent import within
from .geocoding.index import address_index
from .linking import check_same_municipality
from .mapping import mapped
from .nearby import REACH, around, near
from .opening import Ask, Opened, open_delivery
from .own_tables import own
from .raw import Raw, Read
from .tables import Registers, canonical
from .territory import territory

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    import pandas as pd

    from ..safeguards.messages import Message
    from .extent import Extent
    from .incident_places import Addresses
    from .mapping import ColumnMapping

_UNWATCHED = Watch()
SOURCES = ("BAG", "BGT", "WOZ", "INCIDENTS", "AREAS", "ROADS", "BUURTEN", "LEEGSTAND", "VESTIGINGEN", "LISTS")
# Of the registers that tables which `own` takes can be the whole of.
_RECOGNISES = {
    "BGT": bgt.recognises,
    "WOZ": woz.recognises,
    "ROADS": roads.recognises,
    "INCIDENTS": incidents.recognises,
}
_PIECE = 1 << 20
_MOST_APART = 20  # messages of one kind about files of one delivery
_READING = 0.7  # share of the time that goes to reading files


@dataclass(frozen=True)
class Input:
    """One input of a run, for its recipe.

    Attributes:
        register: The source it was given for, such as BAG.
        name: File or layer name, without its folder.
        sha256: Of the bytes of a file, or of the contents of a project layer.
        rows: How many rows it held.

    """

    register: str
    name: str
    sha256: str
    rows: int


@dataclass(frozen=True)
class Loaded:
    """What loading gave."""

    registers: Registers
    messages: tuple[Message, ...]
    inputs: tuple[Input, ...]


@dataclass(frozen=True)
class _Lent:
    """What the BAG lends to the registers that are read after it.

    Attributes:
        addresses: Makes the index in which incidents are looked up.
        objects_at: Identificatie of a nummeraanduiding -> that of the adresseerbaar object it is the main address of.

    """

    addresses: Addresses | None = None
    objects_at: Mapping[str, str] = field(default_factory=dict)


@uncollected()
def load(
    sources: Mapping[str, Sequence[Path | Raw]],
    peildatum: date,
    *,
    area_type: str | None = None,
    extent: Extent | None = None,
    mappings: Sequence[ColumnMapping] = (),
    watch: Watch = _UNWATCHED,
) -> Loaded:
    """Read every source and make the canonical tables.

    Every table, from a file or from the project, passes the one door that drops columns about persons. Where the
    BAG holds woonplaatsen the municipal boundary is made from those that hold panden.

    Args:
        sources: Key of `SOURCES` -> files and raw tables; several of one register are put together.
        peildatum: The reference date.
        area_type: The type of every area of AREAS, where the layer itself does not say.
        extent: West, south, east and north in RD New; objects outside it need not be read. None is everything.
        mappings: Which column plays which role, for tables whose columns fit.
        watch: Told the fraction done.

    Raises:
        RefusedError: A source cannot be taken, a mapping does not fit, or there is no BAG.
        CancelledError: The user cancelled.

    """
    given = _given(sources)
    messages: list[Message] = []
    inputs: list[Input] = []
    tables: dict[str, pd.DataFrame] = {}
    lent = _Lent()
    for done, (source, items) in enumerate(given.items()):
        part = watch.part(done / len(given), (done + 1) / len(given))
        raws, told = _raws(Ask(source, extent, part.part(0, _READING)), items, inputs)
        raws, used, said = mapped(mappings, source, raws)
        inputs += [Input("MAPPING", one.name, one.sha256, len(one.roles)) for one in used]
        told += said
        part.at(_READING)
        if source in REACH and len(tables["panden"]):
            raws, far = near(source, raws, around(tables["panden"], REACH[source]))
            told += far
        read = _read(source, raws, peildatum, area_type, part.part(_READING, 1), lent)
        if source == "BAG":
            lent = _lent(read.tables, raws, peildatum, places="INCIDENTS" in given)
        tables.update(read.tables)
        messages += [replace(message, register=source) for message in newest_once((*told, *read.messages))]
    idle = [one for one in mappings if one.register not in given and not one.remembered]
    messages += [note("mapping_register_absent", mapping=one.name, register=one.register) for one in idle]
    registers = Registers(peildatum=peildatum, **tables)
    messages += check_same_municipality(registers)
    watch.at(1)
    return Loaded(*_bounded(registers, messages), tuple(inputs))


def read_source(
    source: str, paths: Sequence[Path], peildatum: date, *, extent: Extent | None = None, watch: Watch = _UNWATCHED
) -> Read:
    """Read one register by itself, without asking whether it belongs to a BAG.

    Args:
        source: A key of `SOURCES`.
        paths: Its delivery, in one file or several.
        peildatum: The reference date.
        extent: What is read of it; None is everything.
        watch: Told the fraction done.

    Raises:
        RefusedError: It cannot be taken.
        CancelledError: The user cancelled.

    """
    raws, told = _raws(Ask(source, extent, watch.part(0, _READING)), paths, [])
    read = _read(source, raws, peildatum, None, watch.part(_READING, 1), _Lent())
    return Read(read.tables, (*told, *read.messages))


def _lent(tables: Mapping[str, pd.DataFrame], raws: Sequence[Raw], peildatum: date, *, places: bool) -> _Lent:
    addresses = partial(address_index, tables, other_addresses(raws, tables, peildatum)) if places else None
    objects_at: dict[str, str] = {}
    for name in ("standplaatsen", "ligplaatsen", "verblijfsobjecten"):
        if name in tables:
            named = tables[name].dropna(subset="nummeraanduiding_identificatie")
            objects_at.update(zip(named["nummeraanduiding_identificatie"], named["identificatie"], strict=True))
    return _Lent(addresses, objects_at)


def _given(sources: Mapping[str, Sequence[Path | Raw]]) -> dict[str, Sequence[Path | Raw]]:
    unknown = [source for source in sources if source not in SOURCES]
    if unknown:
        raise refused("load_unknown_source", source=", ".join(unknown), known=", ".join(SOURCES))
    given = {source: sources[source] for source in SOURCES if sources.get(source)}
    if "BAG" not in given:
        raise refused("load_no_bag")
    return given


def _raws(ask: Ask, items: Sequence[Path | Raw], inputs: list[Input]) -> tuple[list[Raw], list[Message]]:
    raws: list[Raw] = []
    messages: list[Message] = []
    for done, item in enumerate(items):
        part = ask.part(done / len(items), (done + 1) / len(items))
        opened = Opened([within(item, ask.extent)]) if isinstance(item, Raw) else open_delivery(part, item)
        messages += opened.messages
        for raw in opened.raws:
            kept, dropped = without_persons(raw.frame, raw.name)
            raws.append(replace(raw, frame=kept))
            messages += [message for message in dropped if message not in messages]
        messages += _together([message for raw in opened.raws for message in raw.told])
        digest = digest_of_layer(item) if isinstance(item, Raw) else _digest_of_files(item, part.watch)
        inputs.append(Input(ask.source, item.name, digest, sum(len(raw.frame) for raw in opened.raws)))
    return raws, messages


def _together(told: Sequence[Message]) -> list[Message]:
    """Sum what readers counted, where they say it of very many files: a service gives an answer per object."""
    of_code = Counter(message.code for message in told)
    summed: dict[str, Message] = {}
    apart: list[Message] = []
    for message in told:
        before = summed.get(message.code)
        if of_code[message.code] <= _MOST_APART or message.values.keys() != {"file", "n"}:
            apart.append(message)
        elif before is None:
            name = f"{message.values['file']} + {of_code[message.code] - 1}"
            summed[message.code] = replace(message, values={**message.values, "file": name})
        else:
            summed[message.code] = replace(
                before,
                values={**before.values, "n": before.values["n"] + message.values["n"]},
                objects=before.objects + message.objects,
            )
    return [*apart, *summed.values()]


def _read(
    source: str,
    raws: Sequence[Raw],
    peildatum: date,
    area_type: str | None,
    watch: Watch,
    lent: _Lent,
) -> Read:
    """Take tables of ours as they are, and let the reader of the register make the others."""
    ours, rest = own(source, raws)
    if ours is None:
        return _delivered(source, rest or raws, peildatum, area_type, watch, lent)
    if source in _RECOGNISES and not any(_RECOGNISES[source](raw) for raw in rest):
        left = ", ".join(raw.name for raw in rest[:8])
        told = (note("columns_ignored", file=left, register=source),) if rest else ()
        return Read(ours.tables, (*ours.messages, *told))
    read = _delivered(source, rest, peildatum, area_type, watch, lent)
    return Read({**ours.tables, **read.tables}, (*ours.messages, *read.messages))


def _delivered(
    source: str,
    raws: Sequence[Raw],
    peildatum: date,
    area_type: str | None,
    watch: Watch,
    lent: _Lent,
) -> Read:
    readers: dict[str, Callable[[Sequence[Raw], date], Read]] = {
        "BAG": partial(bag.read, watch=watch),
        "BGT": partial(bgt.read, watch=watch),
        "WOZ": partial(woz.read, objects_at=lent.objects_at),
        "INCIDENTS": partial(incidents.read, addresses=lent.addresses, watch=watch),
        "AREAS": partial(areas.read, area_type=area_type),
        "ROADS": partial(roads.read, watch=watch),
        "BUURTEN": buurten.read,
        "LEEGSTAND": lists.read_leegstand,
        "VESTIGINGEN": lists.read_vestigingen,
        "LISTS": lists.read_lists,
    }
    return readers[source](raws, peildatum)


def _bounded(registers: Registers, messages: list[Message]) -> tuple[Registers, tuple[Message, ...]]:
    """Make the municipal boundary from woonplaatsen where no register holds it."""
    if registers.gemeentegrens is not None or registers.woonplaatsen is None or registers.woonplaatsen.empty:
        return registers, tuple(messages)
    ground, _ = territory(registers)
    whole = shapely.multipolygons([shapely.get_parts(ground)])
    names = sorted(registers.woonplaatsen["naam"].dropna().unique())
    boundary = canonical("gemeentegrens", {"identificatie": [None], "naam": [", ".join(names)]}, whole)
    bounded = replace(registers, gemeentegrens=gpd.GeoDataFrame(boundary))
    return bounded, (*messages, note("load_boundary", n=len(registers.woonplaatsen)))


def _digest_of_files(path: Path, watch: Watch) -> str:
    """Hash the bytes of a file, or the names and bytes of all files of a folder."""
    digest = hashlib.sha256()
    for held in files_of(path) if path.is_dir() else [path]:
        if held != path:
            digest.update(held.relative_to(path).as_posix().encode() + b"\x00")
        with held.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
                watch.at(1)
    return digest.hexdigest()


def digest_of_layer(raw: Raw) -> str:
    """Hash what a project layer holds: a layer has no bytes of its own."""
    digest = hashlib.sha256(raw.frame.to_csv(index=False).encode())
    if raw.geometry is not None:
        held = shapely.to_wkb(raw.geometry, byte_order=1)
        digest.update(b"\x00".join(wkb if wkb is not None else b"" for wkb in held))
    digest.update(str(raw.crs).encode())
    return digest.hexdigest()
