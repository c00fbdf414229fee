"""One run over formed units: what is asked, what is found per area type, and what is handed back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from ..registers.tables import GEBIEDSTYPEN
from .area_table import COMPOSITE_FROM, TopShare, top_share
from .coverage import State
from .measure import Measurement, for_theme, measure, measure_areas
from .model import Theme
from .type_index import Index, Method, build

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

    from ..safeguards.messages import Message
    from ..safeguards.watch import Watch
    from .model import Indicator
    from .set_files import Set
    from .units import Areas, Place, Units

LEAST_FOR_THEME = 3  # indicators present


@dataclass(frozen=True)
class Options:
    """What a run is asked to do.

    Attributes:
        sets: Area types to assess.
        set_file: A municipality's own set, which replaces that of its area type.
        preset: Name of a preset of every set; "" is each set's own default.
        theme: What attention is asked for.
        normalisation: One of `scores.NORMALISATIONS`.
        aggregation: One of `aggregate.AGGREGATIONS`.
        draws: Draws of the sensitivity interval; 0 makes none, and then no rank is given either.
        seed: Of those draws.

    """

    sets: tuple[str, ...] = GEBIEDSTYPEN
    set_file: Path | None = None
    preset: str = ""
    theme: Theme = Theme.KWETSBAARHEID
    normalisation: str = "rank"
    aggregation: str = "arithmetic"
    draws: int = 1000
    seed: int = 1


@dataclass(frozen=True, eq=False)
class Assessment:
    """Everything a run found. Missing is NaN or None; tables are sorted, so that the same run gives the same rows.

    Attributes:
        units: One row per unit, dwellings and clusters included, which carry no value at all: `unit_id`, `area_id`,
            `area_type`, `state`, `contains_dwelling`, `risk_score`, `risk_rank`, `rank_p05`, `rank_p95`,
            `p_top_decile`, `coverage`, one column per indicator, then `rank_median`, `percentile`, `class` (1 to 5),
            `reasons_en`, `reasons_nl`, `missing_en`, `missing_nl`, `geometry`.
        areas: One row per area: `area_id`, `name`, `area_type`, `state`, `n_units`, `share_top_fifth`, `share_low`,
            `share_high`, one column per indicator, then `n_scored`, `top_fifth_units`, `words_en`, `words_nl`, and
            from 10 areas of a type on `risk_score`, `risk_rank`, `rank_p05`, `rank_p95`; `geometry`.
        scores: What every scored unit or area is made of: `level`, `area_type`, `id`, `indicator`, `value`, `score`,
            `weight` (in that unit), `contribution`.
        sets: One row per indicator of every set: what it did in this run, and why.
        reference: Sorted values per indicator, for comparing a later run (see `reference.py`).
        themes: The index of every unit under the general theme and each theme with at least 3 present indicators.
        messages: What was left out, chosen or found wanting.
        place: The municipality.
        theme: What attention was asked for: that of the run, or of the preset where all sets share one.
        sets_used: The set of every area type, as it was used.

    """

    units: gpd.GeoDataFrame
    areas: gpd.GeoDataFrame
    scores: pd.DataFrame
    sets: pd.DataFrame
    reference: pd.DataFrame
    themes: pd.DataFrame
    messages: tuple[Message, ...]
    place: Place
    theme: Theme
    sets_used: Mapping[str, Set]


@dataclass(frozen=True, eq=False)
class TypeResult:
    """What was found for one area type."""

    chosen: Set
    preset: str
    theme: Theme
    method: Method
    indicators: Mapping[str, Indicator]
    units: Units
    areas: Areas
    measured: Mapping[str, Measurement]
    index: Index
    themed: Mapping[Theme, Index]
    measured_areas: Mapping[str, Measurement]
    top: TopShare
    area_index: Index | None  # of the areas at `area_rows`, those that have units
    area_rows: NDArray[np.int64]

    @property
    def is_scored(self) -> bool:
        """Whether any unit has an index."""
        return bool((self.index.state == State.SCORED).any())


def assess_type(
    chosen: Set,
    preset: str,
    theme: Theme,
    method: Method,
    indicators: Mapping[str, Indicator],
    units: Units,
    areas: Areas,
    watch: Watch,
) -> TypeResult:
    """Assess the units and areas of one area type.

    Args:
        chosen: The set of the area type.
        preset: A key of its presets.
        theme: What attention is asked for.
        method: How the index is made.
        indicators: The catalogue.
        units: The eligible units; their theme is `theme`.
        areas: The areas.
        watch: Listens for cancel.

    """
    measured = measure(chosen, indicators, units, watch.part(0, 0.4))
    count = len(units.index)
    index = build(measured, chosen.weights(preset, theme, indicators), count, method, watch.part(0.4, 0.6), theme)
    themed = _themed(chosen, preset, (theme, index), method, indicators, units, measured, watch.part(0.6, 0.9))
    measured_areas = measure_areas(measured, chosen, indicators, areas)
    watch.at(0.95)
    position = areas.index.get_indexer(units.table["area_id"])
    inhabited = np.unique(position[position >= 0])
    return TypeResult(
        chosen=chosen,
        preset=preset,
        theme=theme,
        method=method,
        indicators=indicators,
        units=units,
        areas=areas,
        measured=measured,
        index=index,
        themed=themed,
        measured_areas=measured_areas,
        top=top_share(position, index.percentile, len(areas.index)),
        area_index=_area_index(measured_areas, index, inhabited, method, watch.part(0.95, 1)),
        area_rows=inhabited,
    )


def _themed(
    chosen: Set,
    preset: str,
    own: tuple[Theme, Index],
    method: Method,
    indicators: Mapping[str, Indicator],
    units: Units,
    measured: Mapping[str, Measurement],
    watch: Watch,
) -> dict[Theme, Index]:
    """Make the index of every theme that has enough to stand on; the run's own is there already."""
    found = {own[0]: own[1]} if own[1].scored.any() else {}
    for done, theme in enumerate(theme for theme in Theme if theme is not own[0]):
        watch.at(done / len(Theme))
        weights = chosen.weights(preset, theme, indicators)
        present = [name for name in weights if not measured[name].lacking]
        if len(present) < LEAST_FOR_THEME:
            continue
        part = watch.part(done / len(Theme), (done + 1) / len(Theme))
        index = build(for_theme(measured, units, theme), weights, len(units.index), method, part, theme)
        if len(index.used) >= LEAST_FOR_THEME and index.scored.any():
            found[theme] = index
    return {theme: found[theme] for theme in Theme if theme in found}


def _area_index(
    measured: Mapping[str, Measurement], index: Index, rows: NDArray[np.int64], method: Method, watch: Watch
) -> Index | None:
    """From 10 areas with units on, these have a composite of their own, of what weighs for their units."""
    if len(rows) < COMPOSITE_FROM or not index.scored.any():
        return None
    total = sum(index.nominal[name] for name in index.used)
    weights = {name: index.nominal[name] / total for name in index.used}
    here = {name: replace(one, shown=one.shown[rows], scored=one.scored[rows]) for name, one in measured.items()}
    return build(here, weights, len(rows), method, watch)
