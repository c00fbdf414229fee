"""What making map sheets does in its thread, without QGIS."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..briefing.choice import Held, chosen_sheets
from ..briefing.desk import read_desk
from ..briefing.national import read_national
from ..briefing.plan import read_plan
from ..briefing.results import read_results
from ..briefing.sheet import SHARED, Marks, words
from ..briefing.sources import source_words
from ..briefing.workbook import write_tables, write_workbook
from ..indicators.model import Text
from ..safeguards.messages import note, refused, say, warn

if TYPE_CHECKING:
    from datetime import date

    from ..briefing.choice import Choice
    from ..briefing.plan import Plan
    from ..briefing.results import Results
    from ..briefing.sheet import Sheet
    from ..safeguards.messages import Message
    from ..safeguards.watch import Watch

XLSX, CSV = "xlsx", "csv"
_READ = 0.4  # of the time, when results and registers are read
_BOOK = {"nl": "gegevens.xlsx", "en": "data.xlsx"}
_KINDS = {
    "overview": ("overview", "overzicht"),
    "area": ("areas", "gebieden"),
    "hotspot": ("hotspots", "hotspots"),
    "location": ("locations", "locaties"),
    "route": ("routes", "routes"),
    "method": ("method", "verantwoording"),
}
_TABLES = {"nl": "tabellen", "en": "tables"}


@dataclass(frozen=True)
class Given:
    """What was given for the marks; empty where nothing was.

    Attributes:
        classification: Mark of confidentiality.
        purpose: What the sheets are for.
        author: Who makes them.
        expires: Day from which they should not be used.

    """

    classification: str = ""
    purpose: str = ""
    author: str = ""
    expires: date | None = None


class Made(NamedTuple):
    """What is ready to be printed."""

    held: Held
    sheets: list[Sheet]
    marks: Marks


def read_held(results: str, registers: str, plan: str, watch: Watch, national: str = "") -> tuple[Held, list[Message]]:
    """Read what sheets are made of.

    Args:
        results: Folder of a run.
        registers: GeoPackage of registers, empty where not given.
        plan: Folder of a plan, empty where not given.
        watch: Told of progress.
        national: CSV with values of the whole country, empty where not given.

    """
    read, messages = read_results(results)
    watch.at(0.3)
    desk = plan_of = None
    if registers:
        desk, told = read_desk(registers, read)
        messages += told
    watch.at(0.9)
    if plan:
        plan_of, told = read_plan(plan)
        messages += told
    country = None
    if national:
        country, told = read_national(Path(national))
        messages += told
    return Held(read, desk, plan_of, country), messages


def make_sheets(
    held: Held, choice: Choice, given: Given, language: str, mode: str, today: date, watch: Watch
) -> tuple[Made, list[Message]]:
    """Make the sheets and what every page of them bears."""
    marks, messages = marks_of(held.results, given, language, mode, today)
    if held.plan is not None:
        marks = _with_plan(marks, held.plan)
    sheets, told = chosen_sheets(held, choice, language, mode, watch)
    counted: dict[str, int] = {}
    for sheet in sheets:
        counted[sheet.kind] = counted.get(sheet.kind, 0) + 1
    kinds = [Text(*(f"{word} {n}" for word in _KINDS[kind])) for kind, n in counted.items()]
    return Made(held, sheets, marks), [*messages, *told, note("sheets_choice_made", n=len(sheets), kinds=kinds)]


def _with_plan(marks: Marks, plan: Plan) -> Marks:
    named = words("sources_plan", marks.language, day=plan.peildatum, hash=plan.short_hash)
    return replace(marks, sources=f"{marks.sources}; {named}", simulated=marks.simulated or plan.simulated)


def marks_of(results: Results, given: Given, language: str, mode: str, today: date) -> tuple[Marks, list[Message]]:
    """Give what every page bears, with what is not given from the recipe of the run.

    Raises:
        RefusedError: The day of expiry lies before the reference date.

    """
    recipe = results.recipe
    messages: list[Message] = []
    purpose, author = given.purpose or str(recipe.get("purpose") or ""), given.author or str(recipe.get("author") or "")
    expires = given.expires.isoformat() if given.expires else str(recipe.get("expires") or "")
    taken = [
        value
        for value, own in ((purpose, given.purpose), (author, given.author), (expires, given.expires))
        if value and not own
    ]
    if taken:
        messages.append(note("sheets_choice_from_recipe", what="; ".join(taken)))
    if not purpose:
        messages.append(warn("sheets_choice_no_purpose"))
    if not author:
        messages.append(warn("sheets_choice_no_author"))
    if not expires:
        messages.append(warn("sheets_choice_no_expiry"))
    elif expires < str(recipe["peildatum"]):
        raise refused("sheets_choice_expires_before", value=expires, peildatum=recipe["peildatum"])
    elif expires <= today.isoformat():
        messages.append(warn("sheets_choice_expired", value=expires))
    mark = given.classification
    if not mark:
        mark = say(note("sheets_choice_shared" if mode == SHARED else "sheets_choice_internal"), language)
        messages.append(note("sheets_choice_class", mark=mark))
    marks = Marks(
        language,
        mode,
        mark,
        purpose,
        author,
        expires,
        str(recipe["peildatum"]),
        results.short_hash,
        source_words(results, language),
        results.simulated,
    )
    return marks, messages


def write_data(made: Made, folder: Path, formats: list[str]) -> tuple[Path | None, list[Message]]:
    """Write the workbook and the tables that are asked for."""
    marks, book = made.marks, None
    messages: list[Message] = []
    if XLSX in formats:
        book = folder / _BOOK[marks.language]
        messages += write_workbook(made.held.results, book, marks.language, marks.mode, marks)
    if CSV in formats:
        tables = folder / _TABLES[marks.language]
        try:
            tables.mkdir()
        except OSError as error:
            raise refused("algorithms_folder_not_writable", folder=str(tables)) from error
        messages += write_tables(made.held.results, tables, marks.language, marks.mode, marks)
    return book, messages
