"""Canonical tables in a GeoPackage and back."""

from __future__ import annotations

import hashlib
import sqlite3
from datetime import date
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely

from locatierisico.registers import store
from locatierisico.registers.load import load
from locatierisico.registers.tables import TABLES, Column, Registers, Shape, canonical
from locatierisico.safeguards.messages import RefusedError, note

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from locatierisico.registers.raw import Raw

DAY = date(2021, 10, 15)
SHAPES = {
    Shape.AREA: shapely.MultiPolygon([shapely.box(131000, 481000, 131010, 481010)]),
    Shape.LINE: shapely.LineString([(131000, 481000), (131010, 481000)]),
    Shape.POINT: shapely.Point(131000.125, 481000.375),
}
VALUES = {
    Column.TEXT: ["één", None],
    Column.NUMBER: [1.5, np.nan],
    Column.MOMENT: [pd.Timestamp("2021-03-04T05:06:07.089"), pd.NaT],
    Column.TUPLE: [("0001", "0002"), ()],
    Column.SET: [frozenset({"b", "a"}), frozenset()],
}


def _every_table(rows: int = 2) -> Registers:
    tables = {}
    for name, table in TABLES.items():
        columns = {column: VALUES[kind][:rows] for column, kind in table.columns.items()}
        geometry = None if table.geometry is Shape.NONE else [SHAPES[table.geometry]] * rows
        tables[name] = canonical(name, columns, geometry)
    return Registers(peildatum=DAY, simulated=frozenset({"woz_waarden", "incidenten"}), **tables)


@pytest.mark.parametrize("rows", [2, 1, 0])
def test_what_goes_in_comes_out(tmp_path: Path, rows: int) -> None:
    registers = _every_table(rows)
    path = tmp_path / "registers é.gpkg"
    store.write(registers, path)
    back = store.read(path)
    assert (back.peildatum, back.simulated) == (DAY, registers.simulated)
    assert list(back.tables()) == list(registers.tables()) == list(TABLES)
    for name, table in registers.tables().items():
        pd.testing.assert_frame_equal(pd.DataFrame(back.tables()[name]), pd.DataFrame(table))
        assert not isinstance(table, gpd.GeoDataFrame) or back.tables()[name].crs == table.crs


def test_what_is_absent_stays_absent(tmp_path: Path, light: Callable[..., list[Raw]]) -> None:
    registers = load({"BAG": light()}, DAY).registers
    store.write(registers, tmp_path / "r.gpkg")
    back = store.read(tmp_path / "r.gpkg")
    assert back.mutaties is None
    assert back.wegdelen is None
    assert back.simulated == frozenset()


def test_the_same_registers_give_the_same_bytes(tmp_path: Path) -> None:
    digests = set()
    for name in ("a", "b", "a"):
        path = tmp_path / f"{name}.gpkg"
        store.write(_every_table(), path, [note("bag_ignored", file="x")])
        digests.add(hashlib.sha256(path.read_bytes()).hexdigest())
    assert len(digests) == 1
    assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") is None


def test_the_file_is_version_1_3_with_layers_by_the_names_of_the_tables(tmp_path: Path) -> None:
    path = tmp_path / "r.gpkg"
    store.write(_every_table(), path, [note("bag_ignored", file="x")])
    with sqlite3.connect(path) as held:
        (version,) = held.execute("PRAGMA user_version").fetchone()
        names = [row[0] for row in held.execute("SELECT table_name FROM gpkg_contents ORDER BY rowid")]
        lists = held.execute("SELECT gebruiksdoelen, pand_identificaties FROM verblijfsobjecten").fetchall()
        (sentence,) = held.execute("SELECT nl FROM messages").fetchone()
    held.close()
    assert version == 10300
    assert names == [*TABLES, "register_meta", "messages", "message_objects"]
    assert lists == [('["a", "b"]', '["0001", "0002"]'), ("[]", "[]")]
    assert sentence == "x: niet gelezen voor de BAG."


def test_nothing_else_is_left_in_the_folder(tmp_path: Path) -> None:
    store.write(_every_table(), tmp_path / "r.gpkg")
    store.read(tmp_path / "r.gpkg")
    assert [path.name for path in tmp_path.iterdir()] == ["r.gpkg"]


def test_refusals(tmp_path: Path) -> None:
    other = tmp_path / "other.gpkg"
    frame = gpd.GeoDataFrame({"a": [1]}, geometry=[SHAPES[Shape.POINT]], crs="EPSG:28992")
    frame.to_file(other, layer="panden", driver="GPKG", engine="pyogrio")
    with pytest.raises(RefusedError, match="not a GeoPackage of registers"):
        store.read(other)
    with pytest.raises(RefusedError, match="no such file"):
        store.read(tmp_path / "nowhere.gpkg")
    with pytest.raises(RefusedError, match="folder gone does not exist"):
        store.write(_every_table(), tmp_path / "gone" / "r.gpkg")
    (tmp_path / "taken.gpkg").mkdir()
    with pytest.raises(RefusedError, match="in use"):
        store.write(_every_table(), tmp_path / "taken.gpkg")
    assert not list(tmp_path.glob(".*"))


def test_messages_come_back_with_the_objects_they_concern(tmp_path: Path) -> None:
    told = (
        note("bag_fillers", file="bag.gpkg", table="panden", column="bouwjaar", n=2).about(["1", None, "2"]),
        note("load_boundary", n=1),
    )
    store.write(_every_table(), tmp_path / "registers.gpkg", told)
    back = store.read_messages(tmp_path / "registers.gpkg")
    assert back == told
    assert [message.objects for message in back] == [("1", "2"), ()]


def test_registers_without_messages(tmp_path: Path) -> None:
    store.write(_every_table(), tmp_path / "registers.gpkg")
    assert store.read_messages(tmp_path / "registers.gpkg") == ()
