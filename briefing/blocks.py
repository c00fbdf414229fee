"""What a column of a page is made of: each knows how high it is, how to draw itself and where it may be cut."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

from ..charts.canvas import LINE
from .letters import ASCENT, BODY, HEADING, SMALL, STRONG, Hand, broken

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..charts.canvas import Canvas
    from .letters import Measure

_INDENT = 8.0  # points before the words of an item of a list
_BETWEEN = 2.2  # points between items, and above and below a row of a table
_APART = 5.0  # points between columns of a table
_RULE = 0.4  # points, thickness
_COMPANY = 2  # rows of a chart, at least, on either side of a cut; of a table after it
_PALE = "#d5dbe2"


class Block(Protocol):
    """A part of a column, in points."""

    @property
    def stays(self) -> bool:
        """Whether it never ends a column: what it announces follows it."""

    def height(self, width: float, measure: Measure) -> float:
        """Tell how high it is in a column so wide."""

    def draw(self, canvas: Canvas, x: float, y: float, width: float, measure: Measure) -> None:
        """Draw it with its upper left corner at x, y."""

    def cut(self, width: float, room: float, measure: Measure) -> tuple[Block, Block] | None:
        """Give what fits in the room and what is left; None where it cannot be cut there."""


@dataclass(frozen=True)
class Heading:
    """What stands above other blocks."""

    words: str
    hand: Hand = HEADING
    stays: bool = True

    def height(self, width: float, measure: Measure) -> float:
        """Tell how high it is."""
        return len(broken(self.words, width, self.hand, measure)) * self.hand.line + 2

    def draw(self, canvas: Canvas, x: float, y: float, width: float, measure: Measure) -> None:
        """Draw it."""
        _write(canvas, broken(self.words, width, self.hand, measure), x, y, self.hand)

    def cut(self, width: float, room: float, measure: Measure) -> tuple[Block, Block] | None:  # noqa: ARG002  of `Block`
        """Never."""
        return None


@dataclass(frozen=True)
class Sentences:
    """Sentences, each a paragraph or an item of a list."""

    sentences: Sequence[str]
    listed: bool = False
    hand: Hand = BODY
    stays: bool = False

    def _lines(self, width: float, measure: Measure) -> list[list[str]]:
        inside = width - (_INDENT if self.listed else 0)
        return [broken(sentence, inside, self.hand, measure) for sentence in self.sentences]

    def height(self, width: float, measure: Measure) -> float:
        """Tell how high they are."""
        lines = self._lines(width, measure)
        return sum(len(one) for one in lines) * self.hand.line + max(0, len(lines) - 1) * _BETWEEN

    def draw(self, canvas: Canvas, x: float, y: float, width: float, measure: Measure) -> None:
        """Draw them."""
        for lines in self._lines(width, measure):
            if self.listed:
                middle = y + self.hand.size * (ASCENT - 0.33)
                canvas.dot(x + 2.2, middle, radius=1.1, fill=self.hand.fill)
            y = _write(canvas, lines, x + (_INDENT if self.listed else 0), y, self.hand) + _BETWEEN

    def cut(self, width: float, room: float, measure: Measure) -> tuple[Block, Block] | None:
        """Cut between sentences, or between lines where the first alone does not fit."""
        fits = 0
        while (
            fits < len(self.sentences)
            and replace(self, sentences=self.sentences[: fits + 1]).height(width, measure) <= room
        ):
            fits += 1
        if fits == len(self.sentences):
            return None
        if fits:
            return replace(self, sentences=self.sentences[:fits]), replace(self, sentences=self.sentences[fits:])
        first, *rest = self._lines(width, measure)
        most = min(int(room // self.hand.line), len(first) - 2)
        if most < 2:  # noqa: PLR2004  a line alone is lost on a page
            return None
        begin = replace(self, sentences=[" ".join(first[:most])])
        return begin, replace(
            self, sentences=[" ".join(first[most:]), *self.sentences[1:]], listed=self.listed and bool(rest)
        )


class Field(NamedTuple):
    """A column of a table.

    Attributes:
        heading: What stands above it.
        share: Of the width of the table.
        right: Whether figures end at its right edge.

    """

    heading: str
    share: float
    right: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under headings.

    Attributes:
        fields: Its columns.
        rows: A cell per field.
        strong: Rows in heavy letters.
        hand: How its cells are written.
        head: How its headings are written.
        stays: As of any block.
        least: Height of a row at least, in points: room to write in by hand.
        ruled: Whether lines stand between its columns.
        between: Points above and below a row.

    """

    fields: Sequence[Field]
    rows: Sequence[Sequence[str]]
    strong: frozenset[int] = frozenset()
    hand: Hand = BODY
    head: Hand = SMALL
    stays: bool = False
    least: float = 0.0
    ruled: bool = False
    between: float = _BETWEEN

    def _widths(self, width: float) -> list[float]:
        whole = sum(one.share for one in self.fields)
        inside = width - _APART * (len(self.fields) - 1)
        return [inside * one.share / whole for one in self.fields]

    def _headed(self) -> bool:
        return any(one.heading for one in self.fields)

    def _cells(self, row: Sequence[str], width: float, hand: Hand, measure: Measure) -> list[list[str]]:
        return [broken(cell, wide, hand, measure) for cell, wide in zip(row, self._widths(width), strict=True)]

    def _row_height(self, row: Sequence[str], width: float, hand: Hand, measure: Measure) -> float:
        return max(len(lines) for lines in self._cells(row, width, hand, measure)) * hand.line + 2 * self.between

    def _head_height(self, width: float, measure: Measure) -> float:
        if not self._headed():
            return 0.0
        return self._row_height([one.heading for one in self.fields], width, self.head, measure)

    def height(self, width: float, measure: Measure) -> float:
        """Tell how high it is."""
        rows = sum(self._body_height(at, width, measure) for at in range(len(self.rows)))
        return self._head_height(width, measure) + rows

    def _body_height(self, at: int, width: float, measure: Measure) -> float:
        return max(self.least, self._row_height(self.rows[at], width, self._of(at), measure))

    def _of(self, at: int) -> Hand:
        return self.hand._replace(bold=True) if at in self.strong else self.hand

    def draw(self, canvas: Canvas, x: float, y: float, width: float, measure: Measure) -> None:
        """Draw it."""
        top = y
        if self._headed():
            y = self._draw_row(canvas, [one.heading for one in self.fields], x, y, width, self.head, measure)
            canvas.line([(x, y), (x + width, y)], stroke=LINE, width=2 * _RULE)
        for at, row in enumerate(self.rows):
            self._draw_row(canvas, row, x, y, width, self._of(at), measure)
            y += self._body_height(at, width, measure)
            canvas.line([(x, y), (x + width, y)], stroke=_PALE, width=_RULE)
        if self.ruled:
            for wide in self._widths(width)[:-1]:
                x += wide + _APART
                canvas.line([(x - _APART / 2, top), (x - _APART / 2, y)], stroke=_PALE, width=_RULE)

    def _draw_row(
        self, canvas: Canvas, row: Sequence[str], x: float, y: float, width: float, hand: Hand, measure: Measure
    ) -> float:
        cells, widths = self._cells(row, width, hand, measure), self._widths(width)
        left = x
        for lines, wide, field in zip(cells, widths, self.fields, strict=True):
            _write(canvas, lines, left + (wide if field.right else 0), y + self.between, hand, ends=field.right)
            left += wide + _APART
        return y + self._row_height(row, width, hand, measure)

    def cut(self, width: float, room: float, measure: Measure) -> tuple[Block, Block] | None:
        """Cut between rows; the headings come again."""
        used, fits = self._head_height(width, measure), 0
        for at in range(len(self.rows)):
            used += self._body_height(at, width, measure)
            if used > room:
                break
            fits = at + 1
        if fits == len(self.rows) - 1 and fits > _COMPANY:
            fits -= 1
        if not 0 < fits < len(self.rows):
            return None
        later = frozenset(at - fits for at in self.strong if at >= fits)
        return replace(self, rows=self.rows[:fits]), replace(self, rows=self.rows[fits:], strong=later)


@dataclass(frozen=True)
class NewPage:
    """What comes after it stands on a page of its own, see `flow.flow`."""

    stays: bool = False

    def height(self, width: float, measure: Measure) -> float:  # noqa: ARG002  of `Block`
        """It has none."""
        return 0.0

    def draw(self, canvas: Canvas, x: float, y: float, width: float, measure: Measure) -> None:
        """Draw nothing."""

    def cut(self, width: float, room: float, measure: Measure) -> tuple[Block, Block] | None:  # noqa: ARG002  of `Block`
        """Never."""
        return None


@dataclass(frozen=True)
class Drawn:
    """A chart, with what it shows above it and what to know below it.

    Attributes:
        tall: Gives its height without words, by its width.
        drawing: Draws it.
        title: What stands above.
        caption: What stands below.
        rows: That it has, where it may be cut between them.
        parted: Gives its first rows and the others, each a chart; None where it is one whole.

    """

    tall: Callable[[float], float]
    drawing: Callable[[Canvas, float, float, float, Measure], None]
    title: str = ""
    caption: str = ""
    rows: int = 0
    parted: Callable[[int], tuple[Drawn, Drawn]] | None = None
    stays: bool = False

    def _titled(self, width: float, measure: Measure) -> list[str]:
        return broken(self.title, width, STRONG, measure) if self.title else []

    def _captioned(self, width: float, measure: Measure) -> list[str]:
        return broken(self.caption, width, SMALL, measure) if self.caption else []

    def height(self, width: float, measure: Measure) -> float:
        """Tell how high it is, with its words."""
        above = len(self._titled(width, measure)) * STRONG.line
        return above + self.tall(width) + len(self._captioned(width, measure)) * SMALL.line

    def draw(self, canvas: Canvas, x: float, y: float, width: float, measure: Measure) -> None:
        """Draw it, with its words."""
        y = _write(canvas, self._titled(width, measure), x, y, STRONG)
        self.drawing(canvas, x, y, width, measure)
        _write(canvas, self._captioned(width, measure), x, y + self.tall(width), SMALL)

    def cut(self, width: float, room: float, measure: Measure) -> tuple[Block, Block] | None:
        """Cut between rows, where it may be; none stands alone."""
        if self.parted is None:
            return None
        for fits in range(self.rows - _COMPANY, _COMPANY - 1, -1):
            parts = self.parted(fits)
            if parts[0].height(width, measure) <= room:
                return parts
        return None


def _write(canvas: Canvas, lines: Sequence[str], x: float, y: float, hand: Hand, *, ends: bool = False) -> float:
    """Write lines from y down; gives where they end."""
    for line in lines:
        if line:
            anchor = "end" if ends else "start"
            canvas.text(line, x, y + hand.size * ASCENT, size=hand.size, bold=hand.bold, fill=hand.fill, anchor=anchor)
        y += hand.line
    return y
