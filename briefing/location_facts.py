"""What a location is by the BAG: its addresses, what they are used for, its panden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from .blocks import Block, Field, Heading, Sentences, Table
from .desk import ERF
from .figures import UNKNOWN, number
from .letters import FINE, SMALL
from .results import FILE
from .sheet import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .desk import Desk, Premises
    from .results import Results

_NAMED = 3  # addresses of homes on an erf
_FILES = 3  # names of files of one register


@dataclass(frozen=True, eq=False)
class Location:
    """A location with all that is known of it.

    Attributes:
        results: Of the run.
        desk: The registers, or None.
        held: What they hold of it, or None.
        row: Of `units`.
        area: Name of the area it lies in; empty where there is none to name.
        language: Of the words.
        shared: Whether the sheet is for others.

    """

    results: Results
    desk: Desk | None
    held: Premises | None
    row: pd.Series
    area: str
    language: str
    shared: bool

    @property
    def of_erf(self) -> bool:
        """Whether it is a complex: the panden of one erf."""
        return str(self.row["unit_id"]).startswith(ERF)


class Told(NamedTuple):
    """Registers in words: what it is called, and its name among the inputs of a run."""

    name: str
    source: str


RESULTS = Told("locatierisico", "RESULTS")


def titled(place: Location, title: str, *registers: Told) -> list[Block]:
    """Head a part of the sheet, with the registers it comes from, their files and date in small letters below."""
    return [Heading(title), *([_source(place, registers)] if registers else [])]


def _source(place: Location, registers: Sequence[Told]) -> Sentences:
    language, desk = place.language, place.desk
    recipe = place.results.recipe
    day = recipe["peildatum"]
    files: dict[str, list[str]] = {RESULTS.source: [FILE]}
    if desk is not None and not desk.same_date and RESULTS not in registers:
        day = desk.registers.peildatum.isoformat()
    else:
        for given in recipe["inputs"]:
            files.setdefault(given["register"], []).append(str(given["name"]))
    fallback = [FILE if desk is None else desk.file]
    named = [
        words("location_source_of", language, register=one.name, file=_listed(files.get(one.source, fallback)))
        for one in registers
    ]
    said = words("location_source", language, sources="; ".join(named), day=day_words(pd.Timestamp(day)))
    return Sentences([said], hand=SMALL, stays=True)


def _listed(names: Sequence[str]) -> str:
    more = f" +{len(names) - _FILES}" if len(names) > _FILES else ""
    return ", ".join(names[:_FILES]) + more


def day_words(day: pd.Timestamp) -> str:
    """Write a day; a missing one is a dash."""
    return UNKNOWN if pd.isna(day) else pd.Timestamp(day).strftime("%d-%m-%Y")


def address(row: pd.Series, *, placed: bool = True) -> str:
    """Write the address of a row of the BAG; empty where the register states none."""
    street = row["openbare_ruimte_naam"]
    if not isinstance(street, str):
        return ""
    house = "" if pd.isna(row["huisnummer"]) else f" {int(row['huisnummer'])}"
    house += "".join(str(row[part]) for part in ("huisletter",) if isinstance(row[part], str))
    house += f"-{row['toevoeging']}" if isinstance(row["toevoeging"], str) else ""
    town = " ".join(str(row[part]) for part in ("postcode", "woonplaats_naam") if isinstance(row[part], str))
    return f"{street}{house}" + (f", {town}" if placed and town else "")


def title_of(place: Location) -> str:
    """Call a location by its address; by its number where it has none that may be named."""
    language, unit = place.language, str(place.row["unit_id"])
    held = place.held
    known = [] if held is None else [address(row) for _, row in held.objects.iterrows()]
    if held is not None and not any(known) and place.of_erf and not place.shared:
        known = [address(row) for _, row in held.homes.iterrows()]
    known = [one for one in known if one]
    if not known:
        return words("location_title_unit", language, unit=unit)
    if place.of_erf:
        return words("location_title_erf", language, address=known[0])
    if len(known) == 1:
        return known[0]
    return words("location_title_more", language, address=known[0], n=len(known) - 1)


def premises_blocks(place: Location) -> list[Block]:
    """Say where it lies, and what the BAG holds of it."""
    language, held = place.language, place.held
    kind = place.row["area_type"]
    told = [
        words("location_lies", language, area=place.area, kind=kind)
        if place.area
        else words("location_lies_unknown", language, kind=kind)
    ]
    made = titled(place, words("location_what_title", language), RESULTS if held is None else _BAG)
    if held is None:
        return [*made, Sentences([*told, words("location_no_desk", language)])]
    if not len(held.panden):
        return [*made, Sentences([*told, words("location_not_in_bag", language)])]
    size = float(held.panden["footprint"].sum())
    told.append(words("location_panden", language, n=len(held.panden), size=number(size, language, 0)))
    told += _homes(place, held)
    if not len(held.objects):
        told.append(words("location_no_objects", language))
    return [*made, Sentences(told)]


def object_blocks(place: Location, held: Premises) -> list[Block]:
    """List its addresses that are no home, its panden, and what changed."""
    if not len(held.panden):
        return []
    made = _objects(held, place.language) if len(held.objects) else []
    return [*made, *_panden(held, place.language), *_events(place, held)]


_BAG = Told("BAG", "BAG")
_EVENTS = {
    "in_gebruik": "location_event_in_use",
    "ingetrokken": "location_event_withdrawn",
    "gebruiksdoel_gewijzigd": "location_event_use",
    "overig": "location_event_other",
}


def _homes(place: Location, held: Premises) -> list[str]:
    """Say that people live here, without describing their home."""
    language, n = place.language, len(held.homes)
    if not n and not place.row["contains_dwelling"]:
        return []
    if not n:
        return [words("location_home_near", language)]
    if not place.of_erf:
        return [words("location_homes", language, n=n), words("location_homes_entry", language)]
    known = [one for one in (address(row) for _, row in held.homes.iterrows()) if one][:_NAMED]
    return [
        words("location_homes_erf", language, n=n, addresses="; ".join(known) or UNKNOWN),
        words("location_homes_entry", language),
    ]


def _objects(held: Premises, language: str) -> list[Block]:
    """List the verblijfsobjecten that are no home: all of them, however many."""
    objects = held.objects
    dated = bool(objects["begin_geldigheid"].notna().any())
    fields = [
        Field(words("location_address", language), 0.3),
        Field(words("location_use", language), 0.34),
        Field("m²", 0.1, right=True),
        Field(words("location_status", language), 0.2),
    ]
    if dated:
        fields.append(Field(words("location_since", language), 0.16))
    rows = [
        [
            address(row) or str(row["identificatie"]),
            ", ".join(sorted(row["gebruiksdoelen"])),
            number(row["oppervlakte"], language, 0),
            _status(row["status"], "Verblijfsobject "),
            *([day_words(row["begin_geldigheid"])] if dated else []),
        ]
        for _, row in objects.iterrows()
    ]
    made: list[Block] = [
        Heading(words("location_objects_title", language, n=len(objects))),
        Table(fields, rows, hand=FINE),
    ]
    told = [] if dated else [words("location_undated", language)]
    unknown = int(objects["oppervlakte"].isna().sum())
    if unknown:
        told.append(words("location_no_area", language, n=unknown))
    return [*made, Sentences(told)] if told else made


def _panden(held: Premises, language: str) -> list[Block]:
    panden = held.panden
    fields = [
        Field(words("location_pand", language), 0.34),
        Field(words("location_built", language), 0.18),
        Field("m²", 0.14, right=True),
        Field(words("location_status", language), 0.34),
    ]
    rows = [
        [
            str(row["identificatie"]),
            UNKNOWN if np.isnan(row["bouwjaar"]) else str(int(row["bouwjaar"])),
            number(row["footprint"], language, 0),
            _status(row["status"], "Pand "),
        ]
        for _, row in panden.iterrows()
    ]
    made: list[Block] = [
        Heading(words("location_panden_title", language, n=len(panden))),
        Table(fields, rows, hand=FINE),
    ]
    unknown = int(panden["bouwjaar"].isna().sum())
    return [*made, Sentences([words("location_no_year", language, n=unknown)])] if unknown else made


def _events(place: Location, held: Premises) -> list[Block]:
    """Tell what changed, where the delivery of the BAG holds its history."""
    language, rows = place.language, held.mutaties
    if rows is None or not len(rows):
        return []
    fields = [
        Field(words("location_day", language), 0.2),
        Field(words("location_event", language), 0.4),
        Field(words("location_object", language), 0.4),
    ]
    table = [
        [
            day_words(one.datum),
            words(_EVENTS[str(one.gebeurtenis)], language) if one.gebeurtenis in _EVENTS else str(one.gebeurtenis),
            f"{one.objecttype or ''}\n{one.identificatie}".strip(),
        ]
        for one in rows.sort_values(["datum", "identificatie"], ascending=[False, True]).itertuples()
    ]
    return [Heading(words("location_events_title", language)), Table(fields, table, hand=FINE)]


def _status(status: object, beginning: str) -> str:
    return status.removeprefix(beginning) if isinstance(status, str) else UNKNOWN
