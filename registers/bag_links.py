"""Links from a verblijfsobject to its panden as the OGC API gives them: addresses of items instead of BAG ids."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..safeguards.messages import warn
from .columns import find
from .identifiers import BAG_DIGITS, pad

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..safeguards.messages import Message
    from .raw import Raw

HREF = ("pand.href", "pand_href", "pand_links")
_ITEM = "id"  # what GDAL calls the id that a GeoJSON feature bears beside its properties


def items_of(panden: Sequence[Raw]) -> dict[str, str]:
    """Give, per item id of the service, the identificatie of its pand.

    Args:
        panden: Tables of panden; those that did not come from the OGC API hold no such ids.

    """
    known: dict[str, str] = {}
    for raw in panden:
        item, identificatie = find(raw.frame.columns, _ITEM), find(raw.frame.columns, "identificatie")
        if item is None or identificatie is None:
            continue
        ids = pad(raw.frame[identificatie], BAG_DIGITS)
        named = raw.frame[item].notna() & ids.notna()
        known.update(zip(raw.frame.loc[named, item].astype(str), ids[named], strict=True))
    return known


def resolved(
    links: Sequence[str], items: Mapping[str, str], file: str, messages: list[Message]
) -> list[tuple[str, ...]]:
    """Give the panden that links point to; a link to an item that is not among them is counted.

    Args:
        links: A cell a row: addresses that end in an item id, parted by commas.
        items: Item id -> identificatie, from `items_of`.
        file: What the user knows the table by.
        messages: Takes the count.

    Returns:
        Sorted identificaties a row.

    """
    parts = [
        [part.strip().rstrip("/").rpartition("/")[2] for part in cell.split(",") if part.strip()] for cell in links
    ]
    found = [tuple(sorted({items[part] for part in row if part in items})) for row in parts]
    lost = sum(part not in items for part in chain.from_iterable(parts))
    if lost:
        messages.append(warn("bag_pand_href_unknown", file=file, n=lost))
    return found


def _item(link: str) -> str:
    return link.strip().rstrip("/").rpartition("/")[2]


def with_panden_together(objects: pd.DataFrame) -> pd.DataFrame:
    """Make one row of those that say the same of a verblijfsobject but name another of its panden.

    A service that joins panden and verblijfsobjecten gives a verblijfsobject in several panden once for each.
    """
    again = objects["identificatie"].duplicated(keep=False) & objects["identificatie"].notna()
    if not again.any():
        return objects
    doubled = objects[again]
    others = doubled.drop(columns=["pand_identificaties", "geometry"]).astype(str).agg("\x1f".join, axis=1)
    places = doubled["geometry"].map(lambda place: place.wkb, na_action="ignore").fillna(b"")
    group = pd.factorize(pd.Series(list(zip(others, places, strict=True)), index=doubled.index))[0]
    together = (
        doubled["pand_identificaties"].groupby(group).agg(lambda cells: tuple(sorted(set(chain.from_iterable(cells)))))
    )
    size = np.bincount(group)
    distinct = doubled["pand_identificaties"].groupby(group).nunique()
    # Rows that are alike to the last column are left to be counted as what they are.
    differ = (size[group] > 1) & (distinct.to_numpy()[group] > 1)
    first = ~pd.Series(group).duplicated().to_numpy()
    merged = objects.copy()
    chosen = doubled.index[differ & first]
    merged.loc[chosen, "pand_identificaties"] = pd.Series(
        together.to_numpy()[group[differ & first]], index=chosen, dtype=object
    )
    return merged.drop(index=doubled.index[differ & ~first])
