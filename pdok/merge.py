"""Pages of a register -> one GeoPackage, with every object once and every column as it was delivered."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely
from pyogrio.errors import DataSourceError

from ..safeguards.messages import refused
from .pages import Key, key_of, read_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from numpy.typing import NDArray
    from shapely import MultiPolygon, Polygon

    from ..safeguards.watch import Watch
    from .asking import Answer
    from .services import Layer

_RD = "EPSG:28992"
_ROW = "pdok_fid"  # a name for GDAL's own row number that no register uses
_TAKEN = (_ROW, "geom", "geometry")
_ID = "id"
# QGIS 3.40 reads version 1.3 without a warning.
_CREATION = {"VERSION": "1.3"}


@dataclass(frozen=True)
class Merged:
    """What a layer came to.

    Attributes:
        objects: In the file.
        twice: Left out because an earlier page held them.
        outside: Left out because they lie outside the municipality.

    """

    objects: int
    twice: int
    outside: int


def ground_of(geometries: Iterable[dict[str, Any]]) -> Polygon | MultiPolygon:
    """Join the outlines of a municipality, land and water, to one."""
    parts = shapely.make_valid(_shapes(list(geometries)))
    return shapely.union_all(parts)


def merge(
    layer: Layer,
    pages: Iterable[Answer],
    ground: Polygon | MultiPolygon | None,
    around: float,
    watch: Watch,
) -> tuple[gpd.GeoDataFrame, Merged]:
    """Put the pages of a layer together.

    Args:
        layer: What they hold.
        pages: Whole pages, in the order they were fetched.
        ground: The municipality; what lies outside it is left out. None keeps everything.
        around: Metres beyond it that belong to it for a layer that is fetched around.
        watch: Asked between pages whether to stop.

    Returns:
        The features with delivered names, the id of the feature as `id` where it has one, and how many there were.

    """
    seen: set[Key] = set()
    columns: dict[str, list[Any]] = {}
    shapes: list[NDArray[np.object_]] = []
    n = twice = 0
    for page in pages:
        watch.at(0)
        features = read_page(page).features
        fresh = np.zeros(len(features), dtype=np.bool_)
        for at, feature in enumerate(features):
            key = key_of(feature, layer)
            if key in seen:
                twice += 1
                continue
            seen.add(key)
            _add(columns, _properties(feature), n)
            fresh[at] = True
            n += 1
        # Outlines take most of the room; as shapes they take little.
        shapes.append(_shapes_of(page, features)[fresh])
    names = _unlike(list(columns))
    held = {name: _column(values, n) for name, values in zip(names, columns.values(), strict=True)}
    frame = pd.DataFrame(held, index=range(n))
    made = gpd.GeoDataFrame(frame, geometry=np.concatenate([*shapes, _shapes([])]), crs=_RD)
    if ground is None or not n:
        return made, Merged(n, twice, 0)
    inside = _belongs(made.geometry.to_numpy(), ground, around if layer.around else None)
    return made[inside].reset_index(drop=True), Merged(int(inside.sum()), twice, int((~inside).sum()))


def write(layers: Iterable[tuple[str, gpd.GeoDataFrame]], path: Path, day: date) -> None:
    """Write layers to a new GeoPackage; the same pages give the same bytes on the same day.

    Raises:
        RefusedError: The file cannot be written.

    """
    stamp = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{day.isoformat()}T00:00:00.000Z"})
    try:
        for name, frame in layers:
            pyogrio.write_dataframe(
                frame, path, layer=name, driver="GPKG", layer_options={"FID": _ROW}, dataset_options=_CREATION
            )
    except (OSError, DataSourceError) as error:
        raise refused("store_in_use", file=path.name) from error
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": stamp})


def _properties(feature: dict[str, Any]) -> dict[str, Any]:
    """Give the properties, and the id of the feature, to which other objects may point."""
    held: dict[str, Any] = feature.get("properties") or {}
    if feature.get("id") is None or any(name.lower() == _ID for name in held):
        return held
    return {_ID: str(feature["id"]), **held}


def _add(columns: dict[str, list[Any]], held: dict[str, Any], row: int) -> None:
    for name, value in held.items():
        column = columns.setdefault(name, [])
        column.extend([None] * (row - len(column)))
        column.append(value)


def _unlike(names: list[str]) -> list[str]:
    """Give names a GeoPackage can tell apart, for which capitals are nothing; one that is taken gets a number."""
    taken, made = set(_TAKEN), []
    for name in names:
        number, free = 1, name
        while free.lower() in taken:
            number += 1
            free = f"{name}_{number}"
        taken.add(free.lower())
        made.append(free)
    return made


def _column(values: list[Any], n: int) -> pd.Series:
    """Give values as the type they all have; lists and objects as JSON, unlike values as text."""
    values.extend([None] * (n - len(values)))
    kinds = {type(value) for value in values if value is not None}
    if kinds == {bool}:
        return pd.Series(values, dtype="boolean")
    if kinds == {int} and all(value is None or abs(value) < 1 << 63 for value in values):
        return pd.Series(values, dtype="Int64")
    if kinds and kinds <= {int, float}:
        return pd.Series(values, dtype="float64")
    return pd.Series([_text(value) for value in values], dtype=object)


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _shapes_of(page: Answer, features: Sequence[dict[str, Any]]) -> NDArray[np.object_]:
    """Give the shapes of a page, read in one go; one by one where that does not give a shape for every feature."""
    if all(feature.get("geometry") is not None for feature in features):
        parts: NDArray[np.object_] = shapely.get_parts(shapely.from_geojson(page.body, on_invalid="ignore"))
        if len(parts) == len(features) and not shapely.is_missing(parts).any():
            return parts
    return _shapes([feature.get("geometry") for feature in features])


def _shapes(geometries: Sequence[Any]) -> NDArray[np.object_]:
    texts = [None if one is None else json.dumps(one) for one in geometries]
    made: NDArray[np.object_] = shapely.from_geojson(np.array(texts, dtype=object), on_invalid="ignore")
    return made


def _belongs(shapes: NDArray[np.object_], ground: Any, around: float | None) -> NDArray[np.bool_]:
    """Tell what belongs to a municipality: what touches its surroundings, else what has its middle in it."""
    if around is not None:
        wide = shapely.buffer(ground, around)
        shapely.prepare(wide)
        near: NDArray[np.bool_] = shapely.intersects(wide, shapes) | shapely.is_missing(shapes)
        return near
    broken = ~shapely.is_valid(shapes) & ~shapely.is_missing(shapes)
    sound = shapes.copy()
    sound[broken] = shapely.make_valid(shapes[broken])
    shapely.prepare(ground)
    middles = shapely.point_on_surface(sound)
    own: NDArray[np.bool_] = shapely.intersects(ground, middles) | shapely.is_missing(shapes)
    return own
