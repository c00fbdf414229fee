"""Routes of both engines beside the best known ones, on the same public instances.

Looks for `berlin52.tsp` and Solomon's instances (`C101.txt` ...) in the folder LOCATIERISICO_INSTANCES, else in
../shared/data/routing beside the checkout. Distances are Euclidean with double precision, any number of vehicles; for
berlin52 rounded. Best known distances that count in tenths, cut off, as exact methods do, are some .3 % lower.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import numpy as np

SECONDS = 30
# Shortest total distance in the literature, with double precision and any number of vehicles.
BEST = {
    "berlin52": 7542.0,
    "C101": 828.94,
    "C201": 591.56,
    "R101": 1642.88,
    "R112": 953.63,
    "R201": 1147.80,
    "R208": 705.45,
    "RC101": 1623.58,
    "RC201": 1265.56,
    "RC208": 778.93,
}


def main() -> None:
    """Print distance, gap and time of both engines."""
    sys.path.insert(0, os.environ["LOCATIERISICO_PLUGINS"])
    from locatierisico.routes.route_times import Times
    from locatierisico.routes.solving.solve import solve
    from locatierisico.routes.solving.worth import worth

    there = Path(__file__).resolve().parents[2] / "shared" / "data" / "routing"
    folder = Path(os.environ.get("LOCATIERISICO_INSTANCES", there))
    files = sorted([*folder.glob("*.tsp"), *folder.glob("*.txt")])
    known = [path for path in files if path.stem in BEST]
    if not known:
        print(f"No instance with a best known distance in {folder}.")
        return
    print(f"{'instance':<10} {'engine':<6} {'distance':>10} {'gap':>7} {'routes':>7} {'seconds':>8} {'processor':>10}")
    for path in known:
        day = _read(path)
        for engine in ("own", "pyvrp"):
            begun, used = time.perf_counter(), time.process_time()
            plan, _ = solve(day, engine=engine, seconds=SECONDS)
            took, busy = time.perf_counter() - begun, time.process_time() - used
            found = worth(Times.of(day), plan.routes)
            missed = f"  {found.missed:g} not served" if found.missed else ""
            gap = 100 * (found.minutes / BEST[path.stem] - 1)
            out = sum(map(bool, plan.routes))
            seconds = f"{took:>8.1f} {busy:>10.1f}"
            print(
                f"{path.stem:<10} {engine:<6} {found.minutes:>10.2f} {gap:>6.2f}% {out:>7} {seconds}{missed}",
                flush=True,
            )


def _read(path: Path) -> object:
    from locatierisico.routes.day import Day, Stops, Team

    lines = [line.split() for line in path.read_text(encoding="utf-8").splitlines()]
    wide = 3 if path.suffix == ".tsp" else 7
    rows = np.array([list(map(float, line)) for line in lines if len(line) == wide and line[0].isdigit()])
    rows = np.vstack([rows[1:], rows[:1]])
    n = len(rows) - 1
    metres = np.hypot(*(rows[:, None, 1:3] - rows[None, :, 1:3]).transpose(2, 0, 1))
    tour = path.suffix == ".tsp"
    capacity, vehicles = np.inf, 1
    if not tour:
        number = next(at for at, line in enumerate(lines) if line[:1] == ["NUMBER"])
        vehicles, capacity = int(lines[number + 1][0]), float(lines[number + 1][1])
    last = 1e9 if tour else rows[n, 5]
    ones, none = np.ones(n), np.zeros(n)
    stops = Stops(
        stop_id=np.arange(n).astype(str).astype(object),
        points=rows[:n, 1:3],
        service=none if tour else rows[:n, 6],
        opens=none[:, None] if tour else rows[:n, 4:5],
        closes=np.full((n, 1), last) if tour else rows[:n, 5:6],
        load=ones if tour else rows[:n, 3],
        priority=ones,
        mandatory=ones > 0,
        skills=np.array([*[frozenset()] * n, None], dtype=object)[:n],
        pinned=np.full(n, -1),
        sequence=np.zeros(n, dtype=np.int64),
    )
    teams = tuple(Team(str(number), 0, n, n, (0.0, last), most=capacity) for number in range(vehicles))
    return Day(stops, teams, np.rint(metres) if tour else metres, waiting_counts=False)


if __name__ == "__main__":
    main()
