"""A raster in RD New, and the GeoTIFF it is written to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..registers.native import own_libraries

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

NODATA = -9999.0
_EPSG = 28992
# The lowest level writes in two fifths of the time, and makes a file some 4 % larger.
_OPTIONS = {"COMPRESS": "DEFLATE", "ZLEVEL": "1", "PREDICTOR": "3", "TILED": "YES", "BIGTIFF": "IF_SAFER"}


@dataclass(frozen=True, eq=False)
class Raster:
    """Square pixels, north up.

    Attributes:
        values: (rows, columns) float32, northernmost row first; NaN is no data.
        west: x of the left side, metres.
        north: y of the upper side, metres.
        pixel: Side of a pixel, metres.
        opacity: (rows, columns) float32 from 0 to 255, how firmly to draw each value; None draws all alike.

    """

    values: NDArray[np.float32]
    west: float
    north: float
    pixel: float
    opacity: NDArray[np.float32] | None = None


def write_raster(raster: Raster, path: Path) -> None:
    """Write a GeoTIFF in RD New: deflate, no data -9999, the same bytes for the same raster.

    It is written beside its place and renamed, so that a half file never stands there. rasterio writes it, or
    GDAL's own Python where that is missing.

    Args:
        raster: What to write.
        path: Where; an existing file is replaced.

    Raises:
        OSError: The file cannot be written.

    """
    beside = path.with_name(f"{path.name}.part")
    try:
        _write(raster, beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _write(raster: Raster, path: Path) -> None:
    bands = raster.values[None] if raster.opacity is None else np.stack([raster.values, raster.opacity])
    values = np.where(np.isnan(bands), np.float32(NODATA), bands).astype(np.float32)
    try:
        with own_libraries():
            import rasterio  # noqa: PLC0415 - not everyone has it
            from rasterio.transform import from_origin  # noqa: PLC0415 - the same
    except ImportError:
        _write_with_gdal(values, raster, path)
        return
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        height=values.shape[1],
        width=values.shape[2],
        count=len(values),
        dtype="float32",
        crs=f"EPSG:{_EPSG}",
        transform=from_origin(raster.west, raster.north, raster.pixel, raster.pixel),
        nodata=NODATA,
        **_OPTIONS,
    ) as file:
        file.write(values)
        for number, held in enumerate(values, start=1):
            file.update_tags(number, **_statistics(held))


def _statistics(values: NDArray[np.float32]) -> dict[str, str]:
    """Give what QGIS wants to know on opening; where it is not in the file, it leaves another one beside it."""
    held = values[values != NODATA]
    if not len(held):
        return {}
    figures = {"MINIMUM": held.min(), "MAXIMUM": held.max(), "MEAN": held.mean(dtype=np.float64)}
    figures["STDDEV"] = held.std(dtype=np.float64)
    return {f"STATISTICS_{name}": f"{figure:.10g}" for name, figure in figures.items()}


def _write_with_gdal(values: NDArray[np.float32], raster: Raster, path: Path) -> None:
    from osgeo import gdal, osr  # noqa: PLC0415 - only where rasterio is missing

    bands, rows, columns = values.shape
    options = [f"{key}={value}" for key, value in _OPTIONS.items()]
    file = gdal.GetDriverByName("GTiff").Create(str(path), columns, rows, bands, gdal.GDT_Float32, options)
    if file is None:
        raise OSError(gdal.GetLastErrorMsg())
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(_EPSG)
    file.SetProjection(reference.ExportToWkt())
    file.SetGeoTransform((raster.west, raster.pixel, 0.0, raster.north, 0.0, -raster.pixel))
    failed = 0
    for number, held in enumerate(values, start=1):
        band = file.GetRasterBand(number)
        band.SetNoDataValue(NODATA)
        # Bytes rather than an array: GDAL's array bridge is built for one version of numpy.
        failed |= band.WriteRaster(0, 0, columns, rows, np.ascontiguousarray(held).tobytes(), buf_type=gdal.GDT_Float32)
        band.SetMetadata(_statistics(held))
        band.FlushCache()
    file.FlushCache()
    if failed:
        raise OSError(gdal.GetLastErrorMsg())
