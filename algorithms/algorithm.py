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
from ..layers.pictures import write_picture
from ..layers.sinks import fields_of, fill, rd_new
from ..safeguards.messages import CancelledError, Message, RefusedError, Severity, refused
from .dressing import dress
from .given import check_layers
from .job import in_own_thread
from .output_kinds import Kind, asked_layer, check_raster, check_whole, lost_in, move_loading, moved_value
from .outputs import Outputs
from .requirements import complaint
from .untouched import untouched

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
            if definition.type() == "rasterDestination":
                check_raster(definition, value, context)
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
        """Do the work; whatever goes wrong reaches the user as a sentence, and leaves the files there were."""
        results: dict[str, Any] = {}
        sentence = ""
        self.outputs = Outputs()
        try:
            self.meet_outputs(parameters, context)
            made = self.process(parameters, context, feedback)
            results = self.outputs.publish(made, feedback.isCanceled)
        except CancelledError:
            results = {}
        except RefusedError as error:
            sentence = spoken(error.message)
        except QgsProcessingException as error:
            sentence = str(error)
        except Exception as error:  # noqa: BLE001  the one place where the unforeseen becomes a sentence
            _log_unexpected(self.name())
            text = translate(
                "algorithms",
                "Something went wrong that was not foreseen ({error}). Nothing was written. "
                "The log panel, tab Locatierisico, holds the details to report.",
            )
            sentence = text.format(error=type(error).__name__)
        # Not before the error is gone: what it holds are files still open, and Windows removes no open file.
        self.outputs.drop()
        if sentence:
            raise QgsProcessingException(sentence)
        return results

    def meet_outputs(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Take a place for outputs, so that one that cannot be written is refused before the work.

        Raises:
            RefusedError: An output cannot be written where it is asked.

        """

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
        """Write a GeoDataFrame to the layer asked for; it comes to stand there with all other outputs of the run.

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
        definition = self.parameterDefinition(output)
        asked = asked_layer(definition, parameters.get(output), context)
        fields = fields_of(frame)

        def pour(value: Any, cancelled: Callable[[], bool]) -> str:
            given = {**parameters, output: value}
            sink, target = self.parameterAsSink(given, output, context, fields, shape, rd_new())
            if sink is None:
                raise refused("algorithms_file_not_writable", file=asked.text)
            try:
                fill(sink, frame, cancelled, drawn)
            finally:
                del sink  # QGIS closes the file with it
            return str(target)

        def pour_dressed(cancelled: Callable[[], bool] = lambda: False) -> str:
            target = pour(parameters.get(output), cancelled)
            dress(target, style, context)
            return target

        if asked.kind is Kind.DATABASE:
            return self.outputs.later(output, pour_dressed)
        if asked.kind is Kind.MEMORY:
            return pour_dressed(feedback.isCanceled)
        made = self.outputs.place(output, Path(asked.text))
        lost = lost_in(Path(asked.text), fields, spatial=shape != Qgis.WkbType.NoGeometry)
        if lost is not None:
            tell([lost], feedback)
            self.outputs.unstyle(output)
        written = pour(moved_value(parameters.get(output), str(made)), feedback.isCanceled)
        check_whole(written, made, len(frame), asked.text)
        target = asked.text + written.removeprefix(str(made))
        move_loading(context, written, target)
        dress(target, style if lost is None else None, context, made)
        return target

    def file(self, output: str) -> Path | None:
        """Give where to write the file of an output, None where none is asked."""
        target = self.outputs.target(output)
        return None if target is None else self.outputs.place(output, target)


class IncidentAlgorithm(Algorithm):
    """Base of the methods that tell where and when incidents concentrate."""

    def group(self) -> str:
        """Name of the group in the toolbox."""
        return translate("algorithms", "Hotspots")

    def groupId(self) -> str:
        """Id of the group; a promise."""
        return "hotspots"

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Say which choices nobody made, then do the work."""
        tell(untouched(self, parameters), feedback)
        return super().processAlgorithm(parameters, context, feedback)

    def work(self, work: Callable[[Watch], T], feedback: QgsProcessingFeedback) -> T:
        """Run pure work in a thread of Python's own, which tells when it will take long."""
        return in_own_thread(work, feedback, paced=True)

    def meet_outputs(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Take a place for every file that is asked."""
        for definition in self.destinationParameterDefinitions():
            asked = asked_layer(definition, parameters.get(definition.name()), context)
            if definition.type() == "rasterDestination":
                check_raster(definition, parameters.get(definition.name()), context)
            if asked.kind is Kind.FILE:
                self.outputs.place(definition.name(), Path(asked.text))

    def draw(self, svg: str, output: str = "PICTURE") -> str:
        """Write a chart as the picture that is asked.

        Raises:
            RefusedError: The disk is full.

        """
        target = self.outputs.target(output)
        write_picture(svg, self.outputs.place(output, target), target)
        return str(target)


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
