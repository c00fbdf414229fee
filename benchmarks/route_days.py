"""Days as a municipality would plan them, both engines beside each other: what is served, and how long it takes.

Locations lie along the roads of a synthetic municipality, half of them on estates, with opening hours, skills,
priorities and a few that are mandatory; teams have a shift, a break and skills. Not all fits, but on the first days.
Then what a break costs, and what it costs to spread the work evenly.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

if TYPE_CHECKING:
    from locatierisico.routes.day import Day

SECONDS = float(os.environ.get("LOCATIERISICO_SECONDS", "10"))
ADDRESSES = 10_000
SIZES = ((12, 2), (30, 1), (30, 3), (60, 3), (100, 4), (150, 6), (300, 6))  # locations, teams
# Of a day: open from, to, share of the locations.
HOURS = ((540, 1020, 0.6), (420, 960, 0.2), (720, 1320, 0.1), (540, 750, 0.1))


class Town:
    """The roads, and where locations lie along them."""

    def __init__(self) -> None:
        """Make a synthetic municipality."""
        from locatierisico.network.uses import drivable, highways
        from locatierisico.registers.raw import Raw
        from locatierisico.registers.roads import read
        from locatierisico.routes.travel.speeds import read_speeds
        from locatierisico.routes.travel.travel import Travel
        from locatierisico.synthetic.town import PEILDATUM, make_town

        tables = make_town(ADDRESSES, 1).tables
        raw = tables["wegvakken"]
        roads = read(
            [Raw("town", pd.DataFrame(raw.drop(columns="geometry")), raw["geometry"].to_numpy(), "EPSG:28992")],
            PEILDATUM,
        ).tables["wegvakken"]
        roads = roads[drivable(roads) & ~highways(roads)].reset_index(drop=True)
        self.travel = Travel.by_road(roads, read_speeds())
        self.lines = roads.geometry.to_numpy()
        self.estate = shapely.intersects(shapely.union_all(tables["gebieden"].geometry.to_numpy()), self.lines)

    def day(self, n: int, teams: int, seed: int) -> Day:
        """Make a day of so many locations and teams."""
        from locatierisico.routes.day import Break, Day, Stops, Team

        random = np.random.default_rng(seed)
        chance = np.where(self.estate, 0.5 / self.estate.sum(), 0.5 / (~self.estate).sum())
        lines = self.lines[random.choice(len(self.lines), n + 1, p=chance)]
        points = shapely.get_coordinates(shapely.line_interpolate_point(lines, random.random(n + 1), normalized=True))
        opens, closes, shares = np.array(HOURS).T
        kind = random.choice(len(HOURS), n, p=shares)
        service = 10.0 + 8 * random.geometric(0.5, n).clip(1, 6)
        skilled = random.random(n)
        skills = [frozenset({"milieu"} if one < 0.1 else {"bouw"} if one < 0.2 else ()) for one in skilled]
        stops = Stops(
            stop_id=np.arange(n).astype(str).astype(object),
            points=points[:n],
            service=service,
            opens=opens[kind][:, None],
            closes=(closes[kind] - service)[:, None],
            load=np.ones(n),
            priority=np.round(random.beta(2, 5, n) * 100, 1) + 1,
            mandatory=random.random(n) < 0.05,
            skills=np.array([*skills, None], dtype=object)[:n],
            pinned=np.full(n, -1),
            sequence=np.zeros(n, dtype=np.int64),
        )
        able = (frozenset({"bouw", "milieu"}), frozenset({"bouw"}), frozenset())
        crew = tuple(
            Team(f"team {at}", 0, n, n, (540.0, 990.0), Break(30, 720, 810), able[at % 3], most=20)
            for at in range(teams)
        )
        return Day(stops, crew, self.travel.minutes(points))


def main() -> None:
    """Print what both engines make of the days."""
    sys.path.insert(0, os.environ["LOCATIERISICO_PLUGINS"])
    town = Town()
    print(f"{SECONDS:g} seconds a plan")
    print("  of teams engine  mandatory  priority  stops  minutes  seconds")
    for n, teams in SIZES:
        day = town.day(n, teams, seed=n)
        for engine in ("own", "pyvrp"):
            row = planned(day, engine)
            print(
                f"{n:>6}{teams:>6} {engine:<7}{row['mandatory']:>10}{row['priority']:>9.2f}%{row['stops']:>7}"
                f"{row['minutes']:>9.1f}{row['seconds']:>9.1f}",
                flush=True,
            )
    breaks(town)
    balance(town)


def planned(day: Day, engine: str) -> dict[str, Any]:
    """Plan a day, and say what came of it."""
    from locatierisico.routes.route_times import Times
    from locatierisico.routes.solving.solve import solve

    begun = time.perf_counter()
    plan, _ = solve(day, engine=engine, seconds=SECONDS)
    seconds = time.perf_counter() - begun
    served, times = sorted(plan.served), Times.of(day)
    stops = day.stops
    minutes = [times.lasts(team, route) if route else 0.0 for team, route in enumerate(plan.routes)]
    return {
        "mandatory": f"{int(stops.mandatory[served].sum())}/{int(stops.mandatory.sum())}",
        "priority": 100 * stops.priority[served].sum() / stops.priority.sum(),
        "stops": len(served),
        "minutes": sum(minutes),
        "longest": max(minutes),
        "shortest": min(minutes),
        "seconds": seconds,
    }


def breaks(town: Town) -> None:
    """Print what the breaks cost on days where everything fits."""
    from locatierisico.routes.day import NO_BREAK

    print("\nWhat breaks of 30 minutes cost where everything fits (minutes in all, with and without)")
    for n, teams in ((16, 2), (24, 3), (32, 4)):
        day = town.day(n, teams, seed=n)
        without = replace(day, teams=tuple(replace(team, pause=NO_BREAK) for team in day.teams))
        for engine in ("own", "pyvrp"):
            one, other = planned(day, engine), planned(without, engine)
            print(
                f"{n:>6}{teams:>6} {engine:<7}{one['stops']:>4} and {other['stops']} stops {one['minutes']:>8.1f}"
                f"{other['minutes']:>8.1f}: {one['minutes'] - other['minutes']:.1f} more"
            )


def balance(town: Town) -> None:
    """Print what spreading the work evenly does to the longest and shortest day, and costs in all."""
    print("\nThe work spread evenly, own engine (longest, shortest, in all)")
    for n, teams in ((16, 2), (24, 4), (60, 6), (100, 4)):
        day = town.day(n, teams, seed=n)
        for even in (False, True):
            row = planned(replace(day, balance=even), "own")
            print(
                f"{n:>6}{teams:>6} {'evenly' if even else '':<7}{row['longest']:>8.1f}{row['shortest']:>8.1f}"
                f"{row['minutes']:>9.1f}{row['priority']:>9.2f}%"
            )


if __name__ == "__main__":
    main()
