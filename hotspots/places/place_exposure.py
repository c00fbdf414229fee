"""How much of what is exposed lies in each place: addresses, metres of street, square metres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ...safeguards.messages import note, refused, warn
from ...safeguards.watch import Watch
from .places import counted_in
from .zones import Zones

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from ...safeguards.messages import Message
    from .places import Places

_PLACES_AT_ONCE = 20_000
_PAIRS_AT_ONCE = 50_000


@dataclass(frozen=True, eq=False)
class Exposed:
    """What is exposed in each place.

    Attributes:
        amount: (n,) 0 or more, at least one above 0.
        unit: "points", "metres", "square metres", "field" (amounts of a field), or "area" of the places themselves.

    """

    amount: NDArray[np.float64]
    unit: str

    @property
    def per(self) -> float:
        """How much a rate is told per: 1,000 points or of a field, a km, a km²."""
        return 1e6 if self.unit in ("area", "square metres") else 1e3


@dataclass(frozen=True, eq=False)
class Objects:
    """What is exposed, before it is divided over places.

    Attributes:
        geometry: (k,) points, lines or polygons, all of one kind.
        amount: (k,) what each amounts to in all, divided by length or area; None counts points, metres or m².

    """

    geometry: NDArray[np.object_]
    amount: NDArray[np.float64] | None = None


def area_of(places: Places) -> Exposed:
    """Take the area of the places themselves."""
    return Exposed(places.areas, "area")


def exposure_in(places: Places, objects: Objects, watch: Watch | None = None) -> tuple[Exposed, list[Message]]:
    """Divide what is exposed over places: points are counted, lines measured, polygons cut.

    Args:
        places: The n places.
        objects: What is exposed.
        watch: Told of progress, asked for cancel.

    Returns:
        The exposure, the area of the places where nothing lies in any; and messages.

    Raises:
        RefusedError: An amount is negative.

    """
    watch = watch or Watch()
    messages: list[Message] = []
    geometry, amount = objects.geometry, objects.amount
    if amount is not None:
        if (amount < 0).any():
            raise refused("exposure_negative", n=int((amount < 0).sum()), lowest=float(np.nanmin(amount)))
        known = np.isfinite(amount)
        if not known.all():
            messages.append(warn("exposure_without_amount", n=int((~known).sum()), total=len(known)))
        geometry, amount = geometry[known], amount[known]
    dimension = int(shapely.get_dimensions(geometry).max(initial=0))
    if dimension == 0:
        exposed, told = points_in(places, shapely.get_coordinates(geometry), amount)
        return exposed, [*messages, *told]
    held = (_lines if dimension == 1 else _polygons)(places, geometry, amount, watch)
    if not held.any():
        return area_of(places), [*messages, _nothing_held(len(geometry), amount, dimension)]
    unit = ("metres", "square metres")[dimension - 1] if amount is None else "field"
    if amount is None:
        messages.append(note("exposure_metres" if dimension == 1 else "exposure_square_metres"))
    return Exposed(held, unit), messages + _outside(geometry, amount, held, dimension)


def points_in(
    places: Places, points: NDArray[np.float64], amount: NDArray[np.float64] | None = None
) -> tuple[Exposed, list[Message]]:
    """Count what is exposed and has a point, such as addresses.

    Args:
        places: The n places.
        points: (k, 2) coordinates, metres.
        amount: (k,) what each counts for; 1 by default.

    Returns:
        The exposure, the area of the places where no point lies in any; and messages.

    """
    held, cell = counted_in(places, points, amount)
    if not held.any():
        return area_of(places), [_nothing_held(len(points), amount)]
    outside = int((cell < 0).sum())
    told = [note("hotspots_exposure_outside", n=outside, total=len(points))] if outside else []
    return Exposed(held, "points" if amount is None else "field"), told


def _nothing_held(n: int, amount: NDArray[np.float64] | None, dimension: int = 0) -> Message:
    """Say why no place holds anything that is exposed: all amounts are 0, or all lies elsewhere."""
    if amount is not None and n and not amount.any():
        return warn("exposure_all_zero", n=n)
    return warn("exposure_none_inside" if dimension else "hotspots_exposure_missing", n=n)


def _lines(
    places: Places, geometry: NDArray[np.object_], amount: NDArray[np.float64] | None, watch: Watch
) -> NDArray[np.float64]:
    """Measure the lines in each place; what runs along a border counts once."""
    vertices, line = shapely.get_coordinates(geometry, return_index=True)
    follows = line[1:] == line[:-1]
    tail, head, line = vertices[:-1][follows], vertices[1:][follows], line[1:][follows]
    length = np.hypot(*(head - tail).T)
    rate = np.ones(len(line)) if amount is None else _rates(length, line, amount)
    held = np.zeros(len(places))
    start, stop = places.cell_of(tail), places.cell_of(head)
    # Squares and hexagons bulge nowhere: between two points of one cell a straight line stays in it.
    whole = (start >= 0) & (start == stop) & (not isinstance(places, Zones))
    np.add.at(held, start[whole], (length * rate)[whole])
    ends = np.stack([tail, head], axis=1)[~whole]
    pieces, rate = shapely.linestrings(ends) if len(ends) else np.array([], dtype=object), rate[~whole]
    tree = shapely.STRtree(pieces)
    for first, shapes in _in_turn(places, watch):
        place, piece = tree.query(shapes, predicate="intersects")
        for some in _cuts(len(place)):
            cut, which = shapely.get_parts(
                shapely.intersection(shapes[place[some]], pieces[piece[some]]), return_index=True
            )
            long = shapely.length(cut) > 0
            cut, which = cut[long], which[long]
            middle = shapely.get_coordinates(shapely.line_interpolate_point(cut, 0.5, normalized=True))
            own = places.cell_of(middle) == place[some][which] + first
            at, of = place[some][which][own] + first, piece[some][which][own]
            np.add.at(held, at, shapely.length(cut[own]) * rate[of])
    return held


def _polygons(
    places: Places, geometry: NDArray[np.object_], amount: NDArray[np.float64] | None, watch: Watch
) -> NDArray[np.float64]:
    """Cut the polygons by each place."""
    parts, polygon = shapely.get_parts(geometry, return_index=True)
    area = shapely.area(parts)
    rate = np.ones(len(parts)) if amount is None else _rates(area, polygon, amount)
    held = np.zeros(len(places))
    shapely.prepare(parts)
    tree = shapely.STRtree(parts)
    for first, shapes in _in_turn(places, watch):
        place, part = tree.query(shapes, predicate="intersects")
        for some in _cuts(len(place)):
            at, of = place[some], part[some]
            full = shapely.contains_properly(parts[of], shapes[at])
            size = shapely.area(shapes[at])
            size[~full] = shapely.area(shapely.intersection(shapes[at[~full]], parts[of[~full]]))
            np.add.at(held, at + first, size * rate[of])
            watch.at(first / len(places))
    return held


def _rates(size: NDArray[np.float64], of: NDArray[np.int64], amount: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give what each metre or m² of the parts of an object amounts to."""
    whole = np.bincount(of, weights=size, minlength=len(amount))
    return np.where(whole[of] > 0, amount[of] / np.maximum(whole[of], np.finfo(float).tiny), 0.0)


def _in_turn(places: Places, watch: Watch) -> Iterator[tuple[int, NDArray[np.object_]]]:
    for first in range(0, len(places), _PLACES_AT_ONCE):
        watch.at(first / len(places))
        yield first, places.boxes(slice(first, first + _PLACES_AT_ONCE))


def _cuts(n: int) -> list[slice]:
    return [slice(first, first + _PAIRS_AT_ONCE) for first in range(0, n, _PAIRS_AT_ONCE)]


def _outside(
    geometry: NDArray[np.object_], amount: NDArray[np.float64] | None, held: NDArray[np.float64], dimension: int
) -> list[Message]:
    """Tell how much of the lines or polygons lies outside every place, from a tenth of a percent on."""
    sizes = shapely.length(geometry) if dimension == 1 else shapely.area(geometry)
    whole = float(sizes.sum() if amount is None else amount.sum())
    share = round(100 * (1 - float(held.sum()) / whole), 1)
    return [note("exposure_partly_outside", share=share)] if share > 0 else []
