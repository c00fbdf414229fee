"""What came back from the field, the planner's table and the visits of before, as one table of visits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from ...registers.columns import find, numbers, text, texts
from ...registers.dates import moments
from ...registers.identifiers import BAG_DIGITS
from ...registers.spatial import to_rd
from ...registers.tables import Shape
from ...safeguards.messages import note, refused, warn
from .outcomes import CLOSED, outcomes, truths, unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...registers.raw import Raw
    from ...safeguards.messages import Message

COLUMNS = ("stop_id", "day", "outcome", "visited", "control", "probability")
_STOP = ("stop_id", "stop", "unit_id")
_DAY = ("day", "dag", "datum", "date")
_VISITED = ("visited", "bezocht")
_OUTCOME = ("outcome", "uitkomst", "resultaat")
_REMARK = ("remark", "remarks", "opmerking", "opmerkingen")
_CONTROL = ("control", "controle")
_CHANCE = ("probability", "kans")


def stops_of(raws: Sequence[Raw]) -> Raw:
    """Choose the stops of a file: the layer of that name, or the only table with a stop_id.

    Raises:
        RefusedError: There is none.

    """
    fitting = [raw for raw in raws if find(raw.frame.columns, *_STOP) and find(raw.frame.columns, *_OUTCOME)]
    named = [raw for raw in fitting if raw.layer == "stops"]
    if not fitting:
        found = ", ".join(raw.name for raw in raws)
        raise refused("visits_no_stops", file=found)
    return (named or fitting)[0]


def read_filled(raws: Sequence[Raw]) -> tuple[pd.DataFrame, list[Message]]:
    """Read what was filled in, of each stop on each day once, without any free text.

    Args:
        raws: Stops as they came back, of one or more teams.

    Returns:
        stop_id, day (yyyy-mm-dd), outcome, visited, x and y (NaN where there is no place), one row per visit and per
        stop that was not visited; messages with counts.

    """
    parts: list[pd.DataFrame] = []
    messages: list[Message] = []
    for raw in raws:
        part, told = _one(raw)
        parts.append(part)
        messages += told
    rows = pd.concat(parts, ignore_index=True)
    return _once(rows, messages), messages


def _one(raw: Raw) -> tuple[pd.DataFrame, list[Message]]:
    frame = raw.frame.reset_index(drop=True)
    said = _column(frame, _OUTCOME)
    days, told = _days(_column(frame, _DAY), raw.name)
    rows = pd.DataFrame(
        {
            "stop_id": _ids(frame),
            "day": days,
            "outcome": outcomes(said),
            "ticked": truths(_column(frame, _VISITED)),
            "x": np.nan,
            "y": np.nan,
        }
    )
    if raw.geometry is not None and len(frame) and not shapely.is_missing(raw.geometry).all():
        geometry, usable, more = to_rd(raw, Shape.POINT)
        rows.loc[usable, ["x", "y"]] = shapely.get_coordinates(geometry[usable])
        told += more
    messages = [*told, *_told(raw, rows, unknown(said), texts(_column(frame, _REMARK)).notna())]
    # What was found says more than whether the box was ticked.
    closed = rows["outcome"] == CLOSED
    rows["visited"] = (rows["outcome"].notna() | rows.pop("ticked").fillna(value=False)).astype(bool) & ~closed
    return rows[rows["stop_id"].notna()].reset_index(drop=True), messages


def _column(frame: pd.DataFrame, names: tuple[str, ...]) -> pd.Series:
    column = find(frame.columns, *names)
    return pd.Series(None, index=frame.index, dtype=object) if column is None else frame[column]


def _ids(frame: pd.DataFrame) -> pd.Series:
    """Give the ids of stops, with the zeros that a spreadsheet takes off a number of the BAG."""
    held = text(frame, *_STOP)
    long = held.astype("string").str.fullmatch(r"\d{13,15}").fillna(value=False).astype(bool)
    return held.where(~long, held.astype("string").str.zfill(BAG_DIGITS).astype(object))


def _days(values: pd.Series, name: str) -> tuple[pd.Series, list[Message]]:
    when = moments(values)[0]
    days = when.dt.strftime("%Y-%m-%d").astype(object).where(when.notna(), None)
    bad = int((texts(values).notna() & when.isna()).sum()) if values.dtype == object else 0
    return days, [warn("visits_bad_day", file=name, n=bad)] if bad else []


def _told(raw: Raw, rows: pd.DataFrame, strange: pd.Series, remarked: pd.Series) -> list[Message]:
    """Count what is left out or does not fit; never the words themselves, for they may name persons."""
    named = rows["stop_id"].notna()
    ticked, found = rows["ticked"].fillna(value=False).astype(bool), rows["outcome"].notna()
    messages: list[Message] = []
    if n := int((ticked & (rows["outcome"] == CLOSED) & named).sum()):
        messages.append(note("visits_ticked_closed", file=raw.name, n=n))
    counted = (
        ("visits_no_stop_id", ~named),
        ("visits_unknown_outcome", strange & named),
        ("visits_no_outcome", ticked & ~found & ~strange & named),
        ("visits_not_ticked", found & (rows["ticked"] == False).fillna(value=False) & named),  # noqa: E712  may be None
    )
    messages += [
        warn(code, file=raw.name, n=int(mask.sum())).about(rows.loc[mask, "stop_id"])
        for code, mask in counted
        if mask.any()
    ]
    if n := int(remarked.sum()):
        messages.append(note("visits_remarks_left", file=raw.name, n=n))
    return messages


def _once(rows: pd.DataFrame, messages: list[Message]) -> pd.DataFrame:
    """Keep of every stop on every day one row: of those with an outcome the last, else one that was visited."""
    rank = rows["outcome"].notna() * 2 + rows["visited"]
    order = rows.assign(rank=rank.astype(int)).sort_values("rank", kind="stable")
    kept = order.drop_duplicates(["stop_id", "day"], keep="last").sort_index().drop(columns="rank")
    if n := len(rows) - len(kept):
        said = rows[rows["outcome"].notna()].drop_duplicates(["stop_id", "day", "outcome"])
        split = said[said.duplicated(["stop_id", "day"])]
        messages.append(warn("visits_duplicates", n=n, split=len(split)).about(split["stop_id"]))
    # What is told of a known day is not told once more of an unknown one.
    dayless = kept["day"].isna()
    again = dayless & kept["stop_id"].isin(kept.loc[~dayless, "stop_id"])
    return kept[~again].reset_index(drop=True)


def read_controls(raw: Raw) -> pd.DataFrame:
    """Read the planner's table: control and probability by stop_id; of a stop that stands there twice the last.

    The table names every location that could have been drawn; those that were not, no control with a chance below 1,
    are no stops of the plan and are left out. What has no chance was put there by hand: it counts for neither.

    Raises:
        RefusedError: A column is missing, or a chance is no chance.

    """
    rows = _planned(raw).drop_duplicates("stop_id", keep="last").set_index("stop_id")
    drawn = rows["control"].fillna(value=False).astype(bool) | ~(rows["probability"] < 1)
    chosen = rows.pop("chosen")
    drawn = drawn.where(chosen.isna(), chosen.fillna(value=False).astype(bool))
    return rows.assign(control=rows["control"].mask(rows["probability"].isna()))[drawn]


def _planned(raw: Raw) -> pd.DataFrame:
    frame = raw.frame.reset_index(drop=True)
    for names in (_STOP, _CONTROL, _CHANCE):
        if find(frame.columns, *names) is None:
            raise refused("visits_planner_column", file=raw.name, column=names[0])
    chance = numbers(_column(frame, _CHANCE))
    control = truths(_column(frame, _CONTROL))
    drawn = control.fillna(value=False).astype(bool)
    # What lies outside the areas of the action had no chance at all.
    if (wrong := ((chance < 0) | (chance > 1) | ((chance == 0) & drawn))).any():
        raise refused("visits_planner_chance", file=raw.name, n=int(wrong.sum()))
    made = pd.DataFrame(
        {
            "stop_id": _ids(frame),
            "control": control,
            "probability": chance,
            "chosen": truths(_column(frame, ("chosen",))),
        }
    )
    return made[made["stop_id"].notna()]


def controls_of(raws: Sequence[Raw]) -> Raw:
    """Choose the planner's table of a file.

    Raises:
        RefusedError: There is none.

    """
    fitting = [raw for raw in raws if find(raw.frame.columns, *_STOP) and find(raw.frame.columns, *_CONTROL)]
    if not fitting:
        raise refused("visits_planner_column", file=", ".join(raw.name for raw in raws), column="control")
    return fitting[0]


def read_earlier(raw: Raw) -> pd.DataFrame:
    """Read a table of visits that was made before.

    Raises:
        RefusedError: A column is missing.

    """
    frame = raw.frame.reset_index(drop=True)
    for name in COLUMNS:
        if find(frame.columns, name) is None:
            raise refused("visits_earlier_column", layer=raw.name, column=name)
    rows = _planned(raw).reindex(frame.index)
    rows["stop_id"] = _ids(frame)
    rows["day"] = _days(_column(frame, _DAY), raw.name)[0]
    rows["outcome"] = outcomes(_column(frame, _OUTCOME))
    rows["visited"] = truths(_column(frame, _VISITED)).fillna(value=False).astype(bool)
    return rows.loc[rows["stop_id"].notna(), list(COLUMNS)].reset_index(drop=True)
