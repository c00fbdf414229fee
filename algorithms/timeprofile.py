"""When incidents happen: by hour, weekday, month and year, as a picture and a table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFileDestination,
)

from ..layers.field_words import name_fields, time_words
from ..layers.language import translate
from ..layers.pictures import check_picture
from ..safeguards.messages import refused
from .algorithm import IncidentAlgorithm, tell
from .incident_input import add_incidents, add_moments, read_choices, read_layers
from .sharing import SHARED, add_mode, read_mode
from .spoken_language import add_language, read_language

if TYPE_CHECKING:
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from ..safeguards.watch import Watch


class TimeProfile(IncidentAlgorithm):
    """Counts incidents over the clock and the calendar, and says what is more than chance."""

    def displayName(self) -> str:
        """Name in the toolbox."""
        return translate("algorithms", "When incidents happen")

    def shortHelpString(self) -> str:
        """What it does."""
        return translate(
            "algorithms",
            "Counts incidents by hour and weekday, month and year, as a picture and a table. An incident whose moment "
            "is known as a window of at most a day is spread evenly over the hours it covers (aoristic); one with only "
            "a date says nothing of the hour. Tests tell whether hours, weekdays and months differ more than chance, "
            "and which months stand out.\n\nTo count some incidents only, select them or set a filter.",
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: ARG002  signature of QGIS
        """Declare the parameters."""
        add_incidents(self)
        add_moments(self)
        add_mode(
            self,
            translate(
                "algorithms",
                "internal: for those who may see everything. shared: the table alone, without numbers under 5 and "
                "without what would give those back.",
            ),
        )
        add_language(self, translate("algorithms", "Language of the picture and the table"))
        self.add(
            QgsProcessingParameterFileDestination(
                "PICTURE", translate("algorithms", "Picture"), "SVG (*.svg);;PNG (*.png)", optional=True
            ),
            translate("algorithms", "One sheet: the week as a heat map, months, years, and what can be said of them."),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "TABLE", translate("algorithms", "Table"), Qgis.ProcessingSourceType.Vector, optional=True
            ),
            translate(
                "algorithms",
                "A row per hour of the week, hour, weekday, month of the year, calendar month and year: incidents by "
                "fraction, expected, ratio, share, z and outlier of calendar months, and words.",
            ),
        )

    def check(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Refuse a run without a result, and a picture of another kind."""
        picture = self.parameterAsFileOutput(parameters, "PICTURE", context)
        if not picture and not parameters.get("TABLE"):
            raise refused("timing_nothing_asked")
        check_picture(picture)

    def process(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read, count, draw, write."""
        incidents = read_layers(self, parameters, context, feedback.isCanceled, "INPUT")["INPUT"]
        choices = read_choices(self, parameters, context)
        language = read_language(self, parameters, context)
        mode = read_mode(self, parameters, context)
        if mode == SHARED and not parameters.get("TABLE"):
            raise refused("shared_table_only")

        def work(watch: Watch) -> Any:
            from .timing import time_profile  # noqa: PLC0415  loads geopandas

            return time_profile(incidents, choices, language, watch, mode)

        table, svg, messages = self.work(work, feedback)
        tell(messages, feedback)
        results: dict[str, Any] = {}
        nowhere = Qgis.WkbType.NoGeometry
        if mode != SHARED and self.file("PICTURE"):
            results["PICTURE"] = self.draw(svg)
        if parameters.get("TABLE"):
            name = partial(name_fields, words=time_words())
            results["TABLE"] = self.write(table, nowhere, parameters, context, feedback, output="TABLE", style=name)
        return results
