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


@pytest.mark.usefixtures("_writer")
def test_how_firmly_to_draw_is_a_second_band(tmp_path: Path) -> None:
    path = tmp_path / "change.tif"
    firm = np.where(np.isnan(VALUES), np.nan, np.float32(255))
    write_raster(Raster(VALUES, 120_000, 480_000, 25, firm), path)
    with rasterio.open(path) as file:
        assert file.count == 2
        read = file.read(masked=True)
    assert np.array_equal(read[0].filled(0), np.nan_to_num(VALUES))
    assert (read[1].compressed() == 255).all()
    assert read.mask[:, 3, 4].all()


@pytest.mark.usefixtures("_writer")
def test_statistics_stand_in_the_file_so_that_none_are_left_beside_it(tmp_path: Path) -> None:
    write_raster(RASTER, tmp_path / "density.tif")
    with rasterio.open(tmp_path / "density.tif") as file:
        told = {name: float(value) for name, value in file.tags(1).items() if name.startswith("STATISTICS_")}
        deviation = float(np.nanstd(VALUES))
    assert told == pytest.approx(
        {
            "STATISTICS_MINIMUM": 0,
            "STATISTICS_MAXIMUM": 599,
            "STATISTICS_MEAN": float(np.nanmean(VALUES)),
            "STATISTICS_STDDEV": deviation,
        }
    )
    write_raster(Raster(np.full((2, 2), np.nan, dtype=np.float32), 0, 0, 25), tmp_path / "nothing.tif")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["density.tif", "nothing.tif"]
