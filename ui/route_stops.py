"""The page of the dialog for routes on which locations are chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsFeature, QgsGeometry, QgsProcessingFeatureSourceDefinition, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QLabel, QPushButton, QRadioButton, QSpinBox

from ..layers.language import figure, translate
from .layer_choice import layer_choice
from .route_page import Page

if TYPE_CHECKING:
    from qgis.PyQt.QtWidgets import QWidget

WAYS = ("top", "areas", "drawn", "selection")
_MOST = 2_000
_HECTARE = 10_000  # m²


class StopsPage(Page):
    """From which layer, which of its locations, and how many that comes to.

    Attributes:
        draw: Emitted when the user wants to draw on the map.
        layer_chosen: Emitted with the layer of locations.

    """

    draw = pyqtSignal()
    layer_chosen = pyqtSignal(object)

    def __init__(self, parent: QWidget) -> None:
        """Lay out the page."""
        super().__init__(parent)
        self.drawn: QgsGeometry | None = None
        self._drawn_layer: QgsVectorLayer | None = None
        self._watched: list[QgsVectorLayer] = []
        self._layer_row()
        self._way_rows()
        self._number_row()
        self.column.addStretch()
        self._chosen()

    def way(self) -> str:
        """Tell how locations are chosen: one of `WAYS`."""
        return WAYS[self.ways.checkedId()]

    def choose(self, way: str) -> None:
        """Choose a way."""
        self.ways.button(WAYS.index(way)).setChecked(True)

    def parameters(self) -> dict[str, Any]:
        """Give what was chosen as parameters, a selection as it is now."""
        layer, way = self.layer.currentLayer(), self.way()
        if layer is None:
            return {}
        made: dict[str, Any] = {"STOPS": layer.id(), "TOP": self.top.value()}
        if way == "selection":
            made["WHICH"] = _selected(layer)
        elif way == "drawn":
            made["AREAS"] = self._drawn_layer
        elif way == "areas" and (areas := self.areas.currentLayer()) is not None:
            made["AREAS"] = _of_selection(areas) if self.only_selected.isChecked() else areas.id()
        return made

    def set_drawn(self, geometry: QgsGeometry | None) -> None:
        """Take what was drawn on the map, in RD New; None clears it."""
        self.drawn = geometry
        self._drawn_layer = None
        if geometry is not None:
            self._drawn_layer = QgsVectorLayer(
                "Polygon?crs=EPSG:28992&field=name:string", translate("ui", "Drawn area"), "memory"
            )
            feature = QgsFeature(self._drawn_layer.fields())
            feature.setAttributes([translate("ui", "Drawn area")])
            feature.setGeometry(geometry)
            self._drawn_layer.dataProvider().addFeatures([feature])
            self._drawn_layer.updateExtents()
        self._chosen()

    def lacking(self) -> QWidget | None:
        """Say beside each field what is missing; give the first of these fields, None where there is none."""
        way, layer, areas = self.way(), self.layer.currentLayer(), self.areas.currentLayer()
        no_layer = no_areas = not_drawn = no_selection = ""
        if layer is None:
            no_layer = translate("ui", "Add the result of an assessment, or a layer of locations, to the project.")
        if way == "areas" and areas is None:
            no_areas = translate("ui", "Choose a layer with areas, or another way to choose locations.")
        elif way == "areas" and self.only_selected.isChecked() and not areas.selectedFeatureCount():
            no_areas = translate("ui", "No area is selected on the map. Select one, or take them all.")
        if way == "drawn" and self.drawn is None:
            not_drawn = translate("ui", "Nothing is drawn yet: press Draw on the map.")
        elif way == "drawn" and not _is_simple(self.drawn):
            not_drawn = translate("ui", "The outline crosses itself. Draw it again.")
        if way == "selection" and layer is not None and not layer.selectedFeatureCount():
            no_selection = translate("ui", "No location is selected. Select some on the map or in the table.")
        told = (
            (self.layer_remark, no_layer, self.layer),
            (self.areas_remark, no_areas, self.areas),
            (self.drawn_remark, not_drawn, self.draw_button),
            (self.selection_remark, no_selection, self.ways.button(3)),
        )
        missing = [field for remark, sentence, field in told if remark.say(sentence)]
        return missing[0] if missing else None

    def show_count(self, sentence: str) -> None:
        """Show what the choice comes to."""
        self.count.setText(sentence)
        self.count.setAccessibleName(sentence)

    def _layer_row(self) -> None:
        self.layer = layer_choice(Qgis.LayerFilter.HasGeometry, "", self.content)
        self.layer.layerChanged.connect(self._layer_changed)
        words = translate("ui", "Locations from")
        help_text = translate("ui", "Locations of an assessment, or any layer.")
        self.layer_remark = self.add(self.form, words, self.layer, help_text)

    def _way_rows(self) -> None:
        form = self.more_rows()
        self.ways = QButtonGroup(self)
        texts = (
            translate("ui", "Those with the highest score"),
            translate("ui", "Within areas"),
            translate("ui", "Within what I draw on the map"),
            translate("ui", "Those I selected on the map"),
        )
        radios = [QRadioButton(text, self.content) for text in texts]
        for number, radio in enumerate(radios):
            self.ways.addButton(radio, number)
        radios[0].setChecked(True)
        form.addRow(radios[0])
        self.areas = layer_choice(Qgis.LayerFilter.PolygonLayer, translate("ui", "none"), self.content)
        self.only_selected = QCheckBox(translate("ui", "only the selected areas"), self.content)
        self.name(self.areas, texts[1])
        row = _side_by_side(self.areas, self.only_selected)
        self.areas_remark = self.add_row(form, radios[1], row, self.areas)
        self.draw_button = QPushButton(translate("ui", "Draw on the map…"), self.content)
        self.clear_button = QPushButton(translate("ui", "Clear"), self.content)
        self.drawn_words = QLabel(self.content)
        row = _side_by_side(self.draw_button, self.clear_button, self.drawn_words)
        self.drawn_remark = self.add_row(form, radios[2], row, self.draw_button)
        self.selection_words = QLabel(self.content)
        self.selection_remark = self.add_row(form, radios[3], self.selection_words, radios[3])
        self.ways.buttonToggled.connect(lambda _button, on: self._chosen() if on else None)
        self.areas.layerChanged.connect(self._chosen)
        self.areas.activated.connect(lambda _index: self.choose("areas"))
        self.only_selected.toggled.connect(self._chosen)
        self.draw_button.clicked.connect(self._draw)
        self.clear_button.clicked.connect(lambda: self.set_drawn(None))

    def _number_row(self) -> None:
        form = self.more_rows()
        self.top = QSpinBox(self.content)
        self.top.setRange(0, _MOST)
        self.top.setSpecialValueText(translate("ui", "all"))
        self.top.setValue(20)
        self.top.valueChanged.connect(self.changed)
        row = _side_by_side(self.top, QLabel(translate("ui", "by score; what is mandatory comes besides"), self))
        words = translate("ui", "At most")
        help_text = translate("ui", "Of those chosen above, the ones with the highest score. 0 is all of them.")
        self.add_row(form, words, row, self.top, help_text)
        self.count = QLabel(self.content)
        self.count.setWordWrap(True)
        bold = self.count.font()
        bold.setBold(True)
        self.count.setFont(bold)
        form.addRow(translate("ui", "That comes to"), self.count)

    def _draw(self) -> None:
        self.choose("drawn")
        self.draw.emit()

    def _layer_changed(self, layer: QgsVectorLayer | None) -> None:
        self.layer_chosen.emit(layer)
        self._chosen()

    def _chosen(self) -> None:
        """Show what goes with the way that is chosen, and let it be counted."""
        self._watch_selections()
        layer = self.layer.currentLayer()
        n = layer.selectedFeatureCount() if layer is not None else 0
        self.selection_words.setText(translate("ui", "{n} selected").format(n=n))
        self.clear_button.setEnabled(self.drawn is not None)
        area = translate("ui", "{n} ha").format(n=figure(self.drawn.area() / _HECTARE)) if self.drawn else ""
        self.drawn_words.setText(area)
        for remark in (self.layer_remark, self.areas_remark, self.drawn_remark, self.selection_remark):
            remark.say("")
        self.changed.emit()

    def _watch_selections(self) -> None:
        """Hear of what is selected in the layers that are chosen."""
        present = set(QgsProject.instance().mapLayers().values())
        for layer in self._watched:
            if layer in present:
                layer.selectionChanged.disconnect(self._chosen)
        boxes = (self.layer, self.areas)
        self._watched = list({box.currentLayer() for box in boxes if box.currentLayer() is not None})
        for layer in self._watched:
            layer.selectionChanged.connect(self._chosen)


def _of_selection(layer: QgsVectorLayer) -> QgsProcessingFeatureSourceDefinition:
    made = QgsProcessingFeatureSourceDefinition(layer.id())
    made.filterExpression = _selected(layer)
    return made


def _selected(layer: QgsVectorLayer) -> str:
    """Say what is selected now, whatever is selected when a plan is made again."""
    ids = ", ".join(map(str, sorted(layer.selectedFeatureIds())))
    return f"$id IN ({ids})" if ids else "FALSE"


def _is_simple(geometry: QgsGeometry) -> bool:
    return geometry.isGeosValid() and geometry.area() > 0


def _side_by_side(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    for number, widget in enumerate(widgets):
        row.addWidget(widget, 1 if number == 0 and hasattr(widget, "currentLayer") else 0)
    row.addStretch()
    return row
