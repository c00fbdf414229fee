"""Who lives where: what each verblijfsobject is used for, and which panden hold homes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from ..safeguards.messages import note, warn

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from ..registers.tables import Registers
    from ..safeguards.messages import Message

DWELLING, MIXED, NON_DWELLING = "dwelling", "mixed", "non-dwelling"
_WOONFUNCTIE = "woonfunctie"


@dataclass(frozen=True, eq=False)
class Occupancy:
    """The verblijfsobjecten of a municipality and the panden they lie in.

    Attributes:
        use: (v,) "dwelling", "mixed" or "non-dwelling" of each verblijfsobject.
        vbo: (k,) verblijfsobject of each link, a position in the table; `pand`: (k,) its pand.
        first: (v,) the first pand of each verblijfsobject, -1 where it has none.
        n_vbo: (p,) verblijfsobjecten in each pand.
        n_dwellings: (p,) those that hold woonfunctie, or state no use.
        n_business: (p,) those that are mixed or non-dwelling.
        n_non_dwelling: (p,) those without woonfunctie.
        home: (p,) somebody lives there: by a verblijfsobject, or because the pand stands on a ligplaats or
            standplaats, or because the point of a home lies in it though the register names another pand.
        berths: (b,) outlines of the ligplaatsen and standplaatsen.
        messages: What was linked by place, and what could not be linked.

    """

    use: NDArray[np.object_]
    vbo: NDArray[np.int64]
    pand: NDArray[np.int64]
    first: NDArray[np.int64]
    n_vbo: NDArray[np.int64]
    n_dwellings: NDArray[np.int64]
    n_business: NDArray[np.int64]
    n_non_dwelling: NDArray[np.int64]
    home: NDArray[np.bool_]
    berths: NDArray[np.object_]
    messages: tuple[Message, ...]


def occupancy(registers: Registers) -> Occupancy:
    """Link verblijfsobjecten to panden, and tell homes from businesses.

    A verblijfsobject whose pand is not in stock, or not stated, is linked to the pand its point lies in: a home
    whose link got lost must not leave a pand behind that looks empty.
    """
    panden, objects = registers.panden, registers.verblijfsobjecten
    outlines, points = panden.geometry.to_numpy(), objects.geometry.to_numpy()
    use = uses(objects["gebruiksdoelen"])
    vbo, pand, messages = _links(objects, panden)
    first = np.full(len(objects), -1, dtype=np.int64)
    first[vbo[::-1]] = pand[::-1]

    def tally(mask: NDArray[np.bool_]) -> NDArray[np.int64]:
        return np.bincount(pand[mask[vbo]], minlength=len(panden)).astype(np.int64)

    berths = _berths(registers)
    lived_in = use != NON_DWELLING
    n_dwellings = tally(lived_in)
    home = n_dwellings > 0
    home[_touched(outlines, ~home, points[lived_in])] = True
    if len(berths):
        inside = np.full(len(outlines), None, dtype=object)
        inside[~home] = shapely.point_on_surface(outlines[~home])
        home[_touched(inside, ~home, berths)] = True
    return Occupancy(
        use=use,
        vbo=vbo,
        pand=pand,
        first=first,
        n_vbo=tally(np.ones(len(objects), dtype=np.bool_)),
        n_dwellings=n_dwellings,
        n_business=tally(use != DWELLING),
        n_non_dwelling=tally(~lived_in),
        home=home,
        berths=berths,
        messages=messages,
    )


def uses(gebruiksdoelen: pd.Series) -> NDArray[np.object_]:
    """Tell per set of gebruiksdoelen whether it is a dwelling, mixed or non-dwelling; no stated use is a dwelling."""
    code, combinations = pd.factorize(gebruiksdoelen)
    kinds = np.array([_use(combination) for combination in combinations], dtype=object)
    found: NDArray[np.object_] = kinds[code] if len(kinds) else np.empty(0, dtype=object)
    return found


def _use(gebruiksdoelen: frozenset[str]) -> str:
    if not gebruiksdoelen or gebruiksdoelen == {_WOONFUNCTIE}:
        return DWELLING
    return MIXED if _WOONFUNCTIE in gebruiksdoelen else NON_DWELLING


def _links(
    objects: gpd.GeoDataFrame, panden: gpd.GeoDataFrame
) -> tuple[NDArray[np.int64], NDArray[np.int64], tuple[Message, ...]]:
    named = objects["pand_identificaties"]
    counts = named.map(len).to_numpy(dtype=np.int64)
    known = pd.Series(np.arange(len(panden)), index=panden["identificatie"])
    known = known[~known.index.duplicated()]
    ids = list(chain.from_iterable(named))
    vbo = np.repeat(np.arange(len(objects), dtype=np.int64), counts)
    at = known.index.get_indexer(ids)
    vbo, pand = vbo[at >= 0], known.to_numpy(dtype=np.int64)[at[at >= 0]]

    lost = np.setdiff1d(np.arange(len(objects)), vbo)
    point, within = shapely.STRtree(panden.geometry.to_numpy()).query(
        objects.geometry.to_numpy()[lost], predicate="intersects"
    )
    order = np.lexsort((within, point))
    point, keep = np.unique(point[order], return_index=True)
    vbo = np.concatenate([vbo, lost[point]])
    pand = np.concatenate([pand, within[order][keep].astype(np.int64)])
    order = np.argsort(vbo, kind="stable")
    messages = []
    if len(point):
        messages.append(note("formation_vbo_linked_by_place", n=len(point)))
    if len(lost) > len(point):
        messages.append(warn("formation_vbo_without_pand", n=len(lost) - len(point)))
    return vbo[order], pand[order], tuple(messages)


def _berths(registers: Registers) -> NDArray[np.object_]:
    tables = [t for t in (registers.ligplaatsen, registers.standplaatsen) if t is not None]
    outlines = [t.geometry.to_numpy() for t in tables]
    return np.concatenate(outlines) if outlines else np.empty(0, dtype=object)


def _touched(shapes: NDArray[np.object_], candidate: NDArray[np.bool_], by: NDArray[np.object_]) -> NDArray[np.int64]:
    """Give the positions of the candidates that meet one of the other geometries."""
    positions = np.flatnonzero(candidate)
    if not len(positions) or not len(by):
        return np.empty(0, dtype=np.int64)
    shape, _ = shapely.STRtree(by).query(shapes[positions], predicate="intersects")
    met: NDArray[np.int64] = positions[np.unique(shape)]
    return met
