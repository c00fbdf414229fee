"""Of national files only what lies around the municipality is read, and the rest is counted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyproj
import pytest
import shapely

from locatierisico.registers.load import load
from locatierisico.registers.nearby import REACH, near
from locatierisico.registers.raw import Raw

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = date(2021, 10, 15)
BOX = (130_000.0, 480_000.0, 132_000.0, 482_000.0)
# West of the box by a little, in it, over its edge, far to the north, and everywhere.
LEFT = np.array([129_800.0, 131_000.0, 131_950.0, 131_000.0, 0.0])
LOW = np.array([481_000.0, 481_000.0, 481_000.0, 600_000.0, 300_000.0])
SIZE = np.array([100.0, 100.0, 100.0, 100.0, 290_000.0])


def layer(crs: str | None = "EPSG:28992", **columns: Any) -> Raw:
    boxes = shapely.box(LEFT, LOW, LEFT + SIZE, LOW + SIZE)
    if crs == "EPSG:4326":
        turned = pyproj.Transformer.from_crs(28992, 4326, always_xy=True)
        boxes = shapely.transform(boxes, lambda xy: np.column_stack(turned.transform(xy[:, 0], xy[:, 1])))
    return Raw("ibis.gpkg", pd.DataFrame({"row": range(5), **columns}), boxes, crs)


@pytest.mark.parametrize("crs", ["EPSG:28992", "EPSG:4326", None])
def test_what_touches_the_box_stays_whatever_the_reference_system(crs: str | None) -> None:
    (kept,), messages = near("AREAS", [layer(crs)], BOX)
    assert kept.frame["row"].tolist() == [1, 2, 4]
    assert kept.frame.index.tolist() == [0, 1, 2]
    assert len(kept.geometry) == 3
    assert [(m.code, m.values) for m in messages] == [
        ("nearby_left_out", {"file": "ibis.gpkg", "n": 2, "total": 5, "km": 1.0})
    ]


def test_null_geometries_tables_and_a_register_of_elsewhere_stay_for_their_reader() -> None:
    raw = layer()
    holed = Raw("a", raw.frame, np.array([None, *raw.geometry[1:]], dtype=object), raw.crs)
    plain = Raw("b", raw.frame)
    kept, _ = near("AREAS", [holed, plain], BOX)
    assert kept[0].frame["row"].tolist() == [0, 1, 2, 4]
    assert kept[1] is plain
    apart = [Raw("c", raw.frame[:1], raw.geometry[:1], raw.crs)]
    assert near("AREAS", apart, BOX) == (apart, [])


def test_loading_reads_of_each_register_what_is_near(light: Callable[..., list[Raw]]) -> None:
    # The panden lie from 131,000 to 131,050 east.
    corner = np.array([0.0, 900.0, 1_200.0, 9_000.0, 12_000.0]) + 131_050
    squares = shapely.box(corner, 481_000, corner + 50, 481_050)
    lines = shapely.linestrings([[(x, 481_000), (x + 50, 481_000)] for x in corner])
    codes = [f"BU0457000{n}" for n in range(5)]
    given = {
        "BAG": light(),
        "AREAS": [Raw("ibis", pd.DataFrame({"rin_nummer": range(5)}), squares, "EPSG:28992")],
        "BUURTEN": [Raw("cbs", pd.DataFrame({"buurtcode": codes}), squares, "EPSG:28992")],
        "ROADS": [Raw("straten", pd.DataFrame({"id": range(5)}), lines, "EPSG:28992")],
    }
    loaded = load(given, DAY)
    held = {name: len(table) for name, table in loaded.registers.tables().items()}
    assert (held["gebieden"], held["buurten"], held["wegvakken"]) == (2, 2, 4)
    told = [(m.values["file"], m.values["n"]) for m in loaded.messages if m.code == "nearby_left_out"]
    assert told == [("ibis", 3), ("straten", 1), ("cbs", 3)]
    assert set(REACH) == {"AREAS", "BUURTEN", "ROADS"}
