"""The overlay of incidents: which cells hold more of them than their exposure explains."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
from scipy.special import ndtr

from ..registers.tables import RD_NEW
from ..safeguards.messages import note, refused, warn
from ..safeguards.watch import Watch
from .exposure import excess
from .fdr import benjamini_hochberg
from .gistar import gi_star_on_grid
from .grid import square_grid
from .points import with_place

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import MultiPolygon, Polygon

    from ..safeguards.messages import Message
    from .grid import Grid

METHODS = ("exposure", "gistar")
CLASSES = (0.10, 0.05, 0.01)  # hot_class 1, 2, 3


def incident_cells(
    points: NDArray[np.float64],
    exposure_points: NDArray[np.float64] | None,
    territory: Polygon | MultiPolygon,
    *,
    size: float = 125.0,
    alpha: float = 0.05,
    method: str = "exposure",
    weights: NDArray[np.float64] | None = None,
    band: float | None = None,
    watch: Watch | None = None,
) -> tuple[gpd.GeoDataFrame, list[Message]]:
    """Count incidents in square cells and tell which cells are hot.

    A cell is hot where it and its neighbours together hold more incidents than one rate per address (or per m²)
    explains, p = P(Bin(N, E_window/ΣE) >= O_window), adjusted over all cells with exposure (Benjamini & Hochberg).
    Method "gistar" takes the upper tail of the analytic Gi* instead: where incidents concentrate, which homes and
    shops alone explain as well.

    Args:
        points: (n, 2) coordinates of incidents, metres.
        exposure_points: (m, 2) coordinates of what is exposed, such as addresses; None takes area.
        territory: Cells whose centre lies in it take part, empty ones included.
        size: Side of a cell, metres.
        alpha: Adjusted p up to which the messages count a cell as hot; the classes are fixed.
        method: "exposure" or "gistar".
        weights: (n,) how many incidents each point stands for; 1 by default. Whole numbers for "exposure".
        band: Reach of the window in metres; by default the eight cells around.
        watch: Told of progress, asked for cancel.

    Returns:
        One row per cell, from south to north and west to east: `count` and `expected` of the cell itself,
        `window_count` and `window_expected` of it and its neighbours, `p` and `p_adjusted` of the window, `hot_class`
        (1, 2, 3 for p_adjusted up to .10, .05, .01; else 0), `gi_z`, and the square as geometry. And messages.
        `p` is NaN for a cell without exposure.

    Raises:
        RefusedError: No cell, too many cells, an unknown method, or weights that cannot be counted.

    """
    watch = watch or Watch()
    if method not in METHODS:
        raise refused("hotspots_method_unknown", method=method, known=", ".join(METHODS))
    points, weights, messages = with_place(points, weights)
    if method == "exposure":
        messages += _counted(weights)
    grid = square_grid(territory, size)
    watch.at(0.2)
    counts, outside = grid.count(points, weights)
    messages += _placed(len(points), outside)
    exposure, told = _exposure(exposure_points, grid)
    messages += told
    watch.at(0.4)
    found = excess(counts, exposure, grid, band=band)
    if unexposed := int(counts[exposure == 0].sum()):
        messages.append(note("hotspots_unexposed", n=unexposed, total=int(counts.sum())))
    z = gi_star_on_grid(counts, grid, band=band)
    p = found.p if method == "exposure" else ndtr(-z)
    adjusted = benjamini_hochberg(p)
    watch.at(0.7)
    messages.append(_called(method, int((adjusted <= alpha).sum()), len(grid), alpha))
    cells = gpd.GeoDataFrame(
        {
            "count": counts,
            "expected": found.expected,
            "window_count": found.window_count,
            "window_expected": found.window_expected,
            "p": p,
            "p_adjusted": adjusted,
            "hot_class": sum((adjusted <= level).astype(np.int64) for level in CLASSES),
            "gi_z": z,
        },
        geometry=grid.boxes(),
        crs=RD_NEW,
    )
    watch.at(1)
    return cells, messages


def _counted(weights: NDArray[np.float64]) -> list[Message]:
    """Check that the weights are numbers of incidents."""
    broken = weights != np.round(weights)
    if broken.any():
        raise refused("hotspots_weight_not_whole", n=int(broken.sum()), value=float(weights[broken][0]))
    several = int((weights > 1).sum())
    return [warn("hotspots_weight_several", n=several)] if several else []


def _placed(total: int, outside: int) -> list[Message]:
    if total == outside:
        return [warn("hotspots_no_points", outside=outside)]
    return [note("hotspots_points_outside", n=outside, total=total)] if outside else []


def _exposure(points: NDArray[np.float64] | None, grid: Grid) -> tuple[NDArray[np.float64], list[Message]]:
    """Give the exposure of each cell; area (the same for all) where no address lies in any."""
    area = np.ones(len(grid))
    if points is None:
        return area, [note("hotspots_exposure_area")]
    counts, outside = grid.count(points)
    if not counts.any():
        return area, [warn("hotspots_exposure_missing", n=len(points))]
    messages = [note("hotspots_exposure_outside", n=outside, total=len(points))] if outside else []
    return counts, messages


def _called(method: str, hot: int, cells: int, alpha: float) -> Message:
    if method == "gistar":
        return warn("hotspots_called_gistar", n=hot, total=cells, alpha=alpha)
    return note("hotspots_called", n=hot, total=cells, alpha=alpha)
