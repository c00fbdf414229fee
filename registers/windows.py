"""Windows of time as people write them: "tussen 22:00 en 06:00", "21-11-2026 / 22-11-2026", "'s avonds"."""

from __future__ import annotations

import re
from typing import NamedTuple

import pandas as pd

from .columns import texts
from .dates import DAY_PATTERN, clock, moments

# Hours of the day, begin and end.
DAYPARTS = {"nacht": (0, 6), "ochtend": (6, 12), "middag": (12, 18), "avond": (18, 24)}
_WORDS = {
    "nacht": "nacht|nachts|snachts",
    "ochtend": "ochtend|ochtends|sochtends|morgen|morgens|smorgens|voormiddag",
    "middag": "middag|middags|smiddags|namiddag",
    "avond": "avond|avonds|savonds",
}
_PART_OF = {word: part for part, words in _WORDS.items() for word in words.split("|")}
_TIME = r"\d{1,2}(?:[:.uh]\d{2}(?:[:.]\d{2})?)?(?:\s*(?:uur|u|h))?"
_FROM = r"(?:(?:tussen|van|vanaf|om|omstreeks|rond|ca\.?)\s+)?"
_UNTIL = r"\s*(?:-|\u2013|\u2014|/|\btot en met\b|\btot\b|\bt/m\b|\ben\b|\bnaar\b)\s*"
_PARTS = "|".join(_PART_OF)
_DAY_1 = rf"(?P<day1>{DAY_PATTERN})"
_DAY_2 = rf"(?P<day2>{DAY_PATTERN})"
_TIMES = rf"{_FROM}(?P<time1>{_TIME}){_UNTIL}{_FROM}(?P<time2>{_TIME})"
# The first that fits counts. A cell with one moment is none of these.
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_FROM}{_DAY_1}[\s,]+{_FROM}(?P<time1>{_TIME}){_UNTIL}{_FROM}{_DAY_2}[\s,]+{_FROM}(?P<time2>{_TIME})",
        rf"{_FROM}{_DAY_1}{_UNTIL}{_FROM}{_DAY_2}",
        rf"(?:op\s+)?{_DAY_1}[\s,]+{_TIMES}",
        _TIMES,
        rf"(?:(?:op\s+)?{_DAY_1}[\s,]+)?(?:in de\s+|'?s\s*)?(?P<part>{_PARTS})",
        rf"{_FROM}(?P<time1>{_TIME})",
        rf"(?:(?:op\s+)?{_DAY_1}[\s,]+)?(?:voor|v\u00f3\u00f3r|tot)\s+(?P<time2>{_TIME})",
        rf"(?:(?:op\s+)?{_DAY_1}[\s,]+)?na\s+(?P<time1>{_TIME})(?P<after>)",
    )
)
_GROUPS = ("day1", "time1", "day2", "time2", "part")
_BARE_HOUR = re.compile(r"\d{1,2}")


class Windows(NamedTuple):
    """What cells say of a begin and an end, each on the index of the cells; NaT where they do not say it.

    Attributes:
        begin_day: Midnight of the day of the begin.
        begin_time: Time since midnight.
        end_day: Midnight of the day of the end.
        end_time: Time since midnight; 24 hours is the end of the day.
        part: Whether a part of the day was named instead of times.

    """

    begin_day: pd.Series
    begin_time: pd.Series
    end_day: pd.Series
    end_time: pd.Series
    part: pd.Series

    def filled(self, other: Windows) -> Windows:
        """Take from another what is not said here."""
        used = other.part & self.begin_time.isna() & other.begin_time.notna()
        return Windows(
            self.begin_day.where(self.begin_day.notna(), other.begin_day),
            self.begin_time.where(self.begin_time.notna(), other.begin_time),
            self.end_day.where(self.end_day.notna(), other.end_day),
            self.end_time.where(self.end_time.notna(), other.end_time),
            self.part | used,
        )


def windows(values: pd.Series) -> Windows:
    """Read windows of time.

    Read are two times, two days, two moments, a day with two times, a part of the day (ochtend 6 to 12, middag 12 to
    18, avond 18 to 24, nacht 0 to 6) with or without a day, one time, and before (from midnight) or after
    (to midnight) a time, each with the words around them.
    """
    codes, distinct = pd.factorize(texts(values), use_na_sentinel=False)
    found = pd.DataFrame([_taken_apart(word) for word in distinct], columns=list(_GROUPS), dtype=object)
    hours = [DAYPARTS.get(_PART_OF.get(part or "", ""), (None, None)) for part in found["part"]]
    part = pd.DataFrame(hours, columns=["from", "to"], dtype="float64")
    named = part["from"].notna()
    # The two days of a window stand in one order of day and month.
    days = moments(pd.concat([found["day1"], found["day2"]], ignore_index=True))[0]
    made = Windows(
        days.iloc[: len(found)],
        pd.to_timedelta(part["from"], unit="h").where(named, clock(found["time1"])),
        days.iloc[len(found) :].reset_index(drop=True),
        pd.to_timedelta(part["to"], unit="h").where(named, clock(found["time2"])),
        named,
    )
    return Windows(*(pd.Series(column.to_numpy()[codes], index=values.index) for column in made))


def _taken_apart(word: object) -> tuple[str | None, ...]:
    said = re.sub(r"\s+", " ", word.lower().replace("\u2019", "'")).strip(" .;") if isinstance(word, str) else ""
    for form in _FORMS:
        if found := form.fullmatch(said):
            groups = found.groupdict()
            # A number alone is no time of day, and two numbers may be anything.
            times = [groups[name] for name in ("time1", "time2") if groups.get(name)]
            bare = bool(times) and all(_BARE_HOUR.fullmatch(time) for time in times)
            if bare and "day1" not in groups and "tussen" not in said:
                return (None,) * len(_GROUPS)
            if "time2" in groups and "time1" not in groups:
                groups["time1"] = "00:00"
            if "after" in groups:
                groups["time2"] = "24:00"
            hours = [name for name, said_ in groups.items() if _BARE_HOUR.fullmatch(said_ or "")]
            groups |= {name: f"{groups[name]} uur" for name in hours}
            return tuple(groups.get(name) for name in _GROUPS)
    return (None,) * len(_GROUPS)
