"""A picture of the Knox table: ratios as shades, with what stands out said in bold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...charts.canvas import LINE, STEPS, TEXT, TRACK, Canvas
from .pair_bands import SAME_PLACE

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

_EDGES = (1.0, 1.5, 2.0, 4.0)  # ratios between the shades
_DARK = 3  # from this shade on words are white
_CELL = (136, 46)
_LEFT, _TOP = 118, 112


def repeat_chart(table: pd.DataFrame, words: Mapping[str, str]) -> str:
    """Draw the table as SVG.

    Args:
        table: As `near_repeat.knox_table` makes it.
        words: title, said, counted (how many, over which period), caveat, distance, same (place), days, pairs (with
            {observed} and {expected}), more, chance, none and mark (of decimals): in the language of the reader.

    """
    columns = int(table["time_band"].nunique())
    rows = len(table) // columns
    across, down = _CELL
    width = max(_LEFT + columns * across + 24, 560)
    canvas = Canvas(width, _TOP + rows * down + 106, words["title"], words["said"])
    canvas.text(words["title"], 20, 32, size=16, bold=True)
    canvas.text(words["said"], 20, 52, size=11)
    canvas.text(words["counted"], 20, 68, size=11)
    canvas.text(words["caveat"], 20, canvas.height - 14, size=11, bold=True)
    canvas.text(words["distance"], _LEFT - 10, _TOP - 8, size=11, anchor="end", bold=True)

    def number_of(value: float, decimals: int) -> str:
        return f"{value:.{decimals}f}".removesuffix(".0").replace(".", words["mark"])

    for number, row in enumerate(table.itertuples(index=False)):
        x, y = _LEFT + number % columns * across, _TOP + number // columns * down
        if number < columns:
            days = f"{row.time_band.removesuffix(' d')} {words['days']}".replace(".", words["mark"])
            canvas.text(days, x + across / 2, y - 8, size=11, anchor="middle", bold=True)
        if number % columns == 0:
            distance = words["same"] if row.metres_to <= SAME_PLACE else row.space_band.replace(".", words["mark"])
            canvas.text(distance, x - 10, y + down / 2 + 4, size=11, anchor="end")
        shade = int(np.searchsorted(_EDGES, row.ratio, side="right")) if row.ratio == row.ratio else -1
        fill = TRACK if shade < 0 else STEPS[shade] if row.significant else "#ffffff"
        ink = "#ffffff" if row.significant and shade >= _DARK else TEXT
        pairs = words["pairs"].format(observed=number_of(row.observed, 1), expected=number_of(row.expected, 1))
        canvas.box(x + 1, y + 1, across - 2, down - 2, fill=fill, edge=LINE, tip=pairs)
        ratio = f"{number_of(row.ratio, 2)} ×" if shade >= 0 else "–"  # noqa: RUF001  as printed
        canvas.text(ratio, x + across / 2, y + 20, size=14, anchor="middle", bold=bool(row.significant), fill=ink)
        canvas.text(pairs, x + across / 2, y + 36, size=9, anchor="middle", fill=ink)
    _legend(canvas, words, _TOP + rows * down + 24)
    return canvas.svg()


def _legend(canvas: Canvas, words: Mapping[str, str], y: float) -> None:
    x = 20.0
    canvas.text(words["more"], x, y + 11, size=11, bold=True)
    x += 8 * len(words["more"])
    bounds = ("1", *(f"{edge:g}" for edge in _EDGES[1:]))
    for shade, low in enumerate(bounds, start=1):
        canvas.box(x, y, 26, 14, fill=STEPS[shade], edge=LINE)
        canvas.text(f"≥ {low.replace('.', words['mark'])} ×", x + 32, y + 11, size=11)  # noqa: RUF001  as printed
        x += 84
    canvas.box(20, y + 24, 26, 14, fill="#ffffff", edge=LINE)
    canvas.text(words["chance"], 52, y + 35, size=11)
    canvas.box(20 + 300, y + 24, 26, 14, fill=TRACK, edge=LINE)
    canvas.text(words["none"], 52 + 300, y + 35, size=11)
