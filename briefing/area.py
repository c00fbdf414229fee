"""The sheet of an area: how many of its locations stand out, on what, when, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from .area_place import Place, as_number, named, place_of
from .area_profile import profile, standing_out
from .blocks import Block, Field, Heading, Sentences, Table
from .charts import Span, spans
from .figures import number, percent
from .lacking import lacking, remarks
from .letters import FINE
from .moments import moments_of, within
from .sheet import SHARED, Sheet, View, words
from .small import count
from .views import only_for_others

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from .national import National
    from .results import Results

TOP_FIFTH = 0.2
_LISTED = 5  # locations
_SHOWN = 14  # areas in the chart of shares
_ROOM = 0.06  # of the extent, around an area
_LEAST = 250.0  # metres a map shows at least


def area_sheet(results: Results, area_id: str, language: str, mode: str, national: National | None = None) -> Sheet:
    """Make the sheet of an area.

    Args:
        results: Of the run.
        area_id: Which area.
        language: nl or en.
        mode: internal, or shared: small counts and locations are not shown.
        national: Values of the whole country to hold it beside.

    Raises:
        RefusedError: There is no such area, or it is too small for a sheet for others.

    """
    place = place_of(results, area_id, language, shared=mode == SHARED)
    row = place.row
    blocks = [
        *_share(place),
        *standing_out(place),
        *profile(place, national),
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


def _share_words(row: pd.Series, language: str) -> str:
    return words(
        "share_short",
        language,
        share=percent(row["share_top_fifth"], language),
        low=percent(row["share_low"], language),
        high=percent(row["share_high"], language),
    )


def _share(place: Place) -> list[Block]:
    row, language = place.row, place.language
    heading = Heading(words("share_title", language))
    if place.shared and not place.told.shares[place.at]:
        had = np.isfinite(as_number(place.results["areas"]["share_top_fifth"].iloc[place.at]))
        return [heading, Sentences([words("share_hidden" if had else "share_none", language)])]
    told = row[f"words_{language}"]
    if not isinstance(told, str) or not np.isfinite(as_number(row["share_top_fifth"])):
        return [heading, Sentences([words("share_none", language)])]
    scored = place.alike[np.isfinite(place.alike["share_top_fifth"].astype(float))]
    scored = scored.sort_values("share_top_fifth", ascending=False)
    mine = scored["area_id"] == row["area_id"]
    shown = scored[mine | (np.arange(len(scored)) < _SHOWN - 1)]
    rows = [
        Span(
            named(one.name, one.area_id),
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


def _incidents(place: Place) -> list[Block]:
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


def _beside(place: Place, inside: NDArray[np.bool_]) -> list[NDArray[np.bool_]]:
    """Give the incidents that lie in this area or in one it lies in, or that lies in it, but not in both."""
    told, at = place.told, place.at
    others = {one if other == at else other for one, other in told.beside if at in (one, other)}
    shapes = place.results["areas"].geometry
    return [inside ^ within(shapes.iloc[one], place.results["incidents"]) for one in others if told.incidents[one]]


def _locations(place: Place) -> list[Block]:
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
        Field(words("location", language), 0.34),
        Field(words("score", language), 0.1, right=True),
        Field(words("rank", language), 0.16),
        Field(words("reasons", language), 0.55),
    ]
    dwellings = int(scored["contains_dwelling"].sum())
    caveat = [words("locations_dwellings", language, n=dwellings)] if dwellings else []
    return [
        Heading(words("locations_title", language, n=len(scored))),
        Table(fields, rows, hand=FINE),
        *([Sentences(caveat)] if caveat else []),
    ]
