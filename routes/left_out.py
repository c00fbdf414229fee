"""Which stops are not planned and why, in a row each and in sentences."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ..safeguards.messages import Message, say, warn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .day import Team
    from .travel.places import Places

_NAMED = 10  # stops that a sentence names; the layer tells of all
_CUT_OFF = ("no_road", "island", "no_way_out", "no_way_in")
# Every reason a stop is not planned, by the code of the search or of its road, and the sentence that says it.
REASONS = {
    "closed": "reason_closed",
    "skill": "reason_skill",
    "too_much": "reason_too_much",
    "unreachable": "reason_unreachable",
    "no_road": "reason_no_road",
    "island": "reason_island",
    "no_way_out": "reason_no_way_out",
    "no_way_in": "reason_no_way_in",
    "too_long": "reason_too_long",
    "mandatory_no_room": "reason_mandatory_no_room",
    "no_room": "reason_no_room",
}


class Both(NamedTuple):
    """Words in both languages."""

    en: str
    nl: str


def exact(reason: NDArray[np.object_], road: NDArray[np.object_]) -> NDArray[np.object_]:
    """Say of what cannot be reached what is wrong with its road.

    Args:
        reason: (n,) reason of each stop, "" where it is planned.
        road: (n,) reasons of `Places`.

    """
    cut_off = (reason == "unreachable") & np.isin(road, _CUT_OFF)
    return np.where(cut_off, road, reason).astype(object)


def reason_words(reason: str, metres: float, language: str) -> str:
    """Say why a stop is not planned.

    Args:
        reason: Its code.
        metres: From the stop to the nearest road.
        language: "nl" or "en".

    """
    if reason == "no_road" and np.isfinite(metres):
        return say(Message("reason_no_road_at", {"metres": round(metres)}), language)
    return say(Message(REASONS[reason]), language)


def told_of_left_out(
    stop_id: NDArray[np.object_], reason: NDArray[np.object_], mandatory: NDArray[np.bool_], pinned: NDArray[np.bool_]
) -> list[Message]:
    """Count what is not planned by reason, and name what had to be.

    Args:
        stop_id: (n,) ids.
        reason: (n,) reason of each, "" where it is planned.
        mandatory: (n,) which must be visited.
        pinned: (n,) which were given a team.

    """
    left = reason != ""
    if not left.any():
        return []
    counts = Counter(reason[left].tolist()).most_common()
    reasons = [_both(one, f"{n} x ") for one, n in counts]
    told = [warn("left_out_counted", n=int(left.sum()), total=len(reason), reasons=reasons).about(stop_id[left])]
    if left.all():
        told.append(warn("left_out_nothing"))
    for code, kind in (("left_out_mandatory", mandatory), ("left_out_pinned", pinned)):
        which = np.flatnonzero(left & kind)
        if len(which):
            named = [_both(reason[one], f"{stop_id[one]}: ") for one in which[:_NAMED]]
            named += [Both("…", "…")] if len(which) > _NAMED else []
            told.append(warn(code, n=len(which), total=int(kind.sum()), which=named).about(stop_id[which]))
    return told


def _both(reason: str, before: str) -> Both:
    code = Message(REASONS[reason])
    return Both(before + say(code, "en"), before + say(code, "nl"))


def told_of_teams(teams: Sequence[Team], places: Places, first: int) -> list[Message]:
    """Say which teams leave or return far from the road, or where no road leads.

    Args:
        teams: The teams of the plan.
        places: Where their places of departure and return meet the road.
        first: Position of the first of these in the matrix of minutes.

    """
    told: dict[str, Message] = {}
    for team in teams:
        for at in (team.start - first, team.end - first):
            reason, metres = places.reason[at], float(places.snap.offset[at])
            away = round(metres) if np.isfinite(metres) else "?"
            if reason in _CUT_OFF:
                told[team.name] = warn("left_out_team_place", team=team.name, metres=away, reason=_both(reason, ""))
            elif reason:
                told.setdefault(team.name, warn("left_out_team_far", team=team.name, metres=away))
    return list(told.values())
