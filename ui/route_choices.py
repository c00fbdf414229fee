"""What the dialog for routes remembers from one day to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsSettings
from qgis.PyQt.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox

from ..safeguards.messages import RefusedError
from .team_rows import from_json

if TYPE_CHECKING:
    from qgis.PyQt.QtWidgets import QWidget

    from .route_dialog import RouteDialog

REMEMBERED = "locatierisico/routes/"


def remember(dialog: RouteDialog) -> None:
    """Keep what was chosen, but for layers, which belong to a project."""
    settings = QgsSettings()
    for name, widget in _widgets(dialog).items():
        settings.setValue(REMEMBERED + name, _value(widget))
    settings.setValue(REMEMBERED + "TEAMS", dialog.people.teams.json())
    settings.setValue(REMEMBERED + "OUTPUT", dialog.town.output.filePath())


def recall(dialog: RouteDialog) -> None:
    """Fill in what was chosen last; the date is always today's."""
    settings = QgsSettings()
    for name, widget in _widgets(dialog).items():
        if settings.contains(REMEMBERED + name):
            _set(widget, settings.value(REMEMBERED + name, "", type=str))
    dialog.town.output.setFilePath(settings.value(REMEMBERED + "OUTPUT", "", type=str))
    teams = settings.value(REMEMBERED + "TEAMS", "", type=str)
    if teams:
        try:
            dialog.people.teams.set_rows(from_json(teams))
        except RefusedError:
            settings.remove(REMEMBERED + "TEAMS")


def _widgets(dialog: RouteDialog) -> dict[str, QWidget]:
    stops, visit, people, town = dialog.stops, dialog.visit, dialog.people, dialog.town
    return {
        "TOP": stops.top,
        "MODE": visit.mode,
        "ROUND": visit.round,
        "SERVICE_BASE": visit.base,
        "SERVICE_PER_ADDRESS": visit.per_address,
        "DAYS": people.days,
        "PAIRS": people.pairs,
        "BALANCE": people.balance,
        "CONTROL_SHARE": people.share,
        "TIME_LIMIT": town.seconds,
        "SEED": town.seed,
        "ENGINE": town.engine,
    }


def _value(widget: QWidget) -> str:
    if isinstance(widget, QComboBox):
        return str(widget.currentData())
    if isinstance(widget, QAbstractButton):
        return str(int(widget.isChecked()))
    return str(widget.value())


def _set(widget: QWidget, text: str) -> None:
    if isinstance(widget, QComboBox):
        widget.setCurrentIndex(max(widget.findData(text), 0))
    elif isinstance(widget, QAbstractButton):
        widget.setChecked(text == "1")
    elif isinstance(widget, QAbstractSpinBox):
        try:
            widget.setValue(type(widget.value())(float(text)))
        except ValueError:
            return
