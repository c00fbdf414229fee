"""Who may be found at a location, as registers have it: WOZ objects, vacancy, firms by what they do, lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .blocks import Block, Field, Heading, Sentences, Table
from .business import business, woz_use
from .figures import UNKNOWN, number
from .letters import FINE
from .location_facts import Told, address, day_words, titled
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
    codes = ("location_woz_title", "location_no_woz", "location_woz_none")
    made = _begun(place, objects, _WOZ, codes)
    if objects is None or objects.empty:
        return made
    if place.shared:
        return [*made, *_woz_classes(objects, language)]
    fields = [
        Field(words("location_object", language), 0.46),
        Field("m²", 0.11, right=True),
        Field(words("location_woz_value", language), 0.27, right=True),
        Field(words("location_woz_change", language), 0.16, right=True),
    ]
    rows = [
        [
            f"{_code_words(row, language)}\n{row['wozobjectnummer']}",
            number(row["oppervlakte"], language, 0),
            UNKNOWN
            if pd.isna(row["waarde"])
            else f"€ {number(row['waarde'], language, 0)}\n{day_words(row['waarde_datum'])}",
            _change(row, language),
        ]
        for _, row in objects.iterrows()
    ]
    return [*made, Table(fields, rows, hand=FINE), Sentences([words("location_woz_scope", language)])]


def _begun(place: Location, rows: pd.DataFrame | None, source: Told, codes: tuple[str, str, str]) -> list[Block]:
    """Begin with a title and its source; where there is nothing to tell of, with why.

    Args:
        place: The location.
        rows: What a register holds of it; None where the register is absent.
        source: The register.
        codes: Of the title, of a register that is absent, and of one that holds nothing.

    """
    title, absent, nothing = (words(code, place.language) for code in codes)
    if rows is None:
        return [Heading(title), Sentences([absent])]
    made = titled(place, title, source)
    return made if len(rows) else [*made, Sentences([nothing])]


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
    codes = ("location_vacancy_title", "location_no_vacancy", "location_vacancy_none")
    made = _begun(place, rows, _LEEGSTAND, codes)
    if rows is None or rows.empty:
        return made
    named = _addresses(held)
    told = [
        words("location_vacant", language, address=named.get(one.id, one.id), day=day_words(one.since))
        if pd.notna(one.since)
        else words("location_vacant_undated", language, address=named.get(one.id, one.id))
        for one in rows.set_axis(["id", "since"], axis=1).itertuples()
    ]
    return [*made, Sentences(told, listed=True)]


def use_blocks(place: Location, held: Premises) -> list[Block]:
    """Tell which establishments there are and were, by what they do; never a name."""
    language, rows = place.language, held.vestigingen
    codes = ("location_firms_title", "location_no_firms", "location_firms_none")
    made = _begun(place, rows, _VESTIGINGEN, codes)
    if rows is None or rows.empty:
        return made
    named = _addresses(held)
    day = pd.Timestamp(place.desk.registers.peildatum if place.desk else place.results.recipe["peildatum"])
    ended = rows["datum_opheffing"].notna() & (rows["datum_opheffing"] <= day)
    ordered = rows.assign(ended=ended).sort_values(
        ["ended", "datum_opheffing", "datum_vestiging"], ascending=[True, False, False], na_position="first"
    )
    fields = [
        Field(words("location_sbi", language), 0.54),
        Field(words("location_firm_from", language), 0.23),
        Field(words("location_firm_to", language), 0.23),
    ]
    several = len(set(rows["adresseerbaar_object_identificatie"])) > 1
    table = [
        [
            _firm(one.sbi, named.get(one.at, one.at) if several else "", language),
            day_words(one.datum_vestiging),
            day_words(one.datum_opheffing) if pd.notna(one.datum_opheffing) else "",
        ]
        for one in ordered.rename(columns={"adresseerbaar_object_identificatie": "at"}).itertuples()
    ]
    told = words(
        "location_firms", language, n=int((~ended & ~(rows["datum_vestiging"] > day)).sum()), ended=int(ended.sum())
    )
    return [*made, Sentences([told]), Table(fields, table, hand=FINE)]


def _firm(sbi: object, where: str, language: str) -> str:
    """Say what a firm does, and below it where, if there is more than one address."""
    code = _text(sbi)
    said = " ".join(part for part in (code, business(code, language)) if part) or UNKNOWN
    return f"{said}\n{where}" if where else said


def list_blocks(place: Location, held: Premises) -> list[Block]:
    """Tell on which lists of the municipality it stands, since when, and whose list it is."""
    language, rows = place.language, held.lijsten
    codes = ("location_lists_title", "location_no_lists", "location_lists_none")
    made = _begun(place, rows, _LISTS, codes)
    if rows is None or rows.empty:
        return made
    named = _addresses(held)
    fields = [
        Field(words("location_list", language), 0.54),
        Field(words("location_day", language), 0.23),
        Field(words("location_list_source", language), 0.23),
    ]
    table = [
        [
            f"{_text(one.lijst) or UNKNOWN}\n{named.get(one.at, one.at)}",
            day_words(one.datum),
            _text(one.bron) or UNKNOWN,
        ]
        for one in rows.rename(columns={"adresseerbaar_object_identificatie": "at"})
        .sort_values(["datum", "lijst"], ascending=[False, True])
        .itertuples()
    ]
    return [*made, Table(fields, table, hand=FINE)]


def _addresses(held: Premises) -> dict[str, str]:
    """Give by identificatie the address, without its town: that stands above."""
    return {
        str(row["identificatie"]): address(row, placed=False) or str(row["identificatie"])
        for table in (held.objects, held.homes)
        for _, row in table.iterrows()
    }


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
