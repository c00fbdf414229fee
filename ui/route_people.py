"""The page of the dialog for routes on which it is said who goes out, and when."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import Qgis
from qgis.PyQt.QtCore import QDate, Qt, QTemporaryDir
from qgis.PyQt.QtWidgets import QCheckBox, QDateEdit, QHBoxLayout, QLabel, QSpinBox

from ..layers.language import translate
from .layer_choice import layer_choice
from .remark import Remark
from .route_page import Page
from .team_rows import complaint_about
from .team_table import TeamTable

if TYPE_CHECKING:
    from qgis.PyQt.QtWidgets import QWidget

_MOST_DAYS, _MOST_SHARE, _AUTO = 20, 90, -1


class PeoplePage(Page):
    """The days, the teams, and the control stops."""

    def __init__(self, parent: QWidget) -> None:
        """Lay out the page, with one team, today."""
        super().__init__(parent)
        self._folder = QTemporaryDir()
        self.date = QDateEdit(QDate.currentDate(), self.content)
        self.date.setCalendarPopup(True)
        self.date.setDisplayFormat("dd-MM-yyyy")
        self.days = QSpinBox(self.content)
        self.days.setRange(1, _MOST_DAYS)
        row = QHBoxLayout()
        for widget in (self.date, QLabel(translate("ui", "working days"), self.content), self.days):
            row.addWidget(widget)
        row.addStretch()
        self.name(self.days, translate("ui", "Number of working days"))
        self.add_row(self.form, translate("ui", "First day"), row, self.date)
        self.teams = TeamTable(self.content)
        self.column.addWidget(self.teams)
        self.team_form = self.more_rows()
        self.teams_remark = Remark(self.teams.table, self.content)
        self.column.insertWidget(self.column.indexOf(self.teams) + 1, self.teams_remark)
        self.layer = layer_choice(Qgis.LayerFilter.VectorLayer, translate("ui", "the teams above"), self.content)
        help_text = translate("ui", "A table or points, a row a team, with the columns above.")
        self.add(self.team_form, translate("ui", "Teams from"), self.layer, help_text)
        self.pairs = QCheckBox(translate("ui", "The rows are inspectors, who go in pairs"), self.content)
        self.balance = QCheckBox(translate("ui", "Spread the work evenly over the teams"), self.content)
        self.share = QSpinBox(self.content)
        self.share.setRange(_AUTO, _MOST_SHARE)
        self.share.setSuffix(" %")
        self.share.setSpecialValueText(translate("ui", "automatic: 25 %, 15 % from 60 control visits on"))
        self.share.setValue(_AUTO)
        self.team_form.addRow("", self.pairs)
        self.team_form.addRow("", self.balance)
        help_text = translate(
            "ui", "Stops drawn at random outside the top, to learn whether the list beats chance. 0 is none."
        )
        self.add(self.team_form, translate("ui", "Control stops"), self.share, help_text)
        self.column.addStretch()
        self.layer.layerChanged.connect(self._layer_chosen)
        self.date.dateChanged.connect(self.changed)
        self.share.valueChanged.connect(self.changed)
        self.teams.changed.connect(lambda: self.teams_remark.say(""))
        self.teams.told.connect(self.teams_remark.say)

    def parameters(self) -> dict[str, Any]:
        """Give what was chosen as parameters; writes the teams of the table to a file of this session."""
        layer = self.layer.currentLayer()
        made: dict[str, Any] = {
            "DATE": self.date.date().toString(Qt.DateFormat.ISODate),
            "DAYS": self.days.value(),
            "PAIRS": self.pairs.isChecked(),
            "BALANCE": self.balance.isChecked(),
            "CONTROL_SHARE": self.control_share(),
        }
        if layer is not None:
            return made | {"TEAMS": layer.id()}
        path = Path(self._folder.filePath("teams.json"))
        path.write_text(self.teams.json(), encoding="utf-8")
        return made | {"TEAMS_FILE": str(path)}

    def control_share(self) -> str:
        """Give the share of control stops as the parameter takes it."""
        return "auto" if self.share.value() == _AUTO else str(self.share.value())

    def lacking(self, *, addresses: bool) -> QWidget | None:
        """Say beside each field what is missing; give the first of these fields, None where there is none.

        Args:
            addresses: Whether a layer of addresses is chosen.

        """
        if self.layer.currentLayer() is not None:
            self.teams_remark.say("")
            return None
        row, sentence = complaint_about(self.teams.rows(), addresses=addresses)
        if not self.teams_remark.say(sentence):
            return None
        self.teams.go_to(row)
        return self.teams.table

    def _layer_chosen(self) -> None:
        self.teams.setEnabled(self.layer.currentLayer() is None)
        self.teams_remark.say("")
