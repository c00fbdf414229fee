"""The tables a municipality exports from its own systems, with what goes wrong in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .dirt import SALT, some, twice
from .names import GEMEENTECODE, GEMEENTENAAM

if TYPE_CHECKING:
    from ..safeguards.watch import Watch
    from .town import Town


def woz_rows(town: Town, dirt: dict[str, int], watch: Watch) -> pd.DataFrame:
    """Make the export of the WOZ: a row per object and waardepeildatum; some objects have lost their BAG ids.

    It names owners, who are made up: no reader may let them through.
    """
    rng = np.random.default_rng([town.seed, SALT, 1])
    objecten = town.tables["woz_objecten"]
    lists = {
        name: objecten[name].str.join(",").astype(object)
        for name in ("adresseerbaar_object_identificaties", "pand_identificaties")
    }
    objecten = objecten.assign(**lists)
    lost = some(len(objecten), 0.01, rng)
    objecten.loc[lost, list(lists)] = None
    none = some(len(objecten), 0.004, rng)
    objecten.loc[none, "oppervlakte"] = np.nan
    objecten["eigenaar_naam"] = "Verzonnen Eigenaar " + pd.Series(np.arange(1, len(objecten) + 1)).astype(str)
    dirt |= {"woz object without BAG id": len(lost), "woz oppervlakte null": len(none)}
    watch.at(0)
    rows = town.tables["woz_waarden"].merge(objecten.drop(columns="gebruikscode"), on="wozobjectnummer", how="left")
    rows["waardepeildatum"] = rows["waardepeildatum"].dt.strftime("%d-%m-%Y")
    missing = some(len(rows), 0.002, rng)
    rows.loc[missing, "vastgestelde_waarde"] = np.nan
    dirt["woz value null"] = len(missing)
    watch.at(1)
    short = some(len(rows), 0.002, rng)
    rows.loc[short, "wozobjectnummer"] = rows.loc[short, "wozobjectnummer"].str.lstrip("0")
    names = ["wozobjectnummer", "eigenaar_naam", *lists, "gebruikscode", "soortobjectcode", "oppervlakte"]
    made = twice(rows[[*names, "waardepeildatum", "vastgestelde_waarde"]], "woz row", dirt, rng)
    dirt["woz wozobjectnummer short"] = int((made["wozobjectnummer"].str[0] != "0").sum())
    return made


def list_rows(town: Town, name: str, dirt: dict[str, int]) -> pd.DataFrame:
    """Write a list of addresses that went through a spreadsheet: a few ids lost their first zeros."""
    rng = np.random.default_rng([town.seed, SALT, 3])
    made = town.tables[name].copy()
    column = "adresseerbaar_object_identificatie"
    short = some(len(made), 0.01, rng)
    made.loc[short, column] = made.loc[short, column].str.lstrip("0")
    dirt[f"{name} {column} short"] = len(short)
    return made


def incident_rows(town: Town, dirt: dict[str, int]) -> pd.DataFrame:
    """Write incidents the way reports are: dates without time, empty herkomst, points that were never placed."""
    rng = np.random.default_rng([town.seed, SALT, 2])
    made = town.tables["incidenten"].copy()
    n = len(made)
    day_only = some(n, 0.15, rng)
    begin = made["begin"].dt.strftime("%d-%m-%Y %H:%M").astype(object)
    eind = made["eind"].dt.strftime("%d-%m-%Y %H:%M").astype(object).where(made["eind"] > made["begin"], None)
    begin.iloc[day_only] = made["begin"].dt.strftime("%d-%m-%Y").iloc[day_only]
    eind.iloc[day_only] = None
    made["begin"], made["eind"] = begin, eind
    silent = some(n, 0.04, rng)
    made.loc[silent, "herkomst"] = None
    west, south, east, north = town.plan.territory.bounds
    outside = some(n, 0.004, rng)
    made.loc[outside, "x"] = np.round(east + rng.uniform(300, 4000, len(outside)), 1)
    rest = np.setdiff1d(np.arange(n), outside)
    piled = rest[some(len(rest), 0.003, rng)]
    made.loc[piled, ["x", "y"]] = [round((west + east) / 2), round((south + north) / 2)]
    nowhere = np.setdiff1d(rest, piled)
    nowhere = nowhere[some(len(nowhere), 0.001, rng)]
    made.loc[nowhere, ["x", "y"]] = np.nan
    dirt |= {
        "incident date only": len(day_only),
        "incident window": int(eind.notna().sum()),
        "incident without herkomst": int(made["herkomst"].isna().sum()),
        "incident outside": len(outside),
        "incident on the default point": len(piled),
        "incident without place": len(nowhere),
    }
    return twice(made, "incident", dirt, rng)


def road_rows(town: Town) -> pd.DataFrame:
    """Write the NWB with its `#` for empty."""
    made: Any = town.tables["wegvakken"].drop(columns="kind")
    for column in ("stt_naam", "wegnummer"):
        made[column] = made[column].where(made[column].notna(), "#")
    made.insert(0, "objectid", np.arange(1, len(made) + 1))
    made["gme_id"], made["gme_naam"] = int(GEMEENTECODE), GEMEENTENAAM
    return made
