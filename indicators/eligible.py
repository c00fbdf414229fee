"""Which panden and complexes are units, which are homes, and which are neither."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from ..safeguards.messages import note

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from ..safeguards.messages import Message
    from .assignment import Assigned
    from .erven import Erven
    from .occupancy import Occupancy

ELIGIBLE, DWELLING, CLUSTER = "eligible", "dwelling", "cluster"
LOOSE_LEAST = 50.0  # m²
NEIGHBOURLY = 15.0  # m
COMPLEX_LEAST = 500.0  # m²


@dataclass(frozen=True, eq=False)
class Rows:
    """Unit rows of one area type and the panden they consist of.

    Attributes:
        table: `unit_id`, `state`, `contains_dwelling`, `erf` (-1 for none), `area` (position of the area; -1 unknown).
        pand: (k,) pand of each part; `unit`: (k,) its row in `table`.

    """

    table: pd.DataFrame
    pand: NDArray[np.int64]
    unit: NDArray[np.int64]


def pand_rows(
    kind: str, panden: gpd.GeoDataFrame, lived: Occupancy, assigned: Assigned, erven: Erven
) -> tuple[Rows, list[Message]]:
    """Make the rows of an estate or shopping zone: panden with a business verblijfsobject, and dwellings.

    On an estate a pand without any verblijfsobject is a unit too, from 50 m² and farther than 15 m from every home.

    Args:
        kind: bedrijventerrein or winkelgebied.
        panden: The canonical table.
        lived: Their occupancy.
        assigned: Their area type and area.
        erven: Their erven.

    """
    outlines = panden.geometry.to_numpy()
    here = np.flatnonzero(assigned.area_type == kind)
    business = lived.n_business[here] > 0
    home = lived.home[here]
    near_home = _near_homes(outlines, here, lived)
    loose = ~business & ~home
    fit = loose & (shapely.area(outlines[here]) >= LOOSE_LEAST) & ~near_home & (kind == "bedrijventerrein")
    unit = business | fit
    dwelling = home & ~business
    messages = []
    if (loose & ~fit).any():
        messages.append(note("formation_loose_panden", n=int((loose & ~fit).sum()), area_type=kind))
    chosen = here[unit | dwelling]
    table = pd.DataFrame(
        {
            "unit_id": panden["identificatie"].to_numpy(dtype=object)[chosen],
            "state": np.where(unit, ELIGIBLE, DWELLING)[unit | dwelling].astype(object),
            "contains_dwelling": (home | near_home)[unit | dwelling],
            "erf": erven.of_pand[chosen],
            "area": assigned.area[chosen],
        }
    )
    return _sorted(Rows(table, chosen, np.arange(len(chosen), dtype=np.int64))), messages


def complex_rows(
    panden: gpd.GeoDataFrame, lived: Occupancy, assigned: Assigned, erven: Erven
) -> tuple[Rows, list[Message]]:
    """Make the rows of the buitengebied: per erf the panden for business and those without verblijfsobject.

    A pand in which every verblijfsobject holds woonfunctie is the house, also where it states a business besides: it
    is never part of a complex. A complex is a unit from 500 m²; an erf with too many dwellings or panden is a
    cluster; an erf whose every address is a home and whose sheds are smaller is a dwelling, shown by its homes.

    Args:
        panden: The canonical table.
        lived: Their occupancy.
        assigned: Their area type and area.
        erven: Their erven.

    """
    footprint = shapely.area(panden.geometry.to_numpy())
    rural = (assigned.area_type == "buitengebied") & (erven.of_pand >= 0)
    works = rural & ((lived.n_non_dwelling > 0) | ((lived.n_vbo == 0) & ~lived.home))
    n = len(erven.panden)

    def per_erf(mask: NDArray[np.bool_], weights: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
        held = None if weights is None else weights[mask]
        return np.bincount(erven.of_pand[mask], weights=held, minlength=n).astype(np.float64)

    size = per_erf(works, footprint)
    lived_on = (erven.dwellings > 0) | (per_erf((erven.of_pand >= 0) & lived.home) > 0)
    at_work = per_erf(works & (lived.n_non_dwelling > 0)) > 0
    cluster = erven.cluster & (size > 0)
    unit = ~erven.cluster & (size >= COMPLEX_LEAST)
    dwelling = ~cluster & ~unit & lived_on & ~at_work & (per_erf(rural & lived.home) > 0)
    small = (size > 0) & ~cluster & ~unit & ~dwelling
    messages = []
    if small.any():
        messages.append(note("formation_small_complexes", n=int(small.sum()), least=int(COMPLEX_LEAST)))
    hamlet = int(((assigned.area_type == "buitengebied") & (erven.of_pand < 0)).sum())
    if hamlet:
        messages.append(note("formation_hamlets", n=hamlet))

    state = np.select([unit, cluster, dwelling], [ELIGIBLE, CLUSTER, DWELLING], default="")
    wanted = np.where(state == DWELLING, lived_on, unit | cluster)
    erf = np.maximum(erven.of_pand, 0)
    part = (
        (erven.of_pand >= 0) & wanted[erf] & np.where((state == DWELLING)[erf], rural & lived.home, works)
        if n
        else works
    )
    pand = np.flatnonzero(part)
    of, row = np.unique(erven.of_pand[pand], return_inverse=True)
    row = row.ravel().astype(np.int64)
    ids = pd.Series(panden["identificatie"].to_numpy(dtype=object)[pand])
    largest = pd.DataFrame({"row": row, "size": -footprint[pand], "id": ids, "pand": pand})
    largest = largest.sort_values(["row", "size", "id"]).drop_duplicates("row")
    table = pd.DataFrame(
        {
            "unit_id": ("erf-" + ids.groupby(row).min()).to_numpy(dtype=object),
            "state": state[of].astype(object),
            "contains_dwelling": lived_on[of],
            "erf": of,
            "area": assigned.area[largest["pand"].to_numpy()],
            "largest": largest["pand"].to_numpy(),
        }
    )
    return _sorted(Rows(table, pand, row)), messages


def _near_homes(outlines: NDArray[np.object_], here: NDArray[np.int64], lived: Occupancy) -> NDArray[np.bool_]:
    """Tell which panden have another pand that is lived in, a ligplaats or a standplaats within 15 m."""
    homes = np.flatnonzero(lived.home)
    dwellings = np.concatenate([outlines[homes], lived.berths])
    near = np.zeros(len(here), dtype=np.bool_)
    if len(dwellings):
        own = np.concatenate([homes, np.full(len(lived.berths), -1)])
        pand, dwelling = shapely.STRtree(dwellings).query(outlines[here], predicate="dwithin", distance=NEIGHBOURLY)
        near[pand[own[dwelling] != here[pand]]] = True
    return near


def _sorted(rows: Rows) -> Rows:
    """Put the rows in the order of their ids, whatever the order of the register."""
    order = np.argsort(rows.table["unit_id"].to_numpy(dtype=str), kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return Rows(rows.table.iloc[order].reset_index(drop=True), rows.pand, rank[rows.unit])
