"""The months before the peildatum."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from datetime import date


def in_window(moments: pd.Series, peildatum: date, months: int) -> pd.Series:
    """Tell which moments lie in the months that end on the peildatum, that day itself not included."""
    end = pd.Timestamp(peildatum)
    return moments.between(end - pd.DateOffset(months=months), end, inclusive="left")
