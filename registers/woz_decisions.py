"""What a decision on a WOZ value says: whether it stands, whether it is under objection, and from when it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from pandas.api.types import is_datetime64_any_dtype

from .columns import texts
from .dates import moments

if TYPE_CHECKING:
    from collections.abc import Callable

_BETWEEN = re.compile(r"[,;|/\[\]\"'\n]+|(?<=\d)\s+(?=\d)")
_ANNULLED = re.compile(r"^0?2$|vernietig", re.IGNORECASE)
# bezwaar ingediend, beroep aangetekend, hoger beroep aangetekend, cassatie ingesteld
_OBJECTED = re.compile(
    r"^(?:10|20|23|30)$|(?:bezwaar|beroep|cassatie)[\s_]*(?:ingediend|aangetekend|ingesteld)", re.IGNORECASE
)
_YES = frozenset({"true", "waar", "j", "ja", "1", "yes", "y"})
_INCOMPLETE = r"^((?:19|20)\d{2})-?(?:00-?00|(0[1-9]|1[0-2])-?00)$"


def annulled(statuses: pd.Series) -> pd.Series:
    """Tell which values have annulled decisions (status 02) and no other status; one with another stands."""
    return _judged(statuses, lambda words: bool(words) and all(map(_ANNULLED.search, words)))


def under_objection(statuses: pd.Series | None, indications: pd.Series | None, index: pd.Index) -> pd.Series:
    """Tell which values an objection, appeal or cassation is running against, by a status or by the indication."""
    found = pd.Series(data=False, index=index)
    if statuses is not None:
        found |= _judged(statuses, lambda words: any(map(_OBJECTED.search, words)))
    if indications is not None:
        found |= texts(indications).map(lambda word: str(word).lower() in _YES).astype(bool)
    return found


def _judged(statuses: pd.Series, judge: Callable[[list[str]], bool]) -> pd.Series:
    codes, distinct = pd.factorize(texts(statuses), use_na_sentinel=True)
    verdicts = [judge([part.strip() for part in _BETWEEN.split(word) if part.strip()]) for word in distinct.tolist()]
    return pd.Series(np.array([*verdicts, False], dtype=np.bool_)[codes], index=statuses.index)


def days(values: pd.Series, *, whole: bool = True) -> tuple[pd.Series, pd.Series]:
    """Give dates; a year alone is its first of January, and so is a date of which only the year is known.

    Args:
        values: Dates in any writing; `20210000` and `20210300` are dates that are known in part.
        whole: Whether a time of day is dropped.

    Returns:
        Days (datetime64[ms], NaT where unreadable), and a mask of those that were known in part.

    """
    partial = pd.Series(data=False, index=values.index)
    if not is_datetime64_any_dtype(values):
        text = texts(values).astype("string")
        year = text.str.fullmatch(r"(?:19|20)\d{2}").fillna(value=False)
        parts = text.str.extract(_INCOMPLETE)
        partial = parts[0].notna()
        text = text.where(~year, text + "-01-01").where(~partial, parts[0] + "-" + parts[1].fillna("01") + "-01")
        values = text.astype(object)
    found = moments(values)[0]
    return (found.dt.normalize() if whole else found), partial.astype(bool)
