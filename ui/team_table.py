"""The table in which the user writes down who goes out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..layers.language import spoken, translate
from ..safeguards.messages import RefusedError
from .team_rows import COLUMNS, column_help, column_words, from_json, to_json, usual_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qgis.core import QgsGeometry

    from .team_rows import Row

_KEPT = Qt.ItemDataRole.UserRole
_WIDTHS = {
    "name": 100,
    "end": 100,
    "shift_from": 56,
    "shift_to": 56,
    "break_minutes": 90,
    "skills": 100,
    "max_stops": 92,
    "days": 70,
}
_ROWS_SHOWN = 4


class TeamTable(QWidget):
    """A row a team; every value is text until a plan is made.

    Attributes:
        changed: Emitted when a cell changed, or a row came or went.
        told: Emitted with what went wrong with a file.
        place_wanted: Emitted when the user wants to click where a team leaves from.

    """

    changed = pyqtSignal()
    told = pyqtSignal(str)
    place_wanted = pyqtSignal()

    def __init__(self, parent: QWidget) -> None:
        """Start with one team."""
        super().__init__(parent)
        self.table = QTableWidget(0, len(COLUMNS), self)
        self.table.setHorizontalHeaderLabels(column_words().values())
        self.table.setAccessibleName(translate("ui", "Teams"))
        self.table.setTabKeyNavigation(False)  # Tab leaves the table; the arrows go from cell to cell
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.table.verticalHeader().setVisible(False)
        for number, (name, text) in enumerate(column_help().items()):
            self.table.horizontalHeaderItem(number).setToolTip(f"<p>{text}</p>")
            if name in _WIDTHS:
                self.table.setColumnWidth(number, _WIDTHS[name])
        self.table.horizontalHeader().setSectionResizeMode(COLUMNS.index("start"), QHeaderView.ResizeMode.Stretch)
        rows = self.table.verticalHeader().defaultSectionSize() * _ROWS_SHOWN
        self.table.setMinimumHeight(rows + self.table.horizontalHeader().sizeHint().height())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        layout.addLayout(self._buttons())
        self.table.itemChanged.connect(lambda _item: self.changed.emit())
        self.set_rows([usual_row(1)])
        self.setFocusProxy(self.table)

    def rows(self) -> list[Row]:
        """Give what stands in the table."""
        made = []
        for number in range(self.table.rowCount()):
            cells = {name: self._text(number, column) for column, name in enumerate(COLUMNS)}
            made.append({**(self.table.item(number, 0).data(_KEPT) or {}), **cells})
        return made

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show teams; what there is no column for is kept out of sight."""
        self.table.blockSignals(True)  # noqa: FBT003  Qt takes positions
        self.table.setRowCount(0)
        for row in rows:
            self._append(row)
        self.table.blockSignals(False)  # noqa: FBT003  Qt takes positions
        self.changed.emit()

    def json(self) -> str:
        """Give the teams as JSON."""
        return to_json(self.rows())

    def add(self) -> None:
        """Add a team like the last one."""
        rows = self.rows()
        usual = usual_row(len(rows) + 1)
        like = {**rows[-1], "name": usual["name"]} if rows else usual
        taken = {row["name"] for row in rows}
        number = len(rows) + 1
        while like["name"] in taken:
            number += 1
            like["name"] = usual_row(number)["name"]
        self._append(like)
        self.table.setCurrentCell(self.table.rowCount() - 1, 0)
        self.table.setFocus()
        self.changed.emit()

    def remove(self) -> None:
        """Take the team of the current cell out."""
        if self.table.currentRow() >= 0:
            self.table.removeRow(self.table.currentRow())
            self.changed.emit()

    def set_place(self, place: QgsGeometry) -> None:
        """Let the current team leave from a place in RD New; the other cells stay."""
        row, column = max(self.table.currentRow(), 0), self.table.currentColumn()
        name = "end" if column == COLUMNS.index("end") else "start"
        if self.table.rowCount():
            point = place.asPoint()
            self.table.item(row, COLUMNS.index(name)).setText(f"{point.x():.0f}, {point.y():.0f}")

    def load(self, path: str) -> None:
        """Read teams from a JSON file; where that fails the table stays as it was."""
        try:
            self.set_rows(from_json(Path(path).read_text(encoding="utf-8-sig")))
        except RefusedError as error:
            self.told.emit(spoken(error.message))
        except (OSError, UnicodeDecodeError):
            self.told.emit(translate("ui", "{file} cannot be read.").format(file=path))

    def save(self, path: str) -> None:
        """Write the teams to a JSON file."""
        try:
            Path(path).write_text(self.json() + "\n", encoding="utf-8")
        except OSError:
            self.told.emit(translate("ui", "{file} cannot be written. Choose another place.").format(file=path))

    def go_to(self, row: int) -> None:
        """Bring a team into view."""
        self.table.setCurrentCell(row, 0)

    def _text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return item.text().strip() if item is not None else ""

    def _append(self, row: Row) -> None:
        number = self.table.rowCount()
        self.table.insertRow(number)
        for column, name in enumerate(COLUMNS):
            self.table.setItem(number, column, QTableWidgetItem(row.get(name, "")))
        self.table.item(number, 0).setData(_KEPT, {name: text for name, text in row.items() if name not in COLUMNS})

    def _buttons(self) -> QHBoxLayout:
        layout = QHBoxLayout()
        for words, clicked in (
            (translate("ui", "Add"), self.add),
            (translate("ui", "Remove"), self.remove),
            (translate("ui", "Place on the map…"), self.place_wanted.emit),
            (translate("ui", "Load…"), self._ask_load),
            (translate("ui", "Save…"), self._ask_save),
        ):
            button = QPushButton(words, self)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, clicked=clicked: clicked())
            layout.addWidget(button)
        layout.addStretch()
        return layout

    def _ask_load(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, translate("ui", "Load teams"), "", "JSON (*.json)")
        if path:
            self.load(path)

    def _ask_save(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, translate("ui", "Save teams"), "teams.json", "JSON (*.json)")
        if path:
            self.save(path if path.lower().endswith(".json") else f"{path}.json")
