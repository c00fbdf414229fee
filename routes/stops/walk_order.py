"""A short order to walk a handful of places, as the crow flies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ROUNDS = 20
_MANY = 60  # places up to which a path is mended; beyond, taking the nearest next will do
_GAIN = 1e-9


def open_path(points: NDArray[np.float64]) -> NDArray[np.int64]:
    """Give a short path past all points, from one of the two that lie farthest apart.

    Args:
        points: (n, 2) coordinates.

    """
    if len(points) < 3:  # noqa: PLR2004 - a path of two is as long either way
        return np.arange(len(points))
    far = points - points.mean(axis=0)
    start = int(np.argmax(np.hypot(*far.T)))
    return _mended(_distances(points), _nearest_next(points, start), closed=False)


def closed_tour(points: NDArray[np.float64]) -> list[int]:
    """Give the order in which to pass all points but the first, from the first and back to it."""
    order = _mended(_distances(points), _nearest_next(points, 0), closed=True)
    return [int(at) for at in order[1:]]


def _distances(points: NDArray[np.float64]) -> NDArray[np.float64]:
    if len(points) > _MANY:
        return np.empty((0, 0))
    return np.asarray(np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1)))


def _nearest_next(points: NDArray[np.float64], start: int) -> NDArray[np.int64]:
    left = np.ones(len(points), dtype=np.bool_)
    order = [start]
    left[start] = False
    for _ in range(len(points) - 1):
        free = np.flatnonzero(left)
        away = np.hypot(*(points[free] - points[order[-1]]).T)
        order.append(int(free[np.argmin(away)]))
        left[order[-1]] = False
    return np.array(order, dtype=np.int64)


def _mended(apart: NDArray[np.float64], order: NDArray[np.int64], *, closed: bool) -> NDArray[np.int64]:
    """Turn parts of an order round as long as that makes it shorter; its first place stays where it is."""
    n = len(order)
    if not len(apart):
        return order
    for _ in range(_ROUNDS):
        better = False
        for first in range(1, n - 1):
            for last in range(first + 1, n):
                before, after = order[first - 1], order[(last + 1) % n]
                now = apart[before, order[first]]
                then = apart[before, order[last]]
                if last + 1 < n or closed:
                    now = now + apart[order[last], after]
                    then = then + apart[order[first], after]
                if then < now - _GAIN:
                    order[first : last + 1] = order[first : last + 1][::-1]
                    better = True
        if not better:
            break
    return order
