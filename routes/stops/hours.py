"""Opening hours as people write them: `ma-vr 09:00-17:00; za 10:00-16:00; zo gesloten`."""

from __future__ import annotations

import re
from functools import cache

Span = tuple[float, float]
Week = tuple[tuple[Span, ...], ...]  # seven days from Monday, spans in minutes after midnight of each

_DAYS = (
    ("maandag", "ma", "monday", "mon", "mo"),
    ("dinsdag", "di", "tuesday", "tues", "tue", "tu"),
    ("woensdag", "wo", "wednesday", "wed", "we"),
    ("donderdag", "do", "thursday", "thurs", "thur", "thu", "th"),
    ("vrijdag", "vr", "friday", "fri", "fr"),
    ("zaterdag", "za", "saturday", "sat", "sa"),
    ("zondag", "zo", "sunday", "sun", "su"),
)
_NAMED: dict[str, tuple[int, ...]] = {name: (number,) for number, names in enumerate(_DAYS) for name in names}
_NAMED |= {f"{name}en": days for name, days in _NAMED.items() if name.endswith("dag")}
_NAMED |= dict.fromkeys(("werkdagen", "doordeweeks", "weekdays", "workdays"), (0, 1, 2, 3, 4))
_NAMED |= dict.fromkeys(("weekend", "weekeinde"), (5, 6))
_NAMED |= dict.fromkeys(("dagelijks", "daily", "elkedag", "everyday"), tuple(range(7)))
_HOLIDAYS = ("feestdagen", "feestdag", "ph", "holidays")
_CLOSED = ("gesloten", "closed", "dicht", "off")
_ALWAYS = ("24/7", "altijd", "always")
_TO = ("-", "tot", "t/m", "tm", "to", "until", "till", "through")
_AND = (",", "&", "+", "/", "en", "and")
_SILENT = ("van", "from", ":", "uur", "open", "geopend", "op", "om", "vanaf")
_TOKEN = re.compile(
    r"24/7"
    r"|(?P<time>\d{4}(?!\d)|\d{1,2}(?:[:.uh]\d{2}(?!\d))?(?:\s?(?:uur|u|h)(?![a-z]))?(?:\s?[ap]\.?m\.?(?![a-z]))?)"
    r"|t/m|[a-z]+|[-,;:&+/|\n]"
)
_MORNING, _NOON, _DAY = 6 * 60, 12 * 60, 24 * 60


@cache
def opening_hours(text: str) -> Week | None:
    """Read opening hours; a day that is not named while others are has none.

    Days may be named in Dutch or English, in full or short; times stand as 9, 9:00, 9.00, 0900, 9u30 or 9 pm. A span
    that ends before it begins and by six in the morning runs past midnight. A later rule about part of the days of an
    earlier one replaces it for those days; one about other days, or the same, adds to it. Rules about holidays do not
    count.

    Returns:
        The spans of the seven days from Monday, in order, those that touch or overlap made one; None where the text
        cannot be read as opening hours.

    """
    rules = _rules(_tokens(text.lower()))
    if not rules:
        return None
    held: dict[int, list[Span]] = {}
    earlier: list[set[int]] = []
    for days, spans in rules:
        told = set(days)
        replaces = not spans or any(told < other for other in earlier)
        for day in told:
            held[day] = [*([] if replaces else held.get(day, [])), *spans]
        earlier.append(told)
    return tuple(_merged(held.get(day, [])) for day in range(7))


def longest(spans: tuple[Span, ...], most: int) -> tuple[Span, ...]:
    """Give the longest spans, so many at most, in the order of the day."""
    kept = sorted(spans, key=lambda span: (span[0] - span[1], span[0]))[:most]
    return tuple(sorted(kept))


def _tokens(text: str) -> list[str] | None:
    """Part a text into words, times and signs; None where something else stands in it."""
    plain = re.sub("[\u2013\u2014~]", "-", text)
    plain = re.sub(r"\btot en met\b", "t/m", plain)
    plain = re.sub(r"\b(elke|every) (dag|day)\b", r"\1\2", plain)
    plain = re.sub(r"(?<=[a-z])\.", " ", plain)  # ma. di.
    found: list[str] = []
    at = 0
    for match in _TOKEN.finditer(plain):
        if plain[at : match.start()].strip(" \t\r()"):
            return None
        found.append(match[0])
        at = match.end()
    return None if plain[at:].strip(" \t\r()") else found


def _rules(tokens: list[str] | None) -> list[tuple[tuple[int, ...], list[Span]]] | None:
    """Put tokens together to rules of days and spans; None where they make no sense."""
    if tokens is None:
        return None
    rules: list[tuple[tuple[int, ...], list[Span]]] = []
    reading = _Reading()
    for token in [*tokens, ";"]:
        if token in (";", "|", "\n") or (reading.said and (token in _NAMED or token in _HOLIDAYS)):
            rule = reading.rule()
            if rule is None:
                return None
            rules += rule
            reading = _Reading()
        if token not in (";", "|", "\n") and not reading.take(token):
            return None
    return rules


class _Reading:
    """One rule while it is read."""

    def __init__(self) -> None:
        self.days: list[int] = []
        self.holiday = False
        self.spans: list[Span] = []
        self.begin: float | None = None
        self.to = False
        self.said = False  # something was said of the days, so that a further day begins a new rule

    def take(self, token: str) -> bool:
        """Take one token; False where it makes no sense here."""
        if token in _NAMED:
            return self._day(_NAMED[token])
        if token in _HOLIDAYS:
            self.holiday = True
        elif token in _CLOSED:
            self.said = True
        elif token in _ALWAYS:
            self.said = True
            self.spans.append((0.0, float(_DAY)))
        elif token in _TO:
            self.to = True
        elif token in _AND:
            return self.begin is None and not self.to
        elif token not in _SILENT:
            return self._time(token)
        return True

    def rule(self) -> list[tuple[tuple[int, ...], list[Span]]] | None:
        """Give what was read, nothing for an empty rule; None where it is half a rule."""
        if self.begin is not None or self.to:
            return None
        if not self.said:
            return None if self.days or self.holiday else []
        if self.holiday and not self.days:
            return []
        return [(tuple(self.days) or tuple(range(7)), self.spans)]

    def _day(self, named: tuple[int, ...]) -> bool:
        if not self.to:
            self.days += named
            return True
        if not self.days or len(named) > 1:
            return False
        self.to = False
        day = self.days[-1]
        while day != named[0]:
            day = (day + 1) % 7
            self.days.append(day)
        return True

    def _time(self, token: str) -> bool:
        minute = _minute(token)
        if minute is None:
            return False
        if self.begin is None:
            self.begin = minute
            return not self.to
        if not self.to:
            return False
        begin, end = self.begin, minute
        if end < begin or (end == begin and end < _MORNING):
            end += _DAY
        if end - _DAY > _MORNING or end == begin:
            return False
        self.spans.append((begin, end))
        self.begin, self.to, self.said = None, False, True
        return True


def _minute(token: str) -> float | None:
    found = re.fullmatch(r"(\d{1,2})(?:[:.uh]?(\d{2}))?\s?(?:uur|u|h)?\s?(?:([ap])\.?m\.?)?", token)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:  # noqa: PLR2004 - the clock
            return None
        hour = hour % 12 + (12 if found[3] == "p" else 0)
    whole = hour * 60 + minute
    return float(whole) if minute < 60 and whole <= _DAY else None  # noqa: PLR2004 - the clock


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for begin, end in sorted(spans):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return tuple(merged)
