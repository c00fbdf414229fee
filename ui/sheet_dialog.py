"""The dialog Make map sheets: from results to sheets for a briefing, with a page of them beside the choices."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsApplication, QgsProject
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import Qt, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QPushButton, QSplitter, QTabWidget, QVBoxLayout

from ..layers.language import translate
from .background import BackgroundRun, complaint
from .findings import Findings
from .run_buttons import run_buttons
from .sheet_choices import recall, remember
from .sheet_form import FormPage, MarksPage
from .sheet_preview import Preview
from .sheet_what import WhatPage

if TYPE_CHECKING:
    from qgis.PyQt.QtGui import QCloseEvent, QHideEvent, QShowEvent
    from qgis.PyQt.QtWidgets import QWidget

ALGORITHM = "locatierisico:mapsheets"
HIGHEST = 580  # pixels at first, so that the dialog fits a small laptop
_WIDE, _LEFT = 1080, 470


class SheetDialog(QDialog):
    """Runs the algorithm `mapsheets` in the background; holds no formulas.

    Attributes:
        ended: Emitted when a run is over, with whether there are sheets.

    """

    ended = pyqtSignal(bool)

    def __init__(self, parent: QWidget | None = None, iface: Any = None) -> None:
        """Lay out the dialog, with the newest run of the project.

        Args:
            parent: Window it belongs to.
            iface: The desktop.

        """
        super().__init__(parent)
        self.iface = iface
        self.setWindowTitle(translate("ui", "Make map sheets"))
        self.setObjectName("locatierisico_sheet_dialog")
        self.results: dict[str, Any] = {}
        self._run = BackgroundRun(self)
        self._run.progressed.connect(lambda percent: self.progress.setValue(int(percent)))
        self._run.ended.connect(self._executed)
        self.bar = QgsMessageBar(self)
        self.progress = QProgressBar(self)
        self.progress.setVisible(False)
        self.tabs = QTabWidget(self)
        self.what, self.marks, self.form = WhatPage(self), MarksPage(self), FormPage(self)
        self.findings = Findings(self, translate("ui", "What the sheets had to say stands here."))
        for page, words in (
            (self.what, translate("ui", "1 Sheets")),
            (self.marks, translate("ui", "2 Marks")),
            (self.form, translate("ui", "3 Form")),
            (self.findings, translate("ui", "Messages")),
        ):
            self.tabs.addTab(page, words)
        self.preview = Preview(self)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self.tabs)
        split.addWidget(self.preview)
        split.setStretchFactor(1, 1)
        split.setSizes([_LEFT, _WIDE - _LEFT])
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.addWidget(self.bar)
        layout.addWidget(split, 1)
        layout.addWidget(self.progress)
        layout.addWidget(self._buttons())
        recall(self)
        for choices in (self.what, self.marks, self.form):
            choices.changed.connect(self.ask_preview)
        self.preview.read.connect(self.what.show_held)
        self.resize(_WIDE, HIGHEST)

    def parameters(self) -> dict[str, Any]:
        """Give what was chosen as parameters of the algorithm."""
        return {**self.what.parameters(), **self.marks.parameters(), **self.form.parameters()}

    def run(self) -> None:
        """Check what was chosen and make the sheets in the background; nothing while a run is going."""
        if self._run.going():
            return
        self.bar.clearWidgets()
        missing = [self.what.lacking(), self.form.lacking()]
        first = next((field for field in missing if field is not None), None)
        if first is not None:
            self._go_to(first)
            return
        chosen = {name: value for name, value in self.parameters().items() if value not in ("", [])}
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM)
        sentence = complaint(algorithm, chosen)
        if sentence:
            self.bar.pushMessage(sentence, Qgis.MessageLevel.Warning, 0)
            return
        remember(self)
        self.preview.stop()
        self._running(busy=True)
        self._run.start(algorithm, chosen)

    def ask_preview(self) -> None:
        """Show a page of what is chosen now."""
        if self._run.going() or not self.isVisible():
            return
        chosen = self.parameters()
        if not chosen["RESULTS"]:
            self.preview.stop()
            text = translate("ui", "A page shows here once there are results: open a run in the project, or browse.")
            self.preview.say(text)
        elif not chosen["WHICH"] or (chosen["WHICH"] == ["routes"] and not chosen["ROUTES"]):
            self.preview.stop()
            self.preview.say(translate("ui", "A page shows here once a kind of sheet is chosen."))
        elif not self.what.has_areas():
            self.preview.stop()
            self.preview.say(translate("ui", "A page shows here once an area is chosen."))
        else:
            if not chosen["ROUTES"]:
                chosen["WHICH"] = [kind for kind in chosen["WHICH"] if kind != "routes"]
            self.preview.ask(chosen)

    def reject(self) -> None:
        """Stop a run, by the Esc key too, or close the dialog where none is going on."""
        if self._run.going():
            self._run.end_early()
        else:
            super().reject()

    def showEvent(self, event: QShowEvent) -> None:
        """Look again at the runs of the project: some may have come since."""
        super().showEvent(event)
        self.what.fill_runs()
        self.ask_preview()

    def hideEvent(self, event: QHideEvent) -> None:
        """Draw no page for nobody."""
        self.preview.stop()
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop a run along with the dialog; what was chosen stays."""
        if self._run.going():
            self._run.end_early()
        remember(self)
        super().closeEvent(event)

    def _executed(self, successful: bool, results: dict[str, Any]) -> None:  # noqa: FBT001  signature of QGIS
        self._running(busy=False)
        # What a run made that was stopped early stays.
        fine = "FOLDER" in results and (successful or self._run.cancelled())
        if fine:
            self.results = results
            self._tell_made(results)
        elif self._run.cancelled():
            self.bar.pushMessage(translate("ui", "Cancelled before a page was done."), Qgis.MessageLevel.Info)
        else:
            errors = self._run.feedback.errors or [translate("ui", "The run did not succeed.")]
            self.bar.pushMessage(errors[-1], Qgis.MessageLevel.Critical, 0)
        self.findings.show_run(self.windowTitle(), self._run.feedback.told, [])
        self.ended.emit(fine)

    def _tell_made(self, results: dict[str, Any]) -> None:
        if self._run.cancelled():
            level, text = Qgis.MessageLevel.Warning, translate("ui", "Stopped: the pages that were done stay.")
        else:
            level, text = Qgis.MessageLevel.Success, translate("ui", "Done.")
        if self._run.feedback.warnings:
            text += " " + translate("ui", "To weigh: {n}, see Messages.").format(n=self._run.feedback.warnings)
        item = self.bar.createMessage(text)
        for name, words in (
            ("BOOKLET", translate("ui", "Open the booklet")),
            ("WORKBOOK", translate("ui", "Open the workbook")),
            ("FOLDER", translate("ui", "Open the folder")),
        ):
            path = results.get(name)
            if path and Path(str(path)).exists():
                item.layout().addWidget(_opening(words, str(path), item))
        self.bar.pushWidget(item, level)

    def _go_to(self, field: QWidget) -> None:
        for page in (self.what, self.form):
            if page.isAncestorOf(field):
                self.tabs.setCurrentWidget(page)
                page.ensureWidgetVisible(field)
        field.setFocus()

    def _running(self, *, busy: bool) -> None:
        self.progress.setVisible(busy)
        self.progress.setValue(0)
        self.tabs.setEnabled(not busy)
        self.run_button.setEnabled(not busy)
        self.stop_button.setText(translate("ui", "Stop") if busy else translate("ui", "Close"))

    def _buttons(self) -> QDialogButtonBox:
        made = run_buttons(self, translate("ui", "Make"), run=self.run, stop=self.reject, helped=_help)
        self.run_button, self.stop_button = made.run, made.stop
        QgsProject.instance().layersRemoved.connect(self._layers_removed)
        return made.box

    def _layers_removed(self) -> None:
        self.what.fill_runs()


def _opening(words: str, path: str, parent: QWidget) -> QPushButton:
    button = QPushButton(words, parent)
    button.setAutoDefault(False)
    button.setToolTip(path)
    button.clicked.connect(lambda _checked=False: QDesktopServices.openUrl(QUrl.fromLocalFile(path)))
    return button


def _help() -> None:
    algorithm = QgsApplication.processingRegistry().algorithmById(ALGORITHM)
    if algorithm is not None:
        QDesktopServices.openUrl(QUrl(algorithm.helpUrl()))
