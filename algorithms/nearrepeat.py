"""Whether incidents follow each other closely in place and time, and which ones do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..layers.field_words import name_fields, repeat_words
from ..layers.language import language, spoken, translate
from ..layers.pictures import check_picture
from ..layers.repeat_styles import style_repeats
from ..safeguards.messages import refused
from .algorithm import IncidentAlgorithm, tell
from .incident_input import add_incidents, add_moments, read_choices, read_layers

if TYPE_CHECKING:
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from ..safeguards.messages import Message
    from ..safeguards.watch import Watch

METRICS = ("euclidean", "manhattan", "network")
LINKS = ("significant", "first")


class NearRepeat(IncidentAlgorithm):
    """Knox table with originators and follow-ups."""

    def displayName(self) -> str:
        """Name in the toolbox."""
        return translate("algorithms", "Near repeats of incidents")

    def shortHelpString(self) -> str:
        """What it does."""
        return translate(
            "algorithms",
            "Counts pairs of incidents by distance and by days between them (Knox) and compares with what chance "
            "gives: the exact expectation, and p by shuffling the moments over the places. It says whether one "
            "incident is followed by another close by more often than chance gives, how far and how long that "
            "reaches, and which incidents were first and which followed. It says nothing of who or why.",
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: ARG002  signature of QGIS
        """Declare the parameters."""
        add_incidents(self)
        add_moments(self)
        self._add_bands()
        self._add_test()
        self.add(
            QgsProcessingParameterFeatureSink(
                "TABLE", translate("algorithms", "Table of pairs"), Qgis.ProcessingSourceType.Vector
            ),
            translate(
                "algorithms",
                "One row per band of distance and time: observed, expected, ratio, p, p_adjusted, and what it means "
                "in words.",
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "EVENTS",
                translate("algorithms", "Originators and follow-ups"),
                Qgis.ProcessingSourceType.VectorPoint,
                optional=True,
            ),
            translate(
                "algorithms",
                "The incidents of the bands that stand out with at least 1.2 times the expected number: role, number "
                "of follow-ups, and days and metres to the last one before it. The temporal controller plays them.",
            ),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                "PICTURE",
                translate("algorithms", "Picture of the table"),
                "SVG (*.svg);;PNG (*.png)",
                optional=True,
                createByDefault=False,
            ),
            translate("algorithms", "The ratios as shades, as SVG or PNG."),
        )

    def _add_bands(self) -> None:
        self.add(
            QgsProcessingParameterString(
                "DISTANCES", translate("algorithms", "Distances (m)"), defaultValue="0,100,200,300,400,500"
            ),
            translate("algorithms", "Edges of the bands in metres; a band holds its first edge and not its last."),
        )
        self.add(
            QgsProcessingParameterString("DAYS", translate("algorithms", "Days"), defaultValue="0,7,14,21,28"),
            translate(
                "algorithms",
                "Edges of the bands in days; a band holds its first edge and not its last. The last may be inf, for "
                "a band without an end.",
            ),
        )
        self.add(
            QgsProcessingParameterBoolean(
                "SAME_PLACE",
                translate("algorithms", "The same place as a band of its own"),
                defaultValue=True,
                optional=True,
            ),
            translate(
                "algorithms",
                "Incidents within 1 cm of each other, usually at one address, in a first band: a repeat at one "
                "address is something else than one in the neighbourhood.",
            ),
        )
        self.add(
            QgsProcessingParameterEnum(
                "METRIC",
                translate("algorithms", "How distance is measured"),
                list(METRICS),
                defaultValue=METRICS[0],
                usesStaticStrings=True,
            ),
            translate(
                "algorithms",
                "euclidean: as the crow flies (the default). manhattan: along the two axes. network: along the "
                "streets of the layer of roads.",
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                "ROADS", translate("algorithms", "Roads"), [Qgis.ProcessingSourceType.VectorLine], optional=True
            ),
            translate("algorithms", "Wegvakken of the NWB, or any layer of road lines; only for the metric network."),
        )
        self.add(
            QgsProcessingParameterNumber(
                "SNAP",
                translate("algorithms", "Largest distance to a street (m)"),
                Qgis.ProcessingNumberParameterType.Double,
                defaultValue=100,
                minValue=0,
            ),
            translate("algorithms", "Incidents farther from every street are left out; only for the metric network."),
            advanced=True,
        )

    def _add_test(self) -> None:
        whole = Qgis.ProcessingNumberParameterType.Integer
        self.add(
            QgsProcessingParameterNumber(
                "PERMUTATIONS",
                translate("algorithms", "Permutations"),
                whole,
                defaultValue=999,
                minValue=0,
                maxValue=99_999,
            ),
            translate(
                "algorithms",
                "How often the moments are shuffled over the places; 0 is no test. 999 take about 24 minutes for "
                "100,000 incidents, 499 half of that. One band alone out of 24 can only stand out from 479 on.",
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber("SEED", translate("algorithms", "Seed"), whole, defaultValue=1, minValue=0),
            translate("algorithms", "Start of the random numbers: the same seed gives the same results."),
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
            translate("algorithms", "Share of false alarms among the bands called that is accepted at most."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterEnum(
                "LINKS",
                translate("algorithms", "Originators and follow-ups of"),
                list(LINKS),
                defaultValue=LINKS[0],
                usesStaticStrings=True,
            ),
            translate(
                "algorithms",
                "significant: of the bands that stand out and hold at least 1.2 times the expected number; none where "
                "none does (the default). first: of the first band, whatever the test says.",
            ),
            advanced=True,
        )

    def check(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Refuse bands that are none, and streets without a layer of them."""
        self._bands(parameters, context)
        if self.parameterAsEnumString(parameters, "METRIC", context) == "network" and not parameters.get("ROADS"):
            raise refused("repeat_roads_needed")
        check_picture(self.parameterAsFileOutput(parameters, "PICTURE", context))

    def _bands(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Any:
        from ..hotspots.near_repeats.pair_bands import (  # noqa: PLC0415  numpy may be missing at start
            Bands,
            edges,
            with_same_place,
        )

        metres = edges(self.parameterAsString(parameters, "DISTANCES", context), "DISTANCES")
        if self.parameterAsBool(parameters, "SAME_PLACE", context):
            metres = with_same_place(metres)
        return Bands(metres, edges(self.parameterAsString(parameters, "DAYS", context), "DAYS", opened=True))

    def process(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read, count pairs, write."""
        raws = read_layers(self, parameters, context, feedback.isCanceled, "INPUT", "ROADS")
        reading = read_choices(self, parameters, context)
        choices = {
            "bands": self._bands(parameters, context),
            "metric": self.parameterAsEnumString(parameters, "METRIC", context),
            "snap": self.parameterAsDouble(parameters, "SNAP", context),
            "permutations": self.parameterAsInt(parameters, "PERMUTATIONS", context),
            "seed": self.parameterAsInt(parameters, "SEED", context),
            "alpha": self.parameterAsDouble(parameters, "ALPHA", context),
            "links": self.parameterAsEnumString(parameters, "LINKS", context),
        }

        def work(watch: Watch) -> Any:
            from .repeating import near_repeats  # noqa: PLC0415  loads geopandas

            return near_repeats(raws["INPUT"], raws["ROADS"], reading, choices, watch)

        table, chain, messages = self.work(work, feedback)
        tell(messages, feedback)
        nowhere = Qgis.WkbType.NoGeometry
        name = partial(name_fields, words=repeat_words())
        written = {"TABLE": self.write(table, nowhere, parameters, context, feedback, output="TABLE", style=name)}
        if parameters.get("EVENTS"):
            written["EVENTS"] = self.write(
                chain, Qgis.WkbType.Point, parameters, context, feedback, output="EVENTS", style=style_repeats
            )
        if self.file("PICTURE"):
            from ..hotspots.near_repeats.repeat_chart import repeat_chart  # noqa: PLC0415  loads pandas

            written["PICTURE"] = self.draw(repeat_chart(table, _words(table, messages)))
        return written


def _words(table: Any, messages: list[Message]) -> dict[str, str]:
    said = translate("algorithms", "Pairs of incidents against what chance gives; {n} of {total} bands stand out.")
    return {
        "title": translate("algorithms", "Do incidents follow each other close by?"),
        "said": said.format(n=int(table["significant"].sum()), total=len(table)),
        "counted": " ".join(spoken(one) for one in messages if one.code == "events_period"),
        "caveat": translate("algorithms", "An indication, not a suspicion."),
        "distance": translate("algorithms", "distance"),
        "same": translate("algorithms", "same place"),
        "days": translate("algorithms", "days"),
        "mark": "," if language() == "nl" else ".",
        "pairs": translate("algorithms", "{observed} pairs, {expected} expected"),
        "more": translate("algorithms", "more than chance:"),
        "chance": translate("algorithms", "not shown to be more than chance"),
        "none": translate("algorithms", "no pairs possible"),
    }
