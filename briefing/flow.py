"""Blocks laid one below another, from column to column and from page to page."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from ..charts.canvas import Canvas
from .blocks import NewPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from .blocks import Block
    from .letters import Measure

GAP = 7.0  # points between blocks
_AFTER_HEADING = 1.0
_STEPS = 8  # heights tried for the columns of a last page


class Column(NamedTuple):
    """A place for blocks on a panel, in points."""

    x: float
    y: float
    width: float
    height: float


class Panel(NamedTuple):
    """A part of a page that is filled with blocks, in points.

    Attributes:
        width: Of the panel.
        height: Of the panel.
        columns: In the order in which they are filled.

    """

    width: float
    height: float
    columns: Sequence[Column]


def columned(width: float, height: float, columns: int, gutter: float = 16.0) -> Panel:
    """Divide a panel into columns of one width."""
    each = (width - gutter * (columns - 1)) / columns
    return Panel(width, height, [Column(at * (each + gutter), 0.0, each, height) for at in range(columns)])


def flow(
    blocks: Iterable[Block], panel: Callable[[int], Panel], measure: Measure, *, title: str = "", said: str = ""
) -> list[Canvas]:
    """Lay blocks into as many panels as it takes.

    A block that does not fit goes to the next column whole, or is cut where it may be. What announces another block
    goes with it. A chart that is higher than a whole column is drawn all the same: nothing is left out. The columns of
    the last page end at about one height, where no block has to be cut for it.

    Args:
        blocks: In order.
        panel: Gives the panel of each page, from 0.
        measure: Of the font.
        title: Of the drawings, for who cannot see them.
        said: The same in a sentence.

    Returns:
        A canvas a page, at least one.

    """
    waiting = deque(blocks)
    pages: list[Canvas] = []
    while waiting or not pages:
        if waiting and isinstance(waiting[0], NewPage):
            waiting.popleft()
            continue
        place = panel(len(pages))
        canvas = Canvas(place.width, place.height, title, said)
        for column in _balanced(place, waiting, measure):
            _fill(canvas, column, waiting, measure)
        pages.append(canvas)
    return pages


def _balanced(place: Panel, waiting: deque[Block], measure: Measure) -> Sequence[Column]:
    """Give the columns of a panel, no higher than what is left needs."""
    if len(place.columns) < 2 or any(isinstance(block, NewPage) for block in waiting):  # noqa: PLR2004  side by side
        return place.columns
    for step in range(1, _STEPS):
        lower = [column._replace(height=column.height * step / _STEPS) for column in place.columns]
        if _all_stand(lower, list(waiting), measure):
            return lower
    return place.columns


def _all_stand(columns: Sequence[Column], waiting: list[Block], measure: Measure) -> bool:
    """Tell whether blocks fit columns with none of them cut."""
    at = 0
    for column in columns:
        end = 0.0
        while at < len(waiting):
            together = _together(waiting[at:])
            need = _needed(together, column.width, measure)
            if end + need > column.height:
                break
            end, at = end + need + GAP, at + len(together)
    return at == len(waiting)


def _fill(canvas: Canvas, column: Column, waiting: deque[Block], measure: Measure) -> None:
    y, end = column.y, column.y + column.height
    empty = True
    while waiting and not isinstance(waiting[0], NewPage):
        together = _together(waiting)
        need = _needed(together, column.width, measure)
        if need <= end - y + 1e-6:
            for block in together:
                y = _put(canvas, column, waiting.popleft(), y, measure)
                y += _AFTER_HEADING if block.stays else GAP
            empty = False
            continue
        last = together[-1]
        before = need - last.height(column.width, measure)
        parts = last.cut(column.width, end - y - before, measure)
        if parts is None and not empty:
            return
        for block in together[:-1]:
            y = _put(canvas, column, waiting.popleft(), y, measure) + _AFTER_HEADING
            del block
        waiting.popleft()
        _put(canvas, column, last if parts is None else parts[0], y, measure)
        if parts is not None:
            waiting.appendleft(parts[1])
        return


def _together(waiting: Sequence[Block]) -> list[Block]:
    """Give the next block, with what it announces."""
    together: list[Block] = []
    for block in waiting:
        together.append(block)
        if not block.stays:
            break
    return together


def _needed(together: Sequence[Block], width: float, measure: Measure) -> float:
    return sum(block.height(width, measure) for block in together) + _AFTER_HEADING * (len(together) - 1)


def _put(canvas: Canvas, column: Column, block: Block, y: float, measure: Measure) -> float:
    block.draw(canvas, column.x, y, column.width, measure)
    return y + block.height(column.width, measure)
