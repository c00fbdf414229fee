"""The quality report: one HTML page that needs nothing else, to read on a screen or print on A4."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..charts.markup import Markup, element, joined
from ..registers.own_tables import TABLES_OF
from . import page_words as w
from .catalogue.currency import newest
from .incident_charts import incident_charts
from .model import GRADES, Family, Grade, Register
from .register_section import badge, register_section
from .words import KEEPER, REGISTER, SHORT, day, headline, number, percent, plain, question, tell, uncapital

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..registers.load import Input
    from .examine import Checked, Examined

_MOST = 3  # findings named at the top
_REGISTER_OF = {source.value: source for source in Register}
_STYLE = Path(__file__).with_name("report.css")


@dataclass(frozen=True)
class About:
    """What the report stands on.

    Attributes:
        municipality: Its name; empty where no register tells it.
        version: Of the plugin.
        inputs: The files and layers, with their hashes.

    """

    municipality: str
    version: str
    inputs: Sequence[Input] = ()


def report(examined: Examined, about: About, language: str) -> str:
    """Write the page; the same registers give the same bytes.

    Args:
        examined: What was checked.
        about: What it stands on.
        language: "nl"; anything else is English.

    """
    title = tell(w.TITLE, language) + (f": {about.municipality}" if about.municipality else "")
    present = [register for register in Register if examined.is_present(register)]
    parts = [
        _head(examined, about, title, language),
        _in_short(examined, present, language),
        _contents(present, language),
        _registers(examined, about, language),
        _asks(examined, language),
    ]
    for register in present:
        charts = incident_charts(examined.given, language) if register is Register.INCIDENTS else None
        parts.append(register_section(examined, register, language, charts))
    parts += [_links(examined, language), _unchecked(examined, language), _inputs(about, language)]
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        element("style", Markup(_STYLE.read_text(encoding="utf-8"))),
    )
    page = element("html", head, element("body", element("main", parts)), lang="nl" if language == "nl" else "en")
    return f"<!DOCTYPE html>\n{page}\n"


def _head(examined: Examined, about: About, title: str, language: str) -> Markup:
    registers = examined.given.registers
    on = tell(w.ON, language).format(day=day(registers.peildatum, language), version=about.version)
    made_up = ", ".join(sorted(registers.simulated))
    return element(
        "header",
        element("h1", title),
        element("p", on),
        element("p", tell(w.NO_JUDGEMENT, language), class_="caveat"),
        element("p", tell(w.SIMULATED, language).format(tables=plain(made_up, language)), class_="caveat")
        if made_up
        else None,
    )


def _in_short(examined: Examined, present: Sequence[Register], language: str) -> Markup:
    counts = {grade: len(examined.graded(grade)) for grade in GRADES}
    absent = sum(one.finding is None for one in examined.checked)
    done = tell(w.DONE, language).format(
        done=len(examined.checked) - absent,
        absent=absent,
        registers=", ".join(tell(SHORT[one], language) for one in present),
    )
    counted = tell(w.COUNTED, language).format(
        serious=counts[Grade.SERIOUS], attention=counts[Grade.ATTENTION], note=counts[Grade.NOTE]
    )
    worst = [*examined.graded(Grade.SERIOUS), *examined.graded(Grade.ATTENTION)][:_MOST]
    named = "; ".join(_named(one, language) for one in worst)
    first = tell(w.FIRST, language).format(first=named) if named else tell(w.FINE, language)
    sentences = [element("p", line) for line in (done, counted, first)]
    return element("section", element("h2", tell(w.IN_SHORT, language)), sentences, class_="short")


def _named(one: Checked, language: str) -> str:
    share = "" if one.finding is None or not one.finding.of else f" ({percent(one.finding.share, language)})"
    is_headed = one.finding is not None and one.finding.headline is not None
    named = headline(one, language) if is_headed else plain(tell(one.check.label, language), language)
    return f"{tell(SHORT[one.check.register], language)}, {uncapital(named)}{share}"


def _contents(present: Sequence[Register], language: str) -> Markup:
    """Lead to each part of the page."""
    ways = [("ask", tell(w.ASK, language))]
    ways += [(register.value.lower(), tell(SHORT[register], language)) for register in present]
    ways += [(anchor, tell(words, language)) for anchor, words in (("links", w.LINKS), ("unchecked", w.UNCHECKED))]
    return element("nav", element("ul", [element("li", element("a", words, href=f"#{to}")) for to, words in ways]))


def _registers(examined: Examined, about: About, language: str) -> Markup:
    rows = []
    for register in Register:
        names = [name for name in TABLES_OF[register] if name in examined.given.tables]
        label = element("td", tell(REGISTER[register], language))
        if not names:
            rows.append(element("tr", label, element("td", tell(w.ABSENT, language), colspan=4, class_="absent")))
            continue
        sizes = [f"{plain(name, language)} {number(len(examined.given.tables[name]), language)}" for name in names]
        last = newest(examined.given, register)
        rows.append(
            element(
                "tr",
                label,
                element("td", ", ".join(sizes)),
                element("td", _delivered(register, about, language), class_="file"),
                element(
                    "td", tell(w.UNKNOWN, language) if last is None else day(last.date(), language), class_="nowrap"
                ),
                element("td", badge(examined.worst(register), language)),
            )
        )
    heads = element("tr", [element("th", tell(head, language), scope="col") for head in w.REGISTER_HEADS])
    table = element("table", element("thead", heads), element("tbody", rows))
    return element("section", element("h2", tell(w.REGISTERS, language)), table)


def _delivered(register: Register, about: About, language: str) -> str:
    names = [one.name for one in about.inputs if one.register == register.value]
    before = [one.name for one in about.inputs if one.register not in _REGISTER_OF]
    return ", ".join(names) or tell(w.LOADED_BEFORE, language).format(file=", ".join(before) or "-")


def _asks(examined: Examined, language: str) -> Markup:
    parts: list[Markup] = []
    for register in Register:
        asked = _once([one for one in examined.of(register) if one.asks])
        if not asked:
            continue
        lines = [element("li", badge(one.grade, language), " ", question(one, language)) for one in asked]
        keeper = tell(w.ASK_OF, language).format(keeper=tell(KEEPER[register], language))
        parts.append(element("div", element("h3", keeper), element("ul", lines), class_="keeper"))
    if not parts:
        parts.append(element("p", tell(w.ASK_NOTHING, language)))
    return element("section", element("h2", tell(w.ASK, language)), parts, id="ask")


def _once(asked: Sequence[Checked]) -> list[Checked]:
    """Ask once about the same objects, most severe first: what is a filler is also not filled in."""
    ordered = sorted(asked, key=lambda one: (-GRADES.index(one.grade or Grade.OK), one.check.field is not None))
    seen: set[frozenset[str]] = set()
    kept = []
    for one in ordered:
        objects = None if one.finding is None else one.finding.objects
        ids = frozenset(() if objects is None else objects["identificatie"].dropna())
        if not ids or ids not in seen:
            kept.append(one)
        seen.add(ids)
    return kept


def _links(examined: Examined, language: str) -> Markup:
    linked = {one.check.link: one for one in examined.checked if one.check.link is not None}
    targets = [register for register in Register if any(pair[1] is register for pair in linked)]
    sources = [register for register in Register if any(pair[0] is register for pair in linked)]
    heads = [element("th")] + [element("th", tell(SHORT[register], language), scope="col") for register in targets]
    rows = []
    for source in sources:
        cells = [_cell(linked.get((source, target)), language) for target in targets]
        rows.append(element("tr", element("th", tell(SHORT[source], language), scope="row"), cells))
    table = element("table", element("thead", element("tr", heads)), element("tbody", rows), class_="links")
    intro = element("p", tell(w.LINKS_INTRO, language))
    return element("section", element("h2", tell(w.LINKS, language)), intro, table, id="links")


def _cell(one: Checked | None, language: str) -> Markup:
    if one is None:
        return element("td", "-")
    if one.finding is None or not one.finding.of:
        return element("td", tell(w.NOT_LINKED, language), class_="absent")
    written = percent(1 - one.finding.share, language)
    return element("td", element("strong", written), " ", badge(one.grade, language))


def _unchecked(examined: Examined, language: str) -> Markup:
    """Name what could not be checked, once for every reason."""
    reasons: dict[tuple[Register, str], list[str]] = {}
    for one in examined.checked:
        if one.finding is None and one.why is not None:
            reasons.setdefault((one.check.register, tell(one.why, language)), []).append(_field(one, language))
    lines = [
        element(
            "li",
            element("strong", tell(SHORT[register], language)),
            f": {plain(why, language)} ",
            element("div", "; ".join(names), class_="small"),
        )
        for (register, why), names in reasons.items()
    ]
    return element("section", element("h2", tell(w.UNCHECKED, language)), element("ul", lines), id="unchecked")


def _field(one: Checked, language: str) -> str:
    return (
        plain(": ".join(one.check.field), language)
        if one.check.family is Family.COMPLETENESS and one.check.field
        else plain(tell(one.check.label, language), language)
    )


def _inputs(about: About, language: str) -> Markup:
    heads = element("tr", [element("th", tell(head, language), scope="col") for head in w.INPUT_HEADS])
    rows = [
        element(
            "tr",
            element(
                "td", tell(SHORT[_REGISTER_OF[one.register]] if one.register in _REGISTER_OF else w.BEFORE, language)
            ),
            element("td", one.name),
            element("td", number(one.rows, language), class_="figure"),
            element("td", element("code", one.sha256)),
        )
        for one in about.inputs
    ]
    table = element("table", element("thead", heads), element("tbody", rows), class_="inputs")
    caveat = element("p", tell(w.NO_JUDGEMENT, language), class_="caveat")
    return element("section", element("h2", tell(w.INPUTS, language)), joined(table, caveat))
