"""The places on which incidents lie: addresses or spots, streets, areas."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from ...network.graph import Graph
from ...registers.columns import find, text
from ...registers.spatial import to_rd
from ...registers.tables import Shape
from ...safeguards.messages import note, refused, warn

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from ...registers.raw import Raw
    from ...safeguards.messages import Message
    from ..events import Events

NEAR = 25.0  # m within which an incident belongs to the nearest address
FREE, MIXED, DWELLING, UNKNOWN = "no", "yes", "only", "unknown"
_OF_A_STREET = 500.0  # metres from its street that the farthest farm lies
_USE = ("gebruiksdoelen", "gebruiksdoel", "gebruiksdoelverblijfsobject")
_ID = ("identificatie", "vbo_identificatie", "adresseerbaar_object_identificatie")
_AREA_ID = ("gebied_id", "identificatie", "buurtcode", "bu_code", "area_id", "id")
_BERTHS = ("02", "03")  # of a BAG id, behind the municipality: ligplaats and standplaats


@dataclass(frozen=True, eq=False)
class Places:
    """Places, (n,) each, and on which of them each incident lies.

    Attributes:
        geometry: Points, lines or areas in RD New.
        place_id: As its register names it, or a number.
        straatnaam: Of a street; None otherwise.
        size: How likely each is where incidents fall at random: addresses, metres; 1 for an area.
        dwelling: FREE, MIXED, DWELLING (nothing else in it) or UNKNOWN; None where nobody looked.
        addresses: How many addresses it holds; NaN where not known.
        complete: Whether places without an incident are among them.
        of: (m,) place of each incident; -1 for none.

    """

    geometry: NDArray[np.object_]
    place_id: NDArray[np.object_]
    straatnaam: NDArray[np.object_]
    size: NDArray[np.float64]
    dwelling: NDArray[np.object_]
    addresses: NDArray[np.float64]
    complete: bool
    of: NDArray[np.int64]

    def only(self, kept: NDArray[np.bool_]) -> Places:
        """Give some of the places; incidents on the others lie on none."""
        number = np.where(kept, np.cumsum(kept) - 1, -1)
        names = ("geometry", "place_id", "straatnaam", "size", "dwelling", "addresses")
        of = np.where(self.of >= 0, number[self.of], -1)
        return replace(self, of=of, **{name: getattr(self, name)[kept] for name in names})


def spots(events: Events, tolerance: float) -> tuple[Places, list[Message]]:
    """Make places of the coordinates of incidents; those within a tolerance of one another are one place."""
    # A pile of incidents on one coordinate is one point first, or each of it would be a pair with every other.
    points, at = np.unique(np.round(events.points, 2), axis=0, return_inverse=True)
    pairs = cKDTree(points).query_pairs(tolerance, output_type="ndarray")
    links = coo_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(len(points), len(points)))
    n, group = connected_components(links, directed=False)
    of = group[at.reshape(-1)]
    count = np.bincount(of)
    middle = np.column_stack([np.bincount(of, weights=events.points[:, axis]) / count for axis in (0, 1)])
    places = Places(
        shapely.points(middle),
        _numbers(n),
        np.full(n, None, dtype=object),
        np.ones(n),
        np.full(n, UNKNOWN, dtype=object),
        np.full(n, np.nan),
        complete=False,
        of=of.astype(np.int64),
    )
    return places, [warn("repeatlocations_spots", n=n, metres=tolerance)]


def addresses_of(raw: Raw) -> tuple[pd.DataFrame, list[Message]]:
    """Read addresses: `x`, `y`, `place_id`, `lived` and `worked`.

    The last two are what the gebruiksdoel says; where both are False nothing is known.
    """
    geometry, usable, messages = to_rd(raw, Shape.POINT)
    if not usable.any():
        raise refused("repeatlocations_no_addresses", layer=raw.name)
    column = find(raw.frame.columns, *_USE)
    ids = text(raw.frame, *_ID).to_numpy(dtype=object)
    said = pd.Series("", index=raw.frame.index) if column is None else raw.frame[column].astype(str).str.lower()
    berth = pd.Series(ids, index=raw.frame.index).astype("string").str[4:6].isin(_BERTHS).fillna(value=False)
    table = pd.DataFrame(
        {
            "place_id": ids,
            "lived": (said.str.contains("woonfunctie", regex=False) | berth).to_numpy(dtype=bool),
            "worked": said.str.replace("woonfunctie", "", regex=False).str.contains("functie", regex=False).to_numpy(),
        }
    )[usable]
    table[["x", "y"]] = np.round(shapely.get_coordinates(geometry[usable]), 2)
    if column is None:
        messages.append(warn("repeatlocations_no_use", layer=raw.name))
    return table.reset_index(drop=True), messages


def at_addresses(events: Events, addresses: pd.DataFrame) -> tuple[Places, list[Message]]:
    """Put incidents on the nearest address within 25 m; addresses on one coordinate are one place.

    Args:
        events: Incidents.
        addresses: As `addresses_of`.

    Raises:
        RefusedError: No incident lies near an address.

    """
    known = addresses.assign(unknown=~(addresses.lived | addresses.worked))
    grouped = known.groupby(["x", "y"], sort=True)
    whole = grouped.agg(
        place_id=("place_id", "first"),
        n=("lived", "size"),
        lived=("lived", "any"),
        worked=("worked", "any"),
        unknown=("unknown", "any"),
    ).reset_index()
    use = np.select(
        [whole.lived & whole.worked, whole.unknown, whole.lived], [MIXED, UNKNOWN, DWELLING], default=FREE
    ).astype(object)
    distance, of = cKDTree(whole[["x", "y"]].to_numpy()).query(events.points, distance_upper_bound=NEAR)
    near = np.isfinite(distance)
    if not near.any():
        raise refused("repeatlocations_none_near", n=len(near), metres=NEAR)
    ids = np.where(whole.place_id.isna(), _numbers(len(whole)), whole.place_id.to_numpy(dtype=object))
    size = whole.n.to_numpy(dtype=np.float64)
    places = Places(
        shapely.points(whole[["x", "y"]].to_numpy()),
        ids,
        np.full(len(whole), None, dtype=object),
        size,
        use,
        size,
        complete=True,
        of=np.where(near, of, -1).astype(np.int64),
    )
    return places, [_put(events, near, "repeatlocations_far", metres=NEAR)] if not near.all() else []


def along_streets(
    events: Events, wegvakken: gpd.GeoDataFrame, most: float, addresses: pd.DataFrame | None
) -> tuple[Places, list[Message]]:
    """Put incidents on the nearest wegvak; where addresses are known they are counted along each.

    Raises:
        RefusedError: No incident lies near a street.

    """
    graph = Graph.of(wegvakken)
    snap = graph.snap(events.points)
    near = snap.offset <= most
    if not near.any():
        raise refused("networkdensity_no_street", n=len(near), most=most, nearest=round(float(snap.offset.min()), 1))
    n = len(wegvakken)
    held, dwelling = np.full(n, np.nan), np.full(n, None, dtype=object)
    if addresses is not None:
        there = graph.snap(addresses[["x", "y"]].to_numpy())
        along = there.offset <= _OF_A_STREET
        held, lived, used = (
            np.bincount(there.edge[along & which], minlength=n).astype(np.float64)
            for which in (np.ones(len(addresses), dtype=np.bool_), addresses.lived, addresses.lived | addresses.worked)
        )
        dwelling = np.select([lived > 0, (held > 0) & (used == held)], [MIXED, FREE], UNKNOWN).astype(object)
    places = Places(
        graph.lines,
        wegvakken["wegvak_id"].to_numpy(dtype=object),
        wegvakken["straatnaam"].to_numpy(dtype=object),
        graph.length,
        dwelling,
        held,
        complete=True,
        of=np.where(near, snap.edge, -1),
    )
    told = [] if near.all() else [_put(events, near, "networkdensity_far", most=most)]
    return places, [*graph.messages, *told]


def in_areas(events: Events, raw: Raw) -> tuple[Places, list[Message]]:
    """Put incidents in the areas they lie in, of areas that overlap in the first.

    Raises:
        RefusedError: No incident lies in an area.

    """
    geometry, usable, messages = to_rd(raw, Shape.AREA)
    areas = geometry[usable]
    point, area = shapely.STRtree(areas).query(shapely.points(events.points), predicate="intersects")
    order = np.lexsort((area, point))
    first, at = np.unique(point[order], return_index=True)
    of = np.full(len(events), -1, dtype=np.int64)
    of[first] = area[order][at]
    if not len(first):
        raise refused("repeatlocations_none_in_area", layer=raw.name, n=len(events))
    if (doubled := len(point) - len(first)) > 0:
        messages.append(warn("repeatlocations_overlap", layer=raw.name, n=doubled))
    ids = text(raw.frame, *_AREA_ID).to_numpy(dtype=object)[usable]
    ids = np.where(pd.isna(ids), _numbers(len(ids)), ids)
    n = len(areas)
    places = Places(
        areas,
        ids,
        np.full(n, None, dtype=object),
        np.ones(n),
        np.full(n, None, dtype=object),
        np.full(n, np.nan),
        complete=True,
        of=of,
    )
    if (of < 0).any():
        messages.append(_put(events, of >= 0, "repeatlocations_outside"))
    return places, messages


def _numbers(n: int) -> NDArray[np.object_]:
    return np.arange(1, n + 1).astype(str).astype(object)


def _put(events: Events, kept: NDArray[np.bool_], code: str, **values: float) -> Message:
    left = warn(code, n=int((~kept).sum()), total=len(kept), **values)
    return left.about(events.incident_id[~kept])


def without_dwellings(places: Places) -> tuple[Places, list[Message]]:
    """Leave out places with nothing but a dwelling: they are never ranked.

    Raises:
        RefusedError: No incident is left.

    """
    only = places.dwelling == DWELLING
    if not only.any():
        return places, []
    on_them = int(only[places.of[places.of >= 0]].sum())
    total = int((places.of >= 0).sum())
    if on_them == total:
        raise refused("repeatlocations_only_dwellings", n=total)
    return places.only(~only), [note("repeatlocations_dwellings", n=on_them, total=total, places=int(only.sum()))]
