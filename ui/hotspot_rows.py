"""The page of a dialog on which incidents, a question and the layers it needs are chosen."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsApplication, QgsProject
from qgis.gui import QgsFieldComboBox, QgsFileWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ..layers.language import translate
from .days import OptionalDay
from .hotspot_questions import ROWS
from .layer_choice import LayerChoices, layer_choice
from .question_pages import QuestionPages

if TYPE_CHECKING:
    from qgis.core import QgsProcessingAlgorithm


class HotspotRows(QScrollArea):
    """What is asked, and of which layers; shows only the rows the chosen method can use."""

    def __init__(self, parent: QWidget) -> None:
        """Lay out the rows, with the layers of the project that look like incidents, addresses and roads."""
        super().__init__(parent)
        content = QWidget(self)
        layout = QVBoxLayout(content)
        # Made from top to bottom, for so the Tab key goes.
        layout.addLayout(self._incident_rows(content))
        layout.addWidget(_ruled(content))
        self.questions = QuestionPages(content)
        self.questions.chosen.connect(self._show_rows)
        layout.addWidget(self.questions)
        layout.addWidget(_ruled(content))
        layout.addLayout(self._other_rows(content))
        layout.addStretch()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(content)
        self._chosen = LayerChoices({"incidents": self.incidents, **self.layers})
        self.begin.setLayer(self.incidents.currentLayer())
        self.choose_layers()
        self.questions.ask(0)
        # Where a layer goes, a box would go to the one next to it by itself.
        QgsProject.instance().layersRemoved.connect(self.choose_layers)

    def algorithm(self) -> QgsProcessingAlgorithm:
        """Make the algorithm of the chosen method."""
        return QgsApplication.processingRegistry().createAlgorithmById(
            f"locatierisico:{self.questions.method().algorithm}"
        )

    def parameters(self, algorithm: QgsProcessingAlgorithm) -> dict[str, Any]:
        """Give what was chosen as parameters of the chosen method, those it does not have left out."""
        layer = self.incidents.currentLayer()
        chosen: dict[str, Any] = {
            "INPUT": layer.id() if layer is not None else None,
            "BEGIN": self.begin.currentField() or None,
            "FROM": self.first.iso(),
            "UNTIL": self.last.iso(),
            **self.questions.method().fixed,
        }
        for parameter, row in ROWS.items():
            held = self.layers[row].currentLayer()
            chosen[parameter] = held.id() if held is not None else None
        known = {definition.name() for definition in algorithm.parameterDefinitions()}
        return {name: value for name, value in chosen.items() if name in known and value is not None}

    def choose_layers(self) -> None:
        """Choose the layers of the project that look like what a row asks for, where the user chose none."""
        self._chosen.fill()

    def lacking(self) -> str:
        """Say what must be chosen first; nothing where all is."""
        if self.incidents.currentLayer() is None:
            return translate("ui", "Add a layer with incidents (points) to the project and choose it.")
        for row in self.questions.method().needs:
            if self.layers[row].currentLayer() is None:
                label = self.form.labelForField(self.layers[row]).text()
                return translate("ui", "This question needs a layer at '{row}'.").format(row=label)
        if not self.output.filePath():
            return translate("ui", "Choose a folder for the results.")
        return ""

    def _incident_rows(self, parent: QWidget) -> QFormLayout:
        form = QFormLayout()
        self.incidents = layer_choice(Qgis.LayerFilter.PointLayer, "", parent)
        self.begin = QgsFieldComboBox(parent)
        self.begin.setAllowEmptyFieldName(True)
        self.begin.setToolTip(translate("ui", "Empty: a field is looked for by its name."))
        self.incidents.layerChanged.connect(self.begin.setLayer)
        period = QHBoxLayout()
        self.first, self.last = OptionalDay(parent), OptionalDay(parent)
        period.addWidget(self.first)
        period.addWidget(QLabel(translate("ui", "up to and including"), parent))
        period.addWidget(self.last)
        period.addStretch()
        form.addRow(translate("ui", "Incidents"), self.incidents)
        form.addRow(translate("ui", "Field with the begin"), self.begin)
        form.addRow(translate("ui", "From"), period)
        return form

    def _other_rows(self, parent: QWidget) -> QFormLayout:
        self.form = QFormLayout()
        kinds, nothing = Qgis.LayerFilter, translate("ui", "none")
        self.layers = {
            "study_area": layer_choice(kinds.PolygonLayer, nothing, parent),
            "addresses": layer_choice(kinds.PointLayer, nothing, parent),
            "roads": layer_choice(kinds.LineLayer, nothing, parent),
        }
        self.output = QgsFileWidget(parent)
        self.output.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.form.addRow(translate("ui", "Study area"), self.layers["study_area"])
        self.form.addRow(translate("ui", "Addresses"), self.layers["addresses"])
        self.form.addRow(translate("ui", "Roads"), self.layers["roads"])
        self.form.addRow(translate("ui", "Folder for results"), self.output)
        return self.form

    def _show_rows(self) -> None:
        """Show only the rows the chosen method can use, with what it uses them for."""
        algorithm = self.algorithm()  # its parameters live no longer than it does
        help_texts = {
            ROWS[definition.name()]: f"<p>{escape(definition.help())}</p>"  # rich text, for only that wraps
            for definition in algorithm.parameterDefinitions()
            if definition.name() in ROWS
        }
        for row, box in self.layers.items():
            for widget in (box, self.form.labelForField(box)):
                widget.setVisible(row in help_texts)
                widget.setToolTip(help_texts.get(row, ""))


def _ruled(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setFrameShape(QFrame.Shape.HLine)
    line.setFrameShadow(QFrame.Shadow.Sunken)
    return line
