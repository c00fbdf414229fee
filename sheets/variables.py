"""What a page says, as variables of its layout: those of ours and of any template speak through the same."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from ..briefing.sheet import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..briefing.sheet import Marks, Sheet

# Name -> code of the sentence that tells what it holds; docs and help are made of it.
VARIABLES: Mapping[str, str] = MappingProxyType(
    {
        "lr_title": "sheets_variable_title",
        "lr_subtitle": "sheets_variable_subtitle",
        "lr_score": "sheets_variable_score",
        "lr_kind": "sheets_variable_kind",
        "lr_id": "sheets_variable_id",
        "lr_panel": "sheets_variable_panel",
        "lr_legend": "sheets_variable_legend",
        "lr_scale": "sheets_variable_scale",
        "lr_page": "sheets_variable_page",
        "lr_caveat": "sheets_variable_caveat",
        "lr_classification": "sheets_variable_classification",
        "lr_simulated": "sheets_variable_simulated",
        "lr_marks": "sheets_variable_marks",
        "lr_peildatum": "sheets_variable_peildatum",
        "lr_sources": "sheets_variable_sources",
        "lr_author": "sheets_variable_author",
        "lr_purpose": "sheets_variable_purpose",
        "lr_expires": "sheets_variable_expires",
        "lr_recipe": "sheets_variable_recipe",
    }
)
# What only sheets of some kind say, likewise.
OF_SOME: Mapping[str, str] = MappingProxyType(
    {
        "lr_address": "sheets_variable_address",
        "lr_team": "sheets_variable_team",
        "lr_day": "sheets_variable_day",
        "lr_plan_peildatum": "sheets_variable_plan_peildatum",
        "lr_plan_recipe": "sheets_variable_plan_recipe",
    }
)
# What no page goes without; the parts of `lr_marks` may stand apart.
REQUIRED = ("lr_caveat", "lr_classification", "lr_simulated", "lr_marks", "lr_scale", "lr_page")
PARTS_OF_MARKS = ("lr_peildatum", "lr_recipe", "lr_author", "lr_purpose", "lr_expires", "lr_sources")


def said(sheet: Sheet, marks: Marks, number: int, at: int, total: int) -> dict[str, str]:
    """Give what a page says, but for its drawings and what only its map tells.

    Args:
        sheet: Whose page it is.
        marks: What every page bears.
        number: Of the page in its sheet, from 0.
        at: Of the page in the booklet, from 1.
        total: Pages of the booklet.

    """
    language = marks.language
    continued = f" {words('continued', language)}" if number else ""
    return {
        "lr_title": sheet.title + continued,
        "lr_subtitle": sheet.subtitle,
        "lr_score": sheet.score,
        "lr_kind": sheet.kind,
        "lr_id": sheet.key,
        "lr_classification": marks.classification or words("no_classification", language),
        "lr_simulated": words("simulated", language) if marks.simulated else "",
        "lr_caveat": words("caveat", language),
        "lr_marks": foot_words(marks),
        "lr_page": words("page", language, page=at, pages=total),
        **_parts(marks),
        **{f"lr_{name}": value for name, value in sheet.words.items()},
    }


def scale_words(scale: float, language: str) -> str:
    """Say the scale of a map and its reference system; three figures are what a printed map is true to."""
    figures = float(f"{scale:.3g}")
    written = f"{figures:,.0f}" if figures >= 10 else f"{figures:g}"  # noqa: PLR2004  below it whole figures lie
    return words("scale", language, scale=written.replace(",", "." if language == "nl" else ","))


def foot_words(marks: Marks) -> str:
    """Say what every page bears besides the caveat."""
    *short, sources = _parts(marks).values()
    return " · ".join(short) + "\n" + sources


def _parts(marks: Marks) -> dict[str, str]:
    language = marks.language
    return {
        "lr_peildatum": words("peildatum", language, day=marks.peildatum),
        "lr_recipe": words("recipe", language, hash=marks.short_hash),
        "lr_author": words("author", language, value=marks.author) if marks.author else words("no_author", language),
        "lr_purpose": words("purpose", language, value=marks.purpose)
        if marks.purpose
        else words("no_purpose", language),
        "lr_expires": words("expires", language, value=marks.expires)
        if marks.expires
        else words("no_expires", language),
        "lr_sources": words("sources", language, sources=marks.sources),
    }
