"""A day that may be left open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QDate, Qt
from qgis.PyQt.QtWidgets import QCheckBox, QDateEdit, QHBoxLayout, QWidget

if TYPE_CHECKING:
    from qgis.PyQt.QtWidgets import QWidget as Parent


class OptionalDay(QWidget):
    """A tick, and the day it opens."""

    def __init__(self, parent: Parent) -> None:
        """Start without a day."""
        super().__init__(parent)
        self.chosen = QCheckBox(self)
        self.day = QDateEdit(QDate.currentDate(), self)
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("dd-MM-yyyy")
        self.day.setEnabled(False)
        self.chosen.toggled.connect(self.day.setEnabled)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.chosen)
        layout.addWidget(self.day)

    def set_day(self, day: QDate) -> None:
        """Choose a day."""
        self.day.setDate(day)
        self.chosen.setChecked(True)

    def iso(self) -> str | None:
        """Give the day as yyyy-mm-dd; None where it is left open."""
        return self.day.date().toString(Qt.DateFormat.ISODate) if self.chosen.isChecked() else None
