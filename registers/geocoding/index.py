"""Every address of the BAG that was loaded, in the forms it is looked up by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from .names import exact_key, name_keys
from .parsing import suffix_key, suffix_meaning

if TYPE_CHECKING:
    from collections.abc import Mapping

_TABLES = ("verblijfsobjecten", "ligplaatsen", "standplaatsen")
_GIVEN = ("openbare_ruimte_naam", "huisnummer", "huisletter", "toevoeging", "postcode", "woonplaats_naam")
_POSTCODE_DIGITS = 4


@dataclass(frozen=True)
class AddressIndex:
    """The addresses of one BAG.

    Attributes:
        addresses: One row per address: object (identification), street and town (positions below), number, suffix
            (letter and addition in one), meaning (of the suffix), postcode, x and y in RD New, former.
        streets: One row per street of a town: name, town.
        towns: One row per town: name, exact.
        names: One row per name a street goes by: street, town, old, and the columns of `name_keys`.
        postcodes: Which postcodes each street has: street, postcode.

    """

    addresses: pd.DataFrame
    streets: pd.DataFrame
    towns: pd.DataFrame
    names: pd.DataFrame
    postcodes: pd.DataFrame

    @property
    def districts(self) -> frozenset[str]:
        """Give the four digits of all postcodes."""
        return frozenset(self.postcodes["postcode"].str[:_POSTCODE_DIGITS])


def address_index(
    tables: Mapping[str, pd.DataFrame],
    others: pd.DataFrame | None = None,
    old_names: pd.DataFrame | None = None,
) -> AddressIndex:
    """Index the addresses of objects in stock.

    Args:
        tables: Canonical tables; read are verblijfsobjecten, ligplaatsen and standplaatsen, as far as present.
        others: Further addresses of these objects, as `bag_other_addresses` finds them; a former one is left out
            where it is the address of something else now.
        old_names: Names streets had before, columns `old` and `new`; those whose new name no street has are of no use.

    """
    listed = _listed(tables, others)
    town, towns = pd.factorize(listed["woonplaats_naam"].fillna(""))
    pairs = pd.DataFrame({"name": listed["openbare_ruimte_naam"], "town": town})
    street = pairs.groupby(["name", "town"], sort=False).ngroup().to_numpy()
    letters = pd.factorize(listed["huisletter"].fillna("") + "\n" + listed["toevoeging"].fillna(""))
    suffixes = np.array([suffix_key(one) for one in letters[1]], dtype=object)[letters[0]]
    meanings = pd.Series(suffixes).map({one: suffix_meaning(one) for one in set(suffixes.tolist())})
    addresses = pd.DataFrame(
        {
            "object": listed["object"].to_numpy(),
            "street": street,
            "town": town,
            "number": listed["huisnummer"].to_numpy(dtype=np.int64),
            "suffix": suffixes,
            "meaning": meanings.to_numpy(dtype=object),
            "postcode": listed["postcode"].to_numpy(),
            "x": listed["x"].to_numpy(),
            "y": listed["y"].to_numpy(),
            "former": listed["former"].to_numpy(dtype=bool),
        }
    )
    held = pairs.drop_duplicates(ignore_index=True)
    return AddressIndex(
        _without_reused(addresses),
        held,
        pd.DataFrame({"name": list(towns), "exact": [exact_key(name) for name in towns]}),
        _names(held, old_names),
        addresses[["street", "postcode"]].dropna().drop_duplicates().reset_index(drop=True),
    )


def _listed(tables: Mapping[str, pd.DataFrame], others: pd.DataFrame | None) -> pd.DataFrame:
    parts = []
    for name in _TABLES:
        if name in tables and len(tables[name]):
            table = tables[name]
            geometry = table["geometry"].to_numpy()
            point = shapely.point_on_surface(geometry)
            part = table[list(_GIVEN)].assign(
                object=table["identificatie"], x=shapely.get_x(point), y=shapely.get_y(point), former=False
            )
            parts.append(part)
    listed = pd.concat(parts, ignore_index=True)
    if others is not None and len(others):
        places = listed.drop_duplicates("object").set_index("object")[["x", "y"]]
        more = others.rename(columns={"adresseerbaar_object_identificatie": "object"})
        listed = pd.concat([listed, more.join(places, on="object", how="inner")], ignore_index=True)
    usable = listed["openbare_ruimte_naam"].notna() & listed["huisnummer"].notna() & listed["x"].notna()
    return listed[usable].reset_index(drop=True)


def _without_reused(addresses: pd.DataFrame) -> pd.DataFrame:
    """Leave out former addresses of which the street has that number now, and postcodes that now say another object."""
    now, former = addresses[~addresses["former"]], addresses[addresses["former"]]
    by_street = ["street", "number"]
    former = former[~pd.MultiIndex.from_frame(former[by_street]).isin(pd.MultiIndex.from_frame(now[by_street]))]
    former = former.reset_index(drop=True)
    by_postcode = former.reset_index().merge(now[["postcode", "number", "object"]].dropna(), on=["postcode", "number"])
    others = by_postcode.loc[by_postcode["object_x"] != by_postcode["object_y"], "index"]
    former.loc[others.unique(), "postcode"] = None
    return pd.concat([now, former], ignore_index=True)


def _names(streets: pd.DataFrame, old_names: pd.DataFrame | None) -> pd.DataFrame:
    keys = name_keys(streets["name"])
    own = streets.assign(street=streets.index, old=False)
    parts = [own]
    if old_names is not None and len(old_names):
        renamed = old_names.assign(exact=old_names["new"].map(exact_key))
        found = renamed.merge(own.assign(exact=own["name"].map(exact_key)), on="exact")
        keys = pd.concat([keys, name_keys(old_names["old"])])
        keys = keys[~keys.index.duplicated()]
        known = found["old_x"].map(exact_key).isin(own["name"].map(exact_key))
        parts.append(found[~known].assign(name=found["old_x"], old=True)[["name", "town", "street", "old"]])
    names = pd.concat(parts, ignore_index=True)
    return pd.concat([names, keys.loc[names["name"]].reset_index(drop=True)], axis=1)
