"""Which locations are dwellings, and so never become a stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ...registers.columns import text
from ...safeguards.messages import note, refused, warn
from .addresses import Addresses, Linked, link, read_addresses, tell_unlinked

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ...registers.raw import Raw
    from ...safeguards.messages import Message
    from .places import Places


def linked_to(places: Places, raw: Raw | None, messages: list[Message]) -> tuple[Addresses, Linked] | None:
    """Find the addresses in each location; None where no addresses are given."""
    if raw is None:
        return None
    addresses, told = read_addresses(raw)
    messages += told
    return addresses, link(places.shapes, places.pand, places.vbo, addresses)


def without_homes(
    places: Places,
    raw: Raw,
    linked: tuple[Addresses, Linked] | None,
    mandatory: NDArray[np.bool_],
    messages: list[Message],
) -> tuple[Places, tuple[Addresses, Linked] | None]:
    """Leave homes out, and panden without an address (sheds) that nobody calls a unit or mandatory; say how many."""
    home = places.home.copy()
    shed, unknown = np.zeros((2, len(places)), dtype=np.bool_)
    if linked is not None:
        addresses, links = linked
        n_all = np.bincount(links.place, minlength=len(places))
        n_business = np.bincount(links.place[addresses.business[links.address]], minlength=len(places))
        home |= (n_all > 0) & (n_business == 0)
        silent = (n_all == 0) & ~home & ~places.told
        shed = silent & ~pd.isna(pd.Series(places.pand)).to_numpy() & ~mandatory
        messages += tell_unlinked(int((silent & ~shed).sum()), len(places))
    else:
        # Of a pand of the BAG it can be known what it is for, so nobody has to guess.
        of_bag = ~pd.isna(pd.Series(places.pand)).to_numpy()
        silent = ~places.told & ~home
        unknown = silent & of_bag
        if n := int(unknown.sum()):
            messages.append(warn("stops_use_not_known", layer=raw.name, n=n))
        if n := int((silent & ~unknown).sum()):
            messages.append(warn("stops_homes_not_known", layer=raw.name, n=n))
    if n := int(home.sum()):
        messages.append(note("stops_homes_left_out", n=n))
    if n := int(shed.sum()):
        messages.append(note("stops_sheds_left_out", n=n))
    kept = np.flatnonzero(~(home | shed | unknown))
    if not len(kept):
        raise refused("stops_only_unknown" if unknown.any() else "stops_only_homes", layer=raw.name, n=len(places))
    return places.only(kept), renumbered(linked, kept, len(places))


def renumbered(
    linked: tuple[Addresses, Linked] | None, kept: NDArray[np.int64], n: int
) -> tuple[Addresses, Linked] | None:
    """Follow locations that were left out or put in another order."""
    if linked is None:
        return None
    addresses, links = linked
    new = np.full(n, -1, dtype=np.int64)
    new[kept] = np.arange(len(kept))
    place = new[links.place]
    there = np.flatnonzero(place >= 0)
    there = there[np.argsort(place[there], kind="stable")]
    return addresses, Linked(place[there], links.address[there])


def lived_in(places: Places, linked: tuple[Addresses, Linked] | None) -> pd.Series:
    """Tell in which locations there is a dwelling besides the business; missing where it is not known."""
    said = text(places.frame, "contains_dwelling").astype("string").str.lower()
    lived = said.map({"true": True, "1": True, "false": False, "0": False}).astype("boolean")
    if linked is None:
        return lived
    addresses, links = linked
    n_all = np.bincount(links.place, minlength=len(places))
    homes = np.bincount(links.place[addresses.home[links.address]], minlength=len(places))
    found = pd.Series(homes > 0, index=lived.index, dtype="boolean").where(n_all > 0)
    return lived.fillna(value=False) | found if lived.notna().any() else found
