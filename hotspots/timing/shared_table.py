"""What of a table of hours, days, months and years may be shown to those who may not see everything.

Hours of the week are counted by hour and by weekday too, calendar months by month of the year and by year: a hidden
cell would follow from its row and column, and that cells are hidden would say that one is small. So, whatever the
numbers, hours and weekdays are given and never both together, and calendar months and never their sums; each as a row
of numbers whose total is known. Where not every hour of every weekday lies in the period weekdays are not given: an
hour that lies there once only would be known from its weekday.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...safeguards.messages import note, refused, say
from ..shared import SMALL, not_told

if TYPE_CHECKING:
    import pandas as pd

    from ...safeguards.messages import Message

_GIVEN = ("hour", "weekday", "year_month")
_NUMBERS = ["incidents", "ratio", "share", "per_month", "expected", "z"]


def for_others(table: pd.DataFrame, language: str) -> tuple[pd.DataFrame, list[Message]]:
    """Take small numbers out of a table of `table.time_table`, and what would give them back.

    Raises:
        RefusedError: Fewer than 5 incidents in all.

    """
    if table.loc[table["part"] == "year", "incidents"].sum() < SMALL:
        raise refused("shared_too_few", small=SMALL)
    whole = bool((table.loc[table["part"] == "hour_weekday", "days"] > 0).all())
    parts = [part for part in _GIVEN if whole or part != "weekday"]
    kept = table[table["part"].isin(parts)].reset_index(drop=True)
    # What is usual in a month, and how far it is off, follow from the months around it.
    kept.loc[kept["part"] == "year_month", ["expected", "ratio", "z"]] = np.nan
    n = 0
    for part in parts:
        rows = kept.index[kept["part"] == part]
        hidden = rows[not_told(kept.loc[rows, "incidents"].fillna(0).to_numpy(dtype=np.float64))]
        _hide(kept, hidden, language)
        n += len(hidden)
    kept["outlier"] = None
    months = (kept["part"] == "year_month") & kept["incidents"].notna()
    kept.loc[months, "words"] = kept.loc[months, "words"].map(_name)
    return kept, [note("shared_times", n=n, small=SMALL)]


def _hide(table: pd.DataFrame, rows: pd.Index, language: str) -> None:
    table.loc[rows, _NUMBERS] = np.nan
    unsaid = say(note("shared_not_shown"), language)
    table.loc[rows, "words"] = table.loc[rows, "words"].map(_name) + f": {unsaid}"


def _name(words: str) -> str:
    """Take the name of a row from its words."""
    return words.rsplit(": ", 1)[0]
