"""An Excel workbook, read sheet by sheet to what its cells say.

GDAL has a driver for workbooks too, but it drops the time of many date-times, cannot tell a number from a text of
digits, reads hidden sheets like others and unpacks without bound; so the XML is read here.
"""

from __future__ import annotations

import posixpath
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, cast

import numpy as np
import pandas as pd

from ..safeguards.messages import Message, note, refused, warn
from ..safeguards.watch import Watch
from .archive import Budget, refusing_broken_zips
from .raw import Raw
from .tabular import HEAD, column_names, header_line, without_lines_around
from .workbook_cells import Cells, read_cells, unescaped
from .workbook_formats import Stamps, format_kinds
from .xml_elements import Element, elements

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import Any

_UNWATCHED = Watch()
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how an old workbook begins, and one with a password
_OTHERS = ("xl/workbook.bin", "content.xml")
_MOST_CELLS = 60_000_000  # of a sheet laid out as a table
_MOST_NAMES = 8


@dataclass(frozen=True)
class _Sheet:
    """A sheet as the workbook lists it."""

    name: str
    part: str
    hidden: bool


def check_no_other_workbook(path: Path, name: str) -> None:
    """Refuse a spreadsheet in a form that is not read.

    Raises:
        RefusedError: An old .xls, a workbook with a password, a binary workbook or an OpenDocument sheet.

    """
    with path.open("rb") as file:
        begin = file.read(len(_OLE))
    if begin == _OLE:
        raise refused("workbook_old", file=name)
    if begin[:2] != b"PK" or path.suffix.lower() == ".zip":
        return
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError):
        return
    if _OTHERS[0] in names or (_OTHERS[1] in names and "mimetype" in names):
        raise refused("workbook_other_kind", file=name)


def read_workbook(path: Path, name: str, rows: int | None = None, watch: Watch = _UNWATCHED) -> list[Raw]:
    """Read every visible sheet that holds a table.

    Text stays text, numbers are numbers, dates and times become text as ISO 8601 writes them, a date without a time
    where there is none. Numbers of more digits than Excel keeps are missing, for what it keeps is another number.

    Args:
        path: A workbook (.xlsx or .xlsm).
        name: What the user knows it by.
        rows: How many rows of each sheet are enough; None is all.
        watch: Told the fraction of the sheets done.

    Raises:
        RefusedError: It is damaged, unpacks to more than any workbook does, or holds no table.
        CancelledError: The user cancelled.

    """
    with refusing_broken_zips(path), zipfile.ZipFile(path) as archive:
        book = _Book(archive, Budget(path), name)
        sheets, early = book.sheets()
        texts, kinds = book.texts(watch), book.kinds()
        shown = [sheet for sheet in sheets if not sheet.hidden]
        tables = []
        for done, sheet in enumerate(shown):
            part = watch.part(done / len(shown), (done + 1) / len(shown))
            with book.part(sheet.part) as source:
                cells = read_cells(source, name, texts, Stamps(kinds, early=early), rows, part)
            tables.append((sheet.name, cells))
    return _raws(path, name, tables, [sheet.name for sheet in sheets if sheet.hidden])


def _raws(path: Path, name: str, tables: Sequence[tuple[str, Cells]], hidden: Sequence[str]) -> list[Raw]:
    found = [(sheet, cells, *laid) for sheet, cells in tables if (laid := _laid_out(cells, name)) is not None]
    if not found:
        raise refused("workbook_no_table", file=name)
    told: list[Message] = []
    if hidden:
        told.append(note("workbook_hidden", file=name, n=len(hidden), names=_listed(hidden)))
    passed = [sheet for sheet, _ in tables if sheet not in {one for one, *_ in found}]
    if passed:
        told.append(note("workbook_passed_over", file=name, n=len(passed), names=_listed(passed)))
    raws = []
    for sheet, cells, grid, header in found:
        several = len(found) > 1
        called = f"{name} ({sheet})" if several else name
        frame, more = _table(called, cells, grid, header)
        raws.append(Raw(called, frame, path=path, layer=sheet if several else "", told=(*told, *more)))
        told = []
    return raws


def _laid_out(cells: Cells, name: str) -> tuple[pd.DataFrame, int] | None:
    """Lay cells out as lines and columns, with the position of the header; None where there is no table.

    The index holds the numbers of the lines as Excel shows them.
    """
    if not len(cells.values):
        return None
    lines, line = np.unique(cells.rows, return_inverse=True)
    columns, column = np.unique(cells.columns, return_inverse=True)
    if len(lines) * len(columns) > _MOST_CELLS:
        raise refused("workbook_large", file=name, rows=len(lines), columns=len(columns))
    held = np.full((len(columns), len(lines)), None, dtype=object)
    held[column, line] = cells.values
    _fill_merged(held, cells.merged, lines, columns)
    head = held[:, :HEAD].T.tolist()
    header = header_line(head)
    if header is None or (len(lines) == 1 and len(columns) == 1):
        return None
    grid = pd.DataFrame(dict(enumerate(held)), index=pd.Index(lines), copy=False)
    return grid, header


def _fill_merged(held: Any, merged: Sequence[tuple[int, int, int, int]], lines: Any, columns: Any) -> None:
    """Give every line of a cell that was merged downwards what stands in its first."""
    for top, left, bottom, _ in merged:
        column = int(np.searchsorted(columns, left))
        if bottom == top or column == len(columns) or columns[column] != left:
            continue
        first, last = int(np.searchsorted(lines, top)), int(np.searchsorted(lines, bottom, side="right"))
        if first < last and lines[first] == top:
            held[column, first:last] = held[column, first]


def _table(name: str, cells: Cells, grid: pd.DataFrame, header: int) -> tuple[pd.DataFrame, list[Message]]:
    names, messages = column_names(grid.iloc[header].tolist(), name)
    if header:
        messages.append(note("table_header_at", file=name, line=int(grid.index[header]), names=", ".join(names[:3])))
    of_column = dict(zip(np.unique(cells.columns).tolist(), names, strict=True))
    for column, n in sorted(cells.blurred.items()):
        messages.append(warn("workbook_digits_lost", file=name, column=of_column.get(column, column), n=n))
    if cells.errors:
        messages.append(warn("workbook_errors", file=name, n=cells.errors))
    if cells.uncalculated:
        messages.append(warn("workbook_uncalculated", file=name, n=cells.uncalculated))
    if cells.hidden_rows:
        messages.append(note("workbook_hidden_rows", file=name, n=cells.hidden_rows))
    frame = grid.iloc[header + 1 :].set_axis(names, axis=1)
    frame, told = without_lines_around(frame, name)
    return frame, [*messages, *told]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:_MOST_NAMES]) + (", …" if len(names) > _MOST_NAMES else "")


class _Book:
    """The parts of a workbook, each unpacked within one budget."""

    def __init__(self, archive: zipfile.ZipFile, budget: Budget, file: str) -> None:
        self.archive = archive
        self.budget = budget
        self.file = file
        self.entries = {entry.filename.replace("\\", "/").lower(): entry for entry in archive.infolist()}

    @contextmanager
    def part(self, name: str) -> Iterator[IO[bytes]]:
        """Open a part.

        Raises:
            RefusedError: It is not there, locked, or larger than any workbook's.

        """
        entry = self.entries.get(name.lower())
        if entry is None:
            raise refused("files_zip_broken", file=self.file)
        self.budget.check(entry)
        with self.archive.open(entry) as source:
            yield cast("IO[bytes]", _Metered(source, self.budget))

    def _elements(self, name: str, *wanted: str) -> list[Element]:
        if name.lower() not in self.entries:
            return []
        with self.part(name) as source:
            return list(elements(source, self.file, lambda local: local in wanted))

    def sheets(self) -> tuple[list[_Sheet], bool]:
        """Give the sheets in their order, and whether days are counted from 1904."""
        targets = {
            one.attributes.get("Id", ""): posixpath.normpath(posixpath.join("/xl", one.attributes.get("Target", "")))[
                1:
            ]
            for one in self._elements("xl/_rels/workbook.xml.rels", "Relationship")
            if one.attributes.get("Type", "").endswith("/worksheet")
        }
        found = self._elements("xl/workbook.xml", "sheet", "workbookPr")
        early = any(one.attributes.get("date1904", "0") in ("1", "true") for one in found)
        sheets = [
            _Sheet(
                one.attributes.get("name", ""),
                targets[one.attributes["id"]],
                one.attributes.get("state", "visible") != "visible",
            )
            for one in found
            if one.name == "sheet" and one.attributes.get("id") in targets
        ]
        if not sheets:
            raise refused("workbook_no_table", file=self.file)
        return sheets, early

    def texts(self, watch: Watch) -> list[str]:
        """Give the texts that cells refer to by number."""
        if "xl/sharedstrings.xml" not in self.entries:
            return []
        with self.part("xl/sharedStrings.xml") as source:
            wanted = elements(source, self.file, lambda name: name == "si", cancelled=lambda: watch.at(0))
            return [unescaped(_spoken(one)) for one in wanted]

    def kinds(self) -> list[str]:
        """Give what each style makes of a number."""
        custom = {
            one.attributes.get("numFmtId", ""): one.attributes.get("formatCode", "")
            for one in self._elements("xl/styles.xml", "numFmt")
        }
        styles = self._elements("xl/styles.xml", "cellXfs")
        return format_kinds([xf.attributes.get("numFmtId", "0") for one in styles for xf in one.children], custom)


class _Metered:
    """A part of a zip whose bytes are counted as they come out."""

    def __init__(self, source: IO[bytes], budget: Budget) -> None:
        self.source = source
        self.budget = budget

    def read(self, size: int) -> bytes:
        piece = self.source.read(size)
        self.budget.spend(len(piece))
        return piece


def _spoken(item: Element) -> str:
    """Give a text whatever runs of letters it is made of, without how it is pronounced."""
    runs = [one if one.name == "t" else one.child("t") for one in item.children if one.name in ("t", "r")]
    return "".join("".join(run.pieces) for run in runs if run is not None).strip()
