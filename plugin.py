"""The plugin as QGIS sees it: menu, toolbar, Processing provider, translation. Loads without geopandas."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QTranslator
from qgis.PyQt.QtGui import QAction, QIcon

from .algorithms.requirements import LOWEST_PYTHON, complaint

if TYPE_CHECKING:
    from collections.abc import Callable

    from .algorithms.provider import Provider

ROOT = Path(__file__).resolve().parent
TITLE = "Locatierisico"


class LocatierisicoPlugin:
    """Puts itself into QGIS and takes itself out again."""

    def __init__(self, iface: Any) -> None:
        """Hold what is made in `initGui` and undone in `unload`.

        Args:
            iface: The QGIS desktop; None in `qgis_process`.

        """
        self.iface = iface
        self.translator: QTranslator | None = None
        self.provider: Provider | None = None
        self.actions: list[QAction] = []
        self.button: QAction | None = None
        self.dialogs: dict[str, Any] = {}

    def initProcessing(self) -> None:
        """Register the algorithms; needs no desktop."""
        self._translate()
        if self.provider is not None or sys.version_info < LOWEST_PYTHON:
            return
        from .algorithms.provider import Provider  # noqa: PLC0415  not at start

        self.provider = Provider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self) -> None:
        """Add menu and toolbar button, and say calmly what is missing."""
        self.initProcessing()
        translate = QCoreApplication.translate
        text = translate("plugin", "Assess a municipality…")
        self.button = self._add(text, "locatierisico", self.assess, "locatierisico_assess")
        self.iface.addVectorToolBarIcon(self.button)
        self._add(translate("plugin", "Incident hotspots…"), "hotspots", self.ask_incidents, "locatierisico_hotspots")
        self._add(
            translate("plugin", "Plan inspection routes…"), "planroutes", self.plan_routes, "locatierisico_routes"
        )
        self._add(translate("plugin", "Make map sheets…"), "mapsheets", self.make_sheets, "locatierisico_sheets")
        for name, text in self._tools():
            self._add(text, name, lambda _checked=False, name=name: self.open_tool(name), f"locatierisico_tool_{name}")
        missing = complaint()
        if missing:
            self.iface.messageBar().pushMessage(TITLE, missing, Qgis.MessageLevel.Warning, 0)

    def unload(self) -> None:
        """Undo everything, in reverse."""
        for dialog in self.dialogs.values():
            dialog.close()
            dialog.deleteLater()
        self.dialogs.clear()
        if self.button is not None:
            self.iface.removeVectorToolBarIcon(self.button)
            self.button = None
        for action in reversed(self.actions):
            self.iface.removePluginVectorMenu(TITLE, action)
            action.deleteLater()
        self.actions.clear()
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        if self.translator is not None:
            QCoreApplication.removeTranslator(self.translator)
            self.translator = None

    def assess(self) -> None:
        """Open the dialog of the main job."""
        if self._complete():
            from .ui.assess_dialog import AssessDialog  # noqa: PLC0415  not at start

            self._open("assess", lambda: AssessDialog(self.iface.mainWindow()))

    def ask_incidents(self) -> None:
        """Open the dialog that leads from incidents to a method."""
        if self._complete():
            from .ui.hotspot_dialog import HotspotDialog  # noqa: PLC0415  not at start

            self._open("hotspots", lambda: HotspotDialog(self.iface.mainWindow(), self.iface))

    def plan_routes(self) -> None:
        """Open the dialog that leads from locations and teams to routes."""
        if self._complete():
            from .ui.route_dialog import RouteDialog  # noqa: PLC0415  not at start

            self._open("routes", lambda: RouteDialog(self.iface.mainWindow(), self.iface))

    def make_sheets(self) -> None:
        """Open the dialog that leads from results to sheets for a briefing."""
        if self._complete():
            from .ui.sheet_dialog import SheetDialog  # noqa: PLC0415  not at start

            self._open("sheets", lambda: SheetDialog(self.iface.mainWindow(), self.iface))

    def _complete(self) -> bool:
        """Tell whether all packages are there, and say calmly what is missing."""
        missing = complaint()
        if missing:
            self.iface.messageBar().pushMessage(TITLE, missing, Qgis.MessageLevel.Warning, 0)
        return not missing

    def _open(self, name: str, made: Callable[[], Any]) -> None:
        dialog = self.dialogs.get(name)
        if dialog is None:
            dialog = self.dialogs[name] = made()
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def open_tool(self, name: str) -> None:
        """Open an algorithm in the dialog of Processing."""
        from processing import execAlgorithmDialog  # noqa: PLC0415  not at start

        execAlgorithmDialog(f"locatierisico:{name}")

    def _tools(self) -> list[tuple[str, str]]:
        translate = QCoreApplication.translate
        return [
            ("downloadregisters", translate("plugin", "Download registers (PDOK)…")),
            ("loadregisters", translate("plugin", "Load registers…")),
            ("qualityreport", translate("plugin", "Quality report…")),
            ("assess", translate("plugin", "Assess loaded registers…")),
            ("deriveareas", translate("plugin", "Derive areas from the BAG…")),
            ("syntheticmunicipality", translate("plugin", "Synthetic municipality…")),
            ("dumpsegments", translate("plugin", "Score road segments for dumping…")),
            ("importvisits", translate("plugin", "Import visits…")),
            ("writepostgis", translate("plugin", "Write registers to PostGIS…")),
            ("readpostgis", translate("plugin", "Read registers from PostGIS…")),
        ]

    def _add(self, text: str, icon: str, triggered: Any, name: str) -> QAction:
        action = QAction(QIcon(str(ROOT / "icons" / f"{icon}.svg")), text, self.iface.mainWindow())
        action.setObjectName(name)
        action.triggered.connect(triggered)
        self.iface.addPluginToVectorMenu(TITLE, action)
        self.actions.append(action)
        return action

    def _translate(self) -> None:
        """Install the Dutch translation where QGIS speaks Dutch."""
        if self.translator is not None or not QgsApplication.locale().lower().startswith("nl"):
            return
        translator = QTranslator()
        if translator.load(str(ROOT / "i18n" / "locatierisico_nl.qm")):
            QCoreApplication.installTranslator(translator)
            self.translator = translator
