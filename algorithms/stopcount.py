"""How many stops a choice of locations comes to, before anything is planned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .planroutes import PlanRoutes
from .route_parameters import add_people, add_solving, add_stops, add_town, add_visit

if TYPE_CHECKING:
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from ..safeguards.watch import Watch

_READ = ("STOPS", "AREAS", "ADDRESSES", "VISITS")


class StopCount(PlanRoutes):
    """Chooses stops just as planning does and counts them; for the dialog, and in no toolbox."""

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: ARG002  signature of QGIS
        """Declare the parameters of planning, but for its output."""
        for add in (add_stops, add_visit, add_people, add_town, add_solving):
            add(self)

    def process(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read, choose, draw, count."""
        raws, which = self.read(parameters, context, feedback, *_READ)
        first, _ = self.first_day(parameters, context)
        wishes = {**self.wishes(parameters, context), "which": which, "dates": (first,)}
        share = self.parameterAsString(parameters, "CONTROL_SHARE", context) or "auto"
        seed = self.parameterAsInt(parameters, "SEED", context)

        def work(_watch: Watch) -> dict[str, int]:
            from .routing import count_stops  # noqa: PLC0415  loads geopandas

            return count_stops(raws, wishes, share, seed)

        return self.work(work, feedback)

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:  # noqa: ARG002  signature of QGIS
        """Add nothing to the project."""
        return {}
