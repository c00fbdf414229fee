"""A made-up municipality whose truth is known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsProcessingOutputFile,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
)

from ..layers.language import translate
from ..safeguards.messages import CancelledError
from .algorithm import Algorithm, tell
from .given import check_files, read_peildatum, read_snapshots, read_sources
from .job import private_folder, publish_file
from .parameters import REGISTERS, add_peildatum, add_registers

if TYPE_CHECKING:
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from ..layers.raw import Snapshot
    from ..safeguards.messages import Message
    from ..safeguards.watch import Watch


class SyntheticMunicipality(Algorithm):
    """Makes a town in delivered forms, or dresses a real BAG with simulated registers."""

    _sources: dict[str, list[Path | Snapshot]]

    def displayName(self) -> str:
        """Name in the toolbox."""
        return translate("algorithms", "Synthetic municipality")

    def shortHelpString(self) -> str:
        """What it does."""
        return translate(
            "algorithms",
            "Makes a plausible Dutch town that does not exist, in the forms in which registers are delivered, with "
            "their dirt, and truth.json that tells which locations were planted. Where a real BAG is given, that is "
            "dressed with simulated values and incidents instead; every layer made from it is labelled simulated.",
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: ARG002  signature of QGIS
        """Declare the parameters."""
        whole = Qgis.ProcessingNumberParameterType.Integer
        self.add(
            QgsProcessingParameterNumber(
                "ADDRESSES",
                translate("algorithms", "Addresses"),
                whole,
                defaultValue=10_000,
                minValue=2_000,
                maxValue=1_000_000,
            ),
            translate("algorithms", "Size of the town, in addresses."),
        )
        self.add(
            QgsProcessingParameterNumber("SEED", translate("algorithms", "Seed"), whole, defaultValue=1, minValue=0),
            translate("algorithms", "Start of the random numbers: the same seed gives the same town."),
        )
        self.add(
            QgsProcessingParameterBoolean("NULL_TOWN", translate("algorithms", "Nothing planted"), defaultValue=False),
            translate("algorithms", "A town in which no location differs: whatever is found there is chance."),
            advanced=True,
        )
        add_registers(self, ("BAG",))
        add_peildatum(self)
        self.add(
            QgsProcessingParameterFolderDestination("OUTPUT", translate("algorithms", "Folder")),
            translate("algorithms", "Where the deliveries are written. Files of the same names are replaced."),
        )
        for key in (*REGISTERS, "BAG_EXTRACT", "TRUTH", "REGISTERS"):
            words = translate("algorithms", "Delivery: {name}").format(name=key)
            self.addOutput(QgsProcessingOutputFile(f"{key}_FILE", words))

    def check(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Refuse a BAG that cannot be read."""
        check_files(self, parameters, context, ("BAG",))

    def prepare_inputs(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Take snapshots of project layers."""
        self._sources = read_sources(self, parameters, context, ("BAG",))

    def process(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Make, write, publish."""
        folder = Path(self.parameterAsString(parameters, "OUTPUT", context))
        addresses = self.parameterAsInt(parameters, "ADDRESSES", context)
        seed = self.parameterAsInt(parameters, "SEED", context)
        null = self.parameterAsBool(parameters, "NULL_TOWN", context)
        peildatum = read_peildatum(self, parameters, context)
        sources = read_snapshots(self._sources, feedback)
        with private_folder(folder) as private:

            def work(watch: Watch) -> tuple[dict[str, Path], tuple[Message, ...]]:
                from .town import (  # noqa: PLC0415  geopandas is loaded when first needed, in a thread of its own
                    dressed_bag,
                    made_up_town,
                )

                if sources:
                    return dressed_bag(sources, peildatum, seed, private, watch)
                return made_up_town(addresses, seed, private, watch, null=null), ()

            files, messages = self.work(work, feedback)
            tell(messages, feedback)
            if feedback.isCanceled():
                raise CancelledError
            for made in sorted(private.iterdir()):
                publish_file(made, folder / made.name)
        feedback.pushInfo(translate("algorithms", "The town lies in {folder}.").format(folder=folder))
        return {"OUTPUT": str(folder), **{f"{key}_FILE": str(folder / made.name) for key, made in files.items()}}
