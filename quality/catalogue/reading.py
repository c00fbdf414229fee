"""What was repaired, left out or doubtful while the registers were read, from the messages of loading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...indicators.model import Text
from ..given import TABLES_OF
from ..model import ANY, NEVER, Check, Family, Finding, Register, Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ...safeguards.messages import Message
    from ..given import Given

_SHARED = ("spatial_", "lists_", "columns_")  # codes that several registers use
_REPAIRED = ("spatial_repaired", "spatial_longest_part", "spatial_centre")
_LEFT_OUT = (
    "spatial_null",
    "spatial_infinite",
    "spatial_dropped_type",
    "spatial_beyond_repair",
    "spatial_outside",
    "spatial_no_length",
)
_PLACED = (Register.BAG, Register.BGT, Register.INCIDENTS, Register.AREAS, Register.ROADS, Register.BUURTEN)
_LISTS = (Register.LEEGSTAND, Register.VESTIGINGEN, Register.LISTS)
# Incidents without a place are kept in a table of their own: what was left out must not count them again.
_PLACED_INCIDENTS = ("incidenten",)
_FEW = Rule(note=0.0, attention=0.05, serious=0.25)
_LOST = Text("They were left out and count nowhere.", "Ze zijn weggelaten en tellen nergens mee.")
_UNKNOWN = Text("They count as unknown.", "Ze tellen als onbekend.")
_ONCE = Text("One of each was kept.", "Van elk is er één gebruikt.")


def _n(message: Message) -> int:
    return int(message.values.get("n", 0))


def _counting(
    register: Register,
    codes: tuple[str, ...],
    where: Mapping[str, Any],
    count: Callable[[Message], int],
    tables: tuple[str, ...],
    *,
    gone: bool,
) -> Callable[[Given], Finding]:
    def compute(given: Given) -> Finding:
        """Sum of n over the messages / rows of the register, those that were left out among them."""
        shared = any(code.startswith(_SHARED) for code in codes)
        told = given.told(*codes, register=register.value if shared else "", **where)
        n = sum(map(count, told))
        rows = sum(len(given.tables[name]) for name in tables if name in given.tables)
        parts: dict[str, float] = {}
        for message in told:
            name = message.values.get("table") or message.values.get("file") or message.values.get("layer") or ""
            parts[str(name)] = parts.get(str(name), 0) + count(message)
        ids = list(dict.fromkeys(one for message in told for one in message.objects))
        return Finding(
            n,
            max(rows + n if gone else rows, n),
            given.named(register.value, ids) if ids else None,
            tuple(sorted(parts.items(), key=lambda part: (-part[1], part[0]))),
        )

    return compute


def _check(
    name: str,
    register: Register,
    family: Family,
    label: Text,
    means: Text,
    ask: Text | None,
    *codes: str,
    rule: Rule = ANY,
    where: Mapping[str, Any] | None = None,
    count: Callable[[Message], int] = _n,
    tables: tuple[str, ...] = (),
    gone: bool = False,
) -> Check:
    whole = tables or tuple(one for one in TABLES_OF[register] if one != "mutaties")
    return Check(
        id=name,
        register=register,
        family=family,
        label=label,
        means=means,
        ask=ask,
        rule=rule,
        needs=(),
        compute=_counting(register, codes, where or {}, count, whole, gone=gone),
        from_messages=True,
    )


def _geometry(register: Register) -> Iterator[Check]:
    prefix = register.value.lower()
    yield _check(
        f"{prefix}_geometry_repaired",
        register,
        Family.GEOMETRY,
        Text("Geometries that were repaired", "Geometrieën die zijn hersteld"),
        Text(
            "The outline may differ a little from what was meant.",
            "De omtrek kan iets afwijken van wat is bedoeld.",
        ),
        Text("ask to have these outlines mended", "vraag deze omtrekken te herstellen"),
        *_REPAIRED,
    )
    yield _check(
        f"{prefix}_geometry_left_out",
        register,
        Family.GEOMETRY,
        Text(
            "Rows without a usable geometry (empty, wrong type, beyond repair or outside the Netherlands)",
            "Rijen zonder bruikbare geometrie (leeg, verkeerd type, niet te herstellen of buiten Nederland)",
        ),
        _LOST,
        Text("ask for their geometry", "vraag om de geometrie"),
        *_LEFT_OUT,
        tables=_PLACED_INCIDENTS if register is Register.INCIDENTS else (),
        gone=True,
    )


def _bag() -> Iterator[Check]:
    bag = Register.BAG
    for table, column, en, nl in (
        ("panden", "bouwjaar", "1005, 9999 or more than three years ahead", "1005, 9999 of meer dan drie jaar vooruit"),
        ("verblijfsobjecten", "oppervlakte", "0, 1 or 999999 m²", "0, 1 of 999999 m²"),
    ):
        yield _check(
            f"bag_{column}_filler",
            bag,
            Family.FILLERS,
            Text(f"{table} with a filler as {column} ({en})", f"{table} met een opvulwaarde als {column} ({nl})"),
            _UNKNOWN,
            Text(f"ask for the real {column}", f"vraag om de werkelijke waarde van {column}"),
            "bag_fillers",
            where={"table": table, "column": column},
            tables=(table,),
        )
    yield _check(
        "bag_identical",
        bag,
        Family.DUPLICATES,
        Text("Rows that stand twice, exactly alike", "Rijen die twee keer precies gelijk voorkomen"),
        _ONCE,
        Text("ask how the export came to hold them twice", "vraag hoe ze twee keer in de export komen"),
        "bag_identical",
    )
    yield _check(
        "bag_conflicting",
        bag,
        Family.DUPLICATES,
        Text("Identifications that return with other values", "Identificaties die terugkomen met andere waarden"),
        Text(
            "The last row was kept; it may be the wrong one.", "De laatste rij is gebruikt; dat kan de verkeerde zijn."
        ),
        Text("ask which of the rows is right", "vraag welke van de rijen juist is"),
        "bag_conflicting",
    )
    yield _check(
        "bag_two_hold",
        bag,
        Family.DUPLICATES,
        Text(
            "Objects with two occurrences that hold on the peildatum",
            "Objecten met twee geldige voorkomens op de peildatum",
        ),
        Text("The one registered last was kept.", "Het laatst geregistreerde voorkomen is gebruikt."),
        Text("ask to have one of the occurrences ended", "vraag een van de voorkomens te beëindigen"),
        "bag_two_hold",
    )
    yield _check(
        "bag_without_id",
        bag,
        Family.READING,
        Text("Rows without identificatie", "Rijen zonder identificatie"),
        _LOST,
        Text("ask for their identificatie", "vraag om de identificatie"),
        "bag_no_id",
        gone=True,
    )
    yield _check(
        "bag_short_ids",
        bag,
        Family.READING,
        Text("Identifications that lost leading zeros", "Identificaties die voorloopnullen hebben verloren"),
        Text("The zeros were put back.", "De nullen zijn teruggezet."),
        Text(
            "ask for an export that keeps identifications as text",
            "vraag een export die identificaties als tekst bewaart",
        ),
        "bag_zeros",
    )
    yield _check(
        "bag_status_unknown",
        bag,
        Family.CONTENT,
        Text("Objects with an unknown or empty status", "Objecten met een onbekende of lege status"),
        Text("They count as in stock.", "Ze tellen mee als voorraad."),
        Text("ask for their status", "vraag om de status"),
        "bag_status_unknown",
    )
    yield _check(
        "bag_not_in_stock",
        bag,
        Family.READING,
        Text("Objects that are planned, withdrawn or demolished", "Objecten die gepland, ingetrokken of gesloopt zijn"),
        Text(
            "They were rightly left out: they do not exist on the peildatum.",
            "Ze zijn terecht weggelaten: op de peildatum bestaan ze niet.",
        ),
        None,
        "bag_not_in_stock",
        rule=NEVER,
        count=lambda message: int(message.values.get("planned", 0)) + int(message.values.get("gone", 0)),
        gone=True,
    )
    yield _check(
        "bag_vbo_polygon",
        bag,
        Family.GEOMETRY,
        Text("verblijfsobjecten drawn as a polygon", "verblijfsobjecten die als vlak zijn getekend"),
        Text("They were put at a point inside it.", "Ze zijn op een punt daarbinnen gezet."),
        None,
        "bag_vbo_polygon",
        rule=NEVER,
        tables=("verblijfsobjecten",),
    )


def _bgt() -> Iterator[Check]:
    bgt = Register.BGT
    yield _check(
        "bgt_registered_later",
        bgt,
        Family.CURRENCY,
        Text(
            "Objects that are here only in a version registered after the peildatum",
            "Objecten die er alleen zijn in een versie die na de peildatum is geregistreerd",
        ),
        Text(
            "That version was used; it may differ from the state on the peildatum.",
            "Die versie is gebruikt; de toestand op de peildatum kan anders zijn.",
        ),
        Text("ask for a delivery with history", "vraag een levering met historie"),
        "bgt_registered_later",
        rule=Rule(note=0.0, attention=0.1, serious=0.5),
    )
    yield _check(
        "bgt_versions",
        bgt,
        Family.DUPLICATES,
        Text("Further versions of the same object", "Extra versies van hetzelfde object"),
        Text("The one in force on the peildatum was kept.", "De versie die op de peildatum gold, is gebruikt."),
        None,
        "bgt_duplicates",
        rule=NEVER,
        gone=True,
    )
    yield _check(
        "bgt_history",
        bgt,
        Family.READING,
        Text(
            "Objects or versions that did not count on the peildatum",
            "Objecten of versies die op de peildatum niet golden",
        ),
        Text("They were rightly left out.", "Ze zijn terecht weggelaten."),
        None,
        "bgt_history",
        rule=NEVER,
        gone=True,
    )
    yield _check(
        "bgt_not_areas",
        bgt,
        Family.GEOMETRY,
        Text(
            "Objects without a surface (drawn as a line or point)", "Objecten zonder vlak (getekend als lijn of punt)"
        ),
        Text("They were left out: only surfaces are measured.", "Ze zijn weggelaten: alleen vlakken worden gemeten."),
        None,
        "bgt_not_areas",
        rule=NEVER,
        gone=True,
    )


def _woz() -> Iterator[Check]:
    woz = Register.WOZ
    values, things = ("woz_waarden",), ("woz_objecten",)
    yield _check(
        "woz_area_filler",
        woz,
        Family.FILLERS,
        Text("Areas of 0, 1 or 999999 m², or negative", "Oppervlakten van 0, 1 of 999999 m², of negatief"),
        _UNKNOWN,
        Text("ask for the real oppervlakte", "vraag om de werkelijke oppervlakte"),
        "woz_area_fillers",
        tables=values,
        rule=_FEW,
    )
    yield _check(
        "woz_value_absurd",
        woz,
        Family.FILLERS,
        Text("Values of zero, fillers or impossible amounts", "Waarden van nul, opvulwaarden of onmogelijke bedragen"),
        _UNKNOWN,
        Text("ask for the real value", "vraag om de werkelijke waarde"),
        "woz_absurd",
        tables=values,
        rule=_FEW,
    )
    yield _check(
        "woz_unreadable",
        woz,
        Family.CONTENT,
        Text("Values that are no number", "Waarden die geen getal zijn"),
        _UNKNOWN,
        Text("ask for plain numbers", "vraag om gewone getallen"),
        "woz_unreadable",
        tables=values,
        rule=_FEW,
    )
    yield _check(
        "woz_conflicts",
        woz,
        Family.DUPLICATES,
        Text(
            "Objects with different values for one waardepeildatum",
            "Objecten met verschillende waarden voor één waardepeildatum",
        ),
        Text(
            "The last in the file was taken; it may be the wrong one.",
            "De laatste in het bestand is gebruikt; dat kan de verkeerde zijn.",
        ),
        Text(
            "ask which value holds, or for the ingangsdatum",
            "vraag welke waarde geldt, of vraag de ingangsdatum mee te leveren",
        ),
        "woz_conflicts",
        tables=things,
    )
    yield _check(
        "woz_duplicates",
        woz,
        Family.DUPLICATES,
        Text(
            "Further rows for the same object and waardepeildatum",
            "Extra rijen voor hetzelfde object en dezelfde waardepeildatum",
        ),
        Text("They were taken together.", "Ze zijn samengenomen."),
        None,
        "woz_duplicates",
        tables=values,
        gone=True,
        rule=Rule(note=0.05),
    )
    yield _check(
        "woz_left_out",
        woz,
        Family.READING,
        Text(
            "Rows without WOZ object number or readable waardepeildatum, and numbers that are no BAG id",
            "Rijen zonder WOZ-objectnummer of leesbare waardepeildatum, en nummers die geen BAG-nummer zijn",
        ),
        _LOST,
        Text("ask for these numbers and dates", "vraag om deze nummers en datums"),
        "woz_no_number",
        "woz_undated",
        "woz_other_ids",
        tables=values,
        gone=True,
        rule=_FEW,
    )
    yield _check(
        "woz_annulled",
        woz,
        Family.READING,
        Text("Values whose decision was annulled", "Waarden met een vernietigde beschikking"),
        Text("They were rightly left out.", "Ze zijn terecht weggelaten."),
        None,
        "woz_annulled",
        tables=values,
        gone=True,
        rule=NEVER,
    )


def _incidents() -> Iterator[Check]:
    incidents = Register.INCIDENTS
    yield _check(
        "incidents_left_out",
        incidents,
        Family.READING,
        Text("Incidents without a place or a readable date", "Incidenten zonder plek of leesbare datum"),
        _LOST,
        Text("ask for their place and date", "vraag om de plek en de datum"),
        "incidents_undated",
        "incidents_unplaced",
        "incidents_no_address",
        tables=_PLACED_INCIDENTS,
        gone=True,
        rule=_FEW,
    )
    yield _check(
        "incidents_duplicates",
        incidents,
        Family.DUPLICATES,
        Text("Incidents that stand in it twice", "Incidenten die twee keer voorkomen"),
        _ONCE,
        Text("ask how the export came to hold them twice", "vraag hoe ze twee keer in de export komen"),
        "incidents_duplicates",
        gone=True,
    )
    yield _check(
        "incidents_end_before_begin",
        incidents,
        Family.CONTENT,
        Text("Incidents that end before they begin", "Incidenten die eindigen voordat ze beginnen"),
        Text("Their end was set to their begin.", "Het einde is gelijkgesteld aan het begin."),
        Text("ask for the right moments", "vraag om de juiste tijdstippen"),
        "incidents_end_before_begin",
    )
    yield _check(
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
    yield _check(
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
    yield _check(
        "areas_shared_id",
        Register.AREAS,
        Family.DUPLICATES,
        Text("Areas that share an id with another", "Gebieden die een nummer delen met een ander gebied"),
        Text("Each got a number of its own.", "Elk gebied kreeg een eigen nummer."),
        Text("ask for an id per area", "vraag om een eigen nummer per gebied"),
        "areas_shared_id",
        rule=Rule(note=0.0),
    )
    yield _check(
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
    yield _check(
        "roads_other_code",
        Register.ROADS,
        Family.CONTENT,
        Text("Codes that the NWB does not know", "Codes die het NWB niet kent"),
        _UNKNOWN,
        Text("ask for the NWB as Rijkswaterstaat publishes it", "vraag het NWB zoals Rijkswaterstaat het publiceert"),
        "roads_other_code",
        rule=_FEW,
    )
    yield _check(
        "buurten_without_code",
        Register.BUURTEN,
        Family.READING,
        Text("Areas without a buurtcode", "Vlakken zonder buurtcode"),
        _LOST,
        Text("take the buurten of the CBS itself", "gebruik de buurten van het CBS zelf"),
        "buurten_no_code",
        gone=True,
    )
    for register in _LISTS:
        prefix = register.value.lower()
        yield _check(
            f"{prefix}_without_id",
            register,
            Family.READING,
            Text(
                "Rows without an id of a verblijfsobject, ligplaats or standplaats",
                "Rijen zonder nummer van een verblijfsobject, ligplaats of standplaats",
            ),
            _LOST,
            Text("ask for the id of the verblijfsobject", "vraag om het nummer van het verblijfsobject"),
            "lists_without_id",
            "lists_other_ids",
            "lists_nummeraanduidingen",
            gone=True,
            rule=_FEW,
        )
        yield _check(
            f"{prefix}_unreadable",
            register,
            Family.CONTENT,
            Text("Dates and codes that cannot be read", "Datums en codes die niet te lezen zijn"),
            _UNKNOWN,
            Text("ask for dates as 2021-12-31", "vraag om datums als 2021-12-31"),
            "lists_unreadable_date",
            "lists_unreadable_sbi",
            rule=_FEW,
        )
        yield _check(
            f"{prefix}_duplicates",
            register,
            Family.DUPLICATES,
            Text("Rows that say the same twice", "Rijen die twee keer hetzelfde zeggen"),
            _ONCE,
            None,
            "lists_duplicates",
            gone=True,
            rule=Rule(note=0.05),
        )


CHECKS = (
    *(check for register in _PLACED for check in _geometry(register)),
    *_bag(),
    *_bgt(),
    *_woz(),
    *_incidents(),
    *_others(),
)
