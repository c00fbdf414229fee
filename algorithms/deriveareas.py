"""Areas found in the BAG alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsProcessingParameterFeatureSink

from ..layers.language import translate
from .algorithm import Algorithm, tell
from .assessmunicipality import registers_help, registers_parameter
from .given import Loading, check_file, check_files, read_peildatum, read_snapshots, read_sources, require_bag
from .parameters import add_peildatum, add_registers

if TYPE_CHECKING:
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from ..layers.raw import Snapshot
    from ..safeguards.watch import Watch

_NAMES = ("BAG",)


class DeriveAreas(Algorithm):
    """Industrial estates, shopping zones and countryside from where addresses and buildings lie."""

    _sources: dict[str, list[Path | Snapshot]]

    def displayName(self) -> str:
        """Name in the toolbox."""
        return translate("algorithms", "Derive areas from the BAG")

    def shortHelpString(self) -> str:
        """What it does."""
        return translate(
            "algorithms",
            "Finds industrial estates, shopping zones and countryside from the BAG, for a municipality that has no "
            "polygons of its own. Look at them before use: edit them, and give them as Areas.",
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: ARG002  signature of QGIS
        """Declare the parameters."""
        add_registers(self, _NAMES)
        add_peildatum(self)
        self.add(registers_parameter(optional=True), registers_help(), advanced=True)
        self.add(
            QgsProcessingParameterFeatureSink(
                "OUTPUT", translate("algorithms", "Derived areas"), Qgis.ProcessingSourceType.VectorPolygon
            ),
            translate("algorithms", "Polygons with gebied_id, naam, gebiedstype and bron."),
        )

    def check(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Refuse files that cannot be read, and a run without BAG."""
        stored = self.parameterAsFile(parameters, "REGISTERS", context)
        if stored:
            check_file(Path(stored), context)
        else:
            require_bag(self, parameters, context)
        check_files(self, parameters, context, _NAMES)

    def prepare_inputs(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Take snapshots of project layers."""
        self._sources = read_sources(self, parameters, context, _NAMES)

    def process(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Load, derive, write."""
        stored = self.parameterAsFile(parameters, "REGISTERS", context)
        how = Loading(read_peildatum(self, parameters, context))
        sources = read_snapshots(self._sources, feedback)

        def work(watch: Watch) -> Any:
            from .assessing import derived_areas  # noqa: PLC0415  loads geopandas
            from .reading import load_registers, stored_registers  # noqa: PLC0415  loads geopandas

            loading = watch.part(0, 0.7)
            loaded = stored_registers(Path(stored), loading) if stored else load_registers(sources, how, loading)
            return derived_areas(loaded, watch.part(0.7, 1))

        areas, messages = self.work(work, feedback)
        tell(messages, feedback)
        return {"OUTPUT": self.write(areas, Qgis.WkbType.MultiPolygon, parameters, context, feedback)}
