"""The page of the dialog for routes on which a visit is described: how one goes, how long it takes, and when."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from qgis.gui import QgsFieldComboBox
from qgis.PyQt.QtWidgets import QDoubleSpinBox, QLabel, QSizePolicy

from ..algorithms.route_parameters import FIELDS
from ..layers.language import translate
from .choice_words import combo
from .route_layers import guessed
from .route_page import Page

if TYPE_CHECKING:
    from qgis.core import QgsVectorLayer
    from qgis.PyQt.QtWidgets import QWidget

_LONGEST = 480.0  # minutes


class VisitPage(Page):
    """How one goes, minutes, and which fields say more; these are guessed by name until the user chooses."""

    def __init__(self, parent: QWidget) -> None:
        """Lay out the page."""
        super().__init__(parent)
        self._of_the_user: set[str] = set()
        modes = {
            "action": translate("ui", "street by street, on foot from one parking place"),
            "tour": translate("ui", "across town, by car from stop to stop"),
        }
        rounds = {
            "day": translate("ui", "by day, with a visit inside"),
            "dark": translate("ui", "in the dark, a look from the street"),
        }
        self.mode, self.round = combo(modes, self.content), combo(rounds, self.content)
        self.add(self.form, translate("ui", "Kind of inspection"), self.mode)
        self.add(self.form, translate("ui", "Round"), self.round)
        self.base, self.per_address = self._minutes(10), self._minutes(8)
        self.add(self.form, translate("ui", "Minutes per visit"), self.base)
        help_text = translate("ui", "Added for every business in the pand or complex.")
        self.add(self.form, translate("ui", "and per business"), self.per_address, help_text)
        self.fields: dict[str, QgsFieldComboBox] = {}
        hint = QLabel(translate("ui", "Fields of the locations, found by their name; an empty one is not used."), self)
        self.form.addRow(hint)
        for parameter, words in _field_words().items():
            box = QgsFieldComboBox(self.content)
            box.setAllowEmptyFieldName(True)
            box.activated.connect(partial(self._keep, parameter))
            box.fieldChanged.connect(self.changed)
            self.add(self.form, words, box)
            self.fields[parameter] = box
        self.column.addStretch()
        self.round.currentIndexChanged.connect(self._round_chosen)

    def set_layer(self, layer: QgsVectorLayer | None) -> None:
        """Offer the fields of a layer; what the user chose stays where the layer has it too."""
        names = layer.fields().names() if layer is not None else []
        for parameter, box in self.fields.items():
            chosen = box.currentField()
            box.setLayer(layer)
            keeps = parameter in self._of_the_user and (not chosen or chosen in names)
            box.setField(chosen if keeps else guessed(parameter, names))

    def parameters(self) -> dict[str, Any]:
        """Give what was chosen as parameters."""
        fields = {parameter: self.fields[parameter].currentField() for parameter in FIELDS}
        return {
            "MODE": self.mode.currentData(),
            "ROUND": self.round.currentData(),
            "SERVICE_BASE": self.base.value(),
            "SERVICE_PER_ADDRESS": self.per_address.value(),
            **{parameter: field for parameter, field in fields.items() if field},
        }

    def help_from(self, help_texts: dict[str, str]) -> None:
        """Show the help of the parameters."""
        boxes: dict[str, QWidget] = {**self.fields, "MODE": self.mode, "ROUND": self.round}
        for parameter, box in boxes.items():
            box.setToolTip(f"<p>{help_texts.get(parameter, '')}</p>")

    def _keep(self, parameter: str, _index: int) -> None:
        self._of_the_user.add(parameter)

    def _round_chosen(self) -> None:
        """Let minutes be chosen only where they count: a look from the street takes as long everywhere."""
        for box in (self.base, self.per_address, self.fields["SERVICE"]):
            box.setEnabled(self.round.currentData() == "day")
        self.changed.emit()

    def _minutes(self, usual: float) -> QDoubleSpinBox:
        box = QDoubleSpinBox(self.content)
        box.setRange(0, _LONGEST)
        box.setDecimals(0)
        box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        box.setValue(usual)
        box.setSuffix(translate("ui", " min"))
        return box


def _field_words() -> dict[str, str]:
    return {
        "PRIORITY": translate("ui", "Field with the priority"),
        "SERVICE": translate("ui", "Field with the minutes"),
        "WINDOW_START": translate("ui", "Field with the visit from"),
        "WINDOW_END": translate("ui", "Field with the visit until"),
        "OPENING_HOURS": translate("ui", "Field with opening hours"),
        "SKILL": translate("ui", "Field with skills needed"),
        "MANDATORY": translate("ui", "Field with mandatory (ja or nee)"),
    }
