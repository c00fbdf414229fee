"""A made-up estate: square panden of 10 m in a row, and indicators whose values the test gives."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from locatierisico.indicators.model import (
    Direction,
    Evidence,
    Indicator,
    Kind,
    Level,
    Measured,
    Rate,
    Rollup,
    Share,
    Text,
    Theme,
)
from locatierisico.indicators.set_files import Entry, Preset, Role, Set
from locatierisico.indicators.units import Areas, Place, Units
from locatierisico.registers.tables import RD_NEW, Registers, canonical

PEILDATUM = date(2024, 1, 1)


def _registers(**tables: Any) -> Any:
    nothing = {"panden": canonical("panden", {}, []), "verblijfsobjecten": canonical("verblijfsobjecten", {}, [])}
    return Registers(PEILDATUM, **{**nothing, **tables})


def _place(registers: Any) -> Any:
    return Place(
        registers,
        panden=registers.panden,
        vbo=registers.verblijfsobjecten,
        dwellings=np.empty((0, 2)),
        dwelling_erf=np.empty(0, dtype=np.int64),
        woz=None,
        graph=None,
        kinds={},
        unit_ids=np.empty(0, dtype=object),
        unit_geometry=np.empty(0, dtype=object),
    )


def _squares(count: Any, row: Any = 0.0) -> Any:
    west = 100_000 + 20.0 * np.arange(count)
    return shapely.box(west, 400_000 + row, west + 10, 400_010 + row)


def _units(ids: Any, area_ids: Any, area_type: str = "bedrijventerrein", registers: Any = None) -> Any:
    registers = registers or _registers()
    table = gpd.GeoDataFrame(
        {"area_id": list(area_ids), "footprint": 100.0, "contains_dwelling": False},
        index=pd.Index(list(ids), name="unit_id"),
        geometry=_squares(len(ids)),
        crs=RD_NEW,
    )
    empty = registers.panden.assign(unit=pd.Series(dtype="int64"))
    vbo = registers.verblijfsobjecten.assign(unit=pd.Series(dtype="int64"), use=pd.Series(dtype=object))
    return Units(area_type, table, empty, vbo, None, _place(registers))


def _areas(units: Any) -> Any:
    ids = sorted(set(units.table["area_id"]))
    table = gpd.GeoDataFrame(
        {"name": [f"Estate {one}" for one in ids]},
        index=pd.Index(ids, name="area_id"),
        geometry=shapely.box(100_000, 400_000, 100_100, 400_100 + np.arange(len(ids))),
        crs=RD_NEW,
    )
    return Areas(units.area_type, table, units, units.place)


def _indicator(
    name: str, values: Any, *, kind: Any = Kind.CONTINUOUS, direction: Any = Direction.HIGHER_IS_RISKIER, **more: Any
) -> Any:
    """Make an indicator that returns what it is given: an array, a pair (k, n), or (count, exposure, alpha, beta)."""

    def compute(units: Any, *, factor: float = 1.0) -> Any:
        held = values(units) if callable(values) else values
        if isinstance(held, tuple) and len(held) == 2:
            return Share(*(pd.Series(part, index=units.index, dtype="float64") for part in held))
        if isinstance(held, tuple):
            count, exposure = (pd.Series(part, index=units.index, dtype="float64") for part in held[:2])
            return Rate(count, exposure, *held[2:])
        return Measured(pd.Series(held, index=units.index, dtype="float64") * factor)

    fields = {
        "label": Text(f"{name} en", f"{name} nl"),
        "formula": Text("given", "gegeven"),
        "unit": "",
        "level": Level.UNIT,
        "rollup": Rollup.MEDIAN,
        "themes": frozenset({Theme.DRUGS}),
        "requires": {"panden": ("bouwjaar",)},
        "evidence": Evidence.C,
        "source": "this test",
        "innocent": Text("chance", "toeval"),
    }
    return Indicator(id=name, kind=kind, direction=direction, compute=compute, **{**fields, **more})


def _set(
    dimensions: Any,
    *,
    area_type: str = "bedrijventerrein",
    context: Any = (),
    area_only: Any = (),
    presets: Any = None,
    **entries: Any,
) -> Any:
    """Make a set from dimension -> list of ids; every dimension and indicator weighs 1."""
    weighed = [Entry(i, Role.WEIGHED, name, **entries.get(i, {})) for name, ids in dimensions.items() for i in ids]
    beside = [Entry(i, Role.CONTEXT) for i in context] + [Entry(i, Role.AREA_ONLY) for i in area_only]
    presets = presets or {"equal": Preset({}, {})}
    return Set(area_type, area_type, dict.fromkeys(dimensions, 1.0), (*weighed, *beside), presets, next(iter(presets)))


def _formed(units: Any, areas: Any = None, others: Any = ()) -> Any:
    """Put units, and rows (unit_id, state) that are never scored, in a formation."""
    table = units.table[["area_id", "footprint", "contains_dwelling", "geometry"]].reset_index()
    table["state"] = "eligible"
    extra = [
        {"unit_id": name, "area_id": "a", "footprint": 1.0, "contains_dwelling": True, "state": state}
        for name, state in others
    ]
    if extra:
        more = gpd.GeoDataFrame(extra, geometry=_squares(len(extra), row=50.0), crs=RD_NEW)
        table = pd.concat([table, more], ignore_index=True)
    table["area_type"] = units.area_type
    return SimpleNamespace(
        place=units.place,
        units={units.area_type: units},
        areas={units.area_type: areas or _areas(units)},
        table=table,
        messages=(),
    )


@pytest.fixture
def make() -> Any:
    """The makers of this file, by name."""
    return SimpleNamespace(
        registers=_registers,
        units=_units,
        areas=_areas,
        indicator=_indicator,
        set=_set,
        formed=_formed,
    )
