"""Lines over an axis, told apart by dashes and markers and named where they end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .canvas import LINE, PAPER, TEXT, TRACK
from .markup import element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .canvas import Canvas
    from .plot import Plot

_LABEL = 11.0  # size of names and figures
_APART = 14.0  # between names at the end of lines
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


def draw_band(
    canvas: Canvas,
    plot: Plot,
    low: Sequence[tuple[float, float]],
    high: Sequence[tuple[float, float]],
    *,
    fill: str = TRACK,
) -> None:
    """Fill what lies between two lines over the same x."""
    around = [plot.at(*point) for point in [*low, *reversed(high)]]
    canvas.parts.append(element("polygon", points=_joined(around), fill=fill))


def draw_curves(canvas: Canvas, plot: Plot, curves: Sequence[Curve]) -> None:
    """Draw lines, the first on top, and name each at its right end."""
    for curve in reversed(curves):
        canvas.line(
            [plot.at(*point) for point in curve.points], stroke=curve.stroke, width=curve.width, dashes=curve.dashes
        )
        for place in curve.marked:
            _mark(canvas, *plot.at(*place), curve)
    ends = [plot.at(*curve.points[-1]) for curve in curves]
    names = spaced([y for _, y in ends], plot.top, plot.bottom)
    for curve, (x, y), name_y in zip(curves, ends, names, strict=True):
        begin = plot.right + 12
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
