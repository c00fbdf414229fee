"""A tiny day, by looking at every order of every set of stops."""

from __future__ import annotations

from math import inf
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np

from .worth import minutes_of, together

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..route_times import Times

TINY = 8  # stops
FEW = 6  # teams
_LOOKS = 64  # orders between two looks at the clock


class _Late(Exception):  # noqa: N818  no error: a search goes on from here
    """There is no time left to compare everything."""


def every_order(times: Times, seconds: float = inf, cancelled: Callable[[], bool] = lambda: False
                ) -> list[list[int]] | None:  # fmt: skip
    """Give the best plan of at most 8 stops and 6 teams.

    Of each team the best order of each set of stops is sought; then the sets are dealt out to the teams.

    Args:
        times: What is planned.
        seconds: After which it ends in any case.
        cancelled: Whether to stop now.

    Returns:
        None where it ended before everything was compared.

    """
    until = monotonic() + seconds

    def look() -> None:
        if monotonic() > until or cancelled():
            raise _Late

    try:
        return _every_order(times, look)
    except _Late:
        return None


def _every_order(times: Times, look: Callable[[], None]) -> list[list[int]]:
    teams = range(len(times.day.teams))
    best = [_best_orders(times, team, look) for team in teams]
    # Plans so far: set of stops served -> (what each team takes, its orders).
    plans: dict[int, tuple[list[float], list[list[int]]]] = {0: ([], [])}
    balance = times.day.balance
    if not balance:
        for mine in best:
            plans = _dealt(plans, mine)
            look()
        return min(plans.items(), key=lambda one: _order(times, one[0], one[1][0]))[1][1]
    return _balanced(times, best, look)


def _dealt(
    plans: dict[int, tuple[list[float], list[list[int]]]], mine: dict[int, tuple[float, list[int]]]
) -> dict[int, tuple[list[float], list[list[int]]]]:
    """Give the next team each set that is still free; of plans that serve the same the shortest is kept."""
    found: dict[int, tuple[list[float], list[list[int]]]] = {}
    for served, (minutes, routes) in plans.items():
        for taken, (lasts, order) in mine.items():
            if served & taken:
                continue
            whole = served | taken
            held = found.get(whole)
            if held is None or sum(minutes) + lasts < sum(held[0]):
                found[whole] = [*minutes, lasts], [*routes, order]
    return found


def _balanced(
    times: Times, best: list[dict[int, tuple[float, list[int]]]], look: Callable[[], None]
) -> list[list[int]]:
    """Deal the sets out so that the longest day is shortest; of equal ones the shortest in all."""
    plans: dict[int, dict[float, tuple[list[float], list[list[int]]]]] = {0: {0.0: ([], [])}}
    for mine in best:
        found: dict[int, dict[float, tuple[list[float], list[list[int]]]]] = {}
        for served, longest in plans.items():
            look()
            for most, (minutes, routes) in longest.items():
                for taken, (lasts, order) in mine.items():
                    if served & taken:
                        continue
                    held = found.setdefault(served | taken, {})
                    top = max(most, lasts)
                    if top not in held or sum(minutes) + lasts < sum(held[top][0]):
                        held[top] = [*minutes, lasts], [*routes, order]
        plans = found
    every = [(served, one) for served, longest in plans.items() for one in longest.values()]
    return min(every, key=lambda one: _order(times, one[0], one[1][0]))[1][1]


def _order(times: Times, served: int, minutes: list[float]) -> tuple[int, float, float]:
    stops = times.day.stops
    missed = [stop for stop in range(len(stops)) if not served >> stop & 1]
    return (
        int(stops.mandatory[missed].sum()),
        round(float(stops.priority[missed].sum()), 6),
        together(minutes, balance=times.day.balance),
    )


def _best_orders(times: Times, team: int, look: Callable[[], None]) -> dict[int, tuple[float, list[int]]]:
    """Give per set of stops, as bits, what the best order takes; sets that do not fit are not there."""
    stops, who = times.day.stops, times.day.teams[team]
    allowed = times.day.allowed()[:, team]
    able = np.flatnonzero(allowed).tolist()
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    at_work: list[tuple[list[int], int, float]] = [([], 0, 0.0)]
    looked = 0
    while at_work:
        looked += 1
        if looked % _LOOKS == 0:
            look()
        route, taken, load = at_work.pop()
        for stop in able:
            more = load + float(stops.load[stop])
            if taken >> stop & 1 or more > who.most or _out_of_order(times, route, stop):
                continue
            longer = [*route, stop]
            # What breaks a window breaks it whatever comes after; a shift or a break likewise.
            if min(one[-1] for one in times.ahead(team, longer)) == inf:
                continue
            whole = taken | 1 << stop
            lasts = minutes_of(times, team, longer)
            if lasts < best.get(whole, (inf, []))[0]:
                best[whole] = lasts, longer
            at_work.append((longer, whole, more))
    return best


def _out_of_order(times: Times, route: list[int], stop: int) -> bool:
    sequence = times.day.stops.sequence
    return bool(sequence[stop] > 0 and any(sequence[other] > sequence[stop] for other in route))
