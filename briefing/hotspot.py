"""The sheets of hotspots: where incidents concentrate, how sure that is, and what it does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from ..hotspots.shared import HIDDEN, SMALL, not_told, small
from ..safeguards.messages import note
from .area import around
from .blocks import Block, Field, Heading, Sentences, Table
from .figures import number, percent
from .groups import HOT, VERY_HOT, side_of
from .moments import moments_of
from .sheet import SHARED, Sheet, View, words
from .small import count
from .spots import MOST, Spot, groups_shown, spots_of
from .views import only_for_others

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

    from ..safeguards.messages import Message
    from .results import Results

_STREETS = 5
_HALF = 0.5
_ORIGINS = {"gemeld": "hotspot_gemeld", "ontdekt": "hotspot_ontdekt", "onbekend": "hotspot_onbekend"}


def hotspot_sheets(results: Results, language: str, mode: str, roads: gpd.GeoDataFrame | None = None) -> list[Sheet]:
    """Make a sheet of each group of touching cells that stand out, the strongest first, 12 at most.

    Args:
        results: Of the run.
        language: nl or en.
        mode: internal, or shared: no incident is drawn, small numbers are not told.
        roads: Roads with a straatnaam, EPSG:28992, where registers are at hand.

    Returns:
        No sheet where nothing stands out; `hotspot_messages` says what that means.

    """
    shared = mode == SHARED
    return [_sheet(spot) for spot in spots_of(results, roads, language, shared=shared)]


def hotspot_messages(results: Results, mode: str) -> list[Message]:
    """Say how many groups there are, or that no cell stands out and what that means."""
    cells = results["cells"]
    if not len(cells) or not (cells["hot_class"] >= HOT).any():
        return [note("sheets_hotspots_none", incidents=_number_told(len(results["incidents"]), mode))]
    every = len(groups_shown(results, shared=False))
    groups = len(groups_shown(results, shared=mode == SHARED))
    made = [note("sheets_hotspots_found", n=min(groups, MOST), total=groups)]
    if groups < every:
        made.append(note("sheets_hotspots_withheld", small=SMALL))
    return made


def _number_told(n: int, mode: str) -> str:
    return count(n, shared=mode == SHARED)


def _sheet(spot: Spot) -> Sheet:
    language = spot.language
    names = [_named(one) for one in spot.areas.to_dict("records")]
    name = spot.streets[0] if spot.streets else names[0] if names else ""
    title = words(
        "hotspot_title_at" if name else "hotspot_title", language, rank=spot.rank, **({"name": name} if name else {})
    )
    blocks = [
        *_how_many(spot),
        *_where(spot, names),
        *moments_of(spot.incidents, spot.results, language, shared=spot.shared, hidden=spot.hidden, around=spot.beside),
        *_kinds(spot),
        *_lies_there(spot),
        Heading(words("innocent_title", language)),
        Sentences([words(one, language) for one in _INNOCENT], listed=True),
        Heading(words("hotspot_not_title", language)),
        Sentences([*_one_source(spot), *(words(one, language) for one in _NOT)], listed=True),
    ]
    roles = ("cells", "areas") if spot.shared else ("incidents", "cells", "areas")
    only = only_for_others(spot.results, roles) if spot.shared else {}
    every = spot.results["cells"].geometry.to_numpy()[[*spot.group.cells.tolist(), *spot.group.rim.tolist()]]
    view = View(around(shapely.union_all(every)), roles, spot.shape, only)
    subtitle = words("hotspot_subtitle", language, rank=spot.rank, total=spot.of, n=len(spot.cells))
    return Sheet("hotspot", f"hotspot_{spot.rank:02d}", title, subtitle, blocks, view, _score(spot))


_INNOCENT = (
    "hotspot_innocent_people",
    "hotspot_innocent_police",
    "hotspot_innocent_reporting",
    "hotspot_innocent_place",
)
_NOT = ("hotspot_not_persons", "hotspot_not_chosen", "hotspot_not_ahead")


def _named(area: dict[Any, Any]) -> str:
    name = area["name"]
    return name if isinstance(name, str) and name.strip() else str(area["area_id"])


def _score(spot: Spot) -> str:
    if spot.shared and spot.hidden:
        return ""
    return words("hotspot_score", spot.language, **_numbers(spot))


def _numbers(spot: Spot) -> dict[str, Any]:
    expected = float(spot.cells["expected"].sum())
    return {"n": int(spot.cells["count"].sum()), "expected": number(expected, spot.language, 1)}


def _how_many(spot: Spot) -> list[Block]:
    language = spot.language
    metres = number(side_of(spot.cells), language)
    told = []
    if not (spot.shared and spot.hidden):
        told.append(words("hotspot_count", language, **_numbers(spot), cells=len(spot.cells), metres=metres))
    very = int((spot.cells["hot_class"] >= VERY_HOT).sum())
    told.append(words("hotspot_sure", language, very=very, clear=len(spot.cells) - very))
    if len(spot.group.rim):
        told.append(words("hotspot_rim", language, n=len(spot.group.rim)))
    told.append(words("hotspot_neighbours", language))
    return [Heading(words("hotspot_many_title", language)), Sentences(told)]


def _where(spot: Spot, names: Sequence[str]) -> list[Block]:
    language = spot.language
    told = [words("hotspot_areas", language, areas=", ".join(names)) if names else words("hotspot_no_area", language)]
    if spot.streets:
        shown, more = spot.streets[:_STREETS], len(spot.streets) - _STREETS
        told.append(words("hotspot_streets", language, streets=", ".join(shown)))
        if more > 0:
            told.append(words("hotspot_streets_more", language, n=more))
    return [Heading(words("hotspot_where_title", language)), Sentences(told)]


def _kinds(spot: Spot) -> list[Block]:
    """List the kinds of incidents, and where they come from."""
    if spot.shared and spot.hidden:
        return []
    made: list[Block] = []
    left_out = False
    for column, head in (("soort", "hotspot_soort"), ("herkomst", "hotspot_herkomst")):
        if column not in spot.incidents:
            continue
        language = spot.language
        unknown = words("hotspot_unknown", language)
        counts = spot.incidents[column].fillna(unknown).value_counts()
        values = counts.to_numpy(dtype=np.float64)
        hidden = np.zeros(len(values), dtype=np.bool_)
        if spot.shared:
            hidden = not_told(values) | _small_beside(spot, column, counts, unknown)
            hidden = not_told(values, hidden)
        if hidden.all():
            left_out = True
            continue
        rows = [
            [_spoken(str(name), language), HIDDEN if hide else str(value)]
            for (name, value), hide in zip(counts.items(), hidden, strict=True)
        ]
        fields = [
            Field(words(head, language), 0.7),
            Field(words("hotspot_incidents", language), 0.3, right=True),
        ]
        made.append(Table(fields, rows))
        if hidden.any():
            made.append(Sentences([words("hotspot_hidden", language, mark=HIDDEN)]))
    if left_out:
        made.append(Sentences([words("hotspot_kinds_hidden", spot.language)]))
    return [Heading(words("hotspot_kinds_title", spot.language)), *made] if made else []


def _spoken(word: str, language: str) -> str:
    """Say where an incident comes from in the language of the sheet; kinds stay as they were delivered."""
    return words(_ORIGINS[word], language) if word in _ORIGINS else word


def _small_beside(spot: Spot, column: str, counts: pd.Series, unknown: str) -> NDArray[np.bool_]:
    hidden = np.zeros(len(counts), dtype=np.bool_)
    for rest in spot.beside:
        beside = rest[column].fillna(unknown).value_counts().reindex(counts.index).fillna(0)
        hidden |= small(beside.to_numpy(dtype=np.float64))
    return hidden


def _lies_there(spot: Spot) -> list[Block]:
    language = spot.language
    units = spot.results["units"]
    here = units[shapely.intersects(units.geometry.to_numpy(), spot.shape)]
    kinds = here["area_type"].value_counts()
    told = [
        # Beside the numbers of the areas these would tell of a few locations at an edge.
        str(kind) if spot.shared else words("hotspot_units", language, kind=str(kind), n=n)
        for kind, n in kinds.items()
    ]
    return [
        Heading(words("hotspot_lies_title", language)),
        Sentences(told or [words("hotspot_no_units", language)], listed=bool(told)),
    ]


def _one_source(spot: Spot) -> list[str]:
    """Say how many of the incidents stand on one spot: one address that reports often makes a hotspot as well."""
    if spot.shared or not len(spot.incidents):
        return []
    points = np.round(shapely.get_coordinates(spot.incidents.geometry.to_numpy()), 1)
    _, piled = np.unique(points, axis=0, return_counts=True)
    largest, n = int(piled.max()), len(points)
    if largest == 1:
        return []
    code = "hotspot_one_source" if largest > _HALF * n else "hotspot_largest"
    return [words(code, spot.language, n=largest, total=n, share=percent(largest / n, spot.language))]
