"""Incidents per km of street, spread along the streets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
)

from ..layers.language import translate
from ..layers.street_styles import style_street_density
from .algorithm import IncidentAlgorithm, tell
from .incident_input import add_incidents, add_moments, add_weight, read_choices, read_layers

if TYPE_CHECKING:
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from ..safeguards.watch import Watch

METHODS = ("discontinuous", "continuous")
KERNELS = ("epanechnikov", "quartic", "triangular")
_LENGTHS = {"BANDWIDTH": "bandwidth", "LIXEL": "lixel", "SNAP": "snap"}


class NetworkDensity(IncidentAlgorithm):
    """Kernel density along streets."""

    def displayName(self) -> str:
        """Name in the toolbox."""
        return translate("algorithms", "Density of incidents along streets")

    def shortHelpString(self) -> str:
        """What it does."""
        return translate(
            "algorithms",
            "Puts every incident on the nearest street, spreads it along the streets up to the bandwidth and adds up: "
            "incidents per km of street, and per year where dates are known. At every junction what is left is divided "
            "over the streets that lead on, so a junction does not count double (equal split, Okabe, Satoh and "
            "Sugihara 2009). It shows where much was reported, which says nothing of why.",
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: ARG002  signature of QGIS
        """Declare the parameters."""
        add_incidents(self)
        self.add(
            QgsProcessingParameterFeatureSource(
                "ROADS", translate("algorithms", "Roads"), [Qgis.ProcessingSourceType.VectorLine]
            ),
            translate(
                "algorithms",
                "Wegvakken of the NWB, or any other layer of road lines: those are cut where they meet.",
            ),
        )
        self._add_lengths()
        self.add(
            QgsProcessingParameterEnum(
                "METHOD",
                translate("algorithms", "Method"),
                list(METHODS),
                defaultValue=METHODS[0],
                usesStaticStrings=True,
            ),
            translate(
                "algorithms",
                "discontinuous: divided equally over the streets that lead on; what reaches a dead end is lost. "
                "continuous: the density does not jump at a junction and nothing is lost, but it takes longer.",
            ),
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
                "How an incident's weight falls off along the street. epanechnikov: rather evenly. quartic: most close "
                "by. triangular: in a straight line.",
            ),
            advanced=True,
        )
        add_weight(self)
        add_moments(self)
        self.add(
            QgsProcessingParameterFeatureSink(
                "OUTPUT", translate("algorithms", "Density along streets"), Qgis.ProcessingSourceType.VectorLine
            ),
            translate(
                "algorithms",
                "Pieces of street within reach of an incident: wegvak_id, straatnaam, piece, metres, incidents, "
                "density (per km, and per year where dates are known), times_average, few.",
            ),
        )

    def _add_lengths(self) -> None:
        number = Qgis.ProcessingNumberParameterType.Double
        lengths = (
            (
                "BANDWIDTH",
                translate("algorithms", "Bandwidth along the street (m)"),
                200,
                1,
                translate("algorithms", "How far along the street an incident reaches, in metres."),
            ),
            (
                "LIXEL",
                translate("algorithms", "Longest piece of street (m)"),
                10,
                0.5,
                translate(
                    "algorithms", "Streets are cut into equal pieces of at most this length; 10 to 25 m is usual."
                ),
            ),
            (
                "SNAP",
                translate("algorithms", "Farthest from a street (m)"),
                50,
                0,
                translate("algorithms", "Incidents farther than this from any street are left out, and counted."),
            ),
        )
        for name, label, default, least, help_text in lengths:
            self.add(
                QgsProcessingParameterNumber(name, label, number, defaultValue=default, minValue=least),
                help_text,
                advanced=name != "BANDWIDTH",
            )

    def process(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read, spread, write."""
        raws = read_layers(self, parameters, context, feedback.isCanceled, "INPUT", "ROADS")
        counted = read_choices(self, parameters, context, weight="WEIGHT")
        spreading = {
            "method": self.parameterAsEnumString(parameters, "METHOD", context),
            "kernel": self.parameterAsEnumString(parameters, "KERNEL", context),
            **{name: self.parameterAsDouble(parameters, given, context) for given, name in _LENGTHS.items()},
        }

        def work(watch: Watch) -> Any:
            from .streets import density_along_streets  # noqa: PLC0415  loads geopandas

            return density_along_streets(raws["INPUT"], raws["ROADS"], counted, spreading, watch)

        density, messages = self.work(work, feedback)
        tell(messages, feedback)

        def style(layer: Any) -> None:
            style_street_density(layer, density.average, yearly=density.yearly)

        line = Qgis.WkbType.LineString
        return {"OUTPUT": self.write(density.pieces, line, parameters, context, feedback, style=style)}
