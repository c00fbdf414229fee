"""The months and years of a profile: columns, and a line of calendar months with those that stand out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...charts.canvas import INK, LINE, PALE, PAPER
from ...charts.marks import Entry, columns, curve, key
from ...charts.plot import Plot, figure, reach, ticks, x_axis, y_axis
from .layout import LEFT, MARGIN, RIGHT, SMALL
from .table import MONTH_LENGTH
from .words import MONTHS, SHORT_MONTHS, month_name, number, sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ...charts.canvas import Canvas
    from .findings import Findings
    from .table import Tips

_OUTLIER = "#c2410c"
_LABELLED = 6  # outliers with their name beside them
_NAME_ROWS, _NAME_ROW = 2, 14.0  # rows of names above the plot, and the height of one
_EVERY_MONTH, _NAMED_MONTHS = 18, 36  # up to which months along the axis are all named, or one in a quarter
_WHOLE_YEAR = 360  # days; the first and the last incident of a year are not on its first and last day


def months_and_years(canvas: Canvas, findings: Findings, tips: Tips, top: float, language: str) -> float:
    """Draw months of the year and years side by side; give the lower edge."""
    profile = findings.profile
    canvas.text(sentence("timing_picture_months", language), MARGIN, top, size=15, bold=True)
    days, counts = profile.by_month(profile.days), profile.by_month(profile.monthly)
    rate = np.where(days > 0, counts / np.where(days > 0, days, 1) * MONTH_LENGTH, np.nan)
    marks = ticks(0, max(float(np.nanmax(rate)), 0.1), 4)
    plot = Plot(LEFT, top + 18, 420, 120, (0, len(MONTHS)), (0, marks[-1]))
    y_axis(canvas, plot, [(mark, figure(mark, language)) for mark in marks])
    short = days < MONTH_LENGTH / 2
    columns(canvas, plot, np.where(short, np.nan, rate).tolist(), tips=tips["month_of_year"])
    columns(canvas, plot, np.where(short, rate, np.nan).tolist(), tips=tips["month_of_year"], fill=PALE)
    if (short & (days > 0)).any():
        key(
            canvas,
            LEFT - 5,
            plot.bottom + 36,
            [Entry(PALE, sentence("timing_picture_part_month", language))],
            size=10.5,
        )
    even = float(profile.monthly.sum() / profile.days.sum() * MONTH_LENGTH)
    curve(canvas, plot, [(0, even), (len(MONTHS), even)], stroke=LINE, width=1.2, dashes="4 3")
    x_axis(canvas, plot, [(at + 0.5, name.spoken(language)) for at, name in enumerate(SHORT_MONTHS)])
    for month in np.flatnonzero(days == 0):
        canvas.text("-", plot.at(month + 0.5, 0)[0], plot.bottom - 4, anchor="middle")

    left = plot.right + 84
    canvas.text(sentence("timing_picture_years", language), left - 40, top, size=15, bold=True)
    held, by_year = profile.by_year(profile.days), profile.by_year(profile.monthly)
    marks = ticks(0, max(float(by_year.max()), 4), 4)
    years = Plot(left, plot.top, RIGHT - left, plot.height, (0, len(held)), (0, marks[-1]))
    y_axis(canvas, years, [(mark, figure(mark, language)) for mark in marks])
    part = held < _WHOLE_YEAR
    fat = min(0.8, 60 * len(held) / years.width)
    columns(canvas, years, np.where(part, 0, by_year).tolist(), tips=tips["year"], fat=fat)
    columns(canvas, years, np.where(part, by_year, 0).tolist(), tips=tips["year"], fill=PALE, fat=fat)
    x_axis(canvas, years, [(at + 0.5, str(profile.years[0] + at)) for at in range(len(held))])
    if part.any():
        key(
            canvas, left - 5, plot.bottom + 36, [Entry(PALE, sentence("timing_picture_part_year", language))], size=10.5
        )
    return plot.bottom + 36


def calendar_panel(canvas: Canvas, findings: Findings, top: float, language: str) -> float:
    """Draw the calendar months as a line, with those that stand out; give the lower edge."""
    profile, outliers = findings.profile, findings.outliers
    canvas.text(sentence("timing_picture_calendar", language), MARGIN, top, size=15, bold=True)
    shown = profile.days >= MONTH_LENGTH / 2
    rate = np.where(shown, profile.monthly / profile.days * MONTH_LENGTH, np.nan)
    highest = float(np.nanmax(rate)) if shown.any() else 1.0
    marks = ticks(0, max(highest * 1.06, 0.1), 4)
    room = _NAME_ROW * _NAME_ROWS if _far(findings) else 0
    plot = Plot(LEFT, top + 18 + room, RIGHT - LEFT, 150, (0, len(rate)), (0, marks[-1]))
    y_axis(canvas, plot, [(mark, figure(mark, language)) for mark in marks])
    x_axis(canvas, plot, _month_marks(findings, language))
    if outliers is not None:
        usual = outliers.expected / profile.days * MONTH_LENGTH
        curve(canvas, plot, _middles(usual), stroke=LINE, width=1.5, dashes="5 4")
    curve(canvas, plot, _middles(rate), width=1.8 if len(rate) < 120 else 1.2)  # noqa: PLR2004  ten years
    if not shown.any():
        canvas.text(sentence("timing_picture_no_month", language), plot.left + 12, plot.top + 30)
    entries = [Entry(INK, sentence("timing_picture_line", language), "line")]
    if outliers is not None:
        entries.append(Entry(LINE, sentence("timing_picture_usual", language), "dashes"))
        entries.append(Entry(_OUTLIER, sentence("timing_picture_outlier", language), "dot"))
        _outliers(canvas, plot, findings, rate, language)
    key(canvas, MARGIN, plot.bottom + 40, entries)
    return plot.bottom + 46


def _middles(values: NDArray[np.float64]) -> list[tuple[float, float]]:
    return [(at + 0.5, float(value)) for at, value in enumerate(values)]


def _outliers(canvas: Canvas, plot: Plot, findings: Findings, rate: NDArray[np.float64], language: str) -> None:
    """Mark months that stand out, and name them above the plot where they are few."""
    profile, far = findings.profile, _far(findings)
    places = [plot.at(at + 0.5, float(rate[at])) for at in far]
    words = [
        f"{month_name(int(profile.calendar[at]), int(profile.years[at])).spoken(language)}: "
        f"{number(profile.monthly[at], language)}"
        for at in far
    ]
    rows: list[list[tuple[float, float]]] = [[] for _ in range(_NAME_ROWS)]
    for (x, y), name in zip(places, words, strict=True) if len(far) <= _LABELLED else ():
        found = _room(plot, x, reach(name, SMALL) + 6, rows, [other for other, _ in places if other != x])
        if found is None:
            continue
        row, left, right = found
        rows[row].append((left, right))
        height = plot.top - 5 - row * _NAME_ROW
        canvas.line([(x, height - SMALL + 2), (x, y)], stroke=_OUTLIER, width=0.7)
        canvas.text(name, x + 5 if left == x else x - 5, height, size=SMALL, anchor="start" if left == x else "end")
    for x, y in places:
        canvas.dot(x, y, radius=4.5, fill=_OUTLIER, edge=PAPER)


def _room(
    plot: Plot, x: float, wide: float, rows: list[list[tuple[float, float]]], others: list[float]
) -> tuple[int, float, float] | None:
    """Find a row, and a side of its line, where a name touches no other name and no line that goes further up."""
    for row, taken in enumerate(rows):
        for left, right in ((x, x + wide), (x - wide, x)):
            crossed = row < len(rows) - 1 and any(left < other < right for other in others)
            beside = all(right < start or end < left for start, end in taken)
            if plot.left <= left and right <= plot.right and beside and not crossed:
                return row, left, right
    return None


def _far(findings: Findings) -> list[int]:
    if findings.outliers is None:
        return []
    return [int(at) for at in np.flatnonzero(findings.outliers.high | findings.outliers.low)]


def _month_marks(findings: Findings, language: str) -> list[tuple[float, str]]:
    """Name the months of a few years; of more the years, each at its January."""
    profile = findings.profile
    months = list(enumerate(zip(profile.calendar, profile.years, strict=True)))
    if len(months) > _NAMED_MONTHS:
        return [(at + 0.5, str(year)) for at, (month, year) in months if month == 0]
    apart = 3 if len(months) > _EVERY_MONTH else 1
    return [
        (
            at + 0.5,
            f"{SHORT_MONTHS[month].spoken(language)} {year}"
            if month == 0 or at == 0
            else SHORT_MONTHS[month].spoken(language),
        )
        for at, (month, year) in months
        if month % apart == 0
    ]
