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
from qgis.PyQt.QtGui import QColor, QFont

from ..layers.styles import FONT

INK = "#222222"


def text_format(size: float, *, bold: bool = False, colour: str = INK) -> QgsTextFormat:
    """Give how text is written; size in points."""
    text = QgsTextFormat()
    font = QFont(FONT)
    font.setBold(bold)
    text.setFont(font)
    text.setForcedBold(bold)
    text.setSize(size)
    text.setColor(QColor(colour))
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


def place(item: QgsLayoutItem, box: tuple[float, float, float, float], page: int = 0) -> None:
    """Put something on a page: left, top, width, height in mm."""
    left, top, width, height = box
    item.attemptMove(QgsLayoutPoint(left, top), True, False, page)  # noqa: FBT003  Qt takes positions
    item.attemptResize(QgsLayoutSize(width, height))
