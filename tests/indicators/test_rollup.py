from __future__ import annotations

from dataclasses import replace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from locatierisico.indicators.catalogue import catalogue
from locatierisico.indicators.model import Measured, Rollup, Share
from locatierisico.indicators.rollup import roll_up
from locatierisico.indicators.units import Areas, Units

# Squares of 10 and 30 m in A, one of 20 m in B; C is empty. A is 1 ha, B 2 ha, C 1 ha.
SIDES = {"U1": 10, "U2": 30, "U3": 20}
HERE = pd.Index(SIDES, name="unit_id")


@pytest.fixture
def areas() -> Any:
    outlines = [shapely.box(0, 0, side, side) for side in SIDES.values()]
    table = gpd.GeoDataFrame(
        {"area_id": ["A", "A", "B"], "footprint": [side**2 for side in SIDES.values()]}, geometry=outlines, index=HERE
    )
    units = Units("bedrijventerrein", table, None, None, None, None)
    boxes = [shapely.box(0, 0, 100, 100), shapely.box(0, 0, 200, 100), shapely.box(0, 0, 100, 100)]
    ground = gpd.GeoDataFrame({"name": list("ABC")}, geometry=boxes, index=pd.Index(list("ABC"), name="area_id"))
    return Areas("bedrijventerrein", ground, units, None)


def _up(rollup: Rollup, values: Any, areas: Areas, **more: Any) -> Any:
    indicator = replace(catalogue()["building_age"], rollup=rollup, area=None, **more)
    return roll_up(indicator, values, areas.units, areas, {})


def _series(*values: Any) -> Any:
    return pd.Series(values, index=HERE, dtype="float64")


@pytest.mark.parametrize(
    ("rollup", "expected"),
    [
        (Rollup.MEDIAN, [4, 7, np.nan]),
        (Rollup.FOOTPRINT, [(2 * 100 + 6 * 900) / 1000, 7, np.nan]),
        (Rollup.OUTLINE, [(2 * 40 + 6 * 120) / 160, 7, np.nan]),
        (Rollup.SUM_PER_HA, [8, 3.5, np.nan]),
    ],
)
def test_by_hand(rollup: Rollup, expected: list[float], areas: Areas) -> None:
    found = _up(rollup, Measured(_series(2, 6, 7)), areas)
    assert found.to_list() == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize("rollup", [Rollup.MEDIAN, Rollup.FOOTPRINT, Rollup.OUTLINE, Rollup.SUM_PER_HA])
def test_a_missing_unit_takes_no_part(rollup: Rollup, areas: Areas) -> None:
    found = _up(rollup, Measured(_series(2, np.nan, np.nan)), areas)
    assert found.to_list() == pytest.approx([2, np.nan, np.nan], nan_ok=True)


def test_pooled_divides_the_sums(areas: Areas) -> None:
    share = Share(_series(1, 1, 0), _series(1, 9, 0), parts=_series(1, 2, 0))
    found = _up(Rollup.POOLED, share, areas)
    assert found.values.to_list() == pytest.approx([0.2, np.nan, np.nan], nan_ok=True)
    assert found.denominator.to_list() == [10, 0, 0]
    assert found.parts.to_list() == [3, 0, 0]


def test_pooled_leaves_out_a_unit_without_a_value(areas: Areas) -> None:
    found = _up(Rollup.POOLED, Share(_series(1, np.nan, 3), _series(2, 5, 4)), areas)
    assert found.values.to_list() == pytest.approx([0.5, 0.75, np.nan], nan_ok=True)


def test_share_of_the_units_that_are_one(areas: Areas) -> None:
    found = _up(Rollup.SHARE, Measured(_series(1, 0, np.nan)), areas)
    assert found.numerator.to_list() == [1, 0, 0]
    assert found.denominator.to_list() == [2, 0, 0]


def test_own_function_answers_with_its_parameters(areas: Areas) -> None:
    def own(_units: Units, given: Areas, *, times: int) -> Any:
        return Measured(pd.Series({"B": 2.0 * times, "A": 1.0 * times}).reindex(given.index))

    indicator = replace(catalogue()["building_age"], rollup=Rollup.OWN, area=own)
    found = roll_up(indicator, Measured(_series(0, 0, 0)), areas.units, areas, {"times": 10})
    assert found.to_list() == pytest.approx([10, 20, np.nan], nan_ok=True)


def test_what_was_measured_on_areas_stays(areas: Areas) -> None:
    values = pd.Series([1.0, 2, 3], index=areas.index)
    assert _up(Rollup.NONE, Measured(values), areas).to_list() == [1, 2, 3]
