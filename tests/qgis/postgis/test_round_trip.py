"""Registers to PostGIS and back are the registers they were."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pyogrio
import pytest
import shapely

from locatierisico.registers.load import load
from locatierisico.registers.store import read, write
from locatierisico.registers.tables import TABLES, Column, Registers, Shape, canonical
from locatierisico.safeguards.messages import note
from locatierisico.synthetic.deliver import deliver
from locatierisico.synthetic.town import make_town

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[bool, dict[str, Any], Any]]

SOURCES = ("BAG", "BGT", "WOZ", "INCIDENTS", "AREAS", "ROADS", "BUURTEN", "LEEGSTAND", "VESTIGINGEN", "LISTS")
HARD = ["plain", None, "", "\\N", "tab\there\nand\r\\there", '{"a",NULL}', "één 'q' \"q\" %s", "NULL"]
SHAPES = {
    Shape.AREA: shapely.MultiPolygon([shapely.box(131000.1, 481000.2, 131010.3, 481010.7)]),
    Shape.LINE: shapely.LineString([(131000.123456789, 481000), (131010, 481000.000000001)]),
    Shape.POINT: shapely.Point(131000.1, 481000.3),
}
VALUES = {
    Column.TEXT: HARD,
    Column.NUMBER: [1.1, np.nan, 0.0, -0.0, 1e300, 1 / 3, 2024.0, 9007199254740991.0],
    Column.MOMENT: ["2021-03-04T05:06:07.089", None, "0001-01-01", "1600-02-29T23:59:59.999", *["2024-06-30"] * 4],
    Column.TUPLE: [("0001", "0002"), (), ("a,b", 'c"d', "e\\f", "", "NULL", "{x}"), *[("1",)] * 5],
    Column.SET: [frozenset({"b", "a"}), frozenset(), frozenset({"één, twee"}), *[frozenset({"x"})] * 5],
}


def _hard_registers() -> Registers:
    """Every table, with every value that is easily lost between two systems."""
    tables = {}
    for name, table in TABLES.items():
        columns = {column: list(VALUES[kind]) for column, kind in table.columns.items()}
        moments = [column for column, kind in table.columns.items() if kind is Column.MOMENT]
        columns |= {column: np.array(columns[column], dtype="datetime64[ms]") for column in moments}
        geometry = None if table.geometry is Shape.NONE else [SHAPES[table.geometry]] * 7 + [None]
        tables[name] = canonical(name, columns, geometry)
    return Registers(peildatum=date(2021, 10, 15), simulated=frozenset({"incidenten", "woz_waarden"}), **tables)


def _there_and_back(run: Run, name: str, schema: str, file: Path, back: Path, **more: Any) -> None:
    where = {"CONNECTION": name, "SCHEMA": schema}
    fine, results, feedback = run("writepostgis", {"REGISTERS": str(file), **where, **more})
    assert fine, feedback.textLog()
    assert results["TABLES"] == len(pyogrio.list_layers(file))
    fine, results, feedback = run("readpostgis", {**where, "OUTPUT": str(back)})
    assert fine, feedback.textLog()
    assert results["OUTPUT"] == str(back)


def test_every_table_and_every_hard_value_comes_back_byte_for_byte(
    in_background: Run, connect: Callable[..., str], schema: str, tmp_path: Path
) -> None:
    file, back = tmp_path / "heen é.gpkg", tmp_path / "terug é.gpkg"
    told = [note("bag_ignored", file="x\ty\\z"), note("load_boundary", n=2).about(["1", "2"])]
    write(_hard_registers(), file, told)
    for overwrite in (False, True):
        _there_and_back(in_background, connect(), schema, file, back, OVERWRITE=overwrite)
        assert back.read_bytes() == file.read_bytes()
        back.unlink()


def test_a_whole_municipality_comes_back_and_gives_the_same_assessment(
    in_background: Run, connect: Callable[..., str], schema: str, tmp_path: Path
) -> None:
    town = deliver(make_town(2000, 4), tmp_path / "town")
    file, back = tmp_path / "registers.gpkg", tmp_path / "back.gpkg"
    given = {key: [str(town[key])] for key in SOURCES} | {"PEILDATUM": "2026-01-01", "OUTPUT": str(file)}
    fine, _, feedback = in_background("loadregisters", given)
    assert fine, feedback.textLog()
    _there_and_back(in_background, connect(), schema, file, back)
    assert back.read_bytes() == file.read_bytes()
    digests = set()
    for number, registers in enumerate((file, back)):
        chosen = {"REGISTERS": str(registers), "PEILDATUM": "2026-01-01", "DRAWS": 20}
        fine, results, feedback = in_background("assessmunicipality", chosen | {"OUTPUT": str(tmp_path / f"{number}")})
        assert fine, feedback.textLog()
        units = pyogrio.read_dataframe(results["RESULTS"], layer="units")
        digests.add(units.to_csv())
        assert (units["state"] == "scored").sum() > 30
    assert len(digests) == 1


def test_weesp_comes_back(
    in_background: Run, connect: Callable[..., str], schema: str, shared: Path, tmp_path: Path
) -> None:
    bag = shared / "data" / "bag" / "BAGGEM0457L-15102021_Weesp.zip"
    loaded = load({"BAG": [bag]}, date(2021, 10, 15))
    file, back = tmp_path / "weesp.gpkg", tmp_path / "back.gpkg"
    write(loaded.registers, file, loaded.messages)
    _there_and_back(in_background, connect(), schema, file, back)
    assert back.read_bytes() == file.read_bytes()
    assert len(read(back).panden) == 10_837


def test_the_tables_are_what_a_database_user_expects(
    in_background: Run, connect: Callable[..., str], schema: str, server: Any, registers_file: Path, tmp_path: Path
) -> None:
    _there_and_back(in_background, connect(), schema, registers_file, tmp_path / "back.gpkg")
    types = dict(
        server.execute(
            "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute JOIN pg_class c ON c.oid = attrelid"
            " WHERE relname = 'verblijfsobjecten' AND relkind = 'r' AND attnum > 0"
        )
    )
    assert types["fid"] == "integer"
    assert types["gebruiksdoelen"] == "text[]"
    assert types["oppervlakte"] == "double precision"
    assert types["begin_geldigheid"] == "timestamp(3) without time zone"
    assert types["geometry"] == "geometry(Point,28992)"
    methods = server.execute(
        "SELECT indexname, split_part(split_part(indexdef, 'USING ', 2), ' ', 1) FROM pg_indexes"
        " WHERE tablename = 'verblijfsobjecten' ORDER BY 1"
    )
    assert dict(methods) == {
        "verblijfsobjecten_gebruiksdoelen_idx": "gin",
        "verblijfsobjecten_geometry_idx": "gist",
        "verblijfsobjecten_identificatie_idx": "btree",
        "verblijfsobjecten_nummeraanduiding_identificatie_idx": "btree",
        "verblijfsobjecten_pand_identificaties_idx": "gin",
        "verblijfsobjecten_pkey": "btree",
    }
    here = 'SET search_path = "Ons ""schema""; één", public'
    (row,) = server.execute(
        here,
        "SELECT count(*), obj_description('panden'::regclass) FROM verblijfsobjecten"
        " WHERE 'industriefunctie' = ANY (gebruiksdoelen)",
    )
    industry, comment = row
    assert industry == 30
    assert comment.startswith("Locatierisico: buildings")


@pytest.mark.skipif("LOCATIERISICO_PROFILE" not in os.environ, reason="only ./dev prepares a QGIS profile")
def test_the_command_line_writes_and_reads_with_a_stored_connection(
    server: Any, schema: str, registers_file: Path, tmp_path: Path
) -> None:
    profiles = tmp_path / "profiles"
    shutil.copytree(os.environ["LOCATIERISICO_PROFILE"], profiles)
    values = {"host": "127.0.0.1", "port": server.port, "database": "gis", "username": "keeper"}
    values |= {"password": server.password, "saveUsername": "true", "savePassword": "true"}
    lines = ["[PostgreSQL]", *(f"connections\\proef\\{key}={value}" for key, value in values.items())]
    with (profiles / "profiles" / "default" / "QGIS" / "QGIS3.ini").open("a", encoding="utf-8") as settings:
        settings.write("\n".join(["", *lines, ""]))
    kept = {key: value for key, value in os.environ.items() if key != "QGIS_OPTIONS_PATH"}
    env = {**kept, "QGIS_CUSTOM_CONFIG_PATH": str(profiles), "QT_QPA_PLATFORM": "offscreen"}
    back = tmp_path / "back.gpkg"
    for name, more in (("writepostgis", {"REGISTERS": str(registers_file)}), ("readpostgis", {"OUTPUT": str(back)})):
        inputs = {"CONNECTION": "proef", "SCHEMA": schema, **more}
        done = subprocess.run(
            ["qgis_process", "--json", "run", f"locatierisico:{name}", "-"],
            input=json.dumps({"inputs": inputs}),
            env=env,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert server.password not in done.stdout + done.stderr
    assert back.read_bytes() == registers_file.read_bytes()
