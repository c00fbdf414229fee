"""The order of rows by numbers, which sort many times faster than texts do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray


def ranked(values: pd.Series) -> NDArray[np.int64]:
    """Give numbers that sort as texts or moments do, a missing moment before all others."""
    if values.dtype.kind == "M":
        return np.asarray(values.to_numpy().astype("datetime64[ms]"), dtype=np.int64)
    if values.is_monotonic_increasing:
        # Exports come in order of number, which spares the sorting.
        return np.asarray(values.ne(values.shift()).cumsum(), dtype=np.int64)
    return np.asarray(pd.factorize(values, sort=True)[0], dtype=np.int64)


def like_next(*columns: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which rows say the same as the row after them; the last one does not."""
    same = np.zeros(len(columns[0]), dtype=np.bool_)
    same[:-1] = np.all([column[:-1] == column[1:] for column in columns], axis=0)
    return same
