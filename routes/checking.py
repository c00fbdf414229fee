"""Whether a plan can be driven as it stands: looked at once more, by other code than any solver's."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .day import Day, Plan, Team

_SLACK = 1e-6  # minutes
_NEVER = -1


def check(day: Day, plan: Plan) -> list[str]:
    """Give what a plan breaks, one code a fault; empty where it can be driven.

    Codes: "teams" (not one route a team), "twice", "unknown" (no such stop), "skill", "pinned", "sequence", "load",
    "unreachable", "window", "break", "shift".

    Args:
        day: What was to be planned.
        plan: The plan.

    """
    if len(plan.routes) != len(day.teams):
        return ["teams"]
    every = [stop for route in plan.routes for stop in route]
    faults = ["unknown"] if any(not 0 <= stop < len(day.stops) for stop in every) else []
    if faults:
        return faults
    if len(set(every)) < len(every):
        faults.append("twice")
    for number, (team, route) in enumerate(zip(day.teams, plan.routes, strict=True)):
        faults += _of_team(day, number, team, route)
        fault = _of_clock(day, team, route)
        faults += [fault] if fault else []
    return faults


def _of_team(day: Day, number: int, team: Team, route: Sequence[int]) -> list[str]:
    stops = day.stops
    faults = []
    if any(not stops.skills[stop] <= team.skills for stop in route):
        faults.append("skill")
    if any(stops.pinned[stop] not in (-1, number) for stop in route):
        faults.append("pinned")
    order = [int(stops.sequence[stop]) for stop in route if stops.sequence[stop] > 0]
    if order != sorted(order):
        faults.append("sequence")
    if sum(float(stops.load[stop]) for stop in route) > team.most + _SLACK:
        faults.append("load")
    return faults


def _of_clock(day: Day, team: Team, route: Sequence[int]) -> str:
    """Drive the route with the break before it, after each visit in turn, and not at all; give the first fault."""
    if not route:
        return ""
    worst = ""
    for rest_after in (_NEVER, *range(len(route) + 1)):
        fault = _driven(day, team, route, rest_after)
        if not fault:
            return ""
        worst = worst or fault
    return worst


def _driven(day: Day, team: Team, route: Sequence[int], rest_after: int) -> str:
    """Drive a route as early as can be, with the break after so many visits; 0 is before the team leaves."""
    pause = team.pause
    now = team.shift[0]
    needs_rest = pause.minutes > 0 and max(now, pause.earliest) <= pause.latest
    if needs_rest and rest_after == 0:
        now = max(now, pause.earliest) + pause.minutes
    at = team.start
    for visited, stop in enumerate(route, start=1):
        now += float(day.minutes[at, stop])
        if now == float("inf"):
            return "unreachable"
        now = max(now, float(day.stops.opens[stop, team.day]))
        if float(day.stops.shuts[stop, team.day]) + _SLACK < now < float(day.stops.reopens[stop, team.day]):
            now = float(day.stops.reopens[stop, team.day])
        if now > float(day.stops.closes[stop, team.day]) + _SLACK:
            return "window"
        now += float(day.stops.service[stop])
        if needs_rest and visited == rest_after:
            now = max(now, pause.earliest)
            if now > pause.latest + _SLACK:
                return "break"
            now += pause.minutes
        at = stop
    now += float(day.minutes[at, team.end])
    if now == float("inf"):
        return "unreachable"
    if needs_rest and rest_after == _NEVER and now > pause.latest + _SLACK:
        return "break"
    return "shift" if now > team.shift[1] + _SLACK else ""
