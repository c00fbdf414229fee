"""What every register with a geometry does with a layer that is not as it should be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
import shapely

from locatierisico.registers import areas, bgt, buurten, incidents, roads
from locatierisico.registers.files import read_file
from locatierisico.registers.raw import Raw, Read
from locatierisico.safeguards.messages import RefusedError, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PEILDATUM = date(2021, 10, 15)
N = 3
LEFT = 120_000 + 200 * np.arange(N)
SQUARES = shapely.box(LEFT, 487_000, LEFT + 100, 487_100)
LINES = shapely.linestrings([[(x, 487_000), (x + 100, 487_000)] for x in LEFT])
POINTS = shapely.points(LEFT, 487_000)
# The same squares in degrees, to the nearest ten metres or so: only their size matters here.
WEST = 4.87 + 0.003 * np.arange(N)
DEGREES = {3: shapely.box(WEST, 52.369, WEST + 0.001, 52.37), 1: shapely.linestrings(
    [[(x, 52.37), (x + 0.001, 52.37)] for x in WEST]), 0: shapely.points(WEST, 52.37)}  # fmt: skip
BOWTIE = shapely.Polygon([(120_000, 487_000), (120_100, 487_100), (120_100, 487_000), (120_000, 487_100)])


@dataclass
class Register:
    table: str
    raw: Raw
    read: Callable[[list[Raw], date], Read]


def made(
    table: str, geometry: np.ndarray, read: Callable[..., Read], layer: str = "", **columns: list[object]
) -> Register:
    return Register(table, Raw(f"{table}.gpkg", pd.DataFrame(columns), geometry, "EPSG:28992", layer=layer), read)


REGISTERS = [
    made("wegdelen", SQUARES, bgt.read, "wegdeel", lokaal_id=list("abc"), bronhouder=["G0363"] * N,
         relatieve_hoogteligging=[0] * N, functie=["inrit"] * N, fysiek_voorkomen=["onverhard"] * N),
    made("gebieden", SQUARES, areas.read, type=["industrie"] * N, naam=list("abc"), id=list("abc")),
    made("buurten", SQUARES, buurten.read, buurtcode=["BU03630001", "BU03630002", "BU03630003"]),
    made("wegvakken", LINES, roads.read, wvk_id=[1, 2, 3], jte_id_beg=[1, 2, 3], jte_id_end=[2, 3, 4]),
    made("incidenten", POINTS, incidents.read, id=[1, 2, 3], soort=["a"] * N, begin=["2021-01-01 10:00"] * N),
]  # fmt: skip
EVERY = pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.table)
POLYGONS = pytest.mark.parametrize("register", REGISTERS[:3], ids=lambda register: register.table)


def rows(register: Register, raw: Raw) -> tuple[pd.DataFrame, dict[str, object]]:
    found = register.read([raw], PEILDATUM)
    for message in found.messages:
        assert say(message, "nl") != say(message, "en")
    return found.tables[register.table], {message.code: message.values.get("n") for message in found.messages}


@EVERY
def test_as_it_should_be(register: Register) -> None:
    table, _ = rows(register, register.raw)
    assert len(table) == N
    assert table.crs.to_epsg() == 28992


@EVERY
def test_another_register(register: Register) -> None:
    if register.table == "wegvakken":
        pytest.skip("any line may be a road")
    other = replace(register.raw, frame=pd.DataFrame({"kleur": ["rood"] * N}), name="bomen.gpkg", layer="bomen")
    with pytest.raises(RefusedError, match=r"bomen\.gpkg"):
        register.read([other], PEILDATUM)


@EVERY
def test_another_shape(register: Register) -> None:
    other = POINTS if register.table != "incidenten" else SQUARES
    with pytest.raises(RefusedError, match=register.table):
        register.read([replace(register.raw, geometry=other)], PEILDATUM)


@EVERY
def test_a_table_without_geometry(register: Register) -> None:
    with pytest.raises(RefusedError, match=register.table):
        register.read([replace(register.raw, geometry=None)], PEILDATUM)


@EVERY
def test_no_rows(register: Register) -> None:
    none = replace(register.raw, frame=register.raw.frame.iloc[:0], geometry=register.raw.geometry[:0])
    with pytest.raises(RefusedError, match="no rows"):
        register.read([none], PEILDATUM)


@EVERY
def test_undeclared_rd_is_taken_for_rd_and_told(register: Register) -> None:
    table, told = rows(register, replace(register.raw, crs=None))
    assert len(table) == N
    assert "spatial_assumed_rd" in told


@EVERY
def test_degrees(register: Register) -> None:
    degrees = replace(register.raw, geometry=DEGREES[int(shapely.get_type_id(register.raw.geometry[0]))])
    for crs in (None, "EPSG:28992"):
        with pytest.raises(RefusedError, match=register.table):
            register.read([replace(degrees, crs=crs)], PEILDATUM)
    table, told = rows(register, replace(degrees, crs="EPSG:4326"))
    assert "spatial_reprojected" in told
    assert table.total_bounds == pytest.approx([120_000, 487_000, 120_700, 487_100], abs=1000)


@EVERY
def test_null_geometry_is_left_out_and_counted_and_all_null_is_refused(register: Register) -> None:
    geometry = register.raw.geometry.copy()
    geometry[1] = None
    table, told = rows(register, replace(register.raw, geometry=geometry))
    assert len(table) == N - 1
    assert 1 in told.values()
    with pytest.raises(RefusedError, match=register.table):
        register.read([replace(register.raw, geometry=np.full(N, None, dtype=object))], PEILDATUM)


@EVERY
def test_all_values_null(register: Register) -> None:
    empty = replace(
        register.raw, frame=pd.DataFrame(None, index=range(N), columns=register.raw.frame.columns, dtype=object)
    )
    if register.table == "wegdelen":  # every value is missing, the outlines are still there
        table, told = rows(register, empty)
        assert table["functie"].isna().all()
        assert told["bgt_no_id"] == N
        return
    with pytest.raises(RefusedError, match=register.table):
        register.read([empty], PEILDATUM)


@EVERY
def test_a_row_that_stands_twice_counts_once(register: Register) -> None:
    doubled = replace(
        register.raw,
        frame=pd.concat([register.raw.frame, register.raw.frame.iloc[:1]], ignore_index=True),
        geometry=np.append(register.raw.geometry, register.raw.geometry[:1]),
    )
    table, told = rows(register, doubled)
    assert len(table) == N
    assert 1 in told.values()


@POLYGONS
def test_a_broken_polygon_is_mended_and_told(register: Register) -> None:
    geometry = register.raw.geometry.copy()
    geometry[0] = BOWTIE
    table, told = rows(register, replace(register.raw, geometry=geometry))
    assert told["spatial_repaired"] == 1
    assert table.area[0] == pytest.approx(5000)  # two triangles of 100 by 50 / 2 make half the square
    assert table.is_valid.all()


@EVERY
def test_row_order_does_not_change_what_is_read(register: Register) -> None:
    turned = replace(
        register.raw, frame=register.raw.frame[::-1].reset_index(drop=True), geometry=register.raw.geometry[::-1]
    )
    table, _ = rows(register, turned)
    straight, _ = rows(register, register.raw)
    assert sorted(table.geometry.to_wkt()) == sorted(straight.geometry.to_wkt())


def test_an_arc_becomes_a_line(tmp_path: Path) -> None:
    """Half a disc with a radius of 100 m: pi * 100² / 2 = 15,708 m²."""
    path = tmp_path / "één gebied.gml"
    path.write_text(
        """<?xml version="1.0" encoding="utf-8"?>
<ogr:FeatureCollection xmlns:ogr="http://ogr.maptools.org/" xmlns:gml="http://www.opengis.net/gml/3.2">
<ogr:featureMember><ogr:gebied><ogr:geometryProperty>
<gml:Surface srsName="urn:ogc:def:crs:EPSG::28992"><gml:patches><gml:PolygonPatch><gml:exterior><gml:Ring>
<gml:curveMember><gml:Curve><gml:segments>
<gml:Arc><gml:posList>120000 487000 120100 487100 120200 487000</gml:posList></gml:Arc>
<gml:LineStringSegment><gml:posList>120200 487000 120000 487000</gml:posList></gml:LineStringSegment>
</gml:segments></gml:Curve></gml:curveMember>
</gml:Ring></gml:exterior></gml:PolygonPatch></gml:patches></gml:Surface>
</ogr:geometryProperty><ogr:type>industrie</ogr:type></ogr:gebied></ogr:featureMember></ogr:FeatureCollection>""",
        encoding="utf-8",
    )
    table = partial(areas.read, read_file(path))(PEILDATUM).tables["gebieden"]
    assert table.area[0] == pytest.approx(np.pi * 100**2 / 2, rel=0.01)
