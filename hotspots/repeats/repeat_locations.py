"""Which few places carry a large share of all incidents, and which of them may be shown to whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from ...registers.tables import RD_NEW
from ...safeguards.messages import note, refused, warn
from ...safeguards.watch import Watch
from ..shared import HIDDEN, SHARED, SMALL, UNDER, not_told, refuse_unknown_mode
from .concentration import Chance, Concentration, borne, by_chance, concentration, generalised_gini
from .repeat_places import FREE, UNKNOWN, without_dwellings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ...safeguards.messages import Message
    from ..events import Events
    from .repeat_places import Places

_UNWATCHED = Watch()


@dataclass(frozen=True)
class Choices:
    """What is asked.

    Attributes:
        by: `place`, `segment` or `polygon`: decides in which words the places are told.
        share: Of all incidents that the places sought carry together; above 0, up to 1.
        mode: One of `MODES`: whether the layer leaves the hands of those who may see everything.
        seed: Of the comparison with chance.

    """

    by: str
    share: float = 0.5
    mode: str = SHARED
    seed: int = 1


@dataclass(frozen=True, eq=False)
class Repeats:
    """What was found.

    Attributes:
        table: `place_id`, `straatnaam`, `incidents` (NaN where not shown), `incidents_words`, `counted` (with windows
            for the part in the period), `share` and `cumulative_share` (% of all), `rank`, `in_share`, `first`,
            `last`, `months` (different calendar months), `contains_dwelling` (no, yes, unknown;
            None where no address was given, so that nobody looked).
        found: The busiest places.
        chance: What chance would show; None where it is not known which places there are.
        gini: Generalised Gini coefficient; NaN where that is not known.

    """

    table: gpd.GeoDataFrame
    found: Concentration
    chance: Chance | None
    gini: float


def repeat_locations(
    places: Places, events: Events, choices: Choices, *, watch: Watch = _UNWATCHED
) -> tuple[Repeats, list[Message]]:
    """Rank places by what they bear, and compare with incidents that fall at random.

    In the mode shared, places that hold a dwelling or may hold one are left out, streets with under 5 addresses too:
    none at all may mean that the layer of addresses ends before that street. Numbers under 5 are not shown; where the
    total would give one back, the next one is hidden with it, and which of them is that one is not told.

    Args:
        places: Where incidents lie.
        events: The incidents.
        choices: What is asked.
        watch: Told the fraction done.

    Raises:
        RefusedError: The choices cannot work, or no incident is left.
        CancelledError: The user cancelled.

    """
    if not 0 < choices.share <= 1:
        raise refused("repeatlocations_share", share=round(100 * choices.share, 1))
    refuse_unknown_mode(choices.mode)
    places, messages = without_dwellings(places)
    on = places.of >= 0
    of, events = places.of[on], events.only(on)
    counts = borne(of, events.counted, len(places.size))
    found = concentration(counts, choices.share)
    chance, gini = None, float("nan")
    if places.complete:
        chance = by_chance(events.counted, places.size, found.needed, choices.seed, watch=watch)
        gini = generalised_gini(counts)
    messages += _told(places, events, found, chance, gini, choices)
    table = _table(places, of, events, counts, found)
    told: list[Message] = []
    if choices.mode == SHARED:
        table, told = _for_others(table, places, choices.by)
    elif choices.by == "place":
        told = _for_ourselves(table)
    watch.at(1.0)
    return Repeats(table.drop(columns=["addresses", "n"]), found, chance, gini), [*messages, *told]


def _table(
    places: Places, of: NDArray[np.int64], events: Events, counts: NDArray[np.float64], found: Concentration
) -> gpd.GeoDataFrame:
    order = found.order
    n = np.bincount(of, minlength=len(counts))[order]
    moments = pd.DataFrame({"place": of, "begin": events.begin})
    moments["month"] = moments["begin"].dt.year * 12 + moments["begin"].dt.month
    seen = moments.groupby("place").agg(first=("begin", "min"), last=("begin", "max"), months=("month", "nunique"))
    seen = seen.reindex(order)
    dated = seen["first"].notna().to_numpy()
    return gpd.GeoDataFrame(
        {
            "place_id": places.place_id[order],
            "straatnaam": places.straatnaam[order],
            "incidents": n.astype(np.float64),
            "incidents_words": n.astype(str).astype(object),
            "counted": counts[order],
            "share": 100 * counts[order] / counts.sum(),
            "cumulative_share": 100 * found.curve,
            "rank": np.arange(1, len(order) + 1).astype(np.float64),
            "in_share": np.where(np.arange(len(order)) < found.needed, "yes", "no").astype(object),
            "first": seen["first"].to_numpy(),
            "last": seen["last"].to_numpy(),
            "months": np.where(dated, seen["months"].to_numpy(dtype=np.float64), np.nan),
            "contains_dwelling": places.dwelling[order],
            "addresses": places.addresses[order],
            "n": n,
        },
        geometry=places.geometry[order],
        crs=RD_NEW,
    )


def _for_others(table: gpd.GeoDataFrame, places: Places, by: str) -> tuple[gpd.GeoDataFrame, list[Message]]:
    """Take out whatever could point to somebody."""
    messages: list[Message] = []
    if by == "segment" and not np.isnan(places.addresses).all() and not np.nansum(places.addresses):
        raise refused("repeatlocations_addresses_elsewhere")
    # In a street or an area people live, and no door stands out; a place is a door.
    lived = (table["contains_dwelling"] != FREE).to_numpy() & (by == "place")
    few_addresses = (table["addresses"] < SMALL).to_numpy() & (by == "segment")
    n = table["n"].to_numpy(dtype=np.float64)
    shown = ~not_told(n, lived | few_addresses)
    # What is left of the total needs company.
    beside = ~shown & (n >= SMALL) & ~lived & ~few_addresses
    kept_company = bool(beside.any())
    if by == "place":
        left = int((~shown).sum())
        unknown = int((table["contains_dwelling"] == UNKNOWN).sum())
        if unknown == len(table):
            messages.append(warn("repeatlocations_use_unknown", n=unknown))
        elif left:
            messages.append(
                note("repeatlocations_places_left_out", n=left, total=len(table), lived=int(lived.sum()), small=SMALL)
            )
        table, hidden = table[shown], np.zeros(int(shown.sum()), dtype=np.bool_)
        beside = beside[shown]
    else:
        if few_addresses.any():
            none = int((table["addresses"] == 0).sum())
            messages.append(note("repeatlocations_few_addresses", n=int(few_addresses.sum()), small=SMALL, none=none))
        elif by == "segment" and np.isnan(places.addresses).all():
            messages.append(warn("repeatlocations_addresses_unknown", small=SMALL))
        table, hidden, beside = table[~few_addresses], (~shown)[~few_addresses], beside[~few_addresses]
        if hidden.any():
            messages.append(note("repeatlocations_small", n=int(hidden.sum()), beside=int(beside.sum()), small=SMALL))
    table = table.reset_index(drop=True)
    for name in ("first", "last"):
        table[name] = table[name].dt.normalize()
    table.loc[hidden, ["incidents", "counted", "share", "cumulative_share", "rank", "months"]] = np.nan
    table.loc[hidden, ["first", "last"]] = pd.NaT
    table.loc[hidden, "in_share"] = None
    # One word for all: were the company told apart, a total of 6 would say 1 and 5.
    table.loc[hidden, "incidents_words"] = HIDDEN if kept_company else UNDER
    # A gap between what is left would tell what was taken out.
    table.loc[~hidden, "rank"] = np.arange(1, int((~hidden).sum()) + 1, dtype=np.float64)
    table.loc[~hidden, "cumulative_share"] = table.loc[~hidden, "share"].cumsum()
    # The busiest first would tell the order of what is hidden.
    blind = table[hidden].sort_values("place_id", kind="stable")
    return pd.concat([table[~hidden], blind], ignore_index=True), messages


def _for_ourselves(table: gpd.GeoDataFrame) -> list[Message]:
    unknown = int((table["contains_dwelling"] == UNKNOWN).sum())
    lived = int((table["contains_dwelling"] == "yes").sum())
    messages = []
    if unknown:
        messages.append(warn("repeatlocations_internal_unknown", n=unknown, total=len(table)))
    if lived:
        messages.append(warn("repeatlocations_internal_lived", n=lived))
    return messages


def _told(
    places: Places, events: Events, found: Concentration, chance: Chance | None, gini: float, choices: Choices
) -> list[Message]:
    busy = len(found.order)
    values = {
        "n": found.needed,
        "of_busy": round(100 * found.needed / busy, 1),
        "busy": busy,
        "carried": round(100 * found.carried, 1),
        "total": len(events),
    }
    messages = []
    if chance is None:
        messages += [note("repeatlocations_found", **values), note("repeatlocations_no_chance")]
    else:
        low, mean, high = (round(100 * float(value), 1) for value in chance.carried)
        code = {
            "place": "repeatlocations_found_addresses",
            "segment": "repeatlocations_found_segments",
            "polygon": "repeatlocations_found_areas",
        }[choices.by]
        every = float(places.size.sum()) if choices.by == "place" else len(places.size)
        taken = float(places.size[found.order[: found.needed]].sum()) if choices.by == "place" else found.needed
        messages.append(note(code, **values, of_all=round(100 * taken / every, 2), all=int(every)))
        beyond = found.carried > float(chance.carried[2])
        told = note if beyond else warn
        which = "repeatlocations_beyond_chance" if beyond else "repeatlocations_like_chance"
        messages.append(
            told(
                which,
                n=found.needed,
                carried=values["carried"],
                mean=mean,
                # Of few incidents nearly all draws are alike, and the mean of the rest lies beside them.
                low=min(low, mean),
                high=max(high, mean),
                gini=round(gini, 2),
                gini_mean=round(float(chance.gini[1]), 2),
                seed=choices.seed,
            )
        )
    if found.tied:
        messages.append(note("repeatlocations_tied", n=found.tied))
    return messages
