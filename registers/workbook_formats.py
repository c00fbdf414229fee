"""What a number in a workbook stands for: its format tells a day from an amount."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NUMBER, DAY, TIME, MOMENT = "number", "day", "time", "moment"
_BUILT_IN = {
    **dict.fromkeys((14, 15, 16, 17, *range(27, 32), 36, *range(50, 59)), DAY),
    **dict.fromkeys((18, 19, 20, 21, *range(32, 36), 45, 46, 47), TIME),
    22: MOMENT,
}
# Literal text, escaped letters, colours and conditions; elapsed hours, minutes and seconds are times.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_PLAIN = ("general", "standaard", "standard", "@", "")
_FIRST, _FIRST_1904 = 693_594, 695_056  # ordinals of the day numbered 0
_NO_LEAP_DAY = 60  # Excel counts a 29th of February 1900
_LAST = 2_958_466.0  # 1-1-10000
_YEAR = 366  # a time of more days is a moment shown as a time
_DAY_SECONDS = 86_400


def format_kinds(numbers: Sequence[str], custom: Mapping[str, str]) -> list[str]:
    """Tell per style whether it shows a number, a day, a time or both.

    Args:
        numbers: The format number of every style.
        custom: Format number -> code, of the formats the workbook defines.

    """
    return [_kind(custom[one]) if one in custom else _BUILT_IN.get(_integer(one), NUMBER) for one in numbers]


def _integer(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def _kind(code: str) -> str:
    shown = _LITERAL.sub("", code).split(";")[0].strip().lower()
    if shown in _PLAIN:
        return NUMBER
    has_day = bool(re.search(r"[ydj]", shown)) or "mmm" in shown
    has_time = bool(re.search(r"[hu]|ss|am/pm", shown)) or (not has_day and "mm" in shown and ":" in shown)
    if not has_day and not has_time:
        return DAY if re.fullmatch(r"m{1,5}", shown) else NUMBER
    return MOMENT if has_day and has_time else DAY if has_day else TIME


class Stamps:
    """Turns serial numbers into dates and times as ISO 8601 writes them; every distinct one once."""

    def __init__(self, kinds: Sequence[str], *, early: bool) -> None:
        """Take what each style shows, and whether days are counted from 1904."""
        self.kinds = kinds
        self.early = early
        self.known: dict[tuple[float, str], str] = {}

    def kind(self, style: str) -> str:
        """Give what a style shows."""
        at = _integer(style)
        return self.kinds[at] if at < len(self.kinds) else NUMBER

    def text(self, serial: float, kind: str) -> str | None:
        """Give a serial number as text; None where it is no date."""
        if not 0 <= serial < _LAST:
            return None
        held = self.known.get((serial, kind))
        if held is None:
            held = self.known[serial, kind] = self._written(serial, kind)
        return held

    def _written(self, serial: float, kind: str) -> str:
        day, seconds = divmod(round(serial * _DAY_SECONDS), _DAY_SECONDS)
        if kind == TIME and day < _YEAR:
            hour, rest = divmod(day * _DAY_SECONDS + seconds, 3600)
            return f"{hour:02d}:{rest // 60:02d}:{rest % 60:02d}"
        first = _FIRST if day >= _NO_LEAP_DAY else _FIRST + 1
        written = date.fromordinal(day + (_FIRST_1904 if self.early else first)).isoformat()
        if kind == DAY and not seconds:
            return written
        return f"{written} {seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
