"""The worksheets of sets, messages and the recipe: how the results came about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from ...hotspots.shared import ABOUT_ONE_PLACE, SMALL, UNDER
from ...indicators.catalogue import catalogue
from ...indicators.wording import preset_label
from ..lacking import LOW_COVERAGE
from ..sheet import SHARED, words
from ..small import tells_small
from .places import field, filled, texts
from .words import of_field, word, yes_or_no
from .worksheet import Column, Kind, Worksheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from ..results import Results

_SETS = (
    *("area_type", "set_name", "preset", "theme", "normalisation", "aggregation", "indicator", "dimension", "status"),
    *("nominal_weight", "effective_weight", "squared_correlation", "present", "direction", "evidence"),
    *("goalpost_low", "goalpost_high", "parameters"),
)
_NAMED = 7  # columns that stay, filled or not
_TOTALS = ("formation_units", "index_insufficient")  # would give back an area that is not shown
_DAYS = ("peildatum", "expires")
_PLAIN = ("recipe", "version", "peildatum", "municipality", "simulated", "purpose", "author", "expires", "sha256")


def sets(results: Results, language: str, mode: str) -> Worksheet:
    """Make the worksheet of the indicators of every set with their weights, and why one does not weigh."""
    table = results["sets"]
    columns = [_of_set(table, name, language) for name in _SETS if not (name == "present" and mode == SHARED)]
    said = table[f"why_{language}"]
    if mode == SHARED and "why" in table:
        said = said.mask(table["why"] == LOW_COVERAGE, words("method_low_coverage", language))
    why = Column(*of_field("why", language), Kind.LONG, texts(said))
    return Worksheet(words("book_sets", language), words("book_sets_about", language), filled([*columns, why], _NAMED))


def _of_set(table: pd.DataFrame, name: str, language: str) -> Column:
    if name == "parameters":
        return Column(*of_field(name, language), Kind.TEXT, texts(table[name].where(table[name] != "{}")))
    if name in ("preset", "theme"):
        said = texts(table[name], lambda value: str(getattr(preset_label(value), language)))
        return Column(*of_field(name, language), Kind.TEXT, said)
    if name == "indicator":
        known = catalogue()
        said = texts(table[name], lambda value: str(getattr(known[value].label, language)) if value in known else value)
        return Column(*of_field(name, language), Kind.TEXT, said)
    return field(table, name, language)


def messages(results: Results, language: str, mode: str) -> tuple[Worksheet, int]:
    """Make the worksheet of messages.

    Returns:
        The worksheet, and how many messages others may not see: those that tell of one spot or of a small number.

    """
    table = results["messages"]
    if mode == SHARED:
        never = ABOUT_ONE_PLACE if results.told(shared=True).shown.all() else (*ABOUT_ONE_PLACE, *_TOTALS)
        tellable = [
            code not in never and not tells_small(str(said))
            for code, said in zip(table["code"], table[language], strict=True)
        ]
        kept = table[np.array(tellable, dtype=np.bool_)].reset_index(drop=True)
    else:
        kept = table
    columns = [
        field(kept, "number", language),
        field(kept, "severity", language),
        Column(*of_field("message", language), Kind.LONG, texts(kept[language])),
        field(kept, "code", language),
    ]
    made = Worksheet(words("book_messages", language), words("book_messages_about", language), columns)
    return made, len(table) - len(kept)


def recipe(results: Results, language: str, mode: str) -> Worksheet:
    """Make the worksheet of the recipe: each value of it in a row of its own; its messages stand elsewhere."""
    rows = list(_rows(results.recipe, language, shared=mode == SHARED))
    columns = [
        Column(*of_field(name, language), kind, np.array([row[at] for row in rows] + [None], dtype=object)[:-1])
        for at, (name, kind) in enumerate(
            (("part", Kind.TEXT), ("of", Kind.TEXT), ("field", Kind.TEXT), ("held", Kind.ANY))
        )
    ]
    return Worksheet(words("book_recipe", language), words("book_recipe_about", language), columns, fixed=3)


def _rows(held: Mapping[str, Any], language: str, *, shared: bool) -> Iterator[tuple[str, str | None, str, Any]]:
    for name in _PLAIN:
        value = day(held.get(name)) if name in _DAYS else held.get(name)
        yield words("book_part_run", language), None, name, _plain(value, language)
    for one in held["inputs"]:
        for name in ("name", "sha256", "rows"):
            value = one.get(name)
            if shared and name == "rows" and isinstance(value, int) and 0 < value < SMALL:
                value = UNDER
            yield (
                words("book_part_inputs", language),
                word(str(one["register"]), language),
                name,
                _plain(value, language),
            )
    for name, value in _leaves(held["options"]):
        yield words("book_part_options", language), None, name, _plain(value, language)
    for area_type, chosen in held["sets"].items():
        for name, value in _leaves(chosen):
            yield words("book_part_sets", language), area_type, name, _plain(value, language)


def day(given: str | None) -> date | None:
    """Give a day written as yyyy-mm-dd; None where none was given."""
    try:
        return date.fromisoformat(given or "")
    except ValueError:
        return None


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Give every value that holds no others, by the path to it; a list of things with an id goes by those."""
    if isinstance(value, Mapping) and value:
        for name, held in value.items():
            yield from _leaves(held, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list) and value and all(isinstance(one, Mapping) and "id" in one for one in value):
        for one in value:
            yield from _leaves({name: held for name, held in one.items() if name != "id"}, f"{path}.{one['id']}")
    elif value not in (None, {}, []):
        yield path, value


def _plain(value: Any, language: str) -> Any:
    if isinstance(value, bool):
        return yes_or_no(yes=value, language=language)
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value) or None
    if isinstance(value, Mapping):
        return None
    return None if value == "" else value
