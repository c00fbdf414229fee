"""Current BAG objects as tables, and that both forms of one delivery say the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely

from locatierisico.registers import bag
from locatierisico.registers.bag_documents import read_extract
from locatierisico.registers.bag_light import kind_of
from locatierisico.registers.files import read_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from locatierisico.registers.raw import Raw, Read

DELIVERED = date(2021, 10, 15)
ADDRESS = (
    "nummeraanduiding_identificatie",
    "openbare_ruimte_naam",
    "huisnummer",
    "huisletter",
    "toevoeging",
    "postcode",
    "woonplaats_naam",
)


@pytest.fixture(scope="module")
def forms(shared: Path) -> tuple[Read, Read]:
    folder = shared / "data" / "bag"
    extract = read_extract(folder / "BAGGEM0457L-15102021_Weesp.zip")
    light = read_file(folder / "weesp_bag-light.gpkg")
    return bag.read(extract, DELIVERED), bag.read(light, DELIVERED)


@pytest.mark.parametrize("column", ["identificatie", "bouwjaar", "status"])
def test_both_forms_agree_on_every_pand(forms: tuple[Read, Read], column: str) -> None:
    one, other = (read.tables["panden"][column] for read in forms)
    assert len(one) == 10837
    assert ((one == other) | (one.isna() & other.isna())).all()


@pytest.mark.parametrize("column", ["identificatie", "oppervlakte", "gebruiksdoelen", "status", *ADDRESS])
def test_both_forms_agree_on_every_verblijfsobject(forms: tuple[Read, Read], column: str) -> None:
    one, other = (read.tables["verblijfsobjecten"][column] for read in forms)
    assert len(one) == 11046
    assert ((one == other) | (one.isna() & other.isna())).all()


def test_both_forms_agree_on_the_panden_of_a_verblijfsobject(forms: tuple[Read, Read]) -> None:
    # bag-light names one pand only, also for the 168 verblijfsobjecten that lie in several.
    one, other = (read.tables["verblijfsobjecten"]["pand_identificaties"] for read in forms)
    several = one.map(len) > 1
    assert several.sum() == 168
    assert (one[~several] == other[~several]).all()
    assert all(set(light) <= set(full) for full, light in zip(one, other, strict=True))


@pytest.mark.parametrize("table", ["panden", "verblijfsobjecten", "woonplaatsen"])
def test_both_forms_agree_on_places(forms: tuple[Read, Read], table: str) -> None:
    one, other = (read.tables[table].geometry.to_numpy() for read in forms)
    assert shapely.equals_exact(one, other, tolerance=0.001).all()


def test_what_is_planned_is_counted_and_left_out(light: Callable[..., list[Raw]]) -> None:
    read = bag.read(light(pand={"status": ["Pand in gebruik", "Bouw gestart", "Pand gesloopt"]}), DELIVERED)
    assert read.tables["panden"]["bouwjaar"].tolist() == [1980]
    told = next(m for m in read.messages if m.code == "bag_not_in_stock")
    assert (told.values["planned"], told.values["gone"]) == (1, 1)
    assert next(m for m in read.messages if m.code == "bag_pand_unknown").values["n"] == 2


def test_several_panden_in_a_cell(light: Callable[..., list[Raw]]) -> None:
    cells = ["457100000000002, 0457100000000001", "0457100000000002", None]
    read = bag.read(light(vbo={"pand_identificatie": cells}), DELIVERED)
    assert read.tables["verblijfsobjecten"]["pand_identificaties"].tolist() == [
        ("0457100000000001", "0457100000000002"),
        ("0457100000000002",),
        (),
    ]
    assert next(m for m in read.messages if m.code == "bag_pand_zeros").values["n"] == 1


def test_the_values_of_a_row(light: Callable[..., list[Raw]]) -> None:
    vbo = bag.read(light(), DELIVERED).tables["verblijfsobjecten"].iloc[1]
    assert vbo["gebruiksdoelen"] == frozenset({"woonfunctie", "kantoorfunctie"})
    assert vbo["postcode"] == "1380AA"
    assert vbo["huisnummer"] == 2
    assert vbo["huisletter"] is None


def test_names_of_the_wfs(light: Callable[..., list[Raw]]) -> None:
    raws = light(
        vbo={"pand_identificatie": None, "pandidentificatie": ["0457100000000001"] * 3, "openbare_ruimte_naam": None}
    )
    raws[1].frame["openbare_ruimte"] = "Kade"
    vbo = bag.read(raws, DELIVERED).tables["verblijfsobjecten"]
    assert vbo["pand_identificaties"].tolist() == [("0457100000000001",)] * 3
    assert vbo["openbare_ruimte_naam"].tolist() == ["Kade"] * 3


def test_an_answer_of_the_wfs_is_known_by_its_ids(shared: Path) -> None:
    raw = read_file(shared / "data" / "bag" / "pdok-wfs_bag_panden_haarlem.geojson")[0]
    assert kind_of(raw) == "panden"


def test_a_layer_that_is_no_bag_is_not_taken_for_one(shared: Path) -> None:
    raw = read_file(shared / "data" / "areas" / "IBIS_bedrijventerreinen_rijssen-holten_2017.geojson")[0]
    assert not bag.recognises(raw)


def test_polygons_for_verblijfsobjecten_become_points_inside(light: Callable[..., list[Raw]]) -> None:
    drawn = shapely.box([131000, 131020, 131040], 481000, [131010, 131030, 131050], 481010)
    read = bag.read(light(points=drawn), DELIVERED)
    assert shapely.contains(drawn, read.tables["verblijfsobjecten"].geometry.to_numpy()).all()
    assert next(m for m in read.messages if m.code == "bag_vbo_polygon").values["n"] == 3


def test_row_order_does_not_matter(light: Callable[..., list[Raw]]) -> None:
    raws = light()
    turned = [
        type(raw)(raw.name, raw.frame.iloc[::-1], raw.geometry[::-1], raw.crs, raw.path, raw.layer) for raw in raws
    ]
    for name, table in bag.read(raws, DELIVERED).tables.items():
        assert table.equals(bag.read(turned, DELIVERED).tables[name])


def test_fillers_become_missing(light: Callable[..., list[Raw]]) -> None:
    read = bag.read(light(pand={"bouwjaar": [1005, 9999, 1900]}, vbo={"oppervlakte": [0, 1, 50]}), DELIVERED)
    np.testing.assert_array_equal(read.tables["panden"]["bouwjaar"], [np.nan, np.nan, 1900])
    np.testing.assert_array_equal(read.tables["verblijfsobjecten"]["oppervlakte"], [np.nan, np.nan, 50])


def test_a_huisnummer_is_never_taken_for_a_toevoeging_that_was_cut_off(light: Callable[..., list[Raw]]) -> None:
    raws = light(vbo={"pand_identificatie": None, "openbare_ruimte_naam": None, "woonplaats_naam": None})
    raws[1].frame["pand_ident"] = raws[0].frame["identificatie"]
    raws[1] = replace(
        raws[1],
        frame=raws[1].frame.rename(
            columns={"identificatie": "identifica", "oppervlakte": "oppervlakt", "gebruiksdoel": "gebruiksdo"}
        ),
    )
    vbo = bag.read(raws, DELIVERED).tables["verblijfsobjecten"]
    assert vbo["huisnummer"].tolist() == [1, 2, 3]
    assert vbo["toevoeging"].isna().all()
