"""A layer of a file, for a row that offers those of the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsProject, QgsProviderRegistry, QgsProviderSublayerDetails, QgsVectorLayer
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QFileDialog, QToolButton, QWidget

from ..layers.language import translate
from .route_layers import route_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qgis.gui import QgsMapLayerComboBox

_KINDS = {"roads": Qgis.GeometryType.Line, "addresses": Qgis.GeometryType.Point}


class FileButton(QToolButton):
    """Adds the layer of a file that fits the row to the project, and chooses it.

    Attributes:
        told: Emitted with what is wrong with the file.

    """

    told = pyqtSignal(str)

    def __init__(self, row: str, box: QgsMapLayerComboBox, parent: QWidget) -> None:
        """Make the button.

        Args:
            row: As `route_row` calls it.
            box: The choice it goes with.
            parent: Widget it lies in.

        """
        super().__init__(parent)
        self._row, self._box = row, box
        self.setText("…")
        words = translate("ui", "From a file…")
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.clicked.connect(self._ask)

    def take(self, path: str) -> None:
        """Add the layer of a file that fits best."""
        layer = best_of(_layers_of(path), self._row)
        if layer is None:
            self.told.emit(translate("ui", "{file} holds no layer that belongs here.").format(file=path))
            return
        project = QgsProject.instance()
        project.addMapLayer(layer, False)  # noqa: FBT003  Qt takes positions
        project.layerTreeRoot().addLayer(layer).setItemVisibilityChecked(False)
        self._box.setLayer(layer)
        self._box.activated.emit(self._box.currentIndex())  # chosen by the user

    def _ask(self) -> None:
        kinds = translate("ui", "Layers") + " (*.gpkg *.shp *.gml *.geojson *.csv *.fgb)"
        path, _ = QFileDialog.getOpenFileName(self, translate("ui", "From a file…"), "", f"{kinds};;(*)")
        if path:
            self.take(path)


def best_of(layers: Sequence[QgsVectorLayer], row: str) -> QgsVectorLayer | None:
    """Give the layer that looks like what a row asks for, or else the first of its kind."""
    looking = [layer for layer in layers if route_row(layer) == row]
    fitting = [layer for layer in layers if layer.geometryType() == _KINDS.get(row, layer.geometryType())]
    return next(iter([*looking, *fitting]), None)


def _layers_of(path: str) -> list[QgsVectorLayer]:
    options = QgsProviderSublayerDetails.LayerOptions(QgsProject.instance().transformContext())
    found = QgsProviderRegistry.instance().querySublayers(path)
    vectors = [details for details in found if details.type() == Qgis.LayerType.Vector]
    layers = [details.toLayer(options) for details in vectors]
    return [layer for layer in layers if layer is not None and layer.isValid()]
