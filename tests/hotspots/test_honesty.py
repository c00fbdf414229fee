"""What chance alone makes is not called hot, and what is there is found."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from locatierisico.hotspots.exposure import excess
from locatierisico.hotspots.fdr import benjamini_hochberg
from locatierisico.hotspots.grid import square_grid

MAPS = 200
GRID = square_grid(shapely.box(0, 0, 5_000, 5_000), 125)
AREA = np.ones(len(GRID))


def _addresses(rng: np.random.Generator) -> np.ndarray:
    """Put most addresses in a few cells, and none in most."""
    spread = rng.gamma(0.15, 20, len(GRID))
    return np.floor(spread)


def _lowest(counts: np.ndarray, exposure: np.ndarray) -> float:
    return float(np.nanmin(benjamini_hochberg(excess(counts, exposure, GRID).p)))


@pytest.mark.parametrize("incidents", [30, 300, 3_000])
@pytest.mark.parametrize("kind", ["constant risk per address", "complete spatial randomness"])
def test_at_most_one_in_twenty_maps_made_by_chance_has_a_hot_cell(kind: str, incidents: int) -> None:
    rng = np.random.default_rng(incidents)
    exposure = _addresses(rng) if kind == "constant risk per address" else AREA
    chance = exposure / exposure.sum()
    called = [_lowest(rng.multinomial(incidents, chance).astype(float), exposure) <= 0.05 for _ in range(MAPS)]
    assert np.mean(called) <= 0.05


def test_a_fivefold_rate_in_one_window_is_mostly_found_among_a_thousand_incidents() -> None:
    rng = np.random.default_rng(9)
    found = []
    for _ in range(60):
        planted = GRID.queen()[820].indices
        rate = AREA.copy()
        rate[planted] = 5
        counts = rng.multinomial(1_000, rate / rate.sum()).astype(float)
        hot = benjamini_hochberg(excess(counts, AREA, GRID).p) <= 0.05
        found.append(hot[planted].any())
    assert np.mean(found) > 0.9
