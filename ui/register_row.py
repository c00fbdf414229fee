"""One register in the dialog: files on the left, or a layer of the project on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsApplication
from qgis.gui import QgsFileWidget, QgsMapLayerComboBox
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QWidget

from ..layers.language import translate
from .column_matching import MATCHABLE, tables_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .mapping_dialog import MappingDialog

_FILES_TO_LAYERS = (3, 2)  # share of the width
_LETTERS = 8  # of a layer's name that always show


class RegisterRow(QWidget):
    """A file picker for one or more files, and a choice of project layers.

    Attributes:
        told: Emitted with what the user should know: a title and a sentence.

    """

    told = pyqtSignal(str, str)

    def __init__(self, help_text: str, parent: QWidget, register: str = "") -> None:
        """Lay out the row.

        Args:
            help_text: What belongs here; shown as tool tip.
            parent: Widget it lies in.
            register: Which register it is; for some, columns can be matched by hand.

        """
        super().__init__(parent)
        self.register = register
        self.matching: MappingDialog | None = None
        self.picker = QgsFileWidget(self)
        self.picker.setStorageMode(QgsFileWidget.StorageMode.GetMultipleFiles)
        self.picker.lineEdit().setPlaceholderText(translate("ui", "files"))
        self.layer = _layers(translate("ui", "or a project layer"), self)
        self.second = _layers(translate("ui", "and another"), self)
        self.second.setVisible(False)
        self.layer.layerChanged.connect(lambda layer: self.second.setVisible(layer is not None))
        self.setToolTip(help_text)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.picker, _FILES_TO_LAYERS[0])
        layout.addWidget(self.layer, _FILES_TO_LAYERS[1])
        layout.addWidget(self.second, _FILES_TO_LAYERS[1])
        self.match_button = QToolButton(self)
        self.match_button.setIcon(QgsApplication.getThemeIcon("/mActionEditTable.svg"))
        self.match_button.setToolTip(translate("ui", "Match columns…"))
        self.match_button.setAccessibleName(translate("ui", "Match columns…"))
        self.match_button.setVisible(register in MATCHABLE)
        self.match_button.clicked.connect(self.match_columns)
        # Rows without the button stay as wide as those with it.
        policy = self.match_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.match_button.setSizePolicy(policy)
        layout.addWidget(self.match_button)

    def files(self) -> list[str]:
        """Give the files that were chosen."""
        return list(QgsFileWidget.splitFilePaths(self.picker.filePath())) if self.picker.filePath() else []

    def set_files(self, files: Sequence[str]) -> None:
        """Fill in files."""
        self.picker.setFilePath(" ".join(f'"{path}"' for path in files) if len(files) > 1 else "".join(files))

    def match_columns(self) -> None:
        """Show which column of what was chosen plays which role, and let the user change it."""
        layer = self.layer.currentLayer()
        if not self.files() and layer is None:
            self.told.emit("", translate("ui", "Choose a file or a layer first; then its columns can be matched."))
            return
        tables, complaint = tables_of(self.register, self.files(), layer)
        if complaint:
            self.told.emit("", complaint)
            return
        from .mapping_dialog import MappingDialog  # noqa: PLC0415  loads geopandas

        self.matching = MappingDialog(self.register, tables, self)
        self.matching.open()

    def parameters(self, name: str) -> dict[str, Any]:
        """Give what was chosen as parameters of the algorithm."""
        layers = [box.currentLayer() for box in (self.layer, self.second)]
        chosen = [layer.id() for layer in layers if layer is not None]
        return {name: self.files(), f"{name}_LAYERS": chosen}


def _layers(nothing: str, parent: QWidget) -> QgsMapLayerComboBox:
    """Make a choice of vector layers that stays as narrow as the dialog asks."""
    combo = QgsMapLayerComboBox(parent)
    combo.setFilters(Qgis.LayerFilter.VectorLayer)
    combo.setAllowEmptyLayer(True, nothing)  # noqa: FBT003  Qt takes positions
    combo.setCurrentIndex(0)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(_LETTERS)
    return combo
