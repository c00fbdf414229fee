"""What lies together is one team's: two teams do not ring at the doors of one row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ...safeguards.watch import Watch
from ..solving.solve import in_all, planned_as, solve

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ...safeguards.messages import Message
    from ..day import Day, Plan

_SHARES = (0.5, 0.3, 0.2)  # of the time, for each search
_EVERY = 2  # search from which blocks that are nobody's concern yet are dealt out as well


def solve_together(
    day: Day,
    block: NDArray[np.int64],
    *,
    engine: str = "auto",
    seed: int = 1,
    seconds: float = 10,
    watch: Watch | None = None,
) -> tuple[Plan, list[Message]]:
    """Plan a day in which no two teams visit stops of one block.

    A block in which two teams came is given to the one that did most of it and has time for all of it, and the rest is
    planned anew. Stops that this team may not visit, are pinned, or lie in a block too large for one team, stay free.

    Args:
        day: What is to be planned.
        block: (n,) the block of each stop.
        engine: As for `solve`.
        seed: As for `solve`.
        seconds: Most time all searches take together.
        watch: As for `solve`.

    """
    watch = watch or Watch()
    if len(day.teams) == 1 or len(np.unique(block)) == len(block):
        return solve(day, engine=engine, seed=seed, seconds=seconds, watch=watch)
    done, asked = 0.0, day
    for number, share in enumerate(_SHARES):
        plan, told = solve(
            asked, engine=engine, seed=seed, seconds=seconds * share, watch=watch.part(done, done + share)
        )
        told = [in_all(one, seconds) for one in told]
        if number:
            # Each order was compared of what was left to choose, not of everything.
            plan = replace(plan, optimal=False)
            told = [planned_as(one, plan) for one in told]
        done += share
        pinned = _owned(asked, plan, block)
        team_of = {stop: team for team, route in enumerate(plan.routes) for stop in route}
        shared = {int(block[stop]) for stop, team in team_of.items() if pinned[stop] not in (-1, team)}
        if not shared or plan.cut_short:
            break
        if number + 1 < _EVERY:
            pinned = np.where(np.isin(block, list(shared)), pinned, asked.stops.pinned)
        asked = replace(asked, stops=replace(asked.stops, pinned=pinned))
    return plan, told


def _owned(day: Day, plan: Plan, block: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give which team each stop is pinned to where every block that is visited is one team's."""
    stops = day.stops
    allowed = day.allowed()
    pinned = stops.pinned.copy()
    worth = np.zeros((len(day.teams), int(block.max(initial=-1)) + 1))
    for team, route in enumerate(plan.routes):
        np.add.at(worth[team], block[list(route)], stops.priority[list(route)])
    for number in np.flatnonzero(worth.any(axis=0)).tolist():
        mine = np.flatnonzero((block == number) & (stops.pinned < 0))
        service, load = float(stops.service[mine].sum()), float(stops.load[mine].sum())
        able = [
            worth[at, number]
            if service <= team.shift[1] - team.shift[0] - team.pause.minutes and load <= team.most
            else 0
            for at, team in enumerate(day.teams)
        ]
        owner = int(np.argmax(able))
        if able[owner] > 0:
            pinned[mine[allowed[mine, owner]]] = owner
    return pinned
