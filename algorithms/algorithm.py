"""What all our algorithms share: how they present themselves, refuse, run and report."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsMessageLog,
    QgsProcessingAlgorithm,
    QgsProcessingException,
)
from qgis.PyQt.QtGui import QIcon

from ..layers.language import spoken, translate
from ..layers.sinks import fields_of, fill, rd_new
from ..safeguards.messages import CancelledError, Message, RefusedError, Severity, refused
from .dressing import dress
from .given import check_layers
from .job import in_own_thread
from .requirements import complaint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from qgis.core import QgsMapLayer, QgsProcessingContext, QgsProcessingFeedback, QgsProcessingParameterDefinition

    from ..safeguards.watch import Watch

T = TypeVar("T")

ICONS = Path(__file__).resolve().parent.parent / "icons"
HELP = "https://github.com/locatierisico/locatierisico/blob/main/docs/algorithms/{name}.md"
LOG = "Locatierisico"
_UNBOUNDED = 1e300  # QGIS stands the largest number there is for no limit


class Algorithm(QgsProcessingAlgorithm):
    """Base of the provider's algorithms: the class name in lower case is the id."""

    def name(self) -> str:
        """Id of the algorithm; a promise."""
        return type(self).__name__.lower()

    def createInstance(self) -> Algorithm:
        """Make a fresh one for a run."""
        return type(self)()

    def icon(self) -> QIcon:
        """Icon in the toolbox."""
        return QIcon(str(ICONS / f"{self.name()}.svg"))

    def svgIconPath(self) -> str:
        """Icon in the modeler."""
        return str(ICONS / f"{self.name()}.svg")

    def group(self) -> str:
        """Name of the group in the toolbox; empty is none."""
        return ""

    def groupId(self) -> str:
        """Id of the group; a promise."""
        return ""

    def helpUrl(self) -> str:
        """Page of the manual."""
        return HELP.format(name=self.name())

    def canExecute(self) -> tuple[bool, str]:
        """Refuse calmly where a Python package is missing."""
        missing = complaint()
        return not missing, missing

    def add(self, definition: QgsProcessingParameterDefinition, help_text: str, *, advanced: bool = False) -> None:
        """Add a parameter with its help."""
        definition.setHelp(help_text)
        if advanced:
            definition.setFlags(definition.flags() | Qgis.ProcessingParameterFlag.Advanced)
        self.addParameter(definition)

    def checkParameterValues(self, parameters: dict[str, Any], context: QgsProcessingContext) -> tuple[bool, str]:
        """Refuse expected trouble in a sentence, before anything runs."""
        missing = complaint()
        if missing:
            return False, missing
        try:
            self._check_values(parameters, context)
            fine, sentence = super().checkParameterValues(parameters, context)
            if not fine:
                return fine, sentence
            self.check(parameters, context)
        except RefusedError as error:
            return False, spoken(error.message)
        return True, ""

    def _check_values(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Name the value that cannot be used, which QGIS itself does not.

        Raises:
            RefusedError: A value is of the wrong kind or out of range.

        """
        for definition in self.parameterDefinitions():
            value = parameters.get(definition.name())
            if definition.type() == "multilayer" and definition.layerType() != Qgis.ProcessingSourceType.File:
                check_layers(value, context)
            if definition.isDestination() or not isinstance(value, str | int | float):
                continue
            if definition.checkValueIsAcceptable(value, context):
                continue
            if definition.type() == "datetime":
                raise refused("algorithms_bad_date", parameter=definition.name(), value=value)
            raise refused("algorithms_bad_value", parameter=definition.name(), value=value, usable=_usable(definition))

    def check(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Raise RefusedError for parameters that cannot work; cheap, for it runs on the GUI thread."""

    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        """Take what only the main thread may touch; a refusal becomes a sentence."""
        _meet_reference_systems()
        try:
            self.prepare_inputs(parameters, context)
        except RefusedError as error:
            feedback.reportError(spoken(error.message), fatalError=True)
            return False
        return True

    def prepare_inputs(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Take snapshots of project layers, on the main thread."""

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Do the work; whatever goes wrong reaches the user as a sentence."""
        try:
            return self.process(parameters, context, feedback)
        except CancelledError:
            return {}
        except RefusedError as error:
            raise QgsProcessingException(spoken(error.message)) from None
        except QgsProcessingException:
            raise
        except Exception as error:  # noqa: BLE001  the one place where the unforeseen becomes a sentence
            _log_unexpected(self.name())
            text = translate(
                "algorithms",
                "Something went wrong that was not foreseen ({error}). Nothing was written. "
                "The log panel, tab Locatierisico, holds the details to report.",
            )
            raise QgsProcessingException(text.format(error=type(error).__name__)) from None

    def process(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Do the work; RefusedError and CancelledError are told by the caller."""
        raise NotImplementedError

    def work(self, work: Callable[[Watch], T], feedback: QgsProcessingFeedback) -> T:
        """Run pure work in a thread of Python's own."""
        return in_own_thread(work, feedback)

    def write(
        self,
        frame: Any,
        shape: Qgis.WkbType,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        *,
        output: str = "OUTPUT",
        style: Callable[[QgsMapLayer], None] | None = None,
        drawn: Callable[[slice], Any] | None = None,
    ) -> str:
        """Write a GeoDataFrame to the layer asked for; a new file that was not filled to the end is removed.

        Args:
            frame: Its rows; a plain table where `shape` is without geometry.
            shape: Type of its geometry.
            parameters: As given.
            context: As given.
            feedback: As given.
            output: Name of the parameter that says where.
            style: Gives the layer its legend.
            drawn: Gives the geometries of some rows, where `frame` has none.

        Raises:
            CancelledError: The user cancelled.
            RefusedError: The layer cannot be written.

        """
        if feedback.isCanceled():
            raise CancelledError
        asked = self.parameterAsOutputLayer(parameters, output, context)
        stood = Path(asked).exists()
        sink, target = self.parameterAsSink(parameters, output, context, fields_of(frame), shape, rd_new())
        if sink is None:
            raise refused("algorithms_file_not_writable", file=asked)
        try:
            fill(sink, frame, feedback.isCanceled, drawn)
        except (CancelledError, RefusedError):
            sink = None  # QGIS closes the file with it
            if not stood and Path(asked).is_file():
                Path(asked).unlink()
            raise
        sink = None
        if style is not None:
            dress(str(target), style, context)
        return str(target)


class IncidentAlgorithm(Algorithm):
    """Base of the methods that tell where and when incidents concentrate."""

    def group(self) -> str:
        """Name of the group in the toolbox."""
        return translate("algorithms", "Hotspots")

    def groupId(self) -> str:
        """Id of the group; a promise."""
        return "hotspots"


def _usable(definition: Any) -> str:
    """Say what a parameter takes.

    An option goes by its name, as models and scripts keep it; a number would change meaning with the order.
    """
    if definition.type() == "enum":
        return ", ".join(definition.options())
    if definition.type() == "number":
        highest = f" ≤ {definition.maximum():g}" if definition.maximum() < _UNBOUNDED else ""
        return f"{definition.minimum():g} ≤ {definition.name()}{highest}"
    return str(definition.help())


def _meet_reference_systems() -> None:
    """Let QGIS make the reference systems we use on the main thread.

    It keeps each for the whole session, tied to the thread that asked for it first. Were that a thread of its pool,
    the reference system would be empty, or crash QGIS, once the thread has ended half a minute after its last work.
    """
    for name in ("EPSG:28992", "EPSG:4326"):
        QgsCoordinateReferenceSystem(name).isValid()


def tell(messages: Iterable[Message], feedback: QgsProcessingFeedback) -> None:
    """Say what was done, left out or chosen."""
    for message in messages:
        sentence = spoken(message)
        if message.severity is Severity.INFO:
            feedback.pushInfo(sentence)
        else:
            feedback.pushWarning(sentence)


def _log_unexpected(name: str) -> None:
    QgsMessageLog.logMessage(f"{name}\n{traceback.format_exc()}", LOG, Qgis.MessageLevel.Critical, notifyUser=False)
