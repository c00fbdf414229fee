"""A sheet of SVG on which a chart is drawn, in pixels from its upper left corner."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from .markup import Markup, element

if TYPE_CHECKING:
    from collections.abc import Sequence

FONT = "Open Sans, DejaVu Sans, Arial, sans-serif"
INK, PALE, TRACK, LINE, PAPER = "#2f4b6e", "#b9c7d8", "#eceff3", "#8a94a3", "#ffffff"
TEXT = "#20262e"
# Sequential, told apart in grey and by colour-blind readers (ColorBrewer BuPu, as the density on the map).
STEPS = ("#edf8fb", "#b3cde3", "#8c96c6", "#8856a7", "#810f7c")


class Lettering(NamedTuple):
    """Words on a sheet: their baseline begins, has its middle or ends (`anchor`) at x, y.

    Attributes:
        words: What is written.
        x: Pixels from the left.
        y: Pixels from the top.
        size: Of the letters, in pixels.
        anchor: start, middle or end.
        bold: Whether they are heavy.
        fill: Their colour.
        turned: Degrees clockwise around x, y; None is upright.

    """

    words: str
    x: float
    y: float
    size: float
    anchor: str
    bold: bool
    fill: str
    turned: float | None

    def markup(self) -> Markup:
        """Give it as an element of SVG."""
        return element(
            "text",
            self.words,
            x=_short(self.x),
            y=_short(self.y),
            font_size=_short(self.size),
            text_anchor=self.anchor,
            font_weight="bold" if self.bold else None,
            fill=self.fill,
            transform=None
            if self.turned is None
            else f"rotate({_short(self.turned)} {_short(self.x)} {_short(self.y)})",
        )


@dataclass(eq=False)
class Canvas:
    """What was drawn so far.

    Attributes:
        width: Of the sheet.
        height: Of the sheet.
        title: What is shown, for who cannot see it.
        said: The same in a sentence with its figures.

    """

    width: float
    height: float
    title: str
    said: str
    parts: list[Markup | Lettering] = field(default_factory=list)

    def text(
        self,
        words: object,
        x: float,
        y: float,
        *,
        size: float = 12,
        anchor: str = "start",
        bold: bool = False,
        fill: str = TEXT,
        turned: float | None = None,
    ) -> None:
        """Write words with their baseline at y; `anchor` is start, middle or end, `turned` degrees clockwise."""
        self.parts.append(Lettering(str(words), x, y, size, anchor, bold, fill, turned))

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = INK,
        edge: str | None = None,
        tip: str | None = None,
    ) -> None:
        """Draw a rectangle; `tip` shows when the mouse rests on it."""
        words = [] if tip is None else [element("title", tip)]
        self.parts.append(
            element(
                "rect",
                *words,
                x=_short(x),
                y=_short(y),
                width=_short(width),
                height=_short(height),
                fill=fill,
                stroke=edge,
                stroke_width=None if edge is None else 0.5,
            )
        )

    def line(
        self,
        points: Sequence[tuple[float, float]],
        *,
        stroke: str = LINE,
        width: float = 1,
        dashes: str | None = None,
    ) -> None:
        """Draw a line through points."""
        drawn = " ".join(f"{_short(x)},{_short(y)}" for x, y in points)
        self.parts.append(
            element("polyline", points=drawn, fill="none", stroke=stroke, stroke_width=width, stroke_dasharray=dashes)
        )

    def dot(self, x: float, y: float, *, radius: float = 3, fill: str = INK, edge: str | None = None) -> None:
        """Draw a dot."""
        self.parts.append(element("circle", cx=_short(x), cy=_short(y), r=radius, fill=fill, stroke=edge))

    @property
    def letterings(self) -> list[Lettering]:
        """All that is written."""
        return [part for part in self.parts if isinstance(part, Lettering)]

    def svg(self, *, written: bool = True) -> str:
        """Give the sheet as the text of an SVG file, on white paper so that it reads in a dark program too.

        Args:
            written: Whether its words are on it; a printed page writes them itself, as text that can be sought.

        """
        return str(
            element(
                "svg",
                element("title", self.title),
                element("desc", self.said),
                element("rect", x=0, y=0, width=_short(self.width), height=_short(self.height), fill=PAPER),
                [
                    part if isinstance(part, Markup) else part.markup()
                    for part in self.parts
                    if written or isinstance(part, Markup)
                ],
                xmlns="http://www.w3.org/2000/svg",
                width=_short(self.width),
                height=_short(self.height),
                viewBox=Markup(f"0 0 {_short(self.width)} {_short(self.height)}"),
                font_family=FONT,
            )
        )


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
