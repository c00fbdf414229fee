"""Kernel density of points: exactly at places, and as a raster."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from scipy.spatial import cKDTree

from ...safeguards.messages import note, refused, warn
from ...safeguards.watch import Watch
from ..grid import centres_inside
from ..points import with_place
from ..raster import Raster
from .edge import mass_inside, outline
from .kernels import KERNELS, heights
from .laying import PIXELS_AT_ONCE, Stamp, lay

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import MultiPolygon, Polygon

    from ...safeguards.messages import Message

PER_KM2 = 1e6
MOST_PIXELS = 10_000_000
MOST_RADIUS_PIXELS = 2_000
COARSE = 2  # pixels in a radius below which points fall between the centres


def density_at(
    places: NDArray[np.float64],
    points: NDArray[np.float64],
    *,
    radius: float,
    kernel: str = "quartic",
    weights: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Give the exact density at places, without edge correction.

    Args:
        places: (k, 2) coordinates, metres.
        points: (n, 2) coordinates, metres.
        radius: Of the kernel, metres; beyond it, or for the Gaussian beyond sqrt(2) times it, a point adds nothing.
        kernel: A key of `KERNELS`.
        weights: (n,) what each point counts for; 1 by default.

    Returns:
        (k,) points per m².

    """
    weights = np.ones(len(points)) if weights is None else weights
    density = np.zeros(len(places))
    if not len(points):
        return density
    tree = cKDTree(points)
    at_once = max(1, PIXELS_AT_ONCE // len(points))
    for first in range(0, len(places), at_once):
        near = cKDTree(places[first : first + at_once])
        pairs = near.sparse_distance_matrix(tree, radius * KERNELS[kernel].reach, output_type="ndarray")
        height = heights(pairs["v"], radius, kernel) * weights[pairs["j"]]
        density[first : first + at_once] = np.bincount(pairs["i"], weights=height, minlength=near.n)
    return density


def density_raster(
    points: NDArray[np.float64],
    territory: Polygon | MultiPolygon,
    *,
    radius: float,
    pixel: float,
    kernel: str = "quartic",
    weights: NDArray[np.float64] | None = None,
    years: float = 1.0,
    edge: bool = False,
    watch: Watch | None = None,
) -> tuple[Raster, list[Message]]:
    """Give the density over a territory in points per km².

    A kernel of many pixels' radius is laid by Fourier transform, within .8 % of the peak; see `laying.lay`.

    Args:
        points: (n, 2) coordinates, metres; without edge correction also those outside the territory count, as far as
            they reach.
        territory: Pixels whose centre lies outside it are NaN.
        radius: Of the kernel, metres; beyond it, or for the Gaussian beyond sqrt(2) times it, a point adds nothing.
        pixel: Side of a pixel, metres; pixels stand on multiples of it.
        kernel: A key of `KERNELS`.
        weights: (n,) what each point counts for, 0 or more; 1 by default.
        years: Time over which was counted, by which the density is divided; with 1 it is simply per km².
        edge: Whether to count only what lies in the territory, and divide each pixel by the share of its kernel that
            lies there too.
        watch: Told of progress, asked for cancel.

    Returns:
        The raster, and messages.

    Raises:
        RefusedError: Radius or pixel not positive, an unknown kernel, more than 10 million pixels, or a radius of
            more than 2,000 pixels.

    """
    watch = watch or Watch()
    points, weights, messages = with_place(points, weights)
    shape, corner = _frame(territory, radius, pixel, kernel)
    origin = corner[1] * pixel, corner[0] * pixel
    stamp = Stamp(kernel, radius / pixel)
    if stamp.radius < COARSE:
        messages.append(warn("density_pixel_coarse", radius=radius, pixel=pixel, most=radius / COARSE))
    if edge:
        points, weights = _inside(points, weights, territory, messages)
        border = outline(territory, origin, pixel, shape)
    place, weights, told = _in_reach(points, weights, corner, shape, pixel, stamp.pad)
    messages += told
    values = np.empty(shape, dtype=np.float32)
    pad = stamp.pad
    step = max(PIXELS_AT_ONCE // (shape[1] + 2 * pad), pad)
    for first in range(0, shape[0], step):
        watch.at(first / shape[0])
        rows = min(step, shape[0] - first)
        begin, end = np.searchsorted(place[:, 0], (first - pad, first + rows + pad))
        local = place[begin:end] - (first - pad, -pad)
        band = lay(local, weights[begin:end], (rows + 2 * pad, shape[1] + 2 * pad), stamp, watch)
        if edge:
            band = band / mass_inside(border, first, rows, stamp)
        values[first : first + rows] = band * (PER_KM2 / pixel**2 / years)
    values[~centres_inside(territory, origin, pixel, shape)] = np.nan
    watch.at(1)
    north_up = np.ascontiguousarray(values[::-1])
    return Raster(north_up, origin[0], (corner[0] + shape[0]) * pixel, pixel), messages


def _inside(
    points: NDArray[np.float64],
    weights: NDArray[np.float64],
    territory: Polygon | MultiPolygon,
    messages: list[Message],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Keep the points in the territory, and say how many lie outside."""
    shapely.prepare(territory)
    inside = shapely.intersects_xy(territory, points[:, 0], points[:, 1])
    messages.append(note("density_edge", n=int((~inside).sum()), total=len(points)))
    return points[inside], weights[inside]


def _in_reach(
    points: NDArray[np.float64],
    weights: NDArray[np.float64],
    corner: tuple[int, int],
    shape: tuple[int, int],
    pixel: float,
    pad: int,
) -> tuple[NDArray[np.float64], NDArray[np.float64], list[Message]]:
    """Give row and column, counted at the centres, of the points that reach the raster; in order of row."""
    place = points[:, ::-1] / pixel - np.array(corner) - 0.5
    near = ((place > -pad) & (place < np.array(shape) - 1 + pad)).all(axis=1)
    messages = []
    if not near.all():
        messages.append(note("hotspots_points_beyond_reach", n=int((~near).sum()), total=len(points)))
    if not near.any():
        messages.append(warn("hotspots_density_empty"))
    return *_merged(place[near], weights[near]), messages


def _frame(
    territory: Polygon | MultiPolygon, radius: float, pixel: float, kernel: str
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Give rows and columns of the raster, and row and column of its south-west pixel counted from (0, 0)."""
    if not (radius > 0 and pixel > 0):
        raise refused("hotspots_density_not_positive", radius=radius, pixel=pixel)
    if kernel not in KERNELS:
        raise refused("hotspots_kernel_unknown", kernel=kernel, known=", ".join(KERNELS))
    if territory.is_empty:
        raise refused("hotspots_territory_empty")
    west, south, east, north = territory.bounds
    row, col = int(south // pixel), int(west // pixel)
    shape = int(np.ceil(north / pixel)) - row, int(np.ceil(east / pixel)) - col
    if shape[0] * shape[1] > MOST_PIXELS:
        least = np.sqrt((east - west) * (north - south) / MOST_PIXELS) * 1.05
        raise refused(
            "hotspots_raster_too_large",
            pixels=shape[0] * shape[1],
            most=MOST_PIXELS,
            pixel=pixel,
            least=float(np.ceil(least * 10) / 10),
        )
    if radius / pixel > MOST_RADIUS_PIXELS:
        raise refused("hotspots_radius_too_large", radius=radius, pixel=pixel, most=MOST_RADIUS_PIXELS)
    return shape, (row, col)


def _merged(
    place: NDArray[np.float64], weights: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Make one of the points that coincide, in order of row."""
    if not len(place):
        return place, weights
    order = np.lexsort((place[:, 1], place[:, 0]))
    place, weights = place[order], weights[order]
    first = np.flatnonzero(np.r_[True, (place[1:] != place[:-1]).any(axis=1)])
    return place[first], np.add.reduceat(weights, first)
