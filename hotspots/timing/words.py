"""Hours, days, months and chance in words, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...charts.plot import figure
from ...safeguards.messages import note, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .busiest import Block

_SURE = 0.001


@dataclass(frozen=True)
class Both:
    """The same words in both languages, as a value of a message."""

    en: str
    nl: str

    def __str__(self) -> str:
        """Give the English."""
        return self.en

    def spoken(self, language: str) -> str:
        """Give the words of one language; anything but "nl" is English."""
        return self.nl if language == "nl" else self.en


def _pairs(en: str, nl: str) -> tuple[Both, ...]:
    return tuple(Both(*pair) for pair in zip(en.split(), nl.split(), strict=True))


WEEKDAYS = _pairs(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
)
SHORT_DAYS = _pairs("Mon Tue Wed Thu Fri Sat Sun", "ma di wo do vr za zo")
MONTHS = _pairs(
    "January February March April May June July August September October November December",
    "januari februari maart april mei juni juli augustus september oktober november december",
)
SHORT_MONTHS = _pairs(
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", "jan feb mrt apr mei jun jul aug sep okt nov dec"
)
EVERY_DAY = Both("every day", "elke dag")


def chance(p: float, dispersion: float = 1) -> Both:
    """Write a probability, p < 0.001 or p = 0.34, and by what the statistic was divided where that shows."""
    said = f"p < {_SURE}" if p < _SURE else f"p = {p:.2g}"
    by = f"{dispersion:.1f}"
    if by == "1.0":
        return Both(said, said.replace(".", ","))
    return Both(
        f"{said}, after a correction by {by} for incidents that come in series",
        f"{said}, na een correctie met {by} voor incidenten die in reeksen komen".replace(".", ","),
    )


def month_name(month: int, year: int) -> Both:
    """Name a calendar month, January 0."""
    return Both(f"{MONTHS[month].en} {year}", f"{MONTHS[month].nl} {year}")


def listed(words: Sequence[Both]) -> Both:
    """Put words in a row: a, b and c."""
    if len(words) == 1:
        return words[0]
    en, nl = ([getattr(one, tongue) for one in words] for tongue in ("en", "nl"))
    return Both(f"{', '.join(en[:-1])} and {en[-1]}", f"{', '.join(nl[:-1])} en {nl[-1]}")


def block_days(block: Block) -> Both:
    """Name the days of a part of the week: on Friday and Saturday, on Monday to Friday."""
    first, last = WEEKDAYS[block.day], WEEKDAYS[(block.day + block.days - 1) % 7]
    if block.days == len(WEEKDAYS):
        return EVERY_DAY
    if block.days == 1:
        return Both(f"on {first.en}", f"op {first.nl}")
    between = (" and ", " en ") if block.days == 2 else (" to ", " tot en met ")  # noqa: PLR2004  a pair
    return Both(f"on {first.en}{between[0]}{last.en}", f"op {first.nl}{between[1]}{last.nl}")


def block_hours(block: Block) -> Both:
    """Name the hours of a part of the week."""
    end = (block.hour + block.hours) % 24
    if block.hours == 24:  # noqa: PLR2004  a day
        return Both("all day", "de hele dag")
    return Both(f"between {block.hour:02d} and {end:02d} h", f"tussen {block.hour:02d} en {end:02d} uur")


def sentence(code: str, language: str, **values: object) -> str:
    """Say a sentence of the catalogue."""
    return say(note(code, **values), language)


def number(value: float, language: str) -> str:
    """Write what incidents count for: whole from ten on, else with one decimal where it has one."""
    return figure(round(float(value), 0 if value >= 10 else 1), language)  # noqa: PLR2004
