"""A table in a text file, whatever parts its columns and however its letters are stored."""

from __future__ import annotations

import csv
import io
import re
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..safeguards.messages import note, refused, warn
from .raw import Raw
from .tabular import HEAD, column_names, header_line, without_lines_around

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ..safeguards.messages import Message

SUFFIXES = (".csv", ".txt", ".tsv")
_SEPARATORS = ";,\t|"
_HEAD_LETTERS = 1 << 18
_LETTERS_PER_ROW = 4000  # when only the first rows are asked for
_STATED = re.compile(r"\A\s*\"?sep=(.)\"?[ ]*\r?\n", re.IGNORECASE)
_FORMULA_TEXT = re.compile(r'="([^"]*)"')  # how a spreadsheet is made to keep leading zeros
# The accented letters of Dutch as DOS stored them, between plain letters, where Windows has signs that stand elsewhere.
_DOS_LETTER = re.compile(rb"[A-Za-z][\x81\x82\x84\x87-\x8b\x94][A-Za-z]")
_WINDOWS_LETTER = re.compile(rb"[\xc0-\xff]")


def read_delimited(path: Path, name: str, rows: int | None = None) -> Raw:
    """Read a table from text; every value stays text.

    Args:
        path: The file.
        name: What the user knows it by.
        rows: About how many rows are enough; None is all.

    Raises:
        RefusedError: It is empty, a line holds more fields than the header, or a quotation mark is not closed.

    """
    messages: list[Message] = []
    text = _decoded(_bytes(path, rows), name, messages)
    stated = _STATED.match(text)
    text = text[stated.end() :] if stated else text
    if not text.strip():
        raise refused("files_empty", file=name)
    separator = stated.group(1) if stated else _separator(text)
    header, line = _header(text, separator)
    names, told = column_names(header, name)
    messages += told
    body, above = _below(text, line)
    if above.strip(" \t\r\n" + separator):
        messages.append(note("table_header_at", file=name, line=line + bool(stated), names=", ".join(names[:3])))
    frame = _parsed(body, separator, names, name, line + bool(stated))
    if n := _short_lines(body, separator, len(names) - 1, len(frame) + 1):
        messages.append(warn("table_rows_short", file=name, n=n))
    frame, told = without_lines_around(frame.where(frame.notna(), None), name)
    return Raw(name, frame, path=path, told=(*messages, *told))


def _bytes(path: Path, rows: int | None) -> bytes:
    if rows is None:
        return path.read_bytes()
    with path.open("rb") as file:
        held = file.read(rows * _LETTERS_PER_ROW)
        more = bool(file.read(1))
    # The last line may be cut.
    return held[: held.rfind(b"\n") + 1] or held if more else held


def _decoded(held: bytes, name: str, messages: list[Message]) -> str:
    text = _text(held, name, messages)
    if n := text.count("\0"):
        messages.append(warn("table_nul", file=name, n=n))
        return text.replace("\0", "")
    return text


def _text(held: bytes, name: str, messages: list[Message]) -> str:
    if held[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return held.decode("utf-16", errors="replace")
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        # Text of two bytes a letter shows as a zero in every other place.
        every_other = np.frombuffer(held[: 1 << 16], dtype=np.uint8)[first::2]
        if len(every_other) and (every_other == 0).mean() > 0.6:  # noqa: PLR2004 - far more than any stray zeros
            return held.decode(encoding, errors="replace")
    try:
        return held.decode("utf-8-sig")
    except UnicodeDecodeError:
        dos = bool(_DOS_LETTER.search(held)) and not _WINDOWS_LETTER.search(held)
    if dos:
        messages.append(note("table_encoding_dos", file=name))
    return held.decode("cp850" if dos else "cp1252", errors="replace")


def _separator(text: str) -> str:
    """Take the mark that cuts the first lines into most columns; one column needs none."""
    head = text[:_HEAD_LETTERS]
    lines = [re.sub(r'"[^"]*"', "", line) for line in islice(head.splitlines(), HEAD) if line.strip()]
    return max(_SEPARATORS, key=lambda mark: _columns_cut(lines, mark))


def _columns_cut(lines: list[str], mark: str) -> tuple[int, int]:
    """Give how many lines agree on a number of marks, and that number: a decimal comma is in no header."""
    counts = np.array([line.count(mark) for line in lines])
    held = counts[counts > 0]
    if len(held) == 0:
        return 0, 0
    values, times = np.unique(held, return_counts=True)
    best = np.lexsort((values, times))[-1]
    return int(times[best]), int(values[best])


def _header(text: str, separator: str) -> tuple[list[str], int]:
    """Give the cells of the header and the line it begins on, counted from 1."""
    rows: list[list[str]] = []
    begins: list[int] = []
    reader = csv.reader(io.StringIO(text[:_HEAD_LETTERS], newline=""), delimiter=separator, skipinitialspace=True)
    begin = 1
    try:
        for row in islice(reader, HEAD):
            rows.append(row)
            begins.append(begin)
            begin = reader.line_num + 1
    except csv.Error:
        # A value longer than this module takes; the lines before it decide.
        pass_over = rows or [text.splitlines()[0].split(separator)]
        rows, begins = pass_over, begins or [1]
    at = header_line(rows) or 0
    return rows[at], begins[at]


def _below(text: str, line: int) -> tuple[str, str]:
    """Part a text before a line."""
    at = 0
    for _ in range(line - 1):
        at = _end_of_line(text, at)
    return text[at:], text[:at]


def _end_of_line(text: str, start: int) -> int:
    found = re.compile(r"\r\n|\r|\n").search(text, start)
    return found.end() if found else len(text)


def _short_lines(body: str, separator: str, marks: int, lines: int) -> int:
    """Count the lines that end before the last column; one value alone may be a remark."""
    if '"' not in body and body.count(separator) == marks * lines:
        return 0
    plain = re.sub(r'"[^"]*"', "", body) if '"' in body else body
    return sum(0 < line.count(separator) < marks for line in plain.splitlines())


def _parsed(body: str, separator: str, names: list[str], file: str, line: int) -> pd.DataFrame:
    """Read what begins with the header; what is not there is missing.

    Raises:
        RefusedError: A line holds more fields than the header, or a quotation mark is not closed.

    """
    try:
        # The header is read along, so that it says how many fields a line may hold.
        frame = pd.read_csv(
            io.StringIO(body),
            sep=separator,
            dtype=str,
            header=None,
            keep_default_na=False,
            na_values=[""],
            skipinitialspace=True,
        )
        frame = frame.iloc[1:].reset_index(drop=True).set_axis(names, axis=1).astype(object)
    except (pd.errors.ParserError, ValueError):
        frame = _line_by_line(body, separator, names, file, line)
    if '"' in body:
        _check_swallowed(frame, body, separator, file, line)
    if '="' in body:
        frame = frame.apply(lambda values: values.str.replace(_FORMULA_TEXT, r"\1", regex=True))
    return frame


def _line_by_line(body: str, separator: str, names: list[str], file: str, line: int) -> pd.DataFrame:
    """Read rows one by one, to allow empty fields at the end or to say which line is wrong.

    Raises:
        RefusedError: With the line.

    """
    rows = []
    for begin, row in _rows(body, separator, file, line):
        if any(row[len(names) :]):
            raise refused("files_table_broken", file=file, line=begin)
        if any(row):
            rows.append([*(value or None for value in row[: len(names)]), *[None] * (len(names) - len(row))])
    return pd.DataFrame(rows[1:], columns=names, dtype=object)


def _rows(body: str, separator: str, file: str, line: int) -> Iterator[tuple[int, list[str]]]:
    """Give rows with the line of the file they begin on."""
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator, skipinitialspace=True, strict=True)
    begin = line
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise refused("files_quote_open", file=file, line=begin) from error
        yield begin, row
        begin = line + reader.line_num


def _check_swallowed(frame: pd.DataFrame, body: str, separator: str, file: str, line: int) -> None:
    """Refuse a table in which a quotation mark that was not closed took other lines into one value.

    Raises:
        RefusedError: With the line on which the mark stands.

    """
    if not any(values.str.contains("\n", regex=False, na=False).any() for _, values in frame.items()):
        return
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator, skipinitialspace=True, strict=True)
    before = 0
    while True:
        try:
            row = next(reader)
            swallowed = any(_swallows(value, separator, len(frame.columns) - 1) for value in row)
        except StopIteration:
            return
        except csv.Error:
            # A mark in the middle of a value does no harm on a line of its own.
            swallowed = reader.line_num > before + 1
        if swallowed:
            raise refused("files_quote_open", file=file, line=line + before)
        before = reader.line_num


def _swallows(value: str, separator: str, most: int) -> bool:
    """Tell whether whole lines of the table stand in a value."""
    return most > 1 and any(inside.count(separator) == most for inside in value.split("\n")[1:-1])
