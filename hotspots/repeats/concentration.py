"""How few places carry how much, and how much of that would come about by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...safeguards.watch import Watch

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

DRAWS = 199
_BAND = (2.5, 97.5)  # percentiles
_STEPS = 120  # of the curve of chance
_ALIKE = 1e-9
_UNWATCHED = Watch()


@dataclass(frozen=True, eq=False)
class Concentration:
    """The busiest places and what they carry.

    Attributes:
        order: (k,) places with something on them, the busiest first; of equals the first.
        curve: (k,) share of everything that the busiest 1, 2, … carry.
        needed: Fewest places that together carry the share asked for.
        tied: Places as busy as the last of those that are not among them.

    """

    order: NDArray[np.int64]
    curve: Numbers
    needed: int
    tied: int

    @property
    def carried(self) -> float:
        """Share that the places needed carry."""
        return float(self.curve[self.needed - 1])


@dataclass(frozen=True, eq=False)
class Chance:
    """What incidents that fell at random would show; each from its 2.5th percentile, over the mean, to its 97.5th.

    Attributes:
        carried: (3,) share that as many busiest places would carry.
        gini: (3,) generalised Gini coefficient.
        places: (s,) numbers of busiest places.
        curve: (s, 3) share that so many would carry.

    """

    carried: Numbers
    gini: Numbers
    places: NDArray[np.int64]
    curve: Numbers


def concentration(counts: Numbers, share: float) -> Concentration:
    """Find the fewest places that carry a share of everything.

    Args:
        counts: (n,) what each place bears, 0 or more, not all 0.
        share: Above 0, up to 1.

    """
    order = np.argsort(-counts, kind="stable")[: int((counts > 0).sum())]
    carried = counts[order]
    curve = np.cumsum(carried) / carried.sum()
    needed = min(int(np.searchsorted(curve, share - _ALIKE)) + 1, len(order))
    tied = int((carried[needed:] >= carried[needed - 1] - _ALIKE).sum())
    return Concentration(order, curve, needed, tied)


def generalised_gini(counts: Numbers) -> float:
    """Give Bernasco and Steenbeek's (2017) G': 0 is as evenly spread as the incidents can be, near 1 all on one place.

    With c incidents on n places, of which the i-th least busy bears a share y_i,
    G' = max(1/c, 1/n) (2 Σ i y_i - n - 1) - max(n/c, 1) + 1. With more incidents than places it is the ordinary Gini
    coefficient.

    Args:
        counts: (n,) incidents per place, places without any included.

    """
    n, c = len(counts), float(counts.sum())
    ranked = float((np.arange(1, n + 1) * np.sort(counts)).sum()) / c
    return max(1 / c, 1 / n) * (2 * ranked - n - 1) - max(n / c, 1.0) + 1


def borne(of: NDArray[np.int64], each: Numbers, n: int) -> Numbers:
    """Add up what each of n places bears, (n,)."""
    counts = np.zeros(n)
    np.add.at(counts, of, each)
    return counts


def by_chance(
    each: Numbers, size: Numbers, needed: int, seed: int, *, draws: int = DRAWS, watch: Watch = _UNWATCHED
) -> Chance:
    """Let the same incidents fall at random over all places, many times.

    Args:
        each: (m,) what each incident counts for.
        size: (n,) how likely each place is, in proportion: its number of addresses, or its metres.
        needed: Number of busiest places to look at.
        seed: Of the draws.
        draws: How many.
        watch: Told the fraction done.

    Raises:
        CancelledError: The user cancelled.

    """
    chooser = np.random.default_rng(seed)
    edges = np.cumsum(size) / size.sum()
    most = min(len(each), len(size))
    places = np.unique(np.round(np.geomspace(1, most, min(most, _STEPS))).astype(np.int64))
    curve, gini, carried = np.ones((draws, len(places))), np.empty(draws), np.empty(draws)
    for draw in range(draws):
        watch.at(draw / draws)
        fell = np.minimum(np.searchsorted(edges, chooser.random(len(each)), side="right"), len(size) - 1)
        counts = borne(fell, each, len(size))
        held = np.cumsum(np.sort(counts[counts > 0])[::-1]) / each.sum()
        curve[draw] = held[np.minimum(places, len(held)) - 1]
        carried[draw] = held[min(needed, len(held)) - 1]
        gini[draw] = generalised_gini(counts)
    return Chance(_spread(carried), _spread(gini), places, np.moveaxis(_spread(curve), 0, -1))


def _spread(values: Numbers) -> Numbers:
    low, high = np.percentile(values, _BAND, axis=0)
    return np.stack([low, values.mean(axis=0), high])
