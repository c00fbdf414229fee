"""Key figures, large, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ..charts.canvas import INK, LINE
from .letters import ASCENT, SMALL, Hand, broken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..charts.canvas import Canvas
    from .blocks import Block
    from .letters import Measure

_BIG = Hand(15.0, bold=True, fill=INK)
_LEAST = 74.0  # points, width of a figure with its words
_APART = 8.0  # points, between figures
_BELOW = 4.0  # points, between rows


class Key(NamedTuple):
    """A figure and what it counts."""

    figure: str
    words: str


@dataclass(frozen=True)
class Strip:
    """Figures side by side, in as many rows as it takes."""

    keys: Sequence[Key]
    stays: bool = False

    def _rows(self, width: float) -> tuple[list[Sequence[Key]], float]:
        most = max(1, int((width + _APART) // (_LEAST + _APART)))
        rows = -(-len(self.keys) // most)
        each = -(-len(self.keys) // max(rows, 1)) or 1
        return [self.keys[at : at + each] for at in range(0, len(self.keys), each)], (width + _APART) / each - _APART

    def _row_height(self, row: Sequence[Key], wide: float, measure: Measure) -> float:
        figures = max(len(broken(key.figure, wide, _BIG, measure)) for key in row)
        lines = max(len(broken(key.words, wide, SMALL, measure)) for key in row)
        return figures * _BIG.line + lines * SMALL.line + _BELOW

    def height(self, width: float, measure: Measure) -> float:
        """Tell how high it is."""
        rows, wide = self._rows(width)
        return sum(self._row_height(row, wide, measure) for row in rows)

    def draw(self, canvas: Canvas, x: float, y: float, width: float, measure: Measure) -> None:
        """Draw it."""
        rows, wide = self._rows(width)
        for row in rows:
            tall = self._row_height(row, wide, measure)
            for at, key in enumerate(row):
                left, line = x + at * (wide + _APART), y
                if at:
                    canvas.line([(left - _APART / 2, y + 2), (left - _APART / 2, y + tall - _BELOW)], stroke=LINE)
                for words, hand in ((key.figure, _BIG), (key.words, SMALL)):
                    for part in broken(words, wide, hand, measure):
                        canvas.text(
                            part, left, line + hand.size * ASCENT, size=hand.size, bold=hand.bold, fill=hand.fill
                        )
                        line += hand.line
            y += tall

    def cut(self, width: float, room: float, measure: Measure) -> tuple[Block, Block] | None:
        """Cut between rows."""
        rows, wide = self._rows(width)
        used, fits = 0.0, 0
        for row in rows[:-1]:
            used += self._row_height(row, wide, measure)
            if used > room:
                break
            fits += len(row)
        return (Strip(self.keys[:fits]), Strip(self.keys[fits:])) if fits else None
