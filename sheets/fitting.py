"""Words made to fit a label: smaller where they are long, on more lines, and cut off where even that does not help."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from qgis.core import Qgis, QgsLayoutItemLabel, QgsTextFormat
from qgis.PyQt.QtGui import QFont, QFontMetricsF

from ..briefing.letters import Hand, broken
from .paper import POINT

if TYPE_CHECKING:
    from ..briefing.letters import Measure

PIXELS = 200  # size at which letters are measured
_SMALLER = 0.95  # from one size to the next
_LEAST = {True: 8.5, False: 4.6}  # points, for heavy and light letters
_NARROWER = 0.98  # for what a printer makes wider
_ELLIPSIS = "…"


class Fitted(NamedTuple):
    """Words as they fit a label.

    Attributes:
        lines: Of the words.
        size: Of the letters, in points.
        whole: Whether nothing was cut off.

    """

    lines: list[str]
    size: float
    whole: bool


def measure_of(family: str) -> Measure:
    """Give how wide words of a font are, in points."""
    heavy = {bold: metrics_of(family, bold) for bold in (False, True)}

    @cache
    def measured(words: str, bold: bool) -> float:  # noqa: FBT001  part of a `Measure`
        return heavy[bold].horizontalAdvance(words) / PIXELS

    return lambda words, size, bold: measured(words, bold) * size


@cache
def metrics_of(family: str, bold: bool) -> QFontMetricsF:  # noqa: FBT001  cached by it
    """Give the metrics of a font of 200 pixels."""
    font = QFont(family)
    font.setBold(bold)
    font.setPixelSize(PIXELS)
    return QFontMetricsF(font)


def as_text(words: str) -> str:
    """Give words as the text of a label that is never taken for an expression, whatever stands in them."""
    return words.replace("[%", "[% '[' %]%")


def fitting(words: str, width: float, height: float, size: float, family: str, *, bold: bool) -> Fitted:
    """Find how words fit a box.

    Args:
        words: What is written.
        width: Of the box, mm.
        height: Of the box, mm.
        size: Of the letters, in points, where there is room.
        family: Of the letters.
        bold: Whether they are heavy.

    """
    measure, spaced = measure_of(family), metrics_of(family, bold).lineSpacing() / PIXELS
    room, least = width * _NARROWER / POINT, min(size, _LEAST[bold])
    while True:
        lines = broken(words, room, Hand(size, bold), measure)
        most = max(1, int(height / POINT / (size * spaced) + 0.15))
        if len(lines) <= most:
            return Fitted(lines, size, whole=True)
        if size <= least:
            break
        size = max(least, size * _SMALLER)
    last = lines[most - 1]
    while last and measure(last + _ELLIPSIS, size, bold) > room:
        last = last[:-1]
    return Fitted([*lines[: most - 1], last.rstrip() + _ELLIPSIS], size, whole=False)


def fit_label(label: QgsLayoutItemLabel) -> bool:
    """Let what a label says fit in it.

    Args:
        label: On a layout that is not kept; it says no longer an expression but words.

    Returns:
        Whether nothing was cut off.

    """
    form = label.textFormat()
    in_points = {Qgis.RenderUnit.Points: 1.0, Qgis.RenderUnit.Millimeters: 1 / POINT}.get(form.sizeUnit())
    if in_points is None or label.mode() == QgsLayoutItemLabel.Mode.ModeHtml:
        return True
    words, font, size = label.currentText(), form.font(), form.size() * in_points
    box = label.rect()
    width, height = box.width() - 2 * label.marginX(), box.height() - 2 * label.marginY()
    fitted = fitting(words, width, height, size, font.family(), bold=font.bold() or form.forcedBold())
    if fitted.size != size:
        smaller = QgsTextFormat(form)
        smaller.setSize(fitted.size / in_points)
        label.setTextFormat(smaller)
    label.setText(as_text("\n".join(fitted.lines)))
    return fitted.whole
