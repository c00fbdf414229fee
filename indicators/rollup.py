"""The value of an area from the values of its units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from .model import Rollup, Share

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from .model import Indicator, Values
    from .units import Areas, Units


def roll_up(
    indicator: Indicator, values: Values, units: Units, areas: Areas, parameters: Mapping[str, Any]
) -> Share | pd.Series:
    """Give the value of every area.

    Args:
        indicator: Whose value; where it has an `area` function of its own, that one answers.
        values: What it gave for the units; for an indicator of level AREA, what it gave for the areas.
        units: The units of this area type.
        areas: The areas of this type.
        parameters: Those of the indicator's set.

    Returns:
        A Share where the area's value is k of n, else a Series; on the index of `areas.table`. A unit whose value
        is missing takes no part; an area in which none has a value is NaN.

    """
    if indicator.area is not None:
        own: pd.Series = indicator.area(units, areas, **parameters).values
        return own.reindex(areas.index)
    if indicator.rollup is Rollup.NONE:
        return values if isinstance(values, Share) else values.values
    if indicator.rollup is Rollup.POOLED:
        return _pooled(values, units, areas)
    if indicator.rollup is Rollup.SHARE:
        return _share(values.values, units, areas)
    return _SERIES[indicator.rollup](values.values, units, areas)


def _sums(values: pd.Series, units: Units, areas: Areas) -> pd.Series:
    """Sum over the units of each area, NaN counting as nothing; 0 for an area without units."""
    return values.groupby(units.table["area_id"]).sum().reindex(areas.index, fill_value=0.0).astype("float64")


def _pooled(values: Values, units: Units, areas: Areas) -> Share:
    if not isinstance(values, Share):
        return _share(values.values, units, areas)
    known = values.values.notna()
    parts = None if values.parts is None else _sums(values.parts.where(known), units, areas)
    return Share(
        _sums(values.numerator.where(known), units, areas),
        _sums(values.denominator.where(known), units, areas),
        parts=parts,
    )


def _share(values: pd.Series, units: Units, areas: Areas) -> Share:
    return Share(_sums(values, units, areas), _sums(values.notna().astype("float64"), units, areas))


def _median(values: pd.Series, units: Units, areas: Areas) -> pd.Series:
    return values.groupby(units.table["area_id"]).median().reindex(areas.index).astype("float64")


def _weighted(values: pd.Series, weight: pd.Series, units: Units, areas: Areas) -> pd.Series:
    total = _sums(weight.where(values.notna()), units, areas)
    return _sums(values * weight, units, areas) / total.where(total > 0)


def _by_footprint(values: pd.Series, units: Units, areas: Areas) -> pd.Series:
    return _weighted(values, units.table["footprint"], units, areas)


def _by_outline(values: pd.Series, units: Units, areas: Areas) -> pd.Series:
    return _weighted(values, units.series(shapely.length(units.geometry)), units, areas)


def _per_hectare(values: pd.Series, units: Units, areas: Areas) -> pd.Series:
    known = _sums(values.notna().astype("float64"), units, areas) > 0
    return (_sums(values, units, areas) / areas.hectares).where(known, np.nan)


_SERIES: Mapping[Rollup, Callable[[pd.Series, Units, Areas], pd.Series]] = {
    Rollup.MEDIAN: _median,
    Rollup.FOOTPRINT: _by_footprint,
    Rollup.OUTLINE: _by_outline,
    Rollup.SUM_PER_HA: _per_hectare,
}
