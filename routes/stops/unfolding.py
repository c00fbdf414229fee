"""A plan over walks, told stop by stop again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..timetable import timetable

if TYPE_CHECKING:
    from ..day import Plan
    from ..route_times import Times
    from .walks import Walk, Walks


def unfold(walks: Walks, plan: Plan, times: Times) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the moments of every stop of a plan over visits.

    Args:
        walks: How its visits are walked.
        plan: The plan, over `walks.visits`.
        times: What was planned.

    Returns:
        A row per stop that is visited: stop (position), team (position), number (order in the route, from 1), visit
        (position), arrival, begin, departure (minutes after midnight), waiting, parking (P1, P2 … per plan, None where
        they park at the stop). And the ways on foot: team, visit, number (of the stop it leads to; that of the last
        stop and 1 back to the parking place), minutes, metres, and the line as x1, y1, x2, y2.

    """
    rows: list[dict[str, object]] = []
    legs: list[dict[str, object]] = []
    parkings = 0
    for team, route in enumerate(plan.routes):
        table = timetable(times, team, route)
        number = 0
        if table is None:
            continue
        for at, visit in enumerate(route):
            walk = walks.walks[visit]
            arrival, begin, departure = (float(held[at]) for held in (table.arrival, table.begin, table.departure))
            several = len(walk.stops) > 1
            parkings += several
            label = f"P{parkings}" if several else None
            if several:
                legs += _on_foot(walks, walk, team, visit, number)
            for place, (stop, offset) in enumerate(zip(walk.stops, walk.offsets, strict=True)):
                number += 1
                service = float(walks.stops.service[stop])
                rows.append(
                    {
                        "stop": stop,
                        "team": team,
                        "number": number,
                        "visit": visit,
                        # Who waits, waits before the walk begins.
                        "arrival": arrival if not several else begin + offset,
                        "begin": begin + offset,
                        "departure": departure if not several else begin + offset + service,
                        "waiting": begin - arrival if place == 0 else 0.0,
                        "parking": label,
                    }
                )
    return pd.DataFrame(rows, columns=_ROWS), pd.DataFrame(legs, columns=_LEGS)


_ROWS = ["stop", "team", "number", "visit", "arrival", "begin", "departure", "waiting", "parking"]
_LEGS = ["team", "visit", "number", "minutes", "metres", "x1", "y1", "x2", "y2"]


def _on_foot(walks: Walks, walk: Walk, team: int, visit: int, before: int) -> list[dict[str, object]]:
    """Give the ways of a walk, from the parking place and back; a way of no length is none."""
    stops = walks.stops
    spots = np.vstack([walk.parking, stops.points[list(walk.stops)], walk.parking])
    arrives = [*walk.offsets, walk.offsets[-1] + float(stops.service[walk.stops[-1]]) + walk.back]
    leaves = [
        0.0,
        *(offset + float(stops.service[stop]) for stop, offset in zip(walk.stops, walk.offsets, strict=True)),
    ]
    made: list[dict[str, object]] = []
    for at in range(len(spots) - 1):
        (x1, y1), (x2, y2) = spots[at].tolist(), spots[at + 1].tolist()
        minutes = arrives[at] - leaves[at]
        metres = minutes * walks.pace
        if x1 != x2 or y1 != y2:
            made.append(dict(zip(_LEGS, (team, visit, before + at + 1, minutes, metres, x1, y1, x2, y2), strict=True)))
    return made
