"""What lies around a location: ground, road, water, and the ways to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .blocks import Block, Sentences
from .figures import indicated, number, percent
from .location_facts import Told, titled
from .sheet import words
from .surroundings import BESIDE, FAR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..indicators.model import Indicator
    from .desk import Premises
    from .location_facts import Location

_TOLD = 0.01  # share of the ring from which a kind of ground is named
_MEASURED = ("street_exposure", "rear_access", "minor_road_access", "surveillance", "isolation", "screening")
_BGT = Told("BGT", "BGT")


def around_blocks(place: Location, held: Premises, known: Mapping[str, Indicator]) -> list[Block]:
    """Tell what the BGT has around it, and how the indicators measured its access."""
    language, found = place.language, held.around
    made = titled(place, words("location_around_title", language), *(() if found is None else (_BGT,)))
    told: list[str] = []
    if found is None:
        told.append(words("location_no_bgt", language))
    else:
        ground = [f"{kind} {percent(share, language)}" for kind, share in found.ground if share >= _TOLD]
        if ground:
            told.append(words("location_ground", language, metres=round(BESIDE), kinds=", ".join(ground)))
        else:
            told.append(words("location_no_ground", language, metres=round(BESIDE)))
        for nearest, code, none in (
            (found.road, "location_road", "location_no_road"),
            (found.water, "location_water", "location_no_water"),
        ):
            if nearest is None:
                told.append(words(none, language, metres=round(FAR)))
            else:
                told.append(words(code, language, kind=nearest.kind, metres=number(round(nearest.metres), language)))
        if found.access:
            told.append(words("location_access", language, kinds=", ".join(found.access)))
    if not place.shared:
        told += [
            f"{getattr(known[name].label, language)}: {indicated(known[name], float(place.row[name]), language)}."
            for name in _MEASURED
            if name in known and name in place.row.index and place.row[name] == place.row[name]
        ]
    return [*made, Sentences(told, listed=True)]
