"""Which area each pand and each unit belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ..safeguards.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    from numpy.typing import NDArray

PRECEDENCE = ("winkelgebied", "bedrijventerrein", "buitengebied")
_ROUNDING = 3  # decimals of a m²: overlaps closer than this are ties
_AT_ONCE = 20_000


@dataclass(frozen=True, eq=False)
class Overlap:
    """How far outlines lie in the areas of one type.

    Attributes:
        area: (n,) position of the area each outline lies in most, -1 where it lies in none; the first on a tie.
        total: (n,) m² of the outline in the areas of this type.

    """

    area: NDArray[np.int64]
    total: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Assigned:
    """The type and area of each pand; "" and -1 where it fits none."""

    area_type: NDArray[np.object_]
    area: NDArray[np.int64]


def overlap(outlines: NDArray[np.object_], areas: NDArray[np.object_], watch: Watch = Watch()) -> Overlap:  # noqa: B008 - a Watch is frozen
    """Measure how far outlines lie in areas; only those on a border are cut.

    Args:
        outlines: (n,) polygons.
        areas: (m,) polygons, which may overlap.
        watch: Asked between steps.

    """
    n = len(outlines)
    best, most, total = np.full(n, -1, dtype=np.int64), np.zeros(n), np.zeros(n)
    footprint = shapely.area(outlines)
    for start in range(0, n, _AT_ONCE):
        watch.at(start / n)
        tree = shapely.STRtree(outlines[start : start + _AT_ONCE])
        area, pand = tree.query(areas, predicate="intersects")
        inside_area, inside_pand = tree.query(areas, predicate="contains")
        pand, inside_pand = pand + start, inside_pand + start
        whole = np.isin(area * n + pand, inside_area * n + inside_pand)
        shared = footprint[pand]
        cut = ~whole
        shared[cut] = shapely.area(shapely.intersection(outlines[pand[cut]], areas[area[cut]]))
        shared = np.round(shared, _ROUNDING)
        order = np.lexsort((area, -shared, pand))
        order = order[shared[order] > 0]
        held, first = np.unique(pand[order], return_index=True)
        best[held], most[held] = area[order][first], shared[order][first]
        total += np.bincount(pand, weights=shared, minlength=n)
    return Overlap(best, np.minimum(total, np.round(footprint, _ROUNDING)))


def assign(outlines: NDArray[np.object_], areas: Mapping[str, gpd.GeoDataFrame], watch: Watch = Watch()) -> Assigned:  # noqa: B008 - a Watch is frozen
    """Give each pand the type it overlaps most, ties to winkelgebied, then bedrijventerrein, then buitengebied.

    A pand that lies for the larger part outside all areas fits none.

    Args:
        outlines: (n,) polygons.
        areas: Area type -> areas with geometry, for the types there are.
        watch: Asked between steps.

    """
    found = {}
    for step, kind in enumerate(PRECEDENCE):
        polygons = areas[kind].geometry.to_numpy() if kind in areas else np.empty(0, dtype=object)
        part = watch.part(step / len(PRECEDENCE), (step + 1) / len(PRECEDENCE))
        found[kind] = overlap(outlines, polygons, part)
    totals = np.column_stack([found[kind].total for kind in PRECEDENCE])
    chosen = totals.argmax(axis=1)
    largest = totals.max(axis=1, initial=0)
    fits = (largest > 0) & (largest >= np.round(shapely.area(outlines) - totals.sum(axis=1), _ROUNDING))
    area_type = np.where(fits, np.array(PRECEDENCE, dtype=object)[chosen], "")
    by_type = np.column_stack([found[kind].area for kind in PRECEDENCE])
    area = np.where(fits, by_type[np.arange(len(outlines)), chosen], -1)
    return Assigned(area_type, area.astype(np.int64))
