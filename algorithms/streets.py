"""What the tools on streets and places do in their thread, without QGIS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..hotspots.events import Choices, read_events, tell_few
from ..hotspots.repeats.repeat_locations import Choices as Asking
from ..hotspots.repeats.repeat_locations import repeat_locations
from ..hotspots.repeats.repeat_places import addresses_of, along_streets, at_addresses, in_areas, spots
from ..hotspots.shared import SHARED, in_shared
from ..hotspots.streets.network_density import Choices as Spreading
from ..hotspots.streets.network_density import street_density
from ..registers.own_tables import own
from ..registers.roads import read as read_roads
from ..safeguards.messages import refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import geopandas as gpd
    import pandas as pd

    from ..hotspots.events import Events
    from ..hotspots.repeats.repeat_locations import Repeats
    from ..hotspots.repeats.repeat_places import Places
    from ..hotspots.streets.network_density import StreetDensity
    from ..registers.raw import Raw
    from ..safeguards.messages import Message
    from ..safeguards.watch import Watch

# What readers of roads tell that plays no part for who walks.
_BESIDE_THE_POINT = ("roads_no_manager", "roads_no_direction")


def density_along_streets(
    incidents: Raw, roads: Raw, counted: Mapping[str, Any], spreading: Mapping[str, Any], watch: Watch
) -> tuple[StreetDensity, list[Message]]:
    """Read incidents and roads, and spread the one along the other.

    Args:
        incidents: Points.
        roads: Lines.
        counted: Keywords of `hotspots.events.Choices`.
        spreading: Keywords of `hotspots.streets.network_density.Choices`.
        watch: Told the fraction done.

    """
    choices = Spreading(**spreading)
    choices.check()
    events, messages = read_events(incidents, Choices(**counted))
    messages += tell_few(events)
    wegvakken, told = streets_of(roads, counted["peildatum"], watch.part(0.0, 0.4))
    density, found = street_density(wegvakken, events, choices, watch=watch.part(0.4, 1.0))
    return density, [*messages, *told, *found]


def streets_of(roads: Raw, peildatum: date, watch: Watch) -> tuple[gpd.GeoDataFrame, list[Message]]:
    """Make wegvakken of any layer of lines, cut where they meet unless they are of the NWB or were loaded before."""
    if not len(roads.frame):
        raise refused("streets_no_lines", layer=roads.name)
    kept, _ = own("ROADS", [roads])
    read = kept or read_roads([roads], peildatum, watch=watch)
    return read.tables["wegvakken"], [one for one in read.messages if one.code not in _BESIDE_THE_POINT]


def places_with_incidents(
    raws: Mapping[str, Raw | None], counted: Mapping[str, Any], asked: Mapping[str, Any], watch: Watch
) -> tuple[Repeats, list[Message]]:
    """Read incidents and what they lie on, and rank it.

    Args:
        raws: `INPUT`, and where given `ADDRESSES`, `ROADS`, `AREAS`.
        counted: Keywords of `hotspots.events.Choices`.
        asked: `by`, `share`, `mode`, `seed`, `tolerance` and `snap`.
        watch: Told the fraction done.

    """
    incidents = raws["INPUT"]
    if incidents is None:
        raise refused("algorithms_no_layer", parameter="INPUT")
    addresses, told = None, []
    if (given := raws["ADDRESSES"]) is not None and asked["by"] != "polygon":
        addresses, told = addresses_of(given)
    points = None if addresses is None else addresses[["x", "y"]].to_numpy()
    events, messages = read_events(incidents, Choices(**counted), addresses=points)
    messages += tell_few(events)
    messages += told
    places, told = _places(raws, events, addresses, asked, counted["peildatum"], watch.part(0.0, 0.4))
    messages += told
    choices = Asking(**{name: asked[name] for name in ("by", "share", "mode", "seed")})
    repeats, told = repeat_locations(places, events, choices, watch=watch.part(0.4, 1.0))
    messages += told
    return repeats, in_shared(messages) if choices.mode == SHARED else messages


def _places(
    raws: Mapping[str, Raw | None],
    events: Events,
    addresses: pd.DataFrame | None,
    asked: Mapping[str, Any],
    peildatum: date,
    watch: Watch,
) -> tuple[Places, list[Message]]:
    if asked["by"] == "place":
        return spots(events, asked["tolerance"]) if addresses is None else at_addresses(events, addresses)
    needed = "ROADS" if asked["by"] == "segment" else "AREAS"
    raw = raws[needed]
    if raw is None:
        raise refused("repeatlocations_needs", by=asked["by"], parameter=needed)
    if needed == "AREAS":
        return in_areas(events, raw)
    wegvakken, messages = streets_of(raw, peildatum, watch)
    places, told = along_streets(events, wegvakken, asked["snap"], addresses)
    return places, [*messages, *told]
