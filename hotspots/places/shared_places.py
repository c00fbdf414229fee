"""What of places that stand out may be shown to those who may not see everything: where, and how clearly; no number.

A count of a place with its neighbours, taken off that of the next, gives single places back; so does p where the
exposure is known, as it is; and so do the classes alone in a small town, for each says between which numbers a count
with its neighbours lies. So the map itself is made of blocks of places that together hold no or at least five
incidents, each spread over its places by what is exposed there: it cannot say more than the sums of the blocks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...safeguards.messages import note, warn
from ..shared import SMALL, in_shared, spread_in, taken_together
from .called import CLASSES
from .neighbourhood import neighbourhood
from .one_address import MOST, largest_piles, largest_share
from .overlay import told_apart
from .places import counted_in

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from ...safeguards.messages import Message
    from ...safeguards.watch import Watch
    from .place_exposure import Exposed
    from .places import Places
    from .tested import Asked

    Floats = NDArray[np.float64]

_OF_ALL = ("hotspots_called", "places_called", "places_islands", "hotspots_unexposed", "places_unexposed")  # hidden too


def made_of_blocks(
    places: Places,
    points: Floats,
    counted: Floats,
    exposed: Exposed,
    asked: Asked,
    watch: Watch,
    *,
    addresses: Floats | None = None,
) -> tuple[pd.DataFrame, list[Message]]:
    """Tell which places stand out, from the sums of blocks.

    Args:
        places: The n places.
        points: (k, 2) coordinates of incidents, metres.
        counted: (k,) what each counts for.
        exposed: What is exposed in each place.
        asked: How they are tested.
        watch: Told of progress, asked for cancel.
        addresses: (m, 2) coordinates of addresses where known, to which incidents within 25 m belong.

    Returns:
        As `overlay.told_apart`, of the counts that the blocks give. `one_address` is 1 where one address in a block
        accounts for more than half of what a place holds with its neighbours; whether it lies in this place is not
        told. Under 5 incidents in all nothing stands out.

    """
    counts, cell = counted_in(places, points, counted)
    if counts.sum() < SMALL:
        counts = np.zeros(len(counts))
    block = taken_together(counts, places.centres())
    told = spread_in(block, counts, exposed.amount)
    frame, messages = told_apart(places, points, counted, exposed, asked, watch, addresses=addresses, instead=told)
    around, _ = neighbourhood(places, told, asked.wanted)
    piles = largest_piles(points, counted, cell, len(places), addresses)
    largest = np.zeros(len(counts))
    np.maximum.at(largest, block, piles)
    share = largest_share(largest[block], frame["window_count"].to_numpy(), around)
    return frame.assign(one_address=(share > MOST).astype(np.int64)), messages


def for_others(frame: pd.DataFrame, addresses: NDArray[np.float64] | None) -> pd.DataFrame:
    """Keep of each place its code where it has one, and `hot_class`.

    The class of a place is 0 where it holds fewer than 5 incidents with its neighbours, fewer than 5 addresses itself
    (none known included: the addresses may end there), or where one address accounts for more than half: then it is
    about that address. Nobody is told whether nothing stands out there or whether it may not be shown.

    Args:
        frame: As `made_of_blocks` gives it.
        addresses: (n,) addresses in each place; None where they are not known.

    """
    enough = (frame["window_count"] >= SMALL) & (frame["one_address"] == 0)
    if addresses is not None:
        enough &= addresses >= SMALL
    kept = [name for name in ("place", "hot_class") if name in frame.columns]
    return frame[kept].assign(hot_class=np.where(enough, frame["hot_class"], 0))


def tell_others(
    messages: list[Message], frame: pd.DataFrame, asked: Asked, addresses: NDArray[np.float64] | None
) -> list[Message]:
    """Give what was told without what counts hidden places or few incidents, and with what is shown.

    Args:
        messages: What was told.
        frame: As `for_others` gives it.
        asked: How places were tested; counted are those the legend calls.
        addresses: As there.

    """
    kept = [one for one in in_shared(messages) if not one.code.startswith(_OF_ALL)]
    called = [number for number, under in enumerate((*CLASSES[1:], 0.0), start=1) if under < asked.alpha]
    told = {"n": int(frame["hot_class"].isin(called).sum()), "total": len(frame), "small": SMALL}
    shown = note("shared_places", **told) if asked.method == "exposure" else warn("shared_places_concentration", **told)
    return [*kept, shown, *([warn("shared_addresses_unknown", small=SMALL)] if addresses is None else [])]
