"""The week of a profile as a heat map, with hours above and weekdays beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...charts.canvas import LINE, PALE, STEPS, TEXT, TRACK
from ...charts.marks import Entry, bars, columns, curve, heatmap, key
from ...charts.plot import Plot, figure, ticks, x_axis, y_axis
from ...safeguards.messages import note
from .layout import LEFT, MARGIN, SMALL
from .profile import FEW
from .week import DAYS, HOURS
from .words import SHORT_DAYS, WEEKDAYS, number, sentence

if TYPE_CHECKING:
    from ...charts.canvas import Canvas
    from ...safeguards.messages import Message
    from .busiest import Block
    from .findings import Findings
    from .table import Tips

LEAST = 5  # incidents a cell holds on average
_MERGED = (1, 2, 3, 4, 6)  # hours that make a cell
_BOUNDS = (0.5, 1.0, 2.0, 3.0)  # times an even spread, between the colours
_FRAME = TEXT


def cell_hours(findings: Findings) -> int:
    """Give how many hours make a cell of the heat map, so that it holds a few incidents on average."""
    total = float(findings.profile.week.sum())
    enough = [hours for hours in _MERGED if total * hours / (DAYS * HOURS) >= LEAST]
    return enough[0] if enough else _MERGED[-1]


def told_cells(findings: Findings) -> list[Message]:
    """Say how many hours the picture takes together, where that is more than one."""
    hours = cell_hours(findings)
    if hours == 1 or not findings.profile.week.any():
        return []
    return [note("timing_cells", hours=hours, least=LEAST)]


def week_panel(canvas: Canvas, findings: Findings, tips: Tips, top: float, language: str) -> float:
    """Draw the heat map with hours above and weekdays beside it; give the lower edge."""
    profile, hours = findings.profile, cell_hours(findings)
    canvas.text(sentence("timing_picture_week", language), MARGIN, top, size=15, bold=True)
    by_hour = profile.week.sum(axis=0)
    marks = ticks(0, max(float(by_hour.max()), 3), 3)
    above = Plot(LEFT, top + 18, 640, 74, (0, HOURS), (0, marks[-1]))
    y_axis(canvas, above, [(mark, figure(mark, language)) for mark in marks])
    columns(canvas, above, by_hour.tolist(), tips=tips["hour"])
    share = profile.week_share.sum(axis=0)
    even = [(float(at), float(by_hour.sum() * share[min(int(at), HOURS - 1)])) for at in range(HOURS + 1)]
    curve(canvas, above, even, stroke=LINE, width=1.2, dashes="4 3")
    canvas.line([(above.left, above.bottom), (above.right, above.bottom)])

    plot = Plot(LEFT, above.bottom + 8, 640, 7 * 30, (0, HOURS))
    fills, words = _cells(findings, hours, language)
    heatmap(canvas, plot, fills, tips=words, gap=1.5)
    if not by_hour.any():
        canvas.text(sentence("timing_picture_no_time", language), plot.left + 16, plot.top + 30)
    for day, name in enumerate(SHORT_DAYS):
        canvas.text(name.spoken(language), plot.left - 8, plot.top + 30 * day + 20, anchor="end")
    step = max(hours, 2)
    x_axis(canvas, plot, [(hour, str(hour)) for hour in range(0, HOURS + 1, step)])
    canvas.text(sentence("timing_picture_hour", language), plot.right + 12, plot.bottom + 15.5, size=10.5)

    days = profile.weekdays
    beside = Plot(plot.right + 46, plot.top, 140, plot.height, (0, max(float(days.max()), 1)))
    canvas.text(sentence("timing_picture_weekday", language), beside.left, beside.top - 10, size=12, bold=True)
    bars(canvas, beside, days.tolist(), tips=tips["weekday"], fat=0.62)
    for day, value in enumerate(days):
        right, _ = beside.at(float(value), 0)
        canvas.text(number(value, language), right + 6, beside.top + 30 * day + 19, size=SMALL)
    if findings.block is not None:
        _frame(canvas, plot, findings.block)
    return _week_key(canvas, findings, plot.bottom + 44, language)


def _week_key(canvas: Canvas, findings: Findings, line: float, language: str) -> float:
    share, total = findings.profile.week_share, float(findings.profile.week.sum())
    if total == 0:
        return line - 20
    outside = [Entry(TRACK, sentence("timing_picture_outside", language))] if (share == 0).any() else []
    even = Entry(LINE, sentence("timing_picture_even", language), "dashes")
    if total < FEW:
        entries = [
            Entry(PALE, sentence("timing_picture_some", language)),
            Entry(STEPS[0], sentence("timing_picture_none", language)),
        ]
        key(canvas, MARGIN, line, [*entries, *outside, even])
        return line
    canvas.text(sentence("timing_picture_compared", language), MARGIN, line, size=SMALL)
    names = sentence("timing_picture_classes", language).split("; ")
    entries = [Entry(fill, name) for fill, name in zip(STEPS, names, strict=True)]
    key(canvas, MARGIN, line + 20, [*entries, *outside])
    frame = [Entry(_FRAME, sentence("timing_picture_busiest", language), "frame")] if findings.block else []
    key(canvas, MARGIN, line + 40, [even, *frame])
    return line + 40


def _frame(canvas: Canvas, plot: Plot, block: Block) -> None:
    """Draw a line around the busiest part of the week, which may go on after midnight and after Sunday."""
    held = np.zeros((DAYS, HOURS), dtype=np.bool_)
    for day in range(block.day, block.day + block.days):
        at = day * HOURS + block.hour + np.arange(block.hours)
        held.ravel()[at % held.size] = True
    wide, high = plot.width / HOURS, plot.height / DAYS
    beside = np.pad(held, 1)
    for day, hour in np.argwhere(held):
        left, top = plot.left + wide * hour, plot.top + high * day
        right, bottom = left + wide, top + high
        sides = {
            (-1, 0): [(left, top), (right, top)],
            (1, 0): [(left, bottom), (right, bottom)],
            (0, -1): [(left, top), (left, bottom)],
            (0, 1): [(right, top), (right, bottom)],
        }
        for (down, across), side in sides.items():
            if not beside[day + 1 + down, hour + 1 + across]:
                canvas.line(side, stroke=_FRAME, width=2.4)


def _cells(findings: Findings, hours: int, language: str) -> tuple[list[list[str]], list[list[str]]]:
    """Give the colours and the tips of the cells."""
    profile = findings.profile
    incidents = profile.week.reshape(DAYS, -1, hours).sum(axis=2)
    share = profile.week_share.reshape(DAYS, -1, hours).sum(axis=2)
    expected = profile.week.sum() * share
    ratio = np.divide(incidents, expected, out=np.zeros_like(incidents), where=expected > 0)
    step = np.searchsorted(_BOUNDS, ratio, side="right")
    colours = np.array(STEPS)[step] if profile.week.sum() >= FEW else np.where(incidents > 0, PALE, STEPS[0])
    colours = np.where(share > 0, colours, TRACK)
    tips = [
        [
            sentence(
                "timing_picture_cell",
                language,
                day=WEEKDAYS[day],
                hour=at * hours,
                end=(at + 1) * hours,
                n=number(incidents[day, at], language),
                ratio=number(ratio[day, at], language),
            )
            for at in range(incidents.shape[1])
        ]
        for day in range(DAYS)
    ]
    return colours.tolist(), tips
