"""PDFs of pages: each page on its own, or one after another into a file that grows while memory does not."""

from __future__ import annotations

import mmap
from itertools import groupby
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QBuffer, QFile, QIODevice
from qgis.PyQt.QtGui import QPainter

from ..briefing.sheet import day_words
from ..safeguards.messages import note, refused, say
from .bookmarks import Bookmark, Leaf, Whose, behind
from .drawing import draw, draw_on, pdf_onto, size_like
from .files import lost, trouble
from .georeference import viewport_of
from .paper import POINT
from .pdf_objects import NotWholeError, PdfError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from qgis.core import QgsLayout, QgsLayoutItemPage

    from ..briefing.sheet import Marks, Sheet

# Kinds of which there may be many, with the word for them all.
_MANY = {
    "area": "sheets_printing_areas",
    "location": "sheets_printing_locations",
    "hotspot": "sheets_printing_hotspots",
    "route": "sheets_printing_routes",
}


def whose(marks: Marks, title: str) -> Whose:
    """Give what a PDF says about itself, from what stands on its pages."""
    caveat = say(note("sheets_caveat"), marks.language)
    subject = " · ".join(one for one in (marks.classification, caveat, marks.purpose) if one)
    return Whose(title, marks.author, subject, {"nl": "nl-NL"}.get(marks.language, "en"))


def leaf_of(layout: QgsLayout, page: QgsLayoutItemPage) -> Leaf:
    """Give what a page of a PDF has to know of a page of a layout."""
    return Leaf(page.rect().width() / POINT, page.rect().height() / POINT, viewport_of(layout, page))


def page_pdf(layout: QgsLayout, page: QgsLayoutItemPage, dpi: float, said: Whose) -> tuple[bytes, bool]:
    """Draw a page as a PDF of its own; gives it, and whether it knows its place on earth."""
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    draw_on(pdf_onto(held, page, dpi), layout, page, dpi)
    made = bytes(held.data().data())
    try:
        return made + behind(made, [leaf_of(layout, page)], [], said), True
    except PdfError:
        return made, False


class BookFile:
    """A PDF that gets its pages one by one."""

    def __init__(self, path: Path, name: str, dpi: float) -> None:
        """Know where; the file is begun with its first page."""
        self.path, self.name = path, name
        self._dpi = dpi
        self._file = QFile(str(path))
        self._painter: QPainter | None = None
        self._leaves: list[Leaf] = []
        self._sheets: list[tuple[Sheet, int]] = []

    @property
    def pages(self) -> int:
        """How many it has."""
        return len(self._leaves)

    def add(self, sheet: Sheet, number: int, layout: QgsLayout, page: QgsLayoutItemPage) -> None:
        """Add a page of a sheet.

        Raises:
            RefusedError: The file cannot be written, or its disk is full.

        """
        if self._painter is None:
            if not self._file.open(QIODevice.OpenModeFlag.WriteOnly):
                raise refused("sheets_printing_not_written", file=self.name)
            self._writer = pdf_onto(self._file, page, self._dpi)
            self._painter = QPainter(self._writer)
        else:
            size_like(self._writer, page)
            self._writer.newPage()
        if number == 0 and (not self._sheets or self._sheets[-1][0] is not sheet):
            self._sheets.append((sheet, self.pages))
        draw(layout, page, self._painter, self._dpi)
        self._leaves.append(leaf_of(layout, page))
        if self._file.error() != QFile.FileError.NoError:
            self.close()
            raise lost(self.name, self.path)

    def close(self) -> None:
        """End the file as it is."""
        if self._painter is not None:
            self._painter.end()
            self._painter = None
        self._file.close()

    def finish(self, marks: Marks) -> bool:
        """End the file and add its bookmarks; gives whether that could be done.

        Raises:
            RefusedError: The file did not become whole.

        """
        self.close()
        title = say(note("sheets_printing_title", day=day_words(marks.peildatum)), marks.language)
        if len(self._sheets) == 1:
            title = self._sheets[0][0].title
        if self._file.error() != QFile.FileError.NoError:
            raise lost(self.name, self.path)
        try:
            with self.path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as held:
                try:
                    more = behind(held, self._leaves, bookmarks(self._sheets, marks.language), whose(marks, title))
                except NotWholeError as error:
                    raise lost(self.name, self.path) from error
                except PdfError:
                    return False
            with self.path.open("ab") as file:
                file.write(more)
        except OSError as error:
            raise trouble(self.name, error) from error
        return True


def bookmarks(sheets: Sequence[tuple[Sheet, int]], language: str) -> list[Bookmark]:
    """Make a table of contents: a line for each sheet, below the word for their kind where there are several kinds.

    Args:
        sheets: In order, each with its first page.
        language: Of the words.

    """
    groups = [(kind, list(some)) for kind, some in groupby(sheets, key=lambda one: one[0].kind)]
    made: list[Bookmark] = []
    for kind, some in groups:
        lines = [Bookmark(sheet.title, page) for sheet, page in some]
        if len(groups) > 1 and len(lines) > 1 and kind in _MANY:
            lines = [Bookmark(say(note(_MANY[kind]), language), some[0][1], lines)]
        made += lines
    return made
