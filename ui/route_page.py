"""What the pages of the dialog for routes share: rows with a label, a field, and a sentence on what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFormLayout, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from .remark import Remark

if TYPE_CHECKING:
    from qgis.PyQt.QtWidgets import QLayout


class Page(QScrollArea):
    """A form that scrolls where the screen is small.

    Attributes:
        changed: Emitted when something was chosen that another page, or the count of stops, depends on.

    """

    changed = pyqtSignal()

    def __init__(self, parent: QWidget) -> None:
        """Lay out an empty form."""
        super().__init__(parent)
        self.content = QWidget(self)
        self.column = QVBoxLayout(self.content)
        self.form = self.more_rows()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(self.content)

    def more_rows(self) -> QFormLayout:
        """Begin a form below what stands there."""
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.column.addLayout(form)
        return form

    def add(self, form: QFormLayout, words: str, field: QWidget, help_text: str = "") -> None:
        """Add a field with its label, which readers of the screen hear too."""
        label = QLabel(words, self.content)
        label.setBuddy(field)
        form.addRow(label, field)
        self.name(field, words, help_text)

    def add_layout(self, form: QFormLayout, words: str, layout: QLayout, field: QWidget, help_text: str = "") -> None:
        """Add several fields on one row; the label goes with one of them."""
        label = QLabel(words, self.content)
        label.setBuddy(field)
        form.addRow(label, layout)
        self.name(field, words, help_text)

    def remark(self, form: QFormLayout, about: QWidget) -> Remark:
        """Add a place, under the last row, for what is missing there."""
        made = Remark(about, self.content)
        form.addRow("", made)
        return made

    @staticmethod
    def name(field: QWidget, words: str, help_text: str = "") -> None:
        """Give a field its name for readers of the screen, and its help."""
        field.setAccessibleName(words)
        if help_text:
            field.setToolTip(f"<p>{help_text}</p>")  # rich text, for only that wraps
