"""The places between which incidents are divided: squares, hexagons, polygons, or the points themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np
import shapely

from ...safeguards.messages import note, refused, warn
from ..grid import Grid, square_grid
from .hexagons import Hexagons, hexagons
from .zones import Zones

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import MultiPolygon, Polygon

    from ...safeguards.messages import Message

KINDS = ("square", "hexagon", "polygons", "points")
_LEAST, _MOST, _STEP = 50.0, 500.0, 25.0  # metres, of an automatic size


class Places(Protocol):
    """What every kind of place can do; (n,) of them."""

    def __len__(self) -> int:
        """Count them."""

    @property
    def areas(self) -> NDArray[np.float64]:
        """Give the area of each, (n,) m²; NaN for a point."""

    def centres(self) -> NDArray[np.float64]:
        """Give the (n, 2) middles."""

    def boxes(self, some: slice = ...) -> NDArray[np.object_]:
        """Draw them, or some of them."""

    def cell_of(self, points: NDArray[np.float64]) -> NDArray[np.int64]:
        """Find the place each point belongs to, (k,); -1 for none. No point belongs to two."""


def counted_in(
    places: Places, points: NDArray[np.float64], weights: NDArray[np.float64] | None = None
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Add up per place what points count for.

    Args:
        places: The n places.
        points: (k, 2) coordinates, metres.
        weights: (k,) what each counts for; 1 by default.

    Returns:
        (n,) sums, and (k,) the place of each point, -1 for none.

    """
    cell = places.cell_of(points)
    found = cell >= 0
    kept = None if weights is None else weights[found]
    return np.bincount(cell[found], weights=kept, minlength=len(places)).astype(np.float64), cell


def lay(kind: str, territory: Polygon | MultiPolygon, size: float) -> Grid | Hexagons:
    """Lay squares or hexagons over a territory.

    Raises:
        RefusedError: As `square_grid` and `hexagons`.

    """
    return hexagons(territory, size) if kind == "hexagon" else square_grid(territory, size)


def zones_in(
    polygons: Zones, territory: Polygon | MultiPolygon | None, points: NDArray[np.float64]
) -> tuple[Zones, list[Message]]:
    """Take the polygons that lie in a territory, and tell where they overlap.

    Args:
        polygons: (k,) of them; None where there is no polygon.
        territory: Polygons with a point on their surface in it take part; None takes all.
        points: (m, 2) incidents, of which those in several polygons are counted.

    Raises:
        RefusedError: No polygon is left.

    """
    kept = ~shapely.is_missing(polygons.polygons)
    if territory is not None:
        shapely.prepare(territory)
        kept &= shapely.intersects(territory, shapely.point_on_surface(polygons.polygons))
    messages = []
    left = int((~kept).sum())
    if not kept.any():
        raise refused("places_no_polygons_left", n=len(polygons))
    if left and territory is not None:
        messages.append(note("places_polygons_outside", n=left, total=len(polygons)))
    zones = Zones(polygons.polygons[kept], None if polygons.codes is None else polygons.codes[kept])
    if several := zones.in_several(points):
        messages.append(warn("places_overlap", n=several, total=len(points)))
    return zones, messages


def automatic_size(area: float, n: float) -> tuple[float, Message]:
    """Choose the side of a cell: √(2·area / n), twice the area that holds one incident, to 25 m, 50 to 500 m.

    Args:
        area: Of the study area, m².
        n: Number of incidents.

    Returns:
        Metres, and the message that tells it.

    """
    rule = float(np.sqrt(2 * area / max(n, 1)))
    size = float(np.clip(_STEP * np.round(rule / _STEP), _LEAST, _MOST))
    return size, note("places_size_automatic", size=size, rule=round(rule), n=round(n), area=round(area / 1e6, 2))
