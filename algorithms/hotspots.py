"""Where incidents are more than what is exposed to them explains, and where they concentrate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsProcessingParameterFeatureSink, QgsProcessingParameterFileDestination

from ..layers.hot_styles import Drawn, shared_words, style_hot
from ..layers.language import language, translate
from ..layers.pictures import check_picture
from .algorithm import IncidentAlgorithm, tell
from .incident_input import add_incidents, add_moments, add_study_area, read_choices, read_layers
from .place_parameters import METHODS, add_choice, add_exposure, add_neighbours, add_places, add_tests
from .sharing import SHARED, add_mode, read_mode

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer, QgsProcessingContext, QgsProcessingFeedback

    from ..safeguards.watch import Watch

_SHAPES = {"polygons": Qgis.WkbType.MultiPolygon, "points": Qgis.WkbType.Point}


class Hotspots(IncidentAlgorithm):
    """Places that stand out."""

    def displayName(self) -> str:
        """Name in the toolbox."""
        return translate("algorithms", "Hot cells of incidents")

    def shortHelpString(self) -> str:
        """What it does."""
        return translate(
            "algorithms",
            "Lays a grid of squares or hexagons over the study area, or takes polygons, and marks places where, with "
            "their neighbours, incidents are more than exposure explains: exact binomial tail, corrected for the "
            "number of places (Benjamini-Hochberg). Empty places count. Gi* and the local Moran's I show where "
            "incidents concentrate instead, which is not risk: much happens where many people live and work. Where "
            "one single address makes a place hot, the map and the messages say so.",
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
        add_exposure(self)
        add_choice(
            self,
            "METHOD",
            translate("algorithms", "Method"),
            METHODS,
            translate(
                "algorithms",
                "exposure: more than exposure explains (the default). gistar: where high values lie together, and low "
                "ones; concentration only. localmoran: high among high, and places unlike those around them; "
                "concentration only.",
            ),
        )
        add_places(self)
        add_neighbours(self)
        add_tests(self)
        add_mode(
            self,
            translate(
                "algorithms",
                "internal: for those who may see everything. shared: no numbers at all, only which places stand out, "
                "and of those none with fewer than 5 incidents or addresses, nor by one single address.",
            ),
        )
        add_moments(self)
        self.add(
            QgsProcessingParameterFileDestination(
                "PICTURE", translate("algorithms", "Picture of other grids"), "SVG (*.svg);;PNG (*.png)", optional=True
            ),
            translate(
                "algorithms",
                "The same incidents on twelve grids, of three sizes and moved by half a cell, side by side: what "
                "stands out in all of them does not lean on the grid. Only for exposure on squares or hexagons.",
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "OUTPUT", translate("algorithms", "Cells"), Qgis.ProcessingSourceType.VectorAnyGeometry
            ),
            translate(
                "algorithms",
                "One square per cell (or hexagon, polygon, point): count, expected, p, p_adjusted, hot_class 0 to 3, "
                "gi_z, rate, and the largest share that lies at one address; hatched where the place stands out by "
                "that address. In the mode shared: hot_class and its words alone.",
            ),
        )

    def process(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read, test every place, write."""
        names = ("INPUT", "STUDY_AREA", "EXPOSURE", "POLYGONS")
        raws = read_layers(self, parameters, context, feedback.isCanceled, *names)
        choices = read_choices(self, parameters, context, weight="FIELD")
        asked = {name: self.parameterAsEnumString(parameters, name.upper(), context) for name in _ENUMS}
        laid = {
            "kind": asked.pop("grid"),
            "size": self._number(parameters, "SIZE", context),
            "exposure_field": self.parameterAsString(parameters, "EXPOSURE_FIELD", context),
            "mode": read_mode(self, parameters, context),
            "temporary": self.parameterAsOutputLayer(parameters, "OUTPUT", context).startswith("memory:"),
        }
        wanted = {
            "kind": asked.pop("neighbours"),
            "band": self._number(parameters, "BAND", context),
            "k": self.parameterAsInt(parameters, "K", context),
        }
        asked |= {
            "alpha": self.parameterAsDouble(parameters, "ALPHA", context),
            "permutations": self.parameterAsInt(parameters, "PERMUTATIONS", context),
            "seed": self.parameterAsInt(parameters, "SEED", context),
        }

        picture = self.parameterAsFileOutput(parameters, "PICTURE", context)
        spoken = language() if picture else ""

        def work(watch: Watch) -> Any:
            from ..hotspots.events import Choices  # noqa: PLC0415  loads geopandas
            from ..hotspots.places.neighbourhood import Wanted  # noqa: PLC0415  the same
            from ..hotspots.places.overlay import Asked  # noqa: PLC0415  the same
            from .hot_places import Laid, Layers, hot_places  # noqa: PLC0415  the same

            layers = Layers(*(raws[name] for name in names))
            how = Asked(wanted=Wanted(**wanted), **asked)
            return hot_places(layers, Choices(**choices), Laid(**laid), how, watch, spoken)

        found = self.work(work, feedback)
        tell(found.messages, feedback)
        rates = asked["method"] != "exposure" and asked["value"] != "count"
        shared = laid["mode"] == SHARED
        points = laid["kind"] == "points"
        drawn = Drawn(asked["method"], asked["correction"], asked["alpha"], rates, points, found.unit, shared)
        if shared:
            words = shared_words(drawn)
            found.table.insert(len(found.table.columns), "words", found.table["hot_class"].map(words))

        def style(layer: QgsMapLayer) -> None:
            style_hot(layer, drawn)

        shape = _SHAPES.get(laid["kind"], Qgis.WkbType.Polygon)
        written = self.write(found.table, shape, parameters, context, feedback, style=style, drawn=found.places.boxes)
        results = {"OUTPUT": written}
        if found.picture:
            results["PICTURE"] = self.draw(found.picture)
        return results

    def check(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Refuse a picture of another kind."""
        check_picture(self.parameterAsFileOutput(parameters, "PICTURE", context))

    def _number(self, parameters: dict[str, Any], name: str, context: QgsProcessingContext) -> float | None:
        """Read a number that may be empty; one that is not given at all is its default."""
        if name in parameters and parameters[name] in (None, ""):
            return None
        default = self.parameterDefinition(name).defaultValue()
        if name not in parameters and default is None:
            return None
        return float(self.parameterAsDouble(parameters, name, context))


_ENUMS = ("method", "grid", "neighbours", "value", "correction")
