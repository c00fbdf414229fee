"""The section of one register: its findings, how full its fields are, and every check that was done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..charts.markup import Markup, element
from ..registers.own_tables import TABLES_OF
from . import page_words as w
from .charts import Bar, bars, key
from .model import GRADES, NEVER, Grade
from .words import FAMILY, GRADE, NOT_CHECKED, REGISTER, number, percent, plain, sentence, tell, told, uncapital

if TYPE_CHECKING:
    from ..indicators.model import Text
    from .examine import Checked, Examined
    from .model import Finding, Register

_MOST_PARTS = 12
_UNDRAWN = ("gemeentegrens", "mutaties", "incidenten_zonder_plek")  # nothing in these is anyone's to fill in


def badge(grade: Grade | None, language: str) -> Markup:
    """Write a grade as a word in a box, which reads in grey as well."""
    if grade is None:
        return element("span", tell(NOT_CHECKED, language), class_="badge")
    return element("span", tell(GRADE[grade], language), class_=f"badge {grade.value}")


def register_section(examined: Examined, register: Register, language: str, charts: Markup | None) -> Markup:
    """Write what was found of a register.

    Args:
        examined: What was checked.
        register: The register.
        language: "nl"; anything else is English.
        charts: What this register shows besides.

    """
    checked = examined.of(register)
    found = [one for one in checked if one.grade not in (None, Grade.OK)]
    found.sort(key=lambda one: -GRADES.index(one.grade or Grade.OK))
    findings = [_finding(one, language) for one in found] or [element("p", tell(w.NO_FINDINGS, language))]
    return element(
        "section",
        element("h2", tell(REGISTER[register], language)),
        element("h3", tell(w.FINDINGS, language)),
        findings,
        charts,
        _completeness(examined, register, language),
        _all(checked, language),
        _reading(examined, register, language),
        class_="register",
        id=register.value.lower(),
    )


def _finding(one: Checked, language: str) -> Markup:
    grade = one.grade or Grade.OK
    parts = () if one.finding is None or len(one.finding.parts) < 2 else one.finding.parts  # noqa: PLR2004  one part is the whole
    named = "; ".join(f"{_part(name, language)}: {number(n, language)}" for name, n in parts[:_MOST_PARTS])
    named += " …" if len(parts) > _MOST_PARTS else ""
    how = tell(one.check.how, language) if one.check.how else ""
    return element(
        "div",
        badge(grade, language),
        " ",
        sentence(one, language),
        element("div", how, class_="small") if how else None,
        element("div", f"{tell(w.PARTS, language)}: {named}", class_="small") if named else None,
        class_=f"finding {grade.value}",
    )


def _part(name: str | Text, language: str) -> str:
    return plain(name, language) if isinstance(name, str) else tell(name, language)


def _completeness(examined: Examined, register: Register, language: str) -> list[Markup]:
    """Draw how full the fields of each table are; tables of which every field is full in one line."""
    drawn, full = [], []
    for table in TABLES_OF[register]:
        if table in _UNDRAWN:
            continue
        rows = []
        for one in examined.of(register):
            if one.check.field is None or one.check.field[0] != table or one.finding is None or not one.finding.of:
                continue
            written = percent(1 - one.finding.share, language)
            if one.grade not in (None, Grade.OK):
                written += f" · {tell(GRADE[one.grade or Grade.OK], language)}"
            rows.append(Bar(one.check.field[1], 1 - one.finding.share, written, pale=one.check.rule is NEVER))
        size = number(len(examined.given.tables[table]), language) if rows else ""
        if rows and all(row.length == 1 for row in rows):
            full.append(f"{plain(table, language)} ({size})")
        elif rows:
            title = tell(w.COMPLETENESS, language).format(table=plain(table, language), n=size)
            drawn.append(bars(title, [replace(row, label=plain(row.label, language)) for row in rows]))
    parts = [*drawn, key(*(tell(one, language) for one in w.FIELD_KEY))] if drawn else []
    if full:
        parts.append(element("p", tell(w.FULL, language).format(tables=", ".join(full))))
    return parts


def _all(checked: list[Checked], language: str) -> Markup:
    """Give every check of the register, those of fields aside, which charts show; what found nothing in one line."""
    shown = [one for one in checked if one.check.field is None and one.finding is not None]
    clean = [one for one in shown if one.grade is Grade.OK and one.finding is not None and not one.finding.n]
    heads = element("tr", [element("th", tell(head, language), scope="col") for head in w.CHECK_HEADS])
    rows = [_row(one, one.finding, language) for one in shown if one not in clean and one.finding is not None]
    table = element("table", element("thead", heads), element("tbody", rows)) if rows else None
    labels = "; ".join(uncapital(plain(tell(one.check.label, language), language)) for one in clean)
    listed = (
        element("p", element("strong", tell(w.CLEAN, language)), " ", labels, ".", class_="small") if clean else None
    )
    return element("div", element("h3", tell(w.ALL_CHECKS, language)), table, listed)


def _row(one: Checked, finding: Finding, language: str) -> Markup:
    of = "-" if finding.of is None else number(finding.of, language)
    figures = (number(finding.n, language), of, percent(finding.share, language))
    label = f"{tell(FAMILY[one.check.family], language)}: {uncapital(plain(tell(one.check.label, language), language))}"
    return element(
        "tr",
        element("td", label),
        [element("td", figure, class_="figure") for figure in figures],
        element("td", badge(one.grade, language)),
    )


def _reading(examined: Examined, register: Register, language: str) -> Markup | None:
    lines_told = [told(one, language) for one in examined.given.messages if one.register == register.value]
    if not lines_told:
        return None
    lines = element("ul", [element("li", line) for line in dict.fromkeys(lines_told)], class_="small")
    return element("div", element("h3", tell(w.READING, language)), lines)
