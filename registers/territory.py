"""The ground a municipality covers, from the best register at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from ..safeguards.messages import note, refused, warn

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray
    from shapely import MultiPolygon, Polygon

    from ..safeguards.messages import Message
    from .tables import Registers

FEWEST_PANDEN = 3  # a neighbour's polygon that holds fewer than these, holds panden on the border
SHARE_OF_LARGEST = 0.2  # a municipality with fewer panden than this share of the largest one's is a neighbour
THINNING = 50.0  # m
AROUND = 100.0  # m
CONCAVITY = 0.15


def territory(registers: Registers) -> tuple[Polygon | MultiPolygon, Message]:
    """Give the territory: gemeentegrens, else woonplaatsen, else buurten, else a hull around the panden.

    Polygons of neighbours, which a delivery cut out of a national file holds, are left out: of gemeentegrens and
    buurten a municipality with under a fifth of the panden of the largest one, of woonplaatsen those with under 3.

    Args:
        registers: The canonical tables.

    Returns:
        The territory in RD New, and a message that says what it was made from.

    Raises:
        RefusedError: There is no polygon and no pand.

    """
    places = shapely.centroid(registers.panden.geometry.to_numpy())
    for name, municipality in (("gemeentegrens", "identificatie"), ("woonplaatsen", None), ("buurten", "gemeentecode")):
        table: gpd.GeoDataFrame | None = getattr(registers, name)
        if table is None or not len(table):
            continue
        own = _own(table, places, municipality)
        if own.any():
            ground = shapely.union_all(table.geometry.to_numpy()[own])
            return ground, note("territory_from", source=name, n=int(own.sum()), total=len(table))
    if not len(places):
        raise refused("territory_none")
    return _around(shapely.get_coordinates(places)), warn("territory_around_panden", n=len(places))


def _own(table: gpd.GeoDataFrame, places: NDArray[np.object_], municipality: str | None) -> NDArray[np.bool_]:
    """Tell which polygons belong here, by the panden they hold."""
    if not len(places):
        return np.ones(len(table), dtype=np.bool_)
    held, _ = shapely.STRtree(places).query(table.geometry.to_numpy(), predicate="intersects")
    panden = np.bincount(held, minlength=len(table))
    if municipality is None:
        return panden >= FEWEST_PANDEN if (panden >= FEWEST_PANDEN).any() else panden > 0
    code, _ = pd.factorize(table[municipality], use_na_sentinel=False)
    total: Any = np.bincount(code, weights=panden)[code]
    return np.asarray((total > 0) & (total >= SHARE_OF_LARGEST * total.max()), dtype=np.bool_)


def _around(places: NDArray[np.float64]) -> Polygon | MultiPolygon:
    """Draw a concave hull around points, of which one in every 50 m square is enough."""
    thinned = np.unique(np.round(places / THINNING), axis=0) * THINNING
    hull = shapely.concave_hull(shapely.multipoints(thinned), ratio=CONCAVITY)
    return shapely.buffer(hull, AROUND + THINNING)
