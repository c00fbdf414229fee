"""The part of a sheet in which values are drawn, and the axes beside it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .canvas import TEXT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .canvas import Canvas

GRID = "#dde2e8"
_SMALL = 10.5  # size of the letters along an axis
_LETTER = 0.56  # average width of a letter of Open Sans, in sizes
_GAP = 5.0  # pixels between an axis and its words
_NICE = (1.0, 2.0, 2.5, 5.0, 10.0)
_DECIMALS = 6


@dataclass(frozen=True)
class Plot:
    """A rectangle on a sheet, in pixels, and the values at its edges; y rises upwards.

    Attributes:
        left: Of the rectangle.
        top: Of the rectangle.
        width: Of the rectangle.
        height: Of the rectangle.
        x: Values at the left and the right edge.
        y: Values at the lower and the upper edge.

    """

    left: float
    top: float
    width: float
    height: float
    x: tuple[float, float] = (0.0, 1.0)
    y: tuple[float, float] = (0.0, 1.0)

    @property
    def right(self) -> float:
        """Right edge, in pixels."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Lower edge, in pixels."""
        return self.top + self.height

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Give the pixel of a value."""
        across = (x - self.x[0]) / ((self.x[1] - self.x[0]) or 1)
        up = (y - self.y[0]) / ((self.y[1] - self.y[0]) or 1)
        return self.left + across * self.width, self.bottom - up * self.height


def ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Give round values from `low` or below up to `high` or above, about so many; the outer ones hold all between."""
    span = high - low
    if not math.isfinite(span) or span <= 0:
        low, span = (low, 1.0) if math.isfinite(low) else (0.0, 1.0)
        high = low + span
    size = 10.0 ** math.floor(math.log10(span / about))
    step = size * next(nice for nice in _NICE if nice * size * about >= span * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(number * step, _DECIMALS) for number in range(first, last + 1)]


def figure(value: float, language: str) -> str:
    """Write a value as it stands along an axis: no decimals it does not need, 1,000 or 1.000."""
    text = f"{value:,.{_DECIMALS}f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,")) if language == "nl" else text


def reach(words: object, size: float) -> float:
    """Estimate how wide words are, in pixels."""
    return len(str(words)) * size * _LETTER


def x_axis(
    canvas: Canvas, plot: Plot, marks: Sequence[tuple[float, str]], *, title: str = "", grid: bool = False
) -> None:
    """Write words below their values; those that would touch the one before are left out."""
    free = -math.inf
    for value, words in marks:
        x, _ = plot.at(value, plot.y[0])
        if grid:
            canvas.line([(x, plot.top), (x, plot.bottom)], stroke=GRID)
        half = reach(words, _SMALL) / 2
        if x - half < free:
            continue
        canvas.text(words, x, plot.bottom + _SMALL + _GAP, size=_SMALL, anchor="middle")
        free = x + half + _GAP
    canvas.line([(plot.left, plot.bottom), (plot.right, plot.bottom)])
    if title:
        canvas.text(title, plot.left + plot.width / 2, plot.bottom + 2 * _SMALL + 3 * _GAP, anchor="middle")


def y_axis(canvas: Canvas, plot: Plot, marks: Sequence[tuple[float, str]], *, title: str = "") -> None:
    """Write words left of their values, each with a pale line across; the title stands on its side."""
    widest = max((reach(words, _SMALL) for _, words in marks), default=0.0)
    for value, words in marks:
        _, y = plot.at(plot.x[0], value)
        canvas.line([(plot.left, y), (plot.right, y)], stroke=GRID)
        canvas.text(words, plot.left - _GAP, y + _SMALL / 3, size=_SMALL, anchor="end", fill=TEXT)
    if title:
        x = plot.left - widest - 3 * _GAP
        canvas.text(title, x, plot.top + plot.height / 2, anchor="middle", turned=-90)
