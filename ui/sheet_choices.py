"""What the dialog for map sheets remembers from one day to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QDate, Qt
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox

if TYPE_CHECKING:
    from qgis.gui import QgsFileWidget
    from qgis.PyQt.QtWidgets import QWidget

    from .sheet_dialog import SheetDialog

REMEMBERED = "locatierisico/sheets/"


def remember(dialog: SheetDialog) -> None:
    """Keep what was chosen, but for what belongs to these results."""
    settings = QgsSettings()
    for name, widget in _widgets(dialog).items():
        settings.setValue(REMEMBERED + name, _text(widget))
    for name, file in _files(dialog).items():
        settings.setValue(REMEMBERED + name, file.filePath())
    day = "" if dialog.marks.expires.isNull() else dialog.marks.expires.date().toString(Qt.DateFormat.ISODate)
    settings.setValue(REMEMBERED + "EXPIRES", day)


def recall(dialog: SheetDialog) -> None:
    """Fill in what was chosen last; an expiry date that is past is not."""
    settings = QgsSettings()
    for name, widget in _widgets(dialog).items():
        if settings.contains(REMEMBERED + name):
            _fill(widget, settings.value(REMEMBERED + name, "", type=str))
    for name, file in _files(dialog).items():
        file.setFilePath(settings.value(REMEMBERED + name, "", type=str))
    day = QDate.fromString(settings.value(REMEMBERED + "EXPIRES", "", type=str), Qt.DateFormat.ISODate)
    if day.isValid() and day > QDate.currentDate():
        dialog.marks.expires.setDate(day)


def _widgets(dialog: SheetDialog) -> dict[str, QWidget]:
    what, marks, form = dialog.what, dialog.marks, dialog.form
    return {
        "MODE": what.mode,
        "TOP": what.top,
        "PURPOSE": marks.purpose,
        "AUTHOR": marks.author,
        "CLASSIFICATION": marks.classification,
        "LANGUAGE": marks.language,
        "PAPER": form.paper,
        "ORIENTATION": form.orientation,
        "DPI": form.dpi,
        **{f"WHICH_{name}": box for name, box in what.kinds.items() if name != "routes"},
        **{f"FORMATS_{name}": box for name, box in form.formats.items()},
    }


def _files(dialog: SheetDialog) -> dict[str, QgsFileWidget]:
    return {"TEMPLATE": dialog.form.template, "OUTPUT": dialog.form.output}


def _text(widget: QWidget) -> str:
    if isinstance(widget, QComboBox):
        return str(widget.currentData())
    if isinstance(widget, QCheckBox):
        return str(int(widget.isChecked()))
    return str(widget.text() if isinstance(widget, QLineEdit) else widget.value())


def _fill(widget: QWidget, text: str) -> None:
    if isinstance(widget, QComboBox):
        widget.setCurrentIndex(max(widget.findData(text), 0))
    elif isinstance(widget, QCheckBox):
        widget.setChecked(text == "1")
    elif isinstance(widget, QLineEdit):
        widget.setText(text)
    elif isinstance(widget, QSpinBox) and text.isdecimal():
        widget.setValue(int(text))
