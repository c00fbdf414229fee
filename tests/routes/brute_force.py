"""The best plan by trying everything, minute by minute; shares nothing with the solvers."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from locatierisico.routes.day import Day, Team


def best_worth(day: Day) -> tuple[float, float, float]:
    """Mandatory stops missed, priority missed, minutes under way, of the best plan.

    With balance the minutes are the longest of the teams, times their number, and a hundredth of them all.
    """
    stops = day.stops
    n = len(stops)
    best = (inf, inf, inf)
    per_team = []
    for number in range(len(day.teams)):
        fastest: dict[frozenset[int], float] = {}
        orders: list[tuple[int, ...]] = [()]
        while orders:
            order = orders.pop()
            minutes = shortest(day, number, order)
            # Who cannot go this far cannot go farther: without its last stop a route is back sooner.
            if minutes == inf:
                continue
            held = frozenset(order)
            fastest[held] = min(minutes, fastest.get(held, inf))
            orders += [(*order, stop) for stop in range(n) if stop not in held]
        per_team.append(fastest)

    def deal(number: int, served: frozenset[int], longest: float, minutes: float) -> None:
        nonlocal best
        if number == len(per_team):
            missed = [stop for stop in range(n) if stop not in served]
            time = longest * number + minutes / 100 if day.balance else minutes
            best = min(best, (sum(map(bool, stops.mandatory[missed])), float(sum(stops.priority[missed])), time))
            return
        for held, more in per_team[number].items():
            if not held & served:
                deal(number + 1, served | held, max(longest, more), minutes + more)

    deal(0, frozenset(), 0.0, 0.0)
    return best


def shortest(day: Day, number: int, order: tuple[int, ...]) -> float:
    """Least minutes from departure to return in this order, over every minute of departure and place of the break."""
    team, stops = day.teams[number], day.stops
    if not order:
        return 0.0
    if any(not stops.skills[stop] <= team.skills or stops.pinned[stop] not in (-1, number) for stop in order):
        return inf
    fixed = [stops.sequence[stop] for stop in order if stops.sequence[stop]]
    if fixed != sorted(fixed) or sum(stops.load[list(order)]) > team.most:
        return inf
    found = inf
    for leaves in range(int(team.shift[0]), int(team.shift[1]) + 1):
        for rest in (None, *range(len(order) + 1)):
            back = drive(day, team, order, leaves, rest)
            found = min(found, back - leaves)
    return found


def drive(day: Day, team: Team, order: tuple[int, ...], leaves: float, rest: int | None) -> float:
    """Moment of return with the break after so many stops, 0 is before leaving; inf where something is broken."""
    pause = team.pause
    never = not pause.minutes or max(team.shift[0], pause.earliest) > pause.latest
    if never and rest is not None:
        return inf
    clock, here = leaves, team.start
    if rest == 0 and clock < max(team.shift[0], pause.earliest) + pause.minutes:
        return inf
    for visited, stop in enumerate(order, start=1):
        clock = max(clock + day.minutes[here, stop], day.stops.opens[stop, team.day])
        if day.stops.shuts[stop, team.day] < clock < day.stops.reopens[stop, team.day]:
            clock = day.stops.reopens[stop, team.day]
        if clock > day.stops.closes[stop, team.day]:
            return inf
        clock += day.stops.service[stop]
        if rest == visited:
            clock = max(clock, pause.earliest)
            if clock > pause.latest:
                return inf
            clock += pause.minutes
        here = stop
    clock += day.minutes[here, team.end]
    if rest is None and not never and clock > pause.latest:
        return inf
    return clock if clock <= team.shift[1] else inf
