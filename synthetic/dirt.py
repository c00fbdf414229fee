"""The dirt of real registers, put into the clean town and counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from .names import GEMEENTECODE
from .stock import identifiers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .town import Town

_SALT = 77
_ADDRESS = (
    "openbare_ruimte_naam",
    "huisnummer",
    "huisletter",
    "toevoeging",
    "postcode",
    "woonplaats_naam",
    "nummeraanduiding_identificatie",
    "openbare_ruimte_identificatie",
    "woonplaats_identificatie",
)


@dataclass(frozen=True, eq=False)
class Bag:
    """The BAG of the town as it is registered on the peildatum, planned and withdrawn objects among it.

    Attributes:
        panden: identificatie, bouwjaar, status, begin_geldigheid, geometry.
        vbo: identificatie, panden (tuple of ids), gebruiksdoel, oppervlakte, status, begin_geldigheid, address,
            geometry.
        ligplaatsen: identificatie, status, address, geometry; `standplaatsen` alike.
        dirt: How often each kind of dirt was put in.

    """

    panden: pd.DataFrame
    vbo: pd.DataFrame
    ligplaatsen: pd.DataFrame
    standplaatsen: pd.DataFrame
    dirt: dict[str, int]


def _some(n: int, share: float, rng: np.random.Generator) -> NDArray[np.int64]:
    """A share of `n` positions, at least two."""
    return np.sort(rng.choice(n, min(n, max(2, round(share * n))), replace=False))


def registered(town: Town) -> Bag:
    """Put fillers, planned and withdrawn objects, and objects in two panden into the BAG of the town."""
    rng = np.random.default_rng([town.seed, _SALT])
    dirt: dict[str, int] = {}
    panden, vbo = _stock(town)
    _fill(panden, "bouwjaar", {1005: 0.004, 9999: 0.001}, dirt, rng)
    _fill(vbo, "oppervlakte", {1: 0.003, 999_999: 0.001}, dirt, rng)
    for column in ("gebruiksdoel", "postcode"):
        rows = _some(len(vbo), 0.0008, rng)
        vbo.loc[rows, column] = None
        dirt[f"{column} null"] = len(rows)
    closed = _some(len(vbo), 0.002, rng)
    vbo.loc[closed, "status"] = "Verblijfsobject buiten gebruik"
    doomed = _some(len(panden), 0.001, rng)
    panden.loc[doomed, "status"] = "Sloopvergunning verleend"
    _in_two(town, panden, vbo, dirt, rng)
    panden, vbo = _with_others(town, panden, vbo, dirt, rng)
    places = [
        frame.assign(status="Plaats aangewezen", begin_geldigheid=pd.Timestamp("2011-03-01"))
        for frame in (town.ligplaatsen, town.standplaatsen)
    ]
    return Bag(panden, vbo, places[0], places[1], dirt)


def _stock(town: Town) -> tuple[pd.DataFrame, pd.DataFrame]:
    year = town.panden["bouwjaar"].clip(2010, 2024).astype(str)
    panden = town.panden[["identificatie", "bouwjaar", "status", "geometry"]].copy()
    panden.insert(3, "begin_geldigheid", pd.to_datetime(year + "-05-12"))
    own = town.panden["identificatie"].to_numpy()[town.vbo["pand"]]
    vbo = town.vbo[["identificatie", "gebruiksdoel", "oppervlakte", "status", "begin_geldigheid", *_ADDRESS]].copy()
    vbo.insert(1, "panden", [(p,) for p in own])
    vbo["geometry"] = shapely.points(town.vbo[["x", "y"]].to_numpy())
    return panden, vbo


def _fill(
    frame: pd.DataFrame, column: str, fillers: dict[int, float], dirt: dict[str, int], rng: np.random.Generator
) -> None:
    for filler, share in fillers.items():
        rows = _some(len(frame), share, rng)
        frame.loc[rows, column] = filler
    for filler in fillers:
        dirt[f"{column} {filler}"] = int((frame[column] == filler).sum())


def _in_two(
    town: Town, panden: pd.DataFrame, vbo: pd.DataFrame, dirt: dict[str, int], rng: np.random.Generator
) -> None:
    """Let some verblijfsobjecten reach into the pand next door, of the same row."""
    pand = town.vbo["pand"].to_numpy()
    after = np.minimum(pand + 1, len(panden) - 1)
    row, kind = town.panden["group"].to_numpy(), town.panden["kind"].to_numpy()
    can = (
        (after > pand)
        & (row[after] == row[pand])
        & (kind[after] == kind[pand])
        & np.isin(kind[pand], ["shop", "unit", "old"])
    )
    rows = np.flatnonzero(can)
    rows = rows[_some(len(rows), 0.02, rng)] if len(rows) else rows
    ids = panden["identificatie"].to_numpy()
    both = pd.Series([(ids[a], ids[b]) for a, b in zip(pand[rows], after[rows], strict=True)], index=rows, dtype=object)
    vbo.loc[rows, "panden"] = both
    dirt["verblijfsobject in two panden"] = len(rows)


def _with_others(
    town: Town, panden: pd.DataFrame, vbo: pd.DataFrame, dirt: dict[str, int], rng: np.random.Generator
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Add what is planned and what is gone."""
    n_coming, n_gone = len(town.coming), len(town.gone)
    n = n_coming + n_gone
    outline = np.concatenate(
        [
            town.coming["geometry"].to_numpy(),
            shapely.buffer(town.gone["geometry"].to_numpy(), -0.25, join_style="mitre"),
        ]
    )
    other = pd.DataFrame(
        {
            "identificatie": identifiers("10", n, len(panden) + 1),
            "bouwjaar": np.r_[np.full(n_coming, 2026), np.clip(town.gone["bouwjaar"].to_numpy() - 40, 1800, None)],
            "status": np.r_[
                rng.choice(["Bouwvergunning verleend", "Bouw gestart"], n_coming), np.full(n_gone, "Pand gesloopt")
            ],
            "begin_geldigheid": np.r_[
                np.full(n_coming, np.datetime64("2025-04-01")), np.full(n_gone, np.datetime64("2019-09-01"))
            ],
            "geometry": outline,
        }
    )
    like = town.vbo.iloc[np.zeros(n, dtype=int)][list(_ADDRESS)].reset_index(drop=True)
    like["huisnummer"] = 900 + 2 * np.arange(n)
    like[["huisletter", "toevoeging"]] = None
    like["nummeraanduiding_identificatie"] = identifiers(
        "20", n, len(town.vbo) + len(town.ligplaatsen) + len(town.standplaatsen) + 1
    )
    held = pd.DataFrame(
        {
            "identificatie": identifiers("01", n, len(vbo) + 1),
            "panden": [(p,) for p in other["identificatie"]],
            "gebruiksdoel": "woonfunctie",
            "oppervlakte": 100,
            "status": np.r_[
                np.full(n_coming, "Verblijfsobject gevormd"), np.full(n_gone, "Verblijfsobject ingetrokken")
            ],
            "begin_geldigheid": other["begin_geldigheid"],
        }
    )
    held = pd.concat([held, like], axis=1).assign(geometry=shapely.point_on_surface(outline))
    dirt |= {
        "pand planned": n_coming,
        "pand gone": n_gone,
        "verblijfsobject planned": n_coming,
        "verblijfsobject gone": n_gone,
    }
    return pd.concat([panden, other], ignore_index=True), pd.concat([vbo, held], ignore_index=True)


def twice(frame: pd.DataFrame, name: str, dirt: dict[str, int], rng: np.random.Generator) -> pd.DataFrame:
    """Let a few rows stand twice."""
    rows = _some(len(frame), 0.0004, rng)
    dirt[f"{name} twice"] = len(rows)
    return pd.concat([frame, frame.iloc[rows]], ignore_index=True)


def woz_rows(town: Town, dirt: dict[str, int]) -> pd.DataFrame:
    """Make the export of the WOZ: a row per object and waardepeildatum; some objects have lost their BAG ids."""
    rng = np.random.default_rng([town.seed, _SALT, 1])
    objecten = town.tables["woz_objecten"]
    lists = {
        name: objecten[name].str.join(",").astype(object)
        for name in ("adresseerbaar_object_identificaties", "pand_identificaties")
    }
    objecten = objecten.assign(**lists)
    lost = _some(len(objecten), 0.01, rng)
    objecten.loc[lost, list(lists)] = None
    none = _some(len(objecten), 0.004, rng)
    objecten.loc[none, "oppervlakte"] = np.nan
    dirt |= {"woz object without BAG id": len(lost), "woz oppervlakte null": len(none)}
    rows = town.tables["woz_waarden"].merge(objecten.drop(columns="gebruikscode"), on="wozobjectnummer", how="left")
    rows["waardepeildatum"] = rows["waardepeildatum"].dt.strftime("%d-%m-%Y")
    missing = _some(len(rows), 0.002, rng)
    rows.loc[missing, "vastgestelde_waarde"] = np.nan
    dirt["woz value null"] = len(missing)
    names = ["wozobjectnummer", *lists, "gebruikscode", "soortobjectcode", "oppervlakte", "waardepeildatum"]
    return twice(rows[[*names, "vastgestelde_waarde"]], "woz row", dirt, rng)


def incident_rows(town: Town, dirt: dict[str, int]) -> pd.DataFrame:
    """Write incidents the way reports are: dates without time, empty herkomst, points that were never placed."""
    rng = np.random.default_rng([town.seed, _SALT, 2])
    made = town.tables["incidenten"].copy()
    n = len(made)
    day_only = _some(n, 0.15, rng)
    begin = made["begin"].dt.strftime("%d-%m-%Y %H:%M").astype(object)
    eind = made["eind"].dt.strftime("%d-%m-%Y %H:%M").astype(object).where(made["eind"] > made["begin"], None)
    begin.iloc[day_only] = made["begin"].dt.strftime("%d-%m-%Y").iloc[day_only]
    eind.iloc[day_only] = None
    made["begin"], made["eind"] = begin, eind
    silent = _some(n, 0.04, rng)
    made.loc[silent, "herkomst"] = None
    west, south, east, north = town.plan.territory.bounds
    outside = _some(n, 0.004, rng)
    made.loc[outside, "x"] = np.round(east + rng.uniform(300, 4000, len(outside)), 1)
    rest = np.setdiff1d(np.arange(n), outside)
    piled = rest[_some(len(rest), 0.003, rng)]
    made.loc[piled, ["x", "y"]] = [round((west + east) / 2), round((south + north) / 2)]
    nowhere = np.setdiff1d(rest, piled)
    nowhere = nowhere[_some(len(nowhere), 0.001, rng)]
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
    made["gme_id"], made["gme_naam"] = int(GEMEENTECODE), "Waterlinge"
    return made
