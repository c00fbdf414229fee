"""Stops that stay where an earlier plan, or the planner's hand, put them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ...registers.columns import find, numbers, texts
from ...registers.dates import moments
from ...safeguards.messages import note, refused, warn
from .carried import is_bool

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from ...registers.raw import Raw
    from ...safeguards.messages import Message
    from ..day import Stops, Team
    from .prepare import Prepared

_ID, _TEAM, _DAY = ("stop_id",), ("team", "ploeg"), ("day", "dag", "date", "datum")
_NUMBER = ("number", "nummer", "volgorde", "volgnummer")
_TRUE = frozenset({"1", "true", "ja", "waar", "yes"})
_OUT = ("left_out", "weggelaten")
_PINS = ("pinned_team", "pinned_day", "pinned_number")
COLUMNS = (*_PINS, "left_out")


def read_pins(raw: Raw | None, stop_id: NDArray[np.object_]) -> tuple[pd.DataFrame, list[Message]]:
    """Read which stops are pinned: to which team, on which day (yyyy-mm-dd), as which in order.

    Of the layer of an earlier plan, those count that are marked as pinned; where none is, all that have a team.

    Args:
        raw: Table with stop_id, team, day and number, and perhaps left_out for what nobody visits; None pins nothing.
        stop_id: (n,) ids of what may be a stop.

    Returns:
        A row per stop, columns `COLUMNS`, missing where it is not pinned; messages.

    Raises:
        RefusedError: There is no stop_id or no team.

    """
    nothing: dict[str, list[object]] = {name: [None] * len(stop_id) for name in _PINS}
    made = pd.DataFrame(nothing, dtype=object).assign(pinned_number=np.nan, left_out=False)
    if raw is None or not len(raw.frame):
        return made, []
    frame = raw.frame.reset_index(drop=True)
    which, team = find(frame.columns, *_ID), find(frame.columns, *_TEAM)
    if which is None or team is None:
        raise refused("stops_pins_columns", table=raw.name, found=", ".join(map(str, frame.columns)) or "-")
    out = find(frame.columns, *_OUT)
    left = texts(frame[out]).astype("string").str.lower().isin(_TRUE) if out else texts(frame[which]).isin(())
    left = left.fillna(value=False).astype(bool)
    kept = texts(frame[team]).notna() & texts(frame[which]).notna() & ~left
    marked = find(frame.columns, "pinned")
    if marked is not None and is_bool(frame[marked]):
        held = frame[marked].fillna(value=False).astype(bool)
        kept &= held if held.any() else True
    day, number = find(frame.columns, *_DAY), find(frame.columns, *_NUMBER)
    messages: list[Message] = []
    twice = texts(frame[which])[kept].duplicated()
    if n := int(twice.sum()):
        messages.append(warn("stops_pins_twice", table=raw.name, n=n).about(texts(frame[which])[kept][twice]))
    read = _days(frame[day]) if day else None
    if day and (lost := kept & read.isna() & texts(frame[day]).notna()).any():  # type: ignore[union-attr]
        shown = ", ".join(texts(frame[day])[lost].astype(str).str[:40].unique()[:3])
        messages.append(warn("stops_pins_day", table=raw.name, field=day, n=int(lost.sum()), values=shown))
    order = numbers(frame[number]) if number else pd.Series(np.nan, index=frame.index)
    if number and (odd := kept & texts(frame[number]).notna() & ~(order >= 1)).any():
        messages.append(warn("stops_pins_number", table=raw.name, field=number, n=int(odd.sum())))
    pins = pd.DataFrame(
        {
            "stop_id": texts(frame[which]),
            "pinned_team": texts(frame[team]),
            "pinned_day": read,
            "pinned_number": order,
        }
    )[kept].drop_duplicates("stop_id", keep="last")
    unknown = ~pins["stop_id"].isin(set(stop_id.tolist()))
    if unknown.any():
        messages.append(
            warn("stops_pins_unknown", table=raw.name, n=int(unknown.sum())).about(pins["stop_id"][unknown])
        )
    found = pins.set_index("stop_id").reindex(stop_id.tolist()).reset_index(drop=True)
    found["pinned_number"] = found["pinned_number"].astype("float64")
    for name in _PINS[:2]:
        found[name] = found[name].astype(object).where(found[name].notna(), None)
    found["left_out"] = np.isin(stop_id.astype(str), texts(frame[which])[left].dropna().to_numpy(dtype=str))
    return found[list(COLUMNS)], messages


def _days(values: pd.Series) -> pd.Series:
    read = moments(values)[0].dt.strftime("%Y-%m-%d").astype(object)
    return read.where(read.notna(), None)


def without_left_out(prepared: Prepared) -> tuple[Prepared, list[Message]]:
    """Take out the stops the planner took out, once all were chosen and drawn: nothing comes instead.

    Args:
        prepared: The stops, with `left_out` among the facts.

    Raises:
        RefusedError: None is left.

    """
    out = prepared.chosen & prepared.facts["left_out"].to_numpy(dtype=bool)
    if not out.any():
        return prepared, []
    if not (prepared.chosen & ~out).any():
        raise refused("stops_all_left_out", n=int(out.sum()))
    return replace(prepared, chosen=prepared.chosen & ~out), [note("stops_left_out", n=int(out.sum()))]


def pin(stops: Stops, table: pd.DataFrame, teams: Sequence[Team], dates: Sequence[date]) -> tuple[Stops, list[Message]]:
    """Pin stops to the teams of a plan.

    A pin without a day holds for the first day on which that team goes out.

    Args:
        stops: The stops, (n,).
        table: A row each, with `COLUMNS`.
        teams: The teams of the plan, one per day.
        dates: The days of the plan.

    """
    positions: dict[tuple[str, str], int] = {}
    for at, team in reversed(list(enumerate(teams))):
        positions[team.name, dates[team.day].isoformat()] = at
        positions[team.name, ""] = at
    named = zip(table["pinned_team"], table["pinned_day"], strict=True)
    wanted = [
        (str(team), day if isinstance(day, str) else "") if isinstance(team, str) else None for team, day in named
    ]
    pinned = np.array([-1 if one is None else positions.get(one, -1) for one in wanted], dtype=np.int64)
    lost = np.array([one is not None for one in wanted], dtype=np.bool_) & (pinned < 0)
    number = table["pinned_number"].to_numpy(dtype=np.float64)
    sequence = np.where((pinned >= 0) & (number > 0), number, 0.0).round().astype(np.int64)
    messages: list[Message] = [note("stops_pinned", n=n)] if (n := int((pinned >= 0).sum())) else []
    if lost.any():
        messages.append(warn("stops_pins_no_team", n=int(lost.sum())).about(stops.stop_id[lost]))
    # What somebody put there goes before what the list asks.
    held = stops.mandatory | (pinned >= 0)
    return replace(stops, pinned=pinned, sequence=sequence, mandatory=held), messages
