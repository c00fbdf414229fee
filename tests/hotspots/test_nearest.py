from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from locatierisico.hotspots.clusters.nearest import nearest_neighbour_index

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd


def test_redwoods_stand_closer_than_chance_as_published(oracle: Callable[[str], pd.DataFrame]) -> None:
    found = nearest_neighbour_index(oracle("redwood")[["x", "y"]].to_numpy(), 1.0)
    assert found is not None
    assert found.mean == pytest.approx(0.03928432, abs=5e-9)
    assert found.index == pytest.approx(0.6186502, abs=5e-8)
    assert found.z == pytest.approx(-5.744474, abs=5e-7)


def test_a_square_lattice_stands_twice_as_far_apart_as_chance() -> None:
    points = np.stack(np.meshgrid(np.arange(40) * 10.0, np.arange(40) * 10.0), axis=-1).reshape(-1, 2)
    found = nearest_neighbour_index(points, 400.0 * 400)
    assert found is not None
    assert found.index == pytest.approx(2)
    assert found.z > 10


def test_one_point_or_no_area_has_no_index() -> None:
    assert nearest_neighbour_index(np.zeros((1, 2)), 10.0) is None
    assert nearest_neighbour_index(np.zeros((9, 2)), 0.0) is None
