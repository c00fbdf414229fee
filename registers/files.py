"""Any vector file or CSV, read as it was delivered."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, GeometryError

from ..safeguards.messages import refused
from ..safeguards.watch import Watch
from .archive import is_workbook
from .delimited import SUFFIXES, read_delimited
from .extent import Extent, extent_in
from .raw import Raw
from .workbook import check_no_other_workbook, read_workbook
from .xml_elements import is_xml

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

_UNWATCHED = Watch()
# What pyogrio raises on a file that is damaged; text in another encoding than the file declares included.
UNREADABLE = (DataSourceError, DataLayerError, FeatureError, GeometryError, UnicodeDecodeError)
_SQLITE_SUFFIXES = (".gpkg", ".sqlite")
_LARGE = 500 * 1024**2  # bytes; a smaller file cannot hold too many objects
_MOST_ROWS = 3_000_000  # the largest municipality has half a million addresses
_JSON_SUFFIXES = (".json", ".geojson")


def read_file(
    path: Path,
    *,
    name: str = "",
    unread: Callable[[str], bool] = lambda _: False,
    extent: Extent | None = None,
    rows: int | None = None,
    watch: Watch = _UNWATCHED,
) -> list[Raw]:
    """Read every layer of a vector file, every sheet of a workbook, or the one table of a CSV.

    Nothing is guessed: the values of a CSV stay text, geometries keep the reference system the file declares.
    Curves become straight segments. Nothing is written beside the file.

    Args:
        path: GeoPackage, GeoJSON, GML, Shapefile or another file GDAL reads; .csv, .txt and .tsv are plain tables.
        name: What the user knows the file by; its own name where nothing is given.
        unread: Whether a layer of this name is of no use: of it only the names of the columns and the number of rows
            are taken, and every value and geometry is missing.
        extent: Objects outside it are not read, by the spatial index where the file has one; None is everything.
        rows: How many rows of each table are enough; None is all.
        watch: Told the fraction of the layers done.

    Returns:
        One `Raw` per layer, in the order of the file.

    Raises:
        RefusedError: No such file, a folder, an empty file, one that is not readable or holds no layer.
        CancelledError: The user cancelled.

    """
    check_present(path)
    known = name or path.name
    if path.suffix.lower() in SUFFIXES:
        return [read_delimited(path, known, rows)]
    if is_workbook(path):
        return read_workbook(path, known, rows, watch)
    check_no_other_workbook(path, known)
    _check_settled(path)
    names = _layer_names(path, known)
    raws = []
    for done, layer in enumerate(names):
        watch.at(done / len(names))
        called = known if len(names) == 1 else f"{known} ({layer})"
        raws.append(
            (unread(layer) and _layer_unread(path, layer, called)) or _read_layer(path, layer, called, extent, rows)
        )
    watch.at(1)
    return raws


def check_present(path: Path) -> None:
    """Refuse a path that is no file with something in it.

    Raises:
        RefusedError: No such file, a folder, or empty.

    """
    if path.is_dir():
        raise refused("files_folder", file=path.name)
    if not path.is_file():
        raise refused("files_absent", file=path.name)
    if path.stat().st_size == 0:
        raise refused("files_empty", file=path.name)


def _check_settled(path: Path) -> None:
    """Refuse a database with changes that still stand in a journal: another program has it open for editing."""
    for ending in ("-wal", "-journal"):
        journal = path.with_name(path.name + ending)
        if path.suffix.lower() in _SQLITE_SUFFIXES and journal.is_file() and journal.stat().st_size:
            raise refused("files_being_edited", file=path.name, journal=journal.name)


def _open_options(path: Path) -> dict[str, str]:
    # Without these SQLite leaves -wal and -shm, and the GML driver a .gfs, beside the user's file.
    # Nor may it fetch the schema that a file names: nothing goes out on the network.
    if path.suffix.lower() == ".gpkg":
        return {"IMMUTABLE": "YES"}
    return {"WRITE_GFS": "NO", "DOWNLOAD_SCHEMA": "NO"} if is_xml(path) else {}


def _layer_names(path: Path, known: str) -> list[str]:
    try:
        names = _gml_layers(path) if is_xml(path) else pyogrio.list_layers(path)[:, 0].tolist()
    except DataSourceError as error:
        raise refused("files_unreadable", file=known) from error
    if not names:
        raise refused("files_no_layers", file=known)
    return names


def _gml_layers(path: Path) -> list[str]:
    """Ask for layer after layer: listing them takes no open options, and would write a .gfs."""
    names: list[str] = []
    with suppress(DataLayerError):
        while True:
            names.append(str(pyogrio.read_info(path, layer=len(names), **_open_options(path))["layer_name"]))
    return names


def _read_layer(path: Path, layer: str, name: str, extent: Extent | None, rows: int | None) -> Raw:
    options = _open_options(path)
    try:
        box = _box(path, layer, name, extent, options)
        # Text files say in which zone a time is; as text it is kept. A GeoPackage writes Z whatever the zone.
        spoken = path.suffix.lower() in _JSON_SUFFIXES or is_xml(path)
        meta, _, wkb, data = pyogrio.raw.read(
            path, layer=layer, bbox=box, max_features=rows, datetime_as_string=spoken, **options
        )
    except UNREADABLE as error:
        raise refused("files_layer_unreadable", file=name, layer=layer) from error
    frame = frame_of(meta["fields"], [_without_lists(values) for values in data])
    if wkb is None or meta["geometry_type"] is None:
        return Raw(name, frame, path=path, layer=layer)
    geometry = shapely.from_wkb(wkb, on_invalid="ignore")
    return Raw(name, frame, geometry, _declared(path, meta["crs"], geometry), path, layer)


def _box(path: Path, layer: str, name: str, extent: Extent | None, options: dict[str, str]) -> Extent | None:
    """Give the extent in the reference system of a layer; refuse to read a whole country into memory.

    Raises:
        RefusedError: No extent was given, and the layer holds more than any municipality has.

    """
    if extent is None and path.stat().st_size < _LARGE:
        return None
    info = pyogrio.read_info(path, layer=layer, **options)
    if extent is not None:
        return extent_in(info["crs"], extent) if info["geometry_type"] is not None else None
    if info["features"] > _MOST_ROWS:
        raise refused("files_too_many", file=name, n=int(info["features"]))
    return None


def _layer_unread(path: Path, layer: str, name: str) -> Raw | None:
    """Give the columns and rows of a layer without their values; None for a layer that has to be read to be counted."""
    try:
        info = pyogrio.read_info(path, layer=layer, **_open_options(path))
    except (DataSourceError, DataLayerError):
        return None
    rows, geometry_type = int(info["features"]), info["geometry_type"]
    if rows < 0 or geometry_type is None:
        return None
    frame = pd.DataFrame(index=pd.RangeIndex(rows), columns=[str(field) for field in info["fields"]], dtype=object)
    return Raw(name, frame, np.full(rows, None, dtype=object), info["crs"], path, layer)


def frame_of(fields: Any, data: Any) -> pd.DataFrame:
    """Make a frame of the columns pyogrio gives, dates before 1677 included."""
    return pd.DataFrame({str(field): _column(values) for field, values in zip(fields, data, strict=True)})


def _without_lists(values: NDArray[Any]) -> NDArray[Any]:
    """Write lists as JSON, the text that stands for them in other files too."""
    if values.dtype != object or not any(isinstance(value, np.ndarray) for value in values):
        return values
    held = [json.dumps(one.tolist(), ensure_ascii=False) if isinstance(one, np.ndarray) else one for one in values]
    return np.array(held, dtype=object)


def _column(values: NDArray[Any]) -> NDArray[Any]:
    # Days as such do not exist in pandas; milliseconds hold the year 1, with which some registers say "always".
    return values.astype("datetime64[ms]") if values.dtype.kind == "M" else values


def _declared(path: Path, crs: str | None, geometry: NDArray[np.object_]) -> str | None:
    """Give the declared system; a GeoJSON that names none is lon/lat by its standard only if it can be."""
    if crs is None or path.suffix.lower() not in _JSON_SUFFIXES or not len(geometry):
        return crs
    bounds = shapely.total_bounds(geometry)
    beyond = np.isfinite(bounds).all() and (np.abs(bounds[[0, 2]]).max() > 180 or np.abs(bounds[[1, 3]]).max() > 90)  # noqa: PLR2004 - the ends of longitude and latitude
    return None if beyond and not _names_crs(path) else crs


def _names_crs(path: Path) -> bool:
    with path.open(encoding="utf-8", errors="replace") as file:
        return any(re.search(r'"crs"\s*:\s*\{', piece) for piece in iter(lambda: file.read(1 << 20), ""))
