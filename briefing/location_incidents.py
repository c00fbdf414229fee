"""What was reported within 100 m of a location, by kind and year, and whether it lies where reports concentrate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from .blocks import Block, Field, Heading, Sentences, Table
from .desk import NEAR
from .letters import FINE
from .location_facts import Told, day_words, titled
from .sheet import words

if TYPE_CHECKING:
    import geopandas as gpd

    from .location_facts import Location

_YEARS = 4  # columns; earlier years stand together in one
_HOT = 2  # class of a cell from which it stands out: 5 %
_DISCOVERED = "ontdekt"
_INCIDENTS = Told("incidenten", "INCIDENTS")


def incident_blocks(place: Location) -> list[Block]:
    """Count incidents near a location: of the registers, or for want of these those that count in the results."""
    language, counted = place.language, place.results["incidents"]
    title = words("location_incidents_title", language, metres=round(NEAR))
    held = None if place.held is None else place.held.incidents
    if held is not None and place.desk is not None and place.desk.registers.incidenten is not None:
        near, whole = held, place.desk.registers.incidenten
    elif len(counted):
        near, whole = _near(counted, place), counted
    else:
        return [Heading(title), Sentences([words("location_no_incidents", language)])]
    made = titled(place, title, _INCIDENTS)
    begins = whole["begin"].dropna()
    first, last = (day_words(begins.min()), day_words(begins.max())) if len(begins) else ("-", "-")
    if not len(near):
        told = [words("location_incidents_none", language, first=first, last=last, metres=round(NEAR))]
        return [*made, Sentences([*told, *_hot(place)])]
    told = [words("location_incidents", language, n=len(near), first=first, last=last, metres=round(NEAR))]
    discovered = int((near["herkomst"] == _DISCOVERED).sum())
    if discovered:
        told.append(words("location_discovered", language, n=discovered))
    if near is held:
        told.append(words("location_counted", language, n=len(_near(counted, place)) if len(counted) else 0))
    table = _table(near, int(begins.max().year) if len(begins) else 0, language)
    return [*made, Sentences([*told, *_hot(place)]), table]


def _near(incidents: gpd.GeoDataFrame, place: Location) -> gpd.GeoDataFrame:
    return incidents[shapely.dwithin(incidents.geometry.to_numpy(), place.row.geometry, NEAR)]


def _table(near: gpd.GeoDataFrame, last: int, language: str) -> Table:
    """Lay incidents out by kind and year; what has no date stands in a column of its own."""
    year = pd.to_datetime(near["begin"]).dt.year.to_numpy(dtype=np.float64)
    first = last - _YEARS + 1
    named = near["soort"].fillna("").replace("", words("location_kind_unknown", language))
    kinds, kind = np.unique(named.to_numpy(dtype=str), return_inverse=True)
    columns = [(str(one), year == one) for one in range(first, last + 1)]
    if (year < first).any():
        columns.insert(0, (words("location_earlier", language), year < first))
    if np.isnan(year).any():
        columns.append((words("location_undated_short", language), np.isnan(year)))
    columns.append((words("location_total", language), np.ones(len(near), dtype=np.bool_)))
    counts = np.column_stack([np.bincount(kind.ravel()[here], minlength=len(kinds)) for _, here in columns])
    fields = [
        Field(words("location_kind", language), 0.36),
        *(Field(name, 0.12, right=True) for name, _ in columns),
    ]
    order = np.lexsort((kinds, -counts[:, -1]))
    rows = [[str(kinds[at]), *map(str, counts[at].tolist())] for at in order]
    rows.append([words("location_total", language), *map(str, counts.sum(axis=0).tolist())])
    return Table(fields, rows, strong=frozenset({len(rows) - 1}), hand=FINE)


def _hot(place: Location) -> list[str]:
    cells = place.results["cells"]
    if not len(cells):
        return []
    here = shapely.intersects(cells.geometry.to_numpy(), place.row.geometry)
    hot = np.asarray(cells["hot_class"].fillna(0).to_numpy()[here] >= _HOT).any()
    return [words("location_hot" if hot else "location_not_hot", place.language)]
