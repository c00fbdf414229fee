"""The sheet on the method: how the numbers were made, from what, and what they cannot say."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ..indicators.catalogue import catalogue
from .blocks import Block, Field, Heading, Sentences, Table
from .figures import number
from .letters import SMALL, Hand
from .sheet import SHARED, Sheet, day_words, words
from .small import count
from .standing import kinds_of, label_of, register_name, sources_of
from .views import whole_view

if TYPE_CHECKING:
    import pandas as pd

    from .results import Results

# Choices that decide what the numbers mean, those that weigh most first; the others stand in the workbook.
_MATTER = (
    "index_incidents",
    "index_low_coverage",
    "registers_newest",
    "bag_no_history",
    "hotspots_called",
    "formation_buitengebied",
    "territory_",
    "load_",
    "formation_",
    "hotspots_",
)
# In what is shared: those that count areas or say a date, and no locations, panden or incidents.
_SHARED = (
    "formation_areas_delivered",
    "formation_buitengebied_in_buurten",
    "territory_from",
    "registers_newest",
    "bag_no_history",
    "index_no_goalposts",
    "index_no_draws",
)
_PIECE = 8  # letters of a hash that stand together
_SHORT = 12
_TOLD = 3  # choices on the sheet
_CLOSE = 0.9  # points above and below a row
_FINE, _NOTE = Hand(6.9), SMALL._replace(size=6.6)


def method_sheet(results: Results, language: str, mode: str) -> Sheet:
    """Make the sheet on the method.

    Args:
        results: Of the run.
        language: nl or en.
        mode: internal, or shared: choices that count locations are not told.

    """
    shared = mode == SHARED
    blocks: list[Block] = [
        *_index(results, language),
        *_share(language),
        *_cells(results, language),
        *_limits(language),
        *_indicators(results, language, shared=shared),
        *_sources(results, language, shared=shared),
        _recipe(results, language),
        *_choices(results, language, shared=shared),
    ]
    view = whole_view(results, shared=shared)
    subtitle = words("method_subtitle", language)
    return Sheet("method", "method", words("method_title", language), subtitle, blocks, view, wide=True)


def _index(results: Results, language: str) -> list[Block]:
    options = results.recipe["options"]
    normalisation, aggregation = str(options["normalisation"]), str(options["aggregation"])
    scored = {
        "rank": words("method_rank", language),
        "min_max": words("method_min_max", language),
        "winsorised": words("method_winsorised", language),
        "robust_z": words("method_robust_z", language),
        "goalposts": words("method_goalposts", language),
    }
    combined = {"arithmetic": words("method_arithmetic", language), "geometric": words("method_geometric", language)}
    draws = int(options["draws"])
    said = [
        words("method_turned", language),
        scored.get(normalisation, normalisation),
        words("method_shrunk", language),
        combined.get(aggregation, aggregation),
        words("method_contribution", language),
        words("method_draws", language, n=draws, seed=options["seed"]) if draws else words("method_no_draws", language),
        words("method_thresholds", language),
    ]
    return [Heading(words("method_index_title", language)), Sentences(said, listed=True, hand=_FINE)]


def _share(language: str) -> list[Block]:
    return [
        Heading(words("method_share_title", language)),
        Sentences([words("method_share", language), words("method_share_interval", language)], hand=_FINE),
    ]


def _cells(results: Results, language: str) -> list[Block]:
    if not len(results["cells"]):
        said = [words("method_no_cells", language)]
    else:
        said = [
            words("method_cells", language),
            words("method_cells_p", language),
            words("method_cells_which", language),
        ]
    return [Heading(words("method_cells_title", language)), Sentences(said, hand=_FINE)]


def _limits(language: str) -> list[Block]:
    said = [
        words("method_limit_untested", language),
        words("method_limit_innocent", language),
        words("method_limit_silent", language),
        words("method_limit_relative", language),
        words("method_limit_checked", language),
        words("method_limit_registers", language),
        words("method_limit_persons", language),
    ]
    return [Heading(words("method_limits_title", language)), Sentences(said, listed=True, hand=_FINE)]


def _recipe(results: Results, language: str) -> Block:
    whole = str(results.recipe["sha256"])
    pieces = " ".join(whole[at : at + _PIECE] for at in range(0, len(whole), _PIECE))
    said = words(
        "method_recipe", language, hash=pieces, version=results.recipe["version"], day=results.recipe["peildatum"]
    )
    return Sentences([said], hand=_FINE)


def _indicators(results: Results, language: str, *, shared: bool) -> list[Block]:
    """Tell of each indicator in one row what it measures and what it weighs for each type of area."""
    sets, known = results["sets"], catalogue()
    kinds = [kind for kind in kinds_of(results) if (sets["area_type"] == kind).any()]
    if not kinds:
        return []
    names = sorted(dict.fromkeys(sets["indicator"].astype(str)), key=lambda name: label_of(name, language))
    rows = []
    for name in names:
        mine = sets[sets["indicator"] == name].set_index("area_type")
        formula = getattr(known[name].formula, language) if name in known else ""
        cells = [_weight(mine.loc[kind], language) if kind in mine.index else "" for kind in kinds]
        grade = ", ".join(dict.fromkeys(mine["evidence"].astype(str)))
        rows.append([f"{label_of(name, language)} ({grade})", formula, _directed(mine, language), *cells])
    fields = [
        Field(words("method_indicator_of", language), 0.22),
        Field(words("method_formula", language), 0.56),
        Field(words("method_direction", language), 0.07),
        *(Field(kind, 0.125, right=True) for kind in kinds),
    ]
    out = _left_out(sets, kinds, language, shared=shared)
    return [
        Heading(words("method_indicators_title", language)),
        Sentences([words("method_weights_note", language)], hand=_NOTE),
        Table(fields, rows, hand=_FINE, between=_CLOSE),
        *([Sentences(out, listed=True, hand=_FINE)] if out else []),
    ]


def _directed(mine: pd.DataFrame, language: str) -> str:
    directions = {"+": words("method_higher", language), "-": words("method_lower", language)}
    told = [directions[one] for one in mine["direction"] if one in directions]
    return ", ".join(dict.fromkeys(told))


def _weight(row: pd.Series, language: str) -> str:
    """Write a weight in per cent, with that of the set behind it where they differ."""
    if row["status"] == "area only":
        return words("method_area_only", language)
    nominal, effective = _points(row["nominal_weight"], language), _points(row["effective_weight"], language)
    if not nominal and not effective:
        return words("method_shown", language)
    return effective if effective == nominal else f"{effective or '0'} ({nominal})"


def _points(weight: float | None, language: str) -> str:
    return "" if weight is None or not math.isfinite(weight) else number(100 * weight, language, 1)


def _left_out(sets: pd.DataFrame, kinds: list[str], language: str, *, shared: bool) -> list[str]:
    """Say of each indicator that left the set why, types of area with one reason together."""
    told: dict[tuple[str, str], list[str]] = {}
    for kind in kinds:
        for one in sets[(sets["area_type"] == kind) & (sets["status"] == "left out")].to_dict("records"):
            coverage = shared and one["why"] == "low_coverage"
            why = words("method_low_coverage", language) if coverage else one[f"why_{language}"]
            if isinstance(why, str) and why:
                told.setdefault((label_of(str(one["indicator"]), language), why), []).append(kind)
    return [
        words("method_left_out", language, indicator=name, kinds=", ".join(held), why=why)
        for (name, why), held in told.items()
    ]


def _sources(results: Results, language: str, *, shared: bool) -> list[Block]:
    rows = [
        [
            register_name(str(one.register), language),
            str(one.name),
            day_words(str(one.newest)) or words("method_no_date", language),
            count(float(one.rows), shared=shared),
            f"{str(one.sha256)[: _SHORT // 2]} {str(one.sha256)[_SHORT // 2 : _SHORT]}",
        ]
        for one in sources_of(results).itertuples()
    ]
    fields = [
        Field(words("method_register", language), 0.22),
        Field(words("method_file", language), 0.3),
        Field(words("method_newest", language), 0.18),
        Field(words("method_rows", language), 0.15, right=True),
        Field("sha256", 0.2),
    ]
    held: list[Block] = [Table(fields, rows, hand=_FINE, between=_CLOSE / 3)] if rows else []
    return [Heading(words("method_sources_title", language)), *held]


def _choices(results: Results, language: str, *, shared: bool) -> list[Block]:
    """Choose a few choices that matter, one of each kind; the rest is counted."""
    told = results["messages"]
    codes = told["code"].astype(str)
    matters = codes.isin(_SHARED) if shared else (told["severity"] != "info") | codes.str.startswith(_MATTER)
    may = [
        (_rank(one["code"]), str(one["code"]), day_words(str(one[language])))
        for one in told[matters].to_dict("records")
    ]
    kept = list(dict.fromkeys(said for _, _, said in may))
    firsts = {code: said for _, code, said in reversed(may)}
    order = sorted(dict.fromkeys((rank, code) for rank, code, _ in may), key=lambda one: one[0])
    said = list(dict.fromkeys(firsts[code] for _, code in order[:_TOLD]))
    more = len(kept) - len(said)
    said += [words("quality_more", language, n=more)] if more else []
    made: list[Block] = [Sentences(said, listed=True, hand=_FINE)] if said else []
    if shared:
        made.append(Sentences([words("method_choices_shared", language)], hand=_FINE))
    return [Heading(words("method_choices_title", language)), *made] if made else []


def _rank(code: object) -> int:
    found = [at for at, begin in enumerate(_MATTER) if str(code).startswith(begin)]
    return found[0] if found else len(_MATTER)
