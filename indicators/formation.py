"""From registers to units: the areas, the panden and complexes in them, and the place around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..network.graph import Graph
from ..registers.tables import GEBIEDSTYPEN, RD_NEW
from ..safeguards.messages import note
from ..safeguards.watch import Watch
from .assignment import assign
from .eligible import CLUSTER, DWELLING, ELIGIBLE, Rows, complex_rows, pand_rows
from .erven import Erven, erven
from .occupancy import NON_DWELLING, Occupancy, occupancy
from .parts import areas_of
from .units import Areas, Place, Units
from .woz_objects import business_objects

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from ..registers.tables import Registers
    from ..safeguards.messages import Message
    from .assignment import Assigned
    from .model import Theme


@dataclass(frozen=True, eq=False)
class Formation:
    """What the indicators are computed on.

    Attributes:
        place: The municipality.
        units: Area type -> its eligible units; every type is there, if need be with no unit.
        areas: Area type -> its areas.
        table: Every unit row: `unit_id`, `area_id` (None where its area is unknown), `area_type`, `state`
            ("eligible", "dwelling" or "cluster"), `contains_dwelling`, `footprint` (m²), `geometry` (multipolygon).
        messages: What was chosen, counted and left out.

    """

    place: Place
    units: dict[str, Units]
    areas: dict[str, Areas]
    table: gpd.GeoDataFrame
    messages: tuple[Message, ...]


def form(
    registers: Registers,
    kinds: Mapping[str, frozenset[Theme]],
    watch: Watch = Watch(),  # noqa: B008 - a Watch is frozen
) -> Formation:
    """Form the units of a municipality.

    Args:
        registers: The canonical tables.
        kinds: Incident kind (lower case) -> themes it counts for.
        watch: Asked between steps.

    Raises:
        RefusedError: There is no pand.

    """
    lived = occupancy(registers)
    messages = list(lived.messages)
    watch.at(0.05)
    areas, said = areas_of(registers, lived, watch.part(0.05, 0.5))
    messages += said
    outlines = registers.panden.geometry.to_numpy()
    assigned = assign(outlines, areas, watch.part(0.5, 0.65))
    yards = erven(outlines, lived, watch.part(0.65, 0.85))
    rows = {}
    for kind in GEBIEDSTYPEN:
        if kind == "buitengebied":
            rows[kind], said = complex_rows(registers.panden, lived, assigned, yards)
        else:
            rows[kind], said = pand_rows(kind, registers.panden, lived, assigned, yards)
        messages += said
    watch.at(0.9)
    tables = {kind: _unit_table(rows[kind], kind, areas[kind], outlines) for kind in GEBIEDSTYPEN}
    table = pd.concat(tables.values(), ignore_index=True)
    eligible = table[table["state"] == ELIGIBLE]
    woz, said = business_objects(registers, lived)
    messages += said
    graph = None if registers.wegvakken is None else Graph.of(registers.wegvakken)
    messages += [] if graph is None else graph.messages
    homes, erf_of_home = _dwellings(registers, lived, yards)
    place = Place(
        registers=registers,
        panden=_panden(registers, lived, assigned, yards, areas),
        vbo=_vbo(registers, lived, yards),
        dwellings=homes,
        dwelling_erf=erf_of_home,
        woz=woz,
        graph=graph,
        kinds=kinds,
        unit_ids=eligible["unit_id"].to_numpy(dtype=object),
        unit_geometry=eligible.geometry.to_numpy(),
    )
    watch.at(0.95)
    units = {kind: _units(kind, tables[kind], rows[kind], lived, yards, place) for kind in GEBIEDSTYPEN}
    messages += _counted(table, assigned)
    made = {kind: Areas(kind, areas[kind].set_index("area_id"), units[kind], place) for kind in GEBIEDSTYPEN}
    columns = ["unit_id", "area_id", "area_type", "state", "contains_dwelling", "footprint", "geometry"]
    watch.at(1.0)
    return Formation(place, units, made, table[columns], tuple(messages))


def _unit_table(rows: Rows, kind: str, areas: gpd.GeoDataFrame, outlines: NDArray[np.object_]) -> gpd.GeoDataFrame:
    """Give the rows their area, footprint and outline."""
    order = np.lexsort((rows.pand, rows.unit))
    parts, owner = shapely.get_parts(outlines[rows.pand[order]], return_index=True)
    shapes = shapely.multipolygons(parts, indices=rows.unit[order][owner]) if len(parts) else np.empty(0, dtype=object)
    table = rows.table
    area = table["area"].to_numpy(dtype=np.int64)
    if "largest" in table:
        area = _area_around(outlines[table["largest"].to_numpy(dtype=np.int64)], areas.geometry.to_numpy(), area)
    ids = np.array([*areas["area_id"], None], dtype=object)
    columns = {
        "unit_id": table["unit_id"],
        "area_id": ids[area],
        "area_type": np.full(len(table), kind, dtype=object),
        "state": table["state"],
        "contains_dwelling": table["contains_dwelling"].astype(bool),
        "footprint": np.bincount(rows.unit, weights=shapely.area(outlines[rows.pand]), minlength=len(table)),
        "erf": table["erf"].astype(np.int64),
    }
    return gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries(shapes, index=table.index, crs=RD_NEW), crs=RD_NEW)


def _area_around(
    largest: NDArray[np.object_], areas: NDArray[np.object_], otherwise: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Find the area that holds the centroid of each complex's largest pand, the lowest on a shared border."""
    found = otherwise.copy()
    unit, area = shapely.STRtree(areas).query(shapely.centroid(largest), predicate="intersects")
    order = np.lexsort((-area, unit))
    found[unit[order]] = area[order]
    return found


def _panden(
    registers: Registers, lived: Occupancy, assigned: Assigned, yards: Erven, areas: Mapping[str, gpd.GeoDataFrame]
) -> gpd.GeoDataFrame:
    area_id = np.full(len(assigned.area), "", dtype=object)
    for kind, table in areas.items():
        here = assigned.area_type == kind
        area_id[here] = table["area_id"].to_numpy(dtype=object)[assigned.area[here]]
    return registers.panden.assign(
        footprint=shapely.area(registers.panden.geometry.to_numpy()),
        n_vbo=lived.n_vbo,
        n_dwellings=lived.n_dwellings,
        n_business=lived.n_business,
        erf=yards.of_pand,
        area_type=assigned.area_type,
        area_id=area_id,
    )


def _vbo(registers: Registers, lived: Occupancy, yards: Erven) -> gpd.GeoDataFrame:
    return registers.verblijfsobjecten.assign(use=lived.use, erf=_erf_of_vbo(lived, yards))


def _erf_of_vbo(lived: Occupancy, yards: Erven) -> NDArray[np.int64]:
    erf = np.append(yards.of_pand, -1)[lived.first]
    return np.asarray(erf, dtype=np.int64)


def _dwellings(registers: Registers, lived: Occupancy, yards: Erven) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    lived_in = lived.use != NON_DWELLING
    points = registers.verblijfsobjecten.geometry.to_numpy()[lived_in]
    places = np.concatenate([points, shapely.centroid(lived.berths)])
    return shapely.get_coordinates(places), np.concatenate([_erf_of_vbo(lived, yards)[lived_in], yards.of_berth])


def _units(kind: str, table: gpd.GeoDataFrame, rows: Rows, lived: Occupancy, yards: Erven, place: Place) -> Units:
    """Make the units of a type from its eligible rows, with their panden, verblijfsobjecten and WOZ objects."""
    eligible = (table["state"] == ELIGIBLE).to_numpy()
    position = np.where(eligible, np.cumsum(eligible) - 1, -1)
    part = position[rows.unit]
    order = np.lexsort((rows.pand, part))
    order = order[part[order] >= 0]
    unit_of_pand = np.full(len(place.panden), -1, dtype=np.int64)
    unit_of_pand[rows.pand[order]] = part[order]

    pairs = np.column_stack([unit_of_pand[lived.pand], lived.vbo])
    pairs = np.unique(pairs[pairs[:, 0] >= 0], axis=0).reshape(-1, 2)
    panden = place.panden.iloc[rows.pand[order]].assign(unit=part[order]).reset_index(drop=True)
    vbo = place.vbo.iloc[pairs[:, 1]].assign(unit=pairs[:, 0]).reset_index(drop=True)
    own = table[eligible].set_index("unit_id")[["area_id", "footprint", "contains_dwelling", "erf", "geometry"]]
    woz = None
    if place.woz is not None:
        unit = _unit_of_woz(place.woz, unit_of_pand, own, yards, by_erf=kind == "buitengebied")
        woz = place.woz.assign(unit=unit)[unit >= 0].sort_values(["unit", "wozobjectnummer"], ignore_index=True)
    return Units(kind, own, panden, vbo, woz, place)


def _unit_of_woz(
    woz: pd.DataFrame, unit_of_pand: NDArray[np.int64], own: gpd.GeoDataFrame, yards: Erven, *, by_erf: bool
) -> NDArray[np.int64]:
    """Find the unit of each WOZ object; a farm's object hangs on its house, so a complex takes those of its erf."""
    pand = woz["pand"].to_numpy(dtype=np.int64)
    if not by_erf:
        return np.asarray(np.append(unit_of_pand, -1)[pand], dtype=np.int64)
    unit_of_erf = np.full(len(yards.panden) + 1, -1, dtype=np.int64)
    unit_of_erf[own["erf"].to_numpy()] = np.arange(len(own))
    return np.asarray(unit_of_erf[np.append(yards.of_pand, -1)[pand]], dtype=np.int64)


def _counted(table: gpd.GeoDataFrame, assigned: Assigned) -> list[Message]:
    messages = []
    for kind in GEBIEDSTYPEN:
        state = table.loc[table["area_type"] == kind, "state"]
        lived_by = table["contains_dwelling"] & (table["state"] == ELIGIBLE) & (table["area_type"] == kind)
        messages.append(
            note("formation_units", area_type=kind, n=int((state == ELIGIBLE).sum()), with_dwelling=int(lived_by.sum()))
        )
    for code, state in (("formation_dwellings", DWELLING), ("formation_clusters", CLUSTER)):
        count = int((table["state"] == state).sum())
        if count:
            messages.append(note(code, n=count))
    none = int((assigned.area_type == "").sum())
    if none:
        messages.append(note("formation_no_type", n=none))
    return messages
