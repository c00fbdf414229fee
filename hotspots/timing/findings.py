"""What the clock and the calendar of incidents show, and what of it is more than chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...safeguards.messages import note, warn
from ...safeguards.watch import Watch
from .busiest import Block, busiest
from .outliers import LEAST_MONTHS, Outliers, outlier_months
from .profile import FEW, Profile, profile_of
from .uneven import Difference, months_differ, parts_differ
from .words import MONTHS, WEEKDAYS, block_days, block_hours, chance, listed, month_name

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ...safeguards.messages import Message
    from ..events import Events
    from ..period import Period
    from .words import Both

_UNWATCHED = Watch()
_NAMED = 6  # months a sentence names


@dataclass(frozen=True, eq=False)
class Findings:
    """The counts, and what was found in them; None is what cannot be told.

    Attributes:
        profile: The counts.
        hours: Whether hours of the day differ.
        weekdays: Whether days of the week differ.
        months: Whether months of the year differ.
        outliers: Calendar months that stand out.
        block: The busiest part of the week, where hours or weekdays differ more than chance.

    """

    profile: Profile
    hours: Difference | None
    weekdays: Difference | None
    months: Difference | None
    outliers: Outliers | None
    block: Block | None


def find_times(events: Events, period: Period, watch: Watch = _UNWATCHED) -> tuple[Findings, list[Message]]:
    """Count incidents over the clock and the calendar, and test what they show.

    Args:
        events: Incidents, all with a begin.
        period: Over which is counted.
        watch: Told of progress, asked for cancel.

    Returns:
        What was found, and messages; the sentences of `said` are not among them.

    """
    profile, messages = profile_of(events, period)
    watch.at(0.6)
    hours = parts_differ(profile.timed.sum(axis=1), profile.exposed.sum(axis=1))
    weekdays = parts_differ(profile.daily, profile.exposed.sum(axis=2))
    watch.at(0.8)
    months = months_differ(profile.monthly, profile.days, profile.calendar, period.years)
    seasonal = months is not None and months.uneven
    outliers = outlier_months(profile.monthly, profile.days, profile.calendar, seasonal=seasonal)
    differ = any(one is not None and one.uneven for one in (hours, weekdays))
    block = busiest(profile.week, profile.week_share) if differ and profile.week.sum() >= FEW else None
    watch.at(1)
    return Findings(profile, hours, weekdays, months, outliers, block), messages


def said(findings: Findings) -> list[Message]:
    """Say what was found: the busiest part of the week, three tests, and the months that stand out."""
    return [
        *_said_block(findings),
        _said_hours(findings.hours),
        _said_weekdays(findings.weekdays, findings.profile),
        _said_months(findings.months, findings.profile),
        *_said_outliers(findings.outliers, findings.profile),
    ]


def _said_block(findings: Findings) -> list[Message]:
    block = findings.block
    if block is None:
        return []
    share, time = round(100 * block.incidents), round(100 * block.time, 0 if block.time > 0.1 else 1)  # noqa: PLR2004
    days, hours = block_days(block), block_hours(block)
    return [note("timing_busiest", days=days, hours=hours, share=share, time=float(time))]


def _chance(test: Difference) -> Both:
    return chance(test.p, test.dispersion)


def _said_hours(test: Difference | None) -> Message:
    if test is None:
        return note("timing_hours_untold")
    return note("timing_hours_uneven" if test.uneven else "timing_hours_even", chance=_chance(test))


def _said_weekdays(test: Difference | None, profile: Profile) -> Message:
    if test is None:
        return note("timing_weekdays_untold")
    if not test.uneven:
        return note("timing_weekdays_even", chance=_chance(test))
    most = WEEKDAYS[_most(profile.weekdays, profile.exposed.sum(axis=(0, 2)))]
    return note("timing_weekdays_uneven", most=most, chance=_chance(test))


def _said_months(test: Difference | None, profile: Profile) -> Message:
    if test is None:
        return note("timing_months_untold", months=len(profile.month))
    if not test.uneven:
        return note("timing_months_even", chance=_chance(test))
    most = MONTHS[_most(profile.by_month(profile.monthly), profile.by_month(profile.days))]
    return note("timing_months_uneven", most=most, chance=_chance(test))


def _most(counts: NDArray[np.float64], time: NDArray[np.float64]) -> int:
    return int((counts / time).argmax())


def _said_outliers(outliers: Outliers | None, profile: Profile) -> list[Message]:
    if outliers is None:
        return [note("timing_outliers_untold", least=LEAST_MONTHS)]
    told: list[Message] = []
    for code, many, which in (
        ("timing_outliers_high", "timing_outliers_high_many", outliers.high),
        ("timing_outliers_low", "timing_outliers_low_many", outliers.low),
    ):
        if not which.any():
            continue
        months = [month_name(int(profile.calendar[at]), int(profile.years[at])) for at in which.nonzero()[0]]
        rest = len(months) - _NAMED
        if rest > 0:
            told.append(warn(many, months=listed(months[:_NAMED]), rest=rest))
        else:
            told.append(warn(code, months=listed(months)))
    return told or [note("timing_outliers_none", months=len(profile.month))]
