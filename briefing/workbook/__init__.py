"""All numbers of a run as a workbook, or as CSV."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from ...safeguards.messages import note, refused, warn
from .contents import worksheets
from .excel import installed, write_formatted
from .placing import in_place_of, undated
from .safe import LONGEST
from .untyped import gdal_can, how_to_install, write_csv, write_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from ...safeguards.messages import Message
    from ..results import Results
    from ..sheet import Marks
    from .worksheet import Worksheet

MOST_ROWS = 1_048_576  # of a worksheet, with its headings


def write_workbook(results: Results, path: Path, language: str, mode: str, marks: Marks) -> list[Message]:
    """Write a run as an XLSX workbook; the same run gives the same bytes.

    Args:
        results: Of the run.
        path: Where; a file that is there is replaced once the new one is whole.
        language: nl or en.
        mode: internal, or shared: nothing of single locations, no small number.
        marks: What stands on every page.

    Raises:
        RefusedError: It cannot be written there.

    """
    formatted = installed()
    if not formatted and not gdal_can():
        where, command = how_to_install()
        raise refused("sheets_book_no_driver", file=path.name, where=where, command=command)
    made = worksheets(results, language, mode, marks, untyped=not formatted)
    told = [note("sheets_book_written", file=path.name, n=len(made)), *_cut(made, path.name)]
    parts = [part for one in made for part in _parts(one)]
    told += [
        note("sheets_book_parted", file=path.name, title=one.title, n=one.rows) for one in made if one.rows >= MOST_ROWS
    ]
    with in_place_of(path) as beside:
        if formatted:
            write_formatted(parts, beside, language, marks)
        else:
            write_plain(parts, beside)
            _undate(beside)
    if not formatted:
        where, command = how_to_install()
        told.append(warn("sheets_book_plain", file=path.name, where=where, command=command))
    return told


def write_tables(results: Results, folder: Path, language: str, mode: str, marks: Marks) -> list[Message]:
    """Write a run as CSV files, one for each worksheet; the same run gives the same bytes.

    Args:
        results: Of the run.
        folder: Where; it must exist. Files of the same name are replaced.
        language: nl (semicolons, decimal commas) or en.
        mode: internal, or shared: nothing of single locations, no small number.
        marks: What stands on every page.

    Raises:
        RefusedError: They cannot be written there.

    """
    made = worksheets(results, language, mode, marks, untyped=True, as_csv=True)
    for one in made:
        with in_place_of(folder / f"{_file_name(one.title)}.csv") as beside:
            write_csv(one, beside, language)
    return [note("sheets_book_tables_written", n=len(made), folder=folder.name), *_cut(made, folder.name)]


def _parts(worksheet: Worksheet) -> list[Worksheet]:
    """Divide what has more rows than a worksheet holds over several."""
    room = MOST_ROWS - 1
    if worksheet.rows <= room:
        return [worksheet]
    return [
        replace(
            worksheet,
            title=worksheet.title if not start else f"{worksheet.title} {start // room + 1}",
            columns=[
                replace(
                    column,
                    values=column.values[start : start + room],
                    hidden=None if column.hidden is None else column.hidden[start : start + room],
                )
                for column in worksheet.columns
            ],
        )
        for start in range(0, worksheet.rows, room)
    ]


def _cut(made: Iterable[Worksheet], file: str) -> Sequence[Message]:
    texts = [pd.unique(column.values) for one in made for column in one.columns if not column.is_number]
    n = sum(isinstance(text, str) and len(text) > LONGEST for different in texts for text in different)
    return [warn("sheets_book_cut", file=file, n=n)] if n else []


def _file_name(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain)


def _undate(path: Path) -> None:
    """Write a zip anew without the time it was made."""
    with zipfile.ZipFile(path) as dated:
        held = [(name, dated.read(name)) for name in dated.namelist()]
    with zipfile.ZipFile(path, "w") as plain:
        for name, content in held:
            plain.writestr(undated(name), content)
