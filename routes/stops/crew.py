"""The teams of a plan, day by day."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ...safeguards.messages import note, refused, warn
from ..day import MIDNIGHT, NO_BREAK, Team
from .darkness import dark_from
from .teams import TeamWish

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from ...safeguards.messages import Message
    from .teams import Place


class Crew(NamedTuple):
    """The teams of a plan, one per day, and their places of departure and return.

    Attributes:
        teams: `start` and `end` are positions behind the stops in the matrix of minutes.
        places: (m, 2) coordinates of these places, RD New.

    """

    teams: tuple[Team, ...]
    places: NDArray[np.float64]


_QUARTER, _EVENING = 15.0, 180.0  # minutes


def default_team(dates: Sequence[date], kind: str) -> tuple[list[TeamWish], list[Message]]:
    """Give the one team that goes out where none is given; in a dark round for three hours from when it is dark.

    Args:
        dates: The days of the plan.
        kind: "day" or "dark".

    """
    if kind != "dark":
        return [TeamWish("Team 1")], [note("stops_default_team")]
    start = ceil(max(dark_from(day) for day in dates) / _QUARTER) * _QUARTER
    shift = (start, start + _EVENING)
    told = note("stops_default_team_dark", start=_clock(shift[0]), end=_clock(shift[1]))
    return [TeamWish("Team 1", shift=shift, pause=NO_BREAK)], [told]


def too_light(wishes: Sequence[TeamWish], dates: Sequence[date]) -> list[Message]:
    """Warn of teams that would go out on a dark round before it is dark, day by day."""
    messages = []
    for number, day in enumerate(dates):
        dark = dark_from(day)
        early = [wish.name for wish in wishes if number in wish.there(dates) and wish.shift[0] < dark - _QUARTER]
        if early:
            told = warn("stops_too_light", date=f"{day:%d-%m-%Y}", teams=", ".join(early), dark=_clock(dark))
            messages.append(told)
    return messages


def _clock(minutes: float) -> str:
    hours, left = divmod(round(minutes) % round(MIDNIGHT), 60)
    return f"{hours}:{left:02d}"


def teams_on_days(
    wishes: Sequence[TeamWish], dates: Sequence[date], points: NDArray[np.float64]
) -> tuple[Crew, list[Message]]:
    """Make the teams of a plan, one per day on which it is there.

    Args:
        wishes: Teams as they were given.
        dates: The days of the plan.
        points: (n, 2) the stops; teams without a place of their own leave from the middle of these.

    Raises:
        RefusedError: No team is there on any of the days.

    """
    middle = tuple(np.median(points, axis=0).tolist()) if len(points) else (0.0, 0.0)
    places: dict[Place, int] = {}
    teams: list[Team] = []
    messages: list[Message] = []
    for number in range(len(dates)):
        for wish in wishes:
            if number not in wish.there(dates):
                continue
            start = wish.start or (float(middle[0]), float(middle[1]))
            end = wish.end or start
            first, last = (len(points) + places.setdefault(place, len(places)) for place in (start, end))
            teams.append(Team(wish.name, number, first, last, wish.shift, wish.pause, wish.skills, wish.most))
    absent = [wish.name for wish in wishes if not wish.there(dates)]
    if not teams:
        raise refused("stops_no_team_there", n=len(wishes), days=", ".join(f"{day:%d-%m-%Y}" for day in dates))
    if absent:
        messages.append(warn("stops_team_absent", teams=", ".join(absent)))
    return Crew(tuple(teams), np.array(list(places), dtype=np.float64).reshape(-1, 2)), messages
