"""Write the manual pages that the catalogue and the message sentences document themselves, in both languages."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsApplication

from locatierisico.algorithms.provider import Provider
from locatierisico.indicators.catalogue import catalogue
from locatierisico.indicators.set_files import shipped_sets
from locatierisico.quality.catalogue import catalogue as checks
from locatierisico.quality.words import FAMILY, GRADE, tell

if TYPE_CHECKING:
    from qgis.core import QgsProcessingAlgorithm

    from locatierisico.indicators.model import Indicator
    from locatierisico.quality.model import Check

WORDS = {
    "en": {
        "file": "indicators.md",
        "title": "The indicators",
        "intro": "Made from the catalogue itself. Evidence: A = an outcome measured at this level (none today), "
        "B = a study of expert labels or an official guide, C = reasoned, commercial or a thesis.",
        "heads": ("formula", "unit", "level", "needs", "direction", "themes", "evidence", "source", "innocent reading"),
        "sets": "in the sets",
    },
    "nl": {
        "file": "indicatoren.md",
        "title": "De indicatoren",
        "intro": "Gemaakt uit de catalogus zelf. Onderbouwing: A = een op dit niveau gemeten uitkomst (nu geen), "
        "B = onderzoek met oordelen van deskundigen of een officiële handreiking, C = beredeneerd, commercieel of een "
        "scriptie.",
        "heads": (
            "formule",
            "eenheid",
            "niveau",
            "nodig",
            "richting",
            "thema's",
            "onderbouwing",
            "bron",
            "onschuldige verklaring",
        ),
        "sets": "in de sets",
    },
}


MARK = "<!-- checks: made by ./dev document -->"
QUALITY = {"en": ("quality.md", "check", "what"), "nl": ("kwaliteit.md", "controle", "wat")}
_PERCENT = 100


def quality_page(written: str, language: str) -> str:
    """Put the table of all checks with their bounds below what was written by hand."""
    _, *heads = QUALITY[language]
    grades = [tell(words, language) for grade, words in GRADE.items() if grade != "ok"]
    parts = [f"| {' | '.join([*heads, *grades])} |", f"|{'---|' * (len(heads) + len(grades))}"]
    parts += [_check_row(check, language) for check in checks().values()]
    return written.partition(MARK)[0] + MARK + "\n\n" + "\n".join(parts) + "\n"


def _check_row(check: Check, language: str) -> str:
    label = f"{tell(FAMILY[check.family], language)}: {tell(check.label, language)}"
    how = f". {tell(check.how, language)}" if check.how else ""
    bounds = [_bound(bound, check, language) for bound in (check.rule.note, check.rule.attention, check.rule.serious)]
    return f"| `{check.id}` | {label}{how} | {' | '.join(bounds)} |"


def _bound(bound: float | None, check: Check, language: str) -> str:
    if bound is None:
        return "-"
    if not check.rule.by_share:
        return f"{bound:g} {'dagen' if language == 'nl' else check.unit}"
    share = f"{_PERCENT * bound:g}"
    return share.replace(".", ",") if language == "nl" else share


def page(language: str) -> str:
    """Make the page of one language."""
    words = WORDS[language]
    sets = shipped_sets()
    parts = [f"# {words['title']}", "", words["intro"], ""]
    for indicator in catalogue().values():
        holders = [name for name, held in sets.items() if indicator.id in {entry.id for entry in held.entries}]
        parts += _entry(indicator, language, holders)
    return "\n".join(parts)


def _entry(indicator: Indicator, language: str, holders: list[str]) -> list[str]:
    words = WORDS[language]
    values = (
        getattr(indicator.formula, language),
        indicator.unit or "-",
        indicator.level.value,
        ", ".join(f"{table} ({', '.join(columns)})" for table, columns in indicator.requires.items()) or "-",
        indicator.direction.value,
        ", ".join(sorted(theme.value for theme in indicator.themes)) or "-",
        indicator.evidence.value,
        indicator.source,
        getattr(indicator.innocent, language),
    )
    rows = [f"* {head}: {value}" for head, value in zip(words["heads"], values, strict=True)]
    return [
        f"## {getattr(indicator.label, language)} (`{indicator.id}`)",
        "",
        *rows,
        f"* {words['sets']}: {', '.join(holders) or '-'}",
        "",
    ]


def algorithm_page(algorithm: QgsProcessingAlgorithm) -> str:
    """Make the page that the Help button of an algorithm opens."""
    parts = [f"# {algorithm.displayName()} (`locatierisico:{algorithm.name()}`)", "", algorithm.shortHelpString(), ""]
    parts += ["| parameter | what | default |", "|---|---|---|"]
    for parameter in algorithm.parameterDefinitions():
        value = parameter.defaultValue()
        shown = "" if value in (None, []) or parameter.name() == "PEILDATUM" else f"`{value}`"
        parts.append(f"| `{parameter.name()}` | {parameter.description()}. {parameter.help()} | {shown} |")
    parts += ["", "Gives:", ""]
    parts += [f"* `{output.name()}`: {output.description()}" for output in algorithm.outputDefinitions()]
    return "\n".join([*parts, ""])


def write_pages(docs: Path) -> None:
    """Write every page that documents itself."""
    for spoken, words_of in WORDS.items():
        (docs / str(words_of["file"])).write_text(page(spoken), encoding="utf-8")
    for spoken, (name, *_) in QUALITY.items():
        path = docs / name
        path.write_text(quality_page(path.read_text(encoding="utf-8"), spoken), encoding="utf-8")
    application = QgsApplication([], False)  # noqa: FBT003  Qt takes positions
    application.initQgis()
    provider = Provider()
    provider.loadAlgorithms()
    (docs / "algorithms").mkdir(exist_ok=True)
    for algorithm in provider.algorithms():
        algorithm.initAlgorithm({})
        (docs / "algorithms" / f"{algorithm.name()}.md").write_text(algorithm_page(algorithm), encoding="utf-8")


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]) / "docs")
