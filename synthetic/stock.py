"""Panden, verblijfsobjecten and their addresses, from the buildings that stand on the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely
from scipy.spatial import cKDTree
from scipy.special import ndtr

from .names import GEMEENTECODE, postcodes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .lines import Lines

UNIT_KINDS = ("hall", "multi", "unit", "office", "shop")
HOMES = ("terrace", "semi", "detached", "old", "villagehouse")
TRAITS = ("age", "value", "size", "count", "vacancy", "turnover", "jump")
IN_STOCK = (
    "Pand in gebruik",
    "Pand in gebruik (niet ingemeten)",
    "Verbouwing pand",
    "Sloopvergunning verleend",
    "Verblijfsobject in gebruik",
    "Verblijfsobject in gebruik (niet ingemeten)",
    "Verblijfsobject buiten gebruik",
)
_IN_USE = ("Verblijfsobject in gebruik", "Verblijfsobject in gebruik (niet ingemeten)")
YEAR = 2026  # of the peildatum
# kind of building: ln of the middle number of tenants, its spread, least, most
_TENANTS = {
    "multi": (2.3, 0.45, 4, 40),
    "hall": (0.1, 0.8, 1, 8),
    "office": (1.0, 0.55, 1, 12),
    "unit": (-0.2, 0.7, 1, 3),
}
_DOELEN = {
    "hall": (("industriefunctie", 0.86), ("industriefunctie,kantoorfunctie", 0.1), ("sportfunctie", 0.04)),
    "multi": (("industriefunctie", 0.62), ("kantoorfunctie", 0.18), ("overige gebruiksfunctie", 0.2)),
    "unit": (("industriefunctie", 0.88), ("kantoorfunctie", 0.08), ("industriefunctie,woonfunctie", 0.04)),
    "office": (("kantoorfunctie", 0.95), ("gezondheidszorgfunctie", 0.05)),
    "shop": (("winkelfunctie", 0.78), ("bijeenkomstfunctie", 0.13), ("kantoorfunctie", 0.09)),
    "barn": (("industriefunctie", 0.7), ("overige gebruiksfunctie", 0.3)),
    "chalet": (("logiesfunctie", 1.0),),
    "school": (("onderwijsfunctie", 0.7), ("gezondheidszorgfunctie", 0.15), ("sportfunctie", 0.15)),
    "church": (("bijeenkomstfunctie", 1.0),),
}


def identifiers(objecttype: str, n: int, first: int = 1) -> NDArray[np.object_]:
    """Make `n` BAG ids of 16 digits: gemeentecode, two digits for the kind of object, a serial number."""
    serial = np.char.zfill(np.arange(first, first + n).astype(str), 10)
    return np.char.add(GEMEENTECODE + objecttype, serial).astype(object)


def draw_counts(buildings: pd.DataFrame, count: NDArray[np.float64], rng: np.random.Generator) -> pd.DataFrame:
    """Draw how many homes and business verblijfsobjecten each building holds.

    Args:
        buildings: The buildings.
        count: (n,) normal scores; higher is more tenants, in every kind of building on an estate.
        rng: Where chance comes from.

    Returns:
        `buildings` with columns `homes`, `business` and `floors`.

    """
    kind, n = buildings["kind"].to_numpy(), len(buildings)
    dice = rng.random(n)
    floors = np.select(
        [kind == "flat", np.isin(kind, ["shop", "old", "office"]), np.isin(kind, HOMES)],
        [rng.choice([3, 4, 5, 8], n, p=[0.35, 0.4, 0.15, 0.1]), rng.integers(2, 4, n), np.full(n, 2)],
        1,
    )
    homes = np.where(np.isin(kind, [*HOMES, "farmhouse"]), 1, 0)
    per_floor = np.maximum(1, buildings["width"].to_numpy() // 8.5).astype(int)
    homes = np.where(kind == "flat", floors * per_floor, homes)
    homes = np.where(kind == "shop", np.clip((dice * 3.4).astype(int), 0, 2), homes)
    tenants = {
        name: np.clip(np.round(np.exp(middle + spread * count)), least, most).astype(int)
        for name, (middle, spread, least, most) in _TENANTS.items()
    }
    first_barn = (kind == "barn") & ~buildings.duplicated(["kind", "zone"]).to_numpy() & (dice < 0.6)  # noqa: PLR2004 - farms whose barn has an address
    business = np.select(
        [
            (kind == "hall") & (dice < 0.08),  # noqa: PLR2004 - share of halls without address
            *(kind == name for name in tenants),
            np.isin(kind, ["shop", "school", "church", "chalet"]),
        ],
        [np.zeros(n, int), *tenants.values(), np.ones(n, int)],
        np.where(first_barn, 1, 0),
    )
    return buildings.assign(homes=homes, business=business, floors=floors)


def trimmed(buildings: pd.DataFrame, addresses: int, centre: tuple[float, float]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Leave out the outermost homes until just `addresses` remain.

    Returns:
        The buildings that stay, and those left out: the quarter still to be built.

    """
    surplus = int((buildings["homes"] + buildings["business"]).sum()) - addresses
    far = np.hypot(buildings["x"] - centre[0], buildings["y"] - centre[1]).to_numpy()
    single = np.flatnonzero(buildings["kind"].isin(["terrace", "semi", "detached", "old"]))
    gone = single[np.argsort(-far[single], kind="stable")][: max(0, surplus)]
    out = np.zeros(len(buildings), dtype=bool)
    out[gone] = True
    shed = np.flatnonzero(buildings["kind"] == "shed")
    if len(gone) and len(shed):  # the sheds behind them go too
        xy = buildings[["x", "y"]].to_numpy()
        _, nearest = cKDTree(xy[single]).query(xy[shed])
        out[shed[out[single[nearest]]]] = True
    lost = out & (buildings["kind"] != "shed").to_numpy()
    return buildings[~out].reset_index(drop=True), buildings[lost].reset_index(drop=True)


def make_panden(
    buildings: pd.DataFrame,
    traits: dict[str, NDArray[np.float64]],
    radius: float,
    centre: tuple[float, float],
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Give every building its id and bouwjaar; the town is old inside and new outside, units age by their trait."""
    n, kind = len(buildings), buildings["kind"].to_numpy()
    far = np.hypot(buildings["x"] - centre[0], buildings["y"] - centre[1]).to_numpy() / radius
    face = buildings["face"].to_numpy()
    quarter = rng.normal(0, 7, face.max() + 2)[face]
    row = rng.normal(0, 3, int(buildings["group"].max()) + 2)[buildings["group"].to_numpy()]
    year = np.round(1915 + 98 * np.clip(far, 0, 1.05) + quarter + row)
    year = np.where(kind == "old", np.round(1890 + 60 * far * 2 + 2 * row), year)
    year = np.where(kind == "villagehouse", np.round(1935 + rng.gamma(2, 18, n)), year)
    year = np.where(kind == "chalet", np.round(1985 + rng.gamma(2, 9, n)), year)
    unit = np.isin(kind, UNIT_KINDS)
    year = np.where(unit, np.round(YEAR - np.exp(3.4 + 0.45 * traits["age"])), year)
    farm = np.isin(kind, ["farmhouse", "barn"])
    own = np.where(kind == "barn", rng.normal(0, 0.25, n), 0.3)
    year = np.where(farm, np.round(YEAR - np.exp(3.7 + 0.45 * traits["age"] + own)), year)
    return buildings.assign(
        identificatie=identifiers("10", n),
        bouwjaar=np.clip(year, 1640, YEAR - 1).astype(int),
        status=rng.choice(
            ["Pand in gebruik", "Pand in gebruik (niet ingemeten)", "Verbouwing pand"], n, p=[0.975, 0.02, 0.005]
        ),
    )


def make_vbo(panden: pd.DataFrame, size: NDArray[np.float64], rng: np.random.Generator) -> pd.DataFrame:
    """Make the verblijfsobjecten of every pand: first its businesses, then its homes.

    Args:
        panden: As `make_panden` gave them.
        size: (n,) normal scores of the panden; higher is smaller units.
        rng: Where chance comes from.

    Returns:
        identificatie, pand (position in `panden`), rank (within the pand), gebruiksdoel, oppervlakte, x, y,
        begin_geldigheid, status.

    """
    business = panden["business"].to_numpy()
    total = business + panden["homes"].to_numpy()
    pand = np.repeat(np.arange(len(panden)), total)
    n = len(pand)
    rank = np.arange(n) - np.repeat(np.cumsum(total) - total, total)
    is_business = rank < business[pand]
    kind = panden["kind"].to_numpy()[pand]
    doel = np.full(n, "woonfunctie", dtype=object)
    for name, mix in _DOELEN.items():
        here = is_business & (kind == name)
        doel[here] = rng.choice([d for d, _ in mix], here.sum(), p=[p for _, p in mix])
    width, depth = panden["width"].to_numpy()[pand], panden["depth"].to_numpy()[pand]
    floor = width * depth
    share = floor * panden["floors"].to_numpy()[pand] * 0.88 / np.maximum(1, total[pand])
    share = np.where(kind == "shop", np.where(is_business, floor * 0.85, floor * 0.62), share)
    scaled = share * np.exp(rng.normal(0, 0.12, n) - np.where(is_business, 0.3 * size[pand], 0))
    cos, sin = np.cos(panden["angle"].to_numpy()[pand]), np.sin(panden["angle"].to_numpy()[pand])
    u = ((rank + 0.5) / total[pand] - 0.5) * width * 0.86
    v = np.clip(rng.normal(0, 0.12, n), -0.35, 0.35) * depth
    built = panden["bouwjaar"].to_numpy()[pand]
    since = np.maximum(built, 2010 + 15.5 * rng.random(n) ** 3)
    day = (np.minimum(since, YEAR - 0.02) - 1970) * 365.25
    return pd.DataFrame(
        {
            "identificatie": identifiers("01", n),
            "pand": pand,
            "rank": rank,
            "gebruiksdoel": doel,
            "oppervlakte": np.maximum(4, np.round(scaled)).astype(int),
            "status": rng.choice(_IN_USE, n, p=[0.98, 0.02]),
            "begin_geldigheid": pd.to_datetime(day.astype(int), unit="D").to_numpy(),
            "x": (panden["x"].to_numpy()[pand] + u * cos - v * sin).round(2),
            "y": (panden["y"].to_numpy()[pand] + u * sin + v * cos).round(2),
        }
    )


def addresses(
    xy: NDArray[np.float64],
    front: NDArray[np.float64],
    parts: NDArray[np.int64],
    rank: NDArray[np.int64],
    total: NDArray[np.int64],
    roads: Lines,
    names: NDArray[np.object_],
) -> pd.DataFrame:
    """Number everything along the street it faces: odd on one side, even on the other.

    Args:
        xy: (p, 2) middle of each numbered building or place.
        front: (p, 2) its front.
        parts: (n,) building of each address.
        rank: (n,) its place within the building.
        total: (n,) number of addresses in its building.
        roads: Noded roads; only those with a street count.
        names: Name of each street.

    Returns:
        (n,) rows: street, openbare_ruimte_naam, huisnummer, huisletter, toevoeging, postcode.

    """
    named = np.flatnonzero((roads.street >= 0) & ~np.isin(roads.kind, ["cycle", "track", "ramp", "motorway"]))
    lines = roads.geometry[named]
    nearest = shapely.STRtree(lines).nearest(shapely.points(front))
    street = roads.street[named][nearest]
    begin, end = (shapely.get_coordinates(shapely.get_point(lines, k)) for k in (0, -1))
    longest = np.lexsort((shapely.length(lines), roads.street[named]))
    heading = np.zeros(len(names))
    heading[roads.street[named][longest]] = np.arctan2(*(end - begin)[longest].T[::-1]) % np.pi
    phi = heading[street]
    foot = shapely.get_coordinates(
        shapely.line_interpolate_point(lines[nearest], shapely.line_locate_point(lines[nearest], shapely.points(front)))
    )
    along = foot[:, 0] * np.cos(phi) + foot[:, 1] * np.sin(phi)
    left = (np.cos(phi) * (xy - foot)[:, 1] - np.sin(phi) * (xy - foot)[:, 0] > 0).astype(int)
    order = np.lexsort((along, left, street))
    group = street[order] * 2 + left[order]
    fresh = np.r_[True, group[1:] != group[:-1]]
    first = np.maximum.accumulate(np.where(fresh, np.arange(len(order)), 0))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order)) - first
    number = 2 * place + 1 + left
    letters = np.array(list("ABCDEFGHJKLMNPRSTUVWXYZ"), dtype=object)
    lettered = (total > 1) & (total <= len(letters))
    return pd.DataFrame(
        {
            "street": street[parts],
            "openbare_ruimte_naam": names[street[parts]],
            "huisnummer": number[parts],
            "huisletter": pd.Series(letters[np.minimum(rank, len(letters) - 1)]).where(lettered, None),
            "toevoeging": pd.Series((rank + 1).astype(str).astype(object)).where(total > len(letters), None),
            "postcode": postcodes(np.unique(street * 40 + left * 20 + place // 40, return_inverse=True)[1])[parts],
        }
    )


def vacant(
    panden: pd.DataFrame, vbo: pd.DataFrame, score: NDArray[np.float64], rng: np.random.Generator
) -> NDArray[np.bool_]:
    """Draw which business verblijfsobjecten stand empty; a higher score of the pand is more vacancy."""
    business = vbo["rank"].to_numpy() < panden["business"].to_numpy()[vbo["pand"]]
    chance = ndtr(-2.8 + 2.3 * score)[vbo["pand"]]
    empty: NDArray[np.bool_] = business & (rng.random(len(vbo)) < chance)
    return empty
