"""Why a stop is not visited."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

import numpy as np

from ..route_times import Times

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..day import Day, Plan


def unserved(day: Day, plan: Plan) -> NDArray[np.object_]:
    """Give the reason for each stop that no team visits, (n,); "" where it is visited.

    "closed": no moment within any shift at which a visit may begin; "skill": no team has what it asks for, or not the
    one it is pinned to; "too_much": it counts for more than any team does in a day; "unreachable": there is no way to
    it and back; "too_long": no team could visit it even if it did nothing else; "mandatory_no_room": it is mandatory
    and fits no route any more; "no_room": others fill the day, worth more together.

    Args:
        day: What was to be planned.
        plan: The plan.

    """
    stops, teams = day.stops, day.teams
    reason = np.full(len(stops), "", dtype=object)
    if not len(stops):
        return reason
    times = Times.of(day)
    allowed = day.allowed()
    able = np.array([[need <= team.skills for team in teams] for need in stops.skills], dtype=np.bool_)
    able = able.reshape(len(stops), len(teams)) & _free(day)
    fits = np.array([[load <= team.most for team in teams] for load in stops.load], dtype=np.bool_)
    fits = fits.reshape(len(stops), len(teams))
    reached = np.array(
        [day.minutes[team.start, : len(stops)] + day.minutes[: len(stops), team.end] < inf for team in teams]
    ).reshape(len(teams), len(stops)).T  # fmt: skip
    for stop in sorted(set(range(len(stops))) - plan.served):
        if not able[stop].any():
            reason[stop] = "skill"
        elif not allowed[stop].any():
            reason[stop] = "too_long" if (able & _open(day))[stop].any() else "closed"
        elif not (allowed & fits)[stop].any():
            reason[stop] = "too_much"
        elif not (allowed & fits & reached)[stop].any():
            reason[stop] = "unreachable"
        elif all(
            times.lasts(team, [stop]) == inf for team in np.flatnonzero((allowed & fits & reached)[stop]).tolist()
        ):
            reason[stop] = "too_long"
        else:
            reason[stop] = "mandatory_no_room" if stops.mandatory[stop] else "no_room"
    return reason


def _free(day: Day) -> NDArray[np.bool_]:
    """Tell which team may serve which stop by pins alone, (n, teams)."""
    pinned = day.stops.pinned[:, None]
    return np.asarray((pinned < 0) | (pinned == np.arange(len(day.teams))), dtype=np.bool_)


def _open(day: Day) -> NDArray[np.bool_]:
    """Tell which stop is open at a moment of which shift, however short, and long enough for its own visit."""
    stops, days = day.stops, [team.day for team in day.teams]
    first = np.array([team.shift[0] for team in day.teams])
    last = np.array([team.shift[1] for team in day.teams])
    opens, closes = stops.opens[:, days], stops.closes[:, days]
    return np.asarray((opens <= closes) & (opens < last) & (closes >= first), dtype=np.bool_)
