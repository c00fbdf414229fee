from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import shapely

from locatierisico.indicators.catalogue.screening import compute

if TYPE_CHECKING:
    from collections.abc import Callable

    from locatierisico.indicators.units import Units

PAND = {"id": "P", "box": (-10, -10, 10, 10)}
RING = 4 * 20 * 125 + np.pi * (150**2 - 25**2)  # m²: four strips of 20 x 125 m and the round corners


def _terrain(make_table: Callable[..., Any], *patches: Any) -> Any:
    return make_table(
        "terreindelen",
        {"fysiek_voorkomen": [kind for kind, _ in patches]},
        np.array([outline for _, outline in patches], dtype=object),
    )


def test_share_of_the_ring(make_units: Callable[..., Units], make_table: Callable[..., Any]) -> None:
    terrain = _terrain(
        make_table,
        ("loofbos", shapely.box(-10, 60, 10, 110)),  # 20 x 50 m inside the ring
        ("struiken", shapely.box(-10, 110, 10, 300)),  # 20 x 50 m of it, up to 160 m
        ("houtwal", shapely.box(15, -10, 20, 10)),  # nearer than 25 m
        ("grasland agrarisch", shapely.box(-300, -300, -12, 300)),
    )
    value = compute(make_units([PAND], terreindelen=terrain)).values["P"]
    # Circles are drawn with 8 segments a quarter: under 1 % smaller.
    assert value == pytest.approx(2000 / RING, rel=0.01)


def test_wood_all_round_is_one(make_units: Callable[..., Units], make_table: Callable[..., Any]) -> None:
    terrain = _terrain(make_table, ("naaldbos", shapely.box(-500, -500, 500, 500)))
    assert compute(make_units([PAND], terreindelen=terrain)).values["P"] == pytest.approx(1)


def test_bare_is_zero_and_uncharted_is_missing(
    make_units: Callable[..., Units], make_table: Callable[..., Any]
) -> None:
    terrain = _terrain(make_table, ("bouwland", shapely.box(-50, -50, 50, 50)))
    units = make_units([PAND, {"id": "Q", "box": (5000, 0, 5010, 10)}], terreindelen=terrain)
    assert compute(units).values.to_list() == pytest.approx([0, np.nan], nan_ok=True)
    assert compute(make_units([PAND])).values.isna().all()
