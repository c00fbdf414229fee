"""Addresses, streets or areas that carry a large share of all incidents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
)

from ..layers.language import spoken, translate
from ..layers.place_styles import style_places
from ..safeguards.messages import refused
from .algorithm import IncidentAlgorithm, tell
from .incident_input import add_incidents, add_moments, read_choices, read_layers
from .sharing import SHARED, add_mode, read_mode

if TYPE_CHECKING:
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from ..hotspots.repeats.repeat_locations import Repeats
    from ..safeguards.messages import Message
    from ..safeguards.watch import Watch

BY = ("segment", "place", "polygon")
_NEEDED = {"segment": "ROADS", "polygon": "AREAS"}
_SHAPES = {
    "segment": Qgis.WkbType.LineString,
    "place": Qgis.WkbType.Point,
    "polygon": Qgis.WkbType.MultiPolygon,
}


class RepeatLocations(IncidentAlgorithm):
    """The few places with most of the incidents."""

    def displayName(self) -> str:
        """Name in the toolbox."""
        return translate("algorithms", "Places with repeated incidents")

    def shortHelpString(self) -> str:
        """What it does."""
        return translate(
            "algorithms",
            "Finds the fewest streets, addresses or areas that together carry a share of all incidents, and compares "
            "that with incidents that fall at random: with few incidents a concentration arises by itself. Places "
            "with nothing but a dwelling are never ranked. In the mode shared, numbers under 5 are not shown, and "
            "places where somebody lives or may live are left out.",
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: ARG002  signature of QGIS
        """Declare the parameters."""
        add_incidents(self)
        self.add(
            QgsProcessingParameterEnum(
                "BY", translate("algorithms", "Rank"), list(BY), defaultValue=BY[0], usesStaticStrings=True
            ),
            translate(
                "algorithms",
                "segment: wegvakken of the road layer. place: addresses, or without those the spots where incidents "
                "lie. polygon: the areas given.",
            ),
        )
        self._add_layers()
        add_mode(
            self,
            translate(
                "algorithms",
                "shared: small numbers and places that may point to somebody are left out. internal: for those who "
                "may see everything; only places with nothing but a dwelling are left out.",
            ),
            SHARED,
        )
        self._add_numbers()
        add_moments(self)
        self.add(
            QgsProcessingParameterFileDestination(
                "PICTURE",
                translate("algorithms", "Chart"),
                translate("algorithms", "Pictures") + " (*.svg *.png)",
                optional=True,
                createByDefault=False,
            ),
            translate(
                "algorithms", "SVG or PNG: what the busiest places carry together, beside chance (Lorenz curve)."
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "OUTPUT", translate("algorithms", "Places"), Qgis.ProcessingSourceType.VectorAnyGeometry
            ),
            translate(
                "algorithms",
                "Places with an incident: place_id, straatnaam, incidents, incidents_words, counted, share, "
                "cumulative_share, rank, in_share, first, last, months, contains_dwelling.",
            ),
        )

    def _add_layers(self) -> None:
        kinds = Qgis.ProcessingSourceType
        layers = (
            (
                "ROADS",
                translate("algorithms", "Roads"),
                kinds.VectorLine,
                translate("algorithms", "Wegvakken of the NWB, or any other layer of road lines; to rank segments."),
            ),
            (
                "ADDRESSES",
                translate("algorithms", "Addresses"),
                kinds.VectorPoint,
                translate(
                    "algorithms",
                    "Verblijfsobjecten of the BAG with their gebruiksdoel. An incident belongs to the nearest within "
                    "25 m. With segments they tell along which too few addresses lie to be shown, none included: give "
                    "those of the whole study area.",
                ),
            ),
            (
                "AREAS",
                translate("algorithms", "Areas"),
                kinds.VectorPolygon,
                translate("algorithms", "Facilities, areas or buurten; to rank polygons."),
            ),
        )
        for name, label, kind, help_text in layers:
            self.add(QgsProcessingParameterFeatureSource(name, label, [kind], optional=True), help_text)

    def _add_numbers(self) -> None:
        real, whole = Qgis.ProcessingNumberParameterType.Double, Qgis.ProcessingNumberParameterType.Integer
        self.add(
            QgsProcessingParameterNumber(
                "SHARE", translate("algorithms", "Share (%)"), real, defaultValue=50, minValue=1, maxValue=100
            ),
            translate("algorithms", "The fewest places are sought that together carry this share of the incidents."),
        )
        self.add(
            QgsProcessingParameterNumber(
                "TOLERANCE", translate("algorithms", "One place within (m)"), real, defaultValue=1, minValue=0
            ),
            translate("algorithms", "Without addresses, incidents this close to one another lie on one place."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber(
                "SNAP", translate("algorithms", "Farthest from a street (m)"), real, defaultValue=50, minValue=0
            ),
            translate("algorithms", "Incidents farther than this from any street are left out, and counted."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber(
                "SEED", translate("algorithms", "Seed"), whole, defaultValue=1, minValue=0, maxValue=2**31 - 1
            ),
            translate(
                "algorithms", "Of the random draws that chance is judged by; the same seed gives the same answer."
            ),
            advanced=True,
        )

    def check(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Refuse a choice whose layer is not given, and a chart that is no picture."""
        by = self.parameterAsEnumString(parameters, "BY", context)
        if by in _NEEDED and not parameters.get(_NEEDED[by]):
            raise refused("repeatlocations_needs", by=by, parameter=_NEEDED[by])
        picture = self.parameterAsFileOutput(parameters, "PICTURE", context) if parameters.get("PICTURE") else ""
        if picture and Path(picture).suffix.lower() not in (".svg", ".png"):
            raise refused("layers_picture_kind", file=Path(picture).name)

    def process(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read, rank, write."""
        raws = read_layers(self, parameters, context, feedback.isCanceled, "INPUT", "ROADS", "ADDRESSES", "AREAS")
        counted = read_choices(self, parameters, context)
        by = self.parameterAsEnumString(parameters, "BY", context)
        asked = {
            "by": by,
            "share": self.parameterAsDouble(parameters, "SHARE", context) / 100,
            "mode": read_mode(self, parameters, context),
            "seed": self.parameterAsInt(parameters, "SEED", context),
            "tolerance": self.parameterAsDouble(parameters, "TOLERANCE", context),
            "snap": self.parameterAsDouble(parameters, "SNAP", context),
        }

        def work(watch: Watch) -> Any:
            from .streets import places_with_incidents  # noqa: PLC0415  loads geopandas

            return places_with_incidents(raws, counted, asked, watch)

        repeats, messages = self.work(work, feedback)
        tell(messages, feedback)

        def style(layer: Any) -> None:
            style_places(layer, asked["share"])

        results = {"OUTPUT": self.write(repeats.table, _SHAPES[by], parameters, context, feedback, style=style)}
        if self.file("PICTURE"):
            results["PICTURE"] = self.draw(_chart(repeats, messages, coarse=asked["mode"] == SHARED))
        return results


def _chart(repeats: Repeats, messages: list[Message], *, coarse: bool) -> str:
    from ..charts.lorenz import Lorenz, Words, draw  # noqa: PLC0415  not at start

    said = " ".join(spoken(one) for one in messages if one.code.startswith("repeatlocations_found"))
    words = Words(
        title=translate("algorithms", "How much the busiest places carry"),
        said=said,
        across=translate("algorithms", "number of places, the busiest first"),
        up=translate("algorithms", "share of the incidents"),
        found=translate("algorithms", "found"),
        chance=translate("algorithms", "by chance (thin: 95 % of the draws)"),
        counted=" ".join(spoken(one) for one in messages if one.code == "events_period"),
        caveat=translate("algorithms", "An indication, not a suspicion."),
    )
    chance = []
    if repeats.chance is not None:
        chance = [
            (float(n), *(float(share) for share in row))
            for n, row in zip(repeats.chance.places, repeats.chance.curve, strict=True)
        ]
    return draw(Lorenz([float(share) for share in repeats.found.curve], repeats.found.needed, chance, coarse), words)
