"""What was repaired, left out or doubtful in the BAG, the BGT and the WOZ, and in the geometries of any register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...indicators.model import Text
from ..model import NEVER, Family, Register, Rule
from ..told import FEW, LOST, ONCE, PLACED_INCIDENTS, UNKNOWN, told_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import Check

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


def _geometry(register: Register) -> Iterator[Check]:
    prefix = register.value.lower()
    yield told_check(
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
    yield told_check(
        f"{prefix}_geometry_left_out",
        register,
        Family.GEOMETRY,
        Text(
            "Rows without a usable geometry (empty, wrong type, beyond repair or outside the Netherlands)",
            "Rijen zonder bruikbare geometrie (leeg, verkeerd type, niet te herstellen of buiten Nederland)",
        ),
        LOST,
        Text("ask for their geometry", "vraag om de geometrie"),
        *_LEFT_OUT,
        tables=PLACED_INCIDENTS if register is Register.INCIDENTS else (),
        gone=True,
    )


def _bag() -> Iterator[Check]:
    bag = Register.BAG
    for table, column, en, nl in (
        ("panden", "bouwjaar", "1005, 9999 or more than three years ahead", "1005, 9999 of meer dan drie jaar vooruit"),
        ("verblijfsobjecten", "oppervlakte", "0, 1 or 999999 m²", "0, 1 of 999999 m²"),
    ):
        yield told_check(
            f"bag_{column}_filler",
            bag,
            Family.FILLERS,
            Text(f"{table} with a filler as {column} ({en})", f"{table} met een opvulwaarde als {column} ({nl})"),
            UNKNOWN,
            Text(f"ask for the real {column}", f"vraag om de werkelijke waarde van {column}"),
            "bag_fillers",
            where={"table": table, "column": column},
            tables=(table,),
        )
    yield told_check(
        "bag_identical",
        bag,
        Family.DUPLICATES,
        Text("Rows that stand twice, exactly alike", "Rijen die twee keer precies gelijk voorkomen"),
        ONCE,
        Text("ask how the export came to hold them twice", "vraag hoe ze twee keer in de export komen"),
        "bag_identical",
    )
    yield told_check(
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
    yield told_check(
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
    yield told_check(
        "bag_without_id",
        bag,
        Family.READING,
        Text("Rows without identificatie", "Rijen zonder identificatie"),
        LOST,
        Text("ask for their identificatie", "vraag om de identificatie"),
        "bag_no_id",
        gone=True,
    )
    yield told_check(
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
    yield told_check(
        "bag_status_unknown",
        bag,
        Family.CONTENT,
        Text("Objects with an unknown or empty status", "Objecten met een onbekende of lege status"),
        Text("They count as in stock.", "Ze tellen mee als voorraad."),
        Text("ask for their status", "vraag om de status"),
        "bag_status_unknown",
    )
    yield told_check(
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
    yield told_check(
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
    yield told_check(
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
    yield told_check(
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
    yield told_check(
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
    yield told_check(
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
    yield told_check(
        "woz_area_filler",
        woz,
        Family.FILLERS,
        Text("Areas of 0, 1 or 999999 m², or negative", "Oppervlakten van 0, 1 of 999999 m², of negatief"),
        UNKNOWN,
        Text("ask for the real oppervlakte", "vraag om de werkelijke oppervlakte"),
        "woz_area_fillers",
        tables=values,
        rule=FEW,
    )
    yield told_check(
        "woz_value_absurd",
        woz,
        Family.FILLERS,
        Text("Values of zero, fillers or impossible amounts", "Waarden van nul, opvulwaarden of onmogelijke bedragen"),
        UNKNOWN,
        Text("ask for the real value", "vraag om de werkelijke waarde"),
        "woz_absurd",
        tables=values,
        rule=FEW,
    )
    yield told_check(
        "woz_unreadable",
        woz,
        Family.CONTENT,
        Text("Values that are no number", "Waarden die geen getal zijn"),
        UNKNOWN,
        Text("ask for plain numbers", "vraag om gewone getallen"),
        "woz_unreadable",
        tables=values,
        rule=FEW,
    )
    yield told_check(
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
    yield told_check(
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
    yield told_check(
        "woz_left_out",
        woz,
        Family.READING,
        Text(
            "Rows without WOZ object number or readable waardepeildatum, and numbers that are no BAG id",
            "Rijen zonder WOZ-objectnummer of leesbare waardepeildatum, en nummers die geen BAG-nummer zijn",
        ),
        LOST,
        Text("ask for these numbers and dates", "vraag om deze nummers en datums"),
        "woz_no_number",
        "woz_undated",
        "woz_other_ids",
        tables=values,
        gone=True,
        rule=FEW,
    )
    yield told_check(
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


CHECKS = (
    *(check for register in _PLACED for check in _geometry(register)),
    *_bag(),
    *_bgt(),
    *_woz(),
)
