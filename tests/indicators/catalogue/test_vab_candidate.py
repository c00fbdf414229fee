from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from locatierisico.indicators.catalogue.vab_candidate import compute

if TYPE_CHECKING:
    from collections.abc import Callable

    from locatierisico.indicators.units import Units

ERVEN = ["farm", "stopped", "garage", "unknown", "listed"]
PANDEN = [{"id": name, "box": (100 * i, 0, 100 * i + 30, 20), "erf": i} for i, name in enumerate(ERVEN)]
HOUSES = [{"id": f"h-{name}", "box": (100 * i + 40, 0, 100 * i + 50, 10), "erf": i} for i, name in enumerate(ERVEN)]
VBO = [{"id": f"v-{name}", "pand": f"h-{name}", "doelen": "woonfunctie"} for name in ERVEN]
UNITS = {name: [name] for name in ERVEN}


@pytest.fixture
def woz(make_table: Callable[..., Any]) -> Any:
    return make_table(
        "woz_objecten",
        {
            "wozobjectnummer": ["1", "2", "3"],
            "adresseerbaar_object_identificaties": [("v-farm",), ("v-stopped",), ()],
            "pand_identificaties": [(), (), ("garage",)],
            "gebruikscode": ["20", "10", "30"],
        },
    )


@pytest.fixture
def values(make_table: Callable[..., Any]) -> Any:
    return make_table(
        "woz_waarden",
        {
            "wozobjectnummer": ["2", "2"],
            "waardepeildatum": ["2019-01-01", "2024-01-01"],
            "gebruikscode": ["20", "10"],
        },
    )


@pytest.fixture
def stoppers(make_table: Callable[..., Any]) -> Any:
    return make_table("lijsten", {"lijst": ["Stoppers"], "adresseerbaar_object_identificatie": ["v-listed"]})


def test_list_code_change_or_no_farm(make_units: Callable[..., Units], woz: Any, values: Any, stoppers: Any) -> None:
    units = make_units([*PANDEN, *HOUSES], VBO, units=UNITS, woz_objecten=woz, woz_waarden=values, lijsten=stoppers)
    # The farm has code 20; one went from 20 to 10; the garage never had 20; of one nothing is known; one is listed.
    assert compute(units).values.to_list() == pytest.approx([0, 1, 1, np.nan, 1], nan_ok=True)


def test_a_farm_beside_the_stopped_house(
    make_units: Callable[..., Units], make_table: Callable[..., Any], values: Any
) -> None:
    # The farmhouse became a dwelling (10) while the sheds still are a farm (20): the change counts.
    woz = make_table(
        "woz_objecten",
        {
            "wozobjectnummer": ["2", "9"],
            "adresseerbaar_object_identificaties": [("v-stopped",), ()],
            "pand_identificaties": [(), ("stopped",)],
            "gebruikscode": ["10", "20"],
        },
    )
    units = make_units([*PANDEN, *HOUSES], VBO, units=UNITS, woz_objecten=woz, woz_waarden=values)
    assert compute(units).values["stopped"] == 1


def test_the_list_alone_and_nothing_at_all(make_units: Callable[..., Units], stoppers: Any) -> None:
    units = make_units([*PANDEN, *HOUSES], VBO, units=UNITS, lijsten=stoppers)
    assert compute(units).values.to_list() == [0, 0, 0, 0, 1]
    nothing = compute(make_units([*PANDEN, *HOUSES], VBO, units=UNITS))
    assert nothing.values.isna().all()
    assert [message.code for message in nothing.messages] == ["catalogue_vab_needs"]
