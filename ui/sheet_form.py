"""Second and third page of the dialog for map sheets: what every page bears, and how sheets come on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsProject
from qgis.gui import QgsColorButton, QgsDateEdit, QgsFileWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QFont
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QFontComboBox, QGridLayout, QHBoxLayout, QLineEdit, QSpinBox

from ..algorithms.sheet_parameters import DPI, FORMATS, FORMATS_AT_FIRST, HIGHEST_DPI, LOWEST_DPI, ORIENTATIONS, PAPERS
from ..layers.language import translate
from ..layers.loading import ROLE
from .route_page import Page

if TYPE_CHECKING:
    from qgis.PyQt.QtWidgets import QWidget


class MarksPage(Page):
    """What stands on every page."""

    def __init__(self, parent: QWidget) -> None:
        """Lay out the page."""
        super().__init__(parent)
        self.purpose, self.author, self.classification = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.purpose.setPlaceholderText(translate("ui", "such as: briefing of the mayor"))
        self.classification.setPlaceholderText(translate("ui", "goes with who may see them"))
        self.expires = QgsDateEdit(self)
        self.expires.setAllowNull(True)
        self.expires.setNullRepresentation(translate("ui", "as the results tell"))
        self.expires.clear()
        self.expires.setDisplayFormat("yyyy-MM-dd")
        self.expires.setCalendarPopup(True)
        self.language = QComboBox(self)
        for name, words in (("", translate("ui", "as QGIS")), ("nl", "Nederlands"), ("en", "English")):
            self.language.addItem(words, name)
        for words, field in (
            (translate("ui", "Purpose"), self.purpose),
            (translate("ui", "Author"), self.author),
            (translate("ui", "Classification"), self.classification),
            (translate("ui", "Not to be used from"), self.expires),
            (translate("ui", "Language"), self.language),
        ):
            self.add(self.form, words, field, translate("ui", "Stands on every page. Empty: as the results tell."))
        for line in (self.purpose, self.author, self.classification):
            line.textChanged.connect(lambda _text: self.changed.emit())
        self.expires.valueChanged.connect(lambda _value: self.changed.emit())
        self.language.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self.language.setToolTip("")
        self.column.addStretch(1)

    def parameters(self) -> dict[str, Any]:
        """Give what was chosen."""
        day = "" if self.expires.isNull() else self.expires.date().toString(Qt.DateFormat.ISODate)
        return {
            "PURPOSE": self.purpose.text().strip(),
            "AUTHOR": self.author.text().strip(),
            "CLASSIFICATION": self.classification.text().strip(),
            "EXPIRES": day,
            "LANGUAGE": str(self.language.currentData()),
        }


class FormPage(Page):
    """Paper, files, template and house style."""

    def __init__(self, parent: QWidget) -> None:
        """Lay out the page, with the house style as it was kept."""
        super().__init__(parent)
        self._add_paper()
        self._add_formats()
        self._add_house()
        self.output = QgsFileWidget(self)
        self.output.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        help_text = translate("ui", "The sheets come in a new folder in it.")
        self._output_remark = self.add(self.form, translate("ui", "Folder"), self.output, help_text)

    def parameters(self) -> dict[str, Any]:
        """Give what was chosen."""
        return {
            "PAPER": str(self.paper.currentData()),
            "ORIENTATION": str(self.orientation.currentData()),
            "FORMATS": [name for name, box in self.formats.items() if box.isChecked()],
            "DPI": self.dpi.value(),
            "TEMPLATE": self.template.filePath(),
            "BACKGROUND": _shown_layers() if self.background.isChecked() else [],
            "OUTPUT": self.output.filePath(),
        }

    def lacking(self) -> QWidget | None:
        """Say beside a field what is missing; gives that field."""
        formats = any(box.isChecked() for box in self.formats.values())
        self._formats_remark.say("" if formats else translate("ui", "Choose at least one format."))
        folder = bool(self.output.filePath())
        self._output_remark.say("" if folder else translate("ui", "Choose a folder."))
        if not formats:
            return self.formats["booklet"]
        return None if folder else self.output

    def _add_paper(self) -> None:
        self.paper, self.orientation = QComboBox(self), QComboBox(self)
        for name in PAPERS:
            self.paper.addItem(name, name)
        words = {"landscape": translate("ui", "landscape"), "portrait": translate("ui", "portrait")}
        for name in ORIENTATIONS:
            self.orientation.addItem(words[name], name)
        row = QHBoxLayout()
        for box in (self.paper, self.orientation):
            box.currentIndexChanged.connect(lambda _at: self.changed.emit())
            row.addWidget(box, 1)
        self.name(self.orientation, translate("ui", "Orientation"))
        self.add_row(self.form, translate("ui", "Paper"), row, self.paper)

    def _add_formats(self) -> None:
        words = {
            "booklet": translate("ui", "Booklet (PDF)"),
            "pdf": translate("ui", "PDF per page"),
            "png": "PNG",
            "svg": "SVG",
            "xlsx": translate("ui", "Workbook (XLSX)"),
            "csv": translate("ui", "Tables (CSV)"),
        }
        grid = QGridLayout()
        self.formats = {name: QCheckBox(words[name], self) for name in FORMATS}
        for at, (name, box) in enumerate(self.formats.items()):
            box.setChecked(name in FORMATS_AT_FIRST)
            grid.addWidget(box, at // 2, at % 2)
        self._formats_remark = self.add_row(self.form, translate("ui", "Files"), grid, self.formats["booklet"])
        self.formats["booklet"].setAccessibleName("")  # its own words
        self.dpi = QSpinBox(self)
        self.dpi.setRange(LOWEST_DPI, HIGHEST_DPI)
        self.dpi.setSingleStep(50)
        self.dpi.setValue(DPI)
        self.add(self.form, translate("ui", "Dots per inch"), self.dpi)

    def _add_house(self) -> None:
        from ..sheets.house import house_from_settings  # noqa: PLC0415  loads geopandas

        house = house_from_settings()
        self.template, self.logo = QgsFileWidget(self), QgsFileWidget(self)
        self.template.setFilter(translate("ui", "Templates of QGIS") + " (*.qpt)")
        self.logo.setFilter(translate("ui", "Pictures") + " (*.svg *.png *.jpg *.jpeg)")
        self.logo.setFilePath(house.logo)
        self.font_box = QFontComboBox(self)
        self.font_box.setCurrentFont(QFont(house.font))
        self.font_box.setMinimumContentsLength(8)
        self.colour, self.accent = QgsColorButton(self), QgsColorButton(self)
        self.background = QCheckBox(translate("ui", "the other layers shown on the map"), self)
        row = QHBoxLayout()
        row.addWidget(self.font_box, 1)
        for button, colour, words in (
            (self.colour, house.colour, translate("ui", "Colour of titles")),
            (self.accent, house.accent, translate("ui", "Colour of what a page is about")),
        ):
            button.setColor(QColor(colour))
            self.name(button, words, words)
            button.colorChanged.connect(lambda _colour: self._keep_house())
            row.addWidget(button)
        help_text = translate(
            "ui", "A layout of your own with a map. Empty: our layouts, or those in the Layout Manager."
        )
        self.add(self.form, translate("ui", "Background"), self.background)
        self.add(self.form, translate("ui", "Template"), self.template, help_text)
        self.add_row(self.form, translate("ui", "House style"), row, self.font_box)
        self.add(self.form, translate("ui", "Logo"), self.logo)
        self.font_box.currentFontChanged.connect(lambda _font: self._keep_house())
        self.logo.fileChanged.connect(lambda _path: self._keep_house())
        self.template.fileChanged.connect(lambda _path: self.changed.emit())
        self.background.toggled.connect(lambda _checked: self.changed.emit())

    def _keep_house(self) -> None:
        from ..sheets.house import House, house_to_settings  # noqa: PLC0415  loads geopandas

        colours = self.colour.color().name(), self.accent.color().name()
        house_to_settings(House(self.font_box.currentFont().family(), *colours, self.logo.filePath()))
        self.changed.emit()


def _shown_layers() -> list[str]:
    """Give what is shown on the map and is not of us, topmost first."""
    layers = QgsProject.instance().layerTreeRoot().checkedLayers()
    ordered = [layer for layer in QgsProject.instance().layerTreeRoot().layerOrder() if layer in layers]
    return [layer.id() for layer in ordered if layer.isSpatial() and not layer.customProperty(ROLE)]
