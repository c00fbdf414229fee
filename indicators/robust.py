"""Centre and spread that a few odd values do not move."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAD_TO_SIGMA = 1.4826  # median absolute deviation of a normal distribution times this is its standard deviation
MEAN_DEVIATION_TO_SIGMA = 1.2533  # the same for the mean absolute deviation, which serves where the MAD is 0
ROUNDING = 1e-9  # values that differ by less are the same value


def centre_and_scale(
    values: NDArray[np.float64], group: NDArray[np.int64], groups: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the median and a robust standard deviation of each group.

    Args:
        values: (n,) values; NaN is left out.
        group: (n,) group of each value, -1 for none.
        groups: Number of groups, k.

    Returns:
        Medians (k,) and scales (k,): 1.4826 x MAD, where that is 0 1.2533 x the mean absolute deviation from the
        median, 0 where all values are equal; NaN for a group without values.

    """
    used = (group >= 0) & ~np.isnan(values)
    of = group[used]
    centre = _per_group(values[used], of, groups, "median")
    away = np.abs(values[used] - centre[of])
    mad = MAD_TO_SIGMA * _per_group(away, of, groups, "median")
    mean = MEAN_DEVIATION_TO_SIGMA * _per_group(away, of, groups, "mean")
    return centre, _settled(mad, mean)


def rowwise_centre_and_scale(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the same for each row of an (n, k) array without NaN."""
    centre = np.median(values, axis=1)
    away = np.abs(values - centre[:, None])
    mad = MAD_TO_SIGMA * np.median(away, axis=1)
    return centre, _settled(mad, MEAN_DEVIATION_TO_SIGMA * away.mean(axis=1))


def _settled(mad: NDArray[np.float64], mean: NDArray[np.float64]) -> NDArray[np.float64]:
    scale = np.where(mad > ROUNDING, mad, mean)
    return np.where(scale <= ROUNDING, 0.0, scale)


def _per_group(
    values: NDArray[np.float64], group: NDArray[np.int64], groups: int, statistic: str
) -> NDArray[np.float64]:
    found = pd.Series(values).groupby(group).agg(statistic)
    per_group: NDArray[np.float64] = found.reindex(range(groups)).to_numpy(dtype="float64")
    return per_group
