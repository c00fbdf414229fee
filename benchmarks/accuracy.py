"""What maps made from the past find in the period after it, on made-up and real incidents; and what trying them costs.

The made-up municipality is a check on our own truth, no validation. Memphis (robberies of 2019, open data of that city)
is no Dutch town either.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from locatierisico.hotspots.events import Events
    from locatierisico.hotspots.trial.rolling import Ground, Trial

SHARED = Path(os.environ.get("LOCATIERISICO_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "data"
MEMPHIS = SHARED / "incidents" / "sfhotspot_memphis_robberies_2019.csv"
SHARES = np.array([0.01, 0.02, 0.05, 0.10, 0.20])
SEEDS = (1, 2, 3)
ADDRESSES = 20_000
NULL_RUNS = 200


def events_of(points: NDArray[np.float64], begin: NDArray[np.datetime64], end: NDArray[np.datetime64]) -> Events:
    """Make incidents that all count for one."""
    from locatierisico.hotspots.events import Events
    from locatierisico.hotspots.period import Period

    one = np.ones(len(points))
    day = np.timedelta64(1, "D")
    period = Period(
        begin.min().astype("datetime64[D]").astype("datetime64[s]"), (end.max().astype("datetime64[D]") + day)
    )
    period = Period(period.start, period.end.astype("datetime64[s]"))
    return Events(points, begin, end, one, one, np.arange(len(points)).astype(str).astype(object), period)


def tried(events: Events, ground: Ground, train: int, test: int, radius: float) -> tuple[Trial, float]:
    """Try maps; give the trial and its seconds."""
    from locatierisico.hotspots.trial.rolling import Plan, try_maps

    plan = Plan(train, test, radius, SHARES, np.linspace(0, 0.2, 61)[1:], 1)
    start = time.perf_counter()
    return try_maps(events, ground, plan)[0], time.perf_counter() - start


def show(name: str, trials: list[Trial]) -> None:
    """Print hit rates and PAI at each share, and at 5 % the difference with simple counting."""
    from locatierisico.hotspots.trial.judgement import table

    rows = pd.concat([table(trial, 1) for trial in trials])
    whole = rows[rows["periods"] > 1].groupby(["method", "share_pct"], sort=False).mean(numeric_only=True)
    total = ", ".join(f"{trial.total.sum():.0f} in {len(trial.windows)} periods" for trial in trials)
    print(
        f"\n{name}: {total}\n{'hit rate (PAI) in':<14}"
        + "".join(f"{share:>15.0%}" for share in SHARES)
        + f"{'PEI 5 %':>9}{'RRI 5 %':>9}"
    )
    for method in dict.fromkeys(whole.index.get_level_values(0)):
        found = whole.loc[method]
        cells = "".join(f"{row.hit_rate:>9.1%}{f'({row.pai:.1f})':>6}" for row in found.itertuples())
        print(f"  {method:<12}{cells}{found.loc[5.0, 'pei']:>9.2f}{found.loc[5.0, 'rri']:>9.2f}")
    print("  against counting at 5 % (percentage points, 95 % interval):")
    five = rows[(rows["periods"] > 1) & (rows["share_pct"] == 5) & rows["more"].notna()]
    for method, each in five.groupby("method", sort=False):
        said = "; ".join(
            f"{100 * r.more:+.1f} ({100 * r.more_low:+.1f} to {100 * r.more_high:+.1f})" for r in each.itertuples()
        )
        print(f"    {method:<12}{said}")


def synthetic(seed: int) -> Trial:
    """Try maps on a made-up municipality with three planted hotspots; reported incidents only."""
    from locatierisico.hotspots.grid import square_grid
    from locatierisico.hotspots.trial.rolling import Ground
    from locatierisico.synthetic.town import make_town

    town = make_town(ADDRESSES, seed)
    table = town.tables["incidenten"]
    table = table[table["herkomst"] != "ontdekt"]
    moments = (table[name].to_numpy().astype("datetime64[s]") for name in ("begin", "eind"))
    events = events_of(table[["x", "y"]].to_numpy(dtype=float), *moments)
    grid = square_grid(shapely.union_all(town.tables["woonplaatsen"]["geometry"].to_numpy()), 125)
    homes = town.vbo[["x", "y"]].to_numpy(dtype=float)
    return tried(events, Ground(grid, np.ones(len(grid)), grid.count(homes)[0]), 365, 30, 250)[0]


def memphis(size: float) -> Trial:
    """Try maps on real robberies, laid on a plane in metres."""
    from locatierisico.hotspots.grid import square_grid
    from locatierisico.hotspots.trial.rolling import Ground

    table = pd.read_csv(MEMPHIS)
    x = (table["longitude"] + 90) * 111_320 * np.cos(np.radians(35.1))
    y = (table["latitude"] - 35) * 110_950
    begin = pd.to_datetime(table["date"]).to_numpy().astype("datetime64[s]")
    points = np.stack([x, y], axis=1)
    events = events_of(points, begin, begin)
    grid = square_grid(shapely.convex_hull(shapely.multipoints(points)).buffer(250), size)
    one = np.ones(len(grid))
    return tried(events, Ground(grid, one, one), 180, 30, 2 * size)[0]


def large(cells: int = 50_000, incidents: int = 100_000, windows: int = 24) -> tuple[float, int]:
    """Time a large trial; give seconds and the number of cells."""
    from locatierisico.hotspots.grid import square_grid
    from locatierisico.hotspots.trial.rolling import Ground

    rng = np.random.default_rng(1)
    side = 125 * int(np.sqrt(cells))
    grid = square_grid(shapely.box(0, 0, side, side), 125)
    rate = rng.gamma(0.3, 1, len(grid))
    cell = rng.choice(len(grid), incidents, p=rate / rate.sum())
    points = np.stack([grid.col, grid.row], axis=1)[cell] * 125 + rng.uniform(0, 125, (incidents, 2))
    days = 365 + 30 * windows
    seconds = np.sort(rng.integers(0, days * 86_400, incidents))
    seconds[[0, -1]] = 0, days * 86_400 - 1
    begin = np.datetime64("2020-01-01", "s") + seconds.astype("timedelta64[s]")
    trial, spent = tried(events_of(points, begin, begin), Ground(grid, np.ones(len(grid)), rate), 365, 30, 250)
    if len(trial.windows) != windows:
        sys.exit(f"{len(trial.windows)} windows were tried, not {windows}.")
    return spent, len(grid)


def by_chance(runs: int = NULL_RUNS) -> dict[str, tuple[float, float]]:
    """Give how often a map is said to beat, and to lose to, counting where incidents fall anywhere alike."""
    from locatierisico.hotspots.grid import square_grid
    from locatierisico.hotspots.trial.judgement import against_counting
    from locatierisico.hotspots.trial.rankings import COUNTING, NAMES
    from locatierisico.hotspots.trial.rolling import Ground

    rng = np.random.default_rng(1)
    grid = square_grid(shapely.box(0, 0, 3_750, 3_750), 125)
    ground = Ground(grid, np.ones(len(grid)), np.ones(len(grid)))
    start, days = np.datetime64(date(2022, 1, 1), "s"), 365 + 330
    told = {name: [0, 0] for name in NAMES if name != COUNTING}
    for run in range(runs):
        begin = start + rng.integers(0, days * 86_400, 1_500).astype("timedelta64[s]")
        begin[:2] = start, start + np.timedelta64(timedelta(days=days, seconds=-1))
        trial, _ = tried(events_of(rng.uniform(0, 3_750, (1_500, 2)), begin, begin), ground, 365, 30, 250)
        for name, counts in told.items():
            gain = against_counting(trial, name, 2, run)
            counts[0] += gain.low > 0
            counts[1] += gain.high < 0
    return {name: (beats / runs, loses / runs) for name, (beats, loses) in told.items()}


def main(runs: int = NULL_RUNS) -> None:
    """Print the tables."""
    show(f"Made-up municipality, {ADDRESSES:,} addresses, seeds {SEEDS}, cells of 125 m", [synthetic(s) for s in SEEDS])
    if MEMPHIS.is_file():
        for size in (250, 500):
            show(f"Memphis, robberies of 2019, cells of {size} m, past of 180 days", [memphis(size)])
    else:
        print("\nMemphis is not there; give LOCATIERISICO_SHARED.")
    print(f"\nIncidents that fall anywhere alike, {runs} times, 11 periods: said to beat, to lose to counting at 5 %")
    for name, (beats, loses) in by_chance(runs).items():
        print(f"  {name:<12}{beats:>7.1%}{loses:>7.1%}")
    seconds, cells = large()
    print(f"\n100,000 incidents, {cells:,} cells, 24 periods, 6 maps each and 999 by chance: {seconds:.1f} s")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
