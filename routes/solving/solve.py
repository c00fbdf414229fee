"""The one door to a plan: an engine looks for it, the checker looks at it."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING

from ...safeguards.messages import note, refused, warn
from ...safeguards.watch import Watch
from ..checking import check
from ..day import Plan
from ..route_times import Times
from . import with_pyvrp
from .exact import FEW, TINY, every_order
from .search import search

if TYPE_CHECKING:
    from ...safeguards.messages import Message
    from ..day import Day

ENGINES = ("auto", "pyvrp", "own")
_PYVRP = 0.7  # share of the time that PyVRP gets; our search then looks on from there
# Rounds a second that a slow machine makes of a small day: where they are done before the time is, the same seed gives
# the same plan.
_PACE = 500.0
_PYVRP_PACE = 1000.0
_PLANNED = {"own": "routes_planned_own", "pyvrp": "routes_planned_pyvrp"}
_EXACTLY = "routes_planned_exactly"
_SLOWER = 500  # stops that make a round take twice as long


def solve(
    day: Day, *, engine: str = "auto", seed: int = 1, seconds: float = 10, watch: Watch | None = None
) -> tuple[Plan, list[Message]]:
    """Plan a day: mandatory stops first, then as much priority as fits, then as little time as can be.

    Args:
        day: What is to be planned.
        engine: "pyvrp", "own", or "auto": PyVRP where it is installed and can be told all of it.
        seed: Of the draws.
        seconds: Most time the search takes; a cancel gives the best plan so far.
        watch: Told of progress, asked for cancel.

    Returns:
        A plan that the checker found nothing in, and messages.

    Raises:
        RefusedError: There is no team, or PyVRP is asked for and not there.

    """
    if engine not in ENGINES:
        raise refused("routes_no_engine", engine=engine)
    if not day.teams:
        raise refused("routes_no_team")
    if engine == "pyvrp" and not with_pyvrp.installed():
        raise refused("routes_no_pyvrp")
    watch = watch or Watch()
    times = Times.of(day)
    if len(day.stops) <= TINY and len(day.teams) <= FEW:
        plan = Plan(tuple(map(tuple, every_order(times))), "own", optimal=True)
        return _checked(day, plan), _told(day, plan)
    messages: list[Message] = []
    start: list[list[int]] = [[] for _ in day.teams]
    used, left, fraction = "own", seconds, 0.0
    if engine != "own" and with_pyvrp.installed():
        if with_pyvrp.can_say(day):
            start = with_pyvrp.pyvrp_routes(
                day,
                seed=seed,
                seconds=seconds * _PYVRP,
                rounds=_rounds(_PYVRP_PACE, seconds * _PYVRP, len(day.stops)),
                cancelled=watch.cancelled,
                told=watch.part(0.0, _PYVRP).progress,
            )
            used, left, fraction = "pyvrp", seconds * (1 - _PYVRP), _PYVRP
        else:
            messages.append(note("routes_pyvrp_cannot"))
    found = search(
        times,
        start=_possible(times, start),
        seed=seed,
        rounds=_rounds(_PACE, left, len(day.stops)),
        seconds=left,
        cancelled=watch.cancelled,
        told=watch.part(fraction, 1.0).progress,
    )
    plan = Plan(tuple(map(tuple, found.routes)), used, cut_short=found.cut_short)
    if found.cut_short:
        messages.append(warn("routes_cut_short"))
    elif found.out_of_time:
        messages.append(note("routes_out_of_time", seconds=seconds))
    return _checked(day, plan), messages + _told(day, plan)


def planned_as(message: Message, plan: Plan) -> Message:
    """Say of a plan that is not the best there is, but was said to be, by which engine it was made."""
    return replace(message, code=_PLANNED[plan.engine]) if message.code == _EXACTLY else message


def _rounds(pace: float, seconds: float, stops: int) -> int:
    return int(pace * seconds / (1 + stops / _SLOWER)) + 1


def _possible(times: Times, routes: list[list[int]]) -> list[list[int]]:
    """Leave out of each route what does not fit, from its begin on; a break was perhaps not thought of."""
    day = times.day
    allowed = day.allowed()
    kept: list[list[int]] = []
    for team, route in enumerate(routes):
        mine: list[int] = []
        for stop in route:
            longer = [*mine, stop]
            fits = allowed[stop, team] and day.stops.load[longer].sum() <= day.teams[team].most
            if fits and times.returns(team, longer, times.ahead(team, longer)) < inf:
                mine = longer
        kept.append(mine)
    return kept


def _checked(day: Day, plan: Plan) -> Plan:
    """Let no plan out that the checker finds a fault in."""
    faults = check(day, plan)
    if faults:
        raise refused("routes_faulty", engine=plan.engine, faults=", ".join(sorted(set(faults))))
    return plan


def _told(day: Day, plan: Plan) -> list[Message]:
    """Tell what is served, by which engine, and which mandatory stops are not."""
    stops = day.stops
    missed = [stop for stop in range(len(stops)) if stop not in plan.served]
    left = [stop for stop in missed if stops.mandatory[stop]]
    code = _EXACTLY if plan.optimal else _PLANNED[plan.engine]
    told = [note(code, n=len(plan.served), total=len(stops))]
    if left:
        total = int(stops.mandatory.sum())
        told.append(warn("routes_mandatory_left", n=len(left), total=total).about(stops.stop_id[left].astype(str)))
    return told
