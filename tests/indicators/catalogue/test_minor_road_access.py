from __future__ import annotations

from typing import TYPE_CHECKING, Any

from locatierisico.indicators.catalogue.minor_road_access import compute

if TYPE_CHECKING:
    from collections.abc import Callable

    from locatierisico.indicators.units import Units

# A through road along y = 0, a side street north at x = 1000 that ends at y = 300, a frame that keeps it inside.
ROADS = [
    {"line": [(0, 0), (1000, 0)], "van": "a", "naar": "b"},
    {"line": [(1000, 0), (2000, 0)], "van": "b", "naar": "c"},
    {"line": [(1000, 0), (1000, 300)], "van": "b", "naar": "d"},
    {"line": [(2000, 0), (2000, 1000)], "van": "c", "naar": "e"},
    {"line": [(2000, 1000), (0, 1000)], "van": "e", "naar": "f"},
    {"line": [(0, 1000), (0, 0)], "van": "f", "naar": "a"},
]
WEGDELEN = [
    {"box": (0, -3, 2000, 3)},
    {"box": (997, 3, 1003, 300)},
    {"box": (0, 990, 800, 1000), "voorkomen": "onverhard"},
    {"box": (400, 5, 410, 20), "functie": "inrit", "voorkomen": "onverhard"},
]
PANDEN = [
    {"id": "Through", "box": (400, 20, 420, 40)},
    {"id": "DeadEnd", "box": (1010, 200, 1030, 220)},
    {"id": "Track", "box": (400, 960, 420, 980)},
]


def test_track_or_dead_end(
    make_units: Callable[..., Units], make_roads: Callable[..., Any], make_wegdelen: Callable[..., Any]
) -> None:
    units = make_units(PANDEN, wegvakken=make_roads(ROADS), wegdelen=make_wegdelen(WEGDELEN))
    assert compute(units).values.to_list() == [0, 1, 1]


def test_needs_both_registers(
    make_units: Callable[..., Units], make_roads: Callable[..., Any], make_wegdelen: Callable[..., Any]
) -> None:
    assert compute(make_units(PANDEN, wegvakken=make_roads(ROADS))).values.isna().all()
    assert compute(make_units(PANDEN, wegdelen=make_wegdelen(WEGDELEN))).values.isna().all()
