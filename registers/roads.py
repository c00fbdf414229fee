"""The road network: wegvakken of the NWB between numbered junctions, or any layer of lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from ..safeguards.messages import note, refused, warn
from ..safeguards.watch import Watch
from .columns import find, holds, numbers, select, text
from .currency import newest
from .dates import moments
from .raw import Raw, Read
from .road_columns import says_other, says_road
from .road_lines import read_lines
from .spatial import to_rd
from .tables import Shape, canonical

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ..safeguards.messages import Message

_UNWATCHED = Watch()
_ID = ("wvk_id", "wegvak_id")
_FROM = ("jte_id_beg", "jte_id_begin")
_TO = ("jte_id_end", "jte_id_eind")
_SINCE = ("wvk_begdat",)
_MANAGER = ("wegbehsrt", "wegbeheerdersoort")
_KIND = ("bst_code", "baansubsrt", "baansubsoort")
_DIRECTION = ("rijrichtng", "rijrichting")
_LEVEL = ("rel_hoogte", "relatieve_hoogte")
_STREET = ("stt_naam", "straatnaam")
_MANAGERS = ("R", "P", "G", "W", "T")
_DIRECTIONS = ("H", "T", "B")
_WANTED = "wvk_id, jte_id_beg, jte_id_end"


def recognises(raw: Raw) -> bool:
    """Tell whether a layer holds NWB wegvakken: lines with an id and a junction at either end."""
    columns = raw.frame.columns
    return holds(raw, Shape.LINE) and all(find(columns, *names) is not None for names in (_ID, _FROM, _TO))


def read(raws: Sequence[Raw], peildatum: date, *, watch: Watch = _UNWATCHED) -> Read:
    """Make `wegvakken` of NWB layers, or of any lines; `#` and empty are missing.

    Where a layer is of the NWB, in whatever case and form, the others are left aside. Without one, every layer of
    roads, or else of lines, is made into a network by us.

    Args:
        raws: Line layers; others, such as hectopunten, are left aside.
        peildatum: An NWB file holds one moment; of other registers what has ended by then is left out.
        watch: Told the fraction done.

    Raises:
        RefusedError: No lines, or none that are usable.
        CancelledError: The user cancelled.

    """
    lines = [raw for raw in raws if holds(raw, Shape.LINE) and len(raw.frame)]
    if lines and not any(recognises(raw) for raw in lines):
        roads = [raw for raw in lines if says_road(raw)] or [raw for raw in lines if not says_other(raw)]
        mine, messages = select(raws, lambda raw: any(raw is one for one in roads), register="wegen", wanted=_WANTED)
        rows, told = read_lines(mine, peildatum, watch=watch)
        return _canonical(rows, [*messages, *told])
    mine, messages = select(raws, recognises, register="NWB-wegvakken", wanted=_WANTED)
    parts = []
    for raw in mine:
        part, told = _one(raw)
        parts.append(part)
        messages.extend(told)
    rows = pd.concat(parts, ignore_index=True)
    rows = _once(rows, messages)
    return _canonical(rows, messages)


def _canonical(rows: pd.DataFrame, messages: Sequence[Message]) -> Read:
    columns = {name: rows[name] for name in rows.columns if name not in ("line", "since")}
    return Read({"wegvakken": canonical("wegvakken", columns, rows["line"].to_numpy())}, tuple(messages))


def _one(raw: Raw) -> tuple[pd.DataFrame, list[Message]]:
    lines, usable, messages = to_rd(raw, Shape.LINE)
    if not usable.any():
        raise refused("columns_nothing_usable", file=raw.name, n=len(usable))
    frame = raw.frame.reset_index(drop=True)
    level, since = find(frame.columns, *_LEVEL), find(frame.columns, *_SINCE)
    rows = pd.DataFrame(
        {
            "wegvak_id": text(frame, *_ID),
            "knoop_begin": _junction(frame, _FROM),
            "knoop_eind": _junction(frame, _TO),
            "rijrichting": _code(raw, frame, _DIRECTION, _DIRECTIONS, messages),
            "wegbeheerdersoort": _code(raw, frame, _MANAGER, _MANAGERS, messages),
            "baansubsoort": text(frame, *_KIND).astype("string").str.upper().astype(object),
            "hoogte": numbers(frame[level]) if level else np.nan,
            "straatnaam": text(frame, *_STREET),
            "lengte": shapely.length(lines),
            "since": moments(frame[since])[0] if since else pd.NaT,
            "line": lines,
        }
    )[usable]
    messages.extend(newest("wegvakken", rows["since"]))
    if rows["wegvak_id"].isna().all():
        raise refused("columns_no_values", file=raw.name, column=find(frame.columns, *_ID))
    loose = rows["knoop_begin"].isna() | rows["knoop_eind"].isna()
    if n := int(loose.sum()):
        messages.append(warn("roads_no_junction", file=raw.name, n=n).about(rows.loc[loose, "wegvak_id"]))
    if n := int(rows["wegvak_id"].isna().sum()):
        messages.append(warn("roads_no_id", file=raw.name, n=n))
    return rows, messages


def _junction(frame: pd.DataFrame, aliases: tuple[str, ...]) -> pd.Series:
    junction = text(frame, *aliases)
    return junction.where(junction != "0", None)


def _code(
    raw: Raw, frame: pd.DataFrame, aliases: tuple[str, ...], known: tuple[str, ...], messages: list[Message]
) -> pd.Series:
    """Give a code of a fixed list; others are missing, and counted unless they say unknown (`O`)."""
    code = text(frame, *aliases).astype("string").str.upper()
    other = code.notna() & ~code.isin([*known, "O"])
    if n := int(other.sum()):
        messages.append(warn("roads_other_code", file=raw.name, column=find(frame.columns, *aliases), n=n))
    return code.where(code.isin(known)).astype(object)


def _once(rows: pd.DataFrame, messages: list[Message]) -> pd.DataFrame:
    """Keep one of the rows that say the same wegvak between the same junctions: the one that began last."""
    same = ["wegvak_id", "knoop_begin", "knoop_eind"]
    ordered = rows.sort_values("since", kind="stable", na_position="first")
    doubled = ordered.duplicated(same, keep="last") & ordered["wegvak_id"].notna()
    if n := int(doubled.sum()):
        messages.append(note("roads_duplicates", n=n).about(ordered.loc[doubled, "wegvak_id"].unique()))
    return rows.loc[sorted(ordered.index[~doubled])]
