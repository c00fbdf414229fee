"""Road segments with the marks of places where drug waste is dumped, and a round past them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
    QgsProcessingParameterPoint,
)
from qgis.PyQt.QtCore import QDate

from ..layers.dump_styles import style_patrol, style_segments
from ..layers.language import translate
from ..layers.sinks import rd_new
from ..safeguards.messages import refused
from .algorithm import tell
from .given import read_peildatum
from .incident_input import read_layers
from .route_algorithm import RouteAlgorithm

if TYPE_CHECKING:
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from ..safeguards.watch import Watch

_LAYERS = ("ROADS", "TERRAIN", "ROAD_SURFACE", "ADDRESSES", "LIGPLAATSEN", "STANDPLAATSEN", "AREAS", "CHOSEN")


class DumpSegments(RouteAlgorithm):
    """Marks of dumping along roads."""

    def displayName(self) -> str:
        """Name in the toolbox."""
        return translate("algorithms", "Road segments where drug waste may be dumped")

    def shortHelpString(self) -> str:
        """What it does."""
        return translate(
            "algorithms",
            "Counts for every road segment four marks of places where drug waste was dumped (Politie & Wetenschap "
            "83): wood or nature beside it, a regional road nearby, no dwelling nearby, and a dead end or unpaved "
            "road. What is not known is not counted, and the layer says so. A mark tells what a place is like, not "
            "that anything happens there. With START and PATROL a round is planned that drives past the segments, "
            "each from end to end.",
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: ARG002  signature of QGIS
        """Declare the parameters."""
        self._add_layers()
        self._add_distances()
        self._add_round()
        line = Qgis.ProcessingSourceType.VectorLine
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", translate("algorithms", "Road segments"), line),
            translate(
                "algorithms",
                "Segments for cars: wegvak_id, straatnaam, metres, score (number of marks, 0 to 4), known (how many of "
                "the four are known), forest_near, regional_road_near, no_dwelling_near, dead_end_or_unpaved, "
                "dead_end, unpaved. Empty is not known.",
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "PATROL", translate("algorithms", "Round"), line, optional=True, createByDefault=False
            ),
            translate(
                "algorithms",
                "The round in the order driven: number, kind (segment, or way between two), wegvak_id, straatnaam, "
                "score, metres, minutes, total_metres, total_minutes.",
            ),
        )

    def _add_layers(self) -> None:
        kinds = Qgis.ProcessingSourceType
        layers = (
            (
                "ROADS",
                translate("algorithms", "Roads"),
                kinds.VectorLine,
                translate(
                    "algorithms",
                    "Wegvakken of the NWB, or any other layer of road lines. Take them some kilometres wider than "
                    "the area, for regional roads and the round.",
                ),
            ),
            (
                "TERRAIN",
                translate("algorithms", "What grows"),
                kinds.VectorPolygon,
                translate(
                    "algorithms",
                    "Layer begroeidterreindeel of the BGT, or areas with a column fysiek_voorkomen: loofbos, "
                    "naaldbos, gemengd bos, houtwal, struiken, heide, moeras, rietland, duin and kwelder count.",
                ),
            ),
            (
                "ROAD_SURFACE",
                translate("algorithms", "Road surface"),
                kinds.VectorPolygon,
                translate(
                    "algorithms",
                    "Layer wegdeel of the BGT, or areas with a column fysiek_voorkomen: half verhard and onverhard "
                    "count as unpaved.",
                ),
            ),
            (
                "ADDRESSES",
                translate("algorithms", "Addresses"),
                kinds.VectorPoint,
                translate("algorithms", "Verblijfsobjecten of the BAG; those with a woonfunctie are dwellings."),
            ),
            (
                "LIGPLAATSEN",
                translate("algorithms", "Ligplaatsen"),
                kinds.VectorAnyGeometry,
                translate("algorithms", "Those of the BAG; a dwelling each."),
            ),
            (
                "STANDPLAATSEN",
                translate("algorithms", "Standplaatsen"),
                kinds.VectorAnyGeometry,
                translate("algorithms", "Those of the BAG; a dwelling each."),
            ),
            (
                "AREAS",
                translate("algorithms", "Only within these areas"),
                kinds.VectorPolygon,
                translate("algorithms", "Only segments that touch one of them are told of; optional."),
            ),
        )
        for name, label, kind, help_text in layers:
            optional = name != "ROADS"
            self.add(QgsProcessingParameterFeatureSource(name, label, [kind], optional=optional), help_text)

    def _add_distances(self) -> None:
        number = Qgis.ProcessingNumberParameterType.Double
        distances = (
            (
                "FOREST",
                translate("algorithms", "Wood or nature within (m)"),
                25,
                translate("algorithms", "As the crow flies, from the nearest point of the segment."),
            ),
            (
                "REGIONAL",
                translate("algorithms", "Regional road within (m)"),
                1000,
                translate(
                    "algorithms",
                    "As the crow flies to a road kept by the state or a province; motorways, by their wegnummer, do "
                    "not count.",
                ),
            ),
            (
                "DWELLING",
                translate("algorithms", "No dwelling within (m)"),
                300,
                translate("algorithms", "As the crow flies, from the nearest point of the segment."),
            ),
            (
                "EDGE",
                translate("algorithms", "Edge of the data (m)"),
                50,
                translate(
                    "algorithms", "Dead ends this near the edge of the roads do not count: there the road may go on."
                ),
            ),
        )
        for name, label, default, help_text in distances:
            self.add(
                QgsProcessingParameterNumber(name, label, number, defaultValue=default, minValue=1),
                help_text,
                advanced=True,
            )
        self.add(
            QgsProcessingParameterDateTime(
                "PEILDATUM",
                translate("algorithms", "Reference date (peildatum)"),
                Qgis.ProcessingDateTimeParameterDataType.Date,
                defaultValue=QDate.currentDate(),
                optional=True,
            ),
            translate("algorithms", "Objects of the BGT count as they were on this day. Today where empty."),
            advanced=True,
        )

    def _add_round(self) -> None:
        real, whole = Qgis.ProcessingNumberParameterType.Double, Qgis.ProcessingNumberParameterType.Integer
        self.add(
            QgsProcessingParameterPoint("START", translate("algorithms", "Start of the round"), optional=True),
            translate("algorithms", "Where the round starts and ends; it begins on the nearest road."),
        )
        self.add(
            QgsProcessingParameterNumber(
                "MIN_SCORE",
                translate("algorithms", "Marks of a segment in the round, at least"),
                whole,
                defaultValue=3,
                minValue=0,
                maxValue=4,
            ),
            translate("algorithms", "Segments with this many marks or more are driven."),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                "CHOSEN",
                translate("algorithms", "Segments chosen by yourself"),
                [Qgis.ProcessingSourceType.VectorLine],
                optional=True,
            ),
            translate(
                "algorithms",
                "Drive these instead of those with many marks: a selection from an earlier result, by wegvak_id.",
            ),
        )
        for name, label, default, help_text in (
            (
                "SPEED",
                translate("algorithms", "Speed between segments (km/h)"),
                None,
                translate(
                    "algorithms",
                    "On the way from one segment to the next. Empty takes the speeds of planned routes: by who keeps "
                    "the road, and whether it lies in the built-up area.",
                ),
            ),
            (
                "SPEED_LOOKING",
                translate("algorithms", "Speed along segments (km/h)"),
                20,
                translate("algorithms", "While looking; stops are not counted."),
            ),
        ):
            self.add(
                QgsProcessingParameterNumber(
                    name, label, real, defaultValue=default, optional=default is None, minValue=1, maxValue=130
                ),
                help_text,
                advanced=True,
            )

    def check(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:  # noqa: ARG002  as declared
        """Refuse a round without a start."""
        if parameters.get("PATROL") and not parameters.get("START"):
            raise refused("dumping_no_start")

    def process(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read, score, plan, write."""
        raws = read_layers(self, parameters, context, feedback.isCanceled, *_LAYERS)
        peildatum = read_peildatum(self, parameters, context)
        distances = {
            name.lower(): self.parameterAsDouble(parameters, name, context)
            for name in ("FOREST", "REGIONAL", "DWELLING", "EDGE")
        }
        start = self.parameterAsPoint(parameters, "START", context, rd_new())
        least = self.parameterAsInt(parameters, "MIN_SCORE", context)
        looking = self.parameterAsDouble(parameters, "SPEED_LOOKING", context)
        given = parameters.get("SPEED") is not None
        between = self.parameterAsDouble(parameters, "SPEED", context) if given else None
        wanted = bool(parameters.get("PATROL"))

        def work(watch: Watch) -> Any:
            from ..routes.dumping.marks import Distances  # noqa: PLC0415  loads geopandas
            from ..routes.dumping.patrol import Pace  # noqa: PLC0415
            from .dumping import Round, dump_segments  # noqa: PLC0415

            asked = Round((start.x(), start.y()), least, Pace(looking, between)) if wanted else None
            return dump_segments(raws, peildatum, Distances(**distances), asked, watch)

        segments, legs, messages = self.work(work, feedback)
        tell(messages, feedback)
        line = Qgis.WkbType.LineString
        results = {"OUTPUT": self.write(segments.table, line, parameters, context, feedback, style=style_segments)}
        if legs is not None:
            results["PATROL"] = self.write(
                legs, line, parameters, context, feedback, output="PATROL", style=style_patrol
            )
        return results
