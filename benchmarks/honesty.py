"""How often the incident overlay calls a cell hot on maps where nothing is, and how often it finds what is there.

These are checks on maps we made ourselves, not a validation.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from scipy.special import ndtr

from locatierisico.hotspots.exposure import excess
from locatierisico.hotspots.fdr import benjamini_hochberg
from locatierisico.hotspots.gistar import gi_star_on_grid
from locatierisico.hotspots.grid import square_grid

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from locatierisico.hotspots.grid import Grid

MAPS = 1_000
LEVELS = (0.05, 0.10)
TIMES = 5.0  # the planted rate


@dataclass(frozen=True)
class Honesty:
    """Share of maps with any hot cell, at 5 and at 10 %; by excess over exposure and by Gi*."""

    exposure: tuple[float, float]
    gistar: tuple[float, float]


def town(rng: np.random.Generator, grid: Grid, addresses: int) -> NDArray[np.float64]:
    """Spread addresses over a centre, villages and farms, so that most cells are empty and some very full."""
    middle = np.array([(0, 0, 1_500, 0.6), (3_000, 2_500, 400, 0.15), (-3_500, 1_000, 300, 0.1), (0, 0, 4_000, 0.15)])
    kind = rng.choice(len(middle), addresses, p=middle[:, 3])
    places = middle[kind, :2] + rng.normal(size=(addresses, 2)) * middle[kind, 2:3]
    # Flats: one place in twenty holds some twenty addresses.
    repeats = np.where(rng.random(addresses) < 0.05, rng.poisson(20, addresses), 1)
    counts, _ = grid.count(places, repeats.astype(np.float64))
    return counts


def honesty(
    rng: np.random.Generator, grid: Grid, exposure: NDArray[np.float64], incidents: int, maps: int = MAPS
) -> Honesty:
    """Draw maps on which every incident falls by its share of the exposure, and count those with a hot cell."""
    chance = exposure / exposure.sum()
    lowest = np.empty((maps, 2))
    for i in range(maps):
        counts = rng.multinomial(incidents, chance).astype(np.float64)
        lowest[i, 0] = np.nanmin(benjamini_hochberg(excess(counts, exposure, grid).p))
        lowest[i, 1] = np.nanmin(benjamini_hochberg(ndtr(-gi_star_on_grid(counts, grid))))
    five, ten = ((lowest <= level).mean(axis=0) for level in LEVELS)
    return Honesty((float(five[0]), float(ten[0])), (float(five[1]), float(ten[1])))


def power(
    rng: np.random.Generator, grid: Grid, exposure: NDArray[np.float64], incidents: int, maps: int
) -> tuple[float, float, float]:
    """Plant a fivefold rate in one window of 3 x 3 cells, anywhere with an average number of addresses.

    Returns:
        Share of maps with a hot cell in the window, share of its nine cells that are hot, and share of the hot cells
        that lie in it or touch it.

    """
    window = grid.queen()
    held = grid.window_sums(exposure)
    whole = grid.window_sums(np.ones(len(grid))) == 9
    usual = np.flatnonzero(whole & (held >= np.quantile(held[whole & (held > 0)], 0.5)))
    found, part, true, called = 0, 0.0, 0, 0
    for _ in range(maps):
        planted = window[rng.choice(usual)].indices
        rate = exposure.copy()
        rate[planted] *= TIMES
        counts = rng.multinomial(incidents, rate / rate.sum()).astype(np.float64)
        hot = benjamini_hochberg(excess(counts, exposure, grid).p) <= LEVELS[0]
        touching = np.unique(window[planted].indices)
        found += bool(hot[planted].any())
        part += float(hot[planted].mean())
        true += int(hot[touching].sum())
        called += int(hot.sum())
    return found / maps, part / maps, true / called if called else float("nan")


def main(maps: int = MAPS, seed: int = 1) -> None:
    """Print the table."""
    rng = np.random.default_rng(seed)
    grid = square_grid(shapely.Point(0, 0).buffer(5_000), 125)
    error = 1.96 * np.sqrt(0.05 * 0.95 / maps)
    print(f"Maps made by chance with any hot cell; {maps} maps a row, {len(grid)} cells, seed {seed}.")
    print(f"Promised: at most 5 % at 5 % (simulation error {error:.1%}). A check on our own maps, not a validation.")
    print(f"{'':44}{'excess over exposure':>22}{'Gi*':>18}")
    print(f"{'':36}{'incidents':>10}{'at 5 %':>10}{'at 10 %':>10}{'at 5 %':>10}{'at 10 %':>10}")
    exposures = {
        "constant risk per address": town(rng, grid, 30_000),
        "complete spatial randomness, by area": np.ones(len(grid)),
    }
    for name, exposure in exposures.items():
        for incidents in (30, 300, 3_000, 30_000):
            found = honesty(rng, grid, exposure, incidents, maps)
            shares = "".join(f"{share:10.1%}" for share in (*found.exposure, *found.gistar))
            print(f"{name:36}{incidents:10}{shares}")
    print(f"\nPower: a rate {TIMES:g} times the usual in one window of 3 x 3 cells, at 5 %; {maps} maps a row.")
    print(f"{'':36}{'incidents':>10}{'found':>10}{'its cells':>12}{'of what is hot':>16}")
    for name, exposure in exposures.items():
        for incidents in (100, 300, 1_000):
            found, part, true = power(rng, grid, exposure, incidents, maps)
            print(f"{name:36}{incidents:10}{found:10.0%}{part:12.0%}{true:16.0%}")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
