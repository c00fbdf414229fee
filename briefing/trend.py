"""Whether there were more or fewer incidents in the last year than in the year before, as far as that can be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.stats import binomtest

from .sheet import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ..hotspots.period import Moments, Period

LEVEL = 0.01  # a booklet holds many sheets: at 5 % one in twenty would name a change that chance made
LEAST = 10  # incidents in the two years together, under which no test can bear a change
_QUARTER = 3  # months
_YEAR = 4  # quarters
_EPOCH = 1970


class Quarters(NamedTuple):
    """Incidents by calendar quarter.

    Attributes:
        first: Number of the first quarter, counted from 1970.
        counts: (q,) incidents that began in each.
        whole: (q,) whether all of the quarter lies in the period.

    """

    first: int
    counts: NDArray[np.int64]
    whole: NDArray[np.bool_]

    @property
    def names(self) -> list[str]:
        """The year at its first quarter here, nothing at the others."""
        years = _EPOCH + (self.first + np.arange(len(self.counts))) // _YEAR
        return [str(year) if at == 0 or year != years[at - 1] else "" for at, year in enumerate(years.tolist())]


def quarters_of(begin: Moments, period: Period) -> Quarters:
    """Count incidents by the calendar quarter in which they began.

    Args:
        begin: (n,) moments, in the period.
        period: Over which is counted.

    """
    start, end = (_quarter(np.array([moment]))[0] for moment in (period.start, period.end - np.timedelta64(1, "s")))
    edges = (np.arange(start, end + 2) * _QUARTER).astype("datetime64[M]").astype("datetime64[s]")
    whole = (edges[:-1] >= period.start) & (edges[1:] <= period.end)
    counts = np.bincount(_within(begin, int(start), int(end)), minlength=int(end - start) + 1)
    return Quarters(int(start), counts.astype(np.int64), np.asarray(whole, dtype=np.bool_))


def quarter_at(begin: Moments, quarters: Quarters) -> NDArray[np.int64]:
    """Give the position of the quarter in which each incident is counted, (n,)."""
    return _within(begin, quarters.first, quarters.first + len(quarters.counts) - 1)


def _within(begin: Moments, first: int, last: int) -> NDArray[np.int64]:
    return np.clip(_quarter(begin) - first, 0, last - first)


def _quarter(moments: Moments) -> NDArray[np.int64]:
    return np.asarray(moments.astype("datetime64[M]").astype(np.int64) // _QUARTER, dtype=np.int64)


def years_of(quarters: Quarters) -> tuple[slice, slice] | None:
    """Give the last four whole quarters and the four before; None where there are no eight.

    Four quarters are a whole year, so that the seasons are alike in both.
    """
    whole = np.flatnonzero(quarters.whole)
    if len(whole) < 2 * _YEAR:
        return None
    end = int(whole[-1]) + 1
    return slice(end - _YEAR, end), slice(end - 2 * _YEAR, end - _YEAR)


def trend_words(here: Quarters, everywhere: Quarters, language: str, *, told: bool = True) -> list[str]:
    """Say whether a change can be told from chance: exact binomial test on two equal years, two-sided.

    Args:
        here: Of the place.
        everywhere: Of all incidents that count, over the same period.
        language: nl or en.
        told: Whether the numbers of the two years may be told.

    """
    years = years_of(here)
    if years is None:
        return [words("trend_short", language)]
    last, before = (int(here.counts[year].sum()) for year in years)
    said = {"last": last, "before": before, "to": _named(here, years[0], language)}
    if not told:
        return [words("trend_hidden", language)]
    if last + before < LEAST:
        return [words("trend_few", language, **said, least=LEAST)]
    if binomtest(last, last + before, 0.5).pvalue > LEVEL:
        return [words("trend_none", language, **said)]
    code = "trend_more" if last > before else "trend_fewer"
    town, town_before = (int(everywhere.counts[year].sum()) for year in years)
    return [words(code, language, **said), words("trend_town", language, last=town, before=town_before)]


def taken_together(quarters: Quarters, size: int, language: str) -> tuple[NDArray[np.float64], list[str]]:
    """Take quarters together, back from the end of the last whole one, so that the years of a trend are sums of them.

    Args:
        quarters: Of the place.
        size: Quarters in a bar: 2 or 4.
        language: nl or en.

    Returns:
        Sums, what is left at either end in a bar of its own, and the name of the last quarter of each.

    """
    whole = np.flatnonzero(quarters.whole)
    end = int(whole[-1]) + 1 if len(whole) else len(quarters.counts)
    block = (np.arange(len(quarters.counts)) - end) // size
    _, at = np.unique(block, return_inverse=True)
    last = [int(np.flatnonzero(at == one)[-1]) for one in range(int(at.max()) + 1)]
    names = [_short(quarters.first + one, language) for one in last]
    return np.bincount(at, quarters.counts).astype(np.float64), names


def _short(number: int, language: str) -> str:
    return words("trend_until", language, quarter=number % _YEAR + 1, year=_EPOCH + number // _YEAR)


def parts_of(quarters: Quarters) -> Sequence[int]:
    """Give the numbers that a trend tells: of each of the two years, and of what lies outside them."""
    years = years_of(quarters)
    if years is None:
        return []
    last, before = (int(quarters.counts[year].sum()) for year in years)
    return [last, before, int(quarters.counts.sum()) - last - before]


def _named(quarters: Quarters, year: slice, language: str) -> str:
    """Name the last quarter of a year."""
    number = quarters.first + year.stop - 1
    return words("trend_quarter", language, quarter=number % _YEAR + 1, year=_EPOCH + number // _YEAR)
