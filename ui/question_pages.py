"""The questions on top, the methods that answer the chosen one below, and what the chosen method shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QFont, QFontMetrics
from qgis.PyQt.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from .hotspot_questions import questions

if TYPE_CHECKING:
    from .hotspot_questions import Method, Question

_LINES = 3  # of an explanation
_BESIDE = 20  # pixels beside the words of a button
# In the colours of the theme, for a style of its own may hardly show, in the dark above all, which one is pressed.
_CHOSEN = """QPushButton:checked {
    font-weight: bold; padding: 3px 6px; border: 2px solid palette(highlight); border-radius: 3px;
    color: palette(text); background-color: palette(base);
}
QPushButton:checked:focus { border-style: dashed; }"""


class QuestionPages(QWidget):
    """One of the methods is always chosen.

    Attributes:
        chosen: Emitted when another method was chosen.

    """

    chosen = pyqtSignal()

    def __init__(self, parent: QWidget) -> None:
        """Lay out the questions; the first method of the first one is chosen by `ask`."""
        super().__init__(parent)
        self.questions = questions()
        self.explained = QLabel(self)
        self.explained.setWordWrap(True)
        self.explained.setMinimumHeight(_LINES * self.explained.fontMetrics().lineSpacing())
        self.explained.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._question_row())
        layout.addWidget(self._method_pages())
        layout.addWidget(self.explained)

    def method(self) -> Method:
        """Give the method that is chosen."""
        question = self.pages.currentIndex()
        return self.questions[question].methods[self.choices[question].checkedId()]

    def ask(self, question: int, method: int = 0) -> None:
        """Choose a question, and one of its methods."""
        self.asked.button(question).setChecked(True)
        self.pages.setCurrentIndex(question)
        self.choices[question].button(method).setChecked(True)
        self._choose()

    def _choose(self) -> None:
        """Explain the method that is chosen now, and tell of it."""
        if self.choices[self.pages.currentIndex()].checkedId() < 0:
            return
        self.explained.setText(self.method().explained)
        self.chosen.emit()

    def _question_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.asked = QButtonGroup(self)
        for number, question in enumerate(self.questions):
            button = QPushButton(question.name, self)
            button.setCheckable(True)
            button.setStyleSheet(_CHOSEN)
            bold = QFont(button.font())
            bold.setBold(True)
            button.setMinimumWidth(QFontMetrics(bold).horizontalAdvance(question.name) + _BESIDE)
            button.clicked.connect(lambda _checked=False, number=number: self.ask(number))
            self.asked.addButton(button, number)
            row.addWidget(button)
        return row

    def _method_pages(self) -> QStackedWidget:
        self.pages = QStackedWidget(self)
        self.choices: list[QButtonGroup] = []
        for question in self.questions:
            self.pages.addWidget(self._page(question))
        return self.pages

    def _page(self, question: Question) -> QWidget:
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        group = QButtonGroup(page)
        for number, method in enumerate(question.methods):
            radio = QRadioButton(method.name, page)
            radio.toggled.connect(self._choose)
            group.addButton(radio, number)
            layout.addWidget(radio)
        layout.addStretch()
        self.choices.append(group)
        return page
