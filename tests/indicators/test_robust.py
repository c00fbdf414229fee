from __future__ import annotations

import numpy as np
import pytest

from locatierisico.indicators.robust import centre_and_scale, rowwise_centre_and_scale


def test_median_and_scale_per_group() -> None:
    values = np.array([1, 2, 3, 4, 100, 5, 5, 5, 8, np.nan, 7, 7, 1.0])
    group = np.array([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, -1])
    centre, scale = centre_and_scale(values, group, 4)
    # Group 0: distances from 3 are 2 1 0 1 97, their median 1. Group 1: MAD 0, mean of 0 0 0 3 is .75.
    assert centre == pytest.approx([3, 5, 7, np.nan], nan_ok=True)
    assert scale == pytest.approx([1.4826, 1.2533 * 0.75, 0, np.nan], nan_ok=True)


def test_rows_give_what_groups_give() -> None:
    values = np.random.default_rng(1).normal(size=(20, 7))
    by_group = centre_and_scale(values.ravel(), np.repeat(np.arange(20), 7), 20)
    assert np.array(rowwise_centre_and_scale(values)) == pytest.approx(np.array(by_group))


def test_rounding_is_no_spread() -> None:
    assert centre_and_scale(np.array([0.1 + 0.2, 0.3, 0.3]), np.zeros(3, dtype=np.int64), 1)[1] == [0]
