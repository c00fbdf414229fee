"""From a ranked list to a day in the field."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import qgis.utils
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QDate, QThread

from ..layers.language import language, translate
from ..safeguards.messages import CancelledError, refused, warn
from ..safeguards.watch import Watch
from .algorithm import tell
from .given import read_date, stored_in
from .incident_input import read_layers
from .job import in_own_thread, private_folder, publish_folder
from .route_algorithm import RouteAlgorithm
from .route_parameters import (
    FIELDS,
    SOURCES,
    add_output,
    add_people,
    add_solving,
    add_stops,
    add_town,
    add_visit,
)
from .which import marked

if TYPE_CHECKING:
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from ..registers.raw import Raw
    from ..safeguards.messages import Message

_BACK, _AHEAD = timedelta(days=3660), timedelta(days=1100)  # a plan of yesterday may be made again


class _Patient:
    """Feedback that hears no cancel: the search does, and what it has by then is still written."""

    def __init__(self, feedback: QgsProcessingFeedback) -> None:
        self._feedback = feedback

    def isCanceled(self) -> bool:
        return False

    def setProgress(self, percent: float) -> None:
        self._feedback.setProgress(percent)

    def pushInfo(self, text: str) -> None:
        self._feedback.pushInfo(text)


class PlanRoutes(RouteAlgorithm):
    """Which locations to visit, by whom and in which order."""

    def __init__(self) -> None:
        """Start without a plan."""
        super().__init__()
        self.made: Path | None = None

    def displayName(self) -> str:
        """Name in the toolbox."""
        return translate("algorithms", "Plan inspection routes")

    def shortHelpString(self) -> str:
        """What it does."""
        return translate(
            "algorithms",
            "Makes routes of the locations that deserve attention most, for who is there that day: within opening "
            "hours and shifts, along the roads, with a break. Some stops are drawn at random, to learn whether the "
            "list beats chance. Gives a layer of stops and routes, GPX, a folder for QField and a sheet to print per "
            "team. A score is an indication and not a suspicion; dwellings are never stops.",
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: ARG002  signature of QGIS
        """Declare the parameters."""
        for add in (add_stops, add_visit, add_people, add_town, add_solving, add_output):
            add(self)

    def process(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read, plan, write, print, publish."""
        raws, which = self.read(parameters, context, feedback, *SOURCES)
        files = {name: self.parameterAsFile(parameters, name, context) for name in ("TEAMS_FILE", "SPEEDS")}
        if raws["TEAMS"] is not None and files["TEAMS_FILE"]:
            raise refused("routes_teams_twice")
        wishes = {**self.wishes(parameters, context), "which": which}
        asked = {
            "pairs": self.parameterAsBool(parameters, "PAIRS", context),
            "balance": self.parameterAsBool(parameters, "BALANCE", context),
            "control_share": self.parameterAsString(parameters, "CONTROL_SHARE", context) or "auto",
            "engine": self.parameterAsEnumString(parameters, "ENGINE", context),
            "seed": self.parameterAsInt(parameters, "SEED", context),
            "seconds": float(self.parameterAsInt(parameters, "TIME_LIMIT", context)),
        }
        stored = stored_in(self, parameters, context, *(name for name in SOURCES if raws[name] is not None))
        (first, past), days = self.first_day(parameters, context), self.parameterAsInt(parameters, "DAYS", context)
        tell(past, feedback)
        parent, spoken = Path(self.parameterAsString(parameters, "OUTPUT", context)), language()
        with private_folder(parent) as private:
            folder = private / "plan"
            folder.mkdir()

            def work(watch: Watch) -> Any:
                from .routing import plan_into  # noqa: PLC0415  loads geopandas

                heard = Watch(feedback.isCanceled, watch.progress)
                return plan_into(folder, raws, wishes, asked, files, stored, first, days, spoken, heard)

            messages, recipe = in_own_thread(work, _Patient(feedback))  # type: ignore[arg-type]
            tell(messages, feedback)
            self._for_the_field(folder)
            run = publish_folder(folder, parent, f"routes_{first.isoformat()}_{recipe[:8]}")
        self.made = run if self.parameterAsBool(parameters, "LOAD", context) else None
        feedback.pushInfo(translate("algorithms", "The results lie in {folder}.").format(folder=run))
        return {"OUTPUT": str(parent), "RUN": str(run), "ROUTES": str(run / "routes.gpkg")}

    def read(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback, *names: str
    ) -> tuple[dict[str, Raw | None], str]:
        """Read layers, and give the name of the column that says which locations may be chosen."""
        raws = read_layers(self, parameters, context, feedback.isCanceled, *names)
        stops = raws["STOPS"]
        if stops is None:
            return raws, ""

        def stop() -> None:
            if feedback.isCanceled():
                raise CancelledError

        raws["STOPS"], column = marked(self, parameters, context, stops, stop)
        return raws, column

    def wishes(self, parameters: dict[str, Any], context: QgsProcessingContext) -> dict[str, Any]:
        """Give what was chosen about the stops, as keywords of `Wishes` without the dates."""
        fields = {name.lower(): self.parameterAsString(parameters, name, context) for name in FIELDS}
        return {
            **fields,
            "top": self.parameterAsInt(parameters, "TOP", context),
            "mode": self.parameterAsEnumString(parameters, "MODE", context),
            "round": self.parameterAsEnumString(parameters, "ROUND", context),
            "service_base": self.parameterAsDouble(parameters, "SERVICE_BASE", context),
            "service_per_address": self.parameterAsDouble(parameters, "SERVICE_PER_ADDRESS", context),
        }

    def first_day(self, parameters: dict[str, Any], context: QgsProcessingContext) -> tuple[date, list[Message]]:
        """Give the first day, today where none is given, and a word about one that is past."""
        now = QDate.currentDate()
        today = date(now.year(), now.month(), now.day())
        first = read_date(self, parameters, "DATE", context) or today
        if not today - _BACK <= first <= today + _AHEAD:
            raise refused("routes_far_date", value=first.isoformat())
        return first, [warn("routes_past_date", value=first.isoformat())] if first < today else []

    def _for_the_field(self, folder: Path) -> None:
        from ..layers.qfield import write_field_project  # noqa: PLC0415  loads geopandas
        from ..layers.route_loading import embed_styles  # noqa: PLC0415  the same
        from ..sheets.main_thread import on_main_thread  # noqa: PLC0415  the same
        from ..sheets.route_sheet import print_sheets  # noqa: PLC0415  the same

        embed_styles(folder)
        write_field_project(folder)
        on_main_thread(lambda: print_sheets(folder), lambda: False)

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:  # noqa: ARG002  signature of QGIS
        """Add the layers, on the main thread, where there is a desktop to see them."""
        project, application = context.project(), QgsApplication.instance()
        in_front = application is not None and QThread.currentThread() == application.thread()
        if self.made and in_front and project is not None and qgis.utils.iface is not None:
            from ..layers.route_loading import add_plan  # noqa: PLC0415  loads geopandas

            add_plan(project, self.made)
        return {}
