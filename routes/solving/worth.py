"""What a plan is worth: mandatory stops first, then priority, then the time it takes."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..route_times import Times


class Worth(NamedTuple):
    """Compared as it stands: the lower the better.

    Attributes:
        mandatory: Mandatory stops not served.
        missed: Priority not served, to a millionth.
        minutes: What is kept short.

    """

    mandatory: int
    missed: float
    minutes: float


def minutes_of(times: Times, team: int, route: Sequence[int]) -> float:
    """Give what a route takes: from departure to return, or travel alone; inf where it cannot be."""
    if times.day.waiting_counts:
        return times.lasts(team, route)
    if times.returns(team, route, times.ahead(team, route)) == inf:
        return inf
    return times.driven(team, route)


def together(minutes: Sequence[float], *, balance: bool) -> float:
    """Give what is kept short over the teams: their sum, or with balance mostly the longest of them."""
    total = sum(minutes)
    return max(minutes, default=0.0) * len(minutes) + total / 100 if balance else total


def worth(times: Times, routes: Sequence[Sequence[int]]) -> Worth:
    """Give what a plan is worth; inf minutes where a route cannot be."""
    stops = times.day.stops
    served = {stop for route in routes for stop in route}
    missed = [stop for stop in range(len(stops)) if stop not in served]
    minutes = [minutes_of(times, team, route) for team, route in enumerate(routes)]
    return Worth(
        int(stops.mandatory[missed].sum()),
        round(float(stops.priority[missed].sum()), 6),
        together(minutes, balance=times.day.balance),
    )
