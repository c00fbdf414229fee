"""What the tools on points do in their thread, without QGIS."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import shapely

from ..registers.spatial import to_rd
from ..registers.tables import Shape
from ..safeguards.messages import note, refused, warn

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from shapely import MultiPolygon, Polygon

    from ..registers.raw import Raw
    from ..safeguards.messages import Message

_AROUND = 250.0  # metres around points that span next to nothing
_LEAST = 1e6  # m² of a hull that can be a study area


def points_of(raw: Raw, field: str = "") -> tuple[NDArray[np.float64], NDArray[np.float64] | None, list[Message]]:
    """Give the (n, 2) points of a layer in RD New, what each counts for where a field says so, and messages."""
    geometry, usable, messages = to_rd(raw, Shape.POINT)
    points: NDArray[np.float64] = shapely.get_coordinates(geometry[usable])
    if not len(points):
        raise refused("algorithms_no_points", layer=raw.name)
    if not field:
        return points, None, messages
    if field not in raw.frame.columns:
        found = ", ".join(str(column) for column in raw.frame.columns) or "-"
        raise refused("algorithms_no_field", layer=raw.name, field=field, found=found)
    weights = pd.to_numeric(raw.frame[field], errors="coerce").to_numpy(dtype="float64")[usable]
    return points, weights, messages


def ground_of(
    raw: Raw | None, points: NDArray[np.float64], around: float | None = None
) -> tuple[Polygon | MultiPolygon, list[Message]]:
    """Give the study area.

    Where none is given it is the hull of the points: an empty rim around it, in which nothing could have been
    reported, would make chance look like a concentration. Points that span next to nothing get a rim all the same.

    Args:
        raw: The layer, or None.
        points: (n, 2) coordinates of incidents, metres.
        around: Metres by which the hull is made wider, where the method needs that.

    """
    if raw is not None:
        geometry, usable, messages = to_rd(raw, Shape.AREA)
        return shapely.union_all(geometry[usable]), messages
    hull = shapely.convex_hull(shapely.multipoints(points))
    if around is None and hull.area >= _LEAST:
        return hull, [warn("algorithms_study_area_hull")]
    around = _AROUND if around is None else around
    return shapely.buffer(hull, around), [note("algorithms_study_area_around_points", around=around)]
