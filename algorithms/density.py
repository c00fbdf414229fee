"""Incidents per km² and year as a smooth raster, or what changed between two periods."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
)

from ..layers.density_styles import style_density, style_difference
from ..layers.language import translate
from ..safeguards.messages import refused
from .algorithm import IncidentAlgorithm, tell
from .dressing import dress
from .given import read_date
from .incident_input import add_incidents, add_moments, add_study_area, add_weight, read_choices, read_layers

if TYPE_CHECKING:
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from ..safeguards.watch import Watch
    from .spreading import Spread

KERNELS = ("quartic", "epanechnikov", "triangular", "uniform", "gaussian")
BANDWIDTHS = ("given", "silverman", "scott", "cross_validation")


class Density(IncidentAlgorithm):
    """Kernel density of points."""

    def displayName(self) -> str:
        """Name in the toolbox."""
        return translate("algorithms", "Density of incidents")

    def shortHelpString(self) -> str:
        """What it does."""
        return translate(
            "algorithms",
            "Spreads every incident over a radius and adds up: incidents per km² per year, or per km² where dates are "
            "not known. With a period to compare with: how many more or fewer. It shows where much was reported, "
            "which says nothing of why.",
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: ARG002  signature of QGIS
        """Declare the parameters."""
        add_incidents(self)
        self._add_kernel()
        self._add_weights()
        add_study_area(self, translate("algorithms", "Pixels outside it have no value. Without it: around the points."))
        self.add(
            QgsProcessingParameterBoolean(
                "EDGE",
                translate("algorithms", "Correct at the border of the study area"),
                defaultValue=False,
                optional=True,
            ),
            translate(
                "algorithms",
                "Divides by the part of the circle around each pixel that lies in the study area, for along the "
                "border nothing is known of the other side. Incidents outside the study area then do not count.",
            ),
            advanced=True,
        )
        add_moments(self)
        self._add_comparison()
        self.add(
            QgsProcessingParameterRasterDestination("OUTPUT", translate("algorithms", "Density")),
            translate(
                "algorithms",
                "GeoTIFF with incidents per km² per year (per km² where dates are not known). Of a difference, the "
                "second band says how firmly it is drawn: 255 from two standard errors on.",
            ),
        )

    def _add_kernel(self) -> None:
        number = Qgis.ProcessingNumberParameterType.Double
        self.add(
            QgsProcessingParameterNumber(
                "RADIUS", translate("algorithms", "Radius (m)"), number, defaultValue=250, minValue=1
            ),
            translate(
                "algorithms",
                "How far a point is spread, in metres. A gaussian kernel gets the spread of a quartic one: its sigma "
                "is this radius / √8.",
            ),
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
            translate(
                "algorithms",
                "How a point's weight falls off with distance. quartic: most close by, as in the heatmap of QGIS. "
                "epanechnikov: more evenly. triangular: in a straight line. uniform: all alike up to the radius. "
                "gaussian: as a bell, beyond the radius too.",
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterEnum(
                "BANDWIDTH",
                translate("algorithms", "How the radius is chosen"),
                list(BANDWIDTHS),
                defaultValue=BANDWIDTHS[0],
                optional=True,
                usesStaticStrings=True,
            ),
            translate(
                "algorithms",
                "given: the radius above. silverman and scott: rules of thumb for one hill of incidents, wide for a "
                "town with many. cross_validation: the radius under which incidents left out are foretold best, "
                "mostly narrower. The messages say which radius it became.",
            ),
            advanced=True,
        )

    def _add_weights(self) -> None:
        add_weight(self)
        self.add(
            QgsProcessingParameterNumber(
                "HALF_LIFE",
                translate("algorithms", "Half-life (days)"),
                Qgis.ProcessingNumberParameterType.Double,
                optional=True,
                minValue=1,
            ),
            translate(
                "algorithms",
                "Incidents this many days before the end of the period count for half, twice as many days for a "
                "quarter, and so on. Empty: all count alike.",
            ),
            advanced=True,
        )

    def _add_comparison(self) -> None:
        day = Qgis.ProcessingDateTimeParameterDataType.Date
        for name, label, help_text in (
            (
                "COMPARE_FROM",
                translate("algorithms", "Compare with: first day"),
                translate(
                    "algorithms",
                    "First day of the period to compare with (yyyy-mm-dd). The result is then the difference: the "
                    "density of the period minus that of this one.",
                ),
            ),
            (
                "COMPARE_UNTIL",
                translate("algorithms", "Compare with: last day"),
                translate("algorithms", "Last day of the period to compare with (yyyy-mm-dd)."),
            ),
        ):
            self.add(QgsProcessingParameterDateTime(name, label, day, optional=True), help_text, advanced=True)

    def check(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Refuse what does not go together."""
        self._spreading(parameters, context)

    def _spreading(self, parameters: dict[str, Any], context: QgsProcessingContext) -> dict[str, Any]:
        """Read how incidents are spread, as keywords of `spreading.Spreading`."""
        edge = self.parameterAsBool(parameters, "EDGE", context)
        if edge and not parameters.get("STUDY_AREA"):
            raise refused("density_edge_without_area")
        compared = tuple(read_date(self, parameters, name, context) for name in ("COMPARE_FROM", "COMPARE_UNTIL"))
        if (compared[0] is None) != (compared[1] is None):
            raise refused("density_compared_half")
        return {
            "kernel": self.parameterAsEnumString(parameters, "KERNEL", context),
            "radius": self.parameterAsDouble(parameters, "RADIUS", context),
            "pixel": self.parameterAsDouble(parameters, "PIXEL", context),
            "rule": self.parameterAsEnumString(parameters, "BANDWIDTH", context),
            "edge": edge,
            "half_life": self.parameterAsDouble(parameters, "HALF_LIFE", context)
            if parameters.get("HALF_LIFE")
            else None,
            "compared": None if compared[0] is None else compared,
        }

    def process(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read, spread, write."""
        raws = read_layers(self, parameters, context, feedback.isCanceled, "INPUT", "STUDY_AREA")
        chosen = read_choices(self, parameters, context, weight="WEIGHT")
        asked = self._spreading(parameters, context)
        target, made = self.outputs.target("OUTPUT"), self.file("OUTPUT")

        def work(watch: Watch) -> Spread:
            from ..hotspots.events import Choices  # noqa: PLC0415  loads geopandas
            from .spreading import Spreading, spread_incidents  # noqa: PLC0415  the same

            return spread_incidents(
                raws["INPUT"], raws["STUDY_AREA"], Choices(**chosen), Spreading(**asked), made, watch
            )

        spread = self.work(work, feedback)
        tell(spread.messages, feedback)
        dress(
            str(target),
            style_difference if asked["compared"] else partial(style_density, per_year=spread.per_year),
            context,
            made,
        )
        return {"OUTPUT": str(target)}
