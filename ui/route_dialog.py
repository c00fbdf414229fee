"""The dialog Plan inspection routes: from locations and teams to a plan, and from a plan to the planner's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsApplication, QgsProject
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QPushButton, QTabWidget, QVBoxLayout, QWidget

from ..layers.language import translate
from ..layers.route_loading import add_plan
from ..layers.route_results import PLANNER_FILE
from .background import BackgroundRun, complaint
from .findings import Findings
from .layer_choice import LayerChoices
from .map_tools import StepAside
from .plan_map import PlanMap, show_only
from .plan_rows import pin_layer, read_plan
from .route_choices import recall, remember
from .route_count import Count
from .route_layers import route_row
from .route_people import PeoplePage
from .route_plan import PlanPage
from .route_stops import StopsPage
from .route_town import TownPage
from .route_visit import VisitPage
from .run_buttons import run_buttons

if TYPE_CHECKING:
    from qgis.core import QgsVectorLayer
    from qgis.PyQt.QtGui import QCloseEvent, QHideEvent, QShowEvent

ALGORITHM = "locatierisico:planroutes"
HIGHEST = 580  # pixels at first, so that the dialog fits a small laptop
_WIDE = 820


class RouteDialog(QDialog):
    """Runs the algorithm `planroutes` in the background; holds no formulas.

    Attributes:
        ended: Emitted when a run is over, with whether there is a plan.

    """

    ended = pyqtSignal(bool)

    def __init__(self, parent: QWidget | None = None, iface: Any = None) -> None:
        """Lay out the dialog, with the layers of the project that look like what it asks for.

        Args:
            parent: Window it belongs to.
            iface: The desktop, on whose map is drawn and shown; without it neither can be done.

        """
        super().__init__(parent)
        self.iface = iface
        self.setWindowTitle(translate("ui", "Plan inspection routes"))
        self.setObjectName("locatierisico_route_dialog")
        self.results: dict[str, Any] = {}
        self._parameters: dict[str, Any] = {}
        self._again = False
        self._pins: QgsVectorLayer | None = None
        self._run = BackgroundRun(self)
        self._run.progressed.connect(lambda percent: self.progress.setValue(int(percent)))
        self._run.ended.connect(self._executed)
        self.bar = QgsMessageBar(self)
        self.progress = QProgressBar(self)
        self.progress.setVisible(False)
        self._add_pages()
        layout = QVBoxLayout(self)
        for widget in (self.bar, self.tabs, self.progress, self._buttons()):
            layout.addWidget(widget)
        self._connect()
        recall(self)
        self.resize(_WIDE, HIGHEST)

    def parameters(self) -> dict[str, Any]:
        """Give what was chosen as parameters of the algorithm."""
        pages = (self.stops, self.visit, self.people, self.town)
        return {name: value for page in pages for name, value in page.parameters().items()}

    def run(self) -> None:
        """Check what was chosen and start planning in the background; nothing while a run is going."""
        if self._run.going() or self._lacking():
            return
        self._parameters, self._pins = self.parameters(), None
        self._start({}, again=False)

    def run_again(self) -> None:
        """Plan the rest again: the same choice of stops, with what the planner moved, pinned or took out."""
        if self._run.going() or not self._parameters:
            return
        lacking = self.people.lacking(addresses=self.town.has_addresses()), self.town.lacking()
        if any(lacking):
            self._go_to(next(field for field in lacking if field is not None))
            return
        pins = self.plan.tree.pins()
        self._pins = pin_layer(pins) if pins else None
        fresh = {**self.people.parameters(), **self.town.parameters()}
        chosen = {name: value for name, value in self._parameters.items() if name not in ("TEAMS", "TEAMS_FILE")}
        # The control stops are those of the plan before, and its share and seed stand in the recipe again.
        kept = {name: chosen[name] for name in ("CONTROL_SHARE", "SEED")}
        self._parameters = {**chosen, **fresh, **kept}
        earlier = f"{Path(self.results['RUN']) / PLANNER_FILE}|layername=controls"
        more = {"EARLIER": earlier} | ({"PINNED": self._pins} if self._pins is not None else {})
        self._start(more, again=True)

    def reject(self) -> None:
        """End a run with the best plan so far, by the Esc key too, or close the dialog where none is going on."""
        if self._run.going():
            self._run.end_early()
        else:
            super().reject()

    def showEvent(self, event: QShowEvent) -> None:
        """Look again at the layers of the project: some may have come since."""
        self._chosen.fill()
        super().showEvent(event)
        self._ask_count()

    def _fill(self) -> None:
        self._chosen.fill()

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the outline off the map."""
        self._map.show_drawn(None)
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """End a run along with the dialog; what was chosen stays."""
        if self._run.going():
            self._run.end_early()
        self._count.stop()
        remember(self)
        super().closeEvent(event)

    def _start(self, more: dict[str, Any], *, again: bool) -> None:
        self.bar.clearWidgets()
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM)
        sentence = complaint(algorithm, {**self._parameters, **more})
        if sentence:
            self.bar.pushMessage(sentence, Qgis.MessageLevel.Warning, 0)
            return
        remember(self)
        self._again = again
        self._count.stop()
        self._running(busy=True)
        self._run.start(algorithm, {**self._parameters, **more})

    def _executed(self, successful: bool, results: dict[str, Any]) -> None:  # noqa: FBT001  signature of QGIS
        self._running(busy=False)
        # Results of a run that was ended early are whole: the best plan so far. Nobody has shown its layers yet.
        fine = "RUN" in results and (successful or self._run.cancelled())
        if fine:
            if not successful and self.iface is not None:
                add_plan(QgsProject.instance(), Path(results["RUN"]))
            before, self.results = self.results.get("RUN", ""), results
            self._show_plan(Path(results["RUN"]), Path(before) if before else None)
        elif self._run.cancelled():
            text = translate("ui", "Cancelled before there was a plan; nothing was written.")
            self.bar.pushMessage(text, Qgis.MessageLevel.Info)
        else:
            errors = self._run.feedback.errors or [translate("ui", "The run did not succeed.")]
            self.bar.pushMessage(errors[-1], Qgis.MessageLevel.Critical, 0)
        self.findings.show_run(self.windowTitle(), self._run.feedback.told, [])
        self.ended.emit(fine)

    def _show_plan(self, folder: Path, before: Path | None) -> None:
        self.plan.show_plan(read_plan(folder), again=self._again)
        self.tabs.setCurrentWidget(self.plan)
        self.run_button.setText(translate("ui", "Plan anew"))
        if before is not None:
            show_only(folder.name, before.name)
        if not self._again and self.plan.plan is not None:
            self._map.show_plan(self.plan.plan)
        if self._run.cancelled():
            level, text = Qgis.MessageLevel.Warning, translate("ui", "Stopped: this is the best plan found so far.")
        else:
            level, text = Qgis.MessageLevel.Success, translate("ui", "Done.")
        if self._run.feedback.warnings:
            text += " " + translate("ui", "To weigh: {n}, see Messages.").format(n=self._run.feedback.warnings)
        item = self.bar.createMessage(text)
        button = QPushButton(translate("ui", "Open the folder"), item)
        button.setAutoDefault(False)
        button.setToolTip(str(folder))
        button.clicked.connect(lambda _checked=False: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
        item.layout().addWidget(button)
        self.bar.pushWidget(item, level)

    def _lacking(self) -> bool:
        """Say beside each field what is missing, and go to the first of them."""
        missing = [
            self.stops.lacking(),
            self.people.lacking(addresses=self.town.has_addresses()),
            self.town.lacking(),
        ]
        first = next((field for field in missing if field is not None), None)
        if first is not None:
            self._go_to(first)
        return first is not None

    def _go_to(self, field: QWidget) -> None:
        for page in (self.stops, self.visit, self.people, self.town):
            if page.isAncestorOf(field):
                self.tabs.setCurrentWidget(page)
                page.ensureWidgetVisible(field)
        field.setFocus()

    def _set_default(self) -> None:
        """Let the Enter key do on each page what goes on there: beside a plan, what was moved must not get lost."""
        at_plan = self.tabs.currentWidget() is self.plan
        self.run_button.setDefault(not at_plan)
        self.plan.again_button.setDefault(at_plan)

    def _ask_count(self) -> None:
        self._map.show_drawn(self.stops.drawn if self.isVisible() and self.stops.way() == "drawn" else None)
        if self._run.going() or not self.isVisible():
            return
        parameters = self.parameters()
        if self.stops.parameters() and not self._undecided():
            self._count.ask({name: value for name, value in parameters.items() if name not in ("OUTPUT", "TEAMS")})
        else:
            self._count.stop()
            self.stops.show_count("")

    def _undecided(self) -> bool:
        """Tell whether the way of choosing still needs a drawing, a selection or a layer."""
        way, layer = self.stops.way(), self.stops.layer.currentLayer()
        return (
            (way == "drawn" and self.stops.drawn is None)
            or (way == "areas" and self.stops.areas.currentLayer() is None)
            or (way == "selection" and not layer.selectedFeatureCount())
        )

    def _draw(self) -> None:
        if self.iface is not None:
            self._aside.polygon(self.stops.set_drawn)

    def _place(self) -> None:
        if self.iface is not None:
            self._aside.place(self.people.teams.set_place)

    def _running(self, *, busy: bool) -> None:
        self.progress.setVisible(busy)
        self.progress.setValue(0)
        self.tabs.setEnabled(not busy)
        self.run_button.setEnabled(not busy)
        words = translate("ui", "Stop with the best so far") if busy else translate("ui", "Close")
        self.stop_button.setText(words)

    def _add_pages(self) -> None:
        self.tabs = QTabWidget(self)
        self.stops, self.visit = StopsPage(self), VisitPage(self)
        self.people, self.town = PeoplePage(self), TownPage(self)
        self.plan = PlanPage(self)
        self.findings = Findings(self, translate("ui", "What planning had to say stands here."))
        for page, words in (
            (self.stops, translate("ui", "1 Stops")),
            (self.visit, translate("ui", "2 Visit")),
            (self.people, translate("ui", "3 Who and when")),
            (self.town, translate("ui", "4 Town")),
            (self.plan, translate("ui", "5 Plan")),
            (self.findings, translate("ui", "Messages")),
        ):
            self.tabs.addTab(page, words)

    def _connect(self) -> None:
        self._count = Count(self)
        self._count.told.connect(self.stops.show_count)
        self._map = PlanMap(self.iface)
        self._aside = StepAside(self, self.iface)
        self.stops.layer_chosen.connect(self.visit.set_layer)
        self.visit.set_layer(self.stops.layer.currentLayer())
        boxes = {"stops": self.stops.layer, "areas": self.stops.areas, **self.town.layers}
        self._chosen = LayerChoices(boxes, route_row)
        QgsProject.instance().layersRemoved.connect(self._fill)
        for page in (self.stops, self.visit, self.people, self.town):
            page.changed.connect(self._ask_count)
        self.stops.draw.connect(self._draw)
        self.people.teams.place_wanted.connect(self._place)
        self.plan.tree.shown.connect(lambda stop: self._map.show_stop(stop.point, self.frameGeometry()))
        self.plan.again.connect(self.run_again)
        self.tabs.currentChanged.connect(lambda _index: self._set_default())
        self.stops.draw_button.setEnabled(self.iface is not None)
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM)
        if algorithm is not None:
            help_texts = {definition.name(): definition.help() for definition in algorithm.parameterDefinitions()}
            self.visit.help_from(help_texts)
            self.town.help_from(help_texts)

    def _buttons(self) -> QDialogButtonBox:
        made = run_buttons(self, translate("ui", "Plan"), run=self.run, stop=self.reject, helped=_help)
        self.run_button, self.stop_button = made.run, made.stop
        return made.box


def _help() -> None:
    algorithm = QgsApplication.processingRegistry().algorithmById(ALGORITHM)
    if algorithm is not None:
        QDesktopServices.openUrl(QUrl(algorithm.helpUrl()))
