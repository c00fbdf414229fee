"""What would quietly empty an indicator is refused: roads without a function, ground without a kind, rounded ids."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
import shapely

from locatierisico.registers import bgt, woz
from locatierisico.registers.raw import Raw
from locatierisico.safeguards.messages import RefusedError

DAY = date(2026, 1, 1)
SQUARE = shapely.box(130_000, 480_000, 130_010, 480_010)


def _layer(name: str, **columns: list[str]) -> Raw:
    return Raw(f"bgt.gpkg ({name})", pd.DataFrame(columns), np.array([SQUARE], dtype=object), "EPSG:28992", layer=name)


@pytest.mark.parametrize(("layer", "column"), [("wegdeel", "functie"), ("begroeidterreindeel", "fysiek_voorkomen")])
def test_a_bgt_layer_without_its_kind_is_refused(layer: str, column: str) -> None:
    whole = {
        "lokaal_id": ["G1"],
        "bronhouder": ["G0099"],
        "relatieve_hoogteligging": ["0"],
        "functie": ["voetpad"],
        "fysiek_voorkomen": ["open verharding"],
    }
    bgt.read([_layer(layer, **whole)], DAY)
    del whole[column]
    with pytest.raises(RefusedError) as refusal:
        bgt.read([_layer(layer, **whole)], DAY)
    assert refusal.value.message.code == "bgt_column_absent"
    assert refusal.value.message.values["column"] == column


def _woz(numbers: list[str]) -> Raw:
    n = len(numbers)
    columns = {
        "wozobjectnummer": numbers,
        "adresseerbaarobjectid": [f"99010100000000{i:02d}" for i in range(n)],
        "waardepeildatum": ["2025-01-01"] * n,
        "vastgestelde_waarde": ["100000"] * n,
    }
    return Raw("woz.csv", pd.DataFrame(columns))


def test_object_numbers_rounded_by_a_spreadsheet_are_refused() -> None:
    with pytest.raises(RefusedError) as refusal:
        woz.read([_woz(["9,90100E+11", "9,90100E+11"])], DAY)
    assert refusal.value.message.code == "woz_no_usable_number"
    assert refusal.value.message.values["found"] == "9,90100E+11"


def test_rows_with_an_unreadable_object_number_are_left_out_and_counted() -> None:
    read = woz.read([_woz(["990100000001", "9,90100E+11"])], DAY)
    assert read.tables["woz_objecten"]["wozobjectnummer"].tolist() == ["990100000001"]
    assert [m.values["n"] for m in read.messages if m.code == "woz_no_number"] == [1]
