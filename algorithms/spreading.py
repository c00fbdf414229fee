"""What the density of incidents does in its thread, without QGIS."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ..hotspots.density.bandwidth import RULES, radius_by
from ..hotspots.density.decay import decayed, years_counted
from ..hotspots.density.density import density_raster
from ..hotspots.density.difference import Counted, difference
from ..hotspots.density.kernels import KERNELS
from ..hotspots.events import read_events, tell_few
from ..hotspots.period import DAYS_A_YEAR, SHORT, length_in_words
from ..hotspots.raster import write_raster
from ..safeguards.messages import note, refused, warn
from .points import ground_of

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from numpy.typing import NDArray
    from shapely import MultiPolygon, Polygon

    from ..hotspots.events import Choices, Events
    from ..registers.raw import Raw
    from ..safeguards.messages import Message
    from ..safeguards.watch import Watch

_SAME_OF_BOTH = ("events_period", "events_partly_in_period")  # messages that the second period has of its own


@dataclass(frozen=True)
class Spreading:
    """How incidents are spread.

    Attributes:
        kernel: A key of `KERNELS`.
        radius: Of the kernel in metres, where no rule chooses it.
        pixel: Side of a pixel, metres.
        rule: A name of `RULES`; anything else takes the radius as given.
        edge: Whether to correct at the border of the study area.
        half_life: Days after which an incident counts for half; None is never.
        compared: First and last day of the period to subtract; None gives no difference.

    """

    kernel: str
    radius: float
    pixel: float
    rule: str = ""
    edge: bool = False
    half_life: float | None = None
    compared: tuple[date, date] | None = None


@dataclass(frozen=True)
class Spread:
    """What was written: messages, and whether it is per year."""

    messages: tuple[Message, ...]
    per_year: bool


def spread_incidents(
    incidents: Raw, study_area: Raw | None, choices: Choices, spreading: Spreading, path: Path, watch: Watch
) -> Spread:
    """Read incidents, spread them and write the raster."""
    timed = spreading.half_life is not None or spreading.compared is not None
    events, messages = read_events(incidents, choices, timed=timed)
    messages += tell_few(events)
    before = None
    if spreading.compared is not None:
        before, told = _earlier(incidents, choices, spreading.compared, events)
        messages += told
    watch.at(0.1)
    points = events.points if before is None else np.concatenate([events.points, before.points])
    drawn, told = (None, []) if study_area is None else ground_of(study_area, points)
    messages += told
    radius, told = _radius(events, drawn, spreading, watch.part(0.1, 0.3))
    messages += told
    if drawn is None:
        ground, told = ground_of(None, points, around=round(radius * KERNELS[spreading.kernel].reach, 1))
        messages += told
    else:
        ground = drawn
    messages += _units(events, spreading)
    counted, told = _counted(events, ground, radius, spreading, watch.part(0.3, 0.6 if before else 0.9))
    messages += told
    raster = counted.raster
    if before is not None:
        earlier, _ = _counted(before, ground, radius, spreading, watch.part(0.6, 0.9))
        raster, told = difference(counted, earlier, radius=radius, kernel=spreading.kernel)
        messages += told
    try:
        write_raster(raster, path)
    except OSError as error:
        raise refused("outputs_not_whole", file=path.name) from error
    return Spread(tuple(messages), per_year=events.period is not None)


def _earlier(
    incidents: Raw, choices: Choices, compared: tuple[date, date], events: Events
) -> tuple[Events, list[Message]]:
    """Read the incidents of the period that is compared with."""
    first, last = compared
    before, told = read_events(incidents, replace(choices, first=first, last=last), timed=True)
    messages = [message for message in told if message.code in _SAME_OF_BOTH]
    messages.append(note("density_compared", first=f"{first:%d-%m-%Y}", last=f"{last:%d-%m-%Y}"))
    if before.period.start < events.period.end and events.period.start < before.period.end:
        messages.append(warn("density_periods_overlap"))
    return before, messages


def _radius(
    events: Events, ground: Polygon | MultiPolygon | None, spreading: Spreading, watch: Watch
) -> tuple[float, list[Message]]:
    """Give the radius as given or by a rule; the rules look at the incidents in the study area."""
    radius, messages = spreading.radius, []
    if spreading.rule in RULES:
        seen = events
        if ground is not None:
            shapely.prepare(ground)
            inside = shapely.intersects_xy(ground, events.points[:, 0], events.points[:, 1])
            seen = events.only(inside)
            if not len(seen):
                raise refused("density_none_in_area", n=len(events))
        weights = _weights(seen, spreading)
        radius, messages = radius_by(spreading.rule, seen.points, weights, kernel=spreading.kernel, watch=watch)
    if spreading.kernel == "gaussian":
        shape = KERNELS["gaussian"]
        messages.append(
            note("density_gaussian", sigma=round(radius * shape.spread, 1), reach=round(radius * shape.reach, 1))
        )
    return radius, messages


def _weights(events: Events, spreading: Spreading) -> NDArray[np.float64]:
    if spreading.half_life is None:
        return events.counted
    return events.counted * decayed(events.begin, events.end, events.period, spreading.half_life)


def _units(events: Events, spreading: Spreading) -> list[Message]:
    """Say what the values are."""
    period = events.period
    if period is None:
        return [note("density_per_km2")]
    messages = []
    if period.days < SHORT:
        messages.append(warn("density_short_period", period=period.words))
    if spreading.half_life is not None:
        weighs = length_in_words(years_counted(period, spreading.half_life) * DAYS_A_YEAR)
        messages.append(note("density_half_life", half_life=spreading.half_life, weighs=weighs))
    return [*messages, note("density_per_year", period=period.words)]


def _counted(
    events: Events, ground: Polygon | MultiPolygon, radius: float, spreading: Spreading, watch: Watch
) -> tuple[Counted, list[Message]]:
    """Spread the incidents of one period, per year where it is known."""
    years = 1.0 if events.period is None else years_counted(events.period, spreading.half_life)
    weights = _weights(events, spreading)
    raster, messages = density_raster(
        events.points,
        ground,
        radius=radius,
        pixel=spreading.pixel,
        kernel=spreading.kernel,
        weights=weights,
        years=years,
        edge=spreading.edge,
        watch=watch,
    )
    return Counted(raster, years, weights), messages
