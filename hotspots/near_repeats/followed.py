"""Which incidents were followed by others close by, and which were those others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from .moments import Moments
    from .near_pairs import Block
    from .pair_bands import Bands


@dataclass(frozen=True, eq=False)
class Followed:
    """What each incident has to do with those around it, (n,) each, in the order of the pairs' positions.

    Attributes:
        follow_ups: Later incidents in the bands asked for.
        predecessors: Earlier ones.
        same_moment: Ones of which the order is not known, as on one day without times.
        previous: Position of the last incident before it, of equally late ones the nearest; -1 is none.
        days: Days since that one; NaN where there is none.
        metres: Metres from it; NaN where there is none.

    """

    follow_ups: NDArray[np.int64]
    predecessors: NDArray[np.int64]
    same_moment: NDArray[np.int64]
    previous: NDArray[np.int64]
    days: NDArray[np.float64]
    metres: NDArray[np.float64]

    @property
    def role(self) -> NDArray[np.object_]:
        """Name what each is: originator, follow-up, both, same moment, or none."""
        led, followed = self.follow_ups > 0, self.predecessors > 0
        role = np.full(len(led), "none", dtype=object)
        role[self.same_moment > 0] = "same moment"
        role[led] = "originator"
        role[followed] = "follow-up"
        role[led & followed] = "both"
        return role


def followed(blocks: Iterable[Block], moments: Moments, bands: Bands, linked: NDArray[np.bool_]) -> Followed:
    """Link the pairs of some bands; a window counts by its middle.

    Args:
        blocks: All pairs within the largest distance.
        moments: (n,) in the order of the pairs' positions.
        bands: Of metres and days.
        linked: (r, c) the bands asked for.

    """
    n = len(moments.middle)
    counts = np.zeros((3, n), dtype=np.int64)
    previous, days, metres = np.full(n, -1), np.full(n, np.inf), np.full(n, np.inf)
    limits = moments.limits(bands.days)
    # A frame around the bands, so that what lies outside them is never linked.
    framed = np.pad(linked, 1)
    for block in blocks:
        later = moments.middle[block.other] - moments.middle[block.one]
        column = np.searchsorted(limits, np.abs(later), side="right") - 1
        kept = np.flatnonzero(framed[bands.row(block.apart) + 1, column + 1])
        one, other, later, apart = block.one[kept], block.other[kept], later[kept], block.apart[kept]
        tied = later == 0
        for end in (one, other):
            counts[2] += np.bincount(end[tied], minlength=n)
        first, then = np.where(later > 0, one, other)[~tied], np.where(later > 0, other, one)[~tied]
        counts[0] += np.bincount(first, minlength=n)
        counts[1] += np.bincount(then, minlength=n)
        since, apart = np.abs(later[~tied]) / moments.ticks, apart[~tied]
        order = np.lexsort((apart, since, then))
        then, at = np.unique(then[order], return_index=True)
        best = order[at]
        better = (since[best] < days[then]) | ((since[best] == days[then]) & (apart[best] < metres[then]))
        then, best = then[better], best[better]
        previous[then], days[then], metres[then] = first[best], since[best], apart[best]
    none = previous < 0
    led, after, tied_with = counts
    since = np.where(none, np.nan, days)
    return Followed(led, after, tied_with, previous, since, np.where(none, np.nan, metres))
