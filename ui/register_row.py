"""One register in the dialog: files on the left, or a layer of the project on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import Qgis
from qgis.gui import QgsFileWidget, QgsMapLayerComboBox
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QWidget

from ..layers.language import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

_FILES_TO_LAYERS = (3, 2)  # share of the width
_LETTERS = 8  # of a layer's name that always show


class RegisterRow(QWidget):
    """A file picker for one or more files, and a choice of project layers."""

    def __init__(self, help_text: str, parent: QWidget) -> None:
        """Lay out the row.

        Args:
            help_text: What belongs here; shown as tool tip.
            parent: Widget it lies in.

        """
        super().__init__(parent)
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

    def files(self) -> list[str]:
        """Give the files that were chosen."""
        return list(QgsFileWidget.splitFilePaths(self.picker.filePath())) if self.picker.filePath() else []

    def set_files(self, files: Sequence[str]) -> None:
        """Fill in files."""
        self.picker.setFilePath(" ".join(f'"{path}"' for path in files) if len(files) > 1 else "".join(files))

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
