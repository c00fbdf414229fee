"""What is missing for an area, and how good the data are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..indicators.catalogue import catalogue
from .blocks import Block, Heading, Sentences
from .sheet import day_words, words
from .small import tells_small

if TYPE_CHECKING:
    import pandas as pd

    from .results import Results

_REMARKS = 4
_LEFT_OUT = "left out"
LOW_COVERAGE = "low_coverage"  # why: it bears a percentage of locations
_GRAVE = {"error": 0, "warning": 1}


def lacking(results: Results, kind: str, units: pd.DataFrame, language: str, *, shared: bool) -> list[Block]:
    """Say which indicators do not weigh and why, and how many locations have no score.

    Args:
        results: Of the run.
        kind: Area type.
        units: Of the area.
        language: nl or en.
        shared: Whether small numbers are not told.

    """
    sets = results["sets"]
    mine = sets[sets["area_type"] == kind]
    told: list[str] = []
    if not len(mine):
        told.append(words("lacking_no_set", language, kind=kind))
    found = catalogue()
    for one in mine[mine["status"] == _LEFT_OUT].to_dict("records"):
        name = one["indicator"]
        label = getattr(found[name].label, language) if name in found else str(name)
        why = one.get(f"why_{language}")
        # A percentage of locations gives their number back beside the number of a type.
        hidden = shared and (one.get("why") == LOW_COVERAGE or tells_small(str(why)))
        reason = why if isinstance(why, str) and not hidden else words("lacking_why", language)
        told.append(f"{label}: {reason}")
    poor = int((units["state"] == "insufficient data").sum())
    if poor and not shared:
        told.append(words("lacking_units", language, n=poor, total=poor + int((units["state"] == "scored").sum())))
    return [
        Heading(words("lacking_title", language)),
        Sentences(told or [words("lacking_nothing", language)], listed=bool(told)),
    ]


def remarks(results: Results, name: str, language: str, *, shared: bool) -> list[Block]:
    """Choose a few warnings on the data: those that name the area, then one of each register. The rest is counted.

    Args:
        results: Of the run.
        name: Of the area.
        language: nl or en.
        shared: Whether small numbers are not told: what says one is left to the workbook.

    """
    messages = results["messages"]
    grave = messages[messages["severity"].isin(list(_GRAVE)) & ~messages["code"].str.startswith("index_")]
    all_told = list(dict.fromkeys(map(day_words, grave[language].astype(str))))
    may = [one for one in all_told if not (shared and tells_small(one))]
    source = {one: one.split(":", maxsplit=1)[0].split(" (", maxsplit=1)[0] for one in may}
    seen: dict[str, int] = {}
    order: list[tuple[bool, int, int, str]] = []
    for at, one in enumerate(may):
        seen[source[one]] = seen.get(source[one], -1) + 1
        order.append((name not in one, seen[source[one]], at, one))
    chosen = [one for *_, one in sorted(order)[:_REMARKS]]
    more = len(all_told) - len(chosen)
    if not all_told:
        return []
    told = [*chosen, *([words("quality_more", language, n=more)] if more else [])]
    return [Heading(words("quality_title", language)), Sentences(told, listed=True)]
