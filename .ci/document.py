"""Write the manual pages that the catalogue and the message sentences document themselves, in both languages."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from locatierisico.indicators.catalogue import catalogue
from locatierisico.indicators.set_files import shipped_sets

if TYPE_CHECKING:
    from locatierisico.indicators.model import Indicator

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


if __name__ == "__main__":
    for spoken, words_of in WORDS.items():
        (Path(sys.argv[1]) / "docs" / str(words_of["file"])).write_text(page(spoken), encoding="utf-8")
