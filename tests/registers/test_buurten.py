from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

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
