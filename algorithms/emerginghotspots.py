"""Which concentrations of incidents are new, grow, last or fade."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterNumber,
)

from ..layers.language import translate
from ..layers.trend_styles import class_words, style_emerging, style_emerging_cube
from ..safeguards.messages import refused
from .algorithm import IncidentAlgorithm, tell
from .incident_input import add_incidents, add_moments, add_study_area, read_choices, read_layers
from .sharing import add_mode, read_mode

if TYPE_CHECKING:
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from ..safeguards.watch import Watch

STEPS = ("automatic", "days", "week", "month", "quarter", "year")
WINDOWS = ("cube", "neighbourhood")
LEVELS = ("0.10", "0.05", "0.01")
_DOUBLE = Qgis.ProcessingNumberParameterType.Double
_INTEGER = Qgis.ProcessingNumberParameterType.Integer


class EmergingHotspots(IncidentAlgorithm):
    """A space-time cube, its Gi*, and what each cell is becoming."""

    def displayName(self) -> str:
        """Name in the toolbox."""
        return translate("algorithms", "Emerging hot spots")

    def shortHelpString(self) -> str:
        """What it does."""
        return translate(
            "algorithms",
            "Counts incidents per square cell and step of time, finds where and when they lie together (Gi* in space "
            "and time), and names what each cell is becoming: new, consecutive, intensifying, persistent, "
            "diminishing, sporadic, oscillating or historical, hot or cold, by the definitions Esri publishes. "
            "The layer per step plays in the temporal controller. It shows concentration, not risk.",
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: ARG002  signature of QGIS
        """Declare the parameters."""
        add_incidents(self)
        add_study_area(
            self,
            translate(
                "algorithms",
                "Where incidents could have been reported, usually the municipality; its empty cells count in the "
                "mean. Without it: around the points.",
            ),
        )
        add_moments(self)
        self.add(
            QgsProcessingParameterNumber(
                "SIZE", translate("algorithms", "Side of a cell (m)"), _DOUBLE, optional=True, minValue=1
            ),
            translate(
                "algorithms", "Side of a square in metres. Empty: about two incidents per cell; the size is told."
            ),
        )
        self.add(
            QgsProcessingParameterEnum(
                "STEP",
                translate("algorithms", "Step of time"),
                list(STEPS),
                defaultValue=STEPS[0],
                usesStaticStrings=True,
            ),
            translate(
                "algorithms",
                "Counted back from the last day. automatic: the longest of year, quarter, month and week that gives "
                "ten steps. Months are calendar months where the last day is the last of a month.",
            ),
        )
        self.add(
            QgsProcessingParameterNumber(
                "STEP_DAYS", translate("algorithms", "Days in a step"), _INTEGER, optional=True, minValue=1
            ),
            translate("algorithms", "Length of a step where the step of time is days."),
        )
        add_mode(
            self,
            translate(
                "algorithms",
                "internal: for those who may see everything. shared: cells that are hot and their class, no numbers, "
                "made of blocks that hold no or at least 5 incidents; without the layer per step.",
            ),
        )
        self._add_methods()
        polygon = Qgis.ProcessingSourceType.VectorPolygon
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", translate("algorithms", "Emerging hot spots"), polygon),
            translate(
                "algorithms",
                "One square per cell with incidents: class (1 to 8 hot, -1 to -8 cold, 0 none) and its words, steps "
                "that were hot and cold, trend, count, and Gi* of the last step.",
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "CUBE", translate("algorithms", "Emerging hot spots per step"), polygon, optional=True
            ),
            translate(
                "algorithms",
                "One square per cell and step, with begin and end: ready for the temporal controller.",
            ),
        )

    def _add_methods(self) -> None:
        self.add(
            QgsProcessingParameterNumber(
                "BAND", translate("algorithms", "Reach of the neighbourhood (m)"), _DOUBLE, optional=True, minValue=1
            ),
            translate(
                "algorithms",
                "Cells whose centres lie within this distance are neighbours; without it the eight around.",
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber(
                "NEIGHBOUR_STEPS",
                translate("algorithms", "Earlier steps in the neighbourhood"),
                _INTEGER,
                defaultValue=1,
                minValue=0,
                maxValue=12,
            ),
            translate("algorithms", "How many steps before its own a cell is looked at together with."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterEnum(
                "WINDOW",
                translate("algorithms", "Compared with"),
                list(WINDOWS),
                defaultValue=WINDOWS[0],
                usesStaticStrings=True,
            ),
            translate(
                "algorithms",
                "cube: all cells in all steps, so that more incidents everywhere makes cells hotter (the default). "
                "neighbourhood: all cells in the steps of the neighbourhood alone, so that only their place counts.",
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterEnum(
                "ALPHA",
                translate("algorithms", "Level"),
                list(LEVELS),
                defaultValue=LEVELS[1],
                usesStaticStrings=True,
            ),
            translate(
                "algorithms",
                "Share of false alarms accepted among the steps that are called hot or cold, and p up to which a "
                "trend counts.",
            ),
            advanced=True,
        )

    def process(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read, count, test, write."""
        raws = read_layers(self, parameters, context, feedback.isCanceled, "INPUT", "STUDY_AREA")
        choices = read_choices(self, parameters, context)
        settings = self._settings(parameters, context)
        incidents = raws["INPUT"]
        if incidents is None:
            raise refused("algorithms_no_layer", parameter="INPUT")

        def work(watch: Watch) -> Any:
            from .emerging_work import find_emerging  # noqa: PLC0415  loads geopandas

            return find_emerging(incidents, raws["STUDY_AREA"], choices, settings, watch)

        found, messages = self.work(work, feedback)
        tell(messages, feedback)
        polygon = Qgis.WkbType.Polygon
        write = partial(self.write, shape=polygon, parameters=parameters, context=context, feedback=feedback)
        results = {"OUTPUT": write(_in_words(found.cells), style=style_emerging)}
        if found.cube is not None:
            style = partial(style_emerging_cube, level=1 + LEVELS.index(f"{settings['alpha']:.2f}"))
            results["CUBE"] = write(_in_words(found.cube), output="CUBE", style=style)
        return results

    def _settings(self, parameters: dict[str, Any], context: QgsProcessingContext) -> dict[str, Any]:
        """Read what is chosen, as keywords of `hotspots.trends.emerging.Settings`."""
        given = {name: parameters.get(name) not in (None, "") for name in ("SIZE", "BAND", "STEP_DAYS", "CUBE")}
        return {
            "size": self.parameterAsDouble(parameters, "SIZE", context) if given["SIZE"] else None,
            "step": self.parameterAsEnumString(parameters, "STEP", context),
            "step_days": self.parameterAsInt(parameters, "STEP_DAYS", context) if given["STEP_DAYS"] else None,
            "band": self.parameterAsDouble(parameters, "BAND", context) if given["BAND"] else None,
            "neighbour_steps": self.parameterAsInt(parameters, "NEIGHBOUR_STEPS", context),
            "window": self.parameterAsEnumString(parameters, "WINDOW", context),
            "alpha": float(self.parameterAsEnumString(parameters, "ALPHA", context)),
            "with_cube": given["CUBE"],
            "mode": read_mode(self, parameters, context),
        }


def _in_words(frame: Any) -> Any:
    """Put the class in words beside its number, in the user's language; nothing where there is none."""
    words = class_words()
    column = frame.columns.get_loc("class") + 1
    spoken = [words.get(number) for number in frame["class"].astype(object)]
    framed = frame.copy(deep=False)
    framed.insert(column, "class_text", spoken)
    return framed
