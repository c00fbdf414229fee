"""Canonical tables that come back as they are: layers of a PostGIS schema or of a GeoPackage of registers.

Most readers understand the canonical names, and weigh such a table as any other. Here are the tables that are no
delivery of anything: what they are made of does not come with them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..safeguards.messages import note
from .columns import texts
from .dates import moments
from .raw import Read
from .spatial import to_rd
from .tables import TABLES, Column, Shape, canonical

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..safeguards.messages import Message
    from .raw import Raw

# The tables of each source, and those among them that are taken as they are.
TABLES_OF = {
    "BAG": ("panden", "verblijfsobjecten", "ligplaatsen", "standplaatsen", "woonplaatsen", "gemeentegrens", "mutaties"),
    "BGT": ("wegdelen", "terreindelen", "bouwwerken", "bgt_panden"),
    "WOZ": ("woz_objecten", "woz_waarden"),
    "INCIDENTS": ("incidenten", "incidenten_zonder_plek"),
    "AREAS": ("gebieden",),
    "ROADS": ("wegvakken",),
    "BUURTEN": ("buurten",),
    "LEEGSTAND": ("leegstand",),
    "VESTIGINGEN": ("vestigingen",),
    "LISTS": ("lijsten",),
}
_AS_THEY_ARE = frozenset(
    {
        "mutaties",
        "gemeentegrens",
        "wegvakken",
        *(name for key in ("BGT", "WOZ", "INCIDENTS") for name in TABLES_OF[key]),
    }
)
# Tables whose few columns others may have as well; these must also bear the name.
_NAMED = {"gemeentegrens": "gemeente", "bouwwerken": "bouwwerk"}
_KEYS = frozenset({"fid", "ogc_fid", "gid"})
_IDS = re.compile(r"[^\s\[\]{}(),;|\"']+")


def own(source: str, raws: Sequence[Raw]) -> tuple[Read | None, list[Raw]]:
    """Take the canonical tables of a source that come back as they are.

    Args:
        source: A key of `load.SOURCES`.
        raws: The tables that were given for it.

    Returns:
        The tables, None where there is none, and what is left for the reader of the source: without the canonical
        tables of other sources, which a GeoPackage of registers holds as well.

    Raises:
        RefusedError: One has geometry of another kind, or coordinates that contradict its reference system.

    """
    parts: dict[str, list[pd.DataFrame]] = {}
    rest: list[Raw] = []
    messages: list[Message] = []
    for raw in raws:
        name = _table_of(raw)
        if name in _AS_THEY_ARE and name in TABLES_OF[source]:
            table, told = _made(raw, name)
            parts.setdefault(name, []).append(table)
            messages += [*told, note("own_taken", file=raw.name, table=name, n=len(table))]
        elif name is None or name in TABLES_OF[source]:
            rest.append(raw)
    if not parts:
        return None, rest
    tables = {name: tables[0] if len(tables) == 1 else _together(name, tables) for name, tables in parts.items()}
    return Read(tables, tuple(messages)), rest


def _table_of(raw: Raw) -> str | None:
    """Name the canonical table this is: it has all columns, no others but a key, and the name where they say little."""
    columns = {str(column) for column in raw.frame.columns} - _KEYS
    for name, table in TABLES.items():
        spatial = table.geometry is not Shape.NONE
        if columns != set(table.columns) or spatial != (raw.geometry is not None):
            continue
        if raw.layer == name or (name in _AS_THEY_ARE and _NAMED.get(name, "") in (raw.layer or raw.name).lower()):
            return name
    return None


def _made(raw: Raw, name: str) -> tuple[pd.DataFrame, list[Message]]:
    shape = TABLES[name].geometry
    frame = raw.frame.reset_index(drop=True)
    columns = {column: _values(frame[column], kind) for column, kind in TABLES[name].columns.items()}
    if shape is Shape.NONE:
        return canonical(name, columns), []
    geometry, usable, messages = to_rd(raw, shape)
    kept = {column: values[usable] for column, values in columns.items()}
    return canonical(name, kept, geometry[usable]), messages


def _values(values: pd.Series, kind: Column) -> Any:
    if kind is Column.MOMENT:
        return moments(values)[0]
    if kind is Column.NUMBER:
        return values
    if kind is Column.TEXT:
        return texts(values)
    # Every list in these tables is one of identifications, whatever stands around and between them.
    return values.where(values.notna(), "").map(lambda held: _IDS.findall(str(held)))


def _together(name: str, tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    columns = pd.concat([pd.DataFrame(table) for table in tables], ignore_index=True)
    geometry = columns.pop("geometry").to_numpy() if "geometry" in columns else None
    return canonical(name, {str(column): columns[column] for column in columns}, geometry)
