"""Inside QGIS a wheel keeps to the GDAL it was built with, though QGIS has loaded another for the whole process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOOK = "import locatierisico, pyogrio, shapely; shapely.to_wkb(shapely.Point(1, 2)); print(pyogrio.__gdal_version__)"
QGIS = next(iter(sorted(Path("/usr/lib").glob("libqgis_core.so.*"))), None)


def _gdal(**more: str) -> str:
    folder = os.environ.get("QGIS_PLUGINPATH", "")
    path = os.pathsep.join([folder, os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-c", LOOK],
        env={**os.environ, "PYTHONPATH": path, **more},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.skipif(QGIS is None, reason="no QGIS library to load first")
@pytest.mark.skipif("LOCATIERISICO_PROFILE" not in os.environ, reason="only ./dev prepares the plugin folder")
def test_pyogrio_uses_its_own_gdal_beside_that_of_qgis() -> None:
    # LD_PRELOAD puts QGIS's libraries first for everybody, as its own executables do.
    assert _gdal(LD_PRELOAD=str(QGIS)) == _gdal()
