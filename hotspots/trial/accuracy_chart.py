"""The picture of what maps found: against the share that they cover, and period by period."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

import numpy as np

from ...charts.canvas import LINE, Canvas
from ...charts.curves import Curve, draw_band, draw_curves
from ...charts.plot import Plot, figure, ticks, x_axis, y_axis
from ...safeguards.messages import note, say
from .judgement import chance_interval
from .rankings import COUNTING, NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...safeguards.messages import Message
    from .rankings import Name
    from .rolling import Trial

# Told apart without colour by width, dashes and marker; safe for colour-blind readers (Okabe & Ito 2008).
_LOOKS: dict[str, tuple[str, float, str | None, str]] = {
    COUNTING: ("#000000", 2.5, None, "square"),
    "exposure": ("#0072b2", 2.5, None, "dot"),
    "gistar": ("#d55e00", 1.5, "7 3", "triangle"),
    "density": ("#009e73", 1.5, "2 2", "diamond"),
    "neighbours": ("#6b6b6b", 1.5, "10 3 2 3", ""),
    "last": ("#cc79a7", 1.5, "4 4", "cross"),
}
_WIDTH, _HEIGHT, _NAMES = 900.0, 820.0, 250.0
_LEFT, _UPPER, _LOWER = 62.0, 300.0, 190.0
_MOST_DAYS = 8  # along the axis
_ALL = 100.0  # per cent
_LINE = 125  # characters


def draw(trial: Trial, method: str, at: int, cost: Name, sentence: Message, language: str) -> Canvas:
    """Draw both charts.

    Args:
        trial: What the maps found.
        method: Way that is spoken of.
        at: Which of the shares the lower chart is of.
        cost: What the share is a share of.
        sentence: What it amounts to, written above.
        language: "nl"; anything else is English.

    """
    share = float(round(100 * trial.shares[at], 4))
    said = {"share": share, "cost": cost, "n": len(trial.windows), "incidents": round(float(trial.total.sum()))}
    title = say(note("accuracy_chart_title", **said), language)
    canvas = Canvas(_WIDTH, _HEIGHT, title, say(note("accuracy_chart_said", **said), language))
    canvas.text(title, 24, 34, size=18, bold=True)
    for number, line in enumerate(wrap(say(sentence, language), _LINE)):
        canvas.text(line, 24, 58 + 17 * number, size=12)
    _by_share(canvas, trial, cost, language)
    _by_period(canvas, trial, method, at, cost, language)
    canvas.text(say(note("accuracy_chart_caveat"), language), 24, _HEIGHT - 16, size=10.5, fill="#4d4d4d")
    return canvas


def _by_share(canvas: Canvas, trial: Trial, cost: Name, language: str) -> None:
    total = float(trial.total.sum())
    along = np.concatenate([[0.0], trial.curve])
    lines = {name: np.concatenate([[0.0], trial.curves[name]]) / total for name in _LOOKS}
    high = max(*(float(line.max()) for line in lines.values()), chance_interval(trial, len(trial.shares) - 1)[1])
    most_x, y_marks = 100 * float(along[-1]), _percents(100 * high, language)
    plot = Plot(_LEFT, 140, _WIDTH - _LEFT - _NAMES, _UPPER, (0, most_x), (0, y_marks[-1][0]))
    _title(canvas, plot, say(note("accuracy_chart_up"), language))
    y_axis(canvas, plot, y_marks)
    x_marks = [mark for mark in _percents(most_x, language) if mark[0] <= most_x]
    x_axis(canvas, plot, x_marks, title=say(note("accuracy_chart_along", cost=cost), language))
    bounds = [(0.0, 0.0), *(chance_interval(trial, number) for number in range(len(trial.shares)))]
    marks = [0.0, *(100 * trial.shares)]
    low, top = ([(x, 100 * pair[end]) for x, pair in zip(marks, bounds, strict=True)] for end in (0, 1))
    draw_band(canvas, plot, low, top)
    curves = [
        _curve(
            name,
            language,
            [(100 * x, 100 * y) for x, y in zip(along, lines[name], strict=True)],
            [(100 * x, 100 * y / total) for x, y in zip(trial.shares, trial.found[name].sum(axis=0), strict=True)],
        )
        for name in _LOOKS
    ]
    draw_curves(canvas, plot, [*curves, _random([(0, 0), (most_x, most_x)], language)])


def _by_period(canvas: Canvas, trial: Trial, method: str, at: int, cost: Name, language: str) -> None:
    shown = dict.fromkeys((COUNTING, method, "exposure", "density"))
    some = np.flatnonzero(trial.total > 0)
    share = 100 * float(trial.shares[at])
    rates = {name: 100 * trial.found[name][some, at] / trial.total[some] for name in shown}
    drawn = 100 * trial.by_chance[:, some, at] / trial.total[some]
    low, top = np.percentile(drawn, (2.5, 97.5), axis=0)
    y_marks = _percents(max(float(top.max()), *(float(line.max()) for line in rates.values())), language)
    last = len(trial.windows) - 1
    plot = Plot(_LEFT, 545, _WIDTH - _LEFT - _NAMES, _LOWER, (0, last), (0, y_marks[-1][0]))
    step = -(-len(trial.windows) // _MOST_DAYS)
    days = [(float(number), _day(trial.windows[number].trial.start)) for number in range(0, len(trial.windows), step)]
    _title(canvas, plot, say(note("accuracy_chart_periods", share=round(share, 4), cost=cost), language))
    y_axis(canvas, plot, y_marks)
    x_axis(canvas, plot, days, title=say(note("accuracy_chart_begins"), language))
    draw_band(canvas, plot, *(list(zip(some.astype(float), line, strict=True)) for line in (low, top)))
    curves = []
    for name, line in rates.items():
        points = list(zip(some.astype(float), line, strict=True))
        curves.append(_curve(name, language, points, points))
    draw_curves(canvas, plot, [*curves, _random([(0, share), (last, share)], language)])


def _curve(
    name: str, language: str, points: Sequence[tuple[float, float]], marked: Sequence[tuple[float, float]]
) -> Curve:
    stroke, width, dashes, marker = _LOOKS[name]
    return Curve(_named(NAMES[name], language), points, stroke, width, dashes, marker, marked if marker else ())


def _random(points: Sequence[tuple[float, float]], language: str) -> Curve:
    return Curve(say(note("accuracy_chart_random"), language), points, LINE, 1, "1 3")


def _named(name: Name, language: str) -> str:
    return name.nl if language.startswith("nl") else name.en


def _title(canvas: Canvas, plot: Plot, words: str) -> None:
    """Write what is drawn above the plot, where it reads without turning the head."""
    canvas.text(words, 24, plot.top - 14, size=12, bold=True)


def _percents(most: float, language: str) -> list[tuple[float, str]]:
    """Give round percentages from 0, the last one at or above `most` but no more than all."""
    marks = [mark for mark in ticks(0, min(most, _ALL), 6) if mark <= _ALL]
    return [(mark, f"{figure(mark, language)} %") for mark in marks]


def _day(moment: np.datetime64) -> str:
    return f"{moment.astype('datetime64[D]').item():%d-%m-%y}"
