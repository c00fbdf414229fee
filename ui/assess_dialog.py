"""The dialog of the main job: choose registers, sets and a folder, and run with progress and cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsApplication, QgsReferencedRectangle, QgsSettings
from qgis.gui import QgsCollapsibleGroupBox, QgsExtentWidget, QgsFileWidget, QgsMessageBar
from qgis.PyQt.QtCore import QDate, Qt, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ..algorithms.parameters import AGGREGATIONS, AREA_TYPES, NORMALISATIONS, REGISTERS, THEMES, register_words
from ..layers.language import translate
from ..layers.sinks import rd_new
from .background import BackgroundRun, complaint
from .choice_words import aggregation_words, combo, normalisation_words, theme_words
from .column_matching import remembered_folder
from .register_row import RegisterRow
from .run_buttons import run_buttons

if TYPE_CHECKING:
    from qgis.PyQt.QtGui import QCloseEvent

ALGORITHM = "locatierisico:assessmunicipality"
REMEMBERED = "locatierisico/assess/"
HIGHEST = 580  # pixels, so that the dialog fits a small laptop
_WIDE = 720


class AssessDialog(QDialog):
    """Runs the algorithm `assessmunicipality` in the background; holds no formulas.

    Attributes:
        ended: Emitted when a run is over, with whether it succeeded.

    """

    ended = pyqtSignal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay out the dialog with what was chosen last."""
        super().__init__(parent)
        self.setWindowTitle(translate("ui", "Assess a municipality"))
        self.setObjectName("locatierisico_assess_dialog")
        self.rows: dict[str, RegisterRow] = {}
        self._run = BackgroundRun(self)
        self._run.progressed.connect(self._progressed)
        self._run.ended.connect(self._executed)
        self.results: dict[str, Any] = {}
        self.bar = QgsMessageBar(self)
        self.progress = QProgressBar(self)
        self.progress.setVisible(False)
        layout = QVBoxLayout(self)
        layout.addWidget(self.bar)
        layout.addWidget(self._scrolled())
        layout.addWidget(self.progress)
        layout.addWidget(self._buttons())
        self._recall()
        self.resize(_WIDE, HIGHEST)
        self.setMaximumHeight(HIGHEST)

    def parameters(self) -> dict[str, Any]:
        """Give what was chosen as parameters of the algorithm."""
        chosen: dict[str, Any] = {}
        for name, row in self.rows.items():
            chosen |= row.parameters(name)
        day = self.expires.date() if self.expiring.isChecked() else None
        return chosen | {
            "MAPPING": remembered_folder(),
            "EXTENT": self._extent(),
            "PEILDATUM": self.peildatum.date().toString(Qt.DateFormat.ISODate),
            "SETS": [kind for kind, box in self.sets.items() if box.isChecked()],
            "THEME": self.theme.currentData(),
            "SET_FILE": self.set_file.filePath() or None,
            "PRESET": self.preset.text().strip(),
            "NORMALISATION": self.normalisation.currentData(),
            "AGGREGATION": self.aggregation.currentData(),
            "DRAWS": self.draws.value(),
            "SEED": self.seed.value(),
            "PURPOSE": self.purpose.text().strip(),
            "AUTHOR": self.author.text().strip(),
            "EXPIRES": day.toString(Qt.DateFormat.ISODate) if day else None,
            "OUTPUT": self.output.filePath(),
        }

    def _extent(self) -> QgsReferencedRectangle | None:
        box = self.extent.outputExtent()
        return None if box.isNull() or box.isEmpty() else QgsReferencedRectangle(box, self.extent.outputCrs())

    def run(self) -> None:
        """Check what was chosen and start the algorithm in the background."""
        self.bar.clearWidgets()
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM)
        parameters = self.parameters()
        sentence = self._complaint(algorithm, parameters)
        if sentence:
            self.bar.pushMessage(sentence, Qgis.MessageLevel.Warning)
            return
        self._remember()
        self._running(busy=True)
        self._run.start(algorithm, parameters)

    def cancel(self) -> None:
        """Stop a run, or close the dialog where none is going on."""
        if self._run.going():
            self._run.cancel()
        else:
            self.reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop the run along with the dialog."""
        if self._run.going():
            self._run.cancel()
        super().closeEvent(event)

    def _complaint(self, algorithm: Any, parameters: dict[str, Any]) -> str:
        if not parameters["SETS"]:
            return translate("ui", "Choose at least one kind of area.")
        if not parameters["OUTPUT"]:
            return translate("ui", "Choose a folder for the results.")
        return complaint(algorithm, parameters)

    def _progressed(self, percent: float) -> None:
        self.progress.setValue(int(percent))

    def _executed(self, successful: bool, results: dict[str, Any]) -> None:  # noqa: FBT001  signature of QGIS
        self._running(busy=False)
        self.results = results
        fine = successful and "RUN" in results and not self._run.cancelled()
        if self._run.cancelled():
            self.bar.pushMessage(translate("ui", "Cancelled; nothing was written."), Qgis.MessageLevel.Info)
        elif fine:
            self._tell_success(self._run.feedback.warnings)
        else:
            errors = self._run.feedback.errors or [translate("ui", "The run did not succeed.")]
            self.bar.pushMessage(errors[-1], Qgis.MessageLevel.Critical, 0)
        self.ended.emit(fine)

    def _tell_success(self, warnings: int) -> None:
        text = translate("ui", "Done. The layers were added to the project; the results lie in {folder}.")
        sentence = text.format(folder=self.results["RUN"])
        if warnings:
            more = translate("ui", "{n} points to weigh stand in the table Messages.")
            sentence += " " + more.format(n=warnings)
        self.bar.pushMessage(sentence, Qgis.MessageLevel.Success, 0)

    def _running(self, *, busy: bool) -> None:
        self.progress.setVisible(busy)
        self.progress.setValue(0)
        self.content.setEnabled(not busy)
        self.run_button.setEnabled(not busy)
        self.stop_button.setText(translate("ui", "Cancel") if busy else translate("ui", "Close"))

    def _buttons(self) -> QDialogButtonBox:
        made = run_buttons(self, translate("ui", "Run"), run=self.run, stop=self.cancel, helped=self._help)
        self.run_button, self.stop_button = made.run, made.stop
        return made.box

    def _help(self) -> None:
        algorithm = QgsApplication.processingRegistry().algorithmById(ALGORITHM)
        if algorithm is not None:
            QDesktopServices.openUrl(QUrl(algorithm.helpUrl()))

    def _scrolled(self) -> QScrollArea:
        self.content = QWidget(self)
        layout = QVBoxLayout(self.content)
        layout.addWidget(self._registers())
        layout.addWidget(self._choices())
        layout.addWidget(self._advanced())
        layout.addStretch()
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(self.content)
        return area

    def _registers(self) -> QgsCollapsibleGroupBox:
        group = QgsCollapsibleGroupBox(translate("ui", "Registers: files or project layers"), self)
        form = QFormLayout(group)
        words = register_words()
        for name in REGISTERS:
            label, help_text = words[name]
            row = RegisterRow(help_text, group, name)
            row.told.connect(self.bar.pushInfo)
            self.rows[name] = row
            form.addRow(label, row)
        return group

    def _choices(self) -> QgsCollapsibleGroupBox:
        group = QgsCollapsibleGroupBox(translate("ui", "What to assess"), self)
        form = QFormLayout(group)
        self.peildatum = QDateEdit(QDate.currentDate(), group)
        self.peildatum.setCalendarPopup(True)
        self.peildatum.setDisplayFormat("dd-MM-yyyy")
        form.addRow(translate("ui", "Reference date (peildatum)"), self.peildatum)
        kinds = QHBoxLayout()
        self.sets = {kind: QCheckBox(kind, group) for kind in AREA_TYPES}
        for box in self.sets.values():
            box.setChecked(True)
            kinds.addWidget(box)
        kinds.addStretch()
        form.addRow(translate("ui", "Kinds of area"), kinds)
        self.theme = combo(dict(zip(THEMES, theme_words(), strict=True)), group)
        form.addRow(translate("ui", "Attention for"), self.theme)
        self.output = QgsFileWidget(group)
        self.output.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        form.addRow(translate("ui", "Folder for results"), self.output)
        return group

    def _advanced(self) -> QgsCollapsibleGroupBox:
        group = QgsCollapsibleGroupBox(translate("ui", "Advanced"), self)
        form = QFormLayout(group)
        self.extent = QgsExtentWidget(group)
        self.extent.setNullValueAllowed(True, translate("ui", "everything"))  # noqa: FBT003  QGIS takes positions
        self.extent.setOutputCrs(rd_new())
        self.set_file = QgsFileWidget(group)
        self.set_file.setFilter("TOML (*.toml)")
        self.preset = QLineEdit(group)
        self.preset.setPlaceholderText(translate("ui", "default of each set"))
        self.normalisation = combo(dict(zip(NORMALISATIONS, normalisation_words(), strict=True)), group)
        self.aggregation = combo(dict(zip(AGGREGATIONS, aggregation_words(), strict=True)), group)
        self.draws, self.seed = QSpinBox(group), QSpinBox(group)
        self.draws.setRange(0, 100_000)
        self.draws.setValue(1000)
        self.seed.setRange(0, 2**31 - 1)
        self.seed.setValue(1)
        self.purpose, self.author = QLineEdit(group), QLineEdit(group)
        form.addRow(translate("ui", "Extent to read"), self.extent)
        form.addRow(translate("ui", "Set file (TOML)"), self.set_file)
        form.addRow(translate("ui", "Preset"), self.preset)
        form.addRow(translate("ui", "Values become scores by"), self.normalisation)
        form.addRow(translate("ui", "Scores become one by"), self.aggregation)
        form.addRow(translate("ui", "Draws for the sensitivity interval"), self.draws)
        form.addRow(translate("ui", "Seed"), self.seed)
        form.addRow(translate("ui", "Purpose"), self.purpose)
        form.addRow(translate("ui", "Author"), self.author)
        form.addRow(translate("ui", "Not to be used after"), self._expiry(group))
        group.setCollapsed(True)
        return group

    def _expiry(self, parent: QWidget) -> QWidget:
        holder = QWidget(parent)
        layout = QHBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        self.expiring = QCheckBox(holder)
        self.expires = QDateEdit(QDate.currentDate().addYears(1), holder)
        self.expires.setCalendarPopup(True)
        self.expires.setDisplayFormat("dd-MM-yyyy")
        self.expires.setEnabled(False)
        self.expiring.toggled.connect(self.expires.setEnabled)
        layout.addWidget(self.expiring)
        layout.addWidget(self.expires)
        layout.addStretch()
        return holder

    def _remember(self) -> None:
        settings = QgsSettings()
        for name, row in self.rows.items():
            settings.setValue(REMEMBERED + name, row.files())
        for key in ("THEME", "OUTPUT", "PURPOSE", "AUTHOR", "PEILDATUM"):
            settings.setValue(REMEMBERED + key, self.parameters()[key])

    def _recall(self) -> None:
        settings = QgsSettings()
        for name, row in self.rows.items():
            row.set_files(settings.value(REMEMBERED + name, [], type=list))
        theme = self.theme.findData(settings.value(REMEMBERED + "THEME", THEMES[0]))
        self.theme.setCurrentIndex(max(theme, 0))
        self.output.setFilePath(settings.value(REMEMBERED + "OUTPUT", "", type=str))
        self.purpose.setText(settings.value(REMEMBERED + "PURPOSE", "", type=str))
        self.author.setText(settings.value(REMEMBERED + "AUTHOR", "", type=str))
        day = QDate.fromString(settings.value(REMEMBERED + "PEILDATUM", "", type=str), Qt.DateFormat.ISODate)
        if day.isValid():
            self.peildatum.setDate(day)
