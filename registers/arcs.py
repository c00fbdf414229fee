"""Circular arcs drawn as straight segments: close to the arc everywhere, and through its three points exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

GAP = 0.01  # metres a point of the arc may lie from its segment
_WIDEST = np.pi / 2  # of one segment, so that a tiny circle keeps a surface
_MOST = 2_000  # segments of half an arc: more than any arc of a road or building asks for
_FLAT = 1e-6  # metres from the chord within which the second point lies on it


def linearised(control: Points, whole: NDArray[np.bool_], gap: float = GAP) -> tuple[Points, NDArray[np.int64]]:
    """Draw arcs as segments.

    An arc drawn from its other end gives the same points, so that neighbours who share it leave no sliver between
    them. Three points on a line give the two segments between them; an arc that ends where it begins is a circle
    with its second point opposite.

    Args:
        control: (n, 3, 2) begin, a point on the arc and its end; of a whole circle three points on it.
        whole: (n,) which are whole circles, ending where they begin.
        gap: Metres no point of an arc may lie from its segment.

    Returns:
        (m, 2) points, arc after arc, each with its begin and end; (m,) the arc of each.

    """
    begin, via, end = (control[:, k].copy() for k in range(3))
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        back = (begin[:, 0] > end[:, 0]) | ((begin[:, 0] == end[:, 0]) & (begin[:, 1] > end[:, 1]))
        back &= ~whole
        begin[back], end[back] = end[back].copy(), begin[back].copy()
        centre, turn = _circles(begin, via, end)
        end[whole] = begin[whole]
        radius = np.hypot(*(begin - centre).T)
        first, second = (_angle(one - centre) for one in (begin, via))
        sweep = np.mod((second - first) * turn, 2 * np.pi)
        rest = np.where(whole, 2 * np.pi - sweep, np.mod((_angle(end - centre) - second) * turn, 2 * np.pi))
        # The sagitta of a segment of angle a is 2 r sin²(a / 4).
        widest = np.minimum(4 * np.arcsin(np.sqrt(np.minimum(gap / (2 * radius), 1))), _WIDEST)
        before, after = (_segments(part, widest) for part in (sweep, rest))
    size = before + after + 1
    of = np.repeat(np.arange(len(control)), size)
    step = np.arange(len(of)) - np.repeat(np.cumsum(size) - size, size)
    step = np.where(back[of], size[of] - 1 - step, step)
    late = step > before[of]
    with np.errstate(invalid="ignore"):
        turned = np.where(late, rest[of] * (step - before[of]) / after[of], sweep[of] * step / before[of])
        angle = np.where(late, second[of], first[of]) + turn[of] * turned
        points = centre[of] + radius[of, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    for given, place in ((begin, 0), (via, before), (end, size - 1)):
        exact = step == np.broadcast_to(place, size.shape)[of]
        points[exact] = given[of[exact]]
    return points, of


def _circles(begin: Points, via: Points, end: Points) -> tuple[Points, Points]:
    """Give the centres, and the sense of turning: 1 is anticlockwise; NaN where the points lie on a line."""
    one, two = via - begin, end - begin
    cross = one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0]
    cross[~(np.abs(cross) > _FLAT * np.hypot(*two.T))] = np.nan
    lengths = (one**2).sum(axis=1), (two**2).sum(axis=1)
    across = np.column_stack(
        [two[:, 1] * lengths[0] - one[:, 1] * lengths[1], one[:, 0] * lengths[1] - two[:, 0] * lengths[0]]
    )
    centre, turn = begin + across / (2 * cross[:, None]), np.sign(cross)
    closed = (begin == end).all(axis=1) & (begin != via).any(axis=1)
    centre[closed], turn[closed] = (begin + via)[closed] / 2, 1.0
    return centre, turn


def _angle(ray: Points) -> Points:
    return np.asarray(np.arctan2(ray[:, 1], ray[:, 0]))


def _segments(sweep: Points, widest: Points) -> NDArray[np.int64]:
    number = np.nan_to_num(np.ceil(sweep / widest), nan=1.0, posinf=1.0)
    return np.asarray(np.clip(number, 1, _MOST), dtype=np.int64)
