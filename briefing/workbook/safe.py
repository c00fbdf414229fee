"""Text from registers as a spreadsheet may have it: nothing that runs, nothing that breaks the file.

Whoever names an area, a file or a firm may write what a spreadsheet takes for a formula. In a workbook a text is
typed as text, which shows it as it is. A CSV has no types, so there such a text gets an apostrophe in front.
"""

from __future__ import annotations

import re

LONGEST = 32_767  # UTF-16 units that a cell holds
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # not in XML 1.0
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # _x0041_ would be read as A
# Those of other widths too, and those that begin a command.
_SIGNS = frozenset("=+-@|%\uff1d\uff0b\uff0d\uff20\u2212\ufe62\ufe63\ufe66\ufe6b")
_SEPARATORS = frozenset(";,\t\r\n")
_BLANK = "\\s\\x00-\\x20\u00a0\u200b-\u200f\u2028-\u202f\u2060\ufeff"
_LEADING = re.compile(f"[{_BLANK}]*")
_BETWEEN = re.compile(f"[;,'\"{_BLANK}]+")
# What a spreadsheet would turn into a number or a date: 0099100000006087, 1-2, 12E5.
_TURNS = re.compile(r"[\d.,:/\-\s]+([eE][+-]?\d+)?%?\s*")


def legal(text: str) -> str:
    """Put a mark where a character stands that no XML can hold, and end lines with a line feed."""
    return _ILLEGAL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def fitted(text: str) -> str:
    """Cut a text to what a cell holds, with three dots where it was cut."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return text
    return units[: 2 * (LONGEST - 1)].decode("utf-16-le", errors="ignore") + "\u2026"


def runs(text: str) -> bool:
    """Tell whether a spreadsheet could take a text for a formula or a command."""
    first = _LEADING.match(text)
    return text[:1] in ("\t", "\r", "\n") or (first is not None and text[first.end() : first.end() + 1] in _SIGNS)


def marked_up(text: str) -> str:
    """Write a text as it stands in the XML of a worksheet."""
    escaped = _ESCAPE.sub("_x005F_", fitted(legal(text)))
    return escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def guarded(text: str) -> str:
    """Write a text so that a spreadsheet that opens it untyped shows it and does not run or change it.

    An apostrophe goes in front of what begins as a formula or reads as a number or a date, and after every separator
    that such a beginning follows: a file opened with another separator falls apart there.
    """
    plain = _BETWEEN.sub(_stopped, fitted(legal(text)))
    return f"'{plain}" if runs(plain) or _turns(plain) else plain


def _turns(text: str) -> bool:
    return _TURNS.fullmatch(text) is not None and any(letter.isdigit() for letter in text)


def _stopped(between: re.Match[str]) -> str:
    """Put an apostrophe behind a separator that a sign follows."""
    follows = between.string[between.end() : between.end() + 1]
    return between[0] + ("'" if follows in _SIGNS and not _SEPARATORS.isdisjoint(between[0]) else "")
