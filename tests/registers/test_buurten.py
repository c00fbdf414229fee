from __future__ import annotations

import warnings
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from locatierisico.registers import buurten
from locatierisico.registers.files import read_file
from locatierisico.registers.raw import Raw

if TYPE_CHECKING:
    from pathlib import Path

PEILDATUM = date(2021, 10, 15)


def layer(columns: dict[str, list[Any]]) -> Raw:
    n = len(next(iter(columns.values())))
    left = 120_000 + 100 * np.arange(n)
    return Raw("cbs", pd.DataFrame(columns), shapely.box(left, 487_000, left + 100, 487_100), "EPSG:28992")


def test_akersloot(shared: Path) -> None:
    table = buurten.read(read_file(shared / "data/areas/cbs_buurten_akersloot_2020.shp"), PEILDATUM).tables["buurten"]
    assert len(table) == 5
    assert table.loc[0, ["buurtcode", "buurtnaam", "gemeentecode", "stedelijkheidsklasse"]].tolist() == [
        "BU03610904", "Zuidschermer", "GM0361", 5,
    ]  # fmt: skip
    # The file was cut to a box around Akersloot: 1795 ha of Zuidschermer became 18.6.
    assert table.area.to_numpy() / 10_000 == pytest.approx([18.6, 110.0, 176.8, 0.0, 8.9], abs=0.05)


@pytest.mark.parametrize(
    ("code", "name", "municipality", "urbanity"),
    [
        ("buurtcode", "buurtnaam", "gemeentecode", "stedelijkheid_adressen_per_km2"),
        ("buurtcode", "buurtnaam", "gemeentecode", "stedelijkheidAdressenPerKm2"),
        ("BU_CODE", "BU_NAAM", "GM_CODE", "STED"),
        ("buurtcode", "buurtnaam", "gemeenteco", "stedelijkh"),
    ],
)
def test_the_names_of_every_edition(code: str, name: str, municipality: str, urbanity: str) -> None:
    raw = layer({code: ["BU03630001"], name: ["Burgwallen"], municipality: ["GM0363"], urbanity: [1]})
    assert buurten.recognises(raw)
    table = buurten.read([raw], PEILDATUM).tables["buurten"]
    assert table.drop(columns="geometry").to_numpy().tolist() == [["BU03630001", "Burgwallen", "GM0363", 1]]


def test_water_and_missing_figures() -> None:
    raw = layer(
        {
            "BU_CODE": ["BU03630001", "BU03630002", "BU03630003", None],
            "WATER": ["NEE", "JA", None, "NEE"],
            "STED": [-99999999, 1, -99997, 2],
        }
    )
    found = buurten.read([raw], PEILDATUM)
    table = found.tables["buurten"]
    assert table["buurtcode"].tolist() == ["BU03630001", "BU03630003"]
    assert table["stedelijkheidsklasse"].isna().all()
    assert table["gemeentecode"].tolist() == ["GM0363", "GM0363"]
    told = {message.code: message.values["n"] for message in found.messages}
    assert (told["buurten_water"], told["buurten_no_code"], told["buurten_urbanity_missing"]) == (1, 1, 2)


def test_every_spelling_gives_one_table(tmp_path: Path) -> None:
    snake = {
        "buurtcode": ["BU03630001", "BU03630002", "BU03630003", "BU03630004"],
        "buurtnaam": ["Burgwallen", "Nieuwmarkt", "Rest IJ", "-99999999"],
        "gemeentecode": ["GM0363", "GM0363", "GM0363", "-99999999"],
        "water": ["NEE", "NEE", "JA", "NEE"],
        "stedelijkheid_adressen_per_km2": [1, -99999999, -99997, -99995],
        "jrstatcode": ["2020BU03630001", "2020BU03630002", "2020BU03630003", "2020BU03630004"],
    }
    camel = ["buurtcode", "buurtnaam", "gemeentecode", "water", "stedelijkheidAdressenPerKm2", "jrstatcode"]
    upper = ["BU_CODE", "BU_NAAM", "GM_CODE", "WATER", "STED", "JRSTATCODE"]
    raws = [layer(dict(zip(names, snake.values(), strict=True))) for names in (snake, camel, upper)]
    # A shapefile of the snake case cuts the names to ten characters, as a real download does.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cut = gpd.GeoDataFrame(snake, geometry=list(raws[0].geometry), crs="EPSG:28992")
        cut.to_file(tmp_path / "buurten.shp", engine="pyogrio")
    raws += read_file(tmp_path / "buurten.shp")
    tables = [buurten.read([raw], PEILDATUM).tables["buurten"] for raw in raws]
    tables = [table.assign(geometry=table.normalize()) for table in tables]  # a shapefile turns its rings round
    for table in tables[1:]:
        pd.testing.assert_frame_equal(table, tables[0])
    plain = tables[0].drop(columns="geometry").replace({np.nan: None})
    assert plain.to_numpy().tolist() == [
        ["BU03630001", "Burgwallen", "GM0363", 1],
        ["BU03630002", "Nieuwmarkt", "GM0363", None],
        ["BU03630004", None, "GM0363", None],
    ]


def test_generalised_buurten_of_the_gebiedsindelingen() -> None:
    raw = layer(
        {"statcode": ["BU03630001"], "jrstatcode": ["2021BU03630001"], "statnaam": ["Burgwallen"], "rubriek": ["buurt"]}
    )
    table = buurten.read([raw], PEILDATUM).tables["buurten"]
    assert table.loc[0, ["buurtcode", "buurtnaam", "gemeentecode"]].tolist() == ["BU03630001", "Burgwallen", "GM0363"]


@pytest.mark.parametrize(
    ("peildatum", "year"), [(date(2021, 10, 15), 2021), (date(2030, 1, 1), 2023), (date(2010, 1, 1), 2019)]
)
@pytest.mark.parametrize("apart", [False, True])
def test_of_several_years_the_newest_before_the_peildatum_counts(peildatum: date, year: int, *, apart: bool) -> None:
    # The codes were dealt out anew in 2021, so the years cannot be mixed.
    held = {"buurtcode": ["BU03630001", "BU03630002", "BU03630009", "BU03630001"], "jaar": [2019, 2021, 2021, 2023]}
    raw = layer(held)
    raws = [replace(raw, frame=raw.frame[raw.frame["jaar"] == one], geometry=raw.geometry[raw.frame["jaar"] == one])
            for one in (2019, 2021, 2023)] if apart else [raw]  # fmt: skip
    found = buurten.read(raws, peildatum)
    assert len(found.tables["buurten"]) == held["jaar"].count(year)
    told = {message.code: message.values for message in found.messages}
    assert told["buurten_other_editions"] == {"n": 4 - held["jaar"].count(year), "year": year}


def test_bow_ties_lines_and_nothing_among_the_buurten() -> None:
    raw = layer({"buurtcode": ["BU03630001", "BU03630002", "BU03630003"], "stedelijkheid": [1, 2, 3]})
    bowtie = shapely.Polygon([(120_000, 487_000), (120_100, 487_100), (120_100, 487_000), (120_000, 487_100)])
    held = np.array([bowtie, shapely.LineString([(120_000, 487_000), (120_100, 487_000)]), None], dtype=object)
    found = buurten.read([replace(raw, geometry=held)], PEILDATUM)
    assert found.tables["buurten"].area.tolist() == [5_000]
    told = {message.code: message.values["n"] for message in found.messages if "n" in message.values}
    assert (told["spatial_repaired"], told["spatial_dropped_type"], told["spatial_null"]) == (1, 1, 1)


def test_rows_of_one_code_are_parts_of_one_buurt() -> None:
    found = buurten.read([layer({"buurtcode": ["BU03630001", "BU03630002", "BU03630001"]})], PEILDATUM)
    table = found.tables["buurten"].set_index("buurtcode")
    assert table.area.to_dict() == {"BU03630001": 20_000, "BU03630002": 10_000}
    assert set(table.geom_type) == {"MultiPolygon"}


def test_wijken_in_the_same_file_are_left_aside() -> None:
    wijken = layer({"wijkcode": ["WK036300"]})
    regions = layer({"statcode": ["GM0363"]})
    found = buurten.read([wijken, regions, layer({"statcode": ["BU03630001"]})], PEILDATUM)
    assert len(found.tables["buurten"]) == 1
