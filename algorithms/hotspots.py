"""Where incidents are more than what is exposed to them explains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterNumber,
)

from ..layers.language import translate
from ..layers.sinks import source_raw
from ..safeguards.messages import refused
from .algorithm import IncidentAlgorithm, tell

if TYPE_CHECKING:
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from ..safeguards.watch import Watch

METHODS = ("exposure", "gistar")


class Hotspots(IncidentAlgorithm):
    """Square cells that stand out."""

    def displayName(self) -> str:
        """Name in the toolbox."""
        return translate("algorithms", "Hot cells of incidents")

    def shortHelpString(self) -> str:
        """What it does."""
        return translate(
            "algorithms",
            "Lays a grid of squares over the study area and marks cells where, with their neighbours, incidents are "
            "more than exposure explains: exact binomial tail, corrected for the number of cells (Benjamini-Hochberg). "
            "Empty cells count. Gi* stands beside it: it shows concentration, not risk.",
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: ARG002  signature of QGIS
        """Declare the parameters."""
        point, polygon = Qgis.ProcessingSourceType.VectorPoint, Qgis.ProcessingSourceType.VectorPolygon
        self.add(
            QgsProcessingParameterFeatureSource("INPUT", translate("algorithms", "Incidents"), [point]),
            translate("algorithms", "Points, one per incident."),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                "STUDY_AREA", translate("algorithms", "Study area"), [polygon], optional=True
            ),
            translate(
                "algorithms",
                "Where incidents could have been reported, usually the municipality. Without it: around the points.",
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                "EXPOSURE", translate("algorithms", "Exposure"), [point], optional=True
            ),
            translate(
                "algorithms", "Points of what is exposed, usually addresses. Without it every cell counts the same."
            ),
        )
        self._add_choices()
        self.add(
            QgsProcessingParameterFeatureSink(
                "OUTPUT", translate("algorithms", "Cells"), Qgis.ProcessingSourceType.VectorPolygon
            ),
            translate("algorithms", "One square per cell: count, expected, p, p_adjusted, hot_class 0 to 3, gi_z."),
        )

    def _add_choices(self) -> None:
        self.add(
            QgsProcessingParameterEnum(
                "METHOD",
                translate("algorithms", "Method"),
                list(METHODS),
                defaultValue=METHODS[0],
                usesStaticStrings=True,
            ),
            translate("algorithms", "exposure: more than exposure explains (the default). gistar: concentration only."),
        )
        self.add(
            QgsProcessingParameterNumber(
                "SIZE",
                translate("algorithms", "Side of a cell (m)"),
                Qgis.ProcessingNumberParameterType.Double,
                defaultValue=125,
                minValue=1,
            ),
            translate("algorithms", "Side of a square in metres."),
        )
        self.add(
            QgsProcessingParameterField(
                "FIELD",
                translate("algorithms", "Field with a count per point"),
                parentLayerParameterName="INPUT",
                type=Qgis.ProcessingFieldParameterDataType.Numeric,
                optional=True,
            ),
            translate("algorithms", "Whole number of incidents a point stands for; without it one."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber(
                "BAND",
                translate("algorithms", "Reach of the neighbourhood (m)"),
                Qgis.ProcessingNumberParameterType.Double,
                optional=True,
                minValue=1,
            ),
            translate(
                "algorithms",
                "Cells whose centres lie within this distance are neighbours; without it the eight around.",
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber(
                "ALPHA",
                translate("algorithms", "Level"),
                Qgis.ProcessingNumberParameterType.Double,
                defaultValue=0.05,
                minValue=0.0001,
                maxValue=0.5,
            ),
            translate("algorithms", "Share of false alarms among the cells called that is accepted at most."),
            advanced=True,
        )

    def process(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read, test every cell, write."""
        raws = {}
        for name in ("INPUT", "STUDY_AREA", "EXPOSURE"):
            source = self.parameterAsSource(parameters, name, context)
            raws[name] = source_raw(source, feedback.isCanceled) if source else None
        if raws["INPUT"] is None:
            raise refused("algorithms_no_layer", parameter="INPUT")
        band = self.parameterAsDouble(parameters, "BAND", context) if parameters.get("BAND") else None
        choices = {
            "method": self.parameterAsEnumString(parameters, "METHOD", context),
            "size": self.parameterAsDouble(parameters, "SIZE", context),
            "alpha": self.parameterAsDouble(parameters, "ALPHA", context),
            "band": band,
        }
        field = self.parameterAsString(parameters, "FIELD", context)

        def work(watch: Watch) -> Any:
            from .points import hot_cells  # noqa: PLC0415  loads geopandas

            return hot_cells(raws["INPUT"], raws["STUDY_AREA"], raws["EXPOSURE"], field, choices, watch)

        cells, messages = self.work(work, feedback)
        tell(messages, feedback)
        return {"OUTPUT": self.write(cells, Qgis.WkbType.Polygon, parameters, context, feedback)}
