"""Findings in words: numbers, sentences and questions in Dutch and English."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from ..indicators.model import Text
from ..safeguards.messages import say
from .model import Family, Grade, Register

if TYPE_CHECKING:
    from ..safeguards.messages import Message
    from .examine import Checked

NOT_CHECKED = Text("not checked", "niet gecontroleerd")
GRADE = {
    Grade.OK: Text("ok", "in orde"),
    Grade.NOTE: Text("note", "aandachtspunt"),
    Grade.ATTENTION: Text("attention", "aandacht nodig"),
    Grade.SERIOUS: Text("serious", "ernstig"),
}
REGISTER = {
    Register.BAG: Text("BAG: buildings and addresses", "BAG: gebouwen en adressen"),
    Register.BGT: Text("BGT: large-scale topography", "BGT: grootschalige topografie"),
    Register.WOZ: Text("WOZ: values of real estate", "WOZ: waarden van onroerende zaken"),
    Register.INCIDENTS: Text("Incidents", "Incidenten"),
    Register.AREAS: Text("Areas", "Gebieden"),
    Register.ROADS: Text("NWB: roads", "NWB: wegen"),
    Register.BUURTEN: Text("CBS buurten", "CBS-buurten"),
    Register.LEEGSTAND: Text("Vacancy list", "Leegstandslijst"),
    Register.VESTIGINGEN: Text("Business establishments", "Vestigingen"),
    Register.LISTS: Text("Lists of the municipality", "Lijsten van de gemeente"),
}
SHORT = {
    Register.BAG: Text("BAG", "BAG"),
    Register.BGT: Text("BGT", "BGT"),
    Register.WOZ: Text("WOZ", "WOZ"),
    Register.INCIDENTS: Text("incidents", "incidenten"),
    Register.AREAS: Text("areas", "gebieden"),
    Register.ROADS: Text("roads", "wegen"),
    Register.BUURTEN: Text("buurten", "buurten"),
    Register.LEEGSTAND: Text("vacancy", "leegstand"),
    Register.VESTIGINGEN: Text("establishments", "vestigingen"),
    Register.LISTS: Text("lists", "lijsten"),
}
KEEPER = {
    Register.BAG: Text("the keeper of the BAG", "de BAG-beheerder"),
    Register.BGT: Text("the keeper of the BGT", "de BGT-beheerder"),
    Register.WOZ: Text("the WOZ department", "de afdeling WOZ"),
    Register.INCIDENTS: Text(
        "whoever supplies the incidents (police, reporting desk)",
        "de leverancier van de incidenten (politie, meldpunt)",
    ),
    Register.AREAS: Text(
        "whoever draws the areas (economic affairs, GIS)", "de tekenaar van de gebieden (economie, GIS)"
    ),
    Register.ROADS: Text("the road authority (NWB)", "de wegbeheerder (NWB)"),
    Register.BUURTEN: Text("the GIS department (CBS buurten)", "de afdeling GIS (CBS-buurten)"),
    Register.LEEGSTAND: Text("the keeper of the vacancy list", "de beheerder van de leegstandslijst"),
    Register.VESTIGINGEN: Text("the keeper of the establishments", "de beheerder van de vestigingen"),
    Register.LISTS: Text("the keepers of the lists", "de beheerders van de lijsten"),
}
FAMILY = {
    Family.COMPLETENESS: Text("completeness", "volledigheid"),
    Family.FILLERS: Text("fillers", "opvulwaarden"),
    Family.DUPLICATES: Text("duplicates", "dubbelen"),
    Family.CURRENCY: Text("currency", "actualiteit"),
    Family.GEOMETRY: Text("geometry", "geometrie"),
    Family.READING: Text("left out or mended while reading", "bij het lezen weggelaten of hersteld"),
    Family.CONTENT: Text("content", "inhoud"),
    Family.LINKS: Text("links", "koppelingen"),
}
_FOUND = Text("{label}: {n} of {of} ({share}).", "{label}: {n} van {of} ({share}).")
_FIGURE = Text("{label}: {n}.", "{label}: {n}.")
_NONE = Text("{label}: none among {of}.", "{label}: geen, op een totaal van {of}.")
_NOTHING = Text("{label}: none.", "{label}: geen.")
_DO = Text("What to do: {ask}.", "Wat u kunt doen: {ask}.")
_UNKNOWN = Text("unknown", "onbekend")
_LAYER = Text('See layer "{title}".', 'Zie laag "{title}".')
_EXAMPLES = Text("For example: {ids}.", "Bijvoorbeeld: {ids}.")
_MOST_EXAMPLES = 3
_COUNTS = ("n", "of", "total", "rows", "planned", "gone", "both", "street", "postcode")
# Names of ours for tables and columns that mean nothing to a reader.
_PLAIN = {
    "bgt_panden": Text("BGT panden", "BGT-panden"),
    "woz_objecten": Text("WOZ objects", "WOZ-objecten"),
    "woz_waarden": Text("WOZ values", "WOZ-waarden"),
    "incidenten_zonder_plek": Text("incidents without a place", "incidenten zonder plek"),
    "match_score": Text("match score", "overeenkomstscore"),
    "candidate": Text("suggestion", "voorstel"),
}
_NAMES = re.compile(rf"(?<![\w./-])({'|'.join(_PLAIN)})(?![\w/-]|\.\w)")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_PERCENT = 100
_TENTH = 0.0005  # less would be written as 0.0 %


def tell(text: Text, language: str) -> str:
    """Give a text in a language; anything but "nl" is English."""
    return text.nl if language == "nl" else text.en


def number(value: float, language: str) -> str:
    """Write a number with its thousands parted: 10,837 or 10.837; a fraction gets one decimal."""
    if math.isnan(value):
        return "-"
    written = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
    return written.translate(str.maketrans(",.", ".,")) if language == "nl" else written


def percent(share: float, language: str) -> str:
    """Write a share: 1.2 % or 1,2 %; one that is not quite nothing or all does not read as if it were."""
    if math.isnan(share):
        return "-"
    if 0 < share < _TENTH:
        return f"< {number(0.1, language)} %"
    if 1 - _TENTH < share < 1:
        return f"> {number(99.9, language)} %"
    return f"{number(round(_PERCENT * share, 1), language)} %"


def day(value: date, language: str) -> str:
    """Write a date: 2021-10-15 or 15-10-2021."""
    return f"{value:%d-%m-%Y}" if language == "nl" else f"{value:%Y-%m-%d}"


def sentence(one: Checked, language: str) -> str:
    """Say what was found, what it means and what to do; or why it was not checked."""
    check, finding = one.check, one.finding
    label = _capital(plain(tell(check.label, language), language))
    if finding is None:
        why = tell(one.why or NOT_CHECKED, language)
        return f"{label}: {tell(NOT_CHECKED, language)} ({why})."
    values = {name: _worded(value, language) for name, value in finding.values.items()}
    values |= {"label": label, "n": number(finding.n, language), "means": tell(check.means, language)}
    values |= {"of": number(finding.of or 0, language), "share": percent(finding.share, language)}
    if finding.says is not None:
        said = tell(finding.says, language).format_map(values)
    elif not finding.n:
        said = tell(_NONE if finding.of else _NOTHING, language).format_map(values)
    else:
        said = tell(_FOUND if finding.of else _FIGURE, language).format_map(values) + f" {values['means']}"
    if finding.artefact is not None and finding.n:
        said += " " + tell(finding.artefact, language)
    if one.asks:
        ask = finding.ask or check.ask
        said += " " + tell(_DO, language).format(ask=tell(ask, language) if ask else "")
    return said


def question(one: Checked, language: str) -> str:
    """Say what to ask of the keeper; nothing where there is nothing to ask."""
    finding = one.finding
    ask = one.check.ask if finding is None or finding.ask is None else finding.ask
    if finding is None or ask is None or not one.asks:
        return ""
    asked = f"{headline(one, language)}: {tell(ask, language)}."
    if finding.objects is not None and len(finding.objects):
        ids = sorted(finding.objects["identificatie"].dropna().unique())[:_MOST_EXAMPLES]
        asked += " " + tell(_EXAMPLES, language).format(ids=", ".join(ids)) if ids else ""
        title = layer_title(one.check.register.value, sentence(one, language), language)
        asked += " " + tell(_LAYER, language).format(title=title)
    return asked


def headline(one: Checked, language: str) -> str:
    """Say what was found in a few words: what was counted, and how many."""
    finding, label = one.finding, _capital(plain(tell(one.check.label, language), language))
    if finding is None:
        return label
    if finding.headline is not None:
        values = {name: _worded(value, language) for name, value in finding.values.items()}
        return tell(finding.headline, language).format_map(values)
    return f"{label} ({tell(_UNKNOWN, language) if math.isnan(finding.n) else number(finding.n, language)})"


def layer_title(register: str, said: str, language: str) -> str:
    """Name the layer of a check in QGIS: its register, and what was counted according to the sentence of the check."""
    return f"{tell(SHORT[Register(register)], language)}: {said.split('. ', 1)[0].rsplit(': ', 1)[0].rstrip('.')}"


def plain(text: str, language: str) -> str:
    """Put names of tables and columns that are ours into words; names of files stay."""
    return _NAMES.sub(lambda name: tell(_PLAIN[name[1]], language), text)


def told(message: Message, language: str) -> str:
    """Say what was told while reading, with numbers and dates as the page writes them.

    Examples of values of incidents are left away: a cell may hold anything, a person too.
    """
    values = dict(message.values)
    for name, value in values.items():
        if name in _COUNTS and isinstance(value, int):
            values[name] = number(value, language)
        elif isinstance(value, str) and _ISO.fullmatch(value):
            values[name] = day(date.fromisoformat(value), language)
        elif name == "examples" and message.register == Register.INCIDENTS.value:
            values[name] = "…"
    return plain(say(replace(message, values=values), language), language)


def uncapital(text: str) -> str:
    """Begin small, unless with an abbreviation."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def _capital(text: str) -> str:
    """Begin with a capital, unless with the name of a table."""
    return text if "_" in text.split(" ", 1)[0] else text[:1].upper() + text[1:]


def _worded(value: Any, language: str) -> str:
    if isinstance(value, Text):
        return tell(value, language)
    if isinstance(value, date):
        return day(value, language)
    return number(value, language) if isinstance(value, int | float) else str(value)
