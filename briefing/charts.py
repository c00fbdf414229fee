"""The small charts of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..charts.canvas import INK, LINE, PALE, TEXT, TRACK
from ..charts.plot import Plot, figure, ticks
from .blocks import Drawn
from .letters import ASCENT, SMALL
from .sheet import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..charts.canvas import Canvas
    from .letters import Measure

_ROW = 12.5  # points, height of a row
_NAMES = 0.42  # of the width, for what stands left of a row
_FIGURES = 0.2  # of the width, for what stands right of it
_SIDE = 6.0  # points between words and what is drawn
_AXIS = 12.0  # points below a plot
_BARS = 46.0  # points, height of bars
_THIN = 0.5
_MINE = "#b0481e"  # what the page is about, told from INK by lightness too


class Span(NamedTuple):
    """A share with its interval.

    Attributes:
        name: Of whom.
        share: 0 to 1.
        low: Of the interval.
        high: Of the interval.
        words: What stands right of it.
        mine: Whether the page is about it.

    """

    name: str
    share: float
    low: float
    high: float
    words: str
    mine: bool = False


class Spread(NamedTuple):
    """One indicator of a place beside the same of others.

    Attributes:
        name: Of the indicator.
        mine: Value here; None where it is not known.
        others: Values elsewhere.
        reference: Value to compare with, or None.
        words: Value here, as it is written.

    """

    name: str
    mine: float | None
    others: Sequence[float]
    reference: float | None
    words: str


def spans(rows: Sequence[Span], language: str, *, title: str, caption: str, expected: float | None = None) -> Drawn:
    """Draw shares one below another, each as a dot on its interval.

    Args:
        rows: From top to bottom.
        language: Of the figures.
        title: What stands above.
        caption: How to read it.
        expected: Share to compare with: a dashed line.

    """
    marks = ticks(0.0, max([*(row.high for row in rows), expected or 0.0, 0.05]), 4)
    return _spans(rows, marks, language, (title, caption), expected)


def _spans(
    rows: Sequence[Span], marks: Sequence[float], language: str, said: tuple[str, str], expected: float | None
) -> Drawn:
    """Draw shares on an axis that is given, so that parts of one chart can be compared."""
    title, caption = said

    def tall(width: float) -> float:  # noqa: ARG001  of `Drawn`
        return len(rows) * _ROW + _AXIS + 2

    def drawing(canvas: Canvas, x: float, y: float, width: float, measure: Measure) -> None:
        plot = _plot(x, y, width, len(rows), (0.0, marks[-1]))
        for mark in marks:
            _mark(canvas, plot, mark, f"{figure(100 * mark, language)} %")
        if expected is not None:
            at, _ = plot.at(expected, 0)
            canvas.line([(at, plot.top), (at, plot.bottom)], dashes="3 2", width=0.8)
        for number, row in enumerate(rows):
            middle = y + (number + 0.5) * _ROW
            colour = _MINE if row.mine else INK
            left, _ = plot.at(row.low, 0)
            right, _ = plot.at(row.high, 0)
            canvas.line([(left, middle), (right, middle)], stroke=colour, width=2.2 if row.mine else 1.4)
            canvas.dot(plot.at(row.share, 0)[0], middle, radius=2.8 if row.mine else 2.1, fill=colour)
            _beside(canvas, x, middle, width, (row.name, row.words), measure, bold=row.mine)

    def parted(fits: int) -> tuple[Drawn, Drawn]:
        later = _continued(title, language)
        return (
            _spans(rows[:fits], marks, language, (title, ""), expected),
            _spans(rows[fits:], marks, language, (later, caption), expected),
        )

    return Drawn(tall, drawing, title, caption, len(rows), parted)


def spreads(rows: Sequence[Spread], language: str, *, title: str, caption: str, again: str = "") -> Drawn:
    """Draw indicators one below another: here as a dot, elsewhere as strokes, the reference as a diamond.

    Each row has a scale of its own, from the lowest to the highest value in it.

    Args:
        rows: From top to bottom.
        language: Of the words.
        title: What stands above.
        caption: How to read it.
        again: What its later parts are called, where a heading above it is its title.

    """

    def tall(width: float) -> float:  # noqa: ARG001  of `Drawn`
        return len(rows) * _ROW + 2

    def drawing(canvas: Canvas, x: float, y: float, width: float, measure: Measure) -> None:
        plot = _plot(x, y, width, len(rows), (0.0, 1.0))
        for number, row in enumerate(rows):
            middle = y + (number + 0.5) * _ROW
            known = [value for value in (row.mine, row.reference, *row.others) if value is not None]
            canvas.box(plot.left, middle - 2, plot.width, 4, fill=TRACK)
            low, high = (min(known), max(known)) if known else (0.0, 1.0)

            def at(value: float, low: float = low, high: float = high) -> float:
                return plot.at((value - low) / (high - low) if high > low else 0.5, 0)[0]

            for value in row.others:
                canvas.line([(at(value), middle - 3.5), (at(value), middle + 3.5)], stroke=LINE, width=0.8)
            if row.reference is not None:
                place = at(row.reference)
                around = [(place, middle - 4), (place + 3.2, middle), (place, middle + 4), (place - 3.2, middle)]
                canvas.line([*around, around[0]], stroke=TEXT, width=0.9)
            if row.mine is not None:
                canvas.dot(at(row.mine), middle, radius=2.8, fill=_MINE)
            _beside(canvas, x, middle, width, (row.name, row.words), measure)

    def parted(fits: int) -> tuple[Drawn, Drawn]:
        return (
            spreads(rows[:fits], language, title=title, caption="", again=again),
            spreads(rows[fits:], language, title=_continued(title or again, language), caption=caption),
        )

    return Drawn(tall, drawing, title, caption, len(rows), parted)


def _continued(title: str, language: str) -> str:
    more = words("continued", language)
    return title if title.endswith(more) else f"{title} {more}".strip()


def columns(
    values: Sequence[float], names: Sequence[str], language: str, *, title: str, caption: str = "", tall: float = _BARS
) -> Drawn:
    """Draw columns with their names below, those that would touch left out; nothing but the axis where all are 0."""
    marks = ticks(0.0, max([*values, 1.0]), 2)

    def height(width: float) -> float:  # noqa: ARG001  of `Drawn`
        return tall + _AXIS + 3

    def drawing(canvas: Canvas, x: float, y: float, width: float, measure: Measure) -> None:
        wide = max(measure(figure(mark, language), SMALL.size, False) for mark in marks)  # noqa: FBT003  a `Measure`
        plot = Plot(x + wide + _SIDE, y + 3, width - wide - _SIDE, tall, (0.0, float(len(values))), (0.0, marks[-1]))
        for mark in marks:
            _, level = plot.at(0, mark)
            canvas.line([(plot.left, level), (plot.right, level)], stroke="#dde2e8", width=_THIN)
            canvas.text(
                figure(mark, language),
                plot.left - _SIDE / 2,
                level + 2.3,
                size=SMALL.size,
                anchor="end",
                fill=SMALL.fill,
            )
        each = plot.width / max(len(values), 1)
        free = plot.left - 1
        for at, (value, name) in enumerate(zip(values, names, strict=True)):
            left, top = plot.at(at, value)
            if value > 0:
                canvas.box(left + 0.12 * each, top, 0.76 * each, plot.bottom - top, fill=INK)
            half = measure(name, SMALL.size, False) / 2  # noqa: FBT003  a `Measure`
            middle = left + each / 2
            if name and middle - half >= free and middle + half <= x + width + 2:
                baseline = plot.bottom + SMALL.size + 2
                canvas.text(name, middle, baseline, size=SMALL.size, anchor="middle", fill=SMALL.fill)
                free = middle + half + 3
        canvas.line([(plot.left, plot.bottom), (plot.right, plot.bottom)], width=0.7)

    return Drawn(height, drawing, title, caption)


def _plot(x: float, y: float, width: float, rows: int, across: tuple[float, float]) -> Plot:
    left, right = _NAMES * width, _FIGURES * width
    return Plot(x + left + _SIDE, y, width - left - right - 2 * _SIDE, rows * _ROW, across)


def _mark(canvas: Canvas, plot: Plot, value: float, said: str) -> None:
    at, _ = plot.at(value, 0)
    canvas.line([(at, plot.top), (at, plot.bottom + 2)], stroke=PALE, width=_THIN)
    canvas.text(said, at, plot.bottom + SMALL.size + 3, size=SMALL.size, anchor="middle", fill=SMALL.fill)


def _beside(
    canvas: Canvas,
    x: float,
    middle: float,
    width: float,
    said: tuple[str, str],
    measure: Measure,
    *,
    bold: bool = False,
) -> None:
    """Write a name left of a row and its figures right of it, each on one line."""
    hand = SMALL._replace(bold=bold, fill=TEXT)
    baseline = middle + hand.size * (ASCENT - 0.62)
    name = shortened(said[0], _NAMES * width, hand.size, measure, bold=bold)
    canvas.text(name, x, baseline, size=hand.size, bold=bold, fill=hand.fill)
    canvas.text(said[1], x + width, baseline, size=hand.size, bold=bold, fill=hand.fill, anchor="end")


def shortened(said: str, width: float, size: float, measure: Measure, *, bold: bool = False) -> str:
    """Leave out the end of words that do not fit on a line; the full words stand elsewhere on the page."""
    if measure(said, size, bold) <= width:
        return said
    kept = said
    while kept and measure(kept + "…", size, bold) > width:
        kept = kept[:-1]
    return kept.rstrip() + "…"
