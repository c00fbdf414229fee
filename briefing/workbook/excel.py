"""A workbook with filters, frozen headings, formats and colours.

openpyxl says how the worksheets look and writes their headings. Rows are poured in behind it as XML: one by one
through openpyxl, 200,000 rows of scores would take a minute, and the zip is written anew anyhow, without the clock.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from importlib import import_module
from importlib.util import find_spec
from math import ceil
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..sheet import words
from .placing import undated
from .rows import Styles, letters, rows_of
from .worksheet import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ..sheet import Marks
    from .worksheet import Classes, Column, Worksheet

_HEAD, _ON_HEAD, _LIGHT = "2F4B6E", "FFFFFF", 0.45
_NARROW, _WIDE, _LONG, _NUMBER = 10, 44, 60, 11  # letters
_READ_ME = 100
_ARROW = 4  # letters that the arrow of a filter takes of a heading
_LINE = 15.0  # points
_A3_FROM = 190  # letters across
_A3, _A4 = 8, 9
_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_SIZE = re.compile(rb'<dimension ref="[^"]*" ?/>')
_NO_ROWS_MORE = b"</sheetData>"
_LONGEST_FOOTER = 60


def installed() -> bool:
    """Tell whether openpyxl is there."""
    return find_spec("openpyxl") is not None


def write_formatted(worksheets: Sequence[Worksheet], path: Path, language: str, marks: Marks) -> None:
    """Write a workbook; the same worksheets give the same bytes.

    Args:
        worksheets: None with more rows than a worksheet holds.
        path: Where.
        language: Of the words in the margins.
        marks: What stands there.

    """
    book = import_module("openpyxl").Workbook()
    book.remove(book.active)
    _describe(book, worksheets[0].title, language, marks)
    styles: dict[str, tuple[Worksheet, Styles]] = {}
    for number, one in enumerate(worksheets, start=1):
        sheet = book.create_sheet(one.title)
        _look(sheet, one, language, marks)
        styles[str(number)] = one, _styles(sheet, one)
    made = io.BytesIO()
    writer = import_module("openpyxl.writer.excel").ExcelWriter
    with zipfile.ZipFile(made, "w") as archive:
        writer(book, archive).write_data()
    _poured(made, path, styles)


def _poured(made: io.BytesIO, path: Path, styles: Mapping[str, tuple[Worksheet, Styles]]) -> None:
    """Write the zip anew, with the rows in its worksheets and without dates."""
    with zipfile.ZipFile(made) as bare, zipfile.ZipFile(path, "w") as whole:
        for name in sorted(bare.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            content = bare.read(name)
            found = _SHEET.fullmatch(name)
            with whole.open(undated(name), "w") as entry:
                if found is None:
                    entry.write(content)
                    continue
                worksheet, of_columns = styles[found[1]]
                size = f'<dimension ref="A1:{letters(len(worksheet.columns))}{worksheet.rows + 1}"/>'
                before, after = _SIZE.sub(size.encode(), content, count=1).split(_NO_ROWS_MORE, maxsplit=1)
                entry.write(before)
                for part in rows_of(worksheet, of_columns):
                    entry.write(part)
                entry.write(_NO_ROWS_MORE + after)


def _describe(book: Any, title: str, language: str, marks: Marks) -> None:
    day = datetime.fromisoformat(marks.peildatum).replace(tzinfo=UTC).replace(tzinfo=None)
    properties = book.properties
    properties.title = words("book_title_is", language)
    properties.subject = title
    properties.creator = properties.lastModifiedBy = "Locatierisico"
    properties.description = words("caveat", language)
    properties.created = properties.modified = day


def _look(sheet: Any, worksheet: Worksheet, language: str, marks: Marks) -> None:
    styles = import_module("openpyxl.styles")
    sheet.append([column.heading for column in worksheet.columns])
    widths = [_width(column) for column in worksheet.columns]
    lines = 1
    for at, (column, width) in enumerate(zip(worksheet.columns, widths, strict=True), start=1):
        cell = sheet.cell(1, at)
        cell.data_type = "s"
        cell.font = styles.Font(bold=True, color=_ON_HEAD)
        cell.fill = styles.PatternFill("solid", fgColor=_HEAD)
        cell.alignment = styles.Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[letters(at)].width = width
        lines = max(lines, ceil(len(column.heading) / (width - _ARROW)))
        if column.classes is not None and worksheet.rows:
            _colour(sheet, worksheet, at, column.classes)
    sheet.row_dimensions[1].height = _LINE * lines + 4
    sheet.freeze_panes = f"{letters(worksheet.fixed + 1)}2"
    if worksheet.fixed:
        sheet.auto_filter.ref = f"A1:{letters(len(worksheet.columns))}{worksheet.rows + 1}"
    else:
        sheet.sheet_view.showGridLines = False
    _set_up_print(sheet, worksheet, sum(widths), language, marks)


def _width(column: Column) -> float:
    longest_word = max(len(part) for part in column.heading.split()) + _ARROW
    if column.kind is Kind.LONG:
        return max(_LONG, longest_word)
    if column.is_number:
        return max(_NUMBER, longest_word)
    held = [len(str(value)) for value in pd.unique(column.values) if value is not None]
    longest = max(held, default=0) + 2
    most = _READ_ME if column.kind is Kind.ANY else _WIDE
    return max(_NARROW, longest_word, min(longest, most))


def _colour(sheet: Any, worksheet: Worksheet, at: int, classes: Classes) -> None:
    """Colour the cells of a column as its classes are on the map."""
    rules, styles = import_module("openpyxl.formatting.rule"), import_module("openpyxl.styles")
    first = f"{letters(at)}2"
    upper = [*classes.edges[1:], None]
    for low, high, colour in zip(classes.edges, upper, classes.colours, strict=True):
        asked = [f"ISNUMBER({first})", f"{first}>={low:g}", *([] if high is None else [f"{first}<{high:g}"])]
        if classes.where is not None:
            heading, said = classes.where
            other = next(n for n, one in enumerate(worksheet.columns, start=1) if one.heading == heading)
            asked.append(f'${letters(other)}2="{said}"')
        rule = rules.FormulaRule(
            formula=[f"AND({','.join(asked)})"],
            fill=styles.PatternFill("solid", bgColor=colour[1:].upper()),
            font=styles.Font(color=_ON_HEAD if _is_dark(colour) else "000000"),
        )
        sheet.conditional_formatting.add(f"{first}:{letters(at)}{worksheet.rows + 1}", rule)


def _is_dark(colour: str) -> bool:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue < _LIGHT


def _set_up_print(sheet: Any, worksheet: Worksheet, across: float, language: str, marks: Marks) -> None:
    setup = sheet.page_setup
    setup.orientation = "landscape"
    setup.paperSize = _A3 if across > _A3_FROM else _A4
    setup.fitToWidth, setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = import_module("openpyxl.worksheet.properties").PageSetupProperties(
        fitToPage=True
    )
    sheet.print_title_rows = "1:1"
    sheet.oddHeader.left.text = _margin(worksheet.title)
    sheet.oddHeader.right.text = _margin(words("peildatum", language, day=marks.peildatum))
    if marks.simulated:
        sheet.oddHeader.center.text = _margin(words("simulated", language))
    sheet.oddFooter.left.text = _margin(words("caveat", language))
    classified = [marks.classification, words("expires", language, value=marks.expires) if marks.expires else ""]
    sheet.oddFooter.center.text = _margin(", ".join(one for one in classified if one))
    page = words("book_page", language, page="&P", pages="&N")
    sheet.oddFooter.right.text = f"{_margin(words('recipe', language, hash=marks.short_hash))}, {page}"


def _margin(text: str) -> str:
    """Write words in a margin, where & begins a command."""
    return text[:_LONGEST_FOOTER].replace("&", "&&")


def _styles(sheet: Any, worksheet: Worksheet) -> Styles:
    """Give the numbers of the styles of each column in the workbook."""
    of_column, guarded = [], []
    for column in worksheet.columns:
        of_column.append(_style(sheet, column, quoted=False))
        guarded.append(_style(sheet, column, quoted=True))
    return Styles(of_column, guarded, _style(sheet, None, quoted=False), _style(sheet, None, quoted=False, day=True))


def _style(sheet: Any, column: Column | None, *, quoted: bool, day: bool = False) -> int:
    styles = import_module("openpyxl.styles")
    cell = import_module("openpyxl.cell").WriteOnlyCell(sheet)
    wraps = column is not None and column.kind in (Kind.LONG, Kind.ANY)
    right = column is None and not day
    cell.alignment = styles.Alignment(
        vertical="top", wrap_text=wraps or None, horizontal="right" if right else "left" if day else None
    )
    if day:
        cell.number_format = "yyyy-mm-dd"
    elif column is not None and column.kind is Kind.TEXT:
        cell.number_format = "@"
    elif column is not None and column.is_number:
        cell.number_format = _format(column)
    if quoted:
        cell.quotePrefix = True
    return int(cell.style_id)


def _format(column: Column) -> str:
    if column.decimals is None:
        return "General"
    figures = "0" + ("." + "0" * column.decimals if column.decimals else "")
    return f"{figures}%" if column.kind is Kind.PERCENT else f"#,##{figures}"
