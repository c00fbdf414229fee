"""Charts as inline SVG: drawn here, readable in grey, with their figures as text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..charts.markup import Markup, element

if TYPE_CHECKING:
    from collections.abc import Sequence

INK, PALE, TRACK, LINE = "#2f4b6e", "#b9c7d8", "#eceff3", "#8a94a3"
_WIDTH = 680
_LABEL = 250  # width of the labels of bars
_ROW = 20
_HIGH = 130  # height of the columns
_CHARACTERS = 40  # of a label that fit


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its length (0 to 1), what is written behind it, and whether it is drawn pale."""

    label: str
    length: float
    written: str
    pale: bool = False


def bars(title: str, rows: Sequence[Bar]) -> Markup:
    """Draw horizontal bars, longest possible 1; the title and every figure are text."""
    height = _ROW * len(rows) + 4
    room = _WIDTH - _LABEL - 170
    drawn = []
    for number, row in enumerate(rows):
        top, middle = _ROW * number + 4, _ROW * number + 15
        length = round(room * min(max(row.length, 0), 1), 1)
        drawn += [
            element("text", _short(row.label), x=_LABEL - 8, y=middle, text_anchor="end"),
            element("rect", x=_LABEL, y=top, width=room, height=14, fill=TRACK),
            element(
                "rect",
                x=_LABEL,
                y=top,
                width=length,
                height=14,
                fill=PALE if row.pale else INK,
                stroke=INK,
                stroke_width=0.5,
            )
            if length
            else None,
            element("text", row.written, x=_LABEL + room + 8, y=middle),
        ]
    said = "; ".join(f"{row.label}: {row.written}" for row in rows)
    return _figure(title, said, height, drawn)


def columns(title: str, said: str, solid: Sequence[float], pale: Sequence[float]) -> Markup:
    """Draw stacked columns, one for each hour of the day.

    Args:
        title: What is shown.
        said: The same in words, for who cannot see it.
        solid: (24,) the lower part of each column.
        pale: (24,) the upper part.

    """
    highest = max((low + high for low, high in zip(solid, pale, strict=True)), default=0) or 1
    step = (_WIDTH - 20) / len(solid)
    drawn = [element("line", x1=10, y1=_HIGH, x2=_WIDTH - 10, y2=_HIGH, stroke=LINE)]
    for hour, (low, high) in enumerate(zip(solid, pale, strict=True)):
        left = round(12 + step * hour, 1)
        below, above = round((_HIGH - 12) * low / highest, 1), round((_HIGH - 12) * high / highest, 1)
        drawn += [
            element("rect", x=left, y=round(_HIGH - below, 1), width=round(step - 4, 1), height=below, fill=INK),
            element(
                "rect",
                x=left,
                y=round(_HIGH - below - above, 1),
                width=round(step - 4, 1),
                height=above,
                fill=PALE,
                stroke=INK,
                stroke_width=0.5,
            ),
            element("text", hour, x=round(left + (step - 4) / 2, 1), y=_HIGH + 15, text_anchor="middle"),
        ]
    return _figure(title, said, _HIGH + 22, drawn)


def key(solid: str, pale: str) -> Markup:
    """Explain the two shades."""
    return element(
        "p", element("span", class_="box solid"), solid, element("span", class_="box pale"), pale, class_="key"
    )


def _figure(title: str, said: str, height: int, drawn: Sequence[Markup | None]) -> Markup:
    picture = element(
        "svg",
        element("title", title),
        element("desc", said),
        list(drawn),
        viewBox=f"0 0 {_WIDTH} {height}",
        role="img",
        xmlns="http://www.w3.org/2000/svg",
    )
    return element("figure", element("figcaption", title), picture)


def _short(label: str) -> str:
    return label if len(label) <= _CHARACTERS else label[: _CHARACTERS - 1] + "…"
