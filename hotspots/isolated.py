"""First or last dates that lie far from all others and stretch the period: usually a slip in a date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..safeguards.messages import warn
from .period import DAYS_A_YEAR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..safeguards.messages import Message
    from .events import Events

    Moments = NDArray[np.datetime64]

_FEWEST = 12  # incidents; with fewer, chance gives such gaps too
_PART = 100  # up to one in so many may lie apart
_TIMES = 5  # the longest gap among the others
_DAY = np.timedelta64(1, "D")
_YEAR = DAYS_A_YEAR * _DAY.astype("timedelta64[s]").astype(np.int64)  # seconds


def isolated_first(moments: Moments) -> int:
    """Count the first moments that lie apart from all others: at most 1 %, and at least one may.

    They lie apart where the gap after them is more than a year and more than five times the longest gap among the
    others, without as many of the last ones. Of incidents at random that happens to fewer than one set in a thousand,
    and not to those of one season a year.

    Args:
        moments: (n,) known moments, in any order.

    Returns:
        How many; 0 where there are fewer than 12 moments.

    """
    return _apart(np.sort(moments).astype("datetime64[s]").astype(np.int64))


def isolated_last(moments: Moments) -> int:
    """Count the last moments that lie apart from all others, as `isolated_first` does the first."""
    return _apart(np.sort(-moments.astype("datetime64[s]").astype(np.int64)))


def _apart(seconds: NDArray[np.int64]) -> int:
    n = len(seconds)
    if n < _FEWEST:
        return 0
    most = max(1, n // _PART)
    gaps = np.diff(seconds)
    usual = int(gaps[most : n - 1 - most].max(initial=0))
    wide = np.flatnonzero(gaps[:most] > max(_YEAR, _TIMES * usual))
    return int(wide[-1]) + 1 if len(wide) else 0


def tell_isolated(events: Events, *, first: bool, last: bool) -> list[Message]:
    """Warn of incidents that alone decide where the period begins or ends.

    Args:
        events: With their period.
        first: Whether the first day of the period was taken from the incidents.
        last: Whether the last day was.

    """
    period = events.period
    if period is None:
        return []
    begin, end = events.begin, np.minimum(np.maximum(events.end, events.begin), period.end)
    messages = []
    if first and (n := isolated_first(begin)):
        order = np.argsort(begin, kind="stable")
        edge, inner = begin[order[n - 1]], begin[order[n]]
        rest = period.end - inner.astype("datetime64[D]")
        messages.append(
            warn(
                "events_isolated_first",
                n=n,
                total=len(events),
                date=_day(begin[order[0]]),
                near=_day(inner),
                years=_years(inner - edge),
                times=_times((period.end - period.start) / rest),
            ).about(events.incident_id[order[:n]])
        )
    if last and (n := isolated_last(end)):
        order = np.argsort(end, kind="stable")
        edge, inner = end[order[-n]], end[order[-n - 1]]
        rest = inner.astype("datetime64[D]") + _DAY - period.start
        messages.append(
            warn(
                "events_isolated_last",
                n=n,
                total=len(events),
                date=_day(end[order[-1]] - np.timedelta64(1, "s")),
                near=_day(inner - np.timedelta64(1, "s")),
                years=_years(edge - inner),
                times=_times((period.end - period.start) / rest),
            ).about(events.incident_id[order[-n:]])
        )
    return messages


def _day(moment: np.datetime64) -> str:
    return f"{moment.astype('datetime64[D]').item():%d-%m-%Y}"


def _years(gap: np.timedelta64) -> float:
    return round(float(gap.astype("timedelta64[s]").astype(np.int64) / _YEAR), 1)


def _times(ratio: float) -> float:
    return float(f"{ratio:.2g}")
