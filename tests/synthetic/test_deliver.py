"""What is delivered is what a municipality gets, and other programs read it back to the true town."""

from __future__ import annotations

import hashlib
import json
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely

from locatierisico.safeguards.messages import CancelledError, RefusedError
from locatierisico.safeguards.watch import Watch
from locatierisico.synthetic.deliver import deliver
from locatierisico.synthetic.dirt import broken

if TYPE_CHECKING:
    from pathlib import Path

    from locatierisico.synthetic.town import Town

_PLANNED_OR_GONE = ("Verblijfsobject gevormd", "Verblijfsobject ingetrokken")
_PAND_OUT = ("Bouwvergunning verleend", "Bouw gestart", "Pand gesloopt")


@pytest.fixture(scope="module")
def truth(delivered: dict[str, Path], folder: Path) -> dict[str, Any]:
    assert delivered
    return dict(json.loads((folder / "truth.json").read_text(encoding="utf-8")))


def test_every_register_is_delivered(delivered: dict[str, Path], folder: Path) -> None:
    keys = {"BAG", "BGT", "ROADS", "BUURTEN", "WOZ", "INCIDENTS", "AREAS", "LEEGSTAND", "VESTIGINGEN", "LISTS"}
    assert set(delivered) == keys | {"BAG_EXTRACT"}
    assert {p.name for p in folder.iterdir()} == {p.name for p in delivered.values()} | {"truth.json"}


def test_bag_light_holds_the_stock_and_the_dirt_the_truth_states(
    delivered: dict[str, Path], town: Town, truth: dict[str, Any]
) -> None:
    pand = pyogrio.read_dataframe(delivered["BAG"], layer="pand")
    vbo = pyogrio.read_dataframe(delivered["BAG"], layer="verblijfsobject")
    dirt = truth["dirt"]
    assert pand.crs.to_epsg() == 28992
    assert pand.duplicated().sum() == dirt["pand twice"]
    assert vbo.duplicated().sum() == dirt["verblijfsobject twice"]
    pand, vbo = pand.drop_duplicates(), vbo.drop_duplicates()
    assert (~pand["status"].isin(_PAND_OUT)).sum() == len(town.panden) == truth["in_stock"]["panden"]
    assert (~vbo["status"].isin(_PLANNED_OR_GONE)).sum() == len(town.vbo)
    assert (pand["bouwjaar"] == 1005).sum() == dirt["bouwjaar 1005"] >= 2
    assert (vbo["oppervlakte"] == 999_999).sum() == dirt["oppervlakte 999999"] >= 2
    assert vbo["pand_identificatie"].str.contains(",").sum() == dirt["verblijfsobject in two panden"] >= 2
    assert pyogrio.read_info(delivered["BAG"], layer="pand")["fid_column"] == "feature_id"
    pand["identificatie"] = pand["identificatie"].str.zfill(16)
    in_use = pand[pand["identificatie"].isin(town.panden["identificatie"])].set_index("identificatie")
    held = town.panden.set_index("identificatie")
    assert (in_use["aantal_verblijfsobjecten"].reindex(held.index) == held["homes"] + held["business"]).all()


def test_gdal_reads_the_extract_and_it_equals_the_bag_light_on_the_peildatum(
    delivered: dict[str, Path], tmp_path: Path
) -> None:
    frames: dict[str, pd.DataFrame] = {}
    for kind, layer in (("PND", "Pand"), ("VBO", "Verblijfsobject"), ("NUM", "Nummeraanduiding"), ("LIG", "Ligplaats")):
        frames[kind] = pd.concat([pyogrio.read_dataframe(p, layer=layer) for p in _xml(delivered, kind, tmp_path)])
    for kind, layer, column in (("PND", "pand", "oorspronkelijkBouwjaar"), ("VBO", "verblijfsobject", "oppervlakte")):
        every = frames[kind]
        begin, end = (pd.to_datetime(every[c]).dt.tz_localize(None) for c in ("beginGeldigheid", "eindGeldigheid"))
        day = pd.Timestamp("2026-01-01")
        now = every[(begin <= day) & (end.isna() | (end > day))].set_index("identificatie").sort_index()
        assert len(every) > len(now)  # there is history
        light = pyogrio.read_dataframe(delivered["BAG"], layer=layer)
        light["identificatie"] = light["identificatie"].str.zfill(16)  # a few lost their zeros
        light = light.drop_duplicates("identificatie").set_index("identificatie").sort_index()
        now.index = now.index.str.split(".").str[-1]
        assert now.index.is_unique
        assert list(now.index) == list(light.index)
        assert (now["status"] == light["status"]).all()
        number = light["bouwjaar" if kind == "PND" else "oppervlakte"]
        assert (pd.to_numeric(now[column].astype(str).str[:6].str.replace("-.*", "", regex=True)) == number).all()
        spoiled = light.geometry.isna() | ~light.geometry.is_valid
        assert 2 <= spoiled.sum() <= 8
        assert (now.geometry.geom_equals_exact(light.geometry, 0.001) | spoiled).all()
    uses = frames["VBO"]["gebruiksdoel"].map(lambda u: isinstance(u, (list, tuple)) or hasattr(u, "__len__"))
    assert uses.any()
    assert frames["NUM"]["huisnummer"].notna().all()


def test_what_is_spoiled_is_counted(delivered: dict[str, Path], truth: dict[str, Any]) -> None:
    dirt = truth["dirt"]
    for key, layers in (("BAG", ("pand", "verblijfsobject")), ("BGT", ("begroeidterreindeel", "wegdeel"))):
        for layer in layers:
            frame = pyogrio.read_dataframe(delivered[key], layer=layer)
            assert frame.geometry.isna().sum() == dirt[f"{layer} without geometry"] >= 2
            assert (~frame.geometry.dropna().is_valid).sum() == dirt[f"{layer} broken"]
            if key == "BAG":
                assert (frame["identificatie"].str.len() < 16).sum() == dirt[f"{layer} identificatie short"] >= 2
    assert dirt["pand broken"] >= 2
    assert dirt["wegdeel broken"] >= 2
    objects = pd.read_csv(delivered["LEEGSTAND"], sep=";", dtype=str)["adresseerbaar_object_identificatie"]
    assert (objects.str.len() == 14).sum() == dirt["leegstand adresseerbaar_object_identificatie short"] >= 2


def test_a_few_panden_stand_in_one_register_alone(
    delivered: dict[str, Path], town: Town, truth: dict[str, Any]
) -> None:
    load = pytest.importorskip("locatierisico.registers.load").load
    found = load({"BAG": [delivered["BAG"]], "BGT": [delivered["BGT"]]}, date(2026, 1, 1)).registers
    assert found.bgt_panden is not None
    ids = found.bgt_panden["pand_identificatie"]
    dirt = truth["dirt"]
    assert (~found.panden["identificatie"].isin(ids)).sum() == dirt["pand without BGT pand"] >= 2
    alone = found.bgt_panden[~ids.isin(town.panden["identificatie"])]
    assert len(alone) == dirt["BGT pand without BAG pand"] >= 2
    assert alone["pand_identificatie"].isna().sum() == dirt["BGT pand without BAG id"] >= 1
    assert not found.panden.sindex.query(alone.geometry, predicate="intersects").size
    twins = found.bgt_panden.set_index("pand_identificatie").geometry
    panden = found.panden.set_index("identificatie").geometry
    both = panden.index.intersection(twins.index)
    assert len(both) > 0.99 * len(panden)
    assert (twins.loc[both].intersection(panden.loc[both]).area > 0.9 * panden.loc[both].area).all()


def test_a_broken_polygon_keeps_its_place() -> None:
    # the corner (10, 0) of 10 x 4 is turned into a knot 0.3 m along both edges
    square = shapely.box(0, 0, 10, 4, ccw=True)
    made = broken(np.array([shapely.Polygon([(0, 0), (10, 0), (10, 4), (0, 4)])]))[0]
    assert not made.is_valid
    assert shapely.make_valid(made).area == pytest.approx(square.area, abs=2)
    assert shapely.make_valid(made).symmetric_difference(square).area < 2


def test_the_door_drops_the_owners_we_made_up(delivered: dict[str, Path]) -> None:
    load = pytest.importorskip("locatierisico.registers.load").load
    owners = pd.read_csv(delivered["WOZ"], sep=";", dtype=str)["eigenaar_naam"]
    assert owners.str.fullmatch(r"Verzonnen Eigenaar \d+").all()
    loaded = load({"BAG": [delivered["BAG"]], "WOZ": [delivered["WOZ"]]}, date(2026, 1, 1))
    said = [m for m in loaded.messages if "eigenaar_naam" in str(m.values)]
    assert len(said) == 1
    assert loaded.registers.woz_objecten is not None
    assert "eigenaar_naam" not in loaded.registers.woz_objecten


def _xml(delivered: dict[str, Path], kind: str, folder: Path) -> list[Path]:
    with zipfile.ZipFile(delivered["BAG_EXTRACT"]) as outer:
        middle = next(n for n in outer.namelist() if n.endswith(".zip"))
        with outer.open(middle) as held, zipfile.ZipFile(held) as zips:
            name = next(n for n in zips.namelist() if n.startswith("0099" + kind))
            with zips.open(name) as inner, zipfile.ZipFile(inner) as files:
                files.extractall(folder)
                return [folder / n for n in files.namelist()]


def test_our_own_readers_find_the_same_town_in_both_forms(delivered: dict[str, Path], town: Town) -> None:
    load = pytest.importorskip("locatierisico.registers.load").load
    light = load({"BAG": [delivered["BAG"]]}, date(2026, 1, 1)).registers
    sources = {k: [p] for k, p in delivered.items() if k not in ("BAG", "BAG_EXTRACT")}
    full = load({"BAG": [delivered["BAG_EXTRACT"]], **sources}, date(2026, 1, 1)).registers
    for found in (light, full):
        assert sorted(found.panden["identificatie"]) == sorted(town.panden["identificatie"])
        assert sorted(found.verblijfsobjecten["identificatie"]) == sorted(town.vbo["identificatie"])
    for name in ("bouwjaar", "status"):
        one, other = (f.panden.set_index("identificatie")[name].sort_index() for f in (light, full))
        pd.testing.assert_series_equal(one, other)
    for name in ("wegdelen", "terreindelen", "wegvakken", "gebieden", "woz_objecten", "woz_waarden", "vestigingen"):
        assert len(full.tables()[name]) == len(town.tables[name]), name
    assert full.mutaties is not None
    assert {"in_gebruik", "ingetrokken", "gebruiksdoel_gewijzigd"} <= set(full.mutaties["gebeurtenis"])


def test_the_woz_export_is_dutch(delivered: dict[str, Path], town: Town, truth: dict[str, Any]) -> None:
    rows = pd.read_csv(delivered["WOZ"], sep=";", decimal=",", dtype={"wozobjectnummer": str})
    assert set(rows["waardepeildatum"]) == {"01-01-2024", "01-01-2025"}
    assert len(rows.drop_duplicates()) == 2 * len(town.tables["woz_objecten"])
    lost = rows["adresseerbaar_object_identificaties"].isna() & (rows["waardepeildatum"] == "01-01-2025")
    assert rows[lost]["wozobjectnummer"].nunique() == truth["dirt"]["woz object without BAG id"]
    assert "," in delivered["WOZ"].read_text(encoding="utf-8").splitlines()[1]


def test_incidents_are_as_dirty_as_reports(delivered: dict[str, Path], truth: dict[str, Any]) -> None:
    rows = pd.read_csv(delivered["INCIDENTS"], sep=";", decimal=",")
    assert rows["incident_id"].duplicated().sum() == truth["dirt"]["incident twice"]
    rows = rows.drop_duplicates()
    assert rows["begin"].str.fullmatch(r"\d\d-\d\d-\d{4}").sum() == truth["dirt"]["incident date only"]
    assert rows["eind"].notna().sum() == truth["dirt"]["incident window"]
    assert rows["x"].isna().sum() == truth["dirt"]["incident without place"]
    assert rows.groupby(["x", "y"]).size().max() >= truth["dirt"]["incident on the default point"]


def test_the_planted_are_listed_by_pand(truth: dict[str, Any], town: Town) -> None:
    panden = town.panden.set_index("identificatie")
    for gebiedstype, ids in truth["planted"].items():
        assert ids, gebiedstype
        assert panden.loc[ids, "planted"].all()
        assert set(panden.loc[ids, "kind"]) <= (
            {"barn"} if gebiedstype == "buitengebied" else {"hall", "multi", "unit", "office", "shop"}
        )
    assert sorted(i for farm in truth["planted_farms"] for i in farm) == sorted(truth["planted"]["buitengebied"])
    assert truth["peildatum"] == "2026-01-01"


def test_the_same_town_gives_the_same_bytes(town: Town, delivered: dict[str, Path], tmp_path: Path) -> None:
    again = deliver(town, tmp_path)
    for key, path in delivered.items():
        one, other = (hashlib.sha256(p.read_bytes()).hexdigest() for p in (path, again[key]))
        assert one == other, key


def test_cancel_leaves_nothing(town: Town, tmp_path: Path) -> None:
    seen = []

    def cancelled() -> bool:
        seen.append(1)
        return len(seen) > 12

    with pytest.raises(CancelledError):
        deliver(town, tmp_path / "out", Watch(cancelled=cancelled))
    assert list((tmp_path / "out").iterdir()) == []


def test_a_folder_that_is_a_file_is_refused(town: Town, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(RefusedError):
        deliver(town, tmp_path / "file")
