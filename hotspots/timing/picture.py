"""A profile as one sheet: the week as a heat map, months, years, and what can be said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...charts.canvas import INK, Canvas
from ...charts.marks import paragraph
from ...charts.plot import figure
from ...safeguards.messages import say
from .calendar_panels import calendar_panel, months_and_years
from .findings import said
from .layout import MARGIN, ROOM, SMALL, WIDTH
from .table import tips_of
from .week_panel import told_cells, week_panel
from .words import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from ...safeguards.messages import Message
    from .findings import Findings

URGENT = ("timing_small", "timing_few")  # stand on top


def picture(findings: Findings, table: pd.DataFrame, caveats: Sequence[Message], language: str) -> str:
    """Draw everything on one sheet.

    Args:
        findings: What was found.
        table: Of `time_table`, in the same language.
        caveats: What the reader of the picture must know: what was left out, what was spread.
        language: "nl"; anything else is English.

    Returns:
        The text of an SVG file.

    """
    tips = tips_of(table, language)
    told = [say(one, language) for one in said(findings)]
    title = sentence("timing_picture_title", language)
    canvas = Canvas(WIDTH, 0, title, " ".join(told))
    canvas.text(title, MARGIN, 44, size=24, bold=True)
    y = paragraph(canvas, _counted(findings, language), MARGIN, 70, ROOM, size=14, fill=INK) + 6
    few = [one for one in caveats if one.code in URGENT]
    heavy = [*(say(one, language) for one in few), *(told[:1] if findings.block is not None else [])]
    for line in dict.fromkeys([*heavy, *told]):
        y = paragraph(canvas, line, MARGIN, y, ROOM, size=13, bold=line in heavy)
    y = week_panel(canvas, findings, tips, y + 22, language)
    y = months_and_years(canvas, findings, tips, y + 40, language)
    y = calendar_panel(canvas, findings, y + 40, language)
    y += 18
    for message in [*told_cells(findings), *caveats]:
        if message in few:
            continue
        y = paragraph(canvas, say(message, language), MARGIN, y, ROOM, size=SMALL)
    canvas.text(sentence("timing_picture_caveat", language), MARGIN, y + 8, size=13, bold=True)
    canvas.height = y + 28
    return canvas.svg()


def _counted(findings: Findings, language: str) -> str:
    period = findings.profile.period
    first, last = period.start, period.end - np.timedelta64(1, "s")
    days = {name: f"{at.astype('datetime64[D]').item():%d-%m-%Y}" for name, at in (("first", first), ("last", last))}
    n = figure(findings.profile.incidents, language)
    return sentence("timing_picture_counted", language, n=n, **days)
