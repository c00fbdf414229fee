"""Incidents counted by hour of the week, by month and by year, each window by fraction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...safeguards.messages import note, warn
from ..period import sums_between
from .week import DAYS, HOURS, MONDAY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ...safeguards.messages import Message
    from ..events import Events
    from ..period import Moments, Period

LONGEST = 24  # hours of a window that still says something of the hour
FEW = 30  # incidents; below it the picture says that they are few
SMALL = 5  # incidents; below it a table may tell of one person (small cells)
MONTHS = 12
_DAY = np.timedelta64(1, "D")
_HOUR = np.timedelta64(1, "h")
_MIDNIGHTS = 2  # times what any other whole hour has, from which midnight looks like a time not known


@dataclass(frozen=True, eq=False)
class Profile:
    """When incidents happened, by the clock of the place.

    Attributes:
        period: Over which was counted.
        incidents: Number of incidents.
        exact: Of which the moment is known.
        spread: Of which a window of at most a day is known.
        hourless: Of which only days are known: they count for weekdays, months and years.
        timed: (weeks, 7, 24) what incidents with an hour count for, from the Monday on or before the period.
        daily: (weeks, 7) what all incidents count for.
        exposed: (weeks, 7, 24) hours that lie in the period.
        month: (m,) calendar months of the period.
        monthly: (m,) what incidents count for.
        days: (m,) days of each month that lie in the period.

    """

    period: Period
    incidents: int
    exact: int
    spread: int
    hourless: int
    timed: NDArray[np.float64]
    daily: NDArray[np.float64]
    exposed: NDArray[np.float64]
    month: NDArray[np.datetime64]
    monthly: NDArray[np.float64]
    days: NDArray[np.float64]

    @property
    def week(self) -> NDArray[np.float64]:
        """(7, 24) incidents by weekday and hour."""
        return np.asarray(self.timed.sum(axis=0), dtype=np.float64)

    @property
    def week_share(self) -> NDArray[np.float64]:
        """(7, 24) share of the period in each hour of the week."""
        return np.asarray(self.exposed.sum(axis=0) / self.exposed.sum(), dtype=np.float64)

    @property
    def weekdays(self) -> NDArray[np.float64]:
        """(7,) incidents by weekday, Monday first."""
        return np.asarray(self.daily.sum(axis=0), dtype=np.float64)

    @property
    def calendar(self) -> NDArray[np.int64]:
        """(m,) month of the year of each calendar month, January 0."""
        return np.asarray(self.month.astype(np.int64) % MONTHS, dtype=np.int64)

    @property
    def years(self) -> NDArray[np.int64]:
        """(m,) year of each calendar month."""
        return np.asarray(self.month.astype("datetime64[Y]").astype(np.int64) + 1970, dtype=np.int64)

    def by_month(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """(12,) sums of values of calendar months, by month of the year."""
        return np.asarray(np.bincount(self.calendar, values, minlength=MONTHS), dtype=np.float64)

    def by_year(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sums of values of calendar months, by year from the first."""
        return np.asarray(np.bincount(self.years - self.years[0], values), dtype=np.float64)


def profile_of(events: Events, period: Period) -> tuple[Profile, list[Message]]:
    """Count incidents over the clock and the calendar, and say what was spread and what says no hour.

    A window of at most 24 hours is spread evenly over the hours it covers (Ratcliffe 2000). A longer one, or one of
    whole days, says nothing of the hour. What of a window lies outside the period does not count.

    Args:
        events: Incidents, all with a begin.
        period: Over which is counted.

    Returns:
        The profile, and messages.

    """
    length = events.end - events.begin
    window = length > np.timedelta64(0, "s")
    hourless = window & ((length > LONGEST * _HOUR) | (_midnight(events.begin) & _midnight(events.end)))
    begin, end = np.maximum(events.begin, period.start), np.minimum(events.end, period.end)
    counted, timed = events.counted, ~hourless
    hours = _hours_of(period)
    weeks = (len(hours) - 1) // (DAYS * HOURS)
    everything = sums_between(begin, end, hours[::HOURS], counted)
    month, edges = _months_of(period)
    profile = Profile(
        period,
        len(events),
        int((~window).sum()),
        int((window & timed).sum()),
        int(hourless.sum()),
        sums_between(begin[timed], end[timed], hours, counted[timed]).reshape(weeks, DAYS, HOURS),
        everything.reshape(weeks, DAYS),
        _held(hours, period).reshape(weeks, DAYS, HOURS) / 3600,
        month,
        sums_between(begin, end, edges, counted),
        np.diff(edges) / _DAY,
    )
    return profile, [*_told(profile), *_at_midnight(events.begin[~window])]


def _midnight(moments: Moments) -> NDArray[np.bool_]:
    return np.asarray(moments == moments.astype("datetime64[D]"), dtype=np.bool_)


def _hours_of(period: Period) -> Moments:
    """Give the edges of the hours of all weeks that touch the period."""
    week = 7 * _DAY
    first = MONDAY + (period.start - MONDAY) // week * week
    weeks = -((first - period.end) // week)
    edges: Moments = first + np.arange(int(weeks) * DAYS * HOURS + 1) * _HOUR
    return edges


def _months_of(period: Period) -> tuple[NDArray[np.datetime64], Moments]:
    """Give the calendar months, and their edges cut off to the period."""
    last = (period.end - np.timedelta64(1, "s")).astype("datetime64[M]")
    month = np.arange(period.start.astype("datetime64[M]"), last + 1)
    edges = np.append(month, last + 1).astype("datetime64[s]")
    return month, np.clip(edges, period.start, period.end)


def _held(edges: Moments, period: Period) -> NDArray[np.float64]:
    """Give the seconds of each step that lie in the period."""
    inside = np.clip(edges, period.start, period.end)
    return np.asarray(np.diff(inside) / np.timedelta64(1, "s"), dtype=np.float64)


def _told(profile: Profile) -> list[Message]:
    n = profile.incidents
    told = [note("timing_windows", exact=profile.exact, spread=profile.spread, total=n)]
    if profile.hourless:
        told.append(warn("timing_hourless", n=profile.hourless, total=n, longest=LONGEST))
    if n < SMALL:
        told.append(warn("timing_small", n=n, least=SMALL))
    elif n < FEW:
        told.append(warn("timing_few", n=n, few=FEW))
    return told


def _at_midnight(moments: Moments) -> list[Message]:
    """Warn where midnight looks like what a system writes for a time that is not known."""
    whole = moments[moments == moments.astype("datetime64[h]")]
    at = np.bincount((whole - whole.astype("datetime64[D]")) // _HOUR, minlength=HOURS)
    if at[0] < SMALL or at[0] <= _MIDNIGHTS * at[1:].max():
        return []
    return [warn("timing_midnight", n=int(at[0]), total=len(moments))]
