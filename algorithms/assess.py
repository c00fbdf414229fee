"""Registers that were loaded before -> risk overlay."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..layers.language import translate
from .assessmunicipality import registers_help, registers_parameter
from .given import check_file
from .parameters import add_assessment
from .running import Assessing, add_run_output, check_settings, run_assessment

if TYPE_CHECKING:
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from ..registers.load import Loaded
    from ..safeguards.watch import Watch


class Assess(Assessing):
    """Assesses registers that were loaded before, to try other sets or themes without reading again."""

    def displayName(self) -> str:
        """Name in the toolbox."""
        return translate("algorithms", "Assess loaded registers")

    def shortHelpString(self) -> str:
        """What it does."""
        return translate(
            "algorithms",
            "Assesses locations from the GeoPackage that Load registers wrote: other sets, themes or weights "
            "without reading the deliveries again. A score is an indication and not a suspicion.",
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: ARG002  signature of QGIS
        """Declare the parameters."""
        self.add(registers_parameter(optional=False), registers_help())
        add_assessment(self)
        add_run_output(self)

    def check(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Refuse a file that cannot be read."""
        check_file(Path(self.parameterAsFile(parameters, "REGISTERS", context)), context)
        check_settings(self, parameters, context)

    def process(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Assess."""
        path = Path(self.parameterAsFile(parameters, "REGISTERS", context))

        def loading(watch: Watch) -> Loaded:
            from .reading import stored_registers  # noqa: PLC0415  loads geopandas

            return stored_registers(path, watch)

        return run_assessment(self, parameters, context, feedback, loading)
