from __future__ import annotations

from typing import TYPE_CHECKING, Any

from locatierisico.indicators.catalogue.bag_events import INDICATOR, compute
from locatierisico.indicators.model import Direction

if TYPE_CHECKING:
    from collections.abc import Callable

    from locatierisico.indicators.units import Units


def test_events_per_object_and_year(make_units: Callable[..., Units], make_table: Callable[..., Any]) -> None:
    events = make_table(
        "mutaties",
        {
            "identificatie": ["a", "a", "a", "b", "home"],
            "objecttype": ["verblijfsobject"] * 5,
            "gebeurtenis": ["in_gebruik", "gebruiksdoel_gewijzigd", "overig", "in_gebruik", "in_gebruik"],
            "datum": ["2022-03-01", "2024-03-01", "2024-03-01", "2010-01-01", "2024-01-01"],
        },
    )
    panden = [{"id": "P1", "box": (0, 0, 10, 10)}]
    vbo = [{"id": "a", "pand": "P1"}, {"id": "b", "pand": "P1"}, {"id": "home", "pand": "P1", "doelen": "woonfunctie"}]
    # Two events that count of a, none of b in the window: 2 / (2 objects x 3 years).
    assert compute(make_units(panden, vbo, mutaties=events)).values["P1"] == 2 / 6
    assert compute(make_units(panden, vbo)).values.isna().all()
    assert INDICATOR.direction is Direction.CONTEXT
