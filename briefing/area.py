"""The sheet of an area: how many of its locations stand out, on what, when, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ..indicators.catalogue import catalogue
from ..safeguards.messages import refused
from .blocks import Block, Field, Heading, Sentences, Table
from .charts import Span, Spread, spans, spreads
from .figures import indicated, number, percent
from .groups import HOT, side_of, told_cells
from .lacking import lacking, remarks
from .moments import moments_of, within
from .sheet import SHARED, Sheet, View, words
from .small import count
from .views import only_for_others

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from ..indicators.model import Indicator
    from .inside import ToldAreas
    from .results import Results

TOP_FIFTH = 0.2
_STRONG = 1.0  # points of contribution from which an indicator is named
_UP = ("out_up_alone", "out_up_other", "out_up")
_DOWN = ("out_down_alone", "out_down_other", "out_down")
_NAMED = 4  # indicators
_LISTED = 5  # locations
_SHOWN = 14  # areas in the chart of shares
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
    told: ToldAreas
    at: int

    @property
    def name(self) -> str:
        """Its name, or its code where it has none."""
        return _named(self.row["name"], self.row["area_id"])


def _named(name: object, area_id: object) -> str:
    return name if isinstance(name, str) and name.strip() else str(area_id)


def area_sheet(results: Results, area_id: str, language: str, mode: str) -> Sheet:
    """Make the sheet of an area.

    Args:
        results: Of the run.
        area_id: Which area.
        language: nl or en.
        mode: internal, or shared: small counts and locations are not shown.

    Raises:
        RefusedError: There is no such area, or it is too small for a sheet for others.

    """
    place = _place(results, area_id, language, shared=mode == SHARED)
    row = place.row
    blocks = [
        *_share(place),
        *_standing_out(place),
        *_profile(place),
        *_incidents(place),
        *_locations(place),
        *lacking(results, str(row["area_type"]), place.units, language, shared=place.shared),
        *remarks(results, place.name, language, shared=place.shared),
    ]
    subtitle = (
        words("area_subtitle_shared", language, kind=row["area_type"])
        if place.shared
        else words("area_subtitle", language, kind=row["area_type"], n=count(row["n_units"], shared=False))
    )
    score = _share_words(row, language) if row["state"] == "scored" and place.told.shares[place.at] else ""
    roles = ("cells", "areas") if place.shared else ("units", "cells", "areas")
    only = only_for_others(results, roles) if place.shared else {}
    view = View(around(row.geometry), roles, row.geometry, only)
    return Sheet("area", area_id, place.name, subtitle, blocks, view, score)


def around(shape: shapely.Geometry) -> tuple[float, float, float, float]:
    """Give what a map of a shape shows: a little more than it, and never less than 250 m."""
    left, bottom, right, top = shapely.bounds(shape).tolist()
    room = _ROOM * max(right - left, top - bottom)
    across, up = (max(0.0, _LEAST - (right - left)) / 2, max(0.0, _LEAST - (top - bottom)) / 2)
    return (left - room - across, bottom - room - up, right + room + across, top + room + up)


def _place(results: Results, area_id: str, language: str, *, shared: bool) -> _Place:
    areas = results["areas"]
    found_at = np.flatnonzero((areas["area_id"] == area_id).to_numpy())
    if not len(found_at):
        raise refused("sheets_area_unknown", area=area_id, folder=results.folder.name)
    at = int(found_at[0])
    told = results.told(shared=shared)
    if not told.shown[at]:
        raise refused("sheets_area_refused", name=_named(areas["name"].iloc[at], area_id))
    areas = told.table
    row = areas.iloc[at]
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
        areas[(areas["area_type"] == row["area_type"]) & told.shown],
        units[units["area_id"] == area_id],
        named,
        told,
        at,
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
    heading = Heading(words("share_title", language))
    if place.shared and not place.told.shares[place.at]:
        had = np.isfinite(_float(place.results["areas"]["share_top_fifth"].iloc[place.at]))
        return [heading, Sentences([words("share_hidden" if had else "share_none", language)])]
    told = row[f"words_{language}"]
    if not isinstance(told, str) or not np.isfinite(_float(row["share_top_fifth"])):
        return [heading, Sentences([words("share_none", language)])]
    scored = place.alike[np.isfinite(place.alike["share_top_fifth"].astype(float))]
    scored = scored.sort_values("share_top_fifth", ascending=False)
    mine = scored["area_id"] == row["area_id"]
    shown = scored[mine | (np.arange(len(scored)) < _SHOWN - 1)]
    rows = [
        Span(
            _named(one.name, one.area_id),
            one.share_top_fifth,
            one.share_low,
            one.share_high,
            percent(one.share_top_fifth, language),
            one.area_id == row["area_id"],
        )
        for one in shown.rename_axis("at").reset_index().itertuples()
    ]
    caption = words("share_caption", language)
    if len(shown) < len(scored):
        caption += " " + words("share_more", language, n=len(scored) - len(shown))
    few = [words("share_few", language)] if row["state"] == "few units" else []
    return [
        heading,
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
    mean = mean[
        mean.index.isin([name for name in known if not place.shared or np.isfinite(_float(place.row[name]))])
    ].sort_values(ascending=False)
    up = [known[str(name)] for name in mean.index[mean >= _STRONG][:_NAMED]]
    down = [known[str(name)] for name in mean.index[mean <= -_STRONG][::-1][:2]]
    told = [_against_others(place, indicator, _UP, float(mean[indicator.id])) for indicator in up]
    told += [_against_others(place, indicator, _DOWN, float(mean[indicator.id])) for indicator in down]
    told += _hot_words(place)
    made: list[Block] = [
        Heading(words("out_title", language)),
        Sentences(told or [words("out_nothing", language)], listed=bool(told)),
    ]
    if up:
        reasons = [f"{getattr(one.label, language)}: {getattr(one.innocent, language)}" for one in up]
        made += [Heading(words("innocent_title", language)), Sentences(reasons, listed=True)]
    return made


def _against_others(place: _Place, indicator: Indicator, codes: tuple[str, str, str], points: float) -> str:
    language, mine = place.language, place.row[indicator.id]
    others = _others(place, indicator.id)
    said = {
        "indicator": getattr(indicator.label, language),
        "value": indicated(indicator, mine, language, of_area=True),
        "points": number(abs(points), language, 1),
    }
    if not others:
        return words(codes[0], language, **said)
    low, high = (indicated(indicator, found(others), language, of_area=True) for found in (min, max))
    if len(others) == 1:
        return words(codes[1], language, **said, low=low)
    return words(codes[2], language, **said, low=low, high=high)


def _others(place: _Place, name: str) -> list[float]:
    values = place.alike.loc[place.alike["area_id"] != place.row["area_id"], name].astype(float)
    return [float(value) for value in values[np.isfinite(values)]]


def _hot_words(place: _Place) -> list[str]:
    cells = place.results["cells"]
    if not len(cells):
        return []
    metres = side_of(cells)
    if place.shared:
        cells = cells[told_cells(cells)]
    # A cell that only touches the edge from outside is not here.
    inside = shapely.area(shapely.intersection(cells.geometry.to_numpy(), place.row.geometry)) > 0
    if not inside.any():
        return []
    hot = int((cells["hot_class"].to_numpy()[inside] >= HOT).sum())
    code = "out_cells" if hot else "out_no_cells"
    return [words(code, place.language, n=hot, total=int(inside.sum()), metres=number(metres, place.language))]


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
    others, kind = max(len(row.others) for row in rows), place.row["area_type"]
    caption = (
        words("profile_caption", language, n=others, kind=kind)
        if others
        else words("profile_alone", language, kind=kind)
    )
    if place.shared:
        caption += " " + words("profile_rounded", language)
    return [Heading(words("profile_title", language)), spreads(rows, title="", caption=caption)]


def _float(value: object) -> float:
    return float("nan") if value is None else float(value)  # type: ignore[arg-type]


def _incidents(place: _Place) -> list[Block]:
    incidents = place.results["incidents"]
    if not len(incidents):
        return [Heading(words("incidents_title", place.language)), Sentences([words("incidents_none", place.language)])]
    told, at = place.told, place.at
    inside = within(place.row.geometry, incidents)
    return moments_of(
        incidents[inside],
        place.results,
        place.language,
        shared=place.shared,
        hidden=not told.incidents[at],
        by_year=bool(told.trends[at]),
        around=[incidents[one] for one in _beside(place, inside)],
    )


def _beside(place: _Place, inside: NDArray[np.bool_]) -> list[NDArray[np.bool_]]:
    """Give the incidents that lie in this area or in one it lies in, or that lies in it, but not in both."""
    told, at = place.told, place.at
    others = {one if other == at else other for one, other in told.beside if at in (one, other)}
    shapes = place.results["areas"].geometry
    return [inside ^ within(shapes.iloc[one], place.results["incidents"]) for one in others if told.incidents[one]]


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
