"""Gi*, spatial weights and conditional permutation beside esda and libpysal: same run, same data, in their environment.

Both sides start from the same cells and values in memory. Peers keep their neighbours in dictionaries or in a table, we
keep them in a sparse matrix or sum windows over the grid; the times hold making them.
"""

from __future__ import annotations

import importlib.util
import sys
import time
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import esda
import geopandas as gpd
import numpy as np
import pandas as pd
import scipy
import shapely
from libpysal import weights as lists
from libpysal.graph import Graph
from scipy.sparse import csr_matrix
from scipy.special import ndtr

from locatierisico.hotspots.gistar import gi, gi_star, gi_star_on_grid
from locatierisico.hotspots.grid import square_grid
from locatierisico.hotspots.places.bayes import empirical_bayes
from locatierisico.hotspots.places.moran import global_moran, local_moran
from locatierisico.hotspots.places.permutation import gi_star_permuted, local_moran_permuted
from locatierisico.hotspots.places.weights import contiguity, distance_band, nearest, row_standardised, without_self

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from locatierisico.hotspots.grid import Grid

SIDE = 316  # 99,856 cells
SMALL_SIDE = 100  # 10,000 cells, for which esda shuffles
CELL = 100.0
SHUFFLES = 999
TIMES = 3
THREADS = 2


@dataclass(frozen=True)
class Timed:
    """The best of some seconds, and what came out."""

    seconds: float
    answer: Any


def timed(work: Callable[[], Any], times: int = TIMES) -> Timed:
    """Run work some times."""
    best, answer = np.inf, None
    for _ in range(times):
        start = time.perf_counter()
        answer = work()
        best = min(best, time.perf_counter() - start)
    return Timed(float(best), answer)


def cells(side: int) -> tuple[Grid, NDArray[np.float64]]:
    """Make a square grid and counts on it: a few busy patches on a quiet ground."""
    grid = square_grid(shapely.box(0, 0, side * CELL, side * CELL), CELL)
    rng = np.random.default_rng(1)
    busy = np.sin(grid.col / 9) * np.cos(grid.row / 7) > 0.8
    return grid, rng.poisson(0.3 + 3 * busy).astype(np.float64)


def line(name: str, ours: float, theirs: float, difference: str) -> None:
    """Print one comparison."""
    print(f"  {name:<58}{ours:>10.4f}{theirs:>10.2f}{theirs / ours:>9.0f} x   {difference}", flush=True)


def compare_gi_star(grid: Grid, values: NDArray[np.float64]) -> None:
    """Compare Gi* on the grid, weights included."""
    frame = gpd.GeoDataFrame(geometry=grid.boxes())
    ours = timed(lambda: gi_star_on_grid(values, grid))
    matrix = timed(lambda: gi_star(values, grid.queen()))
    routes = {
        "lat2W": lambda: lists.lat2W(SIDE, SIDE, rook=False),
        "Queen.from_dataframe": lambda: lists.Queen.from_dataframe(frame, use_index=False, silence_warnings=True),
        "Graph.build_contiguity": lambda: Graph.build_contiguity(frame, rook=False),
    }
    for name, weights in routes.items():
        theirs = timed(lambda make=weights: esda.G_Local(values, make(), transform="B", permutations=0, star=True), 1)
        worst = np.abs(theirs.answer.Zs - ours.answer).max()
        line(f"Gi*, G_Local with {name}", ours.seconds, theirs.seconds, f"|dz| {worst:.1e}")
        worst = np.abs(theirs.answer.Zs - matrix.answer).max()
        line("  the same, ours through a matrix (Grid.queen)", matrix.seconds, theirs.seconds, f"|dz| {worst:.1e}")
    queen, graph = grid.queen(), routes["Graph.build_contiguity"]()
    ours = timed(lambda: gi_star(values, queen))
    theirs = timed(lambda: esda.G_Local(values, graph, transform="B", permutations=0, star=True), 1)
    worst = np.abs(theirs.answer.Zs - ours.answer).max()
    line("  neighbours made before, on both sides (matrix, Graph)", ours.seconds, theirs.seconds, f"|dz| {worst:.1e}")


def compare_weights(grid: Grid) -> None:
    """Compare how long neighbours take to find, and whether they are the same."""
    frame = gpd.GeoDataFrame(geometry=grid.boxes())
    points = np.random.default_rng(2).uniform(0, SIDE * CELL, (len(grid), 2))
    placed = gpd.GeoSeries(gpd.points_from_xy(*points.T))
    quiet = {"silence_warnings": True}
    pairs = {
        "queen, square grid: Grid.queen, lat2W": (
            lambda: without_self(grid.queen()),
            lambda: lists.lat2W(SIDE, SIDE, rook=False),
        ),
        "queen, polygons: contiguity, Queen.from_dataframe": (
            lambda: contiguity(grid.boxes()),
            lambda: lists.Queen.from_dataframe(frame, use_index=False, **quiet),
        ),
        "queen, polygons: contiguity, Graph.build_contiguity": (
            lambda: contiguity(grid.boxes()),
            lambda: Graph.build_contiguity(frame, rook=False),
        ),
        "rook, polygons: contiguity, Graph.build_contiguity": (
            lambda: contiguity(grid.boxes(), rook=True),
            lambda: Graph.build_contiguity(frame, rook=True),
        ),
        "band of 150 m, random points: DistanceBand": (
            lambda: distance_band(points, 150),
            lambda: lists.DistanceBand(points, 150, binary=True, **quiet),
        ),
        "band of 150 m, random points: Graph.build_distance_band": (
            lambda: distance_band(points, 150),
            lambda: Graph.build_distance_band(placed, 150, binary=True),
        ),
        "8 nearest, random points: KNN": (
            lambda: nearest(points, 8),
            lambda: lists.KNN.from_array(points, k=8, **quiet),
        ),
        "8 nearest, random points: Graph.build_knn": (
            lambda: nearest(points, 8),
            lambda: Graph.build_knn(placed, k=8),
        ),
    }
    for name, (mine, other) in pairs.items():
        ours, theirs = timed(mine), timed(other, 1)
        apart = (csr_matrix(theirs.answer.sparse) != ours.answer).nnz
        line(name, ours.seconds, theirs.seconds, f"{apart} of {ours.answer.nnz} links differ")


def compare_permutation(grid: Grid, values: NDArray[np.float64]) -> None:
    """Time conditional permutation at full size, and compare it with esda on a smaller grid."""
    queen = grid.queen()
    for threads in (1, THREADS):
        ours = timed(lambda n=threads: gi_star_permuted(values, queen, permutations=SHUFFLES, threads=n), 1)
        print(
            f"  {SHUFFLES} shuffles of {len(grid):,} cells, {threads} thread(s): {ours.seconds:.1f} s (aim: under 60)"
        )
    small, _ = cells(SMALL_SIDE)
    normal = np.random.default_rng(3).normal(size=len(small))
    queen = small.queen()
    listed = lists.lat2W(SMALL_SIDE, SMALL_SIDE, rook=False)
    compiled = importlib.util.find_spec("numba") is not None
    print(
        f"  beside esda at {len(small):,} cells, one job; {'with' if compiled else 'without'} numba, which it can use:"
    )
    options = {"permutations": SHUFFLES, "n_jobs": 1, "seed": 1}
    ours = timed(lambda: gi_star_permuted(normal, queen, permutations=SHUFFLES, threads=1))
    theirs = timed(lambda: esda.G_Local(normal, listed, transform="B", star=True, **options), 1)
    exact = ndtr(-gi(normal, queen))
    high = exact < 0.5
    worst = np.abs(theirs.answer.p_sim - ours.answer)[high].max()
    line(f"Gi*, {SHUFFLES} shuffles", ours.seconds, theirs.seconds, f"|dp| {worst:.3f} in the upper half")
    from_normal = [np.abs(p - exact)[high].max() for p in (ours.answer, theirs.answer.p_sim)]
    print(f"    from the normal distribution: ours {from_normal[0]:.3f}, esda {from_normal[1]:.3f}")
    beside = without_self(queen)
    ours = timed(lambda: local_moran_permuted(normal, beside, permutations=SHUFFLES, threads=1))
    theirs = timed(lambda: esda.Moran_Local(normal, listed, transformation="r", **options), 1)
    worst = np.abs(theirs.answer.p_sim - ours.answer).max()
    line(f"local Moran, {SHUFFLES} shuffles", ours.seconds, theirs.seconds, f"|dp| {worst:.3f}")
    sparse = (np.random.default_rng(4).random(len(small)) < 0.05).astype(np.float64)
    shares = [
        (esda.Moran_Local(sparse, listed, transformation="r", **options).p_sim <= 0.005).mean(),
        (local_moran_permuted(sparse, beside, permutations=SHUFFLES) <= 0.005).mean(),
    ]
    print("    pure chance, 5 % of cells 1 and the rest 0, called at a folded p of .005 (.01 in two tails):")
    print(f"    esda {shares[0]:.1%} of cells, ours {shares[1]:.1%}")


def compare_numbers(grid: Grid, values: NDArray[np.float64]) -> None:
    """Compare Moran's I and empirical Bayes rates to the digits."""
    beside = row_standardised(without_self(grid.queen()))
    listed = lists.lat2W(SIDE, SIDE, rook=False)
    ours = timed(lambda: global_moran(values, beside))
    theirs = timed(lambda: esda.Moran(values, listed, transformation="r", permutations=0), 1)
    worst = f"|dI| {abs(ours.answer.i - theirs.answer.I):.0e}, |dz| {abs(ours.answer.z - theirs.answer.z_rand):.0e}"
    line("Moran's I, weights given", ours.seconds, theirs.seconds, worst)
    ours = timed(lambda: local_moran(values, beside))
    theirs = timed(lambda: esda.Moran_Local(values, listed, transformation="r", permutations=0), 1)
    scale = (len(grid) - 1) / len(grid)  # esda divides by Σz²/(n - 1)
    worst = np.abs(theirs.answer.Is / scale - ours.answer.i).max()
    same = (theirs.answer.q == ours.answer.quadrant)[ours.answer.quadrant > 0].all()
    line("local Moran, weights given", ours.seconds, theirs.seconds, f"|dI| {worst:.0e}, quadrants alike: {same}")
    exposure = np.random.default_rng(5).integers(1, 50, len(grid)).astype(np.float64)
    ours = timed(lambda: empirical_bayes(values, exposure))
    theirs = timed(lambda: esda.smoothing.Empirical_Bayes(values, exposure), 1)
    worst = np.abs(theirs.answer.r.ravel() - ours.answer).max()
    line("empirical Bayes rates", ours.seconds, theirs.seconds, f"|dr| {worst:.0e}")


def main() -> None:
    """Print the comparisons."""
    warnings.simplefilter("ignore")
    grid, values = cells(SIDE)
    versions = f"numpy {np.__version__}, scipy {scipy.__version__}, pandas {pd.__version__}, esda {esda.__version__}"
    print(f"{len(grid):,} square cells or points; Python {sys.version.split()[0]}, {versions}")
    print(f"  {'':<58}{'ours, s':>10}{'peer, s':>10}{'ratio':>11}   difference")
    compare_gi_star(grid, values)
    compare_weights(grid)
    compare_numbers(grid, values)
    compare_permutation(grid, values)


if __name__ == "__main__":
    main()
