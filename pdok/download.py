"""The whole download: find the municipality, fetch every layer page by page, and say what there is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..safeguards.messages import note, refused, warn
from .asking import AbsentError
from .municipality import Municipality, bounds, find
from .services import (
    MUNICIPALITIES,
    MUNICIPALITY_MAP,
    RD_BOUNDS,
    YEARS_BACK,
    Box,
    Kind,
    Layer,
    address,
    layers_of,
)
from .walking import Purse, Source, Walked, walk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ..safeguards.messages import Message
    from ..safeguards.watch import Watch
    from .asking import Line
    from .resume import Unfinished

LARGEST = 400.0  # km² that are fetched without asking
MOST_PAGES = 2_000
MOST_PAGES_LARGE = 50_000
_LOOKING_UP = 0.03  # share of the time that goes to finding a municipality
_M2_PER_KM2 = 1_000_000


@dataclass(frozen=True)
class Wanted:
    """What is to be downloaded.

    Attributes:
        registers: Keys of `services.REGISTERS`.
        peildatum: The day whose state is wanted of services that hold history; its year chooses the CBS edition.
        box: Where, in RD New; None where a municipality is given.
        municipality: Name or code; empty where a box is given.
        around: Metres beyond box or municipality that roads and topography are fetched of.
        bag: Which service gives the BAG.
        service: Address of a mirror with the same paths; empty is PDOK itself.
        large: Whether a large area was agreed to.

    """

    registers: tuple[str, ...]
    peildatum: date
    box: Box | None = None
    municipality: str = ""
    around: float = 0.0
    bag: Kind = Kind.WFS
    service: str = ""
    large: bool = False

    def request(self) -> dict[str, Any]:
        """Give what makes two downloads the same one; whether a large area was agreed to does not."""
        return {
            "registers": list(self.registers),
            "peildatum": self.peildatum.isoformat(),
            "box": None if self.box is None else list(self.box),
            "municipality": self.municipality,
            "around": self.around,
            "bag": self.bag.value,
            "service": self.service,
        }


@dataclass(frozen=True)
class Fetched:
    """What was fetched; the pages themselves are kept in the folder of the unfinished download.

    Attributes:
        layers: The layers in order, each with its pages.
        outlines: GeoJSON geometries of the municipality; empty where a box was given.
        place: What was downloaded, in words: the municipality or the box.
        messages: What the user should know.

    """

    layers: tuple[tuple[Layer, Walked], ...]
    outlines: tuple[dict[str, Any], ...]
    place: str
    messages: tuple[Message, ...]


def check_box(box: Box, *, around: float, large: bool) -> None:
    """Refuse an area outside the Netherlands, or one so large that it was probably not meant.

    Raises:
        RefusedError: It is.

    """
    west, south, east, north = box
    if not (west < east and south < north):
        raise refused("load_no_area")
    if west > RD_BOUNDS[2] or east < RD_BOUNDS[0] or south > RD_BOUNDS[3] or north < RD_BOUNDS[1]:
        raise refused("pdok_elsewhere", x=round((west + east) / 2), y=round((south + north) / 2))
    wide = widened(box, around)
    square = (wide[2] - wide[0]) * (wide[3] - wide[1]) / _M2_PER_KM2
    if square > LARGEST and not large:
        raise refused("pdok_large", n=round(square), most=round(LARGEST))


def widened(box: Box, around: float) -> Box:
    """Give a box that reaches further on every side, on whole metres."""
    west, south, east, north = box
    return (
        float(math.floor(west - around)),
        float(math.floor(south - around)),
        float(math.ceil(east + around)),
        float(math.ceil(north + around)),
    )


def download(wanted: Wanted, line: Line, kept: Unfinished, watch: Watch) -> Fetched:
    """Fetch every page that is wanted.

    Args:
        wanted: What is to be downloaded.
        line: How the services are reached.
        kept: The pages that are there already, and where new ones are kept.
        watch: Told the fraction done.

    Raises:
        RefusedError: The municipality is not known, the area is too large, or a service gives no whole answer.
        CancelledError: The user cancelled; whole pages are kept.

    """
    source = Source(line, kept, Purse(MOST_PAGES_LARGE if wanted.large else MOST_PAGES))
    messages: list[Message] = []
    place, box, outlines = _area(wanted, source, messages, watch.part(0, _LOOKING_UP))
    check_box(box, around=wanted.around, large=wanted.large)
    layers = [layer for register in wanted.registers for layer in layers_of(register, wanted.bag)]
    fetched = []
    for done, layer in enumerate(layers):
        part = watch.part(*(_LOOKING_UP + (1 - _LOOKING_UP) * at / len(layers) for at in (done, done + 1)))
        where = widened(box, wanted.around if layer.around else 0)
        walked = _of_year(source, layer, where, wanted, messages, part)
        messages += walked.messages
        fetched.append((layer, walked))
    return Fetched(tuple(fetched), outlines, place, tuple(messages))


def _area(
    wanted: Wanted, source: Source, messages: list[Message], watch: Watch
) -> tuple[str, Box, tuple[dict[str, Any], ...]]:
    """Give where to fetch: the place in words, its box, and its outlines if it is a municipality."""
    if wanted.box is not None:
        return ", ".join(f"{value:.0f}" for value in wanted.box), wanted.box, ()
    walked = _of_year(source, MUNICIPALITY_MAP, None, wanted, [], watch.part(0, 0.5))
    one = find(list(_features(source, walked)), wanted.municipality)
    outlines = _outlines(wanted, source, one, messages, watch.part(0.5, 1))
    west, south, east, north = zip(*map(bounds, outlines), strict=True)
    box = min(west), min(south), max(east), max(north)
    messages.append(note("pdok_municipality", name=one.name, gm=one.code))
    return f"{one.name} ({one.code})", box, outlines


def _outlines(
    wanted: Wanted, source: Source, one: Municipality, messages: list[Message], watch: Watch
) -> tuple[dict[str, Any], ...]:
    """Give the outline as surveyed, or the generalised one where the edition does not know the municipality."""
    try:
        walked = _of_year(source, MUNICIPALITIES, widened(bounds(one.geometry), 0), wanted, [], watch)
    except AbsentError:
        walked = Walked()
    found = [
        feature["geometry"]
        for feature in _features(source, walked)
        if (feature.get("properties") or {}).get("gemeentecode") == one.code and feature.get("geometry")
    ]
    if found:
        return tuple(found)
    messages.append(warn("pdok_generalised", name=one.name))
    return (one.geometry,)


def _of_year(
    source: Source, layer: Layer, box: Box | None, wanted: Wanted, messages: list[Message], watch: Watch
) -> Walked:
    """Walk a layer; where the CBS has no edition of a year yet, of the year before."""
    year = wanted.peildatum.year
    if "{year}" not in layer.base:
        return walk(source, layer, address(layer, wanted.service, year), box, wanted.peildatum, watch)
    for edition in range(year, year - YEARS_BACK - 1, -1):
        try:
            walked = walk(source, layer, address(layer, wanted.service, edition), box, wanted.peildatum, watch)
        except AbsentError:
            if edition == year - YEARS_BACK:
                raise
            continue
        break
    if edition != year:
        messages.append(note("pdok_edition", layer=layer.name, year=edition, wanted=year))
    return walked


def _features(source: Source, walked: Walked) -> Iterator[dict[str, Any]]:
    for url in walked.urls:
        yield from source.page(url).features
