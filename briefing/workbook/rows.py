"""Rows of a worksheet as XML, made column by column."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from .safe import marked_up, runs
from .worksheet import HIDDEN, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from .worksheet import Column, Worksheet

_AT_ONCE = 5000  # rows
_FIRST_DAY = date(1899, 12, 30)


class Styles(NamedTuple):
    """Numbers of styles in a workbook.

    Attributes:
        of_column: Of the cells of each column.
        quoted: The same, of text that must not be taken for a formula when somebody edits it.
        hidden: Of a cell that says that a number is not told.
        day: Of a date.

    """

    of_column: Sequence[int]
    quoted: Sequence[int]
    hidden: int
    day: int


def letters(number: int) -> str:
    """Give the letters of a column, counted from 1."""
    made = ""
    while number:
        number, rest = divmod(number - 1, 26)
        made = chr(ord("A") + rest) + made
    return made


def rows_of(worksheet: Worksheet, styles: Styles) -> Iterator[bytes]:
    """Give the rows below the headings, some thousands at a time."""
    ends = [
        _ends(column, style, quoted, styles)
        for column, style, quoted in zip(worksheet.columns, styles.of_column, styles.quoted, strict=True)
    ]
    begins = [f'<c r="{letters(at)}' for at in range(1, len(ends) + 1)]
    for start in range(0, worksheet.rows, _AT_ONCE):
        stop = min(start + _AT_ONCE, worksheet.rows)
        numbers = np.array([str(at) for at in range(start + 2, stop + 2)], dtype=object)
        cells = [_cells(begin, numbers, end[start:stop]) for begin, end in zip(begins, ends, strict=True)]
        rows = map("".join, zip(*cells, strict=True))
        made = [f'<row r="{number}">{row}</row>' for number, row in zip(numbers, rows, strict=True)]
        yield "".join(made).encode()


def _cells(begin: str, numbers: NDArray[np.object_], ends: NDArray[np.object_]) -> list[str]:
    made = begin + numbers + ends
    made[ends == ""] = ""
    return list(made)


def _ends(column: Column, style: int, quoted: int, styles: Styles) -> NDArray[np.object_]:
    """Give what follows the number of the row in each cell; nothing where there is no cell."""
    if column.is_number:
        ends = np.full(len(column.values), "", dtype=object)
        known = np.isfinite(column.values)
        opening = f'" s="{style}"><v>'
        ends[known] = [f"{opening}{figures(value)}</v></c>" for value in column.values[known].tolist()]
        if column.hidden is not None:
            ends[column.hidden] = _text(HIDDEN, styles.hidden)
        return ends
    if column.kind is Kind.ANY:
        return np.array([*(_any(value, style, quoted, styles) for value in column.values), ""], dtype=object)[:-1]
    codes, different = pd.factorize(column.values)
    said = [_text(value, quoted if runs(value) else style) for value in different]
    return np.asarray(np.array([*said, ""], dtype=object)[codes], dtype=object)


def figures(value: float) -> str:
    """Write a number with all its figures."""
    text = repr(float(value))
    return text.removesuffix(".0")


def _text(text: str, style: int) -> str:
    if not text:
        return ""
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f'" s="{style}" t="inlineStr"><is><t{space}>{marked_up(text)}</t></is></c>'


def _any(value: Any, style: int, quoted: int, styles: Styles) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f'" s="{styles.day}"><v>{(value - _FIRST_DAY).days}</v></c>'
    if isinstance(value, int | float):
        return f'" s="{style}"><v>{figures(value)}</v></c>'
    return _text(str(value), quoted if runs(str(value)) else style)
