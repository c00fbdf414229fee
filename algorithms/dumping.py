"""What the tool on road segments does in its thread, without QGIS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..registers.columns import find, text
from ..registers.own_tables import own
from ..registers.roads import read as read_roads
from ..routes.dumping.ground import areas_of, berths_of, dwellings_of, grown, road_surface_of, terrain_of, unpaved
from ..routes.dumping.marks import Ground, motorways_of, score_segments
from ..routes.dumping.patrol import patrol
from ..safeguards.messages import note, refused, warn

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import geopandas as gpd
    from numpy.typing import NDArray

    from ..registers.raw import Raw
    from ..routes.dumping.marks import Distances, Segments
    from ..routes.dumping.patrol import Pace
    from ..safeguards.messages import Message
    from ..safeguards.watch import Watch

BERTHS = ("LIGPLAATSEN", "STANDPLAATSEN")
_ID = ("wegvak_id", "wvk_id")
_NUMBER = ("wegnummer", "wegnr_aw", "wegnr")


@dataclass(frozen=True)
class Round:
    """The patrol that is asked for.

    Attributes:
        start: Where it starts and ends, RD New.
        least: Segments with at least this score are driven, unless others are chosen.
        pace: How fast.

    """

    start: tuple[float, float]
    least: int
    pace: Pace


def dump_segments(
    raws: Mapping[str, Raw | None], peildatum: date, distances: Distances, asked: Round | None, watch: Watch
) -> tuple[Segments, gpd.GeoDataFrame | None, list[Message]]:
    """Read the layers, score the segments, and plan the round where one is asked.

    Args:
        raws: `ROADS`, and where given `TERRAIN`, `ROAD_SURFACE`, `ADDRESSES`, `LIGPLAATSEN`, `STANDPLAATSEN`, `AREAS`
            and `CHOSEN`.
        peildatum: The date on which objects of the BGT are current.
        distances: How near is near.
        asked: The round; None for none.
        watch: Told the fraction done.

    """
    roads = raws["ROADS"]
    if roads is None or not len(roads.frame):
        raise refused("dumping_no_roads", layer="ROADS" if roads is None else roads.name)
    kept, _ = own("ROADS", [roads])
    read = kept or read_roads([roads], peildatum, watch=watch.part(0.0, 0.2))
    motorways = motorways_of(text(roads.frame, *_ID), text(roads.frame, *_NUMBER))
    messages = list(read.messages)
    wegvakken = read.tables["wegvakken"]
    of_state = wegvakken["wegbeheerdersoort"] == "R"
    if of_state.any() and find(roads.frame.columns, *_NUMBER) is None:
        messages.append(warn("dumping_no_number", n=int(of_state.sum())))
    ground = _ground(raws, peildatum, messages, watch.part(0.2, 0.4))
    areas = None
    if (given := raws.get("AREAS")) is not None:
        areas, told = areas_of(given)
        messages += told
    segments, told = score_segments(
        wegvakken,
        ground,
        distances,
        motorways=motorways,
        areas=areas,
        watch=watch.part(0.4, 0.6),
    )
    messages += told
    if asked is None:
        return segments, None, messages
    chosen = _chosen(segments, raws.get("CHOSEN"), asked.least)
    driven, told = patrol(segments, chosen, np.array(asked.start), asked.pace, watch=watch.part(0.6, 1.0))
    return segments, driven.legs, [*messages, *told]


def _ground(raws: Mapping[str, Raw | None], peildatum: date, messages: list[Message], watch: Watch) -> Ground:
    terrain = surface = addresses = None
    if (raw := raws.get("TERRAIN")) is not None:
        outlines, said, told = terrain_of(raw, peildatum)
        terrain = outlines, grown(said)
        messages += told
    watch.at(0.4)
    if (raw := raws.get("ROAD_SURFACE")) is not None:
        outlines, said, told = road_surface_of(raw, peildatum)
        surface = outlines, unpaved(said)
        messages += told
    watch.at(0.8)
    if (raw := raws.get("ADDRESSES")) is not None:
        everything, dwellings, told = dwellings_of(raw)
        messages += told
        homes = [berths_of(one, messages) for name in BERTHS if (one := raws.get(name)) is not None]
        if not homes:
            messages.append(note("dumping_without_berths"))
        addresses = np.concatenate([everything, *homes]), np.concatenate([dwellings, *homes])
    elif alone := [raw.name for name in BERTHS if (raw := raws.get(name)) is not None]:
        messages.append(warn("dumping_berths_alone", layers=", ".join(alone)))
    return Ground(terrain, surface, addresses)


def _chosen(segments: Segments, given: Raw | None, least: int) -> NDArray[np.bool_]:
    if given is None:
        score = segments.table["score"].to_numpy()
        if least > score.max():
            raise refused("dumping_least_too_high", least=least, most=int(score.max()))
        return np.asarray(score >= least, dtype=np.bool_)
    if find(given.frame.columns, *_ID) is None:
        raise refused("dumping_chosen_no_id", layer=given.name)
    chosen = segments.table["wegvak_id"].isin(text(given.frame, *_ID).dropna()).to_numpy()
    if not chosen.any():
        raise refused("dumping_chosen_unknown", layer=given.name, n=len(given.frame))
    return np.asarray(chosen, dtype=np.bool_)
