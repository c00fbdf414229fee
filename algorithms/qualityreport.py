"""Registers -> a report on their quality: a page to read, and layers with the objects concerned."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import qgis.utils
from qgis.core import (
    QgsApplication,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFileDestination,
)
from qgis.PyQt.QtCore import QThread

from ..layers.language import translate
from ..layers.quality_group import add_quality
from ..safeguards.messages import CancelledError, refused
from .algorithm import Algorithm
from .assessmunicipality import registers_help, registers_parameter
from .given import (
    check_file,
    check_files,
    check_mappings,
    read_files,
    read_loading,
    read_snapshots,
    read_sources,
    require_bag,
)
from .job import private_folder, publish_file
from .parameters import REGISTERS, add_extent, add_mapping, add_peildatum, add_registers
from .spoken_language import add_language, read_language

if TYPE_CHECKING:
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from ..layers.raw import Snapshot
    from ..safeguards.watch import Watch

_LOADING = 0.6  # share of the time that reading the registers takes


class QualityReport(Algorithm):
    """Checks what a municipality has, register by register and between them."""

    _sources: dict[str, list[Path | Snapshot]]

    def __init__(self) -> None:
        """Start without a report."""
        super().__init__()
        self._made: Path | None = None

    def displayName(self) -> str:
        """Name in the toolbox."""
        return translate("algorithms", "Quality report")

    def shortHelpString(self) -> str:
        """What it does."""
        return translate(
            "algorithms",
            "Checks the registers: what is missing, doubled, old, misplaced or not linked to the other registers. "
            "Writes a page to read or print, with what to ask of the keeper of each register, and a GeoPackage with a "
            "table of all checks and a layer of the objects concerned per check.\n\nThese are signals about registers, "
            "no judgement about locations or persons.",
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: ARG002  signature of QGIS
        """Declare the parameters."""
        self.add(registers_parameter(optional=True), registers_help())
        add_registers(self)
        add_mapping(self)
        add_peildatum(self)
        add_extent(self)
        add_language(self, translate("algorithms", "Language of the report"))
        self.add(
            QgsProcessingParameterBoolean(
                "LOAD", translate("algorithms", "Add the layers to the project"), defaultValue=True, optional=True
            ),
            translate("algorithms", "In the desktop, add a group with the objects that were found."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFileDestination("OUTPUT_HTML", translate("algorithms", "Report"), "HTML (*.html)"),
            translate("algorithms", "One page that needs no other file, to read or to print on A4."),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                "OUTPUT", translate("algorithms", "Checks and objects"), "GeoPackage (*.gpkg)"
            ),
            translate("algorithms", "GeoPackage with the table checks, and a layer per check that found objects."),
        )

    def check(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Refuse files that cannot be read, a run without BAG, and an output that is an input."""
        stored = self.parameterAsFile(parameters, "REGISTERS", context)
        if stored:
            if any(self._given(name, parameters, context) for name in REGISTERS):
                raise refused("algorithms_registers_twice")
            check_file(Path(stored), context)
        else:
            require_bag(self, parameters, context)
        check_files(self, parameters, context)
        check_mappings(self, parameters, context)
        files = [file for name in REGISTERS for file in read_files(self, parameters, name, context)]
        for target in (self._target(name, parameters, context) for name in ("OUTPUT_HTML", "OUTPUT")):
            for file in [*files, *([Path(stored)] if stored else [])]:
                if target.exists() and file.exists() and target.samefile(file):
                    raise refused("algorithms_output_is_input", file=target.name)

    def _given(self, name: str, parameters: dict[str, Any], context: QgsProcessingContext) -> bool:
        layers = self.parameterAsLayerList(parameters, f"{name}_LAYERS", context)
        return bool(read_files(self, parameters, name, context) or layers)

    def _target(self, name: str, parameters: dict[str, Any], context: QgsProcessingContext) -> Path:
        return Path(self.parameterAsFileOutput(parameters, name, context))

    def prepare_inputs(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Take snapshots of project layers."""
        self._sources = read_sources(self, parameters, context)

    def process(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Load, check, write, and put both files in place."""
        page, table = (self._target(name, parameters, context) for name in ("OUTPUT_HTML", "OUTPUT"))
        stored = self.parameterAsFile(parameters, "REGISTERS", context)
        how = read_loading(self, parameters, context)
        spoken = read_language(self, parameters, context)
        sources = read_snapshots(self._sources, feedback)
        with private_folder(page.parent) as beside_page, private_folder(table.parent) as beside_table:
            made = beside_page / page.name, beside_table / table.name

            def work(watch: Watch) -> list[str]:
                from ..quality.words import sentence  # noqa: PLC0415  loads geopandas
                from .reading import load_registers, stored_registers  # noqa: PLC0415  loads geopandas
                from .reporting import report_into  # noqa: PLC0415  loads geopandas

                first = watch.part(0, _LOADING)
                loaded = stored_registers(Path(stored), first) if stored else load_registers(sources, how, first)
                examined = report_into(*made, loaded, spoken, watch.part(_LOADING, 1))
                return [sentence(one, spoken) for one in examined.checked if one.asks]

            for line in self.work(work, feedback):
                feedback.pushInfo(line)
            if feedback.isCanceled():
                raise CancelledError
            publish_file(made[1], table)
            publish_file(made[0], page)
        self._made = table if self.parameterAsBool(parameters, "LOAD", context) else None
        return {"OUTPUT_HTML": str(page), "OUTPUT": str(table)}

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:  # noqa: ARG002  signature of QGIS
        """Add the layers, on the main thread, where there is a desktop to see them."""
        project, application = context.project(), QgsApplication.instance()
        in_front = application is not None and QThread.currentThread() == application.thread()
        if self._made and in_front and project is not None and qgis.utils.iface is not None:
            add_quality(project, self._made)
        return {}
