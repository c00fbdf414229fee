"""Choices of project layers, and which of them a row of a dialog asks for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsProject, QgsVectorLayer
from qgis.gui import QgsMapLayerComboBox

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from qgis.PyQt.QtWidgets import QWidget


def looks_like(layer: QgsVectorLayer) -> str:
    """Tell which row a layer of ours, or one with the same fields, belongs to; empty is none."""
    fields = {name.lower() for name in layer.fields().names()}
    kind = layer.geometryType()
    if kind == Qgis.GeometryType.Point and "soort" in fields and fields & {"begin", "datum"}:
        return "incidents"
    if kind == Qgis.GeometryType.Point and {"gebruiksdoelen", "identificatie"} <= fields:
        return "addresses"
    if kind == Qgis.GeometryType.Line and fields & {"wegvak_id", "wvk_id"}:
        return "roads"
    return "study_area" if kind == Qgis.GeometryType.Polygon and "gemeentegrens" in layer.name() else ""


def layer_choice(kind: Any, nothing: str, parent: QWidget) -> QgsMapLayerComboBox:
    """Make a choice of project layers of one kind; none of them where `nothing` says so."""
    combo = QgsMapLayerComboBox(parent)
    combo.setFilters(kind)
    if nothing:
        combo.setAllowEmptyLayer(True, nothing)  # noqa: FBT003  Qt takes positions
        combo.setCurrentIndex(0)
    return combo


class LayerChoices:
    """Fills the rows of a dialog with layers that look like them; what the user chose stays as long as it exists."""

    def __init__(
        self, boxes: Mapping[str, QgsMapLayerComboBox], row_of: Callable[[QgsVectorLayer], str] = looks_like
    ) -> None:
        """Watch what the user chooses in the box of each row; `row_of` tells which row a layer looks like."""
        self._boxes = boxes
        self._row_of = row_of
        self._of_the_user: dict[str, str] = {}  # row -> id of the layer; empty is none on purpose
        for row, box in boxes.items():
            box.activated.connect(partial(self._keep, row))

    def fill(self) -> None:
        """Fill the rows that the user left to us, or whose layer has gone."""
        present = QgsProject.instance().mapLayers()
        found: dict[str, QgsVectorLayer] = {}
        for layer in present.values():
            if isinstance(layer, QgsVectorLayer) and (row := self._row_of(layer)):
                found.setdefault(row, layer)
        for row, box in self._boxes.items():
            wished = self._of_the_user.get(row)
            if wished in present:
                box.setLayer(present[wished])
            elif wished != "":
                self._of_the_user.pop(row, None)
                self._fill(box, row, found)

    def _keep(self, row: str, _index: int) -> None:
        layer = self._boxes[row].currentLayer()
        self._of_the_user[row] = layer.id() if layer is not None else ""

    def _fill(self, box: QgsMapLayerComboBox, row: str, found: Mapping[str, QgsVectorLayer]) -> None:
        current = box.currentLayer()
        if isinstance(current, QgsVectorLayer) and self._row_of(current) == row:
            return
        if row in found:
            box.setLayer(found[row])
        elif box.allowEmptyLayer():
            box.setCurrentIndex(0)
