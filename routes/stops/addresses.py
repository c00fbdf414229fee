"""Verblijfsobjecten: which businesses are in a location, and where somebody only lives."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from ...registers.bag_objects import GONE, PLANNED, plain
from ...registers.columns import ADRESSEERBAAR, PAND, VBO, find, holds, numbers, split_ids, text, texts
from ...registers.identifiers import BAG_DIGITS, pad
from ...registers.spatial import to_rd
from ...registers.tables import Shape
from ...safeguards.messages import note, refused, warn

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ...registers.raw import Raw
    from ...safeguards.messages import Message

ID = ("identificatie", "verblijfsobject_identificatie", "adresseerbaar_object_identificatie", "vbo_id")
PAND_ID = ("pand_identificatie", "pand_identificaties", "pandidentificatie", "pand_id")
USE = ("gebruiksdoel", "gebruiksdoelen")
_STREET = ("openbare_ruimte_naam", "openbare_ruimte", "openbareruimtenaam", "straatnaam", "straat")
_TOWN = ("woonplaats_naam", "woonplaats", "woonplaatsnaam", "plaats")
_WOONFUNCTIE = "woonfunctie"
NEAR = 25.0  # metres within which a location without BAG id is at an address


@dataclass(frozen=True, eq=False)
class Addresses:
    """Adresseerbare objecten in use, (v,) each.

    Attributes:
        identificatie: Its BAG id, None where not known.
        panden: Tuple of the ids of its panden.
        business: Whether it may be used for something else than living.
        home: Whether somebody may live there, as far as it says.
        address: As printed, such as "Dorpsstraat 1A"; None where not known.
        street: Name of the street, None where not known.
        town: Name of the woonplaats, None where not known.
        postcode: Without a space, None where not known.
        points: (v,) shapely points in RD New.

    """

    identificatie: NDArray[np.object_]
    panden: NDArray[np.object_]
    business: NDArray[np.bool_]
    home: NDArray[np.bool_]
    address: NDArray[np.object_]
    street: NDArray[np.object_]
    town: NDArray[np.object_]
    postcode: NDArray[np.object_]
    points: NDArray[np.object_]

    def __len__(self) -> int:
        """Count them."""
        return len(self.points)


@dataclass(frozen=True, eq=False)
class Linked:
    """Which address belongs to which location, (k,) each, sorted by location and then by address as printed."""

    place: NDArray[np.int64]
    address: NDArray[np.int64]


def is_addresses(raw: Raw) -> bool:
    """Tell whether a layer holds verblijfsobjecten: points with a gebruiksdoel and the pand they are in."""
    columns = raw.frame.columns
    return holds(raw, Shape.POINT) and find(columns, *USE) is not None and find(columns, *PAND_ID) is not None


def read_addresses(raw: Raw) -> tuple[Addresses, list[Message]]:
    """Read verblijfsobjecten; those that are planned or withdrawn are left out.

    One without a gebruiksdoel counts as a home, as ligplaatsen and standplaatsen do.

    Args:
        raw: Points of the BAG in any of its forms, ligplaatsen and standplaatsen perhaps among them.

    Raises:
        RefusedError: There is no gebruiksdoel, or no point that is of use.

    """
    frame = raw.frame.reset_index(drop=True)
    used = find(frame.columns, *USE)
    if used is None:
        found = ", ".join(map(str, frame.columns)) or "-"
        raise refused("stops_addresses_no_use", layer=raw.name, found=found)
    if not len(frame):
        raise refused("stops_addresses_none", layer=raw.name)
    points, kept, messages = to_rd(replace(raw, frame=frame), Shape.POINT)
    status = plain(text(frame, "status"))
    standing = ~(status.isin(PLANNED) | status.isin(GONE)).to_numpy(dtype=bool)
    if n := int((kept & ~standing).sum()):
        messages.append(note("stops_addresses_gone", layer=raw.name, n=n))
    kept &= standing
    named = find(frame.columns, *ID)
    ids = pad(frame[named], BAG_DIGITS) if named else pd.Series(None, index=frame.index, dtype=object)
    berth = ids.astype("string").str[4:6].isin([kind for kind in ADRESSEERBAAR if kind != VBO]).fillna(value=False)
    twice = ids.notna() & ids.duplicated() & kept
    kept &= ~twice.to_numpy(dtype=bool)
    street, town, postcode = text(frame, *_STREET), text(frame, *_TOWN), text(frame, "postcode")
    made = Addresses(
        ids.to_numpy(dtype=object),
        _panden(frame),
        _business(frame[used]) & ~berth.to_numpy(dtype=bool),
        _lived_in(frame[used]) | berth.to_numpy(dtype=bool),
        _printed(frame, street),
        street.to_numpy(dtype=object),
        town.to_numpy(dtype=object),
        postcode.str.replace(" ", "", regex=False).where(postcode.notna(), None).to_numpy(dtype=object),
        points,
    )
    return Addresses(**{name: getattr(made, name)[kept] for name in made.__dataclass_fields__}), messages


def _business(values: pd.Series) -> NDArray[np.bool_]:
    """Tell which say a use that is not living; what says nothing is a home."""
    said = texts(values.map(_joined))
    codes, distinct = pd.factorize(said, use_na_sentinel=False)
    found = []
    for one in distinct:
        uses = {part.strip(" []\"'{}").lower() for part in str(one).split(",")} if isinstance(one, str) else set()
        found.append(bool(uses - {_WOONFUNCTIE, ""}))
    return np.array(found, dtype=np.bool_)[codes] if len(distinct) else np.zeros(len(values), dtype=np.bool_)


def _lived_in(values: pd.Series) -> NDArray[np.bool_]:
    said = texts(values.map(_joined)).astype("string").str.lower()
    return np.asarray(said.str.contains(_WOONFUNCTIE, regex=False).fillna(value=False), dtype=np.bool_)


def _joined(value: object) -> object:
    listed = isinstance(value, list | tuple | set | frozenset | np.ndarray)
    return ",".join(sorted(map(str, value))) if listed else value  # type: ignore[call-overload]


def only_lived_in(values: pd.Series) -> NDArray[np.bool_]:
    """Tell of what panden say of their use which are homes and nothing else; what says nothing is not told."""
    said = texts(values.map(_joined))
    return np.asarray(said.notna().to_numpy(dtype=bool) & ~_business(said), dtype=np.bool_)


def _panden(frame: pd.DataFrame) -> NDArray[np.object_]:
    column = find(frame.columns, *PAND_ID)
    held: NDArray[np.object_] = np.empty(len(frame), dtype=object)
    held[:] = [()] * len(frame)
    if column is None:
        return held
    ids = split_ids(frame[column].map(_joined), (PAND,)).held
    for row, group in ids.groupby(level=0):
        held[row] = tuple(dict.fromkeys(group))
    return held


def _printed(frame: pd.DataFrame, street: pd.Series) -> NDArray[np.object_]:
    """Write addresses as a letter does, without town and postcode."""
    column = find(frame.columns, "huisnummer")
    number = numbers(frame[column]) if column else pd.Series(np.nan, index=frame.index)
    whole = number.round().astype("Int64").astype("string").fillna("")
    letter = text(frame, "huisletter").fillna("").astype("string")
    more = text(frame, "toevoeging", "huisnummertoevoeging").fillna("").astype("string")
    printed = street.astype("string") + " " + whole + letter + ("-" + more).where(more != "", "")
    printed = printed.str.strip()
    return np.asarray(printed.astype(object).where(printed.notna(), None).to_numpy(dtype=object))


def link(
    shapes: NDArray[np.object_], panden: NDArray[np.object_], vbos: NDArray[np.object_], addresses: Addresses
) -> Linked:
    """Tell which addresses belong to which location.

    An address does by the id of its pand, by its own id, or because it lies in the location where that is an area. A
    location that is a point without a BAG id takes the pand of the nearest address within 25 m, whole.

    Args:
        shapes: (n,) points or areas in RD New.
        panden: (n,) id of the pand of each, None where not known.
        vbos: (n,) id of the verblijfsobject of each, None where it is none.
        addresses: The addresses.

    """
    n = len(shapes)
    rows, of_pand = _exploded(addresses.panden)
    by_pand = pd.DataFrame({"pand": of_pand, "address": rows})
    own = pd.Series(panden, dtype=object)
    located = pd.DataFrame({"place": np.arange(n), "pand": own}).dropna()
    found = [located.merge(by_pand, on="pand")[["place", "address"]]]
    known = pd.DataFrame({"vbo": addresses.identificatie, "address": np.arange(len(addresses))}).dropna()
    itself = pd.DataFrame({"place": np.arange(n), "vbo": pd.Series(vbos, dtype=object)}).dropna()
    found.append(itself.merge(known, on="vbo")[["place", "address"]])
    area = shapely.get_dimensions(shapes) == 2  # noqa: PLR2004 - areas
    if len(addresses) and area.any():
        at, inside = shapely.STRtree(addresses.points).query(shapes[area], predicate="intersects")
        found.append(pd.DataFrame({"place": np.flatnonzero(area)[at], "address": inside}))
    nameless = ~area & own.isna().to_numpy() & pd.Series(vbos, dtype=object).isna().to_numpy()
    if len(addresses) and nameless.any():
        found += _nearest(shapes, np.flatnonzero(nameless), addresses, by_pand)
    made = pd.concat(found, ignore_index=True).drop_duplicates()
    printed = pd.Series(addresses.address, dtype=object).fillna("")
    made = made.assign(printed=made["address"].map(printed)).sort_values(["place", "printed", "address"], kind="stable")
    return Linked(made["place"].to_numpy(dtype=np.int64), made["address"].to_numpy(dtype=np.int64))


def _nearest(
    shapes: NDArray[np.object_], places: NDArray[np.int64], addresses: Addresses, by_pand: pd.DataFrame
) -> list[pd.DataFrame]:
    tree = shapely.STRtree(addresses.points)
    at, nearest = tree.query_nearest(shapes[places], max_distance=NEAR, all_matches=False)
    first = pd.DataFrame({"place": places[at], "address": nearest})
    first["pand"] = [addresses.panden[one][0] if addresses.panden[one] else None for one in nearest]
    neighbours = first.dropna()[["place", "pand"]].merge(by_pand, on="pand")
    return [first[["place", "address"]], neighbours[["place", "address"]]]


def _exploded(panden: NDArray[np.object_]) -> tuple[NDArray[np.int64], list[str]]:
    counts = [len(ids) for ids in panden]
    return np.repeat(np.arange(len(panden)), counts), [one for ids in panden for one in ids]


def tell_unlinked(n: int, total: int) -> list[Message]:
    """Warn of locations without any address, of which nobody can tell whether somebody lives there."""
    return [warn("stops_without_address", n=n, total=total)] if n else []
