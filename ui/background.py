"""One algorithm run in the background, with progress, cancel, and what it had to say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
)
from qgis.PyQt.QtCore import QObject, pyqtSignal

if TYPE_CHECKING:
    from qgis.core import QgsProcessingAlgorithm


class Feedback(QgsProcessingFeedback):
    """Keeps what the algorithm says.

    Attributes:
        errors: Sentences that say why it failed.
        told: Everything it said, in order: whether it is a warning, and the sentence.

    """

    def __init__(self) -> None:
        """Start with nothing said."""
        super().__init__(logFeedback=False)
        self.errors: list[str] = []
        self.told: list[tuple[bool, str]] = []

    @property
    def warnings(self) -> int:
        """Count what the user should weigh."""
        return sum(warning for warning, _ in self.told)

    def reportError(self, error: str, fatalError: bool = False) -> None:  # noqa: FBT001, FBT002, N803  signature of QGIS
        """Keep an error."""
        self.errors.append(error)
        super().reportError(error, fatalError)

    def pushWarning(self, warning: str) -> None:
        """Keep a warning."""
        self.told.append((True, warning))
        super().pushWarning(warning)

    def pushInfo(self, info: str) -> None:
        """Keep a sentence."""
        self.told.append((False, info))
        super().pushInfo(info)


class BackgroundRun(QObject):
    """Runs one algorithm at a time.

    Attributes:
        progressed: Emitted with the per cent done.
        ended: Emitted when a run is over, with whether it succeeded and what it gave.

    """

    progressed = pyqtSignal(float)
    ended = pyqtSignal(bool, dict)

    def __init__(self, parent: QObject) -> None:
        """Start without a run."""
        super().__init__(parent)
        self.feedback = Feedback()
        self.context = QgsProcessingContext()
        self._task: QgsProcessingAlgRunnerTask | None = None

    def going(self) -> bool:
        """Tell whether a run is going on."""
        return self._task is not None

    def cancelled(self) -> bool:
        """Tell whether the last run was cancelled."""
        return self.feedback.isCanceled()

    def start(self, algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any]) -> None:
        """Start an algorithm whose parameters were checked."""
        self.context, self.feedback = QgsProcessingContext(), Feedback()
        self.context.setProject(QgsProject.instance())
        self.feedback.progressChanged.connect(self.progressed)
        self._task = QgsProcessingAlgRunnerTask(algorithm, parameters, self.context, self.feedback)
        self._task.executed.connect(self._executed)
        QgsApplication.taskManager().addTask(self._task)

    def cancel(self) -> None:
        """Ask the run to stop."""
        self.feedback.cancel()
        if self._task is not None:
            self._task.cancel()

    def end_early(self) -> None:
        """Ask the run to end with the best it has; one that has nothing yet ends without a result."""
        self.feedback.cancel()

    def _executed(self, successful: bool, results: dict[str, Any]) -> None:  # noqa: FBT001  signature of QGIS
        self._task = None
        ran = self.context
        self.ended.emit(successful, dict(results))
        if self.context is ran:
            # It holds the layers that were opened for the run, which must not outlive QGIS.
            self.context = QgsProcessingContext()


def complaint(algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any]) -> str:
    """Say why an algorithm cannot run with these parameters; empty where it can."""
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    fine, sentence = algorithm.checkParameterValues(parameters, context)
    return "" if fine else sentence
