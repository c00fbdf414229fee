"""Seconds and memory of the index and its sensitivity draws, on made-up scores."""

from __future__ import annotations

import resource
import time

import numpy as np

from locatierisico.indicators import aggregate, scores, sensitivity
from locatierisico.indicators.model import Direction, Kind

INDICATORS = 12


def town(units: int, seed: int = 1) -> np.ndarray:
    """Make values of twelve indicators: half continuous, half mostly zero, a tenth missing, a rate in front."""
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(units, INDICATORS))
    values[:, 6:] = rng.binomial(1, 0.2, (units, 6))
    values[rng.random(values.shape) < 0.1] = np.nan
    values[:, 0] = rng.gamma(0.5, 1.0, units)
    return values


def timed(units: int, draws: int = 1000) -> None:
    """Time one town and print the line."""
    values = town(units)
    weights = np.full(INDICATORS, 1 / INDICATORS)
    kinds = [Kind.CONTINUOUS if column < 6 else Kind.BINARY for column in range(INDICATORS)]
    start = time.perf_counter()
    tables, scales = [], []
    for method in ("rank", "min_max", "winsorised", "robust_z"):
        own = [scores.fit(v, k, Direction.HIGHER_IS_RISKIER, method) for v, k in zip(values.T, kinds, strict=True)]
        scales.append(own[0])
        tables.append(np.column_stack([s.score(v) for s, v in zip(own, values.T, strict=True)]))
        if method == "rank":
            aggregate.index(tables[0], weights)
            aggregate.contributions(tables[0], weights)
            one = time.perf_counter() - start
    count = np.random.default_rng(2).poisson(values[:, 0])
    rate = sensitivity.Drawn(0, count + 0.5, np.full(units, 0.5), tuple(scales))
    start = time.perf_counter()
    sensitivity.sensitivity(tables, weights, [rate], draws=draws)
    drawn = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{units:>8} units: index {one:6.3f} s, {draws} draws {drawn:6.2f} s, peak memory {peak:5.0f} MB")


if __name__ == "__main__":
    for size in (1_000, 10_000, 100_000):
        timed(size)
