"""The answer of an indicator that has nothing to go by: missing everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .model import Measured, Share

if TYPE_CHECKING:
    from ..safeguards.messages import Message


def unknown(index: pd.Index, *messages: Message) -> Measured:
    """Give NaN for every unit or area."""
    return Measured(pd.Series(np.nan, index=index, dtype="float64"), messages)


def unknown_share(index: pd.Index, *messages: Message) -> Share:
    """Give a share of nothing for every unit: its value is NaN, and it adds nothing to its area."""
    nothing = pd.Series(0.0, index=index)
    return Share(nothing, nothing.copy(), messages)
