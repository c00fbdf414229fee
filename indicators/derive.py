"""Areas where no register gives them: estates, shopping zones and buitengebied from the BAG alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from ..registers.collection import uncollected
from ..registers.tables import GEBIEDSTYPEN, canonical
from ..registers.territory import territory
from ..safeguards.messages import note
from ..safeguards.watch import Watch
from .built_up import built_up
from .clusters import dbscan
from .gebruiksdoel import holds
from .occupancy import NON_DWELLING, Occupancy, occupancy

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    from ..registers.tables import Registers
    from ..safeguards.messages import Message

SOURCE = "afgeleid uit BAG"
SHOP_REACH, SHOP_FEWEST, SHOP_MARGIN = 75.0, 5, 25.0
ESTATE_REACH, ESTATE_FEWEST, ESTATE_MARGIN = 120.0, 8, 15.0
ESTATE_LEAST = 20_000.0  # m²
ESTATE_UNLIVED = 0.6
CONCAVITY = 0.3  # gives Weesp's three estates of 70, 19 and 9 ha
COUNTRYSIDE_LEAST = 10_000.0  # m²: a smaller remnant between estate and village is no countryside


@dataclass(frozen=True)
class Derived:
    """Areas made from the BAG: a canonical table `gebieden`, and what was found and left out."""

    gebieden: gpd.GeoDataFrame
    messages: tuple[Message, ...]


@uncollected()
def derive_areas(
    registers: Registers,
    watch: Watch = Watch(),  # noqa: B008 - a Watch is frozen
    *,
    types: Sequence[str] = GEBIEDSTYPEN,
    lived: Occupancy | None = None,
) -> Derived:
    """Derive areas from panden and verblijfsobjecten.

    * winkelgebied: DBSCAN (75 m, 5) on verblijfsobjecten with winkelfunctie; convex hull of their panden, and 25 m.
    * bedrijventerrein: DBSCAN (120 m, 8) on verblijfsobjecten with industriefunctie or kantoorfunctie and without
      woonfunctie; concave hull of their panden, and 15 m; at least 2 ha, and at least 60 % of the footprint of the
      panden that meet it is not lived in.
    * buitengebied: the territory, minus the built-up area, minus the two above.

    Args:
        registers: The canonical tables.
        watch: Asked between steps.
        types: What to derive. Of a type that is not asked for, the buitengebied leaves out the delivered `gebieden`.
        lived: The occupancy of these registers, where it is known already.

    Returns:
        Canonical `gebieden` with `gebied_id` bt-01, wg-01 (the largest first) and bg-01, and messages.

    Raises:
        RefusedError: There is no pand to derive anything from.

    """
    lived = lived or occupancy(registers)
    made: list[gpd.GeoDataFrame] = []
    messages: list[Message] = []
    if "bedrijventerrein" in types:
        estates, said = _estates(registers, lived)
        made.append(estates)
        messages.extend(said)
    watch.at(0.15)
    if "winkelgebied" in types:
        made.append(_shopping_zones(registers, lived))
        messages.append(note("derive_winkelgebied", n=len(made[-1])))
    watch.at(0.25)
    if "buitengebied" in types:
        delivered = registers.gebieden
        others = [*made] if delivered is None else [*made, delivered[_given_and_not_derived(delivered, types)]]
        countryside, said = _countryside(registers, lived, others, watch.part(0.25, 1.0))
        made.append(countryside)
        messages.extend(said)
    gebieden = pd.concat(made, ignore_index=True) if made else canonical("gebieden", {}, [])
    return Derived(gebieden, tuple(messages))


def _given_and_not_derived(delivered: gpd.GeoDataFrame, types: Sequence[str]) -> pd.Series:
    return delivered["gebiedstype"].isin([t for t in GEBIEDSTYPEN if t != "buitengebied" and t not in types])


def _estates(registers: Registers, lived: Occupancy) -> tuple[gpd.GeoDataFrame, list[Message]]:
    business = holds(registers.verblijfsobjecten["gebruiksdoelen"], "industriefunctie", "kantoorfunctie")
    owner, pand, count = _clustered(
        registers, lived, business & (lived.use == NON_DWELLING), ESTATE_REACH, ESTATE_FEWEST
    )
    outlines = registers.panden.geometry.to_numpy()
    hulls = shapely.concave_hull(shapely.geometrycollections(outlines[pand], indices=owner), ratio=CONCAVITY)
    hulls = shapely.buffer(hulls, ESTATE_MARGIN)
    hull, met = shapely.STRtree(outlines).query(hulls, predicate="intersects")
    footprint = shapely.area(outlines[met])
    total = np.bincount(hull, weights=footprint, minlength=len(hulls))
    unlived = np.bincount(hull, weights=footprint * (lived.n_dwellings[met] == 0), minlength=len(hulls)) / np.maximum(
        total, 1e-9
    )
    mixed = unlived < ESTATE_UNLIVED
    small = ~mixed & (shapely.area(hulls) < ESTATE_LEAST)
    kept = ~mixed & ~small
    said = [note("derive_bedrijventerrein", n=int(kept.sum()))]
    if mixed.any():
        shares = ", ".join(f"{100 * share:.0f} %" for share in np.sort(unlived[mixed]))
        least = f"{100 * ESTATE_UNLIVED:.0f} %"
        said.append(note("derive_bedrijventerrein_mixed", n=int(mixed.sum()), shares=shares, least=least))
    if small.any():
        said.append(note("derive_bedrijventerrein_small", n=int(small.sum()), hectares=ESTATE_LEAST / 10_000))
    streets = _streets(registers, lived, owner, pand)
    return _table("bedrijventerrein", "bt", "Bedrijventerrein", hulls[kept], streets[kept], count[kept]), said


def _shopping_zones(registers: Registers, lived: Occupancy) -> gpd.GeoDataFrame:
    shops = holds(registers.verblijfsobjecten["gebruiksdoelen"], "winkelfunctie")
    owner, pand, count = _clustered(registers, lived, shops, SHOP_REACH, SHOP_FEWEST)
    outlines = registers.panden.geometry.to_numpy()
    hulls = shapely.convex_hull(shapely.geometrycollections(outlines[pand], indices=owner))
    streets = _streets(registers, lived, owner, pand)
    return _table("winkelgebied", "wg", "Winkelgebied", shapely.buffer(hulls, SHOP_MARGIN), streets, count)


def _clustered(
    registers: Registers, lived: Occupancy, chosen: NDArray[np.bool_], reach: float, fewest: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Cluster the chosen verblijfsobjecten.

    Returns:
        The (cluster, pand) pairs without doubles, ordered by cluster and numbered from 0 without gaps, and the number
        of verblijfsobjecten in each cluster. A cluster none of whose verblijfsobjecten has a pand is left out.

    """
    objects = np.flatnonzero(chosen & (lived.first >= 0))
    points = shapely.get_coordinates(registers.verblijfsobjecten.geometry.to_numpy()[objects])
    cluster = np.full(len(chosen), -1, dtype=np.int64)
    cluster[objects] = dbscan(points, reach, fewest)
    of_link = cluster[lived.vbo]
    pairs = np.unique(np.column_stack([of_link, lived.pand])[of_link >= 0], axis=0).reshape(-1, 2)
    count = np.bincount(cluster[cluster >= 0], minlength=int(cluster.max(initial=-1)) + 1)
    return pairs[:, 0], pairs[:, 1], count.astype(np.int64)


def _streets(
    registers: Registers, lived: Occupancy, owner: NDArray[np.int64], pand: NDArray[np.int64]
) -> NDArray[np.object_]:
    """Give, per cluster, the street of most verblijfsobjecten in its panden; the first in the alphabet on a tie."""
    n = int(owner.max(initial=-1)) + 1
    found = np.full(n, "", dtype=object)
    clusters = pd.DataFrame({"owner": owner, "pand": pand})
    links = pd.DataFrame(
        {"pand": lived.pand, "street": registers.verblijfsobjecten["openbare_ruimte_naam"].to_numpy()[lived.vbo]}
    ).dropna()
    tally = clusters.merge(links, on="pand").groupby(["owner", "street"]).size().reset_index(name="n")
    top = tally.sort_values(["owner", "n", "street"], ascending=[True, False, True]).drop_duplicates("owner")
    found[top["owner"].to_numpy()] = top["street"].to_numpy()
    return found


def _table(
    kind: str,
    prefix: str,
    word: str,
    polygons: NDArray[np.object_],
    streets: NDArray[np.object_],
    count: NDArray[np.int64],
) -> gpd.GeoDataFrame:
    """Make the canonical table; the area with most verblijfsobjecten is number 1, equal ones from west to east."""
    west = shapely.bounds(polygons).reshape(-1, 4)
    order = np.lexsort((west[:, 1], west[:, 0], -count))
    numbers = range(1, len(order) + 1)
    names = pd.Series(
        [f"{word} rond {s}" if s else f"{word} {i} (afgeleid)" for i, s in zip(numbers, streets[order], strict=True)],
        dtype=object,
    )
    again = names.groupby(names).cumcount()
    names = names.where(again == 0, names + " " + (again + 1).astype(str))
    made: Any = canonical(
        "gebieden",
        {
            "gebied_id": [f"{prefix}-{i:02d}" for i in numbers],
            "naam": names,
            "gebiedstype": [kind] * len(order),
            "bron": [SOURCE] * len(order),
        },
        as_areas(polygons[order]),
    )
    return made


def as_areas(polygons: NDArray[np.object_]) -> NDArray[np.object_]:
    """Give polygonal geometries as multipolygons, whatever lines and points a cut left behind taken out."""
    parts, owner = shapely.get_parts(shapely.make_valid(polygons), return_index=True)
    inner, of_part = shapely.get_parts(parts, return_index=True)
    owner = owner[of_part]
    kept = shapely.get_type_id(inner) == shapely.GeometryType.POLYGON
    made = np.full(len(polygons), shapely.MultiPolygon(), dtype=object)
    if kept.any():
        shapely.multipolygons(inner[kept], indices=owner[kept], out=made)
    return made


def _countryside(
    registers: Registers, lived: Occupancy, others: Sequence[gpd.GeoDataFrame], watch: Watch
) -> tuple[gpd.GeoDataFrame, list[Message]]:
    ground, origin = territory(registers)
    addresses = np.bincount(lived.first[lived.first >= 0], minlength=len(registers.panden)).astype(np.int64)
    town = built_up(registers.panden.geometry.to_numpy(), addresses, watch)
    taken = [table.geometry.to_numpy() for table in others if len(table)]
    taken_up = shapely.union_all(np.concatenate(taken)) if taken else shapely.MultiPolygon()
    town = shapely.intersection(shapely.difference(town, taken_up), ground)
    left = shapely.difference(shapely.difference(ground, town), taken_up)
    parts = shapely.get_parts(left)
    large = shapely.area(parts) >= COUNTRYSIDE_LEAST
    said = [origin, note("derive_built_up", hectares=round(shapely.area(town) / 10_000))]
    if not large.any():
        said.append(note("derive_no_buitengebied"))
        return _table("buitengebied", "bg", "Buitengebied", *_nothing()), said
    polygon = np.array([shapely.multipolygons(parts[large])], dtype=object)
    said.append(note("derive_buitengebied", hectares=round(shapely.area(polygon[0]) / 10_000)))
    return _table(
        "buitengebied", "bg", "Buitengebied", polygon, np.array([""], dtype=object), np.ones(1, np.int64)
    ), said


def _nothing() -> tuple[NDArray[np.object_], NDArray[np.object_], NDArray[np.int64]]:
    none = np.empty(0, dtype=object)
    return none, none, np.empty(0, dtype=np.int64)
