"""Pairs of points near each other, in blocks: a dense centre holds more pairs than memory does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from ...safeguards.watch import Watch

_ROWS = 4  # strips within the reach: more fit the circle closer and cost more searches
_AT_ONCE = 1_000_000  # candidates whose distance is computed in one step
_SLACK = 1e-6  # m: a pair at just the reach is not lost to rounding


@dataclass(frozen=True)
class Block:
    """Some pairs, (k,) each.

    Attributes:
        one: Position of a point in the order of the sweep.
        other: Position of the other; a pair occurs once.
        apart: Metres between them.

    """

    one: NDArray[np.int32]
    other: NDArray[np.int32]
    apart: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Sweep:
    """Points by strips from south to north and in a strip from west to east, so that neighbours stand together.

    With moments the strips of a stretch of time come before those of the next.

    Attributes:
        order: (n,) position in the input of each point of the sweep.
        points: (n, 2) coordinates in that order, metres.
        candidates: (n,) pairs whose distance is computed for each point.

    """

    order: NDArray[np.int64]
    points: NDArray[np.float64]
    candidates: NDArray[np.int64]
    _reach: float
    _manhattan: bool
    _key: NDArray[np.float64]
    _row: NDArray[np.int64]
    _width: float
    _steps: tuple[tuple[int, int], ...]

    @classmethod
    def of(
        cls,
        points: NDArray[np.float64],
        reach: float,
        *,
        manhattan: bool = False,
        moment: NDArray[np.float64] | None = None,
        span: float = np.inf,
    ) -> Sweep:
        """Put points in order.

        Args:
            points: (n, 2) coordinates, metres.
            reach: Largest distance of a pair, metres, the limit included.
            manhattan: Distance along the two axes instead of as the crow flies.
            moment: (n,) moments in any unit, where pairs far apart in time do not matter.
            span: Largest difference in time that matters, in that unit.

        """
        low = points.min(axis=0)
        row = np.floor((points[:, 1] - low[1]) / (reach / _ROWS)).astype(np.int64) + _ROWS
        rows = int(row.max()) + 1 + _ROWS
        steps = [(0, up) for up in range(_ROWS + 1)]
        if moment is not None and np.isfinite(span):
            row += rows * np.floor((moment - moment.min()) / max(span, 1e-9)).astype(np.int64)
            steps += [(rows, up) for up in range(-_ROWS, _ROWS + 1)]
        width = float(np.ptp(points[:, 0])) + 2 * reach + 1
        key = row * width + (points[:, 0] - low[0]) + reach
        order = np.argsort(key, kind="stable")
        made = cls(
            order,
            points[order] - low,
            np.zeros(len(order), dtype=np.int64),
            reach,
            manhattan,
            key[order],
            row[order],
            width,
            tuple(steps),
        )
        for start in range(0, len(order), _AT_ONCE // 10):
            part = slice(start, start + _AT_ONCE // 10)
            made.candidates[part] = sum(np.maximum(last - first, 0) for first, last in made._ranges(part))
        return made

    def blocks(self, watch: Watch) -> Iterator[Block]:
        """Give all pairs within the reach, some at a time.

        Raises:
            CancelledError: The user cancelled.

        """
        n = len(self.order)
        ends = np.cumsum(self.candidates)
        start = 0
        while start < n:
            done = int(ends[start - 1]) if start else 0
            watch.at(done / max(int(ends[-1]), 1))
            stop = max(int(np.searchsorted(ends, done + _AT_ONCE, side="right")), start + 1)
            yield self._block(slice(start, stop))
            start = stop

    def _block(self, part: slice) -> Block:
        asked = np.arange(part.start, min(part.stop, len(self.order)), dtype=np.int32)
        ones, others = [], []
        for first, last in self._ranges(part):
            count = np.maximum(last - first, 0)
            ones.append(np.repeat(asked, count))
            before = np.cumsum(count) - count
            others.append((np.arange(int(count.sum())) + np.repeat(first - before, count)).astype(np.int32))
        one, other = np.concatenate(ones), np.concatenate(others)
        across = np.abs(self.points[one, 0] - self.points[other, 0])
        along = np.abs(self.points[one, 1] - self.points[other, 1])
        apart = across + along if self._manhattan else np.sqrt(across * across + along * along)
        near = apart <= self._reach + _SLACK
        return Block(one[near], other[near], apart[near])

    def _ranges(self, part: slice) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """Give, per strip, the first and one past the last position of the candidates of some points."""
        x, y = self.points[part].T
        row = self._row[part]
        height = self._reach / _ROWS
        # The strip of a point in its own stretch of time, from its own lower edge.
        above = y / height - np.floor(y / height)
        slack = _SLACK + 4 * np.spacing(self._key[-1])
        for jump, up in self._steps:
            if up > 0:
                gap = (up - above) * height
            elif up < 0:
                gap = (above - up - 1) * height
            else:
                gap = np.zeros(len(x))
            left = np.maximum(self._reach + _SLACK - gap, 0)
            if not self._manhattan:
                left = np.sqrt(left * (self._reach + _SLACK + gap))
            base = (row + jump + up) * self._width + x + self._reach
            last = np.searchsorted(self._key, base + left + slack, side="right")
            if jump or up:
                first = np.searchsorted(self._key, base - left - slack)
            else:
                first = np.arange(part.start, part.start + len(x)) + 1
            yield first, last
