"""Which worksheets a workbook has, and the first one, which says how to read the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ...indicators.catalogue import catalogue
from ..sheet import SHARED, words
from .places import NEVER_SCORED, areas, units
from .reasons import explanations, scores
from .record import day, messages, recipe, sets
from .words import of_field
from .worksheet import HIDDEN, Column, Kind, Worksheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..results import Results
    from ..sheet import Marks


def worksheets(
    results: Results, language: str, mode: str, marks: Marks, *, untyped: bool = False, as_csv: bool = False
) -> list[Worksheet]:
    """Make all worksheets.

    Args:
        results: Of the run.
        language: nl or en.
        mode: internal, or shared: nothing of single locations, no small number.
        marks: What stands on every page.
        untyped: Whether they become a file without formats, where an apostrophe guards text.
        as_csv: Whether they become CSV.

    """
    told, kept_back = messages(results, language, mode)
    shared = mode == SHARED
    inside = [] if shared else [units(results, language), scores(results, language), explanations(results, language)]
    made = [areas(results, language, mode), *inside, sets(results, language, mode), told]
    made.append(recipe(results, language, mode))
    about = [
        *_marks(results, language, mode, marks),
        *_cautions(results, language, shared=shared, kept_back=kept_back, untyped=untyped, as_csv=as_csv),
    ]
    return [_read_me(language, about, made), *made]


def _read_me(language: str, about: Sequence[tuple[str, str, Any]], made: Sequence[Worksheet]) -> Worksheet:
    inside = words("book_subject_worksheets", language)
    rows = [*about, *((inside, one.title, one.about) for one in made)]
    rows += [(one.title, column.heading, column.about) for one in made for column in one.columns]
    held = np.array([*rows, (None, None, None)], dtype=object)[:-1]
    columns = [
        Column(*of_field("subject", language), Kind.TEXT, held[:, 0]),
        Column(*of_field("what", language), Kind.TEXT, held[:, 1]),
        Column(*of_field("told", language), Kind.ANY, held[:, 2]),
    ]
    return Worksheet(words("book_read_me", language), "", columns, fixed=0)


def _marks(results: Results, language: str, mode: str, marks: Marks) -> Iterator[tuple[str, str, Any]]:
    subject = words("book_subject_run", language)
    missing = words("book_not_given", language)
    yield subject, words("book_caveat", language), words("caveat", language)
    if marks.simulated:
        yield subject, words("book_reality", language), words("simulated", language)
    yield subject, words("book_title", language), words("book_title_is", language)
    yield subject, words("book_municipality", language), results.municipality or missing
    yield subject, words("book_peildatum", language), day(marks.peildatum)
    yield subject, words("book_purpose", language), marks.purpose or missing
    yield subject, words("book_author", language), marks.author or missing
    yield subject, words("book_classification", language), marks.classification or missing
    yield subject, words("book_expires", language), day(marks.expires) or missing
    for_whom = words("book_shared", language) if mode == SHARED else words("book_internal", language)
    yield subject, words("book_mode", language), for_whom
    yield subject, words("book_sources", language), marks.sources or missing
    yield subject, words("book_hash", language), str(results.recipe["sha256"])
    yield subject, words("book_version", language), str(results.recipe["version"])


def _cautions(
    results: Results, language: str, *, shared: bool, kept_back: int, untyped: bool, as_csv: bool
) -> Iterator[tuple[str, str, Any]]:
    subject = words("book_subject_reading", language)
    yield subject, words("book_empty", language), words("book_empty_means", language)
    yield subject, words("book_numbers", language), words("book_numbers_mean", language)
    if shared:
        told = words("book_hidden_means", language, sign=HIDDEN)
        yield subject, words("book_hidden", language), told
        left_out = int((~results.told(shared=True).shown).sum())
        if left_out:
            yield subject, words("book_areas", language), words("book_areas_left_out", language)
        if kept_back:
            yield subject, words("book_messages", language), words("book_messages_left_out", language)
    else:
        of_units = results["units"]
        homes = int((of_units["contains_dwelling"] & ~of_units["state"].isin(NEVER_SCORED)).sum())
        if homes:
            yield subject, words("book_homes", language), words("book_homes_mean", language, n=homes)
        never = int(of_units["state"].isin(NEVER_SCORED).sum())
        if never:
            yield subject, words("book_never", language), words("book_never_mean", language, n=never)
    unmeasured = [
        str(getattr(one.label, language))
        for name, one in catalogue().items()
        if name in results["areas"] and not results["areas"][name].notna().any()
    ]
    if unmeasured:
        yield subject, words("book_unmeasured", language), "; ".join(unmeasured)
    if as_csv:
        yield subject, words("book_opening", language), words("book_opening_how", language)
    if untyped:
        yield subject, words("book_percentages", language), words("book_percentages_mean", language)
        yield subject, words("book_apostrophe", language), words("book_apostrophe_means", language)
