"""What is printed of a location: its name, its businesses, its hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from ...registers.columns import text
from ...safeguards.door import names_person
from .windows import printed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .addresses import Addresses, Linked
    from .places import Places
    from .windows import Windows
    from .wishes import Wishes

_STREET = ("street", "straat", "straatnaam", "openbare_ruimte_naam", "openbare_ruimte")
_ADDRESS = ("adres", "address")
_LONGEST_NAME = 120
_BESIDE = 250.0  # metres within which an address says where something is
_LISTED = 20  # addresses that are listed in full


def facts_of(
    places: Places,
    linked: tuple[Addresses, Linked] | None,
    n_business: NDArray[np.float64],
    windows: Windows,
    wishes: Wishes,
) -> pd.DataFrame:
    """Give a row per location: stop_id, name, pand_identificatie, addresses, n_addresses, window, area_id, street.

    Args:
        places: The locations, (n,).
        linked: The addresses, and which of them belong to which location; None where there are none.
        n_business: (n,) businesses of each, NaN where not known.
        windows: When each is open.
        wishes: The days.

    """
    n = len(places)
    listed: NDArray[np.object_] = np.full(n, None, dtype=object)
    first: NDArray[np.object_] = np.full(n, None, dtype=object)
    street = text(places.frame, *_STREET).to_numpy(dtype=object)
    if linked is not None:
        addresses, links = linked
        mine = addresses.business[links.address]
        held = pd.DataFrame({"place": links.place[mine], "at": links.address[mine]})
        for place, at in held.groupby("place")["at"]:
            names = [one for one in addresses.address[at.to_numpy()] if one]
            more = len(names) - _LISTED
            listed[place] = "; ".join(names[:_LISTED]) + (f"; … (+{more})" if more > 0 else "") or None
            first[place] = names[0] if names else None
            streets = [one for one in addresses.street[at.to_numpy()] if one]
            street[place] = max(sorted(set(streets)), key=streets.count) if streets else street[place]
    name = np.where(pd.isna(pd.Series(first)), _names(places), first)
    if linked is not None:
        name = _beside(name, places, linked[0])
    return pd.DataFrame(
        {
            "stop_id": places.stop_id,
            "name": name,
            "pand_identificatie": places.pand,
            "addresses": listed,
            "n_addresses": n_business,
            "window": printed(windows, wishes),
            "area_id": places.area_id,
            "street": street,
        }
    )


def _beside(name: NDArray[np.object_], places: Places, addresses: Addresses) -> NDArray[np.object_]:
    """Name what has an id alone by the nearest address as well, or nobody would find it."""
    bare = np.flatnonzero(name == places.stop_id)
    known = np.flatnonzero([bool(one) for one in addresses.address])
    if not len(bare) or not len(known):
        return name
    at, near = shapely.STRtree(addresses.points[known]).query_nearest(
        places.points[bare], max_distance=_BESIDE, all_matches=False
    )
    made = name.copy()
    for place, address in zip(bare[at], known[near], strict=True):
        made[place] = f"bij {addresses.address[address]} ({name[place]})"
    return made


def _names(places: Places) -> NDArray[np.object_]:
    """Name what has no known address: by what the layer says, else by its id."""
    frame = places.frame
    said = text(frame, *_ADDRESS)
    street, number = text(frame, *_STREET), text(frame, "huisnummer")
    together = (street.astype("string") + " " + number.astype("string")).astype(object)
    said = said.where(said.notna(), together.where(together.notna(), None))
    fit = said.map(lambda one: isinstance(one, str) and len(one) <= _LONGEST_NAME and not names_person(one)).astype(
        bool
    )
    return np.asarray(np.where(fit, said.to_numpy(dtype=object), places.stop_id))
