"""What the busiest places carry together, beside what they would carry by chance."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

from .canvas import INK, LINE, PALE, PAPER, TRACK, Canvas

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_WIDTH, _HEIGHT = 640.0, 490.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 64.0, 24.0, 122.0, 84.0
_LEGEND = 98.0  # its baseline
_LETTERS = 112  # in a line below the title
_MARK = "#b30000"
_MOST_POINTS = 400
_ALL_OF = 50  # busiest places that are all drawn
_PIECES, _APART = 10, 10  # of a coarse line, and the least places a piece spans


@dataclass(frozen=True)
class Words:
    """What stands in the chart, in the reader's language; `counted` says how many over which period."""

    title: str
    said: str
    across: str
    up: str
    found: str
    chance: str
    counted: str
    caveat: str


@dataclass(frozen=True)
class Lorenz:
    """What is drawn.

    Attributes:
        curve: Share (0 to 1) that the busiest 1, 2, … places carry.
        needed: Number of places that is marked.
        chance: (number of places, lowest, mean, highest share) by chance; empty where not known.
        coarse: Draws no more than ten pieces of many places each, from which no single place can be read.

    """

    curve: Sequence[float]
    needed: int
    chance: Sequence[tuple[float, float, float, float]] = ()
    coarse: bool = False

    def drawn(self) -> list[tuple[float, float]]:
        """Give the (number of places, share) between which the line runs."""
        whole = len(self.curve)
        if self.coarse:
            tenths = {round(whole * part / _PIECES) for part in range(1, _PIECES)}
            apart = {n for n in tenths if whole >= _PIECES * _APART and abs(n - self.needed) >= _APART}
            chosen = sorted(apart | {self.needed})
        else:
            every = max(whole // _MOST_POINTS, 1)
            chosen = [n for n in range(1, whole + 1) if n < _ALL_OF or n % every == 0]
        return [(0.0, 0.0), *((float(n), self.curve[n - 1]) for n in chosen), (float(whole), 1.0)]


def draw(lorenz: Lorenz, words: Words) -> str:
    """Draw the chart as SVG."""
    canvas = Canvas(_WIDTH, _HEIGHT, words.title, words.said)
    # From where chance has told all, nothing is left to see.
    chance = [row for number, row in enumerate(lorenz.chance) if not number or lorenz.chance[number - 1][1] < 1]
    most = max(len(lorenz.curve), *(int(row[0]) for row in chance), 1)
    wide, high = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM

    def at(places: float, share: float) -> tuple[float, float]:
        return _LEFT + wide * places / most, _TOP + high * (1 - share)

    canvas.text(words.title, 16, 24, size=15, bold=True)
    for row, line in enumerate((*wrap(words.said, _LETTERS), words.counted)):
        canvas.text(line, 16, 44 + 15 * row, size=11)
    canvas.text(words.caveat, 16, _HEIGHT - 12, size=11, bold=True)
    _frame(canvas, words, most, at)
    if chance:
        _band(canvas, chance, at)
    canvas.line([at(n, share) for n, share in lorenz.drawn()], stroke=INK, width=2.5)
    carried = lorenz.curve[lorenz.needed - 1]
    x, y = at(lorenz.needed, carried)
    canvas.line([(x, _TOP + high), (x, y), (_LEFT, y)], stroke=_MARK, dashes="3 3")
    canvas.dot(x, y, radius=4, fill=_MARK)
    to_left = x > _LEFT + wide * 0.6
    label = f"{lorenz.needed} · {100 * carried:.0f} %"
    taken = 7.5 * len(label)  # so that the curve of chance does not run through it
    canvas.box(x - 10 - taken if to_left else x + 7, y - 20 if to_left else y + 5, taken, 16, fill=PAPER)
    if to_left:
        canvas.text(label, x - 8, y - 8, bold=True, anchor="end")
    else:
        canvas.text(label, x + 9, y + 18, bold=True)
    _legend(canvas, words, known=bool(chance))
    return canvas.svg()


def _frame(canvas: Canvas, words: Words, most: int, at: Callable[[float, float], tuple[float, float]]) -> None:
    for share in (0, 0.25, 0.5, 0.75, 1):
        x, y = at(0, share)
        canvas.line([(x, y), at(most, share)], stroke=TRACK)
        canvas.text(f"{100 * share:.0f} %", x - 8, y + 4, size=11, anchor="end")
    step = _step(most)
    for places in range(0, most + 1, step):
        x, y = at(places, 0)
        canvas.line([(x, y), (x, y + 4)])
        canvas.text(places, x, y + 18, size=11, anchor="middle")
    canvas.line([at(0, 0), at(most, 0)])
    canvas.text(words.across, _LEFT + (_WIDTH - _LEFT - _RIGHT) / 2, _HEIGHT - 42, anchor="middle")
    canvas.text(words.up, 16, _TOP + (_HEIGHT - _TOP - _BOTTOM) / 2, anchor="middle", turned=-90)


def _band(
    canvas: Canvas,
    chance: Sequence[tuple[float, float, float, float]],
    at: Callable[[float, float], tuple[float, float]],
) -> None:
    for column in (1, 3):
        canvas.line([at(0, 0), *(at(row[0], row[column]) for row in chance)], stroke=PALE, width=1)
    canvas.line([at(0, 0), *(at(row[0], row[2]) for row in chance)], stroke=LINE, width=2, dashes="6 4")


def _legend(canvas: Canvas, words: Words, *, known: bool) -> None:
    canvas.line([(_LEFT, _LEGEND), (_LEFT + 28, _LEGEND)], stroke=INK, width=2.5)
    canvas.text(words.found, _LEFT + 36, _LEGEND + 4)
    if known:
        canvas.line([(_LEFT + 220, _LEGEND), (_LEFT + 248, _LEGEND)], stroke=LINE, width=2, dashes="6 4")
        canvas.text(words.chance, _LEFT + 256, _LEGEND + 4)


def _step(most: int) -> int:
    """Give a round number of places between marks, so that there are at most seven."""
    power = 1
    while True:
        for times in (1, 2, 5):
            if most / (times * power) <= 6:  # noqa: PLR2004  marks
                return times * power
        power *= 10
