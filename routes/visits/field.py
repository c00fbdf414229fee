"""What came back from the field, the planner's table and the visits of before, as one table of visits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from ...registers.columns import find, holds, numbers, text, texts
from ...registers.dates import moments
from ...registers.identifiers import BAG_DIGITS
from ...registers.incident_places import by_coordinates
from ...registers.spatial import to_rd
from ...registers.tables import Shape
from ...safeguards.messages import note, refused, warn
from .outcomes import CLOSED, outcomes, truths, unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...registers.raw import Raw
    from ...safeguards.messages import Message

COLUMNS = ("stop_id", "day", "outcome", "visited", "control", "probability")
STOP = ("stop_id", "stop", "unit_id")
DAY = ("day", "dag", "datum", "date")
VISITED = ("visited", "bezocht")
OUTCOME = ("outcome", "uitkomst", "resultaat")
_REMARK = ("remark", "remarks", "opmerking", "opmerkingen")
_CONTROL = ("control", "controle")
_CHANCE = ("probability", "kans")
_SHORT = r"\d{13,15}"  # a number of the BAG without its first zeros
_ROUNDED = r"\d+(?:[.,]\d+)?[eE]\+?\d+"  # as a spreadsheet shows a long number


def stops_of(raws: Sequence[Raw]) -> Raw:
    """Choose the stops of a file: the layer of that name, or the only table with a stop_id.

    Raises:
        RefusedError: There is none.

    """
    fitting = [raw for raw in raws if find(raw.frame.columns, *STOP) and find(raw.frame.columns, *OUTCOME)]
    named = [raw for raw in fitting if raw.layer == "stops"]
    if not fitting:
        found = ", ".join(raw.name for raw in raws)
        raise refused("visits_no_stops", file=found)
    return (named or fitting)[0]


def read_filled(raws: Sequence[Raw]) -> tuple[pd.DataFrame, list[Message]]:
    """Read what was filled in, without any free text.

    Args:
        raws: Stops as they came back, of one or more teams.

    Returns:
        stop_id, day (yyyy-mm-dd, None where it is not said), outcome, visited, x and y (NaN where there is no place),
        a row for each that came back; messages with counts.

    """
    parts: list[pd.DataFrame] = []
    messages: list[Message] = []
    for raw in raws:
        part, told = _one(raw)
        parts.append(part)
        messages += told
    return pd.concat(parts, ignore_index=True), messages


def _one(raw: Raw) -> tuple[pd.DataFrame, list[Message]]:
    frame = raw.frame.reset_index(drop=True)
    said = _column(frame, OUTCOME)
    told: list[Message] = []
    rows = pd.DataFrame(
        {
            "stop_id": ids_of(frame, told, raw.name),
            "day": days_of(frame, told, raw.name),
            "outcome": outcomes(said),
            "ticked": truths(_column(frame, VISITED)),
        }
    ).join(places_of(raw, told))
    messages = [*told, *_told(raw, rows, unknown(said), texts(_column(frame, _REMARK)).notna())]
    # What was found says more than whether the box was ticked.
    closed = rows["outcome"] == CLOSED
    rows["visited"] = (rows["outcome"].notna() | rows.pop("ticked").fillna(value=False)).astype(bool) & ~closed
    return rows[rows["stop_id"].notna()].reset_index(drop=True), messages


def _column(frame: pd.DataFrame, names: tuple[str, ...]) -> pd.Series:
    column = find(frame.columns, *names)
    return pd.Series(None, index=frame.index, dtype=object) if column is None else frame[column]


def ids_of(frame: pd.DataFrame, messages: list[Message] | None = None, name: str = "") -> pd.Series:
    """Give the ids of stops, with the zeros that a spreadsheet takes off a number of the BAG.

    Args:
        frame: Rows with a stop_id.
        messages: What was mended, and what cannot be, is added to it.
        name: Of the file.

    """
    held = text(frame, *STOP)
    words = held.astype("string")
    short, rounded = (words.str.fullmatch(form).fillna(value=False).astype(bool) for form in (_SHORT, _ROUNDED))
    if messages is not None:
        if short.any():
            messages.append(note("visits_zeros_back", file=name, n=int(short.sum())))
        if rounded.any():
            messages.append(warn("visits_rounded_ids", file=name, n=int(rounded.sum())))
    held = held.where(~short, words.str.zfill(BAG_DIGITS).astype(object))
    return held.where(~rounded, None).astype(object)


def days_of(frame: pd.DataFrame, messages: list[Message] | None = None, name: str = "") -> pd.Series:
    """Give the day of each row as yyyy-mm-dd, None where there is none; values that are no date are told."""
    values = _column(frame, DAY)
    when = moments(values)[0]
    days = when.dt.strftime("%Y-%m-%d").astype(object).where(when.notna(), None)
    bad = int((texts(values).notna() & when.isna()).sum()) if values.dtype == object else 0
    if bad and messages is not None:
        messages.append(warn("visits_bad_day", file=name, n=bad))
    return days


def places_of(raw: Raw, messages: list[Message]) -> pd.DataFrame:
    """Give x and y in RD New of each row, by its geometry or by columns with coordinates; NaN where there is none."""
    raw = replace(raw, frame=raw.frame.reset_index(drop=True))
    if holds(raw, Shape.AREA) and not holds(raw, Shape.POINT):
        areas, usable, told = to_rd(raw, Shape.AREA)
        messages += told
        points = np.full(len(areas), None, dtype=object)
        points[usable] = shapely.point_on_surface(areas[usable])
    else:
        points = by_coordinates(raw, messages, required=False)
    usable = ~shapely.is_missing(points)
    places = np.full((len(points), 2), np.nan)
    places[usable] = shapely.get_coordinates(points[usable])
    return pd.DataFrame(places, columns=["x", "y"], index=raw.frame.index)


def _told(raw: Raw, rows: pd.DataFrame, strange: pd.Series, remarked: pd.Series) -> list[Message]:
    """Count what is left out or does not fit; never the words themselves, for they may name persons."""
    named = rows["stop_id"].notna()
    ticked, found = rows["ticked"].fillna(value=False).astype(bool), rows["outcome"].notna()
    messages: list[Message] = []
    if n := int((ticked & (rows["outcome"] == CLOSED) & named).sum()):
        messages.append(note("visits_ticked_closed", file=raw.name, n=n))
    # Where nobody was in, "not visited" is what one says.
    denied = found & (rows["outcome"] != CLOSED) & rows["ticked"].eq(other=False).fillna(value=False)
    counted = (
        ("visits_no_stop_id", text(raw.frame.reset_index(drop=True), *STOP).isna()),
        ("visits_unknown_outcome", strange & named),
        ("visits_no_outcome", ticked & ~found & ~strange & named),
        ("visits_not_ticked", denied & named),
    )
    messages += [
        warn(code, file=raw.name, n=int(mask.sum())).about(rows.loc[mask, "stop_id"])
        for code, mask in counted
        if mask.any()
    ]
    if n := int(remarked.sum()):
        messages.append(note("visits_remarks_left", file=raw.name, n=n))
    return messages


def once(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[Message]]:
    """Keep of every stop on every day one row: of those with an outcome the last, else one that was visited."""
    rank = rows["outcome"].notna() * 2 + rows["visited"]
    order = rows.assign(rank=rank.astype(int)).sort_values("rank", kind="stable")
    kept = order.drop_duplicates(["stop_id", "day"], keep="last").sort_index().drop(columns="rank")
    messages: list[Message] = []
    if n := len(rows) - len(kept):
        messages.append(note("visits_duplicates", n=n))
    said = rows[rows["outcome"].notna()].drop_duplicates(["stop_id", "day", "outcome"])
    split = said.loc[said.duplicated(["stop_id", "day"]), ["stop_id", "day"]].drop_duplicates()
    if len(split):
        messages.append(warn("visits_differ", n=len(split)).about(split["stop_id"]))
    return kept.reset_index(drop=True), messages


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


def mean_chance(raw: Raw) -> float:
    """Give the mean chance of a visit over all places that had one: the chance of a place that nothing is known of."""
    chance = _planned(raw).drop_duplicates("stop_id", keep="last")["probability"]
    return float(chance[chance > 0].mean())


def _planned(raw: Raw) -> pd.DataFrame:
    frame = raw.frame.reset_index(drop=True)
    for names in (STOP, _CONTROL, _CHANCE):
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
            "stop_id": ids_of(frame),
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
    fitting = [raw for raw in raws if find(raw.frame.columns, *STOP) and find(raw.frame.columns, *_CONTROL)]
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
    rows["stop_id"] = ids_of(frame)
    rows["day"] = days_of(frame)
    rows["outcome"] = outcomes(_column(frame, OUTCOME))
    rows["visited"] = truths(_column(frame, VISITED)).fillna(value=False).astype(bool)
    return rows.loc[rows["stop_id"].notna(), list(COLUMNS)].reset_index(drop=True)
