"""Every source to canonical tables, with what the recipe needs to know of each."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import pytest
import shapely

from locatierisico.registers.load import SOURCES, load
from locatierisico.registers.raw import Raw
from locatierisico.registers.tables import RD_NEW, TABLES, Shape
from locatierisico.safeguards.messages import CancelledError, RefusedError, say
from locatierisico.safeguards.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

DAY = date(2021, 10, 15)


def test_weesp_alone(shared: Path) -> None:
    path = shared / "data" / "bag" / "BAGGEM0457L-15102021_Weesp.zip"
    seen: list[float] = []
    loaded = load({"BAG": [path]}, DAY, watch=Watch(progress=seen.append))
    assert len(loaded.registers.panden) == 10837
    assert len(loaded.registers.verblijfsobjecten) == 11046
    (given,) = loaded.inputs
    assert (given.register, given.name) == ("BAG", path.name)
    assert given.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert seen == sorted(seen)
    assert seen[-1] == 1
    assert all(say(message, "nl") and say(message, "en") for message in loaded.messages)
    # Every pand lies in the municipality or on its border.
    border = loaded.registers.gemeentegrens.geometry.iloc[0]
    assert shapely.dwithin(border, loaded.registers.panden.geometry.to_numpy(), 100).all()


def test_every_table_has_its_columns_and_its_place(light: Callable[..., list[Raw]]) -> None:
    for name, table in load({"BAG": light()}, DAY).registers.tables().items():
        shape = TABLES[name]
        assert list(table.columns) == [*shape.columns, *([] if shape.geometry is Shape.NONE else ["geometry"])]
        assert table.index.equals(pd.RangeIndex(len(table)))
        assert shape.geometry is Shape.NONE or table.crs == RD_NEW


def test_files_and_layers_of_one_register_are_put_together(
    light: Callable[..., list[Raw]], to_gpkg: Callable[[Sequence[Raw], Path], Path], tmp_path: Path
) -> None:
    panden, vbos = light()
    path = to_gpkg([panden], tmp_path / "panden é.gpkg")
    loaded = load({"BAG": [path, vbos]}, DAY)
    assert len(loaded.registers.panden) == len(loaded.registers.verblijfsobjecten) == 3
    assert [(given.name, given.rows) for given in loaded.inputs] == [
        ("panden é.gpkg", 3),
        ("bag.gpkg (verblijfsobject)", 3),
    ]


def test_two_layers_of_panden_are_put_together(light: Callable[..., list[Raw]]) -> None:
    panden, vbos = light()
    halves = [
        Raw(f"deel {n}", panden.frame.iloc[part], panden.geometry[part], panden.crs)
        for n, part in enumerate((slice(0, 2), slice(1, 3)))
    ]
    loaded = load({"BAG": [*halves, vbos]}, DAY)
    assert loaded.registers.panden["bouwjaar"].tolist() == [1980, 1990, 2000]
    assert next(m for m in loaded.messages if m.code == "bag_identical").values["n"] == 1


def test_the_hash_of_a_layer_follows_its_contents(light: Callable[..., list[Raw]]) -> None:
    def hashes(raws: list[Raw]) -> list[str]:
        return [given.sha256 for given in load({"BAG": raws}, DAY).inputs]

    assert hashes(light()) == hashes(light())
    assert hashes(light())[0] != hashes(light(pand={"bouwjaar": [1980, 1990, 2001]}))[0]
    moved = shapely.box([131000, 131020, 131041], 481000, [131010, 131030, 131051], 481010)
    assert hashes(light())[0] != hashes(light(outlines=moved))[0]


def test_layers_that_are_not_read_are_named(light: Callable[..., list[Raw]]) -> None:
    other = Raw("bomen.gpkg", pd.DataFrame({"soort": ["eik"]}))
    loaded = load({"BAG": [*light(), other]}, DAY)
    assert next(m for m in loaded.messages if m.code == "bag_ignored").values["file"] == "bomen.gpkg"


def test_an_unknown_source(light: Callable[..., list[Raw]]) -> None:
    with pytest.raises(RefusedError, match="PERSONS is no register"):
        load({"BAG": light(), "PERSONS": light()}, DAY)


@pytest.mark.parametrize(
    ("register", "file", "table"),
    [
        ("BGT", "bgt/otterlo_bgt.gpkg", "wegdelen"),
        ("AREAS", "areas/IBIS_bedrijventerreinen_rijssen-holten_2017.geojson", "gebieden"),
        ("BUURTEN", "areas/cbs_buurten_akersloot_2020.shp", "buurten"),
    ],
)
def test_a_register_of_another_municipality_is_refused(shared: Path, register: str, file: str, table: str) -> None:
    folder = shared / "data"
    given = {"BAG": [folder / "bag" / "weesp_bag-light.gpkg"], register: [folder / file]}
    with pytest.raises(RefusedError) as refusal:
        load(given, DAY, area_type="bedrijventerrein")
    assert refusal.value.message.code == "load_elsewhere"
    assert refusal.value.message.values["table"] == table


@pytest.mark.parametrize("after", [0, 3, 10])
def test_cancel_stops_it(shared: Path, after: int) -> None:
    asked: list[int] = []
    watch = Watch(cancelled=lambda: asked.append(1) or len(asked) > after)
    with pytest.raises(CancelledError):
        load({"BAG": [shared / "data" / "bag" / "BAGGEM0457L-15102021_Weesp.zip"]}, DAY, watch=watch)
    assert len(asked) == after + 1


def test_the_sources_are_those_of_the_algorithms() -> None:
    assert SOURCES == (
        "BAG",
        "BGT",
        "WOZ",
        "INCIDENTS",
        "AREAS",
        "ROADS",
        "BUURTEN",
        "LEEGSTAND",
        "VESTIGINGEN",
        "LISTS",
    )
