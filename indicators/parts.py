"""The areas of each type: delivered or derived, and the buitengebied cut into parts that can be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..registers.tables import GEBIEDSTYPEN, RD_NEW
from ..safeguards.messages import note, warn
from .derive import as_areas, derive_areas

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..registers.tables import Registers
    from ..safeguards.messages import Message
    from ..safeguards.watch import Watch
    from .occupancy import Occupancy

SQUARE = 1000.0  # m
_SLIVER = 100.0  # m²: what a cut leaves behind along a shared border


def areas_of(registers: Registers, lived: Occupancy, watch: Watch) -> tuple[dict[str, gpd.GeoDataFrame], list[Message]]:
    """Gather the areas of every type.

    The delivered `gebieden` of a type stand for that type; a type that was not delivered is derived from the BAG.

    Args:
        registers: The canonical tables.
        lived: Their occupancy.
        watch: Asked between steps.

    Returns:
        Area type -> table with `area_id`, `name`, `source` and `geometry`, for every type; and messages.

    """
    given = registers.gebieden
    kinds = set() if given is None else set(given["gebiedstype"])
    messages: list[Message] = []
    tables = {}
    for kind in GEBIEDSTYPEN:
        if given is not None and kind in kinds:
            tables[kind] = _table(given[given["gebiedstype"] == kind], kind)
            messages.append(note("formation_areas_delivered", area_type=kind, n=len(tables[kind])))
    unknown = 0 if given is None else int((~given["gebiedstype"].isin(GEBIEDSTYPEN)).sum())
    if unknown:
        messages.append(warn("formation_areas_of_unknown_type", n=unknown, types=", ".join(GEBIEDSTYPEN)))
    missing = [kind for kind in GEBIEDSTYPEN if kind not in kinds]
    if missing:
        derived = derive_areas(registers, watch, types=missing, lived=lived)
        messages.append(warn("formation_areas_derived", types=", ".join(missing)))
        messages.extend(derived.messages)
        made = derived.gebieden
        tables.update({kind: _table(made[made["gebiedstype"] == kind], kind) for kind in missing})
    tables["buitengebied"], how = _cut(tables["buitengebied"].geometry.to_numpy(), registers.buurten)
    messages.append(how)
    return _with_unique_ids(tables), messages


def _table(gebieden: gpd.GeoDataFrame, kind: str) -> gpd.GeoDataFrame:
    """Make one row per gebied; rows that share an id are one area."""
    ids = gebieden["gebied_id"].to_numpy(dtype=object)
    ids = np.where(pd.isna(ids), [f"{kind}-{i}" for i in range(1, len(ids) + 1)], ids)
    names = gebieden["naam"].to_numpy(dtype=object)
    code, unique = pd.factorize(ids)
    first = np.unique(code, return_index=True)[1]
    shapes = gebieden.geometry.to_numpy()
    if len(unique) < len(ids):
        groups = [shapes[code == i] for i in range(len(unique))]
        shapes = as_areas(np.array([shapely.union_all(group) for group in groups], dtype=object))
    return _areas(unique, np.where(pd.isna(names[first]), unique, names[first]), shapes)


def _areas(ids: Any, names: Any, shapes: NDArray[np.object_]) -> gpd.GeoDataFrame:
    columns = {"area_id": np.asarray(ids, dtype=object), "name": np.asarray(names, dtype=object)}
    return gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries(shapes, crs=RD_NEW), crs=RD_NEW)


def _cut(countryside: NDArray[np.object_], buurten: gpd.GeoDataFrame | None) -> tuple[gpd.GeoDataFrame, Message]:
    """Cut the buitengebied into buurten, and what lies in none of them into squares of 1 km."""
    whole = shapely.union_all(countryside) if len(countryside) else shapely.MultiPolygon()
    made = []
    if buurten is not None and len(buurten):
        shapes = shapely.intersection(buurten.geometry.to_numpy(), whole)
        made.append(_areas(buurten["buurtcode"], buurten["buurtnaam"].fillna(buurten["buurtcode"]), as_areas(shapes)))
        whole = shapely.difference(whole, shapely.union_all(buurten.geometry.to_numpy()))
    made.append(_squares(whole))
    cut = [table[shapely.area(table.geometry.to_numpy()) >= _SLIVER] for table in made]
    if len(made) == 1:
        how = note("formation_buitengebied_in_squares", n=len(cut[0]))
    else:
        how = note("formation_buitengebied_in_buurten", n=len(cut[0]), squares=len(cut[1]))
    parts = pd.concat(cut, ignore_index=True)
    return parts.sort_values("area_id", ignore_index=True), how


def _squares(whole: Any) -> gpd.GeoDataFrame:
    """Cut into squares: strips first, so that a square is cut from a strip instead of from the whole."""
    if shapely.is_empty(whole):
        return _areas([], [], np.empty(0, dtype=object))
    west, south, east, north = shapely.bounds(whole)
    columns = np.arange(np.floor(west / SQUARE), np.ceil(east / SQUARE)).astype(np.int64)
    rows = np.arange(np.floor(south / SQUARE), np.ceil(north / SQUARE)).astype(np.int64)
    strips = shapely.intersection(shapely.box(columns * SQUARE, south, (columns + 1) * SQUARE, north), whole)
    column, row = (grid.ravel() for grid in np.meshgrid(columns, rows, indexing="ij"))
    squares = shapely.box(column * SQUARE, row * SQUARE, (column + 1) * SQUARE, (row + 1) * SQUARE)
    shapes = shapely.intersection(squares, np.repeat(strips, len(rows)))
    met = ~shapely.is_empty(shapes)
    numbers = [f"{x}-{y}" for x, y in zip(column[met], row[met], strict=True)]
    return _areas([f"km-{n}" for n in numbers], [f"Kilometervak {n}" for n in numbers], as_areas(shapes[met]))


def _with_unique_ids(tables: dict[str, gpd.GeoDataFrame]) -> dict[str, gpd.GeoDataFrame]:
    """Put the type before ids that areas of several types share."""
    ids = pd.concat([table["area_id"] for table in tables.values()])
    shared = set(ids[ids.duplicated()])
    for kind, table in tables.items():
        clash = table["area_id"].isin(shared)
        tables[kind] = table.assign(area_id=table["area_id"].where(~clash, kind + "-" + table["area_id"]))
    return {kind: tables[kind] for kind in GEBIEDSTYPEN}
