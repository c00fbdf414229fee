"""What maps made from the past found of what came after."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..layers.accuracy_styles import style_last_map
from ..layers.field_words import accuracy_words, name_fields
from ..layers.language import language, translate
from ..layers.pictures import check_picture
from ..safeguards.messages import refused
from .algorithm import IncidentAlgorithm, tell
from .given import read_date
from .incident_input import add_incidents, add_moments, add_study_area, read_choices, read_layers

if TYPE_CHECKING:
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from ..safeguards.watch import Watch

METHODS = ("exposure", "gistar", "density", "counts", "neighbours", "last")
_LAYERS = ("INPUT", "STUDY_AREA", "EXPOSURE", "ROADS", "TREATED", "CONTROL")


class HotspotAccuracy(IncidentAlgorithm):
    """Tries maps on the period after them."""

    def displayName(self) -> str:
        """Name in the toolbox."""
        return translate("algorithms", "Did the map work?")

    def shortHelpString(self) -> str:
        """What it does."""
        return translate(
            "algorithms",
            "Makes maps from the past and counts what they found in the period after it, again and again: the hit "
            "rate, the prediction accuracy index (PAI), the prediction efficiency index (PEI) and the recapture rate "
            "index (RRI). Beside our maps stand simple counting, counting with neighbours, only the period before, and "
            "maps made at random. A sentence says whether a map beats simple counting.\n\nThis checks maps of places. "
            "It predicts nothing about persons.",
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: ARG002  signature of QGIS
        """Declare the parameters."""
        add_incidents(self)
        add_study_area(
            self,
            translate(
                "algorithms",
                "Where incidents could have been reported, usually the municipality. Without it: around the points.",
            ),
        )
        self._add_layers()
        self._add_numbers()
        add_moments(self)
        self._add_change()
        self._add_outputs()

    def _add_layers(self) -> None:
        point, line = Qgis.ProcessingSourceType.VectorPoint, Qgis.ProcessingSourceType.VectorLine
        self.add(
            QgsProcessingParameterFeatureSource(
                "EXPOSURE", translate("algorithms", "Exposure"), [point], optional=True
            ),
            translate(
                "algorithms",
                "Points of what is exposed, usually addresses, for the map 'more than expected'. Without it: area, or "
                "street length where streets are given.",
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSource("ROADS", translate("algorithms", "Streets"), [line], optional=True),
            translate(
                "algorithms",
                "Lines, such as wegvakken. Then maps are compared at the same street length, which says what it takes "
                "to go round. Without it: at the same area.",
            ),
        )

    def _add_numbers(self) -> None:
        whole, any_number = Qgis.ProcessingNumberParameterType.Integer, Qgis.ProcessingNumberParameterType.Double
        numbers = (
            (
                "SIZE",
                translate("algorithms", "Side of a cell (m)"),
                translate("algorithms", "Side of a square in metres."),
                {"type": any_number, "defaultValue": 125, "minValue": 1},
            ),
            (
                "TRAIN_DAYS",
                translate("algorithms", "Days to make a map from"),
                translate("algorithms", "Length of the past from which each map is made."),
                {"type": whole, "defaultValue": 365, "minValue": 1},
            ),
            (
                "TEST_DAYS",
                translate("algorithms", "Days to try it on"),
                translate(
                    "algorithms",
                    "Length of the period after it. Then the map is made anew, for as many periods as fit; at least 3.",
                ),
                {"type": whole, "defaultValue": 30, "minValue": 1},
            ),
            (
                "SHARE",
                translate("algorithms", "Share that is spoken of (%)"),
                translate(
                    "algorithms",
                    "The sentences, the lower chart and the layer are of this share of the area, or of the street "
                    "length.",
                ),
                {"type": any_number, "defaultValue": 5, "minValue": 0.01, "maxValue": 100},
            ),
            (
                "RADIUS",
                translate("algorithms", "Radius of the density (m)"),
                translate("algorithms", "How far a point is spread in the map 'density', in metres."),
                {"type": any_number, "defaultValue": 250, "minValue": 1},
            ),
            (
                "SEED",
                translate("algorithms", "Seed"),
                translate("algorithms", "What chance starts from: the same seed gives the same answer."),
                {"type": whole, "defaultValue": 1, "minValue": 0},
            ),
        )
        for name, label, help_text, bounds in numbers:
            advanced = name in ("RADIUS", "SEED")
            self.add(QgsProcessingParameterNumber(name, label, **bounds), help_text, advanced=advanced)
        self.add(
            QgsProcessingParameterString(
                "SHARES", translate("algorithms", "Shares to compare at (%)"), defaultValue="1; 2; 5; 10; 20"
            ),
            translate("algorithms", "Percentages of the area, or of the street length, separated by semicolons."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterEnum(
                "METHOD",
                translate("algorithms", "Map that is spoken of"),
                list(METHODS),
                defaultValue=METHODS[0],
                usesStaticStrings=True,
            ),
            translate(
                "algorithms",
                "The chart opens with the sentence on this map, and the layer shows it. All are compared. exposure: "
                "more than expected. gistar: concentration. density. counts: simple counting. neighbours: counting "
                "with the cells around. last: only the period before.",
            ),
        )

    def _add_change(self) -> None:
        polygon = Qgis.ProcessingSourceType.VectorPolygon
        areas = (
            ("TREATED", translate("algorithms", "Treated area")),
            ("CONTROL", translate("algorithms", "Control area")),
        )
        for name, label in areas:
            self.add(
                QgsProcessingParameterFeatureSource(name, label, [polygon], optional=True),
                translate(
                    "algorithms",
                    "With both areas given, tells whether incidents in the treated area changed more than in the "
                    "control area (weighted displacement difference).",
                ),
                advanced=True,
            )
        self.add(
            QgsProcessingParameterDateTime(
                "CHANGED",
                translate("algorithms", "First day of the change"),
                Qgis.ProcessingDateTimeParameterDataType.Date,
                optional=True,
            ),
            translate(
                "algorithms",
                "Day on which the treatment began (yyyy-mm-dd); equally long stretches before and after it are "
                "compared. Empty: halfway the period.",
            ),
            advanced=True,
        )

    def _add_outputs(self) -> None:
        self.add(
            QgsProcessingParameterFeatureSink(
                "TABLE", translate("algorithms", "Accuracy"), Qgis.ProcessingSourceType.Vector
            ),
            translate(
                "algorithms",
                "A row for each map, share and period, and over all periods: n found of total, best possible, "
                "hit_rate, pai, pei, rri, and more: how much higher the hit rate is than that of simple counting, "
                "with its 95 % interval.",
            ),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                "PICTURE", translate("algorithms", "Chart"), "SVG (*.svg);;PNG (*.png)", optional=True
            ),
            translate("algorithms", "What each map found against the share it covers, and per period; SVG or PNG."),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "OUTPUT",
                translate("algorithms", "Last map and what came after"),
                Qgis.ProcessingSourceType.VectorPolygon,
                optional=True,
                createByDefault=True,
            ),
            translate(
                "algorithms",
                "Cells of the last map: found (incidents came), quiet (none came), tied (counts for a part), and "
                "missed: incidents outside it.",
            ),
        )
        for name, label in (
            ("WDD", translate("algorithms", "Weighted displacement difference")),
            ("WDD_SE", translate("algorithms", "Its standard error")),
            ("WDD_Z", translate("algorithms", "Its z")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def check(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Refuse shares that are no percentages, one area without the other, and a picture that is none."""
        self._shares(parameters, context)
        if bool(parameters.get("TREATED")) != bool(parameters.get("CONTROL")):
            raise refused("accuracy_one_of_two_areas")
        check_picture(self.parameterAsFileOutput(parameters, "PICTURE", context))

    def _shares(self, parameters: dict[str, Any], context: QgsProcessingContext) -> tuple[float, ...]:
        """Read percentages; a decimal comma is one where semicolons or blanks separate."""
        value = self.parameterAsString(parameters, "SHARES", context)
        text = value.replace("%", " ").strip()
        parts = text.replace(";", " ").split() if ";" in text or " " in text else text.split(",")
        try:
            shares = tuple(float(part.rstrip(",").replace(",", ".")) for part in parts)
        except ValueError:
            shares = ()
        if not shares or not all(0 < share <= 100 for share in shares):  # noqa: PLR2004  percentages
            raise refused("accuracy_bad_shares", value=value)
        return shares

    def process(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read, try, write."""
        raws = read_layers(self, parameters, context, feedback.isCanceled, *_LAYERS)
        choices = read_choices(self, parameters, context)
        asked = {
            "size": self.parameterAsDouble(parameters, "SIZE", context),
            "radius": self.parameterAsDouble(parameters, "RADIUS", context),
            "train_days": self.parameterAsInt(parameters, "TRAIN_DAYS", context),
            "test_days": self.parameterAsInt(parameters, "TEST_DAYS", context),
            "shares": self._shares(parameters, context),
            "share": self.parameterAsDouble(parameters, "SHARE", context),
            "method": self.parameterAsEnumString(parameters, "METHOD", context),
            "seed": self.parameterAsInt(parameters, "SEED", context),
            "changed": read_date(self, parameters, "CHANGED", context),
            "language": language(),
        }

        def work(watch: Watch) -> Any:
            from .maptrial import Asked, try_on  # noqa: PLC0415  loads geopandas

            return try_on(raws, choices, Asked(**asked), watch)

        made = self.work(work, feedback)
        tell(made.messages, feedback)
        none, square = Qgis.WkbType.NoGeometry, Qgis.WkbType.Polygon
        name = partial(name_fields, words=accuracy_words())
        results = {"TABLE": self.write(made.table, none, parameters, context, feedback, output="TABLE", style=name)}
        if parameters.get("OUTPUT"):
            results["OUTPUT"] = self.write(made.cells, square, parameters, context, feedback, style=style_last_map)
        if self.file("PICTURE"):
            results["PICTURE"] = self.draw(made.chart)
        if made.displacement is not None:
            moved = made.displacement
            results |= {"WDD": moved.difference, "WDD_SE": moved.error, "WDD_Z": moved.z}
        return results
