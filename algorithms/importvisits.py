"""The visits of a day in the field, what they say of the list, and what was found."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterMultipleLayers,
)

from ..layers.field_words import name_fields
from ..layers.language import translate
from ..layers.visit_styles import rate_words, style_found, visit_words
from ..safeguards.messages import refused
from .algorithm import tell
from .given import check_file, read_files
from .incident_input import read_layers
from .route_algorithm import RouteAlgorithm

if TYPE_CHECKING:
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from ..safeguards.watch import Watch


class ImportVisits(RouteAlgorithm):
    """Back home with what was found."""

    def displayName(self) -> str:
        """Name in the toolbox."""
        return translate("algorithms", "Import visits")

    def shortHelpString(self) -> str:
        """What it does."""
        return translate(
            "algorithms",
            "Reads the filled QField package, or a CSV, into a table of visits, and compares the stops from the list "
            "with the control stops: with an interval, and honest where there are few. What was found becomes "
            "incidents with herkomst ontdekt and a weight that undoes that some places had a larger chance of a "
            "visit. Remarks and photos stay in the field package.",
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: ARG002  signature of QGIS
        """Declare the parameters."""
        kinds = Qgis.ProcessingSourceType
        self.add(
            QgsProcessingParameterMultipleLayers(
                "FIELD", translate("algorithms", "What came back from the field"), kinds.File, optional=True
            ),
            translate(
                "algorithms",
                "The GeoPackage of each team's QField folder (or that folder, or the folder of the plan), or a CSV "
                "with stop_id, day, visited and outcome, and x and y where the plan is not at hand.",
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                "STOPS", translate("algorithms", "Stops as a layer"), [kinds.Vector], optional=True
            ),
            translate(
                "algorithms",
                "The same as a layer or table of the project; or beside a CSV the layer stops of the plan, which tells "
                "where each stop lies.",
            ),
        )
        self.add(
            QgsProcessingParameterFile(
                "PLANNER",
                translate("algorithms", "The planner's file"),
                fileFilter="GeoPackage, CSV (*.gpkg *.csv)",
                optional=True,
            ),
            translate(
                "algorithms",
                "planner.gpkg of the plan: which stops were control stops, and with what chance each was chosen. Where "
                "routes.gpkg of the plan lies beside it, what came back without a day or a place takes those of its "
                "stop.",
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                "EARLIER", translate("algorithms", "Earlier visits"), [kinds.Vector], optional=True
            ),
            translate("algorithms", "The table of visits this tool made before; the new visits are added to it."),
        )
        outputs = (
            (
                "OUTPUT",
                translate("algorithms", "Visits"),
                kinds.Vector,
                translate(
                    "algorithms",
                    "A row per visit: stop_id, day, outcome, visited, control, probability. For the planner: it says "
                    "which stops were control stops.",
                ),
            ),
            (
                "INCIDENTS",
                translate("algorithms", "Incidents found"),
                kinds.VectorPoint,
                translate(
                    "algorithms",
                    "Further inquiries and violations of this time: incident_id, soort, begin, eind, herkomst "
                    "(ontdekt), probability, weight.",
                ),
            ),
            (
                "RATES",
                translate("algorithms", "Hit rates"),
                kinds.Vector,
                translate(
                    "algorithms",
                    "For the stops of the list (top) and the control stops: group, stops, hits, share, low, high "
                    "(95 % interval).",
                ),
            ),
        )
        for name, label, kind, help_text in outputs:
            optional = name != "OUTPUT"
            self.add(
                QgsProcessingParameterFeatureSink(name, label, kind, optional=optional, createByDefault=not optional),
                help_text,
            )
        self.addOutput(QgsProcessingOutputNumber("CONTROL_VISITS", translate("algorithms", "Control visits so far")))

    def check(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Refuse nothing to read, and files that are not there or open for editing."""
        from .visiting import plan_beside  # noqa: PLC0415  loads geopandas

        if not parameters.get("FIELD") and not parameters.get("STOPS"):
            raise refused("visits_no_field")
        for path in self._files(parameters, context):
            check_file(path, context)
        if planner := self.parameterAsFile(parameters, "PLANNER", context):
            check_file(Path(planner), context)
            if beside := plan_beside(Path(planner)):
                check_file(beside, context)

    def _files(self, parameters: dict[str, Any], context: QgsProcessingContext) -> list[Path]:
        from .visiting import packages  # noqa: PLC0415  loads geopandas

        return packages(read_files(self, parameters, "FIELD", context))

    def process(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read, compare, write."""
        files = self._files(parameters, context)
        raws = read_layers(self, parameters, context, feedback.isCanceled, "STOPS", "EARLIER")
        planner = self.parameterAsFile(parameters, "PLANNER", context)

        def work(watch: Watch) -> Any:
            from .visiting import import_visits  # noqa: PLC0415  loads geopandas

            return import_visits(files, raws["STOPS"], Path(planner) if planner else None, raws["EARLIER"], watch)

        visits, messages = self.work(work, feedback)
        tell(messages, feedback)
        nowhere = Qgis.WkbType.NoGeometry
        results: dict[str, Any] = {"CONTROL_VISITS": visits.controls}
        for output, frame, shape, style in (
            ("OUTPUT", visits.table, nowhere, partial(name_fields, words=visit_words())),
            ("INCIDENTS", visits.incidents, Qgis.WkbType.Point, style_found),
            ("RATES", visits.rates, nowhere, partial(name_fields, words=rate_words())),
        ):
            if parameters.get(output):
                results[output] = self.write(frame, shape, parameters, context, feedback, output=output, style=style)
        return results
