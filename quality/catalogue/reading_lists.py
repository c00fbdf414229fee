"""What was repaired, left out or doubtful while incidents, areas, roads, buurten and lists were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...indicators.model import Text
from ..model import NEVER, Family, Register, Rule
from ..told import FEW, LOST, ONCE, PLACED_INCIDENTS, UNKNOWN, told_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import Check

_LISTS = (Register.LEEGSTAND, Register.VESTIGINGEN, Register.LISTS)


def _incidents() -> Iterator[Check]:
    incidents = Register.INCIDENTS
    yield told_check(
        "incidents_left_out",
        incidents,
        Family.READING,
        Text("Incidents without a place or a readable date", "Incidenten zonder plek of leesbare datum"),
        LOST,
        Text("ask for their place and date", "vraag om de plek en de datum"),
        "incidents_undated",
        "incidents_unplaced",
        "incidents_no_address",
        tables=PLACED_INCIDENTS,
        gone=True,
        rule=FEW,
    )
    yield told_check(
        "incidents_duplicates",
        incidents,
        Family.DUPLICATES,
        Text("Incidents that stand in it twice", "Incidenten die twee keer voorkomen"),
        ONCE,
        Text("ask how the export came to hold them twice", "vraag hoe ze twee keer in de export komen"),
        "incidents_duplicates",
        gone=True,
    )
    yield told_check(
        "incidents_end_before_begin",
        incidents,
        Family.CONTENT,
        Text("Incidents that end before they begin", "Incidenten die eindigen voordat ze beginnen"),
        Text("Their end was set to their begin.", "Het einde is gelijkgesteld aan het begin."),
        Text("ask for the right moments", "vraag om de juiste tijdstippen"),
        "incidents_end_before_begin",
    )
    yield told_check(
        "incidents_numbered",
        incidents,
        Family.CONTENT,
        Text("Incidents without a number of their own", "Incidenten zonder eigen nummer"),
        Text(
            "The row number was used; doubled reports are not recognised by it.",
            "Het rijnummer is gebruikt; dubbele meldingen vallen daarmee niet op.",
        ),
        Text("ask for a number that says nothing about persons", "vraag om een nummer dat niets over personen zegt"),
        "incidents_numbered",
        rule=Rule(note=0.0),
    )


def _others() -> Iterator[Check]:
    yield told_check(
        "areas_left_out",
        Register.AREAS,
        Family.READING,
        Text("Areas of another type, and woonwagenlocaties", "Gebieden van een ander type, en woonwagenlocaties"),
        Text(
            "They were left out: only three kinds of area are assessed.",
            "Ze zijn weggelaten: alleen drie soorten gebied worden beoordeeld.",
        ),
        None,
        "areas_other_types",
        "areas_woonwagen",
        gone=True,
        rule=NEVER,
    )
    yield told_check(
        "areas_shared_id",
        Register.AREAS,
        Family.DUPLICATES,
        Text("Areas that share an id with another", "Gebieden die een nummer delen met een ander gebied"),
        Text("Each got a number of its own.", "Elk gebied kreeg een eigen nummer."),
        Text("ask for an id per area", "vraag om een eigen nummer per gebied"),
        "areas_shared_id",
        rule=Rule(note=0.0),
    )
    yield told_check(
        "roads_duplicates",
        Register.ROADS,
        Family.DUPLICATES,
        Text("Wegvakken that stand in it twice", "Wegvakken die twee keer voorkomen"),
        Text("The one that began last was kept.", "Het laatst begonnen wegvak is gebruikt."),
        None,
        "roads_duplicates",
        gone=True,
        rule=Rule(note=0.01),
    )
    yield told_check(
        "roads_other_code",
        Register.ROADS,
        Family.CONTENT,
        Text("Codes that the NWB does not know", "Codes die het NWB niet kent"),
        UNKNOWN,
        Text("ask for the NWB as Rijkswaterstaat publishes it", "vraag het NWB zoals Rijkswaterstaat het publiceert"),
        "roads_other_code",
        rule=FEW,
    )
    yield told_check(
        "buurten_without_code",
        Register.BUURTEN,
        Family.READING,
        Text("Areas without a buurtcode", "Vlakken zonder buurtcode"),
        LOST,
        Text("take the buurten of the CBS itself", "gebruik de buurten van het CBS zelf"),
        "buurten_no_code",
        gone=True,
    )
    for register in _LISTS:
        prefix = register.value.lower()
        yield told_check(
            f"{prefix}_without_id",
            register,
            Family.READING,
            Text(
                "Rows without an id of a verblijfsobject, ligplaats or standplaats",
                "Rijen zonder nummer van een verblijfsobject, ligplaats of standplaats",
            ),
            LOST,
            Text("ask for the id of the verblijfsobject", "vraag om het nummer van het verblijfsobject"),
            "lists_without_id",
            "lists_other_ids",
            "lists_nummeraanduidingen",
            gone=True,
            rule=FEW,
        )
        yield told_check(
            f"{prefix}_unreadable",
            register,
            Family.CONTENT,
            Text("Dates and codes that cannot be read", "Datums en codes die niet te lezen zijn"),
            UNKNOWN,
            Text("ask for dates as 2021-12-31", "vraag om datums als 2021-12-31"),
            "lists_unreadable_date",
            "lists_unreadable_sbi",
            rule=FEW,
        )
        yield told_check(
            f"{prefix}_duplicates",
            register,
            Family.DUPLICATES,
            Text("Rows that say the same twice", "Rijen die twee keer hetzelfde zeggen"),
            ONCE,
            None,
            "lists_duplicates",
            gone=True,
            rule=Rule(note=0.05),
        )


CHECKS = (*_incidents(), *_others())
