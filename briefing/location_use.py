"""Who may be found at a location, as registers have it: WOZ objects, vacancy, firms by what they do, lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .blocks import Block, Field, Heading, Sentences, Table
from .business import business, woz_use
from .figures import UNKNOWN, number
from .location_facts import Told, address, day_words, source
from .location_score import signed
from .sheet import words

if TYPE_CHECKING:
    from .desk import Premises
    from .location_facts import Location

_WOZ, _LISTS = Told("WOZ", "WOZ"), Told("lijsten", "LISTS")
_LEEGSTAND, _VESTIGINGEN = Told("leegstand", "LEEGSTAND"), Told("vestigingen", "VESTIGINGEN")
_LEVELS = ("location_level_0", "location_level_1", "location_level_2")


def woz_blocks(place: Location, held: Premises) -> list[Block]:
    """Tell its WOZ objects: values where the sheet stays inside, a class where it does not."""
    language, objects = place.language, held.woz
    made: list[Block] = [Heading(words("location_woz_title", language))]
    if objects is None:
        return [*made, Sentences([words("location_no_woz", language)])]
    if not len(objects):
        return [*made, Sentences([words("location_woz_none", language)]), source(place, _WOZ)]
    if place.shared:
        return [*made, *_woz_classes(objects, language), source(place, _WOZ)]
    fields = [
        Field(words("location_woz_number", language), 0.24),
        Field(words("location_woz_use", language), 0.26),
        Field("m²", 0.1, right=True),
        Field(words("location_woz_value", language), 0.18, right=True),
        Field(words("location_woz_day", language), 0.16),
        Field(words("location_woz_change", language), 0.14, right=True),
    ]
    rows = [
        [
            str(row["wozobjectnummer"]),
            _code_words(row, language),
            number(row["oppervlakte"], language, 0),
            UNKNOWN if pd.isna(row["waarde"]) else f"€ {number(row['waarde'], language, 0)}",
            day_words(row["waarde_datum"]),
            _change(row, language),
        ]
        for _, row in objects.iterrows()
    ]
    return [*made, Table(fields, rows), Sentences([words("location_woz_scope", language)]), source(place, _WOZ)]


def _code_words(row: pd.Series, language: str) -> str:
    said = woz_use(row["gebruikscode"] if isinstance(row["gebruikscode"], str) else None, language)
    sort = row["soortobjectcode"]
    kind = words("location_woz_sort", language, sort=sort) if isinstance(sort, str) and sort else ""
    return ", ".join(part for part in (said, kind) if part) or UNKNOWN


def _change(row: pd.Series, language: str) -> str:
    if not (row["waarde"] > 0 and row["vorige_waarde"] > 0):
        return UNKNOWN
    return f"{signed(100 * (row['waarde'] / row['vorige_waarde'] - 1), language)} %"


def _woz_classes(objects: pd.DataFrame, language: str) -> list[Block]:
    """Tell in which third values lie: never a value, and not how many objects there are."""
    seen = objects[["gebruikscode", "level"]].drop_duplicates().sort_values(["gebruikscode", "level"])
    told = [
        words(
            "location_woz_class",
            language,
            use=woz_use(code if isinstance(code, str) else None, language) or UNKNOWN,
            level=words(_LEVELS[int(level)], language)
            if np.isfinite(level)
            else words("location_level_none", language),
        )
        for code, level in zip(seen["gebruikscode"], seen["level"], strict=True)
    ]
    return [Sentences(told, listed=True), Sentences([words("location_woz_shared", language)])]


def vacancy_blocks(place: Location, held: Premises) -> list[Block]:
    """Tell what stands empty, and since when."""
    language, rows = place.language, held.leegstand
    made: list[Block] = [Heading(words("location_vacancy_title", language))]
    if rows is None:
        return [*made, Sentences([words("location_no_vacancy", language)])]
    if not len(rows):
        return [*made, Sentences([words("location_vacancy_none", language)]), source(place, _LEEGSTAND)]
    named = _addresses(held)
    told = [
        words("location_vacant", language, address=named.get(one.id, one.id), day=day_words(one.since))
        if pd.notna(one.since)
        else words("location_vacant_undated", language, address=named.get(one.id, one.id))
        for one in rows.set_axis(["id", "since"], axis=1).itertuples()
    ]
    return [*made, Sentences(told, listed=True), source(place, _LEEGSTAND)]


def use_blocks(place: Location, held: Premises) -> list[Block]:
    """Tell which establishments there are and were, by what they do; never a name."""
    language, rows = place.language, held.vestigingen
    made: list[Block] = [Heading(words("location_firms_title", language))]
    if rows is None:
        return [*made, Sentences([words("location_no_firms", language)])]
    if not len(rows):
        return [*made, Sentences([words("location_firms_none", language)]), source(place, _VESTIGINGEN)]
    named = _addresses(held)
    day = pd.Timestamp(place.desk.registers.peildatum if place.desk else place.results.recipe["peildatum"])
    ended = rows["datum_opheffing"].notna() & (rows["datum_opheffing"] <= day)
    ordered = rows.assign(ended=ended).sort_values(
        ["ended", "datum_opheffing", "datum_vestiging"], ascending=[True, False, False], na_position="first"
    )
    fields = [
        Field(words("location_address", language), 0.26),
        Field(words("location_sbi", language), 0.42),
        Field(words("location_firm_from", language), 0.16),
        Field(words("location_firm_to", language), 0.16),
    ]
    table = [
        [
            named.get(one.adresseerbaar_object_identificatie, one.adresseerbaar_object_identificatie),
            " ".join(part for part in (_text(one.sbi), business(_text(one.sbi), language)) if part) or UNKNOWN,
            day_words(one.datum_vestiging),
            day_words(one.datum_opheffing) if pd.notna(one.datum_opheffing) else "",
        ]
        for one in ordered.itertuples()
    ]
    open_now = int((~ended).sum())
    told = words("location_firms", language, n=open_now, ended=len(rows) - open_now)
    return [*made, Sentences([told]), Table(fields, table), source(place, _VESTIGINGEN)]


def list_blocks(place: Location, held: Premises) -> list[Block]:
    """Tell on which lists of the municipality it stands, since when, and whose list it is."""
    language, rows = place.language, held.lijsten
    made: list[Block] = [Heading(words("location_lists_title", language))]
    if rows is None:
        return [*made, Sentences([words("location_no_lists", language)])]
    if not len(rows):
        return [*made, Sentences([words("location_lists_none", language)]), source(place, _LISTS)]
    named = _addresses(held)
    fields = [
        Field(words("location_list", language), 0.28),
        Field(words("location_address", language), 0.36),
        Field(words("location_day", language), 0.16),
        Field(words("location_list_source", language), 0.2),
    ]
    table = [
        [
            _text(one.lijst) or UNKNOWN,
            named.get(one.adresseerbaar_object_identificatie, one.adresseerbaar_object_identificatie),
            day_words(one.datum),
            _text(one.bron) or UNKNOWN,
        ]
        for one in rows.sort_values(["datum", "lijst"], ascending=[False, True]).itertuples()
    ]
    return [*made, Table(fields, table), source(place, _LISTS)]


def _addresses(held: Premises) -> dict[str, str]:
    """Give by identificatie the address, without its town: that stands above."""
    return {
        str(row["identificatie"]): address(row, placed=False) or str(row["identificatie"])
        for table in (held.objects, held.homes)
        for _, row in table.iterrows()
    }


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
