"""The part of the week that holds most of the incidents: some days in a row, from one hour to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .week import DAYS, HOURS

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LONGEST = 12  # hours of a part that is not the whole day
_WIDEST = 1 / 3  # of the week


@dataclass(frozen=True)
class Block:
    """A part of the week.

    Attributes:
        day: Weekday on which it begins, Monday 0.
        days: How many in a row.
        hour: At which it begins on each of them.
        hours: How long; past midnight it belongs to the day before.
        incidents: Share of the incidents.
        time: Share of the time.

    """

    day: int
    days: int
    hour: int
    hours: int
    incidents: float
    time: float


def busiest(week: NDArray[np.float64], share: NDArray[np.float64]) -> Block | None:
    """Find the part of the week whose incidents are least like an even spread (Kulldorff's likelihood ratio).

    Args:
        week: (7, 24) incidents.
        share: (7, 24) share of the time.

    Returns:
        The part, of at most a third of the week; None where there are no incidents.

    """
    total = float(week.sum())
    if total <= 0:
        return None
    best, found = 0.0, None
    for hours in (*range(1, _LONGEST + 1), HOURS):
        counted, time = _runs(week / total, hours), _runs(share, hours)
        for days in range(1, DAYS + 1):
            many, long = _rows(counted, days), _rows(time, days)
            gain = np.where((many > long) & (long <= _WIDEST) & (long > 0), _gain(many, long), 0.0)
            # A whole day begins at midnight, a whole week on Monday.
            gain = gain[: 1 if days == DAYS else DAYS, : 1 if hours == HOURS else HOURS]
            day, hour = np.unravel_index(int(gain.argmax()), gain.shape)
            if gain[day, hour] > best:
                best = float(gain[day, hour])
                at = int(day), int(hour)
                found = Block(at[0], days, at[1], hours, float(many[at]), float(long[at]))
    return found


def _runs(values: NDArray[np.float64], hours: int) -> NDArray[np.float64]:
    """Give for each hour of the week the sum of that and the hours after it, Sunday night going on to Monday."""
    line = values.ravel()
    passed = np.concatenate([[0.0], np.cumsum(np.concatenate([line, line[:hours]]))])
    return np.asarray((passed[hours : hours + len(line)] - passed[: len(line)]).reshape(DAYS, HOURS))


def _rows(values: NDArray[np.float64], days: int) -> NDArray[np.float64]:
    """Give for each day and hour the sum over that and the days after it."""
    return np.asarray(sum(np.roll(values, -day, axis=0) for day in range(days)), dtype=np.float64)


def _gain(many: NDArray[np.float64], long: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the log likelihood ratio per incident."""
    rest, free = np.clip(1 - many, 1e-15, None), np.clip(1 - long, 1e-15, None)
    with np.errstate(divide="ignore", invalid="ignore"):
        gain = many * np.log(many / long) + rest * np.log(rest / free)
    return np.asarray(np.nan_to_num(gain), dtype=np.float64)
