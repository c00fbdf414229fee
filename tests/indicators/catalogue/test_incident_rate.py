from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from locatierisico.indicators.catalogue.incident_rate import area, compute
from locatierisico.indicators.model import Theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from locatierisico.indicators.units import Areas, Units

PANDEN = [{"id": f"P{i}", "box": (100 * i, 0, 100 * i + 10, 10)} for i in range(4)]
VBO = [{"pand": "P0"}, {"pand": "P1"}, {"pand": "P2"}]


def _at(*numbers: int, **more: Any) -> Any:
    return [{"at": (100 * i + 5, 20), **more} for i in numbers]


def test_smoothed_by_method_of_moments(make_units: Callable[..., Units], make_incidents: Callable[..., Any]) -> None:
    # O = 9, 0, 0 on E = 3 object-years each: m = 9/9 = 1; s² = mean((3-1)², 1, 1) = 2; A = 2 - 1/3 = 5/3.
    # alpha = 1/(5/3) = .6, beta = .6: (9 + .6)/3.6 = 2.6667 and .6/3.6 = .16667. P3 has no exposure.
    rate = compute(make_units(PANDEN, VBO, incidenten=make_incidents(_at(*[0] * 9))))
    assert (rate.alpha, rate.beta) == pytest.approx((0.6, 0.6))
    assert rate.values.to_list() == pytest.approx([9.6 / 3.6, 1 / 6, 1 / 6, np.nan], nan_ok=True)


def test_what_counts(make_units: Callable[..., Units], make_incidents: Callable[..., Any]) -> None:
    rows = [
        *_at(0),
        *_at(0, begin="2021-12-31T23:59"),  # before the 36 months
        *_at(0, begin="2025-01-01T00:00"),  # on the peildatum
        *_at(0, soort="overlast"),  # not mapped
        *_at(0, herkomst="ontdekt"),  # found by inspectors
        *_at(0, soort="Vastgoedfraude "),  # another theme
        {"at": (5, 35)},  # 25 m from P0
        {"at": (5, 35.1)},  # too far
    ]
    units = make_units(PANDEN, VBO, incidenten=make_incidents(rows))
    assert compute(units).count.to_list() == [3, 0, 0, 0]
    assert compute(units, with_discovered=True).count["P0"] == 4
    drugs = make_units(PANDEN, VBO, theme=Theme.DRUGS, incidenten=make_incidents(rows))
    assert compute(drugs).count["P0"] == 2


def test_nearest_unit_of_any_type_takes_it(
    make_units: Callable[..., Units], make_incidents: Callable[..., Any]
) -> None:
    units = make_units(PANDEN, VBO, incidenten=make_incidents([{"at": (15, 5)}]))
    nearer = np.append(units.place.unit_geometry, units.geometry[0].buffer(3).difference(units.geometry[0]))
    object.__setattr__(units.place, "unit_ids", np.append(units.place.unit_ids, "erf-1"))
    object.__setattr__(units.place, "unit_geometry", nearer)
    assert compute(units).count["P0"] == 0


def test_no_more_than_chance_is_missing_and_said(
    make_units: Callable[..., Units], make_incidents: Callable[..., Any]
) -> None:
    rate = compute(make_units(PANDEN, VBO, incidenten=make_incidents(_at(0, 1, 2))))
    assert rate.values.isna().all()
    assert [message.code for message in rate.messages] == ["catalogue_rate_by_chance"]
    assert compute(make_units(PANDEN, VBO)).values.isna().all()


def test_complexes_count_per_erf(make_units: Callable[..., Units], make_incidents: Callable[..., Any]) -> None:
    units = make_units(PANDEN, area_type="buitengebied", incidenten=make_incidents(_at(0)))
    assert compute(units).exposure.to_list() == [3, 3, 3, 3]


def test_area_counts_all_in_it(
    make_units: Callable[..., Units], make_areas: Callable[..., Areas], make_incidents: Callable[..., Any]
) -> None:
    rows = [*_at(0, 0, 1), {"at": (50, 500)}, {"at": (9000, 0)}]
    units = make_units(PANDEN, VBO, incidenten=make_incidents(rows))
    areas = make_areas(units, {"A": (0, 0, 1000, 1000), "B": (2000, 0, 3000, 1000)})
    # 4 incidents, one of them near no unit, on 3 objects x 3 years; B has no units.
    assert area(units, areas).values.to_list() == pytest.approx([4 / 9, np.nan], nan_ok=True)
