"""Any layer of lines as a road network: cut where the lines meet, each piece with what was said of its line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from ..safeguards.messages import note, refused, warn
from ..safeguards.watch import Watch
from .columns import text
from .editions import ended
from .noding import TOLERANCE, node, twins
from .road_columns import directions, is_there, levels, managers, uses
from .spatial import to_rd
from .tables import Shape

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from ..safeguards.messages import Message
    from .noding import Noded
    from .raw import Raw

_UNWATCHED = Watch()
_ID = ("wegvak_id", "wvk_id", "osm_id", "lokaal_id", "lokaalid", "identificatie", "ident", "wegvakid", "objectid", "id")
_STREET = ("straatnaam", "stt_naam", "straatnaamnl", "openbare_ruimte_naam", "naam", "name", "wegnaam", "street")
_CARRIED = ("wegbeheerdersoort", "baansubsoort", "hoogte", "straatnaam")


def read_lines(
    raws: Sequence[Raw], peildatum: date, *, watch: Watch = _UNWATCHED
) -> tuple[pd.DataFrame, list[Message]]:
    """Make the columns of `wegvakken`, and their `line`, of layers of lines without junctions.

    Lines are cut where they meet (see `noding.node`) and each segment keeps what was said of its line. Its id is that
    of the line, or its row, with a number behind it.

    Args:
        raws: Line layers, all of them roads.
        peildatum: What a register has ended by then is left out.
        watch: Told the fraction done.

    Raises:
        RefusedError: No usable line.
        CancelledError: The user cancelled.

    """
    parts: list[pd.DataFrame] = []
    messages: list[Message] = []
    for raw in raws:
        part, told = _one(raw, peildatum)
        parts.append(part)
        messages += told
    rows, doubled = _once(pd.concat(parts, ignore_index=True))
    noded = node(rows["line"].to_numpy(dtype=object), rows["hoogte"].to_numpy(dtype=np.float64), watch=watch)
    files = ", ".join(raw.name for raw in raws)
    if not len(noded.lines):
        raise refused("columns_nothing_usable", file=files, n=sum(len(raw.frame) for raw in raws))
    repeated, original = twins(noded)
    kept = np.ones(len(noded.lines), dtype=bool)
    kept[repeated] = False
    table = _segments(rows, noded)
    turned = noded.start[repeated] != noded.start[original]
    table["rijrichting"] = _ways(table["rijrichting"], repeated, original, turned)
    made = warn("roads_noded", file=files, n=len(rows), segments=int(kept.sum()), nodes=int(noded.end.max()) + 1)
    return table[kept].reset_index(drop=True), [*messages, made, *_done(noded, doubled + len(repeated))]


def _once(rows: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Keep one of the lines that are drawn exactly alike, whichever way; a pile of them would all cross each other."""
    lines = rows["line"].to_numpy(dtype=object)
    alike = pd.DataFrame({"drawn": shapely.to_wkb(shapely.normalize(lines)), "level": rows["hoogte"].fillna(0)})
    code = alike.groupby(["drawn", "level"], sort=False).ngroup().to_numpy(dtype=np.int64)
    _, first = np.unique(code, return_index=True)
    repeated = np.setdiff1d(np.arange(len(rows)), first)
    original = first[code[repeated]]
    turned = ~shapely.equals(shapely.get_point(lines[repeated], 0), shapely.get_point(lines[original], 0))
    rows = rows.assign(rijrichting=_ways(rows["rijrichting"], repeated, original, turned))
    return rows.drop(index=repeated).reset_index(drop=True), len(repeated)


def _one(raw: Raw, peildatum: date) -> tuple[pd.DataFrame, list[Message]]:
    raw, row = _in_parts(raw)
    lines, usable, messages = to_rd(raw, Shape.LINE)
    frame = raw.frame
    there = ~ended(frame, peildatum) & is_there(frame)
    if n := int((usable & ~there).sum()):
        messages.append(note("roads_not_there", file=raw.name, n=n))
    ids = text(frame, *_ID)
    direction, says_direction, unknown = directions(frame)
    level, says_level = levels(frame)
    rows = pd.DataFrame(
        {
            "wegvak_id": ids.where(ids.notna(), pd.Series(row + 1).astype(str)),
            "rijrichting": direction,
            "wegbeheerdersoort": managers(frame),
            "baansubsoort": uses(frame),
            "hoogte": level,
            "straatnaam": text(frame, *_STREET),
            "line": lines,
        }
    )[usable & there]
    if unknown:
        messages.append(warn("roads_other_code", file=raw.name, column=says_direction, n=unknown))
    if rows["rijrichting"].isna().all():
        messages.append(note("roads_no_direction", file=raw.name))
    if rows["wegbeheerdersoort"].isna().all():
        messages.append(warn("roads_no_manager", file=raw.name))
    levelled = note("roads_levels", file=raw.name, columns=", ".join(says_level))
    messages.append(levelled if says_level else warn("roads_no_levels", file=raw.name))
    return rows, messages


def _in_parts(raw: Raw) -> tuple[Raw, NDArray[np.int64]]:
    """Give every part of a line a row of its own, where a gap is no error, and tell of which row it is."""
    frame = raw.frame.reset_index(drop=True)
    if raw.geometry is None:
        return replace(raw, frame=frame), np.arange(len(frame))
    several = shapely.get_type_id(raw.geometry) == shapely.GeometryType.MULTILINESTRING
    parts, of = shapely.get_parts(raw.geometry[several], return_index=True)
    row = np.concatenate([np.flatnonzero(~several), np.flatnonzero(several)[of]])
    order = np.argsort(row, kind="stable")
    held = np.concatenate([raw.geometry[~several], parts])[order]
    return replace(raw, frame=frame.iloc[row[order]].reset_index(drop=True), geometry=held), row[order]


def _segments(rows: pd.DataFrame, noded: Noded) -> pd.DataFrame:
    own = rows.iloc[noded.parent].reset_index(drop=True)
    nth = own.groupby("wegvak_id", sort=False).cumcount() + 1
    return pd.DataFrame(
        {
            "wegvak_id": own["wegvak_id"] + "-" + nth.astype(str),
            "knoop_begin": (noded.start + 1).astype(str).astype(object),
            "knoop_eind": (noded.end + 1).astype(str).astype(object),
            "rijrichting": own["rijrichting"],
            **{name: own[name] for name in _CARRIED},
            "lengte": shapely.length(noded.lines),
            "line": noded.lines,
        }
    )


def _ways(
    said: pd.Series, repeated: NDArray[np.int64], original: NDArray[np.int64], turned: NDArray[np.bool_]
) -> NDArray[np.object_]:
    """Give the direction of each line, open both ways where one that repeats it is open the other way."""
    direction = said.to_numpy(dtype=object).copy()
    known = np.array([one in ("H", "T", "B") for one in direction], dtype=bool)
    forth, back = direction != "T", direction != "H"
    there, here = np.where(turned, back[repeated], forth[repeated]), np.where(turned, forth[repeated], back[repeated])
    np.logical_or.at(forth, original, there)
    np.logical_or.at(back, original, here)
    np.logical_and.at(known, original, known[repeated])
    both = np.isin(np.arange(len(direction)), original)
    way = np.where(forth & back, "B", np.where(forth, "H", "T")).astype(object)
    way[~known] = None
    direction[both] = way[both]
    return np.asarray(direction, dtype=np.object_)


def _done(noded: Noded, doubled: int) -> list[Message]:
    counts = {"roads_ends_met": noded.moved, "roads_collapsed": noded.collapsed, "roads_twins": doubled}
    return [note(code, n=n, metres=TOLERANCE) for code, n in counts.items() if n]
