from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from locatierisico.indicators.catalogue.peripherality import compute

if TYPE_CHECKING:
    from collections.abc import Callable

    from locatierisico.indicators.units import Units

# Shops 100 m apart, centroids at x = 5, 105, 205, 505; the units span 510 x 10 m.
PANDEN = [{"id": f"P{x}", "box": (x, 0, x + 10, 10)} for x in (0, 100, 200, 500)]
VBO = [{"id": f"V{x}", "pand": f"P{x}", "doelen": "winkelfunctie"} for x in (0, 100, 200, 500)]
RADIUS = np.sqrt(510 * 10 / np.pi)


def test_straight_distance_to_the_medoid(make_units: Callable[..., Units]) -> None:
    # Sums of distances: 800, 600, 600, 1200 m. Of two equal ones the first by identificatie: V100.
    assert compute(make_units(PANDEN, VBO)).values.to_list() == pytest.approx(np.array([100, 0, 100, 400]) / RADIUS)


def test_floor_space_draws_the_heart(make_units: Callable[..., Units]) -> None:
    vbo = [{**row, "m2": 1000 if row["pand"] == "P500" else 100} for row in VBO]
    assert compute(make_units(PANDEN, vbo)).values["P500"] == 0


def test_over_the_network(make_units: Callable[..., Units], make_roads: Callable[..., Any]) -> None:
    # The only way from x = 105 to x = 505 goes 300 m north and back.
    roads = [
        {"line": [(0, 5), (300, 5)], "van": "a", "naar": "b"},
        {"line": [(300, 5), (300, 305), (505, 305), (505, 5)], "van": "b", "naar": "c"},
    ]
    values = compute(make_units(PANDEN, VBO, wegvakken=make_roads(roads))).values
    assert values["P500"] == pytest.approx((195 + 300 + 205 + 300) / RADIUS)


def test_zone_without_shops(make_units: Callable[..., Units]) -> None:
    assert compute(make_units(PANDEN, [{"pand": "P0"}])).values.isna().all()
