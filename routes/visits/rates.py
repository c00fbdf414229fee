"""Shares of few visits, with what they leave open."""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

Z = 1.959963984540054  # of the normal distribution, for 95 % on two sides
FEW = 10  # visits in either group below which nothing is said of the list


class Rate(NamedTuple):
    """A share of visits, and the 95 % interval around it (Wilson 1927); NaN of none."""

    hits: int
    n: int
    share: float
    low: float
    high: float


class Difference(NamedTuple):
    """How much larger one share is than another, with its 95 % interval (Newcombe 1998, method 10)."""

    value: float
    low: float
    high: float


def rate(hits: int, n: int) -> Rate:
    """Give the share `hits` are of `n`, with Wilson's interval."""
    if not n:
        return Rate(0, 0, float("nan"), float("nan"), float("nan"))
    share = hits / n
    middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z / (1 + Z**2 / n) * sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
    # At none and at all the interval ends there, which rounding need not give.
    low = 0.0 if hits == 0 else middle - half
    high = 1.0 if hits == n else middle + half
    return Rate(hits, n, share, low, high)


def difference(one: Rate, other: Rate) -> Difference:
    """Give how much larger the first share is."""
    value = one.share - other.share
    below = sqrt((one.share - one.low) ** 2 + (other.high - other.share) ** 2)
    above = sqrt((one.high - one.share) ** 2 + (other.share - other.low) ** 2)
    return Difference(value, value - below, value + above)


def verdict(top: Rate, control: Rate) -> str:
    """Say whether a list beats chance: too_few, beats, below or undecided."""
    if min(top.n, control.n) < FEW:
        return "too_few"
    found = difference(top, control)
    if found.low > 0:
        return "beats"
    return "below" if found.high < 0 else "undecided"
