"""What the tool on hot places does in its thread, without QGIS."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ..hotspots.events import Choices, read_events, tell_few
from ..hotspots.grid import Grid
from ..hotspots.places.called import HIGH_AMONG_HIGH
from ..hotspots.places.hexagons import Hexagons
from ..hotspots.places.overlay import Asked, told_apart, whole_counts
from ..hotspots.places.place_exposure import Exposed, Objects, area_of, exposure_in
from ..hotspots.places.places import KINDS, automatic_size, counted_in, lay, zones_in
from ..hotspots.places.shared_places import for_others, made_of_blocks, tell_others
from ..hotspots.places.spots import Spots
from ..hotspots.places.stability import SHIFTS, agreement, other_grids, told_agreement
from ..hotspots.places.stability_chart import draw_stability
from ..hotspots.places.zones import Zones
from ..hotspots.shared import INTERNAL, SHARED, SMALL, refuse_unknown_mode
from ..registers.columns import find, numbers
from ..registers.identifiers import as_text
from ..registers.spatial import to_rd
from ..registers.tables import Shape
from ..safeguards.memory import free_memory
from ..safeguards.messages import note, refused, warn
from .points import ground_of

if TYPE_CHECKING:
    import pandas as pd
    from shapely import MultiPolygon, Polygon

    from ..hotspots.events import Events
    from ..hotspots.places.places import Places
    from ..registers.raw import Raw
    from ..safeguards.messages import Message
    from ..safeguards.watch import Watch

# Codes that say which area a polygon is; its other attributes are not carried over.
_CODES = ("buurtcode", "bu_code", "wijkcode", "wk_code", "gebied_id", "statcode", "gemeentecode", "gm_code")
# What a cell takes while it is reckoned with and written, and in a temporary layer of QGIS; measured on 1 to 4 million.
_BYTES, _BYTES_PERMUTED, _BYTES_OF_LAYER = 700, 1_100, 1_050
_SHAPES = {0: Shape.POINT, 1: Shape.LINE, 2: Shape.AREA}


@dataclass(frozen=True)
class Layers:
    """The layers given; only the incidents cannot be missed."""

    incidents: Raw
    study_area: Raw | None = None
    exposure: Raw | None = None
    polygons: Raw | None = None


@dataclass(frozen=True)
class Laid:
    """How the places are made.

    Attributes:
        kind: A name of `hotspots.places.places.KINDS`.
        size: Side of a square, or of one as large as a hexagon, metres; None chooses it.
        exposure_field: Field with what an object of the exposure layer amounts to; empty counts or measures it.
        mode: A name of `hotspots.shared.MODES`: who will see them.
        temporary: Whether the result is a temporary layer, which QGIS keeps in memory.

    """

    kind: str = "square"
    size: float | None = 125.0
    exposure_field: str = ""
    mode: str = INTERNAL
    temporary: bool = False


@dataclass(frozen=True)
class Found:
    """The places with what stands out and what there is to tell.

    Attributes:
        table: As `hotspots.places.overlay.told_apart` makes it, a row a place.
        places: The places themselves.
        messages: To tell.
        unit: What exposure is measured in, as in `hotspots.places.place_exposure.Exposed`; empty without exposure.
        picture: Of other grids, where one was asked and can be had.

    """

    table: pd.DataFrame
    places: Places
    messages: list[Message]
    unit: str = ""
    picture: str = ""


def hot_places(layers: Layers, choices: Choices, laid: Laid, asked: Asked, watch: Watch, picture: str = "") -> Found:
    """Bring layers to RD New, make the places and tell which stand out.

    Args:
        layers: As given.
        choices: Which incidents count.
        laid: How the places are made.
        asked: How they are tested.
        watch: Told of progress, asked for cancel.
        picture: Language of the picture of the same incidents on other grids; empty draws none.

    Raises:
        RefusedError: Something was asked that cannot be had; nothing is computed then.

    """
    _refuse_contradictions(layers, laid, asked)
    objects, told_exposure = (None, []) if layers.exposure is None else _objects(layers.exposure, laid.exposure_field)
    events, messages = read_events(layers.incidents, choices, addresses=_addresses(objects))
    messages += tell_few(events)
    if asked.method == "exposure":
        messages += whole_counts(events.weight)
        if partly := int(((events.share > 0) & (events.share < 1)).sum()):
            messages.append(note("places_shares_rounded", n=partly))
    watch.at(0.1)
    asked, told = _wanted(asked)
    messages += told
    places, events, told = _places(layers, laid, events)
    messages += told
    if isinstance(places, Grid | Hexagons):
        _refuse_beyond_memory(places, asked, free_memory(), temporary=laid.temporary)
    exposed = None
    if laid.kind == "points":
        messages += [note("places_exposure_unused")] if objects else []
    else:
        exposed, told = _exposed(places, objects, asked, watch.part(0.1, 0.4))
        messages += [*told_exposure, *told]
    known, unit = _addresses(objects), exposed.unit if exposed else ""
    end = 0.7 if picture and laid.mode != SHARED else 1
    frame: pd.DataFrame
    if laid.mode == SHARED and exposed is not None:
        frame, told = made_of_blocks(
            places, events.points, events.counted, exposed, asked, watch.part(0.4, 1), addresses=known
        )
    else:
        frame, told = told_apart(
            places, events.points, events.counted, exposed, asked, watch.part(0.4, end), addresses=known
        )
    messages += [*told, *_few_addresses(frame, exposed, asked.alpha)]
    if isinstance(places, Zones) and places.codes is not None:
        frame.insert(0, "place", places.codes)
    if laid.mode == SHARED:
        held = None if known is None else counted_in(places, known)[0]
        shown = for_others(frame, held)
        left = [warn("shared_no_picture")] if picture else []
        return Found(shown, places, [*tell_others(messages, shown, asked, held), *left])
    if not picture:
        return Found(frame, places, messages, unit)
    if asked.method != "exposure" or not isinstance(places, Grid | Hexagons):
        return Found(frame, places, [*messages, warn("stability_not_drawn")], unit)
    ground = _rimmed(layers, ground_of(layers.study_area, events.points)[0], places.size)
    grids = other_grids(
        events.points, events.counted, objects, ground, size=places.size, alpha=asked.alpha, watch=watch.part(end, 1)
    )
    hot = (frame["p_adjusted"] <= asked.alpha).to_numpy()
    # One of them is the grid of the map itself, where that is of squares.
    others = [one for one in grids if isinstance(places, Hexagons) or one.size != places.size or any(one.shift)]
    frame["grids_agree"] = np.where(hot, agreement(others, places.centres()), np.nan)
    messages.append(told_agreement(frame["grids_agree"].to_numpy()[hot], len(others)))
    return Found(frame, places, messages, unit, draw_stability(grids, ground, len(SHIFTS), picture))


def _refuse_contradictions(layers: Layers, laid: Laid, asked: Asked) -> None:
    if laid.kind not in KINDS:
        raise refused("places_grid_unknown", kind=laid.kind, known=", ".join(KINDS))
    refuse_unknown_mode(laid.mode)
    if laid.mode == SHARED and laid.kind == "points":
        raise refused("shared_no_points")
    if laid.kind == "polygons" and layers.polygons is None:
        raise refused("places_no_polygons")
    if laid.kind == "points" and (asked.method == "exposure" or asked.value != "count"):
        raise refused("places_points_no_exposure")


def _wanted(asked: Asked) -> tuple[Asked, list[Message]]:
    """Take a band that was given alone for what neighbours are chosen by, as it always was."""
    wanted = asked.wanted
    if wanted.band is None or wanted.kind == "band":
        return asked, []
    if wanted.kind == "contiguity":
        return replace(asked, wanted=replace(wanted, kind="band")), []
    return replace(asked, wanted=replace(wanted, band=None)), [
        warn("places_band_unused", band=wanted.band, kind=wanted.kind)
    ]


def _places(layers: Layers, laid: Laid, events: Events) -> tuple[Places, Events, list[Message]]:
    """Make the places; of points only those in the study area are left."""
    messages: list[Message] = []
    ground: Polygon | MultiPolygon | None = None
    if layers.study_area is not None or laid.kind in ("square", "hexagon"):
        ground, messages = ground_of(layers.study_area, events.points)
        if ground.is_empty:
            raise refused("hotspots_territory_empty")
    if layers.polygons is not None and laid.kind != "polygons":
        messages.append(note("places_polygons_unused", kind=laid.kind))
    if laid.kind == "points":
        return _spots(events, ground, messages)
    if laid.kind == "polygons" and layers.polygons is not None:
        drawn, _, told = to_rd(layers.polygons, Shape.AREA)
        code = find(layers.polygons.frame.columns, *_CODES)
        codes = None if code is None else as_text(layers.polygons.frame[code]).to_numpy(dtype=object)
        zones, more = zones_in(Zones(drawn, codes), ground, events.points)
        return zones, events, [*messages, *told, *more]
    size = laid.size
    if size is None:
        size, chosen = automatic_size(float(ground.area), float(events.counted.sum()))
        messages.append(chosen)
    cells = lay(laid.kind, _rimmed(layers, ground, size), size)
    if laid.kind == "hexagon":
        messages.append(note("places_hexagons", n=len(cells), size=size, apart=round(cells.apart, 1)))
    return cells, events, messages


def _refuse_beyond_memory(cells: Grid | Hexagons, asked: Asked, free: int | None, *, temporary: bool) -> None:
    """Refuse cells for which the machine has no memory left; where they lie alone takes next to nothing."""
    permuted = asked.permutations and asked.method != "exposure"
    work = len(cells) * (_BYTES_PERMUTED if permuted else _BYTES)
    need = work + len(cells) * (_BYTES_OF_LAYER if temporary else 0)
    if free is None or need <= free:
        return
    values = {
        "cells": len(cells),
        "size": cells.size,
        "need": round(need / 1e9, 1),
        "free": round(free / 1e9, 1),
        "least": int(np.ceil(cells.size * np.sqrt(need / max(free, 1)) * 1.05)),
    }
    if temporary:
        raise refused("places_layer_beyond_memory", **values, file=round(work / 1e9, 1))
    raise refused("places_beyond_memory", **values)


def _few_addresses(frame: pd.DataFrame, exposed: Exposed | None, alpha: float) -> list[Message]:
    """Warn of places that stand out and hold so few addresses that they point to somebody's door."""
    if exposed is None or exposed.unit != "points":
        return []
    called = frame["p_adjusted"] <= alpha
    if "quadrant" in frame:
        called &= frame["quadrant"] == HIGH_AMONG_HIGH
    few = int((called & (frame["exposure"] < SMALL)).sum())
    return [warn("places_few_addresses", n=few, least=SMALL)] if few else []


def _rimmed(layers: Layers, ground: Polygon | MultiPolygon, size: float) -> Polygon | MultiPolygon:
    """Make a hull half a cell wider, so that incidents on its border lie in a cell; a study area stays as it is."""
    return ground if layers.study_area is not None else shapely.buffer(ground, size / 2)


def _spots(
    events: Events, ground: Polygon | MultiPolygon | None, messages: list[Message]
) -> tuple[Places, Events, list[Message]]:
    kept = np.ones(len(events), dtype=np.bool_)
    if ground is not None:
        shapely.prepare(ground)
        kept = shapely.intersects_xy(ground, events.points)
        if not kept.any():
            raise refused("places_no_points_inside", n=len(kept))
        if not kept.all():
            messages.append(note("hotspots_points_outside", n=int((~kept).sum()), total=len(kept)))
    some = events.only(kept)
    spots = Spots.of(some.points)
    return spots, some, [*messages, note("places_points", n=len(spots), incidents=round(float(some.counted.sum()), 1))]


def _objects(raw: Raw, field: str) -> tuple[Objects, list[Message]]:
    """Read what is exposed: points, lines or polygons."""
    raw = _single_lines(raw)
    dimension = -1 if raw.geometry is None else int(shapely.get_dimensions(raw.geometry).max(initial=-1))
    geometry, usable, messages = to_rd(raw, _SHAPES.get(dimension, Shape.POINT))
    if not usable.any():
        raise refused("exposure_nothing", layer=raw.name)
    if not field:
        return Objects(geometry[usable]), messages
    if field not in raw.frame.columns:
        listed = ", ".join(str(column) for column in raw.frame.columns if column != _PART) or "-"
        raise refused("algorithms_no_field", layer=raw.name, field=field, found=listed)
    amount = numbers(raw.frame[field]).to_numpy(dtype=np.float64)
    if _PART in raw.frame.columns:
        amount = amount * raw.frame[_PART].to_numpy(dtype=np.float64)
    return Objects(geometry[usable], amount[usable]), messages


_PART = "__part_of_length"


def _single_lines(raw: Raw) -> Raw:
    """Take lines of several parts apart, for of those that do not touch only the longest would be measured."""
    if raw.geometry is None or shapely.GeometryType.MULTILINESTRING not in shapely.get_type_id(raw.geometry):
        return raw
    parts, row = shapely.get_parts(raw.geometry, return_index=True)
    length = shapely.length(parts)
    whole = np.bincount(row, weights=length, minlength=len(raw.frame))[row]
    share = np.divide(length, whole, out=np.zeros(len(parts)), where=whole > 0)
    frame = raw.frame.iloc[row].reset_index(drop=True).assign(**{_PART: share})
    return replace(raw, frame=frame, geometry=parts)


def _addresses(objects: Objects | None) -> np.ndarray | None:
    """Give the points of what is exposed, which explain incidents on one coordinate."""
    if objects is None or shapely.get_dimensions(objects.geometry).max(initial=0) > 0:
        return None
    return shapely.get_coordinates(objects.geometry)


def _exposed(places: Places, objects: Objects | None, asked: Asked, watch: Watch) -> tuple[Exposed, list[Message]]:
    if objects is not None:
        return exposure_in(places, objects, watch)
    if asked.method == "exposure":
        return area_of(places), [note("hotspots_exposure_area")]
    return area_of(places), [note("places_rate_by_area")] if asked.value != "count" else []
