"""What lies around a location by the BGT."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from ..indicators.units import RIJBANEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    from ..registers.tables import Registers

BESIDE = 25.0  # metres around a location of which the ground is told
FAR = 500.0  # metres beyond which the nearest is not looked for
WATER = "water"


class Nearest(NamedTuple):
    """The nearest of a kind: what it is, and how far from the outline in metres."""

    kind: str
    metres: float


class Around(NamedTuple):
    """What lies around a location.

    Attributes:
        ground: Kind of ground by its share of the ring of 25 m, the largest first; what the BGT does not say is not in
            it, and neither is what lies under panden.
        road: The nearest rijbaan at ground level.
        access: Voetpad, inrit or fietspad within 5 m, by their functie.
        water: The nearest water.

    """

    ground: Sequence[tuple[str, float]]
    road: Nearest | None
    access: Sequence[str]
    water: Nearest | None


@dataclass(frozen=True, eq=False)
class Surroundings:
    """The ground of a municipality, to be asked about one outline after another.

    Attributes:
        shapes: Outlines of wegdelen at ground level and terreindelen, (n,).
        kinds: What each is: functie of a wegdeel, fysiek_voorkomen of a terreindeel, (n,).
        roads: Positions of the rijbanen.
        waters: Positions of water.

    """

    shapes: NDArray[np.object_]
    kinds: NDArray[np.object_]
    roads: NDArray[np.int64]
    waters: NDArray[np.int64]

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(self.shapes)

    @cached_property
    def _road_tree(self) -> shapely.STRtree:
        return shapely.STRtree(self.shapes[self.roads])

    @cached_property
    def _water_tree(self) -> shapely.STRtree:
        return shapely.STRtree(self.shapes[self.waters])

    def around(self, outline: shapely.Geometry) -> Around:
        """Tell what lies around an outline."""
        ring = shapely.difference(shapely.buffer(outline, BESIDE), outline)
        met = self._tree.query(ring, predicate="intersects")
        covered = shapely.area(shapely.intersection(self.shapes[met], ring)) / shapely.area(ring)
        kinds, place = np.unique(self.kinds[met].astype(str), return_inverse=True)
        shares = np.bincount(place.ravel(), weights=covered, minlength=len(kinds))
        order = np.lexsort((kinds, -shares))
        close = self._tree.query(outline, predicate="dwithin", distance=_STEP)
        access = np.intersect1d(self.kinds[close].astype(str), _ACCESS)
        return Around(
            [(str(kinds[at]), float(shares[at])) for at in order if shares[at] > 0],
            self._nearest(outline, self._road_tree, self.roads),
            access.tolist(),
            self._nearest(outline, self._water_tree, self.waters),
        )

    def _nearest(self, outline: shapely.Geometry, tree: shapely.STRtree, rows: NDArray[np.int64]) -> Nearest | None:
        found, metres = tree.query_nearest(outline, max_distance=FAR, return_distance=True)
        if not len(found):
            return None
        at = int(found.min())
        return Nearest(str(self.kinds[rows[at]]), float(metres[0]))


_STEP = 5.0  # metres, as the indicator of rear access has it
_ACCESS = ("fietspad", "inrit", "voetpad")


def surroundings(registers: Registers) -> Surroundings | None:
    """Take the ground out of registers; None where they hold no BGT."""
    roads, ground = registers.wegdelen, registers.terreindelen
    if roads is None and ground is None:
        return None
    shapes: list[NDArray[np.object_]] = []
    kinds: list[NDArray[np.object_]] = []
    water: list[NDArray[np.bool_]] = []
    if roads is not None:
        level = roads[roads["relatieve_hoogteligging"].fillna(0) == 0]
        _add(level, level["functie"].fillna("").to_numpy(dtype=object), (shapes, kinds))
        water.append(np.zeros(len(level), dtype=np.bool_))
    if ground is not None:
        said = ground["fysiek_voorkomen"].where(ground["fysiek_voorkomen"].notna(), ground["klasse"])
        _add(ground, said.fillna("").to_numpy(dtype=object), (shapes, kinds))
        water.append((ground["klasse"] == WATER).to_numpy(dtype=np.bool_))
    outlines, named = np.concatenate(shapes), np.concatenate(kinds)
    rijbanen = np.flatnonzero(np.isin(named.astype(str), RIJBANEN))
    return Surroundings(outlines, named, rijbanen, np.flatnonzero(np.concatenate(water)))


def _add(
    table: gpd.GeoDataFrame,
    kinds: NDArray[np.object_],
    to: tuple[list[NDArray[np.object_]], list[NDArray[np.object_]]],
) -> None:
    to[0].append(table.geometry.to_numpy())
    to[1].append(kinds)
