"""A page of the sheets as it will be, drawn while the user chooses."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsLayoutExporter, QgsProject
from qgis.PyQt.QtCore import QDate, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QImage, QPixmap
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ..layers.language import language, spoken, translate
from ..safeguards.messages import RefusedError
from .sheet_thought import Thought

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer
    from qgis.PyQt.QtGui import QResizeEvent

    from ..briefing.choice import Held
    from ..briefing.sheet import Marks, Sheet
    from ..safeguards.watch import Watch

_MARGIN = 4  # pixels around a page
_NARROWEST, _LOWEST = 280, 240


@dataclass(frozen=True)
class Asked:
    """What the preview is of.

    Attributes:
        parameters: Of the algorithm.
        at: Number of the sheet, from 0.
        page: Number of the page in it, from 0; -1 is the last.

    """

    parameters: dict[str, Any]
    at: int
    page: int


@dataclass(frozen=True)
class Answer:
    """The sheet that was made, and what else the dialog shows.

    Attributes:
        asked: The question.
        held: What sheets are made of.
        sheets: What is wanted at that number.
        marks: What every page bears.
        at: Number of it, from 0.
        total: How many are wanted.

    """

    asked: Asked
    held: Held
    sheets: list[Sheet]
    marks: Marks
    at: int
    total: int


class Reader:
    """Reads results once, for all pages that are shown of them."""

    def __init__(self) -> None:
        """Start with nothing read."""
        self._key: tuple[Any, ...] = ()
        self._held: Held | None = None

    def held(self, run: str, registers: str, plan: str, national: str, watch: Watch) -> Held:
        """Give what sheets are made of."""
        from ..algorithms.sheeting import read_held  # noqa: PLC0415  loads geopandas

        files = (run, registers, plan, national)
        key = (*files, *(_moment(one) for one in files))
        if self._held is None or key != self._key:
            self._held, _ = read_held(run, registers, plan, watch, national)
            self._key = key
        return self._held

    def answer(self, asked: Asked, today: QDate, watch: Watch) -> Answer:
        """Make the sheet that is asked for."""
        from ..algorithms.sheeting import Given, marks_of  # noqa: PLC0415  loads geopandas
        from ..briefing.choice import Choice, make, named, wanted_sheets  # noqa: PLC0415  the same

        given = asked.parameters
        plan = given.get("ROUTES", "") if "routes" in given["WHICH"] else ""
        national = given.get("NATIONAL", "")
        held = self.held(given["RESULTS"], given.get("REGISTERS", ""), plan, national, watch)
        choice = Choice(given["WHICH"], named(given.get("AREAS", "")), named(given.get("UNITS", "")), given["TOP"])
        wanted, _ = wanted_sheets(held, choice, given["MODE"])
        at = min(asked.at, len(wanted) - 1)
        day = QDate.fromString(given.get("EXPIRES", ""), Qt.DateFormat.ISODate)
        marks, _ = marks_of(
            held.results,
            Given(
                *(given.get(name, "") for name in ("CLASSIFICATION", "PURPOSE", "AUTHOR")),
                day.toPyDate() if day.isValid() else None,
            ),
            given["LANGUAGE"] or language(),
            given["MODE"],
            today.toPyDate(),
        )
        return Answer(asked, held, make(held, wanted[at], marks.language, marks.mode), marks, at, len(wanted))


class Preview(QWidget):
    """A page, with buttons to the page before and the next.

    Attributes:
        read: Emitted with what sheets are made of, once it is read.

    """

    read = pyqtSignal(object)

    def __init__(self, parent: QWidget) -> None:
        """Start without a page."""
        super().__init__(parent)
        self.picture, self.words = QLabel(self), QLabel(self)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setWordWrap(True)
        self.picture.setMinimumSize(_NARROWEST, _LOWEST)
        self.picture.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.picture.setAccessibleName(translate("ui", "Preview of a page"))
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.before, self.next = QToolButton(self), QToolButton(self)
        for button, arrow, text in (
            (self.before, Qt.ArrowType.LeftArrow, translate("ui", "Previous page")),
            (self.next, Qt.ArrowType.RightArrow, translate("ui", "Next page")),
        ):
            button.setArrowType(arrow)
            button.setToolTip(text)
            button.setAccessibleName(text)
            button.setEnabled(False)
        row = QHBoxLayout()
        row.addWidget(self.before)
        row.addWidget(self.words, 1)
        row.addWidget(self.next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.picture, 1)
        layout.addLayout(row)
        self._reader, self._thought = Reader(), Thought(self)
        self._thought.done.connect(self._show)
        self._thought.failed.connect(self.say)
        self.before.clicked.connect(lambda _checked=False: self._turn(-1))
        self.next.clicked.connect(lambda _checked=False: self._turn(1))
        self._parameters: dict[str, Any] = {}
        self._answer: Answer | None = None
        self._image = QImage()
        self._staged: tuple[Any, Any] | None = None
        self._bound: tuple[Answer, Any] | None = None
        self._page, self._pages = 0, 0

    def ask(self, parameters: dict[str, Any]) -> None:
        """Show a page of what these parameters make, soon; the same sheet and page as now where there is one."""
        self._parameters = parameters
        at = self._answer.at if self._answer is not None else 0
        self._think(at, self._page, soon=False)

    def say(self, sentence: str) -> None:
        """Show a sentence in the place of the page."""
        self._image = QImage()
        self.picture.setPixmap(QPixmap())
        self.picture.setText(sentence)
        self.words.clear()
        for button in (self.before, self.next):
            button.setEnabled(False)

    def stop(self) -> None:
        """Draw nothing any more."""
        self._thought.stop()

    def busy(self) -> bool:
        """Tell whether a page is still to come."""
        return self._thought.busy()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the page fill the room there is."""
        super().resizeEvent(event)
        self._fit()

    def _think(self, at: int, page: int, *, soon: bool) -> None:
        asked, reader, today = Asked(self._parameters, at, page), self._reader, QDate.currentDate()
        self.words.setText(translate("ui", "being made…"))
        self._thought.ask(lambda watch: reader.answer(asked, today, watch), soon=soon)

    def _turn(self, way: int) -> None:
        if self._answer is None:
            return
        page = self._page + way
        if 0 <= page < self._pages:
            self._page = page
            self._draw(self._answer)
        elif 0 <= self._answer.at + way < self._answer.total:
            self._think(self._answer.at + way, 0 if way > 0 else -1, soon=True)

    def _show(self, answer: Answer) -> None:
        self._answer, self._page = answer, answer.asked.page
        self.read.emit(answer.held)
        self._draw(answer)

    def _draw(self, answer: Answer) -> None:
        """Draw the page, on the main thread, as layouts demand."""
        if not answer.sheets:
            self._pages = 1
            self.say(translate("ui", "Nothing stands out here, so there is no sheet of it."))
            self._tell(answer, "")
            return
        booklet = self._booklet(answer)
        if booklet is None:
            return
        self._pages = booklet.total
        self._page = booklet.total - 1 if self._page < 0 else min(self._page, booklet.total - 1)
        pages = booklet.pages()
        try:
            for number, page in enumerate(pages):
                if number == self._page:
                    self._image = _drawn(page.layout, self.picture.size() * self.devicePixelRatioF())
                    title = page.sheet.title
                    break
        finally:
            pages.close()
        self._fit()
        self._tell(answer, title)

    def _booklet(self, answer: Answer) -> Any:
        """Bind the sheets of an answer, once; None where they cannot be, which is said."""
        from ..sheets.binding import bind  # noqa: PLC0415  loads geopandas

        if self._bound is None or self._bound[0] is not answer:
            self._bound = None
            try:
                staged, form = self._stage(answer), self._form(answer)
                booklet, _ = bind(staged, answer.sheets, answer.marks, form, QgsProject.instance(), keep=False)
            except RefusedError as error:
                self.say(spoken(error.message))
                return None
            self._bound = (answer, booklet)
        return self._bound[1]

    def _tell(self, answer: Answer, title: str) -> None:
        text = translate("ui", "Sheet {at} of {total}, page {page} of {pages}: {title}")
        said = text.format(
            at=answer.at + 1, total=answer.total, page=self._page + 1, pages=self._pages, title=title
        ).rstrip(": ")
        self.words.setText(self.words.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, self.words.width()))
        self.words.setToolTip(said)
        self.before.setEnabled(answer.at > 0 or self._page > 0)
        self.next.setEnabled(answer.at + 1 < answer.total or self._page + 1 < self._pages)

    def _stage(self, answer: Answer) -> Any:
        from ..sheets.binding import Ground, stage  # noqa: PLC0415  loads geopandas

        given = answer.asked.parameters
        plan = None if answer.held.plan is None else answer.held.plan.folder
        background = tuple(given.get("BACKGROUND", ()))
        run, registers = str(answer.held.results.folder), given.get("REGISTERS", "")
        key = (run, _moment(run), registers, plan, answer.marks.language, background)
        if self._staged is None or self._staged[0] != key:
            layers: list[QgsMapLayer] = [QgsProject.instance().mapLayer(one) for one in background]
            ground = Ground(Path(run), registers, plan, [one for one in layers if one is not None])
            self._bound = self._staged = None
            self._staged = (key, stage(ground, answer.marks.language))
        return self._staged[1]

    def _form(self, answer: Answer) -> Any:
        from ..sheets.binding import Form  # noqa: PLC0415  loads geopandas
        from ..sheets.house import house_from_settings  # noqa: PLC0415  the same

        given = answer.asked.parameters
        return Form(given["PAPER"], given["ORIENTATION"], given.get("TEMPLATE", ""), house_from_settings())

    def _fit(self) -> None:
        if self._image.isNull():
            return
        finer = self.devicePixelRatioF()
        size = (self.picture.size() - QSize(_MARGIN, _MARGIN)) * finer
        image = self._image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(finer)
        self.picture.setPixmap(QPixmap.fromImage(image))


def _drawn(layout: Any, room: QSize) -> QImage:
    page = layout.pageCollection().page(0).rect()  # mm
    dpi = 25.4 * min(room.width() / page.width(), room.height() / page.height())
    image: QImage = QgsLayoutExporter(layout).renderPageToImage(0, QSize(), max(dpi, 30.0) * 1.3)
    return image


def _moment(path: str) -> float:
    found = Path(path) if path else None
    if found is None:
        return 0.0
    file = found / "results.gpkg" if found.is_dir() else found
    return file.stat().st_mtime if file.exists() else 0.0
