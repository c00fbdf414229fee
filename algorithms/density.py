"""Incidents per km² as a smooth raster."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
)

from ..layers.language import translate
from ..layers.sinks import source_raw
from ..safeguards.messages import CancelledError, refused
from .algorithm import IncidentAlgorithm, tell
from .job import private_folder, publish_file

if TYPE_CHECKING:
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from ..safeguards.messages import Message
    from ..safeguards.watch import Watch

KERNELS = ("quartic", "epanechnikov", "triangular", "uniform")


class Density(IncidentAlgorithm):
    """Kernel density of points."""

    def displayName(self) -> str:
        """Name in the toolbox."""
        return translate("algorithms", "Density of incidents")

    def shortHelpString(self) -> str:
        """What it does."""
        return translate(
            "algorithms",
            "Spreads every point over a radius and adds up: incidents per km². It shows where much was reported, "
            "which says nothing of why.",
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: ARG002  signature of QGIS
        """Declare the parameters."""
        self.add(
            QgsProcessingParameterFeatureSource(
                "INPUT", translate("algorithms", "Incidents"), [Qgis.ProcessingSourceType.VectorPoint]
            ),
            translate("algorithms", "Points, one per incident."),
        )
        number = Qgis.ProcessingNumberParameterType.Double
        self.add(
            QgsProcessingParameterNumber(
                "RADIUS", translate("algorithms", "Radius (m)"), number, defaultValue=250, minValue=1
            ),
            translate("algorithms", "How far a point is spread, in metres."),
        )
        self.add(
            QgsProcessingParameterNumber(
                "PIXEL", translate("algorithms", "Pixel (m)"), number, defaultValue=25, minValue=0.5
            ),
            translate("algorithms", "Side of a pixel in metres."),
        )
        self.add(
            QgsProcessingParameterEnum(
                "KERNEL",
                translate("algorithms", "Kernel"),
                list(KERNELS),
                defaultValue=KERNELS[0],
                usesStaticStrings=True,
            ),
            translate("algorithms", "How a point's weight falls off with distance."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterField(
                "WEIGHT",
                translate("algorithms", "Field with a weight per point"),
                parentLayerParameterName="INPUT",
                type=Qgis.ProcessingFieldParameterDataType.Numeric,
                optional=True,
            ),
            translate("algorithms", "What a point counts for; without it one."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                "STUDY_AREA",
                translate("algorithms", "Study area"),
                [Qgis.ProcessingSourceType.VectorPolygon],
                optional=True,
            ),
            translate("algorithms", "Pixels outside it have no value. Without it: around the points."),
        )
        self.add(
            QgsProcessingParameterRasterDestination("OUTPUT", translate("algorithms", "Density")),
            translate("algorithms", "GeoTIFF with incidents per km²."),
        )

    def process(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read, spread, write."""
        raws = {}
        for name in ("INPUT", "STUDY_AREA"):
            source = self.parameterAsSource(parameters, name, context)
            raws[name] = source_raw(source, feedback.isCanceled) if source else None
        if raws["INPUT"] is None:
            raise refused("algorithms_no_layer", parameter="INPUT")
        choices = {
            "radius": self.parameterAsDouble(parameters, "RADIUS", context),
            "pixel": self.parameterAsDouble(parameters, "PIXEL", context),
            "kernel": self.parameterAsEnumString(parameters, "KERNEL", context),
        }
        field = self.parameterAsString(parameters, "WEIGHT", context)
        target = Path(self.parameterAsOutputLayer(parameters, "OUTPUT", context))
        with private_folder(target.parent) as folder:
            made = folder / target.name

            def work(watch: Watch) -> tuple[Message, ...]:
                from .points import density_raster  # noqa: PLC0415  loads geopandas

                return density_raster(raws["INPUT"], raws["STUDY_AREA"], field, choices, made, watch)

            tell(self.work(work, feedback), feedback)
            if feedback.isCanceled():
                raise CancelledError
            publish_file(made, target)
        return {"OUTPUT": str(target)}
