"""Lines over an axis, told apart by dashes and markers and named where they end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .canvas import LINE, PAPER, TEXT, TRACK, Canvas
from .markup import element

if TYPE_CHECKING:
    from collections.abc import Sequence

_LABEL = 11.0  # size of names and figures
_APART = 14.0  # between names at the end of lines
_TICK = 4.0
MARKERS = ("dot", "square", "triangle", "diamond", "cross", "")


@dataclass(frozen=True)
class Curve:
    """One line.

    Attributes:
        name: Written where it ends.
        points: (x, y), by rising x.
        stroke: Its colour.
        width: In pixels.
        dashes: As SVG takes them; None is solid.
        marker: One of `MARKERS`; "" is none.
        marked: Points that get a marker.

    """

    name: str
    points: Sequence[tuple[float, float]]
    stroke: str
    width: float = 1.5
    dashes: str | None = None
    marker: str = ""
    marked: Sequence[tuple[float, float]] = ()


@dataclass(frozen=True)
class Frame:
    """A place on a sheet with axes that both begin at a corner, lower left.

    Attributes:
        left: Of the lower left corner of the axes, pixels.
        bottom: Of the same.
        width: Of the axes.
        height: Of the axes.
        x: Lowest and highest value along.
        y: Lowest and highest value up.

    """

    left: float
    bottom: float
    width: float
    height: float
    x: tuple[float, float]
    y: tuple[float, float]

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Give the pixels of a place."""
        (x0, x1), (y0, y1) = self.x, self.y
        return self.left + (x - x0) / (x1 - x0) * self.width, self.bottom - (y - y0) / (y1 - y0) * self.height


def draw_axes(
    canvas: Canvas,
    frame: Frame,
    x_ticks: Sequence[tuple[float, str]],
    y_ticks: Sequence[tuple[float, str]],
    x_title: str,
    y_title: str,
) -> None:
    """Draw axes with figures; `y_title` stands above them, where it reads without turning the head."""
    right = frame.left + frame.width
    for value, words in y_ticks:
        _, y = frame.at(frame.x[0], value)
        canvas.line([(frame.left, y), (right, y)], stroke=TRACK)
        canvas.text(words, frame.left - 7, y + 4, size=_LABEL, anchor="end")
    for value, words in x_ticks:
        x, _ = frame.at(value, frame.y[0])
        canvas.line([(x, frame.bottom), (x, frame.bottom + _TICK)])
        canvas.text(words, x, frame.bottom + 17, size=_LABEL, anchor="middle")
    canvas.line([(frame.left, frame.bottom), (right, frame.bottom)])
    canvas.text(x_title, frame.left + frame.width / 2, frame.bottom + 36, size=_LABEL, anchor="middle")
    canvas.text(y_title, frame.left - 38, frame.bottom - frame.height - 14, size=_LABEL, bold=True)


def draw_band(
    canvas: Canvas,
    frame: Frame,
    low: Sequence[tuple[float, float]],
    high: Sequence[tuple[float, float]],
    *,
    fill: str = TRACK,
) -> None:
    """Fill what lies between two lines over the same x."""
    around = [frame.at(*point) for point in [*low, *reversed(high)]]
    canvas.parts.append(element("polygon", points=_joined(around), fill=fill))


def draw_curves(canvas: Canvas, frame: Frame, curves: Sequence[Curve]) -> None:
    """Draw lines, the first on top, and name each at its right end."""
    for curve in reversed(curves):
        canvas.line(
            [frame.at(*point) for point in curve.points], stroke=curve.stroke, width=curve.width, dashes=curve.dashes
        )
        for place in curve.marked:
            _mark(canvas, *frame.at(*place), curve)
    ends = [frame.at(*curve.points[-1]) for curve in curves]
    right = frame.left + frame.width
    names = spaced([y for _, y in ends], frame.bottom - frame.height, frame.bottom)
    for curve, (x, y), name_y in zip(curves, ends, names, strict=True):
        begin = right + 12
        canvas.line([(x + 5, y), (begin, name_y)], stroke=LINE, width=0.5)
        # The line itself stands before its name, so that nobody has to follow a thin leader.
        canvas.line(
            [(begin, name_y), (begin + 26, name_y)], stroke=curve.stroke, width=curve.width, dashes=curve.dashes
        )
        if curve.marker:
            _mark(canvas, begin + 13, name_y, curve)
        canvas.text(curve.name, begin + 32, name_y + 4, size=_LABEL, fill=TEXT)


def spaced(heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Move heights apart so that names do not cover each other, as little as may be and within bounds if they fit."""
    order = sorted(range(len(heights)), key=lambda place: heights[place])
    placed = [0.0] * len(heights)
    lowest = top
    for place in order:
        placed[place] = max(heights[place], lowest)
        lowest = placed[place] + _APART
    highest = bottom
    for place in reversed(order):
        placed[place] = min(placed[place], highest)
        highest = placed[place] - _APART
    return placed


def _mark(canvas: Canvas, x: float, y: float, curve: Curve) -> None:
    if curve.marker == "dot":
        canvas.dot(x, y, radius=3.5, fill=curve.stroke, edge=PAPER)
    elif curve.marker == "square":
        canvas.box(x - 3, y - 3, 6, 6, fill=PAPER, edge=curve.stroke)
    elif curve.marker == "cross":
        canvas.line([(x - 3, y - 3), (x + 3, y + 3)], stroke=curve.stroke, width=1.5)
        canvas.line([(x - 3, y + 3), (x + 3, y - 3)], stroke=curve.stroke, width=1.5)
    else:
        rhomb = [(x, y - 4.5), (x + 4, y), (x, y + 4.5), (x - 4, y)]
        corners = rhomb if curve.marker == "diamond" else [(x, y - 4), (x + 4, y + 3.5), (x - 4, y + 3.5)]
        canvas.parts.append(element("polygon", points=_joined(corners), fill=curve.stroke, stroke=PAPER))


def _joined(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
