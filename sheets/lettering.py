"""Words of a drawing as labels: QGIS prints the letters of an SVG as shapes, in which nobody can search."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from qgis.core import QgsLayoutItem, QgsLayoutItemLabel, QgsLayoutPoint, QgsLayoutSize
from qgis.PyQt.QtCore import Qt

from .fitting import PIXELS, as_text, metrics_of
from .pages import text_format
from .paper import POINT

if TYPE_CHECKING:
    from qgis.core import QgsPrintLayout

    from ..charts.canvas import Canvas, Lettering
    from .paper import Box

_SLACK = 2.0  # mm a label is wider than its words, so that none is broken
_ANCHORS = {
    "start": (Qt.AlignmentFlag.AlignLeft, QgsLayoutItem.ReferencePoint.UpperLeft),
    "middle": (Qt.AlignmentFlag.AlignHCenter, QgsLayoutItem.ReferencePoint.UpperMiddle),
    "end": (Qt.AlignmentFlag.AlignRight, QgsLayoutItem.ReferencePoint.UpperRight),
}


def picture_source(canvas: Canvas, *, written: bool) -> str:
    """Give a drawing as the source of a picture of a layout."""
    return "base64:" + base64.b64encode(canvas.svg(written=written).encode()).decode()


def add_words(layout: QgsPrintLayout, canvas: Canvas, box: Box, family: str, page: int = 0) -> list[QgsLayoutItemLabel]:
    """Write the words of a drawing over the picture of it.

    Args:
        layout: Where.
        canvas: The drawing.
        box: Where its picture stands, mm.
        family: Of the letters.
        page: Number of the page, from 0.

    Returns:
        The labels, to take away again.

    """
    scale = min(box.width / canvas.width, box.height / canvas.height)
    return [_label(layout, one, box, scale, family, page) for one in canvas.letterings if one.words.strip()]


def _label(
    layout: QgsPrintLayout, one: Lettering, box: Box, scale: float, family: str, page: int
) -> QgsLayoutItemLabel:
    metrics = metrics_of(family, one.bold)
    size = one.size * scale  # mm
    label = QgsLayoutItemLabel(layout)
    label.setText(as_text(one.words))
    label.setTextFormat(text_format(size / POINT, bold=one.bold, colour=one.fill, family=family))
    label.setMarginX(0)
    label.setMarginY(0)
    across, corner = _ANCHORS[one.anchor]
    label.setHAlign(across)
    label.setVAlign(Qt.AlignmentFlag.AlignTop)
    layout.addLayoutItem(label)
    width = metrics.horizontalAdvance(one.words) / PIXELS * size + _SLACK
    above = metrics.ascent() / PIXELS * size
    label.attemptResize(QgsLayoutSize(width, (metrics.ascent() + metrics.descent()) / PIXELS * size + 1))
    label.setReferencePoint(corner)
    x, y = box.left + one.x * scale, box.top + one.y * scale
    if one.turned is None:
        label.attemptMove(QgsLayoutPoint(x, y - above), True, False, page)  # noqa: FBT003  Qt takes positions
    else:
        label.setReferencePoint(QgsLayoutItem.ReferencePoint.UpperLeft)
        label.attemptMove(QgsLayoutPoint(x - above, y + width / 2), True, False, page)  # noqa: FBT003  the same
        label.setItemRotation(one.turned, False)  # noqa: FBT003  about its corner
    return label
