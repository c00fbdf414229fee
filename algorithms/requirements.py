"""What must stand beside QGIS before anything can be computed, and how to get it there."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import sys

from qgis.PyQt.QtCore import QCoreApplication

LOWEST_PYTHON = (3, 11)
LOWEST = {
    "numpy": (1, 26),
    "pandas": (2, 0),
    "shapely": (2, 0),
    "geopandas": (1, 0),
    "pyogrio": (0, 8),
    "scipy": (1, 11),
}

# On Linux QGIS and a wheel each bring GEOS, and functions of the one call those of the other. So shapely comes from
# the distribution, or in the version whose GEOS is that of Debian 12 (3.11), and pyproj never from a wheel (--no-deps).
_PIP = "/usr/bin/python3 -m pip install --user --break-system-packages --no-deps"
_PYTHON_3_11 = (
    "sudo apt install python3-pip python3-pyproj && "
    f'{_PIP} "numpy<2" "pandas<3" shapely==2.0.7 geopandas==1.0.1 "pyogrio>=0.12" "scipy<1.16" packaging'
    " python-dateutil pytz tzdata six"
)
_PYTHON_3_12 = (
    "sudo apt install python3-pip python3-pyproj python3-shapely python3-pandas python3-scipy && "
    f'{_PIP} geopandas==1.0.1 "pyogrio>=0.12" packaging'
)
_NEWER_LINUX = "sudo apt install python3-geopandas python3-pyogrio python3-scipy"
_WINDOWS = 'python -m pip install --user geopandas "pyogrio>=0.12" scipy'
_MACOS = '/Applications/QGIS.app/Contents/MacOS/bin/python3 -m pip install --user geopandas "pyogrio>=0.12" scipy'


def missing() -> list[str]:
    """Name the packages that are absent or too old, without importing any."""
    return [name for name, lowest in LOWEST.items() if not _present(name, lowest)]


def complaint(platform: str = sys.platform, python: tuple[int, ...] = sys.version_info[:3]) -> str:
    """Say what is missing and how to get it; empty when all is there."""
    translate = QCoreApplication.translate
    if python < LOWEST_PYTHON:
        return translate(
            "requirements", "Locatierisico needs Python 3.11 or newer; this QGIS has {found}. A newer QGIS brings it."
        ).format(found=".".join(map(str, python)))
    absent = missing()
    if not absent:
        return ""
    if platform == "win32":
        text = translate(
            "requirements",
            "Locatierisico needs {packages}. Close QGIS, open the OSGeo4W Shell and run: {command}",
        )
    else:
        text = translate(
            "requirements", "Locatierisico needs {packages}. Close QGIS, open a terminal and run: {command}"
        )
    return text.format(packages=", ".join(absent), command=command(platform, python))


def command(platform: str, python: tuple[int, ...]) -> str:
    """Give the command that installs what is needed on this platform."""
    if platform == "darwin":
        return _MACOS
    if not platform.startswith("linux"):
        return _WINDOWS
    if python >= (3, 13):  # Debian 13, Ubuntu 25.04: the distribution's own packages are new enough
        return _NEWER_LINUX
    return _PYTHON_3_12 if python >= (3, 12) else _PYTHON_3_11


def _present(name: str, lowest: tuple[int, ...]) -> bool:
    if importlib.util.find_spec(name) is None:
        return False
    try:
        version = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return True  # OSGeo4W installs some packages without their metadata; what is there is taken
    numbers = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
    return numbers >= lowest
