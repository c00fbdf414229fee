"""Kernel density of points: exactly at places, and as a raster."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.fft import irfft2, next_fast_len, rfft2
from scipy.spatial import cKDTree

from ..safeguards.messages import CancelledError, note, refused, warn
from ..safeguards.watch import Watch
from .grid import centres_inside
from .points import with_place
from .raster import Raster

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray
    from shapely import MultiPolygon, Polygon

    from ..safeguards.messages import Message

PER_KM2 = 1e6
MOST_PIXELS = 100_000_000
MOST_RADIUS_PIXELS = 2_000
# Spreading a point over the four pixel centres around it moves a quartic kernel by at most 1 / (pixels in the
# radius)² of its peak; from this radius on that is under half a percent. The other kernels have kinks: never.
SMOOTH_FROM = 16
PIXELS_AT_ONCE = 1_000_000

# Height of each kernel over the squared distance in radii, of volume 1 on the unit disc (Silverman 1986, 4.2).
KERNELS: Mapping[str, Callable[[NDArray[np.float64]], NDArray[np.float64]]] = {
    "quartic": lambda square: 3 / np.pi * (1 - square) ** 2,
    "epanechnikov": lambda square: 2 / np.pi * (1 - square),
    "triangular": lambda square: 3 / np.pi * (1 - np.sqrt(square)),
    "uniform": lambda square: np.full_like(square, 1 / np.pi),
}


def heights(distance: NDArray[np.float64], radius: float, kernel: str = "quartic") -> NDArray[np.float64]:
    """Give the height of a kernel at distances from its centre, per m²; 0 beyond the radius, integral 1."""
    square = (distance / radius) ** 2
    return np.where(square <= 1, KERNELS[kernel](np.minimum(square, 1)), 0.0) / radius**2


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
        radius: Distance beyond which a point adds nothing, metres.
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
        pairs = near.sparse_distance_matrix(tree, radius, output_type="ndarray")
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
    watch: Watch | None = None,
) -> tuple[Raster, list[Message]]:
    """Give the density over a territory in points per km², without edge correction.

    A quartic kernel of at least 16 pixels' radius is laid by Fourier transform over points shared among the four
    pixel centres around them (within .4 % of the peak); every other one is evaluated exactly at the centres.

    Args:
        points: (n, 2) coordinates, metres; also those outside the territory count, as far as they reach.
        territory: Pixels whose centre lies outside it are NaN.
        radius: Distance beyond which a point adds nothing, metres.
        pixel: Side of a pixel, metres; pixels stand on multiples of it.
        kernel: A key of `KERNELS`.
        weights: (n,) what each point counts for, 0 or more; 1 by default.
        watch: Told of progress, asked for cancel.

    Returns:
        The raster, and messages.

    Raises:
        RefusedError: Radius or pixel not positive, an unknown kernel, more than 100 million pixels, or a radius of
            more than 2,000 pixels.

    """
    watch = watch or Watch()
    points, weights, messages = with_place(points, weights)
    shape, corner = _frame(territory, radius, pixel, kernel)
    place = (points[:, ::-1] / pixel) - np.array(corner) - 0.5  # row and column, counted at the centres
    pad = int(np.ceil(radius / pixel)) + 1
    near = ((place > -pad) & (place < np.array(shape) - 1 + pad)).all(axis=1)
    if not near.all():
        messages.append(note("hotspots_points_beyond_reach", n=int((~near).sum()), total=len(points)))
    if not near.any():
        messages.append(warn("hotspots_density_empty"))
    place, weights = _merged(place[near], weights[near])
    values = np.empty(shape, dtype=np.float32)
    lay = _smoothly if kernel == "quartic" and radius / pixel >= SMOOTH_FROM else _exactly
    step = max(PIXELS_AT_ONCE // (shape[1] + 2 * pad), pad)
    for first in range(0, shape[0], step):
        watch.at(first / shape[0])
        rows = min(step, shape[0] - first)
        begin, end = np.searchsorted(place[:, 0], (first - pad, first + rows + pad))
        local = place[begin:end] - (first - pad, -pad)
        band = lay(local, weights[begin:end], (rows + 2 * pad, shape[1] + 2 * pad), pad, radius / pixel, kernel, watch)
        values[first : first + rows] = band * (PER_KM2 / pixel**2)
    values[~centres_inside(territory, (corner[1] * pixel, corner[0] * pixel), pixel, shape)] = np.nan
    watch.at(1)
    north_up = np.ascontiguousarray(values[::-1])
    return Raster(north_up, corner[1] * pixel, (corner[0] + shape[0]) * pixel, pixel), messages


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
    unique, which = np.unique(place, axis=0, return_inverse=True)
    return unique, np.bincount(which.ravel(), weights=weights).astype(np.float64)


def _smoothly(
    place: NDArray[np.float64],
    weights: NDArray[np.float64],
    shape: tuple[int, int],
    pad: int,
    radius: float,
    kernel: str,
    _watch: Watch,
) -> NDArray[np.float64]:
    """Lay kernels by Fourier transform; points count for the four pixels around them.

    Args:
        place: (n, 2) row and column in the padded band.
        weights: (n,) what each point counts for.
        shape: Rows and columns of the padded band.
        pad: Pixels around what is returned.
        radius: In pixels.
        kernel: A key of `KERNELS`.

    Returns:
        Density per pixel of the band without its padding.

    """
    cell = np.floor(place).astype(np.int64)
    part = place - cell
    shared = np.zeros(shape[0] * shape[1])
    for down in (0, 1):
        for right in (0, 1):
            row, col = cell[:, 0] + down, cell[:, 1] + right
            held = np.abs(1 - down - part[:, 0]) * np.abs(1 - right - part[:, 1]) * weights
            inside = (row >= 0) & (row < shape[0]) & (col >= 0) & (col < shape[1])
            flat = row[inside] * shape[1] + col[inside]
            shared += np.bincount(flat, weights=held[inside], minlength=len(shared))
    away = np.arange(-pad, pad + 1)
    stamp = heights(np.hypot(away[:, None], away[None, :]), radius, kernel)
    fast = (next_fast_len(shape[0], real=True), next_fast_len(shape[1], real=True))
    laid = irfft2(rfft2(shared.reshape(shape), fast) * rfft2(stamp, fast), fast)
    laid = laid[2 * pad : shape[0], 2 * pad : shape[1]]
    # What the transform leaves where nothing lies is rounding noise.
    return np.where(laid > 1e-9 * laid.max(initial=0), laid, 0.0)


def _exactly(
    place: NDArray[np.float64],
    weights: NDArray[np.float64],
    shape: tuple[int, int],
    pad: int,
    radius: float,
    kernel: str,
    watch: Watch,
) -> NDArray[np.float64]:
    """Lay kernels by evaluating each at every pixel centre in reach; arguments as `_smoothly`."""
    laid = np.zeros((shape[0] + 2 * pad, shape[1] + 2 * pad))
    away = np.arange(-pad, pad + 1)
    down, right = (part.ravel() for part in np.meshgrid(away, away, indexing="ij"))
    reach = np.hypot(down, right) <= radius + np.sqrt(2)
    down, right = down[reach], right[reach]
    cell = np.floor(place).astype(np.int64)
    at_once = max(1, PIXELS_AT_ONCE // len(down))
    for first in range(0, len(place), at_once):
        if watch.cancelled():
            raise CancelledError
        some = slice(first, first + at_once)
        off = cell[some] - place[some]
        distance = np.hypot(down + off[:, :1], right + off[:, 1:])
        height = heights(distance, radius, kernel) * weights[some, None]
        row, col = cell[some, :1] + down + pad, cell[some, 1:] + right + pad
        np.add.at(laid, (row, col), height)
    return laid[2 * pad : shape[0], 2 * pad : shape[1]]
