"""What the pages of the dialog for routes share: rows with a label, a field, and a sentence on what is missing."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFormLayout, QFrame, QLabel, QLayout, QScrollArea, QVBoxLayout, QWidget

from .remark import Remark


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

    def add(self, form: QFormLayout, words: str, field: QWidget, help_text: str = "") -> Remark:
        """Add a field with its label, which readers of the screen hear too, and the place for what is missing there."""
        return self.add_row(form, words, field, field, help_text)

    def add_row(
        self, form: QFormLayout, words: str | QWidget, row: QWidget | QLayout, field: QWidget, help_text: str = ""
    ) -> Remark:
        """Add a row of one or more fields; the label and the remark go with one of them.

        Args:
            form: Where to.
            words: The label, or the button that stands in its place.
            row: What stands in the row.
            field: What the label and the remark are about.
            help_text: Shown where the mouse rests.

        """
        remark = Remark(field, self.content)
        stack = QVBoxLayout()
        if isinstance(row, QWidget):
            stack.addWidget(row)
        else:
            stack.addLayout(row)
        stack.addWidget(remark)
        if isinstance(words, str):
            label = QLabel(words, self.content)
            label.setBuddy(field)
            form.addRow(label, stack)
            self.name(field, words, help_text)
        else:
            form.addRow(words, stack)
        return remark

    @staticmethod
    def name(field: QWidget, words: str, help_text: str = "") -> None:
        """Give a field its name for readers of the screen, and its help."""
        field.setAccessibleName(words)
        if help_text:
            field.setToolTip(f"<p>{help_text}</p>")  # rich text, for only that wraps
