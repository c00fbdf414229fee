from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from locatierisico.indicators.catalogue.low_diversity import compute

if TYPE_CHECKING:
    from collections.abc import Callable

    from locatierisico.indicators.units import Areas, Units

PANDEN = [
    {"id": "P1", "box": (0, 0, 10, 10)},
    {"id": "P2", "box": (500, 0, 510, 10)},
    {"id": "P3", "box": (900, 0, 910, 10)},
]
BOXES = {"A": (0, 0, 100, 100), "B": (450, 0, 600, 100), "C": (850, 0, 950, 100)}
VBO = [{"id": "a", "pand": "P1"}, {"id": "b", "pand": "P2"}, {"id": "c", "pand": "P3"}]


def test_entropy_over_sbi_groups(
    make_units: Callable[..., Units], make_areas: Callable[..., Areas], make_table: Callable[..., Any]
) -> None:
    firms = make_table(
        "vestigingen",
        {
            "adresseerbaar_object_identificatie": ["a"] * 12 + ["b"] * 12 + ["c"] * 9 + ["a"],
            "sbi": ["4711", "4719"] * 6 + ["47"] * 3 + ["5610"] * 3 + ["9602"] * 3 + ["6201"] * 3 + ["47"] * 9 + ["01"],
            "datum_opheffing": [None] * 33 + ["2020-01-01"],
        },
    )
    areas = make_areas(make_units(PANDEN, VBO, vestigingen=firms), BOXES)
    # Four groups in all zones. A has one of them: H = 0. B has all four alike: H = ln 4. C has 9 firms: too few.
    assert compute(areas).values.to_list() == pytest.approx([1, 0, np.nan], nan_ok=True)


def test_uneven_by_hand(
    make_units: Callable[..., Units], make_areas: Callable[..., Areas], make_table: Callable[..., Any]
) -> None:
    firms = make_table(
        "vestigingen",
        {"adresseerbaar_object_identificatie": ["a"] * 10, "sbi": ["47"] * 8 + ["56"] * 2},
    )
    areas = make_areas(make_units(PANDEN, VBO, vestigingen=firms), BOXES)
    # H = -(.8 ln .8 + .2 ln .2) = .500402; / ln 2 = .721928.
    assert compute(areas).values["A"] == pytest.approx(0.278072, abs=1e-6)


def test_gebruiksdoelen_stand_in(make_units: Callable[..., Units], make_areas: Callable[..., Areas]) -> None:
    vbo = [
        {"pand": "P1", "doelen": doel} for doel in ["winkelfunctie"] * 6 + ["kantoorfunctie"] * 6 + ["woonfunctie"] * 9
    ]
    measured = compute(make_areas(make_units(PANDEN, vbo), BOXES))
    assert measured.values["A"] == pytest.approx(0)
    assert [message.code for message in measured.messages] == ["catalogue_diversity_by_use"]
