"""Near repeats beside pointpats' Knox, and the memory that 200,000 incidents take.

Incidents of a made town over three years; the same data, bands and number of permutations for both.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import numpy as np

PEER, LARGE = 20_000, 200_000
PERMUTATIONS = 99
REACH, DAYS = 200.0, 7.0
AIM, MEMORY = 3, 1_000


def town(n: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Spread incidents over a town, its centre and villages, at addresses that recur; give points and days."""
    rng = np.random.default_rng(seed)
    centre = np.array([(0, 0, 2_500, 0.6), (0, 0, 600, 0.15), (6_000, 4_000, 500, 0.1), (-5_000, 3_000, 6_000, 0.15)])
    kind = rng.choice(len(centre), n // 2, p=centre[:, 3])
    addresses = centre[kind, :2] + rng.normal(size=(n // 2, 2)) * centre[kind, 2:3]
    return addresses[rng.integers(0, len(addresses), n)] + (155_000, 463_000), rng.uniform(0, 1_096, n)


def ours(
    points: np.ndarray, days: np.ndarray, metres: list[float], edges: list[float]
) -> tuple[float, np.ndarray, float]:
    """Give seconds, observed pairs and the number of pairs looked at."""
    from locatierisico.hotspots.near_repeats.knox import knox
    from locatierisico.hotspots.near_repeats.moments import Moments
    from locatierisico.hotspots.near_repeats.near_pairs import Sweep
    from locatierisico.hotspots.near_repeats.pair_bands import Bands
    from locatierisico.safeguards.watch import Watch

    start = time.perf_counter()
    bands = Bands(np.array(metres), np.array(edges))
    sweep = Sweep.of(points, bands.metres[-1])
    moments = Moments(np.round(days * 86_400).astype(np.int32), None, None, 86_400)
    found = knox(sweep.blocks, moments.at(sweep.order), bands, permutations=PERMUTATIONS, seed=1, watch=Watch())
    return time.perf_counter() - start, found.observed, float(found.in_space.sum())


def theirs(points: np.ndarray, days: np.ndarray) -> tuple[float, float]:
    """Give seconds and observed pairs."""
    from pointpats.spacetime import Knox

    np.random.seed(1)  # noqa: NPY002  pointpats draws from it
    start = time.perf_counter()
    found = Knox(points, np.round(days * 86_400).reshape(-1, 1), REACH, DAYS * 86_400, permutations=PERMUTATIONS)
    return time.perf_counter() - start, float(found.nst)


def large() -> None:
    """Print the seconds and peak memory of the default table at 200,000 incidents."""
    points, days = town(LARGE)
    seconds, _, pairs = ours(points, days, [0, 0.01, 100, 200, 300, 400, 500], [0, 7, 14, 21, 28])
    # Not ru_maxrss: a process inherits that of the one that started it.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = int(status.split("VmHWM:")[1].split()[0]) / 1e3
    print(
        f"{LARGE:,} incidents, default bands (24, to 500 m), {PERMUTATIONS} permutations, {pairs:,.0f} pairs: "
        f"{seconds:.1f} s, peak {peak:.0f} MB of the whole process (aim: under {MEMORY})"
    )


def main() -> None:
    """Print both."""
    points, days = town(PEER)
    mine, observed, pairs = ours(points, days, [0, REACH], [0, DAYS])
    other, counted = theirs(points, days)
    same = "the same pairs" if counted == observed[0, 0] else f"OTHER PAIRS: {observed[0, 0]:.0f}, {counted:.0f}"
    print(f"{PEER:,} incidents, {pairs:,.0f} pairs within {REACH:g} m, {PERMUTATIONS} permutations; {same}")
    print(f"  pointpats' Knox {other:8.2f} s")
    print(f"  ours            {mine:8.2f} s   {other / mine:.0f} times as fast (aim: at least {AIM})", flush=True)
    subprocess.run([sys.executable, __file__, "large"], check=True)


if __name__ == "__main__":
    large() if sys.argv[1:] == ["large"] else main()
