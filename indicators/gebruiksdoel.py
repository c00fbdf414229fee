"""What verblijfsobjecten may be used for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray


def holds(gebruiksdoelen: pd.Series, *doelen: str) -> NDArray[np.bool_]:
    """Tell of each set of gebruiksdoelen whether it holds any of `doelen`."""
    return _each(gebruiksdoelen, lambda held: not held.isdisjoint(doelen))


def only(gebruiksdoelen: pd.Series, *doelen: str) -> NDArray[np.bool_]:
    """Tell of each set of gebruiksdoelen whether it holds something, and nothing beside `doelen`."""
    return _each(gebruiksdoelen, lambda held: bool(held) and held.issubset(doelen))


def _each(gebruiksdoelen: pd.Series, test: Callable[[frozenset[str]], bool]) -> NDArray[np.bool_]:
    """Ask once per different set, of which a municipality has some dozens, not once per verblijfsobject."""
    code, different = pd.factorize(gebruiksdoelen.to_numpy())
    answer = np.array([test(held) for held in different], dtype=np.bool_)
    return answer[code] if len(answer) else np.zeros(len(code), dtype=np.bool_)
