"""The main job in one run: registers in, risk overlay out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsProcessingParameterFile

from ..layers.language import translate
from ..safeguards.messages import refused
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
from .parameters import REGISTERS, add_assessment, add_extent, add_mapping, add_peildatum, add_registers
from .running import Assessing, add_run_output, check_settings, run_assessment

if TYPE_CHECKING:
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from ..layers.raw import Snapshot
    from ..registers.load import Loaded
    from ..safeguards.watch import Watch


class AssessMunicipality(Assessing):
    """Loads what a municipality has and assesses its locations."""

    _sources: dict[str, list[Path | Snapshot]]

    def displayName(self) -> str:
        """Name in the toolbox."""
        return translate("algorithms", "Assess a municipality")

    def shortHelpString(self) -> str:
        """What it does."""
        return translate(
            "algorithms",
            "Reads the registers a municipality has and shows which locations deserve attention, and why, for "
            "industrial estates, countryside and shopping zones. The BAG alone gives a map; every further register "
            "adds indicators. Each run gets a folder of its own with results.gpkg, density.tif, a QGIS project, a "
            "report on the quality of the registers (quality.html, quality.gpkg) and the recipe that repeats it.\n\n"
            "A score is an indication and not a suspicion. Homes are never scored.",
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: ARG002  signature of QGIS
        """Declare the parameters."""
        add_registers(self)
        add_mapping(self)
        add_peildatum(self)
        add_extent(self)
        self.add(registers_parameter(optional=True), registers_help(), advanced=True)
        add_assessment(self)
        add_run_output(self)

    def check(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Refuse files that cannot be read, a run without BAG, and registers given in two ways."""
        stored = self.parameterAsFile(parameters, "REGISTERS", context)
        if stored:
            if any(self._given(name, parameters, context) for name in REGISTERS):
                raise refused("algorithms_registers_twice")
            check_file(Path(stored), context)
        else:
            require_bag(self, parameters, context)
        check_files(self, parameters, context)
        check_mappings(self, parameters, context)
        check_settings(self, parameters, context)

    def _given(self, name: str, parameters: dict[str, Any], context: QgsProcessingContext) -> bool:
        layers = self.parameterAsLayerList(parameters, f"{name}_LAYERS", context)
        return bool(read_files(self, parameters, name, context) or layers)

    def prepare_inputs(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Take snapshots of project layers."""
        self._sources = read_sources(self, parameters, context)

    def process(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Load and assess."""
        stored = self.parameterAsFile(parameters, "REGISTERS", context)
        how = read_loading(self, parameters, context)
        sources = read_snapshots(self._sources, feedback)

        def loading(watch: Watch) -> Loaded:
            from .reading import load_registers, stored_registers  # noqa: PLC0415  loads geopandas

            if stored:
                return stored_registers(Path(stored), watch)
            return load_registers(sources, how, watch)

        return run_assessment(self, parameters, context, feedback, loading)


def registers_parameter(*, optional: bool) -> QgsProcessingParameterFile:
    """Make the parameter for registers that were loaded before."""
    return QgsProcessingParameterFile(
        "REGISTERS",
        translate("algorithms", "Registers loaded before (GeoPackage)"),
        Qgis.ProcessingFileParameterBehavior.File,
        extension="gpkg",
        optional=optional,
    )


def registers_help() -> str:
    """Help of that parameter."""
    return translate("algorithms", "What Load registers wrote, instead of the deliveries themselves.")
