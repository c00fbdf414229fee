"""Which places are neighbours, and what a place and its neighbours hold together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix

from ...safeguards.messages import note, refused, warn
from ..grid import Grid
from .bands import first_peak
from .hexagons import Hexagons
from .spots import Spots
from .weights import contiguity, distance_band, nearest

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ...safeguards.messages import Message
    from ...safeguards.watch import Watch
    from .places import Places

KINDS = ("contiguity", "rook", "band", "nearest")
MOST_LINKS = 20_000_000  # pairs of neighbours of which a matrix is made
_HAIR = 1e-12


@dataclass(frozen=True)
class Wanted:
    """How neighbours are chosen.

    Attributes:
        kind: "contiguity" (a border or a corner), "rook" (a border), "band" or "nearest".
        band: Distance, metres; None with kind "band" finds it where spatial autocorrelation first peaks.
        k: How many, for "nearest".

    """

    kind: str = "contiguity"
    band: float | None = None
    k: int = 8


@dataclass(frozen=True, eq=False)
class Neighbourhood:
    """The neighbours of each of n places, as a window on a grid or as a matrix.

    Attributes:
        n: Number of places.
        lattice: The grid whose windows are summed without a matrix; None where there is a matrix.
        band: Reach of those windows; None is contiguity.
        matrix: (n, n) with 1 for neighbours, zero diagonal; None where windows of a grid are summed.

    """

    n: int
    lattice: Grid | Hexagons | None = None
    band: float | None = None
    matrix: csr_matrix | None = None

    def window_sums(self, values: NDArray[np.float64], *, band: float | None = None) -> NDArray[np.float64]:
        """Sum (n,) values over each place and its neighbours.

        Args:
            values: One value per place.
            band: Not taken here: what neighbours are was decided.

        """
        del band
        if self.lattice is not None:
            return self.lattice.window_sums(values, band=self.band)
        return np.asarray(self.links @ values + values, dtype=np.float64)

    def window_max(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the highest of (n,) values of 0 or more among each place and its neighbours."""
        if self.lattice is not None:
            return self.lattice.window_max(values, band=self.band)
        links, most = self.links, values.copy()
        linked = np.flatnonzero(np.diff(links.indptr))
        if len(linked):
            around = np.maximum.reduceat(values[links.indices], links.indptr[linked])
            most[linked] = np.maximum(most[linked], around)
        return most

    @property
    def islands(self) -> NDArray[np.bool_]:
        """Tell which places have no neighbours, (n,)."""
        return self.window_sums(np.ones(self.n)) < 2  # noqa: PLR2004  itself and one more

    @cached_property
    def links(self) -> csr_matrix:
        """Give the (n, n) matrix with 1 for neighbours, zero diagonal.

        Raises:
            RefusedError: A grid has over 20 million pairs of neighbours.

        """
        if self.lattice is None:
            return self.matrix
        pairs = self.lattice.most_links(band=self.band)
        if pairs > MOST_LINKS:
            least = np.ceil(self.lattice.size * np.sqrt(pairs / MOST_LINKS))
            raise refused("places_too_many_links", n=self.n, pairs=pairs, most=MOST_LINKS, least=int(least))
        matrix = self.lattice.links(band=self.band)
        matrix.sort_indices()
        return matrix


def neighbourhood(
    places: Places,
    values: NDArray[np.float64],
    wanted: Wanted,
    watch: Watch | None = None,
    *,
    known: NDArray[np.bool_] | None = None,
) -> tuple[Neighbourhood, list[Message]]:
    """Make neighbours.

    Args:
        places: The n places.
        values: (n,) one value per place, by which an automatic band is found; NaN takes no part in that.
        wanted: How.
        watch: Told of progress, asked for cancel.
        known: (n,) places that take part; the nearest are sought among these. All by default.

    Returns:
        The neighbours, and messages: the band that was chosen, and how many places have none.

    Raises:
        RefusedError: Unknown kind, or no place has a neighbour.

    """
    if wanted.kind not in KINDS:
        raise refused("places_neighbours_unknown", kind=wanted.kind, known=", ".join(KINDS))
    messages: list[Message] = []
    kind, band = wanted.kind, wanted.band
    if isinstance(places, Spots) and kind in ("contiguity", "rook"):
        kind = "band"
        messages.append(note("places_points_by_band"))
    if kind == "band" and band is None:
        band, told = _found(values, places, watch)
        messages.append(told)
    made = _nearest(places, wanted.k, known) if kind == "nearest" else _made(places, kind, band)
    part = np.ones(len(places), dtype=np.bool_) if known is None else known
    alone, total = int((made.islands & part).sum()), int(part.sum())
    if alone == total and total > 1:
        raise refused("places_all_islands", n=total)
    if alone:
        messages.append(warn("places_islands", n=alone, total=total))
    return made, messages


def _made(places: Places, kind: str, band: float | None) -> Neighbourhood:
    if isinstance(places, Grid | Hexagons):
        if kind == "rook":
            # Hexagons that touch share a side; of squares those that do lie one side away.
            return Neighbourhood(len(places), places, None if isinstance(places, Hexagons) else places.size)
        return Neighbourhood(len(places), places, band if kind == "band" else None)
    if kind == "band":
        return Neighbourhood(len(places), matrix=distance_band(places.centres(), float(band or 0)))
    return Neighbourhood(len(places), matrix=contiguity(places.boxes(), rook=kind == "rook"))


def _nearest(places: Places, k: int, known: NDArray[np.bool_] | None) -> Neighbourhood:
    pairs = k * len(places)
    if isinstance(places, Grid | Hexagons) and pairs > MOST_LINKS:
        least = np.ceil(places.size * np.sqrt(pairs / MOST_LINKS))
        raise refused("places_too_many_links", n=len(places), pairs=pairs, most=MOST_LINKS, least=int(least))
    if known is None or known.all():
        return Neighbourhood(len(places), matrix=nearest(places.centres(), k))
    some = np.flatnonzero(known)
    among = nearest(places.centres()[some], k).tocoo()
    shape = (len(places), len(places))
    return Neighbourhood(len(places), matrix=csr_matrix((among.data, (some[among.row], some[among.col])), shape=shape))


def _found(values: NDArray[np.float64], places: Places, watch: Watch | None) -> tuple[float, Message]:
    known = np.isfinite(values)
    peak = first_peak(values[known], places.centres()[known], watch=watch)
    heights = np.where(np.isnan(peak.z), -np.inf, peak.z)
    told = {
        "band": round(peak.band, 1),
        "z": round(float(heights[np.argmin(np.abs(peak.distances - peak.band))]), 2),
        "first": round(float(peak.distances[0]), 1),
        "last": round(float(peak.distances[-1]), 1),
    }
    # The hair keeps places exactly on the band.
    band = peak.band * (1 + _HAIR)
    return band, note("places_band_peak", **told) if peak.found else warn("places_band_no_peak", **told)
