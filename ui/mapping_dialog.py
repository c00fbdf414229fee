"""The dialog in which the user says which column plays which role."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import Qgis
from qgis.gui import QgsMessageBar, QgsScrollArea
from qgis.PyQt.QtCore import QDate, Qt, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from ..algorithms.algorithm import HELP
from ..layers.language import spoken, translate
from ..registers.mapping import ROLES, ColumnMapping, proposed, read_mapping, write_mapping
from ..safeguards.messages import RefusedError
from .column_matching import examples_of, recalled, remember, role_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..registers.raw import Raw

HIGHEST = 560  # pixels, within what a small laptop shows
_WIDE = 620
_LETTERS = 24  # of a column that always show
_ENDING = "json"


class MappingDialog(QDialog):
    """Shows the columns of a table with examples, and per role a choice of them; the proposal is filled in.

    Attributes:
        matched: Emitted with the file in which the mapping was remembered.

    """

    matched = pyqtSignal(str)

    def __init__(self, register: str, tables: Sequence[Raw], parent: QWidget | None = None) -> None:
        """Lay out the dialog for the first of the tables.

        Args:
            register: A key of `ROLES`.
            tables: The beginnings of the tables, without columns about persons; at least one.
            parent: Widget it belongs to.

        """
        super().__init__(parent)
        self.setObjectName("locatierisico_mapping_dialog")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.register = register
        self.tables = list(tables)
        self.roles: dict[str, QComboBox] = {}
        self.bar = QgsMessageBar(self)
        self.table = QComboBox(self)
        self.table.addItems([raw.name for raw in self.tables])
        self.table.setVisible(len(self.tables) > 1)
        layout = QVBoxLayout(self)
        layout.addWidget(self.bar)
        layout.addWidget(self._explained())
        layout.addWidget(self.table)
        layout.addWidget(self._choices())
        layout.addWidget(self._buttons())
        self.table.currentIndexChanged.connect(self.show_table)
        self.show_table()
        self.resize(_WIDE, HIGHEST)
        self.setMaximumHeight(HIGHEST)

    def raw(self) -> Raw:
        """Give the table that is shown."""
        return self.tables[max(self.table.currentIndex(), 0)]

    def show_table(self) -> None:
        """Offer the columns of the table, with what was said before of these, else what their names suggest."""
        raw = self.raw()
        self.setWindowTitle(translate("ui", "Match columns") + f": {raw.name}")
        columns = [str(column) for column in raw.frame.columns]
        examples = {column: examples_of(raw, column) for column in columns}
        for combo in self.roles.values():
            combo.clear()
            combo.addItem(translate("ui", "(no column)"), None)
            for column in columns:
                shown = f"{column}:  {examples[column]}" if examples[column] else column
                combo.addItem(shown, column)
                combo.setItemData(combo.count() - 1, shown, Qt.ItemDataRole.ToolTipRole)
        before = recalled(self.register, columns)
        self.fill(before.roles if before else proposed(columns, self.register))
        if before:
            text = translate("ui", "These columns were matched before, on {date}.")
            self.bar.pushMessage(text.format(date=before.made), Qgis.MessageLevel.Info)

    def fill(self, roles: Mapping[str, str]) -> None:
        """Choose for every role its column; a role without one gets none."""
        plain = {column.strip().casefold(): column for column in map(str, self.raw().frame.columns)}
        for role, combo in self.roles.items():
            column = plain.get(roles.get(role, "").strip().casefold())
            combo.setCurrentIndex(max(combo.findData(column), 0) if column is not None else 0)

    def mapping(self) -> ColumnMapping:
        """Give what was chosen."""
        chosen = {role: combo.currentData() for role, combo in self.roles.items() if combo.currentData() is not None}
        columns = tuple(str(column) for column in self.raw().frame.columns)
        return ColumnMapping(self.register, columns, chosen, made=QDate.currentDate().toString("dd-MM-yyyy"))

    def accept(self) -> None:
        """Remember what was chosen, and close."""
        if not self._complete():
            return
        try:
            path = remember(self.mapping())
        except OSError as error:
            text = translate("ui", "The mapping cannot be kept: {error}")
            self.bar.pushMessage(text.format(error=error.strerror), Qgis.MessageLevel.Warning)
            return
        self.matched.emit(str(path))
        super().accept()

    def save(self, path: Path) -> None:
        """Write what was chosen to a file."""
        try:
            write_mapping(self.mapping(), path.with_suffix(f".{_ENDING}"))
        except OSError as error:
            text = translate("ui", "{file} cannot be written: {error}")
            self.bar.pushMessage(text.format(file=path.name, error=error.strerror), Qgis.MessageLevel.Warning)

    def read(self, path: Path) -> None:
        """Fill in what a file says."""
        try:
            mapping = read_mapping(path)
        except RefusedError as error:
            self.bar.pushMessage(spoken(error.message), Qgis.MessageLevel.Warning)
            return
        if mapping.register != self.register:
            text = translate("ui", "{file} is of another register ({register}).")
            self.bar.pushMessage(text.format(file=path.name, register=mapping.register), Qgis.MessageLevel.Warning)
            return
        self.fill(mapping.roles)
        if absent := mapping.absent(map(str, self.raw().frame.columns)):
            text = translate("ui", "Not in this table: {columns}.")
            self.bar.pushMessage(text.format(columns=", ".join(absent)), Qgis.MessageLevel.Warning)

    def _complete(self) -> bool:
        """Tell whether anything was matched."""
        if self.mapping().roles:
            return True
        self.bar.pushMessage(translate("ui", "Choose a column for at least one role."), Qgis.MessageLevel.Warning)
        return False

    def _explained(self) -> QLabel:
        label = QLabel(
            translate(
                "ui",
                "Say which column holds what. It is remembered for every file with the same column names. "
                "Columns about persons are not shown: they are never read.",
            ),
            self,
        )
        label.setWordWrap(True)
        return label

    def _choices(self) -> QgsScrollArea:
        content = QWidget(self)
        form = QFormLayout(content)
        words = role_words()
        for role in ROLES[self.register]:
            combo = QComboBox(content)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(_LETTERS)
            self.roles[role] = combo
            form.addRow(words[role], combo)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        area = QgsScrollArea(self)  # scrolling over a choice does not change it
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(content)
        return area

    def _buttons(self) -> QDialogButtonBox:
        standard, roles = QDialogButtonBox.StandardButton, QDialogButtonBox.ButtonRole
        buttons = QDialogButtonBox(standard.Ok | standard.Cancel, self)
        opening = buttons.addButton(translate("ui", "Open…"), roles.ActionRole)
        saving = buttons.addButton(translate("ui", "Save…"), roles.ActionRole)
        help_button = buttons.addButton(translate("ui", "Help"), roles.HelpRole)
        opening.clicked.connect(self._ask_open)
        saving.clicked.connect(self._ask_save)
        help_button.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(HELP.format(name="loadregisters"))))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _ask_open(self) -> None:
        words = translate("ui", "Column mapping (*.json)")
        asking = QFileDialog(self, translate("ui", "Open a column mapping"), "", words)
        asking.setFileMode(QFileDialog.FileMode.ExistingFile)
        asking.fileSelected.connect(lambda path: self.read(Path(path)))
        asking.open()

    def _ask_save(self) -> None:
        if not self._complete():
            return
        words = translate("ui", "Column mapping (*.json)")
        asking = QFileDialog(self, translate("ui", "Save the column mapping"), f"{self.register.lower()}.json", words)
        asking.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asking.setDefaultSuffix(_ENDING)
        asking.fileSelected.connect(lambda path: self.save(Path(path)))
        asking.open()
