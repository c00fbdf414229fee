"""From what was filled in to visits, hit rates, and incidents with the weight they count for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from ...registers.tables import RD_NEW
from ...safeguards.messages import note, warn
from .field import COLUMNS, mean_chance, once, read_controls, read_earlier, read_filled
from .outcomes import CLOSED, HITS, INQUIRY, NOTHING, REFUSED, SEEN, VIOLATION
from .plan import planned_stops, with_days, with_places
from .rates import FEW, difference, rate, verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...registers.raw import Raw
    from ...safeguards.messages import Message
    from .rates import Rate

CAP = 10.0  # the most one incident counts for
ENOUGH_CONTROLS = 60  # control visits until which a quarter of the stops is one
DISCOVERED = "ontdekt"
TOP, CONTROL = "top", "control"
_VERDICTS = {"beats": "visits_beats", "below": "visits_below", "undecided": "visits_undecided"}


@dataclass(frozen=True, eq=False)
class Visits:
    """What came home.

    Attributes:
        table: stop_id, day, outcome, visited, control, probability: a row per visit, those of before included.
        incidents: incident_id, soort, begin, eind, herkomst, probability, weight, with a point: the hits of this time.
        rates: group (top, control), stops, hits, share, low, high: of stops that were seen inside.
        controls: How many control visits are in.

    """

    table: pd.DataFrame
    incidents: gpd.GeoDataFrame
    rates: pd.DataFrame
    controls: int


def visits_of(
    filled: Sequence[Raw], planner: Raw | None, earlier: Raw | None, stops: Sequence[Raw] = ()
) -> tuple[Visits, list[Message]]:
    """Make the table of visits, and say what it tells of the list.

    Args:
        filled: Stops as they came back.
        planner: The planner's table; without it nothing is known of controls.
        earlier: The table of visits made before.
        stops: Stops as the plan wrote them, for the day and the place of what came back without.

    Raises:
        RefusedError: A table lacks a column.

    """
    rows, messages = read_filled(filled)
    plan = planned_stops(stops)
    for mend in (with_days, with_places):
        rows, told = mend(rows, plan)
        messages += told
    rows, told = once(rows)
    messages += told
    rows, told = _planned(rows, planner, plan)
    messages += told
    idle = rows["outcome"].isna() & ~rows["visited"]
    if idle.any():
        messages.append(note("visits_not_visited", n=int(idle.sum()), total=len(rows)).about(rows.loc[idle, "stop_id"]))
    fresh = rows[~idle].reset_index(drop=True)
    messages.append(_counted(fresh, len(rows)))
    table, told = _joined(fresh[list(COLUMNS)], earlier)
    messages += told
    rates, told = _rates(table, known=planner is not None or earlier is not None)
    messages += told
    controls = int((table["visited"] & table["control"].fillna(value=False).astype(bool)).sum())
    code = "visits_controls_few" if controls < ENOUGH_CONTROLS else "visits_controls_enough"
    messages.append(note(code, n=controls, enough=ENOUGH_CONTROLS))
    incidents, told = _incidents(fresh, float("nan") if planner is None else mean_chance(planner))
    return Visits(table, incidents, rates, controls), [*messages, *told]


def _planned(rows: pd.DataFrame, planner: Raw | None, plan: pd.DataFrame) -> tuple[pd.DataFrame, list[Message]]:
    """Add what only the planner knows."""
    if planner is None:
        control = pd.array([None] * len(rows), dtype="boolean")
        return rows.assign(control=control, probability=np.nan), [warn("visits_no_planner")]
    planned = read_controls(planner)
    made = rows.assign(
        control=planned["control"].reindex(rows["stop_id"]).array,
        probability=planned["probability"].reindex(rows["stop_id"]).to_numpy(dtype=np.float64),
    )
    messages: list[Message] = []
    strange = ~rows["stop_id"].isin(planned.index)
    if strange.any():
        message = warn("visits_unknown_stops", n=int(strange.sum()), total=len(rows))
        messages.append(message.about(rows.loc[strange, "stop_id"]))
    messages += _not_returned(rows, planned.index, plan)
    return made, messages


def _not_returned(rows: pd.DataFrame, planned: pd.Index, plan: pd.DataFrame) -> list[Message]:
    """Count the stops that went out and did not come back; those on no route did not go out, where that is known."""
    on_route = pd.Index(plan.loc[plan["served"].fillna(value=False).astype(bool), "stop_id"].unique())
    known = len(on_route) > 0 and on_route.isin(planned).all()
    out = on_route if known else planned
    absent = out[~out.isin(rows["stop_id"])]
    if not len(absent):
        return []
    code = "visits_not_back" if known else "visits_not_returned"
    return [note(code, n=len(absent), total=len(out)).about(absent)]


def _counted(fresh: pd.DataFrame, stops: int) -> Message:
    count = fresh["outcome"].value_counts()
    names = {"nothing": NOTHING, "inquiry": INQUIRY, "violation": VIOLATION, "closed": CLOSED, "refused": REFUSED}
    return note(
        "visits_read",
        n=int(fresh["visited"].sum()),
        total=stops,
        **{name: int(count.get(code, 0)) for name, code in names.items()},
    )


def _joined(fresh: pd.DataFrame, earlier: Raw | None) -> tuple[pd.DataFrame, list[Message]]:
    """Put new visits behind those of before; what was imported before is replaced."""
    messages: list[Message] = []
    table = fresh
    if earlier is not None:
        before = read_earlier(earlier)
        again = pd.MultiIndex.from_frame(before[["stop_id", "day"]]).isin(
            pd.MultiIndex.from_frame(fresh[["stop_id", "day"]])
        )
        # A visit without a day is the same visit, now that its stop comes with one.
        again |= (before["day"].isna() & before["stop_id"].isin(fresh["stop_id"])).to_numpy()
        if again.any():
            messages.append(note("visits_replaced", n=int(again.sum())))
        kept = before[~again]
        table = pd.concat([kept, fresh], ignore_index=True) if len(kept) else fresh
    table = table.sort_values(["day", "stop_id"], kind="stable", na_position="last", ignore_index=True)
    return table.astype({"control": "boolean", "visited": bool, "probability": np.float64}), messages


def _rates(table: pd.DataFrame, *, known: bool) -> tuple[pd.DataFrame, list[Message]]:
    """Compare top stops with control stops: of each stop the last time somebody was inside."""
    seen = table[table["outcome"].isin(SEEN)].drop_duplicates("stop_id", keep="last")
    hit = seen["outcome"].isin(HITS)
    is_control = seen["control"].fillna(value=False).astype(bool)
    is_top = seen["control"].notna() & ~is_control
    top, control = (rate(int(hit[mask].sum()), int(mask.sum())) for mask in (is_top, is_control))
    rates = pd.DataFrame(
        [(name, one.n, one.hits, one.share, one.low, one.high) for name, one in ((TOP, top), (CONTROL, control))],
        columns=["group", "stops", "hits", "share", "low", "high"],
    )
    if not known:
        return rates, []
    groups = (("visits_rate_top", top), ("visits_rate_control", control))
    messages = [_said(code, one) for code, one in groups if one.n]
    if n := int((table["outcome"] == REFUSED).sum()):
        messages.append(note("visits_refused", n=n))
    return rates, [*messages, _verdict(top, control)]


def _said(code: str, one: Rate) -> Message:
    return note(code, n=one.n, hits=one.hits, share=_percent(one.share), low=_percent(one.low), high=_percent(one.high))


def _verdict(top: Rate, control: Rate) -> Message:
    said = verdict(top, control)
    if said == "too_few":
        return warn("visits_too_few", top=top.n, control=control.n, few=FEW)
    found = difference(top, control)
    values = {name: _percent(value) for name, value in found._asdict().items()}
    return note(_VERDICTS[said], **values)


def _percent(share: float) -> int:
    return round(100 * share)


def _incidents(fresh: pd.DataFrame, mean: float) -> tuple[gpd.GeoDataFrame, list[Message]]:
    """Make incidents of the hits, with weights that undo that some places had a larger chance of a visit.

    Args:
        fresh: The visits.
        mean: Chance of a visit over all places that had one. By it the weights of the visits are 1 on average, as
            that of an incident that was reported is.

    """
    found = fresh[fresh["outcome"].isin(HITS)].reset_index(drop=True)
    raw_weight = mean / found["probability"].to_numpy(dtype=np.float64)
    weight = np.minimum(raw_weight, CAP)
    day = pd.to_datetime(found["day"], format="%Y-%m-%d")
    placed = found["x"].notna().to_numpy()
    incidents = gpd.GeoDataFrame(
        {
            "incident_id": found["stop_id"].astype(str) + "_" + found["day"].fillna("").astype(str),
            "soort": found["outcome"],
            "begin": day,
            "eind": day,
            "herkomst": DISCOVERED,
            "probability": found["probability"].to_numpy(dtype=np.float64),
            "weight": weight,
        },
        geometry=gpd.points_from_xy(found["x"], found["y"]),
        crs=RD_NEW,
    )[placed].reset_index(drop=True)
    messages: list[Message] = []
    if n := int((~placed).sum()):
        messages.append(warn("visits_hits_nowhere", n=n).about(found.loc[~placed, "stop_id"]))
    if len(incidents):
        inquiries = int((incidents["soort"] == INQUIRY).sum())
        messages.append(note("visits_incidents", n=len(incidents), inquiries=inquiries))
    if n := int(incidents["weight"].isna().sum()):
        messages.append(warn("visits_no_weight", n=n))
    if incidents["weight"].notna().any():
        capped = int((raw_weight[placed] > CAP).sum())
        messages.append(note("visits_weights", mean=round(mean, 3), capped=capped, cap=int(CAP)))
    return incidents, messages
