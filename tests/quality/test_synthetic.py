"""Every kind of dirt that is put into the synthetic municipality is found: all of it, and nothing else."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely

from locatierisico.hotspots.piles import PILE
from locatierisico.quality.catalogue import catalogue
from locatierisico.quality.examine import Examined, examine
from locatierisico.quality.tables import NOT_CHECKED, checks_table, object_tables
from locatierisico.registers.load import Loaded, load
from locatierisico.registers.tables import TABLES, Registers, Shape, empty
from locatierisico.synthetic.deliver import deliver
from locatierisico.synthetic.town import make_town

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return deliver(make_town(9_000, 11), tmp_path_factory.mktemp("town"))


@pytest.fixture(scope="module")
def loaded(files: dict[str, Path]) -> Loaded:
    return load({key: [path] for key, path in files.items() if key != "BAG_EXTRACT"}, date(2026, 1, 1))


@pytest.fixture(scope="module")
def examined(loaded: Loaded) -> Examined:
    return examine(loaded.registers, loaded.messages)


@pytest.fixture(scope="module")
def dirt(files: dict[str, Path]) -> dict[str, int]:
    truth = json.loads((files["BAG"].parent / "truth.json").read_text(encoding="utf-8"))
    return dict(truth["dirt"])


def _ids(examined: Examined, check: str) -> set[str]:
    objects = _finding(examined, check).objects
    return set(objects["identificatie"])


def _finding(examined: Examined, check: str) -> Any:
    return next(one.finding for one in examined.checked if one.check.id == check)


def _layer(files: dict[str, Path], source: str, layer: str) -> Any:
    frame = pyogrio.read_dataframe(files[source], layer=layer)
    frame["id"] = frame["identificatie" if source == "BAG" else "lokaal_id"].str.zfill(16)
    gone = ("Bouwvergunning verleend", "Bouw gestart", "Pand gesloopt")
    gone = (*gone, "Verblijfsobject gevormd", "Verblijfsobject ingetrokken")
    return frame[~frame["status"].isin(gone)]


def _incidents(files: dict[str, Path]) -> pd.DataFrame:
    return pd.read_csv(files["INCIDENTS"], sep=";", decimal=",").drop_duplicates("incident_id")


def test_fillers(examined: Examined, files: dict[str, Path], dirt: dict[str, int]) -> None:
    panden = _layer(files, "BAG", "pand")
    assert _ids(examined, "bag_bouwjaar_filler") == set(panden.loc[panden["bouwjaar"].isin([1005, 9999]), "id"])
    assert _finding(examined, "bag_bouwjaar_filler").n == dirt["bouwjaar 1005"] + dirt["bouwjaar 9999"]
    objects = _layer(files, "BAG", "verblijfsobject")
    planted = set(objects.loc[objects["oppervlakte"].isin([1, 999_999]), "id"])
    assert _ids(examined, "bag_oppervlakte_filler") == planted
    assert len(planted) == dirt["oppervlakte 1"] + dirt["oppervlakte 999999"]


@pytest.mark.parametrize(("column", "check"), [("gebruiksdoel", "gebruiksdoelen"), ("postcode", "postcode")])
def test_what_is_not_filled_in(
    examined: Examined, files: dict[str, Path], dirt: dict[str, int], column: str, check: str
) -> None:
    objects = _layer(files, "BAG", "verblijfsobject")
    planted = set(objects.loc[objects[column].isna(), "id"])
    assert _ids(examined, f"verblijfsobjecten_{check}_missing") == planted
    assert len(planted) == dirt[f"{column} null"]


def test_rows_that_stand_twice(examined: Examined, files: dict[str, Path], dirt: dict[str, int]) -> None:
    twice: set[str] = set()
    for layer in ("pand", "verblijfsobject"):
        frame = _layer(files, "BAG", layer)
        twice |= set(frame.loc[frame["id"].duplicated(), "id"])
    assert _ids(examined, "bag_identical") == twice
    assert len(twice) <= dirt["pand twice"] + dirt["verblijfsobject twice"]  # one that is planned does not count
    assert _finding(examined, "incidents_duplicates").n == dirt["incident twice"]
    assert _finding(examined, "woz_duplicates").n == dirt["woz row twice"]


def test_broken_outlines(examined: Examined, files: dict[str, Path], dirt: dict[str, int]) -> None:
    panden = _layer(files, "BAG", "pand")
    assert _ids(examined, "bag_geometry_repaired") == set(panden.loc[~panden.geometry.is_valid, "id"])
    layers = ("wegdeel", "begroeidterreindeel")
    grounds = [pyogrio.read_dataframe(files["BGT"], layer=layer) for layer in layers]
    broken = {one for g in grounds for one in g.loc[g.geometry.notna() & ~g.geometry.is_valid, "lokaal_id"]}
    lost = {one for g in grounds for one in g.loc[g.geometry.isna(), "lokaal_id"]}
    assert _ids(examined, "bgt_geometry_repaired") == broken
    assert len(broken) == sum(dirt[f"{layer} broken"] for layer in layers)
    assert _ids(examined, "bgt_geometry_left_out") == lost
    assert _finding(examined, "bgt_geometry_left_out").n == sum(dirt[f"{layer} without geometry"] for layer in layers)


def test_short_ids_and_what_is_not_in_stock(examined: Examined, dirt: dict[str, int]) -> None:
    short = dirt["pand identificatie short"] + dirt["verblijfsobject identificatie short"]
    assert _finding(examined, "bag_short_ids").n == short
    out = [f"{kind} {what}" for kind in ("pand", "verblijfsobject") for what in ("planned", "gone")]
    assert 0 <= _finding(examined, "bag_not_in_stock").n - sum(dirt[key] for key in out) <= dirt["pand twice"]


def test_woz_objects_without_ids_and_areas(examined: Examined, files: dict[str, Path], dirt: dict[str, int]) -> None:
    rows = pd.read_csv(files["WOZ"], sep=";", decimal=",", dtype={"wozobjectnummer": str})
    rows["wozobjectnummer"] = rows["wozobjectnummer"].str.zfill(12)
    lost = set(rows.loc[rows["adresseerbaar_object_identificaties"].isna(), "wozobjectnummer"])
    for check in ("woz_without_bag", "woz_without_id"):
        assert _ids(examined, check) == lost, check
    assert len(lost) == dirt["woz object without BAG id"]
    areas = set(rows.loc[rows["oppervlakte"].isna(), "wozobjectnummer"])
    assert _ids(examined, "woz_objecten_oppervlakte_missing") == areas
    assert len(areas) == dirt["woz oppervlakte null"]
    assert _finding(examined, "woz_waarden_vastgestelde_waarde_missing").n == dirt["woz value null"]


def test_incidents(examined: Examined, files: dict[str, Path], dirt: dict[str, int], loaded: Loaded) -> None:
    rows = _incidents(files)
    border = loaded.registers.gemeentegrens
    assert border is not None
    points = shapely.points(rows[["x", "y"]].to_numpy())
    outside = set(rows.loc[rows["x"].notna() & ~shapely.intersects(border.union_all(), points), "incident_id"])
    assert _ids(examined, "incidents_outside") == outside
    assert len(outside) == dirt["incident outside"]
    size = rows.groupby(["x", "y"])["incident_id"].transform("size")
    piled = set(rows.loc[size == size.max(), "incident_id"])
    assert len(piled) >= PILE
    assert _ids(examined, "incidents_default_point") == piled
    assert len(piled) == dirt["incident on the default point"]
    assert _finding(examined, "incidents_left_out").n == dirt["incident without place"]


def test_a_default_point_of_few_incidents_is_found(tmp_path: Path) -> None:
    """It bears 0.3 % of the incidents: under ten in a town of this size."""
    files = deliver(make_town(6_000, 7), tmp_path)
    loaded = load({key: [files[key]] for key in ("BAG", "INCIDENTS")}, date(2026, 1, 1))
    planted = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))["dirt"]["incident on the default point"]
    assert PILE <= planted < 10
    rows = _incidents(files)
    size = rows.groupby(["x", "y"])["incident_id"].transform("size")
    piled = set(rows.loc[size == size.max(), "incident_id"])
    found = _ids(examine(loaded.registers, loaded.messages), "incidents_default_point")
    assert (len(piled), found) == (planted, piled)


def test_panden_that_stand_in_one_of_bag_and_bgt_alone(
    examined: Examined, files: dict[str, Path], dirt: dict[str, int], loaded: Loaded
) -> None:
    if loaded.registers.bgt_panden is None:
        pytest.skip("this reader of the BGT leaves its panden aside")
    drawn = pyogrio.read_dataframe(files["BGT"], layer="pand")
    twins = set(drawn["identificatie_bag_pnd"].dropna())
    panden = set(loaded.registers.panden["identificatie"])
    assert _ids(examined, "bag_pand_without_bgt_id") == panden - twins
    assert len(panden - twins) == dirt["pand without BGT pand"]
    alone = set(drawn.loc[~drawn["identificatie_bag_pnd"].isin(panden), "lokaal_id"])
    for check in ("bgt_pand_without_bag_id", "bgt_pand_without_bag_shape"):
        assert _ids(examined, check) == alone, check
    assert len(alone) == dirt["BGT pand without BAG pand"]
    assert _finding(examined, "bgt_panden_pand_identificatie_missing").n == dirt["BGT pand without BAG id"]


def test_times_and_origins_of_incidents(examined: Examined, files: dict[str, Path], dirt: dict[str, int]) -> None:
    rows = _incidents(files)
    placed = rows[rows["x"].notna()]
    midnight = placed["begin"].str.fullmatch(r"\S+ 00:00") & placed["eind"].isna()
    day = placed["begin"].str.fullmatch(r"\d\d-\d\d-\d{4}")
    assert _finding(examined, "incidents_date_only").n == day.sum()
    assert not (day & midnight).any()
    unknown = placed["herkomst"].isna() | (placed["herkomst"] == "onbekend")
    assert _finding(examined, "incidents_herkomst_unknown").n == unknown.sum()
    assert dirt["incident without herkomst"] <= rows["herkomst"].isna().sum()
    kinds = placed["soort"].isin(["inbraak bedrijf", "overlast", "vernieling"])
    assert _finding(examined, "incidents_kind_unmapped").n == kinds.sum()


def test_figures_never_exceed_totals_and_objects_are_as_many(examined: Examined) -> None:
    table = checks_table(examined)
    counted = table[table["total"].notna()]
    assert len(counted) > 150
    assert (counted["figure"] <= counted["total"]).all()
    assert counted["share"].dropna().between(0, 1).all()
    done = table[table["severity"] != NOT_CHECKED].set_index("check")
    for name, objects in object_tables(examined).items():
        of_hectares = done.loc[name, "unit"] == "ha"
        assert of_hectares or len(objects) <= done.loc[name, "figure"], name
        assert set(objects.columns) == {"identificatie", "detail", "geometry"}


def test_the_order_of_rows_makes_no_difference(loaded: Loaded, examined: Examined) -> None:
    rng = np.random.default_rng(3)
    shuffled = {}
    for name, table in loaded.registers.tables().items():
        shuffled[name] = table.iloc[rng.permutation(len(table))].reset_index(drop=True)
    again = examine(replace(loaded.registers, **shuffled), loaded.messages)
    pd.testing.assert_frame_equal(checks_table(again), checks_table(examined))
    one, other = object_tables(examined), object_tables(again)
    assert list(one) == list(other)
    for name, objects in one.items():
        keys = [
            pd.Series(zip(o["identificatie"], o["detail"], o.geometry.to_wkt(), strict=True))
            for o in (objects, other[name])
        ]
        assert sorted(keys[0].astype(str)) == sorted(keys[1].astype(str)), name


@pytest.mark.parametrize("names", [(), ("woonplaatsen",), tuple(TABLES)])
def test_empty_and_absent_tables_are_told_and_never_crash(names: tuple[str, ...]) -> None:
    wanted = {"panden", "verblijfsobjecten", *names}
    registers = Registers(date(2026, 1, 1), **{name: empty(name) for name in TABLES if name in wanted})
    made = examine(registers)
    assert len(made.checked) == len(catalogue())
    assert not any(one.asks for one in made.checked if one.check.unit != "days")
    assert len(checks_table(made)) == len(catalogue())
    assert all(one.why is not None for one in made.checked if one.finding is None)


def test_every_column_of_every_table_is_checked_once() -> None:
    wanted = {(table, column) for table, held in TABLES.items() for column in held.columns}
    found = [check.field for check in catalogue().values() if check.field is not None]
    assert sorted(found) == sorted(wanted)
    assert {f.name for f in fields(Registers)} - {"peildatum", "simulated"} == set(TABLES)
    assert all(TABLES[table].geometry in Shape for table, _ in found)
