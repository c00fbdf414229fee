"""One assessment as the algorithms run it: a private folder, a project beside the results, one rename."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import qgis.utils
from qgis.core import (
    QgsApplication,
    QgsProcessingOutputFile,
    QgsProcessingOutputFolder,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFolderDestination,
)
from qgis.PyQt.QtCore import QThread

from ..layers.language import language, translate
from ..layers.loading import add_run
from ..layers.project import write_project
from ..safeguards.messages import CancelledError, refused
from .algorithm import Algorithm, tell
from .given import read_date
from .job import private_folder, publish_folder
from .parameters import AREA_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable

    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from ..registers.load import Loaded
    from ..safeguards.watch import Watch

_LOADING = 0.45  # share of the time that reading the registers takes
_ASSESSING = 0.95  # when the locations are assessed; the rest goes to the quality of the registers


class Assessing(Algorithm):
    """Base of the algorithms that make a run; one that is finished joins the project of the desktop."""

    def __init__(self) -> None:
        """Start without a run."""
        super().__init__()
        self.made: Path | None = None
        self._wanted = False

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:  # noqa: ARG002  signature of QGIS
        """Add the layers, on the main thread, where there is a desktop to see them."""
        project, application = context.project(), QgsApplication.instance()
        in_front = application is not None and QThread.currentThread() == application.thread()
        if self.made and self._wanted and in_front and project is not None and qgis.utils.iface is not None:
            add_run(project, self.made)
        return {}

    def finished(self, run: Path, *, wanted: bool) -> None:
        """Remember the run that was published."""
        self.made, self._wanted = run, wanted


def add_run_output(algorithm: Algorithm) -> None:
    """Add the folder for results, and what a model may take from it."""
    algorithm.add(
        QgsProcessingParameterFolderDestination("OUTPUT", translate("algorithms", "Folder for results")),
        translate("algorithms", "Every run makes a subfolder of its own here, and overwrites nothing."),
    )
    algorithm.add(
        QgsProcessingParameterBoolean(
            "LOAD", translate("algorithms", "Add the results to the project"), defaultValue=True, optional=True
        ),
        translate("algorithms", "In the desktop, add a group with the styled layers of this run."),
        advanced=True,
    )
    algorithm.addOutput(QgsProcessingOutputFolder("RUN", translate("algorithms", "Folder of this run")))
    algorithm.addOutput(QgsProcessingOutputFile("RESULTS", translate("algorithms", "Results (GeoPackage)")))
    algorithm.addOutput(QgsProcessingOutputFile("PROJECT", translate("algorithms", "QGIS project")))


def read_settings(algorithm: Algorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> dict[str, Any]:
    """Read what decides how locations are assessed, in plain values."""
    set_file = algorithm.parameterAsFile(parameters, "SET_FILE", context)
    return {
        "options": {
            "sets": tuple(algorithm.parameterAsEnumStrings(parameters, "SETS", context)) or AREA_TYPES,
            "set_file": Path(set_file) if set_file else None,
            "preset": algorithm.parameterAsString(parameters, "PRESET", context),
            "theme": algorithm.parameterAsEnumString(parameters, "THEME", context),
            "normalisation": algorithm.parameterAsEnumString(parameters, "NORMALISATION", context),
            "aggregation": algorithm.parameterAsEnumString(parameters, "AGGREGATION", context),
            "draws": algorithm.parameterAsInt(parameters, "DRAWS", context),
            "seed": algorithm.parameterAsInt(parameters, "SEED", context),
        },
        "about": {
            "purpose": algorithm.parameterAsString(parameters, "PURPOSE", context),
            "author": algorithm.parameterAsString(parameters, "AUTHOR", context),
            "expires": read_date(algorithm, parameters, "EXPIRES", context),
        },
    }


def check_settings(algorithm: Algorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
    """Refuse a set file that is not there."""
    set_file = algorithm.parameterAsFile(parameters, "SET_FILE", context)
    if set_file and not Path(set_file).is_file():
        raise refused("algorithms_file_absent", file=set_file)


def run_assessment(
    algorithm: Assessing,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
    loading: Callable[[Watch], Loaded],
) -> dict[str, Any]:
    """Load, assess, write, and publish by renaming one folder.

    Raises:
        CancelledError: The user cancelled; nothing stands in the folder for results.

    """
    parent = Path(algorithm.parameterAsString(parameters, "OUTPUT", context))
    settings, spoken = read_settings(algorithm, parameters, context), language()
    with private_folder(parent) as private:
        folder = private / "run"
        folder.mkdir()

        def work(watch: Watch) -> Any:
            from ..indicators.assess import Options  # noqa: PLC0415  loads geopandas
            from ..indicators.model import Theme  # noqa: PLC0415  loads geopandas
            from .assessing import About, assess_into  # noqa: PLC0415  loads geopandas
            from .reporting import report_into  # noqa: PLC0415  loads geopandas

            chosen = settings["options"] | {"theme": Theme(settings["options"]["theme"])}
            loaded = loading(watch.part(0, _LOADING))
            about = About(**settings["about"])
            made = assess_into(folder, loaded, Options(**chosen), about, watch.part(_LOADING, _ASSESSING))
            report_into(folder / "quality.html", folder / "quality.gpkg", loaded, spoken, watch.part(_ASSESSING, 1))
            return made

        made = algorithm.work(work, feedback)
        tell(made.messages, feedback)
        write_project(folder)
        if feedback.isCanceled():
            raise CancelledError
        run = publish_folder(folder, parent, made.name)
    algorithm.finished(run, wanted=algorithm.parameterAsBool(parameters, "LOAD", context))
    feedback.pushInfo(translate("algorithms", "The results lie in {folder}.").format(folder=run))
    return {
        "OUTPUT": str(parent),
        "RUN": str(run),
        "RESULTS": str(run / "results.gpkg"),
        "PROJECT": str(run / "project.qgz"),
    }
