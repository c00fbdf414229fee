"""Delivered registers -> one GeoPackage of canonical tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingParameterFileDestination

from ..layers.language import translate
from ..safeguards.messages import refused
from .algorithm import Algorithm, tell
from .given import check_files, check_mappings, read_files, read_loading, read_snapshots, read_sources, require_bag
from .job import private_folder, publish_file
from .parameters import REGISTERS, add_extent, add_mapping, add_peildatum, add_registers

if TYPE_CHECKING:
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from ..layers.raw import Snapshot
    from ..safeguards.messages import Message
    from ..safeguards.watch import Watch


class LoadRegisters(Algorithm):
    """Reads deliveries, recognises them by their content and writes canonical tables."""

    _sources: dict[str, list[Path | Snapshot]]

    def displayName(self) -> str:
        """Name in the toolbox."""
        return translate("algorithms", "Load registers")

    def shortHelpString(self) -> str:
        """What it does."""
        return translate(
            "algorithms",
            "Reads the registers as they were delivered, recognises each by its columns, and writes them to one "
            "GeoPackage of plain tables: current on the reference date, in RD New, in the words of the register. "
            "What is left out or repaired is counted and told. Columns about persons are dropped.",
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: ARG002  signature of QGIS
        """Declare the parameters."""
        add_registers(self)
        add_mapping(self)
        add_peildatum(self)
        add_extent(self)
        self.add(
            QgsProcessingParameterFileDestination(
                "OUTPUT", translate("algorithms", "Registers"), "GeoPackage (*.gpkg)"
            ),
            translate("algorithms", "GeoPackage with one layer per table."),
        )

    def check(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Refuse files that cannot be read, and a run without BAG."""
        require_bag(self, parameters, context)
        check_files(self, parameters, context)
        check_mappings(self, parameters, context)
        target = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
        for name in REGISTERS:
            for file in read_files(self, parameters, name, context):
                if target.exists() and file.exists() and target.samefile(file):
                    raise refused("algorithms_output_is_input", file=target.name)

    def prepare_inputs(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Take snapshots of project layers."""
        self._sources = read_sources(self, parameters, context)

    def process(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Load and write."""
        target = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
        how = read_loading(self, parameters, context)
        sources = read_snapshots(self._sources, feedback)
        with private_folder(target.parent) as folder:
            made = folder / target.name

            def load(watch: Watch) -> tuple[Message, ...]:
                from .reading import load_registers, store_registers  # noqa: PLC0415  loads geopandas

                loaded = load_registers(sources, how, watch.part(0, 0.8))
                store_registers(loaded, made, watch.part(0.8, 1))
                return loaded.messages

            messages = self.work(load, feedback)
            tell(messages, feedback)
            publish_file(made, target)
        return {"OUTPUT": str(target)}
