"""What is drawn in a plot: columns, bars, lines, the cells of a heat map, their key, and words beside it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from .canvas import INK, LINE, TEXT
from .plot import reach

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .canvas import Canvas
    from .plot import Plot

DASHES = {"line": None, "dashes": "5 4"}
_BOX = 12.0
_LEADING = 1.45  # height of a line of words, in sizes


def columns(
    canvas: Canvas, plot: Plot, values: Sequence[float], *, tips: Sequence[str] = (), fill: str = INK, fat: float = 0.8
) -> None:
    """Draw a column for each value, the first from x 0 to 1; `fat` is the part of that it is wide."""
    for number, value in enumerate(values):
        if not (math.isfinite(value) and value > 0):
            continue
        left, top = plot.at(number + (1 - fat) / 2, value)
        right, bottom = plot.at(number + (1 + fat) / 2, max(plot.y[0], 0))
        canvas.box(left, top, right - left, bottom - top, fill=fill, tip=tips[number] if tips else None)


def bars(
    canvas: Canvas, plot: Plot, values: Sequence[float], *, tips: Sequence[str] = (), fill: str = INK, fat: float = 0.8
) -> None:
    """Draw a bar to the right for each value, the first in the uppermost of as many equal rows."""
    row = plot.height / max(len(values), 1)
    for number, value in enumerate(values):
        if not (math.isfinite(value) and value > 0):
            continue
        right, _ = plot.at(value, 0)
        top = plot.top + row * (number + (1 - fat) / 2)
        canvas.box(plot.left, top, right - plot.left, row * fat, fill=fill, tip=tips[number] if tips else None)


def curve(
    canvas: Canvas,
    plot: Plot,
    points: Sequence[tuple[float, float]],
    *,
    stroke: str = INK,
    width: float = 1.8,
    dashes: str | None = None,
) -> None:
    """Draw a line through values (x, y); one that is missing breaks it."""
    run: list[tuple[float, float]] = []
    for x, y in [*points, (math.nan, math.nan)]:
        if math.isfinite(x) and math.isfinite(y):
            run.append(plot.at(x, y))
            continue
        if len(run) == 1:
            canvas.dot(*run[0], radius=width, fill=stroke)
        elif run:
            canvas.line(run, stroke=stroke, width=width, dashes=dashes)
        run = []


def heatmap(
    canvas: Canvas, plot: Plot, fills: Sequence[Sequence[str]], *, tips: Sequence[Sequence[str]] = (), gap: float = 1
) -> None:
    """Fill a plot with equal cells; the first row is the uppermost.

    Args:
        canvas: The sheet.
        plot: Where.
        fills: Colour of each cell, row by row.
        tips: What shows when the mouse rests on each, in the same order.
        gap: Pixels of paper between cells.

    """
    high = plot.height / max(len(fills), 1)
    for row, colours in enumerate(fills):
        wide = plot.width / max(len(colours), 1)
        for column, fill in enumerate(colours):
            canvas.box(
                plot.left + wide * column + gap / 2,
                plot.top + high * row + gap / 2,
                wide - gap,
                high - gap,
                fill=fill,
                tip=tips[row][column] if tips else None,
            )


class Entry(NamedTuple):
    """What a key explains: a colour, the words for it, and whether it is a box, line, dashes, dot or frame."""

    fill: str
    words: str
    shape: str = "box"


def key(canvas: Canvas, x: float, y: float, entries: Sequence[Entry], *, size: float = 11) -> None:
    """Explain colours in a row, each with its words; `y` is the baseline of the words."""
    middle = y - size / 3
    for fill, words, shape in entries:
        wide = 2 * _BOX if shape in ("line", "dashes") else _BOX
        if shape == "box":
            canvas.box(x, middle - _BOX / 2, _BOX, _BOX, fill=fill, edge=LINE)
        elif shape == "dot":
            canvas.dot(x + _BOX / 2, middle, radius=4.5, fill=fill)
        elif shape == "frame":
            left, right, top, bottom = x, x + _BOX, middle - _BOX / 2, middle + _BOX / 2
            around = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
            canvas.line(around, stroke=fill, width=2)
        else:
            canvas.line([(x, middle), (x + wide, middle)], stroke=fill, width=1.8, dashes=DASHES[shape])
        canvas.text(words, x + wide + 5, y, size=size)
        x += wide + 5 + reach(words, size) + 14


def paragraph(
    canvas: Canvas,
    words: str,
    x: float,
    y: float,
    width: float,
    *,
    size: float = 12,
    bold: bool = False,
    fill: str = TEXT,
) -> float:
    """Write words over as many lines as they need.

    Args:
        canvas: The sheet.
        words: In one language.
        x: Left edge.
        y: Baseline of the first line.
        width: Room for a line.
        size: Of the letters.
        bold: Whether they are heavy.
        fill: Their colour.

    Returns:
        Baseline for what comes below.

    """
    line = ""
    for word in words.split(" "):
        longer = f"{line} {word}" if line else word
        if line and reach(longer, size) > width:
            canvas.text(line, x, y, size=size, bold=bold, fill=fill)
            y += size * _LEADING
            longer = word
        line = longer
    canvas.text(line, x, y, size=size, bold=bold, fill=fill)
    return y + size * _LEADING
