"""Tables of registers loaded before, given again: every canonical table comes through loading as it is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
import shapely

from locatierisico.registers import store
from locatierisico.registers.load import load
from locatierisico.registers.own_tables import own
from locatierisico.registers.raw import Raw
from locatierisico.registers.tables import RD_NEW, TABLES
from locatierisico.synthetic.deliver import deliver
from locatierisico.synthetic.town import make_town

if TYPE_CHECKING:
    from pathlib import Path

    from locatierisico.registers.tables import Registers

DAY = date(2026, 1, 1)
TABLES_OF = {
    "BAG": ("panden", "verblijfsobjecten", "ligplaatsen", "standplaatsen", "mutaties", "woonplaatsen", "gemeentegrens"),
    "BGT": ("wegdelen", "terreindelen", "bouwwerken", "bgt_panden"),
    "WOZ": ("woz_objecten", "woz_waarden"),
    "INCIDENTS": ("incidenten", "incidenten_zonder_plek"),
    "AREAS": ("gebieden",),
    "ROADS": ("wegvakken",),
    "BUURTEN": ("buurten",),
    "LEEGSTAND": ("leegstand",),
    "VESTIGINGEN": ("vestigingen",),
    "LISTS": ("lijsten",),
}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Registers:
    files = deliver(make_town(2000, 6), tmp_path_factory.mktemp("town"))
    sources = {key: [files[key]] for key in TABLES_OF} | {"BAG": [files["BAG_EXTRACT"]]}
    return load(sources, DAY).registers


def _same(back: Registers, registers: Registers) -> None:
    assert back.tables().keys() == registers.tables().keys()
    for name, table in registers.tables().items():
        key = list(TABLES[name].columns)
        # Where an area comes from is told by the name of its layer.
        plain = [column for column in key if (name, column) != ("gebieden", "bron")]
        one, other = (held.tables()[name].reset_index(drop=True) for held in (registers, back))
        assert len(one) == len(other), name
        order = [frame[plain].astype(str).sort_values(plain).index for frame in (one, other)]
        one, other = (frame.loc[index].reset_index(drop=True) for frame, index in zip((one, other), order, strict=True))
        pd.testing.assert_frame_equal(pd.DataFrame(one[plain]), pd.DataFrame(other[plain]), obj=name)
        if "geometry" in table:
            assert one.geometry.to_wkb().equals(other.geometry.to_wkb()), name


def test_the_geopackage_of_registers_is_a_delivery_of_each_register(town: Registers, tmp_path: Path) -> None:
    path = tmp_path / "registers.gpkg"
    store.write(town, path)
    sources = {source: [path] for source, names in TABLES_OF.items() if set(names) & set(town.tables())}
    _same(load(sources, DAY).registers, town)


def test_every_table_comes_back_as_a_layer(town: Registers) -> None:
    layers = {layer.name: layer for layer in store.layers_of(town, ())}
    sources: dict[str, list[Path | Raw]] = {}
    for source, names in TABLES_OF.items():
        for name in names:
            if name in layers:
                frame = pd.DataFrame(layers[name].frame).assign(fid=range(1, len(layers[name].frame) + 1))
                geometry = frame.pop("geometry").to_numpy() if "geometry" in frame else None
                raw = Raw(name, frame, geometry, RD_NEW if geometry is not None else None, layer=name)
                sources.setdefault(source, []).append(raw)
    loaded = load(sources, DAY)
    _same(loaded.registers, town)


def test_a_delivered_layer_is_left_to_its_reader() -> None:
    square = shapely.box(131000, 481000, 131010, 481010)
    more = pd.DataFrame({"lokaal_id": ["a"], "type": ["loods"], "bronhouder": ["G0001"]})
    few = pd.DataFrame({"lokaal_id": ["a"], "type": ["waterloop"]})
    for frame, name in ((more, "bouwwerken"), (few, "waterdeel")):
        raw = Raw(name, frame, shapely.multipolygons([[square]]), RD_NEW, layer=name)
        assert own("BGT", [raw]) == (None, [raw])


def test_a_table_that_was_broken_in_the_database_is_mended_and_told() -> None:
    bow = shapely.from_wkt(
        "MULTIPOLYGON(((131000 481000, 131010 481010, 131010 481000, 131000 481010, 131000 481000)))"
    )
    columns = {column: ["0001100000000001", None] for column in TABLES["bgt_panden"].columns}
    frame = pd.DataFrame(columns | {"lokaal_id": ["a", "b"]})
    read, rest = own("BGT", [Raw("bgt_panden", frame, np.array([bow, None], dtype=object), RD_NEW, layer="bgt_panden")])
    assert read is not None
    assert rest == []
    assert read.tables["bgt_panden"]["lokaal_id"].tolist() == ["a"]
    assert {message.code for message in read.messages} == {"spatial_null", "spatial_repaired", "own_taken"}
