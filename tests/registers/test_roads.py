from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from locatierisico.registers import roads
from locatierisico.registers.files import read_file
from locatierisico.registers.raw import Raw
from locatierisico.safeguards.messages import RefusedError

if TYPE_CHECKING:
    from pathlib import Path

PEILDATUM = date(2021, 10, 15)


def layer(**columns: list[Any]) -> Raw:
    """Roads of 3-4-5 metres in a row, as the multi-lines of the NWB."""
    n = len(next(iter(columns.values())))
    held = {"wvk_id": list(range(n)), "jte_id_beg": list(range(1, n + 1)), "jte_id_end": list(range(11, n + 11))}
    lines = [
        shapely.MultiLineString([[(120_000 + 10 * k, 487_000), (120_003 + 10 * k, 487_004)]])
        for k in range(n)
    ]  # fmt: skip
    geometry = pd.Series(lines, dtype=object).to_numpy()
    return Raw("nwb", pd.DataFrame({**held, **columns}), geometry, "EPSG:28992")


def lines(drawn: list[Any], **columns: list[Any]) -> Raw:
    """Lines in metres from (120, 487) km, without junctions."""
    made = np.array([shapely.LineString(np.add(line, (120_000, 487_000))) for line in drawn], dtype=object)
    return Raw("straten", pd.DataFrame({"volgnr": range(len(drawn)), **columns}), made, "EPSG:28992")


def test_amsterdam_noord_once_its_reference_system_is_set(shared: Path) -> None:
    raw = read_file(shared / "data/roads/nwb_wegvakken_amsterdam-noord_2012.gml")[0]
    assert roads.recognises(raw)
    with pytest.raises(RefusedError, match="does not say its coordinate system"):
        roads.read([raw], PEILDATUM)
    table = roads.read([replace(raw, crs="EPSG:4326")], PEILDATUM).tables["wegvakken"]
    assert len(table) == 13
    assert table.loc[0, ["wegvak_id", "knoop_begin", "knoop_eind"]].tolist() == ["244380021", "244380013", "245379050"]
    assert table["wegbeheerdersoort"].value_counts().to_dict() == {"G": 5, "P": 4, "W": 3, "R": 1}
    assert table["baansubsoort"].value_counts().to_dict() == {"FP": 2, "BU": 2, "HR": 1, "AFR": 1, "DST": 1}
    assert table["rijrichting"].value_counts().to_dict() == {"H": 3}


def test_an_empty_value_is_missing_and_the_length_is_that_of_the_line() -> None:
    raw = layer(
        wegbehsrt=["g", "#", "X"], rijrichtng=["H", "O", "#"], bst_code=["fp", "#", ""], stt_naam=["Dam", "#", None],
        rel_hoogte=[0, 1, None],
    )  # fmt: skip
    found = roads.read([raw], PEILDATUM)
    table = found.tables["wegvakken"]
    assert table["lengte"].tolist() == pytest.approx([5, 5, 5])
    assert table["wegbeheerdersoort"].tolist() == ["G", None, None]
    assert table["rijrichting"].tolist() == ["H", None, None]
    assert table["baansubsoort"].tolist() == ["FP", None, None]
    assert table["straatnaam"].tolist() == ["Dam", None, None]
    assert table["hoogte"].tolist()[:2] == [0, 1]
    assert [(m.code, m.values["n"]) for m in found.messages] == [("roads_other_code", 1)]


def test_names_in_upper_case_give_the_same_table() -> None:
    lower = layer(wegbehsrt=["G", "P"], bst_code=["FP", None], wvk_begdat=["2004/08/01", "2010-01-01"])
    upper = replace(lower, frame=lower.frame.rename(columns=str.upper))
    pd.testing.assert_frame_equal(
        roads.read([lower], PEILDATUM).tables["wegvakken"], roads.read([upper], PEILDATUM).tables["wegvakken"]
    )


def test_a_wegvak_that_stands_twice_counts_once_as_it_last_was() -> None:
    raw = layer(
        wvk_id=[7, 7, 7], jte_id_beg=[1, 1, 2], jte_id_end=[2, 2, 3], wvk_begdat=["2015-01-01", "2010-01-01", None],
        stt_naam=["Nieuw", "Oud", "Verder"],
    )  # fmt: skip
    found = roads.read([raw], PEILDATUM)
    assert found.tables["wegvakken"]["straatnaam"].tolist() == ["Nieuw", "Verder"]
    assert found.messages[-1].values == {"n": 1}


def test_junctions_that_are_not_there_are_missing_and_told() -> None:
    found = roads.read([layer(jte_id_beg=[0, 5], jte_id_end=[4, None])], PEILDATUM)
    assert found.tables["wegvakken"]["knoop_begin"].tolist() == [None, "5"]
    assert found.tables["wegvakken"]["knoop_eind"].tolist() == ["4", None]
    assert [(m.code, m.values["n"]) for m in found.messages] == [("roads_no_junction", 2)]


def test_hectopunten_beside_the_wegvakken_are_left_aside() -> None:
    points = Raw("hectopunten", pd.DataFrame({"wvk_id": [1]}), shapely.points([[1.0, 2.0]]), "EPSG:28992")
    found = roads.read([points, layer(wegbehsrt=["G"])], PEILDATUM)
    assert len(found.tables["wegvakken"]) == 1
    assert found.messages[0].values["file"] == "hectopunten"


def test_lines_beside_an_nwb_are_left_aside() -> None:
    found = roads.read([layer(wegbehsrt=["G"]), lines([[(0, 0), (1, 1)]])], PEILDATUM)
    assert len(found.tables["wegvakken"]) == 1
    assert found.messages[0].values["file"] == "straten"


def test_an_nwb_as_geopackage_and_shapefile_is_one_table(tmp_path: Path) -> None:
    raw = layer(wegbehsrt=["G", "#"], rijrichtng=["H", None], wvk_begdat=["2004/08/01"] * 2, stt_naam=["Dam", "#"])
    frame = gpd.GeoDataFrame(raw.frame, geometry=list(raw.geometry), crs=raw.crs)
    frame.to_file(tmp_path / "nwb.gpkg", engine="pyogrio")
    frame.rename(columns={name: name.upper() for name in raw.frame}).to_file(tmp_path / "nwb.shp", engine="pyogrio")
    made = [roads.read(read_file(tmp_path / name), PEILDATUM).tables["wegvakken"] for name in ("nwb.gpkg", "nwb.shp")]
    pd.testing.assert_frame_equal(*made)
    assert made[0]["straatnaam"].tolist() == ["Dam", None]
