"""The sheet on the method: how the numbers were made, from what, and what they cannot say."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ..indicators.catalogue import catalogue
from .blocks import Block, Field, Heading, Sentences, Table
from .figures import number
from .sheet import SHARED, Sheet, words
from .small import count
from .standing import kinds_of, label_of, register_name, sources_of, spoken
from .views import whole_view

if TYPE_CHECKING:
    import pandas as pd

    from .results import Results

# Choices that decide what the numbers mean; what was merely tidied up in a register stands in the workbook.
_MATTER = ("formation_", "territory_", "load_", "hotspots_", "index_incidents", "registers_newest", "bag_no_history")
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
        *_recipe(results, language),
        *_weights(results, language, shared=shared),
        *_formulas(results, language),
        *_sources(results, language, shared=shared),
        *_choices(results, language, shared=shared),
    ]
    view = whole_view(results, shared=shared)
    subtitle = words("method_subtitle", language)
    return Sheet("method", "method", words("method_title", language), subtitle, blocks, view)


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
    return [Heading(words("method_index_title", language)), Sentences(said, listed=True)]


def _share(language: str) -> list[Block]:
    return [
        Heading(words("method_share_title", language)),
        Sentences([words("method_share", language), words("method_share_interval", language)]),
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
    return [Heading(words("method_cells_title", language)), Sentences(said)]


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
    return [Heading(words("method_limits_title", language)), Sentences(said, listed=True)]


def _recipe(results: Results, language: str) -> list[Block]:
    whole = str(results.recipe["sha256"])
    pieces = " ".join(whole[at : at + _PIECE] for at in range(0, len(whole), _PIECE))
    said = words(
        "method_recipe", language, hash=pieces, version=results.recipe["version"], day=results.recipe["peildatum"]
    )
    return [Heading(words("method_recipe_title", language)), Sentences([said])]


def _weights(results: Results, language: str, *, shared: bool) -> list[Block]:
    made: list[Block] = []
    for kind in kinds_of(results):
        rows = results["sets"]
        rows = rows[rows["area_type"] == kind]
        if not len(rows):
            continue
        named = spoken(kind, language)
        made += [
            Heading(words("method_weights_title", language, kind=named)),
            Table(_weight_fields(language), [_weight_row(row, language, shared=shared) for _, row in rows.iterrows()]),
        ]
    return [*made, Sentences([words("method_weights_note", language)])] if made else []


def _weight_fields(language: str) -> list[Field]:
    return [
        Field(words("method_indicator_of", language), 0.36),
        Field(words("method_direction", language), 0.2),
        Field(words("method_nominal", language), 0.16, right=True),
        Field(words("method_effective", language), 0.16, right=True),
        Field(words("method_status", language), 0.36),
    ]


def _weight_row(row: pd.Series, language: str, *, shared: bool) -> list[str]:
    directions = {
        "+": words("method_higher", language),
        "-": words("method_lower", language),
        "?": words("method_context", language),
    }
    dimensions = {
        "object": words("method_object", language),
        "environment": words("method_environment", language),
        "dynamics": words("method_dynamics", language),
        "incidents": words("method_incidents", language),
    }
    states = {
        "used": words("method_used", language),
        "left out": words("method_left_out", language),
        "context": words("method_shown", language),
        "area only": words("method_area_only", language),
    }
    status = states.get(row["status"], str(row["status"]))
    why = row[f"why_{language}"]
    if row["why"] == "low_coverage" and shared:
        why = words("method_low_coverage", language)
    if isinstance(why, str) and why and row["why"] != "no_weight":
        status = f"{status}: {why}"
    dimension = row["dimension"]
    held = [dimensions.get(dimension, dimension)] if isinstance(dimension, str) else []
    return [
        f"{label_of(str(row['indicator']), language)}\n{', '.join([*held, str(row['evidence'])])}",
        directions.get(row["direction"], str(row["direction"])),
        _weight(row["nominal_weight"], language),
        _weight(row["effective_weight"], language),
        status,
    ]


def _weight(value: float | None, language: str) -> str:
    return "" if value is None or not math.isfinite(value) else number(100 * value, language, 1)


def _formulas(results: Results, language: str) -> list[Block]:
    known = catalogue()
    names = [name for name in dict.fromkeys(results["sets"]["indicator"].astype(str)) if name in known]
    if not names:
        return []
    rows = [
        [
            getattr(known[name].label, language),
            getattr(known[name].formula, language),
            getattr(known[name].innocent, language),
        ]
        for name in sorted(names, key=lambda name: str(getattr(known[name].label, language)))
    ]
    fields = [
        Field(words("method_indicator", language), 0.2),
        Field(words("method_formula", language), 0.45),
        Field(words("method_innocent", language), 0.35),
    ]
    return [Heading(words("method_formulas_title", language)), Table(fields, rows)]


def _sources(results: Results, language: str, *, shared: bool) -> list[Block]:
    rows = [
        [
            register_name(str(one.register), language),
            str(one.name),
            str(one.newest) or words("method_no_date", language),
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
    return [Heading(words("method_sources_title", language)), Table(fields, rows)] if rows else []


def _choices(results: Results, language: str, *, shared: bool) -> list[Block]:
    told = results["messages"]
    codes = told["code"].astype(str)
    matters = codes.isin(_SHARED) if shared else (told["severity"] != "info") | codes.str.startswith(_MATTER)
    said = list(dict.fromkeys(told.loc[matters, language].astype(str)))
    made: list[Block] = [Sentences(said, listed=True)] if said else []
    if shared:
        made.append(Sentences([words("method_choices_shared", language)]))
    return [Heading(words("method_choices_title", language)), *made] if made else []
