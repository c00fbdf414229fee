"""Keeps the compiled libraries of wheels apart from those QGIS has already loaded.

On Linux QGIS puts its own GDAL and GEOS where every library loaded later looks first. A wheel of pyogrio, rasterio or
shapely then calls half of its own copy and half of QGIS's older one. Loaded with RTLD_DEEPBIND, a wheel looks in its
own libraries first. (QGIS 3.40 itself imports shapely before any plugin, so there shapely must bring the same GEOS as
QGIS has.) Windows and macOS have no such mixing.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def own_libraries() -> Iterator[None]:
    """Within it, the first import of a compiled package binds to the libraries that came with that package."""
    deep = getattr(os, "RTLD_DEEPBIND", 0)
    if not deep:
        yield
        return
    before = sys.getdlopenflags()
    sys.setdlopenflags(before | deep)
    try:
        yield
    finally:
        sys.setdlopenflags(before)


def bind() -> None:
    """Import shapely and pyogrio, where they are there, before anything else of ours does."""
    with own_libraries():
        for package in ("shapely", "pyogrio"):
            with contextlib.suppress(ImportError):
                importlib.import_module(package)
