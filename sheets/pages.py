"""Text on a page of a layout."""

from __future__ import annotations

from qgis.core import (
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsPrintLayout,
    QgsTextFormat,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetricsF

from ..layers.styles import FONT

INK = "#222222"
_SPACED = 0.02  # of a unit that is too small to see; what is smaller counts as nothing
_POINT = 25.4 / 72  # mm
_SMALLEST = 8.5  # points
_NARROWER = 0.98  # for what a printer makes wider


def text_format(size: float, *, bold: bool = False, colour: str = INK, family: str = FONT) -> QgsTextFormat:
    """Give how text is written; size in points."""
    text = QgsTextFormat()
    font = QFont(family)
    font.setBold(bold)
    # Spaced at all, letters are not joined: "ff" as one sign cannot be found or copied from a PDF.
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, _SPACED)
    text.setFont(font)
    text.setForcedBold(bold)
    text.setSize(size)
    text.setColor(QColor(colour))
    text.setOpacity(QColor(colour).alphaF())
    return text


def add_label(
    layout: QgsPrintLayout,
    text: str,
    box: tuple[float, float, float, float],
    *,
    size: float = 8,
    bold: bool = False,
    colour: str = INK,
    page: int = 0,
    across: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """Write text on a page.

    Args:
        layout: Where.
        text: What.
        box: Left, top, width, height in mm.
        size: In points.
        bold: Whether it is heavy.
        colour: Of the letters.
        page: Number of the page, from 0.
        across: How it stands in its box.

    """
    label = QgsLayoutItemLabel(layout)
    # What stands between these marks would be taken for an expression.
    label.setText(text.replace("[%", "[ %"))
    label.setTextFormat(text_format(size, bold=bold, colour=colour))
    label.setMarginX(0)
    label.setMarginY(0)
    label.setHAlign(across)
    layout.addLayoutItem(label)
    place(label, box, page)


def add_title(
    layout: QgsPrintLayout, text: str, box: tuple[float, float, float, float], *, size: float, page: int = 0
) -> None:
    """Write a title on one line, smaller where it is long, and cut off where even that does not help."""
    font = QFont(FONT)
    font.setBold(True)
    font.setPixelSize(100)
    metrics = QFontMetricsF(font)
    room = box[2] * _NARROWER / _POINT * 100  # at 1 point
    fitting = max(_SMALLEST, min(size, room / max(metrics.horizontalAdvance(text), 1.0)))
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room / fitting)
    add_label(layout, shown, box, size=fitting, bold=True, page=page)


def place(item: QgsLayoutItem, box: tuple[float, float, float, float], page: int = 0) -> None:
    """Put something on a page: left, top, width, height in mm."""
    left, top, width, height = box
    item.attemptMove(QgsLayoutPoint(left, top), True, False, page)  # noqa: FBT003  Qt takes positions
    item.attemptResize(QgsLayoutSize(width, height))
