"""Ways on foot between places that lie close together, over the roads about them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ...network.uses import walkable
from .pieces import without_repeats
from .speeds import minutes_a_metre
from .travel import DETOUR, Travel

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from .speeds import Speeds

ABOUT = 300.0  # metres about the places within which a road may be walked
BESIDE = 25.0  # metres between two doors that are next to one another, whichever road each is nearest to


@dataclass(frozen=True, eq=False)
class Afoot:
    """Walking over the roads about some places; as the crow flies times 1.3 where there are none.

    Attributes:
        speeds: How fast.
        wegvakken: Canonical table; None where no roads are known.

    """

    speeds: Speeds
    wegvakken: gpd.GeoDataFrame | None = None

    @property
    def pace(self) -> float:
        """Metres a minute."""
        return float(1 / minutes_a_metre(self.speeds.on_foot))

    def minutes(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the minutes from each place to each other.

        Args:
            points: (k, 2) RD New, metres.

        Returns:
            (k, k); inf where there is no way.

        """
        over_roads = self._about(points).minutes(points)
        beside = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
        across = np.where(beside <= BESIDE, beside * DETOUR / self.pace, np.inf)
        return np.minimum(over_roads, across)

    def lines(self, points: NDArray[np.float64], pairs: NDArray[np.int64]) -> NDArray[np.object_]:
        """Give the way from door to door of pairs of places; straight where no road leads there.

        Args:
            points: (k, 2) RD New, metres.
            pairs: (m, 2) positions from where, to where.

        """
        doors = points[pairs]
        made = shapely.linestrings(doors)
        for at, line in enumerate(self._about(points).lines(points, pairs)):
            if line is not None:
                between = shapely.get_coordinates(line)
                way = shapely.linestrings(without_repeats(np.vstack([doors[at, :1], between, doors[at, 1:]])))
                straight = shapely.length(made[at])
                if straight > BESIDE or way.length <= straight * DETOUR:
                    made[at] = way
        return np.asarray(made, dtype=object)

    def _about(self, points: NDArray[np.float64]) -> Travel:
        if self.wegvakken is None:
            return Travel.straight(self.speeds, on_foot=True)
        near = np.sort(self._tree.query(shapely.box(*(points.min(axis=0) - ABOUT), *(points.max(axis=0) + ABOUT))))
        around = self.wegvakken.iloc[self._usable[near]]
        if not len(around):
            return Travel.straight(self.speeds, on_foot=True)
        return Travel.by_road(around.reset_index(drop=True), self.speeds, on_foot=True)

    @cached_property
    def _usable(self) -> NDArray[np.int64]:
        none = np.zeros(0, dtype=np.int64)
        return none if self.wegvakken is None else np.flatnonzero(walkable(self.wegvakken))

    @cached_property
    def _tree(self) -> shapely.STRtree:
        lines = np.zeros(0, dtype=object) if self.wegvakken is None else self.wegvakken.geometry.to_numpy()
        return shapely.STRtree(lines[self._usable])
