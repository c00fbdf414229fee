from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from locatierisico.registers import bgt
from locatierisico.registers.files import read_file
from locatierisico.registers.raw import Raw

if TYPE_CHECKING:
    from pathlib import Path

PEILDATUM = date(2021, 10, 15)


def layer(name: str, **columns: list[Any]) -> Raw:
    n = len(next(iter(columns.values())))
    frame = pd.DataFrame({"bronhouder": "G0228", "relatieve_hoogteligging": 0, **columns})
    squares = shapely.box(np.arange(n) * 10 + 180_000, 450_000, np.arange(n) * 10 + 180_010, 450_010)
    return Raw(f"bgt.gpkg ({name})", frame, squares, "EPSG:28992", layer=name)


def test_otterlo_gives_the_known_counts(shared: Path) -> None:
    read = bgt.read(read_file(shared / "data/bgt/otterlo_bgt.gpkg"), PEILDATUM)
    assert len(read.tables["wegdelen"]) == 1252 + 627
    klasse = read.tables["terreindelen"]["klasse"].value_counts()
    assert klasse.to_dict() == {"begroeid": 638, "onbegroeid": 427, "water": 296 + 87}
    assert read.tables["bouwwerken"]["type"].value_counts().to_dict() == {
        "bassin": 15, "open loods": 9, "muur": 5, "dek": 1,
    }  # fmt: skip
    told = {message.code: message.values for message in read.messages}
    assert told["bgt_not_areas"] == {"layer": "scheiding", "n": 298}
    assert told["bgt_layers_unused"]["layers"] == "openbareruimtelabel, straatmeubilair, kast, bord, paal"
    panden = read.tables["bgt_panden"]
    assert len(panden) == 1711
    assert panden["pand_identificatie"].str.fullmatch(r"022810\d{10}").all()
    # 30 are drawn ahead of being built; 35 share their BAG pand with another part of it.
    assert panden["status"].value_counts().to_dict() == {"bestaand": 1681, "plan": 30}
    assert told["bgt_pand_planned"] == {"n": 30}
    assert panden["pand_identificatie"].duplicated().sum() == 35


def test_of_the_history_the_version_of_the_day_counts() -> None:
    history = layer(
        "wegdeel",
        lokaal_id=["a", "a", "b", "c", "d", "e"],
        functie=["fietspad", "voetpad", "inrit", "inrit", "inrit", "inrit"],
        fysiek_voorkomen=["onverhard"] * 6,
        creation_date=["2014-01-01", "2014-01-01", "2014-01-01", "2021-10-16", "2014-01-01", "2014-01-01"],
        termination_date=[None, None, "2021-10-15", None, None, None],
        tijdstip_registratie=["2014-01-01T10:00:00", "2018-05-01T10:00:00", *["2014-01-01T10:00:00"] * 2,
                              "2022-01-01T00:00:00", "2014-01-01T10:00:00"],
        eind_registratie=["2018-05-01T10:00:00", None, None, None, None, "2021-10-15T09:00:00"],
    )  # fmt: skip
    now = bgt.read([history], PEILDATUM)
    # a as registered in 2018; b ended that day; c begins the day after; d was registered later; e has ended.
    assert now.tables["wegdelen"][["lokaal_id", "functie"]].to_numpy().tolist() == [["a", "voetpad"], ["d", "inrit"]]
    told = {message.code: message.values["n"] for message in now.messages if "n" in message.values}
    assert (told["bgt_history"], told["bgt_registered_later"]) == (4, 1)
    then = bgt.read([history], date(2016, 1, 1)).tables["wegdelen"].set_index("lokaal_id")["functie"]
    assert then.to_dict() == {"a": "fietspad", "b": "inrit", "d": "inrit", "e": "inrit"}


def test_the_day_itself_is_in_and_the_last_day_is_out() -> None:
    days = layer(
        "wegdeel",
        lokaal_id=["begins", "ends"],
        functie=["inrit"] * 2,
        fysiek_voorkomen=["onverhard"] * 2,
        creation_date=["2021-10-15", "2014-01-01"],
        termination_date=[None, "2021-10-15"],
        tijdstip_registratie=["2021-10-15T18:00:00", "2014-01-01T10:00:00"],
    )
    assert bgt.read([days], PEILDATUM).tables["wegdelen"]["lokaal_id"].tolist() == ["begins"]


def test_plans_are_no_objects_and_a_plus_value_stands_in_for_niet_bgt() -> None:
    raw = layer(
        "overigbouwwerk",
        lokaal_id=["a", "b"],
        status=["bestaand", "plan"],
        bgt_type=["niet-bgt", "bassin"],
        plus_type=["bunker", "geenWaarde"],
    )
    assert bgt.read([raw], PEILDATUM).tables["bouwwerken"]["type"].tolist() == ["bunker"]


def test_a_layer_renamed_in_the_project_is_known_by_its_columns_and_values() -> None:
    green = layer("kaart 3", lokaal_id=["a", "b"], fysiek_voorkomen=["loofbos", "heide"])
    yard = layer("kaart 4", lokaal_id=["c"], fysiek_voorkomen=["erf"])
    ditch = layer("kaart 5", lokaal_id=["d"], type=["waterloop"])
    road = layer("kaart 6", lokaal_id=["e"], fysiek_voorkomen=["open verharding"], functie=["inrit"])
    tables = bgt.read([green, yard, ditch, road], PEILDATUM).tables
    assert tables["terreindelen"]["klasse"].tolist() == ["begroeid", "begroeid", "onbegroeid", "water"]
    assert tables["terreindelen"]["fysiek_voorkomen"].tolist()[-1] == "waterloop"
    assert len(tables["wegdelen"]) == 1


def test_names_with_bgt_prefix_are_read() -> None:
    raw = layer("bgt_wegdeel", lokaal_id=["a"], bgt_functie=["inrit"], bgt_fysiek_voorkomen=["waardeOnbekend"])
    table = bgt.read([raw], PEILDATUM).tables["wegdelen"]
    assert table.loc[0, "functie"] == "inrit"
    assert table.loc[0, "fysiek_voorkomen"] is None
    assert table.loc[0, "relatieve_hoogteligging"] == 0
