"""Bars that lean to either side of nothing: what lifts a score and what lowers it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..charts.canvas import INK, LINE, TEXT
from .blocks import Drawn
from .charts import shortened
from .letters import ASCENT, SMALL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..charts.canvas import Canvas
    from .letters import Measure

_ROW = 12.5  # points, height of a row
_NARROW = 230.0  # points of width under which a name stands above its bar
_HIGH = 20.0  # points, height of such a row
_NAMES = 0.46  # of the width, for what stands left of a row
_FIGURES = 0.1  # of the width, for what stands right of it
_SIDE = 6.0  # points between words and what is drawn
_UP = "#b0481e"  # what lifts, told from INK by lightness too


class Lean(NamedTuple):
    """One bar.

    Attributes:
        name: What stands left of it.
        value: How far it reaches; above 0 to the right.
        words: What stands right of it.

    """

    name: str
    value: float
    words: str


def leaning(rows: Sequence[Lean], *, title: str, caption: str) -> Drawn:
    """Draw bars one below another from a line in the middle, to the right what is above 0, to the left what is below.

    Args:
        rows: From top to bottom.
        title: What stands above.
        caption: How to read it.

    """
    most = max((abs(row.value) for row in rows), default=0.0) or 1.0

    def tall(width: float) -> float:
        return len(rows) * (_HIGH if width < _NARROW else _ROW) + 2

    def drawing(canvas: Canvas, x: float, y: float, width: float, measure: Measure) -> None:
        narrow = width < _NARROW
        each, share = (_HIGH, 0.0) if narrow else (_ROW, _NAMES)
        left = x + share * width + _SIDE
        half = (x + width - _FIGURES * width - _SIDE - left) / 2
        middle = left + half
        for at, row in enumerate(rows):
            end = y + (at + 1) * each
            reach = half * abs(row.value) / most
            start = middle if row.value > 0 else middle - reach
            canvas.box(start, end - _ROW + 2.5, reach, _ROW - 5, fill=_UP if row.value > 0 else INK)
            canvas.line([(middle, end - _ROW), (middle, end)], stroke=LINE, width=0.7)
            baseline = end - _ROW / 2 + SMALL.size * (ASCENT - 0.62)
            name = shortened(row.name, width if narrow else share * width, SMALL.size, measure)
            canvas.text(name, x, baseline - (_ROW - 4 if narrow else 0), size=SMALL.size, fill=TEXT)
            canvas.text(row.words, x + width, baseline, size=SMALL.size, fill=TEXT, anchor="end")

    return Drawn(tall, drawing, title, caption)
