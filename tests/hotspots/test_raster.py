from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from locatierisico.hotspots.raster import NODATA, Raster, write_raster

if TYPE_CHECKING:
    from pathlib import Path

rasterio = pytest.importorskip("rasterio")

VALUES = np.arange(600, dtype=np.float32).reshape(20, 30)
VALUES[3, 4] = np.nan
RASTER = Raster(VALUES, 120_000, 480_000, 25)


@pytest.fixture(params=["rasterio", "gdal"])
def _writer(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "gdal":
        pytest.importorskip("osgeo.gdal")
        monkeypatch.setitem(sys.modules, "rasterio", None)  # what a user without it has


@pytest.mark.usefixtures("_writer")
def test_a_raster_comes_back_as_it_went(tmp_path: Path) -> None:
    path = tmp_path / "map é" / "density.tif"
    path.parent.mkdir()
    path.write_bytes(b"what stood there")
    write_raster(RASTER, path)
    with rasterio.open(path) as file:
        assert file.crs.to_epsg() == 28992
        assert file.nodata == NODATA
        assert file.compression.name == "deflate"
        assert file.transform[:6] == (25, 0, 120_000, 0, -25, 480_000)
        read = file.read(1, masked=True)
    assert np.array_equal(read.mask, np.isnan(VALUES))
    assert np.array_equal(read.filled(0), np.nan_to_num(VALUES))
    assert [p.name for p in path.parent.iterdir()] == ["density.tif"]


@pytest.mark.usefixtures("_writer")
def test_the_same_raster_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.tif", "two.tif"):
        write_raster(RASTER, tmp_path / name)
    assert (tmp_path / "one.tif").read_bytes() == (tmp_path / "two.tif").read_bytes()
