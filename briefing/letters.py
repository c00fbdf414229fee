"""How words are set on a page: their sizes, and how they are broken into lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from ..charts.canvas import TEXT

Measure = Callable[[str, float, bool], float]
"""Gives the width of words, by their size and whether they are heavy, all in points."""

LEADING = 1.28  # from line to line, in sizes
ASCENT = 0.98  # from the top of a line to its baseline, in sizes
_BOUND = re.compile(r"(?<=\d) (?=(?:%|m²?|km|ha)(?!\w))|(?<=€) (?=\d)")  # a number and its unit stay on one line
_SPACE = re.compile(r"[^\S\u00a0]+")


class Hand(NamedTuple):
    """How words are written.

    Attributes:
        size: In points.
        bold: Whether they are heavy.
        fill: Their colour.

    """

    size: float
    bold: bool = False
    fill: str = TEXT

    @property
    def line(self) -> float:
        """Height of a line, in points."""
        return self.size * LEADING


BODY, STRONG, SMALL = Hand(8.0), Hand(8.0, bold=True), Hand(6.8, fill="#4d5662")
FINE = Hand(7.0)  # of tables with much in them
HEADING = Hand(10.0, bold=True, fill="#2f4b6e")


def broken(words: str, width: float, hand: Hand, measure: Measure) -> list[str]:
    """Break words into lines; a word that is wider than a line is broken with a hyphen.

    Args:
        words: What is written; a newline begins a new line, a space that does not break keeps a number with its unit.
        width: Of the lines, in points.
        hand: How it is written.
        measure: Of the font.

    """
    lines: list[str] = []
    for part in words.split("\n"):
        line = ""
        for word in _words(part, width, hand, measure):
            pieces = _cut(word, width, hand, measure)
            for at, piece in enumerate(pieces):
                longer = f"{line} {piece}" if line and not at else piece
                if at or (line and measure(longer, hand.size, hand.bold) > width):
                    lines.append(line)
                    line = piece
                else:
                    line = longer
        lines.append(line)
    return [line.replace("\u00a0", " ") for line in lines]


def _words(part: str, width: float, hand: Hand, measure: Measure) -> list[str]:
    """Give what is kept together on a line; what is bound and still too wide falls apart after all."""
    made: list[str] = []
    for word in _SPACE.split(_BOUND.sub("\u00a0", part).strip()):
        apart = "\u00a0" in word and measure(word, hand.size, hand.bold) > width
        made += word.split("\u00a0") if apart else [word]
    return [word for word in made if word]


def _cut(word: str, width: float, hand: Hand, measure: Measure) -> list[str]:
    pieces: list[str] = []
    left = word
    while len(left) > 1 and measure(left, hand.size, hand.bold) > width:
        fits = len(left) - 1
        while fits > 1 and measure(left[:fits] + "-", hand.size, hand.bold) > width:
            fits -= 1
        pieces.append(left[:fits] + ("" if left[fits - 1] == "-" else "-"))
        left = left[fits:]
    return [*pieces, left]
