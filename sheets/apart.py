"""Markers that lie on one another, moved until each can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ROUNDS = 400
_GOLDEN = np.pi * (3 - 5**0.5)  # a turn after which no two points of a spiral lie in one direction
_ENOUGH = 0.01  # of the least distance
_SAME = 0.02  # of the least distance, within which two are at one place
_FIRST = 0.002  # of the least distance, times the root of its number: how far a point is nudged to begin with
_BACK = 0.03  # of the way to its own place a marker is drawn back in a round


def moved_apart(
    places: NDArray[np.float64], least: float, box: tuple[float, float, float, float]
) -> NDArray[np.float64]:
    """Move points that lie too close, no farther than is needed; the others stay where they are.

    Args:
        places: (n, 2) where they belong.
        least: How far from each other they must at least lie, in the units of `places`.
        box: Left, bottom, right and top, within which they stay.

    Returns:
        (n, 2) where they can be drawn: beside each other, unless the box is too small for that.

    """
    n = len(places)
    low, high = np.array(box[:2]), np.array(box[2:])
    home = np.clip(places, low, high)
    turn = np.arange(n)[:, None] * _GOLDEN
    # Points at one place part in an order of their own, not by chance; and into the box, not out of it.
    into = np.where(home < (low + high) / 2, 1.0, -1.0)
    nudge = least * _FIRST * np.sqrt(np.arange(n))[:, None] * np.abs(np.hstack([np.cos(turn), np.sin(turn)])) * into
    now = home.copy()
    for number in range(_ROUNDS):
        apart = (now + nudge)[:, None] - (now + nudge)[None]
        distance = np.hypot(apart[..., 0], apart[..., 1])
        np.fill_diagonal(distance, np.inf)
        lacking = np.maximum(0.0, least - distance)
        if lacking.max(initial=0.0) <= _ENOUGH * least:
            break
        push = (apart / np.maximum(distance, 1e-9)[..., None] * (lacking / 2)[..., None]).sum(axis=1)
        push *= np.minimum(1.0, least / 2 / np.maximum(np.hypot(push[:, 0], push[:, 1]), 1e-9))[:, None]
        crowded = (lacking > 0).any(axis=1)
        # Towards the end only the pushing counts, or the two would never agree.
        back = _BACK * (1 - number / _ROUNDS) * (home - now) * crowded[:, None]
        now = np.clip(now + push + back, low, high)
    return now


def crowds(places: NDArray[np.float64], least: float, near: float) -> list[NDArray[np.int64]]:
    """Find where points lie too close to be told apart, with what lies around them.

    Args:
        places: (n, 2) where they lie.
        least: How far apart two must be to be told apart; at one place they never are.
        near: How far from one to the next of one crowd.

    Returns:
        The positions of each crowd, by the first of them.

    """
    distance = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    left, found = set(range(len(places))), []
    while left:
        held, reached = set[int](), {min(left)}
        while reached:
            held |= reached
            reached = set(np.flatnonzero((distance[sorted(reached)] <= near).any(axis=0)).tolist()) - held
        left -= held
        members = np.array(sorted(held), dtype=np.int64)
        apart = distance[np.ix_(members, members)]
        if ((apart > _SAME * least) & (apart < least)).any():
            found.append(members)
    return found
