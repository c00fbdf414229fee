"""The page of the dialog for routes with what stands beside the locations, and where the results go."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import Qgis
from qgis.gui import QgsCollapsibleGroupBox, QgsFileWidget
from qgis.PyQt.QtWidgets import QFormLayout, QHBoxLayout, QSpinBox

from ..algorithms.route_parameters import ENGINES
from ..layers.language import translate
from .choice_words import combo
from .layer_choice import layer_choice
from .layer_files import FileButton
from .route_page import Page

if TYPE_CHECKING:
    from qgis.gui import QgsMapLayerComboBox
    from qgis.PyQt.QtWidgets import QWidget

    from .remark import Remark

_ROWS = {"roads": "ROADS", "addresses": "ADDRESSES", "lists": "LISTS", "visits": "VISITS"}
_LONGEST, _HIGHEST_SEED = 3600, 2**31 - 1


class TownPage(Page):
    """Roads, addresses, lists, earlier visits, the folder, and how long is sought."""

    def __init__(self, parent: QWidget) -> None:
        """Lay out the page."""
        super().__init__(parent)
        kinds, nothing = Qgis.LayerFilter, translate("ui", "none")
        words = {
            "roads": (translate("ui", "Roads"), kinds.LineLayer),
            "addresses": (translate("ui", "Addresses"), kinds.PointLayer),
            "lists": (translate("ui", "Lists"), kinds.VectorLayer),
            "visits": (translate("ui", "Earlier visits"), kinds.VectorLayer),
        }
        self.layers: dict[str, QgsMapLayerComboBox] = {}
        remarks: dict[str, Remark] = {}
        for row, (text, kind) in words.items():
            box = self.layers[row] = layer_choice(kind, nothing, self.content)
            files = FileButton(row, box, self.content)
            line = QHBoxLayout()
            line.addWidget(box, 1)
            line.addWidget(files)
            remarks[row] = self.add_row(self.form, text, line, box)
            files.told.connect(remarks[row].say)
            box.currentIndexChanged.connect(lambda _index: self._chosen())
        self.roads_remark, self.addresses_remark = remarks["roads"], remarks["addresses"]
        self.output = QgsFileWidget(self.content)
        self.output.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.output_remark = self.add(self.form, translate("ui", "Folder for results"), self.output)
        self.name(self.output.lineEdit(), translate("ui", "Folder for results"))
        self.output.fileChanged.connect(lambda _path: self.output_remark.say(""))
        self.column.addWidget(self._search())
        self.column.addStretch()
        self._chosen()

    def parameters(self) -> dict[str, Any]:
        """Give what was chosen as parameters."""
        layers = {parameter: self.layers[row].currentLayer() for row, parameter in _ROWS.items()}
        return {
            **{parameter: layer.id() for parameter, layer in layers.items() if layer is not None},
            "TIME_LIMIT": self.seconds.value(),
            "SEED": self.seed.value(),
            "ENGINE": self.engine.currentData(),
            "OUTPUT": self.output.filePath(),
        }

    def has_addresses(self) -> bool:
        """Tell whether addresses can be looked up."""
        return self.layers["addresses"].currentLayer() is not None

    def help_from(self, help_texts: dict[str, str]) -> None:
        """Show the help of the parameters."""
        for row, parameter in _ROWS.items():
            self.layers[row].setToolTip(f"<p>{help_texts.get(parameter, '')}</p>")

    def lacking(self) -> QWidget | None:
        """Say beside the folder what is missing; give it, or None where nothing is."""
        path = self.output.filePath().strip()
        sentence = ""
        if not path:
            sentence = translate("ui", "Choose a folder for the results.")
        elif Path(path).is_file():
            sentence = translate("ui", "This is a file. Choose a folder for the results.")
        return self.output if self.output_remark.say(sentence) else None

    def _chosen(self) -> None:
        """Say what it means where there are no roads or addresses; a plan can be made all the same."""
        no_roads = no_addresses = ""
        if self.layers["roads"].currentLayer() is None:
            no_roads = translate("ui", "Without roads the distance as the crow flies counts 1.3 times.")
        if self.layers["addresses"].currentLayer() is None:
            no_addresses = translate("ui", "Without addresses every location counts as one business.")
        self.roads_remark.say(no_roads)
        self.addresses_remark.say(no_addresses)
        self.changed.emit()

    def _search(self) -> QgsCollapsibleGroupBox:
        group = QgsCollapsibleGroupBox(translate("ui", "Advanced"), self.content)
        form = QFormLayout(group)
        words = {
            "auto": translate("ui", "automatic"),
            "pyvrp": translate("ui", "PyVRP"),
            "own": translate("ui", "the plugin's own"),
        }
        self.seconds, self.seed = QSpinBox(group), QSpinBox(group)
        self.engine = combo({engine: words[engine] for engine in ENGINES}, group)
        self.seconds.setRange(1, _LONGEST)
        self.seconds.setValue(10)
        self.seconds.setSuffix(" s")
        self.seed.setRange(0, _HIGHEST_SEED)
        self.seed.setValue(1)
        self.seed.valueChanged.connect(self.changed)
        self.add(form, translate("ui", "Look for better routes during"), self.seconds)
        self.add(form, translate("ui", "Seed"), self.seed)
        self.add(form, translate("ui", "Solver"), self.engine)
        group.setCollapsed(True)
        return group
