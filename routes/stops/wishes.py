"""What the planner of a round chose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ...safeguards.messages import refused, warn

if TYPE_CHECKING:
    from ...safeguards.messages import Message

MODES = ("action", "tour")
ROUNDS = ("day", "dark")
_SATURDAY = 5  # as `date.weekday` counts


@dataclass(frozen=True)
class Wishes:
    """All that is chosen about the stops; a field that is not chosen is an empty text.

    Attributes:
        dates: The days of the plan, as `working_days` gives them.
        priority: Field with the priority; empty is risk_score where that is a field.
        service: Field with the minutes of a visit.
        window_start: Field with the moment from which a visit may begin.
        window_end: Field with the moment before which it must have ended.
        opening_hours: Field with opening hours as text.
        skill: Field with the skills a team must have.
        mandatory: Field that tells which stops must be visited.
        which: Column that says which locations may be chosen; control stops are drawn among the others too.
        top: How many are chosen by priority, besides the mandatory ones; 0 is all.
        mode: "action" or "tour".
        round: "day", or "dark": after dark, from the street.
        service_base: Minutes every visit takes.
        service_per_address: Minutes every business adds.
        dark_service: Minutes of a look from the street.

    """

    dates: tuple[date, ...]
    priority: str = ""
    service: str = ""
    window_start: str = ""
    window_end: str = ""
    opening_hours: str = ""
    skill: str = ""
    mandatory: str = ""
    which: str = ""
    top: int = 20
    mode: str = "action"
    round: str = "day"
    service_base: float = 10.0
    service_per_address: float = 8.0
    dark_service: float = 5.0

    def fields(self) -> dict[str, str]:
        """Give the fields that were chosen, by the parameter that chose them."""
        held = {
            "PRIORITY": self.priority,
            "SERVICE": self.service,
            "WINDOW_START": self.window_start,
            "WINDOW_END": self.window_end,
            "OPENING_HOURS": self.opening_hours,
            "SKILL": self.skill,
            "MANDATORY": self.mandatory,
        }
        return {parameter: field for parameter, field in held.items() if field}

    def checked(self) -> Wishes:
        """Give the wishes themselves.

        Raises:
            RefusedError: One of them cannot be.

        """
        if not self.dates:
            raise refused("stops_no_days")
        if self.mode not in MODES:
            raise refused("stops_unknown_choice", parameter="MODE", given=self.mode, known=", ".join(MODES))
        if self.round not in ROUNDS:
            raise refused("stops_unknown_choice", parameter="ROUND", given=self.round, known=", ".join(ROUNDS))
        for parameter, minutes in (
            ("SERVICE_BASE", self.service_base),
            ("SERVICE_PER_ADDRESS", self.service_per_address),
        ):
            if not 0 <= minutes < float("inf"):
                raise refused("stops_negative_minutes", parameter=parameter, given=minutes)
        return self


def working_days(first: date, n: int) -> tuple[tuple[date, ...], list[Message]]:
    """Give so many days, Monday to Friday, from the first on; the first is the user's own choice, whatever day it is.

    Args:
        first: The first day.
        n: How many, 1 or more.

    Returns:
        The days, and a warning where the first is a Saturday or Sunday.

    """
    days = [first]
    while len(days) < n:
        day = days[-1] + timedelta(days=1)
        while day.weekday() >= _SATURDAY:
            day += timedelta(days=1)
        days.append(day)
    weekend = first.weekday() >= _SATURDAY
    return tuple(days), [warn("stops_weekend", date=f"{first:%d-%m-%Y}")] if weekend else []
