"""The dialog Incident hotspots: from a layer of incidents, by question, to a method and its map."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsSettings,
    QgsVectorLayer,
)
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QProgressBar,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ..layers.language import translate
from .background import BackgroundRun, complaint
from .findings import Findings
from .hotspot_rows import HotspotRows
from .output_places import free_folder, output_paths
from .playing import Playing
from .run_buttons import run_buttons
from .temporal import is_of_steps, play_incidents, show_layers

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer, QgsProcessingAlgorithm
    from qgis.PyQt.QtGui import QCloseEvent, QShowEvent


REMEMBERED = "locatierisico/hotspots/"
HIGHEST = 580  # pixels, so that the dialog fits a small laptop
_WIDE = 680
_GROUP = "Locatierisico"


class HotspotDialog(QDialog):
    """Runs one of the methods on incidents in the background; holds no formulas.

    Attributes:
        ended: Emitted when a run is over, with whether it succeeded.

    """

    ended = pyqtSignal(bool)

    def __init__(self, parent: QWidget | None = None, iface: Any = None) -> None:
        """Lay out the dialog, with the layers of the project that look like incidents, addresses and roads.

        Args:
            parent: Window it belongs to.
            iface: The desktop, whose temporal controller plays incidents; without it nothing can be played.

        """
        super().__init__(parent)
        self.iface = iface
        self._playing = Playing(iface, self)
        self.setWindowTitle(translate("ui", "Incident hotspots"))
        self.setObjectName("locatierisico_hotspot_dialog")
        self.results: dict[str, Any] = {}
        self._folder = Path()
        self._algorithm: QgsProcessingAlgorithm | None = None
        self._parameters: dict[str, Any] = {}
        self._run = BackgroundRun(self)
        self._run.progressed.connect(lambda percent: self.progress.setValue(int(percent)))
        self._run.ended.connect(self._executed)
        self.bar = QgsMessageBar(self)
        self.progress = QProgressBar(self)
        self.progress.setVisible(False)
        self.tabs = QTabWidget(self)
        self.rows = HotspotRows(self)
        self.findings = Findings(self)
        self.tabs.addTab(self.rows, translate("ui", "Question"))
        self.tabs.addTab(self.findings, translate("ui", "What was found"))
        layout = QVBoxLayout(self)
        for widget in (self.bar, self.tabs, self.progress, self._buttons()):
            layout.addWidget(widget)
        self.questions, self.output = self.rows.questions, self.rows.output
        self.output.setFilePath(QgsSettings().value(REMEMBERED + "OUTPUT", "", type=str))
        self.resize(_WIDE, HIGHEST)
        self.setMaximumHeight(HIGHEST)

    def run(self) -> None:
        """Check what was chosen and start the method in the background; nothing while a run is going."""
        if self._run.going():
            return
        self.bar.clearWidgets()
        algorithm = self.rows.algorithm()
        sentence = self.rows.lacking()
        if not sentence:
            self._folder = free_folder(Path(self.output.filePath()), self.questions.method().algorithm)
            self._parameters = {**self.rows.parameters(algorithm), **self._outputs(algorithm)}
            sentence = complaint(algorithm, self._parameters)
        if sentence:
            self.bar.pushMessage(sentence, Qgis.MessageLevel.Warning)
            return
        try:
            self._folder.mkdir(parents=True)
        except OSError:
            text = translate("ui", "The folder {folder} cannot be made. Choose another folder for the results.")
            self.bar.pushMessage(text.format(folder=self._folder), Qgis.MessageLevel.Warning)
            return
        QgsSettings().setValue(REMEMBERED + "OUTPUT", self.output.filePath())
        self._algorithm = algorithm
        self._running(busy=True)
        self._run.start(algorithm, self._parameters)

    def more(self) -> None:
        """Open the method in the dialog of Processing, with what was chosen filled in."""
        from processing import execAlgorithmDialog  # noqa: PLC0415  not at start

        algorithm = self.rows.algorithm()
        execAlgorithmDialog(algorithm.id(), self.rows.parameters(algorithm))

    def play(self) -> None:
        """Let the temporal controller play what the last run made, or else the incidents."""
        layers = [layer for layer in self._made_layers() if layer.temporalProperties().isActive()]
        incidents = self.rows.incidents.currentLayer()
        if not layers and incidents is not None and play_incidents(incidents, self.rows.begin.currentField()):
            layers = [incidents]
        if not self._playing.play(layers, [layer for layer in _results_on_the_map() if layer not in layers]):
            text = translate("ui", "There is nothing to play: choose incidents and the field with their begin.")
            self.bar.pushMessage(text, Qgis.MessageLevel.Warning)

    def reject(self) -> None:
        """Stop a run, by the Esc key too, or close the dialog where none is going on."""
        if self._run.going():
            self._run.cancel()
        else:
            super().reject()

    def showEvent(self, event: QShowEvent) -> None:
        """Look again at the layers of the project: some may have come since."""
        self.rows.choose_layers()
        super().showEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop the run along with the dialog."""
        if self._run.going():
            self._run.cancel()
        super().closeEvent(event)

    def _outputs(self, algorithm: QgsProcessingAlgorithm) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name, path, is_layer in output_paths(algorithm, self._folder):
            made[name] = QgsProcessingOutputLayerDefinition(str(path), QgsProject.instance()) if is_layer else str(path)
        return made

    def _executed(self, successful: bool, results: dict[str, Any]) -> None:  # noqa: FBT001  signature of QGIS
        self._running(busy=False)
        self.results = results
        # Results of a run that was cancelled are whole: the cancel came once they stood.
        fine = bool(results) and (successful or self._run.cancelled())
        if fine:
            self._load()
            self.tabs.setCurrentWidget(self.findings)
            self.findings.show_run(self.questions.method().name, self._run.feedback.told, self._pictures())
            text = translate("ui", "Done. The results lie in {folder}.")
            self.bar.pushMessage(text.format(folder=self._folder), Qgis.MessageLevel.Success)
        else:
            self._clear_folder()
            if self._run.cancelled():
                self.bar.pushMessage(translate("ui", "Cancelled; nothing was written."), Qgis.MessageLevel.Info)
            else:
                errors = self._run.feedback.errors or [translate("ui", "The run did not succeed.")]
                self.bar.pushMessage(errors[-1], Qgis.MessageLevel.Critical, 0)
                self.findings.show_run(self.questions.method().name, self._run.feedback.told, [])
        self.ended.emit(fine)

    def _load(self) -> None:
        """Add the layers to the project as one group, as Processing does after a run of its own dialog."""
        from processing.gui.Postprocessing import handleAlgorithmResults  # noqa: PLC0415  not at start

        group = f"{_GROUP}: {self._algorithm.displayName()}"
        loaded = self._run.context.layersToLoadOnCompletion()
        for details in loaded.values():
            details.groupName = group
        self._run.context.setLayersToLoadOnCompletion(loaded)
        handleAlgorithmResults(self._algorithm, self._run.context, self._run.feedback, self._parameters)
        # All steps at once would shine through each other; they show when they play.
        show_layers([layer for layer in self._made_layers() if is_of_steps(layer)], shown=False)

    def _made_layers(self) -> list[QgsVectorLayer]:
        """Give the layers of the last run that are still in the project."""
        made = {str(value) for value in self.results.values()}
        layers = QgsProject.instance().mapLayers().values()
        return [layer for layer in layers if isinstance(layer, QgsVectorLayer) and layer.source() in made]

    def _pictures(self) -> list[Path]:
        paths = [Path(value) for value in self.results.values() if isinstance(value, str)]
        return [path for path in paths if path.suffix == ".png" and path.is_file()]

    def _clear_folder(self) -> None:
        if self._folder.is_dir() and not any(self._folder.iterdir()):
            self._folder.rmdir()

    def _running(self, *, busy: bool) -> None:
        self.progress.setVisible(busy)
        self.progress.setValue(0)
        self.rows.setEnabled(not busy)
        self.run_button.setEnabled(not busy)
        self.more_button.setEnabled(not busy)
        self.stop_button.setText(translate("ui", "Cancel") if busy else translate("ui", "Close"))

    def _buttons(self) -> QDialogButtonBox:
        made = run_buttons(self, translate("ui", "Run"), run=self.run, stop=self.reject, helped=self._help)
        self.run_button, self.stop_button = made.run, made.stop
        self.more_button, self.play_button = (
            made.box.addButton(words, QDialogButtonBox.ButtonRole.ActionRole)
            for words in (translate("ui", "All options…"), translate("ui", "Play in time"))
        )
        self.play_button.setToolTip(translate("ui", "Plays the last result, or else the incidents, month by month."))
        self.play_button.setVisible(self.iface is not None)
        self.play_button.clicked.connect(self.play)
        self.more_button.clicked.connect(self.more)
        return made.box

    def _help(self) -> None:
        QDesktopServices.openUrl(QUrl(self.rows.algorithm().helpUrl()))


def _results_on_the_map() -> list[QgsMapLayer]:
    """Give the layers of this run and earlier ones."""
    groups = QgsProject.instance().layerTreeRoot().findGroups()
    nodes = [node for group in groups if group.name().startswith(f"{_GROUP}: ") for node in group.findLayers()]
    return [node.layer() for node in nodes if node.layer() is not None]
