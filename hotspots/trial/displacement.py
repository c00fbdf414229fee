"""Whether incidents in a treated area changed more than in a control area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ...safeguards.messages import note, refused, warn
from ..period import Period, share_within

if TYPE_CHECKING:
    from datetime import date

    from shapely import MultiPolygon, Polygon

    from ...safeguards.messages import Message
    from ..events import Events

_CHANCE = 1.96  # |z| up to which a difference is within chance, at 5 %


@dataclass(frozen=True)
class Displacement:
    """Weighted displacement difference in incidents, its standard error, and z: their ratio.

    z is NaN where all counts are 0, and all three where an area never held an incident.
    """

    difference: float
    error: float
    z: float


def weighted_displacement(
    treated_before: float, treated_after: float, control_before: float, control_after: float
) -> Displacement:
    """Compare the change in a treated area with that in a control area (Wheeler & Ratcliffe 2018).

    (T1 - T0) - (C1 - C0), with the sum of the four counts as its variance: counts are taken for Poisson.
    """
    difference = (treated_after - treated_before) - (control_after - control_before)
    error = float(np.sqrt(treated_before + treated_after + control_before + control_after))
    return Displacement(difference, error, difference / error if error > 0 else float("nan"))


def displacement(
    events: Events, treated: Polygon | MultiPolygon, control: Polygon | MultiPolygon, changed: date | None
) -> tuple[Displacement, list[Message]]:
    """Count incidents in both areas over equally long stretches before and after a change.

    Args:
        events: With moments and a period.
        treated: Where something was done.
        control: Where nothing was; what lies in both areas counts as treated.
        changed: First day of the change; None is halfway the period.

    Raises:
        RefusedError: No dates, or a day that does not lie inside the period.

    """
    if events.period is None:
        raise refused("accuracy_undated")
    before, after = _stretches(events.period, changed)
    inside = shapely.contains_xy(treated, events.points)
    beside = shapely.contains_xy(control, events.points)
    messages: list[Message] = []
    if n := int((inside & beside).sum()):
        messages.append(warn("accuracy_areas_overlap", n=n))
    empty = [
        warn(code, n=len(events))
        for code, where in (("accuracy_treated_elsewhere", inside), ("accuracy_control_elsewhere", beside))
        if not where.any()
    ]
    if empty:
        nothing = float("nan")
        return Displacement(nothing, nothing, nothing), [*messages, *empty]
    t0, t1, c0, c1 = (
        float(share_within(events.begin, events.end, stretch)[where].sum())
        for where in (inside, beside & ~inside)
        for stretch in (before, after)
    )
    found = weighted_displacement(t0, t1, c0, c1)
    if np.isnan(found.z):
        return found, [
            *messages,
            warn("accuracy_displacement_empty", days=round(before.days, 1), day=_day(after.start)),
        ]
    values = {
        "days": round(before.days, 1),
        "day": _day(after.start),
        **{name: round(count, 1) for name, count in (("t0", t0), ("t1", t1), ("c0", c0), ("c1", c1))},
        "difference": round(found.difference, 1),
        "error": round(found.error, 2),
        "z": round(found.z, 2),
    }
    code = "accuracy_displaced" if abs(found.z) > _CHANCE else "accuracy_not_displaced"
    return found, [*messages, note(code, **values)]


def _stretches(period: Period, changed: date | None) -> tuple[Period, Period]:
    """Give what lies before and after a change, as long as the shorter of both."""
    halfway = period.start + (period.end - period.start) // 2
    moment = halfway.astype("datetime64[D]").astype("datetime64[s]") if changed is None else np.datetime64(changed, "s")
    length = min(moment - period.start, period.end - moment)
    if length <= np.timedelta64(0, "s"):
        last = period.end - np.timedelta64(1, "s")
        raise refused("accuracy_change_outside", day=_day(moment), first=_day(period.start), last=_day(last))
    return Period(moment - length, moment), Period(moment, moment + length)


def _day(moment: np.datetime64) -> str:
    return f"{moment.astype('datetime64[D]').item():%d-%m-%Y}"
