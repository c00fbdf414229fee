"""Erven: the yards of the countryside, each with its house, barns and sheds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ..safeguards.watch import Watch
from .built_up import CHAIN
from .clusters import built_clusters, chained

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .occupancy import Occupancy

YARD = 15.0  # m between the outlines of one erf
JOIN = 60.0  # m from which a pand without verblijfsobject joins an erf
FEW = 10  # addresses: a built cluster with this many is a hamlet, and holds no erven
MOST_DWELLINGS = 2
MOST_PANDEN = 25


@dataclass(frozen=True, eq=False)
class Erven:
    """The erven of a municipality.

    Attributes:
        of_pand: (p,) erf of each pand, -1 for none.
        of_berth: (b,) erf of each ligplaats and standplaats, -1 for none.
        dwellings: (e,) dwellings on each erf: verblijfsobjecten with woonfunctie, ligplaatsen, standplaatsen.
        panden: (e,) panden on each erf.

    """

    of_pand: NDArray[np.int64]
    of_berth: NDArray[np.int64]
    dwellings: NDArray[np.int64]
    panden: NDArray[np.int64]

    @property
    def cluster(self) -> NDArray[np.bool_]:
        """The erven that hold too many dwellings or panden to be one yard."""
        return (self.dwellings > MOST_DWELLINGS) | (self.panden > MOST_PANDEN)


def erven(outlines: NDArray[np.object_], lived: Occupancy, watch: Watch = Watch()) -> Erven:  # noqa: B008 - a Watch is frozen
    """Find the erven: panden within 15 m of one another, chained, in built clusters of fewer than 10 addresses.

    A built cluster is panden chained within 50 m, as for the built-up area. Where a chain holds no address, each of
    its panden joins the nearest erf that does, within 60 m; what finds none stays an erf of its own.

    Args:
        outlines: (p,) polygons of the panden.
        lived: Their occupancy.
        watch: Asked between steps.

    """
    addresses = np.bincount(lived.first[lived.first >= 0], minlength=len(outlines)).astype(np.int64)
    around = built_clusters(outlines, addresses, distance=CHAIN, enough=FEW, watch=watch.part(0.0, 0.5))
    sparse = np.flatnonzero(around < FEW)
    chain = chained(outlines[sparse], YARD, watch.part(0.5, 0.8))
    watch.at(0.8)
    chain = _joined(outlines[sparse], chain, (lived.n_vbo > 0)[sparse] | lived.home[sparse])
    of_pand = np.full(len(outlines), -1, dtype=np.int64)
    of_pand[sparse] = np.unique(chain, return_inverse=True)[1].ravel()
    count = int(of_pand.max(initial=-1)) + 1

    of_berth = _nearest(lived.berths, outlines[sparse], of_pand[sparse], YARD)
    at_home = np.flatnonzero((lived.use != "non-dwelling") & (lived.first >= 0))
    homes = np.concatenate([of_pand[lived.first[at_home]], of_berth])
    return Erven(
        of_pand=of_pand,
        of_berth=of_berth,
        dwellings=np.bincount(homes[homes >= 0], minlength=count).astype(np.int64),
        panden=np.bincount(of_pand[of_pand >= 0], minlength=count).astype(np.int64),
    )


def _joined(outlines: NDArray[np.object_], chain: NDArray[np.int64], addressed: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Let the panden of chains without an address join the nearest chain with one."""
    held = np.bincount(chain, weights=addressed, minlength=1) > 0
    settled, loose = np.flatnonzero(held[chain]), np.flatnonzero(~held[chain])
    found = _nearest(outlines[loose], outlines[settled], chain[settled], JOIN)
    joined = chain.copy()
    joined[loose] = np.where(found >= 0, found, chain[loose])
    return joined


def _nearest(
    shapes: NDArray[np.object_], outlines: NDArray[np.object_], label: NDArray[np.int64], reach: float
) -> NDArray[np.int64]:
    """Give each shape the label of the nearest outline within reach, the lowest one on a tie; -1 for none."""
    found = np.full(len(shapes), -1, dtype=np.int64)
    if len(shapes) and len(outlines):
        shape, outline = shapely.STRtree(outlines).query_nearest(shapes, max_distance=reach, all_matches=True)
        order = np.lexsort((-label[outline], shape))
        found[shape[order]] = label[outline[order]]
    return found
