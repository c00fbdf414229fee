"""What a location is by the BAG: its addresses, what they are used for, its panden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from .blocks import Block, Field, Heading, Sentences, Table
from .desk import ERF
from .figures import UNKNOWN, number
from .letters import SMALL
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


def source(place: Location, *registers: Told) -> Sentences:
    """Say in small letters what registers a block comes from, with their files and date."""
    language, desk = place.language, place.desk
    recipe = place.results.recipe
    day = recipe["peildatum"]
    files: dict[str, list[str]] = {}
    for given in recipe["inputs"]:
        files.setdefault(given["register"], []).append(str(given["name"]))
    if desk is not None and not desk.same_date:
        day, files = desk.registers.peildatum.isoformat(), {}
    fallback = ["results.gpkg" if desk is None else desk.file]
    named = [
        words("location_source_of", language, register=one.name, file=_listed(files.get(one.source, fallback)))
        for one in registers
    ]
    said = words("location_source", language, sources="; ".join(named), day=day_words(pd.Timestamp(day)))
    return Sentences([said], hand=SMALL)


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
    made: list[Block] = [Heading(words("location_what_title", language))]
    if held is None:
        return [*made, Sentences([*told, words("location_no_desk", language)])]
    if not len(held.panden):
        return [*made, Sentences([*told, words("location_not_in_bag", language)]), source(place, _BAG)]
    size = float(held.panden["footprint"].sum())
    told.append(words("location_panden", language, n=len(held.panden), size=number(size, language, 0)))
    told += _homes(place, held)
    if not len(held.objects):
        told.append(words("location_no_objects", language))
    made.append(Sentences(told))
    if len(held.objects):
        made += _objects(held, language)
    return [*made, *_panden(held, language), source(place, _BAG)]


_BAG = Told("BAG", "BAG")


def _homes(place: Location, held: Premises) -> list[str]:
    """Say that people live here, without describing their home."""
    language, n = place.language, len(held.homes)
    if not place.row["contains_dwelling"]:
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
        Field(words("location_address", language), 0.34),
        Field(words("location_use", language), 0.26),
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
        Table(fields, rows),
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
    made: list[Block] = [Heading(words("location_panden_title", language, n=len(panden))), Table(fields, rows)]
    unknown = int(panden["bouwjaar"].isna().sum())
    return [*made, Sentences([words("location_no_year", language, n=unknown)])] if unknown else made


def _status(status: object, beginning: str) -> str:
    return status.removeprefix(beginning) if isinstance(status, str) else UNKNOWN
