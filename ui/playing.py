"""Playing layers in time, and the map as it was when that is over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsProject
from qgis.PyQt.QtCore import QObject, pyqtSlot

from .temporal import prepare_controller, show_layers, step_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qgis.core import QgsLayerTreeLayer, QgsMapLayer, QgsVectorLayer


class Playing(QObject):
    """Shows layers while the temporal controller plays them; once it is switched off the map is as before."""

    def __init__(self, iface: Any, parent: QObject) -> None:
        """Listen to the temporal controller of the desktop.

        Args:
            iface: The desktop; without it nothing can be played.
            parent: Lives as long.

        """
        super().__init__(parent)
        self._iface = iface
        self._before: dict[str, bool] = {}  # id of a layer -> whether it was switched on
        controller = None if iface is None else iface.mapCanvas().temporalController()
        if controller is not None:
            controller.navigationModeChanged.connect(self._follow)

    def play(self, layers: Sequence[QgsVectorLayer], others: Sequence[QgsMapLayer]) -> bool:
        """Let the temporal controller play layers.

        Args:
            layers: With times of their own.
            others: Maps of the whole period, which are put out of the way.

        Returns:
            Whether the layers have a time to play; else the map stays as it is.

        """
        if not layers or self._iface is None or not prepare_controller(self._iface, layers, *step_of(layers[0])):
            return False
        for layer in (*layers, *others):
            node = _node(layer.id())
            if node is not None:
                # What was on before the first of several times counts.
                self._before.setdefault(layer.id(), node.itemVisibilityChecked())
        show_layers(others, shown=False)
        show_layers(layers, shown=True)
        return True

    # Declared without the mode that the signal gives: PyQt cannot make that enumeration of QGIS on its own.
    @pyqtSlot()
    def _follow(self) -> None:
        """Give the map back once the controller no longer filters it: all steps would lie over each other."""
        mode = self._iface.mapCanvas().temporalController().navigationMode()
        if mode != Qgis.TemporalNavigationMode.Disabled:
            return
        for layer_id, shown in self._before.items():
            node = _node(layer_id)
            if node is not None:
                node.setItemVisibilityChecked(shown)
        self._before.clear()


def _node(layer_id: str) -> QgsLayerTreeLayer | None:
    return QgsProject.instance().layerTreeRoot().findLayer(layer_id)
