"""Readers tell the newest registration they saw, once per table, and whom their messages are about."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from locatierisico.registers import store
from locatierisico.registers.currency import newest, newest_once
from locatierisico.registers.load import load
from locatierisico.registers.raw import Raw
from locatierisico.registers.spatial import to_rd
from locatierisico.registers.tables import Shape
from locatierisico.safeguards.messages import note
from locatierisico.safeguards.recipe import Recipe

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DAY = date(2021, 10, 15)


def test_the_newest_of_what_is_known() -> None:
    (message,) = newest("BGT", pd.Series(pd.to_datetime(["2020-05-01", None, "2021-02-03"])))
    assert dict(message.values) == {"table": "BGT", "newest": "2021-02-03"}
    assert newest("BGT", pd.Series([pd.NaT, pd.NaT])) == []


def test_of_several_layers_the_newest_is_told_once() -> None:
    days = [("BGT", "2020-01-01"), ("wegvakken", "2019-01-01"), ("BGT", "2021-01-01"), ("BGT", "2021-01-01")]
    told = [note("registers_newest", table=table, newest=day) for table, day in days]
    other = note("bag_ignored", file="x")
    kept = newest_once([other, *told])
    assert kept == [other, told[1], told[2]]


def test_an_extract_tells_its_newest_registration(extract: Callable[..., Path]) -> None:
    pand = {"id": "0457100000000001", "begin": "2015-01-01", "registratie": "2021-09-30T10:00:00.000"}
    vbo = {"id": "0457010000000001", "begin": "2016-01-01", "panden": ["0457100000000001"]}
    messages = load({"BAG": [extract([pand], [vbo])]}, DAY).messages
    told = {m.values["table"]: m.values["newest"] for m in messages if m.code == "registers_newest"}
    assert told == {"panden": "2021-09-30", "verblijfsobjecten": "2016-01-01"}


def test_repairs_name_the_rows_concerned_also_after_others_were_left_out(light: Callable[..., list[Raw]]) -> None:
    x = 131000.0 + 20 * np.arange(3)
    bow_tie = shapely.Polygon([(x[2], 481000), (x[2] + 10, 481010), (x[2] + 10, 481000), (x[2], 481010)])
    outlines = [*shapely.box(x[:2], 481000, x[:2] + 10, 481010), bow_tie]
    pand = {"status": ["Pand in gebruik", "Pand gesloopt", "Pand in gebruik"], "bouwjaar": [1005, 1990, 2000]}
    told = {m.code: m for m in load({"BAG": light(pand, outlines=outlines)}, DAY).messages}
    assert told["spatial_repaired"].objects == ("0457100000000003",)
    assert told["bag_fillers"].objects == ("0457100000000001",)
    assert told["bag_pand_unknown"].objects == ("0457010000000002",)
    assert {m.register for m in told.values()} == {"BAG"}


def test_numbers_that_identify_are_told_as_text() -> None:
    lines: Any = np.array([None, shapely.LineString([(131000, 481000), (131010, 481000)])], dtype=object)
    raw = Raw("nwb", pd.DataFrame({"WVK_ID": [17.0, 18.0]}), lines, "EPSG:28992")
    assert to_rd(raw, Shape.LINE)[2][0].objects == ("17",)


def test_no_id_is_told_where_rows_and_geometries_are_not_side_by_side() -> None:
    points: Any = np.array([None, shapely.Point(131000, 481000)], dtype=object)
    raw = Raw("laag", pd.DataFrame({"identificatie": ["1", "2", "3"]}), points, "EPSG:28992")
    assert to_rd(raw, Shape.POINT)[2][0].objects == ()


def test_registers_written_before_messages_had_values_are_read_without_them(
    tmp_path: Path, light: Callable[..., list[Raw]]
) -> None:
    loaded = load({"BAG": light()}, DAY)
    path = tmp_path / "old.gpkg"
    store.write(loaded.registers, path, loaded.messages)
    assert store.read_messages(path) == loaded.messages
    assert [m.register for m in store.read_messages(path)] == [m.register for m in loaded.messages]
    with sqlite3.connect(path) as held:
        held.execute('ALTER TABLE messages DROP COLUMN "values"')
    held.close()
    assert store.read_messages(path) == ()
    assert len(store.read(path).panden) == 3


def test_objects_of_messages_stay_out_of_the_recipe() -> None:
    told = note("bag_ignored", file="x").about(["0457100000000001"])
    recipe = Recipe("1", DAY, "", (), (), None, None, (told,))
    assert "0457100000000001" not in recipe.text()
    assert recipe.sha256() == Recipe("1", DAY, "", (), (), None, None, (note("bag_ignored", file="x"),)).sha256()
