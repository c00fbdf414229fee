"""What may be told to those who may not see everything: one rule on small numbers, for every method.

A number of 1 to 4 incidents is not told, nor one that gives such a number back when it is taken off a total that is
known. What is told then is all that anybody is taken to know, the total and this rule included.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ..safeguards.messages import refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from ..safeguards.messages import Message

    Floats = NDArray[np.float64]

MODES = ("shared", "internal")
SHARED, INTERNAL = MODES
SMALL = 5  # incidents, and addresses, under which a number could point to somebody
UNDER, HIDDEN = "<5", "x"
_ALIKE = 1e-9
# Values of messages that count incidents; the others count places, or days.
_COUNTS = {
    "accuracy_areas_overlap": ("n",),
    "accuracy_cells_without_street": ("missed",),
    "accuracy_not_yet_known": ("n",),
    "emerging_begin_dropped": ("n",),
    "events_discovered": ("n",),
    "events_discovered_counted": ("n",),
    "events_future": ("n",),
    "events_outside_period": ("n",),
    "events_partly_in_period": ("n",),
    "events_without_date": ("n",),
    "hotspots_no_points": ("outside",),
    "hotspots_points_outside": ("n",),
    "hotspots_unexposed": ("n",),
    "hotspots_weight_several": ("n",),
    "networkdensity_far": ("n",),
    "places_overlap": ("n",),
    "places_shares_rounded": ("n",),
    "places_unexposed": ("n",),
    "places_without_rate": ("incidents",),
    "repeatlocations_far": ("n",),
    "repeatlocations_outside": ("n",),
    "timing_hourless": ("n",),
    "timing_windows": ("exact", "spread"),
}
# These tell of one spot, or of the density of steps and places, whatever their numbers.
ABOUT_ONE_PLACE = ("events_piled", "emerging_dense", "emerging_one_place", "places_one_address", "places_few_addresses")


def refuse_unknown_mode(mode: str) -> None:
    """Refuse a mode that there is not.

    Raises:
        RefusedError: It is not known.

    """
    if mode not in MODES:
        raise refused("hotspots_method_unknown", method=mode, known=", ".join(MODES))


def small(counts: Floats) -> NDArray[np.bool_]:
    """Tell which (n,) numbers are too small to be told; 0 is not."""
    return np.asarray((counts > _ALIKE) & (counts < SMALL - _ALIKE), dtype=np.bool_)


def not_told(counts: Floats, removed: NDArray[np.bool_] | None = None) -> NDArray[np.bool_]:
    """Choose which numbers of a row whose total is known are not told, (n,).

    All small ones. Where the rest of the total would give them back, the smallest of the others keep them company, with
    all that equal it. The hidden ones must read alike: whichever of them bears what, the same is told, so that none is
    known. Where no more than one number could be told nothing of the row is: the rest could be all fours.

    Args:
        counts: (n,) incidents.
        removed: (n,) what is not told for another reason, whatever its number; it keeps company as well.

    """
    alone = np.zeros(len(counts), dtype=np.bool_) if removed is None else removed
    kept_back = small(counts) | (alone & (counts > 0))
    others = np.unique(counts[~kept_back & (counts > 0)])
    if not kept_back.any():
        return kept_back | alone
    if (~kept_back & (counts > 0)).sum() <= 1:
        return np.ones(len(counts), dtype=np.bool_)
    if _given_away(counts[kept_back]):
        kept_back |= ~alone & (counts == others[0])
    return kept_back | alone


def _given_away(kept_back: Floats) -> bool:
    """Tell whether the sum of what is not told says what each of it is, or is small itself."""
    n, together = len(kept_back), float(kept_back.sum())
    if n == 1 or together < SMALL:
        return True
    # All of them bear the least, or all the most that is hidden.
    return float(np.ptp(kept_back)) < _ALIKE and min(abs(together - n), abs(together - (SMALL - 1) * n)) < _ALIKE


def taken_together(counts: Floats, places: Floats) -> NDArray[np.int64]:
    """Divide places into blocks of which none holds 1 to 4 incidents, for maps made of what may be told.

    All places are halved where they lie farthest apart, and the halves again, as long as neither half holds a small
    number. Where the cuts fall depends on the places alone. What is made of the sums per block says no small count of a
    place: a block is left whole because one of its halves is small, and that half may be another, or bear one less.

    Args:
        counts: (n,) incidents; no block can be had of fewer than 5 in all.
        places: (n, d) where each lies.

    Returns:
        (n,) number of each place's block, from 0.

    """
    block, made = np.zeros(len(counts), dtype=np.int64), 1
    nodes = [np.arange(len(counts))]
    while nodes:
        node = nodes.pop()
        if len(node) < 2:  # noqa: PLR2004  a single place
            continue
        extent = np.ptp(places[node], axis=0)
        node = node[np.argsort(places[node, int(extent.argmax())], kind="stable")]
        halves = node[: len(node) // 2], node[len(node) // 2 :]
        sums = np.array([counts[half].sum() for half in halves])
        if small(sums).any() or not sums.any():
            continue
        block[halves[1]] = made
        made += 1
        nodes += halves
    return block


def spread_in(block: NDArray[np.int64], counts: Floats, size: Floats) -> Floats:
    """Divide what each block holds over its places by their size, or evenly where none has any, (n,)."""
    whole = np.bincount(block, weights=size)[block]
    among = np.bincount(block)[block]
    part = np.divide(size, whole, out=1 / among, where=whole > 0)
    return np.asarray(np.bincount(block, weights=counts)[block] * part, dtype=np.float64)


def in_shared(messages: Iterable[Message]) -> list[Message]:
    """Say numbers of 1 to 4 incidents as under 5, and leave out what tells of one single spot."""
    return [_coarse(one) for one in messages if one.code not in ABOUT_ONE_PLACE]


def _coarse(message: Message) -> Message:
    few = {
        name: UNDER
        for name in _COUNTS.get(message.code, ())
        if isinstance(value := message.values.get(name), int | float) and 0 < value < SMALL
    }
    return replace(message, values={**message.values, **few}) if few else message
