"""A booklet as files: one PDF of all pages, and each page as a PDF that knows its place on earth, as PNG and as SVG."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from qgis.PyQt.QtCore import QCoreApplication

from ..safeguards.messages import CancelledError, note, refused, say, warn
from .drawing import pixels, png_of, printed, svg_of
from .files import Names, place_in, trouble
from .pdf import BookFile, page_pdf, whose

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from qgis.core import QgsLayout, QgsLayoutItemPage

    from ..briefing.sheet import Marks, Sheet
    from ..safeguards.messages import Message
    from .booklet import Booklet, Page
    from .files import Place

BOOKLET, PDF, PNG, SVG = "booklet", "pdf", "png", "svg"
FORMATS = (BOOKLET, PDF, PNG, SVG)
_KINDS = {
    "overview": "sheets_printing_kind_overview",
    "area": "sheets_printing_kind_area",
    "location": "sheets_printing_kind_location",
    "hotspot": "sheets_printing_kind_hotspot",
    "route": "sheets_printing_kind_route",
    "method": "sheets_printing_kind_method",
}


@dataclass(frozen=True)
class Printed:
    """What was printed.

    Attributes:
        files: All that were written, the booklet last.
        pages: How many were made.
        total: How many were to be made; more where the user cancelled.
        messages: For the user.

    """

    files: Sequence[Path]
    pages: int
    total: int
    messages: Sequence[Message]


def print_booklet(
    booklet: Booklet,
    folder: Path,
    formats: Collection[str],
    dpi: float,
    advance: Callable[[float], None],
    cancelled: Callable[[], bool],
) -> Printed:
    """Print a booklet into a folder, in which nothing is ever half written.

    A file that was there is replaced when the new one is whole.

    Belongs on the main thread: see `main_thread.on_main_thread`. Where the user cancels, all pages that are done stay.

    Args:
        booklet: What is printed.
        folder: Where the files go; it is made where it is not there.
        formats: Of `FORMATS`.
        dpi: Dots per inch, of pictures and of what of a map is drawn as one.
        advance: Told the fraction done after each page, 0 to 1.
        cancelled: Asked before each page; meanwhile the desktop may do what waits, such as hear of a cancel.

    Raises:
        CancelledError: The user cancelled before a page was done.
        RefusedError: A file cannot be written; the pages before it stay.

    """
    with place_in(folder) as place:
        job = _Job(booklet.marks, place, frozenset(formats), dpi)
        pages, done, total = booklet.pages(), 0, booklet.total
        try:
            while done < total:
                QCoreApplication.processEvents()
                if cancelled():
                    break
                page = next(pages, None)
                if page is None:
                    break
                job.add(page)
                done += 1
                advance(done / max(total, 1))
            if total and not done:
                raise CancelledError
            job.finish()
        finally:
            pages.close()
            job.close()
        told = note("sheets_printing_done", n=done, folder=str(folder))
        if done < total:
            told = warn("sheets_printing_stopped", n=done, total=total, folder=str(folder))
        return Printed(job.files, done, total, [*job.messages, told])


@dataclass
class _Job:
    """What is being printed.

    Attributes:
        marks: Of the booklet.
        place: Where files go.
        formats: Asked for.
        dpi: Dots per inch.
        files: Done.
        messages: For the user.

    """

    marks: Marks
    place: Place
    formats: frozenset[str]
    dpi: float
    files: list[Path] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Look whether the booklet can be replaced, before an hour is spent on it."""
        self._names = Names(self.place.folder)
        self._sheet: Sheet | None = None
        self._name, self._number = "", 0
        self._book: BookFile | None = None
        if BOOKLET in self.formats:
            name = self._names.of(say(note("sheets_printing_booklet"), self.marks.language), "") + ".pdf"
            self._book = BookFile(self.place.beside / "booklet.pdf", name, self.dpi)
            there = self.place.folder / name
            try:
                if there.exists():
                    there.open("r+b").close()
            except OSError as error:
                raise trouble(name, error) from error

    def add(self, page: Page) -> None:
        """Print a page in every format."""
        if page.sheet is not self._sheet:
            kind = say(note(_KINDS[page.sheet.kind]), self.marks.language) if page.sheet.kind in _KINDS else ""
            self._sheet, self._number = page.sheet, 0
            kind = kind.lower() or page.sheet.kind
            self._name = self._names.of("" if page.sheet.key.startswith(kind) else kind, page.sheet.key)
        layout = page.layout
        with printed(layout, self.dpi):
            for one in layout.pageCollection().pages():
                if layout.pageCollection().shouldExportPage(layout.pageCollection().pageNumber(one)):
                    self._number += 1
                    self._print(page, layout, one)

    def _print(self, page: Page, layout: QgsLayout, one: QgsLayoutItemPage) -> None:
        name = f"{self._name}_{self._number:02d}"
        if PDF in self.formats:
            made, whole = page_pdf(layout, one, self.dpi, whose(self.marks, page.sheet.title))
            self._write(f"{name}.pdf", made)
            if not whole:
                self.messages.append(warn("sheets_printing_plain", file=f"{name}.pdf"))
        if PNG in self.formats:
            made, size = png_of(layout, one, self.dpi), pixels(one, self.dpi)
            if not made:
                raise refused("sheets_printing_too_large", file=f"{name}.png", width=size.width(), height=size.height())
            self._write(f"{name}.png", made)
        if SVG in self.formats:
            made = svg_of(layout, one, self.dpi, whose(self.marks, page.sheet.title))
            _check_svg(f"{name}.svg", made)
            self._write(f"{name}.svg", made)
        if self._book is not None:
            self._book.add(page.sheet, page.number, layout, one)

    def _write(self, name: str, made: bytes) -> None:
        self.files.append(self.place.write(name, made))

    def finish(self) -> None:
        """Put the booklet in its place, with what of it is done."""
        if self._book is None or not self._book.pages:
            return
        if not self._book.finish(self.marks):
            self.messages.append(warn("sheets_printing_plain", file=self._book.name))
        self.files.append(self.place.put(self._book.path, self._book.name))

    def close(self) -> None:
        """Let go of the booklet."""
        if self._book is not None:
            self._book.close()


def _check_svg(name: str, made: bytes) -> None:
    try:
        expat.ParserCreate().Parse(made, True)  # noqa: FBT003  takes positions
    except expat.ExpatError as error:
        raise refused("sheets_printing_not_whole", file=name) from error
