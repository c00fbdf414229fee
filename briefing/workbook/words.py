"""What the columns of a workbook are called and what they mean, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ...indicators.coverage import State
from ...indicators.model import Text
from ..figures import OF_AREA
from .worksheet import Kind

if TYPE_CHECKING:
    from ...indicators.model import Indicator


class Meaning(NamedTuple):
    """What a field of the results is.

    Attributes:
        heading: In words, with its unit.
        about: What it means.
        kind: What its values are.
        decimals: Shown of a number; None shows what there is.

    """

    heading: Text
    about: Text
    kind: Kind
    decimals: int | None = 0


FIELDS = {
    "unit_id": Meaning(
        Text("Location", "Locatie"),
        Text(
            "Identification of the pand, or of the largest pand of the erf, in the BAG.",
            "Identificatie van het pand, of van het grootste pand van het erf, in de BAG.",
        ),
        Kind.TEXT,
    ),
    "area_id": Meaning(Text("Area, number", "Gebied, nummer"), Text("As delivered.", "Zoals geleverd."), Kind.TEXT),
    "name": Meaning(Text("Area", "Gebied"), Text("Name of the area.", "Naam van het gebied."), Kind.TEXT),
    "area_type": Meaning(
        Text("Area type", "Gebiedstype"),
        Text(
            "Scores compare locations of one type with each other.",
            "Scores vergelijken locaties van één type met elkaar.",
        ),
        Kind.TEXT,
    ),
    "state": Meaning(
        Text("State", "Staat"),
        Text("Whether a score could be given, and if not why.", "Of er een score te geven is, en zo niet waarom."),
        Kind.TEXT,
    ),
    "contains_dwelling": Meaning(
        Text("Home in or beside it", "Woning in of naast"),
        Text("Where it says yes the score is personal data.", "Bij ja is de score een persoonsgegeven."),
        Kind.TEXT,
    ),
    "risk_score": Meaning(
        Text("Score (0 to 100)", "Score (0 tot 100)"),
        Text(
            "Attention that is asked for beside other locations of this type; 50 is the middle. An indication.",
            "Aandacht die gevraagd wordt naast andere locaties van dit type; 50 is het midden. Een indicatie.",
        ),
        Kind.NUMBER,
        1,
    ),
    "risk_rank": Meaning(
        Text("Rank", "Rang"),
        Text("1 is the highest score of its type.", "1 is de hoogste score van het type."),
        Kind.NUMBER,
    ),
    "rank_p05": Meaning(
        Text("Rank, from", "Rang, van"),
        Text(
            "Low end of the ranks that other weights would give (90 %).",
            "Laagste kant van de rangen die andere gewichten zouden geven (90 %).",
        ),
        Kind.NUMBER,
    ),
    "rank_p95": Meaning(
        Text("Rank, to", "Rang, tot"),
        Text(
            "High end of the ranks that other weights would give (90 %).",
            "Hoogste kant van de rangen die andere gewichten zouden geven (90 %).",
        ),
        Kind.NUMBER,
    ),
    "rank_median": Meaning(
        Text("Rank, middle", "Rang, midden"),
        Text("Middle of the ranks that other weights would give.", "Midden van de rangen die andere gewichten geven."),
        Kind.NUMBER,
        1,
    ),
    "p_top_decile": Meaning(
        Text("In the top tenth (% of draws)", "In het hoogste tiende deel (% van de trekkingen)"),
        Text(
            "How often it is in the top tenth when weights vary. Not a chance that something is wrong.",
            "Hoe vaak bij wisselende gewichten in het hoogste tiende deel. Geen kans dat er iets aan de hand is.",
        ),
        Kind.PERCENT,
    ),
    "percentile": Meaning(
        Text("Percentile (0 to 100)", "Percentiel (0 tot 100)"),
        Text("Share of its type with a lower score.", "Aandeel van het type met een lagere score."),
        Kind.NUMBER,
        1,
    ),
    "class": Meaning(
        Text("Class (1 to 5)", "Klasse (1 tot 5)"),
        Text(
            "Of the score, as on the map: under 20 is 1, 80 and over is 5.",
            "Van de score, zoals op de kaart: onder 20 is 1, vanaf 80 is 5.",
        ),
        Kind.NUMBER,
    ),
    "coverage": Meaning(
        Text("Measured here (%)", "Hier gemeten (%)"),
        Text(
            "Part of the weight of the set that has a value at this location.",
            "Deel van het gewicht van de set dat op deze locatie een waarde heeft.",
        ),
        Kind.PERCENT,
    ),
    "set_completeness": Meaning(
        Text("Measured of the set (%)", "Gemeten van de set (%)"),
        Text(
            "Part of the weight of the set that could be measured at all.",
            "Deel van het gewicht van de set dat er überhaupt te meten was.",
        ),
        Kind.PERCENT,
    ),
    "n_units": Meaning(
        Text("Locations", "Locaties"), Text("Locations in the area.", "Locaties in het gebied."), Kind.NUMBER
    ),
    "n_scored": Meaning(
        Text("Locations with a score", "Locaties met een score"),
        Text("Locations that could be scored.", "Locaties die een score kregen."),
        Kind.NUMBER,
    ),
    "top_fifth_units": Meaning(
        Text("Locations in the top fifth", "Locaties in het hoogste vijfde deel"),
        Text(
            "Locations among the fifth of its type with the highest scores.",
            "Locaties bij het vijfde deel van het type met de hoogste scores.",
        ),
        Kind.NUMBER,
    ),
    "share_top_fifth": Meaning(
        Text("Share in the top fifth (%)", "Aandeel in het hoogste vijfde deel (%)"),
        Text("Estimated; where all areas are alike it is 20 %.", "Geschat; als alle gebieden gelijk zijn is het 20 %."),
        Kind.PERCENT,
    ),
    "share_low": Meaning(
        Text("Share, from (%)", "Aandeel, van (%)"),
        Text("Low end of its 90 % interval.", "Onderkant van het 90 %-interval."),
        Kind.PERCENT,
    ),
    "share_high": Meaning(
        Text("Share, to (%)", "Aandeel, tot (%)"),
        Text("High end of its 90 % interval.", "Bovenkant van het 90 %-interval."),
        Kind.PERCENT,
    ),
    "level": Meaning(
        Text("Level", "Niveau"), Text("Of a location or an area.", "Van een locatie of een gebied."), Kind.TEXT
    ),
    "id": Meaning(
        Text("Location or area", "Locatie of gebied"), Text("Its identification.", "De identificatie."), Kind.TEXT
    ),
    "indicator": Meaning(
        Text("Indicator", "Indicator"),
        Text("What is measured; its column tells how.", "Wat er gemeten is; de kolom ervan zegt hoe."),
        Kind.TEXT,
    ),
    "value": Meaning(
        Text("Value", "Waarde"),
        Text("As measured, in the unit beside it.", "Zoals gemeten, in de eenheid ernaast."),
        Kind.NUMBER,
        None,
    ),
    "unit": Meaning(Text("Unit", "Eenheid"), Text("Of the value.", "Van de waarde."), Kind.TEXT),
    "score": Meaning(
        Text("Score of the indicator (0 to 100)", "Score van de indicator (0 tot 100)"),
        Text("The value beside those of its type.", "De waarde naast die van het type."),
        Kind.NUMBER,
        1,
    ),
    "weight": Meaning(
        Text("Weight (%)", "Gewicht (%)"),
        Text("In this score, divided over what was measured.", "In deze score, verdeeld over wat er gemeten is."),
        Kind.PERCENT,
        1,
    ),
    "contribution": Meaning(
        Text("Contribution (points)", "Bijdrage (punten)"),
        Text(
            "By how many points it lifts or lowers the score from 50.",
            "Hoeveel punten de score er hoger of lager dan 50 door wordt.",
        ),
        Kind.NUMBER,
        1,
    ),
    "set_name": Meaning(Text("Set", "Set"), Text("Name of the set.", "Naam van de set."), Kind.TEXT),
    "preset": Meaning(Text("Preset", "Voorinstelling"), Text("Choice of weights.", "Keuze van gewichten."), Kind.TEXT),
    "theme": Meaning(Text("Theme", "Thema"), Text("What attention is for.", "Waarvoor aandacht."), Kind.TEXT),
    "normalisation": Meaning(
        Text("Normalisation", "Normalisatie"),
        Text("How a value becomes a score.", "Hoe een waarde een score wordt."),
        Kind.TEXT,
    ),
    "aggregation": Meaning(
        Text("Aggregation", "Samenvoeging"),
        Text("How scores are taken together.", "Hoe scores samengenomen worden."),
        Kind.TEXT,
    ),
    "dimension": Meaning(Text("Dimension", "Dimensie"), Text("Part of the set.", "Onderdeel van de set."), Kind.TEXT),
    "status": Meaning(
        Text("What it did", "Rol"),
        Text("Whether it weighs in this run.", "Of de indicator meeweegt in deze berekening."),
        Kind.TEXT,
    ),
    "why": Meaning(
        Text("Why it does not weigh", "Waarom hij niet meeweegt"),
        Text("Empty where it weighs.", "Leeg waar de indicator meeweegt."),
        Kind.LONG,
    ),
    "direction": Meaning(
        Text("Direction", "Richting"),
        Text("Whether a high or a low value asks for attention.", "Of een hoge of een lage waarde aandacht vraagt."),
        Kind.TEXT,
    ),
    "evidence": Meaning(
        Text("Evidence (A to C)", "Onderbouwing (A tot C)"),
        Text(
            "A: measured outcome; B: study with experts or official guidance; C: reasoned.",
            "A: gemeten uitkomst; B: onderzoek met deskundigen of officiële handreiking; C: beredeneerd.",
        ),
        Kind.TEXT,
    ),
    "nominal_weight": Meaning(
        Text("Weight in the set (%)", "Gewicht in de set (%)"), Text("As chosen.", "Zoals gekozen."), Kind.PERCENT, 1
    ),
    "effective_weight": Meaning(
        Text("Weight used (%)", "Gebruikt gewicht (%)"),
        Text("After dividing the weight of what was not measured.", "Na verdeling van wat niet gemeten is."),
        Kind.PERCENT,
        1,
    ),
    "squared_correlation": Meaning(
        Text("Steers the score (% r²)", "Stuurt de score (% r²)"),
        Text("Squared correlation of its score with the whole.", "Kwadraat van de correlatie met de hele score."),
        Kind.PERCENT,
    ),
    "present": Meaning(
        Text("Locations with a value (%)", "Locaties met een waarde (%)"),
        Text("Of all locations of the type.", "Van alle locaties van het type."),
        Kind.PERCENT,
    ),
    "goalpost_low": Meaning(
        Text("Goalpost, low", "Ondergrens"), Text("Value that scores 0.", "Waarde met score 0."), Kind.NUMBER, 2
    ),
    "goalpost_high": Meaning(
        Text("Goalpost, high", "Bovengrens"), Text("Value that scores 100.", "Waarde met score 100."), Kind.NUMBER, 2
    ),
    "parameters": Meaning(
        Text("Parameters", "Parameters"), Text("Chosen for the formula.", "Gekozen voor de formule."), Kind.TEXT
    ),
    "lifts": Meaning(
        Text("Lifts the score", "Maakt de score hoger"),
        Text(
            "Indicators that lift it by a point or more, with value and points.",
            "Indicatoren die de score een punt of meer hoger maken, met waarde en punten.",
        ),
        Kind.LONG,
    ),
    "lowers": Meaning(
        Text("Lowers the score", "Maakt de score lager"),
        Text(
            "Indicators that lower it by a point or more, with value and points.",
            "Indicatoren die de score een punt of meer lager maken, met waarde en punten.",
        ),
        Kind.LONG,
    ),
    "innocent": Meaning(
        Text("Innocent explanations", "Onschuldige verklaringen"),
        Text("A lawful reason for each that lifts.", "Een gewone reden voor alles wat de score hoger maakt."),
        Kind.LONG,
    ),
    "missing": Meaning(
        Text("What is missing", "Wat ontbreekt"),
        Text("Indicators of the set without a value here.", "Indicatoren van de set zonder waarde hier."),
        Kind.LONG,
    ),
    "number": Meaning(Text("Number", "Nummer"), Text("In the order of the run.", "In volgorde."), Kind.NUMBER),
    "severity": Meaning(
        Text("Weight of the message", "Zwaarte"),
        Text("What asks to be weighed is a warning.", "Wat om weging vraagt is een waarschuwing."),
        Kind.TEXT,
    ),
    "message": Meaning(
        Text("Message", "Melding"),
        Text("What was left out, repaired or chosen.", "Wat er weggelaten, hersteld of gekozen is."),
        Kind.LONG,
    ),
    "code": Meaning(Text("Code", "Code"), Text("Of the message.", "Van de melding."), Kind.TEXT),
    "part": Meaning(Text("Part", "Onderdeel"), Text("Of the recipe.", "Van het recept."), Kind.TEXT),
    "of": Meaning(Text("Of what", "Waarvan"), Text("Input or set.", "Invoer of set."), Kind.TEXT),
    "field": Meaning(Text("Field", "Gegeven"), Text("Its name in recipe.json.", "De naam in recipe.json."), Kind.TEXT),
    "held": Meaning(Text("Value", "Waarde"), Text("As it was used.", "Zoals gebruikt."), Kind.ANY),
    "subject": Meaning(Text("About", "Onderwerp"), Text("", ""), Kind.TEXT),
    "what": Meaning(Text("What", "Wat"), Text("", ""), Kind.TEXT),
    "told": Meaning(Text("Explanation", "Uitleg"), Text("", ""), Kind.ANY),
}

VALUES = {
    State.SCORED: Text("scored", "beoordeeld"),
    State.INSUFFICIENT: Text("too little data", "te weinig gegevens"),
    State.REFERENCE_TOO_SMALL: Text("too few to compare", "te weinig om te vergelijken"),
    State.FEW_UNITS: Text("few locations: read with care", "weinig locaties: lees met voorbehoud"),
    "unit": Text("location", "locatie"),
    "area": Text("area", "gebied"),
    "used": Text("weighs", "weegt mee"),
    "left out": Text("left out", "weggelaten"),
    "context": Text("context", "context"),
    "area only": Text("of areas only", "alleen van gebieden"),
    "object": Text("object", "object"),
    "environment": Text("environment", "omgeving"),
    "dynamics": Text("dynamics", "dynamiek"),
    "incidents": Text("incidents", "incidenten"),
    "+": Text("higher asks for attention", "hoger vraagt aandacht"),
    "-": Text("lower asks for attention", "lager vraagt aandacht"),
    "?": Text("context", "context"),
    "info": Text("note", "opmerking"),
    "warning": Text("warning", "waarschuwing"),
    "rank": Text("rank", "rang"),
    "INCIDENTS": Text("incidents", "incidenten"),
    "AREAS": Text("areas", "gebieden"),
    "ROADS": Text("roads", "wegen"),
    "BUURTEN": Text("buurten", "buurten"),
    "LEEGSTAND": Text("vacancy", "leegstand"),
    "VESTIGINGEN": Text("establishments", "vestigingen"),
    "LISTS": Text("lists", "lijsten"),
    "arithmetic": Text("arithmetic mean", "rekenkundig gemiddelde"),
    "geometric": Text("geometric mean", "meetkundig gemiddelde"),
}
YES, NO = Text("yes", "ja"), Text("no", "nee")

_UNITS = {
    "jaar": Text("years", "jaar"),
    "per jaar": Text("a year", "per jaar"),
    "ln m": Text("ln(1 + m)", "ln(1 + m)"),
    "ln m²": Text("ln(1 + m²)", "ln(1 + m²)"),
    "ln": Text("ln", "ln"),
    "0-1": Text("0 to 1", "0 tot 1"),
    "0/1": Text("1 is yes", "1 is ja"),
    "x": Text("times", "keer"),
    "%": Text("fraction", "fractie"),
}


def of_field(name: str, language: str) -> tuple[str, str]:
    """Give heading and meaning of a field."""
    return getattr(FIELDS[name].heading, language), getattr(FIELDS[name].about, language)


def word(value: str, language: str) -> str:
    """Give what a value of the results is called."""
    return str(getattr(VALUES[value], language)) if value in VALUES else value


def yes_or_no(*, yes: bool, language: str) -> str:
    """Say yes or no."""
    return str(getattr(YES if yes else NO, language))


def is_share(indicator: Indicator, *, of_area: bool) -> bool:
    """Tell whether values are shown as a percentage; yes or no of locations is a share of an area."""
    return indicator.unit == "%" or (of_area and indicator.unit == "0/1")


def unit_words(indicator: Indicator, language: str, *, of_area: bool = False) -> str:
    """Give the unit in which the values of an indicator stand in the results."""
    if of_area and indicator.id in OF_AREA:
        return OF_AREA[indicator.id]
    unit = _UNITS.get(indicator.unit)
    return str(getattr(unit, language)) if unit else indicator.unit
