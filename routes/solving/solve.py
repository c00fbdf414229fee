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
from .worth import worth

if TYPE_CHECKING:
    from ...safeguards.messages import Message
    from ..day import Day
    from .search import Found

ENGINES = ("auto", "pyvrp", "own")
# Shares of the time for PyVRP and for our search to begin afresh; what is left is for our search to go on from the
# better of the two. PyVRP is told neither of breaks nor of priority before time.
_TOLD_ALL, _TOLD_PART = (0.85, 0.0), (0.6, 0.25)
_EXACT = 0.5  # share of the time that comparing every order of a tiny day gets
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
        compared = every_order(times, seconds * _EXACT, watch.cancelled)
        if compared is not None:
            plan = Plan(tuple(map(tuple, compared)), "own", optimal=True)
            return _checked(day, plan), _told(day, plan)
        plan, messages = _sought(times, engine, seed, seconds * (1 - _EXACT), watch)
        messages = [in_all(one, seconds) for one in messages]
    else:
        plan, messages = _sought(times, engine, seed, seconds, watch)
    return _checked(day, plan), messages + _told(day, plan)


def _sought(times: Times, engine: str, seed: int, seconds: float, watch: Watch) -> tuple[Plan, list[Message]]:
    """Look for a plan by PyVRP, by our own search, or both."""
    day, messages = times.day, []
    with_help = engine != "own" and with_pyvrp.installed()
    if with_help and not with_pyvrp.can_say(day):
        messages.append(note("routes_pyvrp_cannot"))
        with_help = False
    start: list[list[int]] = [[] for _ in day.teams]
    by_pyvrp, afresh = _shares(times) if with_help else (0.0, 0.0)
    if by_pyvrp:
        start = _by_pyvrp(times, seed, seconds * by_pyvrp, watch.part(0.0, by_pyvrp))
    if afresh:
        empty: list[list[int]] = [[] for _ in day.teams]
        own = _by_search(times, empty, seed, seconds * afresh, watch.part(by_pyvrp, by_pyvrp + afresh)).routes
        start = min(start, own, key=lambda routes: worth(times, routes))
    share = 1 - by_pyvrp - afresh
    found = _by_search(times, start, seed, seconds * share, watch.part(1 - share, 1.0))
    plan = Plan(tuple(map(tuple, found.routes)), "pyvrp" if with_help else "own", cut_short=found.cut_short)
    if found.cut_short:
        messages.append(warn("routes_cut_short"))
    elif found.out_of_time:
        messages.append(note("routes_out_of_time", seconds=seconds))
    return plan, messages


def _by_pyvrp(times: Times, seed: int, seconds: float, watch: Watch) -> list[list[int]]:
    day = times.day
    rounds = _rounds(_PYVRP_PACE, seconds, len(day.stops))
    routes = with_pyvrp.pyvrp_routes(
        day, seed=seed, seconds=seconds, rounds=rounds, cancelled=watch.cancelled, told=watch.progress
    )
    return _possible(times, routes)


def _by_search(times: Times, start: list[list[int]], seed: int, seconds: float, watch: Watch) -> Found:
    rounds = _rounds(_PACE, seconds, len(times.day.stops))
    return search(
        times, start=start, seed=seed, rounds=rounds, seconds=seconds, cancelled=watch.cancelled, told=watch.progress
    )


def _shares(times: Times) -> tuple[float, float]:
    """Give the shares of the time for PyVRP, and for our search to begin afresh."""
    told_all = all(hours.minutes <= 0 for hours in times.hours) and times.day.stops.mandatory.all()
    return _TOLD_ALL if told_all else _TOLD_PART


def in_all(message: Message, seconds: float) -> Message:
    """Say how long all searches took, where one says how long it did."""
    if "seconds" not in message.values:
        return message
    return replace(message, values={**message.values, "seconds": seconds})


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
    """Tell how much is served, and by which engine."""
    code = _EXACTLY if plan.optimal else _PLANNED[plan.engine]
    return [note(code, n=len(plan.served), total=len(day.stops))]
