"""Rows in order by numbers: the same order pandas gives by the texts and moments themselves."""

import numpy as np
import pandas as pd
import pytest

from locatierisico.registers.order import like_next, ranked


@pytest.mark.parametrize(
    "values",
    [
        pd.Series(["b", "a", "c", "a"], dtype=object),
        pd.Series(["a", "a", "b", "c"], dtype=object),
        pd.Series([], dtype=object),
        pd.Series(pd.to_datetime(["2021-01-01", None, "2020-01-01", "2021-01-01"])),
    ],
)
def test_ranks_sort_as_the_values_do(values: pd.Series) -> None:
    expected = values.sort_values(kind="stable", na_position="first").index.tolist()
    assert np.argsort(ranked(values), kind="stable").tolist() == expected


def test_a_row_is_like_the_next_in_every_column() -> None:
    assert like_next(np.array([1, 1, 1, 2]), np.array([5, 5, 6, 6])).tolist() == [True, False, False, False]
    assert like_next(np.array([], dtype=np.int64)).tolist() == []
