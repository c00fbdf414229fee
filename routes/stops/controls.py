"""Control stops: drawn at random outside the top, so that one can learn whether the list beats chance."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from ...registers.columns import find, text
from ...safeguards.messages import note, refused, warn
from .carried import CONTROL, is_bool, was_visited

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ...registers.raw import Raw
    from ...safeguards.messages import Message
    from .prepare import Prepared

ENOUGH = 60  # control visits from which fewer will do
EARLY, LATER = 0.25, 0.15
_MOST = 0.9  # share
_TRUE = frozenset({"1", "true", "ja", "waar", "yes", "control", "controle"})
_AROUND = 500.0  # metres from a stop, where there is neither area nor street
_TINY = 1e-9


@dataclass(frozen=True, eq=False)
class Drawn:
    """A plan's stops with the control stops among them.

    Attributes:
        prepared: Everything, with the control stops chosen and given a priority.
        controls: For the planner's file only, a row per location that could have been a stop: stop_id, control (bool),
            probability (the chance with which it became a stop: 1 for the top, 0 outside the action, missing where it
            was put into the plan by hand), chosen (bool: it is a stop of the plan), priority (what the plan weighs).
        messages: How many were drawn, of how many, and why so many.

    """

    prepared: Prepared
    controls: pd.DataFrame
    messages: tuple[Message, ...]


def visits_in(visits: Raw | None) -> int:
    """Count the control visits that are in."""
    if visits is None or not len(visits.frame):
        return 0
    frame = visits.frame.reset_index(drop=True)
    column = find(frame.columns, *CONTROL)
    if column is None:
        return 0
    if is_bool(frame[column]):
        said = frame[column].fillna(value=False).astype(bool)
    else:
        said = text(frame, column).astype("string").str.lower().isin(_TRUE).fillna(value=False).astype(bool)
    return int((said.to_numpy(dtype=bool) & was_visited(frame)).sum())


def share_of(given: str, visits: Raw | None = None) -> tuple[float, list[Message]]:
    """Give the share of the stops that is drawn at random.

    Args:
        given: "auto" (25 % until 60 control visits are in, then 15 %), or a percentage.
        visits: The visits that came in.

    Raises:
        RefusedError: It is neither, or not from 0 to 90.

    """
    said = (given or "auto").strip().lower()
    if said == "auto":
        n = visits_in(visits)
        share = EARLY if n < ENOUGH else LATER
        return share, [note("stops_control_share", percent=round(share * 100), n=n, enough=ENOUGH)]
    number = re.fullmatch(r"(\d+(?:[.,]\d+)?)\s*%?", said)
    share = float(number[1].replace(",", ".")) / 100 if number else -1.0
    if not 0 <= share <= _MOST:
        raise refused("stops_control_share_unknown", given=given, most=round(_MOST * 100))
    return share, [] if share else [warn("stops_no_controls_asked")]


def draw(prepared: Prepared, share: float, seed: int, able: NDArray[np.bool_] | None = None) -> Drawn:
    """Draw control stops among the locations outside the top, inside the same area or street as the top.

    Every area or street gets its part by how many of the top lie in it; within it every location has the same chance.
    A control stop weighs as much in the plan as a stop of the top, drawn from theirs, or the plan would leave it out
    and the list in the field would tell which they are. The same seed, top, locations and teams give the same draw,
    whatever is pinned.

    Args:
        prepared: The stops.
        share: Which part of all stops, 0 to 0.9.
        seed: Of the draw.
        able: (n,) which locations some team may visit on some day, by skills and windows; all of them by default.

    """
    top, facts = prepared.top, prepared.facts
    wanted = round(int(top.sum()) * share / (1 - share))
    generator = np.random.default_rng(seed)
    group = _groups(facts, top)
    pool = np.flatnonzero(~top & (group >= 0) & (True if able is None else able))
    chance = np.where(top, 1.0, 0.0)
    chance[pool] = chances(group[pool], np.bincount(group[top], minlength=int(group.max(initial=-1)) + 1), wanted)
    drawn = sampled(chance, pool, group, generator)
    control = np.zeros(len(facts), dtype=np.bool_)
    control[drawn] = True
    priority = facts["priority"].to_numpy(dtype=np.float64, copy=True)
    if len(drawn):
        priority[drawn] = generator.choice(priority[top], len(drawn))
    by_hand = _by_hand(prepared, control)
    told = _told(wanted, len(drawn), len(pool), int(top.sum()))
    if by_hand.any():
        told = [*told, warn("stops_pinned_by_hand", n=int(by_hand.sum())).about(facts["stop_id"][by_hand])]
    return _drawn(prepared, control, np.where(by_hand, np.nan, chance), priority, told)


def drawn_before(prepared: Prepared, planner: Raw) -> Drawn:
    """Take control stops as an earlier plan drew them: whoever plans the rest again draws none anew.

    Args:
        prepared: The stops.
        planner: Table controls of `planner.gpkg` of the earlier plan.

    Raises:
        RefusedError: It lacks a column.

    """
    frame = planner.frame.reset_index(drop=True)
    columns = ("stop_id", "control", "probability", "chosen", "priority")
    if lacking := [name for name in columns if name not in frame.columns]:
        raise refused("stops_earlier_columns", table=planner.name, lacking=", ".join(lacking))
    facts = prepared.facts
    held = frame.assign(stop_id=frame["stop_id"].astype(str)).drop_duplicates("stop_id").set_index("stop_id")
    gone = held.index[held["control"].astype(bool) & ~held.index.isin(facts["stop_id"].astype(str))]
    held = held.reindex(facts["stop_id"].astype(str))
    control = held["control"].fillna(value=False).astype(bool).to_numpy() & ~prepared.top
    chance = np.where(prepared.top, 1.0, held["probability"].to_numpy(dtype=np.float64))
    known = held["priority"].to_numpy(dtype=np.float64)
    priority = np.where(control & np.isfinite(known), known, facts["priority"].to_numpy(dtype=np.float64))
    by_hand = _by_hand(prepared, control)
    messages = [note("stops_controls_kept", n=int(control.sum()))]
    if len(gone):
        messages.append(warn("stops_controls_gone", n=len(gone)).about(gone))
    return _drawn(prepared, control, np.where(by_hand, np.nan, np.nan_to_num(chance)), priority, messages)


def _by_hand(prepared: Prepared, control: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell what is in the plan because somebody put it there: neither the list nor the draw did."""
    return np.asarray(prepared.facts["pinned_team"].notna().to_numpy() & ~control & ~prepared.top, dtype=np.bool_)


def _drawn(
    prepared: Prepared,
    control: NDArray[np.bool_],
    chance: NDArray[np.float64],
    priority: NDArray[np.float64],
    messages: Sequence[Message],
) -> Drawn:
    facts = prepared.facts
    chosen = prepared.top | control | facts["pinned_team"].notna().to_numpy()
    table = pd.DataFrame(
        {"stop_id": facts["stop_id"], "control": control, "probability": chance, "chosen": chosen, "priority": priority}
    )
    made = replace(
        prepared,
        candidates=replace(prepared.candidates, priority=priority),
        facts=facts.assign(priority=priority),
        chosen=chosen,
    )
    return Drawn(made, table, tuple(messages))


def _told(wanted: int, drawn: int, pool: int, top: int) -> list[Message]:
    if not wanted:
        return [warn("stops_too_few_for_controls", n=top)] if top else []
    if not pool:
        return [warn("stops_nothing_to_draw", wanted=wanted)]
    messages = [note("stops_controls_drawn", n=drawn, pool=pool)]
    if drawn < wanted:
        messages.append(warn("stops_fewer_controls", n=drawn, wanted=wanted))
    return messages


def _groups(facts: pd.DataFrame, top: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Number the areas and streets in which the top lies, -1 elsewhere; without either, within 500 m of a stop."""
    name = ("area " + facts["area_id"].astype("string")).fillna("street " + facts["street"].astype("string"))
    code, _ = pd.factorize(name.where(name.notna(), None), use_na_sentinel=True)
    group = np.asarray(code, dtype=np.int64)
    nameless = group < 0
    if (nameless & top).any():
        points = np.asarray(facts.geometry.to_numpy(), dtype=object)
        near = shapely.STRtree(points[nameless & top]).query(points[nameless], "dwithin", distance=_AROUND)[0]
        around = np.zeros(len(facts), dtype=np.bool_)
        around[np.flatnonzero(nameless)[near]] = True
        group[around] = group.max(initial=-1) + 1
    there = np.unique(group[top])
    return np.where(np.isin(group, there), group, -1)


def chances(group: NDArray[np.int64], tops: NDArray[np.int64], wanted: int) -> NDArray[np.float64]:
    """Give the chance of each location of the pool, so that they sum to what is wanted, or all there is.

    Args:
        group: (k,) area or street of each.
        tops: Per group, how many of the top lie in it.
        wanted: How many are to be drawn.

    """
    size = np.bincount(group, minlength=len(tops)).astype(np.float64)
    left = min(float(wanted), float(size.sum()))
    quota = np.zeros(len(tops))
    open_ = size > 0
    # A group that has fewer than its part gives them all, and the others share the rest.
    while left > _TINY and open_.any():
        weight = np.where(open_, tops, 0).astype(np.float64)
        part = left * weight / weight.sum()
        full = open_ & (quota + part >= size - _TINY)
        added = np.where(full, size - quota, 0.0) if full.any() else part
        quota += added
        left -= float(added.sum())
        open_ &= ~full
    each = np.divide(quota, size, out=np.zeros(len(tops)), where=size > 0)
    return np.asarray(each[group], dtype=np.float64)


def sampled(
    chance: NDArray[np.float64],
    pool: NDArray[np.int64],
    group: NDArray[np.int64],
    generator: np.random.Generator,
) -> NDArray[np.int64]:
    """Draw from the pool so that each is drawn with just its chance, and each group gets its part to within one.

    Systematic sampling over a random order within every group, and of the groups.
    """
    if not len(pool):
        return pool
    shuffled = generator.permutation(pool)
    turn = generator.permutation(int(group.max()) + 1)
    shuffled = shuffled[np.argsort(turn[group[shuffled]], kind="stable")]
    ends = np.cumsum(chance[shuffled])
    ends[-1] = round(float(ends[-1]))  # whole, but for the last digits of a float
    marks = np.floor(ends + generator.uniform(_TINY, 1 - _TINY))
    return np.sort(shuffled[np.diff(marks, prepend=0) > 0])
