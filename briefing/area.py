"""The sheet of an area: how many of its locations stand out, on what, when, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ..indicators.catalogue import catalogue
from .blocks import Block, Field, Heading, Sentences, Table
from .charts import Span, Spread, spans, spreads
from .figures import indicated, number, percent
from .moments import moments_of
from .sheet import SHARED, Sheet, View, words
from .small import MANY, count

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from ..indicators.model import Indicator
    from .results import Results

TOP_FIFTH = 0.2
_CELL = 125.0  # metres, side of the cells of an assessment
HOT = 2  # class of a cell from which it stands out: 5 %
_STRONG = 1.0  # points of contribution from which an indicator is named
_NAMED = 4  # indicators
_LISTED = 5  # locations
_SHOWN = 14  # areas in the chart of shares
_LEAST_OTHERS = 1
_ROOM = 0.06  # of the extent, around an area
_LEAST = 250.0  # metres a map shows at least


@dataclass(frozen=True, eq=False)
class _Place:
    """An area with what was found in it."""

    results: Results
    row: pd.Series
    language: str
    shared: bool
    alike: pd.DataFrame
    units: pd.DataFrame
    indicators: list[tuple[Indicator, float]]


def area_sheet(results: Results, area_id: str, language: str, mode: str) -> Sheet:
    """Make the sheet of an area.

    Args:
        results: Of the run.
        area_id: Which area.
        language: nl or en.
        mode: internal, or shared: small counts and locations are not shown.

    """
    place = _place(results, area_id, language, shared=mode == SHARED)
    row = place.row
    name = str(row["name"] or area_id)
    blocks = [
        *_share(place),
        *_standing_out(place),
        *_profile(place),
        *_incidents(place),
        *_locations(place),
        *_lacking(place),
    ]
    subtitle = words("area_subtitle", language, kind=row["area_type"], n=count(row["n_units"], shared=place.shared))
    score = _share_words(row, language) if row["state"] == "scored" else ""
    roles = ("cells", "areas") if place.shared else ("units", "cells", "areas")
    return Sheet("area", area_id, name, subtitle, blocks, View(around(row.geometry), roles, row.geometry), score)


def around(shape: shapely.Geometry) -> tuple[float, float, float, float]:
    """Give what a map of a shape shows: a little more than it, and never less than 250 m."""
    left, bottom, right, top = shapely.bounds(shape).tolist()
    room = _ROOM * max(right - left, top - bottom)
    across, up = (max(0.0, _LEAST - (right - left)) / 2, max(0.0, _LEAST - (top - bottom)) / 2)
    return (left - room - across, bottom - room - up, right + room + across, top + room + up)


def _place(results: Results, area_id: str, language: str, *, shared: bool) -> _Place:
    areas = results["areas"]
    row = areas[areas["area_id"] == area_id].iloc[0]
    units = results["units"]
    found = catalogue()
    weights = results["sets"]
    weights = weights[weights["area_type"] == row["area_type"]].set_index("indicator")["effective_weight"]
    named = [(found[name], float(weight)) for name, weight in weights.items() if name in found and name in areas]
    return _Place(
        results,
        row,
        language,
        shared,
        areas[areas["area_type"] == row["area_type"]],
        units[units["area_id"] == area_id],
        named,
    )


def _share_words(row: pd.Series, language: str) -> str:
    return words(
        "share_short",
        language,
        share=percent(row["share_top_fifth"], language),
        low=percent(row["share_low"], language),
        high=percent(row["share_high"], language),
    )


def _share(place: _Place) -> list[Block]:
    row, language = place.row, place.language
    told = row[f"words_{language}"]
    if not isinstance(told, str) or not np.isfinite(row["share_top_fifth"]):
        return [Heading(words("share_title", language)), Sentences([words("share_none", language)])]
    if place.shared and min(row["top_fifth_units"], row["n_scored"] - row["top_fifth_units"]) < MANY:
        told = words(
            "share_hidden", language, **{name: percent(row[f"share_{name}"], language) for name in ("low", "high")}
        )
    scored = place.alike[np.isfinite(place.alike["share_top_fifth"].astype(float))]
    scored = scored.sort_values("share_top_fifth", ascending=False)
    mine = scored["area_id"] == row["area_id"]
    shown = scored[mine | (np.arange(len(scored)) < _SHOWN - 1)]
    rows = [
        Span(
            str(one.name or one.area_id),
            one.share_top_fifth,
            one.share_low,
            one.share_high,
            percent(one.share_top_fifth, language),
            one.area_id == row["area_id"],
        )
        for one in shown.rename_axis("at").reset_index().itertuples()
    ]
    caption = words("share_caption", language, kind=row["area_type"])
    if len(shown) < len(scored):
        caption += " " + words("share_more", language, n=len(scored) - len(shown))
    few = [words("share_few", language)] if row["state"] == "few units" else []
    return [
        Heading(words("share_title", language)),
        Sentences([told, *few]),
        spans(
            rows,
            language,
            title=words("share_chart", language, kind=row["area_type"]),
            caption=caption,
            expected=TOP_FIFTH,
        ),
    ]


def _standing_out(place: _Place) -> list[Block]:
    """Say which indicators lift or lower the scores of its locations, with a lawful reason beside each."""
    language = place.language
    parts = place.results.contributions
    mean = parts[parts["area_id"] == place.row["area_id"]].groupby("indicator")["contribution"].mean()
    known = {indicator.id: indicator for indicator, _ in place.indicators}
    mean = mean[mean.index.isin(list(known))].sort_values(ascending=False)
    up = [known[str(name)] for name in mean.index[mean >= _STRONG][:_NAMED]]
    down = [known[str(name)] for name in mean.index[mean <= -_STRONG][::-1][:2]]
    told = [_against_others(place, indicator, "up", float(mean[indicator.id])) for indicator in up]
    told += [_against_others(place, indicator, "down", float(mean[indicator.id])) for indicator in down]
    told += _hot_words(place)
    made: list[Block] = [
        Heading(words("out_title", language)),
        Sentences(told or [words("out_nothing", language)], listed=bool(told)),
    ]
    if up:
        reasons = [f"{getattr(one.label, language)}: {getattr(one.innocent, language)}" for one in up]
        made += [Heading(words("innocent_title", language)), Sentences(reasons, listed=True)]
    return made


def _against_others(place: _Place, indicator: Indicator, way: str, points: float) -> str:
    language, mine = place.language, place.row[indicator.id]
    others = _others(place, indicator.id)
    said = {
        "indicator": getattr(indicator.label, language),
        "value": indicated(indicator, mine, language, of_area=True),
        "points": number(abs(points), language, 1),
    }
    if len(others) < _LEAST_OTHERS:
        return words(f"out_{way}_alone", language, **said)
    low, high = (indicated(indicator, found(others), language, of_area=True) for found in (min, max))
    return words(f"out_{way}", language, **said, low=low, high=high)


def _others(place: _Place, name: str) -> list[float]:
    values = place.alike.loc[place.alike["area_id"] != place.row["area_id"], name].astype(float)
    return [float(value) for value in values[np.isfinite(values)]]


def _hot_words(place: _Place) -> list[str]:
    cells = place.results["cells"]
    if not len(cells):
        return []
    inside = shapely.intersects(cells.geometry.to_numpy(), place.row.geometry)
    hot = int((cells["hot_class"].to_numpy()[inside] >= HOT).sum())
    code = "out_cells" if hot else "out_no_cells"
    return [words(code, place.language, n=hot, total=int(inside.sum()), metres=round(_CELL))]


def _profile(place: _Place) -> list[Block]:
    language = place.language
    rows = [
        Spread(
            getattr(indicator.label, language),
            float(place.row[indicator.id]) if np.isfinite(_float(place.row[indicator.id])) else None,
            _others(place, indicator.id),
            None,
            indicated(indicator, _float(place.row[indicator.id]), language, of_area=True),
        )
        for indicator, _ in sorted(place.indicators, key=lambda one: -one[1] if np.isfinite(one[1]) else 0.0)
        if np.isfinite(_float(place.row[indicator.id])) or _others(place, indicator.id)
    ]
    if not rows:
        return []
    caption = words("profile_caption", language, n=len(place.alike) - 1, kind=place.row["area_type"])
    return [Heading(words("profile_title", language)), spreads(rows, title="", caption=caption)]


def _float(value: object) -> float:
    return float("nan") if value is None else float(value)  # type: ignore[arg-type]


def _incidents(place: _Place) -> list[Block]:
    incidents = place.results["incidents"]
    if not len(incidents):
        return [Heading(words("incidents_title", place.language)), Sentences([words("incidents_none", place.language)])]
    inside = shapely.intersects(incidents.geometry.to_numpy(), place.row.geometry)
    return moments_of(incidents[inside], incidents, place.language, shared=place.shared)


def _locations(place: _Place) -> list[Block]:
    """List the highest locations, for use inside the municipality alone."""
    if place.shared:
        return [Sentences([words("locations_shared", place.language)])]
    scored = place.units[place.units["state"] == "scored"].sort_values("risk_score", ascending=False).head(_LISTED)
    if not len(scored):
        return []
    language = place.language
    rows = [
        [
            str(one.unit_id),
            number(one.risk_score, language, 0),
            words("rank_range", language, low=round(one.rank_p05), high=round(one.rank_p95))
            if np.isfinite(one.rank_p05)
            else "",
            str(getattr(one, f"reasons_{language}") or ""),
        ]
        for one in scored.itertuples()
    ]
    fields = [
        Field(words("location", language), 0.3),
        Field(words("score", language), 0.1, right=True),
        Field(words("rank", language), 0.17),
        Field(words("reasons", language), 0.55),
    ]
    dwellings = int(scored["contains_dwelling"].sum())
    caveat = [words("locations_dwellings", language, n=dwellings)] if dwellings else []
    return [
        Heading(words("locations_title", language, n=len(scored))),
        Table(fields, rows),
        *([Sentences(caveat)] if caveat else []),
    ]


def _lacking(place: _Place) -> list[Block]:
    language, kind = place.language, str(place.row["area_type"])
    messages = place.results["messages"]
    about = messages[messages[language].astype(str).str.startswith(kind)]
    lacking = about[about["code"].isin(["index_registers_absent", "index_low_coverage", "index_insufficient"])]
    quality = messages[(messages["severity"] == "warning") & ~messages["code"].str.startswith("index_")]
    made: list[Block] = [
        Heading(words("lacking_title", language)),
        Sentences(_sentences(lacking, language) or [words("lacking_nothing", language)], listed=bool(len(lacking))),
    ]
    if len(quality):
        made += [Heading(words("quality_title", language)), Sentences(_sentences(quality, language), listed=True)]
    return made


def _sentences(messages: pd.DataFrame, language: str) -> Sequence[str]:
    return list(dict.fromkeys(messages[language].astype(str)))
