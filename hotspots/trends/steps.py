"""The steps in which a period is taken one after the other, counted back from its end so that the last is whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...safeguards.messages import note, refused, warn

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ...safeguards.messages import Message
    from ..period import Period

AUTOMATIC = "automatic"
UNITS = (AUTOMATIC, "days", "week", "month", "quarter", "year")
ENOUGH_STEPS = 10  # what Esri asks for
FEWEST_STEPS = 4  # with three, no series of ranks is rare enough to be called a trend
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_WEEK = 7
_DAY = np.timedelta64(1, "D")
_EVERY_MONTH_HAS = 28


@dataclass(frozen=True, eq=False)
class Steps:
    """Steps that follow each other without a gap.

    Attributes:
        edges: (k + 1,) rising moments to the second; a step holds its first edge and not its last.
        unit: One of `UNITS`, automatic excepted.
        days: Length where the unit is days, else None.

    """

    edges: NDArray[np.datetime64]
    unit: str
    days: int | None = None

    def __len__(self) -> int:
        """Count the steps."""
        return len(self.edges) - 1

    @property
    def lengths(self) -> NDArray[np.float64]:
        """Length of each in days, (k,)."""
        return np.asarray(np.diff(self.edges) / _DAY, dtype=np.float64)


def cut_steps(period: Period, unit: str = AUTOMATIC, days: int | None = None) -> tuple[Steps, list[Message]]:
    """Cut a period into steps, from its end backwards; what is left at its begin is no whole step and falls out.

    Automatic takes the longest of year, quarter, month and week that gives ten steps; in a shorter period a tenth of
    its days. Months run to the day on which the period ends: calendar months where that is the end of a month.

    Args:
        period: What to cut.
        unit: One of `UNITS`.
        days: Length of a step where the unit is days.

    Raises:
        RefusedError: No whole number of days, or fewer than four steps.

    """
    steps = _automatic(period) if unit == AUTOMATIC else _steps(period, unit, days)
    if len(steps) < FEWEST_STEPS:
        raise refused("emerging_too_few_steps", steps=len(steps), least=FEWEST_STEPS, days=round(period.days))
    lengths = np.round(steps.lengths).astype(np.int64)
    shortest, longest = int(lengths.min()), int(lengths.max())
    told = {
        "steps": len(steps),
        "days": str(shortest) if shortest == longest else f"{shortest}-{longest}",
        "first": _written(steps.edges[0]),
        "last": _written(steps.edges[-1] - np.timedelta64(1, "s")),
    }
    code = "emerging_steps_automatic" if steps.unit != "days" else "emerging_steps_tenth"
    messages = [note(code if unit == AUTOMATIC else "emerging_steps", **told)]
    if shortest != longest:
        messages.append(note("emerging_rates", days=round(float(steps.lengths.mean()), 2)))
    if len(steps) < ENOUGH_STEPS:
        messages.append(warn("emerging_few_steps", steps=len(steps), enough=ENOUGH_STEPS))
    return steps, messages


def _automatic(period: Period) -> Steps:
    for unit in ("year", "quarter", "month", "week"):
        steps = _steps(period, unit, None)
        if len(steps) >= ENOUGH_STEPS:
            return steps
    return _steps(period, "days", max(int(period.days // ENOUGH_STEPS), 1))


def _steps(period: Period, unit: str, days: int | None) -> Steps:
    if unit in _MONTHS:
        return Steps(_months_back(period, _MONTHS[unit]), unit)
    length = _WEEK if unit == "week" else days
    if not length or length < 1:
        raise refused("emerging_step_days_missing")
    whole = int(period.days // length)
    edges = period.end - np.arange(whole, -1, -1) * length * _DAY
    return Steps(edges.astype("datetime64[s]"), unit, None if unit == "week" else length)


def _months_back(period: Period, months: int) -> NDArray[np.datetime64]:
    """Give the edges of steps of some months, on one day of the month; only the very last may lie on a later one."""
    last = period.end.astype("datetime64[M]")
    into = period.end - last.astype("datetime64[s]")
    into = min(into, np.timedelta64(_EVERY_MONTH_HAS - 1, "D").astype("timedelta64[s]"))
    most = int((last - period.start.astype("datetime64[M]")).astype(np.int64)) // months + 1
    edges = (last - np.arange(most, -1, -1) * months).astype("datetime64[s]") + into
    edges[-1] = period.end
    return np.asarray(edges[edges >= period.start])


def _written(moment: np.datetime64) -> str:
    return f"{moment.astype('datetime64[D]').item():%d-%m-%Y}"
