"""Clusters of incidents close in place and in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterNumber,
)

from ..layers.language import translate
from ..layers.repeat_styles import style_clustered, style_clusters
from .algorithm import IncidentAlgorithm, tell
from .incident_input import add_incidents, add_moments, add_study_area, read_choices, read_layers

if TYPE_CHECKING:
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from ..safeguards.watch import Watch


class StClusters(IncidentAlgorithm):
    """ST-DBSCAN with hulls, and the nearest neighbour index."""

    def displayName(self) -> str:
        """Name in the toolbox."""
        return translate("algorithms", "Clusters in place and time")

    def shortHelpString(self) -> str:
        """What it does."""
        return translate(
            "algorithms",
            "Finds incidents that lie close together in place and in time (ST-DBSCAN), draws a hull around each "
            "cluster with its time span, and says whether chance gives clusters as large. It also gives the nearest "
            "neighbour index. The clusters depend on the distance and days you choose, and show concentration, not "
            "risk.",
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: ARG002  signature of QGIS
        """Declare the parameters."""
        add_incidents(self)
        add_moments(self)
        self._add_density()
        add_study_area(
            self,
            translate(
                "algorithms",
                "The area the nearest neighbour index is computed over, usually the municipality. Without it: the "
                "hull around the points. The clusters do not depend on it.",
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "OUTPUT", translate("algorithms", "Clusters"), Qgis.ProcessingSourceType.VectorPolygon
            ),
            translate(
                "algorithms",
                "A hull per cluster: n, begin, eind, days, centre, p, and what it means in words. The temporal "
                "controller plays them.",
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "EVENTS",
                translate("algorithms", "Incidents with their cluster"),
                Qgis.ProcessingSourceType.VectorPoint,
                optional=True,
            ),
            translate("algorithms", "Every incident with the number of its cluster and its role: core, border, noise."),
        )
        for name, label in (
            ("MEAN_DISTANCE", translate("algorithms", "Mean distance to the nearest neighbour (m)")),
            ("NEAREST_INDEX", translate("algorithms", "Nearest neighbour index")),
            ("NEAREST_Z", translate("algorithms", "Nearest neighbour index, z")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def _add_density(self) -> None:
        whole, number = Qgis.ProcessingNumberParameterType.Integer, Qgis.ProcessingNumberParameterType.Double
        self.add(
            QgsProcessingParameterNumber(
                "EPS_SPACE", translate("algorithms", "Distance (m)"), number, defaultValue=250, minValue=1
            ),
            translate("algorithms", "Incidents at most this far apart are neighbours."),
        )
        self.add(
            QgsProcessingParameterNumber(
                "EPS_TIME", translate("algorithms", "Days between"), number, defaultValue=14, minValue=0
            ),
            translate("algorithms", "Incidents at most this many days apart are neighbours."),
        )
        self.add(
            QgsProcessingParameterNumber(
                "MIN", translate("algorithms", "Smallest cluster"), whole, defaultValue=5, minValue=2
            ),
            translate(
                "algorithms",
                "An incident with at least this many within that distance and time, itself included, makes a "
                "cluster; smaller groups are not shown.",
            ),
        )
        self.add(
            QgsProcessingParameterNumber(
                "PERMUTATIONS",
                translate("algorithms", "Permutations"),
                whole,
                defaultValue=99,
                minValue=0,
                maxValue=9_999,
            ),
            translate(
                "algorithms",
                "How often the moments are shuffled over the places to see how large clusters become by chance; 0 is "
                "no test.",
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber("SEED", translate("algorithms", "Seed"), whole, defaultValue=1, minValue=0),
            translate("algorithms", "Start of the random numbers: the same seed gives the same results."),
            advanced=True,
        )

    def process(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read, cluster, write."""
        raws = read_layers(self, parameters, context, feedback.isCanceled, "INPUT", "STUDY_AREA")
        reading = read_choices(self, parameters, context)
        choices = {
            "reach": self.parameterAsDouble(parameters, "EPS_SPACE", context),
            "days": self.parameterAsDouble(parameters, "EPS_TIME", context),
            "minimum": self.parameterAsInt(parameters, "MIN", context),
            "permutations": self.parameterAsInt(parameters, "PERMUTATIONS", context),
            "seed": self.parameterAsInt(parameters, "SEED", context),
        }

        def work(watch: Watch) -> Any:
            from .repeating import clusters  # noqa: PLC0415  loads geopandas

            return clusters(raws["INPUT"], raws["STUDY_AREA"], reading, choices, watch)

        hulls, points, index, messages = self.work(work, feedback)
        tell(messages, feedback)
        polygon, point = Qgis.WkbType.Polygon, Qgis.WkbType.Point
        written: dict[str, Any] = {
            "OUTPUT": self.write(hulls, polygon, parameters, context, feedback, style=style_clusters)
        }
        if parameters.get("EVENTS"):
            written["EVENTS"] = self.write(
                points, point, parameters, context, feedback, output="EVENTS", style=style_clustered
            )
        if index is not None:
            written |= {"MEAN_DISTANCE": index.mean, "NEAREST_INDEX": index.index, "NEAREST_Z": index.z}
        return written
