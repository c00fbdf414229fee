from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from locatierisico.indicators.catalogue.near_repeat_ratio import compute, knox_ratio

if TYPE_CHECKING:
    from collections.abc import Callable

    from locatierisico.indicators.units import Areas, Units


def test_observed_over_expected_by_hand() -> None:
    # Points at 0, 100, 1000, 1100 m on days 0, 5, 100, 300. Near in place: 2 pairs; in time: 1 pair (0 and 5);
    # of 6 pairs; both: 1. Expected 2·1/6 = 1/3.
    points = np.array([[0, 0], [100, 0], [1000, 0], [1100, 0]], dtype=float)
    days = np.array([0.0, 5, 100, 300])
    assert knox_ratio(points, days, 200, 14) == pytest.approx(3)
    assert np.isnan(knox_ratio(points, days * 100, 200, 14))  # nothing near in time, so nothing is expected


def test_against_all_pairs_counted_one_by_one() -> None:
    made = np.random.default_rng(3)
    points, days = made.uniform(0, 1000, (200, 2)), made.uniform(0, 365, 200)
    first, second = np.triu_indices(200, 1)
    near = np.hypot(*(points[first] - points[second]).T) <= 200
    soon = np.abs(days[first] - days[second]) <= 14
    expected = near.sum() * soon.sum() / len(first)
    assert knox_ratio(points, days, 200, 14) == pytest.approx((near & soon).sum() / expected)


def test_needs_thirty(
    make_units: Callable[..., Units], make_areas: Callable[..., Areas], make_incidents: Callable[..., Any]
) -> None:
    rows = [{"at": (5 + 30 * i, 5), "begin": f"2024-{1 + i % 12:02}-03T12:00"} for i in range(30)]
    units = make_units([{"id": "P", "box": (0, 0, 10, 10)}], [{"pand": "P"}], incidenten=make_incidents(rows))
    areas = make_areas(units, {"A": (0, 0, 1000, 100)})
    assert compute(areas).values.notna().all()
    assert compute(areas, min_incidents=31).values.isna().all()
