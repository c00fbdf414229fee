"""What both forms of the BAG share: stock, fillers, duplicates, and the canonical tables made of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from ..safeguards.messages import note, refused, warn
from ..safeguards.watch import Watch
from .tables import TABLES, Column, canonical

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ..safeguards.messages import Message

_UNWATCHED = Watch()
PLANNED = frozenset({"verblijfsobject gevormd", "bouwvergunning verleend", "vergunning verleend", "bouw gestart"})
GONE = frozenset(
    {
        "niet gerealiseerd pand",
        "niet gerealiseerd verblijfsobject",
        "pand gesloopt",
        "pand ten onrechte opgevoerd",
        "plaats ingetrokken",
        "plaats ten onrechte opgevoerd",
        "verblijfsobject ingetrokken",
        "verblijfsobject ten onrechte opgevoerd",
        "woonplaats ingetrokken",
    }
)
# A sloopvergunning leaves the pand standing; buiten gebruik and verbouwing do as well.
STANDING = frozenset(
    {
        "pand buiten gebruik",
        "pand in gebruik",
        "pand in gebruik (niet ingemeten)",
        "plaats aangewezen",
        "sloopvergunning verleend",
        "verblijfsobject buiten gebruik",
        "verblijfsobject in gebruik",
        "verblijfsobject in gebruik (niet ingemeten)",
        "verbouwing pand",
        "verbouwing verblijfsobject",
        "woonplaats aangewezen",
    }
)
_BOUWJAAR_FILLERS = (1005, 9999)
_BOUWJAAR_AHEAD = 3
_OPPERVLAKTE_FILLERS = (0, 1, 999_999)


@dataclass
class Found:
    """Objects in stock as one form delivered them, with column `geometry` in RD New, and what was said on the way."""

    objects: dict[str, pd.DataFrame] = field(default_factory=dict)
    mutaties: pd.DataFrame | None = None
    messages: list[Message] = field(default_factory=list)


def plain(status: pd.Series) -> pd.Series:
    """Give statuses in lower case without spaces around them."""
    return status.map({value: str(value).strip().lower() for value in status.dropna().unique()})


def stock(status: pd.Series, name: str, file: str, messages: list[Message]) -> pd.Series:
    """Tell which objects are in stock by their status; count what is planned, gone or unknown."""
    written = plain(status)
    planned, gone = written.isin(PLANNED), written.isin(GONE)
    if planned.any() or gone.any():
        messages.append(
            note("bag_not_in_stock", file=file, table=name, planned=int(planned.sum()), gone=int(gone.sum()))
        )
    unknown = ~(planned | gone | written.isin(STANDING))
    if unknown.any():
        kinds = ", ".join(sorted({str(value) for value in status[unknown].dropna().unique()})[:5]) or "-"
        messages.append(warn("bag_status_unknown", file=file, table=name, n=int(unknown.sum()), statuses=kinds))
    return ~(planned | gone)


def without_duplicates(objects: pd.DataFrame, name: str, file: str, messages: list[Message]) -> pd.DataFrame:
    """Keep one row per identificatie: of identical rows the first, of rows that differ the last."""
    again = objects["identificatie"].duplicated(keep=False)
    if not again.any():
        return objects
    doubled = objects[again]
    written = doubled.drop(columns="geometry").astype(str).agg("\x1f".join, axis=1)
    content = written + pd.Series(shapely.to_wkb(doubled["geometry"].to_numpy(), hex=True), index=doubled.index).fillna(
        ""
    )
    same = content.duplicated()
    differing = doubled[~same]["identificatie"].duplicated(keep="last")
    if same.any():
        messages.append(
            note("bag_identical", file=file, table=name, n=int(same.sum())).about(doubled.loc[same, "identificatie"])
        )
    if differing.any():
        changed = doubled[~same].loc[differing, "identificatie"]
        messages.append(warn("bag_conflicting", file=file, table=name, n=int(differing.sum())).about(changed))
    dropped = same[same].index.union(differing[differing].index)
    return objects.drop(index=dropped)


def finished(found: Found, peildatum: date, file: str, watch: Watch = _UNWATCHED) -> dict[str, pd.DataFrame]:
    """Make the canonical tables, ordered by identificatie; fillers become missing and are counted.

    Raises:
        RefusedError: No panden or no verblijfsobjecten in stock.

    """
    for name in ("panden", "verblijfsobjecten"):
        if name not in found.objects:
            raise refused("bag_lacks", file=file, table=name)
        if found.objects[name].empty:
            raise refused("bag_none_in_stock", file=file, table=name, peildatum=peildatum.isoformat())
    tables: dict[str, pd.DataFrame] = {}
    for name in found.objects:
        watch.at(len(tables) / (len(found.objects) + 1))
        tables[name] = _finished(name, found, peildatum, file)
    watch.at(1 - 1 / (len(found.objects) + 1))
    _check_panden(tables, file, found.messages)
    if found.mutaties is not None:
        tables["mutaties"] = canonical("mutaties", _columns(found.mutaties))
    return tables


def _finished(name: str, found: Found, peildatum: date, file: str) -> pd.DataFrame:
    objects = without_duplicates(found.objects[name].reset_index(drop=True), name, file, found.messages)
    objects = objects.sort_values("identificatie", kind="stable")
    table = canonical(name, _columns(objects.drop(columns="geometry")), objects["geometry"].to_numpy())
    messages = found.messages
    if name == "panden":
        latest = peildatum.year + _BOUWJAAR_AHEAD
        filler = table["bouwjaar"].isin(_BOUWJAAR_FILLERS) | (table["bouwjaar"] > latest)
        table["bouwjaar"] = _without_fillers(table, "bouwjaar", filler, name, file, messages)
    if name == "verblijfsobjecten":
        filler = table["oppervlakte"].isin(_OPPERVLAKTE_FILLERS)
        table["oppervlakte"] = _without_fillers(table, "oppervlakte", filler, name, file, messages)
    _warn_of_nothing(table, name, file, messages)
    return table


def _columns(objects: pd.DataFrame) -> Mapping[str, Any]:
    return {str(column): objects[column] for column in objects.columns}


def _without_fillers(
    table: pd.DataFrame, column: str, filler: pd.Series, name: str, file: str, messages: list[Message]
) -> pd.Series:
    if filler.any():
        told = note("bag_fillers", file=file, table=name, column=column, n=int(filler.sum()))
        messages.append(told.about(table.loc[filler, "identificatie"]))
    return table[column].mask(filler)


def _warn_of_nothing(table: pd.DataFrame, name: str, file: str, messages: list[Message]) -> None:
    for column in {
        "panden": ("bouwjaar",),
        "verblijfsobjecten": ("oppervlakte", "gebruiksdoelen", "pand_identificaties"),
    }.get(name, ()):
        is_list = TABLES[name].columns[column] in (Column.TUPLE, Column.SET)
        held = table[column].map(bool) if is_list else table[column].notna()
        if not held.any():
            messages.append(warn("bag_column_empty", file=file, table=name, column=column))


def _check_panden(tables: dict[str, pd.DataFrame], file: str, messages: list[Message]) -> None:
    references = tables["verblijfsobjecten"]["pand_identificaties"]
    single = references.explode()
    orphan = single.notna() & ~single.isin(tables["panden"]["identificatie"])
    lost = np.unique(orphan[orphan].index)
    if len(lost):
        ids = tables["verblijfsobjecten"]["identificatie"].iloc[lost]
        messages.append(warn("bag_pand_unknown", file=file, n=len(lost)).about(ids))
