"""The dirt of real registers, put into the clean town and counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from .stock import IN_STOCK, identifiers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .town import Town

SALT = 77
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


def some(n: int, share: float, rng: np.random.Generator) -> NDArray[np.int64]:
    """A share of `n` positions, at least two."""
    return np.sort(rng.choice(n, min(n, max(2, round(share * n))), replace=False))


def registered(town: Town) -> Bag:
    """Put fillers, planned and withdrawn objects, and objects in two panden into the BAG of the town."""
    rng = np.random.default_rng([town.seed, SALT])
    dirt: dict[str, int] = {}
    panden, vbo = _stock(town)
    _fill(panden, "bouwjaar", {1005: 0.004, 9999: 0.001}, dirt, rng)
    _fill(vbo, "oppervlakte", {1: 0.003, 999_999: 0.001}, dirt, rng)
    for column in ("gebruiksdoel", "postcode"):
        rows = some(len(vbo), 0.0008, rng)
        vbo.loc[rows, column] = None
        dirt[f"{column} null"] = len(rows)
    closed = some(len(vbo), 0.002, rng)
    vbo.loc[closed, "status"] = "Verblijfsobject buiten gebruik"
    doomed = some(len(panden), 0.001, rng)
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
        rows = some(len(frame), share, rng)
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
    rows = rows[some(len(rows), 0.02, rng)] if len(rows) else rows
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
    rows = some(len(frame), 0.0004, rng)
    dirt[f"{name} twice"] = len(rows)
    return pd.concat([frame, frame.iloc[rows]], ignore_index=True)


def spoiled(
    frame: pd.DataFrame, name: str, ids: tuple[str, ...], dirt: dict[str, int], rng: np.random.Generator
) -> pd.DataFrame:
    """Spoil a few rows of a BAG layer: ids without their first zeros, broken polygons, objects that have no outline.

    What has no outline is planned or gone, so that the stock can still be read whole.

    Args:
        frame: The layer; a row that stands twice is spoiled twice.
        name: Name of the layer.
        ids: Columns of which a few lose their zeros.
        dirt: Where the counts go.
        rng: Where chance comes from.

    """
    made = frame.reset_index(drop=True)
    for column in ids:
        rows = some(len(made), 0.0003, rng)
        made.loc[rows, column] = made.loc[rows, column].str.lstrip("0")
    outline = made["geometry"].to_numpy(dtype=object).copy()
    whole = np.flatnonzero(shapely.get_num_coordinates(outline) == 5)  # noqa: PLR2004 - a rectangle
    if len(whole):
        rows = whole[some(len(whole), 0.0003, rng)]
        outline[rows] = broken(outline[rows])
    out = np.flatnonzero(~made["status"].isin(IN_STOCK).to_numpy())
    outline[out[some(len(out), 0.01, rng)]] = None
    made = twice(made.assign(geometry=outline), name, dirt, rng)
    for column in ids:
        dirt[f"{name} {column} short"] = int((made[column].str[0] != "0").sum())
    _count_shapes(made, name, dirt)
    return made


def spoiled_ground(frame: pd.DataFrame, name: str, dirt: dict[str, int], rng: np.random.Generator) -> pd.DataFrame:
    """Break a few polygons of a BGT layer, and add a few objects that have no outline at all."""
    outline = frame["geometry"].to_numpy(dtype=object).copy()
    whole = np.flatnonzero((shapely.get_num_interior_rings(outline) == 0) & (shapely.area(outline) > 50))  # noqa: PLR2004 - m²
    if len(whole):
        rows = whole[some(len(whole), 0.0003, rng)]
        outline[rows] = broken(outline[rows])
    extra = frame.iloc[some(len(frame), 0.0002, rng)].assign(geometry=None)
    made = pd.concat([frame.assign(geometry=outline), extra], ignore_index=True)
    _count_shapes(made, name, dirt)
    return made


def bgt_panden(
    panden: pd.DataFrame, meadows: NDArray[np.object_], dirt: dict[str, int], rng: np.random.Generator
) -> pd.DataFrame:
    """Give the panden as the BGT draws them: a few are not in it, and a few sheds in meadows are in it alone.

    Args:
        panden: identificatie, geometry; those in stock.
        meadows: Where a shed may stand.
        dirt: Where the counts go.
        rng: Where chance comes from.

    Returns:
        identificatie_bag_pnd (every other shed has none, the others one that no BAG holds), geometry.

    """
    kept = np.delete(np.arange(len(panden)), some(len(panden), 0.003, rng))
    grounds = meadows[some(len(meadows), 0.01, rng)]
    x, y = shapely.get_coordinates(shapely.point_on_surface(grounds)).T.round(3)
    ids = identifiers("10", len(grounds), 90_000_001)
    ids[::2] = None
    dirt["pand without BGT pand"] = len(panden) - len(kept)
    dirt["BGT pand without BAG pand"] = len(grounds)
    dirt["BGT pand without BAG id"] = len(ids[::2])
    twins = panden[["identificatie", "geometry"]].iloc[kept].rename(columns={"identificatie": "identificatie_bag_pnd"})
    sheds = pd.DataFrame({"identificatie_bag_pnd": ids, "geometry": shapely.box(x - 2, y - 2, x + 2, y + 2)})
    return pd.concat([twins, sheds], ignore_index=True)


def broken(polygons: NDArray[np.object_]) -> NDArray[np.object_]:
    """Let the boundary of each polygon cross itself close to its second corner."""
    rings = [shapely.get_coordinates(shapely.get_exterior_ring(polygon)) for polygon in polygons]
    a, b, c = (np.array([ring[k] for ring in rings]) for k in range(3))
    ahead, back = (end - b for end in (c, a))
    step = [0.3 * v / np.maximum(1, np.hypot(*v.T))[:, None] for v in (ahead, back)]
    corner = np.stack([b + step[0], b + step[1]], axis=1)
    made = [shapely.Polygon(np.concatenate([ring[:1], two, ring[2:]])) for ring, two in zip(rings, corner, strict=True)]
    return np.array(made, dtype=object)


def _count_shapes(frame: pd.DataFrame, name: str, dirt: dict[str, int]) -> None:
    outline = frame["geometry"].to_numpy(dtype=object)
    lacking = shapely.is_missing(outline)
    dirt[f"{name} without geometry"] = int(lacking.sum())
    dirt[f"{name} broken"] = int((~lacking & ~shapely.is_valid(outline)).sum())
